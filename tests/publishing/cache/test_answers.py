"""Where answers come from: the store, or the workers."""

from collections import deque
from dataclasses import replace
from pathlib import Path

from mathbook.publishing.cache.answers import answers
from mathbook.publishing.cache.store import Found, Store
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.processes.children import Lost
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.runs import Reads, TaskResult
from mathbook.publishing.task import Task

PAGES = ("```python\nprint(1)\n```\n\n```output\n1\n```\n", "```python\nx = 1\n```\n")


def tasks_of(folder: Path) -> list[tuple[int, Task]]:
    chapters = [parse_text(folder / f"{n}.md", text) for n, text in enumerate(PAGES)]
    return [(n, Task(chapter.path, chapter.runnable)) for n, chapter in enumerate(chapters)]


def told(answer: TaskResult | Lost) -> TaskResult:
    """An answer without what it read, which the store keeps to itself."""
    assert isinstance(answer, TaskResult)
    return replace(answer, reads=Reads())


def test_what_is_asked_meanwhile_is_answered_too(workers: Workers, tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", tmp_path)
    why: dict[int, Found] = {}
    first, second = tasks_of(tmp_path)

    def ask() -> dict[int, TaskResult | Lost]:
        waiting: deque[tuple[int, Task]] = deque([first])
        found = {}
        for key, answer in answers(waiting, workers, store, why.__setitem__):  # type: ignore[arg-type]
            found[key] = answer
            if key == 0:
                waiting.append(second)
        assert not waiting
        return found

    cold = ask()
    assert [found.result for found in why.values()] == [None, None]
    warm = ask()
    assert {key: told(answer) for key, answer in cold.items()} == warm
    assert {key: found.result for key, found in why.items()} == warm
    assert {found.why for found in why.values()} == {"unchanged"}


def test_without_a_store_everything_runs(workers: Workers, tmp_path: Path) -> None:
    for _ in range(2):
        waiting = deque(tasks_of(tmp_path))
        assert len(list(answers(waiting, workers, None))) == 2  # type: ignore[arg-type]
