"""The functions of a quadratic program: what the dual says of the primal, and where it is -inf."""

import math
import re
from typing import Any

import numpy as np
import pytest

from mathbook.calculus import check_gradient
from mathbook.errors import InputError
from mathbook.optimization.lagrange_multipliers import (
    qp_dual,
    qp_lagrangian,
    qp_objective,
    solve_equality_qp,
)

EXAMPLE: dict[str, Any] = {"P": [[2, 0], [0, 2]], "q": [0, 0], "A": [[1, 1]], "b": [1]}


def random_problem(seed: int) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 12))
    m = int(rng.integers(1, n + 1))
    B = rng.standard_normal((n, n))
    P = B @ B.T + 0.5 * np.eye(n)
    A, b = rng.standard_normal((m, n)), rng.standard_normal(m)
    return {"P": P, "q": rng.standard_normal(n), "A": A, "b": b}


def test_the_worked_example() -> None:
    assert qp_objective([1, 2], P=EXAMPLE["P"], q=EXAMPLE["q"]) == 5.0
    assert qp_lagrangian([1, 2], [3], **EXAMPLE) == 11.0
    # -lam^2 / 2 - lam
    assert [qp_dual([lam], **EXAMPLE) for lam in (-2.0, -1.0, 0.0, 2.0)] == [0.0, 0.5, 0.0, -4.0]


@pytest.mark.parametrize("seed", range(100))
def test_the_dual_is_a_lower_bound_that_the_multipliers_attain(seed: int) -> None:
    problem = random_problem(seed)
    rng = np.random.default_rng(seed)
    best = solve_equality_qp(**problem)
    lam = best.multipliers + rng.standard_normal(best.multipliers.size)
    assert qp_dual(best.multipliers, **problem) == pytest.approx(best.objective, rel=1e-8, abs=1e-8)
    assert qp_dual(lam, **problem) < best.objective
    middle = (lam + best.multipliers) / 2
    assert qp_dual(middle, **problem) > (qp_dual(lam, **problem) + best.objective) / 2 - 1e-9


@pytest.mark.parametrize("seed", range(30))
def test_the_lagrangian_has_a_saddle_at_the_solution(seed: int) -> None:
    problem = random_problem(seed)
    rng = np.random.default_rng(seed)
    best = solve_equality_qp(**problem)
    for _ in range(10):
        x = best.x + rng.standard_normal(best.x.size)
        lam = best.multipliers + rng.standard_normal(best.multipliers.size)
        assert qp_lagrangian(x, best.multipliers, **problem) > best.objective
        assert qp_lagrangian(best.x, lam, **problem) == pytest.approx(best.objective, rel=1e-8)


@pytest.mark.parametrize("seed", range(30))
def test_the_slope_of_the_dual_is_the_gap_of_the_equations(seed: int) -> None:
    problem = random_problem(seed)
    P, q, A, b = (np.asarray(problem[name]) for name in "PqAb")

    def gap(lam: Any) -> Any:
        return A @ np.linalg.solve(P, -q - A.T @ lam) - b

    lam = np.random.default_rng(seed).standard_normal(len(b))
    assert check_gradient(lambda lam: qp_dual(lam, **problem), gap, lam) < 1e-7


def test_the_dual_is_minus_infinity_where_the_lagrangian_falls_without_bound() -> None:
    flat: dict[str, Any] = {"P": [[2, 0], [0, 0]], "q": [0, 1], "A": [[1, 1]], "b": [1]}
    assert qp_dual([-2.0], **flat) == -math.inf
    assert qp_dual([-1.0], **flat) == 0.75  # the one multiplier that flattens the flat direction
    falling = flat | {"P": [[2, 0], [0, -1]]}
    assert qp_dual([-1.0], **falling) == -math.inf
    linear = flat | {"P": np.zeros((2, 2))}
    assert qp_dual([-1.0], **linear) == -math.inf
    assert qp_dual([-1.0], **(linear | {"q": [1, 1]})) == 1.0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"P": [[2, 1], [0, 2]]}, "got P[0, 1] = 1.0 and P[1, 0] = 0.0, expected a symmetric"),
        ({"q": [0]}, "got q of shape (1,), expected a vector of shape (2,)"),
        ({"A": [1, 1]}, "got A of shape (2,), expected a matrix of shape (any, 2)"),
        ({"b": [[1]]}, "got b of shape (1, 1), expected a vector of shape (1,)"),
        ({"b": [np.nan]}, "got b of shape (1,) with nan, expected finite numbers"),
    ],
)
def test_what_does_not_fit_is_an_error(changed: dict[str, Any], message: str) -> None:
    problem = EXAMPLE | changed
    with pytest.raises(InputError, match=re.escape(message)):
        qp_lagrangian([1, 2], [3], **problem)
    with pytest.raises(InputError, match=re.escape(message)):
        qp_dual([3], **problem)
    with pytest.raises(InputError, match=re.escape(message)):
        solve_equality_qp(**problem)


def test_points_and_multipliers_have_their_lengths() -> None:
    with pytest.raises(InputError, match=re.escape("got x of shape (1,), expected a vector of")):
        qp_objective([1], P=EXAMPLE["P"], q=EXAMPLE["q"])
    with pytest.raises(InputError, match=re.escape("got lam of shape (2,), expected a vector of")):
        qp_dual([1, 2], **EXAMPLE)
