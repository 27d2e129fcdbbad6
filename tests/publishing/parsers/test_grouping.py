"""Comments find the formula, the number, or the block that they belong to."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Chapter, Formula
from mathbook.publishing.parsers.markdown import parse_text

CODE = "```python\nx\n```\n"
SKIP = '<!-- skip: formula "why" -->'
CITED = '<!-- cited: "who" -->'
WHERE = "<!-- where: x = 1 -->"
BEHIND = "this comment does not stand right behind a formula"


def parsed(text: str) -> Chapter:
    return parse_text(Path("chapter.md"), text)


def only(text: str) -> Formula:
    chapter = parsed(text)
    assert chapter.problems == ()
    (formula,) = chapter.formulas
    return formula


FRAMES = [
    "$x$ {}",
    "Text $x${}, and more.",
    "It is $x$.{}",
    "It is ($x$).{}",
    "It is **$x$**{}.",
    "$x$\n{}",
    "$$\nx\n$$\n{}",
    "$$\nx\n$$\n\n{}",
    "$$x$$ {}",
    "> $$\n> x\n> $$\n>\n> {}",
    "- Item.\n\n    $$\n    x\n    $$\n\n    {}",
    "| $x$ {} | b |\n|---|---|\n",
]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_comment_belongs_to_the_formula_that_it_stands_behind(frame: str) -> None:
    assert only(frame.format(SKIP)).skip == "why"
    assert only(frame.format(CITED)).cited == "who"
    (binding,) = only(frame.format(WHERE)).bindings
    assert (binding.target, binding.expression) == ("x", "1")


@pytest.mark.parametrize("comment", [SKIP, CITED, WHERE])
@pytest.mark.parametrize(
    "text",
    ["{}\n", "Text {}\n", "$x$ and {}\n", "{} $x$\n", "`$x$` {}\n", "$x$\n\nText.\n\n{}\n",
     f"$x$\n\n{CODE}\n{{}}\n"],
)  # fmt: skip
def test_a_comment_that_stands_behind_no_formula_is_told(text: str, comment: str) -> None:
    chapter = parsed(f"\n{text.format(comment)}")
    line = 2 + text.partition("{}")[0].count("\n")
    assert [(problem.line, problem.message) for problem in chapter.problems] == [(line, BEHIND)]
    assert all((f.bindings, f.skip, f.cited) == ((), None, None) for f in chapter.formulas)


def test_several_comments_may_stand_behind_one_formula() -> None:
    formula = only(f"$x$<!-- where: y = 1 -->\n<!-- where: z = 2 --> {SKIP}\n")
    assert [binding.target for binding in formula.bindings] == ["y", "z"]
    assert formula.skip == "why"


def test_a_comment_belongs_to_the_last_formula_only() -> None:
    first, second, third = parsed(f"$x$, $y$ {SKIP} and $z$\n").formulas
    assert (first.skip, second.skip, third.skip) == (None, "why", None)


def test_a_number_stands_right_before_its_comment() -> None:
    text = f"Of 3<!-- = a -->, **four**<!-- = b -->\n\n{CODE}\nand 5 %<!-- = c -->.\n"
    chapter = parsed(text)
    found = [(n.text, n.expression, n.span.line, n.after) for n in chapter.numbers]
    assert found == [("3", "a", 1, -1), ("four", "b", 1, -1), ("5 %", "c", 7, 0)]
    assert [text[n.span.start : n.span.end] for n in chapter.numbers] == ["3", "four", "5 %"]


def test_a_skipped_block_has_not_run_where_a_number_stands() -> None:
    text = f'{CODE}\n<!-- skip: next "slow" -->\n{CODE}\n3<!-- = a -->\n'
    (number,) = parsed(text).numbers
    assert number.after == 0


@pytest.mark.parametrize("before", ["", "a ", "$3$", "3, ", "3\n"])
def test_a_comment_behind_no_number_is_told(before: str) -> None:
    (problem,) = parsed(f"Text.\n\n{before}<!-- = a -->\n").problems
    assert problem.message == "no number or word stands right before this comment"
    assert problem.line == 3 + before.count("\n")


def test_numbers_come_in_the_order_of_the_page() -> None:
    text = "<!-- numbers: 1 = a; 2 = b -->\n2, 3<!-- = c --> and 1\n"
    assert [number.expression for number in parsed(text).numbers] == ["b", "c", "a"]


@pytest.mark.parametrize("between", ["", "\n"])
def test_numbers_may_stand_between_a_block_and_its_figure(between: str) -> None:
    text = f"{CODE}\n<!-- numbers: 0.3 = x -->\n{between}![All are 0.3.](figures/a.svg)\n"
    chapter = parsed(text)
    assert chapter.problems == ()
    assert [figure.name for figure in chapter.figures] == ["a"]
    assert [number.after for number in chapter.numbers] == [0]


def test_names_do_not_come_between_a_formula_and_its_comment() -> None:
    formula = only(f"$x$ {SKIP}\n\n<!-- names: y = 2 -->\n")
    assert (formula.skip, [binding.target for binding in formula.bindings]) == ("why", ["y"])


def test_every_comment_is_kept_from_the_page() -> None:
    comments = [SKIP, WHERE, "<!-- names: y = 2 -->", "<!-- numbers: 3 = a -->", "<!-- = b -->"]
    text = f"$x$ {comments[0]} {comments[1]}\n\n{comments[2]}\n\n{comments[3]}\n3{comments[4]}\n"
    chapter = parsed(text)
    assert [text[span.start : span.end] for span in chapter.remarks] == comments


def test_in_code_no_comment_binds_anything() -> None:
    chapter = parsed(
        "`3<!-- = a -->` and\n\n```text\n<!-- names: x = 1 -->\n3<!-- = b -->\n```\n$x$\n"
    )
    assert (chapter.numbers, chapter.problems) == ((), ())
    assert chapter.formulas[0].bindings == ()


@pytest.mark.parametrize(
    ("before", "fold"), [("", None), ("<!-- fold -->\n", True), ("<!-- unfold -->\n", False)]
)
def test_an_author_says_whether_code_is_folded(before: str, fold: bool | None) -> None:
    chapter = parsed(f"{before}{CODE}\n![A line.](figures/a.svg)\n\n{CODE}")
    assert chapter.problems == ()
    assert [block.fold for block in chapter.blocks] == [fold, None]
