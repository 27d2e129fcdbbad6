r"""Difference quotients: calls a function at planned points, checks its values, divides."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.calculus.difference_steps import Evaluations
from mathbook.errors import InputError

__all__ = ["ArrayFunction", "difference_quotients"]

ArrayFunction = Callable[[NDArray[Any]], ArrayLike]

# Outside its domain a real function has an imaginary part that is not the step's, as in
# log(-1) = i pi; also sqrt(0 + ih) has one. It is large itself, and huge after division by h.
_IMAGINARY, _STEEP = 1e-20, 1e14
# BLAS may sum the rows in different orders; what they compute agrees far better than this.
_SAME = 1e-6
# Rounded to these, f changes by less than its rounding error over a step made for float64.
_TOO_SHORT = (np.float16, np.float32, np.complex64)


def difference_quotients(
    f: ArrayFunction, plan: Evaluations, *, scalar: bool = False, vectorized: bool = False
) -> NDArray[np.float64]:
    r"""The transposed Jacobian matrix, $\partial f_j / \partial x_i$ in row $i$.

    Args:
        f: Maps shape (n,) to a scalar or to shape (m,), with ``vectorized`` shape (k, n)
            to shape (k, m).
        plan: Where f is evaluated, in which order, and what the differences are divided by.
        scalar: Whether f has to return a scalar.
        vectorized: Whether f takes all k points in one call.

    Returns:
        $J^\top$, shape (n, m); m = 1 for a scalar.

    Raises:
        InputError: A value of f has the wrong shape or type, or is not finite.

    Section 2.1, Gradients and the Jacobian matrix.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §8.1.
        Squire & Trapp (1998), SIAM Review 40(1):110-112 (complex step).
    """
    # A warning of f that is made an error would hide the one that names the point.
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        values = _all_at_once(f, plan) if vectorized else _one_by_one(f, plan, scalar)
        n = plan.point.size
        if plan.method == "complex":
            differences = values.imag
        elif plan.method == "forward":
            differences = values[1:] - values[0]
        else:
            differences = values[:n] - values[n:]
        quotients: NDArray[np.float64] = differences / plan.widths[:, None]
    # A real value that is not finite leaves no finite quotient: they need not all be seen.
    if not np.isfinite(values if plan.method == "complex" else quotients).all():
        raise InputError(_not_finite(values, plan))
    if plan.method == "complex":
        _check_complex_step(values, quotients, plan, vectorized)
    return quotients


def _one_by_one(f: ArrayFunction, plan: Evaluations, scalar: bool) -> NDArray[Any]:
    """The values of ``f`` as rows, shape (k, m), from k calls with an own array each."""
    replacements = plan.replacements()
    start = plan.point.astype(plan.moves[0].dtype)
    shape: tuple[int, ...] | None = None
    dtype: np.dtype[Any] | None = None
    rows = np.empty(0)
    for row, (i, replacement) in enumerate(replacements):
        point = start.copy()
        point[i] = replacement
        value = np.asarray(f(point))
        if value.dtype is not dtype:
            _check_type(value, plan, row)
            dtype = value.dtype
        if value.shape != shape:
            _check_shape(value, shape, scalar, plan, row)
            shape = value.shape
            rows = np.empty((len(replacements), *shape), start.dtype)
        rows[row] = value  # a copy: f may return the same array each time
    return rows.reshape(len(rows), -1)


def _all_at_once(f: ArrayFunction, plan: Evaluations) -> NDArray[Any]:
    """The values of ``f`` as rows, shape (k, m), from one call."""
    points = plan.stacked()
    k, n = points.shape
    try:
        values = np.asarray(f(points))
    except Exception as error:
        error.add_note(f"with vectorized=True f was called with {k} points, shape ({k}, {n})")
        raise
    if values.ndim != 2 or len(values) != k or values.size == 0:
        raise InputError(
            f"got f of shape {values.shape}, expected ({k}, m): with vectorized=True f maps "
            f"the {k} points in the rows of shape ({k}, {n}) to a row of values each, m = 1 "
            "for a scalar"
        )
    _check_type(values, plan, 0)
    return values.astype(points.dtype, copy=False)


def _check_shape(
    value: NDArray[Any], before: tuple[int, ...] | None, scalar: bool, plan: Evaluations, row: int
) -> None:
    """Refuses a ``value`` that is no scalar or vector, or not of the shape ``before``."""
    if before is not None:
        expected = f"{before} as at the points before"
    elif scalar and value.ndim > 0:
        expected = "a scalar: numerical_jacobian computes the derivative of a vector"
    elif value.ndim > 1 or value.size == 0:
        expected = "a scalar or shape (m,)"
    else:
        return
    raise InputError(f"got f of shape {value.shape} {plan.describe(row)}, expected {expected}")


def _check_type(value: NDArray[Any], plan: Evaluations, row: int) -> None:
    """Refuses values whose kind of number cannot carry the derivative."""
    kind = value.dtype.kind
    if kind not in "iufc":
        expected = "numbers"
    elif plan.method == "complex" and kind != "c":
        expected = (
            "complex values: f loses the imaginary part, in which the complex step has the "
            "derivative (abs, float, np.real or a real array inside f do), or is a constant; "
            "the result would be 0 whatever f is. Compute f in complex arithmetic or use "
            'method="central"'
        )
    elif plan.method != "complex" and kind == "c":
        expected = f'real values: method="{plan.method}" differentiates a real f'
    elif plan.automatic and value.dtype in _TOO_SHORT:
        expected = (
            "double precision: the steps are made for it, and f is rounded more coarsely than "
            "it changes. Compute f in float64 or pass a larger h"
        )
    else:
        return
    raise InputError(f"got f of dtype {value.dtype} {plan.describe(row)}, expected {expected}")


def _not_finite(values: NDArray[Any], plan: Evaluations) -> str:
    """The message for ``values`` from which no finite quotient comes."""
    wrong = np.argwhere(~np.isfinite(values)).tolist()
    if not wrong:
        return "got values of f whose difference quotient overflows, expected smaller values"
    row, component = wrong[0]
    which = "f" if values.shape[1] == 1 else f"f[{component}]"
    got = f"got {which} = {values[row, component]} {plan.describe(row)}, expected a finite value"
    hint = "x must lie inside the domain of f"
    if plan.method == "complex":
        return f"{got}: {hint}"
    return f'{got}: {hint}; pass a smaller h or method="complex"'


def _check_complex_step(
    values: NDArray[np.complex128],
    quotients: NDArray[np.float64],
    plan: Evaluations,
    vectorized: bool,
) -> None:
    """Refuses imaginary parts that no step made, and rows that are not all f(x)."""
    size = 1.0 + np.abs(values.real)
    wrong = (np.abs(values.imag) > _IMAGINARY * size) & (np.abs(quotients) > _STEEP * size)
    if wrong.any():
        row = int(np.flatnonzero(wrong.any(axis=1))[0])
        raise InputError(
            f"got f with an imaginary part that no derivative explains {plan.describe(row)}, "
            "expected f that is real and differentiable: x must lie inside the domain of f"
        )
    if vectorized:
        scale = np.abs(values.real).max() + np.abs(quotients).max() * np.abs(plan.point).max()
        if np.ptp(values.real, axis=0).max() > _SAME * scale:
            raise InputError(
                "got f whose real parts differ between the points, expected the value f(x) in "
                "each row: with vectorized=True f maps each row by itself"
            )
