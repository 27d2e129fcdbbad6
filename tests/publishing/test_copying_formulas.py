"""Copying from a page: the browser's clipboard has the TeX of each formula."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathbook.publishing.chapter import Formula, Span
from mathbook.publishing.mathml import formula_html

pytest.importorskip("playwright", reason="playwright drives the browser")
CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("chromium is not installed", allow_module_level=True)

from playwright.sync_api import Page, sync_playwright  # noqa: E402

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "assets" / "copy-math.js"
ADDRESS = "http://localhost/"  # nobody is asked: the test answers itself
OPTIONS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)


def formula(latex: str, *, display: bool = False) -> str:
    return formula_html(Formula(Span(0, 0, 1, 1), latex, display))


HALF = r"\frac{x}{y} < 2"
BODY = f"""\
<p id="one">Let {formula("x_1")} be in {formula(r"[0, 1]")}.</p>
<p id="two">Then {formula(HALF, display=True)}</p>
<p id="three">No formula.</p>
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=OPTIONS.split())
        context = browser.new_context()
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        html = f"<!doctype html><body>{BODY}<script>{SCRIPT.read_text()}</script></body>"
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(ADDRESS)
        yield page
        browser.close()


def copied(page: Page, selection: str) -> str:
    """What the clipboard holds when all that ``selection`` selects is copied."""
    page.evaluate("navigator.clipboard.writeText('before')")
    page.evaluate(f"getSelection().removeAllRanges(); {selection}")
    page.keyboard.press("Control+c")
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("#one", "Let $x_1$ be in $[0, 1]$."),
        ("#two", r"Then $$\frac{x}{y} < 2$$"),
        ("#three", "No formula."),
        ("#two .math", r"$$\frac{x}{y} < 2$$"),
    ],
)
def test_a_selection_is_copied_with_its_tex(page: Page, where: str, text: str) -> None:
    selection = f"getSelection().selectAllChildren(document.querySelector('{where}'))"
    assert copied(page, selection) == text


def test_half_a_formula_is_copied_as_the_whole(page: Page) -> None:
    inside = "document.querySelector('#one mi').firstChild"
    assert copied(page, f"getSelection().setBaseAndExtent({inside}, 0, {inside}, 1)") == "$x_1$"


def test_a_formula_that_is_focused_is_copied(page: Page) -> None:
    focus = "document.querySelector('#two .math').focus()"
    assert copied(page, focus) == r"$$\frac{x}{y} < 2$$"


def test_without_a_selection_nothing_is_copied(page: Page) -> None:
    assert copied(page, "document.activeElement.blur()") == "before"
