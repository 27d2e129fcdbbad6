"""Derivatives: along the graph, by arguments, by entries, of every order."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Kink
from mathbook.publishing.formulas.evaluation.calculus import with_entry
from tests.publishing.formulas.checks import fails, holds, refusal

NETWORK: dict[str, Any] = {
    "x": 2.0,
    "w": 3.0,
    "v": 0.5,
    "y": 4.0,
    "h": lambda w, x: w * x,
    "a": lambda h: max(0.0, h),
    "y_hat": lambda v, a: v * a,
    "L": lambda y_hat, y: (y_hat - y) ** 2,
}
BOWL: dict[str, Any] = {"f": lambda x, y: x**2 + x * y + y**2, "x": 1.0, "y": 2.0}
VECTOR: dict[str, Any] = {
    "f": lambda x: x[0] ** 2 * x[1],
    "g": lambda x: np.array([x[0] * x[1], np.sin(x[1])]),
    "x": np.array([1.5, -0.4]),
    "W": np.array([[1.0, 2.0], [3.0, 4.0]]),
    "s": lambda W: (W**2).sum(),
}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        # Overriding a node cuts its ancestors: by a means by a, whatever a follows from.
        (r"\frac{\partial L}{\partial \hat y} = -2", r"\frac{\partial L}{\partial \hat y} = 2"),
        (r"\frac{\partial L}{\partial a} = -1", r"\frac{\partial L}{\partial a} = -2"),
        (r"\frac{\partial L}{\partial h} = -1", r"\frac{\partial L}{\partial h} = 0"),
        (r"\frac{\partial L}{\partial w} = -2", r"\frac{\partial L}{\partial w} = -3"),
        (r"\frac{\partial h}{\partial x} = w", r"\frac{\partial h}{\partial x} = 2w"),
        (r"\frac{\partial \hat y}{\partial v} = a", r"\frac{\partial \hat y}{\partial v} = h x"),
        (
            r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a}"
            r"\frac{\partial a}{\partial h}\frac{\partial h}{\partial w}",
            r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a}"
            r"\frac{\partial a}{\partial h}\frac{\partial h}{\partial x}",
        ),
        (
            r"\frac{\partial L}{\partial x} = 2(\hat y - y) v w",
            r"\frac{\partial L}{\partial x} = 2(\hat y - y) w",
        ),
        (r"\frac{\partial^2 L}{\partial v^2} = 2 a^2", r"\frac{\partial^2 L}{\partial v^2} = 2 a"),
        (r"\frac{\partial v}{\partial w} = 0", r"\frac{\partial v}{\partial w} = 1"),
    ],
)
def test_derivatives_follow_the_graph(true: str, false: str) -> None:
    assert holds(true, NETWORK)
    assert fails(false, NETWORK)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\frac{\partial f}{\partial x} = 2x + y", r"\frac{\partial f}{\partial x} = 2x - y"),
        (r"\frac{\partial f}{\partial y}(1, 2) = 5", r"\frac{\partial f}{\partial y}(1, 2) = 4"),
        (r"\frac{\partial^2 f}{\partial x^2} = 2", r"\frac{\partial^2 f}{\partial x^2} = 1"),
        (
            r"\frac{\partial^2 f}{\partial x \partial y} = 1",
            r"\frac{\partial^2 f}{\partial x \partial y} = 0",
        ),
        (
            r"\frac{\partial^2 f}{\partial x \partial y} = "
            r"\frac{\partial^2 f}{\partial y \partial x}",
            r"\frac{\partial^2 f}{\partial x \partial y} = \frac{\partial^2 f}{\partial y^2}",
        ),
        (
            r"\frac{\partial}{\partial x} (x^3 y) = 3x^2 y",
            r"\frac{\partial}{\partial x} (x^3 y) = x^3",
        ),
        (r"\frac{d}{dx} \sin x = \cos x", r"\frac{d}{dx} \sin x = -\cos x"),
    ],
)
def test_partial_derivatives(true: str, false: str) -> None:
    assert holds(true, BOWL)
    assert fails(false, BOWL)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\frac{\partial f}{\partial x_1} = 2 x_1 x_2",
            r"\frac{\partial f}{\partial x_2} = 2 x_1 x_2",
        ),
        (
            r"\frac{\partial^2 f}{\partial x_1 \partial x_2} = 2 x_1",
            r"\frac{\partial^2 f}{\partial x_1 \partial x_2} = x_1",
        ),
        (r"\frac{\partial g_1}{\partial x_2} = x_1", r"\frac{\partial g_2}{\partial x_2} = x_1"),
        (
            r"\frac{\partial f}{\partial x_1}(x) = 2 x_1 x_2",
            r"\frac{\partial f}{\partial x_1}(x) = x_1 x_2",
        ),
        (r"\frac{\partial s}{\partial W} = 2 W", r"\frac{\partial s}{\partial W} = W"),
        (
            r"\frac{\partial s}{\partial W_{12}} = 2 W_{12}",
            r"\frac{\partial s}{\partial W_{12}} = 2 W_{21}",
        ),
        (
            r"\frac{\partial}{\partial x} x^\top x = 2 x",
            r"\frac{\partial}{\partial x} x^\top x = x",
        ),
        (
            r"\frac{\partial}{\partial x} x^\top x = 2 x^\top",
            r"\frac{\partial}{\partial x} x^\top x = x^\top",
        ),
        (r"\frac{\partial (W x)}{\partial x} = W", r"\frac{\partial (W x)}{\partial x} = W^\top"),
    ],
)
def test_derivatives_by_entries_vectors_and_matrices(true: str, false: str) -> None:
    assert holds(true, VECTOR)
    assert fails(false, VECTOR)


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{\partial f}{\partial x} = 1",
        r"f'(0) = 1",
        r"\frac{\partial^2 f}{\partial x^2} = 0",
    ],
)
def test_a_kink_is_refused(latex: str) -> None:
    assert isinstance(refusal(latex, {"f": abs, "x": 0.0}), Kink)


def test_away_from_its_kink_a_function_has_derivatives() -> None:
    names = {"f": lambda x: max(0.0, x), "x": 2.0}
    assert holds(r"\frac{\partial f}{\partial x} = 1", names)
    assert fails(r"\frac{\partial f}{\partial x} = 0", names)


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        (r"\frac{\partial f}{\partial z}(1, 2) = 1", BOWL),
        (r"\frac{\partial f}{\partial x_9} = 1", VECTOR),
        (r"g'(1, 2) = 1", BOWL | {"g": BOWL["f"]}),
    ],
)
def test_derivatives_by_nothing_are_refused(latex: str, names: dict[str, Any]) -> None:
    assert isinstance(refusal(latex, names), FormulaError)


POINT = {
    "f": lambda p: p[0] ** 2 * p[1],
    "g": lambda x: x[0] ** 2 * x[1],
    "h": lambda s, t: s * t**2,
    "x": 2.0,
    "y": 3.0,
    "v": np.array([2.0, 3.0]),
    "x_star": 2.0,
    "y_star": 3.0,
    "L": lambda x, y: x**2 * y,
}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        # Coordinates of a function of one vector, which may bear the vector's name.
        (
            r"\frac{\partial f}{\partial x}(x, y) = 2xy",
            r"\frac{\partial f}{\partial y}(x, y) = 2xy",
        ),
        (
            r"\frac{\partial g}{\partial y}(x, y) = x^2",
            r"\frac{\partial g}{\partial x}(x, y) = x^2",
        ),
        (r"\frac{\partial g}{\partial x}(x, y) = 2xy", r"\frac{\partial g}{\partial x}(x, y) = 2x"),
        # Printed arguments name a function's parameters.
        (
            r"\frac{\partial h}{\partial y}(x, y) = 2xy",
            r"\frac{\partial h}{\partial x}(x, y) = 2xy",
        ),
        (
            r"\frac{\partial h}{\partial t}(x, y) = 2xy",
            r"\frac{\partial h}{\partial s}(x, y) = 2xy",
        ),
        (
            r"\frac{\partial h}{\partial v_2}(v_1, v_2) = 12",
            r"\frac{\partial h}{\partial v_1}(v_1, v_2) = 12",
        ),
        (r"\frac{\partial f}{\partial v_1}(v) = 12", r"\frac{\partial f}{\partial v_2}(v) = 12"),
        # By x at a certain x.
        (
            r"\frac{\partial L}{\partial x}(x^*, y^*) = 12",
            r"\frac{\partial L}{\partial y}(x^*, y^*) = 12",
        ),
        (r"\nabla_y L(x^*, y^*) = 4", r"\nabla_x L(x^*, y^*) = 4"),
    ],
)
def test_a_variable_is_one_of_the_arguments(true: str, false: str) -> None:
    assert holds(true, POINT)
    assert fails(false, POINT)


def test_an_entry_is_replaced_in_a_copy() -> None:
    whole = np.array([1.0, 2.0])
    assert with_entry(whole, (2,), 5.0).tolist() == [1.0, 5.0]
    assert with_entry(np.ones((1, 2)), (2,), 5.0).tolist() == [[1.0, 5.0]]
    assert with_entry(np.ones((2, 2)), (2, 1), 5.0).tolist() == [[1.0, 1.0], [5.0, 1.0]]
    assert whole.tolist() == [1.0, 2.0]
    with pytest.raises(FormulaError):
        with_entry(whole, (3,), 5.0)
