"""Ranges of indices that are printed with dots: ``i, j = 1, \\dots, n``."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.relations import Sub, split_at, split_sides
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Condition,
    Listing,
    Node,
    Number,
    Symbol,
    walk,
)

__all__ = ["Range", "bounded_ranges", "is_range", "read_ranges"]

# An index, its first and its last value.
Range = tuple[str, Node, Node]


def is_range(tokens: Sequence[Token]) -> bool:
    """Whether ``tokens`` are an equation with dots on its right side."""
    sides, relations = split_sides(tokens)
    return relations == ["="] and any(token.kind == "dots" for token in sides[1])


def read_ranges(tokens: Sequence[Token], sub: Sub) -> list[Range]:
    """The range of each index in ``tokens``; ``sub`` parses an expression.

    Raises:
        FormulaError: If the first or the last value is not printed.
    """
    (left, right), _ = split_sides(tokens)
    values = [[token for token in value if token.kind != "quad"] for value in split_at(right, ",")]
    if any([token.kind for token in value] == ["dots"] for value in (values[0], values[-1])):
        raise FormulaError("a range has a first and a last value", right[0].start)
    name, first, last = sub(left), sub(values[0]), sub(values[-1])
    symbols = name.items if isinstance(name, Listing) else (name,)
    return [(item.name, first, last) for item in symbols if isinstance(item, Symbol)]


def bounded_ranges(conditions: Sequence[Condition]) -> list[Range]:
    r"""The range of an index that two conditions bound: ``1 \le i < n``.

    Bounds that follow from other indices are none: those stay conditions.
    """
    if len(conditions) != 2:
        return []
    low, high = conditions
    index = low.right
    plain = isinstance(index, Symbol) and not index.known and index == high.left
    parts = [part for bound in (low.left, high.right) for part in walk(bound)]
    is_open = any(isinstance(part, Symbol) and not part.known for part in parts)
    if not plain or is_open or not {low.relation, high.relation} <= {r"\le", "<"}:
        return []
    assert isinstance(index, Symbol)
    one = Number(1.0, "1")
    first = Add((1, 1), (low.left, one)) if low.relation == "<" else low.left
    last = Add((1, -1), (high.right, one)) if high.relation == "<" else high.right
    return [(index.name, first, last)]
