"""Answers on disk, each with all that it depends on.

An entry is a file of its own, named by what the task says. It is written beside and renamed:
a process that is killed leaves none half written, and of two that write the same one wins. What
does not pass is never stored. What was not used for a month is removed. A store that cannot be
read or written costs time and nothing else; what is wrong with it is said.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mathbook.publishing.cache.content import content_of, libraries_see_lines, lines_of
from mathbook.publishing.cache.dependencies import changed_since, dependencies_of
from mathbook.publishing.cache.entries import (
    DamagedEntry,
    OtherEngine,
    read_entry,
    written_entry,
)
from mathbook.publishing.cache.paths import files_of, within
from mathbook.publishing.cache.replacing import remove_unused, replace_file, use
from mathbook.publishing.cache.surroundings import engine_digest
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.failures import shown_path
from mathbook.publishing.runs import Reads, TaskResult
from mathbook.publishing.task import Task

__all__ = ["Found", "Store", "open_store"]


@dataclass(frozen=True, slots=True)
class Found:
    """What the store says to a task.

    Attributes:
        result: The stored answer; None if there is none that holds.
        why: Why there is none, or "unchanged".
    """

    result: TaskResult | None
    why: str


class Store:
    """The answers of tasks that passed.

    Args:
        folder: Where they lie; it is made when it is needed, and may be deleted at any time.
        root: The project's folder; what lies in it is named from there.
        preload: The modules that the workers import beforehand.
        packages: The project's packages, any of which a program may use that a distribution starts.
    """

    def __init__(
        self,
        folder: Path,
        root: Path,
        preload: Sequence[str] = (),
        packages: Sequence[Path] = (),
    ) -> None:
        self.packages = packages
        self.folder, self.root = folder, root.resolve()
        self.engine = engine_digest(preload, self.root)
        self._complaints: dict[str, None] = {}

    def complaints(self) -> list[str]:
        """What was wrong with the store since the last time, each once, for the user to know."""
        found = list(self._complaints)
        self._complaints.clear()
        return found

    def find(self, task: Task) -> Found:
        """The answer of ``task``, if one is stored and nothing it depends on has changed."""
        file = self._file(task)
        try:
            dependencies, result = read_entry(file.read_bytes(), self.engine)
        except FileNotFoundError:
            return Found(None, "it was not evaluated before as it is now")
        except OSError as error:
            return self._damaged(f"{shown_path(file)} cannot be read ({error.strerror})")
        except DamagedEntry:
            return self._damaged(f"{shown_path(file)} is damaged")
        except OtherEngine:
            return Found(None, "the engine, Python or what is preloaded has changed")
        if change := dependencies.change(self.root, lines_of(task)):
            return Found(None, change)
        use(file)
        sources = tuple(str(self.root / source) for source in result.sources)
        return Found(replace(result, sources=sources), "unchanged")

    def _damaged(self, what: str) -> Found:
        why = f"{what} and is ignored"
        self._complaints[f"the cache: {why}"] = None
        return Found(None, why)

    def keep(self, task: Task, result: TaskResult, started: float) -> None:
        """Store the answer of ``task``, which ran after ``started``, if it may be used again."""
        if not result.passed or result.reads.unseen or _names_the_chapter(task, result):
            return
        lines = lines_of(task) if libraries_see_lines(result.reads.files) else None
        reads = result.reads
        if reads.aside:
            reads = replace(reads, files=tuple({*reads.files, *files_of(self.packages)}))
        dependencies = dependencies_of(reads, self.root, lines)
        if changed_since(started, reads):
            return
        sources = tuple(within(source, self.root) for source in result.sources)
        stored = replace(result, sources=sources, reads=Reads())
        try:
            replace_file(self._file(task), written_entry(self.engine, dependencies, stored))
        except DamagedEntry:
            return
        except OSError as error:
            where = shown_path(self.folder)
            self._complaints[f"the cache: {where} cannot be written ({error.strerror})"] = None

    def sweep(self, now: float | None = None) -> None:
        """Remove what was not used for a month, and what killed processes left behind."""
        with contextlib.suppress(OSError):
            remove_unused(self.folder, now)

    def _file(self, task: Task) -> Path:
        # A name is at most 255 bytes long; what tells entries apart is the digest.
        return self.folder / f"{task.path.stem[:40]}-{content_of(task, self.root)[:32]}"


def open_store(configuration: Configuration) -> Store | None:
    """The project's store, ``.mathbook/cache``; none where there is no project."""
    if not configuration.found:
        return None
    folder = configuration.root / ".mathbook" / "cache"
    store = Store(folder, configuration.root, configuration.preload, configuration.packages)
    store.sweep()
    return store


def _names_the_chapter(task: Task, result: TaskResult) -> bool:
    """Whether the output holds the chapter's file name, as tracebacks do beside a line."""
    name = task.path.name
    return any(
        name in line
        for run in result.runs
        for line in (*run.output, *run.notices, *(text for shown in run.outputs for text in shown))
    )
