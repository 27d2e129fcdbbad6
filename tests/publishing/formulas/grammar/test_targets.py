"""What a derivative is of: how far it reaches, and whose a power is."""

from typing import Any

import numpy as np
import pytest

from tests.publishing.formulas.grammar.forms import reading


def f(x: float) -> float:
    return x


NAMES: dict[str, Any] = {"f": f, "g": [f, f], "x": 2.0, "y": 1.0, "A": np.eye(2)}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\frac{d}{dx} (x + 1)^3", "Derivative((+x +1)^3, [x])"),
        (r"\frac{d}{dx} (x + 1)^{-1}", "Derivative((+x +1)^(-1), [x])"),
        (r"\frac{d}{dx} f(x)^2", "Derivative(f(x)^2, [x])"),
        (r"\frac{d}{dx} f^2(x)", "Derivative(f(x)^2, [x])"),
        (r"\frac{d}{dx} f(x)^{-1}", "Derivative(f(x)^(-1), [x])"),
        (r"\frac{d}{dx} f'(x)", "Derivative(Prime(f, 1)(x), [x])"),
        (r"\partial_x (x y)^2", "Derivative((x y)^2, [x])"),
        (r"\nabla_x (x^\top A x)^2", "Gradient(((x.T A) x)^2, x, 1)"),
        (r"\nabla x^2", "Gradient(x^2, 1)"),
    ],
)
def test_a_power_belongs_to_what_the_derivative_is_of(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\nabla f(x)^\top", "Gradient(f, 1, [x]).T"),
        (r"\nabla f^\top", "Gradient(f, 1).T"),
        (r"\nabla f^\top(x)", "Gradient(f, 1, [x]).T"),
        (r"\nabla f_{a^2}^\top(x)", "Gradient(f[?a^2], 1, [x]).T"),
        (r"\nabla (x y)^T", "Gradient((x y), 1).T"),
        (r"\nabla^2 f(x)^{-1}", "Gradient(f, 2, [x])^(-1)"),
        (r"\nabla^2 f^{-1}", "Gradient(f, 2)^(-1)"),
        (r"\frac{d}{dx} f(x)^\top", "Derivative(f, [x], [x]).T"),
        (r"D_x f(x)^\top", "Jacobian(f, [x], x).T"),
    ],
)
def test_a_transpose_and_a_hessians_inverse_belong_to_the_derivative(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\frac{d}{dx} x^2 y", "Derivative((x^2 y), [x])"),
        (r"\frac{d}{dx} (x + y) y", "(Derivative((+x +y), [x]) y)"),
        (r"\frac{d}{dx} f(x) y", "(Derivative(f, [x], [x]) y)"),
        (r"\frac{d}{dx} \quad f(x)", "Derivative(f, [x], [x])"),
        (r"\frac{d}{dx} \exp(2 x) y", "Derivative((exp{(2 x)} y), [x])"),
        (r"\nabla f(x) y", "(Gradient(f, 1, [x]) y)"),
        (r"\nabla_x [x y]", "Gradient((x y), x, 1)"),
        (r"\nabla g_1(x)", "Gradient(g[1], 1, [x])"),
    ],
)
def test_how_far_a_derivative_reaches(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


def test_a_node_that_stands_alone_too_has_no_arguments() -> None:
    names = {"w": 2.0, "L": lambda w: w}
    assert reading(r"\nabla_w L(w)", names) == "Gradient(L, w, 1, [w])"
    assert reading(r"L + L(w) + \nabla_w L (w)", names) == "(+L +(L w) +(Gradient(L, w, 1) w))"
