"""Numerical derivatives are exact to many digits, and there is none at a kink."""

from collections.abc import Callable

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Kink, Mismatch
from mathbook.publishing.formulas.evaluation.differences import derivative, entrywise_derivative
from mathbook.publishing.formulas.evaluation.values import Value

M = np.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
X = np.array([0.4, -1.1, 2.3])


@pytest.mark.parametrize(
    ("function", "at", "slope"),
    [
        (lambda x: x**3, 1.3, 3 * 1.3**2),
        (np.exp, -2.0, np.exp(-2.0)),
        (np.sin, 0.7, np.cos(0.7)),
        (np.log, 0.01, 100.0),  # the first step passes zero
        (lambda x: 1 / x, 1e-3, -1e6),
        (lambda x: x**2, 1e6, 2e6),
        (np.sqrt, 1e8, 0.5e-4),
        (lambda x: 3.0, 5.0, 0.0),
        (lambda x: np.tanh(50 * x), 0.02, 50 * (1 - np.tanh(1) ** 2)),  # bends within a step
    ],
)
def test_slopes_of_numbers(function: Callable[[Value], Value], at: float, slope: float) -> None:
    with np.errstate(invalid="ignore"):
        found = derivative(function, at)
    assert isinstance(found, float)
    assert found == pytest.approx(slope, rel=1e-8, abs=1e-10)


def test_the_shape_is_that_of_the_value_and_then_of_the_variable() -> None:
    assert derivative(lambda x: float(x @ x), X) == pytest.approx(2 * X)
    assert np.allclose(derivative(lambda x: M @ x, X), M)
    gradient = derivative(lambda W: float((W @ X) @ (W @ X)), M)
    assert np.allclose(gradient, 2 * np.outer(M @ X, X))
    assert derivative(lambda W: W @ X, M).shape == (2, 2, 3)
    assert np.allclose(derivative(lambda t: t * X, 2.0), X)


def test_a_derivative_of_a_derivative_is_the_second() -> None:
    hessian = derivative(lambda x: derivative(lambda z: float(z[0] ** 2 * z[1]), x), X[:2])
    assert np.allclose(hessian, [[2 * X[1], 2 * X[0]], [2 * X[0], 0]], atol=1e-6)


@pytest.mark.parametrize("at", [0.0, 3.0])
def test_at_a_kink_there_is_no_derivative(at: float) -> None:
    with pytest.raises(Kink):
        derivative(lambda x: abs(x - at), at)


def test_beside_a_kink_there_is_one() -> None:
    assert derivative(abs, 1e-3) == pytest.approx(1.0)
    assert derivative(abs, -1e-3) == pytest.approx(-1.0)
    with pytest.raises(Kink):
        derivative(abs, 1e-9)


def test_at_a_jump_there_is_no_derivative() -> None:
    with pytest.raises(Kink):
        derivative(np.sign, 0.0)


def test_one_coordinate_with_a_kink_is_enough() -> None:
    with pytest.raises(Kink):
        derivative(lambda x: float(np.abs(x).sum()), np.array([1.0, 0.0]))


def test_a_function_without_finite_values_has_no_derivative() -> None:
    with np.errstate(all="ignore"), pytest.raises(FormulaError, match="finite"):
        derivative(np.log, np.float64(-1.0).item())


@pytest.mark.parametrize("at", [(1.0, 2.0), np.zeros(0)])
def test_a_derivative_is_by_a_number_or_an_array(at: Value) -> None:
    with pytest.raises(Mismatch):
        derivative(lambda x: 1.0, at)
    with pytest.raises(Mismatch):
        derivative(lambda x: at, 1.0)
    with pytest.raises(Mismatch):
        entrywise_derivative(lambda x: x, at)


def test_a_function_of_each_entry_has_a_slope_at_each_entry() -> None:
    assert entrywise_derivative(np.tanh, X) == pytest.approx(1 - np.tanh(X) ** 2)
    assert entrywise_derivative(np.tanh, 0.3) == pytest.approx(1 - np.tanh(0.3) ** 2)
