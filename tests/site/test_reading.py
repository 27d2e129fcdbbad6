"""Pages that everybody can read: by axe, on a phone, without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests.site.copying import OPEN_ALL, visit
from tests.site.sites import Page, Site

WIDTHS = (1280, 360)
SCHEMES = {"light": "default", "dark": "slate"}
# Colours fade in, and would be measured too faint meanwhile.
AT_ONCE = "*, ::before, ::after { animation: none !important; transition: none !important; }"
# Where every page is held to every rule.
ALL_OF_ALL = (1280, "light")
# The rules that look at colours take twice as long as all others.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"]}
# Half of all elements are within formulas, whose insides are the same at any width, and on the
# page of what was verified as in the chapters.
WITHOUT_FORMULAS = {"exclude": [["math"]]}
# As a script may; a style element of ours the page's policy would forbid.
ADOPT = """
(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}
"""
# What of an element's kinds shows; what is hidden now may be in another tab.
SHOWN = """
(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const box = element.getBoundingClientRect();
  return element.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0;
})
"""
KINDS = {
    "formulas": "article .math > math",
    "code": "article .highlight:is(.language-python, .language-pycon) > pre > code",
    "outputs": "article .language-output code",
    "figures": "article .mathbook-figure svg",
}


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def tab(chromium: Browser, width: int, scheme: str) -> Iterator[Tab]:
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
        has_touch=width < 600,
    )
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    tab: Tab, site: Site, width: int, scheme: str
) -> None:
    found = []
    different = {page.address for page in site.different}
    typical = {page.address for page in site.typical}
    for page in site.pages:
        rules = None
        if (width, scheme) == ALL_OF_ALL or page.address in different:
            rules = rules_for(width, scheme, typical=page.address in typical)
        if rules is None and scheme == "dark":  # which changes no widths
            continue
        visit(tab, page.address)
        tab.evaluate(ADOPT, AT_ONCE)
        tab.evaluate(OPEN_ALL)
        tab.evaluate("document.fonts.ready")
        tab.wait_for_timeout(200)  # what is opened is measured, and named, a moment later
        assert tab.evaluate("document.body.dataset.mdColorScheme") == SCHEMES[scheme]
        wide = tab.evaluate("document.documentElement.scrollWidth")
        found += [f"{page} is {wide} pixels wide"] if wide > width else []
        if rules is None:
            continue
        whole = width > 1000 and "verification" not in str(page)
        report = Axe().run(tab, None if whole else WITHOUT_FORMULAS, rules).response
        assert len(report["passes"]) > (0 if "runOnly" in rules else 10), str(page)
        found += [
            f"{page}: {violation['id']}: {node['target']} {node['html'][:200]}"
            for violation in report["violations"]
            for node in violation["nodes"]
        ]
    assert found == []


def rules_for(width: int, scheme: str, *, typical: bool) -> dict[str, Any] | None:
    """What axe is asked about a page; None if nothing.

    All rules hold on every page, wide and light. A dark one has other colours and nothing else, a
    narrow one another arrangement of the same colours: typical pages are held to all rules there.
    """
    if typical or (width, scheme) == ALL_OF_ALL:
        return ALL_RULES
    if width > 1000:
        return {**ALL_RULES, "runOnly": {"type": "rule", "values": OF_COLOURS}}
    if scheme == "light":
        return {**ALL_RULES, "rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
    return None


def test_all_is_there_without_javascript(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    totals = dict.fromkeys(KINDS, 0)
    for page in site.pages:
        tab.goto(page.address)
        for kind, shown in everything(tab).items():
            assert all(shown), f"{page}: {kind}"
            if (count := expected(page).get(kind)) is not None:
                assert len(shown) == count, f"{page}: {kind}"
            totals[kind] += len(shown)
    context.close()
    assert totals["code"] > 0
    assert totals["figures"] > 0
    assert totals["formulas"] > 100 or site.name == "sampler"


def expected(page: Page) -> dict[str, int]:
    """How many of each kind the page's source holds; a lab's outputs are not in it."""
    chapter = page.chapter
    if chapter is None:
        return {}
    counts = {
        "formulas": len(chapter.formulas),
        "code": len(chapter.blocks),
        "figures": len(list(chapter.figures)),
    }
    if not chapter.lab:
        counts["outputs"] = sum(block.output is not None for block in chapter.blocks)
    return counts


def everything(tab: Tab) -> dict[str, list[bool]]:
    """What the page shows of each kind, to a reader who opens every fold and every tab."""
    for summary in tab.locator("article summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    found = {kind: tab.evaluate(SHOWN, selector) for kind, selector in KINDS.items()}
    for label in tab.locator("article .tabbed-labels > label").all():
        label.click()
        for kind, selector in KINDS.items():
            now = tab.evaluate(SHOWN, selector)
            found[kind] = [a or b for a, b in zip(found[kind], now, strict=True)]
    return found
