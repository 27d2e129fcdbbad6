"""Printed names: the longest that is bound, its indices, its call."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Unbound
from tests.publishing.formulas.checks import fails, holds
from tests.publishing.formulas.grammar.forms import pointed, reading, refusal


def f(x: float) -> float:
    return x


def p(x: float, y: float) -> float:
    return x + y


NAMES: dict[str, Any] = {"f": f, "g": [f, f], "p": p, "x": 2.0, "a": 3.0, "A": np.eye(2), "n": 2}


@pytest.mark.parametrize(
    ("latex", "names", "read"),
    [
        ("d_k", {"d_k": 1.0, "d": 2.0}, "d_k"),
        ("d_k", {"d": 2.0}, "d[?k]"),
        ("d_k", {}, "?d[?k]"),
        ("x_i^*", {"x^*": 1.0, "x": 2.0}, "x^*[?i]"),
        ("x_i^2", {"x_i": 1.0, "x": 2.0}, "x_i^2"),
        ("x_i^2", {"x": 2.0}, "x[?i]^2"),
        ("x_i^k", {"x_i^k": 1.0, "x_i": 2.0}, "x_i^k"),
        (r"z^{k\top}", {"z^k": 1.0, "k": 2}, "z^k.T"),
        (r"z_i^{k\top}", {"z^k": 1.0, "k": 2}, "z^k[?i].T"),
        (r"\mathbf x", {}, "?x"),
        (r"\mathcal L", {}, r"?\mathcal{L}"),
        (r"\hat y_i", {"y_hat": 1.0}, "y_hat[?i]"),
        ("x_{i+1,j}", {"x": 2.0}, "x[(+?i +1), ?j]"),
        ("x^2_i", {"x": 2.0}, "x[?i]^2"),
    ],
)
def test_the_longest_bound_name_wins_and_the_rest_are_indices_and_powers(
    latex: str, names: dict[str, Any], read: str
) -> None:
    assert reading(latex, names) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("f(x)", "f(x)"),
        ("f[x]", "f(x)"),
        ("f(x, a)", "f(x, a)"),
        ("f(x; a)", "f(x, a)"),
        ("f(x)^2", "f(x)^2"),
        ("f^2(x)", "f(x)^2"),
        (r"f^\top(x)", "f(x).T"),
        ("f_i(x)", "f(x)[?i]"),
        ("f_i^2(x)", "f(x)[?i]^2"),
        ("f(x)_i", "f(x)[?i]"),
        ("f'(x)", "Prime(f, 1)(x)"),
        ("g_1(x)", "g(x)[1]"),
        ("f(f(x))", "f(f(x))"),
        ("a(x)", "(a x)"),
        ("x(a + 1)", "(x (+a +1))"),
        ("f(x)(a)", "(f(x) a)"),
        ("f x", "(f x)"),
    ],
)
def test_functions_are_called_and_numbers_multiplied(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("p(x|a)", "p(x, a)"),
        (r"p(x \mid a)", "p(x, a)"),
        (r"p(x \| a)", "p(x, a)"),
        ("p(|x|, |a|)", "p(Abs(x), Abs(a))"),
        (r"p(\|x\|, a)", "p(Norm(x), a)"),
        ("p(f(x|a), a)", "p(f(x, a), a)"),
        (r"p(x \mid |a|)", "p(x, Abs(a))"),
        (r"p(x | \{a\})", "p(x, a)"),
    ],
)
def test_a_single_bar_parts_arguments_and_a_pair_encloses(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


def test_a_function_that_stands_alone_too_is_a_node_and_not_called() -> None:
    names = {"w": 2.0, "L": lambda w: w}
    assert reading("L(w)", names) == "L(w)"
    assert reading("L + L(w)", names) == "(+L +(L w))"


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"A^\top_{ij}", "A.T[?i, ?j]"),
        (r"A_{ij}^\top", "A.T[?i, ?j]"),
        (r"A^\top_{12}", "A.T[12]"),
        (r"A^{-\top}_{ij}", "A^-1.T[?i, ?j]"),
        (r"A_i^\top", "A[?i].T"),
        (r"A_{ij}^2", "A[?i, ?j]^2"),
        (r"x_{ij}^\top", "x[?i, ?j].T"),
    ],
)
def test_a_matrix_is_transposed_and_its_entry_is_not(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize("latex", ["A_{ij}^{-1}", "A^{-1}_{ij}", "A^{-1}_{11}"])
def test_an_entrys_inverse_and_an_inverses_entry_are_not_guessed(latex: str) -> None:
    assert "printed alike" in str(refusal(f"1 = {latex}", NAMES))
    assert reading("(A^{-1})_{ij}", NAMES) == "A^(-1)[?i, ?j]"
    assert reading("(A_{ij})^{-1}", NAMES) == "A[?i, ?j]^(-1)"


def test_an_inverse_function_is_not_one_over_the_function() -> None:
    assert "the inverse of a function" in str(refusal("x = f^{-1}(a)", NAMES))
    assert reading("f(x)^{-1}", NAMES) == "f(x)^(-1)"
    assert reading("f^{-1}(x)", {**NAMES, "f^{-1}": f}) == "f^{-1}(x)"


@pytest.mark.parametrize(
    ("latex", "name"), [(r"P(A \mid B)", "P"), (r"D_{KL}(p \| q)", "D_{K L}"), ("q(x|a)", "q")]
)
def test_what_only_a_function_can_be_is_named_if_nothing_is_bound(latex: str, name: str) -> None:
    error = refusal(f"0.5 = {latex}", {"p": 1.0, "x": 2.0})
    assert isinstance(error, Unbound)
    assert error.name == name


@pytest.mark.parametrize("names", [NAMES, {**NAMES, r"\lambda": 0.1, r"\sigma": 2.0}])
def test_the_spectrum_has_names_of_its_own(names: dict[str, Any]) -> None:
    assert reading(r"\lambda_{\max}(A)", names) == "lambda_max{A}"
    assert reading(r"\sigma_{\min}(A)^2", names) == "sigma_min{A}^2"
    bound = {**names, r"\lambda_{\max}": f}
    assert reading(r"\lambda_{\max}(A)", bound) == r"\lambda_{\max}(A)"


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("n!", "factorial{n}"),
        ("x_n!", "factorial{x[n]}"),
        ("[x]_+", "relu{x}"),
        ("(x - a)_-", "negative_part{(+x -a)}"),
        ("(x)_i^2", "x[?i]^2"),
        (r"(A)^\top_{ij}", "A.T[?i, ?j]"),
    ],
)
def test_scripts_follow_any_factor(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        ("1 = (x)_1_2", "two subscripts follow one another", "_2"),
        ("1 = f(x)^2^3", "two superscripts follow one another", "^3"),
        ("1 = f(x)'", "a prime follows the name of a function", "'"),
        ("1 = f(x", "found the end; expected ')'", ""),
        ("1 = f()", ") is not understood here", ")"),
        ("1 = f(x, f)", "f is its own argument here", "(x, f)"),
    ],
)
def test_scripts_and_arguments_that_are_incomplete(latex: str, message: str, place: str) -> None:
    assert str(refusal(latex, NAMES)) == message
    assert pointed(latex, NAMES) == place


def mass(X: float) -> float:
    """The probabilities of 1, 2 and 3."""
    return (0.3, 0.45, 0.25)[int(X) - 1]


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("p(X=2) = 0.45", "p(X=3) = 0.45"),
        (r"\sum_{k=1}^{3} p(X=k) = 1", r"\sum_{k=1}^{2} p(X=k) = 1"),
    ],
)
def test_an_argument_may_name_its_parameter(true: str, false: str) -> None:
    assert holds(true, {"p": mass})
    assert fails(false, {"p": mass})


def test_an_argument_names_no_other_parameter() -> None:
    assert "found '='" in str(refusal("1 = p(Y=2)", {"p": mass}))


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\sum_{j'=1}^{n} a_{j'} = 6", r"\sum_{j'=1}^{n} a_{j} = 6"),
        (r"\sum_{j'} A_{jj'} = r_j", r"\sum_{j'} A_{j'j} = r_j"),
        (r"\sum_{i'=1}^{3} i' = 6i", r"\sum_{i'=1}^{3} i = 6i"),  # beside a number i
        (r"K(p \parallel q) = 2", r"K(q \parallel p) = 2"),
    ],
)
def test_primed_indices_and_parted_arguments(true: str, false: str) -> None:
    names = {
        "a": np.array([1.0, 2.0, 3.0]), "n": 3, "i": 1, "A": np.arange(4.0).reshape(2, 2),
        "r": np.array([1.0, 5.0]), "K": lambda p, q: p - q, "p": 5.0, "q": 3.0,
    }  # fmt: skip
    assert holds(true, names)
    assert fails(false, names)
