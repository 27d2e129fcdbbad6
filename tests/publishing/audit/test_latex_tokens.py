"""LaTeX to tokens: which are symbols, and which say nothing to a formula."""

import pytest

from mathbook.publishing.audit.latex_tokens import Kind, lex


def kinds(latex: str, kind: Kind) -> list[str]:
    return [token.text for token in lex(latex) if token.kind is kind]


@pytest.mark.parametrize(
    ("latex", "texts"),
    [
        (r"2x + y", ["2", "x", "+", "y"]),
        (r"QK^T", ["Q", "K", "^", "T"]),
        (r"\tfrac32 \|v\|^2", [r"\tfrac", "3", "2", r"\|", "v", r"\|", "^", "2"]),
        (r"6{,}400", ["6", "{", ",", "}", "4", "0", "0"]),
        (r"f'(3) = -1/9", ["f", "'", "(", "3", ")", "=", "-", "1", "/", "9"]),
        (r"\alpha x\beta", [r"\alpha", "x", r"\beta"]),
        (r"\lambda_{\max}", [r"\lambda", "_", "{", r"\max", "}"]),
        (r"\left( x \right]", [r"\left", "(", "x", r"\right", "]"]),
        (r"\{x\}", [r"\{", "x", r"\}"]),
        ("x % y\n+ z", ["x", "+", "z"]),
        (r"50\%", ["5", "0", r"\%"]),
        (r"x \,\; y\!~z", ["x", "y", "z"]),
        (r"\kern 1em x \mskip3mu y", ["x", "y"]),
        ("\\", ["\\"]),
    ],
)
def test_tokens_are_what_latex_reads(latex: str, texts: list[str]) -> None:
    tokens = lex(latex)
    assert [token.text for token in tokens] == texts
    assert [latex[token.start : token.end] for token in tokens] == texts


@pytest.mark.parametrize(
    "symbol",
    [r"\hat y", r"\hat{y}", r"\mathbf x", r"\mathcal{L}", r"\widehat{\mathbf{x}}", r"\bar{ x }"],
)
def test_a_letter_with_font_and_accent_is_one_symbol(symbol: str) -> None:
    assert kinds(f"2{symbol} + 1", Kind.LETTER) == [symbol]


@pytest.mark.parametrize(
    ("latex", "kind", "texts"),
    [
        (r"\alpha + a + α + \hat\theta + \hat{x}", Kind.GREEK, [r"\alpha", "α", r"\hat\theta"]),
        (r"f: \mathbb{R}^n \to \mathbb R", Kind.SET, [r"\mathbb{R}", r"\mathbb R"]),
        (r"\eta \ell \etaxyz", Kind.GREEK, [r"\eta"]),
        (r"\overline{AB} \hat{x_i}", Kind.LETTER, ["A", "B", "x", "i"]),
    ],
)
def test_symbols_are_told_apart(latex: str, kind: Kind, texts: list[str]) -> None:
    assert kinds(latex, kind) == texts


@pytest.mark.parametrize(
    "literal",
    [
        r"\text{if 2 - {x} holds}",
        r"\operatorname{prox}",
        r"\operatorname*{arg\,min}",
        r"\mathrm{d}",
        r"\tag{3.2.4}",
        r"\label{eq:1}",
        r"\text{a \} b}",
        r"\color{red}",
        r"\hspace{1em}",
        r"\phantom{x + 1}",
        r"\rule{1pt}{2pt}",
        r"\newcommand{\mine}[1]{2 #1}",
        r"\text x",
        r"\end{array}",
    ],
)
def test_what_holds_no_formula_is_one_token(literal: str) -> None:
    assert kinds(f"a {literal} + b", Kind.TEXT) == [literal]
    assert kinds(f"a {literal} + b", Kind.LETTER) == ["a", "b"]


@pytest.mark.parametrize(
    "mark",
    [
        r"\\",
        r"\\[2pt]",
        r"\\*",
        "&",
        r"\quad",
        r"\begin{bmatrix}",
        r"\begin{array}{c|c}",
        r"\begin{array}[t]{c1}",
        r"\begin{subarray}{l}",
    ],
)
def test_cells_and_rows_begin_anew(mark: str) -> None:
    assert kinds(f"a {mark} 1", Kind.BREAK) == [mark]


def test_a_row_may_begin_with_an_interval() -> None:
    assert kinds(r"a \\ [1, 2]", Kind.DIGIT) == ["1", "2"]


@pytest.mark.parametrize(
    "latex", [r"{\text}", r"\text", r"\text{a", r"\begin{array}", r"{\hspace}"]
)
def test_a_missing_argument_takes_no_closing_brace(latex: str) -> None:
    tokens = lex(latex)
    assert tokens[-1].end == len(latex)
    assert [token.text for token in tokens].count("}") == latex.startswith("{")
