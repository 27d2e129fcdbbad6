"""The equality QP: its certificate, its multipliers as prices, and CVXPY's answers."""

import re
from typing import Any

import cvxpy
import numpy as np
import pytest
from cvxpy.atoms.affine.wraps import psd_wrap
from cvxpy.atoms.quad_form import quad_form
from numpy.typing import NDArray

from mathbook.errors import InputError
from mathbook.optimization import lagrange_multipliers
from mathbook.optimization.kkt import kkt_residuals
from mathbook.optimization.lagrange_multipliers import solve_equality_qp

Floats = NDArray[np.float64]
EXAMPLE: dict[str, Any] = {"P": [[2, 0], [0, 2]], "q": [0, 0], "A": [[1, 1]], "b": [1]}


def random_problem(seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """One of five kinds, some of them degenerate; P, q, A and b."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 30))
    m = int(rng.integers(1, n + 1))
    A, b, q = rng.standard_normal((m, n)), rng.standard_normal(m), rng.standard_normal(n)
    B = rng.standard_normal((n, n))
    match seed % 5:
        case 0:  # well conditioned
            P = B @ B.T / n + np.eye(n)
        case 1:  # eigenvalues from 1e-6 to 1e6
            Q = np.linalg.qr(B)[0]
            P = Q * np.logspace(-6, 6, n) @ Q.T
            P = (P + P.T) / 2
        case 2:  # of rank n - m: only with the equations is there one minimizer
            P = B[:, m:] @ B[:, m:].T
        case 3:  # indefinite, and convex where the equations hold
            P = B @ B.T / n + np.eye(n) - 10 * A.T @ A
            P = (P + P.T) / 2
        case _:  # rows of sizes from 1e-6 to 1e6
            P = B @ B.T / n + np.eye(n)
            sizes = np.logspace(-6, 6, m)
            A, b = A * sizes[:, None], b * sizes
    return P, q, A, b


def test_the_worked_example() -> None:
    result = solve_equality_qp(**EXAMPLE)
    assert result.x == pytest.approx([0.5, 0.5], abs=1e-15)
    assert result.multipliers == pytest.approx([-1.0], abs=1e-15)
    assert result.objective == pytest.approx(0.5, abs=1e-15)
    assert result.converged


@pytest.mark.parametrize("seed", range(300))
def test_the_solution_certifies_itself(seed: int) -> None:
    P, q, A, b = random_problem(seed)
    result = solve_equality_qp(P, q, A, b)
    assert result.converged
    # The residuals once more, by another way than the solver's.
    residuals = kkt_residuals(
        result.x,
        lambda x: P @ x + q,
        h=lambda x: A @ x - b,
        jac_h=lambda x: A,
        lam=result.multipliers,
    )
    forces = np.abs(P).max() * np.abs(result.x).max() + np.abs(q).max()
    assert residuals.stationarity <= 1e-11 * (forces + np.abs(A.T * result.multipliers).max())
    gaps = np.abs(A @ result.x - b) / (np.abs(A) @ np.abs(result.x) + np.abs(b))
    assert gaps.max() <= 1e-8
    # Nothing that the equations allow is better.
    rng = np.random.default_rng(seed)
    _, values, rows = np.linalg.svd(A / np.linalg.norm(A, axis=1, keepdims=True))
    for direction in rng.standard_normal((20, A.shape[1] - len(values))) @ rows[len(values) :]:
        moved = result.x + direction
        value = moved @ P @ moved / 2 + q @ moved
        assert value >= result.objective - 1e-9 * abs(result.objective) - 1e-7


@pytest.mark.parametrize("seed", range(100))
def test_multipliers_are_the_prices_of_the_equations(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = 8, int(rng.integers(1, 8))
    B = rng.standard_normal((n, n))
    P, q = B @ B.T + np.eye(n), rng.standard_normal(n)
    A, b = rng.standard_normal((m, n)), rng.standard_normal(m)
    multipliers = solve_equality_qp(P, q, A, b).multipliers
    for i in range(m):
        step = 1e-4 * np.eye(m)[i]
        above = solve_equality_qp(P, q, A, b + step).objective
        below = solve_equality_qp(P, q, A, b - step).objective
        # The smallest value is a quadratic function of b: no error of truncation.
        assert (above - below) / 2e-4 == pytest.approx(-multipliers[i], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_cvxpy_gives_the_same_minimizer_and_the_same_multipliers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 20))
    m = int(rng.integers(1, n))
    B = rng.standard_normal((n, n))
    P, q = B @ B.T + np.eye(n), rng.standard_normal(n)
    A, b = rng.standard_normal((m, n)), rng.standard_normal(m)
    x = cvxpy.Variable(n)
    equations = A @ x == b
    objective = quad_form(x, psd_wrap(P)) / 2 + q @ x
    problem: Any = cvxpy.Problem(cvxpy.Minimize(objective), [equations])
    problem.solve(solver=cvxpy.CLARABEL)
    result = solve_equality_qp(P, q, A, b)
    assert result.x == pytest.approx(x.value, abs=1e-6)
    assert result.multipliers == pytest.approx(equations.dual_value, rel=1e-5, abs=1e-5)
    assert result.objective == pytest.approx(problem.value, rel=1e-7, abs=1e-7)


def test_as_many_equations_as_unknowns_leave_no_choice() -> None:
    A = np.array([[1.0, 2.0], [3.0, 4.0]])
    result = solve_equality_qp(np.diag([1.0, -5.0]), [0, 0], A, [5, 11])
    assert result.x == pytest.approx([1.0, 2.0])
    assert np.diag([1.0, -5.0]) @ result.x + A.T @ result.multipliers == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("scale", [1e-100, 1e-6, 1e6, 1e100])
def test_the_unit_of_the_objective_does_not_matter(scale: float) -> None:
    P, q, A, b = random_problem(10)
    plain, scaled = solve_equality_qp(P, q, A, b), solve_equality_qp(scale * P, scale * q, A, b)
    assert scaled.converged
    assert scaled.x == pytest.approx(plain.x)
    assert scaled.multipliers == pytest.approx(scale * plain.multipliers)


def test_whole_numbers_and_rounded_symmetry_are_taken() -> None:
    P = np.array([[2.0, 1e-15], [0.0, 2.0]])
    assert solve_equality_qp(P, [0, 0], [[1, 1]], [1]).x == pytest.approx([0.5, 0.5])


def test_a_solution_that_rounding_has_spoilt_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(P: Floats, A: Floats, safe: bool = False) -> Any:
        return lambda q, b: (np.full(len(q), 0.3), np.zeros(len(b)))

    monkeypatch.setattr(lagrange_multipliers, "factored", careless)
    result = solve_equality_qp(**EXAMPLE)
    assert not result.converged
    assert result.residuals.primal_feasibility == pytest.approx(0.2)  # twice 0.3, twice
    assert result.residuals.stationarity == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"A": [[1, 1], [2, 2]], "b": [1, 2]}, "got A of shape (2, 2) and rank 1"),
        ({"A": [[1, 1], [2, 2]], "b": [1, 3]}, "got A of shape (2, 2) and rank 1"),
        ({"A": [[1, 1], [1, 0], [0, 1]], "b": [1, 1, 0]}, "got A of shape (3, 2), expected at"),
        ({"P": [[0, 1], [1, 0]]}, "got P with curvature -1 along a direction d with A d = 0"),
        ({"P": [[1, 1], [1, 1]]}, "got P with curvature 0 (within rounding) along a direction"),
        ({"P": [[2, 0, 0], [0, 2, 0]]}, "got P of shape (2, 3), expected a square matrix"),
        ({"q": [[0], [0]]}, "got q of shape (2, 1), expected a vector of shape (2,); q.ravel()"),
        ({"P": [[np.inf, 0], [0, 1]]}, "got P of shape (2, 2) with inf, expected finite numbers"),
    ],
)
def test_problems_without_one_solution_are_errors(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        solve_equality_qp(**(EXAMPLE | changed))
