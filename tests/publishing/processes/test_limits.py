"""What takes too much time or memory is ended, and the chapter is told where."""

import time
from pathlib import Path

import pytest

from mathbook.publishing.evaluation import evaluate
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.processes.limits import Limits, OutOfTime, out_of_memory, time_limit
from mathbook.publishing.processes.workers import Workers

LIMITS = Limits(seconds=0.5, mebibytes=700)
GOOD = "# Good\n\n```python\nprint(6 * 7)\n```\n\n```output\n42\n```\n"


def failures_of(text: str, path: Path) -> list[Failure]:
    """What a chapter that reads ``text`` fails for; another one passes beside it."""
    chapters = [parse_text(path / "page.md", text), parse_text(path / "good.md", GOOD)]
    with Workers(["numpy"], limits=LIMITS) as workers:
        bad, good = evaluate(chapters, workers).values()
    assert good.passed
    return bad.failures


def test_a_loop_without_end_fails_in_its_line(tmp_path: Path) -> None:
    text = "```python\nx = 1\n```\n\n```python\nwhile True:\n    x = -x\n```\n"
    (failure,) = failures_of(text, tmp_path)
    assert failure.line in (6, 7)
    assert failure.message.startswith("this ran for more than 0.5 s")
    assert "block_seconds in [tool.mathbook]" in failure.message
    assert failure.notes == ()


def test_a_loop_in_a_function_elsewhere_says_where(tmp_path: Path) -> None:
    text = "```python\nimport time\nimport subprocess\n\nsubprocess.run(['sleep', '60'])\n```\n"
    (failure,) = failures_of(text, tmp_path)
    assert failure.line == 5
    assert any("subprocess.py" in note for note in failure.notes)


def test_a_block_that_takes_every_exception_is_ended_from_without(tmp_path: Path) -> None:
    text = """\
```python
x = 1
```

```python
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
```
"""
    (failure,) = failures_of(text, tmp_path)
    assert failure.line == 5
    assert failure.message.startswith("this ran for more than 0.5 s")


def test_a_formula_without_end_fails_in_its_line(tmp_path: Path) -> None:
    text = """\
```python
def slow(t):
    while True:
        pass
```

$s(t) = 2 t$

<!-- names: s = slow -->
"""
    (failure,) = failures_of(text, tmp_path)
    assert failure.line == 7
    assert failure.message.startswith("this ran for more than 0.5 s")


def test_a_number_without_end_fails_in_its_line(tmp_path: Path) -> None:
    text = "There are 2<!-- = sum(iter(int, 1)) --> of them.\n"
    (failure,) = failures_of(text, tmp_path)
    assert failure.line == 1
    assert failure.message.startswith("this ran for more than 0.5 s")


MEMORY = """\
```python
x = 1
```

```python
import numpy as np

kept = []
while True:
    kept.append(np.ones(1_000_000))
```
"""
CHILD = """\
```python
import subprocess
import sys

HOG = "import time; x = b'a' * 1_000_000_000; time.sleep(60)"
subprocess.run([sys.executable, "-c", HOG])
```
"""


@pytest.mark.parametrize(("text", "line"), [(MEMORY, 5), (CHILD, 1)], ids=["block", "child"])
def test_what_holds_too_much_memory_is_ended(
    text: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.LIMITS", Limits(seconds=60, mebibytes=700))
    (failure,) = failures_of(text, tmp_path)
    assert failure.line == line
    assert failure.message.startswith("this held ")
    assert "MiB of memory, more than 700" in failure.message


def test_a_block_that_prints_without_end_fails(tmp_path: Path) -> None:
    text = "```python\nwhile True:\n    print('x' * 10_000)\n```\n"
    (failure,) = failures_of(text, tmp_path)
    assert failure.line == 3
    assert failure.message.startswith("this prints more than 1,000,000 characters")


def loop() -> None:
    while True:
        pass


def test_the_time_limit_ends_with_its_block() -> None:
    with pytest.raises(OutOfTime, match=r"more than 0\.05 s"), time_limit(0.05):
        loop()
    with time_limit(0.05):
        pass
    time.sleep(0.1)
    with time_limit(None):
        pass


def test_what_was_held_is_said_in_mebibytes() -> None:
    assert out_of_memory(812.4, 700).startswith("this held 812 MiB of memory, more than 700;")
