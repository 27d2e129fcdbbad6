r"""A quadratic program with equations: its objective, its Lagrangian and its dual function."""

import math

import numpy as np
from numpy.typing import ArrayLike

from mathbook.optimization.arguments import Floats, matrix, vector
from mathbook.optimization.kkt import symmetric

__all__ = ["qp_dual", "qp_lagrangian", "qp_objective"]


def qp_objective(x: ArrayLike, P: ArrayLike, q: ArrayLike) -> float:
    r"""The quadratic function

    $$f(x) = \tfrac12 x^\top P x + q^\top x.$$

    Args:
        x: A point, shape (n,).
        P: Symmetric, shape (n, n).
        q: Shape (n,).

    Returns:
        $f(x)$.

    Raises:
        InputError: Shapes do not fit, P is not symmetric, or a number is not finite.

    Section 3.1, Convex optimization and Lagrange multipliers.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §16.1.

    >>> from mathbook.optimization.lagrange_multipliers import qp_objective
    >>> qp_objective([0.5, 0.5], P=[[2, 0], [0, 2]], q=[0, 0])
    0.5
    """
    # names: import numpy as np
    #        P, q, x = np.array([[2.0, 0.5], [0.5, 3.0]]), vector(2), vector(2)
    #        f(x) = qp_objective(x, P, q)
    P, q = _objective(P, q)
    x = vector(x, "x", q.size)
    return float(x @ P @ x / 2 + q @ x)


def qp_lagrangian(
    x: ArrayLike, lam: ArrayLike, P: ArrayLike, q: ArrayLike, A: ArrayLike, b: ArrayLike
) -> float:
    r"""The Lagrangian of a quadratic objective with the equations that $Ax - b$ is 0,

    $$\mathcal{L}(x, \lambda) = \tfrac12 x^\top P x + q^\top x + \lambda^\top (Ax - b).$$

    Args:
        x: A point, shape (n,).
        lam: Multipliers, shape (m,).
        P: Symmetric, shape (n, n).
        q: Shape (n,).
        A: Shape (m, n).
        b: Shape (m,).

    Returns:
        $\mathcal{L}(x, \lambda)$.

    Raises:
        InputError: Shapes do not fit, P is not symmetric, or a number is not finite.

    Section 3.1, Convex optimization and Lagrange multipliers.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §5.1.1.

    >>> from mathbook.optimization.lagrange_multipliers import qp_lagrangian
    >>> qp_lagrangian([1, 2], [3], P=[[2, 0], [0, 2]], q=[0, 0], A=[[1, 1]], b=[1])
    11.0
    """
    # names: import numpy as np
    #        P = np.array([[2.0, 0.5, 0.0], [0.5, 3.0, 1.0], [0.0, 1.0, 4.0]])
    #        A, q, b, x, \lambda = matrix(2, 3), vector(3), vector(2), vector(3), vector(2)
    #        \mathcal{L}(x, \lambda) = qp_lagrangian(x, lam, P, q, A, b)
    P, q = _objective(P, q)
    A, b = _equations(A, b, q.size)
    lam = vector(lam, "lam", b.size)
    return qp_objective(x, P, q) + float(lam @ (A @ np.asarray(x) - b))


def qp_dual(lam: ArrayLike, P: ArrayLike, q: ArrayLike, A: ArrayLike, b: ArrayLike) -> float:
    r"""The dual function of the same problem, for a positive definite $P$

    $$d(\lambda) = \min_x \mathcal{L}(x, \lambda)
    = -\tfrac12 (q + A^\top \lambda)^\top P^{-1} (q + A^\top \lambda) - b^\top \lambda.$$

    It is concave, and nowhere above the smallest value of the problem. Where the Lagrangian has no
    lower bound, it is $-\infty$.

    Args:
        lam: Multipliers, shape (m,).
        P: Symmetric, shape (n, n).
        q: Shape (n,).
        A: Shape (m, n).
        b: Shape (m,).

    Returns:
        $d(\lambda)$, or minus infinity.

    Raises:
        InputError: Shapes do not fit, P is not symmetric, or a number is not finite.

    Section 3.1, Convex optimization and Lagrange multipliers.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §5.1.2.

    >>> from mathbook.optimization.lagrange_multipliers import qp_dual
    >>> qp_dual([-1], P=[[2, 0], [0, 2]], q=[0, 0], A=[[1, 1]], b=[1])
    0.5
    >>> qp_dual([-1], P=[[0, 1], [1, 0]], q=[0, 0], A=[[1, 1]], b=[1])
    -inf
    """
    # names: import numpy as np
    #        from mathbook.optimization.lagrange_multipliers import qp_lagrangian
    #        P = np.array([[2.0, 0.5, 0.0], [0.5, 3.0, 1.0], [0.0, 1.0, 4.0]])
    #        A, q, b, \lambda = matrix(2, 3), vector(3), vector(2), vector(2)
    #        \mathcal{L}(x, \lambda) = qp_lagrangian(x, lam, P, q, A, b)
    #        d(\lambda) = qp_dual(lam, P, q, A, b)
    P, q = _objective(P, q)
    A, b = _equations(A, b, q.size)
    lam = vector(lam, "lam", b.size)
    slope = q + lam @ A
    curvatures, directions = np.linalg.eigh(P)
    along = slope @ directions
    rounding = 10 * q.size * np.finfo(np.float64).eps
    flat = np.abs(curvatures) <= rounding * np.abs(curvatures).max()
    scale = np.abs(q).max() + (np.abs(lam) @ np.abs(A)).max()
    falls = (curvatures < 0) & ~flat | flat & (np.abs(along) > rounding * scale)
    if falls.any():
        return -math.inf
    return float(-((along[~flat] ** 2) / curvatures[~flat]).sum() / 2 - b @ lam)


def _objective(P: ArrayLike, q: ArrayLike) -> tuple[Floats, Floats]:
    P = symmetric(P, "P")
    return P, vector(q, "q", len(P))


def _equations(A: ArrayLike, b: ArrayLike, n: int) -> tuple[Floats, Floats]:
    A = matrix(A, "A", (None, n))
    return A, vector(b, "b", len(A))
