"""Whatever a name is bound to becomes a number, a column, a matrix or a tuple, or is refused."""

from collections import OrderedDict
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.evaluation.values import (
    as_argument,
    as_value,
    integer,
    is_scalar,
    reduced,
    shape_of,
    shown,
)


@pytest.mark.parametrize(
    ("thing", "number"),
    [
        (3, 3.0),
        (True, 1.0),
        (np.bool_(True), 1.0),
        (np.int64(3), 3.0),
        (np.float32(0.5), 0.5),
        (Fraction(1, 4), 0.25),
        (np.array(2), 2.0),
        (np.array([[2.5]]), 2.5),
        (2 + 1j, 2 + 1j),
    ],
)
def test_numbers_of_all_kinds_are_numbers(thing: Any, number: complex) -> None:
    assert as_value(thing) == number
    assert is_scalar(as_value(thing))


@pytest.mark.parametrize(
    ("thing", "shape"),
    [
        (np.zeros(3), (3,)),
        ([1, 2, 3], (3,)),
        (range(4), (4,)),
        ({3, 1, 2}, (3,)),
        (np.zeros((3, 1)), (3,)),
        (np.zeros((1, 3)), (1, 3)),
        (np.zeros((2, 3)), (2, 3)),
        ([np.zeros(2), np.zeros(2), np.zeros(2)], (3, 2)),
    ],
)
def test_a_matrix_with_one_column_is_a_vector_but_a_row_is_not(
    thing: Any, shape: tuple[int, ...]
) -> None:
    assert shape_of(as_value(thing)) == shape


def test_a_list_of_one_vector_stays_a_list() -> None:
    assert shape_of(as_value([[1.0], [2.0]])) == (2, 1)


def test_a_set_is_sorted() -> None:
    assert as_value({3, 1, 2}).tolist() == [1.0, 2.0, 3.0]


def test_vectors_of_different_lengths_are_a_tuple() -> None:
    first, second = as_value((np.zeros(2), np.ones(3)))
    assert (shape_of(first), shape_of(second)) == ((2,), (3,))


@pytest.mark.parametrize("thing", [None, "3", b"3", {}, OrderedDict(), object(), ["a", 1.0]])
def test_what_is_no_number_is_refused_with_its_name(thing: Any) -> None:
    with pytest.raises(FormulaError, match=r"the rate is .*; expected"):
        as_value(thing, "the rate")


def test_a_function_gets_its_own_copy() -> None:
    declared = np.ones(2)
    as_argument(declared)[0] = 7
    assert declared.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("number", "expected"), [(3.0, 3), (-2, -2), (0.0, 0)])
def test_a_whole_number_is_an_integer(number: float, expected: int) -> None:
    assert integer(number, "an index") == expected


@pytest.mark.parametrize("number", [0.5, 1j, np.ones(2), float("nan"), float("inf"), (1.0,)])
def test_other_values_are_no_integers(number: Any) -> None:
    with pytest.raises(FormulaError, match=r"an index is .*; expected an integer"):
        integer(number, "an index")


def test_arrays_are_reduced_to_the_simplest_value() -> None:
    assert reduced(np.array(3.0)) == 3.0
    assert reduced(np.array([[3.0]])) == 3.0
    assert reduced(np.zeros((2, 2))).shape == (2, 2)


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (6.0, "6"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333333333"),
        (np.array([1.0, 2.5]), "[1. , 2.5]"),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), "[[1., 2.], [3., 4.]]"),
        ((1.0, np.array([2.0])), "(1, [2.])"),
        (1 + 2j, "1+2j"),
    ],
)
def test_values_are_shown_in_one_line(thing: Any, text: str) -> None:
    assert shown(thing) == text


def test_long_arrays_are_cut() -> None:
    assert shown(np.arange(100.0)) == "[ 0., 1., ..., 98., 99.]"
