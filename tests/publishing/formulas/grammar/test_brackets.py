"""Brackets and bars: grouping, tuples, sets, inner products, roundings, norms."""

from typing import Any

import numpy as np
import pytest

from tests.publishing.formulas.checks import fails, holds
from tests.publishing.formulas.grammar.forms import pointed, reading, refusal

NAMES: dict[str, Any] = {"a": 1.5, "b": 2.5, "x": np.ones(2), "f": np.sin, "g": np.cos, "p": 3}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("(a)", "a"),
        ("[a + b]", "(+a +b)"),
        (r"\{a + b\} x", "((+a +b) x)"),
        ("(a, b)", "(a, b)"),
        ("[a, b]", "[a, b]"),
        ("[a; b]", "[a, b]"),
        (r"\{a, b\}", "{a, b}"),
        (r"\left( a, (b, a) \right)", "(a, (b, a))"),
        (r"\lfloor a \rfloor", "floor{a}"),
        (r"\lceil a b \rceil", "ceil{(a b)}"),
        (r"\langle x, x \rangle", "inner{x, x}"),
        (r"\langle x | x \rangle", "inner{x, x}"),
        (r"\langle x \mid x \rangle", "inner{x, x}"),
        (r"\langle x, x \rangle_F", "inner{x, x}"),
        (r"\left< x, x \right>^2", "inner{x, x}^2"),
        (r"\langle |a| x, x \rangle", "inner{(Abs(a) x), x}"),
    ],
)
def test_brackets(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"(f \circ g)(a)", "Compose(f, g)(a)"),
        (r"(f \circ g)'(a)", "Prime(Compose(f, g), 1)(a)"),
        (r"f \circ g", r"(f \circ g)"),
        (r"(a \circ b)", r"(a \circ b)"),  # an entrywise product
    ],
)
def test_functions_are_composed_and_numbers_multiplied(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\|x\|", "Norm(x)"),
        (r"\|x\|_2", "Norm(x, 2)"),
        (r"\|x\|_2^2", "Norm(x, 2)^2"),
        (r"\|x\|^2_2", "Norm(x, 2)^2"),  # printed alike
        (r"\|x\|_p^p", "Norm(x, p)^p"),
        (r"\|x\|_\infty", r"Norm(x, ?\infty)"),
        (r"\|x\|_F", "Norm(x, ?F)"),
        (r"\|x\|_*", "Norm(x, ?*)"),
        (r"\|x\|_{\text{op}}", "Norm(x, ?op)"),
        (r"\lVert a x \rVert", "Norm((a x))"),
        (r"\left\|x - x\right\|_1", "Norm((+x -x), 1)"),
        (r"\| \|x\| x \|", "Norm((Norm(x) x))"),
        ("|a|", "Abs(a)"),
        ("|a, b|", "Abs(a, b)"),
    ],
)
def test_norms_and_absolute_values(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        (r"a = \lfloor a, b \rfloor", "one number is rounded at once", r"\lfloor a, b \rfloor"),
        (r"a = \langle x \rangle", "an inner product has two parts", r"\langle x \rangle"),
        (r"a = (a \mid b)", r"found '\mid'; expected ')'", r"\mid b)"),
        (r"a = \{x \mid x\}", r"found '\mid'; expected '\}'", r"\mid x\}"),
        ("a = (a]", "found ']'; expected ')'", "]"),
        ("a = ()", ") is not understood here", ")"),
        ("a = (a,)", ") is not understood here", ")"),
        (r"a = \left( a \right.", r"found '\right.'; expected ')'", r"\right."),
        (r"a = \|x\|_{}", "found an empty group; expected an expression", ""),
        (r"a = \|x", "found the end; expected '‖'", ""),
    ],
)
def test_brackets_that_say_nothing_understood(latex: str, message: str, place: str) -> None:
    assert str(refusal(latex, NAMES)) == message
    assert pointed(latex, NAMES) == place


def test_what_stands_below_an_inner_product() -> None:
    names = {**NAMES, "W": np.array([[2.0, 1.0], [1.0, 3.0]]), "y": np.array([0.5, -1.0]), "n": 2}
    assert holds(r"\langle x, y \rangle_W = x^\top W y", names)
    assert fails(r"\langle x, y \rangle_W = x^\top W^2 y", names)
    assert holds(r"\langle x, y \rangle_{W^{-1}} = x^\top W^{-1} y", names)
    assert fails(r"\langle x, y \rangle_{W^{-1}} = x^\top W y", names)
    assert holds(r"\langle x, y \rangle_{\mathbb R^n} = \sum_i x_i y_i", names)
    assert fails(r"\langle x, y \rangle_{\mathbb R^n} = \sum_i x_i", names)
    assert holds(r"\langle x, y \rangle_{\mathbb R^d} = \sum_i x_i y_i", names)  # whatever d is
    expected = "an inner product has a matrix or a space below"
    assert expected in str(refusal(r"b = \langle x, y \rangle_a", names))
