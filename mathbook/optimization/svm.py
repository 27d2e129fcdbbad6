r"""The support vector classifier, and the pieces of its problem."""

import warnings
from typing import Any

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike, NDArray

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, matrix, number
from mathbook.optimization.kernel_rows import (
    KernelRows,
    linear_rows,
    polynomial_rows,
    rbf_rows,
    stored_rows,
)
from mathbook.optimization.kernels import linear_kernel, polynomial_kernel, power, rbf_kernel
from mathbook.optimization.smo import SMOResult, smo
from mathbook.optimization.svm_dual import (
    svm_dual_gradient,
    svm_dual_objective,
    svm_duality_gap,
    svm_intercept_interval,
    svm_primal_objective,
)

__all__ = [
    "SVC",
    "linear_kernel",
    "polynomial_kernel",
    "rbf_kernel",
    "svm_dual_gradient",
    "svm_dual_objective",
    "svm_duality_gap",
    "svm_intercept_interval",
    "svm_primal_objective",
]

_KERNELS = ("linear", "poly", "rbf", "precomputed")


class SVC:
    r"""A support vector classifier with soft margin, for two labels.

    $$f(z) = \sum_{i=1}^n \alpha_i y_i K(x_i, z) + b$$

    where $\alpha$ solves the dual problem that
    :func:`mathbook.optimization.svm_dual.svm_dual_objective` states, and $y_i$ is -1 for the
    smaller label and 1 for the larger. Names, defaults and shapes are those of scikit-learn's
    class.

    Args:
        C: The price of a unit of slack, above 0. Large values ask for a hard margin.
        kernel: "linear", "poly", "rbf", or "precomputed": X is then the matrix of the kernel's
            values, which has to be positive semidefinite.
        gamma: The $\gamma$ of "poly" and "rbf": a number above 0, "scale" for one over the number
            of features times the variance of X, or "auto" for one over the number of features.
        degree: The power of "poly", a whole number from 1 on.
        coef0: The constant of "poly", from 0 on.
        tol: By how much the optimality conditions may be missed.

    Attributes:
        classes_: The two labels, sorted.
        alpha_: $\alpha$, shape (n_samples,).
        support_: The places of the support vectors, whose weights are not 0: first those of
            the smaller label. Shape (n_support,).
        dual_coef_: Their $\alpha_i y_i$, shape (1, n_support).
        intercept_: $b$, shape (1,).
        duality_gap_: The certificate: how far the objective is from the optimum, at most.
        n_iter_: Steps of the solver.
        converged_: Whether the conditions are met to within ``tol``. If they are not, ``fit``
            warns.

    Raises:
        InputError: A parameter is not as above.

    Section 3.2, SVM and the dual.

    References:
        Cortes & Vapnik (1995), Support-Vector Networks, Machine Learning 20:273-297.
        scikit-learn User Guide, §1.4.7.

    >>> from mathbook.optimization.svm import SVC
    >>> model = SVC(C=100).fit([[1, 2], [2, 3], [0, 0], [1, 0]], [1, 1, -1, -1])
    >>> print(model.alpha_, model.coef_, model.intercept_, model.support_)
    [0.5 0.  0.  0.5] [[0. 1.]] [-1.] [3 0]
    >>> print(model.predict([[5, 2], [5, 0]]), model.duality_gap_)
    [ 1 -1] 0.0
    """

    # names: import numpy as np
    #        from mathbook.optimization.svm import linear_kernel
    #        x = np.array([[1.0, 2.0], [2.0, 3.0], [0.0, 0.0], [1.0, 0.0]])
    #        y, alpha, b = np.array([1, 1, -1, -1]), model.alpha_, float(model.intercept_[0])
    #        n = 4
    #        z = np.array([0.3, 0.8])
    #        K(s, t) = float(linear_kernel([s], [t])[0, 0])
    #        f(z) = float(model.decision_function([z])[0])

    classes_: NDArray[Any]
    alpha_: Floats
    support_: NDArray[np.intp]
    dual_coef_: Floats
    intercept_: Floats
    duality_gap_: float
    n_iter_: int
    converged_: bool

    def __init__(
        self,
        C: float = 1.0,
        kernel: str = "linear",
        *,
        gamma: float | str = "scale",
        degree: int = 3,
        coef0: float = 0.0,
        tol: float = 1e-3,
    ) -> None:
        if kernel not in _KERNELS:
            raise InputError(f"got kernel = {kernel!r}, expected one of {', '.join(_KERNELS)}")
        if isinstance(gamma, str) and gamma not in ("scale", "auto"):
            raise InputError(f"got gamma = {gamma!r}, expected a number, 'scale' or 'auto'")
        self.C, self.kernel, self.tol = number(C, "C"), kernel, number(tol, "tol")
        self.gamma = gamma if isinstance(gamma, str) else number(gamma, "gamma")
        self.degree, self.coef0 = power(degree), number(coef0, "coef0", zero=True)

    def fit(self, X: ArrayLike, y: ArrayLike) -> "SVC":
        """Solves the problem for the samples X with the labels y.

        Args:
            X: Samples as rows, shape (n, d), or the kernel's values, shape (n, n).
            y: Labels of two kinds, shape (n,): numbers, strings or booleans.

        Returns:
            The classifier itself.

        Raises:
            InputError: An argument is not as above, or the kernel is not positive semidefinite.
        """
        samples = matrix(X, "X", (None, None))
        self.classes_, signs = _signs(y, len(samples))
        found = smo(self._rows(samples), signs, self.C, tol=self.tol)
        if not found.converged:
            warnings.warn(_advice(found, self.tol), RuntimeWarning, stacklevel=2)
        self.alpha_ = found.alpha
        support = np.flatnonzero(found.alpha)
        self.support_ = support[np.argsort(signs[support], kind="stable")]
        self.dual_coef_ = (found.alpha * signs)[self.support_][None]
        self.intercept_ = np.array([found.intercept])
        self.duality_gap_, self.n_iter_ = found.duality_gap, found.n_iter
        self.converged_ = found.converged
        self._support_vectors = samples[self.support_]
        self._width = samples.shape[1]
        return self

    @property
    def support_vectors_(self) -> Floats:
        """The samples that carry weight, shape (n_support, n_features)."""
        self._require_fit()
        return self._support_vectors

    @property
    def coef_(self) -> Floats:
        """The vector $w$ as a row, shape (1, n_features); it exists for the linear kernel only."""
        if self.kernel != "linear":
            raise AttributeError(
                f"coef_ exists for the linear kernel only, not for {self.kernel!r}"
            )
        self._require_fit()
        return np.asarray(self.dual_coef_ @ self._support_vectors)

    def decision_function(self, X: ArrayLike) -> Floats:
        """The scores $f(z)$, at most -1 or at least 1 outside the margin.

        Args:
            X: Samples as rows, shape (m, d), or the kernel's values between them and all samples
                of ``fit``, shape (m, n).

        Returns:
            The scores, shape (m,).

        Raises:
            InputError: X is not as above, or ``fit`` has not been called.
        """
        self._require_fit()
        samples = matrix(X, "X", (None, self._width))
        if self.kernel == "precomputed":
            values = samples[:, self.support_]
        elif self.kernel == "linear":
            return np.asarray(samples @ self.coef_[0] + self.intercept_)
        elif self.kernel == "poly":
            values = polynomial_kernel(
                samples, self._support_vectors, self.degree, self.coef0, gamma=self._rate
            )
        else:
            values = rbf_kernel(samples, self._support_vectors, self._rate)
        return np.asarray(values @ self.dual_coef_[0] + self.intercept_)

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """The labels: the larger one where the score is at least 0.

        Args:
            X: As in ``decision_function``.

        Returns:
            Labels, shape (m,).

        Raises:
            InputError: As in ``decision_function``.
        """
        scores = self.decision_function(X)
        return np.asarray(self.classes_[(scores >= 0).astype(np.intp)])

    def _rows(self, X: Floats) -> KernelRows:
        self._rate = self._gamma_for(X)
        if self.kernel == "linear":
            return linear_rows(X)
        if self.kernel == "poly":
            return polynomial_rows(X, self.degree, self.coef0, self._rate)
        if self.kernel == "rbf":
            return rbf_rows(X, self._rate)
        _require_gram(X)
        return stored_rows(X)

    def _gamma_for(self, X: Floats) -> float:
        if not isinstance(self.gamma, str):
            return self.gamma
        spread = float(X.var()) if self.gamma == "scale" else 1.0
        return 1.0 / (X.shape[1] * spread) if spread > 0 else 1.0

    def _require_fit(self) -> None:
        if not hasattr(self, "alpha_"):
            raise InputError("got a classifier without weights, expected one after fit(X, y)")


def _signs(y: ArrayLike, n: int) -> tuple[NDArray[Any], Floats]:
    """The two labels, sorted, and -1 or 1 for each sample."""
    labels = np.asarray(y)
    if labels.shape != (n,):
        hint = "; y.ravel() is one" if labels.size == n else ""
        raise InputError(f"got y of shape {labels.shape}, expected a vector of shape ({n},){hint}")
    if labels.dtype.kind == "f" and not np.isfinite(labels).all():
        raise InputError("got y with numbers that are not finite, expected two labels")
    if labels.dtype.kind not in "biufUS":
        raise InputError(f"got y of type {labels.dtype}, expected numbers, strings or booleans")
    kinds, places = np.unique(labels, return_inverse=True)
    if len(kinds) != 2:
        raise InputError(f"got y with {len(kinds)} different labels, expected 2")
    return kinds, np.where(places > 0, 1.0, -1.0)


def _require_gram(K: Floats) -> None:
    """Refuses a matrix that is no Gram matrix, and says why.

    Raises:
        InputError: It is not square, not symmetric, or has an eigenvalue below 0.
    """
    if K.shape[0] != K.shape[1]:
        raise InputError(f"got a precomputed kernel of shape {K.shape}, expected (n, n)")
    size = float(np.abs(K).max())
    if not np.allclose(K, K.T, rtol=0, atol=1e-8 * size):
        i, j = np.unravel_index(np.abs(K - K.T).argmax(), K.shape)
        raise InputError(
            f"got a precomputed kernel with K[{i}, {j}] = {K[i, j]:g} and "
            f"K[{j}, {i}] = {K[j, i]:g}, expected a symmetric matrix"
        )
    # A Cholesky factor exists at once; eigenvalues, which take longer, are for the message.
    slack = 1e-8 * size
    try:
        scipy.linalg.cholesky(K + slack * np.eye(len(K)), check_finite=False)
    except scipy.linalg.LinAlgError:
        least = float(np.linalg.eigvalsh(K)[0])
        if least < -slack:
            raise InputError(
                f"got a precomputed kernel with the eigenvalue {least:g}, expected none below 0: "
                "of an indefinite matrix the dual problem is not concave, and what a solver "
                "returns need not be the optimum"
            ) from None


def _advice(found: SMOResult, tol: float) -> str:
    return (
        f"after {found.n_iter} steps the optimality conditions are missed by "
        f"{found.violation:.3g}, expected tol = {tol:g}: scale the features, lower C or raise tol"
    )
