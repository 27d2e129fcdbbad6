"""Newton's method under equations: certificates, rates, domains, and how it says that it failed."""

import re
from typing import Any

import cvxpy
import numpy as np
import pytest
from cvxpy.atoms.elementwise.entr import entr
from numpy.typing import NDArray
from scipy.special import logsumexp, softmax

from mathbook.errors import InputError
from mathbook.optimization.kkt import kkt_residuals
from mathbook.optimization.lagrange_multipliers import newton_kkt, solve_equality_qp

Floats = NDArray[np.float64]


class Entropy:
    """The sum of w x log x, for positive x only."""

    def __init__(self, w: Floats) -> None:
        self.w = w

    def f(self, x: Floats) -> Any:
        return np.sum(self.w * x * np.log(x))

    def grad_f(self, x: Floats) -> Any:
        return self.w * (np.log(x) + 1)

    def hess_f(self, x: Floats) -> Any:
        return np.diag(self.w / x)


class LogSumExp:
    """log sum exp(Bx + c) with a little curvature everywhere."""

    def __init__(self, B: Floats, c: Floats) -> None:
        self.B, self.c = B, c

    def f(self, x: Floats) -> Any:
        return logsumexp(self.B @ x + self.c) + 0.005 * x @ x

    def grad_f(self, x: Floats) -> Any:
        return self.B.T @ softmax(self.B @ x + self.c) + 0.01 * x

    def hess_f(self, x: Floats) -> Any:
        p = softmax(self.B @ x + self.c)
        return self.B.T @ (np.diag(p) - np.outer(p, p)) @ self.B + 0.01 * np.eye(x.size)


def solved(problem: Any, A: Any, b: Any, x0: Any, **more: Any) -> Any:
    return newton_kkt(problem.f, problem.grad_f, problem.hess_f, A, b, x0, **more)


@pytest.mark.parametrize("seed", range(150))
def test_entropy_certifies_itself_from_starts_that_break_the_equations(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 20))
    m = int(rng.integers(1, n))
    problem = Entropy(rng.uniform(0.5, 2, n))
    A = rng.standard_normal((m, n))
    b = A @ rng.uniform(0.05, 1, n)  # so that some positive x satisfies the equations
    result = solved(problem, A, b, rng.uniform(0.1, 2, n))
    assert result.converged, result.message
    assert (result.x > 0).all()
    again = kkt_residuals(
        result.x,
        problem.grad_f,
        h=lambda x: A @ x - b,
        jac_h=lambda x: A,
        lam=result.multipliers,
    )
    assert again.largest <= 1e-8 * max(1, np.abs(A.T * result.multipliers).max())
    assert again.stationarity == pytest.approx(result.residuals.stationarity, abs=1e-12)
    assert result.objective == problem.f(result.x)
    assert (np.diff(result.residual_norms) < 0).all()
    assert len(result.residual_norms) == result.n_iter + 1


@pytest.mark.parametrize("seed", range(150))
def test_log_sum_exp_certifies_itself(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 12))
    m = int(rng.integers(1, n + 1))
    problem = LogSumExp(rng.standard_normal((3 * n, n)), rng.standard_normal(3 * n))
    A, b = rng.standard_normal((m, n)), rng.standard_normal(m)
    result = solved(problem, A, b, 3 * rng.standard_normal(n))
    assert result.converged, result.message
    again = kkt_residuals(
        result.x,
        problem.grad_f,
        h=lambda x: A @ x - b,
        jac_h=lambda x: A,
        lam=result.multipliers,
    )
    assert again.largest <= 1e-7
    for direction in rng.standard_normal((10, n)):
        across = np.linalg.lstsq(A, A @ direction)[0]
        assert problem.f(result.x + 0.1 * (direction - across)) >= result.objective - 1e-12


@pytest.mark.parametrize("seed", range(15))
def test_cvxpy_gives_the_same_minimizer_and_multipliers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = 6, 2
    w, A = rng.uniform(0.5, 2, n), rng.standard_normal((m, n))
    b = A @ rng.uniform(0.1, 1, n)
    x = cvxpy.Variable(n)
    equations = A @ x == b
    problem: Any = cvxpy.Problem(cvxpy.Minimize(-w @ entr(x)), [equations])
    exactly = {f"tol_{what}": 1e-10 for what in ("feas", "gap_abs", "gap_rel")}
    problem.solve(solver=cvxpy.CLARABEL, **exactly)
    result = solved(Entropy(w), A, b, np.ones(n))
    assert result.x == pytest.approx(x.value, abs=1e-5)
    assert result.multipliers == pytest.approx(equations.dual_value, abs=1e-4)


def test_a_quadratic_takes_one_step() -> None:
    rng = np.random.default_rng(0)
    B = rng.standard_normal((5, 5))
    P, q = B @ B.T + np.eye(5), rng.standard_normal(5)
    A, b = rng.standard_normal((2, 5)), rng.standard_normal(2)
    result = newton_kkt(
        lambda x: float(x @ P @ x / 2 + q @ x), lambda x: P @ x + q, lambda x: P, A, b, np.zeros(5)
    )
    exact = solve_equality_qp(P, q, A, b)
    assert result.n_iter == 1
    assert result.x == pytest.approx(exact.x)
    assert result.multipliers == pytest.approx(exact.multipliers)


def test_near_the_end_the_residual_is_squared_in_each_step() -> None:
    result = solved(Entropy(np.ones(3)), [[1, 2, 3]], [1.5], [0.5, 0.2, 0.1], tol=1e-13)
    assert result.converged
    ends = result.residual_norms[result.residual_norms < 0.1]
    squares = ends[1:] / ends[:-1] ** 2
    assert (squares[ends[1:] > 1e-14] < 10).all()


def test_a_minimizer_at_the_origin_is_found_although_all_terms_vanish_there() -> None:
    result = newton_kkt(
        lambda x: float(np.sum(np.exp(x) - x)),
        lambda x: np.exp(x) - 1,
        lambda x: np.diag(np.exp(x)),
        [[1, -1]],
        [0],
        [2.0, -1.0],
    )
    assert result.converged
    assert result.x == pytest.approx([0, 0], abs=1e-9)


def test_a_start_that_is_the_answer_takes_no_step() -> None:
    result = newton_kkt(
        lambda x: float(x @ x) / 2, lambda x: x, lambda x: np.eye(2), [[1, -1]], [0], [0, 0]
    )
    assert (result.n_iter, result.converged) == (0, True)
    assert result.message == "converged after 0 steps"


def test_steps_stay_in_the_domain_where_the_derivatives_know_none() -> None:
    seen = []

    def grad_f(x: Floats) -> Floats:  # finite on both sides of 0
        seen.append(x)
        return -1 / x

    result = newton_kkt(
        lambda x: float(-np.sum(np.log(x))),
        grad_f,
        lambda x: np.diag(x**-2),
        [[1, 1]],
        [1],
        [1e-3, 5.0],
    )
    assert result.converged
    assert result.x == pytest.approx([0.5, 0.5])
    assert (np.array(seen) > 0).all()


def test_too_few_steps_are_reported() -> None:
    result = solved(Entropy(np.ones(2)), [[1, 1]], [1], [0.9, 0.3], max_iter=2)
    assert not result.converged
    assert result.n_iter == 2
    assert result.message.startswith("stopped after max_iter = 2 steps: allow more")
    assert solved(Entropy(np.ones(2)), [[1, 1]], [1], [0.9, 0.3], max_iter=0).n_iter == 0


def test_equations_that_the_domain_cannot_meet_are_not_passed_off_as_solved() -> None:
    result = solved(Entropy(np.ones(2)), [[1, 1]], [-1], [0.5, 0.5])
    assert not result.converged
    assert result.residuals.primal_feasibility > 1
    assert "the domain of f may not meet the equations" in result.message


def test_a_wrong_hessian_is_reported() -> None:
    problem = Entropy(np.ones(3))
    result = newton_kkt(
        problem.f,
        lambda x: -problem.grad_f(x),
        problem.hess_f,
        [[1, 1, 1]],
        [1],
        [0.2, 0.3, 0.5],
    )
    assert not result.converged
    assert "hess_f is not the derivative of grad_f" in result.message


def test_a_nonconvex_function_is_an_error_that_names_the_step() -> None:
    with pytest.raises(InputError, match=re.escape("in step 1, with P = hess_f(x): got P with")):
        newton_kkt(
            lambda x: x[0] * x[1],
            lambda x: x[::-1],
            lambda x: np.array([[0.0, 1.0], [1.0, 0.0]]),
            [[1, 1]],
            [1],
            [1.0, 0.0],
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"x0": [-1.0, 2.0]}, "got a start x0 outside the domain, expected finite f(x0)"),
        ({"x0": [[1.0], [2.0]]}, "got x0 of shape (2, 1), expected a vector of shape (n,)"),
        ({"A": [[1, 1, 1]]}, "got A of shape (1, 3), expected a matrix of shape (any, 2)"),
        ({"A": [[1, 1], [2, 2]], "b": [1, 2]}, "with P = hess_f(x): got A of shape (2, 2) and"),
        ({"b": [1, 2]}, "got b of shape (2,), expected a vector of shape (1,)"),
        ({"tol": 0.0}, "got tol = 0.0, expected a finite number above 0"),
        ({"max_iter": -1}, "got max_iter = -1, expected 0 or more"),
        ({"max_iter": 1.5}, "got max_iter = 1.5, expected a whole number"),
        ({"f": lambda x: x}, "got f of shape (2,) and type float64, expected a real number"),
        ({"grad_f": lambda x: [1.0]}, "got grad_f of shape (1,) and type float64, expected real"),
        ({"hess_f": lambda x: np.eye(3)}, "got hess_f of shape (3, 3), expected (2, 2)"),
        ({"hess_f": lambda x: [[1, 2], [0, 1]]}, "got hess_f[0, 1] = 2.0 and hess_f[1, 0] = 0"),
    ],
)
def test_what_does_not_fit_is_an_error(arguments: dict[str, Any], message: str) -> None:
    entropy = Entropy(np.ones(2))
    given: dict[str, Any] = {
        "f": entropy.f,
        "grad_f": entropy.grad_f,
        "hess_f": entropy.hess_f,
        "A": [[1, 1]],
        "b": [1],
        "x0": [0.5, 0.7],
    }
    with pytest.raises(InputError, match=re.escape(message)):
        newton_kkt(**(given | arguments))
