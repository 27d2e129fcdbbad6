"""Answers from the store where it has them, and from the workers where not."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from mathbook.publishing.cache.store import Found, Store
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.runs import TaskResult
from mathbook.publishing.task import Task

__all__ = ["answers"]

Key = TypeVar("Key")


def answers(
    tasks: deque[tuple[Key, Callable[[], TaskResult]]],
    workers: Workers,
    store: Store | None,
    asked: Callable[[Key, Found], None] = lambda key, found: None,
) -> Iterator[tuple[Key, TaskResult | Lost]]:
    """As :meth:`Workers.map`; the workers start when there is something to run.

    Args:
        tasks: What is asked; emptied, and the caller may append to it meanwhile.
        workers: Who runs what is not in the store.
        store: Where answers come from, and where those that pass go, if anywhere.
        asked: Told of each task what the store said.
    """
    if store is None:
        yield from workers.map(tasks)
        return
    running: deque[tuple[Key, Callable[[], TaskResult]]] = deque()
    known: dict[Key, Task] = {}
    # A file system's clock may be a little behind this one.
    started = time.time() - 0.01

    def found() -> Iterator[tuple[Key, TaskResult | Lost]]:
        while tasks:
            key, task = tasks.popleft()
            assert isinstance(task, Task)
            answer = store.find(task)
            asked(key, answer)
            if answer.result is None:
                known[key] = task
                running.append((key, task))
            else:
                yield key, answer.result

    yield from found()
    if not running:
        return
    for key, result in workers.map(running):
        if isinstance(result, TaskResult):
            store.keep(known.pop(key), result, started)
        yield key, result
        yield from found()
