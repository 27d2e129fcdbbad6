"""Chapters to evaluations: the one evaluation that every consumer reads.

Each chapter runs once, in order, in one process; then each of its blocks runs once more
as a reader would paste it. All chapters share the workers.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from mathbook.publishing.cache.answers import answers
from mathbook.publishing.cache.store import Found, Store
from mathbook.publishing.chapter import Block, Chapter, FigureReference, Slider
from mathbook.publishing.checks.quota import too_many_skipped
from mathbook.publishing.failures import Failure
from mathbook.publishing.figures.drawing import Drawing
from mathbook.publishing.mathml import formula_failures
from mathbook.publishing.parsers.markdown import parse_chapter
from mathbook.publishing.processes.children import Exceeded, Lost
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.references import reference_failures
from mathbook.publishing.runs import BlockRun, FormulaRun, Frame, NumberRun, TaskResult
from mathbook.publishing.task import Task

__all__ = ["Evaluation", "evaluate"]

_FRAME = re.compile(r'^ +File "(?P<place>[^"]+)", line (?P<number>\d+)', re.MULTILINE)
_BROKEN = "code of the chapter may have broken what it works with, such as a built-in function"
_Place = tuple[Path, int | None]
"""A chapter, or one of its blocks as a copied text."""


@dataclass(slots=True)
class Evaluation:
    """A chapter and everything its evaluation found.

    Attributes:
        chapter: The chapter as parsed.
        runs: For each block that ran in the chapter, by index, what it did.
        alone: For each block that ran as a copied text, by index, what it did.
        formulas: For each formula that was reached, by index, what came of it.
        numbers: The same for bound numbers.
        problems: Failures that belong to no run.
        sources: Project files that the chapter's code imported.
        why: Why it ran, or was taken from the store: of the chapter under None, of a copied
            text under its index.
    """

    chapter: Chapter
    runs: dict[int, BlockRun] = field(default_factory=dict)
    alone: dict[int, BlockRun] = field(default_factory=dict)
    formulas: dict[int, FormulaRun] = field(default_factory=dict)
    numbers: dict[int, NumberRun] = field(default_factory=dict)
    problems: list[Failure] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    why: dict[int | None, str] = field(default_factory=dict)

    @property
    def failures(self) -> list[Failure]:
        """All failures, in the order of the page."""
        found = list(self.problems)
        runs: Iterable[BlockRun | FormulaRun | NumberRun] = chain(
            self.runs.values(), self.alone.values(), self.formulas.values(), self.numbers.values()
        )
        for run in runs:
            found += run.failures
        # What several formulas fail for, such as a binding of theirs, is one failure.
        return sorted(dict.fromkeys(found), key=lambda failure: (failure.line, failure.column or 0))

    @property
    def passed(self) -> bool:
        """Whether the chapter may be published."""
        chapter = self.chapter
        return (
            not self.failures
            and all(block.index in self.runs for block in chapter.runnable)
            and len(self.formulas) == len(chapter.formulas)
            and len(self.numbers) == len(chapter.numbers)
        )

    def drawn(self) -> Iterator[tuple[FigureReference, Drawing]]:
        """Each figure reference of a chapter that passed, with what was drawn for it."""
        for block in self.chapter.runnable:
            yield from zip(block.figures, self.runs[block.index].drawings, strict=True)

    def sliders(self) -> Iterator[tuple[FigureReference, Slider, tuple[Frame, ...]]]:
        """Each figure reference that has a slider, with it and its frames."""
        for block in self.chapter.runnable:
            if block.slider and (frames := self.runs[block.index].frames):
                yield block.figures[0], block.slider, frames

    def verdict(self, block: Block) -> str:
        """``passed``, ``failed``, ``skipped``, or ``not run`` after an earlier failure."""
        if block.skip is not None:
            return "skipped"
        if block.index not in self.runs:
            return "not run"
        both = (self.runs.get(block.index), self.alone.get(block.index))
        return "failed" if any(run and run.failures for run in both) else "passed"

    def counts(self) -> dict[str, int]:
        """What was verified, in numbers."""
        blocks = self.chapter.blocks
        ran = [block for block in blocks if block.index in self.runs]
        return {
            "blocks": len(ran),
            "outputs": sum(bool(block.output) or block.is_console for block in ran),
            "figures": sum(len(self.runs[block.index].drawings) for block in ran),
            "frames": sum(len(self.runs[block.index].frames) for block in ran),
            "alone": len(self.alone),
            **self.formula_counts(),
            "numbers": len(self.numbers),
            "skipped": sum(block.skip is not None for block in blocks),
            "failures": len(self.failures),
        }

    def formula_counts(self) -> dict[str, int]:
        """Formulas by what came of them."""
        statuses = Counter(run.status for run in self.formulas.values())
        return {
            "formulas": statuses["holds"] + statuses["fails"],
            "notation": statuses["notation"],
            "cited": statuses["cited"],
            "unchecked": statuses["skipped"],
        }


def evaluate(
    chapters: Sequence[Chapter],
    workers: Workers,
    *,
    tolerant: bool = False,
    standing_alone: bool = True,
    seed: int = 0,
    done: Callable[[Evaluation], None] = lambda evaluation: None,
    store: Store | None = None,
) -> dict[Path, Evaluation]:
    """Evaluate ``chapters``.

    Args:
        chapters: What to evaluate; longest first gives the best use of the cores.
        workers: Where their code runs.
        tolerant: Whether a chapter goes on after a stale output or figure.
        standing_alone: Whether each block is also run as a copied text.
        seed: Moves the random points of formulas.
        done: Called with each evaluation as soon as it is complete.
        store: Where answers of earlier evaluations lie, and where these go.

    Returns:
        The evaluations by path, in the order of ``chapters``.
    """
    evaluations = {chapter.path: Evaluation(chapter) for chapter in chapters}
    parsed = {chapter.path: chapter for chapter in chapters}

    def read(path: Path) -> Chapter:
        if path not in parsed:
            parsed[path] = parse_chapter(path)
        return parsed[path]

    for evaluation in evaluations.values():
        evaluation.problems += evaluation.chapter.problems
        evaluation.problems += formula_failures(evaluation.chapter)
        evaluation.problems += reference_failures(evaluation.chapter, read)
    tasks: deque[tuple[_Place, Callable[[], TaskResult]]] = deque()
    waiting: dict[Path, int] = {}
    for chapter in sorted(chapters, key=lambda chapter: -len(chapter.blocks)):
        if chapter.runnable or chapter.formulas or chapter.numbers:
            task = Task(
                chapter.path,
                chapter.runnable,
                tolerant=tolerant,
                chapter=chapter,
                seed=seed,
                seconds=workers.limits.seconds,
            )
            tasks.append(((chapter.path, None), task))
            waiting[chapter.path] = 1
        else:
            done(evaluations[chapter.path])

    def asked(place: _Place, found: Found) -> None:
        path, index = place
        if index is None or found.result is None:
            evaluations[path].why.setdefault(index, found.why)

    for (path, index), answer in answers(tasks, workers, store, asked):
        evaluation = evaluations[path]
        if index is None:
            _take_chapter(evaluation, answer)
            if standing_alone:
                copies = _copies(evaluation, workers.limits.seconds)
                tasks.extend(copies)
                waiting[path] += len(copies)
        else:
            _take_copy(evaluation, index, answer)
        waiting[path] -= 1
        if not waiting[path]:
            done(evaluation)
    return evaluations


def _take_chapter(evaluation: Evaluation, answer: TaskResult | Lost) -> None:
    blocks = evaluation.chapter.runnable
    if isinstance(answer, Lost):
        evaluation.problems.append(
            _lost(blocks[0].line if blocks else 1, answer, "the process that ran this chapter")
        )
        return
    evaluation.runs = {run.index: run for run in answer.runs}
    evaluation.formulas = {run.index: run for run in answer.formulas}
    evaluation.numbers = {run.index: run for run in answer.numbers}
    evaluation.problems += too_many_skipped(evaluation.chapter, answer.formulas)
    evaluation.sources.update(answer.sources)


def _take_copy(evaluation: Evaluation, index: int, answer: TaskResult | Lost) -> None:
    block = evaluation.chapter.blocks[index]
    if isinstance(answer, Lost):
        evaluation.problems.append(
            _lost(block.line, answer, "the process that ran this block by itself")
        )
        return
    (run,) = answer.runs
    evaluation.sources.update(answer.sources)
    evaluation.alone[index] = replace(
        run, failures=tuple(_as_copy(failure, block) for failure in run.failures)
    )


def _as_copy(failure: Failure, block: Block) -> Failure:
    """Say of a copied text's failure that it is one, and what to do."""
    if len(block.chain) > 1:
        advice = "with the blocks that it continues, this block fails as a copied text"
    else:
        advice = "this block does not stand alone"
    message = f"{advice}: {failure.message}"
    if len(block.chain) == 1 and failure.message.startswith("NameError"):
        message += "; import or define it here, or put <!-- continues --> before the block"
    return replace(failure, message=message, stale=False)


def _lost(line: int, lost: Lost, what: str) -> Failure:
    line = lost.line or line
    if isinstance(lost, Exceeded):
        return Failure(line, lost.reason)
    reason = lost.reason.strip().split("\n")[-1]
    frames = _FRAME.findall(lost.reason)
    notes = tuple(f"raised in the engine, at {place}:{number}; {_BROKEN}"
                  for place, number in frames[-1:])  # fmt: skip
    return Failure(line, f"{what} ended without a result: {reason}", notes=notes)


def _copies(
    evaluation: Evaluation, seconds: float
) -> list[tuple[_Place, Callable[[], TaskResult]]]:
    """A task for each copied text that differs from what ran already."""
    chapter = evaluation.chapter
    copies: list[tuple[_Place, Callable[[], TaskResult]]] = []
    for block in chapter.runnable:
        run = evaluation.runs.get(block.index)
        if run is None or run.failures or block.lonely or block.lab:
            continue
        if block is chapter.runnable[0]:
            # It ran first in a fresh process: by itself.
            evaluation.alone[block.index] = run
            continue
        chain = tuple(chapter.blocks[index] for index in block.chain)
        task = Task(chapter.path, chain, alone=True, seconds=seconds)
        copies.append(((chapter.path, block.index), task))
    return copies
