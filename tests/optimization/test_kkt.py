"""The four residuals at points that meet some of the conditions, and what is semidefinite."""

import re
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from mathbook.errors import InputError
from mathbook.optimization.kkt import (
    KKTResiduals,
    is_positive_semidefinite,
    kkt_residuals,
    symmetric,
)


def grad_f(x: NDArray[Any]) -> NDArray[Any]:
    """That of the sum of squares."""
    return 2 * x


def total(x: NDArray[Any]) -> Any:
    """x + y - 1."""
    return x.sum() - 1


def ones(x: NDArray[Any]) -> NDArray[Any]:
    """Its gradient."""
    return np.ones_like(x)


# kkt_residuals


def test_the_worked_example_meets_all_conditions_with_the_multiplier_minus_one() -> None:
    found = kkt_residuals([0.5, 0.5], grad_f, h=total, jac_h=ones, lam=-1)
    assert astuple(found) == (0.0, 0.0, 0.0, 0.0)
    assert kkt_residuals([0.5, 0.5], grad_f, h=total, jac_h=ones, lam=1).stationarity == 2.0
    for x, gap in (([0, 0], 1.0), ([1, 2], 2.0)):  # on either side of the line
        assert kkt_residuals(x, grad_f, h=total, jac_h=ones, lam=-1).primal_feasibility == gap


@pytest.mark.parametrize(
    ("x", "mu", "expected"),
    [
        ([0.5, 0.5], 1.0, (0.0, 0.0, 0.0, 0.0)),  # the minimizer with x + y >= 1
        ([0.0, 0.0], 0.0, (0.0, 1.0, 0.0, 0.0)),  # not allowed
        ([1.0, 1.0], 2.0, (0.0, 0.0, 0.0, 2.0)),  # a price for a constraint with slack
        ([-1.0, -1.0], -2.0, (0.0, 3.0, 2.0, 6.0)),
        ([1.0, 0.0], 1.0, (1.0, 0.0, 0.0, 0.0)),  # not stationary
    ],
)
def test_each_residual_sees_its_own_condition(
    x: list[float], mu: float, expected: tuple[float, ...]
) -> None:
    found = kkt_residuals(x, grad_f, g=lambda x: -total(x), jac_g=lambda x: -ones(x), mu=mu)
    assert astuple(found) == expected
    assert not np.signbit(astuple(found)).any()
    assert found.largest == max(expected)


def test_both_kinds_of_constraints_add_up() -> None:
    # minimize |x|^2, x_0 + x_1 + x_2 = 1, x_0 >= 0.5 and x_1 <= 3
    x = np.array([0.5, 0.25, 0.25])
    found = kkt_residuals(
        x,
        grad_f,
        g=lambda x: np.array([0.5 - x[0], x[1] - 3]),
        jac_g=lambda x: np.array([[-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
        mu=[0.5, 0.0],
        h=total,
        jac_h=ones,
        lam=[-0.5],
    )
    assert astuple(found) == (0.0, 0.0, 0.0, 0.0)


def test_without_constraints_only_the_gradient_counts() -> None:
    assert kkt_residuals([3, -4], grad_f) == KKTResiduals(8.0, 0.0, 0.0, 0.0)


def test_the_functions_cannot_change_the_point() -> None:
    x = np.array([1.0, 2.0])

    def greedy(x: NDArray[Any]) -> NDArray[Any]:
        x *= 2
        return x

    kkt_residuals(x, greedy, h=lambda x: greedy(x).sum(), jac_h=greedy, lam=0.0)
    assert x.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"h": total}, "expected h, jac_h and lam together, or none of them"),
        ({"g": total, "jac_g": ones}, "expected g, jac_g and mu together, or none of them"),
        ({"mu": [1.0]}, "expected g, jac_g and mu together, or none of them"),
        (
            {"h": total, "jac_h": ones, "lam": [1.0, 2.0]},
            "got lam of shape (2,), expected a vector of shape (1,)",
        ),
        (
            {"h": total, "jac_h": lambda x: [1, 1, 1], "lam": 1.0},
            "got jac_h(x) of shape (1, 3), expected a matrix of shape (1, 2)",
        ),
        (
            {"g": lambda x: [np.nan], "jac_g": ones, "mu": 0},
            "got g(x) of shape (1,) with nan, expected finite numbers",
        ),
    ],
)
def test_what_does_not_fit_is_an_error(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        kkt_residuals([1.0, 2.0], grad_f, **arguments)


def test_a_gradient_of_another_length_is_an_error() -> None:
    with pytest.raises(InputError, match=r"got grad_f\(x\) of shape \(3,\), expected a vector"):
        kkt_residuals([1.0, 2.0], lambda x: [1, 2, 3])


# is_positive_semidefinite


@pytest.mark.parametrize(
    ("H", "expected"),
    [
        ([[2, 1], [1, 2]], True),
        ([[1, 1], [1, 1]], True),
        ([[0, 0], [0, 0]], True),
        ([[0, 1], [1, 0]], False),
        ([[-1e-30]], False),
        ([[1, 0], [0, -1e-9]], False),
    ],
)
def test_small_matrices(H: list[list[float]], expected: bool) -> None:
    assert is_positive_semidefinite(H) is expected


@pytest.mark.parametrize("scale", [1e-150, 1.0, 1e150])
def test_gram_matrices_are_semidefinite_whatever_rounding_says(scale: float) -> None:
    rng = np.random.default_rng(0)
    for n in range(2, 60):
        X = rng.standard_normal((n, n // 2))
        gram = scale * (X @ X.T)  # rank n // 2: half its eigenvalues are rounding of 0
        assert is_positive_semidefinite(gram)
        assert not is_positive_semidefinite(gram - 1e-6 * scale * np.eye(n))


def test_a_tolerance_of_zero_takes_the_eigenvalues_as_they_come() -> None:
    assert not is_positive_semidefinite([[1.0, 0.0], [0.0, -1e-12]], tol=0)
    assert is_positive_semidefinite([[1.0, 0.0], [0.0, -1e-12]])
    with pytest.raises(InputError, match="got tol = -1"):
        is_positive_semidefinite([[1]], tol=-1)


def test_what_is_not_symmetric_is_no_question_of_definiteness() -> None:
    with pytest.raises(InputError, match=r"got H\[0, 1\] = 1\.0 and H\[1, 0\] = 0\.0, expected a"):
        is_positive_semidefinite([[1.0, 1.0], [0.0, 1.0]])
    with pytest.raises(InputError, match=r"got H of shape \(1, 2\), expected a square matrix"):
        is_positive_semidefinite([[1.0, 1.0]])


def test_halves_that_differ_by_rounding_are_averaged() -> None:
    H = np.array([[1.0, 0.5], [0.5 + 2e-12, 1.0]])
    assert symmetric(H, "H").tolist() == [[1.0, 0.5 + 1e-12], [0.5 + 1e-12, 1.0]]
    exact = np.eye(2)
    assert symmetric(exact, "H") is exact
