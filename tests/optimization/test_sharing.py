"""Sharing ADMM: the central optimum by proposals and answers, and both residuals to stop by."""

import re
from typing import Any

import numpy as np
import pytest

from mathbook.errors import InputError
from mathbook.optimization.allocation import LogCurves, PowerCurves, allocate_budget
from mathbook.optimization.sharing import allocate_budget_admm, sharing_step
from tests.optimization.test_response_curves import Plain, random_curves

CITIES = LogCurves([60, 45, 20, 5], [10, 25, 10, 10])


def test_four_cities() -> None:
    x, z, u = sharing_step(CITIES, [20, 20, 20, 20], 0.0, 80, 0.05)
    np.testing.assert_allclose(x, [42.7492, 35, 30, 23.0278], atol=5e-5)
    assert x.sum() - 80 == pytest.approx(50.7769, abs=5e-5)
    assert z.sum() == pytest.approx(80)
    assert 0.05 * u == pytest.approx(0.6347, abs=5e-5)
    for rho, n_iter in ((0.05, 40), (0.02, 29)):
        result = allocate_budget_admm(CITIES, 80, rho, abs_tol=1e-6, rel_tol=0)
        assert result.n_iter == n_iter
        assert result.price == pytest.approx(1.0, abs=1e-6)
        np.testing.assert_allclose(result.x, [50, 20, 10, 0], atol=1e-3)


def test_a_step_is_admm() -> None:
    """Against the three steps with vectors u and z, as the general method has them."""
    rng = np.random.default_rng(0)
    for _ in range(100):
        curves = random_curves(rng)
        n, budget, rho = len(curves), float(rng.exponential() * 9), float(rng.exponential() + 0.1)
        z, u = rng.normal(size=n) + 2, float(rng.normal())
        x, z_new, u_new = sharing_step(curves, z, u, budget, rho)
        full = x + u  # its projection on the plane of the budget:
        full += (budget - full.sum()) / n
        np.testing.assert_allclose(z_new, full, atol=1e-12)
        np.testing.assert_allclose(u + x - z_new, u_new, atol=1e-12)


def test_random_problems_reach_the_central_optimum() -> None:
    rng = np.random.default_rng(1)
    for k in range(200):
        n, budget = int(rng.integers(1, 12)), float(rng.exponential() * 20 + 0.1)
        a, s = rng.uniform(0.5, 5, n), rng.uniform(0.5, 5, n)
        curves = PowerCurves(a, s, rng.choice([-1.0, 0.0, 0.5], n)) if k % 2 else LogCurves(a, s)
        best = allocate_budget(curves, budget)
        rho = float(np.median(np.abs(curves.curvature(best.x)))) + 1e-9
        some = Plain(curves) if k % 40 == 0 else curves
        found = allocate_budget_admm(some, budget, rho, abs_tol=1e-7, rel_tol=1e-6)
        assert found.converged, found.message
        assert (found.x >= 0).all()
        assert (found.local >= 0).all()
        assert found.x.sum() == pytest.approx(budget)
        assert found.z.sum() == pytest.approx(budget)
        assert found.value <= best.value * (1 + 1e-12)
        assert found.value == pytest.approx(best.value, rel=1e-4)
        assert found.price == pytest.approx(best.price, rel=1e-2, abs=1e-5)
        assert found.primal_residuals[-1] <= found.tolerances[0]
        assert found.dual_residuals[-1] <= found.tolerances[1]


def test_the_cap_is_not_a_convergence() -> None:
    result = allocate_budget_admm(CITIES, 80, 0.05, max_iter=3)
    assert not result.converged
    assert result.message.startswith("not converged after 3 iterations: primal residual")
    assert len(result.primal_residuals) == len(result.dual_residuals) == 3


def test_degenerate_budgets() -> None:
    nothing = allocate_budget_admm(CITIES, 0, 0.05)
    assert nothing.x.tolist() == [0.0] * 4
    assert nothing.price >= 6.0 - 1e-6
    unwanted = allocate_budget_admm(LogCurves([0, 0], [1, 1]), 6, 0.05)
    assert unwanted.x.tolist() == [3.0, 3.0]
    assert unwanted.price == 0.0


def test_groups_of_cities_answer_like_one() -> None:
    groups = [lambda: CITIES[:1], lambda: CITIES[1:]]
    whole, parts = (allocate_budget_admm(some, 80, 0.05) for some in (CITIES, groups))
    np.testing.assert_allclose(parts.x, whole.x, atol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rho": 0}, "got rho = 0.0, expected a finite number above 0"),
        ({"rho": -0.1}, "got rho = -0.1, expected a finite number above 0"),
        ({"budget": -1}, "got budget = -1.0, expected a finite number from 0 on"),
        ({"abs_tol": 0, "rel_tol": 0}, "got abs_tol = rel_tol = 0"),
        ({"max_iter": 0}, "got max_iter = 0, expected 1 or more"),
        ({"max_iter": 1.5}, "got max_iter = 1.5, expected a whole number"),
        ({"curves": [1]}, "got curves of type list, expected ResponseCurves or functions"),
        ({"curves": [lambda: 3]}, "got int from a function of curves, expected ResponseCurves"),
        ({"cluster": 3}, "got cluster = 3, expected a RayCluster or an address"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        allocate_budget_admm(**{"curves": CITIES, "budget": 80, "rho": 0.05, **arguments})
