"""Tokens to one tree, and which of its names are called."""

from collections.abc import Sequence

from mathbook.publishing.formulas.grammar.constructs import VOCABULARY
from mathbook.publishing.formulas.grammar.expressions import Parser
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import (
    Call,
    Derivative,
    Gradient,
    Jacobian,
    Node,
    Symbol,
    children,
    walk,
)

__all__ = ["expression"]


def expression(tokens: Sequence[Token], names: Names) -> Node:
    """``tokens`` as one expression; a name that also stands alone is a node, not called.

    Raises:
        FormulaError: If something in them is not understood.
    """
    node = Parser(tokens, names, VOCABULARY).whole()
    called = {
        part.function.name
        for part in walk(node)
        if isinstance(part, Call) and isinstance(part.function, Symbol)
    }
    both = called & _bare(node)
    nodes = frozenset(name for name in both if names.bound[name].parents is not None)
    return Parser(tokens, names, VOCABULARY, nodes).whole() if nodes else node


def _bare(node: Node) -> set[str]:
    """The bound names that stand as values, neither called nor differentiated."""
    if isinstance(node, Symbol):
        return {node.name} if node.known else set()
    found: set[str] = set()
    for child in children(node):
        is_function = isinstance(node, Call | Jacobian) and child is node.function
        is_target = isinstance(node, Derivative | Gradient) and child is node.target
        if not (is_function or is_target):
            found |= _bare(child)
    return found
