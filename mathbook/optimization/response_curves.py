r"""What a budget buys: concave response curves, one for each city, held as arrays.

Allocation asks what a city demands at a price, and what it takes instead of a proposal.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import boxcox1p

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, vector
from mathbook.optimization.increasing_roots import increasing_roots

__all__ = ["Demand", "LogCurves", "PowerCurves", "ResponseCurves"]

# Numbers that stay in the processor's cache between the operations of a pass, and are too few for
# the linear algebra to wake other threads.
_BLOCK = 8_192


class Demand(NamedTuple):
    r"""What all cities together demand at a price, and how that changes with it.

    Attributes:
        spent: $\sum_i x_i$.
        shift: A constant that makes ``spent + shift`` nearly a power of the price.
        response: Minus the derivative of ``spent`` with respect to the logarithm of the price.
    """

    spent: float
    shift: float
    response: float


class ResponseCurves(ABC):
    r"""Concave, increasing, differentiable functions $r_1, \dots, r_n$ on the numbers from 0 on.

    A subclass says what its ``value``, ``slope`` and ``curvature`` are, how many curves there are
    and how to take some of them; the slope has to be continuous and to fall strictly towards 0.
    The rest follows by a safeguarded Newton method, which a closed form may replace.

    Section 3.4, A budget across cities.
    """

    @abstractmethod
    def __len__(self) -> int:
        """How many curves there are."""

    @abstractmethod
    def __getitem__(self, part: slice) -> Self:
        """Some of the curves."""

    @abstractmethod
    def value(self, x: ArrayLike) -> Floats:
        """The returns $r_i(x_i)$, shape (..., n) as ``x``."""

    @abstractmethod
    def slope(self, x: ArrayLike) -> Floats:
        """The marginal returns $r_i'(x_i)$, shape (..., n) as ``x``."""

    @abstractmethod
    def curvature(self, x: ArrayLike) -> Floats:
        """The second derivatives $r_i''(x_i)$, shape (..., n) as ``x``."""

    def demand(self, price: float) -> Floats:
        r"""What each city takes at the price $\nu$ for a unit, the maximizer of
        $r_i(x) - \nu x$ from 0 on; shape (n,).
        """
        low = np.zeros(len(self))
        high = np.ones(len(self))
        while (short := self.slope(high) > price).any():
            high[short] *= 2.0
            if high.max() > 1e300:
                raise InputError(f"got a slope above {price} everywhere, expected one that falls")
        return increasing_roots(
            lambda x: (price - self.slope(x), -self.curvature(x)), low, high, low.copy()
        )

    def prox(self, v: ArrayLike, t: float) -> Floats:
        r"""What each city takes instead of a proposal $v_i$, the minimizer of
        $\tfrac12 (x - v_i)^2 - t\, r_i(x)$ from 0 on; shape (n,).

        The minimizer is 0, or the root of an increasing function: $x - v_i - t\, r_i'(x)$.
        """
        v = vector(v, "v", len(self))
        low = np.maximum(v, 0.0)
        high = np.maximum(v + t * self.slope(low), 0.0)
        return increasing_roots(
            lambda x: (x - v - t * self.slope(x), 1.0 - t * self.curvature(x)), low, high, low
        )

    def total_demand(self, price: float) -> Demand:
        """The sum of ``demand``, and how it changes with the price."""
        x = self.demand(price)
        funded = x > 0
        response = -price / self.curvature(x)[funded]
        return Demand(float(x.sum()), 0.0, float(response.sum()))

    def price_bounds(self, budget: float) -> tuple[float, float]:
        """Two prices between which all cities together demand the budget, which is positive.

        At the lower one some city alone takes it all; above the upper one none takes its share.
        """
        n = len(self)
        lower = self.slope(np.full(n, budget)).max()
        return float(lower), float(self.slope(np.full(n, budget / n)).max())


@dataclass(frozen=True, eq=False)
class LogCurves(ResponseCurves):
    r"""Logarithmic response: $r(x) = a \ln(1 + x / s)$ for each city.

    The slope is $r'(x) = a / (s + x)$. At the scale $s$ it is half of what it is at 0.

    Args:
        a: How much each city responds, shape (n,), not negative.
        s: The scales, shape (n,), positive.

    Raises:
        InputError: Shapes or signs are not so, or a number is not finite.

    Section 3.4, A budget across cities.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, Example 5.2 (water-filling).

    >>> from mathbook.optimization.response_curves import LogCurves
    >>> curves = LogCurves(a=[60, 45], s=[10, 25])
    >>> print(curves.value([10, 0]).round(4), curves.slope([10, 0]))
    [41.5888  0.    ] [3.  1.8]
    >>> print(curves.demand(1.5), curves.prox([20, 20], t=20.0))
    [30.  5.] [42.74917218 35.        ]
    """

    # names: a, s, x = 60.0, 10.0, 7.0
    #        r(x) = LogCurves([a], [s]).value([x])[0]

    a: Floats
    s: Floats

    def __init__(self, a: ArrayLike, s: ArrayLike) -> None:
        _set_scales(self, a, s)

    def __len__(self) -> int:
        return self.a.size

    def __getitem__(self, part: slice) -> Self:
        return type(self)(self.a[part], self.s[part])

    def value(self, x: ArrayLike) -> Floats:
        """As in :class:`ResponseCurves`."""
        return self.a * np.log1p(_spending(x, len(self)) / self.s)

    def slope(self, x: ArrayLike) -> Floats:
        """As in :class:`ResponseCurves`."""
        return self.a / (self.s + _spending(x, len(self)))

    def curvature(self, x: ArrayLike) -> Floats:
        """As in :class:`ResponseCurves`."""
        return -self.a / (self.s + _spending(x, len(self))) ** 2

    def demand(self, price: float) -> Floats:
        r"""At the price $\nu$ each city takes $\max(0, a / \nu - s)$."""
        x = self.a * (1.0 / price)
        x -= self.s
        return np.maximum(x, 0.0, out=x)

    def prox(self, v: ArrayLike, t: float) -> Floats:
        r"""The positive root of a quadratic, or 0:
        $\max\{0, \tfrac12 (v - s + \sqrt{(v + s)^2 + 4 t a})\}$.
        """
        v = vector(v, "v", len(self))
        below = v - self.s
        root = np.hypot(v + self.s, 2.0 * np.sqrt(t * self.a))
        # Where v < s the sum cancels; the product of both roots, -(vs + ta), does not.
        with np.errstate(divide="ignore", invalid="ignore"):
            safe = 2.0 * (v * self.s + t * self.a) / (root - below)
        return np.maximum(np.where(below < 0, safe, 0.5 * (below + root)), 0.0)

    def total_demand(self, price: float) -> Demand:
        """As in :class:`ResponseCurves`, in one pass over the data."""
        w, spent, shift = 1.0 / price, 0.0, 0.0
        for first in range(0, self.a.size, _BLOCK):
            s = self.s[first : first + _BLOCK]
            x = self.a[first : first + _BLOCK] * w
            x -= s
            funded = (x > 0).astype(np.float64)
            spent += float(funded @ x)
            shift += float(funded @ s)
        return Demand(spent, shift, spent + shift)

    def price_bounds(self, budget: float) -> tuple[float, float]:
        """As in :class:`ResponseCurves`; the lower one is right if every city is funded."""
        lower = float(self.a.sum()) / (budget + float(self.s.sum()))
        return lower, float((self.a / self.s).max())


@dataclass(frozen=True, eq=False)
class PowerCurves(ResponseCurves):
    r"""Powers: $r(x) = a ((1 + x / s)^p - 1) / p$ for each city, with a $p$ below 1.

    One half gives a square root, minus one gives $a x / (s + x)$, which saturates at $a$, and
    0 stands for the limit, the logarithm of :class:`LogCurves`. The slope is
    $r'(x) = (a / s) (1 + x / s)^{p - 1}$, and the proximal operator has no closed form for all $p$.

    Args:
        a: How much each city responds, shape (n,), not negative.
        s: The scales, shape (n,), positive.
        p: The exponents, a number or shape (n,), below 1.

    Raises:
        InputError: Shapes, signs or exponents are not so, or a number is not finite.

    Section 3.4, A budget across cities.

    >>> from mathbook.optimization.response_curves import PowerCurves
    >>> curves = PowerCurves(a=[60, 45], s=[10, 25], p=[0.5, -1])
    >>> print(curves.value([30, 25]), curves.slope([30, 25]))
    [120.   22.5] [3.   0.45]
    >>> print(curves.demand(3).round(6), curves.prox([20, 20], t=20.0).round(4))
    [30.  0.] [64.087  28.0077]
    """

    # names: a, s, x, p = 60.0, 10.0, 7.0, -1
    #        r(x) = PowerCurves([a], [s], p).value([x])[0]

    a: Floats
    s: Floats
    p: Floats

    def __init__(self, a: ArrayLike, s: ArrayLike, p: ArrayLike) -> None:
        _set_scales(self, a, s)
        exponents = np.asarray(p)
        exponents = np.full(len(self), exponents) if exponents.ndim == 0 else exponents
        exponents = vector(exponents, "p", len(self))
        if (exponents >= 1).any():
            raise InputError(f"got p with {exponents.max()}, expected exponents below 1")
        object.__setattr__(self, "p", exponents)

    def __len__(self) -> int:
        return self.a.size

    def __getitem__(self, part: slice) -> Self:
        return type(self)(self.a[part], self.s[part], self.p[part])

    def value(self, x: ArrayLike) -> Floats:
        """As in :class:`ResponseCurves`."""
        result: Floats = self.a * boxcox1p(_spending(x, len(self)) / self.s, self.p)
        return result

    def slope(self, x: ArrayLike) -> Floats:
        """As in :class:`ResponseCurves`."""
        return self.a / self.s * (1.0 + _spending(x, len(self)) / self.s) ** (self.p - 1.0)

    def curvature(self, x: ArrayLike) -> Floats:
        """As in :class:`ResponseCurves`."""
        x = _spending(x, len(self))
        return (self.p - 1.0) * self.slope(x) / (self.s + x)

    def demand(self, price: float) -> Floats:
        r"""At the price $\nu$: $\max(0, s ((a / (s \nu))^{1 / (1 - p)} - 1))$."""
        with np.errstate(divide="ignore", over="ignore"):
            steepness = np.log(self.a / self.s / price)
            return self.s * np.maximum(np.expm1(steepness / (1.0 - self.p)), 0.0)

    def total_demand(self, price: float) -> Demand:
        """As in :class:`ResponseCurves`: ``x + s`` is exactly a power of the price."""
        x = self.demand(price)
        shift = self.s * (x > 0)
        response = (x + shift) / (1.0 - self.p)
        return Demand(float(x.sum()), float(shift.sum()), float(response.sum()))


def _set_scales(curves: LogCurves | PowerCurves, a: ArrayLike, s: ArrayLike) -> None:
    """Sets the checked ``a`` and ``s`` of frozen curves."""
    responses = vector(a, "a")
    scales = vector(s, "s", responses.size)
    if responses.min() < 0:
        raise InputError(f"got a with {responses.min()}, expected numbers from 0 on")
    if scales.min() <= 0:
        raise InputError(f"got s with {scales.min()}, expected numbers above 0")
    object.__setattr__(curves, "a", responses)
    object.__setattr__(curves, "s", scales)


def _spending(x: ArrayLike, n: int) -> Floats:
    """``x`` as spending on ``n`` cities: finite, not negative, shape (..., n)."""
    spending = np.asarray(x, dtype=np.float64)
    if spending.ndim == 0 or spending.shape[-1] != n:
        raise InputError(f"got x of shape {spending.shape}, expected (..., {n})")
    # NaN fails both comparisons.
    if not (spending.min(initial=0.0) >= 0 and spending.max(initial=0.0) < np.inf):
        raise InputError(f"got x from {spending.min()} on, expected finite numbers from 0 on")
    return spending
