"""What happens to a book before it is built, and which chapters ours evaluates for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from book_formats import remove_built
from generated_book import PACKAGE, Chapter, importers

__all__ = ["SCENARIOS", "Project", "evaluated", "expected", "second_edit"]


@dataclass(frozen=True, slots=True)
class Project:
    """A written book: its folder and its chapters."""

    root: Path
    chapters: Sequence[Chapter]

    @property
    def edited(self) -> Chapter:
        """The chapter that scenarios change: one in the middle."""
        return self.chapters[len(self.chapters) // 2]

    @property
    def page(self) -> Path:
        folder = self.root / "docs" / self.edited.folder
        (page,) = (
            file
            for suffix in (".md", ".ipynb")
            if (file := folder / f"{self.edited.name}{suffix}").is_file()
        )
        return page

    @property
    def module(self) -> Path:
        return self.root / PACKAGE / f"{self.edited.curve.module}.py"


def _cold(project: Project) -> None:
    remove_built(project.root)


def _nothing(project: Project) -> None:
    pass


def _prose(project: Project) -> None:
    sentence = project.edited.sentence
    _replace(project.page, sentence, sentence.replace("begins", "starts"))


def _code(project: Project) -> None:
    """The result stays the same, as that of most edits, so that no page becomes wrong."""
    statement = project.edited.statement
    _replace(project.page, statement, f"{statement} + 0")


def _library(project: Project) -> None:
    curve = project.edited.curve
    _replace(project.module, f"return {curve.value}\n", f"return {curve.same_value}\n")


SCENARIOS: Mapping[str, Callable[[Project], None]] = {
    "cold": _cold,
    "nothing changed": _nothing,
    "prose of a chapter": _prose,
    "code of a chapter": _code,
    "a library function": _library,
}
"""In this order: each begins with what the one before it has built."""


def second_edit(scenario: str, project: Project) -> None:
    """Another edit of the same kind, after all scenarios."""
    if scenario == "prose of a chapter":
        sentence = project.edited.sentence.replace("begins", "starts")
        _replace(project.page, sentence, sentence.replace("starts", "opens"))
    elif scenario == "code of a chapter":
        _replace(project.page, "sum(values) + 0", "sum(values) - 0")
    elif scenario == "a library function":
        same = f"return {project.edited.curve.same_value}\n"
        _replace(project.module, same, f"return 1 * ({same[7:-1]})\n")


def expected(scenario: str, project: Project) -> set[str]:
    """The chapters whose evaluation an edit touches."""
    if scenario == "cold":
        return {chapter.name for chapter in project.chapters}
    if scenario == "code of a chapter":
        return {project.edited.name}
    if scenario == "a library function":
        return importers(project.edited.curve.module, len(project.chapters))
    return set()


def evaluated(told: str) -> set[str]:
    """The chapters that were evaluated, as ``mathbook check --why`` tells it."""
    found = set()
    for line in told.splitlines():
        if match := re.fullmatch(r"\S*/(chapter-\d+)\.md: (.*)", line):
            chapter, why = match.groups()
            if why != "unchanged":
                found.add(chapter)
    return found


def _replace(file: Path, old: str, new: str) -> None:
    """Replace ``old``, which ``file`` must hold once."""
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{file} holds {old!r} {text.count(old)} times; expected it once")
    file.write_text(text.replace(old, new), encoding="utf-8")
