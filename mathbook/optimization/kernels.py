r"""Kernels: inner products of samples, plain or in a space that nobody has to enter.

Each maps the rows of two matrices to the matrix of their products. With the same rows twice it is
a Gram matrix, symmetric and positive semidefinite for every kernel here.
"""

from operator import index

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, matrix, number

__all__ = ["linear_kernel", "polynomial_kernel", "power", "rbf_kernel"]


def linear_kernel(X: ArrayLike, Z: ArrayLike) -> Floats:
    r"""The inner products of samples.

    $$K_{ij} = x_i^\top z_j$$

    Args:
        X: Samples as rows, shape (n, d); integers are cast to float64.
        Z: Samples as rows, shape (m, d).

    Returns:
        $K$, shape (n, m).

    Raises:
        InputError: An argument is no finite real matrix, or the columns do not match.

    Section 3.2, SVM and the dual.

    References:
        Bishop (2006), Pattern Recognition and Machine Learning, §7.1.

    >>> from mathbook.optimization.kernels import linear_kernel
    >>> print(linear_kernel([[1, 2], [2, 3]], [[1, 0]]))
    [[1.]
     [2.]]
    """
    # names: X, Z = [[1.0, 2.0], [2.0, 3.0]], [[0.5, -1.0], [1.0, 0.3], [2.0, 0.7]]
    #        x, z = X, Z
    #        K = linear_kernel(X, Z)
    left, right = _samples(X, Z)
    return np.asarray(left @ right.T)


def polynomial_kernel(
    X: ArrayLike, Z: ArrayLike, degree: int = 3, coef0: float = 0.0, *, gamma: float = 1.0
) -> Floats:
    r"""Powers of the inner products: products of up to $p$ features at once.

    $$K_{ij} = (\gamma\, x_i^\top z_j + c)^p$$

    It is positive semidefinite for $c \ge 0$ and whole $p$: multiply it out, and all coefficients
    of the products are non-negative.

    Args:
        X: Samples as rows, shape (n, d); integers are cast to float64.
        Z: Samples as rows, shape (m, d).
        degree: $p$, a whole number from 1 on.
        coef0: $c$, from 0 on.
        gamma: $\gamma$, above 0.

    Returns:
        $K$, shape (n, m).

    Raises:
        InputError: An argument is not as above, or the columns do not match.

    Section 3.2, SVM and the dual.

    References:
        Bishop (2006), Pattern Recognition and Machine Learning, §7.1.

    >>> from mathbook.optimization.kernels import polynomial_kernel
    >>> print(polynomial_kernel([[1, 2]], [[1, 0], [-1, 1]], degree=2, coef0=1))
    [[4. 4.]]
    """
    # names: X, Z = [[1.0, 2.0], [2.0, 3.0]], [[0.5, -1.0], [1.0, 0.3], [2.0, 0.7]]
    #        x, z, p, c, \gamma = X, Z, 3, 0.4, 0.7
    #        K = polynomial_kernel(X, Z, 3, c, gamma=gamma)
    p, c = power(degree), number(coef0, "coef0", zero=True)
    left, right = _samples(X, Z)
    return np.asarray((number(gamma, "gamma") * (left @ right.T) + c) ** p)


def rbf_kernel(X: ArrayLike, Z: ArrayLike, gamma: float = 1.0) -> Floats:
    r"""Nearness: 1 for equal samples, and next to 0 for distant ones.

    $$K_{ij} = e^{-\gamma \|x_i - z_j\|^2}$$

    Args:
        X: Samples as rows, shape (n, d); integers are cast to float64.
        Z: Samples as rows, shape (m, d).
        gamma: $\gamma$, above 0: how fast nearness falls.

    Returns:
        $K$, shape (n, m).

    Raises:
        InputError: An argument is not as above, or the columns do not match.

    Section 3.2, SVM and the dual.

    References:
        Bishop (2006), Pattern Recognition and Machine Learning, §7.1.

    >>> from mathbook.optimization.kernels import rbf_kernel
    >>> print(rbf_kernel([[0, 0], [1, 0]], [[0, 0], [0, 2]], gamma=0.5).round(4))
    [[1.     0.1353]
     [0.6065 0.0821]]
    """
    # names: import numpy as np
    #        X, Z = [[1.0, 2.0], [2.0, 3.0]], [[0.5, -1.0], [1.0, 0.3], [2.0, 0.7]]
    #        x, z, \gamma = np.array(X), np.array(Z), 0.7
    #        K = rbf_kernel(X, Z, gamma)
    rate = number(gamma, "gamma")
    left, right = _samples(X, Z)
    # Far from the origin, |x|² + |z|² - 2xᵀz would lose the digits that a distance consists of.
    centre = right.mean(axis=0)
    left, right = left - centre, right - centre
    squares = (left**2).sum(axis=1)[:, None] + (right**2).sum(axis=1) - 2 * (left @ right.T)
    return np.asarray(np.exp(-rate * np.maximum(squares, 0.0)))


def power(degree: int) -> int:
    """``degree`` as a whole number from 1 on.

    Raises:
        InputError: It is none; other powers of a kernel need not be kernels.
    """
    expected = "a whole number from 1 on"
    try:
        whole = index(degree)
    except TypeError as error:
        raise InputError(f"got degree = {degree!r}, expected {expected}") from error
    if whole < 1:
        raise InputError(f"got degree = {whole}, expected {expected}")
    return whole


def _samples(X: ArrayLike, Z: ArrayLike) -> tuple[Floats, Floats]:
    left = matrix(X, "X", (None, None))
    return left, matrix(Z, "Z", (None, left.shape[1]))
