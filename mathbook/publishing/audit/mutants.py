"""A mutant: one small change of a file, where it stands, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from pathlib import Path

from mathbook.errors import PublishingError
from mathbook.publishing.audit.mutations import Mutation
from mathbook.publishing.failures import shown_path

__all__ = ["MUST_DIE", "Fate", "FileLines", "Kind", "Mutant", "in_one_line"]


class Kind(StrEnum):
    """What a mutant changes."""

    FORMULA = "formula"
    OUTPUT = "output"
    NUMBER = "number"
    ALT_TEXT = "alt text"
    CODE = "code"
    SOURCE = "source"


# What a page says and the engine claims to check: a survivor here is a hole.
MUST_DIE = frozenset((Kind.FORMULA, Kind.OUTPUT, Kind.NUMBER))


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change of a file.

    Attributes:
        path: The chapter, or the library's file.
        line: Where the change stands, from 1.
        column: The same.
        kind: What it changes.
        owner: The index of the formula, number or block among the chapter's.
        at: Where ``text`` begins in the file.
        text: The formula, or the lines that are changed.
        mutation: The change, with offsets in ``text``.
    """

    path: Path
    line: int
    column: int
    kind: Kind
    owner: int
    at: int
    text: str
    mutation: Mutation

    @property
    def before(self) -> str:
        """The formula or line, in one line."""
        return in_one_line(self.text)

    @property
    def after(self) -> str:
        """What it becomes, in one line."""
        return in_one_line(self.mutation.apply(self.text))

    @property
    def key(self) -> str:
        """What tells it from the other mutants of its file."""
        change = self.mutation
        return f"{self.kind} {self.at + change.start} {self.at + change.end} {change.replacement}"

    @property
    def place(self) -> str:
        """``path:line:column``."""
        return f"{shown_path(self.path)}:{self.line}:{self.column}"

    def apply(self, file_text: str) -> str:
        """The whole file with the change; not for formulas, whose text is not the file's."""
        rest = file_text[self.at + len(self.text) :]
        return file_text[: self.at] + self.mutation.apply(self.text) + rest


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant.

    Attributes:
        killed: Whether anything failed.
        why: What failed first; of a survivor, what let it pass if that is known.
    """

    killed: bool
    why: str = ""


class FileLines:
    """A file's lines, for changes that are known by what a line shows."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.rows = text.split("\n")
        self.starts = list(accumulate((len(row) + 1 for row in self.rows), initial=0))

    def offset(self, line: int, shown: str, column: int) -> int:
        """Where ``column`` of ``shown`` stands; ``shown`` is ``line`` without what precedes it.

        Raises:
            PublishingError: If the line does not show it.
        """
        row = self.rows[line - 1]
        if not row.endswith(shown):
            where = f"{shown_path(self.path)}:{line}"
            raise PublishingError(f"{where}: the audit expects {shown!r} at the end of this line")
        return self.starts[line - 1] + len(row) - len(shown) + column

    def within(self, first: int, source: str, mutation: Mutation) -> Mutation:
        """``mutation`` of ``source``, whose lines stand from line ``first``, in the file."""
        shown = source.split("\n")
        ends = []
        for position in (mutation.start, mutation.end):
            before = source[:position]
            row = before.count("\n")
            column = position - (before.rfind("\n") + 1)
            ends.append(self.offset(first + row, shown[row], column))
        return Mutation(ends[0], ends[1], mutation.replacement, mutation.kind)

    def mutants(self, changes: Iterable[Mutation], kind: Kind, owner: int) -> list[Mutant]:
        """A mutant for each of ``changes``, which have the file's offsets."""
        return [self.mutant(change, kind, owner) for change in changes]

    def mutant(self, change: Mutation, kind: Kind, owner: int) -> Mutant:
        """The mutant that ``change``, which has the file's offsets, makes."""
        line = self.text.count("\n", 0, change.start) + 1
        at = self.starts[line - 1]
        end = self.text.find("\n", change.end)
        text = self.text[at : end if end >= 0 else len(self.text)]
        start = change.start - at
        mutation = Mutation(start, change.end - at, change.replacement, change.kind)
        return Mutant(self.path, line, start + 1, kind, owner, at, text, mutation)


def in_one_line(text: str) -> str:
    """``text`` with single blanks."""
    return " ".join(text.split())
