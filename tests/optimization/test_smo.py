"""The solver: every answer comes with a certificate, on ordinary and on degenerate problems."""

import re
from typing import Any

import cvxpy as untyped_cvxpy
import numpy as np
import pytest
from sklearn.svm import SVC as PeerSVC  # noqa: N811

from mathbook.errors import InputError
from mathbook.optimization import smo as module
from mathbook.optimization.kernel_rows import linear_rows, rbf_rows, stored_rows
from mathbook.optimization.kernels import rbf_kernel
from mathbook.optimization.smo import SMOResult, smo
from mathbook.optimization.svm_dual import (
    svm_dual_gradient,
    svm_dual_objective,
    svm_duality_gap,
    svm_intercept_interval,
)

cvxpy: Any = untyped_cvxpy


def problem(seed: int) -> tuple[Any, Any]:
    """Overlapping clouds; every third with duplicates, some of them of the other label."""
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(2, 40)), int(rng.integers(1, 5))
    y = np.where(rng.random(n) < 0.5, 1.0, -1.0)
    y[:2] = 1.0, -1.0
    X = rng.normal(size=(n, d)) + rng.uniform(0, 2) * y[:, None]
    if seed % 3 == 0:
        X[n // 2 :] = X[rng.integers(0, max(1, n // 2), n - n // 2)]
    return X, y


def certify(found: SMOResult, K: Any, y: Any, C: float, tol: float) -> None:
    """Primal and dual feasibility, complementary slackness and the gap, from K alone."""
    alpha, b = found.alpha, found.intercept
    assert found.converged
    assert alpha.min() >= 0
    assert alpha.max() <= C
    assert abs(alpha @ y) <= 1e-10 * alpha.sum()
    margin = y * (K @ (alpha * y) + b)
    slack = 2 * tol + 1e-9 * max(1.0, np.abs(K).max() * alpha.sum())
    assert (margin[alpha == 0] >= 1 - slack).all()
    assert (margin[alpha == C] <= 1 + slack).all()
    free = (alpha > 0) & (alpha < C)
    assert np.abs(margin[free] - 1).max(initial=0) <= slack
    low, high = svm_intercept_interval(alpha, K, y, C)
    assert low - high <= slack
    gap = svm_duality_gap(alpha, K, y, C, b)
    assert found.duality_gap == pytest.approx(gap, rel=1e-6, abs=1e-9 * C * len(y) + 1e-12)
    assert found.objective == pytest.approx(svm_dual_objective(alpha, K, y), rel=1e-8)
    assert -1e-9 * (1 + C) <= gap <= C * len(y) * slack


@pytest.mark.parametrize("C", [1e-6, 0.1, 1.0, 30.0])
@pytest.mark.parametrize("seed", range(100))
def test_every_answer_is_certified(seed: int, C: float) -> None:
    X, y = problem(seed)
    certify(smo(rbf_rows(X, 0.5), y, C, tol=1e-6), rbf_kernel(X, X, 0.5), y, C, 1e-6)
    certify(smo(linear_rows(X), y, C, tol=1e-6), X @ X.T, y, C, 1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_a_hard_margin_is_found_at_a_huge_price(seed: int) -> None:
    rng = np.random.default_rng(seed)
    y = np.where(np.arange(30) % 2, 1.0, -1.0)
    X = rng.normal(size=(30, 2))
    X[:, 0] = y * (1 + np.abs(X[:, 0]))
    found = smo(linear_rows(X), y, 1e8, tol=1e-6)
    assert found.converged
    assert found.alpha.max() < 1e8
    w = X.T @ (found.alpha * y)
    assert (y * (X @ w + found.intercept)).min() >= 1 - 1e-5
    assert 0.5 * w @ w == pytest.approx(found.objective, rel=1e-5)


@pytest.mark.parametrize("seed", range(15))
def test_the_optimum_is_that_of_cvxpy(seed: int) -> None:
    X, y = problem(seed)
    w, b = cvxpy.Variable(X.shape[1]), cvxpy.Variable()
    hinge = cvxpy.sum(cvxpy.pos(1 - cvxpy.multiply(y, X @ w + b)))
    primal = cvxpy.Problem(cvxpy.Minimize(0.5 * cvxpy.sum_squares(w) + 2.0 * hinge))
    primal.solve(solver="CLARABEL")
    found = smo(linear_rows(X), y, 2.0, tol=1e-8)
    assert found.objective == pytest.approx(primal.value, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", range(30))
def test_the_optimum_is_that_of_scikit_learn(seed: int) -> None:
    X, y = problem(seed)
    peer = PeerSVC(C=1.5, kernel="rbf", gamma=0.5, tol=1e-9).fit(X, y)
    theirs = np.zeros(len(y))
    theirs[peer.support_] = np.abs(peer.dual_coef_[0])
    K = rbf_kernel(X, X, 0.5)
    found = smo(rbf_rows(X, 0.5), y, 1.5, tol=1e-9)
    assert found.objective == pytest.approx(svm_dual_objective(theirs, K, y), rel=1e-7)
    free = (found.alpha > 1e-6) & (found.alpha < 1.5 - 1e-6)
    if free.any():
        assert found.intercept == pytest.approx(peer.intercept_[0], abs=1e-6)


def test_samples_that_have_settled_are_left_out_and_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(0)
    y = np.where(np.arange(300) % 2, 1.0, -1.0)
    X = rng.normal(size=(300, 2)) + 0.8 * y[:, None]
    K = rbf_kernel(X, X, 0.5)
    plain = smo(rbf_rows(X, 0.5), y, 20.0, tol=1e-7)
    sizes = []
    restricted = module._Part.restricted

    def noted(part: Any, places: Any) -> Any:
        sizes.append((part.size, len(places)))
        return restricted(part, places)

    monkeypatch.setattr(module._Part, "restricted", noted)
    monkeypatch.setattr(module, "_ROUND", 20)
    found = smo(rbf_rows(X, 0.5), y, 20.0, tol=1e-7)
    assert sizes
    assert all(inner <= 0.5 * outer for outer, inner in sizes)
    assert found.objective == pytest.approx(plain.objective, rel=1e-9)
    certify(found, K, y, 20.0, 1e-7)


def test_a_small_cache_gives_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    X, y = problem(5)
    whole = smo(rbf_rows(X, 0.5), y, 1.0, tol=1e-6)
    monkeypatch.setattr(module, "_CACHE", 0)
    monkeypatch.setattr(module, "_SCALES", 0)
    found = smo(rbf_rows(X, 0.5), y, 1.0, tol=1e-6)
    assert found.alpha.tolist() == whole.alpha.tolist()
    assert found.n_iter == whole.n_iter


def test_equal_samples_of_both_labels() -> None:
    # No curvature between the two: they go to the bound together, and cancel.
    found = smo(linear_rows(np.ones((2, 3))), np.array([1.0, -1.0]), 2.0)
    assert found.alpha.tolist() == [2.0, 2.0]
    assert (found.objective, found.duality_gap, found.intercept) == (4.0, 0.0, 0.0)


def test_samples_at_the_origin_have_no_curvature_at_all() -> None:
    found = smo(linear_rows(np.zeros((3, 2))), np.array([1.0, -1.0, -1.0]), 1.0)
    assert found.converged
    assert found.objective == 2.0


@pytest.mark.parametrize("size", [1e-12, 1e-3, 1e3, 1e12])
def test_the_scale_of_the_samples_does_not_matter(size: float) -> None:
    X = np.array([[1.0, 2.0], [2.0, 3.0], [0.0, 0.0], [1.0, 0.0]])
    y = np.array([1.0, 1.0, -1.0, -1.0])
    found = smo(linear_rows(size * X), y, 100 / size**2)
    assert found.alpha * size**2 == pytest.approx([0.5, 0.0, 0.0, 0.5])
    assert found.intercept == pytest.approx(-1.0)


def test_no_free_weight_leaves_the_middle_of_the_interval() -> None:
    X = np.array([[1.0, 2.0], [2.0, 3.0], [0.0, 0.0], [1.0, 0.0]])
    found = smo(linear_rows(X), np.array([1.0, 1.0, -1.0, -1.0]), 0.1)
    assert found.alpha.tolist() == [0.1] * 4
    assert found.intercept == pytest.approx(-0.95)
    assert found.objective == pytest.approx(0.255)


def test_an_exhausted_count_is_not_silent() -> None:
    X, y = problem(7)
    found = smo(rbf_rows(X, 0.5), y, 1.0, tol=1e-9, max_iter=3)
    assert not found.converged
    assert found.n_iter == 3
    gradient = svm_dual_gradient(found.alpha, rbf_kernel(X, X, 0.5), y)
    assert found.violation > 1e-9
    assert np.abs(gradient).max() > 1e-9
    assert found.duality_gap > 0


def test_a_tolerance_below_the_rounding_ends() -> None:
    X, y = problem(7)
    found = smo(linear_rows(1e3 * X), y, 1e6, tol=1e-300, max_iter=20_000)
    assert found.converged == (found.violation <= 1e-300)


def test_a_negative_distance_shows_that_the_kernel_is_none() -> None:
    with pytest.raises(InputError, match=re.escape("a squared distance below 0")):
        smo(stored_rows(np.array([[1.0, 2.0], [2.0, 1.0]])), np.array([1.0, -1.0]), 1.0)


@pytest.mark.parametrize(
    ("y", "C", "tol", "message"),
    [
        ([1.0, 1.0], 1.0, 1e-3, "got y with [1.], expected labels 1 and -1, both"),
        ([1.0, 0.0], 1.0, 1e-3, "got y with [0. 1.], expected labels 1 and -1, both"),
        ([1.0], 1.0, 1e-3, "got y of shape (1,)"),
        ([1.0, -1.0], 0.0, 1e-3, "got C = 0.0"),
        ([1.0, -1.0], 1.0, 0.0, "got tol = 0.0"),
    ],
)
def test_what_is_refused(y: Any, C: float, tol: float, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        smo(linear_rows(np.eye(2)), np.array(y), C, tol=tol)
