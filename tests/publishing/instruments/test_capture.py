"""What a block writes is held against the page, however it is written."""

import textwrap
from collections.abc import Callable

import pytest

from mathbook.publishing.evaluation import Evaluation

EvaluateText = Callable[..., Evaluation]


def chapter(code: str, output: str) -> str:
    """A chapter of one block, whose code begins in line 2, with its output fence."""
    code = textwrap.dedent(code).strip("\n")
    return f"```python\n{code}\n```\n\n```output\n{output}\n```\n"


@pytest.mark.parametrize(
    "code",
    [
        "print('seen')",
        "import sys\nsys.stdout.write('seen\\n')",
        "import sys\nsys.stdout.buffer.write(b'seen\\n')",
        "import sys\nsys.__stdout__.write('seen\\n')",
        "from sys import stdout\nprint('seen', file=stdout)",
        "import os\nos.write(1, b'seen\\n')",
        "import subprocess\nsubprocess.run(['echo', 'seen'], check=True)",
        "import os\nos.system('echo seen')",
        "import sys\nprint('seen')\nsys.stdout.close()",
        "import sys\nprint('seen')\nsys.stderr.close()",
    ],
)
def test_standard_output_is_captured_whatever_writes_it(
    code: str, evaluate_text: EvaluateText
) -> None:
    assert evaluate_text(chapter(code, "seen")).failures == []
    (failure,) = evaluate_text(chapter(code, "something else")).failures
    assert (failure.expected, failure.got) == ("something else", "seen")


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess\nprint(1)\nsubprocess.run(['echo', '2'], check=True)\nprint(3)",
        "import os\nprint(1)\nos.write(1, b'2\\n')\nprint(3)",
        "import sys\nprint(1)\nsys.stdout.buffer.write(b'2\\n')\nprint(3)",
    ],
    ids=["subprocess", "descriptor", "buffer"],
)
def test_output_keeps_the_order_of_a_terminal(code: str, evaluate_text: EvaluateText) -> None:
    assert evaluate_text(chapter(code, "1\n2\n3")).failures == []


@pytest.mark.parametrize(
    "replacement",
    ["io.StringIO()", "open(os.devnull, 'w')", "None", "type('Sink', (), {'write': len})"],
)
def test_what_was_printed_before_stdout_was_replaced_is_seen(
    replacement: str, evaluate_text: EvaluateText
) -> None:
    code = f"import io, os, sys\nprint('before')\nsys.stdout = {replacement}"
    assert evaluate_text(chapter(code, "before")).failures == []


def test_text_that_is_redirected_for_a_while_does_not_reach_the_page(
    evaluate_text: EvaluateText,
) -> None:
    code = """
        import contextlib, io
        with contextlib.redirect_stdout(io.StringIO()) as text:
            print('inside')
        print(len(text.getvalue()))
    """
    assert evaluate_text(chapter(code, "7")).failures == []


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("print('a  \\n\\n b\\n\\n')", "a\n\n b"),
        ("import os\nos.write(1, b'\\xff\\n')", "\\xff"),
        ("print('\\udc80')", "\\udc80"),
        ("print('κ = λ₁/λₙ')", "κ = λ₁/λₙ"),
        ("print('a\\x0cb', 'c\\u2028d')", "a\x0cb c\u2028d"),
    ],
    ids=["blanks", "not utf-8", "surrogate", "unicode", "odd line ends"],
)
def test_output_is_compared_as_the_lines_that_a_page_can_show(
    code: str, shown: str, evaluate_text: EvaluateText
) -> None:
    assert evaluate_text(chapter(code, shown)).failures == []


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nprint('a notice', file=sys.stderr)",
        "import os\nos.write(2, b'a notice\\n')",
        "import os\nos.system('echo a notice >&2')",
        "import logging\nlogging.warning('a notice')",
        "import warnings\nwarnings.warn('a notice')",
    ],
)
def test_standard_error_is_a_notice_and_no_output(code: str, evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(f"```python\n{code}\n```\n")
    assert evaluation.passed
    assert any("a notice" in line for line in evaluation.runs[0].notices)


def test_a_warning_names_its_line_of_the_chapter(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text("# Title\n\n```python\nimport warnings\nwarnings.warn('old')\n```\n")
    assert evaluation.runs[0].notices[0].endswith("chapter.md:5: UserWarning: old")


def test_notices_of_each_prompt_of_a_session_are_kept(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(
        "```pycon\n>>> import sys\n>>> n = sys.stderr.write('one\\n')\n"
        ">>> n = sys.stderr.write('two\\n')\n```\n"
    )
    assert evaluation.runs[0].notices == ("one", "two")


def test_there_is_no_standard_input(evaluate_text: EvaluateText) -> None:
    (failure,) = evaluate_text("```python\ninput()\n```\n").failures
    assert failure.message.startswith("EOFError")


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("print(0)\nprint(1)", 3),
        ("print(0)\nprint(\n    1\n)", 3),
        ("print(0)\nprint('', end='')\nprint('1', end='')\nprint()", 4),
        ("def show(n):\n    print(n)\n\nshow(0)\nshow(1)", 3),
        ("import textwrap, pprint\nprint(0)\npprint.pprint(1)", 4),
        ("print('0\\n1')", 2),
        ("print('0', end='')\nprint('\\n1')", 3),
        ("print('0')\nimport sys\nsys.stdout.writelines(['1', '\\n'])", 4),
    ],
)
def test_a_wrong_line_is_traced_to_the_statement_that_wrote_its_beginning(
    code: str, line: int, evaluate_text: EvaluateText
) -> None:
    (failure,) = evaluate_text(chapter(code, "0\nexpected")).failures
    assert failure.notes == (f"printed by line {line}",)


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_odd_line_ends_do_not_shift_the_lines_that_wrote(
    end: str, evaluate_text: EvaluateText
) -> None:
    code = f"print('a{end}b')\nprint('c')\nprint('d')"
    (failure,) = evaluate_text(chapter(code, f"a{end}b\nexpected\nd")).failures
    assert failure.notes == ("printed by line 3",)


def test_a_carriage_return_does_not_shift_the_lines_that_wrote(
    evaluate_text: EvaluateText,
) -> None:
    code = "print('a\\r\\nb')\nprint('c')\nprint('d')"
    (failure,) = evaluate_text(chapter(code, "a\nb\nexpected\nd")).failures
    assert failure.notes == ("printed by line 3",)


def test_no_line_is_named_where_something_wrote_around_stdout(
    evaluate_text: EvaluateText,
) -> None:
    (failure,) = evaluate_text(chapter("import os\nos.write(1, b'1\\n')", "2")).failures
    assert failure.notes == ()
