"""Answers in time, late ones, and none; tried within a worker's child, where they are used."""

import functools
import math
import os
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from mathbook.publishing.processes.aside import TimedOut, run_aside
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers


def limited(workers: Workers, seconds: float, task: Callable[[], Any]) -> object:
    tasks: deque[Any] = deque([(0, functools.partial(run_aside, task, seconds))])
    ((_, answer),) = workers.map(tasks)
    return answer


def test_an_answer_in_time_is_given(workers: Workers) -> None:
    assert limited(workers, 10, functools.partial(math.sqrt, 4.0)) == 2.0


def test_a_long_answer_is_given_whole(workers: Workers) -> None:
    assert limited(workers, 10, functools.partial(bytes, 3_000_000)) == bytes(3_000_000)


def test_what_takes_too_long_is_ended(workers: Workers) -> None:
    started = time.monotonic()
    answer = limited(workers, 0.3, functools.partial(time.sleep, 60))
    assert isinstance(answer, TimedOut)
    assert answer.reason.startswith("timed out after")
    assert time.monotonic() - started < 30


def test_an_endless_computation_within_one_instruction_is_ended(workers: Workers) -> None:
    # No signal handler of Python's would run before it is over.
    answer = limited(workers, 0.5, functools.partial(pow, 7, 10**9))
    assert isinstance(answer, TimedOut)


def test_an_exception_is_told(workers: Workers) -> None:
    answer = limited(workers, 10, functools.partial(math.sqrt, -1.0))
    assert isinstance(answer, Lost)
    assert answer.reason.strip().endswith("ValueError: math domain error")


def test_a_fork_that_ends_is_lost(workers: Workers) -> None:
    answer = limited(workers, 10, functools.partial(os._exit, 3))
    assert isinstance(answer, Lost)
    assert not isinstance(answer, TimedOut)
