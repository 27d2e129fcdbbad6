"""A page to its mutants: each kind at its place, and what is right only."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.audit.chapters import chapter_mutants, not_audited
from mathbook.publishing.audit.mutants import Kind, Mutant
from mathbook.publishing.evaluation import Evaluation
from tests.publishing.audit.audited_page import FIGURE, PAGE

EvaluateText = Callable[..., Evaluation]


def changes(mutants: list[Mutant], kind: Kind) -> list[tuple[int, str]]:
    return [(m.line, m.after) for m in mutants if m.kind is kind]


def test_every_kind_is_changed_where_it_stands(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(PAGE)
    assert evaluation.failures == []
    mutants = chapter_mutants(evaluation)
    assert (3, "y = 3x + 1") in changes(mutants, Kind.FORMULA)
    assert changes(mutants, Kind.OUTPUT) == [
        (12, "y = -7"),
        (12, "y = 8"),
        (19, "-4"),
        (19, "5"),
    ]
    assert changes(mutants, Kind.NUMBER) == [(15, "1. In a list, y is 8<!-- = y -->:")]
    assert changes(mutants, Kind.CODE) == [
        (6, "x = 4"),
        (7, "y = 3 * x + 1"),
        (7, "y = 2 / x + 1"),
        (7, "y = 2 * x - 1"),
        (7, "y = 2 * x + 2"),
        (18, ">>> 11 - 6"),
        (18, ">>> 10 + 6"),
        (18, ">>> 10 - 7"),
    ]


def test_columns_are_those_of_the_page(evaluate_text: EvaluateText) -> None:
    for mutant in chapter_mutants(evaluate_text(PAGE)):
        line = PAGE.split("\n")[mutant.line - 1]
        change = mutant.mutation
        assert line[mutant.column - 1 :].startswith(mutant.text[change.start : change.end])


def test_what_is_not_checked_is_counted_apart(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(PAGE)
    assert not any("9" in m.text for m in chapter_mutants(evaluation) if m.kind is Kind.FORMULA)
    assert not_audited(evaluation) == {
        "cited formula": 1,
        "notation formula": 1,
        "skipped block": 1,
    }


def test_what_fails_anyway_is_not_changed(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(PAGE.replace("2x + 1", "2x + 2").replace("is 7<", "is 9<"))
    mutants = chapter_mutants(evaluation)
    assert changes(mutants, Kind.FORMULA) == [(3, "y \\le 6"), (3, "y \\ge 7")]
    assert changes(mutants, Kind.NUMBER) == []
    counts = not_audited(evaluation)
    assert (counts["failing formula"], counts["failing number"]) == (1, 1)


def test_what_a_failing_block_keeps_from_running_is_not_changed(
    evaluate_text: EvaluateText,
) -> None:
    evaluation = evaluate_text(PAGE.replace("10 - 6", "10 - 5"))
    mutants = chapter_mutants(evaluation)
    assert {mutant.line for mutant in mutants} == {6, 7, 12, 15}
    assert not_audited(evaluation) == {
        "unreached formula": 4,
        "failing block": 1,
        "skipped block": 1,
    }


def test_an_alt_text_is_changed_where_no_bound_number_stands(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    text = PAGE + FIGURE
    drawn = evaluate_text(text, tolerant=True, standing_alone=False)
    ((_, drawing),) = drawn.drawn()
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "line.svg").write_text(drawing.svg, encoding="utf-8")
    mutants = chapter_mutants(evaluate_text(text))
    assert changes(mutants, Kind.ALT_TEXT) == [
        (34, "![The line rises to 4 in three steps.](figures/line.svg)")
    ]
    assert (34, "![The line rises to 5 in two steps.](figures/line.svg)") in changes(
        mutants, Kind.NUMBER
    )


@pytest.mark.parametrize(
    "fence",
    [
        "```python\nx = 1\nprint(x)\n```\n\n```output\n1\n```\n",
        "> ```python\n> x = 1\n> print(x)\n> ```\n>\n> ```output\n> 1\n> ```\n",
        "- a\n\n    ```python\n    x = 1\n    print(x)\n    ```\n\n    ```output\n    1\n    ```\n",
        "```pycon\n>>> x = 1\n>>> for i in (x,):\n...     print(i)\n1\n```\n",
    ],
    ids=["plain", "quotation", "list", "session"],
)
def test_code_is_found_however_its_fence_is_indented(
    fence: str, evaluate_text: EvaluateText
) -> None:
    mutants = chapter_mutants(evaluate_text(fence))
    (code,) = [mutant for mutant in mutants if mutant.kind is Kind.CODE]
    assert code.apply(fence) == fence.replace("x = 1", "x = 2")
