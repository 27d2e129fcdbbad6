"""What a task reads is seen; what belongs to Python and its distributions is left out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.runs import Reads, TaskResult
from mathbook.publishing.task import Task


@pytest.fixture
def reads_of(workers: Workers, tmp_path: Path) -> Callable[[str], Reads]:
    from collections import deque

    def run(code: str) -> Reads:
        chapter = parse_text(tmp_path / "page.md", f"```python\n{code}\n```\n")
        ((_, result),) = workers.map(deque([(0, Task(chapter.path, chapter.runnable))]))
        assert isinstance(result, TaskResult)
        assert result.passed, result.runs
        return result.reads

    return run


def own(files: tuple[str, ...], folder: Path) -> list[str]:
    return [Path(file).name for file in files if Path(file).is_relative_to(folder)]


@pytest.mark.parametrize(
    "code",
    [
        "open({path!r}).close()",
        "open({path!r}, 'rb').close()",
        "open({path!r}, 'r+').close()",
        "import os; os.close(os.open({path!r}, os.O_RDONLY))",
        "import os; open(os.fsencode({path!r})).close()",
        "from pathlib import Path; Path({path!r}).read_bytes()",
        "import numpy as np; np.loadtxt({path!r})",
    ],
)
def test_every_way_of_reading_a_file(
    code: str, reads_of: Callable[[str], Reads], tmp_path: Path
) -> None:
    (tmp_path / "data.txt").write_text("1")
    assert own(reads_of(code.format(path=str(tmp_path / "data.txt"))).files, tmp_path) == [
        "data.txt"
    ]


def test_a_file_that_is_not_there_was_looked_for(
    reads_of: Callable[[str], Reads], tmp_path: Path
) -> None:
    path = str(tmp_path / "data.txt")
    code = f"try:\n    open({path!r})\nexcept FileNotFoundError:\n    pass"
    assert own(reads_of(code).files, tmp_path) == ["data.txt"]


@pytest.mark.parametrize(
    "code",
    [
        "open('own.txt', 'w').close(); open('own.txt').close()",
        "open({path!r}, 'w').close()",
        "import numpy, statistics, csv; open('/dev/null').close()",
    ],
)
def test_what_is_the_tasks_own_or_installed_is_left_out(
    code: str, reads_of: Callable[[str], Reads], tmp_path: Path
) -> None:
    reads = reads_of(code.format(path=str(tmp_path / "out.txt")))
    assert own(reads.files, tmp_path) == []
    assert reads.folders == ()


def test_modules_are_seen_found_or_not(reads_of: Callable[[str], Reads]) -> None:
    reads = reads_of(
        "import numpy.linalg\n\ntry:\n    import nothing.like_this\nexcept ImportError:\n    pass"
    )
    assert "numpy" in reads.installed
    assert reads.missing == ("nothing",)


def test_listed_folders_are_seen(reads_of: Callable[[str], Reads], tmp_path: Path) -> None:
    code = "import os; os.listdir({path!r}); list(os.scandir({path!r})); os.listdir()"
    assert reads_of(code.format(path=str(tmp_path))).folders == (str(tmp_path),)
