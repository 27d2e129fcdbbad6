"""All the changes of a formula: exact for small ones, and what holds for every one."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from math_core import LatexError

from mathbook.publishing.audit.formula_mutations import formula_mutations
from mathbook.publishing.mathml import mathml
from mathbook.publishing.parsers.markdown import parse_chapter

DOCS = Path(__file__).parents[3] / "docs"
PAGES = [parse_chapter(path) for path in sorted(DOCS.rglob("*.md"))]
FORMULAS = [
    *dict.fromkeys(formula.latex for page in PAGES for formula in page.formulas),
    r"\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V",
    r"x^{k+1} = \arg\min_x (f(x) + \frac{\rho}{2}\|Ax + Bz^k - c + u^k\|_2^2)",
    r"\max_\alpha \sum_i \alpha_i - \frac{1}{2} \sum_{i,j} \alpha_i \alpha_j y_i y_j K(x_i, x_j)",
    r"\frac{\partial L}{\partial \hat{y}} = 2(\hat{y} - y) = 2(3 - 4) = -2 \tag{2.1}",
    r"\begin{cases} x & x > 0 \\[2pt] 0 & \text{otherwise, 2 - 1} \end{cases}",
    r"\begin{array}{c|c} x & 1 \end{array} \quad \text{s.t.} \quad \hspace{1em} g_i(x) \le 0",
]


def changes(latex: str) -> list[tuple[str, str]]:
    return [(mutation.kind, mutation.apply(latex)) for mutation in formula_mutations(latex)]


def test_the_changes_of_a_gradient() -> None:
    assert changes(r"\frac{\partial f}{\partial x} = 2x + y") == [
        ("operator", r"\frac{\partial x}{\partial f} = 2x + y"),
        ("variable", r"\frac{\partial x}{\partial x} = 2x + y"),
        ("variable", r"\frac{\partial f}{\partial y} = 2x + y"),
        ("relation", r"\frac{\partial f}{\partial x} \ne 2x + y"),
        ("digit", r"\frac{\partial f}{\partial x} = 3x + y"),
        ("symbol", r"\frac{\partial f}{\partial x} = 2y + y"),
        ("sign", r"\frac{\partial f}{\partial x} = 2x - y"),
        ("symbol", r"\frac{\partial f}{\partial x} = 2x + f"),
    ]


def test_the_changes_of_a_jacobian_entry() -> None:
    assert changes(r"J_{ij} = \partial_j f_i") == [
        ("symbol", r"f_{ij} = \partial_j f_i"),
        ("subscript", r"J = \partial_j f_i"),
        ("index", r"J_{jj} = \partial_j f_i"),
        ("index", r"J_{ji} = \partial_j f_i"),
        ("index", r"J_{ii} = \partial_j f_i"),
        ("relation", r"J_{ij} \ne \partial_j f_i"),
        ("subscript", r"J_{ij} = \partial f_i"),
        ("index", r"J_{ij} = \partial_{j+1} f_i"),
        ("index", r"J_{ij} = \partial_i f_i"),
        ("symbol", r"J_{ij} = \partial_j J_i"),
        ("subscript", r"J_{ij} = \partial_j f"),
        ("index", r"J_{ij} = \partial_j f_{i+1}"),
        ("index", r"J_{ij} = \partial_j f_j"),
    ]


def test_the_changes_of_a_norm() -> None:
    assert changes(r"\|v\|_2^2 \approx 0.9") == [
        ("subscript", r"\|v\|_1^2 \approx 0.9"),
        ("superscript", r"\|v\|_2^3 \approx 0.9"),
        ("digit", r"\|v\|_2^2 \approx 1.9"),
        ("digit", r"\|v\|_2^2 \approx 0.8"),
    ]


def test_the_changes_of_a_sum() -> None:
    assert changes(r"\sum_{i=1}^{9} x_i") == [
        ("function", r"\prod_{i=1}^{9} x_i"),
        ("index", r"\sum_{i=2}^{9} x_i"),
        ("index", r"\sum_{i=1}^{8} x_i"),
        ("subscript", r"\sum_{i=1}^{9} x"),
        ("index", r"\sum_{i=1}^{9} x_{i+1}"),
    ]


def test_every_digit_of_a_number_is_changed_once() -> None:
    assert changes("2055.2511") == [
        ("digit", text)
        for text in (
            *("3055.2511", "2155.2511", "2065.2511", "2056.2511"),
            *("2055.3511", "2055.2611", "2055.2521", "2055.2512"),
        )
    ]


def test_where_two_changes_meet_the_more_telling_one_is_named() -> None:
    assert ("accent", "y - y") in changes(r"\hat{y} - y")


def test_braces_that_do_not_match_have_no_changes() -> None:
    assert formula_mutations("{x + 1") == []


def literals(latex: str) -> list[str]:
    """What no change may touch; a fraction upside down changes its order only."""
    return sorted(re.findall(r"\\(?:text|tag|begin|end|hspace)\{[^}]*\}(?:\{c\|c\})?", latex))


def test_the_page_has_formulas() -> None:
    assert len(FORMULAS) > 50


@pytest.mark.parametrize("latex", FORMULAS)
def test_each_change_is_another_formula_that_can_be_shown(latex: str) -> None:
    texts = [mutation.apply(latex) for mutation in formula_mutations(latex)]
    assert len({*texts, latex}) == len(texts) + 1
    shown = mathml(latex.replace(r"\tag{2.1}", ""), display=True)
    # A script of words may go as a whole: d_{\text{model}} becomes d.
    scripts = list(re.finditer(r"[_^]\{\\text\{[^}]*\}\}", latex))
    without = [latex[: script.start()] + latex[script.end() :] for script in scripts]
    kept = [literals(part) for part in (latex, *without)]
    for text in texts:
        assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")
        assert literals(text) in kept
        assert mathml(text.replace(r"\tag{2.1}", ""), display=True) != shown


@pytest.mark.parametrize("latex", FORMULAS)
def test_no_change_merely_weakens_a_statement(latex: str) -> None:
    weaker = {"=": r"\\(approx|sim|le|ge)", "<": r"\\(le|ne)", ">": r"\\(ge|ne)"}
    for mutation in formula_mutations(latex):
        removed = latex[mutation.start : mutation.end]
        assert not re.match(weaker.get(removed, "never"), mutation.replacement)
        assert r"\approx" in removed or r"\approx" not in mutation.replacement


@pytest.mark.parametrize("latex", FORMULAS)
def test_offsets_and_kinds_are_told(latex: str) -> None:
    kinds = {
        *("digit", "sign", "operator", "relation", "function", "index", "symbol", "variable"),
        *("superscript", "subscript", "transpose", "prime", "accent"),
    }
    for mutation in formula_mutations(latex):
        assert 0 <= mutation.start <= mutation.end <= len(latex)
        assert mutation.kind in kinds
        assert "  ->  " in mutation.describe(latex)


SYMBOLS = st.sampled_from(
    ["x", "T", "d", r"\alpha ", r"\hat y", r"\bar\beta ", r"\mathbf{x}", "12"]
)
SCRIPTS = st.sampled_from(["", "_i", "_{ij}", "^2", "^T", "^{-1}", "_1^{k+1}", "'", "^*", "^-"])
FRAMES = st.sampled_from(
    [
        *(r"\frac{<>}{<>}", r"\tfrac x\alpha <>", r"\sqrt{<>}", r"\sqrt2<>", r"\overline{<>}_j"),
        *(r"\left(<>\right)^2", r"|<>|", r"\|<>\|_2", r"\sum_{i=1}^n <>", r"\min_x-<>"),
        *(r"\frac{\partial <>}{\partial x}", r"\nabla_x<>", r"\log<>", r"\text{a - 1}<>"),
        *(r"<> & <>", r"<> \\[2pt] <>", "<>=<>", r"<>\le <>", "<> - <>", "-<>", "<>/<>"),
        *(r"<>\cdot<>", r"<>\times <>", "<>*<>", r"\operatorname{prox}_{<>}", r"<>\quad<>"),
    ]
)


@st.composite
def formulas(draw: st.DrawFn) -> str:
    latex = "<>"
    for _ in range(draw(st.integers(0, 4))):
        latex = latex.replace("<>", draw(FRAMES), 1)
    while "<>" in latex:
        latex = latex.replace("<>", draw(SYMBOLS) + draw(SCRIPTS), 1)
    return rf"\begin{{matrix}} {latex} \end{{matrix}}"


@given(formulas())
def test_a_formula_that_can_be_shown_can_be_shown_with_each_change(latex: str) -> None:
    try:
        mathml(latex, display=True)
    except LatexError:
        assume(False)
    for mutation in formula_mutations(latex):
        mathml(mutation.apply(latex), display=True)


@given(st.text(r"\{}[]()|^_'+-=<&%*/ xiT2αtextfracsqrthat", max_size=25))
def test_any_text_has_changes_within_its_braces(latex: str) -> None:
    for mutation in formula_mutations(latex):
        text = mutation.apply(latex)
        assert text != latex
        assert mutation.start <= mutation.end <= len(latex)
