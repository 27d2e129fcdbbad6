"""A parsed chapter: what it says of itself."""

from pathlib import Path

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.parsers.markdown import parse_text

TEXT = """\
# Title

```python
a = 1
```

<!-- skip: next "it is slow" -->
```python
b = 1
```

```pycon
>>> 1
1
```
"""


def chapter() -> Chapter:
    return parse_text(Path("chapter.md"), TEXT)


def test_skipped_blocks_are_not_runnable() -> None:
    assert [block.index for block in chapter().blocks] == [0, 1, 2]
    assert [block.index for block in chapter().runnable] == [0, 2]


def test_a_blocks_line_is_that_of_its_opening_mark() -> None:
    lines = chapter().lines
    assert [lines[block.line - 1] for block in chapter().blocks] == [
        "```python",
        "```python",
        "```pycon",
    ]


def test_scripts_and_sessions_are_told_apart() -> None:
    assert [block.is_console for block in chapter().blocks] == [False, False, True]
