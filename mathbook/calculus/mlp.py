r"""A multilayer perceptron that learns by the tape."""

from collections.abc import Sequence
from itertools import pairwise
from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.calculus.floats import floats
from mathbook.calculus.losses import cross_entropy
from mathbook.calculus.tape import Variable
from mathbook.calculus.tape_functions import affine
from mathbook.errors import DivergenceError, InputError

__all__ = ["MLP"]


class MLP:
    r"""A classifier of several linear layers with rectifiers between them.

    With two layers its scores are

    $$z = W^2 \operatorname{relu}(W^1 x + b^1) + b^2,$$
    with three there is one layer and one rectifier more, and so on. The weights begin as normal
    numbers with the variance $2/n$, where $n$ is the number of a layer's inputs: rectifiers then
    keep the size of the signal. The biases begin at 0.

    Args:
        sizes: How many numbers each layer takes, and at the end how many classes there are.
        rng: Draws the first weights.

    Attributes:
        weights: The matrices $W^1, W^2, \dots$, variables of shape (out, in).
        biases: The vectors $b^1, b^2, \dots$, variables of shape (out,).

    Raises:
        InputError: ``sizes`` are not at least two positive whole numbers.

    Section 2.2, Backpropagation.

    References:
        Goodfellow, Bengio & Courville (2016), Deep Learning, §6.4 and 6.5.
        He, Zhang, Ren & Sun (2015), ICCV, §2.2 (the first weights).

    >>> import numpy as np
    >>> from mathbook.calculus.backpropagation import MLP
    >>> X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> network = MLP([2, 8, 2], np.random.default_rng(0))
    >>> losses = network.fit(X, [0, 1, 1, 0], step_size=0.5, n_iter=500)
    >>> print(network.predict(X), losses[-1] < 0.01)
    [0 1 1 0] True
    """

    # names: from mathbook.calculus.backpropagation import relu
    #        x = X[1]
    #        W^1, W^2 = network.weights[0].value, network.weights[1].value
    #        b^1, b^2 = network.biases[0].value, network.biases[1].value
    #        z = network.forward(X[1]).value
    #        \operatorname{relu}(x) = relu(x)

    def __init__(self, sizes: Sequence[int], rng: np.random.Generator) -> None:
        try:
            widths = [index(size) for size in sizes]
        except TypeError as error:
            raise InputError(f"got sizes={sizes!r}, expected whole numbers") from error
        if len(widths) < 2 or min(widths) < 1:
            raise InputError(f"got sizes={sizes!r}, expected at least two positive numbers")
        self.weights = [
            Variable(rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in))
            for n_in, n_out in pairwise(widths)
        ]
        self.biases = [Variable(np.zeros(n_out)) for n_out in widths[1:]]

    @property
    def parameters(self) -> list[Variable]:
        """The weights and then the biases."""
        return [*self.weights, *self.biases]

    def forward(self, X: ArrayLike) -> Variable:
        """The scores of the classes.

        Args:
            X: The input, shape (in,), or (n, in) with a sample in each row.

        Returns:
            The scores before softmax, shape (classes,) or (n, classes).

        Raises:
            InputError: ``X`` has another shape, or is not real and finite.
        """
        a: Any = floats(X, "X")
        n_in = self.weights[0].shape[1]
        if a.ndim not in (1, 2) or a.shape[-1] != n_in:
            raise InputError(f"got X of shape {a.shape}, expected ({n_in},) or (n, {n_in})")
        for layer, (W, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            a = affine(a, W, b)
            if layer + 1 < len(self.weights):
                a = a.relu()
        result: Variable = a
        return result

    def loss(self, X: ArrayLike, y: ArrayLike) -> Variable:
        """The mean cross-entropy of the labels ``y``, shape (n,), for the rows of ``X``."""
        return cross_entropy(self.forward(X), y)

    def predict(self, X: ArrayLike) -> NDArray[np.intp]:
        """The class with the highest score: a number, or shape (n,)."""
        return np.asarray(self.forward(X).value.argmax(axis=-1))

    def step(self, X: ArrayLike, y: ArrayLike, step_size: float) -> float:
        """One step of gradient descent: each parameter moves against its gradient.

        Args:
            X: The inputs, shape (n, in).
            y: The labels, shape (n,).
            step_size: Positive.

        Returns:
            The loss before the step.

        Raises:
            InputError: An argument is not what it should be.
            DivergenceError: The loss is not finite.
        """
        if not 0 < step_size < np.inf:
            raise InputError(f"got step_size={step_size!r}, expected a positive finite number")
        loss = self.loss(X, y)
        if not np.isfinite(loss.value):
            raise DivergenceError(
                f"the loss is {loss.value}: the step size {step_size} is too large"
            )
        for parameter in self.parameters:
            parameter.grad = None
        loss.backward()
        for parameter in self.parameters:
            assert parameter.grad is not None
            parameter.value = parameter.value - step_size * parameter.grad
        return float(loss.value)

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        step_size: float,
        n_iter: int,
        *,
        batch_size: int | None = None,
        rng: np.random.Generator | None = None,
    ) -> NDArray[np.float64]:
        """Gradient descent on all samples, or on a few drawn at random in each step.

        Args:
            X: The inputs, shape (n, in).
            y: The labels, shape (n,).
            step_size: Positive.
            n_iter: How many steps.
            batch_size: How many samples each step draws, without replacement; all by default.
            rng: Draws them; needed where a batch size is given.

        Returns:
            The loss before each step, of the samples of that step, shape (n_iter,).

        Raises:
            InputError: An argument is not what it should be.
            DivergenceError: A loss is not finite.
        """
        inputs, labels = floats(X, "X"), np.asarray(y)
        if batch_size is None:
            return np.array([self.step(inputs, labels, step_size) for _ in range(n_iter)])
        if rng is None or not 1 <= batch_size <= len(labels):
            raise InputError(
                f"got batch_size={batch_size} of {len(labels)} samples and rng={rng!r}, "
                "expected a size from 1 to their number, and a generator"
            )
        losses = []
        for _ in range(n_iter):
            chosen = rng.choice(len(labels), batch_size, replace=False)
            losses.append(self.step(inputs[chosen], labels[chosen], step_size))
        return np.array(losses)
