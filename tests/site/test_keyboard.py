"""The keyboard alone reaches all that a mouse does."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from tests.site.copying import visit
from tests.site.sites import Site

# Kinds by the selector of their elements; what is hidden now is reached when it is shown.
KINDS = {
    "search": "[data-md-component='search-query']",
    "copy": ".md-code__button",
    "tab": ".tabbed-set > input:checked",
    "fold": "article summary",
    "slider": "article input[type='range']",
    "annotation": ".md-annotation",
}
FOCUSED = """
([kinds, root]) => {
  const element = document.activeElement;
  window.seen ??= new Map();
  if (!window.seen.has(element)) window.seen.set(element, window.seen.size);
  const kind = Object.keys(kinds).find((name) => element.matches(kinds[name]));
  const label = element.id && document.querySelector(`label[for='${element.id}']`);
  const marked = [element, label].some(
    (e) => e && getComputedStyle(e).outlineStyle !== "none",
  );
  const scrolls = element.closest("article") && element.scrollWidth > element.clientWidth + 1 &&
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  return [window.seen.get(element), kind ?? (scrolls ? "scroll" : element.tagName), marked,
    Boolean(element.closest(root))];
}
"""
PRESENT = """
([kinds, root]) => {
  const within = document.querySelector(root);
  const shown = (e) => e.checkVisibility({ visibilityProperty: true });
  const counts = {};
  for (const [name, selector] of Object.entries(kinds)) {
    counts[name] = [...within.querySelectorAll(selector)]
      .filter((e) => name === "tab" || shown(e)).length;
  }
  counts.scroll = [...document.querySelectorAll("article *")].filter((e) =>
    e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && shown(e) &&
    ["auto", "scroll"].includes(getComputedStyle(e).overflowX)).length;
  return counts;
}
"""


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [1280, 700])
def test_the_tab_key_reaches_all_that_a_mouse_does(tab: Tab, site: Site, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    found: Counter[str] = Counter()
    different = {page.address for page in site.different}
    for page in site.pages if width > 1000 else site.typical:
        # What stands around the text is the same on all pages of the reference.
        root = "body" if page.address in different or width < 1000 else "article"
        visit(tab, page.address)
        tab.wait_for_timeout(200)  # what is wide is measured a moment later
        present = tab.evaluate(PRESENT, [KINDS, root])
        if root == "article":
            skip_to_the_text(tab)
        reached = around(tab, root)
        for kind, count in present.items():
            assert reached[kind] == count, f"{page}: {kind}"
        found += reached
    assert found["search"] > 0 or width < 1000
    assert min(found[kind] for kind in ("copy", "fold")) > 0
    if site.name == "sampler":
        assert min(found[kind] for kind in ("tab", "annotation", "scroll")) > 0


def skip_to_the_text(tab: Tab) -> None:
    """Follow the link at the top of the page that leads past all else."""
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.matches('.md-skip')")
    tab.keyboard.press("Enter")


def around(tab: Tab, root: str = "body") -> Counter[str]:
    """What the Tab key reaches on its way around ``root``, each once and each marked."""
    reached: dict[int, str] = {}
    while True:
        tab.keyboard.press("Tab")
        number, kind, marked, within = tab.evaluate(FOCUSED, [KINDS, root])
        if number in reached or not within:
            return Counter(reached.values())
        reached[number] = kind
        assert marked or kind == "BODY", f"no outline shows that the keyboard is at a {kind}"


@pytest.mark.parametrize("key", ["/", "s", "f"])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_key_opens_the_search(tab: Tab, book: Site, key: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    # Keys are heard when the scripts have run, the last of which fetches the index.
    tab.goto(f"{book.address}/404.html", wait_until="networkidle")
    tab.keyboard.press(key)
    expect(tab.locator(KINDS["search"])).to_be_focused(timeout=20_000)
    tab.keyboard.type("numerical_gradient")
    # The first results answer what was typed so far; these answer the whole word.
    tab.locator(".md-search-result__link[href$='gradients.numerical_gradient']").first.wait_for()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("gradients"))


def test_a_copy_button_works_with_the_keyboard_alone(tab: Tab, sampler: Site) -> None:
    visit(tab, sampler.address)
    while tab.evaluate(FOCUSED, [KINDS, "body"])[1] != "copy":
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert re.match(r"def slope\(a, b\):\n", copied)
    assert copied.endswith("print(slope((0, 1), (2, 5)))")


def test_the_arrow_keys_change_tabs(tab: Tab, sampler: Site) -> None:
    visit(tab, sampler.address)
    while tab.evaluate(FOCUSED, [KINDS, "body"])[1] != "tab":
        tab.keyboard.press("Tab")
    second = tab.get_by_text('"second"')
    expect(second).to_be_hidden()
    tab.keyboard.press("ArrowRight")
    expect(second).to_be_visible()


def test_the_arrow_keys_move_each_slider(tab: Tab, site: Site) -> None:
    for page in site.pages:
        if 'type="range"' not in page.file.read_text(encoding="utf-8"):
            continue
        visit(tab, page.address)
        for slider in tab.locator(KINDS["slider"]).all():
            before = slider.input_value()
            at_end = before == (slider.get_attribute("max") or "100")
            slider.press("ArrowLeft" if at_end else "ArrowRight")
            assert slider.input_value() != before, str(page)
