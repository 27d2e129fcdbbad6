r"""The plane that linear equations leave: ``\min_{A x = b} f(x)`` is over its points only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.evaluation.comparison import holds
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.ranges import free_indices
from mathbook.publishing.formulas.evaluation.values import Array
from mathbook.publishing.formulas.verdicts.objectives import Objective, Point, put

__all__ = ["Plane"]

_MOST = 400  # entries of all variables: the equations are evaluated once for each
_TRIES = 3


@dataclass(frozen=True)
class Plane:
    """Where equations hold that are linear in the variables.

    Attributes:
        shapes: The shapes of the variables.
        basis: Directions within the plane, one a column, orthogonal to one another.
        jacobian: The equations' slopes.
        residual: By how much the equations break, given all entries of the variables.
    """

    shapes: tuple[tuple[int, ...], ...]
    basis: Array
    jacobian: Array
    residual: Callable[[Array], Array]

    @classmethod
    def of(cls, objective: Objective, point: Point) -> "Plane | None":
        """The plane through or near ``point``; None where no equation or no linear one is."""
        equations = [part for part in objective.extremum.conditions if part.relation == "="]
        shapes = tuple(np.shape(value) for value in point)
        size = sum(int(np.prod(shape)) for shape in shapes)
        if not equations or size > _MOST or any(free_indices(part) for part in equations):
            return None

        def residual(entries: Array) -> Array:
            inner = put(objective.variables, _point(entries, shapes), objective.scope)
            sides = [(evaluate(e.left, inner), evaluate(e.right, inner)) for e in equations]
            if any(isinstance(side, tuple) for pair in sides for side in pair):
                raise FormulaError("a tuple stands in an equation")
            gaps = [np.ravel(np.asarray(one) - np.asarray(other)) for one, other in sides]
            return np.concatenate(gaps)

        try:
            jacobian = _slopes(residual, size)
        except FormulaError:
            return None
        if jacobian is None:
            return None
        return cls(shapes, _null_space(jacobian), jacobian, residual)

    def directions(self, random: int, rng: np.random.Generator) -> Iterator[Point]:
        """Ways to move within the plane: along its basis, and ``random`` ways."""
        count = self.basis.shape[1]
        units = [*self.basis.T, *(self.basis @ rng.normal(size=count) for _ in range(random))]
        for unit in units:
            yield _point(unit, self.shapes)
            yield _point(-unit, self.shapes)

    def nearest(self, point: Point) -> Point:
        """The point of the plane that is nearest to ``point``."""
        entries = np.concatenate([np.ravel(value) for value in point])
        step = np.linalg.lstsq(self.jacobian, self.residual(entries), rcond=None)[0]
        return _point(entries - step, self.shapes)


def _point(entries: Array, shapes: tuple[tuple[int, ...], ...]) -> Point:
    """The variables' values that have these entries."""
    found: Point = []
    start = 0
    for shape in shapes:
        size = int(np.prod(shape))
        part = entries[start : start + size]
        found.append(part.reshape(shape) if shape else float(part[0]))
        start += size
    return found


def _slopes(residual: Callable[[Array], Array], size: int) -> Array | None:
    """The slopes of ``residual``; None if they are not the same everywhere."""
    offset = residual(np.zeros(size))
    slopes = np.stack([residual(unit) - offset for unit in np.eye(size)], axis=1)
    if not (np.all(np.isfinite(offset)) and np.all(np.isfinite(slopes))):
        return None
    rng = np.random.default_rng(size)
    for scale in np.geomspace(0.1, 10, _TRIES):
        entries = scale * rng.normal(size=size)
        absolute = 1e-9 * scale * (1 + float(np.abs(slopes).max(initial=0.0)))
        if not holds(residual(entries), "=", slopes @ entries + offset, 1e-9, absolute):
            return None
    return slopes


def _null_space(matrix: Array) -> Array:
    _, values, rows = np.linalg.svd(matrix)
    rank = int(np.sum(values > 1e-10 * max(float(values.max(initial=0.0)), 1e-300)))
    return rows[rank:].T
