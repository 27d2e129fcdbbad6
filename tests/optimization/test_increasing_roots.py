"""Safeguarded Newton's method: roots of functions that defeat the plain one."""

import numpy as np
import pytest

from mathbook.errors import DivergenceError
from mathbook.optimization.increasing_roots import increasing_roots


def test_roots_where_plain_newton_runs_away() -> None:
    targets = np.linspace(-9.0, 9.0, 101)
    ends = np.full(101, 20.0)

    def shifted_arctan(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.arctan(x - targets), 1 / (1 + (x - targets) ** 2)

    roots = increasing_roots(shifted_arctan, -ends, ends, ends.copy())
    np.testing.assert_allclose(roots, targets, atol=1e-12)


def test_a_flat_function_is_halved() -> None:
    """The cube root of x - 1 has an infinite slope at its root: Newton's steps overshoot twice."""
    roots = increasing_roots(
        lambda x: (np.cbrt(x - 1), 1 / (3 * np.cbrt(x - 1) ** 2 + 1e-300)),
        np.zeros(1),
        np.array([5.0]),
        np.array([5.0]),
    )
    assert roots[0] == pytest.approx(1.0, abs=1e-12)


def test_a_function_that_is_positive_at_once_gives_the_lower_bound() -> None:
    low = np.array([0.0, 0.0])
    roots = increasing_roots(
        lambda x: (x + np.array([1.0, -1.0]), np.ones(2)), low, np.full(2, 9.0), low
    )
    assert roots.tolist() == [0.0, 1.0]
    assert low.tolist() == [0.0, 0.0]


def test_what_is_not_found_is_an_error() -> None:
    with pytest.raises(DivergenceError, match="after 3 steps, expected increasing functions"):
        increasing_roots(lambda x: (x**3 - 2, 3 * x**2), np.zeros(1), np.ones(1) * 9, np.ones(1), 3)
