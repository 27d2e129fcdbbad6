"""The range of an index that does not print it: what it indexes says how far it runs."""

from collections.abc import Callable, Iterator

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.values import Value, shape_of
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Apply,
    Index,
    Limit,
    Node,
    Number,
    Reduce,
    Symbol,
    children,
)

__all__ = ["extent", "free_indices"]

_INDEX_LETTERS = frozenset("abcdefghijklmnopqrstuv")


def free_indices(node: Node, taken: frozenset[str] = frozenset()) -> dict[str, None]:
    """The names that index something and that no operator runs over, in order."""
    found: dict[str, None] = {}
    _collect(node, taken, found)
    return found


def _collect(node: Node, taken: frozenset[str], found: dict[str, None]) -> None:
    if isinstance(node, Reduce):
        for part in (node.lower, node.upper):
            if part is not None:
                _collect(part, taken, found)
        inner = taken | set(node.indices)
        for condition in node.conditions:
            _collect_names(condition, inner, found)
        _collect(node.body, inner, found)
        return
    if isinstance(node, Index):
        for index in node.indices:
            _collect_names(index, taken, found)
    if isinstance(node, Apply) and node.name in ("unit", "indicator"):
        for argument in node.arguments:
            _collect_names(argument, taken, found)
    for child in children(node):
        _collect(child, taken, found)


def _collect_names(node: Node, taken: frozenset[str], found: dict[str, None]) -> None:
    if isinstance(node, Symbol):
        if not node.known and node.name not in taken and node.name in _INDEX_LETTERS:
            found.setdefault(node.name)
        return
    if not isinstance(node, Index):
        for child in children(node):
            _collect_names(child, taken, found)


def extent(name: str, nodes: tuple[Node, ...], value: Callable[[Node], Value]) -> range:
    """The values that ``name`` takes, from 1.

    Args:
        name: The index.
        nodes: Where it is used.
        value: Evaluates what is indexed.

    Raises:
        FormulaError: If nothing says how far it runs, or two things disagree.
    """
    first, last = 1, None
    plain: int | None = None
    for base, axis, offset in _uses(name, nodes):
        shape = shape_of(value(base))
        if len(shape) == 2 and shape[0] == 1 and axis == 0:
            shape = shape[1:]
        if axis >= len(shape):
            raise Mismatch(f"the index {name} has nothing to run over")
        length = shape[axis]
        if offset == 0:
            if plain is not None and plain != length:
                raise Mismatch(f"the index {name} runs to {plain} and to {length}")
            plain = length
        first = max(first, 1 - offset)
        last = length - offset if last is None else min(last, length - offset)
    if last is None:
        raise FormulaError(f"nothing says how far the index {name} runs")
    return range(first, last + 1)


def _uses(name: str, nodes: tuple[Node, ...]) -> Iterator[tuple[Node, int, int]]:
    """What ``name`` indexes: the base, the axis, and what is added to the index."""
    for node in nodes:
        if (isinstance(node, Reduce) and name in node.indices) or isinstance(node, Limit):
            continue
        if isinstance(node, Index):
            for axis, index in enumerate(node.indices):
                offset = _offset(name, index)
                if offset is not None:
                    yield node.base, axis, offset
        yield from _uses(name, tuple(children(node)))


def _offset(name: str, index: Node) -> int | None:
    if index == Symbol(name, known=False):
        return 0
    if isinstance(index, Add) and len(index.terms) == 2 and index.signs[0] == 1:
        symbol, number = index.terms
        if symbol == Symbol(name, known=False) and isinstance(number, Number):
            return index.signs[1] * int(number.value)
    return None
