r"""Softmax, and its derivative."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.calculus.floats import floats
from mathbook.errors import InputError

__all__ = ["softmax", "softmax_jacobian"]


def softmax(z: ArrayLike, axis: int = -1) -> NDArray[np.floating]:
    r"""Scores to positive numbers that sum to one, along an axis.

    $$p_i = \frac{e^{z_i}}{\sum_j e^{z_j}} = \frac{e^{z_i - \max z}}{\sum_j e^{z_j - \max z}}$$
    The second form is computed: its exponents are at most 0, so that nothing overflows. A
    score of $-\infty$ gives exactly 0, which is how attention masks.

    Args:
        z: Scores of any shape, float64 or float32; lists of integers are cast to float64.
        axis: Along which the results sum to one.

    Returns:
        $p$, in the shape and the precision of ``z``.

    Raises:
        InputError: ``z`` holds NaN or $+\infty$, is nothing but $-\infty$ along the axis, has
            no entries there, or is an array of integers. NaN would spread to its whole row.

    Section 2.3, Self-attention.

    References:
        Goodfellow, Bengio & Courville (2016), Deep Learning, §4.1.

    >>> import numpy as np
    >>> from mathbook.calculus.attention import softmax
    >>> print(np.round(softmax([0, 1, 2]), 4))
    [0.09   0.2447 0.6652]
    >>> print(np.round(softmax([1000, 1001, 1002]), 4))
    [0.09   0.2447 0.6652]
    >>> print(softmax([0, -np.inf]))
    [1. 0.]
    """
    # names: z = np.array([0.3, -1.2, 2.0])
    #        p = softmax(z)
    scores = floats(z, "z", finite=False)
    if not -scores.ndim <= axis < scores.ndim:
        raise InputError(f"got axis={axis}, expected an axis of z, whose shape is {scores.shape}")
    if scores.shape[axis] == 0:
        raise InputError(f"got z of shape {scores.shape}, expected entries along axis {axis}")
    top = scores.max(axis=axis, keepdims=True)
    if not np.isfinite(top).all():
        wrong = "NaN" if np.isnan(scores).any() else "inf" if (scores == np.inf).any() else ""
        found = f"with {wrong}" if wrong else f"with nothing but -inf along axis {axis}"
        raise InputError(f"got z of shape {scores.shape} {found}, expected a finite maximum")
    exponentials: NDArray[np.floating] = np.exp(scores - top)
    exponentials /= exponentials.sum(axis=axis, keepdims=True)
    return exponentials


def softmax_jacobian(p: ArrayLike) -> NDArray[np.floating]:
    r"""The Jacobian matrix of softmax, from its value $p = \operatorname{softmax}(z)$.

    $$J_{ij} = \frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j)$$
    that is $J = \operatorname{diag}(p) - p p^\top$: symmetric, positive semidefinite, zero on
    $\mathbf 1$, since adding a number to all scores changes nothing.

    Args:
        p: A value of softmax, shape (n,): not negative, sum one.

    Returns:
        $J$, shape (n, n).

    Raises:
        InputError: ``p`` is no vector of probabilities.

    Section 2.3, Self-attention.

    References:
        Deisenroth, Faisal & Ong (2020), Mathematics for Machine Learning, §5.3.

    >>> import numpy as np
    >>> from mathbook.calculus.attention import softmax, softmax_jacobian
    >>> print(np.round(softmax_jacobian(softmax([0, 1, 2])), 4))
    [[ 0.0819 -0.022  -0.0599]
     [-0.022   0.1848 -0.1628]
     [-0.0599 -0.1628  0.2227]]
    """
    # names: z = np.array([0.3, -1.2, 2.0])
    #        p(z) = softmax(z)
    #        p = softmax(z)
    #        J = softmax_jacobian(p)
    probabilities = floats(p, "p")
    if probabilities.ndim != 1 or not probabilities.size:
        raise InputError(f"got p of shape {probabilities.shape}, expected (n,) with n > 0")
    total = probabilities.sum()
    if (probabilities < 0).any() or abs(total - 1) > 1e-4:
        lowest = probabilities.min()
        raise InputError(
            f"got p with sum {total:.6g} and least entry {lowest:.6g}, expected probabilities: "
            "a value of softmax, not its scores"
        )
    jacobian: NDArray[np.floating] = np.diag(probabilities) - np.outer(probabilities, probabilities)
    return jacobian
