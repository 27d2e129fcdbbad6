"""Which names of an expression are called."""

from typing import Any

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.readings import expression
from tests.publishing.formulas.grammar.forms import reading

GRAPH: dict[str, Any] = {"w": 2.0, "b": 1.0, "a": lambda w, b: w + b, "L": lambda a: a}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("a(w, b)", "a(w, b)"),
        ("a (b + w)", "a((+b +w))"),
        ("a + a(w)", "(+a +(a w))"),
        (r"a(w) \frac{\partial L}{\partial a}", "((a w) Derivative(L, [a]))"),
        (r"L(a) \frac{\partial L}{\partial w}", "(L(a) Derivative(L, [w]))"),
        (r"L(a) + \nabla L", "(+L(a) +Gradient(L, 1))"),
        ("L(a) + L^2", "(+(L a) +L^2)"),
    ],
)
def test_a_node_is_not_called_where_it_stands_alone_too(latex: str, read: str) -> None:
    assert reading(latex, GRAPH) == read


def test_a_function_that_is_no_node_is_called_wherever_arguments_follow() -> None:
    assert reading("f + f(x)", {"f": lambda t: t, "x": 1.0}) == "(+f +f(x))"


def test_all_tokens_belong_to_the_expression() -> None:
    with pytest.raises(FormulaError, match="expression"):
        expression([], Names({}))
