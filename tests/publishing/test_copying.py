"""Copied texts: nothing that runs is changed, and consoles take them line by line."""

import ast
import codeop
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.copying import copied_text, script_in_place, statements
from mathbook.publishing.parsers.markdown import parse_text

CONTINUES = "\n<!-- continues -->\n"


def parsed(text: str) -> Chapter:
    chapter = parse_text(Path("chapter.md"), text)
    assert chapter.problems == ()
    return chapter


def script(code: str) -> str:
    return f"```python\n{code}\n```\n"


def session(code: str) -> str:
    return f"```pycon\n{code}\n```\n"


def copied(*blocks: str) -> str:
    """What the last of ``blocks`` gives, each of which continues the one before it."""
    chapter = parsed(CONTINUES.join(blocks))
    last = chapter.blocks[-1]
    assert len(last.chain) == len(blocks)
    return copied_text([chapter.blocks[index] for index in last.chain])


def typed(text: str) -> tuple[str, str]:
    """What a console shows for ``text``, and its complaints."""
    outcome = subprocess.run(
        [sys.executable, "-i", "-q"], input=text, capture_output=True, text=True, check=False
    )
    return outcome.stdout, outcome.stderr.replace(">>> ", "").replace("... ", "").strip()


def test_a_script_is_copied_as_it_stands() -> None:
    assert copied(script("x = 1\n\n\nprint(x)")) == "x = 1\n\n\nprint(x)\n"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("x = 1  # (1)!", "x = 1"),
        ("x = 1  # (12)", "x = 1"),
        ("# (1)!\nx = 1", "x = 1"),
        ("x = 1  \ny = 2\t", "x = 1\ny = 2"),
        ("x = 1  # see (1)", "x = 1  # see (1)"),
        ("x = '# (1)!'", "x = '# (1)!'"),
        ("x = '''a  \nb # (1)!\n'''  ", "x = '''a  \nb # (1)!\n'''"),
        ("x = f'''a  \n{1}  \nb'''", "x = f'''a  \n{1}  \nb'''"),
    ],
)
def test_blanks_at_line_ends_and_annotations_are_not_copied(code: str, text: str) -> None:
    found = copied(script(code))
    assert found == f"{text}\n"
    assert ast.dump(ast.parse(found)) == ast.dump(ast.parse(code))


def test_a_block_is_copied_with_all_that_it_continues() -> None:
    blocks = [script("x = 1"), script("\ny = 2\n"), script("print(x + y)")]
    assert copied(*blocks) == "x = 1\n\ny = 2\n\nprint(x + y)\n"


def test_a_session_is_copied_without_prompts_and_output() -> None:
    raised = "Traceback (most recent call last):\nZeroDivisionError: division by zero"
    text = copied(session(f">>> x = 2\n>>> x\n2\n>>> 1 / 0\n{raised}"))
    assert text == "x = 2\nx\n1 / 0\n"


def test_a_statement_of_several_lines_ends_where_a_console_expects_it() -> None:
    lines = [
        ">>> def f(x):",
        "...     y = '''a",
        "...",
        "... b'''",
        "...",
        "...     return y",
        ">>> ",
    ]
    text = copied(session("\n".join([*lines[:-1], ">>> f(1)", r"'a\n\nb'"])))
    assert text == "def f(x):\n    y = '''a\n\nb'''\n    return y\n\nf(1)\n"
    assert typed(text) == ("'a\\n\\nb'\n", "")


MIXED = """\
import functools

@functools.cache
def f(x):

    # A remark, and an empty line.

    return {
        "x":

        x,
    }


a = 1; b = 2
if a: b = 3
# another remark
for i in range(2):
    b += i

else:
    b += 1
"""


def test_a_script_that_a_session_continues_is_copied_for_a_console() -> None:
    text = copied(script(MIXED), session(">>> f(a)\n{'x': 1}\n>>> b\n5"))
    out, err = typed(text)
    assert err == ""
    assert out.split("\n")[-3:] == ["{'x': 1}", "5", ""]


def test_a_session_that_a_script_continues_is_copied_as_a_script() -> None:
    text = copied(
        session(">>> x = 2\n>>> for i in 1, 2:\n...     x += i\n>>> x\n5"), script("print(x)")
    )
    assert text == "x = 2\nfor i in 1, 2:\n    x += i\nx\n\nprint(x)\n"


def test_what_is_no_python_is_copied_as_it_stands() -> None:
    skip = '<!-- skip: next "broken" -->\n'
    for fence in (script("x = (\n  # (1)!"), script("  x\n y"), session("no prompt")):
        (block,) = parsed(skip + fence).blocks
        assert copied_text([block]) == block.source


def test_a_script_in_place_has_its_lines_where_the_chapter_has_them() -> None:
    text = CONTINUES.join(
        [session(">>> x = 1\n>>> x\n1"), script("y = 2  # (1)!"), script("\nx + y")]
    )
    chapter = parsed(text)
    lines = script_in_place(chapter.blocks).split("\n")
    shown = {number: line for number, line in enumerate(lines, start=1) if line}
    source = [line.removeprefix(">>> ").removesuffix("  # (1)!") for line in chapter.lines]
    expected = {number: source[number - 1] for number in shown}
    assert shown == expected
    assert list(shown.values()) == ["x = 1", "x", "y = 2", "x + y"]


def test_statements_cover_a_script_in_order() -> None:
    (block,) = parsed(f"# Title\n\n{script(MIXED + '# an end')}").blocks
    parts = statements(block)
    assert "".join(part.source for part in parts) == block.source
    lines = [part.line for part in parts]
    assert [block.source.split("\n")[line - 4] for line in lines] == [
        "import functools", "", "", "if a: b = 3", "# another remark",
    ]  # fmt: skip


PIECES = st.sampled_from(
    [
        "\n",
        "# c\n",
        "x = 1\n",
        "a = 1; b = 2  \n",
        "x = (1,\n\n  2)\n",
        "x = 1 + \\\n    2\n",
        "@d\n\ndef g(): pass\n",
        "if x:\n    y = 2\n\n    z = 3\n",
        "class C:\n    # c\n\n    x = 1\n# d\n",
        "def f():\n\n    return '''a  \n\n'''\n",
        "try:\n    x\n\n\nfinally:\n    y  # (1)!\n",
    ]
)


def left_over(text: str) -> list[str]:
    """The lines of ``text`` that a console has not run when all are typed."""
    waiting: list[str] = []
    for line in text.split("\n")[:-1]:
        waiting.append(line)
        if codeop.compile_command("\n".join(waiting)) is not None:
            waiting.clear()
    return waiting


@given(st.lists(PIECES, max_size=6))
def test_copying_changes_nothing_that_runs(pieces: list[str]) -> None:
    code = "".join(pieces)
    chapter = parsed(script(code) + CONTINUES + session(">>> x"))
    whole = ast.dump(ast.parse(code + "x"))
    as_typed = copied_text(chapter.blocks)
    assert ast.dump(ast.parse(as_typed)) == whole
    assert ast.dump(ast.parse(copied_text(chapter.blocks[:1]) + "\nx")) == whole
    assert left_over(as_typed) == []
