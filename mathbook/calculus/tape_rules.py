r"""How cotangents pass through operations of arrays, with their broadcasting.

A slope maps the cotangent $g$ of the result of an operation on $a$ and $b$ to that of one
operand, in the shape that both have together; :func:`summed` adds up what was broadcast.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from mathbook.calculus.floats import Floats, floats
from mathbook.errors import InputError

__all__ = [
    "Axis",
    "Slope",
    "along",
    "by_base",
    "by_denominator",
    "by_exponent",
    "by_left",
    "by_numerator",
    "by_right",
    "constant",
    "summed",
    "without",
]

Axis = int | tuple[int, ...] | None
"""One axis, several, or all."""

Slope = Callable[[Floats, Any, Any], Floats]
"""Maps g, a and b to the cotangent of a or of b."""


def constant(operand: object) -> Any:
    """An operand that is no variable. Python's own numbers leave the precision as it is.

    Raises:
        InputError: It is no number and no array of them.
    """
    if isinstance(operand, int | float) and not isinstance(operand, bool | np.generic):
        return operand
    return floats(operand, "an operand")  # type: ignore[arg-type]


def summed(cotangent: Floats, shape: tuple[int, ...]) -> Floats:
    """A cotangent in the ``shape`` of its operand, which was broadcast."""
    if cotangent.shape == shape:
        return cotangent
    extra = cotangent.ndim - len(shape)
    repeated = [axis + extra for axis, size in enumerate(shape) if size == 1]
    return np.asarray(np.add.reduce(cotangent, (*range(extra), *repeated))).reshape(shape)


def by_numerator(g: Floats, a: Any, b: Any) -> Floats:
    """Of the numerator of a / b."""
    return np.asarray(g / b)


def by_denominator(g: Floats, a: Any, b: Any) -> Floats:
    """Of the denominator of a / b."""
    return np.asarray(-g * a / (b * b))


def by_base(g: Floats, a: Any, b: Any) -> Floats:
    """Of the base of a ** b. A constant a ** 0 has the slope 0, also at a = 0."""
    if isinstance(b, int | float):
        return np.asarray(g * (b * a ** (b - 1))) if b else np.zeros_like(g)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(g * np.where(b == 0, 0, b * a ** np.where(b == 0, 1, b - 1)))


def by_exponent(g: Floats, a: Any, b: Any) -> Floats:
    """Of the exponent of a ** b, where a is positive.

    Raises:
        InputError: It is not, so that there is no logarithm of it.
    """
    if not (np.asarray(a) > 0).all():
        least = np.min(a)
        raise InputError(
            f"got the base {least} of a power, expected a positive one: its exponent is a Variable"
        )
    return np.asarray(g * a**b * np.log(a))


def by_left(g: Floats, a: Floats, b: Floats) -> Floats:
    """Of the left operand of a @ b."""
    if b.ndim == 1:
        return g[..., None] * b
    if a.ndim == 1:
        return (b @ g[..., None])[..., 0]
    return g @ b.swapaxes(-1, -2)


def by_right(g: Floats, a: Floats, b: Floats) -> Floats:
    """Of the right operand of a @ b."""
    if a.ndim == 1:
        return a[:, None] * g[..., None, :] if b.ndim > 1 else g * a
    if b.ndim == 1:
        return (a.swapaxes(-1, -2) @ g[..., None])[..., 0]
    return a.swapaxes(-1, -2) @ g


def along(reduction: Callable[..., Any], value: Floats, axis: Axis) -> Floats:
    """A reduction that keeps the axes, with a length of one.

    Raises:
        InputError: There is no such axis, or nothing to reduce.
    """
    try:
        return np.asarray(reduction(value, axis=axis, keepdims=True))
    except ValueError as error:  # of which an AxisError is one
        raise InputError(f"got shape {value.shape} and axis={axis}: {error}") from error


def without(kept: Floats, value: Floats, axis: Axis) -> Floats:
    """What a reduction of ``value`` along ``axis`` kept, without those axes."""
    if axis is None:
        return kept.reshape(())
    gone = {each % value.ndim for each in ((axis,) if isinstance(axis, int) else axis)}
    return kept.reshape([size for place, size in enumerate(kept.shape) if place not in gone])
