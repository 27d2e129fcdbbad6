"""Tasks in forks of a worker's child, each for a limited time.

A mutant may loop for ever, in Python or within a library's C. So the child that judges it
never runs it itself: a fork does, and is killed when its time is up.
"""

from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from mathbook.publishing.processes.aside import run_aside
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers

__all__ = ["Forks"]

Key = TypeVar("Key")
Answer = TypeVar("Answer")


class Forks(Workers):
    """Stands in for the workers where tasks run one after the other.

    Args:
        seconds: How long each may run.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(jobs=1)
        self.seconds = seconds

    def map(
        self, tasks: deque[tuple[Key, Callable[[], Answer]]]
    ) -> Iterator[tuple[Key, Answer | Lost]]:
        """As :meth:`Workers.map`; the answers come in the order of the tasks."""
        while tasks:
            key, task = tasks.popleft()
            yield key, run_aside(task, self.seconds)
