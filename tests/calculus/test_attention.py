"""Attention: by its definition, with masks, over leading axes, in heads."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.calculus.attention import (
    MultiHeadAttention,
    SelfAttention,
    causal_mask,
    scaled_dot_product_attention,
)
from mathbook.errors import InputError, MathbookError

FOUR: Any = np.ones((4, 4, 4))


def by_definition(Q: Any, K: Any, V: Any, mask: Any) -> tuple[Any, Any]:
    """One entry after the other, without matrices."""
    weights = np.zeros((len(Q), len(K)))
    for i, q in enumerate(Q):
        scores = {j: sum(q * K[j]) / len(q) ** 0.5 for j in range(len(K)) if mask[i][j]}
        total = sum(np.exp(s) for s in scores.values())
        for j, s in scores.items():
            weights[i, j] = np.exp(s) / total
    return np.array([sum(w * v for w, v in zip(row, V, strict=True)) for row in weights]), weights


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.integers(1, 5), st.integers(1, 4))
def test_it_is_the_weighted_mean_of_the_values(seed: int, n_q: int, n_k: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    Q, K, V = rng.normal(size=(n_q, d)), rng.normal(size=(n_k, d)), rng.normal(size=(n_k, 3))
    mask = rng.random((n_q, n_k)) < 0.7
    output, weights = scaled_dot_product_attention(Q, K, V, mask)
    expected, expected_weights = by_definition(Q, K, V, mask)
    np.testing.assert_allclose(weights, expected_weights, atol=1e-14)
    np.testing.assert_allclose(output, expected, atol=1e-13)
    assert not weights[~mask].any()


def test_a_query_that_sees_no_key_has_the_output_zero() -> None:
    mask = np.array([[True, True], [False, False]])
    output, weights = scaled_dot_product_attention(
        np.ones((2, 3)), np.ones((2, 3)), np.eye(2), mask
    )
    assert output.tolist() == [[0.5, 0.5], [0.0, 0.0]]
    assert weights.tolist() == [[0.5, 0.5], [0.0, 0.0]]


def test_leading_axes_are_independent() -> None:
    rng = np.random.default_rng(0)
    Q, K, V = (rng.normal(size=(2, 3, 4, 5)) for _ in range(3))
    output, weights = scaled_dot_product_attention(Q, K[:, :1], V, causal_mask(4))
    for i, j in np.ndindex(2, 3):
        one, w = scaled_dot_product_attention(Q[i, j], K[i, 0], V[i, j], causal_mask(4))
        np.testing.assert_allclose(output[i, j], one, atol=1e-15)
        np.testing.assert_allclose(weights[i, j], w, atol=1e-15)


@given(st.integers(0, 2**32 - 1))
def test_a_permuted_sequence_has_the_permuted_output(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, order = rng.normal(size=(6, 4)), rng.permutation(6)
    attend = SelfAttention(*rng.normal(size=(3, 4, 4)))
    np.testing.assert_allclose(attend(X[order])[0], attend(X)[0][order], atol=1e-12)


def test_a_causal_output_does_not_know_what_comes_later() -> None:
    rng = np.random.default_rng(1)
    X = rng.normal(size=(6, 4))
    changed = X + (np.arange(6)[:, None] > 2)
    attend = SelfAttention(*rng.normal(size=(3, 4, 4)))
    before, after = (attend(tokens, causal_mask(6))[0] for tokens in (X, changed))
    np.testing.assert_array_equal(before[:3], after[:3])
    assert not np.allclose(before[3:], after[3:])


def test_the_causal_mask_keeps_what_came_before() -> None:
    assert causal_mask(3).tolist() == [[True, False, False], [True, True, False], [True] * 3]
    for wrong in (0, -1, 2.5, "3"):
        with pytest.raises(InputError, match=f"got n={wrong!r}"):
            causal_mask(wrong)  # type: ignore[arg-type]


def test_heads_attend_side_by_side() -> None:
    rng = np.random.default_rng(2)
    W_Q, W_K = rng.normal(size=(2, 6, 4))
    W_V, W_O, X = rng.normal(size=(6, 8)), rng.normal(size=(8, 5)), rng.normal(size=(2, 3, 6))
    output, weights = MultiHeadAttention(W_Q, W_K, W_V, W_O, n_heads=2)(X, causal_mask(3))
    heads = [
        SelfAttention(W_Q[:, 2 * h :][:, :2], W_K[:, 2 * h :][:, :2], W_V[:, 4 * h :][:, :4])(
            X, causal_mask(3)
        )
        for h in range(2)
    ]
    together = np.concatenate([head for head, _ in heads], axis=-1) @ W_O
    np.testing.assert_allclose(output, together, atol=1e-13)
    np.testing.assert_allclose(weights, np.stack([w for _, w in heads], axis=1), atol=1e-14)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SelfAttention(np.ones((4, 3)), np.ones((4, 2)), np.ones((4, 3))), r"\(4, 2\)"),
        (lambda: SelfAttention(np.ones((4, 3)), np.ones((4, 3)), np.ones((5, 3))), r"\(5, 3\)"),
        (lambda: SelfAttention(np.ones(4), np.ones(4), np.ones(4)), r"\(4,\)"),
        (
            lambda: SelfAttention(*np.ones((3, 4, 3)))(np.ones((2, 3))),
            r"X of shape \(2, 3\), .*4\)",
        ),
        (lambda: SelfAttention(*np.ones((3, 4, 3)))(np.ones(4)), r"X of shape \(4,\)"),
        (
            lambda: MultiHeadAttention(FOUR[0], FOUR[1], FOUR[2], FOUR[3], 3),
            "n_heads=3, .* divisor of 4",
        ),
        (lambda: MultiHeadAttention(FOUR[0], FOUR[1], FOUR[2], FOUR[3], 0), "n_heads=0"),
        (
            lambda: MultiHeadAttention(FOUR[0], FOUR[1], FOUR[2], np.ones((3, 4)), 2),
            r"W_O of shape \(3, 4\), expected \(4, d_out\)",
        ),
    ],
)
def test_what_does_not_fit_is_refused(make: Any, message: str) -> None:
    with pytest.raises(MathbookError, match=message):
        make()
