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

__all__ = ["is_matrix", "is_minus_one", "raised", "split_indices", "split_transpose"]


def split_transpose(tokens: Sequence[Token], names: Names) -> tuple[tuple[Token, ...], bool]:
    """The superscript without a transpose at its end, and whether one was there."""
    if tokens and (
        tokens[-1].text == r"\top" or (tokens[-1].text == "T" and "T" not in names.given)
    ):
        return tuple(tokens[:-1]), True
    return tuple(tokens), False


def split_indices(tokens: Sequence[Token]) -> list[list[Token]]:
    """The indices of a subscript: two each in ``ij`` and ``i,j``, one each in ``i+1``, ``12``."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == ",":
            parts.append([])
        elif parts[-1] and _is_single(token) and _is_single(parts[-1][-1]):
            parts.append([token])
        else:
            parts[-1].append(token)
    return parts


def _is_single(token: Token) -> bool:
    return token.kind in ("letter", "number")


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
