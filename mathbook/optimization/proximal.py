r"""Proximal operators in closed form: soft thresholding and three projections.

The proximal operator of $t h$ maps $a$ to the best compromise between a small $h$ and a short way:
it minimizes $t\, h(x) + \tfrac12 \|x - a\|_2^2$ over $x$. That of a set's indicator is the
projection onto the set, whatever $t$ is.
"""

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, number, vector

__all__ = ["project_box", "project_budget", "project_simplex", "soft_threshold"]


def soft_threshold(a: ArrayLike, t: ArrayLike) -> Floats:
    r"""The proximal operator of the absolute value, for each number of ``a`` by itself,

    $$S_t(a) = \arg\min_x \left( t |x| + \tfrac12 (x - a)^2 \right)
    = \operatorname{sign}(a) \max(|a| - t, 0), \qquad t \ge 0.$$

    Args:
        a: Numbers, any shape.
        t: The threshold, from 0 on; any shape that broadcasts to that of ``a``.

    Returns:
        $S_t(a)$, the shape of ``a``; exactly 0 where the number is not above the threshold.

    Raises:
        InputError: A number is not finite, the threshold is negative, or shapes do not fit.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §4.4.3.

    >>> from mathbook.optimization.proximal import soft_threshold
    >>> print(soft_threshold([3.0, -0.5, -2.0], 1.0))
    [ 2.  0. -1.]
    """
    # names: from mathbook.optimization.proximal import soft_threshold
    #        a, t = 1.5, 0.4
    #        S_t(a) = float(soft_threshold(a, t))
    a, t = _finite(a, "a"), _finite(t, "t")
    if (t < 0).any():
        raise InputError(f"got t with {t.min()}, expected thresholds from 0 on")
    try:
        kept = np.broadcast_to(t, a.shape)
    except ValueError as error:
        raise InputError(
            f"got t of shape {t.shape}, expected one that broadcasts to {a.shape}, that of a"
        ) from error
    # The same as sign(a) max(|a| - t, 0), and never -0.
    return np.asarray(a - np.clip(a, -kept, kept))


def project_box(a: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> Floats:
    r"""The point of a box that is nearest to ``a``,

    $$x_i = \min(\max(a_i, l_i), h_i).$$

    Args:
        a: Shape (n,).
        lower: The lower bounds $l$, a number or shape (n,); minus infinity is none.
        upper: The upper bounds $h$, a number or shape (n,); infinity is none.

    Returns:
        The projection, shape (n,).

    Raises:
        InputError: Shapes do not fit, a number is NaN, or a lower bound is above its upper one.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §8.1.1.

    >>> from mathbook.optimization.proximal import project_box
    >>> print(project_box([-1.0, 0.5, 7.0], 0.0, [1.0, 1.0, 5.0]))
    [0.  0.5 5. ]
    """
    # names: import numpy as np
    #        a, l, h = vector(3), np.array([-0.5, -0.2, 0.1]), np.array([0.3, 0.4, 0.5])
    #        x, i = project_box(a, l, h), 1
    a = vector(a, "a")
    low, high = _bounds(lower, "lower", a.size), _bounds(upper, "upper", a.size)
    crossed = np.flatnonzero((low > high) | (low == np.inf) | (high == -np.inf))
    if crossed.size:
        i = crossed[0]
        raise InputError(
            f"got the bounds {low[i]} and {high[i]} for number {i}, "
            "expected a lower one that is at most the upper one"
        )
    return np.minimum(np.maximum(a, low), high)


def project_budget(a: ArrayLike, budget: float) -> Floats:
    r"""The nearest point that spends the budget $B$ exactly; single numbers may be negative,

    $$x_i = a_i + \frac{B - \sum_{j=1}^n a_j}{n}.$$

    Args:
        a: Shape (n,).
        budget: $B$, the sum that is wanted.

    Returns:
        The projection on the plane of all points with the sum $B$, shape (n,).

    Raises:
        InputError: ``a`` is no finite vector or the budget no finite number.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §8.1.1.

    >>> from mathbook.optimization.proximal import project_budget
    >>> print(project_budget([3.0, 2.0, 1.0], 9.0))
    [4. 3. 2.]
    """
    # names: a, B, n, i = vector(3), 2.5, 3, 1
    #        x = project_budget(a, B)
    a = vector(a, "a")
    return np.asarray(a + (_single(budget, "budget") - a.sum()) / a.size)


def project_simplex(a: ArrayLike, total: float = 1.0) -> Floats:
    r"""The nearest point with numbers from 0 on and the sum $B$,

    $$x_i = \max(a_i - \tau, 0),$$
    where $\tau$ is the one number that makes $\sum_i x_i = B$: a price that all pay, and who cannot
    pay it gets nothing.

    Args:
        a: Shape (n,).
        total: $B$, positive; 1 gives probabilities.

    Returns:
        The projection, shape (n,).

    Raises:
        InputError: ``a`` is no finite vector or the total no finite number above 0.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §8.1.1.

    >>> from mathbook.optimization.proximal import project_simplex
    >>> print(project_simplex([0.9, 0.5, -2.0]))
    [0.7 0.3 0. ]
    """
    # names: import numpy as np
    #        a, B, i = np.array([0.9, 0.5, -2.0]), 1.0, 1
    #        x = project_simplex(a, B)
    #        \tau = a.max() - project_simplex(a, B).max()
    a, total = vector(a, "a"), number(total, "total")
    # Prices count from the largest number, which keeps a small total beside large numbers.
    falling = np.sort(a)[::-1] - a.max()
    prices = (np.cumsum(falling) - total) / np.arange(1, a.size + 1)
    paying = np.flatnonzero(falling > prices)[-1]
    return np.asarray(np.maximum(a - a.max() - prices[paying], 0.0))


def _finite(value: ArrayLike, name: str) -> Floats:
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise InputError(f"{name}: expected numbers in a regular array ({error})") from error
    if array.dtype.kind not in "iuf" or not np.isfinite(array).all():
        raise InputError(f"got {name} = {value!r}, expected finite real numbers")
    return array.astype(np.float64)


def _single(value: float, name: str) -> float:
    array = _finite(value, name)
    if array.ndim:
        raise InputError(f"got {name} of shape {array.shape}, expected a number")
    return float(array)


def _bounds(value: ArrayLike, name: str, n: int) -> Floats:
    """Bounds for each of n numbers; infinite ones bind nothing."""
    array = np.asarray(value)
    if array.dtype.kind not in "iuf" or np.isnan(array).any():
        raise InputError(f"got {name} = {value!r}, expected real numbers")
    if array.shape not in ((), (n,)):
        raise InputError(f"got {name} of shape {array.shape}, expected a number or shape ({n},)")
    return np.broadcast_to(array, (n,)).astype(np.float64)
