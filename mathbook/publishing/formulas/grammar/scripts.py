"""Superscripts: transposes, inverses, primes, iterates and powers; and lists of indices."""

from collections.abc import Callable, Sequence

from mathbook.publishing.formulas.errors import FormulaError, Unbound
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.tokens import Token, depth_change
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Apply,
    Index,
    Node,
    Number,
    Power,
    Prime,
    Product,
    Quotient,
    Symbol,
    Transpose,
)

__all__ = [
    "is_matrix",
    "is_minus_one",
    "is_tuple",
    "raised",
    "split_indices",
    "split_listed",
    "split_transpose",
]


def split_transpose(tokens: Sequence[Token], names: Names) -> tuple[tuple[Token, ...], bool]:
    """The superscript without a transpose at its end, and whether one was there."""
    if tokens and (
        tokens[-1].text == r"\top" or (tokens[-1].text == "T" and "T" not in names.given)
    ):
        return tuple(tokens[:-1]), True
    return tuple(tokens), False


def split_indices(tokens: Sequence[Token], names: Names | None = None) -> list[list[Token]]:
    """The indices of a subscript: two each in ``ij``, ``i,j``, ``(i,j)`` and ``t,2i``, one each
    in ``i+1``, ``12``, and in a word that is one of ``names``."""
    parts = split_listed(tokens)
    if is_tuple(tokens):
        parts = split_listed(tokens[1:-1])
    return [index for part in parts for index in _adjacent(part, names, is_alone=len(parts) == 1)]


def is_tuple(tokens: Sequence[Token]) -> bool:
    """Whether ``tokens`` are several things in one pair of parentheses."""
    inside = len(tokens) > 2 and _is_bracketed(tokens)
    return inside and len(split_listed(tokens[1:-1])) > 1


def split_listed(tokens: Sequence[Token]) -> list[list[Token]]:
    """What stands between the commas outside all brackets."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += depth_change(token)
        if token.text == "," and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _adjacent(part: list[Token], names: Names | None, *, is_alone: bool) -> list[list[Token]]:
    """The indices of ``part`` that no comma parts: letters side by side are several."""
    has_word = names is not None and any(names.phrase(part, k) for k in range(len(part)))
    # In A_{2i} the 2 may be an index; where commas part the indices it is a factor.
    if has_word or (not is_alone and part and part[0].kind == "number"):
        return [part]
    found: list[list[Token]] = [[]]
    for token in part:
        if found[-1] and _is_single(token) and _ends_index(found[-1][-1]):
            found.append([token])
        else:
            found[-1].append(token)
    return found


def _is_single(token: Token) -> bool:
    return token.kind in ("letter", "number")


def _ends_index(token: Token) -> bool:
    return _is_single(token) or token.text == "'"


def raised(
    node: Node, tokens: Sequence[Token], names: Names, sub: Callable[[Sequence[Token]], Node]
) -> Node:
    """``node`` with the superscript ``tokens``; ``sub`` parses an expression.

    Raises:
        Unbound: If the superscript has no meaning but as a part of a name.
    """
    rest, transposed = split_transpose(tokens, names)
    if transposed:
        if [token.text for token in rest] == ["-"]:  # A^{-\top}
            return Transpose(Power(node, Number(-1.0, "-1")))
        return Transpose(raised(node, rest, names, sub))
    if not rest:
        return node
    if (special := _by_sign(node, rest, names)) is not None:
        return special
    if _is_bracketed(rest):  # x^{(k)} is an iterate
        return Index(node, (sub(rest[1:-1]),))
    if _is_sequence(node, names):
        return Index(node, (sub(rest),))
    return Power(node, sub(rest))


def _by_sign(node: Node, tokens: Sequence[Token], names: Names) -> Node | None:
    """What a sign or letter means that is no exponent."""
    texts = [token.text for token in tokens]
    if set(texts) == {"'"}:
        return Prime(node, len(texts))
    if texts in (["+"], [r"\dagger"]):
        return Apply("pinv", (node,))
    if texts == [r"\circ"]:
        return Product(node, Quotient(Number(3.141592653589793, r"\pi"), Number(180.0, "180")))
    is_h = texts == ["H"] and "H" not in names.given
    if (is_h or texts == ["*"]) and _may_be_array(node, names):  # the conjugate transpose
        return Apply("adjoint" if is_h else "star", (node,))
    # c is a complement, if it is no number
    if texts in (["*"], ["-"], [r"\perp"]) or (texts == ["c"] and "c" not in names.given):
        if isinstance(node, Symbol):
            raise Unbound(f"{node.name}^{texts[0]}", tokens[0].start)
        raise FormulaError(f"found ^{texts[0]}, and no name with it is bound", tokens[0].start)
    return None


def _may_be_array(node: Node, names: Names) -> bool:
    """Whether ``node`` has a conjugate transpose, as far as that is seen before its value is."""
    base = node
    while isinstance(base, Index):
        base = base.base
    if not isinstance(base, Symbol):
        return not isinstance(base, Number)
    if not base.known:
        return False
    bound = names.bound[base.name]
    if bound.function is not None:
        return bound.is_node or bound.parents is not None
    value = bound.value
    return isinstance(value, list | tuple | complex) or getattr(value, "ndim", 0) > 0


def _is_bracketed(tokens: Sequence[Token]) -> bool:
    """Whether one pair of parentheses holds all of ``tokens``."""
    if tokens[0].text != "(" or tokens[-1].text != ")":
        return False
    depth = 0
    for token in tokens[:-1]:
        depth += depth_change(token)
        if not depth:
            return False
    return True


def _is_sequence(node: Node, names: Names) -> bool:
    """Whether a superscript counts the values of ``node``."""
    if not isinstance(node, Symbol) or not node.known:
        return False
    return isinstance(names.bound[node.name].value, list | tuple)


def is_matrix(node: Node, names: Names) -> bool:
    """Whether ``node`` is the name of a matrix."""
    if not isinstance(node, Symbol) or not node.known:
        return False
    return getattr(names.bound[node.name].value, "ndim", 0) > 1


def is_minus_one(node: Node) -> bool:
    """Whether ``node`` is the exponent -1."""
    return isinstance(node, Add) and node.signs == (-1,) and node.terms == (Number(1.0, "1"),)
