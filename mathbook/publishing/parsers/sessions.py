"""Console sessions (``pycon`` fences and docstrings): prompts to examples."""

import doctest
import re
from dataclasses import dataclass

from mathbook.publishing.chapter import Block
from mathbook.publishing.failures import Failure

__all__ = ["SessionExample", "parse_session", "statements"]

_OPTION = re.compile(r"#\s*doctest\s*:.*")


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
    for offset, line in enumerate(block.source.split("\n")):
        if option := _OPTION.search(line):
            return Failure(
                first + offset,
                f"{option[0]!r} loosens the comparison; show the exact output, "
                'or put <!-- skip: next "reason" --> before the block',
            )
    try:
        examples = doctest.DocTestParser().get_examples(block.source)
    except ValueError as error:
        number = re.search(r"line (\d+)", str(error))
        line_number = first + (int(number[1]) - 1 if number else 0)
        return Failure(line_number, "not a console session: " + _reason(str(error)))
    if not examples:
        return Failure(block.line, "this console session holds no prompt '>>> '")
    return [_example(example, first) for example in examples]


def statements(block: Block) -> str:
    """The source of ``block`` as it is pasted: no prompts and no output."""
    if not block.is_console:
        return block.source
    examples = parse_session(block)
    if isinstance(examples, Failure):
        return ""
    return "".join(example.source for example in examples)


def _example(example: doctest.Example, first: int) -> SessionExample:
    line = first + example.lineno
    want = tuple(example.want.split("\n")[:-1])
    want = tuple("" if shown == "<BLANKLINE>" else shown for shown in want)
    error = example.exc_msg.rstrip("\n") if example.exc_msg is not None else None
    return SessionExample(example.source, want, line, line + example.source.count("\n"), error)


def _reason(message: str) -> str:
    return re.sub(r"^line \d+ of the docstring for \S+ ", "", message.replace("<string>", "-"))
