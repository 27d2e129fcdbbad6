"""A failure, and how it reads: ``path:line: message``, the source line, both sides."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ChapterFailure", "Failure", "printable", "shown_path"]

_WIDEST, _MOST_LINES = 500, 100
# All control characters but the tab and the line end.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong in one line of a chapter.

    Attributes:
        line: The line of the chapter, from 1.
        message: One sentence: what was found and what to do about it.
        expected: What the page says, where the two are compared.
        got: What the code says.
        notes: Further lines, such as where a value was printed.
        stale: Whether ``mathbook fix`` can mend it.
        figure: The figure that it is about.
        column: The column of the line, from 1, where one is known.
    """

    line: int
    message: str
    expected: str | None = None
    got: str | None = None
    notes: tuple[str, ...] = ()
    stale: bool = False
    figure: str | None = None
    column: int | None = None

    def format(self, path: Path, lines: list[str]) -> str:
        """The failure for a terminal; ``lines`` are the chapter's."""
        place = f"{self.line}:{self.column}" if self.column else f"{self.line}"
        return f"{shown_path(path)}:{place}: {self.describe(lines)}"

    def describe(self, lines: list[str]) -> str:
        """The message, the source line if ``lines`` has it, both sides and the notes."""
        report = _shortened([self.message])
        if 0 < self.line <= len(lines) and lines[self.line - 1].strip():
            report += _shortened([f"    {self.line} | {lines[self.line - 1].strip()}"])
        for name, side in (("expected", self.expected), ("got", self.got)):
            if side is not None:
                first, *rest = side.split("\n")
                side_lines = [f"    {name:<8}  {first}", *(" " * 14 + line for line in rest)]
                report += _shortened(side_lines)
        report += _shortened([f"    {line}" for note in self.notes for line in note.split("\n")])
        return printable("\n".join(report))


class ChapterFailure(AssertionError):
    """Raised where a test runner wants an exception: its text is the formatted failures."""

    def __init__(self, path: Path, lines: list[str], failures: Iterable[Failure]) -> None:
        super().__init__("\n".join(failure.format(path, lines) for failure in failures))


def printable(text: str) -> str:
    """``text`` with lone surrogates spelt out, and what a terminal obeys instead of showing it."""
    text = _OBEYED.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)
    return text.encode("utf-8", errors="backslashreplace").decode()


def _shortened(lines: list[str]) -> list[str]:
    """``lines`` as far as somebody reads them: the first ones, and what they begin with."""
    found = [
        line if len(line) <= _WIDEST else f"{line[:_WIDEST]}… ({len(line):,} characters)"
        for line in lines[:_MOST_LINES]
    ]
    if left_out := len(lines) - len(found):
        found.append(f"    … ({left_out:,} more lines)")
    return found


def shown_path(path: Path, root: Path | None = None) -> str:
    """``path`` as a person would type it in the folder ``root`` (the current one)."""
    try:
        return printable(os.fspath(path.resolve().relative_to(root or Path.cwd())))
    except ValueError:
        return printable(os.fspath(path))
