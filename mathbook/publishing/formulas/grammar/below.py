r"""What stands below a function's name: its arguments, ``PE_{(t, 2i)}``, or the variables of a
partial derivative, ``f_{xy}``; or which eigenvalue, ``\lambda_{\max}``."""

from collections.abc import Sequence

import numpy as np

from mathbook.publishing.formulas.grammar.atoms import Atom
from mathbook.publishing.formulas.grammar.names import Bound, Names
from mathbook.publishing.formulas.grammar.scripts import is_tuple, split_indices, split_listed
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import Node, Symbol

__all__ = ["are_arguments", "is_spectral", "partial_variables"]

# f_x is a derivative; p_{ij} and a_n are more likely values of p and a.
_COUNTING = frozenset("ijklmn")


def are_arguments(lower: Sequence[Token], node: Node, names: Names, nodes: frozenset[str]) -> bool:
    """Whether the subscript ``lower`` holds the arguments of the function ``node``.

    Without parentheses it does if the function takes as many, and follows from no other names:
    its value, of which these could be indices, is nowhere else.
    """
    bound = _function(node, names, nodes)
    if bound is None:
        return False
    count = len(split_listed(lower))
    return is_tuple(lower) or (1 < count == len(bound.parameters) and bound.parents is None)


def is_spectral(atom: Atom, following: str, names: Names) -> bool:
    r"""Whether this is ``\lambda_{\max}(A)`` or ``\sigma_{\min}(A)``, and not bound."""
    return (
        atom.base in (r"\lambda", r"\sigma")
        and [token.text for token in atom.lower] in ([r"\max"], [r"\min"])
        and not atom.upper
        and following == "("
        and names.find(atom) is None
    )


def partial_variables(
    lower: Sequence[Token], node: Node, names: Names, nodes: frozenset[str]
) -> tuple[Node, ...]:
    """The variables x, y of ``f_{xy}``; none if ``lower`` is something else.

    They are numbers, and parameters of a function of several.
    """
    bound = _function(node, names, nodes)
    if bound is None or len(bound.parameters) < 2:
        return ()
    variables: list[Node] = []
    for part in split_indices(lower):
        text = part[0].text
        key = names.by_spelling.get(text)
        plain = len(part) == 1 and part[0].kind == "letter" and text not in _COUNTING
        if not plain or text not in bound.parameters or key is None or not _is_number(key, names):
            return ()
        variables.append(Symbol(key))
    return tuple(variables)


def _function(node: Node, names: Names, nodes: frozenset[str]) -> Bound | None:
    """The function that ``node`` names: not a list of them, nor one of ``nodes``."""
    if not isinstance(node, Symbol) or not names.is_function(node.name) or node.name in nodes:
        return None
    bound = names.bound[node.name]
    return bound if bound.value is None else None


def _is_number(key: str, names: Names) -> bool:
    value = names.bound[key].value
    return isinstance(value, int | float | np.number)
