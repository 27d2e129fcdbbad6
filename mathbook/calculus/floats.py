"""What counts as an array of numbers for the tape and for attention."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.errors import InputError

__all__ = ["Floats", "floats"]

Floats = NDArray[Any]
"""An array of float64 or float32."""

_FLOATS = (np.dtype(np.float64), np.dtype(np.float32))


def floats(value: ArrayLike, name: str, *, finite: bool = True) -> Floats:
    """``value`` as an array of float64, or of float32 if it is one.

    Args:
        value: A number, a list or an array. Numbers and lists of integers are cast; an array
            of integers is refused, since its author hardly meant one.
        name: What the value is, for the message.
        finite: Whether infinities and NaN are refused.

    Raises:
        InputError: The value is no array of real numbers, or not finite.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise InputError(f"{name}: expected numbers in a regular array ({error})") from error
    if array.dtype not in _FLOATS:
        if array.dtype.kind not in "iuf" or (array.dtype.kind in "iu" and _is_array(value)):
            raise InputError(
                f"got {name} of type {array.dtype} and shape {array.shape}, "
                "expected float64 or float32"
            )
        array = array.astype(np.float64)
    if finite and not np.isfinite(array).all():
        wrong = array[~np.isfinite(array)].flat[0]
        raise InputError(f"got {name} of shape {array.shape} with {wrong}, expected finite numbers")
    return array


def _is_array(value: object) -> bool:
    return isinstance(value, np.ndarray | np.generic)
