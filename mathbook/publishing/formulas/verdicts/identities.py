"""Whether a link is an identity: it must hold for other values of the names that it shares."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.evaluation.comparison import EQUALITIES
from mathbook.publishing.formulas.evaluation.conditions import condition
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.ranges import free_indices
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import Value, as_value, shown
from mathbook.publishing.formulas.grammar.trees import Node, Symbol, walk
from mathbook.publishing.formulas.verdicts.pieces import beyond_landmarks, differ_clearly
from mathbook.publishing.formulas.verdicts.points import (
    Context,
    Outcome,
    compare_at,
    each_index,
    is_finite,
)
from mathbook.publishing.formulas.verdicts.sampling import (
    aligned,
    is_fixed,
    is_iterate,
    resampled,
    scaled,
)
from mathbook.publishing.formulas.verdicts.symbols import (
    are_other_entries,
    defined_for,
    has_kinks,
    is_sequence,
    quantified,
    signed_names,
    sizes_in,
    symbols_of,
    unbound_names,
)

__all__ = [
    "Link", "conditions_hold", "holds_around", "holds_nearby", "is_claimed_for_all", "sampled",
]  # fmt: skip

_SAMPLES = 2
# What has several pieces may hold on some of them, an inequality at some points by chance.
_PIECES_SAMPLES = 8
_ORDER_SAMPLES = 24
_TRIES = 24
_NEARBY = 0.02


@dataclass(frozen=True)
class Link:
    """``left relation right`` under one reading.

    Attributes:
        left: The left side.
        relation: What is between the sides.
        right: The right side.
        context: What it is checked in.
        declared: The declared values.
    """

    left: Node
    relation: str
    right: Node
    context: Context
    declared: Scope

    @property
    def sides(self) -> tuple[Node, Node]:
        """Both sides."""
        return self.left, self.right

    def names(self) -> tuple[set[str], set[str]]:
        """The declared names that each side follows from."""
        names = self.context.names
        return symbols_of(self.left, names), symbols_of(self.right, names)

    def shared(self) -> set[str]:
        """The names that both sides follow from, and that may have other values."""
        ones, others = self.names()
        return {
            key
            for key in ones & others
            if not is_fixed(key, self.declared.value(key))
            and not self.is_size(key)
            and not is_sequence(key, self.sides)
            and not are_other_entries(key, *self.sides)
        }

    def is_size(self, key: str) -> bool:
        """Whether a declared integer is a size, an order or a bound: part of the statement."""
        value = self.context.names.bound[key].value
        if not isinstance(value, int | np.integer) or isinstance(value, bool):
            return False
        arrays = [bound.value for bound in self.context.names.bound.values()]
        lengths = {n for array in arrays if isinstance(array, np.ndarray) for n in array.shape}
        return value in lengths or any(key in sizes_in(node) for node in self.sides)

    def at(self, values: Mapping[str, Value]) -> Outcome | None:
        """The outcome for other values; None where the link claims nothing or has no value."""
        scope = Scope(
            self.context.names,
            values,
            self.context.declared,
            self.declared.choices,
            steps=self.context.steps,
        )
        try:
            if not conditions_hold(scope, self.context):
                return None
            outcome = compare_at(self.left, self.relation, self.right, scope, self.context)
        except (FormulaError, np.linalg.LinAlgError):
            return None
        return outcome if is_finite(outcome) else None


def conditions_hold(scope: Scope, context: Context) -> bool:
    """Whether the conditions of the statement hold, for every index in them."""
    for part in context.conditions:
        free = [name for name in free_indices(part) if name not in scope.local]
        if unbound_names((part,), {**scope.local, **dict.fromkeys(free, 1.0)}):
            continue
        for local in each_index(free, (part,), scope, context):
            if not condition(part, scope.child(local=local), evaluate):
                return False
    return True


def sampled(link: Link, keys: set[str]) -> list[Outcome]:
    """Outcomes at random points where both sides have values, up to the first that fails."""
    found: list[Outcome] = []
    rng = link.context.rng()
    ordered = link.relation not in EQUALITIES
    kinked = has_kinks(link.left) or has_kinks(link.right)
    samples = _ORDER_SAMPLES if ordered else _PIECES_SAMPLES if kinked else _SAMPLES
    draws = _draws(link, keys, rng)
    attempts = itertools.islice(draws, samples + _TRIES)
    for values in attempts:
        outcome = link.at(values)
        if outcome is None:
            continue
        found.append(_placed(outcome, values))
        if not outcome.holds:
            return found
        if len(found) == samples:
            break
    arguments = defined_for(link.sides, link.context.names)
    if (kinked or arguments) and not ordered:
        declared = {key: link.declared.value(key) for key in sorted(set().union(*link.names()))}
        for values, large in beyond_landmarks(draws, link.sides, declared, rng, arguments):
            outcome = link.at(values)
            if outcome is None or outcome.holds:
                continue
            if not large or differ_clearly(outcome.left, outcome.right):
                return [*found, _placed(outcome, values)]
    return found


def _placed(outcome: Outcome, values: Mapping[str, Value]) -> Outcome:
    """A failing outcome with the random point that it is found at."""
    if outcome.holds:
        return outcome
    point = ", ".join(f"{key} = {shown(value)}" for key, value in values.items())
    return replace(outcome, how="random points", point=point)


def _draws(link: Link, keys: set[str], rng: np.random.Generator) -> Iterator[dict[str, Value]]:
    """Random values in place of the declared ones, without end."""
    ordered = link.relation not in EQUALITIES
    signed = signed_names(link.left) | signed_names(link.right)
    for attempt in itertools.count():
        values = {}
        for key in sorted(keys):
            declared = link.declared.value(key)
            values[key] = resampled(key, declared, rng, keep_sign=ordered or key in signed)
        if link.relation in (r"\le", r"\ge") and attempt % 4 == 2:
            values = aligned(values, {key: link.declared.value(key) for key in values}, rng)
        if ordered and attempt % 2:
            values = {key: scaled(values[key], link.declared.value(key), rng) for key in values}
        yield values


def holds_nearby(link: Link, keys: set[str]) -> bool:
    """Whether a link of graph nodes is an identity around the declared point.

    Nodes with kinks, as of a network with ReLUs, have one formula on each piece; a page
    speaks of the piece that its example lies on.
    """
    names = link.context.names
    symbols = [part for node in link.sides for part in walk(node) if isinstance(part, Symbol)]
    bound = [names.bound[part.name] for part in symbols if part.known]
    has_nodes = any(b.parents is not None or b.is_node for b in bound if b.function is not None)
    if not has_nodes or quantified(link.sides, names) & keys:
        return False
    return holds_around(link, keys)


def holds_around(link: Link, keys: set[str]) -> bool:
    """Whether a link holds for values of ``keys`` that are near to the declared ones."""
    rng = link.context.rng()
    for _ in range(_SAMPLES):
        values = {}
        for key in sorted(keys):
            declared = link.declared.value(key)
            factor = 1 + _NEARBY * rng.normal(size=np.shape(declared))
            values[key] = as_value(declared * factor)
        outcome = link.at(values)
        if outcome is None or not outcome.holds:
            return False
    return True


def is_claimed_for_all(link: Link, shared: set[str]) -> bool:
    """Whether an inequality that fails at random points is false, not one of declared values.

    At one point an inequality holds half the time: what stands for any value must do.
    """
    ones, others = link.names()
    # The slope at x_k is one of declared values, as x_k is.
    alone = {key: link.declared.value(key) for key in ones ^ others if not is_iterate(key)}
    if any(np.ndim(value) and not is_fixed(key, value) for key, value in alone.items()):
        return True
    meant = {
        key for key in shared & quantified(link.sides, link.context.names) if not is_iterate(key)
    }
    return bool(meant) and not all(outcome.holds for outcome in sampled(link, meant))
