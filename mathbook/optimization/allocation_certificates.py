r"""The answer to a problem of allocation, with the residuals that certify it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, number, vector

__all__ = ["Allocation", "AllocationResiduals", "Returns", "allocation_residuals", "certified"]

# What residuals may be, as a part of the price or the budget, for an answer that is "converged".
_SMALL = 1e-9


class Returns(Protocol):
    """What a certificate needs to know of the curves."""

    def __len__(self) -> int: ...

    def value(self, x: ArrayLike) -> Floats:
        """The returns."""

    def slope(self, x: ArrayLike) -> Floats:
        """The marginal returns."""


@dataclass(frozen=True)
class AllocationResiduals:
    r"""By how much a split $x$ and a price $\nu$ miss the conditions of an optimum.

    All zero says: no other split of the budget $B$ returns more.

    Attributes:
        stationarity: $\max |r_i'(x_i) - \nu|$ over the cities that get something.
        dual_feasibility: $\max (r_i'(0) - \nu)$ over the cities that get nothing, or 0 if that is
            negative.
        primal_feasibility: By how much the budget is missed; spending below 0 is refused, not
            measured.
    """

    stationarity: float
    dual_feasibility: float
    primal_feasibility: float


@dataclass(frozen=True, eq=False)
class Allocation:
    r"""A split of a budget, with the residuals that certify it.

    Attributes:
        x: What each city gets, shape (n,).
        price: $\nu$, what one more unit of the budget would return.
        value: What the split returns, $\sum_i r_i(x_i)$.
        budget: $B$.
        residuals: By how much the split misses the conditions of an optimum.
        n_iter: How many steps were done.
        converged: Whether the residuals are small, as parts of the price and the budget.
    """

    x: Floats
    price: float
    value: float
    budget: float
    residuals: AllocationResiduals
    n_iter: int
    converged: bool


def allocation_residuals(
    curves: Returns, x: ArrayLike, price: float, budget: float
) -> AllocationResiduals:
    r"""How far $x$ and the price $\nu$ are from the conditions of an optimum: the budget is spent,

    $$r_i'(x_i) = \nu \quad \text{where } x_i > 0,$$

    and the slope at 0 is at most $\nu$ where a city gets nothing.

    Args:
        curves: The response curves of n cities.
        x: A split, shape (n,), not negative.
        price: $\nu$.
        budget: $B$, from 0 on.

    Returns:
        The residuals.

    Raises:
        InputError: Something is not finite, or negative, or of another shape.

    Section 3.4, A budget across cities.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §5.5.3 (KKT conditions).

    >>> from mathbook.optimization.allocation_certificates import allocation_residuals
    >>> from mathbook.optimization.response_curves import LogCurves
    >>> curves = LogCurves(a=[60, 45, 20, 5], s=[10, 25, 10, 10])
    >>> print(allocation_residuals(curves, [50, 20, 10, 0], price=1.0, budget=80))
    AllocationResiduals(stationarity=0.0, dual_feasibility=0.0, primal_feasibility=0.0)
    >>> print(allocation_residuals(curves, [20, 20, 20, 20], price=1.0, budget=80).stationarity)
    1.0
    """
    # names: from mathbook.optimization.response_curves import LogCurves
    #        i, x, \nu = 2, [50.0, 20.0, 10.0, 0.0], 1.0
    #        r_i(t) = LogCurves([45], [25]).value([t])[0]
    x = vector(x, "x", len(curves))
    budget = number(budget, "budget", zero=True)
    if not np.isfinite(price):
        raise InputError(f"got price = {price}, expected a finite number")
    above = curves.slope(x) - price
    funded = x > 0
    inside, outside = above[funded], above[~funded]
    return AllocationResiduals(
        stationarity=float(max(inside.max(initial=0.0), -inside.min(initial=0.0))),
        dual_feasibility=float(outside.max(initial=0.0)),
        primal_feasibility=abs(float(x.sum()) - budget),
    )


def certified(curves: Returns, x: Floats, price: float, budget: float, n_iter: int) -> Allocation:
    """The split as an :class:`Allocation`, its residuals computed from the curves."""
    residuals = allocation_residuals(curves, x, price, budget)
    marginal = max(residuals.stationarity, residuals.dual_feasibility)
    return Allocation(
        x=x,
        price=price,
        value=float(curves.value(x).sum()),
        budget=budget,
        residuals=residuals,
        n_iter=n_iter,
        converged=marginal <= _SMALL * price and residuals.primal_feasibility <= _SMALL * budget,
    )
