"""Names that mean something by custom, where nothing is bound to them: e, I, pi, o(h)."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.atoms import Atom
from mathbook.publishing.formulas.grammar.calls import Custom, NameParser
from mathbook.publishing.formulas.grammar.relations import split_at
from mathbook.publishing.formulas.grammar.scripts import split_indices
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import (
    Apply,
    Condition,
    Index,
    Landau,
    Node,
    Number,
    Symbol,
)

__all__ = ["CUSTOMS"]

# Letters that count entries, where a bound n or d would be a size.
_COUNTING = frozenset("ijkl")


def _euler(parser: NameParser, atom: Atom) -> Node | None:
    """``e^x``; ``e_i`` is a unit vector."""
    raised_first = atom.upper and atom.lower and atom.upper[0].start < atom.lower[0].start
    if atom.lower and not raised_first:
        if len(split_indices(atom.lower)) > 1:  # an entry of a matrix that is not bound
            return None
        return parser.raised(Apply("unit", (parser.sub(atom.lower),)), atom.upper)
    if not atom.upper:
        return Number(2.718281828459045, "e")
    node: Node = Apply("exp", (parser.sub(atom.upper),))
    return Index(node, parser.subscript(atom.lower)) if atom.lower else node


def _identity(parser: NameParser, atom: Atom) -> Node | None:
    r"""``I``, ``I_n``, ``I_{n \times n}``; ``I_{kj}`` is an entry.

    Raises:
        FormulaError: If it may be either, or is not square.
    """
    if not atom.lower:
        return parser.raised(Apply("identity", ()), atom.upper)
    sides = split_at(atom.lower, r"\times")
    if len(sides) > 1:
        sizes = [parser.sub(side) for side in sides]
        if len(sizes) > 2 or sizes[0] != sizes[1]:
            raise FormulaError("an identity matrix is square, with one size", atom.start)
        return parser.raised(Apply("identity", (sizes[0],)), atom.upper)
    parts = split_indices(atom.lower)
    if len(parts) > 2:
        return None
    if len(parts) == 2 and _are_indices(parser, parts, "," in [t.text for t in atom.lower]):
        return _kronecker(parser, atom)
    if len(parts) == 2 or _is_two_digits(atom.lower):
        raise FormulaError(
            f"{atom.printed} may be an identity matrix with that size or an entry of one; print "
            r"I_{i,j} for the entry, I_{n \times n} for the matrix, or bind I",
            atom.start,
        )
    return parser.raised(Apply("identity", (parser.sub(atom.lower),)), atom.upper)


def _is_two_digits(tokens: Sequence[Token]) -> bool:
    """Whether this is 12, which may be 1, 2; there is no entry 1, 0."""
    text = tokens[0].text
    return len(tokens) == 1 and text.isdigit() and len(text) == 2 and "0" not in text


def _are_indices(parser: NameParser, parts: list[list[Token]], parted: bool) -> bool:
    """Whether two parts of a subscript can be nothing but the indices of an entry."""
    nodes = [parser.sub(part) for part in parts]
    if parted and all(isinstance(node, Number) for node in nodes):
        return True
    if not parted and any(len(part) > 1 for part in parts):
        return False
    if any(isinstance(node, Symbol) and not node.known for node in nodes):
        return True  # no size, as that would be bound
    names = [part[0].text for part, node in zip(parts, nodes, strict=True)
             if not isinstance(node, Number)]  # fmt: skip
    return len(names) == 2 and set(names) <= _COUNTING


def _kronecker(parser: NameParser, atom: Atom) -> Node | None:
    r"""``\delta_{ij}``"""
    if len(split_indices(atom.lower)) != 2:
        return None
    one, other = parser.subscript(atom.lower)
    return parser.raised(Apply("indicator", (Condition(one, "=", other),)), atom.upper)


def _pi(parser: NameParser, atom: Atom) -> Node:
    node: Node = Number(3.141592653589793, r"\pi")
    if atom.lower:
        node = Index(node, parser.subscript(atom.lower))
    return parser.raised(node, atom.upper)


def _landau(parser: NameParser, atom: Atom) -> Node | None:
    """``o(h)`` and ``O(h)``."""
    if atom.lower or atom.upper or parser.text != "(":
        return None
    return Landau(atom.base, parser.bracket())


CUSTOMS: dict[str, Custom] = {
    "e": _euler,
    "I": _identity,
    r"\delta": _kronecker,
    r"\pi": _pi,
    "o": _landau,
    "O": _landau,
}
