r"""``{a \over b}`` is ``\frac{a}{b}``, and ``{n \choose k}`` a binomial coefficient."""

import pytest

from mathbook.publishing.formulas.grammar.infixes import prefixed
from mathbook.publishing.formulas.grammar.tokens import tokenize
from tests.publishing.formulas.checks import fails, holds, refusal, tree
from tests.publishing.formulas.grammar.forms import form

NAMES = {"a": 3.0, "b": 4.0, "n": 5, "k": 2, "x": 1.5, "f": lambda x: x**3}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"{a \over b}", "(a / b)"),
        (r"{a + 1 \over b}", "((+a +1) / b)"),
        (r"{1 \over {a \over b} + 1}", "(1 / (+(a / b) +1))"),
        (r"2{a \over b}x", "((2 (a / b)) x)"),
        (r"\sqrt{a \over b}", "sqrt{(a / b)}"),
    ],
)
def test_the_sign_parts_its_group(latex: str, read: str) -> None:
    assert form(tree(latex, NAMES)) == read


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"{n \choose k} = {n(n-1) \over 2}", r"{n \choose k} = {n(n+1) \over 2}"),
        (r"{a \over b} = \frac{3}{4}", r"{a \over b} = \frac{4}{3}"),
        (r"{df \over dx} = 3x^2", r"{df \over dx} = 3x"),
        (r"{\partial f \over \partial x} = 3x^2", r"{\partial f \over \partial x} = x^3"),
        (r"x = {1 \over {2 \over a}}", r"x = {{1 \over 2} \over a}"),
    ],
)
def test_fractions_and_coefficients(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_two_signs_in_a_group_are_refused() -> None:
    assert "a second" in str(refusal(r"x = {1 \over 2 \over 3}", NAMES))


def test_a_sign_outside_of_braces_is_refused() -> None:
    assert r"\over" in str(refusal(r"x = 3 \over 2", NAMES))


def test_what_has_no_such_sign_stays() -> None:
    tokens = tokenize(r"\frac{a + 1}{b} + {x}^{2n}")
    assert prefixed(tokens) == tokens
