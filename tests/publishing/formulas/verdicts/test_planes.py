r"""Linear equations leave a plane: points in it are compared, and no others."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Degenerate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.trees import Extremum
from mathbook.publishing.formulas.verdicts.objectives import Objective
from mathbook.publishing.formulas.verdicts.planes import Plane
from tests.publishing.formulas.checks import fails, holds, refusal, tree

Q = np.array([[3.0, 0.6, 0.1], [0.6, 2.0, 0.2], [0.1, 0.2, 1.5]])
A = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, 2.0]])
b = np.array([2.0, 1.0])
KKT = np.block([[Q, A.T], [A, np.zeros((2, 2))]])
BEST = np.linalg.solve(KKT, np.append(np.zeros(3), b))[:3]
q = np.array([1.0, -2.0, 4.0])
NAMES: dict[str, Any] = {
    "Q": Q,
    "A": A,
    "b": b,
    "x": np.ones(3),
    "y": BEST,
    "z": np.linalg.pinv(A) @ b,
    "p": BEST @ Q @ BEST,
    "q": q,
    "r": q - 1,
    "t": q - 1 + np.array([0.1, -0.1, 0.0]),
    "u": np.ones(3) / 3,
    "f": lambda x: x @ Q @ x,
    "K": np.eye(3),
}


def plane(latex: str, point: list[Any]) -> Plane | None:
    """The plane of the extremum ``latex``."""
    extremum = tree(latex, NAMES)
    assert isinstance(extremum, Extremum)
    return Plane.of(Objective(extremum, Scope(Names(NAMES))), point)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"y = \arg\min_{A x = b} f(x)", r"z = \arg\min_{A x = b} f(x)"),
        (r"z = \arg\min_{A x = b} \|x\|", r"y = \arg\min_{A x = b} \|x\|"),
        (r"y = \arg\min_{x: A x = b} x^\top Q x", r"y = \arg\max_{x: A x = b} x^\top Q x"),
        (r"y = \arg\min_{A x - b = 0} f(x)", r"2 y = \arg\min_{A x - b = 0} f(x)"),
        (r"p = \min_{A x = b} f(x)", r"2 p = \min_{A x = b} f(x)"),
        (
            r"r = \arg\min_{\mathbf 1^\top x = 0} \|x - q\|^2",
            r"t = \arg\min_{\mathbf 1^\top x = 0} \|x - q\|^2",
        ),
        (
            r"u = \arg\min_{\mathbf 1^\top x = 1,\ x \ge 0} \|x\|^2",
            r"u = \arg\max_{\mathbf 1^\top x = 1,\ x \ge 0} \|x\|^2",
        ),
        (
            r"(1, 2) = \arg\min_{s + t = 3} (s - 1)^2 + (t - 2)^2",
            r"(2, 1) = \arg\min_{s + t = 3} (s - 1)^2 + (t - 2)^2",
        ),
    ],
)
def test_a_minimum_under_linear_equations(true: str, false: str) -> None:
    names = {key: value for key, value in NAMES.items() if key != "t" or "s + t" not in true}
    assert holds(true, names)
    assert fails(false, names)


def test_a_solution_outside_the_plane_breaks_a_condition() -> None:
    assert fails(r"q = \arg\min_{\mathbf 1^\top x = 0} \|x - q\|^2", NAMES)


def test_equations_that_leave_one_point_say_nothing() -> None:
    error = refusal(r"q = \arg\min_{K x = q} \|x\|", NAMES)
    assert isinstance(error, Degenerate)
    assert "single point" in str(error)


def test_the_directions_keep_the_equations() -> None:
    found = plane(r"\argmin_{A x = b} f(x)", [np.ones(3)])
    assert found is not None
    assert found.basis.shape == (3, 1)
    for (step,) in found.directions(2, np.random.default_rng(0)):
        assert np.allclose(A @ step, 0)
    (nearest,) = found.nearest([np.ones(3)])
    assert np.allclose(A @ nearest, b)


@pytest.mark.parametrize("below", [r"x \ge 0", r"\|x\| = 1", r"x_1^2 = 4", r"A x \le b"])
def test_what_is_no_linear_equation_leaves_no_plane(below: str) -> None:
    assert plane(rf"\argmin_{{{below}}} f(x)", [np.ones(3)]) is None


def test_a_point_of_another_shape_has_no_plane() -> None:
    assert plane(r"\argmin_{A x = b} f(x)", [np.ones(2)]) is None
