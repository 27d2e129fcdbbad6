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


# --- Formulas ---------------------------------------------------------------------------

SQUARE = '''\
def square(x):
    r"""The square: $f(x) = x^2$ for $0 \\le x$.

    $$
    f'(x) = 2 x
    $$

    >>> x = 3.0
    """
    # names: f(x) = square(x)
    #        import numpy as np; t = 1.0
    #
    # skip: $0 \\le  x$ "it is assumed"
    return x * x
'''


def test_the_formulas_of_a_docstring_have_the_places_of_their_file(path: Path) -> None:
    chapter = parsed(path, f"import math\n\n\n{SQUARE}")
    assert chapter.problems == ()
    found = [(f.latex.strip(), f.display, f.span.line, f.span.end_line) for f in chapter.formulas]
    assert found == [
        ("f(x) = x^2", False, 5, 5),
        (r"0 \le x", False, 5, 5),
        ("f'(x) = 2 x", True, 7, 9),
    ]
    for formula in chapter.formulas:
        assert chapter.text[formula.span.start : formula.span.end].strip("$") == formula.latex


def test_names_stand_in_the_comment_below_the_docstring(path: Path) -> None:
    for formula in parsed(path, SQUARE).formulas:
        found = [(binding.line, binding.target, binding.expression) for binding in formula.bindings]
        assert found == [
            (10, "f(x)", "square(x)"),
            (11, "", "import numpy as np"),
            (11, "t", "1.0"),
        ]


def test_a_comment_says_why_a_formula_of_the_docstring_is_not_checked(path: Path) -> None:
    reasons = {formula.latex: formula.skip for formula in parsed(path, SQUARE).formulas}
    assert reasons.pop(r"0 \le x") == "it is assumed"
    assert set(reasons.values()) == {None}


def test_formulas_are_checked_after_the_example_of_their_own_docstring(path: Path) -> None:
    text = f'{SQUARE}\n\ndef g():\n    """No example: $x$."""\n\n\n{SQUARE}'
    chapter = parsed(path, text)
    assert [block.index for block in chapter.blocks] == [0, 1]
    assert {(f.span.line > 20, f.after) for f in chapter.formulas if f.latex != "x"} == {
        (False, 0),
        (True, 1),
    }
    assert [f.after for f in chapter.formulas if f.latex == "x"] == [-1]


@pytest.mark.parametrize(
    ("definition", "public"),
    [
        ('def f():\n    """$x$"""\n', True),
        ('async def f():\n    """$x$"""\n', True),
        ('class C:\n    """$x$"""\n', True),
        ('class C:\n    def f(self):\n        """$x$"""\n', True),
        ('if True:\n    def f():\n        """$x$"""\n', True),
        ('try:\n    pass\nexcept OSError:\n    def f():\n        """$x$"""\n', True),
        ('"""$x$"""\n', True),
        ('X = 1\n"""$x$"""\n', True),
        ('_X = 1\n"""$x$"""\n', False),
        ('def _f():\n    """$x$"""\n', False),
        ('class _C:\n    """$x$"""\n', False),
        ('class _C:\n    def f(self):\n        """$x$"""\n', False),
        ('class C:\n    def __init__(self):\n        """$x$"""\n', False),
        ('def f():\n    def g():\n        """$x$"""\n', False),
        ('def f():\n    x = """$x$"""\n', False),
        ("# $x$\n", False),
    ],
)
def test_the_formulas_of_what_is_public_count(path: Path, definition: str, public: bool) -> None:
    chapter = parsed(path, definition)
    assert [formula.latex for formula in chapter.formulas] == (["x"] if public else [])
    assert chapter.problems == ()


@pytest.mark.parametrize(
    ("docstring", "line"),
    [
        ('"""A.\n\n    $\\nabla x = 1$"""', 2),
        ('"""$\\\\alpha = 1$"""', 2),
        ('"$x$" " = 1"', 2),
    ],
)
def test_escapes_do_not_change_formulas_unseen(path: Path, docstring: str, line: int) -> None:
    chapter = parsed(path, f"def f():\n    {docstring}\n")
    message = 'escapes change the formulas of this docstring: make it a raw one, r"""…"""'
    assert [(problem.line, problem.message) for problem in chapter.problems] == [(line, message)]
    assert chapter.formulas == ()


@pytest.mark.parametrize(
    ("comments", "line", "message"),
    [
        ("# names: x = 1 +", 3, "not Python: 'x = 1 +': invalid syntax"),
        ("# names: y = 2\n    #   x", 4, "not a binding: 'x'; expected name = expression"),
        ("# names:", 3, "binds no name; expected name = expression"),
        ('# skip: $y = 1$ "why"', 3, "the docstring above has no formula $y = 1$"),
    ],
)
def test_a_wrong_comment_is_told_with_its_line(
    path: Path, comments: str, line: int, message: str
) -> None:
    chapter = parsed(path, f'def f():\n    """$x = 1$"""\n    {comments}\n')
    assert [(problem.line, problem.message) for problem in chapter.problems] == [(line, message)]


def test_an_empty_line_may_stand_below_the_docstring_of_a_class(path: Path) -> None:
    path.write_text('class A:\n    r"""Of $x = 1$."""\n\n    # names: x = 1\n', encoding="utf-8")
    (formula,) = parse_docstrings(path).formulas
    assert [binding.expression for binding in formula.bindings] == ["1"]


@pytest.mark.parametrize(
    "comments",
    [
        "\n    # names: x = 1",
        "pass\n    # names: x = 1",
        "# naming: x = 1",
        "# The names: x = 1",
    ],
)
def test_other_comments_bind_nothing(path: Path, comments: str) -> None:
    chapter = parsed(path, f'def f():\n    """$x$"""\n    {comments}\n')
    assert [formula.bindings for formula in chapter.formulas] == [()]
    assert chapter.problems == ()


def test_names_below_a_docstring_speak_for_no_other(path: Path) -> None:
    text = 'class C:\n    """$x$"""\n    # names: x = 1\n\n    def f(self):\n        """$y$"""\n'
    assert [len(formula.bindings) for formula in parsed(path, text).formulas] == [1, 0]


def test_what_readers_see_has_formulas_the_rest_has_none(tmp_path: Path) -> None:
    path = tmp_path / "lines.py"
    path.write_text(
        '"""Lines $a$."""\n\nSLOPE = 1\n"""The slope $b$."""\n_HIDDEN = 2\n"""Not $c$."""\n\n\n'
        'class Line:\n    """A line $d$."""\n\n    rise: int\n    """The rise $e$."""\n\n'
        '    def _run(self):\n        """Not $f$."""\n        x = 1\n        """Not $g$."""\n'
    )
    found = parse_docstrings(path).formulas
    assert [(formula.latex, formula.span.line) for formula in found] == [
        ("a", 1),
        ("b", 4),
        ("d", 10),
        ("e", 13),
    ]
