"""What a derivative is of: a function with its arguments, or the term that follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from mathbook.publishing.formulas.grammar.application import applied
from mathbook.publishing.formulas.grammar.atoms import Atom, read_argument, scan_atom
from mathbook.publishing.formulas.grammar.calls import NameParser
from mathbook.publishing.formulas.grammar.expressions import Parser
from mathbook.publishing.formulas.grammar.scripts import split_transpose
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import Index, Node, Symbol

__all__ = ["Target", "bound_variant", "function_target", "read_target"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a derivative is of.

    Attributes:
        node: The function or term.
        arguments: Where the derivative is taken, if it is printed.
        upper: A superscript of the derivative that is printed before its arguments.
    """

    node: Node
    arguments: tuple[Node, ...] = ()
    upper: tuple[Token, ...] = ()


def read_target(parser: Parser, variable: Node | None, *, inverse: bool = False) -> Target:
    r"""What comes next, as what a derivative is of.

    Args:
        parser: Stands before it.
        variable: What the derivative is by; None if it is by all variables.
        inverse: Whether the power -1 is the derivative's, as in ``\nabla^2 f(x)^{-1}``.
    """
    if parser.text in ("(", "[", r"\{"):
        node = parser.bracket()
        return Target(node if _is_result_raised(parser, inverse) else parser.scripts(node))
    atom = scan_atom(parser.tokens, parser.index)
    if atom is None or parser.key in parser.constructs:
        return Target(parser.product())
    found = bound_variant(parser, atom)
    if found is None:
        return Target(parser.name(atom) if variable is None else parser.product())
    if variable is None or parser.names.bound[found[1]].function is not None:
        return function_target(parser, atom, found, inverse=inverse)
    return Target(parser.product())


def bound_variant(parser: NameParser, atom: Atom) -> tuple[Atom, str] | None:
    """The longest part of ``atom`` that is bound, and its key."""
    for variant in atom.variants():
        if (key := parser.names.find(variant)) is not None:
            return variant, key
    return None


def function_target(
    parser: NameParser, atom: Atom, found: tuple[Atom, str], *, inverse: bool = False
) -> Target:
    """The function ``atom``, of which ``found`` is bound, and its arguments."""
    variant, key = found
    upper = () if variant.upper else atom.upper
    if upper and not _is_of_result(upper, parser, inverse):
        return Target(parser.name(atom))  # f^2(x), f'(x): the superscript is the function's
    start, parser.index = atom.start, atom.end
    node: Node = Symbol(key, known=True, position=start)
    if atom.lower and not variant.lower:
        node = Index(node, parser.subscript(atom.lower))
    if parser.text != "(" or not _is_called(node, parser):
        return Target(node, upper=upper)
    arguments = parser.arguments()
    if _is_result_raised(parser, inverse):
        return Target(node, arguments, upper)
    return Target(parser.scripts(applied(node, arguments, start)), upper=upper)


def _is_called(node: Node, parser: NameParser) -> bool:
    function = node.base if isinstance(node, Index) else node
    bare = isinstance(function, Symbol) and function.name in parser.nodes
    return parser.is_function(function) and not bare


def _is_result_raised(parser: NameParser, inverse: bool) -> bool:
    """Whether what comes next is no superscript, or one of the derivative."""
    if parser.text != "^":
        return True
    return _is_of_result(read_argument(parser.tokens, parser.index + 1)[0], parser, inverse)


def _is_of_result(upper: Sequence[Token], parser: NameParser, inverse: bool) -> bool:
    r"""Whether ``upper`` is the derivative's: ``\nabla f(x)^\top``, ``\nabla^2 f(x)^{-1}``.

    Other powers are of what the derivative is of, as in the derivative of ``(x^2 + 1)^3``.
    """
    rest, transposed = split_transpose(upper, parser.names)
    texts = [token.text for token in rest]
    return (transposed and not texts) or (inverse and texts in (["-", "1"], ["-"]))
