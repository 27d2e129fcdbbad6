r"""``\dots``: what stands before and after it says what it stands for."""

from collections.abc import Callable, Sequence
from dataclasses import fields

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.evaluation.values import Value, integer
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Call,
    Index,
    Node,
    Number,
    Symbol,
    changed,
    walk,
)

__all__ = ["DOTS", "Run", "filled", "is_dots", "repeated", "run_of"]

DOTS = Symbol(r"\dots", known=False)
_RUNNING = Symbol(r"\dots runs", known=False)
_MOST = 200_000

Run = tuple[list[Node], list[Node], list[Node]]


def is_dots(node: Node) -> bool:
    r"""Whether ``node`` is ``\dots`` or one of its kind."""
    return node == DOTS


def filled(items: Sequence[Node], evaluate: Callable[[Node], Value], what: str) -> list[Node]:
    r"""``items`` with what ``\dots`` among them stand for.

    Args:
        items: Terms, entries or other things in a row.
        evaluate: Gives the first and the last number their values.
        what: What an item is, for an error.

    Raises:
        FormulaError: If the dots do not say what they stand for.
    """
    if not any(map(is_dots, items)):
        return list(items)
    before, run, after = run_of(items, evaluate, what)
    return [*before, *filled([*run, *after], evaluate, what)]


def run_of(items: Sequence[Node], evaluate: Callable[[Node], Value], what: str) -> Run:
    r"""The items before the run that ``\dots`` is in, the whole run, and the items after it.

    ``a, x_1, \dots, x_3, b`` is a, then the run x_1, x_2, x_3, then b; ``x_n, \dots, x_1``
    runs downwards.

    Args:
        items: Terms, entries or other things in a row; one of them is dots.
        evaluate: Gives the first and the last number their values.
        what: What an item is, for an error.

    Raises:
        FormulaError: If the dots do not stand between two items that differ in one number, if
            the numbers before them are not one apart, or if the items are too many.
    """
    place = next(index for index, item in enumerate(items) if is_dots(item))
    if not 0 < place < len(items) - 1:
        raise FormulaError(rf"\dots stands between the first {what} and the last")
    first, last = items[place - 1], items[place + 1]
    pattern, low, high = _between(first, last)
    step = -1 if _is_downwards(low, high) else 1
    if place > 1 and not _follows(items[place - 2], first, step):
        raise FormulaError(r"\dots does not say what it stands for: its items are not one apart")
    start = integer(evaluate(low), rf"the {what} before \dots")
    stop = integer(evaluate(high), rf"the {what} after \dots")
    if abs(stop - start) >= _MOST:
        raise FormulaError(f"{what} after {what}, {abs(stop - start) + 1} are too many")
    run = [_at(pattern, number) for number in range(start, stop + step, step)]
    return list(items[: place - 1]), run, list(items[place + 2 :])


def repeated(items: Sequence[Node]) -> int | None:
    r"""Where dots stand that repeat a constant, as in ``0, \dots, 0``; None where none do.

    Nothing but the length of the whole says how often: the dots may also end the items, after
    two equal ones.
    """
    places = [place for place, item in enumerate(items) if is_dots(item)]
    if len(places) != 1 or not places[0]:
        return None
    (place,) = places
    others = items[place + 1 : place + 2] or items[max(place - 2, 0) : place - 1]
    before = items[place - 1]
    return place if list(others) == [before] and _is_constant(before) else None


def _is_constant(node: Node) -> bool:
    r"""Whether ``node`` has no number that could run: x_1, \dots, x_1 is no constant."""
    return not any(isinstance(part, Index | Call) for part in walk(node))


def _between(first: Node, last: Node) -> tuple[Node, Node, Node]:
    """What two items have in common, and the numbers in which they differ."""
    bounds: set[tuple[Node, Node]] = set()
    pattern = _merged(first, last, bounds)
    if pattern is None or len(bounds) != 1:
        raise FormulaError(r"\dots does not say what it stands for")
    ((low, high),) = bounds
    return pattern, low, high


def _is_downwards(low: Node, high: Node) -> bool:
    r"""Whether a run is printed from its last number to its first: ``W_n W_{n-1} \cdots W_1``."""
    if not isinstance(high, Number):
        return False
    return not isinstance(low, Number) or low.value > high.value


def _follows(before: Node, first: Node, sign: int) -> bool:
    """Whether nothing says that steps are wider than one, as in x_2, x_4 and so on; ``sign`` is
    -1 where they lead downwards."""
    bounds: set[tuple[Node, Node]] = set()
    if _merged(before, first, bounds) is None:
        return True
    steps = [
        other.value - one.value
        for one, other in bounds
        if isinstance(one, Number)
        and isinstance(other, Number)
        and not (_is_doubled(one) and _is_doubled(other))
    ]
    return all(sign * step <= 1 for step in steps)


def _is_doubled(number: Number) -> bool:
    """Whether a number could be two equal indices, as in ``a_{11} + a_{22}``."""
    return len(number.text) == 2 and number.text[0] == number.text[1]


def _merged(first: Node, last: Node, bounds: set[tuple[Node, Node]]) -> Node | None:
    """What both nodes have in common, with :data:`_RUNNING` where a number differs."""
    if first == last:
        return first
    if isinstance(first, Number) or (isinstance(last, Number) and _counts(first)):
        bounds.add((first, last))
        return _RUNNING
    if type(first) is not type(last):
        return None
    if isinstance(first, Index) and isinstance(last, Index):
        first, last = _split(first, last), _split(last, first)
    parts: dict[str, object] = {}
    for part in fields(first):
        one, other = getattr(first, part.name), getattr(last, part.name)
        merged = one if part.name == "position" else _merged_part(one, other, bounds)
        if merged is None and one is not None:
            return None
        parts[part.name] = merged
    return type(first)(**parts)


def _counts(node: Node) -> bool:
    """Whether ``node`` could be a number that dots count down from: ``n`` or ``n - 1``."""
    return all(isinstance(part, Symbol | Number | Add) for part in walk(node))


def _split(node: Index, other: Index) -> Index:
    """``a_{11}`` beside ``a_{1n}`` has two indices."""
    (index, *more) = node.indices
    if more or len(other.indices) != 2 or not isinstance(index, Number) or len(index.text) != 2:
        return node
    return Index(node.base, tuple(Number(float(digit), digit) for digit in index.text))


def _merged_part(one: object, other: object, bounds: set[tuple[Node, Node]]) -> object | None:
    if isinstance(one, Node) and isinstance(other, Node):
        return _merged(one, other, bounds)
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        items = tuple(_merged_part(a, b, bounds) for a, b in zip(one, other, strict=True))
        return None if None in items else items
    return one if one == other else None


def _at(pattern: Node, number: int) -> Node:
    if pattern == _RUNNING:
        return Number(float(number), str(number))
    return changed(pattern, lambda node: _at(node, number))
