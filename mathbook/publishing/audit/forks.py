"""Tasks in forks of a worker's child, each for a limited time.

A mutant may loop for ever, in Python or within a library's C. So the child that judges it
never runs it itself: a fork does, and is killed when its time is up.
"""

import contextlib
import os
import pickle
import selectors
import signal
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, TypeVar

from mathbook.publishing.processes.workers import Lost, Workers

__all__ = ["TIMED_OUT", "Forks", "TimedOut", "run_limited"]

Key = TypeVar("Key")
Answer = TypeVar("Answer")


TIMED_OUT = "timed out after"


class TimedOut(Lost):
    """In place of an answer: there was none in time."""


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
            yield key, run_limited(task, self.seconds)


def run_limited(task: Callable[[], Answer], seconds: float) -> Answer | Lost:
    """The answer of ``task``, run in a fork for at most ``seconds``.

    The fork stays in this process's group, and so ends with it.
    """
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory(prefix="mathbook-", ignore_cleanup_errors=True) as folder:
        child = os.fork()
        if child == 0:
            _run(task, writing, folder)
        os.close(writing)
        try:
            answer: Answer | Lost = _receive(reading, seconds)
            return answer
        finally:
            os.close(reading)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _run(task: Callable[[], object], writing: int, folder: str) -> NoReturn:
    """Write the length of the answer and the answer, or a traceback, and end."""
    try:
        tempfile.tempdir = folder  # what a killed fork leaves behind is removed with it
        try:
            answer = pickle.dumps(task())
        except BaseException:
            answer = pickle.dumps(Lost(traceback.format_exc()))
        with open(writing, "wb") as pipe:
            pipe.write(len(answer).to_bytes(8, "big") + answer)
    finally:
        os._exit(0)


def _receive(reading: int, seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    received = b""
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        while len(received) < 8 or len(received) - 8 < int.from_bytes(received[:8], "big"):
            if not selector.select(max(deadline - time.monotonic(), 0)):
                return TimedOut(f"{TIMED_OUT} {seconds:.0f} s")
            chunk = os.read(reading, 1 << 20)
            if not chunk:
                return Lost()
            received += chunk
    return pickle.loads(received[8:])
