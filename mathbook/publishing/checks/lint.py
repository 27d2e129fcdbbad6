"""The numbers in a chapter's words that look like results and that nothing binds.

Decimals, percentages, and counts of what is computed: whoever changes the code does not see
that they are wrong. They are notices, not failures, since nobody but the author can tell a
result from a choice. One that comes close to a number of the code and is no rounding of it
is named with that number.
"""

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.checks.nearness import Reading, nearest_miss, readings
from mathbook.publishing.checks.prose import prose
from mathbook.publishing.checks.tables import counting_cells, table_rows
from mathbook.publishing.checks.vocabulary import counts_something, without_labels
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.parsers.characters import unfit
from mathbook.publishing.parsers.numerals import NUMERAL

__all__ = ["UnboundNumber", "unbound_numbers"]

_PART_OF_A_WORD = re.compile(r"\.\d|-[A-Za-z]|\u2010")
_COMPOUND = re.compile(r"[A-Za-z]-$")  # GPT-2
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_LONG_ENOUGH = 3  # digits; shorter ones come close to something by chance
_IMAGE = re.compile(r"!\[[^\]]{0,2000}\]")


@dataclass(frozen=True, slots=True)
class UnboundNumber:
    """A numeral that looks like a result.

    Attributes:
        line: Its line, from 1.
        column: Its column, from 1.
        numeral: How it is printed.
        near: The number of the code that it nearly is; empty if there is none.
        hidden: Whether it stands where a comment would be seen: in a table, an alt text.
    """

    line: int
    column: int
    numeral: str
    near: str = ""
    hidden: bool = False

    @property
    def advice(self) -> str:
        """What to write."""
        if self.hidden:
            return f"bind it in a line before: <!-- numbers: {self.numeral} = expression -->"
        return f"bind it: {self.numeral}<!-- = expression -->"

    def __str__(self) -> str:
        if self.near:
            problem = f"{self.numeral} is close to {self.near} of the code, but no rounding of it"
        else:
            problem = f"{self.numeral} looks like a result, and nothing binds it"
        return f"{problem}; {self.advice}"


def unbound_numbers(chapter: Chapter, evaluation: Evaluation) -> list[UnboundNumber]:
    """The numerals of ``chapter`` that look like results, in the order of the page.

    Args:
        chapter: The chapter.
        evaluation: Its evaluation, for what the code printed and what is bound.
    """
    if chapter.path.suffix == ".py" or unfit(chapter.text):  # docstrings have no such words
        return []
    text = _words(chapter)
    known = _known(evaluation)
    counting = _covering(counting_cells(text))
    hidden = _covering((*table_rows(text), *(m.span() for m in _IMAGE.finditer(text))))
    found = []
    for match in NUMERAL.finditer(text):
        start, end = match.span()
        if _PART_OF_A_WORD.match(text, end) or _COMPOUND.search(text, max(start - 2, 0), start):
            continue
        counts = counts_something(text, start, end) or counting(start)
        suspicious = counts or bool(re.search(r"[.,%e\u202f]", match[0]))
        near = nearest_miss(match[0], known) if suspicious or _may_be_near(match[0]) else None
        if suspicious or near:
            line = text.count("\n", 0, start)
            column = start - text.rfind("\n", 0, start)
            found.append(UnboundNumber(line + 1, column, match[0], near or "", hidden(start)))
    return found


@functools.lru_cache(maxsize=512)
def _words(chapter: Chapter) -> str:
    """What of ``chapter`` may hold a result; several reports ask for it."""
    return without_labels(prose(chapter))


def _known(evaluation: Evaluation) -> list[Reading]:
    """The numbers that the chapter's code has printed, and those that are bound."""
    lines: list[str] = []
    for run in evaluation.runs.values():
        lines += (*run.output, *(line for output in run.outputs for line in output))
    lines += (number.value for number in evaluation.numbers.values())
    return [reading for line in dict.fromkeys(lines) for reading in readings(line)]


def _may_be_near(numeral: str) -> bool:
    digits = sum(letter.isdigit() for letter in numeral)
    return digits >= _LONG_ENOUGH and not _YEAR.fullmatch(numeral)


def _covering(spans: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """Whether a place lies in one of ``spans``."""
    known = tuple(spans)
    return lambda place: any(start <= place < end for start, end in known)
