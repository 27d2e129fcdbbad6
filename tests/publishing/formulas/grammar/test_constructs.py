"""Functions, roots, indicators, and what is refused by name."""

from typing import Any

import numpy as np
import pytest

from tests.publishing.formulas.checks import fails, holds
from tests.publishing.formulas.grammar.forms import pointed, reading, refusal

NAMES: dict[str, Any] = {"x": 2.0, "y": 3.0, "A": np.eye(2), "n": 2, "f": np.sin}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\log x", "log{x}"),
        (r"\ln x", "log{x}"),
        (r"\log x y", "log{(x y)}"),
        (r"\log x + y", "(+log{x} +y)"),
        (r"\log x \cdot y", r"(log{x} \cdot y)"),
        (r"\sin 2 x \cos y", "(sin{(2 x)} cos{y})"),
        (r"\log x \sum_i y", "(log{x} Reduce(sum, [i], y))"),
        (r"\log(x) y", "(log{x} y)"),
        (r"\exp\{x\}", "exp{x}"),
        (r"\exp[x + y]", "exp{(+x +y)}"),
        (r"\sin^2 x", "sin{x}^2"),
        (r"\sin x^2", "sin{x^2}"),
        (r"\exp(x)^2", "exp{x}^2"),
        (r"\log_2 x", "logbase{2, x}"),
        (r"\log_2^3 x", "logbase{2, x}^3"),
        (r"\log^3_2 x", "logbase{2, x}^3"),
        (r"\log_{10}(x)", "logbase{10, x}"),
        (r"\sin^{-1} x", "arcsin{x}"),
        (r"\tan^{-1}(x)", "arctan{x}"),
        (r"\tanh'(x)", "Prime(Builtin(tanh), 1)(x)"),
        (r"\tanh' x", "Prime(Builtin(tanh), 1)(x)"),
        (r"\tanh'' x y", "Prime(Builtin(tanh), 2)((x y))"),
        (r"\operatorname{tr} A A", "trace{(A A)}"),
        (r"\operatorname{tr}(A) x", "(trace{A} x)"),
        (r"\det A^{-1}", "det{A^(-1)}"),
        (r"\text{softmax}(x)_i", "softmax{x}[?i]"),
        (r"\operatorname{clip}(x, 0, 1)", "clip{x, 0, 1}"),
        (r"\mathrm{ReLU}(x)", "relu{x}"),
    ],
)
def test_functions_with_and_without_parentheses(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


def test_a_bound_function_goes_before_one_that_mathematics_names() -> None:
    assert reading(r"\text{softmax}(x)", {**NAMES, "softmax": np.sin}) == "softmax(x)"


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\sqrt x", "sqrt{x}"),
        (r"\sqrt{x + y}", "sqrt{(+x +y)}"),
        (r"\sqrt2x", "(sqrt{2} x)"),
        (r"\sqrt[3]{x}", "root{x, 3}"),
        (r"\sqrt[n]27", "(root{2, n} 7)"),
        (r"\binom{n}{2}", "binomial{n, 2}"),
        (r"\binom52", "binomial{5, 2}"),
        (r"\underbrace{x y}_{\text{a remark}} + 1", "(+(x y) +1)"),
        (r"\overbrace{x}^{n}", "x"),
        (r"\underbrace{x}^2", "x^2"),
        (r"\boxed{x}^2", "x^2"),
        (r"\boxed{x}_i", "x[?i]"),
        (r"\infty", r"\infty"),
        (r"-\infty", r"(-\infty)"),
    ],
)
def test_roots_and_remarks(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\mathbf{1}", "ones{}"),
        (r"\mathbf 1_n", "ones{n}"),
        (r"\mathbf 1^\top x", "(ones{}.T x)"),
        (r"\mathbf{0}", "0"),
        (r"\mathbf{0}_n", "0"),
        (r"\mathbf{x}", "x"),
        (r"\mathbb{1}[x > 0]", "indicator{x > 0}"),
        (r"\mathbb 1(f(x) > 0)", "indicator{f(x) > 0}"),
        (r"\mathbb{1}\{x = y\} y", "(indicator{x = y} y)"),
        (r"\mathbb{1}_{x > 0}", "indicator{x > 0}"),
        (r"\mathbf 1_{\{x > 0\}}", "indicator{x > 0}"),
        (r"\mathbb I(x > 0)", "indicator{x > 0}"),
        (r"\mathbb 1(0 < x < y)", "indicator{{0 < x, x < y}}"),
        (r"\mathbf 1(x)", "(ones{} x)"),
    ],
)
def test_ones_zeros_and_indicators(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\left. x^2 \right|_{x = 3}", "At(x^2, [x = 3])"),
        (r"\left. x y \right|_{x = 3, y = 1}", "At((x y), [x = 3, y = 1])"),
        (r"\left. |x| \right|_{x = 3}", "At(Abs(x), [x = 3])"),
    ],
)
def test_values_put_in_behind_a_bar(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        (r"1 = \int x", r"\int is not understood: integrals are not checked", r"\int x"),
        (r"1 = \iint x", r"\iint is not understood: integrals are not checked", r"\iint x"),
        (r"1 = \Pr(x)", r"\Pr is not understood: probabilities are not checked", r"\Pr(x)"),
        (
            r"1 = \mathbb{E}[x]",
            r"\mathbb{E} is not understood: expectations are not checked",
            r"\mathbb{E}[x]",
        ),
        (
            r"1 = \mathbb P(x)",
            r"\mathbb{P} is not understood: probabilities are not checked",
            r"\mathbb P(x)",
        ),
        (r"1 = \mathbb{R}^n", r"\mathbb{R} is not understood: sets are not checked", None),
        (
            r"1 = \mid x",
            r"\mid is not understood: conditional probabilities are not checked",
            r"\mid x",
        ),
        (r"1 = \sin_2 x", "sin has no subscript", r"\sin_2 x"),
        (r"1 = \log_2_3 x", "two subscripts follow one another", "_3 x"),
        (r"1 = \tanh^{-1} x", "the inverse of tanh has a name of its own", r"\tanh^{-1} x"),
        (r"1 = \log", "the formula ends where an expression belongs", ""),
        (r"1 = \sqrt", "an argument is missing at the end", ""),
        (r"1 = \sqrt[3 x", "found the end; expected ']'", ""),
        (r"1 = \frac{}{x}", "found an empty group; expected an expression", ""),
        (r"1 = \mathbb 1(x > 0", "found the end; expected ')'", ""),
        (r"1 = \left. x \right)", "found ')'; expected '|'", r"\right)"),
        (r"1 = \left. x \right|", "found the end; expected '_'", ""),
        (r"1 = \left. x \right|_2", "the bar says which values are put in, as x = 1", None),
        (r"1 = \left. x \right|_{x > 1}", "the bar says which values are put in, as x = 1", None),
    ],
)
def test_what_is_not_understood_is_named_and_pointed_at(
    latex: str, message: str, place: str | None
) -> None:
    assert str(refusal(latex, NAMES)) == message
    assert pointed(latex, NAMES) == (latex[4:] if place is None else place)


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\sin x\, y", "(sin{x} y)"),
        (r"\sin x~y", "(sin{x} y)"),
        (r"\log x\,(1 + y)", "(log{x} (+1 +y))"),
        (r"\log 2 x\;\left(1 + y\right)", "(log{(2 x)} (+1 +y))"),
        (r"\log\,(x) y", "(log{x} y)"),
        (r"\log f(x)", "log{f(x)}"),
        (r"\sin x\!y", "sin{(x y)}"),
    ],
)
def test_a_space_that_is_seen_ends_what_a_function_is_of(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "rest"),
    [
        (r"\cos x (1 - y)", "(1 - y)"),
        (r"\sin 2 x \left(1 - y\right)", r"\left(1 - y\right)"),
        (r"\tanh x [1 - y]", "[1 - y]"),
        (r"\log 2 f(y)", "f(y)"),
    ],
)
def test_where_it_is_open_what_a_function_is_of_nothing_is_guessed(latex: str, rest: str) -> None:
    assert "it is open whether" in str(refusal(f"{latex} = 1", NAMES))
    assert pointed(f"{latex} = 1", NAMES) == f"{rest} = 1"


SLOPES: dict[str, Any] = {"f": lambda x, y: x**3 * y + np.exp(2 * y), "x": 1.3, "y": 0.4}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\left. \frac{\partial f}{\partial y} \right|_{(1,0)} = 3",
            r"\left. \frac{\partial f}{\partial y} \right|_{(0,1)} = 3",
        ),
        (
            r"\left. \frac{\partial f}{\partial y} \right|_{(x,y)=(1,0)} = 3",
            r"\left. \frac{\partial f}{\partial y} \right|_{(y,x)=(1,0)} = 3",
        ),
        (r"\left. \nabla f \right|_{(1,0)} = (0, 3)", r"\left. \nabla f \right|_{(1,0)} = (3, 0)"),
    ],
)
def test_a_derivative_at_a_point(true: str, false: str) -> None:
    assert holds(true, SLOPES)
    assert fails(false, SLOPES)


def test_a_point_says_nothing_about_what_is_no_derivative() -> None:
    assert "which values are put in" in str(refusal(r"1 = \left. x \right|_{(1,0)}", SLOPES))
