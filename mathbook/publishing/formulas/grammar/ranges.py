"""Ranges of indices that are printed with dots: ``i, j = 1, \\dots, n``."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.relations import Sub, split_at, split_sides
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import Listing, Node, Symbol

__all__ = ["Range", "is_range", "read_ranges"]

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
