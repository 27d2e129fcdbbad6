"""Blockwise attention: the output of the other, in less memory."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.calculus.attention import causal_mask, scaled_dot_product_attention
from mathbook.calculus.blockwise_attention import blockwise_attention
from mathbook.errors import InputError


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 40),
    st.integers(1, 40),
    st.integers(1, 17),
    st.sampled_from([0.1, 1.0, 100.0]),
)
def test_it_agrees_with_the_definition(
    seed: int, n_q: int, n_k: int, size: int, scale: float
) -> None:
    rng = np.random.default_rng(seed)
    Q, K, V = (rng.normal(size=(n, 3)) * scale for n in (n_q, n_k, n_k))
    expected = scaled_dot_product_attention(Q, K, V)[0]
    np.testing.assert_allclose(
        blockwise_attention(Q, K, V, block_size=size), expected, rtol=1e-10, atol=1e-12 * scale
    )


@pytest.mark.parametrize("scale", [1.0, 60.0])
@pytest.mark.parametrize("size", [1, 5, 16, None])
def test_causal_blocks_agree_with_the_causal_mask(scale: float, size: int | None) -> None:
    Q, K, V = np.random.default_rng(3).normal(size=(3, 2, 33, 4)) * scale
    expected = scaled_dot_product_attention(Q, K, V, causal_mask(33))[0]
    found = blockwise_attention(Q, K, V, causal=True, block_size=size)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12 * scale)


def test_scores_beyond_the_range_of_the_exponential_need_a_maximum() -> None:
    Q = np.array([[40.0], [-40.0]])
    K = np.array([[40.0], [30.0], [-40.0]])
    V = np.array([[1.0], [2.0], [3.0]])
    assert blockwise_attention(Q, K, V, block_size=1).ravel().tolist() == [1.0, 3.0]


def test_large_values_need_a_maximum_too() -> None:
    Q, K = np.full((1, 1), 17.0), np.full((2, 1), 17.0)
    V = np.full((2, 1), 1e200)
    np.testing.assert_allclose(blockwise_attention(Q, K, V), 1e200, rtol=1e-14)


def test_float32_stays_and_leading_axes_broadcast() -> None:
    Q, K, V = np.random.default_rng(4).normal(size=(3, 2, 3, 20, 4)).astype(np.float32)
    found = blockwise_attention(Q, K[:, :1], V[:1], block_size=7)
    assert found.dtype == np.float32
    expected = scaled_dot_product_attention(Q, K[:, :1], V[:1])[0]
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_memory_beside_the_output_does_not_grow_with_the_length() -> None:
    peaks = []
    for length in (1024, 4096):
        Q, K, V = np.random.default_rng(5).normal(size=(3, length, 16))
        tracemalloc.start()
        output = blockwise_attention(Q, K, V)
        peaks.append(tracemalloc.get_traced_memory()[1] - output.nbytes)
        tracemalloc.stop()
    assert max(peaks) < 2 * 2**20
    assert peaks[1] < 1.5 * peaks[0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"causal": True}, "got 2 queries and 3 keys, expected as many of both"),
        ({"block_size": 0}, "got block_size=0, expected 1 or more"),
        ({"block_size": 1.5}, r"got block_size=1\.5, expected a whole number"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        blockwise_attention(np.ones((2, 4)), np.ones((3, 4)), np.ones((3, 4)), **options)  # type: ignore[arg-type]
