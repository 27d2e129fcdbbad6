"""Docstrings: each with a prompt is a block of its own, with the lines of its file."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.docstrings import parse_docstrings
from mathbook.publishing.parsers.sessions import parse_session

MODULE = '''\
"""A module.

>>> 1
1
"""


class A:
    """A class.

    >>> A()
    A
    """

    def method(self):
        """No example."""

    async def other(self):
        r"""Its own.

        >>> "\\\\"
        '\\\\\\\\'
        """


def function():
    \'\'\'>>> function()
    2
    \'\'\'
'''


def parsed(path: Path, text: str | bytes) -> Chapter:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return parse_docstrings(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "module.py"


def prompts(chapter: Chapter) -> list[str]:
    """The lines of the file in which the prompts are said to stand."""
    lines = []
    for block in chapter.blocks:
        examples = parse_session(block)
        assert not isinstance(examples, Failure), examples
        lines += [chapter.lines[example.line - 1].strip() for example in examples]
    return lines


def test_each_docstring_with_examples_is_a_block_in_the_order_of_the_file(path: Path) -> None:
    chapter = parsed(path, MODULE)
    assert prompts(chapter) == [">>> 1", ">>> A()", '>>> "\\\\"', "'''>>> function()"]
    assert [block.index for block in chapter.blocks] == [0, 1, 2, 3]
    assert chapter.problems == ()


def test_each_docstring_runs_by_itself(path: Path) -> None:
    blocks = parsed(path, MODULE).blocks
    assert all(block.lonely and block.is_console for block in blocks)
    assert [block.chain for block in blocks] == [(0,), (1,), (2,), (3,)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1\n",
        '"""No example."""\n',
        'x = """\n>>> 1\n"""\n',
        'def f(x="""\n>>> 1\n"""):\n    pass\n',
        '# """\n# >>> 1\n# """\n',
        '1\n"""\n>>> 1\n"""\n',
        'f"""\n>>> {1}\n"""\n',
        'b"""\n>>> 1\n"""\n',
        '"""The prompt is written ``>>> `` or ">>> "."""\n',
    ],
)
def test_what_is_no_example_of_a_docstring_is_not_run(path: Path, text: str) -> None:
    assert parsed(path, text) == Chapter(path, text)


@pytest.mark.parametrize("prefix", ["", "r", "R", "u", "U"])
@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_docstrings_of_every_kind_are_read(path: Path, prefix: str, quotes: str) -> None:
    chapter = parsed(path, f"{prefix}{quotes}A.\n\n>>> 1\n1\n{quotes}\n")
    assert prompts(chapter) == [">>> 1"]


@pytest.mark.parametrize(
    "text",
    [
        '("""A.\n\n>>> 1\n1\n""")\n',
        'def é(): """é\n    >>> 1\n    1\n    """\n',
        '\n\n\n"""\n\n\n>>> 1\n1"""\n',
    ],
)
def test_the_line_of_a_prompt_is_the_line_of_the_file(path: Path, text: str) -> None:
    assert prompts(parsed(path, text)) == [">>> 1"]


@pytest.mark.parametrize(
    "text",
    [
        '"""A \\\n    b.\n\n>>> 1\n1\n"""\n',
        '"""A\\nb.\n\n>>> 1\n1\n"""\n',
        '"A." """\n>>> 1\n"""\n',
    ],
)
def test_escapes_do_not_shift_the_lines_unseen(path: Path, text: str) -> None:
    chapter = parsed(path, text)
    assert chapter.problems or prompts(chapter) == [">>> 1"]


def test_a_prompt_without_its_blank_is_not_passed_over(path: Path) -> None:
    (block,) = parsed(path, '"""A.\n\n>>>1\n1\n"""\n').blocks
    assert isinstance(parse_session(block), Failure)


def test_a_module_of_windows_is_the_same_module(path: Path) -> None:
    data = b"\xef\xbb\xbf" + MODULE.replace("\n", "\r\n").encode()
    assert parsed(path, data) == parsed(path, MODULE)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x = 1\ndef f(:\n", 2, "SyntaxError: invalid syntax"),
        ("x = 1\n  y = 2\n", 2, "SyntaxError: unexpected indent"),
        (b"x = 1\n# \xf6\n", 2, "not UTF-8: found byte 0xf6; save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_module_is_told_with_its_line(
    path: Path, text: str | bytes, line: int, message: str
) -> None:
    chapter = parsed(path, text)
    assert [(problem.line, problem.message) for problem in chapter.problems] == [(line, message)]
    assert chapter.blocks == ()
