"""Gradients are columns, Jacobians have a row for each output, Hessians are symmetric."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Kink
from tests.publishing.formulas.checks import fails, holds, refusal, value

Q = np.array([[3.0, 0.6], [0.6, 2.2]])
W = np.array([[1.0, -0.4], [0.5, 1.3], [2.0, -1.0]])
NAMES: dict[str, Any] = {
    "q": lambda x: x @ Q @ x / 2,
    "g": lambda x: np.tanh(W @ x),
    "Q": Q,
    "W": W,
    "x": np.array([0.7, -1.1]),
    "d": np.array([0.6, 0.8]),
    "t": np.array([0.2, -0.3, 0.5]),
}
BOWL: dict[str, Any] = {"f": lambda x, y: x**2 + x * y + y**2, "x": 1.0, "y": 2.0}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\nabla q(x) = Q x", r"\nabla q(x) = 2 Q x"),
        (r"\nabla q = Q x", r"\nabla q = -Q x"),
        (r"\nabla_x q(x) = Q x", r"\nabla_x q(x) = x"),
        (r"\nabla^2 q(x) = Q", r"\nabla^2 q(x) = 2 Q"),
        (r"\nabla q(d) = Q d", r"\nabla q(d) = Q x"),
        (r"\nabla_x (x^\top Q x) = 2 Q x", r"\nabla_x (x^\top Q x) = Q x"),
        (
            r"\nabla_x \|W x - t\|^2 = 2 W^\top (W x - t)",
            r"\nabla_x \|W x - t\|^2 = W^\top (W x - t)",
        ),
        (
            r"\nabla_W \|W x - t\|^2 = 2 (W x - t) x^\top",
            r"\nabla_W \|W x - t\|^2 = 2 (W x + t) x^\top",
        ),
        (r"\|\nabla q(x)\| \le 3.5 \|x\|", r"\|\nabla q(x)\| \le 0.5 \|x\|"),
        (r"\nabla q(x)^\top d = x^\top Q d", r"\nabla q(x)^\top d = x^\top d"),
        (
            r"\nabla g_2(x) = (1 - g(x)_2^2) (0.5, 1.3)",
            r"\nabla g_1(x) = (1 - g(x)_1^2) (0.5, 1.3)",
        ),
    ],
)
def test_gradients(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\nabla f(1, 2) = \begin{bmatrix} 4 \\ 5 \end{bmatrix}",
            r"\nabla f(1, 2) = \begin{bmatrix} 5 \\ 4 \end{bmatrix}",
        ),
        (
            r"\nabla f = \begin{bmatrix} 2x + y \\ x + 2y \end{bmatrix}",
            r"\nabla f = \begin{bmatrix} 2x \\ x + 2y \end{bmatrix}",
        ),
        (
            r"\nabla f(x, y) = \begin{bmatrix} 2x + y \\ x + 2y \end{bmatrix}",
            r"\nabla f(x, y) = \begin{bmatrix} 2x + y & x + 2y \end{bmatrix}",
        ),
        (
            r"\nabla^2 f(1, 2) = \begin{bmatrix} 2 & 1 \\ 1 & 2 \end{bmatrix}",
            r"\nabla^2 f(1, 2) = \begin{bmatrix} 2 & 0 \\ 0 & 2 \end{bmatrix}",
        ),
        (r"\|\nabla f\| = \sqrt{41}", r"\|\nabla f\| = \sqrt{40}"),
    ],
)
def test_gradients_of_functions_of_several_numbers(true: str, false: str) -> None:
    assert holds(true, BOWL)
    assert not holds_or_refused(false)


def holds_or_refused(latex: str) -> bool:
    """Whether ``latex`` holds for the bowl; a row where a column belongs is refused."""
    try:
        return holds(latex, BOWL)
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"J_g(x) = \operatorname{diag}(1 - g(x)^2) W",
            r"J_g(x) = \operatorname{diag}(1 - g(x)) W",
        ),
        (r"J_g = \operatorname{diag}(1 - g(x)^2) W", r"J_g = W"),
        (r"J_q(x) = (Q x)^\top", r"J_q(x) = (W^\top t)^\top"),
        (r"D_d q(x) = d^\top Q x", r"D_d q(x) = x^\top Q x"),
        (r"\frac{\partial g}{\partial x} = J_g(x)", r"\frac{\partial g}{\partial x} = 2 J_g(x)"),
    ],
)
def test_jacobians_and_directions(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_a_gradient_is_a_column() -> None:
    assert value(r"\nabla q(x)", NAMES).shape == (2,)
    assert value(r"J_q(x)", NAMES).shape == (1, 2)
    assert value(r"J_g(x)", NAMES).shape == (3, 2)
    assert value(r"\nabla_W \|W x\|^2", NAMES).shape == (3, 2)


def test_a_gradient_is_by_the_only_name_that_it_could_be_by() -> None:
    assert holds(r"\nabla \|z\|^2 = 2z")
    assert holds(r"\nabla (x^\top Q x) = 2 Q x", NAMES)
    assert fails(r"\nabla (x^\top Q x) = Q x", NAMES)


def test_a_gradient_follows_the_graph() -> None:
    names: dict[str, Any] = {
        "x": np.array([1.0, 2.0]),
        "z": lambda x: 2 * x,
        "L": lambda z: float(z @ z),
    }
    assert holds(r"\nabla_z L = 2z", names)
    assert holds(r"\nabla_x L = 8x", names)
    assert fails(r"\nabla_x L = 2z", names)


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"\nabla g(x) = 0", "of a number"),
        (r"\nabla f(x, d) = 0", "which argument"),
        (r"\nabla (x^\top d) = 0", "with respect to what"),
        (r"\nabla L = 0", "with respect to which argument"),
    ],
)
def test_gradients_that_do_not_say_enough_are_refused(latex: str, message: str) -> None:
    names = NAMES | {"f": lambda x, d: float(x @ d), "L": lambda x, d: float(x @ d)}
    assert message in str(refusal(latex, names))


def test_a_gradient_at_a_kink_is_refused() -> None:
    names = {"f": lambda x: float(np.abs(x).sum()), "x": np.array([1.0, 0.0])}
    assert isinstance(refusal(r"\nabla f(x) = x", names), Kink)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\nabla f_1(x) = (2 x_1 x_2, x_1^2)", r"\nabla f_1(x) = (1, 0)"),
        (r"\nabla f_2(x) = (\cos x_1, 3)", r"\nabla f_2(x) = (\cos x_1, 2)"),
        (r"\frac{\partial f_1}{\partial x_2} = x_1^2", r"\frac{\partial f_1}{\partial x_2} = 0"),
        (
            r"\nabla^2 f_2(x) = \begin{bmatrix} -\sin x_1 & 0 \\ 0 & 0 \end{bmatrix}",
            r"\nabla^2 f_2(x) = \begin{bmatrix} 0 & 0 \\ 0 & 0 \end{bmatrix}",
        ),
        (
            r"\sum_{i=1}^m \lambda_i \nabla f_i(x)"
            r" = (2 \lambda_1 x_1 x_2 + \lambda_2 \cos x_1, \lambda_1 x_1^2 + 3 \lambda_2)",
            r"\sum_{i=1}^m \lambda_i \nabla f_i(x) = \lambda",
        ),
        ("f_1 = x_1^2 x_2", "f_1 = 1"),
    ],
)
def test_slopes_of_one_function_of_a_list(true: str, false: str) -> None:
    names = {
        "f": [lambda x: x[0] ** 2 * x[1], lambda x: np.sin(x[0]) + 3 * x[1]],
        "x": np.array([1.2, 0.7]),
        r"\lambda": np.array([0.5, 1.4]),
        "m": 2,
    }
    assert holds(true, names)
    assert fails(false, names)
