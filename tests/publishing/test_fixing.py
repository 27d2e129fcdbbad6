"""``mathbook fix`` writes today's outputs into the page, and touches nothing else."""

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.figures.drawing import read_committed
from mathbook.publishing.fixing import Fix, fix_chapter

EvaluateText = Callable[..., Evaluation]
Mend = Callable[..., Fix]

CODE = "```python\nprint('a')\nprint()\nprint('  b')\n```\n"
SHOWN = "\n```output\na\n\n  b\n```\n"
NO_OUTPUT = "```python\nx = 1\n```\n"
STALE = "\n```output\nold\n\nand more\n```\n"
PLOT = "```python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n```\n"
LINE = "\n![A line.](figures/line.svg)\n"

# What stands on the page, and what must stand there instead.
OPERATIONS = {
    "inserts": (CODE, CODE + SHOWN),
    "replaces": (CODE + STALE, CODE + SHOWN),
    "removes": (NO_OUTPUT + STALE, NO_OUTPUT),
    "keeps": (CODE + SHOWN, CODE + SHOWN),
}


def indented(text: str, by: str, first: str | None = None) -> str:
    """``text`` behind ``by`` on each line, and behind ``first`` on the first."""
    shifted = "".join(
        f"{by}{line}".rstrip() + "\n" if line or by.strip() else "\n" for line in text.split("\n")
    )
    shifted = shifted.rstrip("\n> ") + "\n"
    return (first + shifted.removeprefix(by)) if first else shifted


CONTAINERS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "admonition": lambda text: "!!! note\n\n" + indented(text, "    "),
    "list": lambda text: "- item\n\n" + indented(text, "    "),
    "quote": lambda text: indented(text, "> "),
    "quote of a quote": lambda text: indented(text, "> > "),
    "tab": lambda text: '=== "Tab"\n\n' + indented(text, "    "),
    "tab character": lambda text: '=== "Tab"\n\n' + indented(text, "\t"),
    "nested": lambda text: '!!! note\n\n    === "Tab"\n\n' + indented(text, "        "),
}


def page(text: str) -> str:
    return f"# Title\n\nBefore. \n\n{text}\nAfter,\twith  odd\u00a0blanks.\n\n\n"


@pytest.fixture
def mend(evaluate_text: EvaluateText) -> Mend:
    """What ``mathbook fix`` would do to a text."""

    def mend_it(text: str | bytes, name: str = "chapter.md", *, redraw: bool = False) -> Fix:
        evaluation = evaluate_text(text, name, tolerant=True, standing_alone=False)
        return fix_chapter(evaluation, redraw=redraw)

    return mend_it


@pytest.mark.parametrize("container", CONTAINERS.values(), ids=CONTAINERS)
def test_outputs_are_written_within_every_container(
    container: Callable[[str], str], mend: Mend, evaluate_text: EvaluateText
) -> None:
    text, expected = (
        page(container("\nText.\n\n".join(sides)))
        for sides in zip(*OPERATIONS.values(), strict=True)
    )
    fix = mend(text)
    assert fix.after.decode() == expected
    assert fix.remaining == ()
    mended = evaluate_text(expected, standing_alone=False)
    assert mended.passed
    assert fix_chapter(mended, redraw=True).after.decode() == expected


@pytest.mark.parametrize(("text", "expected"), OPERATIONS.values(), ids=OPERATIONS)
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.rstrip("\n").replace("\n", "\r\n").encode(),
    ],
    ids=["crlf", "bom", "crlf and bom", "no last line end", "crlf without the last"],
)
def test_the_bytes_around_an_output_stay(
    text: str, expected: str, encode: Callable[[str], bytes], mend: Mend
) -> None:
    assert mend(encode(f"# κ\n\n{text}")).after == encode(f"# κ\n\n{expected}")


@pytest.mark.parametrize("printed", ["```", "```python", "~~~", "`````", "  ```", "> a", "<!-- a"])
def test_an_outputs_fence_is_longer_than_any_fence_within(
    printed: str, mend: Mend, evaluate_text: EvaluateText
) -> None:
    block = f"```python\nprint({printed!r})\n```\n"
    outputs = [f"\n{fence}output\nold\n{fence}\n" for fence in ("```", "````", "~~~")]
    fix = mend("\n".join(block + output for output in ("", *outputs)))
    assert fix.after.decode().count(f"output\n{printed}\n") == 4
    assert evaluate_text(fix.after, standing_alone=False).passed


def test_an_outputs_own_marks_stay_where_they_serve(mend: Mend) -> None:
    text = page(f"{CODE}\n~~~~ output\nold\n~~~~\n")
    assert mend(text).after.decode() == text.replace("old", "a\n\n  b")


SESSIONS = {
    "wrong value": (">>> 1 + 1\n3", ">>> 1 + 1\n2"),
    "no value": (">>> 1 + 1\n>>> 2\n2", ">>> 1 + 1\n2\n>>> 2\n2"),
    "surplus value": (">>> x = 1\n1\n>>> x", ">>> x = 1\n>>> x\n1"),
    "text between": (">>> 1\n2\n\n>>> 2\n\n>>> 3\n4", ">>> 1\n1\n\n>>> 2\n2\n\n>>> 3\n3"),
    "blank lines": (">>> print('a\\n\\nb')\nold", ">>> print('a\\n\\nb')\na\n<BLANKLINE>\nb"),
    "first blank line": (">>> print('\\na')", ">>> print('\\na')\n<BLANKLINE>\na"),
    "indented value": (">>> print('  a')\na", ">>> print('  a')\n  a"),
    "brackets": (">>> (1 +\n...  2)", ">>> (1 +\n...  2)\n3"),
    "loop": (
        ">>> for n in range(2):\n...     n\n>>> 3\n3",
        ">>> for n in range(2):\n...     n\n0\n1\n>>> 3\n3",
    ),
    "loop with its last mark": (
        ">>> for n in range(2):\n...     n\n...\n>>> 3\n3",
        ">>> for n in range(2):\n...     n\n...\n0\n1\n>>> 3\n3",
    ),
    "wrong loop with its last mark": (
        ">>> for n in range(2):\n...     n\n...\n0\n2\n>>> 3\n3",
        ">>> for n in range(2):\n...     n\n...\n0\n1\n>>> 3\n3",
    ),
    "other message": (
        ">>> 1 / 0\nTraceback (most recent call last):\n    ...\nOldError: old",
        ">>> 1 / 0\nTraceback (most recent call last):\n    ...\n"
        "ZeroDivisionError: division by zero",
    ),
    "message of several lines": (
        ">>> raise ValueError('a\\nb')\nTraceback (most recent call last):\nValueError: c",
        ">>> raise ValueError('a\\nb')\nTraceback (most recent call last):\nValueError: a\nb",
    ),
    "no exception": (
        ">>> int('3')\nTraceback (most recent call last):\n    ...\nValueError: bad\n>>> 1\n1",
        ">>> int('3')\n3\n>>> 1\n1",
    ),
    "tab": (">>> print('a\\tb')\nold", ">>> print('a\\tb')\na\tb"),
}


def in_containers(text: str) -> str:
    """A page that shows the session ``text`` in several containers."""
    fence = f"```pycon\n{text}\n```\n"
    return page("\n".join(CONTAINERS[name](fence) for name in ("plain", "list", "quote", "tab")))


def in_docstring(text: str) -> str:
    return f'def f():\n    r"""Do.\n\n{indented(text, "    ")}\n    End.\n    """\n'


@pytest.mark.parametrize(
    ("surround", "name"),
    [(in_containers, "chapter.md"), (in_docstring, "module.py")],
    ids=["page", "docstring"],
)
@pytest.mark.parametrize(("text", "expected"), SESSIONS.values(), ids=SESSIONS)
def test_sessions_are_mended_prompt_by_prompt(
    text: str,
    expected: str,
    surround: Callable[[str], str],
    name: str,
    mend: Mend,
    evaluate_text: EvaluateText,
) -> None:
    fix = mend(surround(text), name)
    assert fix.after.decode() == surround(expected)
    assert fix.remaining == ()
    mended = evaluate_text(fix.after, name, standing_alone=False)
    assert mended.failures == []
    assert fix_chapter(mended, redraw=False).after == fix.after


@pytest.mark.parametrize("printed", [">>> 1", ">>>", "... x", "<BLANKLINE>"])
def test_what_a_session_cannot_show_stays_a_failure(printed: str, mend: Mend) -> None:
    fix = mend(f"```pycon\n>>> print({printed!r})\n```\n")
    assert fix.after == fix.before
    assert fix.remaining != ()


def test_only_docstrings_of_a_module_change(mend: Mend) -> None:
    module = '# κ\nx = """not\n>>> 1 + 1\n"""\n\n\ndef f():\n    """\n    >>> 1 + 1\n    """\n'
    expected = module.replace("    >>> 1 + 1\n", "    >>> 1 + 1\n    2\n")
    assert mend(module, "module.py").after.decode() == expected


@pytest.mark.parametrize(
    "wrong",
    [
        "```python\nprint(1)\n1 / 0\n```\n" + STALE,
        "```python\nimport random\nprint(random.random() < 2)\n```\n" + STALE,
        "```python\nimport os\nprint(1, flush=True)\nos._exit(0)\n```\n" + STALE,
        "```pycon\n>>> 1\n2\n>>> 1 / 0\n```\n",
        "```python\nprint(1\n```\n" + STALE,
    ],
    ids=["exception", "randomness", "lost", "session", "syntax"],
)
def test_from_a_failing_block_on_nothing_changes(wrong: str, mend: Mend) -> None:
    fix = mend(page(f"{wrong}\n{CODE}{STALE}"))
    assert fix.after == fix.before
    assert fix.remaining != ()


def test_what_stands_before_a_failing_block_is_mended(mend: Mend) -> None:
    failing = "```python\n1 / 0\n```\n"
    fix = mend(page(f"{CODE}{STALE}\n{failing}\n{CODE}{STALE}"))
    assert fix.after.decode() == page(f"{CODE}{SHOWN}\n{failing}\n{CODE}{STALE}")
    assert [failure.message for failure in fix.remaining] == ["ZeroDivisionError: division by zero"]


def test_what_is_wrong_otherwise_is_reported_and_stays(mend: Mend) -> None:
    fix = mend(page(f"![A photograph.](nowhere.png)\n\n{CODE}{STALE}\n```output\nsurplus\n```\n"))
    assert len(fix.remaining) == 2
    assert b"surplus" in fix.after


def test_figures_are_drawn_only_when_asked_for(mend: Mend, tmp_path: Path) -> None:
    text = page(PLOT + LINE)
    kept = mend(text)
    assert (kept.figures, kept.after) == ((), kept.before)
    assert [failure.figure for failure in kept.remaining] == ["line"]
    fix = mend(text, redraw=True)
    assert fix.remaining == ()
    assert [figure.path for figure in fix.figures] == [tmp_path / "figures" / "line.svg"]
    fix.write()
    assert not isinstance(read_committed(tmp_path / "figures" / "line.svg"), str)
    assert mend(text, redraw=True).figures == ()


def test_a_changed_figure_is_drawn_anew_and_says_what_changed(mend: Mend, tmp_path: Path) -> None:
    mend(page(PLOT + LINE), redraw=True).write()
    (figure,) = mend(page(PLOT.replace("[1, 2]", "[1, 3]") + LINE), redraw=True).figures
    assert "axes 1, Line2D 1, y: 1 2 -> 1 3" in figure.changes
    assert figure.path == tmp_path / "figures" / "line.svg"


def test_a_figure_without_its_reference_is_not_drawn(mend: Mend) -> None:
    fix = mend(page(PLOT), redraw=True)
    assert fix.figures == ()
    assert "add 1 line ![what it shows](figures/NAME.svg)" in fix.remaining[0].message


def test_writing_keeps_the_files_mode_and_leaves_nothing_beside_it(
    mend: Mend, tmp_path: Path
) -> None:
    fix = mend(page(CODE))
    fix.path.chmod(0o640)
    fix.write()
    assert fix.path.stat().st_mode & 0o777 == 0o640
    assert fix.path.read_bytes() == fix.after
    assert list(tmp_path.iterdir()) == [fix.path]


def test_a_chapter_behind_a_link_is_written_where_it_lies(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    there = tmp_path / "there" / "chapter.md"
    there.write_text(page(CODE))
    (tmp_path / "chapter.md").symlink_to(there)
    evaluation = evaluate_text(page(CODE), tolerant=True, standing_alone=False)
    fix_chapter(evaluation, redraw=False).write()
    assert (tmp_path / "chapter.md").is_symlink()
    assert there.read_text() == page(CODE + SHOWN)


def test_a_passing_chapter_is_not_written(mend: Mend) -> None:
    fix = mend(page(CODE + SHOWN), redraw=True)
    moment = fix.path.stat().st_mtime_ns
    fix.write()
    assert fix.path.stat().st_mtime_ns == moment
    assert fix.diff("chapter.md") == []


def test_the_difference_is_a_unified_diff(mend: Mend) -> None:
    diff = mend(f"{CODE}\n```output\na\n\n  c\n```\n".replace("\n", "\r\n")).diff("page.md")
    assert diff[:2] == ["--- page.md", "+++ page.md"]
    assert [line for line in diff[2:] if re.match(r"[+-]", line)] == ["-  c", "+  b"]


def test_a_mended_chapter_passes(mend: Mend, evaluate_text: EvaluateText) -> None:
    texts = [
        textwrap.indent(f"{CODE}{STALE}\n{NO_OUTPUT}{STALE}\n{CODE}\n", "    "),
        "```pycon\n>>> for n in range(2):\n...     n\n```\n",
        PLOT + LINE,
    ]
    fix = mend(page("!!! note\n\n" + "\n".join(texts)), redraw=True)
    fix.write()
    evaluation = evaluate_text(fix.after)
    assert evaluation.failures == []
    assert evaluation.passed
