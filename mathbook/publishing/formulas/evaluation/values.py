"""Values: numbers, column vectors (n,), matrices (m, n), and tuples of them.

A row vector is a matrix with one row, so that a transpose that is missing shows. A matrix
with one column is a vector, and one with a single entry is a number.
"""

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mathbook.publishing.formulas.errors import FormulaError

__all__ = [
    "Array",
    "Value",
    "as_argument",
    "as_value",
    "integer",
    "is_scalar",
    "largest",
    "reduced",
    "shape_of",
    "shown",
]

Array = NDArray[Any]
Value = Any  # a float or complex number, an Array, or a tuple of Values


def as_value(thing: Any, what: str = "this") -> Value:
    """``thing`` as a value.

    Raises:
        FormulaError: If it is none.
    """
    if type(thing) is float:  # by far the most frequent case
        return thing
    if type(thing) is np.ndarray and thing.dtype == np.float64:
        return reduced(thing)
    if isinstance(thing, Real | np.bool_):
        return float(thing)
    if isinstance(thing, complex | np.complexfloating):
        return complex(thing)
    if isinstance(thing, set | frozenset):
        return np.sort(_of_list(list(thing), what))
    if isinstance(thing, list | tuple | range):
        return _of_list(list(thing), what)
    if thing is None or isinstance(thing, str | bytes | dict):
        raise FormulaError(f"{what} is {thing!r}; expected a number, an array or a function")
    try:
        array = np.asarray(thing)
    except Exception as error:
        raise FormulaError(f"{what} is {type(thing).__name__}; expected numbers") from error
    if array.dtype.kind not in "fiubc":
        raise FormulaError(f"{what} is {type(thing).__name__}; expected numbers")
    return reduced(array if array.dtype.kind == "c" else array.astype(float))


def _of_list(items: list[Any], what: str) -> Value:
    # A list of vectors is a list: its items are taken with an index, so it is not reduced.
    try:
        return np.asarray(items, dtype=float)
    except (TypeError, ValueError):
        return tuple(as_value(item, what) for item in items)


def reduced(array: Array) -> Value:
    """``array`` as the simplest value that it is."""
    if array.ndim == 0:
        return array.item()
    if array.ndim == 2 and array.shape == (1, 1):
        return array[0, 0].item()
    if array.ndim == 2 and array.shape[1] == 1:
        return array[:, 0]
    return array


def as_argument(value: Value) -> Any:
    """``value`` as a function takes it: its own copy, which it may change."""
    return value.copy() if isinstance(value, np.ndarray) else value


def is_scalar(value: Value) -> bool:
    """Whether ``value`` is a number."""
    return isinstance(value, float | complex | int)


def largest(value: Value) -> float:
    """The largest absolute value among the entries of a number or an array; 0 without any."""
    if type(value) is float:  # np.max would take most of a sum's time
        return abs(value)
    return float(np.abs(value).max(initial=0.0))


def integer(value: Value, what: str) -> int:
    """``value`` as an integer.

    Raises:
        FormulaError: If it is none.
    """
    if not is_scalar(value) or isinstance(value, complex) or not float(value).is_integer():
        raise FormulaError(f"{what} is {shown(value)}; expected an integer")
    return int(value)


def shape_of(value: Value) -> tuple[int, ...]:
    """The shape; of a tuple, its length."""
    if isinstance(value, np.ndarray):
        return tuple(value.shape)
    return (len(value),) if isinstance(value, tuple) else ()


def shown(value: Value) -> str:
    """``value`` for a message: short, exact enough to see a difference."""
    if isinstance(value, tuple):
        return "(" + ", ".join(shown(item) for item in value) + ")"
    if isinstance(value, np.ndarray):
        text = np.array2string(value, precision=6, threshold=20, edgeitems=2, separator=", ")
        return " ".join(text.split())
    if isinstance(value, complex):
        return f"{value:.12g}"
    return f"{float(value):.12g}"
