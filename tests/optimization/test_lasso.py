"""The LASSO by ADMM: certified on hundreds of problems, and held against two other solvers."""

import re
from typing import Any

import cvxpy as untyped_cvxpy
import numpy as np
import pytest
from sklearn.linear_model import Lasso

from mathbook.errors import DivergenceError, InputError
from mathbook.optimization.lasso import lasso_admm, lasso_path_admm
from mathbook.optimization.lasso_certificates import (
    lasso_duality_gap,
    lasso_kkt_residual,
    lasso_lam_max,
    lasso_objective,
)

cvxpy: Any = untyped_cvxpy


def problem(seed: int) -> tuple[Any, Any, float]:
    """Tall, wide, collinear, with zero or repeated columns, and weights of all sizes."""
    rng = np.random.default_rng(seed)
    m, n = (int(size) for size in rng.integers(1, 25, size=2))
    A = rng.normal(size=(m, n))
    kind = seed % 5
    if kind == 1:
        A[:, n // 2] = A[:, 0]
    if kind == 2:
        A[:, 0] = 0.0
    if kind == 3:
        A = A[:, :1] @ rng.normal(size=(1, n))  # rank one
    b = A @ (rng.normal(size=n) * (rng.random(n) < 0.4)) + 0.1 * rng.normal(size=m)
    if kind == 4 and seed % 2:
        b = np.zeros(m)
    lam = lasso_lam_max(A, b) * float(rng.choice([1e-3, 0.05, 0.5, 0.99, 1.0, 3.0])) + 1e-6
    return A, b, lam


def sensible_rho(A: Any) -> float:
    return max(float(np.linalg.norm(A, 2)) ** 2 / 10, 1e-3)


def test_every_answer_is_certified() -> None:
    for seed in range(300):
        A, b, lam = problem(seed)
        relaxation = (1.0, 1.7, 0.6)[seed % 3]
        result = lasso_admm(A, b, lam, sensible_rho(A), 1e-11, 0.0, 100_000, relaxation=relaxation)
        scale = lam + lasso_lam_max(A, b)
        assert result.converged, (seed, result.message)
        assert lasso_kkt_residual(A, b, result.z, lam) <= 1e-7 * max(scale, 1.0), seed
        assert lasso_duality_gap(A, b, result.z, lam) <= 1e-7 * max(scale**2, 1.0), seed
        assert result.objective == lasso_objective(A, b, result.z, lam)
        # The multipliers are the slopes at the solution, and within the weight by construction.
        np.testing.assert_allclose(
            result.multipliers, A.T @ (b - A @ result.z), atol=1e-7 * max(scale, 1.0)
        )
        assert np.abs(result.multipliers).max() <= lam * (1 + 1e-9)
        if lam >= lasso_lam_max(A, b):
            assert (result.z == 0.0).all(), seed


def test_scikit_learn_gives_the_same_coefficients() -> None:
    for seed in range(40):
        rng = np.random.default_rng(seed)
        m, n = (40, 15) if seed % 2 else (15, 40)
        A, b = rng.normal(size=(m, n)), rng.normal(size=m)
        lam = 0.2 * lasso_lam_max(A, b)
        peer = Lasso(alpha=lam / m, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(A, b)
        result = lasso_admm(A, b, lam, sensible_rho(A), 1e-12, 0.0)
        np.testing.assert_allclose(result.z, peer.coef_, atol=1e-7)
        assert ((result.z != 0) == (peer.coef_ != 0)).all()


@pytest.mark.parametrize("shape", [(30, 12), (12, 30)])
def test_cvxpy_gives_the_same_value_and_multipliers(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(5)
    A, b = rng.normal(size=shape), rng.normal(size=shape[0])
    lam = 0.1 * lasso_lam_max(A, b)
    x, z = cvxpy.Variable(shape[1]), cvxpy.Variable(shape[1])
    equal = x - z == 0
    peer = cvxpy.Problem(
        cvxpy.Minimize(cvxpy.sum_squares(A @ x - b) / 2 + lam * cvxpy.norm1(z)), [equal]
    )
    peer.solve(solver=cvxpy.CLARABEL)
    result = lasso_admm(A, b, lam, sensible_rho(A))
    assert result.objective == pytest.approx(peer.value, rel=1e-6)
    np.testing.assert_allclose(result.multipliers, equal.dual_value, atol=1e-4)


def test_the_example_of_the_section() -> None:
    rng = np.random.RandomState(42)
    A = rng.randn(50, 20)
    true_x = np.zeros(20)
    true_x[:5] = [3, -2, 1.5, -1, 0.5]
    b = A @ true_x + 0.1 * rng.randn(50)
    counts = {}
    for rho in (1, 10, 20, 30, 100):
        result = lasso_admm(A, b, 0.5, rho, 1e-6, 0.0)
        counts[rho] = result.n_iter
        assert result.objective == pytest.approx(4.182331355, abs=1e-9)
        assert np.flatnonzero(result.z).tolist() == [0, 1, 2, 3, 4, 7, 8, 9, 15, 17, 19]
    assert counts == {1: 343, 10: 55, 20: 37, 30: 34, 100: 106}
    false_stop = lasso_admm(A, b, 0.5, 50, 1e-6, 0.0)
    assert false_stop.primal_residuals[1] < 1e-15
    assert false_stop.dual_residuals[1] == pytest.approx(45.8, abs=0.05)
    assert false_stop.n_iter > 2


def test_no_weight_is_least_squares() -> None:
    rng = np.random.default_rng(6)
    A, b = rng.normal(size=(20, 5)), rng.normal(size=20)
    result = lasso_admm(A, b, 0.0, 10.0, 1e-12, 0.0)
    np.testing.assert_allclose(result.z, np.linalg.lstsq(A, b)[0], atol=1e-9)


def test_whole_numbers_and_lists_are_taken() -> None:
    result = lasso_admm([[1, 0], [0, 2]], [3, 1], 1)
    np.testing.assert_allclose(result.z, [2.0, 0.25], atol=1e-5)


def test_the_penalty_and_the_start_change_the_way_and_not_the_end() -> None:
    A, b, lam = problem(10)
    best = lasso_admm(A, b, lam, 5.0, 1e-11, 0.0, 100_000)
    rng = np.random.default_rng(0)
    for rho in (0.5, 50.0):
        result = lasso_admm(
            A,
            b,
            lam,
            rho,
            1e-11,
            0.0,
            100_000,
            z0=rng.normal(size=A.shape[1]),
            u0=rng.normal(size=A.shape[1]),
        )
        assert result.converged
        assert result.objective == pytest.approx(best.objective, abs=1e-8)
    again = lasso_admm(A, b, lam, 5.0, 1e-10, 0.0, z0=best.z, u0=best.u)
    assert again.n_iter <= 2


def test_what_does_not_converge_says_so() -> None:
    A, b, lam = problem(10)
    result = lasso_admm(A, b, lam, 1e-3, max_iter=3)
    assert not result.converged
    assert result.n_iter == 3
    assert result.message.startswith("not converged after 3 iterations: primal residual")


def test_a_path_is_what_its_weights_give_one_by_one() -> None:
    A, b, _ = problem(0)
    most = lasso_lam_max(A, b)
    lams = most * np.array([0.1, 2.0, 0.5, 0.02, 0.5])
    rho = sensible_rho(A)
    path = lasso_path_admm(A, b, lams, rho, 1e-11, 0.0, 100_000)
    assert path.converged
    assert path.lams.tolist() == lams.tolist()
    cold = 0
    for lam, row, result in zip(lams, path.coefficients, path.results, strict=True):
        alone = lasso_admm(A, b, lam, rho, 1e-11, 0.0, 100_000)
        cold += alone.n_iter
        np.testing.assert_allclose(row, alone.z, atol=1e-8)
        assert (row == result.z).all()
        assert lasso_kkt_residual(A, b, row, lam) <= 1e-7
    assert path.n_iter < cold
    # The largest weight comes first, and so starts from zeros.
    first = lasso_admm(A, b, lams[1], rho, 1e-11, 0.0, 100_000)
    assert path.results[1].n_iter == first.n_iter
    assert (path.coefficients[1] == 0).all()


def test_a_path_that_stops_early_says_so() -> None:
    A, b, _ = problem(0)
    assert not lasso_path_admm(A, b, [0.1, 0.01], 1e-3, max_iter=2).converged


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[1.0]], [[1.0]], 0.1), "got b of shape (1, 1), expected a vector of shape (1,)"),
        (([[1.0]], [1.0], -0.1), "got lam = -0.1, expected a finite number from 0 on"),
        (([[1.0]], [1.0], 0.1, 0.0), "got rho = 0.0, expected a finite number above 0"),
        (([[1.0]], [1.0], 0.1, -1.0), "got rho = -1.0, expected a finite number above 0"),
        (([[np.nan]], [1.0], 0.1), "got A of shape (1, 1) with nan, expected finite numbers"),
        (([[1.0]], [np.inf], 0.1), "got b of shape (1,) with inf, expected finite numbers"),
        (([[1.0]], [1.0], 0.1, 1.0, -1e-6), "got abs_tol = -1e-06, expected"),
    ],
)
def test_what_is_refused(arguments: Any, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        lasso_admm(*arguments)


def test_what_a_start_and_a_path_refuse() -> None:
    with pytest.raises(InputError, match=re.escape("got z0 of shape (2,), expected a vector of")):
        lasso_admm([[1.0]], [1.0], 0.1, z0=[1.0, 2.0])
    with pytest.raises(InputError, match=re.escape("got u0 of shape (1, 1), expected a vector of")):
        lasso_admm([[1.0]], [1.0], 0.1, u0=[[1.0]])
    with pytest.raises(InputError, match=r"got lams with -1\.0, expected numbers from 0 on"):
        lasso_path_admm([[1.0]], [1.0], [1.0, -1.0])
    with pytest.raises(InputError, match=re.escape("got lams of shape (), expected a vector")):
        lasso_path_admm([[1.0]], [1.0], 1.0)


def test_numbers_that_overflow_are_an_error() -> None:
    with pytest.raises(DivergenceError, match=r"not finite in iteration 1 with rho = 1\.0"):
        lasso_admm([[1.0]], [1e300], 0.1)
