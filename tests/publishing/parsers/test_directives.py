"""Comments that are directives, comments that are not, and those that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.directives import Continues, Skip, parse_directive

CONTINUES = "<!-- continues -->"
SKIP = '<!-- skip: next "reason" -->'


@pytest.mark.parametrize("text", [" continues ", "continues", "- continues -", "\ncontinues\n"])
def test_continues_is_a_directive(text: str) -> None:
    assert parse_directive(text, 1) == Continues()


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
    assert parse_directive(text, 1) == Skip(reason)


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
    ],
)
def test_what_is_nearly_a_directive_is_refused(text: str, expected: str) -> None:
    assert parse_directive(f" {text} ", 7) == Failure(
        7, f"not a directive: <!-- {text} -->; expected {expected}"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("freeze: next", "freeze"),
        ("freeze", "freeze"),
        ("numbers: 0.30 = w.min()", "numbers"),
        ("prettier-ignore", "prettier-ignore"),
        ("notes: x", "notes"),
        ("note", "note"),
        ("todo", "todo"),
    ],
)
def test_an_unknown_directive_is_refused_with_those_that_are_known(text: str, name: str) -> None:
    assert parse_directive(text, 7) == Failure(
        7,
        f"unknown directive {name!r}; known are {CONTINUES}, {SKIP}; begin a remark with 'note:'",
    )


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
    assert parse_directive(text, 1) is None


@pytest.mark.parametrize("text", ["= result.n_iter", "=result.n_iter"])
def test_the_binding_of_a_number_is_not_taken_for_a_remark(text: str) -> None:
    assert parse_directive(text, 1) is not None


@given(st.text())
def test_every_comment_has_a_verdict(text: str) -> None:
    verdict = parse_directive(text, 3)
    assert verdict is None or isinstance(verdict, (Continues, Skip)) or verdict.line == 3


@given(st.text("continues skp:", max_size=12))
def test_nothing_but_the_word_itself_continues(text: str) -> None:
    assert (parse_directive(text, 1) == Continues()) == (text.strip() == "continues")
