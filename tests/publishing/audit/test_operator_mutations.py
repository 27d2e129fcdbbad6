"""Signs, products, quotients, fractions, roots, relations and functions."""

from collections.abc import Callable, Iterator

import pytest

from mathbook.publishing.audit import operator_mutations as operators
from mathbook.publishing.audit.expressions import Expression
from mathbook.publishing.audit.mutations import Mutation

Generator = Callable[[Expression], Iterator[Mutation]]


def results(latex: str, generator: Generator) -> list[str]:
    return [mutation.apply(latex) for mutation in generator(Expression(latex))]


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        ("2x + y", ["2x - y"]),
        ("x - y", ["x + y"]),
        ("= -2", ["= 2"]),
        (r"-2 \times -6", [r"2 \times -6", r"-2 \times 6"]),
        ("x^{k+1}", ["x^{k-1}"]),
        ("10^{-5}", ["10^{5}"]),
        ("0^+ + 0^-", ["0^- + 0^-", "0^+ - 0^-", "0^+ + 0^+"]),
        (r"a \pm b", []),
        (r"a \not- b", []),
        (r"-\not< b", [r"\not< b"]),
        (r"\text{a - b}", []),
    ],
)
def test_signs(latex: str, changed: list[str]) -> None:
    assert results(latex, operators.signs) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (r"3 \times 2", ["3 + 2"]),
        (r"2.2 \cdot 10^{-16}", ["2.2 + 10^{-16}"]),
        (r"a\odot b", ["a+ b"]),
        (r"a \cdot |b|", ["a + |b|"]),
        (r"f(\cdot)", []),
        (r"f(\cdot - x)", []),
        (r"\|\cdot\|", []),
        (r"K(\cdot, x)", []),
        ("x^*", []),
    ],
)
def test_products_become_sums(latex: str, changed: list[str]) -> None:
    assert results(latex, operators.products) == changed


def test_two_times_two_is_not_changed_to_their_sum_which_is_the_same() -> None:
    assert results(r"2 \times 2", operators.products) == ["2 - 2"]


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (r"x = -\lambda/2", [r"x = -\lambda\cdot2"]),
        ("41/x", [r"41\cdot x"]),
        (r"(a) / \|b\|", [r"(a) \cdot \|b\|"]),
        ("x/10", [r"x\cdot10"]),
        ("x/1", []),
    ],
)
def test_quotients_become_products(latex: str, changed: list[str]) -> None:
    assert results(latex, operators.quotients) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (r"\frac{h^2}{6}", [r"\frac{6}{h^2}"]),
        (r"\tfrac32 v", [r"\tfrac{2}{3} v"]),
        (r"\frac\alpha x", [r"\frac{x}{\alpha}"]),
        (
            r"\frac{\frac{a}{b}}{c}",
            [r"\frac{c}{\frac{a}{b}}", r"\frac{\frac{b}{a}}{c}"],
        ),
        (r"\frac{x}{ x}", []),
        (r"\frac{x}", []),
        (r"\frac\arg\min", []),
    ],
)
def test_fractions_turn_upside_down(latex: str, changed: list[str]) -> None:
    assert results(latex, operators.exchanged_fractions) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (r"\sqrt{16 + 25}", ["(16 + 25)"]),
        (r"3\sqrt2", ["3(2)"]),
        (r"\alpha\sqrt{x}", [r"\alpha x"]),
        (r"\sqrt[3]{x}", ["x"]),
        (r"[\sqrt{x}{y}]", ["[x{y}]"]),
        (r"\sqrt{1}", []),
        (r"\sqrt", []),
    ],
)
def test_roots_are_removed(latex: str, changed: list[str]) -> None:
    assert results(latex, operators.removed_roots) == changed


@pytest.mark.parametrize(
    ("relation", "other"),
    [
        ("=", r"\ne"),
        (r"\le", r"\ge"),
        (r"\geq", r"\leq"),
        ("<", ">"),
        (r"\ne", "="),
        (r"\not=", "="),
        (r"\in", r"\notin"),
    ],
)
def test_a_relation_is_changed_to_one_that_excludes_it(relation: str, other: str) -> None:
    assert results(f"a {relation} b", operators.relations) == [f"a {other} b"]


@pytest.mark.parametrize(
    "latex",
    [r"a \approx b", "x := 2", r"\sum_{i=1}^n", r"\left< x \right>", r"\langle x \rangle"],
)
def test_what_is_no_statement_or_has_no_contrary_stays(latex: str) -> None:
    assert results(latex, operators.relations) == []


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (r"\arg\min_x f", [r"\arg\max_x f"]),
        (r"\operatorname*{arg\,min}_x f", [r"\operatorname*{arg\,max}_x f"]),
        (r"\lambda_{\max}", [r"\lambda_{\min}"]),
        (r"\sum_i \log x_i", [r"\prod_i \log x_i", r"\sum_i \exp x_i"]),
        (r"\sin^2 x + \cos^2 x", [r"\cos^2 x + \cos^2 x", r"\sin^2 x + \sin^2 x"]),
        (r"\operatorname{prox}(x) + \text{max}", []),
    ],
)
def test_functions_become_their_counterparts(latex: str, changed: list[str]) -> None:
    assert results(latex, operators.exchanged_functions) == changed
