"""Arithmetic on values, as mathematics writes it: shapes must fit, and nothing is broadcast
that a reader would not expect.
"""

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, reduced, shape_of

__all__ = ["absolute", "add", "divide", "index", "multiply", "norm", "power", "transpose"]


def _named(value: Value) -> str:
    """The kind of ``value``, for a message."""
    shape = shape_of(value)
    if not shape:
        return "a number"
    return f"a vector of length {shape[0]}" if len(shape) == 1 else f"shape {shape}"


def add(left: Value, right: Value) -> Value:
    """The sum: equal shapes; a number and a vector; a matrix and a row for each of its rows."""
    if is_scalar(left) and is_scalar(right):
        return left + right
    zero = (is_scalar(left) and left == 0) or (is_scalar(right) and right == 0)
    if zero or _can_add(shape_of(left), shape_of(right)):
        return np.add(left, right)
    raise Mismatch(f"{_named(left)} and {_named(right)} cannot be added")


def _can_add(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    if one == other:
        return True
    small, large = sorted((one, other), key=len)
    if not small:
        return len(large) == 1  # a number to each entry of a vector
    if len(large) != 2 or small[-1] != large[1]:
        return False
    # A vector to each row of a matrix; to a single row a transpose may be missing.
    return large[0] != 1 if len(small) == 1 else 1 in (small[0], large[0])


def multiply(left: Value, right: Value, operator: str = "") -> Value:
    """The product that ``operator`` means for these shapes."""
    if isinstance(left, tuple) or isinstance(right, tuple):
        raise Mismatch("a tuple cannot be multiplied")
    if is_scalar(left) or is_scalar(right):
        return left * right
    if operator in (r"\odot", r"\circ"):
        if shape_of(left) != shape_of(right):
            raise Mismatch(f"{_named(left)} and {_named(right)} have no entrywise product")
        return left * right
    if operator == r"\otimes":
        return np.kron(left, right) if left.ndim > 1 or right.ndim > 1 else np.outer(left, right)
    if operator in (r"\cdot", r"\times") and left.ndim == right.ndim == 1:
        if left.shape != right.shape:
            raise Mismatch(f"{_named(left)} and {_named(right)} have no inner product")
        if operator == r"\times":
            return np.cross(left, right)
        return (left @ right).item()
    if left.ndim == 1 and right.ndim == 2 and right.shape[0] == 1:
        return np.outer(left, right[0])
    if left.ndim == 1 and right.shape == (1,):  # a matrix with one column times a vector
        return left * right[0]
    if left.ndim == 1:
        raise Mismatch(f"{_named(left)} stands to the left of {_named(right)}; is ^\\top missing?")
    if left.shape[-1] != right.shape[-2 if right.ndim > 1 else 0]:
        raise Mismatch(f"{_named(left)} and {_named(right)} cannot be multiplied")
    product = left @ right
    if left.ndim == 2 and left.shape[0] == 1 and right.ndim == 1:
        return product.item()
    return reduced(product)


def divide(top: Value, bottom: Value) -> Value:
    """The quotient: by a number, or of two vectors of one length, entry by entry."""
    if isinstance(top, tuple) or isinstance(bottom, tuple):
        raise Mismatch("a tuple cannot be divided")
    if not is_scalar(bottom) and (
        bottom.ndim != 1 or not (is_scalar(top) or top.shape == bottom.shape)
    ):
        raise Mismatch(f"{_named(top)} cannot be divided by {_named(bottom)}")
    if is_scalar(bottom) and is_scalar(top):
        if bottom == 0:
            return float("nan") if top == 0 else float("inf")
        return top / bottom
    return np.divide(top, bottom)


def power(base: Value, exponent: Value) -> Value:
    """The power: of a number or of a vector's entries; of a square matrix as a matrix."""
    if isinstance(base, tuple) or isinstance(exponent, tuple):
        raise Mismatch("a tuple has no powers, and is none")
    if not is_scalar(exponent):
        if is_scalar(base):
            return np.power(base, exponent)
        if shape_of(base) == shape_of(exponent) and exponent.ndim == 1:
            return np.power(base, exponent)
        raise Mismatch(f"{_named(exponent)} cannot be an exponent")
    if is_scalar(base):
        return _scalar_power(base, exponent)
    if base.ndim == 1:
        return np.power(base, exponent)
    if base.ndim != 2 or base.shape[0] != base.shape[1]:
        raise Mismatch(f"{_named(base)} has no powers: it is not square")
    if exponent == -1:
        return np.linalg.inv(base)
    if float(exponent).is_integer():
        return np.linalg.matrix_power(base, int(exponent))
    return _fractional_power(base, exponent)


def _fractional_power(base: Value, exponent: Value) -> Value:
    if not np.allclose(base, base.T):
        raise FormulaError("a fractional power is of a symmetric matrix")
    values, vectors = np.linalg.eigh(base)
    values[np.abs(values) <= 1e-14 * np.abs(values).max()] = 0.0  # a rank that is not full
    if values.min() < 0:
        values = values.astype(complex)
    return vectors @ np.diag(values**exponent) @ vectors.T


def _scalar_power(base: Value, exponent: Value) -> Value:
    if isinstance(base, complex) or isinstance(exponent, complex):
        return base**exponent
    if (base == 0 and exponent < 0) or (base < 0 and not float(exponent).is_integer()):
        return float("nan")
    try:
        return float(base) ** float(exponent)
    except OverflowError:
        return float("inf")


def transpose(value: Value) -> Value:
    """The transpose: a vector becomes a row."""
    if is_scalar(value):
        return value
    if isinstance(value, tuple):
        raise Mismatch("a tuple has no transpose")
    if value.ndim == 1:
        return value[np.newaxis, :]
    return reduced(np.swapaxes(value, -1, -2))


def absolute(value: Value) -> Value:
    """The absolute value; of a square matrix the determinant, of a tuple its length."""
    if is_scalar(value):
        return abs(value)
    if isinstance(value, tuple):
        return float(len(value))
    if value.ndim == 2 and value.shape[0] == value.shape[1]:
        return float(np.linalg.det(value))
    return np.abs(value)


def norm(value: Value, kind: Value | str | None) -> Value:
    """The norm of a kind: a number p, ``\\infty``, ``F``, ``*`` or a matrix that weighs."""
    if isinstance(value, tuple):
        raise Mismatch("a tuple has no norm")
    array = np.atleast_1d(np.asarray(value))
    if array.ndim == 2 and array.shape[0] == 1 and kind != "F":
        array = array[0]
    if isinstance(kind, np.ndarray):
        if array.ndim != 1 or kind.shape != (array.size, array.size):
            raise Mismatch(f"{_named(value)} has no norm weighed by {_named(kind)}")
        return float(np.sqrt(array @ kind @ array))
    if kind == "F":
        return float(np.sqrt((np.abs(array) ** 2).sum()))
    if array.ndim == 1:
        return _vector_norm(array, kind)
    if array.ndim != 2:
        raise Mismatch(f"{_named(value)} has no norm")
    if kind in ("*", "nuc", "tr"):
        return float(np.linalg.norm(array, "nuc"))
    if kind in (None, 2, "op", "2"):
        return float(np.linalg.norm(array, 2))
    if kind in (1, np.inf):
        return float(np.linalg.norm(array, kind))
    raise FormulaError(f"a matrix has no norm of kind {kind}")


def _vector_norm(array: Value, kind: Value | str | None) -> Value:
    if kind is None or kind == 2:
        return float(np.sqrt((np.abs(array) ** 2).sum()))
    if kind == np.inf:
        return float(np.abs(array).max())
    if kind == 0:
        return float((array != 0).sum())
    if isinstance(kind, float | int) and kind > 0:
        return float((np.abs(array) ** kind).sum() ** (1 / kind))
    raise FormulaError(f"a vector has no norm of kind {kind}")


def index(value: Value, indices: tuple[int, ...]) -> Value:
    """The entry at ``indices``, which count from 1.

    Raises:
        Mismatch: If there is no such entry.
    """
    found = value
    for left, number in zip(range(len(indices), 0, -1), indices, strict=True):
        if is_scalar(found):
            raise Mismatch(f"{len(indices)} indices for {_named(value)}")
        if left == 1 and isinstance(found, np.ndarray) and found.ndim == 2 and len(found) == 1:
            found = found[0]  # an entry of a row
        if not 1 <= number <= len(found):
            raise Mismatch(f"index {number} is outside 1..{len(found)}")
        found = found[number - 1]
    return found.item() if isinstance(found, np.generic) else found
