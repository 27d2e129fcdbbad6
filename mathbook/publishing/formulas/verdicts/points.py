"""Both sides of a link at one point, for every value of the indices that are free."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from mathbook.publishing.formulas.errors import Degenerate, FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.calls import indexed
from mathbook.publishing.formulas.evaluation.choices import Choices, each_reading
from mathbook.publishing.formulas.evaluation.comparison import holds
from mathbook.publishing.formulas.evaluation.conditions import (
    condition,
    is_infinity,
    membership,
)
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.ranges import extent, free_indices
from mathbook.publishing.formulas.evaluation.scope import Scope, Trace
from mathbook.publishing.formulas.evaluation.steps import Steps
from mathbook.publishing.formulas.evaluation.values import Value, integer, is_scalar
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.trees import Condition, Node, Number
from mathbook.publishing.formulas.verdicts.printed import half_unit, has_cut_off
from mathbook.publishing.formulas.verdicts.symbols import index_symbols

__all__ = ["Context", "Outcome", "best_reading", "compare_at", "each_index", "is_finite"]

_MOST_INDICES = 600
_APPROXIMATE = 1e-3  # what is called close where no digits are printed


@dataclass(slots=True)
class Context:
    """What a link is checked in.

    Attributes:
        names: The bound names.
        seed: Moves every random point.
        conditions: When the statement is claimed.
        ranges: Printed ranges of indices.
        declared: Values for names that nothing is bound to.
        tendencies: What tends where.
        steps: What is left to compute with.
    """

    names: Names
    seed: int = 0
    conditions: tuple[Condition, ...] = ()
    ranges: tuple[tuple[str, Node, Node], ...] = ()
    declared: Mapping[str, Value] = field(default_factory=dict)
    tendencies: tuple[Condition, ...] = ()
    steps: Steps = field(default_factory=Steps)
    _free: dict[int, tuple[Node, dict[str, None]]] = field(default_factory=dict)

    def free(self, node: Node) -> dict[str, None]:
        """The free indices of ``node``, found once."""
        if id(node) not in self._free:
            self._free[id(node)] = node, free_indices(node)
        return self._free[id(node)][1]

    def rng(self) -> np.random.Generator:
        """A new generator; of one seed, always the same numbers."""
        return np.random.default_rng([self.seed, 20260201])

    def scope(self, choices: Choices | None = None) -> Scope:
        """The names with their declared values, under a reading."""
        return Scope(
            self.names, local=self.declared, choices=choices or Choices(), steps=self.steps
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a link holds, how that was seen, and both sides' values.

    Attributes:
        holds: Whether it holds.
        how: What it was held against.
        left: The left side's value.
        right: The right side's.
        reason: Why it fails, where two values do not say it.
        point: Where it fails.
    """

    holds: bool
    how: str
    left: Value | None = None
    right: Value | None = None
    reason: str = ""
    point: str = ""


def best_reading(check: Callable[[Scope], Outcome], context: Context, most: int) -> Outcome:
    """The first reading at the declared values that holds; else the first that has values.

    Raises:
        FormulaError: What the first reading raised, if none has values.
    """
    failing: Outcome | None = None
    for outcome in each_reading(lambda choices: check(context.scope(choices)), most):
        if outcome.holds:
            return outcome
        failing = failing or outcome
    assert failing is not None  # without any outcome, an error was raised
    return failing


def compare_at(
    left: Node,
    relation: str,
    right: Node,
    scope: Scope,
    context: Context,
    *,
    rounded: bool = False,
) -> Outcome:
    """Compare both sides at one point, for every value of the indices that are free.

    Args:
        left: The left side.
        relation: What is between them.
        right: The right side.
        scope: The point.
        context: Says over what indices run.
        rounded: Whether a printed number may be rounded although ``=`` stands before it.
    """
    free = [
        name for name in {**context.free(left), **context.free(right)} if name not in scope.local
    ]
    outcome = None
    for local in each_index(free, (left, right), scope, context):
        inner = scope.child(local=local) if local else scope
        outcome = _compare(left, relation, right, inner, rounded)
        if not outcome.holds:
            where = ", ".join(f"{name} = {int(number)}" for name, number in local.items())
            return replace(outcome, point=where)
    if outcome is None:
        raise Degenerate("its indices run over nothing")
    return outcome


def each_index(
    free: Sequence[str], nodes: tuple[Node, ...], scope: Scope, context: Context
) -> Iterator[dict[str, float]]:
    """The values of the indices in ``free`` for which the statement is claimed.

    Args:
        free: The indices.
        nodes: What they index says how far they run, where no range is printed.
        scope: The values of all other names.
        context: The ranges, and conditions such as ``i \\ne j``.
    """
    if not free:
        yield {}
        return
    dummy = scope.child(local=dict.fromkeys(free, 1.0))
    ranges = [_range(name, nodes, dummy, context) for name in free]
    total = int(np.prod([len(each) for each in ranges]))
    stride = 1 if total <= _MOST_INDICES else 1 + total // _MOST_INDICES
    wanted = [part for part in context.conditions if _selects(part, free, dummy)]
    for numbers in itertools.islice(itertools.product(*ranges), 0, None, stride):
        local = dict(zip(free, map(float, numbers), strict=True))
        inner = scope.child(local=local)
        if all(condition(part, inner, evaluate) for part in wanted):
            yield local


def _range(name: str, nodes: tuple[Node, ...], dummy: Scope, context: Context) -> range:
    printed = next((each for each in context.ranges if each[0] == name), None)
    if printed is None:
        return extent(name, nodes, lambda base: indexed(base, dummy, evaluate))
    low = integer(evaluate(printed[1], dummy), f"the first {name}")
    return range(low, integer(evaluate(printed[2], dummy), f"the last {name}") + 1)


def _selects(part: Condition, free: Sequence[str], dummy: Scope) -> bool:
    """Whether a condition says which indices are meant, such as ``i = j`` or ``i \\in S``."""
    if not (free_indices(part) or index_symbols(part) & set(free)):
        return False
    # "i in N" restricts no index; of a set that is bound the members are known.
    return part.relation not in (r"\in", r"\notin") or index_symbols(part) <= set(dummy.local)


def _compare(left: Node, relation: str, right: Node, scope: Scope, rounded: bool) -> Outcome:
    trace = scope.trace
    trace.magnitude, trace.order, trace.limited = 0.0, 0, False
    inside = membership(left, relation, right, scope, evaluate)
    one, other = evaluate(left, scope), evaluate(right, scope)
    if inside is None:
        inside = _agree(left, one, relation, right, other, trace, rounded)
    return Outcome(inside, "declared values", one, other)


def _agree(
    left: Node, one: Value, relation: str, right: Node, other: Value, trace: Trace, rounded: bool
) -> bool:
    relative, absolute = _tolerance(left, right, trace)
    if has_cut_off(left) or has_cut_off(right):
        return _agree_cut_off(left, one, relation, right, other, absolute)
    if relation != r"\approx" and not rounded:
        bounds = is_infinity(left, right)
        return holds(one, relation, other, relative, absolute, unbounded=bounds)
    unit = half_unit(right)
    if unit is None:
        unit = half_unit(left)
    if unit is not None:
        return _within(one, other, unit * (1 + 1e-9) + (absolute if rounded else 0))
    return holds(one, "=", other, relative if rounded else _APPROXIMATE, absolute)


def _agree_cut_off(
    left: Node, one: Value, relation: str, right: Node, other: Value, absolute: float
) -> bool:
    r"""Whether ``one relation other`` where dots stand behind digits: ``0.33\dots``

    Raises:
        FormulaError: If such digits are a part of a side, and not all of it.
    """
    units = [half_unit(node) for node in (left, right)]
    if any(
        unit is None and has_cut_off(node) for unit, node in zip(units, (left, right), strict=True)
    ):
        raise FormulaError("digits that dots cut off stand alone on a side")
    # Other digits are rounded only if that is said.
    rounded = relation == r"\approx"
    unit = sum(
        unit
        for unit, node in zip(units, (left, right), strict=True)
        if unit is not None and (rounded or has_cut_off(node))
    )
    if relation in ("=", r"\approx"):
        return _within(one, other, unit * (1 + 1e-9) + absolute)
    # Whatever number the digits begin, the relation holds.
    return all(holds(one, relation, other + shift) for shift in (unit, -unit))


def _tolerance(left: Node, right: Node, trace: Trace) -> tuple[float, float]:
    relative = {0: 1e-9, 1: 1e-7}.get(trace.order, 1e-5)
    if trace.limited:
        relative = max(relative, 1e-5)
    absolute = 1e-12 * trace.magnitude
    if trace.order or trace.limited:
        absolute = max(absolute, relative * max(1.0, trace.magnitude))
    zero = any(isinstance(node, Number) and node.value == 0 for node in (left, right))
    return relative, max(absolute, 1e-7) if zero else absolute


def _within(one: Value, other: Value, unit: Value) -> bool:
    if isinstance(one, tuple) or isinstance(other, tuple):
        raise Mismatch("these sides hold several arrays")
    if np.shape(one) != np.shape(other):
        raise Mismatch(f"the shapes {np.shape(one)} and {np.shape(other)} differ")
    if is_scalar(unit) and np.size(one) != 1:
        raise Mismatch("a printed number is compared with an array")
    return bool(np.all(np.abs(np.asarray(one) - np.asarray(other)) <= unit))


def is_finite(outcome: Outcome) -> bool:
    """Whether both sides have finite values."""
    return _has_finite_values(outcome.left) and _has_finite_values(outcome.right)


def _has_finite_values(side: Value | None) -> bool:
    if isinstance(side, float):  # by far the most frequent case
        return math.isfinite(side)
    return side is None or isinstance(side, tuple) or bool(np.all(np.isfinite(side)))
