r"""Minima under linear equations, with their multipliers and the residuals that certify them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathbook.optimization.arguments import Floats, matrix, vector
from mathbook.optimization.constrained_newton import NewtonResult, newton_kkt
from mathbook.optimization.kkt import (
    KKTResiduals,
    is_positive_semidefinite,
    kkt_residuals,
    symmetric,
)
from mathbook.optimization.kkt_systems import Solve, factored, term_sizes
from mathbook.optimization.quadratic_program import qp_dual, qp_lagrangian, qp_objective

__all__ = [
    "EqualityQPResult",
    "KKTResiduals",
    "NewtonResult",
    "is_positive_semidefinite",
    "kkt_residuals",
    "newton_kkt",
    "qp_dual",
    "qp_lagrangian",
    "qp_objective",
    "solve_equality_qp",
]

# Of the sizes of what a residual is the difference of. Rounding leaves some 1e-15.
_TOLERANCE = 1e-10


@dataclass(frozen=True)
class EqualityQPResult:
    """The solution of a quadratic program with equations.

    Attributes:
        x: The minimizer, shape (n,).
        multipliers: One for each equation, shape (m,).
        objective: The value at x.
        residuals: The conditions of Karush, Kuhn and Tucker at x and the multipliers.
        converged: Whether the residuals are rounding beside the numbers that they are made of.
    """

    x: Floats
    multipliers: Floats
    objective: float
    residuals: KKTResiduals
    converged: bool


def solve_equality_qp(P: ArrayLike, q: ArrayLike, A: ArrayLike, b: ArrayLike) -> EqualityQPResult:
    r"""The $x$ that minimizes $\tfrac12 x^\top P x + q^\top x$ where $Ax = b$, and its multipliers.

    With the Lagrangian
    $\mathcal{L}(x, \lambda) = \tfrac12 x^\top P x + q^\top x + \lambda^\top (Ax - b)$ both solve

    $$\begin{bmatrix} P & A^\top \\ A & 0 \end{bmatrix} \begin{bmatrix} x \\ \lambda \end{bmatrix}
    = \begin{bmatrix} -q \\ b \end{bmatrix}.$$

    For a positive definite $P$ this takes one Cholesky factor of $P$ and one of $A P^{-1} A^\top$;
    where that will not do, the directions that $A$ maps to 0 are factored out. The solution is
    refined once.

    Each multiplier is the price of its equation: if $b_i$ grows by a small $\delta$, the smallest
    value changes by about $-\lambda_i \delta$.

    Args:
        P: Symmetric, shape (n, n); positive definite on what A maps to 0.
        q: Shape (n,).
        A: Independent rows, shape (m, n).
        b: Shape (m,).

    Returns:
        Minimizer, multipliers, value, residuals, and whether these are small.

    Raises:
        InputError: Shapes do not fit, a number is not finite, P is not symmetric, the rows of A
            depend on one another, or P is not positive definite along the directions that A maps
            to 0, so that there is no unique minimizer.

    Section 3.1, Convex optimization and Lagrange multipliers.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §16.1 and §16.2.
        Boyd & Vandenberghe (2004), Convex Optimization, §10.1.

    >>> from mathbook.optimization.lagrange_multipliers import solve_equality_qp
    >>> result = solve_equality_qp(P=[[2, 0], [0, 2]], q=[0, 0], A=[[1, 1]], b=[1])
    >>> print(result.x.round(4), result.multipliers.round(4), round(result.objective, 4))
    [0.5 0.5] [-1.] 0.5
    >>> result.converged, result.residuals.largest < 1e-12
    (True, True)
    """
    # names: import numpy as np
    #        from mathbook.optimization.lagrange_multipliers import qp_lagrangian
    #        P = np.array([[2.0, 0.5, 0.0], [0.5, 3.0, 1.0], [0.0, 1.0, 4.0]])
    #        A, q, b = matrix(2, 3), vector(3), vector(2)
    #        x = solve_equality_qp(P, q, A, b).x
    #        \lambda = solve_equality_qp(P, q, A, b).multipliers
    #        \mathcal{L}(x, \lambda) = qp_lagrangian(x, lam, P, q, A, b)
    #        \delta = 1e-3
    P = symmetric(P, "P")
    q = vector(q, "q", len(P))
    A = matrix(A, "A", (None, len(P)))
    b = vector(b, "b", len(A))
    result = _refined(factored(P, A), P, q, A, b)
    return result if result.converged else _refined(factored(P, A, safe=True), P, q, A, b)


def _refined(solve: Solve, P: Floats, q: Floats, A: Floats, b: Floats) -> EqualityQPResult:
    """The solution, corrected once by that of its residuals."""
    x, lam = solve(q, b)
    dx, dlam = solve(q + P @ x + lam @ A, b - A @ x)
    x, lam = x + dx, lam + dlam
    slope = q + P @ x
    force, gaps = np.abs(slope + lam @ A).max(), np.abs(A @ x - b)
    forces, levels = term_sizes(P, slope, A, b, x, lam)
    small = force <= _TOLERANCE * forces and (gaps <= _TOLERANCE * levels).all()
    return EqualityQPResult(
        x=x,
        multipliers=lam,
        objective=float(x @ (slope + q) / 2),
        residuals=KKTResiduals(float(force), float(gaps.max())),
        converged=bool(small),
    )
