"""Scopes: which ``names:`` comments speak for a formula, and when it is checked.

A comment speaks for its section, from the heading above it to the next heading of the same
or a higher level, wherever in the section it stands. What an inner section says comes
later, and so wins. A formula is checked when the code of the innermost section that binds
names has run; where none does, when the code of its own section has.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mathbook.publishing.chapter import Binding, Block, Formula

__all__ = ["Names", "headings", "with_scopes"]

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Names:
    """A ``names:`` comment: where it stands, and its bindings."""

    position: int
    bindings: tuple[Binding, ...]


def headings(plain: str) -> list[tuple[int, int]]:
    """The headings of a text without its literal parts: position and level."""
    return [(match.start(), len(match["marks"])) for match in _HEADING.finditer(plain)]


def with_scopes(
    formulas: Iterable[Formula],
    names: Sequence[Names],
    marks: Sequence[tuple[int, int]],
    blocks: Sequence[Block],
) -> tuple[Formula, ...]:
    """``formulas`` with the bindings and the moment that their sections give them."""
    scopes = [(*_section(comment.position, marks), comment.bindings) for comment in names]
    found = []
    for formula in formulas:
        place = formula.span.start
        around = [scope for scope in scopes if scope[0] <= place < scope[1]]
        # The widest first; of equals, in the order of the page.
        around.sort(key=lambda scope: scope[0] - scope[1])
        end = around[-1][1] if around else _section(place, marks)[1]
        bindings = tuple(binding for scope in around for binding in scope[2])
        ran = [b.index for b in blocks if b.skip is None and b.span.start < end]
        after = ran[-1] if ran else -1
        found.append(replace(formula, bindings=(*bindings, *formula.bindings), after=after))
    return tuple(found)


def _section(place: int, marks: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The section around ``place``: where it begins and where it ends."""
    start, level = 0, 0
    for position, depth in marks:
        if position > place:
            break
        start, level = position, depth
    for position, depth in marks:
        if position > place and depth <= level:
            return start, position
    return start, float("inf")
