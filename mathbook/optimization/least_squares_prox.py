r"""The proximal operator of least squares: one factorization, then two triangular solves a call."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg.blas import dtrsv

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, matrix, number, vector

__all__ = ["LeastSquaresProx"]


class LeastSquaresProx:
    r"""The proximal operator of least squares, a ridge regression.

    For $f(x) = \tfrac12 \|Ax - b\|_2^2$ it is

    $$\operatorname{prox}(v, t) = \arg\min_x \left( t f(x) + \tfrac12 \|x - v\|_2^2 \right)
    = (A^\top A + \rho I)^{-1} (A^\top b + \rho v), \qquad \rho = 1/t.$$

    The Cholesky factor of the matrix is computed at the first call and kept as long as $t$ stays
    the same. Where $A$ has more columns than rows, the smaller matrix $A A^\top + \rho I$ is
    factored in its place. By the identity of Woodbury the operator is also

    $$v + A^\top (A A^\top + \rho I)^{-1} (b - A v).$$

    Args:
        A: Shape (m, n).
        b: Shape (m,).

    Raises:
        InputError: Shapes do not fit, a number is not finite, or the products of such numbers are
            not.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §6.4.

    >>> from mathbook.optimization.least_squares_prox import LeastSquaresProx
    >>> prox = LeastSquaresProx([[1, 0], [0, 3]], [2, 1])
    >>> print(prox([0, 0], 1.0).round(12), prox([1, 1], 1.0).round(12), prox.factorizations)
    [1.  0.3] [1.5 0.4] 1
    """

    # names: import numpy as np
    #        A, b, v, t = matrix(2, 3), vector(2), vector(3), 0.4
    #        f(x) = lasso_objective(A, b, x, 0)
    #        \operatorname{prox}(v, t) = LeastSquaresProx(A, b)(v, t)
    #        I, \rho = np.eye(3), 1 / t
    #        from mathbook.optimization.lasso import lasso_objective

    def __init__(self, A: ArrayLike, b: ArrayLike) -> None:
        self.A = matrix(A, "A", (None, None))
        self.b = vector(b, "b", len(self.A))
        self.factorizations = 0
        m, n = self.A.shape
        self._wide = m < n
        with np.errstate(over="ignore", invalid="ignore"):
            self._Atb = self.b @ self.A
            self._gram = self.A @ self.A.T if self._wide else self.A.T @ self.A
        if not (np.isfinite(self._Atb).all() and np.isfinite(self._gram).all()):
            largest = max(np.abs(self.A).max(), np.abs(self.b).max())
            raise InputError(
                f"got A and b with numbers up to {largest}, "
                "expected numbers whose products are finite: scale the data"
            )
        self._t: float | None = None
        self._factor = self._gram

    def __call__(self, v: ArrayLike, t: float) -> Floats:
        """The operator at ``v``, shape (n,), for a ``t`` above 0.

        Raises:
            InputError: ``v`` or ``t`` is not that.
        """
        return self.solve(vector(v, "v", self.A.shape[1]), number(t, "t"))

    def solve(self, v: Floats, t: float) -> Floats:
        """The same without a look at the arguments, for loops."""
        if t != self._t:
            self._factorize(t)
        if self._wide:
            return np.asarray(v + self._solved(self.b - self.A @ v) @ self.A)
        return self._solved(self._Atb + v / t)

    def _factorize(self, t: float) -> None:
        shifted = self._gram.copy()
        shifted[np.diag_indices_from(shifted)] += 1.0 / t
        try:
            lower = np.linalg.cholesky(shifted)
        except np.linalg.LinAlgError as error:
            raise InputError(
                f"got t = {t}, expected one for which AᵀA + I/t is positive definite in double "
                f"precision; the largest number of AᵀA is {np.abs(self._gram).max():.3g}"
            ) from error
        self._factor = np.asfortranarray(lower)
        self._t = t
        self.factorizations += 1

    def _solved(self, right: Floats) -> Floats:
        """The factored matrix's inverse times ``right``, in its place."""
        half = dtrsv(self._factor, right, lower=1, overwrite_x=True)
        return np.asarray(dtrsv(self._factor, half, lower=1, trans=1, overwrite_x=True))
