"""Tasks in children: their answers, their losses, and how everything ends.

A task is any picklable callable; most here come from the standard library, so that the
children need nothing of this project.
"""

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mathbook.errors import PublishingError
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.limits import alarm
from mathbook.publishing.processes.workers import Workers

Task = Callable[[], Any]

ENDLESS: Task = partial(sum, itertools.repeat(0))
SLEEPING_PROCESS = """\
(
    process := __import__("multiprocessing").get_context("fork").Process(
        target=__import__("time").sleep, args=(60,)
    ),
    process.start(),
)"""
# What was started behind nohup, or in the background of a script, ignores interrupts, and so
# do its children.
heed_interrupts = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)

CLIENT = """\
from collections import deque
from functools import partial
from mathbook.publishing.processes.workers import Workers

with Workers(jobs=1) as workers:
    list(workers.map(deque([("loop", partial(eval, {loop!r}))])))
"""


class Unreadable:
    """Pickles, but cannot be read again."""

    def __init__(self, size: int) -> None:
        self.padding = bytes(size)

    def __reduce__(self) -> tuple[object, ...]:
        return divmod, (1, 0), self.padding


def value_of(expression: str) -> Task:
    """A task that answers what ``expression`` evaluates to."""
    return partial(eval, expression)


def endless_loop_after_writing_its_id(file: Path) -> str:
    return (
        f"__import__('pathlib').Path({os.fspath(file)!r}).write_text(str(__import__('os').getpid()))"
        " and sum(__import__('itertools').repeat(0))"
    )


def answers(workers: Workers, *tasks: Task) -> list[Any]:
    """The answers of ``tasks``, in their order."""
    found = dict(workers.map(deque(enumerate(tasks))))
    return [found[place] for place in range(len(tasks))]


def at_most(seconds: float) -> contextlib.AbstractContextManager[None]:
    """Raise TimeoutError in the block when it takes longer."""
    return alarm(seconds, TimeoutError(f"still waiting after {seconds} s"))


def is_running(process: int) -> bool:
    """Whether ``process`` exists and is not merely waiting to be reaped."""
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()[:1] not in ("", "Z")


def ends_soon(process: int) -> bool:
    return eventually(lambda: not is_running(process))


def eventually(condition: Callable[[], bool], seconds: float = 3.0) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def id_written_to(file: Path) -> int:
    assert eventually(lambda: file.exists() and bool(file.read_text()), seconds=10)
    return int(file.read_text())


def test_every_answer_comes_back_with_its_key(workers: Workers) -> None:
    tasks: deque[tuple[str, Task]] = deque(
        (f"2**{power}", partial(pow, 2, power)) for power in range(20)
    )
    assert dict(workers.map(tasks)) == {f"2**{power}": 2**power for power in range(20)}


def test_a_task_appended_while_an_answer_is_handled_is_run(workers: Workers) -> None:
    tasks: deque[tuple[int, Task]] = deque([(0, partial(pow, 2, 0))])
    found = []
    for key, answer in workers.map(tasks):
        found.append(answer)
        if key < 4:
            tasks.append((key + 1, partial(pow, 2, key + 1)))
    assert found == [1, 2, 4, 8, 16]


@pytest.mark.parametrize("jobs", [1, 3])
def test_as_many_tasks_run_at_once_as_there_are_jobs(jobs: int) -> None:
    nap = value_of(
        "((clock := __import__('time').monotonic)(), __import__('time').sleep(0.3), clock())"
    )
    with Workers(jobs=jobs) as workers:
        naps = answers(workers, *[nap] * 4)
    at_once = [sum(start <= moment < end for start, _, end in naps) for moment, _, _ in naps]
    assert max(at_once) == jobs


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        (partial(signal.raise_signal, signal.SIGKILL), "it was killed"),
        (partial(os._exit, 0), "os._exit"),
        (partial(divmod, 1, 0), "ZeroDivisionError: integer division or modulo by zero"),
        (partial(sys.exit, 1), "SystemExit: 1"),
        (partial(id, Unreadable(0)), "ZeroDivisionError"),
        (value_of("lambda: 'no pickle takes a lambda'"), "Can't pickle"),
    ],
    ids=["killed", "os._exit", "exception", "sys.exit", "unreadable task", "unpicklable answer"],
)
def test_a_lost_task_gives_its_reason_and_the_others_go_on(
    workers: Workers, task: Task, reason: str
) -> None:
    before, lost, after = answers(workers, partial(pow, 2, 3), task, partial(pow, 2, 4))
    assert (before, after) == (8, 16)
    assert isinstance(lost, Lost)
    assert reason.lower() in lost.reason.lower()


def test_a_big_task_that_cannot_be_read_is_lost_alone(workers: Workers) -> None:
    big = partial(id, Unreadable(10_000_000))
    lost, answer = answers(workers, big, partial(pow, 2, 3))
    assert isinstance(lost, Lost)
    assert answer == 8


def test_tasks_and_answers_may_be_big(workers: Workers) -> None:
    size = 50_000_000
    length, data = answers(workers, partial(len, bytes(size)), partial(bytes, size))
    assert length == size
    assert data == bytes(size)


def test_children_find_distributions_and_the_engine_preloaded_and_nothing_else(
    workers: Workers,
) -> None:
    (modules,) = answers(workers, value_of("list(__import__('sys').modules)"))
    # numpy.random is what the engine watches, in every child.
    assert {"numpy", "numpy.random", "matplotlib.pyplot"} <= set(modules)
    assert "mathbook.publishing.evaluator" in modules
    ours = {name for name in modules if name.split(".")[0] in ("mathbook", "tests")}
    others = ours - {"mathbook", "mathbook.errors", "mathbook.publishing"}
    assert [name for name in others if not name.startswith("mathbook.publishing.")] == []


def test_children_of_a_lasting_parent_import_the_engine_of_today() -> None:
    with Workers(jobs=1, lasting=True) as workers:
        (modules,) = answers(workers, value_of("list(__import__('sys').modules)"))
    assert not [name for name in modules if name.split(".")[0] == "mathbook"]


def test_a_module_edited_between_two_tasks_is_seen_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "edited_module.py"
    monkeypatch.setenv("PYTHONPATH", os.fspath(tmp_path))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    value = value_of("__import__('edited_module').VALUE")
    with Workers(jobs=1) as workers:
        for written in (1, 2, 10):
            module.write_text(f"VALUE = {written}\n")
            os.utime(module, (1e9, 1e9))  # as when saved twice within a second
            assert answers(workers, value) == [written]


@pytest.mark.parametrize(
    "content", ["import no_such_module", "raise AttributeError('built for another NumPy')"]
)
def test_a_preloaded_module_that_cannot_be_imported_stops_nothing(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_distribution.py").write_text(content)
    monkeypatch.setenv("PYTHONPATH", os.fspath(tmp_path))
    with Workers(["broken_distribution", "no_such_distribution"], jobs=1) as workers:
        assert answers(workers, partial(pow, 2, 3)) == [8]


@pytest.mark.parametrize(
    "expression",
    [
        SLEEPING_PROCESS + "[2:]",
        "__import__('os').system('sleep 60 &')",
        f"({SLEEPING_PROCESS}, __import__('os')._exit(1))",
    ],
    ids=["multiprocessing", "shell", "child is lost"],
)
def test_a_process_left_running_does_not_hold_back_its_tasks_answer(expression: str) -> None:
    with Workers(jobs=1) as workers, at_most(3):
        answers(workers, value_of(expression))


def test_a_process_left_running_is_ended_soon_after_its_task() -> None:
    with Workers(jobs=1) as workers:
        (process,) = answers(
            workers, value_of("__import__('subprocess').Popen(['sleep', '60']).pid")
        )
        assert ends_soon(process)


def test_closing_ends_processes_that_tasks_left_running() -> None:
    with Workers(jobs=1) as workers:
        (process,) = answers(
            workers, value_of("__import__('subprocess').Popen(['sleep', '60']).pid")
        )
    assert ends_soon(process)


def test_closing_ends_endless_loops_at_once(tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(4)]
    loops = [value_of(endless_loop_after_writing_its_id(file)) for file in files]
    with Workers(jobs=len(loops) + 1) as workers:
        tasks: deque[tuple[str, Task]] = deque(("loop", loop) for loop in loops)
        tasks.append(("power", partial(pow, 2, 3)))
        found = workers.map(tasks)
        assert next(found) == ("power", 8)
        processes = [id_written_to(file) for file in files]
        started = time.monotonic()
    assert time.monotonic() - started < 1
    assert [process for process in processes if not ends_soon(process)] == []


def test_closing_ends_many_children_without_an_error() -> None:
    for _ in range(15):  # the children's ends come while the others are being ended
        with Workers(jobs=13) as workers:
            tasks: deque[tuple[int, Task]] = deque((n, partial(time.sleep, 9)) for n in range(12))
            tasks.append((12, partial(pow, 2, 3)))
            found = workers.map(tasks)
            assert next(found) == (12, 8)
            parent = workers._parent
        assert parent is not None
        assert parent.returncode == 0


def test_workers_go_on_after_a_map_was_left_early(workers: Workers) -> None:
    for _ in workers.map(deque((n, partial(pow, 2, n)) for n in range(5))):
        break
    assert answers(workers, partial(pow, 2, 3)) == [8]


def test_the_death_of_the_parent_is_an_error_and_not_endless_waiting(tmp_path: Path) -> None:
    file = tmp_path / "id"
    kill_parent_then_wait = value_of(
        f"(open({os.fspath(file)!r}, 'w').write(str(__import__('os').getpid())),"
        " __import__('os').kill(__import__('os').getppid(), 9), __import__('time').sleep(60))"
    )
    with Workers(jobs=1) as workers:
        try:
            with at_most(3), pytest.raises(PublishingError, match="has ended"):
                answers(workers, kill_parent_then_wait)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(file.read_text()), signal.SIGKILL)


def test_a_dead_parent_is_replaced_by_the_next_map() -> None:
    with Workers(jobs=1) as workers:
        (parent,) = answers(workers, value_of("__import__('os').getppid()"))
        os.kill(parent, signal.SIGKILL)
        assert ends_soon(parent)
        assert answers(workers, partial(pow, 2, 3)) == [8]


def test_closed_workers_start_anew_when_they_are_used_again() -> None:
    workers = Workers(jobs=1)
    workers.close()
    with workers:
        assert answers(workers, partial(pow, 2, 3)) == [8]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_client_that_is_ended_leaves_no_process_behind(
    number: signal.Signals, tmp_path: Path
) -> None:
    file = tmp_path / "id"
    script = CLIENT.format(loop=endless_loop_after_writing_its_id(file))
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, preexec_fn=heed_interrupts) as client:
        child = id_written_to(file)
        client.send_signal(number)
        try:
            assert client.wait(timeout=5) != 0
        finally:
            client.kill()
    assert ends_soon(child)


def test_children_neither_read_the_terminal_nor_share_threads(workers: Workers) -> None:
    sees = "(__import__('sys').stdin.read(), __import__('os').environ['OMP_NUM_THREADS'])"
    assert answers(workers, value_of(sees)) == [("", "1")]
