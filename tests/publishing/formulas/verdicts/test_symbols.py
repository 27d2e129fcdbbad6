"""Which names a tree is about, and what each of them is there for."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.verdicts.symbols import (
    are_other_entries,
    arguments_in,
    defined_for,
    has_kinks,
    index_symbols,
    is_sequence,
    quantified,
    signed_names,
    sizes_in,
    symbols_of,
    unbound_names,
)
from tests.publishing.formulas.checks import tree

NAMES: dict[str, Any] = {
    "x": np.ones(3),
    "w": 2.0,
    "b": 1.0,
    "n": 3,
    "k": 1,
    "h": lambda w, x: w * x,
    "f": lambda t: t,
    "g": lambda x: x,
    "A": np.eye(3),
}


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("w + b", {"w", "b"}),
        ("h + b", {"w", "x", "b"}),
        ("f(w)", {"w"}),
        ("f(2)", set()),
        ("g(b)", {"b"}),  # not of x, whatever g's parameter is called
        ("g(b) + x", {"b", "x"}),
        (r"\sum_i x_i", {"x"}),
        ("q + w", {"w"}),
        (r"\frac{\partial h}{\partial w}", {"w", "x"}),
    ],
)
def test_a_value_follows_from_declared_names(latex: str, expected: set[str]) -> None:
    assert symbols_of(tree(latex, NAMES), Names(NAMES)) == expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("q + w", ["q"]),
        (r"\sum_i x_i", []),
        (r"\sum_{i=1}^m x_i", ["m"]),
        ("x_i + z", ["z"]),
        (r"\lim_{t \to 0} t q", ["q"]),
        (r"\|x\|_F + q", ["q"]),
        (r"\frac{\partial f}{\partial q}(w)", []),
        (r"\arg\min_q q^2", []),
        (r"\Re(e^{i w})", []),
        ("e^{i w}", ["i"]),
    ],
)
def test_names_without_a_value_are_found(latex: str, expected: list[str]) -> None:
    assert list(unbound_names([tree(latex, NAMES)], {})) == expected


def test_declared_names_have_a_value_and_others_a_place() -> None:
    node = tree("q + z", NAMES)
    assert list(unbound_names([node], {"q": 1.0})) == ["z"]
    assert unbound_names([node], {}) == {"q": len("0 = "), "z": len("0 = q + ")}


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("f(z)", {"z"}),
        ("f(z + 1)", set()),
        ("f(w)", set()),
        (r"\frac{\partial f}{\partial z}", {"z"}),
        (r"\nabla_z f(w)", {"z"}),
    ],
)
def test_unbound_arguments_mean_any_value(latex: str, expected: set[str]) -> None:
    assert arguments_in([tree(latex, NAMES)]) == expected


def test_bound_arguments_mean_any_value_too() -> None:
    nodes = [tree("f(w) + b", NAMES), tree(r"\nabla g(x)", NAMES)]
    assert quantified(nodes, Names(NAMES)) == {"w", "x"}


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\sum_{i=1}^n x_i + w", {"n"}),
        ("x_n", {"n"}),
        ("w^n", {"n"}),
        ("I_n w", {"n"}),
        (r"\binom{n}{k}", {"n", "k"}),
        ("n w", set()),
    ],
)
def test_what_counts_is_known(latex: str, expected: set[str]) -> None:
    assert sizes_in(tree(latex, NAMES)) == expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\sqrt{w} + b", {"w"}),
        (r"\log b", {"b"}),
        ("w^{1/2}", {"w"}),
        ("w^2 + b", set()),
    ],
)
def test_signs_matter_under_roots_and_logarithms(latex: str, expected: set[str]) -> None:
    assert signed_names(tree(latex, NAMES)) == expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("x_{k+1} - x_k", True),
        ("x_{k+1} - x_1", True),
        ("x_k", False),
        ("x_{i+1} - x_i", False),  # i is any index
        ("x_{k+1} - x_k + x", False),
        ("x_1 - x_2", False),
    ],
)
def test_a_recurrence_is_of_declared_values(latex: str, expected: bool) -> None:
    assert is_sequence("x", [tree(latex, NAMES)]) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("x_1", "x_2", True),
        ("x_1 + x_3", "2 x_2", True),
        ("A_{12}", "A_{21}", True),
        ("x_1^2 + x_2^2", "2 x_1 x_2", False),
        ("x_i", "x_1", False),
        ("x", "x_1", False),
    ],
)
def test_entries_of_one_array_may_be_others(left: str, right: str, expected: bool) -> None:
    assert are_other_entries(
        "x" if "x" in left else "A", tree(left, NAMES), tree(right, NAMES)
    ) is (expected)


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("|w|", True),
        (r"\max(0, w)", True),
        (r"\begin{cases} 1 & w > 0 \\ 0 & w \le 0 \end{cases}", True),
        (r"\operatorname{sign}(w)", True),
        ("w^2", False),
    ],
)
def test_pieces_meet_at_kinks(latex: str, expected: bool) -> None:
    assert has_kinks(tree(latex, NAMES)) is expected


def test_unbound_names_of_a_tree() -> None:
    assert index_symbols(tree("x_i + q w", NAMES)) == {"i", "q"}


@pytest.mark.parametrize(
    ("latex", "expected"),
    [("f(x)", {"x"}), ("f(x)_i", {"x"}), ("f(2x)", set()), ("x", set()), ("f(x) + 1", set())],
)
def test_a_function_of_plain_names_is_defined(latex: str, expected: set[str]) -> None:
    names = {"f": lambda x: x, "x": 2.0}
    assert defined_for([tree(latex, names)], Names(names)) == expected


def test_extrema_over_indices_have_kinks() -> None:
    names = {"x": np.array([1.0, 2.0])}
    assert has_kinks(tree(r"\max_i x_i", names))
    assert not has_kinks(tree(r"\sum_i x_i", names))
