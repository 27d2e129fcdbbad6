"""Tokens: what is dropped, what gets one spelling, what TeX reads as one argument."""

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.tokens import Token, depth_change, tokenize


def texts(latex: str) -> list[str]:
    return [token.text for token in tokenize(latex)]


def kinds(latex: str) -> list[str]:
    return [token.kind for token in tokenize(latex)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\leq", r"\le"),
        (r"\geqslant", r"\ge"),
        (r"\neq", r"\ne"),
        (r"\dfrac{a}{b}", r"\frac{a}{b}"),
        (r"\widehat y", r"\hat y"),
        (r"\varepsilon", r"\epsilon"),
        (r"\boldsymbol\mu", r"\mathbf\mu"),
        (r"\implies", r"\Rightarrow"),
        (r"\iff", r"\Longleftrightarrow"),
        (r"f^\prime", "f^'"),
        (r"\Vert x \Vert", r"\|x\|"),
        (r"\lVert x \rVert", r"\left\|x\right\|"),
        (r"\left< x \right>", r"\langle x \rangle"),
        (r"A^\intercal", r"A^{\text{T}}"),
        (r"a \* b", "a * b"),
        (r"\dots", r"\ldots"),
        (r"\cdots", r"\dotsm"),
        (r"\operatorname*{arg\,min}", r"\argmin"),
        (r"\lbrace x \rbrace", r"\{x\}"),
    ],
)
def test_one_sign_has_one_spelling(one: str, other: str) -> None:
    assert texts(one) == texts(other)


@pytest.mark.parametrize(
    "latex",
    [
        r"a\,b", r"a\ b", r"a~b", "a\r\n\tb", "a\\\nb", r"\displaystyle a b", r"a \label{x} b",
        r"a \hspace*{1em} b", r"\bigl a \Bigr b", r"a \phantom{c} b", r"a \tag*{1} b",
    ],
)  # fmt: skip
def test_what_shapes_the_page_only_is_dropped(latex: str) -> None:
    assert texts(latex) == ["a", "b"]


@pytest.mark.parametrize(
    ("latex", "numbers"),
    [
        ("6{,}400", ["6{,}400"]),
        (r"1\,000.5", ["1\\,000.5"]),
        ("3.14", ["3.14"]),
        (".5", [".5"]),
        ("2.", ["2", "."]),
        ("6{,}40", ["6", ",", "40"]),
        ("x^{10}", ["x", "^", "10"]),
        ("x^10", ["x", "^", "1", "0"]),
        ("x_12", ["x", "_", "1", "2"]),
        (r"\frac12", [r"\frac", "1", "2"]),
        (r"\frac123", [r"\frac", "1", "2", "3"]),
        (r"\frac{12}34", [r"\frac", "{", "12", "}", "3", "4"]),
        (r"\frac{1}{2}34", [r"\frac", "1", "2", "34"]),
        (r"\tfrac1{23}4", [r"\frac", "1", "23", "4"]),
        (r"\binom52", [r"\binom", "5", "2"]),
        (r"\sqrt27", [r"\sqrt", "2", "7"]),
        (r"\sqrt[3]27", [r"\sqrt", "[", "3", "]", "2", "7"]),
        ("[3]27", ["[", "3", "]", "27"]),
    ],
)
def test_numbers_are_as_long_as_tex_reads_them(latex: str, numbers: list[str]) -> None:
    # A group of one token groups nothing, so that its braces are gone.
    assert [t for t in texts(latex) if t not in "{}"] == [t for t in numbers if t not in "{}"]


def test_a_period_without_digits_is_no_number() -> None:
    assert kinds("x^.5") == ["letter", "sign", "sign", "number"]


@pytest.mark.parametrize(
    ("latex", "kind", "text"),
    [
        (r"\text{for all }", "word", "for all"),
        (r"\mathrm{softmax}", "word", "softmax"),
        (r"\operatorname{max\_pool}", "word", "max_pool"),
        (r"\mathbf{diag}", "word", "diag"),
        (r"\text{a \{ b}", "word", r"a \{ b"),
        (r"\mathrm{d}", "letter", "d"),
        (r"\begin{cases}", "begin", "cases"),
        (r"\begin{align*}", "begin", "align"),
        (r"\end{cases}", "end", "cases"),
        (r"\qquad", "quad", r"\quad"),
        (r"\\", "row", r"\\"),
        (r"\\[2pt]", "row", r"\\"),
        (r"\\*", "row", r"\\"),
        (r"\vdots", "dots", r"\dots"),
        (r"\alpha", "command", r"\alpha"),
    ],
)
def test_kinds_of_tokens(latex: str, kind: str, text: str) -> None:
    (token,) = tokenize(latex)
    assert (token.kind, token.text) == (kind, text)


def test_an_empty_word_is_no_token() -> None:
    assert texts(r"\text{ } x \mbox{}") == ["x"]


def test_upright_t_is_the_transpose_only_as_a_superscript() -> None:
    assert texts(r"A^{\mathrm T}") == ["A", "^", r"\top"]
    assert texts(r"A_{\mathrm T}") == ["A", "_", "T"]
    assert texts(r"\frac{\mathrm T}{2}") == [r"\frac", "T", "2"]


@pytest.mark.parametrize(
    ("latex", "cells"),
    [
        (r"\begin{array}{cc} 1 & 2", ["array", "1", "&", "2"]),
        (r"\begin{array}[t]{c|c} 1", ["array", "1"]),
        (r"\begin{alignat}{2} 1", ["alignat", "1"]),
        (r"\begin{aligned}[t] 1", ["aligned", "1"]),
        (r"\begin{bmatrix*}[r] 1", ["bmatrix", "1"]),
        (r"\begin{bmatrix}{1} & 2", ["bmatrix", "1", "&", "2"]),
        (r"\begin{bmatrix}[1] & 2", ["bmatrix", "[", "1", "]", "&", "2"]),
    ],
)
def test_what_follows_begin_is_dropped_only_where_it_is_no_cell(
    latex: str, cells: list[str]
) -> None:
    assert texts(latex) == cells


def test_delimiters_say_their_side() -> None:
    sides = [(token.text, token.side) for token in tokenize(r"\left| x \right| \bigl( |")]
    assert sides == [("|", "left"), ("x", ""), ("|", "right"), ("(", "left"), ("|", "")]


def test_the_empty_delimiter_is_no_full_stop() -> None:
    assert texts(r"\left. x \right|") == [r"\left.", "x", "|"]
    assert texts(r"\left( x \right.") == ["(", "x", r"\right."]


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"x = \frac{1}{2}", r"\frac{1}{2}"),
        (r"x = {y}", "{y}"),
        (r"x = \left( y \right)", r"\left( y \right)"),
        (r"x = \mathbf{y}", r"\mathbf{y}"),
    ],
)
def test_a_token_spans_its_braces_and_its_left(latex: str, printed: str) -> None:
    tokens = tokenize(latex)[2:]
    assert latex[tokens[0].start : tokens[-1].end] == printed


@pytest.mark.parametrize(
    ("latex", "pointed"),
    [
        ("a + β", "β"),
        ("a + й", "й"),
        ("a + ²", "²"),
        ("a = ٣", "٣"),  # a digit, but none of LaTeX's
        ("a − b", "− b"),  # a typographic minus
        ('a "b"', '"b"'),
        ("a % b", "% b"),
        ("a \\", "\\"),
        (r"a \text", r"\text"),
        (r"a \text{b", "{b"),
        (r"a \begin x", r"\begin x"),
        (r"a \label", r"\label"),
    ],
)
def test_what_has_no_meaning_is_an_error_that_points_at_it(latex: str, pointed: str) -> None:
    with pytest.raises(FormulaError) as caught:
        tokenize(latex)
    assert caught.value.position == latex.index(pointed)


@pytest.mark.parametrize("opening", ["{", "(", "[", r"\{", r"\begin{cases}", r"\langle ", "x^{"])
def test_deep_nesting_is_an_error_of_the_formula(opening: str) -> None:
    with pytest.raises(FormulaError, match="nested more than 40 deep"):
        tokenize(opening * 10_000)


def test_nesting_as_deep_as_anyone_reads_is_none() -> None:
    assert texts("(" * 40 + "x" + ")" * 40 + "(y)")[-3:] == ["(", "y", ")"]


def test_ten_primes_are_too_many() -> None:
    assert texts("f" + "'" * 9)
    with pytest.raises(FormulaError, match="more than 9 primes"):
        tokenize("f" + "'" * 10)


def test_brackets_and_environments_change_the_depth() -> None:
    changes = [depth_change(token) for token in tokenize(r"\begin{cases} ( x ] \end{cases}")]
    assert changes == [1, 1, 0, -1, -1]
    assert depth_change(Token("sign", "|", 0, 1)) == 0
