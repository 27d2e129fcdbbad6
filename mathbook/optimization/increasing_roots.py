"""Roots of many increasing functions at once: Newton's method, kept between bounds."""

from collections.abc import Callable

import numpy as np

from mathbook.errors import DivergenceError
from mathbook.optimization.arguments import Floats

__all__ = ["increasing_roots"]


def increasing_roots(
    function: Callable[[Floats], tuple[Floats, Floats]],
    low: Floats,
    high: Floats,
    start: Floats,
    max_iter: int = 200,
) -> Floats:
    r"""For each $i$ the root of an increasing function $h_i$ between two bounds.

    Newton's step $x - h(x) / h'(x)$, or the middle of the bounds where that leaves them. After
    each value the bounds close in on the root, so the middle is never far. Where $h_i$ is positive
    already at the lower bound, that bound is the answer, which is what a minimizer over
    the numbers from 0 on needs.

    Args:
        function: Maps points of shape (n,) to the values $h_i(x_i)$ and the slopes $h_i'(x_i)$.
        low: Lower bounds, shape (n,).
        high: Upper bounds, shape (n,), where the functions are not negative, up to rounding.
        start: Where Newton's method begins, shape (n,), between the bounds.
        max_iter: How many steps at most.

    Returns:
        The roots, shape (n,).

    Raises:
        DivergenceError: Some root was not found in ``max_iter`` steps.

    Section 3.4, A budget across cities.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §11.1 (Newton's method).

    >>> import numpy as np
    >>> from mathbook.optimization.increasing_roots import increasing_roots
    >>> targets = np.array([2.0, 3.0])
    >>> square = lambda x: (x**2 - targets, 2 * x)
    >>> print(increasing_roots(square, np.zeros(2), targets, np.ones(2)))
    [1.41421356 1.73205081]
    """
    # names: x = 1.5
    #        h(x) = x**2 - 2
    low, high, x = low.copy(), high.copy(), start.copy()
    for k in range(max_iter):
        value, slope = function(x)
        above = value > 0
        high = np.where(above, x, high)
        low = np.where(above, low, x)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            new = x - value / slope
        # Every eighth step halves: so the bounds close in whatever the function is.
        outside = ~((new >= low) & (new <= high)) | (k % 8 == 7)
        new = np.where(outside, low + 0.5 * (high - low), new)
        new = np.where(value == 0, x, new)
        # Four roundings of x: nearer than that, Newton's steps only jitter.
        if (np.abs(new - x) <= 4 * np.finfo(float).eps * np.maximum(np.abs(x), np.abs(new))).all():
            return new
        x = new
    raise DivergenceError(
        f"got a root that still moves by {np.abs(value).max():.3g} after {max_iter} steps, "
        "expected increasing functions with a root between the bounds"
    )
