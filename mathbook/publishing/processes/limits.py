"""How long a block may run, and how much memory it may hold."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["GRACE", "Limits", "OutOfTime", "alarm", "out_of_memory", "out_of_time", "time_limit"]

# How much longer a block may take that does not end when its time is up, in seconds.
GRACE = 3.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a block, a formula, a number or a slider's frame may use.

    Attributes:
        seconds: How long each may run.
        mebibytes: How much memory may be resident, of the process and those it started.
    """

    seconds: float = 120.0
    mebibytes: float = 4096.0


class OutOfTime(BaseException):
    """Raised in a block whose time is up; no ``except Exception`` of the block's takes it."""


def out_of_time(seconds: float) -> str:
    """What is said of a block that ran for longer than ``seconds``."""
    return (
        f"this ran for more than {seconds:g} s; make it quicker, or raise block_seconds "
        "in [tool.mathbook]"
    )


def out_of_memory(held: float, mebibytes: float) -> str:
    """What is said of a block that ``held`` more than ``mebibytes``."""
    return (
        f"this held {held:.0f} MiB of memory, more than {mebibytes:g}; use less, or raise "
        "block_mebibytes in [tool.mathbook]"
    )


@contextmanager
def alarm(seconds: float, error: BaseException) -> Iterator[None]:
    """Raise ``error`` in the Python code below when ``seconds`` are over."""

    def stop(number: int, frame: object) -> None:
        raise error

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise :class:`OutOfTime` in the Python code below when ``seconds`` are over.

    What loops within a library's C code does not notice, nor what takes even that exception:
    whoever waits for this process ends it (see
    :mod:`mathbook.publishing.processes.children`).
    """
    if seconds is None:
        yield
        return
    with alarm(seconds, OutOfTime(out_of_time(seconds))):
        yield
