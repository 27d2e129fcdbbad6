"""Mutants on trial: the evaluation that the book has, of something slightly wrong.

A trial is pickled to a worker's child and comes back as one fate for each of its mutants.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from mathbook.publishing.audit.changed_sources import changed_source
from mathbook.publishing.audit.forks import Forks
from mathbook.publishing.audit.mutants import Fate, in_one_line
from mathbook.publishing.chapter import BoundNumber, Chapter, Formula
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.processes.aside import run_aside
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.runs import FormulaRun, NumberRun
from mathbook.publishing.task import Task

__all__ = [
    "CheckTrial",
    "Page",
    "PageTrial",
    "SourceTrial",
    "Trial",
    "last_line",
    "limit_for",
    "page_of",
]

Item = TypeVar("Item")

_WHY = 160  # letters of a reason
_LEAST = 20.0
_TIMES = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A chapter, and what its evaluation finds as it is.

    Attributes:
        chapter: The chapter as parsed.
        passed: Whether it passes.
        known: What fails anyway.
    """

    chapter: Chapter
    passed: bool
    known: frozenset[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class CheckTrial:
    """Changed formulas and numbers of a chapter, which runs once for all of them.

    What they are made from is checked with them: where even that fails, because a binding
    depends on what was checked before it, the failures of its mutants say nothing.

    Attributes:
        chapter: The chapter as it is.
        cases: For each mutant what it changes.
        limit: How many seconds all of them together may take.
    """

    chapter: Chapter
    cases: tuple[tuple[Formula | BoundNumber, ...], ...]
    limit: float

    def __len__(self) -> int:
        return len(self.cases)

    def __call__(self) -> list[Fate] | Lost:
        changed = [part for parts in self.cases for part in parts]
        places = {part.span.start for part in changed}
        unchanged: list[Formula | BoundNumber] = [*self.chapter.formulas, *self.chapter.numbers]
        changed += [part for part in unchanged if part.span.start in places]
        parts = tuple(dict.fromkeys(changed))
        formulas = tuple(part for part in parts if isinstance(part, Formula))
        numbers = tuple(part for part in parts if isinstance(part, BoundNumber))
        chapter = replace(self.chapter, formulas=formulas, numbers=numbers)
        last = max(part.after for part in parts)
        blocks = tuple(block for block in chapter.runnable if block.index <= last)
        result = run_aside(Task(chapter.path, blocks, chapter=chapter), self.limit)
        if isinstance(result, Lost):
            return result
        fates: dict[Formula | BoundNumber, Fate] = {
            **{formulas[run.index]: _fate_of_check(run) for run in result.formulas},
            **{numbers[run.index]: _fate_of_check(run) for run in result.numbers},
        }
        failing = {part.span.start for part in unchanged if part in fates and fates[part].killed}
        return [_fate_of_case(case, fates, failing) for case in self.cases]

    def split(self) -> "list[CheckTrial]":
        """The same mutants in smaller trials."""
        return [
            replace(self, cases=part, limit=max(_LEAST, self.limit * len(part) / len(self.cases)))
            for part in _quarters(self.cases)
        ]


@dataclass(frozen=True, slots=True)
class PageTrial:
    """Changed code of a chapter.

    Attributes:
        page: The chapter as it is.
        texts: For each mutant the index of the changed block, and the changed text.
        limit: How many seconds each run may take.
    """

    page: Page
    texts: tuple[tuple[int, str], ...]
    limit: float

    def __len__(self) -> int:
        return len(self.texts)

    def __call__(self) -> list[Fate]:
        return [self.fate(index, text) for index, text in self.texts]

    def fate(self, index: int, text: str) -> Fate:
        """Evaluate the chapter, with the least first: the changed block as a copied text."""
        chapter = parse_text(self.page.chapter.path, text)
        chain = tuple(chapter.blocks[place] for place in chapter.blocks[index].chain)
        fate = _fate_of_task(self.page, Task(chapter.path, chain, alone=True), self.limit)
        if fate.killed:
            return fate
        fate = _fate_of_page(self.page, chapter, self.limit, standing_alone=False)
        if fate.killed:
            return fate
        return _fate_of_page(self.page, chapter, self.limit, standing_alone=True)

    def split(self) -> "list[PageTrial]":
        """The same mutants in smaller trials."""
        return [replace(self, texts=part) for part in _quarters(self.texts)]


@dataclass(frozen=True, slots=True)
class SourceTrial:
    """Changed texts of a library's file, held against the chapters that import it.

    Blocks are not run by themselves: they would call the same functions again.

    Attributes:
        file: The file.
        texts: For each mutant the changed text.
        pages: The chapters, also docstrings, those that most likely fail first.
        limit: How many seconds each run may take.
    """

    file: Path
    texts: tuple[str, ...]
    pages: tuple[Page, ...]
    limit: float

    def __len__(self) -> int:
        return len(self.texts)

    def __call__(self) -> list[Fate]:
        return [self.fate(text) for text in self.texts]

    def fate(self, text: str) -> Fate:
        """Evaluate one chapter after the other until one fails, each without formulas first."""
        with changed_source(self.file, text):
            for page in self.pages:
                chapter = page.chapter
                fate = _fate_of_task(page, Task(chapter.path, chapter.runnable), self.limit)
                if not fate.killed:
                    fate = _fate_of_page(page, chapter, self.limit, standing_alone=False)
                if fate.killed:
                    return replace(fate, why=f"{chapter.path.name}: {fate.why}")
        return Fate(False)

    def split(self) -> "list[SourceTrial]":
        """The same mutants in smaller trials."""
        return [replace(self, texts=part) for part in _quarters(self.texts)]


Trial = CheckTrial | PageTrial | SourceTrial


def page_of(evaluation: Evaluation) -> Page:
    """The chapter of ``evaluation`` as trials need it."""
    known = frozenset(_identity(failure) for failure in evaluation.failures)
    return Page(evaluation.chapter, evaluation.passed, known)


def limit_for(expected: float) -> float:
    """How many seconds to wait for what takes ``expected`` seconds if it is not changed."""
    return max(_LEAST, _TIMES * expected)


def _fate_of_page(page: Page, chapter: Chapter, limit: float, *, standing_alone: bool) -> Fate:
    evaluations = evaluate([chapter], Forks(limit), standing_alone=standing_alone)
    evaluation = evaluations[chapter.path]
    fate = _fate_of_failures(page, evaluation.failures)
    if page.passed and not evaluation.passed and not fate.killed:
        return Fate(True, "the page does not pass")
    return fate


def _fate_of_task(page: Page, task: Task, limit: float) -> Fate:
    result = run_aside(task, limit)
    if isinstance(result, Lost):
        return Fate(True, last_line(result))
    return _fate_of_failures(page, [failure for run in result.runs for failure in run.failures])


def _fate_of_failures(page: Page, failures: Sequence[Failure]) -> Fate:
    new = [failure for failure in failures if _identity(failure) not in page.known]
    return Fate(True, _short(new[0])) if new else Fate(False)


def last_line(lost: Lost) -> str:
    """Why there is no answer, in one line."""
    return in_one_line(lost.reason.strip().rpartition("\n")[2])


def _fate_of_case(
    case: tuple[Formula | BoundNumber, ...],
    fates: Mapping[Formula | BoundNumber, Fate],
    failing: Collection[int],
) -> Fate:
    """The fate of a mutant that changes all of ``case``, given those that fail as they are."""
    if any(part.span.start in failing for part in case):
        return Fate(False, "it cannot be told: what is changed fails here as it is")
    found = [fates.get(part, Fate(False, "nothing checks it")) for part in case]
    return next((fate for fate in found if fate.killed), found[0])


def _fate_of_check(run: FormulaRun | NumberRun) -> Fate:
    if run.failures:
        return Fate(True, _short(run.failures[0]))
    if isinstance(run, NumberRun) or run.status == "holds":
        return Fate(False)
    if run.status == "notation":
        return Fate(False, "it is notation now, which nothing checks")
    return Fate(True, run.status)


def _identity(failure: Failure) -> tuple[object, ...]:
    return failure.line, failure.message, failure.expected, failure.got


def _short(failure: Failure) -> str:
    text = in_one_line(failure.message)
    if failure.expected is not None and failure.got is not None:
        text += f": {in_one_line(failure.got)} instead of {in_one_line(failure.expected)}"
    return text if len(text) <= _WHY else text[: _WHY - 1] + "…"


def _quarters(items: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    size = -(-len(items) // 4)
    return [items[start : start + size] for start in range(0, len(items), size)]
