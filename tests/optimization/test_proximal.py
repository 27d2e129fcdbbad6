"""Proximal operators: against their definition, and against a solver that knows nothing of them."""

import re
from collections.abc import Callable
from typing import Any

import cvxpy as untyped_cvxpy
import numpy as np
import pytest

from mathbook.errors import InputError
from mathbook.optimization.proximal import (
    project_box,
    project_budget,
    project_simplex,
    soft_threshold,
)

cvxpy: Any = untyped_cvxpy


def test_soft_threshold_minimizes_what_defines_it() -> None:
    rng = np.random.default_rng(0)
    steps = np.concatenate([-np.geomspace(1e-9, 10, 40), np.geomspace(1e-9, 10, 40)])
    for _ in range(300):
        a, t = rng.normal(scale=3), rng.exponential()
        best = float(soft_threshold(a, t))
        others = np.append(best + steps, 0.0)
        value = t * abs(best) + (best - a) ** 2 / 2
        assert (t * np.abs(others) + (others - a) ** 2 / 2 >= value - 1e-15 * (1 + a**2)).all()


def test_soft_threshold_has_the_closed_form_and_true_zeros() -> None:
    a, t = np.random.default_rng(0).normal(size=(7, 5)), 0.4
    found = soft_threshold(a, t)
    np.testing.assert_allclose(found, np.sign(a) * np.maximum(np.abs(a) - t, 0), atol=1e-16)
    assert ((found == 0) == (np.abs(a) <= t)).all()
    assert not np.signbit(soft_threshold([-0.1, 0.1, 0.0], 0.1)).any()


def test_soft_threshold_takes_whole_numbers_and_thresholds_of_their_own() -> None:
    found = soft_threshold([3, -3, 3], [0, 1, 5])
    assert found.dtype == np.float64
    assert found.tolist() == [3.0, -2.0, 0.0]
    assert soft_threshold(2, 0.5) == 1.5


@pytest.mark.parametrize(
    ("a", "t", "message"),
    [
        ([1.0], -0.5, "got t with -0.5, expected thresholds from 0 on"),
        ([np.nan], 0.5, "got a = [nan], expected finite real numbers"),
        ([1.0], np.inf, "got t = inf, expected finite real numbers"),
        ([1.0], "a", "got t = 'a', expected finite real numbers"),
        ([[1.0], [1.0, 2.0]], 1.0, "a: expected numbers in a regular array"),
        ([1.0, 2.0], [[1.0], [1.0]], "got t of shape (2, 1), expected one that broadcasts to (2,)"),
    ],
)
def test_what_soft_threshold_refuses(a: Any, t: Any, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        soft_threshold(a, t)


Projection = Callable[[Any], Any]
SETS: dict[str, tuple[Projection, Callable[[Any], list[Any]]]] = {
    "box": (lambda a: project_box(a, -0.5, 0.7), lambda x: [x >= -0.5, x <= 0.7]),
    "half-open box": (lambda a: project_box(a, 0, np.inf), lambda x: [x >= 0]),
    "budget": (lambda a: project_budget(a, 2.5), lambda x: [cvxpy.sum(x) == 2.5]),
    "simplex": (lambda a: project_simplex(a, 2.5), lambda x: [x >= 0, cvxpy.sum(x) == 2.5]),
}


@pytest.mark.parametrize("name", SETS)
def test_projections_are_the_nearest_points(name: str) -> None:
    project, constraints = SETS[name]
    rng = np.random.default_rng(0)
    for n in (1, 2, 5, 30):
        a = rng.normal(scale=2, size=n)
        x = cvxpy.Variable(n)
        cvxpy.Problem(cvxpy.Minimize(cvxpy.sum_squares(x - a)), constraints(x)).solve(
            solver=cvxpy.CLARABEL, tol_gap_abs=1e-12, tol_gap_rel=1e-12, tol_feas=1e-12
        )
        np.testing.assert_allclose(project(a), x.value, atol=1e-5)


@pytest.mark.parametrize("name", SETS)
def test_projections_leave_their_own_points_and_shorten_distances(name: str) -> None:
    project, _ = SETS[name]
    rng = np.random.default_rng(1)
    for _ in range(100):
        a, c = rng.normal(scale=3, size=(2, 6))
        p, q = project(a), project(c)
        np.testing.assert_allclose(project(p), p, atol=1e-14)
        # Firm nonexpansiveness, which ADMM lives on.
        assert (p - q) @ (p - q) <= (p - q) @ (a - c) + 1e-12


def test_the_simplex_is_met_exactly_by_its_certificate() -> None:
    rng = np.random.default_rng(2)
    for seed in range(300):
        n = int(rng.integers(1, 20))
        a = rng.normal(size=n) * 10.0 ** rng.integers(-6, 7)
        if seed % 3 == 0:
            a = np.round(a, 1)  # ties
        total = float(10.0 ** rng.integers(-3, 4))
        x = project_simplex(a, total)
        scale = max(np.abs(a).max(), total)
        assert (x >= 0).all()
        assert abs(x.sum() - total) <= 1e-13 * n * scale
        price = (a - x)[x > 0]
        assert np.ptp(price) <= 1e-13 * n * scale
        assert (a[x == 0] <= price.max() + 1e-13 * n * scale).all()


def test_a_small_total_beside_large_numbers_is_kept() -> None:
    x = project_simplex([1e12, 1e12 - 1], 1e-3)
    assert x.tolist() == [1e-3, 0.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: project_box([1.0], 2.0, 1.0), "got the bounds 2.0 and 1.0 for number 0"),
        (lambda: project_box([1.0], np.inf, np.inf), "got the bounds inf and inf for number 0"),
        (lambda: project_box([1.0], -np.inf, -np.inf), "got the bounds -inf and -inf"),
        (lambda: project_box([1.0], np.nan, 1.0), "got lower = nan, expected real numbers"),
        (lambda: project_box([1.0], [0.0, 0.0], 1.0), "got lower of shape (2,), expected a number"),
        (lambda: project_box([[1.0]], 0.0, 1.0), "got a of shape (1, 1), expected a vector"),
        (lambda: project_budget([1.0], np.nan), "got budget = nan, expected finite real numbers"),
        (lambda: project_budget([1.0], [1.0]), "got budget of shape (1,), expected a number"),  # type: ignore[arg-type]
        (lambda: project_budget([[1.0]], 1.0), "got a of shape (1, 1), expected a vector"),
        (lambda: project_simplex([1.0], 0.0), "got total = 0.0, expected a finite number above 0"),
        (lambda: project_simplex([np.inf]), "got a of shape (1,) with inf, expected finite"),
    ],
)
def test_what_projections_refuse(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        call()
