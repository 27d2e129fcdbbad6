"""Names: which of a scope's a printed name means."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.atoms import scan_atom
from mathbook.publishing.formulas.grammar.names import Function, Graph, Names, parameters_of
from mathbook.publishing.formulas.grammar.tokens import tokenize
from tests.publishing.formulas.checks import fails, holds, refusal


def found(latex: str, *names: str) -> str | None:
    atom = scan_atom(tokenize(latex), 0)
    assert atom is not None
    return Names(dict.fromkeys(names, 1.0)).find(atom)


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        (r"\hat y", "y_hat"),
        (r"\hat y", r"\hat{y}"),
        (r"\lambda", "lam"),
        ("x^*", "x_star"),
        ("x_1", "x1"),
        ("x_{k+1}", "x_next"),
        (r"\mathbf{x}", "x"),
        ("x", r"\mathbf{x}"),
        (r"\mathcal L", "L"),
        (r"\text{Attention}", "attention"),
        (r"\operatorname{softmax}", "Softmax"),
        (r"d_{\text{model}}", "d_model"),
    ],
)
def test_a_printed_name_means_what_is_bound(latex: str, name: str) -> None:
    assert found(latex, name, "unrelated") == name


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        ("x_i", "x"),  # an index
        ("x^2", "x_2"),  # a power
        ("x^*", "x"),
        (r"\hat y", "y"),
        ("X", "x"),
        (r"\mathbf{x}", "y"),
        (r"\bar x", "x_hat"),
    ],
)
def test_it_does_not_mean_another_name(latex: str, name: str) -> None:
    assert found(latex, name) is None


def test_exactly_printed_goes_before_spelt() -> None:
    assert found(r"\hat y", "y_hat", r"\hat y") == r"\hat y"
    assert found(r"\mathbf x", "x", r"\mathbf{x}") == r"\mathbf{x}"


def test_a_letter_above_is_a_power_only_where_the_name_below_it_is_bound() -> None:
    assert Names({"z^k": 1.0}).by_spelling["z_k"] == "z^k"
    assert "z_k" not in Names({"z": 2.0, "z^k": 1.0}).by_spelling


@pytest.mark.parametrize("name", ["P(A|B)", r"P(A \mid B)"])
def test_a_phrase_is_found_however_its_bar_is_printed(name: str) -> None:
    names = Names({name: 0.5})
    for latex in (r"2 P(A \mid B) x", "2 P(A|B) x"):
        assert names.phrase(tokenize(latex), 1) == (name, 7)
    assert names.phrase(tokenize("P(B|A)"), 0) is None
    assert names.phrase(tokenize("P(A"), 0) is None


def test_the_longest_phrase_comes_first() -> None:
    names = Names({"f(x)": 1.0, "f(x)g": 2.0})
    assert names.phrase(tokenize("f(x)g"), 0) == ("f(x)g", 5)
    assert names.phrase(tokenize("f(x)h"), 0) == ("f(x)", 4)


def test_a_word_in_italics_is_a_phrase_unless_its_letters_are_bound() -> None:
    assert Names({"pos": 1}).phrase(tokenize("2 pos"), 1) == ("pos", 4)
    assert Names({"pos": 1, "s": 2}).phrase(tokenize("pos"), 0) is None


@pytest.mark.parametrize("name", ["", "  ", "~", r"\,", r"\displaystyle", "β", r"\hat x_1_2", 3])
def test_what_is_no_name_is_an_error(name: Any) -> None:
    with pytest.raises(FormulaError):
        Names({name: 1.0})


def test_a_function_whose_parameters_are_bound_is_a_node_of_a_graph() -> None:
    names = Names({"w": 1.0, r"\hat y": lambda w: w, "L": lambda y_hat, w: y_hat - w})
    assert names.bound["L"].parents == (r"\hat y", "w")
    assert names.leaves(["L"]) == {"w"}
    assert names.is_function("L")


def test_a_function_with_another_parameter_is_none() -> None:
    names = Names({"w": 1.0, "f": lambda w, x: w + x, "g": lambda: 1.0})
    assert names.bound["f"].parents is None
    assert names.bound["f"].parameters == ("w", "x")
    assert names.bound["g"].parents is None


def test_a_graphs_node_is_never_called() -> None:
    names = Names({"a": 1.0, "b": Graph(("a",), lambda a: 2 * a, "2 * a")})
    assert not names.is_function("b")
    assert names.leaves(["b"]) == {"a"}
    assert names.bound["b"].what == "2 * a"


def test_a_function_may_take_values_of_other_names() -> None:
    names = Names({"w": 1.0, "f": Function(("x",), ("w",), lambda w, x: w * x)})
    assert names.is_function("f")
    assert names.bound["f"].parameters == ("x",)


def test_a_list_of_functions_is_called_and_a_list_of_numbers_is_not() -> None:
    names = Names({"f": [np.sin, np.cos], "x": [1.0, 2.0], "e": []})
    assert names.is_function("f")
    assert not names.is_function("x")
    assert not names.is_function("e")
    assert not names.is_function("unknown")


def test_parameters_with_defaults_need_not_be_given() -> None:
    assert parameters_of(lambda x, y, scale=2.0, *rest, key=1: x) == ("x", "y")
    assert parameters_of(np.sin) == () or parameters_of(np.sin)[0] == "x"


def test_a_dictionary_that_counts_from_1_is_a_sequence() -> None:
    names = {"W": {2: np.eye(2), 1: np.ones((2, 2))}, "x": np.array([1.0, 2.0]), "l": 1}
    assert holds(r"W^{l+1} x = x", names)
    assert fails(r"W^{l} x = x", names)
    assert "expected a number" in str(refusal("a_1 = 2", {"a": {0: 1.0, 1: 2.0}}))
    assert "expected a number" in str(refusal("a_1 = 2", {"a": {"lr": 1.0}}))
