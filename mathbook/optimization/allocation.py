r"""A budget across cities: the split that returns most, found from its price."""

import math
from dataclasses import dataclass

import numpy as np

from mathbook.errors import InputError
from mathbook.optimization.allocation_certificates import Allocation, certified
from mathbook.optimization.arguments import Floats, number
from mathbook.optimization.cluster import RayCluster
from mathbook.optimization.response_curves import LogCurves, PowerCurves, ResponseCurves
from mathbook.optimization.sharing import SharingResult, allocate_budget_admm, sharing_step

__all__ = [
    "Allocation",
    "LogCurves",
    "PowerCurves",
    "RayCluster",
    "ResponseCurves",
    "SharingResult",
    "allocate_budget",
    "allocate_budget_admm",
    "sharing_step",
]

_TINY = np.finfo(float).tiny
_EPS = np.finfo(float).eps
# How well the budget is met, as a part of it.
_MET = 1e-13
_ROUNDED = 1e-12
# Two prices between which there is hardly another one: the answer is a mixture of their demands.
_NEIGHBOURS = 256 * _EPS


def allocate_budget(curves: ResponseCurves, budget: float, *, max_iter: int = 200) -> Allocation:
    r"""The split $x^*$ of the budget $B$ with the largest total return $R$,

    $$\max_x R(x) \quad \text{subject to} \quad \sum_{i=1}^n x_i = B, \quad x \ge 0,$$

    and its price $\nu$: the marginal return of each city that gets something, and at least that of
    each that gets nothing.

    At a price each city takes what pays, by itself. Together they take less the higher the price
    is, so one number has to be found. Newton's method does it on the logarithm of the price,
    between bounds, with one pass over the curves a step.

    Args:
        curves: The response curves $r_i$ of n cities.
        budget: $B$, from 0 on. A budget that no city wants, all curves being constant, is
            split equally, at the price 0.
        max_iter: How many steps at most.

    Returns:
        The answer with its certificate. It says whether it is ``converged``.

    Raises:
        InputError: The budget is not finite or negative, or ``curves`` are none.

    Section 3.4, A budget across cities.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, Example 5.2 (water-filling).

    >>> from mathbook.optimization.allocation import LogCurves, allocate_budget
    >>> curves = LogCurves(a=[60, 45, 20, 5], s=[10, 25, 10, 10])
    >>> best = allocate_budget(curves, budget=80)
    >>> print(best.x.round(6), round(best.price, 6), round(best.value, 4))
    [50. 20. 10.  0.] 1.0 147.8189
    """
    # names: import numpy as np
    #        from mathbook.optimization.allocation import LogCurves
    #        R(x) = LogCurves([60, 45, 20, 5], [10, 25, 10, 10]).value(x).sum()
    #        objective(x) = LogCurves([60, 45, 20, 5], [10, 25, 10, 10]).value(x).sum()
    #        constraints = [lambda x: x.sum() - 80.0, lambda x: x]
    #        B, n, x = 80.0, 4, np.array([20.0, 25.0, 20.0, 15.0])
    if not isinstance(curves, ResponseCurves):
        raise InputError(f"got curves of type {type(curves).__name__}, expected ResponseCurves")
    budget = number(budget, "budget", zero=True)
    n = len(curves)
    if budget == 0:
        steepest = float(curves.slope(np.zeros(n)).max())
        return certified(curves, np.zeros(n), steepest, budget, n_iter=0)
    low, high = curves.price_bounds(budget)
    if high == 0:
        return certified(curves, np.full(n, budget / n), 0.0, budget, n_iter=0)
    search = _search(curves, budget, max(low, _TINY), high, max_iter)
    return certified(curves, _split(curves, budget, search), search.price, budget, search.n_iter)


@dataclass(frozen=True)
class _Search:
    """A price, and two that enclose the right one."""

    price: float
    low: float
    high: float
    met: bool
    n_iter: int


def _search(
    curves: ResponseCurves, budget: float, low: float, high: float, max_iter: int
) -> _Search:
    """Newton's method on the logarithm of the price, kept between ``low`` and ``high``.

    The step is exact where demand plus shift is a power of the price, as it is for our curves as
    long as the same cities are funded.
    """
    price, nudge = low, _EPS
    # The bounds are rounded too.
    low, high = low * (1.0 - _ROUNDED), high * (1.0 + _ROUNDED)
    for k in range(1, max_iter + 1):
        spent, shift, response = curves.total_demand(price)
        if abs(spent - budget) <= _MET * budget:
            return _Search(price, low, high, True, k)
        low, high = (price, high) if spent > budget else (low, price)
        if high <= low * (1.0 + _NEIGHBOURS):
            return _Search(price, low, high, False, k)
        new = math.nan
        if spent + shift > 0 and response > 0 and math.isfinite(response):
            ratio = (spent + shift) / (budget + shift)
            new = price * math.exp(min(math.log(ratio) * (spent + shift) / response, 700.0))
        if abs(new - price) <= 4.0 * _EPS * price:
            # As near as rounding allows. A step beyond the root gives its other neighbour.
            nudge *= 4.0
            new = price * (1.0 + math.copysign(nudge, spent - budget))
        # Every eighth step halves: so the bounds close in whatever the curves are.
        if not low < new < high or k % 8 == 0:
            new = math.sqrt(low) * math.sqrt(high)
        price = new
    return _Search(price, low, high, False, max_iter)


def _split(curves: ResponseCurves, budget: float, search: _Search) -> Floats:
    """The demand at the price that was found; between two prices, a mixture that spends all."""
    if search.met:
        return curves.demand(search.price)
    more, less = curves.demand(search.low), curves.demand(search.high)
    most, least = float(more.sum()), float(less.sum())
    part = min(max((budget - least) / (most - least), 0.0), 1.0) if most > least else 0.5
    return less + part * (more - less)
