"""What all trees have in common: children, walks, changes, heights."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

__all__ = ["Node", "changed", "children", "height", "walk"]


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of a formula."""


# The fields of each class that may hold nodes: trees are walked so often that looking them
# up anew, or looking into names and numbers, would take half of a check's time.
_PARTS: dict[type[Node], tuple[str, ...]] = {}
_PLAIN = (str, int, float, bool, tuple[int, ...])


def children(node: Node) -> list[Node]:
    """The nodes right below ``node``."""
    kind = type(node)
    parts = _PARTS.get(kind)
    if parts is None:
        parts = tuple(part.name for part in fields(node) if part.type not in _PLAIN)
        _PARTS[kind] = parts
    found: list[Node] = []
    for name in parts:
        value = getattr(node, name)
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, found)
    return found


def _gather(values: tuple[object, ...], found: list[Node]) -> None:
    for value in values:
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, found)


# A check walks the same few trees some twenty times. An entry holds its node, so that no
# other node can have its identity meanwhile.
_WALKED: dict[int, tuple[Node, tuple[Node, ...]]] = {}
_MOST_WALKED = 1000


def walk(node: Node) -> tuple[Node, ...]:
    """``node`` and all below it, from left to right; at any depth."""
    known = _WALKED.get(id(node))
    if known is not None:
        return known[1]
    found: list[Node] = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        found.append(here)
        below = children(here)
        if below:
            below.reverse()
            waiting += below
    if len(_WALKED) >= _MOST_WALKED:
        _WALKED.clear()
    walked = tuple(found)
    _WALKED[id(node)] = node, walked
    return walked


def height(node: Node) -> int:
    """How many nodes lie on the longest way down from ``node``."""
    level, highest = [node], 0
    while level:
        highest += 1
        level = [child for parent in level for child in children(parent)]
    return highest


def changed(node: Node, change: Callable[[Node], Node]) -> Node:
    """``node`` with ``change`` applied to every node right below it."""
    parts = {part.name: _changed(getattr(node, part.name), change) for part in fields(node)}
    return replace(node, **parts)


def _changed(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, Node):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    return value
