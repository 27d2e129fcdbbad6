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
# Where every page is held to every rule.
ALL_OF_ALL = (1280, "light")
# The rules that look at colours take twice as long as all others.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"]}
# Most elements are words of code and signs of formulas. Of those of one colour, size and ground the
# first alone stays visible: axe takes longest over colours, and finds the same each time.
HIDE_ALIKE = """
() => {
  const leaves = [...document.querySelectorAll("pre span, math *")].filter((element) =>
    !element.childElementCount && !element.closest("a, button") &&
    ![...element.attributes].some(({ name }) => /^(aria-|role$|tabindex$)/.test(name)));
  leaves.forEach((leaf) => leaf.style.removeProperty("visibility"));
  const seen = new Set();
  const alike = leaves.filter((leaf) => {
    const style = getComputedStyle(leaf);
    const look = [leaf.tagName, style.color, style.fontSize, style.fontWeight, style.visibility];
    for (let ground = leaf; ground; ground = ground.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(ground);
      look.push(backgroundColor, backgroundImage, opacity);
    }
    const key = look.filter((value) => !["rgba(0, 0, 0, 0)", "none", "1"].includes(value)).join();
    return seen.has(key) || !seen.add(key);
  });
  alike.forEach((leaf) => leaf.style.setProperty("visibility", "hidden"));
}
"""
PARTS = 2  # of the pages, so that all processes of the tests have their share
IN_SCHEME = "(scheme) => document.body.dataset.mdColorScheme === scheme"
PALETTES = "(place) => document.querySelectorAll(\"input[name='__palette']\")[place].click()"
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


@pytest.fixture
def tab(chromium: Browser, width: int) -> Iterator[Tab]:
    context = chromium.new_context(viewport={"width": width, "height": 800}, has_touch=width < 600)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    tab: Tab, site: Site, width: int, part: int
) -> None:
    found = []
    different = {page.address for page in site.different}
    typical = {page.address for page in site.typical}
    for page in site.pages[part::PARTS]:
        visit(tab, page.address)
        tab.evaluate(OPEN_ALL)
        tab.evaluate("document.fonts.ready")
        for scheme in SCHEMES:
            rules = None
            if (width, scheme) == ALL_OF_ALL or page.address in different:
                rules = rules_for(width, scheme, typical=page.address in typical)
            if rules is None and scheme == "dark":  # which changes no widths
                continue
            choose(tab, scheme)
            tab.wait_for_timeout(200)  # what is opened is measured, and named, a moment later
            place = f"{page}, {width} pixels, {scheme}"
            pixels = tab.evaluate("document.documentElement.scrollWidth")
            found += [f"{place}: {pixels} pixels wide"] if pixels > width else []
            if rules is None:
                continue
            tab.evaluate(HIDE_ALIKE)
            report = Axe().run(tab, options=rules).response
            assert len(report["passes"]) > (0 if "runOnly" in rules else 10), place
            found += [
                f"{place}: {violation['id']}: {node['target']} {node['html'][:200]}"
                for violation in report["violations"]
                for node in violation["nodes"]
            ]
    assert found == []


def choose(tab: Tab, scheme: str) -> None:
    """Have the page in ``scheme``, by its own switch and by what the system prefers."""
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if not tab.evaluate(IN_SCHEME, SCHEMES[scheme]):
        tab.evaluate(PALETTES, list(SCHEMES).index(scheme))
    tab.wait_for_function(IN_SCHEME, arg=SCHEMES[scheme])


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
    tab.evaluate(OPEN_ALL)
    found = {kind: tab.evaluate(SHOWN, selector) for kind, selector in KINDS.items()}
    for label in tab.locator("article .tabbed-labels > label").all():
        label.click()
        for kind, selector in KINDS.items():
            now = tab.evaluate(SHOWN, selector)
            found[kind] = [a or b for a, b in zip(found[kind], now, strict=True)]
    return found
