"""Rows of Gram matrices: the numbers of the kernels, and a cache that forgets in order."""

from typing import Any

import numpy as np
import pytest

from mathbook.errors import InputError
from mathbook.optimization.kernel_rows import (
    KernelRows,
    RowCache,
    linear_rows,
    polynomial_rows,
    rbf_rows,
    stored_rows,
)
from mathbook.optimization.kernels import linear_kernel, polynomial_kernel, rbf_kernel

X = np.random.default_rng(0).normal(size=(9, 4)) + 3.0


@pytest.mark.parametrize(
    ("rows", "K"),
    [
        (linear_rows(X), linear_kernel(X, X)),
        (polynomial_rows(X, 3, 0.5, 0.2), polynomial_kernel(X, X, 3, 0.5, gamma=0.2)),
        (rbf_rows(X, 0.3), rbf_kernel(X, X, 0.3)),
        (stored_rows(X @ X.T), X @ X.T),
    ],
    ids=["linear", "poly", "rbf", "stored"],
)
def test_rows_are_those_of_the_gram_matrix(rows: KernelRows, K: Any) -> None:
    assert len(rows) == 9
    out = np.empty(9)
    for i in range(9):
        rows.fill(i, out)
        assert out == pytest.approx(K[i], rel=1e-12, abs=1e-14)
    assert rows.diagonal == pytest.approx(K.diagonal(), rel=1e-12)


def test_a_part_has_the_rows_and_columns_of_its_places() -> None:
    rows, places = linear_rows(X), np.array([7, 2, 3])
    part = rows.part(places, RowCache(rows.fill, 9, 10**6))
    out = np.empty(3)
    part.fill(1, out)
    assert out == pytest.approx((X @ X.T)[2, places])
    assert part.diagonal == pytest.approx((X @ X.T).diagonal()[places])


@pytest.mark.parametrize(
    "make", [linear_rows, lambda X: polynomial_rows(X, 3, 0.0, 1.0), lambda X: rbf_rows(X, 1.0)]
)
def test_a_kernel_that_overflows_is_refused(make: Any) -> None:
    with (
        np.errstate(over="ignore", invalid="ignore"),
        pytest.raises(InputError, match="got a kernel that overflows"),
    ):
        make(np.array([[1e200], [-1e200]]))


def counting_cache(width: int, limit: int) -> tuple[RowCache, list[int]]:
    filled: list[int] = []

    def fill(i: int, out: Any) -> None:
        filled.append(i)
        out[:] = i

    return RowCache(fill, width, limit), filled


def test_a_row_is_computed_once_where_all_have_room() -> None:
    cache, filled = counting_cache(5, 5 * 8 * 5)
    for i in (3, 1, 3, 4, 1, 0, 2, 3):
        assert cache(i).tolist() == [i] * 5
    assert filled == [3, 1, 4, 0, 2]
    assert len(cache) == 5
    known = cache.known(3)
    assert known is not None
    assert known[0] == 3


def test_the_row_that_was_used_longest_ago_makes_room() -> None:
    cache, filled = counting_cache(5, 2 * 8 * 5)
    for i in (0, 1, 0, 2, 0, 1):
        assert cache(i)[0] == i
    assert filled == [0, 1, 2, 1]
    assert len(cache) == 2
    assert cache.known(1) is None  # the order of use would not be noticed


def test_two_rows_are_kept_however_small_the_limit_is() -> None:
    cache, filled = counting_cache(1000, 0)
    first, second = cache(0), cache(1)
    assert (first[0], second[0]) == (0, 1)
    assert filled == [0, 1]


def test_rows_do_not_overlap() -> None:
    cache, _ = counting_cache(300, 10**9)
    rows = [cache(i) for i in range(300)]
    assert [row[-1] for row in rows] == list(range(300))
