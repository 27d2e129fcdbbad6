"""Sums, products, slashes: what binds how tightly, and how deep it may go."""

from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from tests.publishing.formulas.grammar.forms import pointed, reading, refusal

NAMES: dict[str, Any] = {
    "a": 1.5,
    "b": 2.5,
    "c": 3.5,
    "x": 0.5,
    "n": 2,
    "f": np.sin,
    "A": np.eye(2),
}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("a + b c", "(+a +(b c))"),
        ("-x^2", "(-x^2)"),
        ("a - b - c", "(+a -b -c)"),
        ("a - (b - c)", "(+a -(+b -c))"),
        ("-a + b", "(-a +b)"),
        ("2a", "(2 a)"),
        ("abc", "((a b) c)"),
        ("a(b+c)", "(a (+b +c))"),
        ("(a+b)(b+c)", "((+a +b) (+b +c))"),
        (r"a \cdot b c", r"((a \cdot b) c)"),
        (r"a \times -b", r"(a \times (-b))"),
        (r"a \odot b \odot c", r"((a \odot b) \odot c)"),
        (r"2^a b", "(2^a b)"),
        (r"a^{b^c}", "a^b^c"),
        ("5\\%", "(5 / 100)"),
        (r"6{,}400 a", "(6{,}400 a)"),
        (r"a \pm b", "(+a +PlusMinus(1, b))"),
        (r"\mp b", "(+PlusMinus(-1, b))"),
        (r"a - \pm b", "(+a -PlusMinus(1, b))"),
        (r"a \quad + b", "(+a +b)"),
        ("a, b", "a, b"),
    ],
)
def test_precedence(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("a/b", "(a / b)"),
        ("a/b/c", "((a / b) / c)"),
        ("1/2 a", "((1 / 2) a)"),  # a number in front is one fraction
        ("a/b c", "Over(a, b, c)"),  # printed for both (a/b) c and a/(b c)
        ("a/b c x", "Over(a, b, (c x))"),
        ("a/(b c)", "(a / (b c))"),
        (r"1/n \sum_i x_i", r"((1 / n) Reduce(sum, [i], x[?i]))"),
        (r"a/b \cdot c", r"((a / b) \cdot c)"),
        ("a b/c", "((a b) / c)"),
        ("a/b^2", "(a / b^2)"),
    ],
)
def test_a_slash_in_a_line(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"a + \dots + b", r"(+a +?\dots +b)"),
        (r"a \cdot \ldots \cdot b", r"((a \cdot ?\dots) \cdot b)"),
        (r"a \cdot \cdots b", r"((a \cdot ?\dots) \cdot b)"),
        (r"(a, \dots, b)", r"(a, ?\dots, b)"),
        (r"a x \cdots b", r"(((a x) ?\dots) b)"),
        (r"\max\{a, \ldots, b\}", r"max{a, ?\dots, b}"),
    ],
)
def test_dots_stand_for_what_is_between(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("|a| |b|", "(Abs(a) Abs(b))"),
        ("|a b| c", "(Abs((a b)) c)"),
        ("|a - |b||", "Abs((+a -Abs(b)))"),
        (r"\left| a \left| b \right| c \right|", "Abs(((a Abs(b)) c))"),
        (r"2 |a|", "(2 Abs(a))"),
        (r"a |b|^2", "(a Abs(b)^2)"),
        (r"|(|a| + b)|", "Abs((+Abs(a) +b))"),
    ],
)
def test_bars_open_and_close(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        ("a = b +", "the formula ends where an expression belongs", ""),
        (r"a = b \cdot", "the formula ends where an expression belongs", ""),
        ("a = b /", "the formula ends where an expression belongs", ""),
        ("a = + + b", "+ is not understood here", "+ b"),
        ("a = * b", "* is not understood here", "* b"),
        (r"a = b \foo", r"found '\foo', which does not belong here", r"\foo"),
        (r"a = \foo b", r"\foo is not understood here", r"\foo b"),
        (r"a = b \mid c", r"found '\mid', which does not belong here", r"\mid c"),
        ("a = b)", "found ')', which does not belong here", ")"),
        ("a = (b", "found the end; expected ')'", ""),
        ("a = |b", "found the end; expected '|'", ""),
        ("a = {b", "'{' is never closed", "{b"),
        ("a = b}", "found '}', which does not belong here", "}"),
        ("a = x^{}{}", "found an empty group; expected an expression", ""),
        (r"a = \begin{foo} b \end{foo}", r"\begin{foo} is not understood here", None),
        (r"a = \end{cases}", r"\end{cases} is not understood here", r"\end{cases}"),
        (r"a = b \& c", r"found '\&', which does not belong here", r"\& c"),
    ],
)
def test_what_is_not_understood_is_named_and_pointed_at(
    latex: str, message: str, place: str | None
) -> None:
    assert str(refusal(latex, NAMES)) == message
    assert pointed(latex, NAMES) == (latex[4:] if place is None else place)


@pytest.mark.parametrize(
    "latex",
    [
        "(" * 700 + "x" + ")" * 700,
        "{" * 700 + "x" + "}" * 700,
        "(" * 700,
        r"\frac{1}{" * 700 + "x" + "}" * 700,
        r"\exp" * 700 + " x",
        r"\sum_i" * 700 + " x",
        r"\max_i" * 700 + " x",
        r"\nabla" * 700 + " f",
        r"\frac{d}{dx}" * 700 + " x",
        r"\left." * 700,
        "|" * 700,
        "f(" * 700 + "x" + ")" * 700,
    ],
    ids=lambda latex: latex[:12],
)
def test_deep_nesting_is_an_error_of_the_formula(latex: str) -> None:
    assert "nested more than 40 deep" in str(refusal(f"a = {latex}", NAMES))


@pytest.mark.parametrize(
    "latex",
    [
        "x" * 9_000,
        "/".join("x" * 4_500),
        r" \cdot ".join("x" * 1_200),
        "x" + "!" * 9_000,
        r"\log " + "x" * 9_000,
        r"\sum_i " + "x" * 9_000,
        r"\max_i " + "x" * 9_000,
        r"f \circ " * 1_200 + "f",
    ],
    ids=lambda latex: latex[:12],
)
def test_a_product_without_end_is_an_error_of_the_formula(latex: str) -> None:
    assert "this expression is too long" in str(refusal(f"a = {latex}", NAMES))


def test_a_formula_that_nobody_reads_is_not_read() -> None:
    assert str(refusal("(" * 10_000 + "x" + ")" * 10_000, NAMES)) == (
        "20,001 characters; expected at most 10,000"
    )


def test_a_long_sum_is_none() -> None:
    assert reading("+".join("x" * 5000), NAMES).count("+x") == 5000


@pytest.mark.parametrize(
    "latex",
    [
        r"\min_x " * 38 + "x",
        r"\max_{" * 38 + "i" + "} x" * 38,
        r"\max_{" * 38 + "x" + r" \in A} x" * 38,
        r"\delta_{i" * 38 + "}" * 38,
        "J_{" * 38 + "f" + "}" * 38,
        r"\nabla(" * 38 + "x" + ")^2" * 38,
        r"\nabla f(" * 38 + "x" + ")^2" * 38,
        r"\frac{\partial f}{\partial " * 38 + "x" + "^9}" * 38,
    ],
    ids=lambda latex: latex[:12],
)
def test_what_is_read_several_times_does_not_take_twice_as_long_at_each_level(latex: str) -> None:
    # Without care each would take 2^38 steps: what matters is that this ends.
    with suppress(FormulaError):
        reading(latex, NAMES)


@pytest.mark.parametrize("latex", [r"a x \ldots b", r"a \cdots", r"a \cdots + b"])
def test_dots_of_a_list_are_none_of_a_product(latex: str) -> None:
    with pytest.raises(FormulaError, match="does not belong here"):
        reading(latex, NAMES)
