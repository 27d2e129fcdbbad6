r"""Attention without its matrix of weights: a block of keys at a time, with an online softmax."""

from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.calculus.attention_shapes import attention_inputs
from mathbook.errors import InputError

__all__ = ["blockwise_attention"]

# Scores of this many queries and keys fit into the second-level cache of most processors.
_BLOCK = 256


def blockwise_attention(
    Q: ArrayLike,
    K: ArrayLike,
    V: ArrayLike,
    causal: bool = False,
    block_size: int | None = None,
) -> NDArray[Any]:
    r"""The output of scaled dot-product attention, in memory linear in the length.

    $$o_i = \frac{\sum_j e^{q_i^\top k_j / \sqrt{d_k}}\, v_j}
    {\sum_j e^{q_i^\top k_j / \sqrt{d_k}}}$$
    Numerator and denominator are sums over the keys, so that keys may come in blocks. Each
    is kept relative to $e^m$ with the largest exponent $m$ seen so far; where a block raises the
    maximum, what was summed before is multiplied by the ratio of the old $e^m$ to the new.

    Args:
        Q: Queries, shape (..., n_q, d_k), float64 or float32.
        K: Keys, shape (..., n_k, d_k).
        V: Values, shape (..., n_k, d_v).
        causal: Whether query i sees the keys up to i only; then n_q = n_k.
        block_size: How many queries and keys at a time; 256 by default.

    Returns:
        The output, shape (..., n_q, d_v), as
        :func:`mathbook.calculus.attention.scaled_dot_product_attention` returns it
        but for rounding. Besides it, about block_size² numbers are in memory.

    Raises:
        InputError: The shapes or types do not fit, or a number is not finite.

    Section 2.3, Self-attention.

    References:
        Milakov & Gimelshein (2018), arXiv:1805.02867, §3 (online softmax).
        Dao, Fu, Ermon, Rudra & Ré (2022), NeurIPS, Algorithm 1.

    >>> import numpy as np
    >>> from mathbook.calculus.attention import blockwise_attention, scaled_dot_product_attention
    >>> Q, K, V = np.random.default_rng(0).standard_normal((3, 1000, 8))
    >>> blocks = blockwise_attention(Q, K, V, block_size=64)
    >>> print(np.allclose(blocks, scaled_dot_product_attention(Q, K, V)[0]))
    True
    """
    # names: q, k, v, d_k = Q[:5], K[:9], V[:9], 8
    #        o = blockwise_attention(Q[:5], K[:9], V[:9], block_size=4)
    queries, keys, values, _ = attention_inputs(Q, K, V, None)
    n_q, n_k = queries.shape[-2], keys.shape[-2]
    if causal and n_q != n_k:
        raise InputError(
            f"got {n_q} queries and {n_k} keys, expected as many of both: attention is causal"
        )
    try:
        size = _BLOCK if block_size is None else index(block_size)
    except TypeError as error:
        raise InputError(f"got block_size={block_size!r}, expected a whole number") from error
    if size < 1:
        raise InputError(f"got block_size={block_size}, expected 1 or more")
    lead = np.broadcast_shapes(queries.shape[:-2], keys.shape[:-2], values.shape[:-2])
    queries, keys, values = (
        np.broadcast_to(part, lead + part.shape[-2:]) for part in (queries, keys, values)
    )
    output = np.empty((*lead, n_q, values.shape[-1]), queries.dtype)
    for place in np.ndindex(lead):
        _attend(queries[place], keys[place], values[place], causal, size, output[place])
    return output


def _attend(
    Q: NDArray[Any],
    K: NDArray[Any],
    V: NDArray[Any],
    causal: bool,
    size: int,
    output: NDArray[Any],
) -> None:
    """Attention of one head into ``output``."""
    bounded = _are_sums_bounded(Q, K, V)
    scale = Q.dtype.type(1 / np.sqrt(Q.shape[-1]))
    tile = np.empty((min(size, len(Q)), min(size, len(K))), Q.dtype)
    product = np.empty((len(tile), V.shape[1]), Q.dtype)
    ones = np.ones((tile.shape[1], 1), Q.dtype)  # a product with them sums rows fastest
    later = np.triu(np.ones(tile.shape, dtype=bool), 1) if causal else None
    for top in range(0, len(Q), size):
        q, part = Q[top : top + size] * scale, output[top : top + size]
        rows = len(q)
        total, largest = np.zeros((rows, 1), Q.dtype), np.full((rows, 1), -np.inf, Q.dtype)
        part[:] = 0
        for left in range(0, top + rows if causal else len(K), size):
            k, v = K[left : left + size], V[left : left + size]
            scores = np.matmul(q, k.T, out=tile[:rows, : len(k)])
            if later is not None and left == top:
                np.copyto(scores, -np.inf, where=later[:rows, :rows])
            if not bounded:
                new = np.maximum(largest, scores.max(axis=1, keepdims=True))
                shrink = np.exp(largest - new)
                total *= shrink
                part *= shrink
                scores -= new
                largest = new
            np.exp(scores, out=scores)
            total += scores @ ones[: len(k)]
            part += np.matmul(scores, v, out=product[:rows])
        part /= total


def _are_sums_bounded(Q: NDArray[Any], K: NDArray[Any], V: NDArray[Any]) -> bool:
    """Whether the exponentials of scores, and sums of values times them, stay within range.

    By the Cauchy-Schwarz inequality no score is larger than the longest query times the
    longest key over the root of d_k. If that leaves half of the range of exponents to the
    values, there is no need to look for the maximum.
    """
    longest = [float(np.sqrt(np.einsum("ij,ij->i", rows, rows).max())) for rows in (Q, K)]
    bound = longest[0] * longest[1] / np.sqrt(Q.shape[-1])
    half = np.log(np.finfo(Q.dtype).max) / 2
    largest = max(1.0, float(V.max()), -float(V.min()))  # no copy as np.abs makes
    return bool(bound < half and np.log(len(K)) + np.log(largest) < half)
