"""Tasks one after the other, each answered within its time or not at all."""

import functools
import math
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from mathbook.publishing.audit.forks import Forks
from mathbook.publishing.processes.aside import TimedOut
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers

TASKS: list[Callable[[], Any]] = [
    functools.partial(math.sqrt, 4.0),
    functools.partial(time.sleep, 60),
]


def answers() -> list[tuple[int, Any]]:
    return list(Forks(0.5).map(deque(enumerate(TASKS))))


def test_answers_come_in_the_order_of_the_tasks_and_late_ones_do_not(workers: Workers) -> None:
    waiting: deque[tuple[int, Callable[[], Any]]] = deque([(0, answers)])
    ((_, found),) = workers.map(waiting)
    assert not isinstance(found, Lost)
    (first, root), (second, late) = found
    assert (first, root, second) == (0, 2.0, 1)
    assert isinstance(late, TimedOut)
