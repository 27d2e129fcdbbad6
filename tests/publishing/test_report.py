"""Evaluations in words, in JSON and as annotations."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.failures import Failure
from mathbook.publishing.report import (
    annotations,
    failure_report,
    json_report,
    notices,
    page_line,
    total_line,
)

EvaluateText = Callable[..., Evaluation]

PASSES = "# Title\n\n```python\nprint(1)\n```\n\n```output\n1\n```\n\n$x$\n"
FAILS = "# Title\n\n```python\nprint(1)\nprint(2)\n```\n\n```output\n1\n3\n```\n"


@pytest.fixture(autouse=True)
def short_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_failure_reads_as_place_message_line_and_both_sides(
    evaluate_text: EvaluateText,
) -> None:
    assert failure_report([evaluate_text(FAILS)]) == (
        "chapter.md:10: the output differs from what the page shows (line 2 of 2)\n"
        "    10 | 3\n"
        "    expected  3\n"
        "    got       2\n"
        "    printed by line 5"
    )


def test_every_failure_of_every_chapter_is_reported(evaluate_text: EvaluateText) -> None:
    evaluations = [evaluate_text(FAILS, f"{name}.md") for name in "ab"]
    evaluations[0].problems.append(Failure(1, "one more"))
    headlines = re.findall(r"^\w\.md:\d+", failure_report(evaluations), re.MULTILINE)
    assert headlines == ["a.md:1", "a.md:10", "b.md:10"]


def test_sides_of_several_lines_stay_aligned(evaluate_text: EvaluateText) -> None:
    text = "```python\nprint('a\\nb')\n```\n"
    assert "    got       a\n              b" in failure_report([evaluate_text(text)])


def test_passing_chapters_have_no_report(evaluate_text: EvaluateText) -> None:
    assert failure_report([evaluate_text(PASSES)]) == ""


def test_a_page_has_one_line_with_its_verdict_and_counts(evaluate_text: EvaluateText) -> None:
    assert page_line(evaluate_text(PASSES)) == (
        "ok      chapter.md: 1 block, 1 output, 0 figures, 1 copied text, 0 formulas, "
        "1 notation, 0 skipped"
    )
    assert page_line(evaluate_text(FAILS)).startswith("FAILED  chapter.md: 1 block, ")


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        ([PASSES, PASSES], "2 ok: 2 blocks, 2 outputs, 0 figures, 2 copied texts, 0 formulas"),
        ([PASSES, FAILS], "1 of 2 failed: 2 blocks"),
    ],
)
def test_the_total_is_one_line(texts: list[str], verdict: str, evaluate_text: EvaluateText) -> None:
    line = total_line([evaluate_text(text, f"{n}.md") for n, text in enumerate(texts)], 1.25)
    assert line.startswith(verdict)
    assert line.endswith(" in 1.2 s")
    assert "\n" not in line


def test_what_was_not_checked_stands_below_the_page_with_its_reason(
    evaluate_text: EvaluateText,
) -> None:
    text = (
        '# T\n\n$x \\to y = 1$<!-- skip: formula "a limit" -->\n\n'
        '<!-- skip: next "it needs a GPU" -->\n```python\n1 / 0\n```\n\n'
        '$z = 2$<!-- cited: "Boyd, A.4" -->\n'
    )
    assert page_line(evaluate_text(text)).split("\n")[1:] == [
        "    chapter.md:3: skipped: a limit",
        "    chapter.md:6: skipped: it needs a GPU",
        "    chapter.md:10: cited: Boyd, A.4",
    ]


def test_a_notice_names_the_block_and_what_it_wrote(evaluate_text: EvaluateText) -> None:
    text = "# Title\n\n```python\nimport sys\nprint('a\\nb', file=sys.stderr)\n```\n"
    assert notices(evaluate_text(text)) == [
        "chapter.md:3: notice: this block writes to the standard error\n    a\n    b"
    ]


def test_unbound_numbers_are_notices(evaluate_text: EvaluateText) -> None:
    assert notices(evaluate_text("# T\n\nIt takes 12.5 s.\n")) == [
        "chapter.md:3:10: notice: 12.5 looks like a result, and nothing binds it; "
        "bind it: 12.5<!-- = expression -->"
    ]


def test_checks_that_say_little_are_notices(evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text("# T\n\nSo $1 + 1 = 2$.\n")
    (run,) = evaluation.formulas.values()
    evaluation.formulas[0] = replace(run, warnings=("x is 0", "x and y are equal"))
    assert notices(evaluation) == [
        "chapter.md:3:5: notice: the check of this formula says little: x is 0",
        "chapter.md:3:5: notice: the check of this formula says little: x and y are equal",
    ]


TABLE = """\
[tool.mathbook]
packages = ["lines"]

[[tool.mathbook.chapters]]
number = 7
title = "Lines"
folder = "lines"
sections = ["slope"]
"""


def test_functions_that_no_formula_reaches_are_a_notice(
    evaluate_text: EvaluateText, tmp_path: Path
) -> None:
    for folder in ("docs/lines", "lines/lines"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(TABLE)
    (tmp_path / "lines/lines/slope.py").write_text('__all__ = ["f", "g"]\ndef f(): ...\n')
    (tmp_path / "docs/lines/slope.md").touch()
    evaluation = evaluate_text("# T\n\nWords.\n", "docs/lines/slope.md")
    assert notices(evaluation) == [
        "docs/lines/slope.md:1: notice: no formula of this page is held against f, g of "
        "lines.lines.slope"
    ]
    (chapter,) = json.loads(json_report([evaluation]))["chapters"]
    assert chapter["functions"] == {"reached": [], "missed": ["f", "g"]}
    evaluation.problems.append(Failure(1, "it fails"))
    assert notices(evaluation) == [], "of a page that fails, nothing is known"


def test_json_holds_the_whole_evaluation(evaluate_text: EvaluateText) -> None:
    text = f'{PASSES}\n<!-- skip: next "slow" -->\n\n```python\nz\n```\n\n<!-- continues -->\n\n'
    text += "```python\nprint(1 + 1)\n```\n\n```output\n2\n```\n"
    report = json.loads(json_report([evaluate_text(text)]))
    assert report["passed"] is True
    assert report["counts"]["blocks"] == 2
    (chapter,) = report["chapters"]
    assert (chapter["path"], chapter["verdict"]) == ("chapter.md", "passed")
    assert [block["line"] for block in chapter["blocks"]] == [3, 15, 21]
    assert [block["verdict"] for block in chapter["blocks"]] == ["passed", "skipped", "passed"]
    assert [block["skip"] for block in chapter["blocks"]] == [None, "slow", None]
    assert [block["output"] for block in chapter["blocks"]] == [["1"], None, ["2"]]
    assert [block["continues"] for block in chapter["blocks"]] == [[], [], [3]]


def test_json_holds_each_formula(evaluate_text: EvaluateText) -> None:
    text = (
        "# T\n\n<!-- names: x = 2.0; f(t) = 2 * t -->\n\nLet $x$, so $f(x) = 4$.\n"
        '$$\ny = 1\n$$ <!-- cited: "Boyd" -->\n'
    )
    report = json.loads(json_report([evaluate_text(text)]))
    assert report["format"] == 2
    (chapter,) = report["chapters"]
    notation, claim, cited = chapter["formulas"]
    assert (notation["latex"], notation["status"], notation["reason"]) == ("x", "notation", None)
    assert (claim["line"], claim["column"], claim["latex"]) == (5, 14, "f(x) = 4")
    assert (claim["status"], claim["links"], claim["how"]) == ("holds", 1, ["declared values"])
    assert set(claim["against"]) == {"f = 2 * t", "x = 2.0"}
    assert claim["warnings"] == []
    assert (cited["line"], cited["status"], cited["reason"]) == (7, "cited", "Boyd")
    assert not any("time" in formula for formula in chapter["formulas"])


def test_json_holds_each_number(evaluate_text: EvaluateText) -> None:
    text = "# T\n\nIt is 4<!-- = 2 + 2 -->, 5<!-- = 2 + 2 --> or 4.51 steps.\n"
    (chapter,) = json.loads(json_report([evaluate_text(text)]))["chapters"]
    right, wrong = chapter["numbers"]
    assert right == {
        "line": 3,
        "printed": "4",
        "expression": "2 + 2",
        "value": "4",
        "verdict": "passed",
    }
    assert (wrong["value"], wrong["verdict"]) == ("4", "failed")
    assert chapter["unbound"] == [{"line": 3, "column": 47, "printed": "4.51", "near": None}]
    assert chapter["counts"]["unbound"] == 1
    (failure,) = chapter["failures"]
    assert failure["column"] == 26


def test_json_says_of_what_was_not_reached_that_it_was_not(evaluate_text: EvaluateText) -> None:
    text = "# T\n\n```python\n1 / 0\n```\n\n$1 + 1 = 2$ and 4<!-- = 4 -->\n"
    (chapter,) = json.loads(json_report([evaluate_text(text)]))["chapters"]
    assert [formula["status"] for formula in chapter["formulas"]] == ["not reached"]
    assert [number["verdict"] for number in chapter["numbers"]] == ["not reached"]


def test_json_holds_both_sides_of_each_failure(evaluate_text: EvaluateText) -> None:
    report = json.loads(json_report([evaluate_text(FAILS)]))
    assert report["passed"] is False
    (failure,) = report["chapters"][0]["failures"]
    assert (failure["line"], failure["expected"], failure["got"]) == (10, "3", "2")


@pytest.mark.parametrize(
    "code", ["print('κ \\udc80')", "raise ValueError('κ \\udc80')", "'\\udc80'.encode()"]
)
def test_reports_can_always_be_written_as_utf_8(code: str, evaluate_text: EvaluateText) -> None:
    evaluation = evaluate_text(f"```python\n{code}\n```\n")
    assert json_report([evaluation]).encode()
    assert failure_report([evaluation]).encode()


def test_an_annotation_stands_on_one_line_and_decodes_to_the_report(
    evaluate_text: EvaluateText,
) -> None:
    (command,) = annotations([evaluate_text(FAILS.replace("3", "100%"))])
    head, _, text = command.removeprefix("::").partition("::")
    assert head == "error file=chapter.md,line=10,title=mathbook"
    assert "\n" not in text
    decoded = text.replace("%0A", "\n").replace("%25", "%")
    assert decoded.startswith("the output differs from what the page shows")
    assert "expected  100%" in decoded


def test_the_name_of_an_annotated_file_cannot_break_the_command(
    evaluate_text: EvaluateText,
) -> None:
    (command,) = annotations([evaluate_text(FAILS, "a: b,c::d.md")])
    head, _, text = command.removeprefix("::").partition("::")
    assert head == "error file=a%3A b%2Cc%3A%3Ad.md,line=10,title=mathbook"
    assert text.startswith("the output differs")
