"""A lab is what Jupyter makes of its text; what is wrong with one stands in ``chapters/``."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.parsers.labs import is_lab
from mathbook.publishing.parsers.markdown import parse_text

LAB = """\
---
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Lab

"""


def lab(text: str) -> Chapter:
    return parse_text(Path("docs/labs/waves.md"), LAB + text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LAB, True),
        ("# Page\n", False),
        ("---\ntitle: On jupyter\n---\n", False),
        ("# Page\n\n---\njupyter:\n---\n", False),
    ],
)
def test_a_lab_says_so_in_its_front_matter(text: str, expected: bool) -> None:
    assert is_lab(text) is expected
    assert parse_text(Path("page.md"), text).lab is expected


def test_its_cells_are_the_blocks() -> None:
    chapter = lab('```python\nx = 1\n\n\n\ny = 2\n```\n\nWords.\n\n```python tags=["a"]\nx\n```\n')
    assert chapter.problems == ()
    assert [block.source for block in chapter.blocks] == ["x = 1\n\n\n\ny = 2\n", "x\n"]
    assert all(block.lab for block in chapter.blocks)


def test_the_alt_text_of_a_figure_is_metadata_of_its_cell() -> None:
    chapter = lab('```python alt="Says \\"no\\"."\nx = 1\n```\n\n```python alt="B."\nx\n```\n')
    assert chapter.problems == ()
    assert [(figure.alt, figure.name) for figure in chapter.figures] == [
        ('Says "no".', "waves-1"),
        ("B.", "waves-2"),
    ]


def test_a_cell_that_jupyter_reads_in_another_way_is_a_problem() -> None:
    # Of tildes the site makes a block, and jupytext a text.
    (problem,) = lab("Words.\n\n~~~python\nx = 1\n~~~\n").problems
    assert problem.line == 13
    assert "Jupyter does not find this cell" in problem.message


def test_a_cell_that_only_jupyter_finds_is_a_problem() -> None:
    (problem,) = lab("<!--\n```python\nx = 1\n```\n-->\n").problems
    assert "Jupyter finds 1 cells of code here, but 0 are run" in problem.message
