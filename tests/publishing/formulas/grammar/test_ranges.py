"""Ranges of indices."""

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.ranges import (
    Range,
    bounded_ranges,
    is_range,
    read_ranges,
)
from mathbook.publishing.formulas.grammar.readings import expression
from mathbook.publishing.formulas.grammar.relations import split_condition
from mathbook.publishing.formulas.grammar.tokens import tokenize
from tests.publishing.formulas.grammar.forms import form


def ranges(latex: str) -> list[Range]:
    names = Names({})
    return read_ranges(tokenize(latex), lambda tokens: expression(tokens, names))


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"i = 1, \dots, n", True),
        (r"i, j = 0, 1, \ldots, n - 1", True),
        (r"1, \dots, n = i", False),
        (r"i = 1", False),
        (r"i \le 1, \dots, n", False),
        (r"i = 1, \dots, n = m", False),
        (r"\dots", False),
    ],
)
def test_what_is_a_range(latex: str, expected: bool) -> None:
    assert is_range(tokenize(latex)) is expected


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"i = 1, \dots, n", ["i: 1 to ?n"]),
        (r"i = 1, 2, \dots, n - 1", ["i: 1 to (+?n -1)"]),
        (r"i, j = 0, \quad \dots, \quad n", ["i: 0 to ?n", "j: 0 to ?n"]),
    ],
)
def test_ranges_are_read_for_each_index(latex: str, read: list[str]) -> None:
    assert [f"{name}: {form(low)} to {form(high)}" for name, low, high in ranges(latex)] == read


@pytest.mark.parametrize("latex", [r"i = \dots, n", r"i = 1, \dots", r"i = \dots"])
def test_a_range_has_two_ends(latex: str) -> None:
    with pytest.raises(FormulaError, match="a first and a last value") as caught:
        ranges(latex)
    assert caught.value.position == 4


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"1 \le i \le n", ["i: 1 to n"]),
        (r"0 < i < n - 1", ["i: (+0 +1) to (+(+n -1) -1)"]),
        (r"1 \le n \le 3", []),  # n has a value
        (r"1 \le i \le j", []),  # j is an index itself
        (r"1 \le i < j \le n", []),
        (r"i \le n", []),
        (r"n \ge i \ge 1", []),
        (r"1 \le i \le n, i \ne 2", []),
    ],
)
def test_bounds_on_both_sides_are_a_range(latex: str, expected: list[str]) -> None:
    names = Names({"n": 4})
    conditions = split_condition(tokenize(latex), lambda tokens: expression(tokens, names))
    found = bounded_ranges(conditions)
    assert [f"{name}: {form(low)} to {form(high)}" for name, low, high in found] == expected
