"""Comments that are directives, comments that are not, and those that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.publishing.chapter import Binding
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.directives import (
    Continues,
    Fold,
    NamesAre,
    NumberIs,
    NumbersAre,
    Skip,
    SkipFormula,
    parse_directive,
)
from mathbook.publishing.parsers.sliders import FORM

CONTINUES = "<!-- continues -->"
SKIP = '<!-- skip: next "reason" --> or <!-- skip: formula "reason" -->'
FOLD = "<!-- fold -->"
UNFOLD = "<!-- unfold -->"
NAMES = "<!-- names: name = expression -->"
WHERE = "<!-- where: name = expression -->"
LABEL = "<!-- label: eq:name -->"
CITED = '<!-- cited: "source" -->'
NUMBERS = "<!-- numbers: 0.30 = expression -->"


@pytest.mark.parametrize("text", [" continues ", "continues", "- continues -", "\ncontinues\n"])
def test_continues_is_a_directive(text: str) -> None:
    assert parse_directive(text, 1) == [Continues()]


@pytest.mark.parametrize(("text", "folded"), [(" fold ", True), ("unfold", False)])
def test_code_is_folded_or_not(text: str, folded: bool) -> None:
    assert parse_directive(text, 1) == [Fold(folded)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (' skip: next "it needs a network" ', "it needs a network"),
        ('skip:next "x"', "x"),
        ('skip : next "x"', "x"),
        ('skip: next "two\n    lines"', "two lines"),
        ('skip: next "a -- b"', "a -- b"),
        ('skip: next "it\'s slow"', "it's slow"),
    ],
)
def test_skip_gives_its_reason_on_one_line(text: str, reason: str) -> None:
    assert parse_directive(text, 1) == [Skip(reason)]


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        (' skip: formula "it is a limit" ', SkipFormula("it is a limit")),
        ('skip:formula "two\n  lines"', SkipFormula("two lines")),
        (' cited: "Boyd (2004),\n p. 3" ', SkipFormula("Boyd (2004), p. 3", cited=True)),
        ('cited : "x"', SkipFormula("x", cited=True)),
    ],
)
def test_a_formula_is_skipped_or_cited_with_a_reason(text: str, directive: SkipFormula) -> None:
    assert parse_directive(text, 1) == [directive]


@pytest.mark.parametrize(("name", "only_before"), [("names", False), ("where", True)])
def test_names_are_bound_for_a_section_or_for_one_formula(name: str, only_before: bool) -> None:
    bindings = (Binding(4, r"\hat y", "f(x)"), Binding(5, "g(t)", "t == 1"))
    text = f" {name}: \\hat y = f(x)\ng(t) = t == 1 "
    assert parse_directive(text, 4) == [NamesAre(bindings, only_before)]


def test_a_binding_has_the_line_that_it_stands_in() -> None:
    (directive,) = parse_directive("\n\nnames:\n\nx = 1; y = 2\n", 3)
    assert directive == NamesAre((Binding(7, "x", "1"), Binding(7, "y", "2")))


def test_what_is_no_binding_is_told_and_the_others_are_kept() -> None:
    directive, failure = parse_directive("names:\nx = 1 +\ny = 2", 3)
    assert directive == NamesAre((Binding(5, "y", "2"),))
    assert failure == Failure(4, "not Python: 'x = 1 +': invalid syntax")


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("= result.n_iter ", "result.n_iter"),
        ("=result.n_iter", "result.n_iter"),
        (' = f"{x:.1f}" ', 'f"{x:.1f}"'),
        ("= a == b", "a == b"),
        ('= "a; b"', '"a; b"'),
        ("= f(a=1)", "f(a=1)"),
    ],
)
def test_a_number_is_the_value_of_an_expression(text: str, expression: str) -> None:
    assert parse_directive(text, 1) == [NumberIs(expression)]


@pytest.mark.parametrize("text", ["=", "= ", "= x y", "= 1; 2", "= x = 1", "= import math"])
def test_a_number_is_no_other_python(text: str) -> None:
    shown = f"<!-- = {text[1:].strip()} -->"
    message = f"not Python: {shown}; expected <!-- = expression -->"
    assert parse_directive(f" {text} ", 3) == [Failure(3, message)]


def test_numbers_stand_in_lines_or_between_semicolons() -> None:
    text = "numbers: 0.30 = w.min(); 12 % = share\n-0.5 = x == 1\n\n1; ok = f(a=1)"
    directive, failure = parse_directive(text, 3)
    assert directive == NumbersAre(
        (
            ("0.30", "w.min()", 3),
            ("12 %", "share", 3),
            ("-0.5", "x == 1", 4),
            ("ok", "f(a=1)", 6),
        )
    )
    message = f"not a number and its expression: '1'; expected {NUMBERS}"
    assert failure == Failure(6, message)


@pytest.mark.parametrize("entry", ["0.30", "= x", "0.30 =", "0.30 = x y"])
def test_a_number_without_its_expression_is_told(entry: str) -> None:
    message = f"not a number and its expression: '{entry}'; expected {NUMBERS}"
    assert parse_directive(f"numbers: {entry}", 3) == [NumbersAre(()), Failure(3, message)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("continue", CONTINUES),
        ("Continues", CONTINUES),
        ("continues: x", CONTINUES),
        ("continues.", CONTINUES),
        ("continues the story", CONTINUES),
        ("contines", CONTINUES),
        ("skip", SKIP),
        ("skip next", SKIP),
        ("skip: next", SKIP),
        ('skip: next ""', SKIP),
        ('skip: next " "', SKIP),
        ("skip: next 'x'", SKIP),
        ('skip: "x"', SKIP),
        ("skip: start", SKIP),
        ('Skip: next "x"', SKIP),
        ('skp: next "x"', SKIP),
        ('skip: next "x" and more', SKIP),
        ("skip: formula", SKIP),
        ('skip: formulas "x"', SKIP),
        ("fold: next", FOLD),
        ("Fold", FOLD),
        ("folds", FOLD),
        ("unfold: x", UNFOLD),
        ("unfolds", UNFOLD),
        ("names", NAMES),
        ("name: x = 1", NAMES),
        ("Names: x = 1", NAMES),
        ("were: x = 1", WHERE),
        ("cited: Boyd", CITED),
        ('cite: "Boyd"', CITED),
        ("number: 0.3 = x", NUMBERS),
    ],
)
def test_what_is_nearly_a_directive_is_refused(text: str, expected: str) -> None:
    message = f"not a directive: <!-- {text} -->; expected {expected}"
    assert parse_directive(f" {text} ", 7) == [Failure(7, message)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("freeze: next", "freeze"),
        ("freeze", "freeze"),
        ("prettier-ignore", "prettier-ignore"),
        ("formula: x", "formula"),
        ("note", "note"),
        ("todo", "todo"),
    ],
)
def test_an_unknown_directive_is_refused_with_those_that_are_known(text: str, name: str) -> None:
    known = ", ".join((CONTINUES, SKIP, FOLD, UNFOLD, FORM, NAMES, WHERE, LABEL, CITED, NUMBERS))
    message = f"unknown directive {name!r}; known are {known}; begin a remark with 'note:'"
    assert parse_directive(text, 7) == [Failure(7, message)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "note: continues",
        "todo: skip this",
        "NOTE: loud",
        "note:",
        "a remark of several words",
        "TODO write this",
        "two words: and a colon",
        "[if IE]> x <![endif]",
        "markdownlint-disable MD013",
    ],
)
def test_remarks_are_not_directives(text: str) -> None:
    assert parse_directive(text, 1) == []


@given(st.text())
def test_every_comment_has_a_verdict(text: str) -> None:
    for verdict in parse_directive(text, 3):
        assert not isinstance(verdict, Failure) or verdict.line >= 3


@given(st.text("continues skp:", max_size=12))
def test_nothing_but_the_word_itself_continues(text: str) -> None:
    assert (parse_directive(text, 1) == [Continues()]) == (text.strip() == "continues")
