r"""TeX's fractions with the sign between their parts: ``{a \over b}`` is ``\frac{a}{b}``."""

from collections.abc import Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.tokens import Token

__all__ = ["prefixed"]

_PREFIXES = {r"\over": r"\frac", r"\choose": r"\binom"}


def prefixed(tokens: Sequence[Token]) -> list[Token]:
    r"""``tokens`` with ``\frac`` and ``\binom`` in place of the signs within groups.

    A sign outside of all braces stays: it is refused where it is read.

    Raises:
        FormulaError: If two such signs stand in one group, as TeX has it too.
    """
    found: list[Token] = []
    groups: list[tuple[int, int | None]] = []  # where a group opens, and where its sign stands
    for token in tokens:
        if token.text in _PREFIXES and groups:
            start, sign = groups[-1]
            if sign is not None:
                raise FormulaError(f"a second {token.text} stands in this group", token.start)
            groups[-1] = start, len(found)
        if token.text == "{":
            groups.append((len(found), None))
        elif token.text == "}" and groups:
            start, sign = groups.pop()
            if sign is not None:
                found[start + 1 :] = _prefixed(found[start + 1 : sign], found[sign + 1 :],
                                               found[sign])  # fmt: skip
        found.append(token)
    return found


def _prefixed(top: list[Token], bottom: list[Token], sign: Token) -> list[Token]:
    opening = Token("sign", "{", sign.start, sign.end)
    closing = Token("sign", "}", sign.start, sign.end)
    command = Token("command", _PREFIXES[sign.text], sign.start, sign.end)
    return [command, opening, *top, closing, opening, *bottom, closing]
