"""Derivatives, gradients and Jacobians, as fractions, in a line and by name."""

from typing import Any

import numpy as np
import pytest

from tests.publishing.formulas.checks import fails, holds
from tests.publishing.formulas.grammar.forms import pointed, reading, refusal


def f(x: float) -> float:
    return x


NAMES: dict[str, Any] = {"f": f, "g": [f, f], "x": 2.0, "y": 1.0, "w": np.ones(2), "v": np.ones(2)}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\frac{\partial f}{\partial x}", "Derivative(f, [x])"),
        (r"\frac{\partial f}{\partial x}(y)", "Derivative(f, [x], [y])"),
        (r"\frac{df}{dx}", "Derivative(f, [x])"),
        (r"\frac{\mathrm{d}f}{\mathrm{d}x}", "Derivative(f, [x])"),
        (r"\frac{\partial f}{\partial w_i}", "Derivative(f, [w[?i]])"),
        (r"\frac{\partial f_i}{\partial w_j}", "Derivative(f[?i], [w[?j]])"),
        (r"\frac{\partial^2 f}{\partial x^2}", "Derivative(f, [x, x])"),
        (r"\frac{\partial^2 f}{\partial x \partial y}", "Derivative(f, [x, y])"),
        (r"\frac{\partial^3 f}{\partial x^2 \partial y}", "Derivative(f, [x, x, y])"),
        (r"\frac{d^2 f}{dx^2}(y)", "Derivative(f, [x, x], [y])"),
        (r"\frac{\partial}{\partial x} x^2 y", "Derivative((x^2 y), [x])"),
        (r"\frac{d}{dx} f(y)", "Derivative(f, [x], [y])"),
        (r"\frac{d}{dx} f(x) + y", "(+Derivative(f, [x], [x]) +y)"),
        (r"\frac{\partial f}{\partial x}^2", "Derivative(f, [x])^2"),
        (r"\partial f / \partial x", "Derivative(f, [x])"),
        (r"\partial^2 f / \partial x^2", "Derivative(f, [x, x])"),
        (r"\partial^2 f / \partial x \partial y", "Derivative(f, [x, y])"),
        (
            r"\partial f/\partial x \, \partial x/\partial y",
            "(Derivative(f, [x]) Derivative(x, [y]))",
        ),
        (r"\partial_x f(y)", "Derivative(f, [x], [y])"),
        (r"\frac{x}{y}", "(x / y)"),
        (r"\frac{dx}{d}", "((?d x) / ?d)"),
    ],
)
def test_derivatives(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


def test_d_is_a_number_where_it_is_bound() -> None:
    names = {**NAMES, "d": 3.0}
    assert reading(r"\frac{dx}{dy}", names) == "((d x) / (d y))"
    assert reading(r"\frac{d}{dx} f(x)", names) == "Derivative(f, [x], [x])"


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\nabla f", "Gradient(f, 1)"),
        (r"\nabla f(x)", "Gradient(f, 1, [x])"),
        (r"\nabla_w f", "Gradient(f, w, 1)"),
        (r"\nabla_{\!w} f(w)", "Gradient(f, w, 1, [w])"),
        (r"\nabla^2 f(x)", "Gradient(f, 2, [x])"),
        (r"\nabla\nabla f(x)", "Gradient(f, 2, [x])"),
        (r"\nabla^2_{xx} f", "Gradient(f, x, 2)"),
        (r"\nabla_x (x y)", "Gradient((x y), x, 1)"),
        (r"\nabla_x x y + y", "(+Gradient((x y), x, 1) +y)"),
        (r"\nabla g_i(x)", "Gradient(g[?i], 1, [x])"),
        (r"\nabla f(x)^\top v", "(Gradient(f, 1, [x]).T v)"),
        (r"\nabla L", "Gradient(?L, 1)"),
    ],
)
def test_gradients(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("J_f(x)", "Jacobian(f, [x])"),
        ("J_f", "Jacobian(f)"),
        (r"J_f(x)^\top v", "(Jacobian(f, [x]).T v)"),
        (r"J_f^\top(x)", "Jacobian(f, [x]).T"),
        ("J_{g_1}(x)", "Jacobian(g[1], [x])"),
        ("J_x", "?J[x]"),
        ("H_f(x)", "Gradient(f, 2, [x])"),
        ("H_f", "Gradient(f, 2)"),
        ("H_x", "?H[x]"),
        ("J", "?J"),
        ("D_v f(x)", "Jacobian(f, [x], v)"),
        ("D_v", "?D[v]"),
        ("D_v x", "(?D[v] x)"),
        ("D_v (x)", "(?D[v] x)"),
        ("D f(x)", "Jacobian(f, [x])"),
    ],
)
def test_jacobians_and_directional_derivatives(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


def test_j_and_d_are_names_where_they_are_bound() -> None:
    assert reading("J_f(x)", {**NAMES, "J": 2.0}).startswith("(J[")
    assert reading("D_v f(x)", {**NAMES, "D": 2.0}) == "(D[v] f(x))"
    assert reading("H_f(x)", {**NAMES, "H": 2.0}).startswith("(H[")


def test_a_hessian_is_one_of_second_derivatives() -> None:
    names = {"f": lambda x, y: x**3 * y + 2 * x * y**2, "x": 1.0, "y": 2.0}
    matrix = r"\begin{pmatrix} 6xy & 3x^2 + 4y \\ 3x^2 + 4y & LAST \end{pmatrix}"
    assert holds("H_f(x, y) = " + matrix.replace("LAST", "4x"), names)
    assert fails("H_f(x, y) = " + matrix.replace("LAST", "4y"), names)


ORDER = "the order of a derivative is a printed number, 1 to 9"
END = "the formula ends where an expression belongs"


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        (r"\frac{\partial^2 f}{\partial x}", "the numerator says order 2, the denominator 1", 6),
        (r"\frac{\partial f}{\partial x^2}", "the numerator says order 1, the denominator 2", 6),
        (r"\frac{\partial f}{\partial x^{1.5}}", ORDER, 29),
        (r"\frac{\partial f}{\partial x^{999999999}}", ORDER, 29),
        (r"\frac{\partial^{} f}{\partial x}", ORDER, 14),
        (r"\frac{\partial^n f}{\partial x^n}", ORDER, 14),
        (r"\frac{\partial}{\partial}", "found an empty group; expected an expression", 25),
        (r"\frac{\partial}{\partial x}", END, 27),
        (r"\frac{\partial f}", "an argument is missing at the end", 17),
        (r"\frac{\partial f}{x \partial x}", "found the end; expected '/'", 16),
        (r"\partial f", "found the end; expected '/'", 10),
        (r"\partial 2 / \partial x", r"\partial is followed by a name", 9),
        (r"\partial^2 f / \partial x", "the order is 2, the variables are 1", 0),
        (r"\partial f / \partial x^\infty", ORDER, 0),
        (r"\nabla^3 f", r"\nabla has the power 2 or none", 0),
        (r"\nabla\nabla^2 f", r"\nabla has the power 2 or none", 0),
        (r"\nabla^\top f", r"\nabla has the power 2 or none", 0),
        (r"\nabla f'", r"\nabla is of a function, not of its derivative", 0),
        (r"\nabla \cdot f", r"\cdot is not understood here", 7),
        (r"\nabla", END, 6),
        ("D_v f'(x)", "a directional derivative is of a function", 4),
    ],
)
def test_derivatives_that_say_nothing_understood(latex: str, message: str, place: int) -> None:
    error = refusal(f"1 = {latex}", NAMES)
    assert str(error) == message
    assert pointed(f"1 = {latex}", NAMES) == latex[place:]


def curved(x: np.ndarray) -> np.ndarray:
    """A map of the plane."""
    return np.array([x[0] ** 2 * x[1], np.sin(x[0]) + x[1]])


PLANE: dict[str, Any] = {
    "F": curved,
    "f": lambda x: x[0] ** 2 * x[1],
    "x": np.array([0.7, -0.4]),
    "v": np.array([1.0, 2.0]),
}
MIXED: dict[str, Any] = {
    "f": lambda x, y: float(x @ np.arange(6.0).reshape(2, 3) @ y + x @ x),
    "x": np.array([1.0, 2.0]),
    "y": np.ones(3),
    "A": np.arange(6.0).reshape(2, 3),
}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"D f(x) = \nabla f(x)^\top", r"D f(x) = 2\nabla f(x)^\top"),
        (r"D f(x)[v] = \nabla f(x)^\top v", r"D f(x)[v] = \nabla f(v)^\top x"),
        (r"D f(x) v = D_v f(x)", r"D f(v) x = D_v f(x)"),
        (
            r"D F(x)_{ij} = \frac{\partial F_i}{\partial x_j}(x)",
            r"D F(x)_{ij} = \frac{\partial F_j}{\partial x_i}(x)",
        ),
    ],
)
def test_the_derivative_as_a_linear_map(true: str, false: str) -> None:
    assert holds(true, PLANE)
    assert fails(false, PLANE)


def test_a_bound_d_is_no_derivative() -> None:
    assert reading("D f(x)", {**PLANE, "D": np.eye(2)}) == "(D f(x))"
    assert reading("D x", PLANE) == "(?D x)"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\frac{\partial^2 f}{\partial x \, \partial x^\top} = 2I",
            r"\frac{\partial^2 f}{\partial x \, \partial x^\top} = I",
        ),
        (
            r"\frac{\partial^2 f}{\partial x \, \partial y^\top} = A",
            r"\frac{\partial^2 f}{\partial x \, \partial y^\top} = 2A",
        ),
        (
            r"\partial^2 f / \partial x \partial x^\top = 2I",
            r"\partial^2 f / \partial x \partial x^\top = -2I",
        ),
    ],
)
def test_second_derivatives_by_a_column_and_a_row(true: str, false: str) -> None:
    assert holds(true, MIXED)
    assert fails(false, MIXED)
