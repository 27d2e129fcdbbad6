"""Every page works under its policy, in which nothing runs that the theme has not brought."""

import base64
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser, Route, expect
from playwright.sync_api import Page as Tab

from tests.site.copying import CODE, OPEN_ALL, visit
from tests.site.sites import Site

SCHEMES = {"light": "default", "dark": "slate"}
# What a reader uses on the pages of each site.
THERE = {
    "book": ("copy", "slider", "formula"),
    "sampler": ("copy", "tab", "annotation", "formula"),
}
# Told to the console, too, of which the browser itself tells what workers do.
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("violation", event.effectiveDirective, event.blockedURI, event.sample));
"""
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
# What a hostile output might try, were it not text.
INJECTED = """
<script>window.injected = "a script";</script>
<img src="missing.png" alt="" onerror="window.injected = 'a handler'">
<a id="address" href="javascript:void (window.injected = 'an address')">x</a>
<b id="styled" style="color: rgb(1, 2, 3)">x</b>
"""


@contextmanager
def reading(chromium: Browser, scheme: str = "light") -> Iterator[tuple[Tab, list[str]]]:
    """A tab, and what its console says of errors and violations."""
    said: list[str] = []
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 1280, "height": 800},
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(LISTEN)
    tab = context.new_page()
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    try:
        yield tab, said
    finally:
        context.close()


def test_every_page_has_a_strict_policy_that_names_its_own_scripts_and_styles(site: Site) -> None:
    for page in site.pages:
        html = page.file.read_text(encoding="utf-8")
        (content,) = POLICY.findall(html)
        policy = {name: values for name, *values in map(str.split, content.split("; "))}
        assert policy["default-src"] == ["'self'"], str(page)
        held = Held(html)
        for directive, texts in (("script-src", held.scripts), ("style-src", held.styles)):
            assert set(policy[directive]) == {"'self'", *map(hash_of, texts)}, str(page)
        assert len(held.scripts) == 3, "those of the theme"
        assert "unsafe" not in content
        assert [name for name in held.attributes if name == "style" or name.startswith("on")] == []
        # Before all that it speaks about, and where browsers still look for the encoding.
        assert html.index("<meta charset") < html.index("<meta http-equiv") < html.index("<link")


class Held(HTMLParser):
    """The inline scripts and style sheets of a page, and the names of all its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.attributes: set[str] = set()
        self.within: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.attributes.update(names)
        runs = tag == "script" and "src" not in names and names.get("type") != "application/json"
        self.within = self.scripts if runs else self.styles if tag == "style" else None

    def handle_endtag(self, tag: str) -> None:
        self.within = None

    def handle_data(self, data: str) -> None:
        if self.within is not None:
            self.within.append(data)


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_work_and_nothing_is_violated(chromium: Browser, site: Site, scheme: str) -> None:
    with reading(chromium, scheme) as (tab, said):
        used = dict.fromkeys(("copy", "slider", "tab", "formula", "annotation"), 0)
        for page in site.different if scheme == "light" else site.typical:
            visit(tab, page.address)
            assert tab.evaluate("document.body.dataset.mdColorScheme") == SCHEMES[scheme]
            tab.evaluate(OPEN_ALL)
            for kind, count in use(tab).items():
                used[kind] += count
            tab.evaluate("document.fonts.ready")
            assert said == [], str(page)
        find(tab, site)
        tab.locator("label[for^='__palette']:visible").click()
        expect(tab.locator(f"body[data-md-color-scheme='{SCHEMES[scheme]}']")).to_have_count(0)
        assert said == []
    assert min(used[kind] for kind in THERE[site.name]) > 0, used


def use(tab: Tab) -> dict[str, int]:
    """Use one of each kind of thing that the page has."""
    used: dict[str, int] = {}
    copies = tab.locator(f"{CODE} [data-clipboard-target]:visible")
    if used.setdefault("copy", min(copies.count(), 1)):
        tab.evaluate("navigator.clipboard.writeText('')")
        copies.first.click()
        assert tab.evaluate("navigator.clipboard.readText()")
    sliders = tab.locator("article input[type='range']")
    if used.setdefault("slider", min(sliders.count(), 1)):
        slider = sliders.first
        before = slider.input_value()
        slider.press("ArrowLeft" if before == slider.get_attribute("max") else "ArrowRight")
        assert slider.input_value() != before
    labels = tab.locator("article .tabbed-labels > label:visible")
    if used.setdefault("tab", int(labels.count() > 1)):
        labels.nth(1).click()
        assert tab.locator("article .tabbed-set > input").nth(1).is_checked()
    marks = tab.locator("article .md-annotation__index:visible")
    if used.setdefault("annotation", min(marks.count(), 1)):
        marks.first.click()
        tab.keyboard.press("Escape")
    if used.setdefault("formula", int(tab.locator("article .math").count() > 0)):
        tab.evaluate("getSelection().selectAllChildren(document.querySelector('article .math'))")
        tab.keyboard.press("Control+C")
        assert tab.evaluate("navigator.clipboard.readText()").startswith("$")
    return used


def find(tab: Tab, site: Site) -> None:
    tab.goto(f"{site.address}/404.html")
    tab.locator("[data-md-component='search-query']").click()
    tab.keyboard.type("gradient" if site.name == "book" else "sessions")
    tab.locator(".md-search-result__link").first.wait_for()
    tab.keyboard.press("Escape")


@pytest.mark.parametrize("protected", [True, False])
def test_an_injected_script_runs_only_without_the_policy(
    chromium: Browser, sampler: Site, protected: bool
) -> None:
    def inject(route: Route) -> None:
        html = (sampler.folder / "index.html").read_text(encoding="utf-8")
        html = html.replace("</article>", f"{INJECTED}</article>", 1)
        assert POLICY.search(html)
        route.fulfill(body=html if protected else POLICY.sub("", html), content_type="text/html")

    with reading(chromium) as (tab, said):
        tab.route(f"{sampler.address}/", inject)
        tab.goto(f"{sampler.address}/", wait_until="load")
        violations = {line.split()[1] for line in said if line.startswith("violation")}
        assert tab.evaluate("window.injected") == (None if protected else "a handler")
        tab.evaluate("document.getElementById('address').click()")
        tab.wait_for_timeout(100)  # an address runs a moment later
        assert tab.evaluate("window.injected") == (None if protected else "an address")
        colour = tab.evaluate("getComputedStyle(document.getElementById('styled')).color")
        assert (colour == "rgb(1, 2, 3)") != protected
    expected = {"script-src-elem", "script-src-attr", "style-src-attr"}
    assert violations == (expected if protected else set())


def test_styles_look_as_the_attributes_did(chromium: Browser, sampler: Site) -> None:
    """Each rule wins over whatever the site's style sheets say of the element."""
    with reading(chromium) as (tab, _):
        tab.goto(f"{sampler.address}/")
        rules = tab.evaluate(
            """() => [...document.querySelector("style.mathbook-styles").sheet.cssRules].map(
              (rule) => {
                const element = document.querySelector(rule.selectorText);
                const look = () => [...rule.style].map(
                  (name) => getComputedStyle(element).getPropertyValue(name));
                const before = look();
                const style = rule.style.cssText;
                element.className.baseVal === undefined
                  ? (element.className = "") : element.setAttribute("class", "");
                element.style.cssText = style;
                return [rule.selectorText, before, look()];
              })"""
        )
    assert len(rules) > 5
    assert [rule for rule, before, after in rules if before != after] == []


def test_pages_work_from_their_files(chromium: Browser, sampler: Site) -> None:
    """Chromium counts all files as one site; there, too, scripts and styles are there."""
    with reading(chromium) as (tab, said):
        tab.goto((sampler.folder / "index.html").as_uri())
        tab.wait_for_function("document.querySelector('[data-clipboard-target]')")
        assert tab.evaluate("getComputedStyle(document.body).fontFamily")
    # The search worker may not be made from a file, with or without a policy.
    assert [line for line in said if line.startswith("violation")] == []
