"""One small change of a text."""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Mutation", "distinct", "neighbour"]

_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Mutation:
    """A stretch of a text and what takes its place.

    Attributes:
        start: Where the stretch begins, as an offset in the text.
        end: Where it ends; an insertion ends where it begins.
        replacement: What takes its place; empty where it is removed.
        kind: What is changed: ``digit``, ``sign``, ``operator``, ``relation``, ``symbol``, ...
    """

    start: int
    end: int
    replacement: str
    kind: str

    def apply(self, text: str) -> str:
        """``text`` with the change."""
        return text[: self.start] + self.replacement + text[self.end :]

    def describe(self, text: str) -> str:
        """The change with a little of what stands around it: ``2x - y -> 2x + y``."""
        first = _word_start(text, max(self.start - _CONTEXT, 0))
        last = _word_end(text, min(self.end + _CONTEXT, len(text)))
        before, after = text[first : self.start], text[self.end : last]
        opening, closing = "…" * (first > 0), "…" * (last < len(text))
        shown = (
            opening + " ".join(f"{before}{changed}{after}".split()) + closing
            for changed in (text[self.start : self.end], self.replacement)
        )
        return "  ->  ".join(shown)


def distinct(text: str, mutations: Iterable[Mutation]) -> list[Mutation]:
    """``mutations`` in the order of ``text``, each resulting text once, ``text`` itself never."""
    found: dict[str, Mutation] = {}
    for mutation in mutations:
        found.setdefault(mutation.apply(text), mutation)
    found.pop(text, None)
    return sorted(found.values(), key=lambda mutation: (mutation.start, mutation.end))


def neighbour(digit: str) -> str:
    """The digit that takes the place of ``digit``: the next, and 8 for 9."""
    # Never 9 to 0: "9" to "10" would be two changes, and a 0 may vanish at the end of a number.
    return "8" if digit == "9" else str(int(digit) + 1)


def _word_start(text: str, position: int) -> int:
    while position and _goes_on(text, position):
        position -= 1
    return position


def _word_end(text: str, position: int) -> int:
    while position < len(text) and _goes_on(text, position):
        position += 1
    return position


def _goes_on(text: str, position: int) -> bool:
    """Whether a cut at ``position`` would divide a word, a number or a LaTeX command."""
    before = text[position - 1 : position]
    return text[position : position + 1].isalnum() and (before.isalnum() or before == "\\")
