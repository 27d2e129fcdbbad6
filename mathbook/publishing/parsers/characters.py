"""What the text of a chapter may consist of, before anybody asks what it means.

Control characters are nothing that an author types. Python, terminals and the generators of sites
obey them in ways of their own: a carriage return ends lines for Python and not for the page, others
stand for what a generator has set aside. What is longer or deeper than anything that is read would
cost every pattern of the engine more than it is worth.
"""

import re

from mathbook.publishing.failures import Failure

__all__ = ["LONGEST_FORMULA", "LONGEST_LINE", "LONGEST_TEXT", "unfit"]

LONGEST_FORMULA = 10_000
"""Characters of a formula; the longest of the book has some eight hundred."""
LONGEST_LINE = 20_000
"""Characters of a line; the longest of the book has some three hundred."""
LONGEST_TEXT = 2_000_000
"""Characters of a chapter."""

# Those that end lines elsewhere, such as U+2028, may stand in what a block prints.
_CONTROL = re.compile(r"[\x00-\x08\x0d-\x1b\x7f\ufeff]")
_LONG_LINE = re.compile(rf"[^\n]{{{LONGEST_LINE + 1},}}")


# Whoever renders Markdown goes through what holds what again and again.
_DEEP = re.compile(
    r"^(?: {200}|\t{50}|(?:[ \t]{0,9}>){50}|(?:[ \t]{0,9}[-*+][ \t]){50}).*\S", re.MULTILINE
)


def unfit(text: str) -> Failure | None:
    """Why ``text`` is not read at all, if it is not."""
    if len(text) > LONGEST_TEXT:
        message = f"{len(text):,} characters; a chapter has at most {LONGEST_TEXT:,}: split it"
        return Failure(1, message)
    if found := _CONTROL.search(text):
        code = f"U+{ord(found[0]):04X}"
        what = (
            "a carriage return without a line feed" if found[0] == "\r" else "a control character"
        )
        return Failure(_line(text, found.start()), f"found {code}, {what}; remove it")
    if found := _LONG_LINE.search(text):
        length = found.end() - found.start()
        message = f"a line of {length:,} characters; expected at most {LONGEST_LINE:,}"
        return Failure(_line(text, found.start()), message)
    if found := _DEEP.search(text):
        message = "this stands within more than 50 others; nest less"
        return Failure(_line(text, found.start()), message)
    return None


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
