r"""What ``\min_x f(x)`` minimizes, and the points around a point and on a constraint's sphere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.comparison import holds
from mathbook.publishing.formulas.evaluation.conditions import condition
from mathbook.publishing.formulas.evaluation.constants import with_constants
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, largest
from mathbook.publishing.formulas.grammar.trees import Condition, Extremum, Node, Space, Symbol
from mathbook.publishing.formulas.verdicts.shapes import lies_in

__all__ = ["Objective", "Point", "directions", "moved", "put"]

Point = list[Value]  # one value for each variable

_MOST_UNITS = 40
_ROUNDING = 1e-10  # beside the largest entry of a point


def put(variables: Sequence[Symbol], values: Sequence[Value], scope: Scope) -> Scope:
    """``scope`` with other values of some names, bound or not."""
    pairs = list(zip(variables, values, strict=True))
    known = {variable.name: value for variable, value in pairs if variable.known}
    local = {variable.name: value for variable, value in pairs if not variable.known}
    return scope.child(known or None, local or None)


@dataclass(frozen=True)
class Objective:
    """What an extremum is of, as something to minimize.

    Attributes:
        extremum: The printed extremum.
        scope: The values of all other names.
    """

    extremum: Extremum
    scope: Scope

    @cached_property
    def variables(self) -> tuple[Symbol, ...]:
        """What it is minimized over."""
        found = [v for v in self.extremum.variables if isinstance(v, Symbol)]
        if len(found) < len(self.extremum.variables):
            raise FormulaError("a minimum is over names")
        if not found:
            raise FormulaError(f"\\{self.extremum.operation} does not say over what")
        return tuple(found)

    @cached_property
    def body(self) -> Node:
        """What is minimized; what the variables do not change is computed."""
        names = frozenset(variable.name for variable in self.variables)
        return with_constants(self.extremum.body, names, self.scope, evaluate)

    @property
    def sign(self) -> float:
        """1 for a minimum, -1 for a maximum."""
        return -1.0 if self.extremum.operation in ("max", "argmax") else 1.0

    def at(self, point: Point) -> float:
        """The objective, to be minimized."""
        value = evaluate(self.body, put(self.variables, point, self.scope))
        if not is_scalar(value) or isinstance(value, complex):
            raise Mismatch("an objective is a number")
        return self.sign * float(value)

    def tried_at(self, point: Point) -> float:
        """The objective, infinite where a condition breaks or there is no value."""
        try:
            value = self.at(point) if self.is_feasible(point) else float("inf")
        except (FormulaError, np.linalg.LinAlgError):
            return float("inf")
        return value if np.isfinite(value) else float("inf")

    def is_feasible(self, point: Point) -> bool:
        """Whether every condition holds; ``x \\in S`` counts where S is bound."""
        inner = put(self.variables, point, self.scope)
        rounding = _ROUNDING * (1 + max(largest(value) for value in point))
        return all(
            _is_met(part, inner, rounding)
            for part in self.extremum.conditions
            if part.relation != r"\in" or not _is_set_name(part.right)
        )

    def projected(self, point: Point) -> Point:
        """``point`` scaled to the sphere, where a condition says that a norm is a number; and to
        that of a ball, if it lies outside."""
        bounds = [part for part in self.extremum.conditions if part.relation in ("=", r"\le")]
        if not bounds or len(point) != 1:
            return point
        (value,) = point
        inner = put(self.variables, point, self.scope)
        for part in bounds:
            size, wanted = evaluate(part.left, inner), evaluate(part.right, inner)
            if not (is_scalar(size) and is_scalar(wanted) and size > 0 and wanted > 0):
                continue
            if part.relation == r"\le" and size <= wanted:
                continue
            for exponent in (1.0, 0.5):  # of a norm, and of its square
                scaled = [value * (wanted / size) ** exponent]
                there = evaluate(part.left, put(self.variables, scaled, self.scope))
                if holds(there, "=", wanted):
                    return scaled
        return point


def directions(point: Point, random: int, rng: np.random.Generator) -> Iterator[Point]:
    """Ways to move: along coordinates, and ``random`` ways of each variable and of all at once."""
    shapes = [np.shape(value) for value in point]
    still = [np.zeros(shape) for shape in shapes]
    for place, shape in enumerate(shapes):
        size = int(np.prod(shape))
        units = [np.eye(size)[k].reshape(shape) for k in range(min(size, _MOST_UNITS))]
        units += [np.asarray(rng.normal(size=shape)) for _ in range(random)]
        for unit in units:
            for signed in (unit, -unit):
                yield [*still[:place], signed, *still[place + 1 :]]
    for _ in range(random if len(point) > 1 else 0):
        units = [np.asarray(rng.normal(size=shape)) for shape in shapes]
        yield units
        yield [-unit for unit in units]


def moved(point: Point, direction: Point, step: float) -> Point:
    """``point``, a step along a direction further on."""
    sums = [value + step * unit for value, unit in zip(point, direction, strict=True)]
    return [float(value) if np.ndim(value) == 0 else value for value in sums]


def _is_met(part: Condition, scope: Scope, rounding: float) -> bool:
    """Whether a condition holds; beside 0 no rounding would be small."""
    if isinstance(part.right, Space):
        return lies_in(evaluate(part.left, scope), part.right, scope)
    if part.relation != "=" and condition(part, scope, evaluate):
        return True
    if part.relation not in ("=", r"\le", r"\ge"):
        return False
    left, right = evaluate(part.left, scope), evaluate(part.right, scope)
    return holds(left, part.relation, right, absolute=rounding)


def _is_set_name(node: Node) -> bool:
    return isinstance(node, Symbol) and not node.known
