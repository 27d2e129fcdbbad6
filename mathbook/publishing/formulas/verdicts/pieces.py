"""Values on every piece of what has several: cases, absolute values, maxima, clips.

A random value near the declared one may never leave the piece that the declared one lies on,
and a formula that is wrong on another piece would hold. The pieces meet at the numbers that
are printed and at the declared values of other names, so values go beyond each of these. What
pieces a bound function has is not seen: its arguments are made small, large and negative.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, shape_of
from mathbook.publishing.formulas.grammar.trees import (
    Abs,
    Add,
    Cases,
    Condition,
    Index,
    Node,
    Number,
    Symbol,
    walk,
)
from mathbook.publishing.formulas.verdicts.sampling import keeps_sign

__all__ = ["beyond_landmarks", "differ_clearly", "landmarks"]

_MOST = 6
_LARGEST = 1e3
_BEYOND = (1.02, 1.3)
# Where nothing says at which sizes a function's pieces meet.
_UNSEEN = (1.0, 10.0, 0.1)
# Beyond this size exponentials lose digits; what differs by less may be rounding.
_EXACT = 3.0
_CLEAR = 0.03


def landmarks(nodes: tuple[Node, ...], declared: Mapping[str, Value]) -> list[float]:
    """The sizes at which pieces may meet: printed numbers, and declared values of names."""
    sizes: dict[float, None] = {}
    for node in nodes:
        for part in walk(node):
            value: Value | None = None
            if isinstance(part, Number):
                value = part.value
            elif isinstance(part, Symbol):
                value = declared.get(part.name)
            if value is not None and is_scalar(value) and not isinstance(value, complex):
                sizes.setdefault(abs(float(value)))
    return [size for size in sizes if 0 < size <= _LARGEST][:_MOST]


def beyond_landmarks(
    draw: Iterator[dict[str, Value]],
    nodes: tuple[Node, ...],
    declared: Mapping[str, Value],
    rng: np.random.Generator,
    arguments: frozenset[str] = frozenset(),
) -> Iterator[tuple[dict[str, Value], bool]]:
    """The values that ``draw`` gives, moved beyond each landmark, up and down; and whether
    they are so large that digits may be lost.

    Args:
        draw: Random values of the names.
        nodes: Both sides.
        declared: The declared values of all names.
        rng: Where the numbers come from.
        arguments: The names that a function is defined for.
    """
    sizes = landmarks(nodes, declared)
    if arguments:
        sizes = list(dict.fromkeys((*sizes, *_UNSEEN)))
    movable = _compared(nodes) | arguments
    signless = _signless(nodes)
    turns = [sign * size for size in sizes for sign in (1, -1)]
    for turn in range(len(turns)):
        values, largest = next(draw), 0.0
        # One name goes to each landmark in turn; several meet at different ones.
        shifts = [0, *rng.integers(len(turns), size=max(0, len(values) - 1))]
        for shift, (key, value) in zip(shifts, values.items(), strict=True):
            target = turns[(turn + int(shift)) % len(turns)] * float(rng.uniform(*_BEYOND))
            largest = max(largest, abs(target))
            if not is_scalar(value):
                free = key in signless or key in arguments
                values[key] = _scaled(value, declared[key], target, rng, signless=free)
            elif key in signless or not keeps_sign(key):
                values[key] = target
            elif key in movable:
                # A rate between 0 and 1 stays one, unless the pieces are parted by it.
                values[key] = abs(target)
        yield values, largest > _EXACT


def differ_clearly(one: Value, other: Value) -> bool:
    """Whether two sides that are not equal differ by more than digits that were lost."""
    if isinstance(one, tuple) or isinstance(other, tuple) or shape_of(one) != shape_of(other):
        return True
    difference = np.max(np.abs(np.asarray(one) - np.asarray(other)))
    return bool(difference > _CLEAR * max(np.max(np.abs(one)), np.max(np.abs(other))))


def _scaled(
    value: Value, declared: Value, target: float, rng: np.random.Generator, *, signless: bool
) -> Value:
    """A vector of another size and with other signs, where these are not part of its kind."""
    entries = np.asarray(declared)
    if entries.ndim != 1 or np.all(np.isin(entries, (-1, 0, 1))):  # labels
        return value
    if np.any(entries < 0):
        return value * abs(target)
    # Probabilities and singular values are what they are.
    if not signless or np.all(entries <= 1) or np.all(np.diff(entries) <= 0):
        return value
    return value * abs(target) * rng.choice((-1.0, 1.0), size=entries.size)


def _compared(nodes: tuple[Node, ...]) -> set[str]:
    """The names in the conditions of cases and between bars."""
    return {
        part.name
        for outer in _conditions_and_bars(nodes)
        for part in walk(outer)
        if isinstance(part, Symbol)
    }


def _signless(nodes: tuple[Node, ...]) -> set[str]:
    r"""The names whose sign is free, as ``|r|`` or ``t < 0`` show."""
    found: set[str] = set()
    for outer in _conditions_and_bars(nodes):
        if isinstance(outer, Abs):
            found |= _names(outer.inner)
        elif isinstance(outer, Condition):
            for one, other in ((outer.left, outer.right), (outer.right, outer.left)):
                if isinstance(other, Number) or _is_signed_number(other):
                    found |= _names(one)
    return found


def _is_signed_number(node: Node) -> bool:
    return isinstance(node, Add) and all(isinstance(term, Number) for term in node.terms)


def _names(node: Node) -> set[str]:
    base = node.base if isinstance(node, Index) else node
    return {base.name} if isinstance(base, Symbol) else set()


def _conditions_and_bars(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Abs):
                yield part
            elif isinstance(part, Cases):
                for _, conditions in part.branches:
                    yield from conditions or ()
