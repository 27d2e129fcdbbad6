"""A task says what is to run, and brings what runs it only then."""

import pickle
import subprocess
import sys
from collections import deque
from pathlib import Path

from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.runs import TaskResult
from mathbook.publishing.task import Task

ASK = """
import sys
from mathbook.publishing import evaluation, mkdocs_plugin
heavy = {"mathbook.publishing.evaluator", "mathbook.publishing.formulas", "numpy", "matplotlib"}
print(heavy & {*sys.modules})
"""


def test_a_task_is_the_same_in_another_process_and_runs_there(workers: Workers) -> None:
    blocks = parse_text(Path("a.md"), "```python\nprint(1)\n```\n").blocks
    task = Task(Path("a.md"), blocks)
    assert pickle.loads(pickle.dumps(task)) == task
    ((_, result),) = workers.map(deque([("a", task)]))
    assert isinstance(result, TaskResult)
    (run,) = result.runs
    assert run.output == ("1",)


def test_whoever_asks_the_cache_imports_nothing_that_runs_code() -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASK], capture_output=True, text=True, check=True
    ).stdout
    assert said == "set()\n"
