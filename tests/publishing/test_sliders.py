"""A slider on the page: the control, its names, and what stands there without a script."""

import json
from collections.abc import Callable

import markdown  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup, Tag

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.fixing import fix_chapter
from mathbook.publishing.render import render_chapter

EvaluateText = Callable[..., Evaluation]

PAGE = """\
See [Figure …](#fig:a).

{0}<!-- slider: h = -0.1, 0.3, 0.5; label "Step *h* & <b>"; shows f"f < {{h:.1f}} \\"_x_\\"" -->
{0}```python
{0}import matplotlib.pyplot as plt
{0}h = 0.3
{0}plt.plot([0, h], "o-")
{0}plt.ylim(-1, 1)
{0}```

{0}![A line "of two" points.](figures/a.svg)

{0}*A line.*
"""


def rendered(evaluate_text: EvaluateText, prefix: str = "") -> BeautifulSoup:
    text = PAGE.format(prefix)
    if prefix:
        text = text.replace("\n\n", "\n\n!!! note\n\n", 1)
    fix_chapter(evaluate_text(text, tolerant=True), redraw=True).write()
    evaluation = evaluate_text(text)
    assert evaluation.failures == []
    extensions = ["admonition", "pymdownx.superfences", "pymdownx.highlight"]
    page = markdown.markdown(render_chapter(evaluation), extensions=extensions)
    return BeautifulSoup(page, "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    (found,) = soup.select(selector)
    return found


@pytest.mark.parametrize("prefix", ["", "    "])
def test_the_figure_has_one_drawing_and_a_labelled_range(
    prefix: str, evaluate_text: EvaluateText
) -> None:
    page = rendered(evaluate_text, prefix)
    figure = one(page, ".mathbook-figure")
    assert figure["id"] == "fig:a"
    control = one(figure, "input")
    assert (control["type"], control["min"], control["max"], control["step"]) == (
        "range", "0", "2", "1",
    )  # fmt: skip
    assert (control["value"], control["aria-valuetext"]) == ("1", "0.3")
    assert control.has_attr("hidden")
    label = one(figure, "label")
    assert (label["for"], label.get_text()) == (control["id"], "Step *h* & <b>")
    output = one(figure, "output")
    assert (output["for"], output["aria-live"]) == ([control["id"]], "polite")
    assert output.get_text() == '0.3: f < 0.3 "_x_"'
    assert one(page, ".mathbook-caption").get_text().startswith("Figure 1.")
    assert "slider:" not in page.get_text()


def test_the_drawing_is_named_by_alt_text_value_and_read_out(evaluate_text: EvaluateText) -> None:
    figure = one(rendered(evaluate_text), ".mathbook-figure")
    head = 'A line "of two" points. Step *h* & <b> '
    assert figure["data-name"] == head
    assert one(figure, "svg[role=img] > title").get_text() == f'{head}0.3: f < 0.3 "_x_"'
    assert json.loads(str(figure["data-frames"])) == [
        ["−0.1", '−0.1: f < -0.1 "_x_"'],
        ["0.3", '0.3: f < 0.3 "_x_"'],
        ["0.5", '0.5: f < 0.5 "_x_"'],
    ]


def test_without_a_script_the_frame_of_the_code_is_displayed(evaluate_text: EvaluateText) -> None:
    layers = rendered(evaluate_text).select("svg [data-frame]")
    displayed = {layer["data-frame"] for layer in layers if layer.get("display") != "none"}
    assert displayed == {"1"}
    assert {layer["data-frame"] for layer in layers} == {"0", "1", "2"}


def test_a_figure_without_a_slider_has_none(evaluate_text: EvaluateText) -> None:
    code = "```python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n```\n"
    text = f"{code}\n![A.](figures/a.svg)\n"
    evaluation = evaluate_text(text, tolerant=True)
    page = render_chapter(evaluation)
    assert '<div class="mathbook-figure"><svg' in page
    assert "data-frame" not in page
