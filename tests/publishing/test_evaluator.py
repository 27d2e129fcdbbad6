"""Blocks as Python sees them: their namespace, their errors and their sessions."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.evaluation import Evaluation

EvaluateText = Callable[..., Evaluation]


def script(code: str, output: str = "") -> str:
    """A block whose first line of code stands in the line after the fence's mark."""
    fence = f"```python\n{textwrap.dedent(code).strip(chr(10))}\n```\n"
    return fence + (f"\n```output\n{output}\n```\n" if output else "")


SCRIPTS = {
    "main": ("print(__name__)\nif __name__ == '__main__':\n    print(1)", "__main__\n1"),
    "dataclass": (
        "from dataclasses import dataclass, field\n\n"
        "@dataclass(slots=True)\nclass P:\n    x: int\n    y: list = field(default_factory=list)"
        "\n\nprint(P(1))",
        "P(x=1, y=[])",
    ),
    "pickle": (
        "import pickle\n\nclass P:\n    x = 1\n\nprint(type(pickle.loads(pickle.dumps(P()))) is P)",
        "True",
    ),
    "enum and named tuple": (
        "import enum, typing\n\nclass E(enum.Enum):\n    A = 1\n\n"
        "class T(typing.NamedTuple):\n    e: E\n\nprint(T(E.A), typing.get_type_hints(T))",
        "T(e=<E.A: 1>) {'e': <enum 'E'>}",
    ),
    "source": (
        "import inspect\n\ndef f(x):\n    return x + 1\n\nprint(inspect.getsource(f))",
        "def f(x):\n    return x + 1",
    ),
    "future": (
        "from __future__ import annotations\n\ndef f(x: Unknown): ...\n\nprint(f.__annotations__)",
        "{'x': 'Unknown'}",
    ),
    "asynchronous": (
        "import asyncio\n\nasync def f():\n    await asyncio.sleep(0)\n    return 3\n\n"
        "print(asyncio.run(f()))",
        "3",
    ),
    "generator": (
        "def f():\n    yield from range(3)\n\nprint(list(f()), *(n for n in f()))",
        "[0, 1, 2] 0 1 2",
    ),
    "global names": (
        "n = 0\n\ndef count():\n    global n\n    n += 1\n\ncount()\nprint(n, 'n' in globals())",
        "1 True",
    ),
    "annotations": ("x: int = 1\nprint(__annotations__)", "{'x': <class 'int'>}"),
    "docstring": ('"""Not printed."""\n1 + 1', ""),
    "own exception": (
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print(e)",
        "division by zero",
    ),
    "caught exit": ("try:\n    raise SystemExit\nexcept SystemExit:\n    print('on')", "on"),
    "processes": (
        "import concurrent.futures, multiprocessing\n\n"
        "with concurrent.futures.ProcessPoolExecutor(\n"
        "    1, multiprocessing.get_context('fork')\n"
        ") as pool:\n    print(list(pool.map(abs, [-1])))",
        "[1]",
    ),
    "threads": (
        "import threading\n\nthread = threading.Thread(target=print, args=(1,))\n"
        "thread.start()\nthread.join()",
        "1",
    ),
    "traceback": (
        "import traceback\n\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n"
        "    print(traceback.format_exc().splitlines()[2].strip())",
        "1 / 0",
    ),
}


@pytest.mark.parametrize(("code", "output"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_block_runs_as_a_script_does(code: str, output: str, evaluate_text: EvaluateText) -> None:
    # After another block, so that it is run as a copied text too.
    evaluation = evaluate_text(f"{script('0')}\n{script(code, output)}")
    assert evaluation.failures == []
    assert len(evaluation.alone) == 2


def test_the_source_of_a_function_in_an_indented_fence_is_its_own(
    evaluate_text: EvaluateText,
) -> None:
    block = script(*SCRIPTS["source"])
    text = "!!! note\n\n" + textwrap.indent(block, "    ")
    assert evaluate_text(text).failures == []


ERRORS = {
    "exception": ("x = 0\n1 / x", 2, "ZeroDivisionError: division by zero"),
    "exit": ("import sys\nsys.exit(3)", 2, "SystemExit: a block may not end the program"),
    "exit of success": ("raise SystemExit", 1, "SystemExit: a block may not end the program"),
    "quit": ("quit()", 1, ""),
    "interrupt": ("\nraise KeyboardInterrupt", 2, "KeyboardInterrupt: a block may not end"),
    "generator exit": ("raise GeneratorExit", 1, "GeneratorExit"),
    "recursion": ("def f():\n    f()\n\nf()", 2, "RecursionError: maximum recursion depth"),
    "unprintable": (
        "class Bad(Exception):\n    def __str__(self):\n        raise ValueError\n\nraise Bad",
        5,
        "Bad: <exception str() failed>",
    ),
    "group": (
        "raise ExceptionGroup('two', [ValueError(1), TypeError(2)])",
        1,
        "ExceptionGroup: two (2 sub-exceptions)",
    ),
    "chained": ("try:\n    1 / 0\nexcept Exception as e:\n    raise OSError from e", 4, "OSError"),
    "lines": ("raise ValueError('first\\nsecond')", 1, "ValueError: first"),
    "own base": ("class Stop(BaseException): pass\n\nraise Stop('now')", 3, "Stop: now"),
    "syntax": ("x = 1\ny = (2,\nz = 3", 2, "SyntaxError: '(' was never closed"),
    "indentation": ("def f():\nreturn 1", 2, "IndentationError: expected an indented block"),
    "tabs": ("if True:\n\tx = 1\n        y = 2", 3, "TabError"),
    "await": ("await f()", 1, "SyntaxError: 'await' outside function"),
    "return": ("\nreturn 1", 2, "SyntaxError: 'return' outside function"),
    "late future": ("x = 1\nfrom __future__ import annotations", 2, "SyntaxError: from __future__"),
    "foreign syntax": ("eval('1 +')", 1, "SyntaxError: invalid syntax"),
    "lying syntax": (
        "from inspect import currentframe\n"
        "e = SyntaxError('x')\n"
        "e.filename, e.lineno = currentframe().f_code.co_filename, -5\n"
        "raise e",
        4,
        "SyntaxError: x",
    ),
    "assertion": ("assert 1 == 2, 'unequal'", 1, "AssertionError: unequal"),
    "import": ("import no_such_module", 1, "ModuleNotFoundError: No module named"),
    "lambda": ("f = lambda: 1 / 0\nf()", 1, "ZeroDivisionError"),
}


@pytest.mark.parametrize(("code", "line", "message"), ERRORS.values(), ids=ERRORS)
@pytest.mark.parametrize("indentation", ["", "    ", "> "], ids=["plain", "indented", "quoted"])
def test_an_error_is_reported_in_its_line(
    indentation: str, code: str, line: int, message: str, evaluate_text: EvaluateText
) -> None:
    fence = textwrap.indent(f"```python\n{code}\n```\n", indentation, lambda _: True)
    (failure,) = evaluate_text(f"# Title\n\n- list\n\n{fence}", standing_alone=False).failures
    assert failure.message.startswith(message)
    assert failure.line == 5 + line
    assert not failure.stale


def test_an_error_below_says_where_it_was_raised(evaluate_text: EvaluateText) -> None:
    code = "import json\n\njson.loads('{')"
    (failure,) = evaluate_text(script(code)).failures
    assert failure.line == 4
    assert any("raised at" in note and "decoder.py" in note for note in failure.notes)


def test_an_error_in_a_function_of_an_earlier_block_is_the_calling_blocks(
    evaluate_text: EvaluateText,
) -> None:
    first = script("def invert(x):\n    return 1 / x")
    (failure,) = evaluate_text(f"{first}\n<!-- continues -->\n{script('invert(0)')}").failures
    assert failure.line == 8
    assert any("chapter.md:3: return 1 / x" in note for note in failure.notes)


def test_an_error_in_the_module_of_a_docstring_shows_its_line(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    module = (
        'def invert(x):\n    """\n    >>> import sys\n'
        f"    >>> sys.path.insert(0, {str(tmp_path)!r})\n"
        "    >>> from inverting import invert\n    >>> invert(0)\n"
        '    """\n    return 1 / x\n'
    )
    (failure,) = evaluate_text(module, "inverting.py").failures
    assert failure.line == 6
    assert any("inverting.py:8: return 1 / x" in note for note in failure.notes)


def test_messages_can_always_be_written_as_utf_8(evaluate_text: EvaluateText) -> None:
    (failure,) = evaluate_text(script("raise ValueError('\\udc80')")).failures
    assert failure.message.encode() == b"ValueError: \\udc80"


SESSIONS = {
    "values": ">>> 1 + 1\n2\n>>> None\n>>> x = 'a'\n>>> x\n'a'",
    "last value": ">>> 6 * 7\n42\n>>> _ + 1\n43",
    "several statements": ">>> 1; 2\n1\n2",
    "loop": ">>> for n in range(2):\n...     n\n...\n0\n1",
    "loop without its last mark": ">>> for n in range(2):\n...     n\n0\n1",
    "brackets": ">>> (1 +\n...  2)\n3",
    "function": ">>> def f():\n...\n...     return 1\n...\n>>> f()\n1",
    "decorated class": ">>> import functools\n>>> @functools.total_ordering\n... class A:\n"
    "...     def __lt__(self, other): return True\n...     def __eq__(self, other): return True\n"
    "...\n>>> A() <= A()\nTrue",
    "blank lines": ">>> print('a\\n\\nb')\na\n<BLANKLINE>\nb",
    "first blank line": ">>> print('\\na')\n<BLANKLINE>\na",
    "indented": ">>> print('  a')\n  a",
    "comment": ">>> # nothing\n>>> 1  # one\n1",
    "text between": ">>> 1\n1\n\n>>> 2\n2",
    "exception": ">>> 1 / 0\nTraceback (most recent call last):\n    ...\n"
    "ZeroDivisionError: division by zero",
    "exception with frames": '>>> int("x")\nTraceback (most recent call last):\n'
    '  File "<stdin>", line 1, in <module>\n'
    "ValueError: invalid literal for int() with base 10: 'x'",
    "exception of several lines": ">>> raise ValueError('a\\nb')\n"
    "Traceback (most recent call last):\nValueError: a\nb",
    "exception with a module": ">>> import json\n>>> json.loads('')\n"
    "Traceback (most recent call last):\n    ...\n"
    "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
    "goes on after an exception": ">>> x = 1\n>>> x.y\nTraceback (most recent call last):\n"
    "AttributeError: 'int' object has no attribute 'y'\n>>> x\n1",
    "standard error": ">>> import sys\n>>> print('unseen', file=sys.stderr)",
    "future": ">>> from __future__ import annotations\n>>> def f(x: Unknown): ...\n...\n"
    ">>> f.__annotations__\n{'x': 'Unknown'}",
    "tab in a string": ">>> len('a\tb')\n3",
    "tab in the output": ">>> print('a\\tb')\na\tb",
    "display hook": ">>> import sys\n>>> sys.displayhook = lambda value: print(f'<{value}>')\n"
    ">>> 3\n<3>",
    "asynchronous": ">>> import asyncio\n>>> async def f(): return 1\n...\n>>> asyncio.run(f())\n1",
}


@pytest.mark.parametrize("text", SESSIONS.values(), ids=SESSIONS)
def test_a_session_shows_what_a_console_shows(text: str, evaluate_text: EvaluateText) -> None:
    assert evaluate_text(f"```pycon\n{text}\n```\n", standing_alone=False).failures == []


WRONG_SESSIONS = {
    "value": (">>> 1 + 1\n3", 2, "3", "2"),
    "after a loop": (">>> for n in range(2):\n...     n\n...\n0\n2", 5, "2", "1"),
    "line of several": (">>> print('a\\nb')\na\nc", 3, "c", "b"),
    "no output": (">>> x = 1\n1", 2, "1", None),
    "no exception": (
        ">>> int('3')\nTraceback (most recent call last):\n    ...\nValueError: bad",
        2,
        "Traceback (most recent call last):",
        "3",
    ),
    "other exception": (
        ">>> 1 / 0\nTraceback (most recent call last):\n    ...\nValueError: bad",
        4,
        "ValueError: bad",
        "ZeroDivisionError: division by zero",
    ),
}


@pytest.mark.parametrize(
    ("text", "line", "expected", "got"), WRONG_SESSIONS.values(), ids=WRONG_SESSIONS
)
def test_a_wrong_session_is_reported_in_its_line(
    text: str, line: int, expected: str | None, got: str | None, evaluate_text: EvaluateText
) -> None:
    (failure,) = evaluate_text(f"```pycon\n{text}\n```\n").failures
    assert (failure.line, failure.expected, failure.got) == (line + 1, expected, got)
    assert failure.stale


def test_what_a_prompt_prints_before_its_exception_is_not_passed_over(
    evaluate_text: EvaluateText,
) -> None:
    text = ">>> print('unseen'); 1 / 0\nTraceback (most recent call last):\n    ...\n"
    text += "ZeroDivisionError: division by zero"
    assert not evaluate_text(f"```pycon\n{text}\n```\n").passed


def test_an_unexpected_exception_in_a_session_is_an_error(evaluate_text: EvaluateText) -> None:
    (failure,) = evaluate_text("```pycon\n>>> x = 1\n>>> 1 / 0\n2\n```\n").failures
    assert (failure.line, failure.message) == (3, "ZeroDivisionError: division by zero")
    assert not failure.stale


def test_a_block_starts_in_an_empty_folder_that_is_thrown_away(
    evaluate_text: EvaluateText,
) -> None:
    code = (
        "import os, pathlib\n\nassert os.listdir() == []\npathlib.Path('kept').write_text('')\n"
        "print(pathlib.Path.cwd())"
    )
    evaluation = evaluate_text(f"{script(code)}\n{script(code)}", tolerant=True)
    first, second = evaluation.runs[0], evaluation.runs[1]
    assert second.failures[0].message.startswith("AssertionError")
    (folder,) = first.output
    listing = script(f"import os\nprint(os.path.exists({folder!r}))", "False")
    assert evaluate_text(listing).passed


def test_blocks_see_neither_the_engine_nor_the_test_run_in_their_names(
    evaluate_text: EvaluateText,
) -> None:
    code = "print(sorted(name for name in globals() if not name.startswith('__')))"
    assert evaluate_text(script(code, "[]")).passed


def test_a_drawing_that_cannot_be_drawn_is_the_blocks_failure(
    evaluate_text: EvaluateText,
) -> None:
    code = "import matplotlib.pyplot as plt\nplt.figure().suptitle('$\\\\nonsense{$')"
    (failure,) = evaluate_text(f"{script(code)}\n![A figure.](figures/a.svg)\n").failures
    assert failure.message.startswith("ValueError")
    assert failure.line == 1


# --- Bindings and numbers: the same Python as the blocks' -------------------------------


def bound(expression: str, code: str = "", after: str = "") -> str:
    """A page with a bound number in line 1, or behind ``code``."""
    head = f"{script(code)}\n" if code else ""
    return f"{head}It is 1<!-- = {expression} -->.\n\n{after}"


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("x", "x = 1"),
        ("f()", "y = 1\n\ndef f():\n    return y"),
        ("[x for x in (1,)][0]", ""),
        ("(lambda: 1)()", ""),
        ("sum(\n  [1,\n  0])", ""),
        ("__import__('math').ceil(0.5)", ""),
    ],
)
def test_an_expression_is_python_with_the_names_of_the_code(
    expression: str, code: str, evaluate_text: EvaluateText
) -> None:
    assert evaluate_text(bound(expression, code)).failures == []


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("x", "NameError: name 'x' is not defined"),
        ("quit()", "SystemExit: a block may not end the program"),
        ("(yield)", "SyntaxError: 'yield' outside function"),
        ("eval('1 +')", "SyntaxError: invalid syntax"),
        ("(_ for _ in ()).throw(KeyboardInterrupt)", "KeyboardInterrupt: a block may not end"),
    ],
)
def test_an_error_in_an_expression_is_reported_in_its_line(
    expression: str, message: str, evaluate_text: EvaluateText
) -> None:
    (failure,) = evaluate_text(f"# A\n\n{bound(expression)}").failures
    assert failure.line == 3
    assert failure.message.startswith(message)


@pytest.mark.parametrize("expression", ["print(2) or 1", "__import__('os').write(1, b'2')"])
def test_what_an_expression_prints_is_not_the_next_blocks(
    expression: str, evaluate_text: EvaluateText
) -> None:
    assert evaluate_text(bound(expression, after=script("print(3)", "3"))).failures == []


def test_an_expression_leaves_no_name_behind(evaluate_text: EvaluateText) -> None:
    after = script("print([name for name in globals() if 'mathbook' in name or name == 'n'])", "[]")
    assert evaluate_text(bound("(n := 1)", after=after)).failures == []


def test_a_copied_text_checks_no_formula(evaluate_text: EvaluateText) -> None:
    code = "x = 1\n\ndef f(y):\n    global x\n    x += 1\n    return y"
    text = f"$f(2) = 2$\n\n{script(code)}\n<!-- continues -->\n{script('print(x)', '1')}"
    evaluation = evaluate_text(text)
    assert evaluation.failures == []
    assert (len(evaluation.alone), len(evaluation.formulas)) == (2, 1)
