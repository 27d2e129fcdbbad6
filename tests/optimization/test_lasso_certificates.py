"""What certifies a LASSO: conditions that know solutions from others, and a gap that bounds."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from mathbook.errors import InputError
from mathbook.optimization.lasso_certificates import (
    lasso_dual_objective,
    lasso_dual_point,
    lasso_duality_gap,
    lasso_kkt_residual,
    lasso_lam_max,
    lasso_objective,
)


def data(seed: int, shape: tuple[int, int] = (9, 4)) -> tuple[Any, Any, Any]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=shape), rng.normal(size=shape[0]), rng.normal(size=shape[1])


def test_the_objective_by_hand() -> None:
    assert lasso_objective([[1, 2], [3, 4]], [1, 1], [1, -1], 0.5) == (4 + 4) / 2 + 1


def test_orthonormal_columns_have_a_solution_in_closed_form() -> None:
    for seed in range(100):
        A, b, _ = data(seed)
        Q = np.linalg.qr(A)[0]
        lam = 0.3
        slopes = Q.T @ b
        x = np.sign(slopes) * np.maximum(np.abs(slopes) - lam, 0)
        assert lasso_kkt_residual(Q, b, x, lam) < 1e-14
        assert lasso_duality_gap(Q, b, x, lam) < 1e-14
        for j in range(4):
            worse = x.copy()
            worse[j] += 1e-3
            assert lasso_kkt_residual(Q, b, worse, lam) > 9e-4
            assert lasso_duality_gap(Q, b, worse, lam) > 4e-7


def test_the_residual_is_zero_where_no_coordinate_can_improve() -> None:
    A, b, _ = data(3)
    lam = 0.8
    x = np.zeros(4)
    for _ in range(300):  # coordinate descent with a solver that knows no formula
        for j in range(4):

            def along(value: float, j: int = j) -> float:
                moved = x.copy()
                moved[j] = value
                return lasso_objective(A, b, moved, lam)

            found = float(minimize_scalar(along, bracket=(-1, 1), tol=1e-12).x)
            x[j] = 0.0 if along(0.0) <= along(found) else found
    assert lasso_kkt_residual(A, b, x, lam) < 1e-6
    assert lasso_duality_gap(A, b, x, lam) < 1e-6


def test_the_residual_bounds_the_directional_slopes() -> None:
    """Each unit step of a coordinate changes F at the rate that the conditions speak of."""
    for seed in range(50):
        A, b, x = data(seed)
        x[1] = 0.0
        lam, h = 0.6, 1e-7
        downhill = 0.0
        for j in range(4):
            for sign in (1, -1):
                moved = x.copy()
                moved[j] += sign * h
                rate = (lasso_objective(A, b, x, lam) - lasso_objective(A, b, moved, lam)) / h
                downhill = max(downhill, rate)
        assert lasso_kkt_residual(A, b, x, lam) == pytest.approx(downhill, abs=1e-5)


def test_the_dual_is_a_lower_bound_and_the_point_is_allowed() -> None:
    rng = np.random.default_rng(0)
    for seed in range(200):
        A, b, x = data(seed)
        lam = float(rng.exponential()) + 1e-3
        theta = lasso_dual_point(A, b, x, lam)
        assert np.abs(A.T @ theta).max() <= lam * (1 + 1e-14)
        bound = lasso_dual_objective(b, theta)
        for other in rng.normal(size=(20, 4)) * rng.exponential(size=(20, 1)):
            assert lasso_objective(A, b, other, lam) >= bound - 1e-12
        gap = lasso_objective(A, b, x, lam) - bound
        assert lasso_duality_gap(A, b, x, lam) == pytest.approx(gap, rel=1e-12)


def test_a_residual_that_is_allowed_is_not_lengthened() -> None:
    A, b, x = data(0)
    np.testing.assert_array_equal(lasso_dual_point(A, b, x, 1e6), b - A @ x)
    exact = np.array([1.0, -2.0])
    assert lasso_duality_gap(np.eye(2), exact, exact, 0.5) == pytest.approx(1.5)


def test_zero_is_the_solution_from_the_largest_useful_weight_on() -> None:
    for seed in range(100):
        A, b, _ = data(seed)
        most = lasso_lam_max(A, b)
        assert lasso_kkt_residual(A, b, np.zeros(4), most) == 0.0
        assert lasso_kkt_residual(A, b, np.zeros(4), 0.999 * most) > 0.0
        assert lasso_duality_gap(A, b, np.zeros(4), most) == pytest.approx(0.0, abs=1e-13)
    assert lasso_lam_max(np.zeros((2, 3)), [1, 2]) == 0.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lasso_objective([[1.0]], [[1.0]], [1.0], 0.1), "got b of shape (1, 1)"),
        (lambda: lasso_objective([[1.0]], [1.0], [1.0, 2.0], 0.1), "got x of shape (2,)"),
        (lambda: lasso_objective([[1.0]], [1.0], [1.0], -0.1), "got lam = -0.1, expected a finite"),
        (lambda: lasso_kkt_residual([[1.0]], [1.0], [1.0], np.nan), "got lam = nan"),
        (lambda: lasso_kkt_residual([[np.inf]], [1.0], [1.0], 0.1), "with inf, expected finite"),
        (lambda: lasso_duality_gap([[1.0]], [1.0], [1.0], 0.0), "a finite number above 0"),
        (lambda: lasso_dual_point([[1.0]], [1.0], [1.0], 0.0), "a finite number above 0"),
        (lambda: lasso_dual_objective([1.0], [1.0, 2.0]), "got theta of shape (2,)"),
        (lambda: lasso_lam_max([[1.0]], [1.0, 2.0]), "got b of shape (2,)"),
    ],
)
def test_what_they_refuse(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        call()
