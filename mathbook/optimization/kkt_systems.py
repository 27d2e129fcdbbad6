r"""The linear systems whose matrix is $\begin{bmatrix} P & A^\top \\ A & 0 \end{bmatrix}$.

Where $P$ is positive definite, two Cholesky factors solve them, and nothing larger than $P$ is
formed. Otherwise only $Z^\top P Z$ has to be positive definite, where the columns of $Z$ span the
directions that keep to the constraints.
"""

from collections.abc import Callable

import numpy as np
from scipy import linalg

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats

__all__ = ["Solve", "factored", "term_sizes"]

Solve = Callable[[Floats, Floats], tuple[Floats, Floats]]
"""Maps q and b to the solution x, lam of P x + A.T lam = -q and A x = b."""

_EPSILON = float(np.finfo(np.float64).eps)


def factored(P: Floats, A: Floats, *, safe: bool = False) -> Solve:
    r"""What solves the system for any right side: $Px + A^\top \lambda$ is $-q$, and $Ax$ is $b$.

    Args:
        P: Symmetric, shape (n, n).
        A: Shape (m, n).
        safe: Whether to take the slower way, whose errors do not grow with the condition of P.

    Returns:
        A function of q, shape (n,), and b, shape (m,), to $x$ and $\lambda$.

    Raises:
        InputError: The rows of A depend on one another, or P is not positive definite on the
            directions that A maps to 0.
    """
    if A.shape[0] > A.shape[1]:
        raise InputError(
            f"got A of shape {A.shape}, expected at most as many rows as columns: more equations "
            "than unknowns depend on one another"
        )
    return (None if safe else _range_space(P, A)) or _null_space(P, A)


def term_sizes(
    P: Floats, slope: Floats, A: Floats, b: Floats, x: Floats, lam: Floats
) -> tuple[float, Floats]:
    r"""The sizes of the terms whose sums are the residuals of the two equations.

    A residual that is small beside them is as good as 0: each term is rounded by so much.

    Args:
        P: Shape (n, n).
        slope: The gradient of the objective at x, shape (n,).
        A: Shape (m, n).
        b: Shape (m,).
        x: A point, shape (n,).
        lam: Multipliers, shape (m,).

    Returns:
        The largest entry of the sums of absolute values of $Px$, the slope and $A^\top \lambda$;
        those of $Ax$ and $b$, one for each row, shape (m,), since rows may have any units.
    """
    forces = np.abs(P) @ np.abs(x) + np.abs(slope) + np.abs(lam) @ np.abs(A)
    return float(forces.max()), np.abs(A) @ np.abs(x) + np.abs(b)


def _range_space(P: Floats, A: Floats) -> Solve | None:
    """By the Schur complement of P; None where a factor says that this is not safe."""
    L = _cholesky(P)
    if L is None:
        return None
    V = linalg.solve_triangular(L, A.T, lower=True, check_finite=False)
    R = _cholesky(V.T @ V)
    if R is None:
        return None

    def solve(q: Floats, b: Floats) -> tuple[Floats, Floats]:
        w = linalg.solve_triangular(L, q, lower=True, check_finite=False)
        lam = -linalg.cho_solve((R, True), b + w @ V, check_finite=False)
        x = -linalg.solve_triangular(L, w + V @ lam, lower=True, trans=1, check_finite=False)
        return x, lam

    return solve


def _cholesky(matrix: Floats) -> Floats | None:
    """The lower factor; None if the matrix is not positive definite beyond doubt.

    A pivot that is rounding of its diagonal entry tells nothing about the sign of the exact one.
    """
    try:
        # The transpose is the same matrix in the order that LAPACK reads without a copy.
        factor: Floats = linalg.cholesky(matrix.T, lower=True, check_finite=False)
    except linalg.LinAlgError:
        return None
    pivots, diagonal = np.square(factor.diagonal()), matrix.diagonal()
    return None if (pivots <= 10 * len(pivots) * _EPSILON * diagonal).any() else factor


def _null_space(P: Floats, A: Floats) -> Solve:
    """By a basis of the directions that keep to the constraints."""
    m, n = A.shape
    # A row may be multiplied by any number: what counts is its direction.
    sizes = np.sqrt(np.einsum("ij,ij->i", A, A))
    if (sizes == 0.0).any():
        raise InputError(f"got A whose row {int(sizes.argmin())} is 0, expected independent rows")
    Q, R, order = linalg.qr((A / sizes[:, None]).T, pivoting=True, check_finite=False)
    R = R[:m]
    independent = np.abs(R.diagonal()) > 10 * n * _EPSILON
    if not independent.all():
        raise InputError(
            f"got A of shape {A.shape} and rank {int(independent.sum())}, expected independent "
            "rows: leave out equations that follow from the others"
        )
    Y, Z = Q[:, :m], Q[:, m:]
    H = Z.T @ P @ Z
    reduced = _positive_definite((H + H.T) / 2, float(np.abs(P).max()))

    def solve(q: Floats, b: Floats) -> tuple[Floats, Floats]:
        x = Y @ linalg.solve_triangular(R, (b / sizes)[order], trans=1, check_finite=False)
        if n > m:
            x = x - Z @ linalg.cho_solve((reduced, True), Z.T @ (q + P @ x), check_finite=False)
        lam = np.empty(m)
        lam[order] = linalg.solve_triangular(R, -Y.T @ (q + P @ x), check_finite=False)
        return x, lam / sizes

    return solve


def _positive_definite(H: Floats, scale: float) -> Floats:
    """The lower Cholesky factor of the reduced Hessian; ``scale`` is the size of its rounding."""
    if H.size == 0:
        return H
    smallest = float(np.linalg.eigvalsh(H)[0])
    rounding = 10 * len(H) * _EPSILON * scale
    if smallest <= rounding:
        found = "0 (within rounding)" if smallest >= -rounding else f"{smallest:.6g}"
        what = (
            "there the objective is linear, so it has no minimizer or many"
            if smallest >= -rounding
            else "there the objective falls without bound"
        )
        raise InputError(
            f"got P with curvature {found} along a direction d with A d = 0, expected it to be "
            f"positive on all of them: {what}"
        )
    factor: Floats = linalg.cholesky(H, lower=True, check_finite=False)
    return factor
