"""Answers on disk, each with all that it depends on.

An entry is a file of its own, named by what the task says. It is written beside and renamed:
a process that is killed leaves none half written, and of two that write the same one wins. What
does not pass is never stored. What was not used for a month is removed.
"""

import hashlib
import os
import pickle
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mathbook.publishing.cache.content import content_of
from mathbook.publishing.cache.dependencies import (
    Dependencies,
    changed_since,
    dependencies_of,
    engine_digest,
    within,
)
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.evaluator import Task
from mathbook.publishing.runs import Reads, TaskResult

__all__ = ["Found", "Store", "open_store"]

_MONTH = 30 * 24 * 3600.0
_CHECKSUM = 32


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
    """

    def __init__(self, folder: Path, root: Path, preload: Sequence[str] = ()) -> None:
        self.folder, self.root = folder, root.resolve()
        self.engine = engine_digest(preload)

    def find(self, task: Task) -> Found:
        """The answer of ``task``, if one is stored and nothing it depends on has changed."""
        file = self._file(task)
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            return Found(None, "it was not evaluated before as it is now")
        except OSError as error:
            return Found(None, f"{file} cannot be read ({error.strerror}) and is ignored")
        checksum, body = content[:_CHECKSUM], content[_CHECKSUM:]
        if hashlib.sha256(body).digest() != checksum:
            return Found(None, f"{file} is damaged and is ignored")
        engine, dependencies, result = pickle.loads(body)
        if engine != self.engine:
            return Found(None, "the engine, Python or what is preloaded has changed")
        assert isinstance(dependencies, Dependencies)
        assert isinstance(result, TaskResult)
        if change := dependencies.change(self.root):
            return Found(None, change)
        os.utime(file)
        sources = tuple(str(self.root / source) for source in result.sources)
        return Found(replace(result, sources=sources), "unchanged")

    def keep(self, task: Task, result: TaskResult, started: float) -> None:
        """Store the answer of ``task``, which ran after ``started``, if it may be used again."""
        if not result.passed or _names_the_chapter(task, result):
            return
        if changed_since(started, result.reads):
            return
        dependencies = dependencies_of(result.reads, self.root)
        sources = tuple(within(source, self.root) for source in result.sources)
        stored = replace(result, sources=sources, reads=Reads())
        body = pickle.dumps((self.engine, dependencies, stored))
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(dir=self.folder, suffix=".new")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            os.replace(beside, self._file(task))  # noqa: PTH105  beside is a text
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise

    def sweep(self, now: float | None = None) -> None:
        """Remove what was not used for a month, and what killed processes left behind."""
        moment = time.time() if now is None else now
        for file in self.folder.glob("*") if self.folder.is_dir() else ():
            try:
                if moment - file.stat().st_mtime > _MONTH:
                    file.unlink()
            except FileNotFoundError:
                continue

    def _file(self, task: Task) -> Path:
        return self.folder / f"{task.path.stem}-{content_of(task, self.root)[:32]}"


def open_store(configuration: Configuration) -> Store | None:
    """The project's store, ``.mathbook/cache``; none where there is no project."""
    if not configuration.found:
        return None
    folder = configuration.root / ".mathbook" / "cache"
    store = Store(folder, configuration.root, configuration.preload)
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
