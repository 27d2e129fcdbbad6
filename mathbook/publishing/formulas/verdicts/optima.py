r"""``\arg\min`` and ``\min``: the claimed solution must beat everything around it."""

from collections.abc import Iterator

import numpy as np

from mathbook.publishing.formulas.errors import Degenerate, FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.calls import indexed
from mathbook.publishing.formulas.evaluation.comparison import holds
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.ranges import extent, free_indices
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import Value
from mathbook.publishing.formulas.grammar.trees import Extremum, Node, Symbol
from mathbook.publishing.formulas.verdicts.objectives import (
    Objective,
    Point,
    directions,
    moved,
    put,
)
from mathbook.publishing.formulas.verdicts.planes import Plane
from mathbook.publishing.formulas.verdicts.points import Context, Outcome, best_reading
from mathbook.publishing.formulas.verdicts.printed import half_unit

__all__ = ["check_optimum"]

_SCALES = (1e-4, 1e-2, 0.3, 3.0)  # beside the largest entry of the solution
_DIRECTIONS = 12
_STARTS = 6
_READINGS = 32
_BUDGET = 4000


def check_optimum(
    solution: Node, extremum: Extremum, context: Context, *, rounded: bool = False
) -> Outcome:
    r"""Check ``solution = \arg\min …`` or ``value = \min …``.

    Args:
        solution: The other side: what minimizes, or the least value.
        extremum: What is minimized or maximized.
        context: The names, and the seed of all perturbations.
        rounded: Whether the value is printed with few digits, after ``\approx``.

    Raises:
        FormulaError: If there is no solution to test, or the objective is flat around it.
    """

    def check(scope: Scope) -> Outcome:
        objective = Objective(extremum, scope)
        claimed = evaluate(solution, scope)
        if not extremum.operation.startswith("arg"):
            unit = half_unit(solution) if rounded else None
            return _is_value(claimed, objective, context, 0.0 if unit is None else float(unit))
        if _is_index(objective.variables[0], extremum.body):
            return _best_index(claimed, objective)
        return _beats_all(_as_point(claimed, objective), objective, context)

    return best_reading(check, context, _READINGS)


def _is_index(variable: Symbol, body: Node) -> bool:
    """Whether the extremum is over an index, one of finitely many."""
    return variable.name in free_indices(body)


def _best_index(claimed: Value, objective: Objective) -> Outcome:
    (variable,) = objective.variables
    dummy = put([variable], [1.0], objective.scope)
    span = extent(
        variable.name, (objective.extremum.body,), lambda base: indexed(base, dummy, evaluate)
    )
    values = [objective.at([float(number)]) for number in span]
    best = float(span[int(np.argmin(values))])
    return Outcome(holds(claimed, "=", best), "every index", claimed, best)


def _as_point(claimed: Value, objective: Objective) -> Point:
    """The claimed solution, one value for each variable."""
    point = [claimed]
    if len(objective.variables) > 1 and isinstance(claimed, tuple):
        point = list(claimed)
    elif len(objective.variables) > 1 and isinstance(claimed, np.ndarray):
        point = [float(item) if np.ndim(item) == 0 else item for item in claimed]
    if len(point) != len(objective.variables):
        raise Mismatch(f"{len(objective.variables)} variables, and {len(point)} values for them")
    if any(isinstance(value, tuple) for value in point):
        raise Mismatch("a solution is a number or an array for each variable")
    return point


def _beats_all(point: Point, objective: Objective, context: Context) -> Outcome:
    if not objective.is_feasible(point):
        return Outcome(False, "perturbations", reason="the solution breaks a condition")
    best = objective.at(point)
    if not np.isfinite(best):
        return Outcome(False, "perturbations", best, best, "the objective is not finite there")
    slack = 1e-12 * abs(best) + 1e-300
    worse = False
    plane = Plane.of(objective, point)
    if plane is not None and not plane.basis.size:
        raise Degenerate("its equations leave a single point: any objective is least there")
    for candidate in _perturbed(point, objective, plane, context.rng()):
        other = objective.tried_at(candidate)
        if other < best - slack:
            left, right = objective.sign * best, objective.sign * other
            return Outcome(False, "perturbations", left, right, "a point nearby is better")
        worse = worse or best + slack < other < float("inf")
    if not worse:
        raise Degenerate("the objective is the same all around the solution")
    return Outcome(True, "perturbations", objective.sign * best, objective.sign * best)


def _perturbed(
    point: Point, objective: Objective, plane: Plane | None, rng: np.random.Generator
) -> Iterator[Point]:
    """Points around ``point``, near and far; on the sphere or plane, if it lies on one."""
    length = max(float(np.max(np.abs(value))) for value in point) or 1.0
    for scale in _SCALES:
        if plane is not None:
            for direction in plane.directions(_DIRECTIONS, rng):
                yield moved(point, direction, scale * length)
            continue
        for direction in directions(point, _DIRECTIONS, rng):
            yield objective.projected(moved(point, direction, scale * length))


def _is_value(claimed: Value, objective: Objective, context: Context, unit: float) -> Outcome:
    """``value = \\min_x f(x)``: reached at the declared x, or at the best point of a search."""
    best = _search(objective, context)
    if best is None:
        raise FormulaError("no point to start from: bind the variable to the solution")
    value = objective.sign * best
    return Outcome(holds(claimed, "=", value, 1e-6, max(unit, 1e-7)), "a search", claimed, value)


def _search(objective: Objective, context: Context) -> float | None:
    """The best objective that a pattern search finds from several points.

    What has values for vectors is of vectors, though numbers might fit as well.
    """
    rng = context.rng()
    best: dict[int, float] = {}
    for start in _starts(objective, context, rng):
        try:
            plane = Plane.of(objective, start)
            point = objective.projected(start) if plane is None else plane.nearest(start)
            if not objective.is_feasible(point):
                continue
            value = _descend(objective, point, plane, rng)
        except Mismatch:  # this shape does not fit
            continue
        rank = max(np.ndim(each) for each in start)
        best[rank] = min(value, best.get(rank, value))
    return best[max(best)] if best else None


def _starts(objective: Objective, context: Context, rng: np.random.Generator) -> Iterator[Point]:
    """Values of the variables: the declared ones, and random ones of every shape that occurs."""
    variables = objective.variables
    known = [objective.scope.value(v.name) if v.known else None for v in variables]
    declared = [value for value in known if value is not None]
    if len(declared) == len(variables):
        yield declared
        shapes = [[np.shape(value) for value in declared]]
    else:
        declared_shapes = [
            np.shape(bound.value)
            for bound in context.names.bound.values()
            if bound.function is None and isinstance(bound.value, np.ndarray)
        ]
        sizes = sorted({size for shape in declared_shapes for size in shape})
        shapes = [[shape] * len(variables) for shape in [(), *((size,) for size in sizes)]]
    for _ in range(_STARTS):
        for each in shapes:
            yield [rng.normal(size=shape) if shape else rng.normal() for shape in each]


def _descend(
    objective: Objective, start: Point, plane: Plane | None, rng: np.random.Generator
) -> float:
    """The objective where a pattern search ends."""
    point, best = start, objective.at(start)
    step, budget = 0.5, _BUDGET
    while step > 1e-7 and budget > 0:
        improved = False
        ways = directions(point, 2, rng) if plane is None else plane.directions(2, rng)
        for direction in ways:
            budget -= 1
            candidate = moved(point, direction, step)
            if plane is None:
                candidate = objective.projected(candidate)
            other = objective.tried_at(candidate)
            if other < best:
                point, best, improved = candidate, other, True
        if not improved:
            step /= 2
    return best
