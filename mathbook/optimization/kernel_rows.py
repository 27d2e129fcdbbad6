"""Rows of a Gram matrix, one at a time: a solver that needs a few does not wait for all."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats

__all__ = ["KernelRows", "RowCache", "linear_rows", "polynomial_rows", "rbf_rows", "stored_rows"]

# Rows are allocated together: one by one, they cost the C library more than their numbers cost to
# compute. From 4 MiB on, NumPy asks for large pages, whose first touch was measured to be slower.
_BLOCK = 2**20


@dataclass(frozen=True)
class KernelRows:
    """How to compute row $i$ of a Gram matrix of $n$ samples.

    Attributes:
        diagonal: The matrix's diagonal, shape (n,).
        fill: ``fill(i, out)`` writes row i into out, shape (n,).
    """

    diagonal: Floats
    fill: Callable[[int, Floats], None]

    def __post_init__(self) -> None:
        # |K_ij| is at most the larger of K_ii and K_jj, so the other entries are finite too.
        if not np.isfinite(self.diagonal).all():
            raise InputError("got a kernel that overflows on these samples; scale them down")

    def __len__(self) -> int:
        return len(self.diagonal)

    def part(self, places: NDArray[np.intp], row: Callable[[int], Floats]) -> "KernelRows":
        """The rows and columns at ``places``, from whole rows."""
        whole = places.tolist()

        def fill(i: int, out: Floats) -> None:
            np.take(row(whole[i]), places, out=out)

        return KernelRows(self.diagonal[places], fill)


class RowCache:
    """The rows used last, computed when they are first asked for.

    Args:
        fill: ``fill(i, out)`` writes row i into out.
        width: The length of a row.
        limit: How many bytes may be kept; two rows are kept in any case.

    Attributes:
        known: ``known(i)`` is row i or, if a call of the cache itself is needed, ``None``.
    """

    def __init__(self, fill: Callable[[int, Floats], None], width: int, limit: int) -> None:
        self._fill = fill
        self._width = width
        self._most = max(2, limit // (8 * width))
        self._rows: dict[int, Floats] = {}
        self._free: list[Floats] = []
        # Where all rows have room, the order of use means nothing, and a call can be saved.
        all_fit = self._most >= width
        self.known: Callable[[int], Floats | None] = self._rows.get if all_fit else _unknown

    def __call__(self, i: int) -> Floats:
        """Row i; later calls may overwrite it, the next one does not."""
        rows = self._rows
        row = rows.get(i)
        if row is None:
            row = self._space()
            self._fill(i, row)
            rows[i] = row
        else:
            rows[i] = rows.pop(i)  # now the last in order
        return row

    def __len__(self) -> int:
        return len(self._rows)

    def _space(self) -> Floats:
        if len(self._rows) >= self._most:
            return self._rows.pop(next(iter(self._rows)))
        if not self._free:
            missing = min(self._most, self._width) - len(self._rows)
            block = np.empty((min(missing, _BLOCK // (8 * self._width) + 1), self._width))
            self._free = list(block)
        return self._free.pop()


def _unknown(i: int) -> None:
    """No row."""


def linear_rows(X: Floats) -> KernelRows:
    """The rows of ``linear_kernel(X, X)``."""
    return _of_products(np.einsum("ij,ij->i", X, X), X, X, lambda out: None)


def polynomial_rows(X: Floats, degree: int, coef0: float, gamma: float) -> KernelRows:
    """The rows of ``polynomial_kernel(X, X, degree, coef0, gamma=gamma)``."""

    def finish(out: Floats) -> None:
        out += coef0
        np.power(out, degree, out=out)

    scaled = gamma * X
    with np.errstate(over="ignore"):  # KernelRows says what it means
        diagonal = (np.einsum("ij,ij->i", scaled, X) + coef0) ** degree
    return _of_products(diagonal, scaled, X, finish)


def rbf_rows(X: Floats, gamma: float) -> KernelRows:
    """The rows of ``rbf_kernel(X, X, gamma)``."""

    def finish(out: Floats) -> None:
        np.minimum(out, 0.0, out=out)
        np.exp(out, out=out)

    # The exponent γ(2xᵀz - |x|² - |z|²) is one product too: of (√2γ x, 1, -γ|x|²) and
    # (√2γ z, -γ|z|², 1).
    scaled = np.sqrt(2 * gamma) * (X - X.mean(axis=0))
    half = 0.5 * np.einsum("ij,ij->i", scaled, scaled)
    if not np.isfinite(half).all():
        raise InputError("got a kernel that overflows on these samples; scale them down")
    ones = np.ones(len(X))
    left = np.column_stack([scaled, ones, -half])
    right = np.column_stack([scaled, -half, ones])
    return _of_products(ones, left, right, finish)


def stored_rows(K: Floats) -> KernelRows:
    """The rows of a matrix that is there."""

    def fill(i: int, out: Floats) -> None:
        out[:] = K[i]

    return KernelRows(K.diagonal().copy(), fill)


def _of_products(
    diagonal: Floats, left: Floats, right: Floats, finish: Callable[[Floats], None]
) -> KernelRows:
    """Rows that are functions of the products of one row of ``left`` with all of ``right``."""
    columns = np.ascontiguousarray(right.T)  # read along its rows, the product is twice as fast

    def fill(i: int, out: Floats) -> None:
        np.dot(left[i], columns, out=out)
        finish(out)

    return KernelRows(diagonal, fill)
