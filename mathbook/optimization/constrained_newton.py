r"""Newton's method for a smooth convex function under linear equations."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import index

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, matrix, number, vector
from mathbook.optimization.kkt import KKTResiduals, Map, symmetric
from mathbook.optimization.kkt_systems import factored, term_sizes

__all__ = ["NewtonResult", "newton_kkt"]

# How much of the decrease that the linear model promises a step must bring, and when it gives up.
_SUFFICIENT, _SHORTEST = 0.01, 2.0**-40
# Where no step helps any more: the part of the first residual that only rounding can have left.
_ROUNDING = 1e-10
_MESSAGES = {
    "converged": "converged after {steps} steps",
    "rounding": "converged after {steps} steps, as far as rounding allows",
    "max_iter": (
        "stopped after max_iter = {steps} steps: allow more of them, or start closer; "
        "the domain of f may not meet the equations"
    ),
    "stuck": (
        "stopped after {steps} steps: no further one, however short, lowers the residuals; "
        "the domain of f may not meet the equations, or hess_f is not the derivative of grad_f"
    ),
}


@dataclass(frozen=True)
class NewtonResult:
    """Where Newton's method ended.

    Attributes:
        x: The last point, shape (n,): the minimizer if ``converged``.
        multipliers: One for each equation, shape (m,).
        objective: The value at x.
        residuals: The conditions of Karush, Kuhn and Tucker at x and the multipliers.
        converged: Whether both residuals are within the tolerance.
        message: Why it stopped, and what to try if it did not converge.
        n_iter: How many steps it took.
        residual_norms: The norm of both residuals together before the first step and after each,
            shape (n_iter + 1,).
    """

    x: Floats
    multipliers: Floats
    objective: float
    residuals: KKTResiduals
    converged: bool
    message: str
    n_iter: int
    residual_norms: Floats


def newton_kkt(
    f: Callable[[Floats], float],
    grad_f: Map,
    hess_f: Map,
    A: ArrayLike,
    b: ArrayLike,
    x0: ArrayLike,
    *,
    tol: float = 1e-9,
    max_iter: int = 100,
) -> NewtonResult:
    r"""Newton's method for a smooth convex $f$ where $Ax - b$ has to be 0.

    Each step solves the equality QP that agrees with $f$ at $x$ to second order,

    $$\begin{bmatrix} \nabla^2 f(x) & A^\top \\ A & 0 \end{bmatrix}
    \begin{bmatrix} d \\ \lambda \end{bmatrix}
    = \begin{bmatrix} -\nabla f(x) \\ b - Ax \end{bmatrix},$$
    and goes to $x + td$, with $t$ halved from 1 until the point lies in the domain of $f$ and the
    norm of $(\nabla f(x) + A^\top \lambda, Ax - b)$ falls by a hundredth of $t$, at least. The
    start need not satisfy the equations; a whole step satisfies them from then on.

    Args:
        f: Maps shape (n,) to a number; NaN or infinity outside its domain.
        grad_f: Maps shape (n,) to $\nabla f$, shape (n,).
        hess_f: Maps shape (n,) to $\nabla^2 f$, shape (n, n).
        A: Independent rows, shape (m, n).
        b: Shape (m,).
        x0: The start, in the domain of f, shape (n,).
        tol: What a residual may be, as a part of the sizes of the terms that it is made of.
        max_iter: How many steps at most.

    Returns:
        Point, multipliers, value, residuals, and whether and why it converged.

    Raises:
        InputError: An argument is not what it should be, x0 lies outside the domain, the rows of A
            depend on one another, or a Hessian matrix is not positive definite on what A maps to 0.

    Section 3.1, Convex optimization and Lagrange multipliers.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §10.2 and §10.3.

    >>> import numpy as np
    >>> from mathbook.optimization.lagrange_multipliers import newton_kkt
    >>> def f(x):
    ...     return np.sum(x * np.log(x))
    >>> def grad_f(x):
    ...     return np.log(x) + 1
    >>> def hess_f(x):
    ...     return np.diag(1 / x)
    >>> result = newton_kkt(f, grad_f, hess_f, A=[[1, 1, 1]], b=[1], x0=[0.7, 0.1, 0.1])
    >>> print(result.converged, result.x.round(4), result.multipliers.round(4))
    True [0.3333 0.3333 0.3333] [0.0986]
    """
    # names: from mathbook.optimization.lagrange_multipliers import solve_equality_qp
    #        f(x) = f(x)
    #        A, b = np.array([[1.0, 1.0, 1.0], [1.0, 0.0, -1.0]]), np.array([1.0, 0.2])
    #        x, t = np.array([0.7, 0.1, 0.1]), 0.5
    #        d = solve_equality_qp(hess_f(x), grad_f(x), A, b - A @ x).x
    #        \lambda = solve_equality_qp(hess_f(x), grad_f(x), A, b - A @ x).multipliers
    start = vector(x0, "x0")
    A = matrix(A, "A", (None, start.size))
    b = vector(b, "b", len(A))
    tol, most = number(tol, "tol"), _count(max_iter)
    problem = _Problem(f, grad_f, hess_f, A, b)
    here = problem.at(start, np.zeros(len(A)))
    if here is None:
        raise InputError("got a start x0 outside the domain, expected finite f(x0) and grad_f(x0)")
    norms, message = [here.norm], ""
    while not message:
        H = problem.hessian(here.x)
        if problem.is_solved(here, H, tol):
            message = "converged"
        elif len(norms) > most:
            message = "max_iter"
        elif (following := problem.next(here, H, len(norms))) is not None:
            here = following
            norms.append(here.norm)
        else:
            message = "rounding" if here.norm <= _ROUNDING * norms[0] else "stuck"
    return NewtonResult(
        x=here.x,
        multipliers=here.lam,
        objective=here.value,
        residuals=KKTResiduals(float(np.abs(here.force).max()), float(np.abs(here.gap).max())),
        converged=message in ("converged", "rounding"),
        message=_MESSAGES[message].format(steps=len(norms) - 1),
        n_iter=len(norms) - 1,
        residual_norms=np.array(norms),
    )


@dataclass(frozen=True)
class _Iterate:
    """A point of the domain with its multipliers, and what both leave of the conditions."""

    x: Floats
    lam: Floats
    value: float
    slope: Floats
    force: Floats
    gap: Floats

    @property
    def norm(self) -> float:
        return float(np.hypot(np.linalg.norm(self.force), np.linalg.norm(self.gap)))


@dataclass(frozen=True)
class _Problem:
    """The function with its derivatives, and the equations."""

    f: Callable[[Floats], float]
    grad_f: Map
    hess_f: Map
    A: Floats
    b: Floats

    def at(self, x: Floats, lam: Floats) -> _Iterate | None:
        """The iterate at x; None outside the domain."""
        # Outside the domain a logarithm warns, which would end a run that only looks for a step.
        with np.errstate(all="ignore"):
            value = np.asarray(self.f(x.copy()))
            if value.ndim or value.dtype.kind not in "iuf":
                raise InputError(
                    f"got f of shape {value.shape} and type {value.dtype}, expected a real number"
                )
            if not np.isfinite(value):
                return None
            slope = np.asarray(self.grad_f(x.copy()))
        if slope.shape != x.shape or slope.dtype.kind not in "iuf":
            raise InputError(
                f"got grad_f of shape {slope.shape} and type {slope.dtype}, expected real numbers "
                f"of shape {x.shape}"
            )
        force, gap = slope + lam @ self.A, self.A @ x - self.b
        finite = np.isfinite(force).all() and np.isfinite(gap).all()
        return _Iterate(x, lam, float(value), slope, force, gap) if finite else None

    def is_solved(self, here: _Iterate, H: Floats, tol: float) -> bool:
        """Whether both residuals are small beside the terms that they are made of."""
        forces, levels = term_sizes(H, here.slope, self.A, self.b, here.x, here.lam)
        small = np.abs(here.force).max() <= tol * forces
        return bool(small and (np.abs(here.gap) <= tol * levels).all())

    def hessian(self, x: Floats) -> Floats:
        H = symmetric(self.hess_f(x.copy()), "hess_f")
        if len(H) != x.size:
            raise InputError(f"got hess_f of shape {H.shape}, expected ({x.size}, {x.size})")
        return H

    def next(self, here: _Iterate, H: Floats, number_of_step: int) -> _Iterate | None:
        """The iterate after a step; None if no length lowers the residuals."""
        try:
            d, target = factored(H, self.A)(here.slope, -here.gap)
        except InputError as error:
            raise InputError(f"in step {number_of_step}, with P = hess_f(x): {error}") from error
        t = 1.0
        while t >= _SHORTEST:
            there = self.at(here.x + t * d, here.lam + t * (target - here.lam))
            if there is not None and there.norm <= (1 - _SUFFICIENT * t) * here.norm:
                return there
            t /= 2
        return None


def _count(max_iter: int) -> int:
    try:
        count = index(max_iter)
    except TypeError as error:
        raise InputError(f"got max_iter = {max_iter!r}, expected a whole number") from error
    if count < 0:
        raise InputError(f"got max_iter = {count}, expected 0 or more")
    return count
