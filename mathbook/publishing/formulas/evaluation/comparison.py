"""Whether a relation holds between two values, up to rounding."""

import math
from collections.abc import Callable

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.values import Array, Value, is_scalar, shape_of

__all__ = ["EQUALITIES", "holds"]

_EXACT = 1e-9
_FLAT = 1e-8

# Relations that say that both sides are the same.
EQUALITIES = frozenset({"=", r"\equiv", r"\coloneq", r"\approx", r"\cong"})
_DEFINITE = frozenset({r"\succeq", r"\succ", r"\preceq", r"\prec"})
_ORDERS = frozenset({r"\le", r"\ge", "<", ">"})


_OF_NUMBERS: dict[str, Callable[[float, float, bool], bool]] = {
    **dict.fromkeys(EQUALITIES, lambda one, other, near: near),
    r"\ne": lambda one, other, near: not near,
    r"\le": lambda one, other, near: one <= other or near,
    r"\ge": lambda one, other, near: one >= other or near,
    "<": lambda one, other, near: one < other and not near,
    ">": lambda one, other, near: one > other and not near,
}


def holds(
    left: Value,
    relation: str,
    right: Value,
    relative: float = _EXACT,
    absolute: float = 0.0,
    *,
    unbounded: bool = False,
) -> bool:
    """Whether ``left relation right``, up to a tolerance. What is not finite is in no relation.

    Args:
        left: A value.
        relation: ``=``, ``\\le``, ``\\in``, …
        right: A value; a number 0 stands for zeros of any shape.
        relative: The tolerance, relative to the larger side.
        absolute: The tolerance, whatever the size.
        unbounded: Whether an infinite side bounds finite ones: it is printed as such.

    Raises:
        Mismatch: If the shapes cannot be compared.
        FormulaError: If the relation is not understood.
    """
    if relation == r"\in":
        return _is_in(left, right, relative, absolute)
    if relation == r"\notin":
        return _is_finite(left) and not _is_in(left, right, relative, absolute)
    if isinstance(left, tuple) or isinstance(right, tuple):
        return _tuples(left, relation, right, relative, absolute)
    if relation in _DEFINITE:
        return _definite(left, relation, right, absolute)
    if relation == r"\propto":
        return _proportional(left, right, relative)
    if relation == r"\perp":
        return _orthogonal(left, right)
    numbers = isinstance(left, float) and isinstance(right, float) and relation in _OF_NUMBERS
    if numbers and math.isfinite(left) and math.isfinite(right):  # by far the most frequent case
        gap = relative * max(abs(left), abs(right)) + absolute
        return _OF_NUMBERS[relation](left, right, abs(left - right) <= gap)
    return _entrywise(left, relation, right, relative, absolute, unbounded)


def _entrywise(
    left: Value, relation: str, right: Value, relative: float, absolute: float, unbounded: bool
) -> bool:
    one, other = _matched(left, right, relation)
    finite = np.isfinite(one) & np.isfinite(other)
    # One side may be infinite where that is printed, but never both.
    usable = np.isfinite(one) | np.isfinite(other) if unbounded else finite
    if not np.all(usable) or np.any(np.isnan(one)) or np.any(np.isnan(other)):
        return False
    near = np.zeros(one.shape, dtype=bool)
    size = max(_size(one), _size(other))
    near[finite] = np.abs(one[finite] - other[finite]) <= relative * size + absolute
    return _ordered(one, relation, other, near)


def _ordered(one: Array, relation: str, other: Array, near: Array) -> bool:
    if relation in EQUALITIES:
        return bool(np.all(near))
    if relation == r"\ne":
        return not bool(np.all(near))
    if relation not in _ORDERS:
        raise FormulaError(f"the relation {relation} is not checked")
    if np.iscomplexobj(one) or np.iscomplexobj(other):
        raise FormulaError("complex numbers have no order")
    above = one > other if relation in (">", r"\ge") else one < other
    return bool(np.all(above | near if relation in (r"\le", r"\ge") else above & ~near))


def _is_finite(value: Value) -> bool:
    items = value if isinstance(value, tuple) else (value,)
    return all(bool(np.all(np.isfinite(item))) for item in items)


def _size(array: Array) -> float:
    finite = np.abs(array[np.isfinite(array)]) if array.size else array
    return float(finite.max()) if finite.size else 0.0


def _matched(left: Value, right: Value, relation: str) -> tuple[Array, Array]:
    """Both sides in one shape: 0 stands for zeros, and a number bounds every entry."""
    one, other = shape_of(left), shape_of(right)
    if one != other:
        zero = (is_scalar(left) and left == 0) or (is_scalar(right) and right == 0)
        bound = relation in _ORDERS and (not one or not other)
        if not (zero or bound):
            raise Mismatch(f"the shapes {one} and {other} differ")
    both = np.broadcast_arrays(np.asarray(left), np.asarray(right))
    return both[0], both[1]


def _tuples(left: Value, relation: str, right: Value, relative: float, absolute: float) -> bool:
    one, other = _items(left), _items(right)
    if len(one) != len(other):
        raise Mismatch(f"{len(one)} and {len(other)} items are compared")
    return all(holds(a, relation, b, relative, absolute) for a, b in zip(one, other, strict=True))


def _items(value: Value) -> list[Value]:
    return list(value) if isinstance(value, tuple) or np.ndim(value) else [value]


def _is_in(left: Value, right: Value, relative: float, absolute: float) -> bool:
    members = list(right) if isinstance(right, tuple | np.ndarray) else [right]
    candidates = list(left) if isinstance(left, np.ndarray) and left.ndim == 1 else [left]
    return all(
        any(holds(candidate, "=", member, relative, absolute) for member in members)
        for candidate in candidates
    )


def _definite(left: Value, relation: str, right: Value, absolute: float) -> bool:
    """``A \\succeq B``: of matrices by eigenvalues, of vectors entry by entry."""
    one, other = _matched(left, right, relation)
    if not _is_finite((one, other)):
        return False
    difference = other - one if relation in (r"\preceq", r"\prec") else one - other
    if difference.ndim < 2:
        lowest = float(difference.min())
    elif difference.ndim == 2 and difference.shape[0] == difference.shape[1]:
        if not np.allclose(difference, difference.T):
            return False
        lowest = float(np.linalg.eigvalsh(difference).min())
    else:
        raise Mismatch("definiteness is of a square matrix")
    slack = 1e-9 * (1 + _size(difference)) + absolute
    return lowest > slack if relation in (r"\succ", r"\prec") else lowest >= -slack


def _proportional(left: Value, right: Value, relative: float) -> bool:
    one, other = np.ravel(left), np.ravel(right)
    if one.shape != other.shape or one.size < 2:
        raise FormulaError(r"\propto is checked between vectors of one length")
    place = int(np.argmax(np.abs(other)))
    if 0 in (one[place], other[place]) or not _is_finite((one, other)):
        return False
    factor = one[place] / other[place]
    return bool(np.allclose(one, factor * other, rtol=max(relative, _EXACT), atol=1e-12))


def _orthogonal(left: Value, right: Value) -> bool:
    if shape_of(left) != shape_of(right):
        raise Mismatch(f"the shapes {shape_of(left)} and {shape_of(right)} differ")
    lengths = np.linalg.norm(left) * np.linalg.norm(right)
    return bool(abs(np.sum(np.multiply(left, right))) <= _FLAT * lengths)
