"""Cells hold what a kernel would have shown, and code that shows it again."""

from collections.abc import Callable

import pytest

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.notebooks.cells import CodeCell, cells_of

Evaluate = Callable[..., Evaluation]


def cells(evaluate_text: Evaluate, text: str) -> list[CodeCell]:
    evaluation = evaluate_text(text, tolerant=True, standing_alone=False)
    assert evaluation.runs, evaluation.failures
    return [
        cell
        for block in evaluation.chapter.runnable
        for cell in cells_of(block, evaluation.runs[block.index])
    ]


def test_a_script_is_one_cell_with_what_it_printed(evaluate_text: Evaluate) -> None:
    (cell,) = cells(evaluate_text, "```python\nfor i in 1, 2:\n    print(i)\n```\n")
    assert cell.source == "for i in 1, 2:\n    print(i)"
    assert cell.outputs == [{"output_type": "stream", "name": "stdout", "text": "1\n2\n"}]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[1].pop()", "[1].pop();"),
        ("[1].pop()  # é", "[1].pop();  # é"),
        ("'é', [\n    1,\n].pop()", "'é', [\n    1,\n].pop();"),
        ("[1].pop();", "[1].pop();"),
        ("print(1)", "print(1)"),
        ("x = 1", "x = 1"),
        ("if 1:\n    2", "if 1:\n    2"),
        ("1  # (1)!", "1;  # (1)"),
    ],
)
def test_a_script_shows_no_last_value(evaluate_text: Evaluate, source: str, expected: str) -> None:
    assert cells(evaluate_text, f"```python\n{source}\n```\n")[0].source == expected


def test_a_session_is_a_cell_for_each_prompt_that_shows_something(
    evaluate_text: Evaluate,
) -> None:
    text = (
        "```pycon\n>>> x = [2]\n>>> x.append(3)\n>>> x\n[2, 3]\n"
        ">>> for i in x:\n...     print(i)\n2\n3\n>>> print(x)\n[2, 3]\n>>> y = 1\n```\n"
    )
    found = cells(evaluate_text, text)
    assert [cell.source for cell in found] == [
        "x = [2]\nx.append(3);\nx",
        "for i in x:\n    print(i)",
        "print(x)",
        "y = 1",
    ]
    kinds = [[output["output_type"] for output in cell.outputs] for cell in found]
    assert kinds == [["execute_result"], ["stream"], ["stream"], []]
    assert found[0].outputs[0]["data"] == {"text/plain": "[2, 3]"}


def test_an_exception_that_a_session_shows_is_one_of_its_cell(evaluate_text: Evaluate) -> None:
    text = (
        "```pycon\n>>> int('x')\nTraceback (most recent call last):\n    ...\n"
        "ValueError: invalid literal for int() with base 10: 'x'\n```\n"
    )
    (cell,) = cells(evaluate_text, text)
    assert cell.raises
    (error,) = cell.outputs
    assert error["ename"] == "ValueError"
    assert error["evalue"] == "invalid literal for int() with base 10: 'x'"
    assert error["traceback"][0] == "Traceback (most recent call last):"


def test_a_figure_keeps_its_alt_text(evaluate_text: Evaluate) -> None:
    text = (
        "```python\nimport matplotlib.pyplot as plt\n\nplt.plot([1, 2])\n```\n\n"
        "![A line, a < b.](figures/line.svg)\n"
    )
    (cell,) = cells(evaluate_text, text)
    assert cell.source.endswith("plt.plot([1, 2]);")
    (output,) = cell.outputs
    assert output["data"]["text/plain"] == "A line, a < b."
    assert "<title>A line, a &lt; b.</title>" in output["data"]["image/svg+xml"]


def test_a_slider_leaves_the_figure_of_the_code(evaluate_text: Evaluate) -> None:
    text = (
        '<!-- slider: h = 0.1, 0.5; label "H"; shows f"{h}" -->\n'
        "```python\nimport matplotlib.pyplot as plt\nh = 0.5\nplt.plot([0, h])\n```\n\n"
        "![A line.](figures/line.svg)\n"
    )
    (cell,) = cells(evaluate_text, text)
    assert "h = 0.5" in cell.source
    (output,) = cell.outputs
    svg = output["data"]["image/svg+xml"]
    assert "data-frame" not in svg
    assert "<title>A line.</title>" in svg
