"""Objectives, gradient, gap and intercepts of the support vector machine."""

import re
from collections.abc import Callable
from typing import Any

import cvxpy as untyped_cvxpy
import numpy as np
import pytest

from mathbook.calculus import check_gradient, numerical_jacobian
from mathbook.errors import InputError
from mathbook.optimization.svm_dual import (
    svm_dual_gradient,
    svm_dual_objective,
    svm_duality_gap,
    svm_intercept_interval,
    svm_primal_objective,
)

cvxpy: Any = untyped_cvxpy
X = np.array([[1.0, 2.0], [2.0, 3.0], [0.0, 0.0], [1.0, 0.0]])
Y = np.array([1.0, 1.0, -1.0, -1.0])
K = X @ X.T
BEST = np.array([0.5, 0.0, 0.0, 0.5])


def problem(seed: int, n: int = 15, d: int = 3) -> tuple[Any, Any, Any]:
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)), np.where(rng.random(n) < 0.5, 1.0, -1.0)
    y[:2] = 1.0, -1.0
    return X @ X.T, y, rng.random(n)


def test_the_worked_example() -> None:
    assert svm_dual_objective(BEST, K, Y) == 0.5
    assert svm_primal_objective(BEST, -1.0, K, Y, 100) == 0.5
    assert svm_duality_gap(BEST, K, Y, 100, -1.0) == 0.0
    assert svm_dual_gradient(np.ones(4), K, Y).tolist() == [11.0, 18.0, -1.0, -3.0]
    assert (svm_dual_gradient(BEST, K, Y) - Y).tolist() == [0.0, 1.0, 0.0, 0.0]
    assert svm_intercept_interval(BEST, K, Y, 100) == (-1.0, -1.0)


@pytest.mark.parametrize("seed", range(50))
def test_the_gradient_is_that_of_the_negated_objective(seed: int) -> None:
    K, y, alpha = problem(seed)
    error = check_gradient(
        lambda a: -svm_dual_objective(a, K, y), lambda a: svm_dual_gradient(a, K, y), alpha
    )
    assert error < 1e-9
    J = numerical_jacobian(lambda a: svm_dual_gradient(a, K, y), alpha)
    assert pytest.approx(J.T, abs=1e-6) == J
    assert np.linalg.eigvalsh((J + J.T) / 2)[0] > -1e-6  # so the dual is concave


@pytest.mark.parametrize("seed", range(50))
def test_the_gap_is_primal_less_dual(seed: int) -> None:
    K, y, alpha = problem(seed)
    alpha[y > 0] *= alpha[y < 0].sum() / alpha[y > 0].sum()
    C, b = float(alpha.max()) * 1.5, 0.3
    gap = svm_duality_gap(alpha, K, y, C, b)
    primal = svm_primal_objective(alpha, b, K, y, C)
    assert gap == pytest.approx(primal - svm_dual_objective(alpha, K, y))
    assert gap > 0


def test_without_the_constraints_the_difference_bounds_nothing() -> None:
    # Below 0 although the dual objective is far above its greatest allowed value.
    alpha = np.array([1.0, 0.0, 0.0, 0.0])
    difference = svm_primal_objective(alpha, -4.0, K, Y, 0.1) - svm_dual_objective(alpha, K, Y)
    assert difference != pytest.approx(0)
    with pytest.raises(InputError, match=re.escape("got alpha with sum(alpha * y) = 1, expected")):
        svm_duality_gap(alpha, K, Y, 10.0, 0.0)


@pytest.mark.parametrize("C", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("seed", range(5))
def test_the_gap_at_the_answer_of_cvxpy_is_zero(seed: int, C: float) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(12, 2))
    y = np.where(X[:, 0] + rng.normal(size=12) > 0, 1.0, -1.0)
    y[:2] = 1.0, -1.0
    alpha = cvxpy.Variable(12)
    w = X.T @ cvxpy.multiply(alpha, y)
    balance = y @ alpha == 0
    cvxpy.Problem(
        cvxpy.Maximize(cvxpy.sum(alpha) - 0.5 * cvxpy.sum_squares(w)),
        [alpha >= 0, alpha <= C, balance],
    ).solve(solver="CLARABEL")
    found = np.clip(alpha.value, 0, C)
    found *= np.where(y > 0, found[y < 0].sum() / found[y > 0].sum(), 1.0)
    # The multiplier of the balance is the intercept, with CVXPY's sign for a maximum.
    gap = svm_duality_gap(found, X @ X.T, y, C * (1 + 1e-5), float(balance.dual_value))
    assert 0 <= gap < 1e-4 * C
    assert svm_duality_gap(found, X @ X.T, y, C * (1 + 1e-5), float(-balance.dual_value)) > 0.01 * C


def test_the_intercepts_that_bound_weights_allow() -> None:
    low, high = svm_intercept_interval(np.full(4, 0.1), K, Y, 0.1)
    assert [low, high] == pytest.approx([-1.0, -0.9])
    for b in np.linspace(low, high, 5):
        assert svm_duality_gap(np.full(4, 0.1), K, Y, 0.1, b) == pytest.approx(0, abs=1e-12)
    for b in (low - 0.01, high + 0.01):
        assert svm_duality_gap(np.full(4, 0.1), K, Y, 0.1, b) > 5e-4


def test_weights_that_are_not_optimal_leave_no_intercept() -> None:
    low, high = svm_intercept_interval(np.zeros(4), K, Y, 1.0)
    assert (low, high) == (1.0, -1.0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: svm_dual_objective(BEST[:, None], K, Y), "got alpha of shape (4, 1)"),
        (lambda: svm_dual_objective(BEST, K[:3], Y), "got K of shape (3, 4)"),
        (lambda: svm_dual_gradient(BEST, K, [0, 1, 1, 0]), "got y with 0, expected labels 1 and"),
        (lambda: svm_dual_gradient(BEST, K, Y[:3]), "got y of shape (3,)"),
        (lambda: svm_dual_gradient(BEST, np.nan * K, Y), "got K of shape (4, 4) with nan"),
        (lambda: svm_primal_objective(BEST, np.nan, K, Y, 1), "got intercept of shape (1,) with"),
        (lambda: svm_primal_objective(BEST, 0.0, K, Y, -1), "got C = -1.0, expected"),
        (lambda: svm_duality_gap(BEST, K, Y, 0.4, 0.0), "got alpha from 0 to 0.5, expected 0 to"),
        (lambda: svm_duality_gap(-BEST, K, Y, 1.0, 0.0), "got alpha from -0.5 to"),
        (lambda: svm_intercept_interval(BEST, K, np.ones(4), 1.0), "got labels y of one kind"),
    ],
)
def test_what_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        call()
