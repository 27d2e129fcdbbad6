"""Kernels: values, positive semidefiniteness, agreement with scikit-learn, refusals."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import pairwise

from mathbook.errors import InputError
from mathbook.optimization.kernels import linear_kernel, polynomial_kernel, power, rbf_kernel


def samples(seed: int, n: int = 12, d: int = 3) -> Any:
    return np.random.default_rng(seed).normal(size=(n, d))


@pytest.mark.parametrize("seed", range(20))
def test_the_kernels_are_those_of_scikit_learn(seed: int) -> None:
    X, Z = samples(seed), samples(seed + 100, n=7)
    assert linear_kernel(X, Z) == pytest.approx(pairwise.linear_kernel(X, Z))
    ours = polynomial_kernel(X, Z, 4, 0.5, gamma=0.3)
    assert ours == pytest.approx(pairwise.polynomial_kernel(X, Z, 4, 0.3, 0.5))
    assert rbf_kernel(X, Z, 0.7) == pytest.approx(pairwise.rbf_kernel(X, Z, 0.7))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    "kernel",
    [linear_kernel, lambda X, Z: polynomial_kernel(X, Z, 3, 0.0), lambda X, Z: rbf_kernel(X, Z)],
)
def test_gram_matrices_are_positive_semidefinite(kernel: Callable[..., Any], seed: int) -> None:
    X = samples(seed)
    K = kernel(X, X)
    assert pytest.approx(K.T, rel=1e-12, abs=1e-12) == K
    assert np.linalg.eigvalsh(K)[0] >= -1e-12 * np.abs(K).max()


def test_whole_numbers_are_converted() -> None:
    assert linear_kernel([[1, 2]], np.array([[3, 4]], dtype=np.int32)).tolist() == [[11.0]]


def test_distances_are_right_far_from_the_origin() -> None:
    X = np.array([[0.0], [1.0], [2.0]])
    assert rbf_kernel(X + 1e8, X + 1e8, 0.5) == pytest.approx(rbf_kernel(X, X, 0.5), rel=1e-12)


def test_nearness_is_never_above_one() -> None:
    X = np.random.default_rng(0).normal(size=(50, 5)) * 1e3
    assert rbf_kernel(X, X, 1e-6).max() <= 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: linear_kernel([1.0, 2.0], [[1.0]]), "got X of shape (2,)"),
        (lambda: linear_kernel([[1.0, 2.0]], [[1.0]]), "got Z of shape (1, 1), expected a matrix"),
        (lambda: rbf_kernel([[np.nan]], [[1.0]]), "got X of shape (1, 1) with nan"),
        (lambda: rbf_kernel([[1.0]], [[1.0]], 0.0), "got gamma = 0.0, expected"),
        (lambda: polynomial_kernel([[1.0]], [[1.0]], 2, -1.0), "got coef0 = -1.0, expected"),
        (lambda: polynomial_kernel([[1.0]], [[1.0]], gamma=-1.0), "got gamma = -1.0, expected"),
        (lambda: polynomial_kernel([[1.0]], [[1.0]], 0), "got degree = 0, expected a whole"),
        (lambda: power(2.5), "got degree = 2.5, expected a whole"),  # type: ignore[arg-type]
    ],
)
def test_what_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        call()
