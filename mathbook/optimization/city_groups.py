"""Groups of cities: one answers for its own curves, several answer together."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats
from mathbook.optimization.response_curves import ResponseCurves

__all__ = ["Cities", "Loader", "Together", "groups_of", "loaded"]

Loader = Callable[[], ResponseCurves]
"""Returns the curves of a group of cities, where their data are."""


class Cities(Protocol):
    """What sharing asks of cities, wherever they are."""

    def __len__(self) -> int: ...

    def value(self, x: ArrayLike) -> Floats:
        """The returns, shape (n,)."""

    def slope(self, x: ArrayLike) -> Floats:
        """The marginal returns, shape (n,)."""

    def prox(self, v: ArrayLike, t: float) -> Floats:
        """The answers to a proposal, shape (n,)."""


class Together:
    """Several groups of cities, one behind the other."""

    def __init__(self, groups: Sequence[Cities]) -> None:
        self._groups = groups
        self._ends = np.cumsum([len(group) for group in groups])

    def __len__(self) -> int:
        return int(self._ends[-1])

    def value(self, x: ArrayLike) -> Floats:
        """As in :class:`Cities`."""
        parts = zip(self._groups, self.parts(x), strict=True)
        return np.concatenate([group.value(part) for group, part in parts])

    def slope(self, x: ArrayLike) -> Floats:
        """As in :class:`Cities`."""
        parts = zip(self._groups, self.parts(x), strict=True)
        return np.concatenate([group.slope(part) for group, part in parts])

    def prox(self, v: ArrayLike, t: float) -> Floats:
        """As in :class:`Cities`."""
        parts = zip(self._groups, self.parts(v), strict=True)
        return np.concatenate([group.prox(part, t) for group, part in parts])

    def parts(self, x: ArrayLike) -> list[Floats]:
        """What of ``x`` belongs to each group."""
        return np.split(np.asarray(x), self._ends[:-1])


def groups_of(curves: ResponseCurves, count: int) -> list[Loader]:
    """The curves in ``count`` groups of about the same size, or one a city if there are fewer."""
    bounds = np.linspace(0, len(curves), min(count, len(curves)) + 1).astype(int)
    return [_Part(curves[first:last]) for first, last in pairwise(bounds)]


def loaded(load: Loader) -> ResponseCurves:
    """What ``load`` returns.

    Raises:
        InputError: It returns no response curves.
    """
    curves = load()
    if not isinstance(curves, ResponseCurves):
        raise InputError(
            f"got {type(curves).__name__} from a function of curves, expected ResponseCurves"
        )
    return curves


class _Part:
    """Curves that are there already."""

    def __init__(self, curves: ResponseCurves) -> None:
        self._curves = curves

    def __call__(self) -> ResponseCurves:
        return self._curves
