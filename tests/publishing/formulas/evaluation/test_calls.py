"""Calls: of functions, of one of a list, of derivatives, with the arguments that are printed."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Unbound
from mathbook.publishing.formulas.evaluation.calls import (
    argument_values,
    function_name,
    indexed,
    members,
    positions,
)
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.trees import Index, Number, Prime, Symbol
from tests.publishing.formulas.checks import fails, holds, refusal, value


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("f'(x) = 3x^2", "f'(x) = 2x^2"),
        ("f''(x) = 6x", "f''(x) = 3x"),
        ("f'(2) = 12", "f'(2) = 8"),
        ("f' = 3x^2", "f' = x^2"),
        (r"\tanh'(x) = 1 - \tanh^2(x)", r"\tanh'(x) = 1 + \tanh^2(x)"),
        (r"(f \circ g)'(x) = f'(g(x)) g'(x)", r"(f \circ g)'(x) = f'(g(x))"),
    ],
)
def test_primes(true: str, false: str) -> None:
    names = {"f": lambda x: x**3, "g": np.sin, "x": 1.3}
    assert holds(true, names)
    assert fails(false, names)


def test_a_prime_is_taken_entry_by_entry() -> None:
    names = {r"\sigma": np.tanh, "z": np.array([0.3, -1.2])}
    assert holds(r"\sigma'(z) = 1 - \sigma(z)^2", names)


def test_a_chosen_component_is_called_alone() -> None:
    def broken(x: float) -> float:
        raise ValueError

    assert value("f_1(2)", {"f": [lambda x: x + 1, broken]}) == 3.0
    with pytest.raises(FormulaError, match="f 2 raises ValueError"):
        value("f_2(2)", {"f": [lambda x: x + 1, broken]})
    with pytest.raises(FormulaError, match="outside"):
        value("f_3(2)", {"f": [lambda x: x + 1, broken]})


def test_all_functions_of_a_list_are_called() -> None:
    names = {"f": [lambda x: x + 1, lambda x: 2 * x]}
    assert value(r"\sum_{i=1}^2 f_i(3)", names) == 10.0
    scope = Scope(Names(names))
    assert len(members(Symbol("f"), scope)) == 2
    assert members(Symbol("g", known=False), scope) == ()


def test_an_unbound_function_is_told() -> None:
    error = refusal("f'(x) = 1", {"x": 1.0})
    assert isinstance(error, Unbound)


@pytest.mark.parametrize(
    ("text", "shape", "expected"),
    [
        ("12", (3, 3), (1, 2)),
        ("12", (12, 2), (12,)),  # a row of its own
        ("12", (20,), (12,)),
        ("3", (3, 3), (3,)),
    ],
)
def test_two_digits_are_two_indices_of_a_small_matrix(
    text: str, shape: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    scope = Scope(Names({}))
    assert positions((Number(float(text), text),), shape, scope, evaluate) == expected


def test_a_component_and_a_derivative_have_their_functions_name() -> None:
    f = Symbol("f")
    for target in (f, Index(f, (Number(1.0, "1"),)), Prime(f, 1)):
        assert function_name(target) == "f"
    with pytest.raises(FormulaError, match="bound function"):
        function_name(Number(1.0, "1"))


def test_without_printed_arguments_the_parameters_names_count() -> None:
    names = Names({"x": 2.0, "f": lambda x: x, "g": lambda t: t})
    scope = Scope(names, local={"t": 5.0})
    assert argument_values((), names.bound["f"], scope, evaluate) == [2.0]
    assert argument_values((), names.bound["g"], scope, evaluate) == [5.0]
    printed = (Number(7.0, "7"),)
    assert argument_values(printed, names.bound["f"], scope, evaluate) == [7.0]


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"PE_{(pos,2i)} = \sin(pos/100^{2i/d})", r"PE_{(pos,2i)} = \sin(pos/100^{i/d})"),
        (r"PE_{(pos,2i+1)} = \cos(pos/100^{2i/d})", r"PE_{(pos,2i+1)} = \sin(pos/100^{2i/d})"),
        (r"PE_{(5,0)} = 0\cdot PE_{(5,1)} + \sin 5", r"PE_{(5,0)} = \sin 4"),
    ],
)
def test_arguments_stand_in_parentheses_below_a_function(true: str, false: str) -> None:
    def encoding(position: int, k: int) -> float:
        wave = np.sin if k % 2 == 0 else np.cos
        return float(wave(position / 100 ** ((k - k % 2) / 8)))

    names = {"PE": encoding, "pos": 3, "i": 2, "d": 8}
    assert holds(true, names)
    assert fails(false, names)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("f(1, 2) = 5", "f(1, 2) = 4"),
        ("f(p) = 5", "f(p) = 4"),
        ("g(1, 2) = 3", "g(1, 2) = 2"),
        ("g(p) = 3", "g(p) = -1"),
    ],
)
def test_points_are_printed_as_one_or_as_several(true: str, false: str) -> None:
    names: dict[str, Any] = {
        "f": lambda x, y: x**2 + y**2,
        "g": lambda p: p.sum(),
        "p": np.array([1.0, 2.0]),
    }
    assert holds(true, names)
    assert fails(false, names)


def test_a_list_of_functions_has_as_many_numbers() -> None:
    scope = Scope(Names({"f": [np.sin, np.cos, np.exp], "v": [4.0, 5.0]}))
    assert indexed(Symbol("f"), scope, evaluate).tolist() == [1.0, 2.0, 3.0]
    assert indexed(Symbol("v"), scope, evaluate).tolist() == [4.0, 5.0]


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\max\{x_1,\ldots,x_n\} \le g(x)", r"g(x) \le \max\{x_1,\ldots,x_n\}"),
        (r"\max(0, x_1, \dots, x_n) = 2", r"\max(0, x_1, \dots, x_{n-1}) = 3"),
        (
            r"\|x\|_\infty = \max\{|x_1|, |x_2|, \ldots, |x_n|\}",
            r"\|x\|_\infty = \max\{x_1, x_2, \ldots, x_n\}",
        ),
        (
            r"g(x_1, \dots, x_n) = \log(e^{x_1} + \cdots + e^{x_n})",
            r"g(x_1, \dots, x_n) = \log(e^{x_1} + \cdots + e^{x_{n-1}})",
        ),
        (
            r"C(\mathrm{head}_1, \ldots, \mathrm{head}_h) = H",
            r"C(\mathrm{head}_h, \ldots, \mathrm{head}_1) = H",
        ),
        (
            r"\nabla_{\mathbf w_j} E(\mathbf w_1, \ldots, \mathbf w_K) = 2 j \mathbf w_j",
            r"\nabla_{\mathbf w_j} E(\mathbf w_1, \ldots, \mathbf w_K) = 2 \mathbf w_j",
        ),
        (
            r"\frac{\partial}{\partial x_i} g(x_1, \dots, x_n) = e^{x_i - g(x)}",
            r"\frac{\partial}{\partial x_i} g(x_1, \dots, x_n) = e^{g(x) - x_i}",
        ),
    ],
)
def test_dots_among_arguments_stand_for_all_between(true: str, false: str) -> None:
    heads = [np.array([[1.0, 2.0]]), np.array([[3.0, -1.0]])]
    names: dict[str, Any] = {
        "x": np.array([0.3, -1.2, 0.4, 2.0]),
        "n": 4,
        "g": lambda x: np.log(np.exp(x).sum()),
        "head": heads,
        "h": 2,
        "H": np.hstack(heads),
        "C": lambda *parts: np.concatenate(parts, axis=-1),
        "w": list(np.array([[1.0, 2.0], [0.5, -1.0], [0.3, 0.7]])),
        "K": 3,
        "E": lambda *w: sum((k + 1) * each @ each for k, each in enumerate(w)),
    }
    assert holds(true, names)
    assert fails(false, names)


def test_dots_that_say_nothing_are_refused() -> None:
    names = {"x": np.array([0.3, 2.0]), "f": max}
    for latex in (r"\max(x_1, \dots) = 2", r"f(\dots, x_2) = 2", r"f(x_1, \dots, 3) = 2"):
        assert r"\dots" in str(refusal(latex, names))
