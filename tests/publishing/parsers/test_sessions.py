"""Console sessions: prompts, what the page shows under them, and in which lines."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Block
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.parsers.sessions import SessionExample, parse_session

TRACEBACK = "Traceback (most recent call last):"


def block(session: str) -> Block:
    """A block whose first line of source is line 2."""
    (parsed,) = parse_text(Path("chapter.md"), f"```pycon\n{session}```\n").blocks
    return parsed


def examples(session: str) -> list[SessionExample]:
    found = parse_session(block(session))
    assert not isinstance(found, Failure)
    return found


def test_each_prompt_is_an_example() -> None:
    assert examples(">>> x = 1\n>>> x\n1\n\n>>> x; x\n1\n1\n") == [
        SessionExample("x = 1\n", (), line=2, want_line=3, error=None),
        SessionExample("x\n", ("1",), line=3, want_line=4, error=None),
        SessionExample("x; x\n", ("1", "1"), line=6, want_line=7, error=None),
    ]


@pytest.mark.parametrize(
    ("session", "source", "want"),
    [
        (">>> 1\n1\n", "1\n", ("1",)),
        ("  >>> 1\n  1\n", "1\n", ("1",)),
        (">>> 1\n  1\n", "1\n", ("  1",)),
        (">>> (1 +\n... 2)\n3\n", "(1 +\n2)\n", ("3",)),
        (">>> '''\n...   a\n... '''\nb\n", "'''\n  a\n'''\n", ("b",)),
        (">>> print()\n<BLANKLINE>\n", "print()\n", ("",)),
        (">>> f()\na\n<BLANKLINE>\nb\n", "f()\n", ("a", "", "b")),
        (">>> f()\na  \n", "f()\n", ("a  ",)),
        (">>> # doctest is a module\n>>> 1\n1\n", "1\n", ("1",)),
        (">>> 'é'\n'é'\n", "'é'\n", ("'é'",)),
        (">>> print('a\tb')\na\tb\n", "print('a\tb')\n", ("a\tb",)),
    ],
)
def test_source_and_output_are_told_apart(session: str, source: str, want: tuple[str, ...]) -> None:
    (example,) = examples(session)
    assert (example.source, example.want, example.error) == (source, want, None)


@pytest.mark.parametrize(
    "session",
    [
        ">>> f()\nwanted\n",
        ">>> for a in b:\n...     f()\nwanted\n",
        ">>> for a in b:\n...     f()\n...\nwanted\n",
        ">>> for a in b:\n...     f()\n... \nwanted\n",
        "  >>> if a:\n  ...     f()\n  ...\n  wanted\n",
        ">>> f()\n...\nwanted\n",
        ">>> 1\n1\n\n\n>>> '''\n...\n... '''\nwanted\n",
        ">>> # a remark\n>>> f(\n...     a)\nwanted\n",
    ],
)
def test_the_output_is_said_to_be_where_it_stands(session: str) -> None:
    lines = ["```pycon", *session.split("\n")]
    *_, example = examples(session)
    assert example.want == ("wanted",)
    assert lines[example.want_line - 1].strip() == "wanted"
    assert lines[example.line - 1].lstrip().startswith(">>> ")


@pytest.mark.parametrize("prefix", ["> ", "    ", "- "])
def test_lines_are_those_of_the_chapter_in_every_container(prefix: str) -> None:
    further = prefix if ">" in prefix else " " * len(prefix)
    session = ["```pycon", ">>> if x:", "...     y", "1", "```"]
    text = prefix + f"\n{further}".join(session) + "\n"
    (parsed,) = parse_text(Path("chapter.md"), f"Text.\n{text}").blocks
    found = parse_session(parsed)
    assert found == [SessionExample("if x:\n    y\n", ("1",), line=3, want_line=5, error=None)]


@pytest.mark.parametrize(
    ("shown", "error"),
    [
        (f"{TRACEBACK}\n  ...\nValueError: no\n", "ValueError: no"),
        (f"{TRACEBACK}\nValueError: no\n", "ValueError: no"),
        (f'{TRACEBACK}\n  File "<stdin>", line 1\nKeyError\n', "KeyError"),
        (f"{TRACEBACK}\n  ...\nE: one\n  two\nthree\n", "E: one\n  two\nthree"),
        (f"out\n{TRACEBACK}\n  ...\nE: no\n", None),
        ("ValueError: no\n", None),
    ],
)
def test_an_error_is_what_a_traceback_ends_with(shown: str, error: str | None) -> None:
    (example,) = examples(f">>> f()\n{shown}")
    assert example.error == error
    assert example.want == tuple(shown.splitlines())


@pytest.mark.parametrize(
    ("session", "line", "message"),
    [
        ("", 1, "this console session holds no prompt '>>> '"),
        ("x = 1\n", 1, "this console session holds no prompt '>>> '"),
        (">>> \n", 1, "this console session holds no prompt '>>> '"),
        (">>> 1\n1\n>>>2\n", 4, "not a console session: lacks blank after >>>: '>>>2'"),
        (">>> (\n...1)\n", 3, "not a console session: lacks blank after ...: '...1)'"),
        (
            ">>> 1\n1\n  >>> 1\n 1\n",
            5,
            "not a console session: has inconsistent leading whitespace: ' 1'",
        ),
    ],
)
def test_what_is_no_session_is_told_with_its_line(session: str, line: int, message: str) -> None:
    assert parse_session(block(session)) == Failure(line, message)


@pytest.mark.parametrize(
    ("session", "line", "option"),
    [
        (">>> 1 # doctest: +SKIP\n", 2, "# doctest: +SKIP"),
        (">>> 1\n1\n>>> 2 #doctest:+ELLIPSIS\n2\n", 4, "#doctest:+ELLIPSIS"),
        (">>> 1\n1\n>>> # doctest: +NUMBER\n", 4, "# doctest: +NUMBER"),
        (">>> (1, #  doctest :  -X\n... 2)\n", 2, "#  doctest :  -X"),
    ],
)
def test_options_that_loosen_the_comparison_are_refused(
    session: str, line: int, option: str
) -> None:
    assert parse_session(block(session)) == Failure(
        line,
        f"{option!r} loosens the comparison; show the exact output, "
        'or put <!-- skip: next "reason" --> before the block',
    )


@pytest.mark.parametrize(
    "session",
    [
        ">>> 1\n1\n\n2\n",
        "The answer is 2:\n>>> 1\n1\n",
        ">>> # a remark\n5\n>>> 1\n1\n",
        ">>> print(1, 2, sep='\\n\\n')\n1\n\n2\n",
    ],
)
def test_no_line_of_a_session_is_shown_unread(session: str) -> None:
    found = parse_session(block(session))
    assert isinstance(found, Failure) or "2" in found[-1].want
