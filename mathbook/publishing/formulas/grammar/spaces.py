r"""Spaces at the end of a chain: ``= A x \in \mathbb{R}^m`` says which shape the value has."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.atoms import scan_atom
from mathbook.publishing.formulas.grammar.relations import Sub, split_at
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import Space

__all__ = ["is_space", "read_space"]

# Real and complex numbers, integers, symmetric matrices.
_LETTERS = frozenset("RCZS")
_SIGNS = {"": "", "+": "+", "++": "++", ">0": "++", r"\ge0": "+"}


def is_space(tokens: Sequence[Token]) -> bool:
    r"""Whether ``tokens`` begin with ``\mathbb`` and a letter of a space."""
    if not tokens or tokens[0].text != r"\mathbb":
        return False
    atom = scan_atom(tokens, 0)
    return atom is not None and atom.base in _LETTERS


def read_space(tokens: Sequence[Token], sub: Sub) -> Space:
    """The space that ``tokens`` print; ``sub`` parses an expression.

    Raises:
        FormulaError: If they print something else too, or a kind of space that is not known.
    """
    atom = scan_atom(tokens, 0)
    assert atom is not None
    if atom.end != len(tokens):
        raise FormulaError("found more than a space here", tokens[atom.end].start)
    below = "".join(token.text for token in atom.lower)
    if below not in _SIGNS or (below and atom.base in "CZ"):
        raise FormulaError(f"a space with {below!r} below is not understood", atom.lower[0].start)
    sizes = tuple(sub(side) for side in split_at(atom.upper, r"\times"))
    if atom.base == "S":
        if len(sizes) != 1:
            raise FormulaError("a space of symmetric matrices has one size", atom.start)
        sizes = (sizes[0], sizes[0])
    return Space(atom.base, sizes, _SIGNS[below])
