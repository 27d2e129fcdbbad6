r"""The LASSO by ADMM: for one weight, and for many with one factorization."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.admm_iterations import ADMMResult, Prox, Settings, iterate, start
from mathbook.optimization.arguments import Floats, number, vector
from mathbook.optimization.lasso_certificates import lasso_objective
from mathbook.optimization.least_squares_prox import LeastSquaresProx

__all__ = ["LassoPath", "lasso_admm", "lasso_path_admm"]


@dataclass(frozen=True, eq=False)
class LassoPath:
    """Solutions of one LASSO for several weights.

    Attributes:
        lams: The weights, as they were given, shape (k,).
        coefficients: A solution a row, shape (k, n).
        results: What :func:`lasso_admm` would return for each weight.
    """

    lams: Floats
    coefficients: Floats
    results: tuple[ADMMResult, ...]

    @property
    def converged(self) -> bool:
        """Whether all of them converged."""
        return all(result.converged for result in self.results)

    @property
    def n_iter(self) -> int:
        """The iterations of all of them together."""
        return sum(result.n_iter for result in self.results)


def lasso_admm(
    A: ArrayLike,
    b: ArrayLike,
    lam: float,
    rho: float = 1.0,
    abs_tol: float = 1e-8,
    rel_tol: float = 1e-6,
    max_iter: int = 10_000,
    *,
    relaxation: float = 1.0,
    z0: ArrayLike | None = None,
    u0: ArrayLike | None = None,
) -> ADMMResult:
    r"""Solves the LASSO by ADMM: ``z`` of the result is a minimizer, with exact zeros,

    $$z^* = \arg\min_x \left( \tfrac12 \|Ax - b\|_2^2 + \lambda \|x\|_1 \right).$$

    Its parts are the least squares and the weighted norm. The first has the operator
    :class:`~mathbook.optimization.least_squares_prox.LeastSquaresProx`, whose matrix is factored
    once; that of the second is :func:`~mathbook.optimization.proximal.soft_threshold`. The columns
    of A are used as they are, without an intercept.

    Args:
        A: The design matrix, shape (m, n).
        b: The observations, shape (m,).
        lam: The weight $\lambda$, from 0 on. That of scikit-learn, ``alpha``, is
            $\lambda / m$.
        rho: The penalty $\rho$, positive. It changes the speed and not the solution.
        abs_tol: The absolute tolerance of both residuals, from 0 on.
        rel_tol: Their relative tolerance, from 0 on.
        max_iter: The largest number of iterations.
        relaxation: $\alpha$ of :func:`~mathbook.optimization.admm.admm_step`, between 0 and 2.
        z0: The first $z$, shape (n,), such as the solution of a problem nearby.
        u0: The first $u$, shape (n,), from the same problem and with the same $\rho$.

    Returns:
        An :class:`~mathbook.optimization.admm_iterations.ADMMResult`. Read its ``converged``;
        ``objective`` is that of its ``z``.
        :func:`~mathbook.optimization.lasso_certificates.lasso_kkt_residual` and
        :func:`~mathbook.optimization.lasso_certificates.lasso_duality_gap` certify it.

    Raises:
        InputError: An argument is not what it should be.
        DivergenceError: An iterate is not finite, because the numbers are too large.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §6.4.

    >>> from mathbook.optimization.admm import lasso_admm
    >>> result = lasso_admm([[1, 0], [0, 2]], [3, 0.1], lam=0.5)
    >>> print(result.z.round(6), result.converged)
    [2.5 0. ] True
    """
    # names: import numpy as np
    #        A, b = np.array([[1.0, 0.5], [-0.3, 2.0], [0.4, 0.1]]), np.array([2.0, -1.0, 0.5])
    #        \lambda = 0.5
    #        x = vector(2)
    #        z^* = lasso_admm(A, b, lam, abs_tol=1e-12).z
    prox_f = LeastSquaresProx(A, b)
    settings = Settings(rho, abs_tol, rel_tol, max_iter, relaxation)
    return _solve(prox_f, number(lam, "lam", zero=True), settings, z0, u0)


def lasso_path_admm(
    A: ArrayLike,
    b: ArrayLike,
    lams: ArrayLike,
    rho: float = 1.0,
    abs_tol: float = 1e-8,
    rel_tol: float = 1e-6,
    max_iter: int = 10_000,
    *,
    relaxation: float = 1.0,
) -> LassoPath:
    r"""Solves the LASSO for several weights with one factorization, from the largest weight down.

    Each solution is the start of the next one: $z$ and $u$ change little where the weight does.

    Args:
        A: The design matrix, shape (m, n).
        b: The observations, shape (m,).
        lams: The weights, from 0 on, in any order, shape (k,).
        rho: As in :func:`lasso_admm`, and so are the rest.
        abs_tol: The absolute tolerance of both residuals.
        rel_tol: Their relative tolerance.
        max_iter: The largest number of iterations for each weight.
        relaxation: Between 0 and 2.

    Returns:
        A :class:`LassoPath`, in the order of ``lams``. Read its ``converged``.

    Raises:
        InputError: An argument is not what it should be.
        DivergenceError: An iterate is not finite, because the numbers are too large.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §4.3.3 (warm start).

    >>> from mathbook.optimization.admm import lasso_path_admm
    >>> path = lasso_path_admm([[1, 0], [0, 2]], [3, -2], lams=[5, 3, 1])
    >>> print(path.coefficients.round(6) + 0.0)
    [[ 0.    0.  ]
     [ 0.   -0.25]
     [ 2.   -0.75]]
    """
    weights = vector(lams, "lams").copy()
    if (weights < 0).any():
        raise InputError(f"got lams with {weights.min()}, expected numbers from 0 on")
    prox_f = LeastSquaresProx(A, b)
    settings = Settings(rho, abs_tol, rel_tol, max_iter, relaxation)
    results: dict[int, ADMMResult] = {}
    z: Floats | None = None
    u: Floats | None = None
    for i in np.argsort(-weights, kind="stable").tolist():
        results[i] = _solve(prox_f, float(weights[i]), settings, z, u)
        z, u = results[i].z, results[i].u
    ordered = tuple(results[i] for i in range(weights.size))
    return LassoPath(weights, np.array([result.z for result in ordered]), ordered)


def _solve(
    prox_f: LeastSquaresProx,
    lam: float,
    settings: Settings,
    z0: ArrayLike | None,
    u0: ArrayLike | None,
) -> ADMMResult:
    A, b = prox_f.A, prox_f.b
    z, u = start(z0, u0, A.shape[1])
    return iterate(
        prox_f.solve, _shrinking(lam), z, u, settings, lambda _, z: lasso_objective(A, b, z, lam)
    )


def _shrinking(lam: float) -> Prox:
    """Soft thresholding without a look at the arguments, for the loop."""

    def shrink(v: Floats, t: float) -> Floats:
        # The same as soft_threshold(v, lam * t), in fewer passes.
        kept = np.minimum(v, lam * t)
        return np.asarray(v - np.maximum(kept, -lam * t, out=kept))

    return shrink
