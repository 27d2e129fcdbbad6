"""Matrices of numbers and of blocks, lists, and the dots in both."""

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Mismatch
from tests.publishing.formulas.checks import fails, holds, refusal, value

A = np.array([[1.0, 2.0], [3.0, 4.0]])
B = np.array([[5.0], [6.0]])
X = np.array([1.0, 2.0, 3.0])
NAMES = {"A": A, "b": B, "x": X, "n": 3, "c": 2.0, "G": np.outer(X, X)}


def matrix(*rows: str) -> str:
    """A matrix with ``rows``."""
    return r"\begin{bmatrix}" + r" \\ ".join(rows) + r"\end{bmatrix}"


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (matrix("1 & 2", "3 & 4"), A),
        (matrix("1", "2", "3"), X),
        (matrix("1 & 2 & 3"), X[np.newaxis]),
        (matrix("c & 0", "0 & c"), 2 * np.eye(2)),
        (matrix("A & b"), np.hstack([A, B])),
        (matrix("A", r"b^\top"), np.vstack([A, B.T])),
        (matrix("A & 0", "0 & c"), np.block([[A, np.zeros((2, 1))], [np.zeros((1, 2)), 2.0]])),
        (matrix("A & b", r"b^\top & 0"), np.block([[A, B], [B.T, np.zeros((1, 1))]])),
        (matrix("A & 0", "0 & A"), np.kron(np.eye(2), A)),
        (matrix("x", "0"), np.append(X, 0)),
        (matrix("x_1", r"\vdots", "x_n"), X),
        (matrix(r"x_1 & \cdots & x_n"), X[np.newaxis]),
        (
            matrix(
                r"G_{11} & \cdots & G_{1n}",
                r"\vdots & \ddots & \vdots",
                r"G_{n1} & \cdots & G_{nn}",
            ),
            np.outer(X, X),
        ),
        (matrix("x_1 & 0", "0 & x_2"), np.diag([1.0, 2.0])),
        (r"(x_1, \dots, x_n)", X),
        (r"[0, 1, \dots, 4]", np.arange(5.0)),
        ("(c, 3)", np.array([2.0, 3.0])),
    ],
)
def test_entries_and_blocks_make_an_array(latex: str, expected: np.ndarray) -> None:
    found = value(latex, NAMES)
    assert np.shape(found) == np.shape(expected)
    assert np.allclose(found, expected)


def test_a_single_entry_is_a_number() -> None:
    assert value(matrix("c"), NAMES) == 2.0


def test_a_list_of_arrays_is_a_tuple() -> None:
    first, second = value("(A, x)", NAMES)
    assert (first.shape, second.shape) == ((2, 2), (3,))


@pytest.mark.parametrize(
    "rows",
    [
        ("A & x",),  # heights 2 and 3
        ("A", "x"),
        ("A & 1", "0 & c"),  # a number that is no block
    ],
)
def test_blocks_that_do_not_fit_are_refused(rows: tuple[str, ...]) -> None:
    with pytest.raises(Mismatch):
        value(matrix(*rows), NAMES)


@pytest.mark.parametrize(
    "latex",
    [
        matrix(r"\vdots", "x_n"),
        matrix("x_1", r"\vdots"),
        matrix("x_1", r"\vdots", "x_1"),
        matrix(r"x_1 & \cdots"),
        r"(x_1, \dots)",
        matrix("A & b", "0"),
        matrix("1 & 2", "3"),
    ],
)
def test_dots_at_an_end_and_rows_of_different_lengths_are_refused(latex: str) -> None:
    with pytest.raises(FormulaError):
        value(latex, NAMES)


REPEATED = {
    "y": np.array([1.0, -2.0, 0.5, 3.0]),
    "o": np.ones(4),
    "n": 4,
    "m": 3,
    "c": 0.3,
    "C": np.full((4, 4), 0.3),
    "D": np.array([[0.3] * 4] * 2),
    "g": np.array([-1.0, -1.0, -1.0, 2.0]),
}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            matrix(r"\|y\|", "0", r"\vdots", "0") + r" = \|y\|\, e_1",
            matrix(r"\|y\|", "0", r"\vdots", "0") + r" = \|y\|\, e_2",
        ),
        (
            matrix("0", r"\vdots", "0", r"\|y\|") + r" = \|y\|\, e_4",
            matrix("1", r"\vdots", "1", r"\|y\|") + r" = \|y\|\, e_4",
        ),
        (r"o = (1, \dots, 1)^\top", r"o = (2, \dots, 2)^\top"),
        (r"o = (1, 1, \dots)", r"2 o = (1, 1, \dots)"),
        (r"g = (-1, \dots, -1, 2)", r"g = (-1, \dots, -1, 1)"),
        (r"\frac1n o = \left(\frac1n, \ldots, \frac1n\right)", r"\frac1m o = (1, \ldots, 1)"),
        (matrix(r"1 & \cdots & 1") + " y = 2.5", matrix(r"1 & \cdots & 1") + " y = 2"),
        (
            "C = " + matrix(r"c & \cdots & c", r"\vdots & \ddots & \vdots", r"c & \cdots & c"),
            "2C = " + matrix(r"c & \cdots & c", r"\vdots & \ddots & \vdots", r"c & \cdots & c"),
        ),
        (
            "D = " + matrix(r"c & \cdots & c", r"c & \cdots & c"),
            "D = " + matrix(r"c & \cdots & c", r"0 & \cdots & 0"),
        ),
    ],
)
def test_a_constant_is_repeated_as_often_as_the_other_side_says(true: str, false: str) -> None:
    assert holds(true, REPEATED)
    assert fails(false, REPEATED)


def test_dots_between_two_items_may_stand_for_none() -> None:
    assert holds(r"p = (5, 0, \dots, 0)", {"p": np.array([5.0, 0.0])})
    assert "printed" in str(refusal(r"p = (5, 0, \dots, 0)", {"p": np.array([5.0])}))


@pytest.mark.parametrize(
    "latex",
    [
        r"y = (y_1, \dots, y_1)",  # no constant
        r"o = (1, \dots)",
        r"o = (\dots, 1)",
        r"o = (1, \dots, 1, \dots, 1)",
        "C = " + matrix(r"c & \cdots & c", r"\vdots & \ddots & \vdots", r"0 & \cdots & 0"),
    ],
)
def test_dots_that_repeat_no_constant_say_nothing(latex: str) -> None:
    assert "dots" in str(refusal(latex, REPEATED))
