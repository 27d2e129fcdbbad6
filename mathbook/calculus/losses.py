r"""Losses: what a prediction costs."""

from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from mathbook.calculus.floats import Floats, floats
from mathbook.calculus.tape import Variable
from mathbook.errors import InputError

__all__ = ["cross_entropy", "squared_error"]


@overload
def squared_error(y_hat: Variable, y: Variable | ArrayLike) -> Variable: ...
@overload
def squared_error(y_hat: ArrayLike, y: ArrayLike) -> Floats: ...
def squared_error(y_hat: Variable | ArrayLike, y: Variable | ArrayLike) -> Variable | Floats:
    r"""The squared error of a prediction.

    $$L = \|\hat y - y\|_2^2 = \sum_i (\hat y_i - y_i)^2$$

    Args:
        y_hat: The prediction, a variable or numbers.
        y: The target, in the same shape.

    Returns:
        $L$, a variable if one of both is one.

    Raises:
        InputError: The shapes differ, or something is not real and finite.

    Section 2.2, Backpropagation.

    References:
        Bishop (2006), Pattern Recognition and Machine Learning, §5.2.

    >>> from mathbook.calculus.backpropagation import squared_error
    >>> print(squared_error(3.0, 4.0))
    1.0
    """
    # names: import numpy as np
    #        \hat y, y = np.array([0.5, -1.0]), np.array([0.2, 1.5])
    #        L = float(squared_error([0.5, -1.0], [0.2, 1.5]))
    shapes = [np.shape(part.value if isinstance(part, Variable) else part) for part in (y_hat, y)]
    if shapes[0] != shapes[1]:
        raise InputError(f"got y_hat of shape {shapes[0]} and y of shape {shapes[1]}, expected one")
    if isinstance(y_hat, Variable) or isinstance(y, Variable):
        rest: Variable = y_hat - y  # type: ignore[assignment, operator]
        return (rest * rest).sum()
    difference = floats(y_hat, "y_hat") - floats(y, "y")
    return np.asarray((difference * difference).sum())


def cross_entropy(logits: Variable, labels: ArrayLike) -> Variable:
    r"""The mean negative log-likelihood of labels under softmax probabilities.

    $$L(z) = -\frac{1}{n} \sum_{i=1}^n \log p_{i, y_i}, \qquad
    p_{ij} = \frac{e^{z_{ij}}}{\sum_k e^{z_{ik}}}$$
    It is computed from the scores, not from $p$, which may be 0 in floating point. Its
    gradient is small only where the prediction is right:

    $$\frac{\partial L}{\partial z_{ij}} = \frac{p_{ij} - \mathbb{1}[y_i = j]}{n}.$$

    Args:
        logits: The scores $z$, shape (n, classes).
        labels: The classes $y$, whole numbers from 0, shape (n,).

    Returns:
        $L$, a scalar.

    Raises:
        InputError: The shapes do not fit, or a label is no class.

    Section 2.2, Backpropagation.

    References:
        Goodfellow, Bengio & Courville (2016), Deep Learning, §6.2.2.3.

    >>> from mathbook.calculus.backpropagation import Variable, cross_entropy
    >>> logits = Variable([[2.0, 0.0], [0.0, 0.0]])
    >>> loss = cross_entropy(logits, [0, 1])
    >>> loss.backward()
    >>> print(loss.value.round(4), logits.grad.round(4).tolist())
    0.41 [[-0.0596, 0.0596], [0.25, -0.25]]
    """
    # names: import numpy as np
    #        from mathbook.calculus.attention import softmax
    #        z = np.array([[0.3, -1.2, 2.0], [0.0, 1.5, 0.4]])
    #        p = softmax(z)
    #        n, y = 2, np.array([3, 1])
    #        L(z) = float(cross_entropy(Variable(z), [2, 0]).value)
    z = logits.value
    y = np.asarray(labels)
    if z.ndim != 2 or y.shape != z.shape[:1] or not z.size:
        raise InputError(
            f"got logits of shape {z.shape} and labels of shape {y.shape}, "
            "expected (n, classes) and (n,) with n > 0"
        )
    if y.dtype.kind not in "iu" or not 0 <= y.min() <= y.max() < z.shape[1]:
        raise InputError(
            f"got labels of type {y.dtype} and shape {y.shape} from {y.min()} to {y.max()}, "
            f"expected whole numbers from 0 to {z.shape[1] - 1}"
        )
    rows = np.arange(y.size)
    shifted = z - z.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    sums = exponentials.sum(axis=1)
    loss = (np.log(sums) - shifted[rows, y]).mean()

    def pullback(g: Floats) -> tuple[Floats]:
        slope = exponentials / sums[:, None]
        slope[rows, y] -= 1
        return (slope * (g / y.size),)

    return Variable.computed(loss, (logits,), pullback)
