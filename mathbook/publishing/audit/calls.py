"""Which functions of a library a chapter calls, seen while it runs.

A function that nothing calls says nothing on any page: to change it would show nothing.
"""

import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.processes.aside import run_aside
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.task import Task

__all__ = ["Called", "CallsOf"]

Called = frozenset[tuple[Path, int]]


@dataclass(frozen=True, slots=True)
class CallsOf:
    """The functions of ``files`` that ``chapter`` calls: each file, and the first line there.

    Attributes:
        chapter: A chapter; its formulas and numbers are checked as well.
        files: The library.
        limit: How many seconds it may take.
    """

    chapter: Chapter
    files: tuple[Path, ...]
    limit: float

    def __call__(self) -> Called | Lost:
        return run_aside(self._watched, self.limit)

    def _watched(self) -> Called:
        names = {str(file): file for file in self.files}
        seen: set[tuple[str, int]] = set()

        def watch(frame: FrameType, event: str, _: object) -> None:
            if event == "call" and frame.f_code.co_filename in names:
                seen.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

        task = Task(self.chapter.path, self.chapter.runnable, chapter=self.chapter)
        threading.setprofile(watch)
        sys.setprofile(watch)
        try:
            task()
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
        return frozenset((names[name], line) for name, line in seen)
