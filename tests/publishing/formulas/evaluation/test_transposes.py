r"""A transposed list is a column; a star is the conjugate transpose where it can be no optimum."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.evaluation.transposes import is_star
from tests.publishing.formulas.checks import fails, holds, refusal, tree

u, v, w = np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([5.0, 6.0])
X = np.array([u, v, w])
Z = np.array([[1.0 + 2.0j, 0.5], [-1.0j, 2.0]])
A = np.array([[1.0, 2.0], [3.0, 5.0]])
NAMES: dict[str, Any] = {
    "u": u,
    "v": v,
    "w": w,
    "X": X,
    "A": A,
    "x": np.array([0.8, -1.3]),
    r"\phi": lambda x: np.array([x[0] ** 2, np.sqrt(2) * x[0] * x[1], x[1] ** 2]),
    "g": lambda u: u @ u,
    "F": np.eye(2) - 2 * np.outer(v, v) / (v @ v),
    "Z": Z,
    "z": Z[0],
    "q": [u, v],
    "s": 2.0,
    "c": 1 + 2j,
    r"\lambda": np.array([2.0, 0.5]),
}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\phi(x) = (x_1^2,\ \sqrt2\,x_1x_2,\ x_2^2)^\top",
            r"\phi(x) = (x_1^2,\ 2\,x_1x_2,\ x_2^2)^\top",
        ),
        (r"x = (0.8,-1.3)^T", r"x = (0.8,1.3)^T"),
        (r"x = [x_1, x_2]^\top", r"x = [x_2, x_1]^\top"),
        (r"x \approx (0.80, -1.30)^T", r"x \approx (0.80, -1.31)^T"),
        (r"\nabla g(u) = (2 u_1, 2 u_2)^\top", r"\nabla g(u) = (2 u_1, u_2)^\top"),
        (r"A (1,2)^\top = (5, 13)^\top", r"A (1,2)^\top = (13, 5)^\top"),
        (r"(1,2)^\top u = 5", r"(1,2)^\top u = 6"),
        (r"u (3,4)^\top = u v^\top", r"u (3,4)^\top = v u^\top"),
        (r"(1,2)(3,4)^\top = 11", r"(1,2)(3,4)^\top = 10"),
        (r"X = [u, v, w]^\top", r"X = [v, u, w]^\top"),
    ],
)
def test_a_transposed_list_is_a_column(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


@pytest.mark.parametrize(
    "latex",
    [
        r"(1,2)^\top = \begin{bmatrix} 1 & 2 \end{bmatrix}",
        r"x^\top = (0.8, -1.3)^\top",
        r"u^\top = (1, 2)",
        r"X^\top = [u, v, w]^\top",
        r"u = [1; 2]^\top",
    ],
)
def test_a_column_is_no_row(latex: str) -> None:
    assert "shapes" in str(refusal(latex, NAMES))


def test_a_list_with_semicolons_is_a_column_before_it_is_transposed() -> None:
    assert holds(r"[1; 2]^\top = \begin{bmatrix} 1 & 2 \end{bmatrix}", NAMES)
    assert fails(r"[1; 2]^\top = \begin{bmatrix} 2 & 1 \end{bmatrix}", NAMES)


def test_two_columns_have_no_product() -> None:
    assert "missing" in str(refusal(r"(1,2)^\top (3,4)^\top = 11"))


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"F = I - 2 \frac{v v^*}{v^* v}", r"F = I - \frac{v v^*}{v^* v}"),
        (r"\|z\|^2 = z^* z", r"\|z\|^2 = z^\top z"),
        (r"\|z\|^2 = z^H z", r"\|z\|^2 = 2 z^H z"),
        (r"(A X^\top)^* = X A^*", r"(A A)^* = A^* A"),
        (r"Z^* Z = Z^H Z", r"Z^* = Z^\top"),
        (r"q_1^* q_2 = 11", r"q_1^* q_2 = 10"),
        (r"(A u)^* v = u^* A^* v", r"(A u)^* v = u^* A v"),
        (r"c^* c = 5", r"c^* c = 4"),
    ],
)
def test_the_conjugate_transpose(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


@pytest.mark.parametrize(
    "latex",
    [
        r"g(x^*) \le g(x)",
        r"\nabla g(u^*) = 0",
        r"x^* = u",
        r"x^* = \arg\min_x g(x)",
        r"s^* = 2",
        r"\lambda_1^* s = 4",
        r"(x^*)^\top A x = 3",
        r"u^{*\top} A u = 3",
        r"g(A^*) = 1",
        r"A x^* = v",
    ],
)
def test_a_star_that_may_be_an_optimum_is_none_of_these(latex: str) -> None:
    message = str(refusal(latex, NAMES))
    assert "bound" in message or "star" in message or "bind" in message or "^*" in message


def test_a_bound_star_is_its_name() -> None:
    names = {**NAMES, "x^*": np.array([0.0, 0.0])}
    assert holds(r"g(x^*) \le g(x)", names)
    assert fails(r"g(x^*) \ge g(x)", names)
    assert not is_star(tree("x^*", names))
    assert is_star(tree("v^*", names))


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"q_i^\top q_j = \delta_{ij}", r"q_i^\top q_j = 1 - \delta_{ij}"),
        (r"\langle q_i, q_j \rangle = \delta_{ij}", r"\langle q_i, q_j \rangle = 2\delta_{ij}"),
        (r"2 q_i^\top q_j = 2\delta_{ij}", r"2 q_i^\top q_j = \delta_{ij}"),
    ],
)
def test_what_cancels_in_an_inner_product_leaves_rounding(true: str, false: str) -> None:
    columns = np.linalg.qr(np.random.default_rng(0).normal(size=(4, 4)))[0].T
    assert holds(true, {"q": list(columns)})
    assert fails(false, {"q": list(columns)})


def test_rounding_is_as_small_as_the_product() -> None:
    names = {"a": np.array([1.0, -1.0]), "b": np.array([1.0, 1.0]), "h": 1e-12}
    assert fails(r"h a^\top b = 10^{-20}", names)
    assert fails(r"h (3 - 2) = 10^{-14}", names)
