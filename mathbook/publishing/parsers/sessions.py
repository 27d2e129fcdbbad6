"""Console sessions (``pycon`` fences and docstrings): prompts to examples."""

import doctest
import re
from dataclasses import dataclass

from sybil.parsers.abstract.doctest import DocTestStringParser

from mathbook.publishing.chapter import Block
from mathbook.publishing.failures import Failure

__all__ = ["SessionExample", "parse_session"]

_OPTION = re.compile(r"#\s*doctest\s*:.*")
_CONTINUATION = re.compile(r"\s*\.\.\.(?: |$)")


@dataclass(frozen=True, slots=True)
class SessionExample:
    """One prompt: its source, the lines the page shows under it, and where they stand.

    Attributes:
        line: The chapter's line of the prompt.
        want_line: The chapter's line of the first shown line.
        error: The last line of the traceback it must end with, if it shows one.
    """

    source: str
    want: tuple[str, ...]
    line: int
    want_line: int
    error: str | None


def parse_session(block: Block) -> list[SessionExample] | Failure:
    """The examples of a console block, or what is wrong with it."""
    first = block.line + 1
    lines = block.source.split("\n")
    for offset, line in enumerate(lines):
        if option := _OPTION.search(line):
            return Failure(
                first + offset,
                f"{option[0]!r} loosens the comparison; show the exact output, "
                'or put <!-- skip: next "reason" --> before the block',
            )
    try:
        # Sybil's, because the standard library's turns tabs into spaces.
        regions = list(DocTestStringParser()(block.source, "session"))
    except ValueError as error:
        number = re.search(r"line (\d+)", str(error))
        line_number = first + (int(number[1]) - 1 if number else 0)
        return Failure(line_number, "not a console session: " + _reason(str(error)))
    if not regions:
        return Failure(block.line, "this console session holds no prompt '>>> '")
    examples = [_example(region.parsed, lines, first) for region in regions]
    if not block.lonely and (unread := _unread(examples, lines, first)):
        return Failure(
            unread,
            "this line belongs to no prompt, so that nothing compares it; "
            "an empty line within an output is written <BLANKLINE>",
        )
    return examples


def _unread(examples: list[SessionExample], lines: list[str], first: int) -> int | None:
    """The first line of a session that is neither source nor output."""
    read: set[int] = set()
    for example in examples:
        read.update(range(example.line, example.want_line + len(example.want)))
    for line, text in enumerate(lines, start=first):
        if line not in read and text.strip() and not text.lstrip().startswith((">>>", "...")):
            return line
    return None


def _example(example: doctest.Example, lines: list[str], first: int) -> SessionExample:
    following = example.lineno + 1
    while following < len(lines) and _CONTINUATION.match(lines[following]):
        following += 1
    want = tuple(example.want.split("\n")[:-1])
    want = tuple("" if shown == "<BLANKLINE>" else shown for shown in want)
    error = example.exc_msg.rstrip("\n") if example.exc_msg is not None else None
    return SessionExample(example.source, want, first + example.lineno, first + following, error)


def _reason(message: str) -> str:
    return re.sub(r"^line \d+ of the docstring for \S+ ", "", message)
