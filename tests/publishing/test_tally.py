"""Counts in words."""

from collections.abc import Callable

import pytest

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.tally import counts, on_a_page, on_one_line, several, total

EvaluateText = Callable[..., Evaluation]

ALL = {
    "blocks": 10,
    "outputs": 8,
    "figures": 2,
    "frames": 7,
    "alone": 9,
    "formulas": 35,
    "notation": 67,
    "cited": 2,
    "unchecked": 1,
    "numbers": 6,
    "unbound": 3,
    "skipped": 1,
    "failures": 1,
}
NONE = dict.fromkeys(ALL, 0)


def test_unbound_numbers_are_counted(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text("# T\n\nIt took 12 steps, or 3<!-- = 1 + 2 --> steps, or 4 %.\n")
    found = counts(evaluation)
    assert (found["numbers"], found["unbound"]) == (1, 2)
    assert total([evaluation, evaluation])["unbound"] == 4


def test_nothing_has_a_total_too() -> None:
    assert on_one_line(total([])).startswith("0 blocks")


@pytest.mark.parametrize(("number", "text"), [(0, "0 blocks"), (1, "1 block"), (2, "2 blocks")])
def test_a_noun_follows_its_number(number: int, text: str) -> None:
    assert several(number, "block") == text


def test_one_line_names_everything_there_is() -> None:
    assert on_one_line(ALL) == (
        "10 blocks, 8 outputs, 2 figures, 7 frames, 9 copied texts, 35 formulas, 67 notation, "
        "2 cited, 1 unchecked, 6 numbers, 3 unbound, 1 skipped, 1 failure"
    )


def test_one_line_leaves_out_what_there_is_none_of() -> None:
    line = "0 blocks, 0 outputs, 0 figures, 0 copied texts, 0 formulas, 0 skipped"
    assert on_one_line(NONE) == line
    unbound = on_one_line({**NONE, "unbound": 2})
    assert "0 numbers, 2 unbound" in unbound, "none is bound: that is worth saying"


def test_a_page_says_what_was_checked_and_what_was_not() -> None:
    assert on_a_page(ALL) == (
        "Checked on this page: 10 blocks, 8 outputs, 2 figures, 7 frames, 35 formulas, "
        "6 numbers. Cited: 2 formulas. Not checked: 1 formula, 1 block."
    )
    assert on_a_page({**NONE, "formulas": 1}) == "Checked on this page: 1 formula."
    assert on_a_page({**NONE, "skipped": 2}) == "Not checked: 2 blocks."
    assert on_a_page(NONE) == ""
