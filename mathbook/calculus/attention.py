r"""Scaled dot-product attention: of one head, of several, with masks."""

from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.calculus.attention_shapes import attention_inputs
from mathbook.calculus.blockwise_attention import blockwise_attention
from mathbook.calculus.floats import floats
from mathbook.calculus.softmax import softmax, softmax_jacobian
from mathbook.errors import InputError

__all__ = [
    "MultiHeadAttention",
    "SelfAttention",
    "blockwise_attention",
    "causal_mask",
    "scaled_dot_product_attention",
    "softmax",
    "softmax_jacobian",
]


def scaled_dot_product_attention(
    Q: ArrayLike, K: ArrayLike, V: ArrayLike, mask: ArrayLike | None = None
) -> tuple[NDArray[Any], NDArray[Any]]:
    r"""Each query's mean of the values, weighted by how well the keys match it.

    $$\operatorname{Attention}(Q, K, V) =
    \operatorname{softmax}\left(\frac{Q K^\top}{\sqrt{d_k}}\right) V$$
    with softmax along the keys. Queries, keys and values are rows.

    Args:
        Q: Queries, shape (..., n_q, d_k), float64 or float32.
        K: Keys, shape (..., n_k, d_k).
        V: Values, shape (..., n_k, d_v). Leading axes broadcast.
        mask: Booleans that broadcast to (..., n_q, n_k): True where a query sees a key. A
            query that sees no key has the weights and the output 0: the mean of nothing has
            no value, and NaN would spread.

    Returns:
        The output, shape (..., n_q, d_v), and the weights, shape (..., n_q, n_k).

    Raises:
        InputError: The shapes or types do not fit, or a number is not finite.

    Section 2.3, Self-attention.

    References:
        Vaswani et al. (2017), Attention Is All You Need, NeurIPS, §3.2.1.

    >>> import numpy as np
    >>> from mathbook.calculus.attention import scaled_dot_product_attention
    >>> Q, K = np.array([[1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> V = np.array([[10.0], [20.0]])
    >>> output, weights = scaled_dot_product_attention(Q, K, V)
    >>> print(output.round(3), weights.round(3))
    [[13.302]] [[0.67 0.33]]
    >>> print(scaled_dot_product_attention(Q, K, V, mask=[[False, True]])[0])
    [[20.]]
    """
    # names: from mathbook.calculus.attention import softmax
    #        Q, K = np.array([[1.0, 0.5], [-0.3, 2.0]]), np.array([[1.0, -1.0], [0.2, 1.0]])
    #        V = np.array([[1.0, 2.0], [3.0, -5.0]])
    #        d_k = 2
    #        \operatorname{softmax}(Z) = softmax(Z)
    #        \operatorname{Attention}(Q, K, V) = scaled_dot_product_attention(Q, K, V)[0]
    queries, keys, values, kept = attention_inputs(Q, K, V, mask)
    scores = queries @ keys.swapaxes(-1, -2)
    scores *= scores.dtype.type(1 / np.sqrt(queries.shape[-1]))
    if kept is None:
        weights = softmax(scores)
    else:
        sees = kept.any(axis=-1, keepdims=True)
        scores = np.where(kept, scores, np.where(sees, -np.inf, 0).astype(scores.dtype))
        weights = softmax(scores) * sees
    return weights @ values, weights


def causal_mask(n: int) -> NDArray[np.bool_]:
    r"""The mask by which each of $n$ positions sees itself and what comes before it.

    $$M_{ij} = \begin{cases} 1 & j \le i \\ 0 & j > i \end{cases}$$

    Args:
        n: How many positions.

    Returns:
        $M$ as booleans, shape (n, n).

    Raises:
        InputError: ``n`` is no positive whole number.

    Section 2.3, Self-attention.

    References:
        Vaswani et al. (2017), Attention Is All You Need, NeurIPS, §3.2.3.

    >>> from mathbook.calculus.attention import causal_mask
    >>> print(causal_mask(3).astype(int))
    [[1 0 0]
     [1 1 0]
     [1 1 1]]
    """
    # names: n = 4
    #        M = 1.0 * causal_mask(4)
    try:
        size = index(n)
    except TypeError as error:
        raise InputError(f"got n={n!r}, expected a whole number") from error
    if size < 1:
        raise InputError(f"got n={n}, expected 1 or more")
    return np.tri(size, dtype=bool)


class SelfAttention:
    r"""Attention of a sequence to itself, with one head.

    $$\operatorname{SelfAttention}(X) = \operatorname{Attention}(X W_Q, X W_K, X W_V)$$
    Each row of $X$ is a token. In section 2.2 a layer multiplies from the left; here, as in the
    literature on attention, from the right.

    Args:
        W_Q: Shape (d_model, d_k).
        W_K: Shape (d_model, d_k).
        W_V: Shape (d_model, d_v).

    Raises:
        InputError: The shapes do not fit, or a number is not finite.

    Section 2.3, Self-attention.

    References:
        Vaswani et al. (2017), Attention Is All You Need, NeurIPS, §3.2.

    >>> import numpy as np
    >>> from mathbook.calculus.attention import SelfAttention, causal_mask
    >>> attend = SelfAttention(np.eye(2), np.eye(2), np.eye(2))
    >>> output, weights = attend(np.eye(2), mask=causal_mask(2))
    >>> print(weights.round(3))
    [[1.   0.  ]
     [0.33 0.67]]
    """

    # names: from mathbook.calculus.attention import scaled_dot_product_attention
    #        X = np.array([[1.0, 2.0], [0.5, -1.0], [0.0, 0.3]])
    #        W_Q, W_K = np.array([[0.3, 1.0], [0.2, -0.7]]), np.array([[1.0, 0.4], [-0.6, 0.1]])
    #        W_V = np.array([[0.5, -1.0], [2.0, 0.3]])
    #        \operatorname{SelfAttention}(X) = SelfAttention(W_Q, W_K, W_V)(X)[0]
    #        \operatorname{Attention}(Q, K, V) = scaled_dot_product_attention(Q, K, V)[0]

    def __init__(self, W_Q: ArrayLike, W_K: ArrayLike, W_V: ArrayLike) -> None:
        self.W_Q, self.W_K, self.W_V = floats(W_Q, "W_Q"), floats(W_K, "W_K"), floats(W_V, "W_V")
        shapes = [W.shape for W in (self.W_Q, self.W_K, self.W_V)]
        if (
            any(len(shape) != 2 for shape in shapes)
            or shapes[0] != shapes[1]
            or shapes[0][0] != shapes[2][0]
        ):
            raise InputError(
                f"got W_Q, W_K and W_V of shapes {shapes[0]}, {shapes[1]} and {shapes[2]}, "
                "expected (d_model, d_k) twice and (d_model, d_v)"
            )

    def __call__(
        self, X: ArrayLike, mask: ArrayLike | None = None
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Attend.

        Args:
            X: Tokens, shape (..., n, d_model).
            mask: Booleans that broadcast to (..., n, n), True where a token sees another.

        Returns:
            The output, shape (..., n, d_v), and the weights, shape (..., n, n).

        Raises:
            InputError: The shapes do not fit, or a number is not finite.
        """
        tokens = _tokens(X, len(self.W_Q))
        return scaled_dot_product_attention(
            tokens @ self.W_Q, tokens @ self.W_K, tokens @ self.W_V, mask
        )


class MultiHeadAttention:
    r"""Attention of a sequence to itself, with several heads side by side.

    $$\operatorname{MultiHead}(X) = \operatorname{Concat}(H_1, \dots, H_h)\, W_O$$
    where head $i$ is the attention of $X W_Q$, $X W_K$ and $X W_V$ in the $i$-th part of their
    columns. Each head divides its scores by the root of its own width.

    Args:
        W_Q: Shape (d_model, h · d_k).
        W_K: Shape (d_model, h · d_k).
        W_V: Shape (d_model, h · d_v).
        W_O: Shape (h · d_v, d_out).
        n_heads: $h$.

    Raises:
        InputError: The shapes do not fit, the heads do not divide them, or a number is not
            finite.

    Section 2.3, Self-attention.

    References:
        Vaswani et al. (2017), Attention Is All You Need, NeurIPS, §3.2.2.

    >>> import numpy as np
    >>> from mathbook.calculus.attention import MultiHeadAttention
    >>> W = np.random.default_rng(0).standard_normal((4, 8, 8)) / 4
    >>> attend = MultiHeadAttention(*W, n_heads=2)
    >>> output, weights = attend(np.ones((5, 8)))
    >>> print(output.shape, weights.shape, weights[0, 0].round(2))
    (5, 8) (2, 5, 5) [0.2 0.2 0.2 0.2 0.2]
    """

    # names: from mathbook.calculus.attention import SelfAttention
    #        X = np.linspace(-1, 1, 40).reshape(5, 8)
    #        \operatorname{MultiHead}(X) = attend(X)[0]
    #        \operatorname{Concat}(first, second) = np.concatenate([first, second], axis=1)
    #        H = [SelfAttention(W[0][:, :4], W[1][:, :4], W[2][:, :4])(X)[0],
    #             SelfAttention(W[0][:, 4:], W[1][:, 4:], W[2][:, 4:])(X)[0]]
    #        h = 2
    #        W_O = W[3]

    def __init__(
        self, W_Q: ArrayLike, W_K: ArrayLike, W_V: ArrayLike, W_O: ArrayLike, n_heads: int
    ) -> None:
        self.whole = SelfAttention(W_Q, W_K, W_V)
        self.W_O = floats(W_O, "W_O")
        self.n_heads = index(n_heads)
        d_k, d_v = self.whole.W_Q.shape[1], self.whole.W_V.shape[1]
        if self.n_heads < 1 or d_k % self.n_heads or d_v % self.n_heads:
            raise InputError(f"got n_heads={n_heads}, expected a divisor of {d_k} and of {d_v}")
        if self.W_O.ndim != 2 or len(self.W_O) != d_v:
            raise InputError(f"got W_O of shape {self.W_O.shape}, expected ({d_v}, d_out)")

    def __call__(
        self, X: ArrayLike, mask: ArrayLike | None = None
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Attend.

        Args:
            X: Tokens, shape (..., n, d_model).
            mask: Booleans that broadcast to (..., h, n, n), True where a token sees another.

        Returns:
            The output, shape (..., n, d_out), and the weights, shape (..., h, n, n).

        Raises:
            InputError: The shapes do not fit, or a number is not finite.
        """
        tokens = _tokens(X, len(self.whole.W_Q))
        Q, K, V = (
            self._heads(tokens @ W) for W in (self.whole.W_Q, self.whole.W_K, self.whole.W_V)
        )
        output, weights = scaled_dot_product_attention(Q, K, V, mask)
        side_by_side = output.swapaxes(-2, -3).reshape(*tokens.shape[:-1], -1)
        return side_by_side @ self.W_O, weights

    def _heads(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Shape (..., n, h · d) to (..., h, n, d)."""
        *lead, n, width = rows.shape
        return rows.reshape(*lead, n, self.n_heads, width // self.n_heads).swapaxes(-2, -3)


def _tokens(X: ArrayLike, d_model: int) -> NDArray[Any]:
    tokens = floats(X, "X")
    if tokens.ndim < 2 or tokens.shape[-1] != d_model:
        raise InputError(f"got X of shape {tokens.shape}, expected (..., n, {d_model})")
    return tokens
