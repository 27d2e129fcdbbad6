"""What the solvers of chapter 3 accept: finite real matrices, vectors and numbers.

Whole numbers are cast to float64: data often come as counts, and no step is added to them.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.errors import InputError

__all__ = ["Floats", "matrix", "number", "vector"]

Floats = NDArray[np.float64]
"""An array of float64."""


def matrix(value: ArrayLike, name: str, shape: tuple[int | None, int | None]) -> Floats:
    """``value`` as a finite matrix.

    Args:
        value: The matrix, or rows of numbers.
        name: What it is, for the message.
        shape: The numbers of rows and columns; ``None`` is any number but 0.

    Raises:
        InputError: The value is no such matrix.
    """
    array = _finite(value, name)
    if array.ndim != 2 or array.size == 0 or not _fits(array.shape, shape):
        rows, columns = ("any" if size is None else size for size in shape)
        raise InputError(
            f"got {name} of shape {array.shape}, expected a matrix of shape ({rows}, {columns})"
        )
    return array


def vector(value: ArrayLike, name: str, size: int | None = None) -> Floats:
    """``value`` as a finite vector, of ``size`` numbers where that is given.

    Raises:
        InputError: The value is no such vector. A column, of shape (n, 1), is none: beside a
            vector it would be broadcast to a matrix.
    """
    array = _finite(value, name)
    if array.ndim != 1 or array.size == 0 or not _fits(array.shape, (size,)):
        expected = "(n,)" if size is None else f"({size},)"
        hint = f"; {name}.ravel() is one" if array.ndim == 2 and 1 in array.shape else ""
        raise InputError(
            f"got {name} of shape {array.shape}, expected a vector of shape {expected}{hint}"
        )
    return array


def number(value: float, name: str, *, zero: bool = False) -> float:
    """``value`` as a finite number above 0, or from 0 on if ``zero``.

    Raises:
        InputError: The value is no such number.
    """
    expected = "a finite number from 0 on" if zero else "a finite number above 0"
    try:
        plain = float(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"got {name} = {value!r}, expected {expected}") from error
    if not math.isfinite(plain) or plain < 0 or (plain == 0 and not zero):
        raise InputError(f"got {name} = {plain}, expected {expected}")
    return plain


def _fits(found: tuple[int, ...], expected: tuple[int | None, ...]) -> bool:
    return all(size in (None, n) for n, size in zip(found, expected, strict=True))


def _finite(value: ArrayLike, name: str) -> Floats:
    try:
        array: NDArray[Any] = np.asarray(value)
    except ValueError as error:
        raise InputError(f"{name}: expected numbers in a regular array ({error})") from error
    if array.dtype.kind not in "iuf":
        raise InputError(f"got {name} of type {array.dtype}, expected real numbers")
    if not np.isfinite(array).all():
        wrong = array[~np.isfinite(array)].flat[0]
        raise InputError(f"got {name} of shape {array.shape} with {wrong}, expected finite numbers")
    return array.astype(np.float64, copy=False)
