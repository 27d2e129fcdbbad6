"""A task in a fork of this process, which stays as it was.

What the task changes, in Python or within a library's C, ends with the fork. One that loops
for ever can be given a limit: the fork is killed when its time is up.
"""

import contextlib
import os
import pickle
import selectors
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from mathbook.publishing.processes.children import Lost

__all__ = ["TIMED_OUT", "TimedOut", "run_aside"]

Answer = TypeVar("Answer")

TIMED_OUT = "timed out after"


class TimedOut(Lost):
    """In place of an answer: there was none in time."""


def run_aside(task: Callable[[], Answer], seconds: float | None = None) -> Answer | Lost:
    """The answer of ``task``, run in a fork, for at most ``seconds`` where they are given.

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


def _receive(reading: int, seconds: float | None) -> Any:
    deadline = None if seconds is None else time.monotonic() + seconds
    received = b""
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        while len(received) < 8 or len(received) - 8 < int.from_bytes(received[:8], "big"):
            left = None if deadline is None else max(deadline - time.monotonic(), 0)
            if not selector.select(left):
                return TimedOut(f"{TIMED_OUT} {seconds:.0f} s")
            chunk = os.read(reading, 1 << 20)
            if not chunk:
                return Lost()
            received += chunk
    return pickle.loads(received[8:])
