"""General ADMM: certified on random problems of several kinds, and what operators may return."""

import math
import re
from collections.abc import Callable
from typing import Any

import cvxpy as untyped_cvxpy
import numpy as np
import pytest

from mathbook.errors import InputError
from mathbook.optimization import admm as module
from mathbook.optimization.admm import (
    LeastSquaresProx,
    admm,
    admm_step,
    augmented_lagrangian,
    lasso_admm,
    soft_threshold,
)
from mathbook.optimization.proximal import project_box, project_budget, project_simplex

cvxpy: Any = untyped_cvxpy


def toward(target: Any) -> Callable[[Any, float], Any]:
    """The operator of half the squared distance to ``target``."""
    return lambda v, t: (v + t * target) / (1 + t)


def test_a_step_minimizes_the_augmented_lagrangian_in_turn() -> None:
    rng = np.random.default_rng(0)
    for _ in range(100):
        A, b = rng.normal(size=(5, 3)), rng.normal(size=5)
        z, u, rho = rng.normal(size=3), rng.normal(size=3), float(rng.exponential()) + 0.1

        def value(x: Any, z: Any, A: Any = A, b: Any = b, u: Any = u, rho: float = rho) -> float:
            objective = ((A @ x - b) ** 2).sum() / 2 + np.abs(z).sum()
            return augmented_lagrangian(objective, x - z, rho * u, rho)

        x_new, z_new, u_new = admm_step(LeastSquaresProx(A, b), soft_threshold, z, u, rho)
        for move in rng.normal(size=(30, 3)) * np.geomspace(1e-4, 1, 30)[:, None]:
            assert value(x_new + move, z) > value(x_new, z)
            assert value(x_new, z_new + move) > value(x_new, z_new)
        np.testing.assert_allclose(u_new, u + x_new - z_new, atol=1e-14)


def test_the_square_is_completed() -> None:
    rng = np.random.default_rng(1)
    for _ in range(50):
        r, u, rho = rng.normal(size=4), rng.normal(size=4), float(rng.exponential()) + 0.1
        square = rho / 2 * ((r + u) ** 2).sum() - rho / 2 * (u**2).sum()
        assert augmented_lagrangian(0.3, r, rho * u, rho) == pytest.approx(0.3 + square)


def test_nearest_points_of_two_sets_are_certified() -> None:
    """Half the squared distance to a point within a box, spending a budget: KKT at the answer."""
    rng = np.random.default_rng(2)
    for seed in range(200):
        n = int(rng.integers(1, 12))
        target, upper = rng.normal(size=n), rng.exponential(size=n) + 0.1
        budget = float(rng.uniform(0, 1) * upper.sum())
        if seed % 4 == 0:
            budget = float(upper.sum())  # one point is left
        rho = float(rng.choice([0.3, 1.0, 5.0]))

        def near(v: Any, t: float, target: Any = target, upper: Any = upper) -> Any:
            return project_box(toward(target)(v, t), 0.0, upper)

        def spend(v: Any, t: float, budget: float = budget) -> Any:
            return project_budget(v, budget)

        result = admm(near, spend, n, rho, 1e-10, 0.0, 200_000)
        assert result.converged, (seed, result.message)
        x = result.x
        assert x.sum() == pytest.approx(budget, abs=1e-8)
        assert (x >= 0).all()
        assert (x <= upper).all()
        # One price for all: all scaled multipliers are equal, as the budget is one constraint.
        price = result.multipliers
        assert np.ptp(price) <= 1e-8
        slopes = x - target + price
        inside = (x > 1e-7) & (x < upper - 1e-7)
        assert np.abs(slopes[inside]).max(initial=0) <= 1e-7
        assert (slopes[x <= 1e-7] >= -1e-7).all()
        assert (slopes[x >= upper - 1e-7] <= 1e-7).all()


@pytest.mark.parametrize("rho", [0.05, 1.0, 20.0])
def test_cvxpy_finds_the_same_points(rho: float) -> None:
    rng = np.random.default_rng(3)
    for _ in range(5):
        A, b = rng.normal(size=(12, 6)), rng.normal(size=12)
        x = cvxpy.Variable(6)
        cvxpy.Problem(
            cvxpy.Minimize(cvxpy.sum_squares(A @ x - b)), [x >= 0, cvxpy.sum(x) == 1]
        ).solve(solver=cvxpy.CLARABEL)
        result = admm(
            LeastSquaresProx(A, b),
            lambda v, t: project_simplex(v),
            6,
            rho,
            1e-10,
            0.0,
            100_000,
            relaxation=1.5,
        )
        assert result.converged
        np.testing.assert_allclose(result.z, x.value, atol=1e-5)


def test_the_lasso_is_one_of_its_problems() -> None:
    rng = np.random.default_rng(4)
    A, b, lam = rng.normal(size=(8, 5)), rng.normal(size=8), 0.7
    general = admm(
        LeastSquaresProx(A, b),
        lambda v, t: soft_threshold(v, lam * t),
        5,
        3.0,
        objective=lambda x, z: ((A @ z - b) ** 2).sum() / 2 + lam * np.abs(z).sum(),
    )
    special = lasso_admm(A, b, lam, 3.0)
    assert general.n_iter == special.n_iter
    np.testing.assert_allclose(general.z, special.z, atol=1e-12)
    assert general.objective == pytest.approx(special.objective)


def test_sets_that_do_not_meet_never_converge() -> None:
    result = admm(
        lambda v, t: project_box(v, 0.0, 1.0),
        lambda v, t: project_box(v, 2.0, 3.0),
        2,
        max_iter=300,
    )
    assert not result.converged
    assert result.primal_residuals[-1] == pytest.approx(np.sqrt(2))
    assert "not converged after 300 iterations" in result.message


def test_an_objective_that_is_not_told_is_nan() -> None:
    assert math.isnan(admm(toward(1.0), soft_threshold, 2).objective)


def test_starts_are_used() -> None:
    best = admm(toward(np.array([3.0, -0.5])), soft_threshold, 2, 1.0, 1e-12, 0.0)
    np.testing.assert_allclose(best.z, [2.0, 0.0], atol=1e-10)
    again = admm(
        toward(np.array([3.0, -0.5])), soft_threshold, 2, 1.0, 1e-9, 0.0, z0=best.z, u0=best.u
    )
    assert again.n_iter == 1


def test_an_operator_may_write_into_its_argument() -> None:
    def careless(v: Any, t: float) -> Any:
        v += t * 3.0
        v /= 1 + t
        return v

    found = admm(careless, soft_threshold, 2)
    np.testing.assert_array_equal(found.z, admm(toward(3.0), soft_threshold, 2).z)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: admm(toward(1.0), soft_threshold, 0), "got n = 0, expected 1 or more"),
        (lambda: admm(toward(1.0), soft_threshold, 1.5), "got n = 1.5, expected a whole number"),  # type: ignore[arg-type]
        (lambda: admm(toward(1.0), soft_threshold, 2, -1.0), "got rho = -1.0, expected a finite"),
        (
            lambda: admm(lambda v, t: v[:1], soft_threshold, 2),
            "got prox_f(v, t) of shape (1,), expected (2,)",
        ),
        (
            lambda: admm(toward(1.0), lambda v, t: v[:, None], 2),
            "got prox_g(v, t) of shape (2, 1), expected (2,)",
        ),
        (
            lambda: admm(lambda v, t: v * np.nan, soft_threshold, 2),
            "got prox_f(v, t) with numbers that are not finite at t = 1.0",
        ),
        (
            lambda: admm(lambda v, t: v + 1j, soft_threshold, 2),  # type: ignore[arg-type, return-value]
            "got prox_f(v, t) of type complex128, expected real numbers",
        ),
        (
            lambda: admm(toward(1.0), soft_threshold, 2, z0=[1.0]),
            "got z0 of shape (1,), expected a vector of shape (2,)",
        ),
        (
            lambda: admm_step(toward(1.0), soft_threshold, [1.0], [1.0, 2.0], 1.0),
            "got u of shape (2,), expected a vector of shape (1,)",
        ),
        (
            lambda: admm_step(toward(1.0), soft_threshold, [1.0], [1.0], 0.0),
            "got rho = 0.0, expected a finite number above 0",
        ),
        (
            lambda: augmented_lagrangian(math.nan, [1.0], [1.0], 1.0),
            "got value = nan, expected a finite number",
        ),
        (
            lambda: augmented_lagrangian(1.0, [1.0], [1.0, 2.0], 1.0),
            "got nu of shape (2,), expected a vector of shape (1,)",
        ),
    ],
)
def test_what_is_refused(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        call()


def test_the_section_has_all_its_names_in_one_module() -> None:
    assert all(hasattr(module, name) for name in module.__all__)
    assert {"lasso_path_admm", "lasso_kkt_residual", "lasso_objective"} <= set(module.__all__)
