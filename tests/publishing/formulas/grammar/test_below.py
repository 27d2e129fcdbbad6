r"""Below a function's name stand its arguments, or the variables of its partial derivative."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.atoms import scan_atom
from mathbook.publishing.formulas.grammar.below import are_arguments, is_spectral, partial_variables
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.tokens import tokenize
from mathbook.publishing.formulas.grammar.trees import Symbol
from tests.publishing.formulas.checks import fails, holds, refusal


def encoding(i: float, k: float) -> float:
    """A positional encoding."""
    return float((np.sin if k % 2 == 0 else np.cos)(i / 100 ** ((k - k % 2) / 8)))


def smooth(x: float, y: float) -> float:
    """Something with partial derivatives."""
    return float(x**3 * y + np.exp(2 * y))


ENCODING: dict[str, Any] = {"p": encoding, "i": 5, "j": 1, "d": 8}
SMOOTH: dict[str, Any] = {"f": smooth, "x": 1.3, "y": 0.4}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"p_{i,2j} = \sin(i/100^{2j/d})", r"p_{i,2j} = \cos(i/100^{2j/d})"),
        (r"p_{i,2j+1} = \cos(i/100^{2j/d})", r"p_{i,2j+1} = \sin(i/100^{2j/d})"),
        (r"p_{(i,2j)} = \sin(i/100^{2j/d})", r"p_{(2j,i)} = \sin(i/100^{2j/d})"),
    ],
)
def test_arguments_stand_below(true: str, false: str) -> None:
    assert holds(true, ENCODING)
    assert fails(false, ENCODING)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("f_{xy} = f_{yx} = 3x^2", "f_{xy} = f_{yx} = 3x^2 + 1"),
        ("f_x = 3x^2 y", "f_y = 3x^2 y"),
        ("f_{yy} = 4e^{2y}", "f_{yy} = 2e^{2y}"),
        ("f_x(1, 2) = 6", "f_x(2, 1) = 6"),
        (r"f_x^2 + f_y^2 = \|\nabla f(x, y)\|^2", r"f_x^2 - f_y^2 = \|\nabla f(x, y)\|^2"),
        ("f_x (x - 1) = 3x^2 y (x - 1)", "f_x (x - 1) = 3x^2 y (x + 1)"),
    ],
)
def test_partial_derivatives_stand_below(true: str, false: str) -> None:
    assert holds(true, SMOOTH)
    assert fails(false, SMOOTH)


def read(latex: str, names: dict[str, Any]) -> tuple[bool, int]:
    """Whether ``latex`` below f are arguments, and how many variables it holds."""
    bound, f = Names(names), Symbol("f")
    lower = tokenize(latex)
    return (
        are_arguments(lower, f, bound, frozenset()),
        len(partial_variables(lower, f, bound, frozenset())),
    )


@pytest.mark.parametrize(
    ("latex", "names", "expected"),
    [
        ("xy", SMOOTH, (False, 2)),
        ("1,2", SMOOTH, (False, 0)),  # f follows from x and y: entries of its value
        ("1,2", {"f": smooth}, (True, 0)),
        ("1,2,3", {"f": smooth}, (False, 0)),
        ("xy", {"f": smooth}, (False, 0)),
        ("xz", {**SMOOTH, "z": 1.0}, (False, 0)),
        ("x", {**SMOOTH, "x": np.ones(2)}, (False, 0)),  # it may count something
        ("ij", {"f": lambda i, j: i - j, "i": 1, "j": 2}, (False, 0)),
        ("x", {"f": lambda x: x**2, "x": 2.0}, (False, 0)),
        ("xy", {"f": [smooth, smooth], "x": 1.0, "y": 2.0}, (False, 0)),
        ("xy", {"f": np.ones((2, 2)), "x": 1, "y": 2}, (False, 0)),
    ],
)
def test_what_else_may_stand_below(
    latex: str, names: dict[str, Any], expected: tuple[bool, int]
) -> None:
    assert read(latex, names) == expected


def test_a_node_of_the_graph_is_not_called() -> None:
    bound = Names(SMOOTH)
    assert partial_variables(tokenize("xy"), Symbol("f"), bound, frozenset({"f"})) == ()


def test_a_mixed_derivative_by_a_name_without_value_is_refused() -> None:
    assert "name z" in str(refusal("f_{xz} = 0", SMOOTH))


def test_extreme_eigenvalues_are_named_below() -> None:
    names = {"A": np.array([[2.0, 1.0], [1.0, 2.0]])}
    assert holds(r"\lambda_{\max}(A) = 3", names)
    assert fails(r"\lambda_{\min}(A) = 3", names)
    atom = scan_atom(tokenize(r"\lambda_{\max}"), 0)
    assert atom is not None
    assert is_spectral(atom, "(", Names(names))
    assert not is_spectral(atom, "", Names(names))
    assert not is_spectral(atom, "(", Names({r"\lambda_{\max}": 3.0}))
