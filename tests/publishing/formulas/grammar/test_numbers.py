"""Printed numbers have decimals, and dots behind those cut them off."""

import pytest

from mathbook.publishing.formulas.grammar.numbers import cut_off, decimals, is_cut_off
from mathbook.publishing.formulas.grammar.trees import Number
from tests.publishing.formulas.checks import fails, holds, refusal


@pytest.mark.parametrize(
    ("text", "count"),
    [("3", 0), ("3.14", 2), ("6{,}400.5", 1), (r"3.14\dots", 2), (r"\pi", None), ("e", None)],
)
def test_decimals_are_counted(text: str, count: int | None) -> None:
    assert decimals(text) == count


def test_the_middle_of_what_may_be_meant_is_taken() -> None:
    number = cut_off(Number(3.14, "3.14"))
    assert number.value == pytest.approx(3.145, abs=1e-7)
    assert is_cut_off(number)
    assert not is_cut_off(Number(3.14, "3.14"))


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\frac{2}{3} = 0.666\ldots", r"\frac{2}{3} = 0.667\ldots"),  # cut off, not rounded
        (r"-\frac{2}{3} = -0.66\dots", r"-\frac{2}{3} = -0.67\dots"),
        (r"\frac{1}{4} = 0.25\ldots", r"\frac{1}{4} = 0.24\ldots"),
        (r"x = 2.5937\ldots", r"x = 2.5938\ldots"),
        (r"x = 2.5937\ldots < e", r"x = 2.5937\ldots > e"),
        (r"2.58\ldots < x", r"2.59\ldots < x"),  # which may be 2.5999 as well
        (r"\frac{2}{3} = 0.666\ldots \approx 0.67", r"\frac{2}{3} = 0.666\ldots \approx 0.66"),
        (r"(x, y) = (2.5\ldots, 0.3\ldots)", r"(x, y) = (2.5\ldots, 0.4\ldots)"),
    ],
)
def test_digits_that_are_cut_off(true: str, false: str) -> None:
    names = {"x": 2.59374246, "y": 1 / 3}
    assert holds(true, names)
    assert fails(false, names)


def test_they_are_no_part_of_a_side() -> None:
    assert "alone on a side" in str(refusal(r"3 \cdot 0.33\ldots = 1"))


def test_dots_behind_a_whole_number_are_no_digits() -> None:
    assert "dots" in str(refusal(r"x = 3\ldots", {"x": 3.0}))
