"""What tells two tasks apart, and what does not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mathbook.publishing.cache import content
from mathbook.publishing.cache.content import content_of, libraries_see_lines, says_where_it_stands
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.task import Task

TEXT = (
    "Some $x = 1$<!-- where: x = 1 -->.\n\n```python\nx = 1\nprint(x)\n```\n\n```output\n1\n```\n"
)


def test_alt_texts_and_prose_do_not_count(task: Callable[[str], Task]) -> None:
    page = "```python\nx = 1\n```\n\n![{}](figures/{}.svg)\n\n*{}*\n"
    first = digest(task(page.format("A line.", "line", "Its caption.")))
    assert digest(task(page.format("A curve.", "line", "Another one."))) == first
    assert digest(task(page.format("A line.", "curve", "Its caption."))) != first


@pytest.mark.parametrize(
    ("text", "sees"),
    [
        ("import inspect\n\nf = inspect.currentframe().f_back", True),
        ("import sys\n\nn = sys._getframe(1).f_lineno", True),
        ("import numpy as np\nimport warnings\n\nnp.vstack(x)\nwarnings.warn('no')", False),
    ],
)
def test_libraries_that_may_see_the_line_of_their_caller(
    text: str, sees: bool, tmp_path: Path
) -> None:
    file = tmp_path / "library.py"
    file.write_text(text)
    assert libraries_see_lines([str(file), str(tmp_path / "gone.py")]) == sees
    assert not libraries_see_lines([str(Path(content.__file__))])  # the engine's own


def digest(task: Task) -> str:
    return content_of(task, task.root)


@pytest.fixture
def task(tmp_path: Path) -> Callable[[str], Task]:
    def make(text: str) -> Task:
        chapter = parse_text(tmp_path / "page.md", text)
        return Task(chapter.path, chapter.runnable, chapter=chapter, root=tmp_path)

    return make


def test_the_place_on_the_page_does_not_count(task: Callable[[str], Task]) -> None:
    assert digest(task(TEXT)) == digest(task("More.\n\n" + TEXT))


def test_options_and_the_path_count(task: Callable[[str], Task]) -> None:
    first = task(TEXT)
    others = [
        replace(first, alone=True),
        replace(first, tolerant=True),
        replace(first, seed=1),
        replace(first, path=first.path.with_name("other.md")),
        replace(first, chapter=None),
    ]
    digests = {digest(other) for other in (first, *others)}
    assert len(digests) == 1 + len(others)


def test_texts_do_not_run_together(task: Callable[[str], Task]) -> None:
    one = task("```python\na = 1\n```\n\n```python\nb = 2\n```\n")
    other = task("```python\na = 1\nb = 2\n```\n")
    assert digest(one) != digest(other)


def test_code_that_may_see_its_line_counts_with_it(task: Callable[[str], Task]) -> None:
    text = "```python\nimport inspect\n\ninspect.currentframe()\n```\n"
    assert says_where_it_stands(task(text))
    assert not says_where_it_stands(task(TEXT))
    assert digest(task(text)) != digest(task("A word.\n\n" + text))
