"""Sliders in Chromium: keys move the figure, and the page says so; nothing jumps.

A small site is built with the plugin, opened from its folder, and watched. Where there is no
Chromium these tests are skipped.
"""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

PROJECT = """\
[tool.mathbook]
docs = "docs"
"""
SITE = """\
site_name: Slides
use_directory_urls: false
theme:
  name: material
  font: false
plugins: [mathbook]
markdown_extensions: [pymdownx.highlight, pymdownx.superfences]
"""
PAGE = """\
# Slides

<!-- slider: h = 0.1, 0.3, 0.5; label "Height"; shows f"it ends at {2 * h:.1f}" -->
```python
import matplotlib.pyplot as plt

h = 0.3
fig, ax = plt.subplots()
ax.plot([0, 2 * h], "o-")
ax.set_ylim(0, 1.2)
```

![A line that rises.](figures/line.svg)

Words below.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("slides")
    (root / "docs").mkdir()
    for name, text in (
        ("pyproject.toml", PROJECT),
        ("mkdocs.yml", SITE),
        ("docs/index.md", PAGE),
    ):
        (root / name).write_text(text)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    for command in (["mathbook", "fix", "--figures"], ["mkdocs", "build", "--strict"]):
        outcome = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert outcome.returncode == 0, outcome.stderr
    return (root / "site" / "index.html").as_uri()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 1200})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(address)
    yield opened
    assert errors == []
    context.close()


def shown(figure: Locator) -> set[str]:
    """The frames whose layers are painted."""
    script = """figure => [...figure.querySelectorAll("[data-frame]")]
        .filter(layer => getComputedStyle(layer).display !== "none")
        .map(layer => layer.dataset.frame)"""
    return set(figure.evaluate(script))


def test_keys_move_the_figure_and_the_page_says_so(page: Page) -> None:
    figure = page.locator(".mathbook-figure")
    slider = page.get_by_role("slider", name="Height")
    output = figure.locator("output")
    assert shown(figure) == {"1"}
    slider.focus()
    for key, frame, value in (
        ("ArrowRight", "2", "0.5"),
        ("ArrowRight", "2", "0.5"),
        ("ArrowLeft", "1", "0.3"),
        ("Home", "0", "0.1"),
        ("End", "2", "0.5"),
    ):
        slider.press(key)
        text = f"{value}: it ends at {2 * float(value):.1f}"
        assert shown(figure) == {frame}
        assert slider.get_attribute("aria-valuetext") == value
        assert output.inner_text() == text
        assert figure.get_by_role("img").get_attribute("aria-label") is None
        assert figure.locator("svg > title").text_content() == f"A line that rises. Height {text}"
    assert output.get_attribute("aria-live") == "polite"


def test_the_keyboard_alone_reaches_it(page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "range":
            break
    page.keyboard.press("ArrowRight")
    assert shown(page.locator(".mathbook-figure")) == {"2"}


def test_nothing_moves_but_the_frame(page: Page) -> None:
    places = """() => ["svg", "input", "output"].map(name => {
        const box = document.querySelector(".mathbook-figure " + name).getBoundingClientRect();
        return name == "output" ? [box.top, box.height] : [box.left, box.top, box.width, box.height]
    })"""
    slider = page.get_by_role("slider")
    before = page.evaluate(places)
    for key in ("Home", "End"):
        slider.press(key)
        assert page.evaluate(places) == before


def test_each_frame_looks_different(page: Page) -> None:
    pictures = set()
    slider = page.get_by_role("slider")
    slider.press("Home")
    for _ in range(3):
        pictures.add(page.locator(".mathbook-figure svg").screenshot())
        slider.press("ArrowRight")
    assert len(pictures) == 3


def test_content_that_takes_the_place_of_other_content_moves_too(page: Page) -> None:
    page.evaluate("""() => {
        const figure = document.querySelector(".mathbook-figure");
        const copy = document.createElement("div");
        copy.innerHTML = figure.outerHTML;
        copy.querySelector("input").hidden = true;
        figure.replaceWith(copy.firstChild);
    }""")
    slider = page.get_by_role("slider")
    slider.press("End")
    assert shown(page.locator(".mathbook-figure")) == {"2"}


def test_paper_shows_the_frame_of_the_code(page: Page) -> None:
    figure = page.locator(".mathbook-figure")
    page.get_by_role("slider").press("End")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown(figure) == {"1"}
    assert figure.locator("output").inner_text() == "0.3: it ends at 0.6"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert shown(figure) == {"2"}
    page.emulate_media(media="print")
    assert not figure.locator("input").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_finger_finds_it_and_the_page_stays_as_wide(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    box = page.get_by_role("slider").bounding_box()
    assert box is not None
    assert box["height"] >= 24
    assert box["width"] >= 150
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_the_frame_of_the_code_stands_with_its_text(
    chromium: Browser, address: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    figure = page.locator(".mathbook-figure")
    assert not figure.locator("input").is_visible()
    text = " ".join(figure.locator(".mathbook-slider").inner_text().split())
    assert text == "Height 0.3: it ends at 0.6"
    layers = figure.locator("svg [data-frame]")
    displayed = [
        layer.get_attribute("data-frame")
        for layer in layers.all()
        if layer.get_attribute("display") != "none"
    ]
    assert set(displayed) == {"1"}
    assert figure.get_by_role("img", name="A line that rises. Height 0.3: it ends at 0.6").count()
    context.close()
