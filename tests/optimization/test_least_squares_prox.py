"""The operator of least squares: its optimality condition, tall and wide, and what it costs."""

import re
from typing import Any

import numpy as np
import pytest

from mathbook.errors import InputError
from mathbook.optimization.least_squares_prox import LeastSquaresProx

SHAPES = [(30, 8), (8, 8), (8, 30), (1, 5), (5, 1), (1, 1)]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_gradient_vanishes_there(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    for t in (1e-4, 0.03, 1.0, 50.0, 1e4):
        A, b = rng.normal(size=shape), rng.normal(size=shape[0])
        v = rng.normal(size=shape[1])
        x = LeastSquaresProx(A, b)(v, t)
        gradient = t * A.T @ (A @ x - b) + x - v
        scale = t * np.abs(A).max() ** 2 * shape[0] * (1 + np.abs(x).max()) + 1
        assert np.abs(gradient).max() <= 1e-13 * scale


def test_dependent_and_zero_columns_do_no_harm() -> None:
    rng = np.random.default_rng(1)
    column = rng.normal(size=9)
    A = np.column_stack([column, column, np.zeros(9)])
    x = LeastSquaresProx(A, column)([1.0, 1.0, 7.0], 1.0)
    assert x[0] == pytest.approx(x[1], rel=1e-14)
    assert x[2] == 7.0


def test_wide_and_tall_agree() -> None:
    """The same ridge regression, once with a row of zeros too many."""
    rng = np.random.default_rng(2)
    A, b, v = rng.normal(size=(6, 9)), rng.normal(size=6), rng.normal(size=9)
    padded = np.vstack([A, np.zeros((4, 9))]), np.append(b, np.zeros(4))
    np.testing.assert_allclose(
        LeastSquaresProx(A, b)(v, 0.7), LeastSquaresProx(*padded)(v, 0.7), atol=1e-13
    )


def test_it_factors_once_for_each_t() -> None:
    prox = LeastSquaresProx([[1.0, 2.0], [0.5, 1.0], [3.0, 0.0]], [1, 2, 3])
    assert prox.factorizations == 0
    first = prox([1, 2], 0.5)
    assert (prox([1, 2], 0.5) == first).all()
    assert prox.factorizations == 1
    assert not np.allclose(prox([1, 2], 0.6), first)
    assert prox.factorizations == 2


def test_arguments_are_left_as_they_are() -> None:
    for shape in ((3, 2), (2, 3)):
        A, b, v = np.ones(shape), np.ones(shape[0]), np.ones(shape[1])
        LeastSquaresProx(A, b)(v, 1.0)
        assert all((array == 1.0).all() for array in (A, b, v))


def test_it_is_as_exact_as_the_problem_allows_where_an_inverse_is_not() -> None:
    """Nearly dependent columns and a small penalty: what a stored inverse loses is kept here."""
    rng = np.random.default_rng(3)
    A = rng.normal(size=(40, 12))
    A[:, 1] = A[:, 0] + 1e-7 * A[:, 1]
    b, v, t = rng.normal(size=40), rng.normal(size=12), 1e9
    matrix = A.T @ A + np.eye(12) / t
    right = A.T @ b + v / t

    def residual(x: Any) -> float:
        return float(np.abs(matrix @ x - right).max())

    cholesky = residual(LeastSquaresProx(A, b)(v, t))
    assert cholesky <= 1e-11
    assert residual(np.linalg.inv(matrix) @ right) > 100 * cholesky


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1.0], [1.0]), "got A of shape (1,), expected a matrix of shape (any, any)"),
        (([[1.0]], [[1.0]]), "got b of shape (1, 1), expected a vector of shape (1,)"),
        (([[1.0]], [np.nan]), "got b of shape (1,) with nan, expected finite numbers"),
        (([[1e200]], [1.0]), "got A and b with numbers up to 1e+200, expected numbers whose"),
        (([[1e160]], [1e160]), "expected numbers whose products are finite: scale the data"),
    ],
)
def test_what_it_refuses(arguments: Any, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        LeastSquaresProx(*arguments)


def test_what_a_call_refuses() -> None:
    prox = LeastSquaresProx([[1.0, 0.0], [1.0, 0.0]], [1.0, 1.0])
    with pytest.raises(InputError, match=re.escape("got v of shape (2, 1), expected a vector")):
        prox([[1.0], [1.0]], 1.0)
    with pytest.raises(InputError, match=r"got t = 0\.0, expected a finite number above 0"):
        prox([1.0, 1.0], 0.0)
    with pytest.raises(InputError, match=r"expected one for which AᵀA \+ I/t is positive definite"):
        LeastSquaresProx([[1e8, 1e8], [1e8, 1e8]], [1.0, 1.0])([1.0, 1.0], 1e9)
