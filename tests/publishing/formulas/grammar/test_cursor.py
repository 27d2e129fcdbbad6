"""Steps among tokens."""

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.cursor import Cursor
from mathbook.publishing.formulas.grammar.tokens import tokenize


def at(latex: str) -> Cursor:
    return Cursor(tokenize(latex))


def test_the_next_token_and_those_after_it() -> None:
    cursor = at(r"\left( x")
    assert (cursor.text, cursor.kind, cursor.side, cursor.position) == ("(", "sign", "left", 0)
    assert [cursor.peek(), cursor.peek(2)] == ["x", ""]


def test_the_end_is_nothing_and_lies_behind_the_last_token() -> None:
    cursor = at("xy")
    cursor.index = 2
    assert (cursor.text, cursor.kind, cursor.side, cursor.position) == ("", "", "", 2)
    assert at("").position == 0


def test_an_environment_is_not_the_word_of_its_name() -> None:
    assert at(r"\begin{cases}").key == r"\begin{cases}"
    assert at(r"\end{cases}").key == r"\end{cases}"
    assert at(r"\text{cases}").key == "cases"


def test_only_what_is_accepted_is_stepped_over() -> None:
    cursor = at("+ - x")
    assert cursor.accept("+", "-")
    assert cursor.accept("+", "-")
    assert not cursor.accept("+", "-")
    assert cursor.text == "x"
    cursor.index = 3
    assert not cursor.accept("")


def test_signs_are_counted() -> None:
    cursor = at("''' x")
    assert (cursor.count("'"), cursor.count("'"), cursor.text) == (3, 0, "x")


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"\mid x", r"found '\\mid'; expected '\)'"),  # no doubled backslash
        (r"\end{cases}", r"found '\\end\{cases\}'; expected '\)'"),
        ("", r"found the end; expected '\)'"),
    ],
)
def test_what_is_not_expected_is_named(latex: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message) as caught:
        at(latex).expect(")")
    assert caught.value.position == 0


def test_wide_space_at_the_end_is_nothing_left() -> None:
    at(r"\quad \qquad").finish()
    with pytest.raises(FormulaError, match="found 'x', which does not belong here") as caught:
        at(r"\quad x").finish()
    assert caught.value.position == 6


def test_an_argument_is_stepped_over_with_its_braces() -> None:
    cursor = at("{a b} c")
    assert [token.text for token in cursor.argument()] == ["a", "b"]
    assert cursor.text == "c"
