r"""Part by part: ``wx = 3 \times 2`` says that w is 3 and x is 2, not only that both make 6."""

from collections.abc import Iterator

from mathbook.publishing.formulas.evaluation.sizes import SIZED
from mathbook.publishing.formulas.grammar.trees import (
    Abs,
    Add,
    Apply,
    Block,
    Listing,
    Node,
    Norm,
    Number,
    Power,
    Product,
    Quotient,
    Transpose,
    walk,
)
from mathbook.publishing.formulas.verdicts.printed import is_numeric

__all__ = ["has_numeric_part", "parts"]


def parts(left: Node, right: Node) -> list[tuple[Node, Node]] | None:
    """The pairs of corresponding parts; None where the two sides differ in shape."""
    pairs = _pairs(left, right)
    return None if pairs is None else list(_flattened(pairs))


def has_numeric_part(pairs: list[tuple[Node, Node]]) -> bool:
    """Whether a number stands for something in a pair."""
    return any(is_numeric(a) != is_numeric(b) for a, b in pairs)


def _flattened(pairs: list[tuple[Node, Node]]) -> Iterator[tuple[Node, Node]]:
    for left, right in pairs:
        inner = _pairs(left, right)
        if inner is None:
            yield left, right
        else:
            yield from _flattened(inner)


def _pairs(left: Node, right: Node) -> list[tuple[Node, Node]] | None:
    one, other = _factors(left), _factors(right)
    if len(one) > 1 or len(other) > 1:
        # 1^T x = n m: the vector of ones and n stand at one place, and not for one another.
        alike = len(one) == len(other) and list(map(_is_sized, one)) == list(map(_is_sized, other))
        return list(zip(one, other, strict=True)) if alike else None
    left, right = one[0], other[0]
    if type(left) is not type(right):
        return None
    if isinstance(left, Add) and isinstance(right, Add):
        if left.signs != right.signs or len(left.terms) == 1:
            return None
        return list(zip(left.terms, right.terms, strict=True))
    if isinstance(left, Quotient) and isinstance(right, Quotient):
        return [(left.top, right.top), (left.bottom, right.bottom)]
    if isinstance(left, Power) and isinstance(right, Power):
        return [(left.base, right.base), (left.exponent, right.exponent)]
    if isinstance(left, Apply) and isinstance(right, Apply):
        same = left.name == right.name and len(left.arguments) == len(right.arguments)
        return list(zip(left.arguments, right.arguments, strict=True)) if same else None
    if isinstance(left, Norm) and isinstance(right, Norm):
        return [(left.inner, right.inner)] if left.kind == right.kind else None
    if isinstance(left, Abs) and isinstance(right, Abs):
        return [(left.inner, right.inner)]
    if isinstance(left, Transpose) and isinstance(right, Transpose):
        return [(left.base, right.base)]
    if isinstance(left, Listing) and isinstance(right, Listing):
        if len(left.items) != len(right.items) or _has_dots(left) or _has_dots(right):
            return None
        return list(zip(left.items, right.items, strict=True))
    if isinstance(left, Block) and isinstance(right, Block):
        return _cells(left, right)
    return None


def _cells(left: Block, right: Block) -> list[tuple[Node, Node]] | None:
    one = [len(row) for row in left.rows]
    if one != [len(row) for row in right.rows] or _has_dots(left) or _has_dots(right):
        return None
    return [
        pair for a, b in zip(left.rows, right.rows, strict=True) for pair in zip(a, b, strict=True)
    ]


def _is_sized(node: Node) -> bool:
    return any(isinstance(part, Apply) and part.name in SIZED for part in walk(node))


def _has_dots(node: Node) -> bool:
    return any(getattr(part, "name", "") == r"\dots" for part in walk(node))


def _factors(node: Node) -> list[Node]:
    """The factors of a product, its sign with the first number."""
    if isinstance(node, Product):
        return [*_factors(node.left), node.right]
    if isinstance(node, Add) and node.signs == (-1,):
        first, *rest = _factors(node.terms[0])
        if isinstance(first, Number) and rest:
            return [Add((-1,), (first,)), *rest]
    return [node]
