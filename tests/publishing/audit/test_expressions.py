"""Places in a formula: scripts, arguments, and the signs that join two terms."""

import pytest

from mathbook.publishing.audit.expressions import Expression


@pytest.mark.parametrize(
    ("latex", "scripts"),
    [
        ("x^2", [("x", "2")]),
        ("x_1^2", [("x", "1"), ("x", "2")]),
        ("x^{k+1}_i", [("x", "k+1"), ("x", "i")]),
        ("f''^2", [("f", "2")]),
        (r"\sum_{i=1}^n", [(r"\sum", "i=1"), (r"\sum", "n")]),
        (r"\sum\limits_{i}", [(r"\sum", "i")]),
        (r"\|v\|_2^2", [(r"\|", "2"), (r"\|", "2")]),
        (r"\underbrace{a}_b", [(r"\underbrace", "b")]),
        (r"{ab}_c", [("}", "c")]),
        (r"x_{i_1}", [("x", "i_1"), ("i", "1")]),
        (r"\hat{y}_i", [(r"\hat{y}", "i")]),
        ("^2", [("", "2")]),
        ("x^", [("x", "")]),
    ],
)
def test_a_script_knows_what_it_is_attached_to(latex: str, scripts: list[tuple[str, str]]) -> None:
    expression = Expression(latex)
    found = [(script.base, expression.source(script.content)) for script in expression.scripts]
    assert found == scripts


def test_the_innermost_script_counts() -> None:
    expression = Expression("x_{i_1 j}")
    bases = {expression.texts[i]: script.base for i, script in expression.script_of.items()}
    assert bases["1"] == "i"
    assert bases["j"] == bases["i"] == "x"


@pytest.mark.parametrize(
    ("latex", "property_"),
    [
        (r"\sum_i x", "bounds_sum"),
        (r"\int_0", "bounds_sum"),
        (r"\min_x f", "bounds_optimum"),
        (r"\operatorname*{arg\,min}_x f", "bounds_optimum"),
        (r"\|x\|_1", "names_norm"),
        (r"\left\|x\right\|_1", "names_norm"),
    ],
)
def test_scripts_of_sums_optima_and_norms_are_told_apart(latex: str, property_: str) -> None:
    (script,) = Expression(latex).scripts
    names = ("bounds_sum", "bounds_optimum", "names_norm")
    assert [name for name in names if getattr(script, name)] == [property_]


@pytest.mark.parametrize("latex", [r"\operatorname{prox}_f", r"\text{max}_f", r"\log_2"])
def test_what_resembles_a_minimum_is_none(latex: str) -> None:
    (script,) = Expression(latex).scripts
    assert not script.bounds_optimum


@pytest.mark.parametrize(
    "latex",
    [
        "a - b",
        "(a) - b",
        "|a| - b",
        r"|a||c| - b",
        r"\|a\| - b",
        r"\left| a \right| - b",
        "f(|x|) - b",
        "|f(a)| - b",
        "|a + c| - b",
        r"\left| a \left| c \right| - b \right|",
        r"a \right| - b",
        "P(x|y) - b",
        "[0, 1) - b",
        "x^2 - b",
        "x_{i} - b",
        r"\frac{1}{2} - b",
        "f' - b",
        r"\text{loss} - b",
        r"\begin{bmatrix} 1 \end{bmatrix} - b",
        r"a \, - b",
        r"\cdots - b",
    ],
)
def test_a_minus_after_a_term_joins_two(latex: str) -> None:
    expression = Expression(latex)
    assert expression.ends_term[expression.texts.index("-") - 1]


@pytest.mark.parametrize(
    "latex",
    [
        "(-b)",
        "= -b",
        "|-b|",
        r"\left|-b\right|",
        r"|a| \cdot |-b|",
        "f(|-b|)",
        "a, -b",
        r"\quad -b",
        r"\begin{bmatrix} -b",
        r"1 & -b",
        r"\\ -b",
        "x^{-b}",
        r"\sum_{i=1}^n -b",
        r"\min_x -b",
        r"\operatorname*{arg\,min}_{x} -b",
        r"\frac{1}{-b}",
        r"\sin -b",
    ],
)
def test_a_minus_before_a_term_is_its_sign(latex: str) -> None:
    expression = Expression(latex)
    assert not expression.ends_term[expression.texts.index("-") - 1]


@pytest.mark.parametrize(
    ("latex", "text", "replacement", "result"),
    [
        ("x_i", "i", "i+1", "x_{i+1}"),
        ("x_{i}", "i", "i+1", "x_{i+1}"),
        ("x_i", "i", r"\hat y", r"x_{\hat y}"),
        ("x_i", "i", r"\alpha", r"x_\alpha"),
        (r"\tfrac32", "3", "4", r"\tfrac42"),
        (r"\sqrt x", "x", r"\hat{y}", r"\sqrt {\hat{y}}"),
        (r"\sqrt{x}i", "i", "i+1", r"\sqrt{x}i+1"),
        (r"\hat{xy}i", "i", "i+1", r"\hat{xy}i+1"),
        (r"\frac12i", "i", "i+1", r"\frac12i+1"),
        (r"\overset12i", "i", "i+1", r"\overset12i+1"),
        (r"\partial\hat y", r"\hat y", "i+1", r"\partial i+1"),
        ("a=b", "=", r"\ne", r"a\ne b"),
        ("a=2", "=", r"\ne", r"a\ne2"),
        ("a=*", "=", r"\ne", r"a\ne *"),
        (r"\partial\hat y", r"\hat y", "y", r"\partial y"),
        (r"\cdot-x", "-", "", r"\cdot x"),
        (r"\cdot -x", "-", "", r"\cdot x"),
    ],
)
def test_a_change_leaves_commands_and_arguments_whole(
    latex: str, text: str, replacement: str, result: str
) -> None:
    expression = Expression(latex)
    index = expression.texts.index(text)
    assert expression.change(index, index, replacement, "symbol").apply(latex) == result


@pytest.mark.parametrize(
    ("latex", "balanced"), [("{x}", True), (r"\{x", True), ("{x", False), ("x}{", False)]
)
def test_braces_that_do_not_match_are_told(latex: str, balanced: bool) -> None:
    assert Expression(latex).balanced is balanced
