"""The verdict on one formula in the words, lines and columns of its chapter."""

from pathlib import Path
from typing import Any

import pytest

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.checks.formulas import check, states_relation, unchecked
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.runs import FormulaRun


def parsed(text: str) -> Chapter:
    chapter = parse_text(Path("a.md"), text)
    assert chapter.problems == ()
    return chapter


def checked(text: str, **names: Any) -> FormulaRun:
    """The run of the one formula in ``text``."""
    chapter = parsed(text)
    (formula,) = chapter.formulas
    return check(formula, 3, Names(names), text, seed=0)


# --- Runs -------------------------------------------------------------------------------


def test_a_formula_that_holds_says_how_and_against_what() -> None:
    run = checked("$y = 2 x = 6$", x=3.0, y=lambda x: 2 * x)
    assert (run.index, run.status, run.links, run.failures) == (3, "holds", 2, ())
    assert len(run.how) == 2
    assert len(run.against) == 2
    assert run.seconds > 0


def test_mere_notation_has_no_links() -> None:
    run = checked("$x$", x=3.0)
    assert (run.status, run.links, run.failures) == ("notation", 0, ())


def test_a_check_that_tells_little_says_so() -> None:
    assert checked("$x = 0$", x=0.0).warnings == ("x is 0",)


def test_the_link_that_fails_is_told_with_both_sides() -> None:
    run = checked("# A\n\n$$\nx = 3 \\\\\n  = 4\n$$\n", x=3.0)
    (failure,) = run.failures
    assert run.status == "fails"
    assert (failure.line, failure.column) == (4, 5)
    assert failure.message.startswith("link 2 of 2: 3 ")
    assert failure.message.endswith(" does not hold")
    assert failure.notes[:2] == ("left   3", "right  4")
    assert not failure.stale


def test_an_identity_that_fails_is_told_with_its_point() -> None:
    (failure,) = checked("$f(t) = 3 t$", f=lambda t: 2 * t).failures
    assert any(note.startswith("at     t = ") for note in failure.notes)


def test_what_is_not_understood_is_told_at_its_place() -> None:
    (failure,) = checked("Text $x = \\int_0^1 x$", x=1.0).failures
    assert (failure.line, failure.column) == (1, 11)
    assert failure.message.startswith(r"\int is not understood")
    assert failure.notes == (r"in  x = \int_0^1 x",)


@pytest.mark.parametrize(
    ("text", "column"),
    [("$z = 1$", 2), ("a $x = z$", 8), ("$$x = 1, \\quad 2 = z$$", 20)],
)
def test_a_name_that_is_not_bound_is_told_at_its_place(text: str, column: int) -> None:
    (failure,) = checked(text, x=1.0).failures
    means = "neither the code nor a 'names:' comment says what it means"
    assert failure.message == f"the name z is not bound: {means}"
    assert failure.column == column


class Bad(Exception):
    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize("error", [SystemExit(0), KeyboardInterrupt(), KeyError("a"), Bad()])
def test_a_function_that_ends_in_any_way_is_the_formulas_failure(error: BaseException) -> None:
    def f(x: float) -> float:
        raise error

    run = checked("a $f(2) = 4$", f=f)
    assert run.status == "fails"
    assert [(failure.line, failure.column) for failure in run.failures] == [(1, 4)]


def test_the_points_move_with_the_seed() -> None:
    chapter = parsed("$f(t) = 3 t$")
    names = Names({"f": lambda t: 2 * t})
    runs = [check(chapter.formulas[0], 0, names, chapter.text, seed) for seed in (0, 0, 1)]
    points = [run.failures[0].notes for run in runs]
    assert points[0] == points[1] != points[2]


# --- Formulas that are not checked ------------------------------------------------------


@pytest.mark.parametrize(
    ("comment", "status"),
    [('<!-- skip: formula "why" -->', "skipped"), ('<!-- cited: "who" -->', "cited")],
)
def test_a_formula_that_is_skipped_or_cited_is_counted_as_such(comment: str, status: str) -> None:
    text = f"$x = 1${comment}\n"
    assert unchecked(parsed(text).formulas[0], 3, text) == FormulaRun(3, status)


@pytest.mark.parametrize(
    ("comment", "status"),
    [('<!-- skip: formula "why" -->', "skipped"), ('<!-- cited: "who" -->', "cited")],
)
def test_where_nothing_is_stated_nothing_can_be_skipped(comment: str, status: str) -> None:
    text = f"a\n\n$$\nx + y\n$$\n{comment}\n"
    run = unchecked(parsed(text).formulas[0], 3, text)
    (failure,) = run.failures
    message = f"this formula states no relation: there is nothing to be {status}"
    assert (run.status, failure.line, failure.column) == ("notation", 4, 1)
    assert failure.message == message


@pytest.mark.parametrize(
    "latex",
    [
        "x = 1",
        r"x \le 1",
        r"a \approx b",
        r"x \ne y",
        "x < 1",
        r"\unknown = 1",
        "β",
        r"a = 1 \Rightarrow b = 2",
    ],
)
def test_what_may_claim_something_states_a_relation(latex: str) -> None:
    assert states_relation(latex)


@pytest.mark.parametrize("latex", ["x", r"\nabla f", r"f: \mathbb R^n \to \mathbb R", "x_{i,j}"])
def test_mere_notation_states_none(latex: str) -> None:
    assert not states_relation(latex)
