"""Both ways to solve the systems: they agree, and each says what it cannot solve."""

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from mathbook.errors import InputError
from mathbook.optimization import kkt_systems
from mathbook.optimization.kkt_systems import factored, term_sizes

Floats = NDArray[np.float64]


def problem(rng: np.random.Generator, n: int, m: int) -> tuple[Floats, Floats, Floats, Floats]:
    """A positive definite P with q, A and b."""
    B = rng.standard_normal((n, n))
    P = B @ B.T + 0.1 * np.eye(n)
    return P, rng.standard_normal(n), rng.standard_normal((m, n)), rng.standard_normal(m)


@pytest.mark.parametrize("seed", range(50))
def test_both_ways_solve_the_whole_system(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 25))
    m = int(rng.integers(1, n + 1))
    P, q, A, b = problem(rng, n, m)
    whole = np.block([[P, A.T], [A, np.zeros((m, m))]])
    expected = np.linalg.solve(whole, np.concatenate([-q, b]))
    tolerance = 1e-13 * np.linalg.cond(whole) * np.abs(expected).max()
    by_range = kkt_systems._range_space(P, A)
    assert by_range is not None
    for solve in (by_range, kkt_systems._null_space(P, A)):
        assert np.concatenate(solve(q, b)) == pytest.approx(expected, rel=0, abs=tolerance)


@pytest.mark.parametrize("seed", range(50))
def test_an_indefinite_matrix_will_do_if_the_constraints_tame_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 20))
    m = int(rng.integers(1, n))
    P, q, A, b = problem(rng, n, m)
    P = P - 50 * A.T @ A  # unbounded below without the equations, the same with them
    assert np.linalg.eigvalsh(P)[0] < 0
    assert kkt_systems._range_space(P, A) is None
    x, lam = factored(P, A)(q, b)
    assert A @ x == pytest.approx(b, abs=1e-9)
    assert P @ x + lam @ A == pytest.approx(-q, abs=1e-7)


def test_rows_of_any_size_are_independent() -> None:
    P, A = np.eye(3), np.array([[1e-12, 0.0, 0.0], [0.0, 1e12, 1e12]])
    for solve in (factored(P, A), kkt_systems._null_space(P, A)):
        x, lam = solve(np.zeros(3), np.array([2e-12, 4e12]))
        assert x == pytest.approx([2.0, 2.0, 2.0], rel=1e-12)
        assert lam == pytest.approx([-2e12, -2e-12], rel=1e-12)


@pytest.mark.parametrize(
    ("A", "message"),
    [
        ([[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]], "got A of shape (2, 3) and rank 1, expected"),
        ([[1.0, 1.0, 1.0], [0.1, 0.1, 0.1]], "got A of shape (2, 3) and rank 1, expected"),
        ([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]], "got A whose row 1 is 0, expected independent rows"),
        (np.ones((4, 3)), "got A of shape (4, 3), expected at most as many rows as columns"),
    ],
)
def test_rows_that_depend_on_one_another_are_an_error(A: list[list[float]], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        factored(np.diag([1.0, 2.0, 3.0]), np.array(A))


@pytest.mark.parametrize("seed", range(100))
def test_collinear_rows_never_pass_for_independent_ones(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 30))
    m = int(rng.integers(2, n + 1))
    P, _, A, _ = problem(rng, n, m)
    A[m - 1] = rng.standard_normal(m - 1) @ A[: m - 1]
    with pytest.raises(InputError, match=f"and rank {m - 1}, expected independent rows"):
        factored(P, A)


@pytest.mark.parametrize(
    ("diagonal", "message"),
    [
        ([1.0, 0.0, 0.0], "got P with curvature 0 (within rounding) along a direction"),
        ([1.0, -2.0, -2.0], "got P with curvature -2 along a direction d with A d = 0"),
    ],
)
def test_flat_and_falling_directions_are_told_apart(diagonal: list[float], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        factored(np.diag(diagonal), np.array([[1.0, 0.0, 0.0]]))


def test_the_curvature_across_the_constraints_does_not_matter() -> None:
    x, lam = factored(np.diag([0.0, 1.0]), np.array([[1.0, 0.0]]))(np.array([3.0, 4.0]), np.ones(1))
    assert x.tolist() == [1.0, -4.0]
    assert lam.tolist() == [-3.0]


def test_term_sizes_add_up_without_cancellation() -> None:
    P, A = np.array([[1.0, -1.0], [-1.0, 2.0]]), np.array([[1.0, -3.0]])
    x, lam, slope, b = np.array([1.0, 1.0]), np.array([-2.0]), np.array([0.5, -1.0]), np.array([-2])
    forces, levels = term_sizes(P, slope, A, b, x, lam)
    assert forces == 3.0 + 1.0 + 6.0
    assert levels.tolist() == [4.0 + 2.0]
