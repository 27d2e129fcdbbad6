r"""Where difference quotients evaluate a function, and what they divide by.

Each evaluation point is $x$ with one coordinate replaced. This module chooses the
replacements and checks what it is given; :mod:`mathbook.calculus.gradients` calls the
function.
"""

from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.errors import InputError

__all__ = ["Evaluations", "Method", "as_point", "difference_steps", "plan_evaluations"]

Method = Literal["central", "forward", "complex"]
_METHODS = get_args(Method)

# At scale 1 these balance truncation, O(h^2) and O(h), against rounding, O(eps / h).
_BALANCED = {"central": np.finfo(float).eps ** (1 / 3), "forward": np.finfo(float).eps ** (1 / 2)}
# log, 1/x and powers change on the scale |x|, sin and exp on the scale 1, and a step cannot
# know which it meets. The usual step serves both while it is far below |x|. Closer to 0 it
# shrinks with |x|: central differences of log and 1/x then err by less than 4e-7 (relative).
_SHRINKS_BELOW = 1e-2
# But no further than this, or rounding would take more than 7 digits of sin and exp.
_SMALLEST_SCALE = 1e-4
# The complex step subtracts nothing. It only has to be so small that h^2 vanishes, and so
# large that h times a derivative does not underflow.
_COMPLEX, _SMALLEST_COMPLEX = 1e-30, 1e-280


class Evaluations(NamedTuple):
    r"""The $k$ points that a difference quotient needs.

    They are $x$ itself where ``method`` is "forward", then for each of the ``moves`` and
    each $i$ the point $x$ with coordinate $i$ replaced by that of the move.

    Attributes:
        method: "central", "forward" or "complex".
        point: $x$, shape (n,).
        moves: Replacements of all coordinates, each of shape (n,); complex numbers for
            the complex step.
        widths: What the differences are divided by, shape (n,).
        automatic: Whether the steps were chosen here, for double precision.
    """

    method: Method
    point: NDArray[np.float64]
    moves: tuple[NDArray[Any], ...]
    widths: NDArray[np.float64]
    automatic: bool

    def replacements(self) -> list[tuple[int, complex]]:
        """The coordinate that is replaced and its new value, for each of the k points."""
        itself = [(0, self.point.item(0))] if self.method == "forward" else []
        return itself + [pair for move in self.moves for pair in enumerate(move.tolist())]

    def stacked(self) -> NDArray[Any]:
        """The points as the rows of one new array, shape (k, n)."""
        n, first = self.point.size, int(self.method == "forward")
        rows = np.empty((first + len(self.moves) * n, n), self.moves[0].dtype)
        rows[:] = self.point
        for start, move in enumerate(self.moves):
            block = rows[first + start * n : first + (start + 1) * n]
            block.reshape(-1)[:: n + 1] = move  # the diagonal
        return rows

    def describe(self, row: int) -> str:
        """Point number ``row`` in words, for a message."""
        i, new = self.replacements()[row]
        if row == 0 and self.method == "forward":
            return f"at x itself (x[0] = {new})"
        return f"where coordinate {i} is moved from x[{i}] = {self.point[i]} to {new}"


def as_point(x: ArrayLike, name: str = "x") -> NDArray[np.float64]:
    r"""A float64 copy of the vector $x \in \mathbb{R}^n$.

    Args:
        x: Real numbers of any kind, shape (n,).
        name: What messages call it.

    Returns:
        A new array, shape (n,).

    Raises:
        InputError: ``x`` is not one-dimensional, empty, not real or not finite.

    Section 2.1, Gradients and the Jacobian matrix.
    """
    try:
        given = np.asarray(x)
    except ValueError as error:
        raise InputError(f"got {name} = {x!r}, expected a vector of shape (n,)") from error
    if given.ndim != 1 or given.size == 0:
        raise InputError(
            f"got {name} of shape {given.shape}, expected a non-empty vector of shape (n,)"
        )
    if given.dtype.kind not in "iuf":
        raise InputError(f"got {name} of dtype {given.dtype}, expected real numbers")
    point = given.astype(np.float64)
    if not np.isfinite(point).all():
        i = int(np.flatnonzero(~np.isfinite(point))[0])
        raise InputError(f"got {name}[{i}] = {point[i]}, expected finite numbers")
    return point


def difference_steps(
    x: NDArray[np.float64], h: ArrayLike | None, method: Method
) -> NDArray[np.float64]:
    r"""The step of each coordinate.

    Without ``h`` it is
    $$\begin{aligned}
    h^{\text{central}}_i &= \epsilon^{1/3} \max\bigl(|x_i|, \min(1, 100 |x_i|), 10^{-4}\bigr),\\
    h^{\text{forward}}_i &= \epsilon^{1/2} \max\bigl(|x_i|, \min(1, 100 |x_i|), 10^{-4}\bigr),\\
    h^{\text{complex}}_i &= \max(10^{-30} |x_i|, 10^{-280}),
    \end{aligned}$$
    where a coordinate that is 0 counts as 1. A step that grows with $|x_i|$ is not lost in
    the rounding of $10^{12}$; one that shrinks with it stays inside the domain of $\log$ at
    $10^{-6}$. The floor bounds the rounding error, about $\epsilon |f| / h_i$, for tiny
    coordinates. Pass ``h`` for a function that changes on another scale, as $\sin$ does at
    $10^{12}$. The complex step has no rounding error to balance.

    Args:
        x: The point, shape (n,).
        h: None, or the step itself, a number or shape (n,).
        method: "central", "forward" or "complex".

    Returns:
        Positive steps, shape (n,).

    Raises:
        InputError: ``h`` has another shape, or is not positive and finite.

    Section 2.1, Gradients and the Jacobian matrix.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §8.1.
        Squire & Trapp (1998), SIAM Review 40(1):110-112.

    >>> import numpy as np
    >>> from mathbook.calculus.difference_steps import difference_steps
    >>> difference_steps(np.array([0.0, 1.0, 2.0]), None, "complex")
    array([1.e-30, 1.e-30, 2.e-30])
    >>> difference_steps(np.array([0.0, 1.0, 2.0]), None, "forward")
    array([1.49011612e-08, 1.49011612e-08, 2.98023224e-08])
    """
    # names: import numpy as np
    #        from mathbook.calculus.difference_steps import difference_steps
    #        \epsilon = np.finfo(float).eps
    #        x = np.array([2.0, -3e-7, 0.004, -0.5, 1e-300])
    #        h^{\text{central}} = difference_steps(x, None, "central")
    #        h^{\text{forward}} = difference_steps(x, None, "forward")
    #        h^{\text{complex}} = difference_steps(x, None, "complex")
    if h is not None:
        return _given_steps(h, x.size)
    size = np.abs(x)
    if method == "complex":
        steps = np.maximum(_COMPLEX * size, _SMALLEST_COMPLEX)
        steps[size == 0] = _COMPLEX
        return steps
    shrunk = np.maximum(np.minimum(size, _SHRINKS_BELOW) / _SHRINKS_BELOW, _SMALLEST_SCALE)
    scale = np.maximum(size, shrunk)
    scale[size == 0] = 1.0
    return _BALANCED[method] * scale


def plan_evaluations(x: ArrayLike, h: ArrayLike | None, method: Method) -> Evaluations:
    r"""The points at which ``method`` evaluates a function around $x$.

    Central: $x + h_i e_i$ for all $i$, then $x - h_i e_i$ ($2n$ points). Forward: $x$, then
    $x + h_i e_i$ ($n + 1$). Complex: $x + \mathrm{i} h_i e_i$ ($n$).

    Args:
        x: The point, shape (n,).
        h: None, or the step itself, a number or shape (n,).
        method: "central", "forward" or "complex".

    Returns:
        The points, and as widths the differences $(x_i + h_i) - (x_i - h_i)$ or
        $(x_i + h_i) - x_i$ of the numbers that are really used, which rounding makes
        differ from $2 h_i$ and $h_i$.

    Raises:
        InputError: An argument is not what it should be, or a step is lost in rounding
            or overflows.

    Section 2.1, Gradients and the Jacobian matrix.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §8.1.
    """
    if method not in _METHODS:
        known = ", ".join(repr(known) for known in _METHODS)
        raise InputError(f"got method={method!r}, expected one of {known}")
    point = as_point(x)
    steps = difference_steps(point, h, method)
    if method == "complex":
        return Evaluations(method, point, (point + 1j * steps,), steps, h is None)
    with np.errstate(over="ignore"):
        upper = point + steps
        lower = point - steps if method == "central" else point
        widths = upper - lower
    # Where only one of two steps is lost the difference would be one-sided.
    lost = upper == point
    if method == "central":
        lost |= lower == point
    if lost.any() or widths.max() == np.inf:
        i = int(np.argmax(lost | (widths == np.inf)))
        raise InputError(
            f"got a step of {steps[i]} at x[{i}] = {point[i]}, expected one that neither "
            f"vanishes in the rounding of x[{i}] nor overflows: pass another h or "
            'method="complex"'
        )
    moves = (upper, lower) if method == "central" else (upper,)
    return Evaluations(method, point, moves, widths, h is None)


def _given_steps(h: ArrayLike, n: int) -> NDArray[np.float64]:
    """The caller's ``h``, checked, one for each of ``n`` coordinates."""
    try:
        given = np.asarray(h)
    except ValueError as error:
        raise InputError(f"got h = {h!r}, expected a number or shape ({n},)") from error
    if given.shape not in ((), (n,)):
        raise InputError(f"got h of shape {given.shape}, expected a number or shape ({n},)")
    if given.dtype.kind not in "iuf":
        raise InputError(f"got h of dtype {given.dtype}, expected positive finite numbers")
    steps = np.broadcast_to(given, (n,)).astype(np.float64)
    wrong = ~((steps > 0) & np.isfinite(steps))
    if wrong.any():
        raise InputError(f"got h = {steps[wrong][0]}, expected positive finite numbers")
    return steps
