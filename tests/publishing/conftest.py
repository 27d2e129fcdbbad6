"""What the tests of the engine share: warm workers, and chapters written in the test.

``workers``
    One preloaded parent for the whole session; NumPy and pyplot are imported in it.
``evaluate_text``
    Writes a text to ``tmp_path``, parses and evaluates it, and returns the Evaluation::

        evaluation = evaluate_text("```python\\nprint(1)\\n```\\n")

    ``name`` is the file's name (``.py`` for docstrings); ``text`` may be bytes; further
    keywords (``tolerant``, ``standing_alone``, ``seed``) are those of ``evaluate``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mathbook.publishing.book import parse
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.processes.workers import Workers


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers(["numpy", "matplotlib.pyplot"]) as started:
        started.start()
        yield started


@pytest.fixture
def evaluate_text(workers: Workers, tmp_path: Path) -> Callable[..., Evaluation]:
    def evaluate_it(
        text: str | bytes,
        name: str = "chapter.md",
        *,
        tolerant: bool = False,
        standing_alone: bool = True,
        seed: int = 0,
    ) -> Evaluation:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        chapter = parse(path)
        return evaluate(
            [chapter], workers, tolerant=tolerant, standing_alone=standing_alone, seed=seed
        )[path]

    return evaluate_it
