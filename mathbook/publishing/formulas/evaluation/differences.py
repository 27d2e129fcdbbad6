"""Numerical derivatives of a function of one number or array, by central differences.

The differences at three steps are extrapolated (Richardson), which leaves an error of
order h^6. Where the slopes of the two sides disagree there is a kink, and no derivative.
"""

from collections.abc import Callable

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Kink, Mismatch
from mathbook.publishing.formulas.evaluation.values import (
    Array,
    Value,
    is_scalar,
    largest,
    reduced,
)

__all__ = ["derivative", "entrywise_derivative"]

_STEP = 2.0**-6
_SHRINK = 1 / 16
_TRIES = 4
_KINK = 0.6
_NOISE = 1e-7
_ROUNDING = 1e-15
_ACCURATE = 1e-7


def derivative(function: Callable[[Value], Value], at: Value) -> Value:
    """The derivative of ``function`` at ``at``: shape of its value, then shape of ``at``.

    Raises:
        Kink: If the slopes of the two sides differ at every step.
        FormulaError: If the function has no finite values around ``at``.
    """
    if is_scalar(at):
        return _slope(function, at, 1.0, max(1.0, abs(at)))
    point = _array(at).astype(float)
    slopes = []
    for place in np.ndindex(point.shape):
        unit = np.zeros(point.shape)
        unit[place] = 1.0
        size = max(1.0, abs(float(point[place])))
        slopes.append(np.asarray(_slope(function, point, unit, size)))
    stacked = np.stack(slopes, axis=-1)
    return reduced(stacked.reshape(stacked.shape[:-1] + point.shape))


def entrywise_derivative(function: Callable[[Value], Value], at: Value) -> Value:
    """The derivative of a function that acts on each entry by itself."""
    unit = 1.0 if is_scalar(at) else np.ones(np.shape(at))
    size = largest(_array(at))
    return _slope(function, at, unit, max(1.0, size))


def _slope(function: Callable[[Value], Value], at: Value, unit: Value, size: float) -> Value:
    """The slope along ``unit``, with smaller steps where the first one meets a kink or bends."""
    widest = _STEP * 2.0 ** np.round(np.log2(size))
    middle = _array(function(at))
    kinked = False
    best: Array | None = None
    least = float("inf")
    for attempt in range(_TRIES):
        steps = [widest * _SHRINK**attempt / 2**level for level in range(3)]
        sides = np.array([_sides(function, at, unit, step) for step in steps])
        if not np.all(np.isfinite(sides)):
            continue
        slopes = [(above - below) / (2 * h) for h, (above, below) in zip(steps, sides, strict=True)]
        if _has_kink(middle, sides) or not _agree(slopes, sides):
            kinked = True
            continue
        result, error = _extrapolated(slopes)
        error += _ROUNDING * largest(sides) / steps[-1]
        if error < least:
            best, least = result, error
        if least <= _ACCURATE * largest(result):
            break
    if best is not None:
        return best.item() if best.ndim == 0 else best
    if kinked:
        raise Kink("there is a kink: the slopes of its two sides differ")
    raise FormulaError("a derivative is of a function that is finite around the point")


def _sides(
    function: Callable[[Value], Value], at: Value, unit: Value, step: float
) -> tuple[Array, Array]:
    return _array(function(at + step * unit)), _array(function(at - step * unit))


def _array(value: Value) -> Array:
    if isinstance(value, tuple) or not np.size(value):
        raise Mismatch("a derivative is of a number or an array, by a number or an array")
    return np.asarray(value)


def _extrapolated(slopes: list[Array]) -> tuple[Array, float]:
    """Richardson's extrapolation of central differences at h, h/2 and h/4, and its last step."""
    first = [(4 * slopes[1] - slopes[0]) / 3, (4 * slopes[2] - slopes[1]) / 3]
    result = np.asarray((16 * first[1] - first[0]) / 15)
    return result, largest(result - first[1])


def _has_kink(middle: Array, sides: Array) -> bool:
    """Whether the second difference shrinks like the step, as at a corner, not its square."""
    bends = np.abs(sides[:, 0] + sides[:, 1] - 2 * middle)
    wide, narrow = bends[0], bends[2] * 4  # of steps h and h/4, per step
    scale = largest(sides) + 1e-300
    return bool(np.any((narrow > _KINK * wide) & (narrow > _NOISE * scale)))


def _agree(slopes: list[Array], sides: Array) -> bool:
    """Whether the slopes at two steps agree, as they do where there is a derivative."""
    size = max(largest(slope) for slope in slopes)
    noise = 1e-9 * (largest(sides) + 1e-300)
    gap = largest(slopes[2] - slopes[1])
    return gap <= 0.02 * size + noise / _STEP
