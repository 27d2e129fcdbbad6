r"""Backpropagation: a network by hand, and the tape that does the same for any computation."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.calculus.floats import floats
from mathbook.calculus.losses import cross_entropy, squared_error
from mathbook.calculus.mlp import MLP
from mathbook.calculus.tape import Variable
from mathbook.calculus.tape_functions import affine, relu, relu_grad, softmax, vjp
from mathbook.errors import InputError

__all__ = [
    "MLP",
    "TwoLayerNetwork",
    "Variable",
    "affine",
    "cross_entropy",
    "relu",
    "relu_grad",
    "softmax",
    "squared_error",
    "vjp",
]

_CACHED = ("x", "w", "v", "h", "a", "y_hat")


class TwoLayerNetwork:
    r"""Two linear layers with a rectifier between, and its derivatives written out.

    $$h = w x, \qquad a = \operatorname{relu}(h), \qquad \hat y = v a$$

    Args:
        w: The first layer: a number, or a matrix of shape (hidden, in).
        v: The second layer: a number, or a matrix of shape (out, hidden).

    Attributes:
        w: The first layer, an array.
        v: The second layer, an array.

    Raises:
        InputError: A layer is not real and finite, or the two do not fit together.

    Section 2.2, Backpropagation.

    References:
        Nielsen (2015), Neural Networks and Deep Learning, ch. 2.

    >>> from mathbook.calculus.backpropagation import TwoLayerNetwork
    >>> network = TwoLayerNetwork(w=3, v=0.5)
    >>> y_hat, cache = network.forward(2)
    >>> print(y_hat, {name: float(g) for name, g in network.backward(4, cache).items()})
    3.0 {'y_hat': -2.0, 'v': -12.0, 'a': -1.0, 'h': -1.0, 'w': -2.0, 'x': -3.0}
    """

    # names: w, v = 3.0, 0.5
    #        x = 2.0
    #        h = float(TwoLayerNetwork(3, 0.5).forward(2)[1]["h"])
    #        a = float(TwoLayerNetwork(3, 0.5).forward(2)[1]["a"])
    #        \hat y = float(TwoLayerNetwork(3, 0.5).forward(2)[0])
    #        \operatorname{relu}(h) = max(0.0, h)

    def __init__(self, w: ArrayLike, v: ArrayLike) -> None:
        self.w = floats(w, "w")
        self.v = floats(v, "v")
        shapes = self.w.shape, self.v.shape
        if shapes != ((), ()) and not (
            self.w.ndim == 2 == self.v.ndim and self.v.shape[1] == self.w.shape[0]
        ):
            raise InputError(
                f"got w of shape {shapes[0]} and v of shape {shapes[1]}, expected two numbers, "
                "or (hidden, in) and (out, hidden)"
            )

    def forward(self, x: ArrayLike) -> tuple[NDArray[Any], dict[str, NDArray[Any]]]:
        """The prediction, and all that the backward pass needs.

        Args:
            x: The input: a number, or shape (in,).

        Returns:
            The prediction, a number or shape (out,), and the cache: the values of
            ``x, w, v, h, a, y_hat``. The weights are in it, so that a later change of them
            does not spoil the gradients.

        Raises:
            InputError: ``x`` has another shape, or is not real and finite.
        """
        x = floats(x, "x")
        if x.shape != self.w.shape[1:]:
            raise InputError(f"got x of shape {x.shape}, expected {self.w.shape[1:]}")
        w, v = self.w.copy(), self.v.copy()
        h = _product(w, x)
        a = relu(h)
        y_hat = _product(v, a)
        return y_hat, {"x": x.copy(), "w": w, "v": v, "h": h, "a": a, "y_hat": y_hat}

    def backward(self, y: ArrayLike, cache: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """The gradients of the squared error of a forward pass.

        Args:
            y: The target, in the shape of the prediction.
            cache: What :meth:`mathbook.calculus.backpropagation.TwoLayerNetwork.forward` returned.

        Returns:
            The derivatives of the loss by ``y_hat, v, a, h, w, x``, each in the shape of that.

        Raises:
            InputError: ``cache`` is not from a forward pass, or ``y`` has another shape.
        """
        given: object = cache
        if not isinstance(given, Mapping) or not set(_CACHED) <= set(given):
            raise InputError(
                f"got a cache of type {type(cache).__name__}, expected what forward returned "
                "beside the prediction: run forward first"
            )
        x, w, v, h, a, y_hat = (cache[name] for name in _CACHED)
        target = floats(y, "y")
        if target.shape != y_hat.shape:
            raise InputError(f"got y of shape {target.shape}, expected {y_hat.shape}")
        by_y_hat = 2 * (y_hat - target)
        by_a = _product(v.T, by_y_hat)
        by_h = by_a * relu_grad(h)
        return {
            "y_hat": by_y_hat,
            "v": _outer(by_y_hat, a),
            "a": by_a,
            "h": by_h,
            "w": _outer(by_h, x),
            "x": _product(w.T, by_h),
        }


def _product(matrix: NDArray[Any], vector: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(matrix @ vector if matrix.ndim else matrix * vector)


def _outer(left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(np.multiply.outer(left, right))
