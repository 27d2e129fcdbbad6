"""The pytest plugin: each block an item, each copied text, each formula and bound number.

It collects what ``[tool.mathbook]`` names, and any ``.md`` file named on the command
line. Enable it with ``-p mathbook.publishing.pytest_plugin``.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mathbook.publishing.book import book_paths, parse
from mathbook.publishing.chapter import Block, Chapter
from mathbook.publishing.checks.formulas import states_relation
from mathbook.publishing.checks.places import place_of
from mathbook.publishing.configuration import Configuration, find_configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.failures import ChapterFailure, Failure
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.runs import FormulaRun, NumberRun

__all__ = ["BlockItem", "ChapterFile", "CopyItem", "FormulaItem", "NumberItem", "ProblemItem"]


class Evaluations:
    """The evaluations of one test session: made when the first item asks, kept for all."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.paths = frozenset(book_paths(configuration) if configuration.found else ())
        self._workers: Workers | None = None
        self._known: dict[Path, Evaluation] = {}

    def get(self, chapter: Chapter) -> Evaluation:
        if chapter.path not in self._known:
            if self._workers is None:
                book = self.configuration
                self._workers = Workers(book.preload, book.jobs, book.limits)
            self._known.update(evaluate([chapter], self._workers))
        return self._known[chapter.path]

    def close(self) -> None:
        if self._workers is not None:
            self._workers.close()


_EVALUATIONS = pytest.StashKey[Evaluations]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_EVALUATIONS] = Evaluations(find_configuration(config.rootpath))


def pytest_unconfigure(config: pytest.Config) -> None:
    evaluations = config.stash.get(_EVALUATIONS, None)
    if evaluations is not None:
        evaluations.close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ChapterFile | None":
    evaluations = parent.config.stash[_EVALUATIONS]
    named = file_path.suffix == ".md" and parent.session.isinitpath(file_path)
    if named or file_path in evaluations.paths:
        return ChapterFile.from_parent(parent, path=file_path)
    return None


class ChapterFile(pytest.File):
    """A chapter, or a module whose docstrings hold examples or formulas."""

    chapter: Chapter

    def collect(self) -> Iterator[pytest.Item]:
        """An item for the form, one a block, one a copied text, one a formula, one a number."""
        self.chapter = parse(self.path)
        if self.path.suffix == ".md" or self.chapter.problems or self.chapter.formulas:
            yield ProblemItem.from_parent(self, name="form")
        for block in self.chapter.runnable:
            yield BlockItem.from_parent(self, name=f"line {block.line}", block=block)
            if not (block.lonely or block.lab):
                yield CopyItem.from_parent(self, name=f"line {block.line} alone", block=block)
        for index, formula in enumerate(self.chapter.formulas):
            if states_relation(formula.latex):
                line, column = place_of(formula, 0, self.chapter.text)
                name = f"formula {line}:{column}"
                yield FormulaItem.from_parent(self, name=name, index=index, line=line)
        for index, number in enumerate(self.chapter.numbers):
            line = number.span.line
            name = f"number {line}: {number.text}"
            yield NumberItem.from_parent(self, name=name, index=index, line=line)

    def evaluation(self) -> Evaluation:
        """The one evaluation that all items of the file read."""
        return self.config.stash[_EVALUATIONS].get(self.chapter)

    def require(self, failures: tuple[Failure, ...]) -> None:
        """Fail with ``failures``, if there are any."""
        if failures:
            raise ChapterFailure(self.path, self.chapter.lines, failures)


class _ChapterItem(pytest.Item):
    """Shows a failure as the engine words it, without Python's frames."""

    line = 1

    @property
    def file(self) -> ChapterFile:
        assert isinstance(self.parent, ChapterFile)
        return self.parent

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        if isinstance(excinfo.value, ChapterFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, self.name


class ProblemItem(_ChapterItem):
    """What is wrong with a chapter apart from what other items show."""

    def runtest(self) -> None:
        evaluation = self.file.evaluation()
        failures = list(evaluation.problems)
        for index, run in evaluation.formulas.items():
            if not states_relation(self.file.chapter.formulas[index].latex):
                failures += run.failures
        self.file.require(tuple(dict.fromkeys(failures)))


class BlockItem(_ChapterItem):
    """A block in its chapter."""

    def __init__(self, *, block: Block, name: str, parent: ChapterFile) -> None:
        super().__init__(name, parent)
        self.block = block
        self.line = block.line

    def runtest(self) -> None:
        evaluation = self.file.evaluation()
        run = evaluation.runs.get(self.block.index)
        if run is None:
            pytest.skip("not run: an earlier block of this chapter fails")
        self.file.require(run.failures)


class CopyItem(BlockItem):
    """A block as a reader would paste it."""

    def runtest(self) -> None:
        run = self.file.evaluation().alone.get(self.block.index)
        if run is None:
            pytest.skip("not run: the block fails in its chapter, or was not reached")
        self.file.require(run.failures)


class _StatementItem(_ChapterItem):
    """Something that the text states, by its place among its kind."""

    def __init__(self, *, index: int, line: int, name: str, parent: ChapterFile) -> None:
        super().__init__(name, parent)
        self.index = index
        self.line = line

    def require(self, run: FormulaRun | NumberRun | None) -> None:
        if run is None:
            pytest.skip("not checked: an earlier block of this chapter fails")
        self.file.require(run.failures)


class FormulaItem(_StatementItem):
    """A formula that states a relation."""

    def runtest(self) -> None:
        run = self.file.evaluation().formulas.get(self.index)
        self.require(run)
        if run is not None and run.status in ("skipped", "cited"):
            formula = self.file.chapter.formulas[self.index]
            pytest.skip(f"{run.status}: {formula.skip or formula.cited}")


class NumberItem(_StatementItem):
    """A bound number."""

    def runtest(self) -> None:
        self.require(self.file.evaluation().numbers.get(self.index))
