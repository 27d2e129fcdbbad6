"""Printed numbers and where they stand: before a comment, or in the element that follows one."""

import re
from collections import Counter

from mathbook.publishing.chapter import BoundNumber, Span
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.directives import NumbersAre

__all__ = ["NUMERAL", "bound_numbers", "number_before"]

# 40, -0.5, 150,000, 1e-9, 12 %, 12%; a minus may be typographic.
NUMERAL = re.compile(
    r"(?<![\w.])[-+\u2212]?\d+(?:[,\u202f]\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?:[ \u202f]?%)?(?![\w])"
)
_BEFORE = re.compile(
    r"""(?<![^\W_])(?P<text>
    (?<![.,])[-+\u2212]?\d+(?:[,\u202f]\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?(?:[\ \u202f]?%)?
    | \d*[^\W\d_](?:[\w'\u2019-]*[^\W_])?       # a word: it holds a letter
    )[*_)\]`]*$                                 # emphasis and brackets close behind it""",
    re.VERBOSE,
)
_BLANK = re.compile(r"\n[ \t>]*(?:\n|$)")


def number_before(text: str, comment: Span) -> Span | None:
    """The number or word that ends right where ``comment`` begins."""
    start = text.rfind("\n", 0, comment.start) + 1
    match = _BEFORE.search(text, start, comment.start)
    if match is None:
        return None
    return Span(*match.span("text"), comment.line, comment.line)


def bound_numbers(
    text: str, plain: str, comment: Span, directive: NumbersAre, after: int
) -> tuple[list[BoundNumber], list[Failure]]:
    """The numbers of ``directive`` where they stand in the element after ``comment``.

    Args:
        text: The chapter.
        plain: The same without comments and all else that is literal.
        comment: The comment.
        directive: What it says.
        after: The block that ran last.
    """
    start = comment.end + len(text[comment.end :]) - len(text[comment.end :].lstrip())
    blank = _BLANK.search(text, start)
    end = blank.start() if blank else len(text)
    found: list[BoundNumber] = []
    missing: list[Failure] = []
    taken: set[int] = set()
    listed = Counter(printed for printed, _, _ in directive.entries)
    for printed, expression, line in directive.entries:
        matches = _as_printed(printed).finditer(plain, start, end)
        places = [match for match in matches if match.start() not in taken]
        if not places:
            message = f"{printed!r} does not stand in the paragraph, table or figure that follows"
            missing.append(Failure(line, message))
            continue
        # Listed once, a number is bound wherever it stands; listed several times, entry by entry.
        # Then it must stand as often: each place is one that the entry's absence would show.
        if listed[printed] > 1:
            listed[printed], places = listed[printed] - 1, places[:1]
        elif any(place for place in found if place.text == printed) and len(places) > 1:
            message = f"{printed!r} stands more often than it is listed: list it once, or each time"
            missing.append(Failure(line, message))
        for match in places:
            taken.add(match.start())
            row = text.count("\n", 0, match.start()) + 1
            span = Span(match.start(), match.end(), row, row)
            found.append(BoundNumber(span, printed, expression, after))
    return found, missing


def _as_printed(printed: str) -> re.Pattern[str]:
    """``printed`` as a number or word of its own: 0.5 is no part of -0.5, nor 150 of 150,000."""
    before = r"(?<![\w.])(?<!\d,)(?<!e[-+])"
    if printed[0] not in "-+\u2212":
        before += r"(?<!\W[-\u2212])"
    return re.compile(rf"{before}{re.escape(printed)}(?!\w|\.\d|,\d{{3}})")
