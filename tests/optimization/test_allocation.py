"""The central method: certified on random problems, the degenerate among them, and CVXPY agrees."""

import re
from typing import Any

import cvxpy as untyped_cvxpy
import numpy as np
import pytest

from mathbook.errors import InputError
from mathbook.optimization import allocation as module
from mathbook.optimization.allocation import LogCurves, PowerCurves, allocate_budget
from tests.optimization.test_response_curves import Plain, random_curves

cvxpy: Any = untyped_cvxpy
CITIES = LogCurves([60, 45, 20, 5], [10, 25, 10, 10])


def test_four_cities() -> None:
    best = allocate_budget(CITIES, 80)
    np.testing.assert_allclose(best.x, [50, 20, 10, 0], atol=1e-12)
    assert best.price == pytest.approx(1.0, abs=1e-14)
    assert best.value == pytest.approx(60 * np.log(6) + 45 * np.log(1.8) + 20 * np.log(2))
    more = allocate_budget(CITIES, 240)
    np.testing.assert_allclose(more.x, [126.154, 77.115, 35.385, 1.346], atol=5e-4)
    assert more.price == pytest.approx(130 / 295)


def test_random_problems_are_certified() -> None:
    rng = np.random.default_rng(0)
    for _ in range(500):
        curves = random_curves(rng)
        budget = float(10 ** rng.uniform(-6, 6))
        best = allocate_budget(curves, budget)
        assert best.converged
        assert (best.x >= 0).all()
        assert best.residuals.primal_feasibility <= 1e-12 * budget
        assert best.residuals.stationarity <= 1e-9 * best.price
        assert best.residuals.dual_feasibility <= 1e-9 * best.price
        assert best.n_iter <= 30
        # No other split of the budget returns more.
        other = rng.dirichlet(np.ones(len(curves))) * budget
        assert curves.value(other).sum() <= best.value * (1 + 1e-12)


def test_curves_without_closed_forms() -> None:
    rng = np.random.default_rng(1)
    for _ in range(60):
        curves = random_curves(rng)
        budget = float(10 ** rng.uniform(-2, 3))
        plain = allocate_budget(Plain(curves), budget)
        assert plain.converged
        np.testing.assert_allclose(plain.x, allocate_budget(curves, budget).x, atol=1e-7 * budget)


def test_steep_and_saturated_curves() -> None:
    rng = np.random.default_rng(2)
    for _ in range(200):
        n = int(rng.integers(1, 30))
        a, s = (10 ** rng.uniform(-6, 6, n) for _ in range(2))
        p = rng.choice([-30.0, -1.0, 0.99, 0.999], size=n)
        best = allocate_budget(PowerCurves(a, s, p), float(10 ** rng.uniform(-6, 4)))
        assert best.converged, best


def test_cities_that_are_all_the_same_share_equally() -> None:
    best = allocate_budget(LogCurves(np.ones(7), np.ones(7)), 21)
    np.testing.assert_allclose(best.x, 3.0, rtol=1e-14)


def test_one_city_gets_all_and_no_budget_gives_nothing() -> None:
    assert allocate_budget(LogCurves([2], [3]), 5).x.tolist() == [5.0]
    nothing = allocate_budget(CITIES, 0)
    assert nothing.x.tolist() == [0.0] * 4
    assert nothing.price == 6.0  # what the first unit would return
    assert nothing.converged


def test_a_budget_that_no_city_wants_has_the_price_zero() -> None:
    unwanted = allocate_budget(LogCurves([0, 0], [1, 2]), 10)
    assert unwanted.price == 0.0
    assert unwanted.x.tolist() == [5.0, 5.0]
    assert unwanted.converged
    one = allocate_budget(LogCurves([0, 3], [1, 2]), 10)
    assert one.x.tolist() == [0.0, 10.0]


def test_the_price_is_the_derivative_of_the_value() -> None:
    rng = np.random.default_rng(3)
    for _ in range(100):
        curves = random_curves(rng)
        budget = float(10 ** rng.uniform(-1, 3))
        above, below = (allocate_budget(curves, budget * (1 + h)).value for h in (1e-5, -1e-5))
        price = allocate_budget(curves, budget).price
        assert (above - below) / (2e-5 * budget) == pytest.approx(price, rel=1e-4)


def test_cvxpy_agrees() -> None:
    rng = np.random.default_rng(4)
    for _ in range(12):
        n = int(rng.integers(2, 15))
        a, s, budget = rng.uniform(0.5, 5, n), rng.uniform(0.5, 5, n), float(rng.uniform(1, 40))
        x = cvxpy.Variable(n)
        spent = cvxpy.sum(x) == budget
        value = cvxpy.sum(cvxpy.multiply(a, cvxpy.log(1 + cvxpy.multiply(1 / s, x))))
        problem = cvxpy.Problem(cvxpy.Maximize(value), [spent, x >= 0])
        problem.solve(solver=cvxpy.CLARABEL)
        best = allocate_budget(LogCurves(a, s), budget)
        np.testing.assert_allclose(best.x, x.value, atol=1e-3)
        assert best.value >= problem.value - 1e-6
        assert best.price == pytest.approx(abs(spent.dual_value), rel=1e-4)


def test_too_few_steps_are_not_silent() -> None:
    rng = np.random.default_rng(5)
    curves = LogCurves(rng.uniform(1, 100, 50), rng.uniform(1, 100, 50))
    short = allocate_budget(curves, 3.0, max_iter=1)
    assert not short.converged
    assert max(short.residuals.stationarity, short.residuals.dual_feasibility) > 1e-3


@pytest.mark.parametrize(
    ("curves", "budget", "message"),
    [
        (CITIES, -1, "got budget = -1.0, expected a finite number from 0 on"),
        (CITIES, np.nan, "got budget = nan, expected"),
        ([1, 2], 1, "got curves of type list, expected ResponseCurves"),
    ],
)
def test_what_is_refused(curves: Any, budget: float, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        allocate_budget(curves, budget)


def test_the_module_has_all_its_names() -> None:
    assert all(hasattr(module, name) for name in module.__all__)
