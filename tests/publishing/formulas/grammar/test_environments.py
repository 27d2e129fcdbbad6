"""Matrices and cases."""

from typing import Any

import numpy as np
import pytest

from tests.publishing.formulas.checks import fails, holds
from tests.publishing.formulas.grammar.forms import pointed, reading, refusal

NAMES: dict[str, Any] = {"x": 2.0, "y": 1.0, "A": np.eye(2), "f": np.sin}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\begin{bmatrix} 1 & x \\ y & 2 \end{bmatrix}", "Block([[1, x], [y, 2]])"),
        (r"\begin{pmatrix} 1 \\ 2 \\ \end{pmatrix}", "Block([[1], [2]])"),
        (r"\begin{array}{cc} 1 & 2 \\[3pt] 3 & 4 \end{array}", "Block([[1, 2], [3, 4]])"),
        (r"\begin{bmatrix}{1} & 2\end{bmatrix}", "Block([[1, 2]])"),
        (r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}", "Abs(Block([[1, 2], [3, 4]]))"),
        (r"\begin{Vmatrix} 1 & 2 \end{Vmatrix}", "Norm(Block([[1, 2]]))"),
        (r"\begin{bmatrix} -x & x + y \end{bmatrix}^\top", "Block([[(-x), (+x +y)]]).T"),
        (r"\begin{bmatrix} 1 & \cdots & x \end{bmatrix}", r"Block([[1, ?\dots, x]])"),
        (r"\begin{bmatrix} 1 & 2 \end{bmatrix} y", "(Block([[1, 2]]) y)"),
        (
            r"\begin{bmatrix} \begin{bmatrix} 1 & 2 \end{bmatrix} & 3 \end{bmatrix}",
            "Block([[Block([[1, 2]]), 3]])",
        ),
    ],
)
def test_matrices(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"x & x > 0 \\ 0 & \text{otherwise}", "[x, [x > 0]], [0, ]"),
        (r"x, & \text{if } x > 0, \\ 0, & \text{otherwise.}", "[x, [x > 0]], [0, ]"),
        (r"x & \text{for } x > 0 \\ 0 & \text{else}", "[x, [x > 0]], [0, ]"),
        (r"x \quad \text{if } x > 0 \\ 0 \text{ otherwise}", "[x, [x > 0]], [0, ]"),
        (r"x & 0 < x < y \\ 0", "[x, [0 < x, x < y]], [0, ]"),
        (r"x & x > 0 \text{ and } y > 0", "[x, [x > 0, y > 0]]"),
        (r"\text{softmax}(x) & x > 0 \\ 0 & \text{else}", "[softmax{x}, [x > 0]], [0, ]"),
        (r"\text{softmax}(x) \text{ if } x > 0", "[softmax{x}, [x > 0]]"),
    ],
)
def test_cases_with_their_conditions(latex: str, read: str) -> None:
    assert reading(rf"\begin{{cases}} {latex} \end{{cases}}", NAMES) == f"Cases([{read}])"


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        (
            r"x = \begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}",
            "the rows of this matrix differ in length",
            r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}",
        ),
        (r"x = \begin{bmatrix} 1", r"\begin{bmatrix} is never closed", r"\begin{bmatrix} 1"),
        (
            r"x = \begin{bmatrix} 1 \end{pmatrix}",
            r"\end{pmatrix} closes \begin{bmatrix}",
            r"\end{pmatrix}",
        ),
        (
            r"x = \begin{tabular} 1 \end{tabular}",
            r"\begin{tabular} is not understood here",
            r"\begin{tabular} 1 \end{tabular}",
        ),
        (
            r"x = 1 \end{bmatrix} 2 \end{bmatrix}",
            r"found '\end{bmatrix}', which does not belong here",
            r"\end{bmatrix} 2 \end{bmatrix}",
        ),
        (
            r"x = \begin{cases} 1 & y \end{cases}",
            "found no relation in this case's condition",
            r"y \end{cases}",
        ),
        (
            r"x = \begin{cases} 1 & y < 0 \text{ or } y > 1 \end{cases}",
            "conditions with 'or' are not understood",
            r"\text{ or } y > 1 \end{cases}",
        ),
    ],
)
def test_environments_that_say_nothing_understood(latex: str, message: str, place: str) -> None:
    assert str(refusal(latex, NAMES)) == message
    assert pointed(latex, NAMES) == place


@pytest.mark.parametrize("cells", ["", "1 & & 2", r"1 \\ & 2"])
def test_an_empty_cell_is_an_error(cells: str) -> None:
    error = refusal(rf"x = \begin{{bmatrix}} {cells} \end{{bmatrix}}", NAMES)
    assert "found an empty group" in str(error) or "differ in length" in str(error)


def test_a_word_is_not_an_environment_of_its_name() -> None:
    assert reading(r"\text{cases} x", NAMES) == "(?cases x)"


def test_large_cases_are_cases() -> None:
    found = reading(r"\begin{dcases} x & x > 0 \\ 0 & x \le 0 \end{dcases}", NAMES)
    assert found == reading(r"\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}", NAMES)
    names = {**NAMES, "r": lambda z: np.maximum(z, 0.0), "z": 0.7}
    assert holds(r"r(z) = \begin{dcases} z & z > 0 \\ 0 & z \le 0 \end{dcases}", names)
    assert fails(r"r(z) = \begin{dcases} z & z > 0 \\ 1 & z \le 0 \end{dcases}", names)
