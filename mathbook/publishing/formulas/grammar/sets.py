r"""Sets that a condition describes: ``\{f(z) \mid \|z\| \le 1\}``."""

from collections.abc import Sequence
from dataclasses import dataclass

from mathbook.publishing.formulas.grammar.claims import has_relation, without_ends
from mathbook.publishing.formulas.grammar.tokens import Token, depth_change

__all__ = ["Builder", "read_builder"]


@dataclass(frozen=True, slots=True)
class Builder:
    """A set that a condition describes.

    Attributes:
        member: What its members are.
        sign: What stands before the condition, as a colon.
        condition: What its members meet.
        after: The index of the token after the set.
    """

    member: list[Token]
    sign: Token
    condition: list[Token]
    after: int


def read_builder(tokens: Sequence[Token], index: int) -> Builder | None:
    """The set at ``index``; None if no condition describes what stands there."""
    if index >= len(tokens) or tokens[index].text != r"\{":
        return None
    depth = 0
    bars: list[int] = []
    signs: list[int] = []
    for place in range(index, len(tokens)):
        token = tokens[place]
        depth += depth_change(token)
        if not depth:
            # A single bar is no absolute value.
            return _parted(tokens, index, signs or (bars if len(bars) == 1 else []), place)
        if depth == 1 and token.text in (r"\mid", ":"):
            signs.append(place)
        elif depth == 1 and token.text == "|" and not token.side:
            bars.append(place)
    return None


def _parted(tokens: Sequence[Token], start: int, signs: list[int], end: int) -> Builder | None:
    if len(signs) != 1:
        return None
    (place,) = signs
    member = without_ends(list(tokens[start + 1 : place]))
    condition = without_ends(list(tokens[place + 1 : end]))
    if not member or not has_relation(condition):
        return None
    sign = Token("sign", ":", tokens[place].start, tokens[place].end)
    return Builder(member, sign, condition, end + 1)
