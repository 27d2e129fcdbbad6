"""Entries of arrays: ``A_{ij}``, ``a_{ij}`` where only A is bound, ``P(i)`` below a sum over i."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from mathbook.publishing.formulas.grammar.atoms import Atom
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.scripts import is_matrix, split_indices
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import Node, Symbol

__all__ = ["of_capital", "prints_entry", "running_indices"]


def prints_entry(lower: Sequence[Token], names: Names) -> bool:
    """Whether the subscript ``lower`` has two indices: ``ij``, ``i,j`` or ``12``."""
    if len(lower) == 1 and re.fullmatch(r"\d\d", lower[0].text):
        return True
    return len(split_indices(lower, names)) == 2


def of_capital(atom: Atom, names: Names) -> Atom | None:
    r"""``A_{ij}`` for ``a_{ij}``, to which nothing is bound: the entries of a matrix have its
    small letter. None where this is no such entry."""
    small = len(atom.base) == 1 and "a" <= atom.base <= "z" and atom.style in ("", r"\mathbf")
    if not small or not atom.lower or not prints_entry(atom.lower, names):
        return None
    capital = replace(atom, base=atom.base.upper())
    for variant in (replace(capital, lower=()), replace(capital, lower=(), upper=())):
        key = names.find(variant)
        if key is not None:
            return capital if is_matrix(Symbol(key), names) else None
    return None


def running_indices(
    tokens: Sequence[Token], start: int, node: Node, names: Names, running: Collection[str]
) -> tuple[str, ...]:
    """The indices in ``P(i)`` and ``P(i, j)``, whose bracket stands at ``start``; none if this
    is no entry.

    They are names that a sum runs over, one for each axis of an array: as a product, of all of
    the array with its index, this would mean nothing.
    """
    if not isinstance(node, Symbol) or not node.known:
        return ()
    axes = getattr(names.bound[node.name].value, "ndim", 0)
    inner = tokens[start + 1 : start + 2 * axes]
    closing = tokens[start + 2 * axes : start + 2 * axes + 1]
    if not axes or [token.text for token in closing] != [")"]:
        return ()
    found = tuple(token.text for token in inner[::2])
    commas = all(token.text == "," for token in inner[1::2])
    return found if commas and set(found) <= set(running) else ()
