"""Symbols in place of others, and without their accents."""

import pytest

from mathbook.publishing.audit.expressions import Expression
from mathbook.publishing.audit.symbol_mutations import (
    index_tokens,
    removed_accents,
    replaced_symbols,
)


def replaced(latex: str) -> list[str]:
    return [mutation.apply(latex) for mutation in replaced_symbols(Expression(latex))]


def kinds(latex: str) -> set[str]:
    return {mutation.kind for mutation in replaced_symbols(Expression(latex))}


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        ("2x + y", ["2y + y", "2x + x"]),
        ("x + y + z", ["y + y + z", "x + z + z", "x + y + x"]),
        (r"x = \alpha", []),
        (r"\alpha x\beta", [r"\beta x\beta", r"\alpha x\alpha"]),
        (r"\hat{y} - y", ["y - y", r"\hat{y} - \hat{y}"]),
        (r"\mathcal L + \mathcal{L}", []),
        (
            r"\mathbb{R}^n \to \mathbb{R}^m",
            [r"\mathbb{R}^m \to \mathbb{R}^m", r"\mathbb{R}^n \to \mathbb{R}^n"],
        ),
        (r"\text{ReLU}(h) + \operatorname{Im} h", []),
        (r"w^T x", ["x^T x", "w^T w"]),
        (r"w^T x^k", ["x^T x^k", "w^T w^k"]),
        (r"\|x\|_F + y_i", [r"\|y\|_F + y_i", r"\|x\|_F + x_i"]),
        (r"\|A\|_F", []),
    ],
)
def test_a_symbol_becomes_the_next_of_its_sort(latex: str, changed: list[str]) -> None:
    assert replaced(latex) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (
            "K(x_i, x_j)",
            ["x(x_i, x_j)", "K(K_i, x_j)", "K(x_j, x_j)", "K(x_i, K_j)", "K(x_i, x_i)"],
        ),
        ("D_v f(v)", ["v_v f(v)", "D_f f(v)", "D_v D(v)", "D_v f(f)"]),
    ],
)
def test_indices_become_indices_and_variables_variables(latex: str, changed: list[str]) -> None:
    assert replaced(latex) == changed


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (
            r"\frac{\partial f}{\partial x}",
            [r"\frac{\partial x}{\partial x}", r"\frac{\partial f}{\partial f}"],
        ),
        (r"\nabla_x f", [r"\nabla_f f", r"\nabla_x x"]),
        (r"\frac{dy}{dx}", [r"\frac{dx}{dx}", r"\frac{dy}{dy}"]),
        (r"\frac{dy}{dx} y", [r"\frac{dx}{dx} y", r"\frac{dy}{dy} y", r"\frac{dy}{dx} x"]),
        (r"\frac{}{x}", []),
        (r"\int f \, dx", [r"\int x \, dx", r"\int f \, df"]),
    ],
)
def test_derivatives_are_taken_by_other_variables(latex: str, changed: list[str]) -> None:
    assert replaced(latex) == changed


def test_a_derivative_by_the_only_greek_letter_is_taken_by_a_latin_one() -> None:
    assert replaced(r"\nabla_\lambda L") == [r"\nabla_L L"]
    assert replaced(r"\lambda_1 L") == []


def test_changes_are_called_by_what_is_changed() -> None:
    assert kinds("x + y") == {"symbol"}
    assert kinds("1_{ij}") == {"index"}
    assert kinds(r"\frac{\partial x}{\partial y}") == kinds(r"\frac{dx}{dy}") == {"variable"}


@pytest.mark.parametrize(
    ("latex", "indices"),
    [
        ("x_i^{k+1}", "ik"),
        (r"\sum_{j=1}^n y_j", "jn"),
        (r"\min_x f(x) + e^t + 2^s", ""),
        (r"\mathbb{R}^m", "m"),
    ],
)
def test_a_symbol_in_scripts_only_is_an_index(latex: str, indices: str) -> None:
    expression = Expression(latex)
    assert {expression.texts[i] for i in index_tokens(expression)} == {*indices}


@pytest.mark.parametrize(
    ("latex", "changed"),
    [
        (r"\hat{y} - y", "y - y"),
        (r"\hat y", "y"),
        (r"\partial\hat y", r"\partial y"),
        (r"\bar\alpha x", r"\alpha x"),
        (r"\hat{\mathbf{x}}_i", r"\mathbf{x}_i"),
        (r"\overline{x_i}_j", "{x_i}_j"),
    ],
)
def test_accents_are_removed(latex: str, changed: str) -> None:
    (mutation,) = removed_accents(Expression(latex))
    assert mutation.apply(latex) == changed
    assert mutation.kind == "accent"
