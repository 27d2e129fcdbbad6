"""The left side of a binding: a name as formulas print it, its Python spelling, or a call."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.atoms import GREEK, Atom, scan_atom
from mathbook.publishing.formulas.grammar.tokens import Token, depth_change, tokenize

__all__ = ["as_call", "is_name", "same_name", "spellings"]

# What stands between two names.
_BETWEEN = frozenset("+-*/=<>,;&") | {r"\le", r"\ge", r"\ne", r"\approx", r"\in", r"\cdot"}


def as_call(target: str) -> tuple[str, list[str]] | None:
    """``f(x, y)`` as a name and its parameters in Python's spelling."""
    if not target.endswith(")"):
        return None
    opening = len(target) - 1
    depth = 1
    while depth and opening:
        opening -= 1
        depth += (target[opening] == ")") - (target[opening] == "(")
    name = target[:opening].strip()
    parameters = [part.strip() for part in target[opening + 1 : -1].split(",")]
    spelt = [next(iter(spellings(parameter)), "") for parameter in parameters]
    if not name or not all(part.isidentifier() for part in spelt):
        return None
    return name, spelt


def _atom(target: str) -> Atom | None:
    """``target`` as one printed name, if it is one."""
    try:
        tokens = tokenize(target)
        atom = scan_atom(tokens, 0)
    except FormulaError:
        return None
    return atom if atom is not None and atom.end == len(tokens) else None


def spellings(target: str) -> list[str]:
    """How Python may spell the LaTeX name ``target``."""
    if target.isidentifier() and len(target) > 1:
        return [target]
    atom = _atom(target)
    return [s for s in atom.spellings() if s.isidentifier()] if atom else []


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are of one name."""
    words = [target.isidentifier() and len(target) > 1 for target in (one, other)]
    if one == other or all(words):
        return one == other
    if any(words):
        return one in spellings(other) or other in spellings(one)
    first, second = _atom(one), _atom(other)
    return first is not None and second is not None and first.latex == second.latex


def is_name(target: str) -> bool:
    r"""Whether formulas may use ``target`` as a name, as they do ``\hat y`` or ``P(A \mid B)``."""
    if target.isidentifier() or _atom(target):
        return target.isascii()
    try:
        tokens = tokenize(target)
    except FormulaError:
        return False
    named = any(token.kind in ("letter", "word") or token.text in GREEK for token in tokens)
    return named and tokens[0].kind != "number" and not _parted(tokens)


def _parted(tokens: Sequence[Token]) -> bool:
    """Whether a sign between names stands outside brackets."""
    depth = 0
    for token in tokens:
        depth += depth_change(token)
        if not depth and token.text in _BETWEEN:
            return True
    return False
