"""Where tasks run, tried in children: a process does not leave it unchanged."""

import os
from collections import deque
from pathlib import Path

from mathbook.publishing.instruments.workplace import LARGEST_FILE, workplace
from mathbook.publishing.processes.workers import Workers


def visit() -> tuple[str, list[str], tuple[str, ...]]:
    """The folder of a workplace, what lies in it, and what was read of two files."""
    before = Path("/etc/hostname")
    with workplace() as reader:
        here = Path.cwd()
        listed = [entry.name for entry in here.iterdir()]
        Path("own.txt").write_text("of the task")
        Path("own.txt").read_text()
        before.read_text()
    return str(here), listed, reader.reads().files


def write_too_much() -> tuple[str | None]:
    with workplace():
        try:
            os.truncate(os.open("big", os.O_CREAT | os.O_WRONLY), LARGEST_FILE + 1)
        except OSError as error:
            return (error.strerror,)
    return (None,)


def test_a_task_has_a_folder_of_its_own_which_is_gone_afterwards(workers: Workers) -> None:
    ((_, first),) = workers.map(deque([("visit", visit)]))
    ((_, second),) = workers.map(deque([("visit", visit)]))
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    assert first[0] != second[0]
    assert not Path(first[0]).exists()
    assert first[1] == []


def test_what_is_read_is_noted_but_for_the_tasks_own(workers: Workers) -> None:
    ((_, found),) = workers.map(deque([("visit", visit)]))
    assert isinstance(found, tuple)
    assert os.path.realpath("/etc/hostname") in found[2]
    assert not [file for file in found[2] if file.endswith("own.txt")]


def test_a_file_does_not_grow_without_end(workers: Workers) -> None:
    ((_, found),) = workers.map(deque([("write", write_too_much)]))
    assert found == ("File too large",)
