"""Names that mean something by custom, where nothing is bound to them: e, I, pi, o(h)."""

from mathbook.publishing.formulas.grammar.atoms import Atom
from mathbook.publishing.formulas.grammar.calls import Custom, NameParser
from mathbook.publishing.formulas.grammar.scripts import split_indices
from mathbook.publishing.formulas.grammar.trees import Apply, Condition, Index, Landau, Node, Number

__all__ = ["CUSTOMS"]


def _euler(parser: NameParser, atom: Atom) -> Node:
    """``e^x``; ``e_i`` is a unit vector."""
    raised_first = atom.upper and atom.lower and atom.upper[0].start < atom.lower[0].start
    if atom.lower and not raised_first:
        return parser.raised(Apply("unit", (parser.sub(atom.lower),)), atom.upper)
    if not atom.upper:
        return Number(2.718281828459045, "e")
    node: Node = Apply("exp", (parser.sub(atom.upper),))
    return Index(node, parser.subscript(atom.lower)) if atom.lower else node


def _identity(parser: NameParser, atom: Atom) -> Node:
    """``I`` and ``I_n``."""
    size = (parser.sub(atom.lower),) if atom.lower else ()
    return parser.raised(Apply("identity", size), atom.upper)


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
