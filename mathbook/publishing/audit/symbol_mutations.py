"""Changes of a formula's symbols: one in place of another, or without its accent."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise

from mathbook.publishing.audit.expressions import FRACTIONS, Expression
from mathbook.publishing.audit.latex_tokens import Kind
from mathbook.publishing.audit.mutations import Mutation
from mathbook.publishing.audit.script_mutations import is_transpose

__all__ = ["index_tokens", "removed_accents", "replaced_symbols"]


class _Role(Enum):
    LETTER = auto()
    GREEK = auto()
    SET = auto()
    INDEX = auto()


_ROLES = {Kind.LETTER: _Role.LETTER, Kind.GREEK: _Role.GREEK, Kind.SET: _Role.SET}
_ACCENT = re.compile(
    r"\\(?:hat|bar|tilde|dot|ddot|vec|check|breve|acute|grave|mathring"
    r"|widehat|widetilde|overline|underline)(?![A-Za-z])\s*"
)
_DERIVATIVES = (r"\nabla", r"\partial")
_INDEX_PLACES: tuple[set[bool | None], ...] = ({True}, {True, None})


def replaced_symbols(expression: Expression) -> Iterator[Mutation]:
    """Each symbol changed to the next of its sort, in the order of their first appearance."""
    roles = _roles(expression)
    differentials = set(_differentials(expression))
    for index, role in roles.items():
        own = _name(expression, index)
        differentiated = index - 1 in differentials or _is_differentiated(expression, index)
        names = _names(expression, [i for i, other in roles.items() if other is role])
        if len(names) == 1 and differentiated:
            names = _names(expression, [i for i, o in roles.items() if o is not _Role.INDEX])
        if len(names) > 1 and own in names:
            order = list(names)
            other = names[order[(order.index(own) + 1) % len(order)]]
            kind = "variable" if differentiated else "symbol"
            yield expression.change(index, index, other, "index" if role is _Role.INDEX else kind)


def removed_accents(expression: Expression) -> Iterator[Mutation]:
    """``y`` in place of ``\\hat y``."""
    for index, text in enumerate(expression.texts):
        accent = _ACCENT.match(text)
        if accent is None:
            continue
        if accent.end() < len(text):  # a symbol with its accent is one token
            inside = text[accent.end() :]
            plain = inside[1:-1].strip() if inside.startswith("{") else inside
            yield expression.change(index, index, plain, "accent")
        elif expression.text(index + 1) == "{":
            # The braces stay: what stands in them may have scripts of its own.
            yield expression.change(index, index, "", "accent")


def index_tokens(expression: Expression) -> frozenset[int]:
    """The tokens that are indices: their symbol stands in scripts only."""
    return frozenset(i for i, role in _roles(expression).items() if role is _Role.INDEX)


def _roles(expression: Expression) -> dict[int, _Role]:
    """For each token that is a symbol what it is."""
    skipped = set(_differentials(expression))
    for script in expression.scripts:
        frobenius = [expression.texts[i] for i in script.content] == ["F"]
        if frobenius or is_transpose(expression, script):
            skipped.update(script.content)
    symbols = {
        index: _ROLES[token.kind]
        for index, token in enumerate(expression.tokens)
        if token.kind in _ROLES and index not in skipped
    }
    places: dict[str, set[bool | None]] = {}
    for index in symbols:
        places.setdefault(_name(expression, index), set()).add(_is_index_place(expression, index))
    return {
        index: _Role.INDEX if places[_name(expression, index)] in _INDEX_PLACES else role
        for index, role in symbols.items()
    }


def _is_index_place(expression: Expression, index: int) -> bool | None:
    """Whether the token stands where an index, a bound or a number of an iterate stands.

    ``None`` where either may stand: below a derivative or a minimum.
    """
    script = expression.script_of.get(index)
    if script is None:
        return False
    if script.raised:
        return script.base != "e" and not script.base.isdigit()
    return None if script.bounds_optimum or script.base in _DERIVATIVES else True


def _differentials(expression: Expression) -> Iterator[int]:
    """The letters ``d`` of derivatives and integrals, which are no symbols."""
    for index, text in enumerate(expression.texts):
        if text in FRACTIONS:
            contents = [content for _, content in expression.arguments(index, 2)]
            if all(content and expression.texts[content[0]] == "d" for content in contents):
                yield from (content[0] for content in contents)
    if r"\int" in expression.texts:
        symbols = (Kind.LETTER, Kind.GREEK)
        for index, (token, behind) in enumerate(pairwise(expression.tokens)):
            if token.text == "d" and behind.kind in symbols:
                yield index


def _is_differentiated(expression: Expression, index: int) -> bool:
    script = expression.script_of.get(index)
    below = script is not None and not script.raised and script.base in _DERIVATIVES
    return below or expression.text(index - 1) == r"\partial"


def _names(expression: Expression, indices: list[int]) -> dict[str, str]:
    """The different symbols at ``indices`` as they are first written."""
    names: dict[str, str] = {}
    for index in indices:
        names.setdefault(_name(expression, index), expression.texts[index])
    return names


def _name(expression: Expression, index: int) -> str:
    """A symbol, however its braces and blanks are written."""
    return re.sub(r"[{}\s]", "", expression.texts[index])
