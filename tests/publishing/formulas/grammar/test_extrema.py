"""Extrema of sets, over indices and over variables, and which of their names is the variable."""

from typing import Any

import numpy as np
import pytest

from tests.publishing.formulas.checks import fails, holds
from tests.publishing.formulas.grammar.forms import reading, refusal

A = np.array([[2.0, 1.0], [1.0, 3.0]])
NAMES: dict[str, Any] = {"x": np.array([1.0, -2.0]), "A": A, "z": np.ones(2), "n": 2, "b": A[0]}


@pytest.mark.parametrize(
    ("latex", "same"),
    [
        (r"\sup \{z^\top x \mid \|z\|_\infty \le 1\}", r"\sup_{\|z\|_\infty \le 1} z^\top x"),
        (r"\max \{z^\top x : \|z\| = 1\}", r"\max_{\|z\| = 1} z^\top x"),
        (r"\inf \{x_1 + z_1 \mid \|z\| \le 1\}", r"\inf_{\|z\| \le 1} x_1 + z_1"),
        (r"\sup_z \{z^\top x : \|z\| \le 1\}", r"\sup_{z : \|z\| \le 1} z^\top x"),
        (r"\max \{x_i \mid i \in \{1, 2\}\}", r"\max_{i \in \{1, 2\}} x_i"),
        (r"\max \{x_i : 1 \le i \le n\}", r"\max_{1 \le i \le n} x_i"),
        (r"\max_{i = 1, \dots, n} x_i", r"\max_{i \in 1, \dots, n} x_i"),
    ],
)
def test_a_set_with_a_condition_is_an_extremum_over_what_the_condition_names(
    latex: str, same: str
) -> None:
    assert reading(latex, NAMES) == reading(same, NAMES)


@pytest.mark.parametrize(
    ("latex", "variable"),
    [
        (r"\max_{\|A x\| \le 1} b^\top x", "x"),  # rather than the matrix
        (r"\max_{\|A y\| \le 1} b^\top y", "?y"),  # rather than a name with a value
        (r"\max_{\|A\|_F \le 1} x^\top A x", "A"),
        (r"\max_{\|z\|_\infty \le 1} z^\top x", "z"),
    ],
)
def test_the_variable_of_a_condition(latex: str, variable: str) -> None:
    assert reading(latex, NAMES).startswith(f"Extremum(max, [{variable}]")


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\|x\|_1 = \sup \{\, z^\top x \mid \|z\|_\infty \le 1 \,\}",
            r"\|x\|_1 = \sup \{\, z^\top x \mid \|z\|_2 \le 1 \,\}",
        ),
        (
            r"\max \{z^\top x : \|z\|_2 \le 1\} = \|x\|_2",
            r"\max \{z^\top x : \|z\|_2 \le 2\} = \|x\|_2",
        ),
        (
            r"-\|x\|_1 = \inf \{y^\top x : \|y\|_\infty \le 1\}",
            r"-\|x\|_1 = \inf \{y^\top x : \|y\|_1 \le 1\}",
        ),
        (
            r"\|b\|_2 = \sup \{b^\top A y : \|A y\|_2 \le 1\}",
            r"\|b\|_2 = \sup \{b^\top A y : \|y\|_2 \le 1\}",
        ),
        (
            r"\|x\|_\infty = \max \{|x_i| \mid i = 1, \dots, n\}",
            r"\|x\|_\infty = \max \{x_i \mid i = 1, \dots, n\}",
        ),
    ],
)
def test_extrema_of_sets_are_checked(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


@pytest.mark.parametrize(
    "latex",
    [
        r"1 = \max \{x_1 \mid x\}",  # no condition
        r"1 = \sup_{\|z\| \le 1} \{z^\top x \mid z > 0\}",  # conditions in two places
        r"1 = \max \{x_1 \mid z > 0 \mid x > 0\}",
    ],
)
def test_sets_that_say_too_little_or_too_much_are_refused(latex: str) -> None:
    assert refusal(latex, NAMES).position is not None


CLOSEST: dict[str, Any] = {r"\hat\beta": np.array([1.0, 0.5]), "y": np.array([1.0, 0.5]), "p": 2}
SOLVED: dict[str, Any] = {"x^*": np.array([1.5, 0.5]), "c": np.array([2.0, 1.0]), "a": np.ones(2)}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\hat\beta = \argmin_{\beta \in \mathbb{R}^p} \|y - \beta\|^2",
            r"\hat\beta = \argmin_{\beta \in \mathbb{R}^p} \|2y - \beta\|^2",
        ),
        (
            r"\hat\beta = \argmin_{\beta \in \mathbb{R}^q} \|y - \beta\|^2",  # any q
            r"\hat\beta = \argmin_{\beta \in \mathbb{R}^{p+1}} \|y - \beta\|^2",
        ),
        (
            r"\hat\beta = \argmin_{\beta \in \mathbb{R}^p_+} \|y - \beta\|^2",
            r"-\hat\beta = \argmin_{\beta \in \mathbb{R}^p_+} \|y + \beta\|^2",
        ),
        (
            r"\min_{x \in \mathbb{R}^2 : x \ge 0} \|x + y\|^2 = 1.25",
            r"\min_{x \in \mathbb{R}^2 : x \ge 0} \|x - y\|^2 = 1.25",
        ),
    ],
)
def test_what_an_extremum_is_over_lies_in_a_space(true: str, false: str) -> None:
    assert holds(true, CLOSEST)
    assert fails(false, CLOSEST)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"x^* = \argmin_x \{\, \|x - c\|^2 \;:\; a^\top x = 2 \,\}",
            r"x^* = \argmin_x \{\, \|x + c\|^2 \;:\; a^\top x = 2 \,\}",
        ),
        (
            r"x^* = \argmin_x \{\, \|x - c\|^2 \mid a^\top x \le 2 \,\}",
            r"x^* = \argmin_x \{\, \|x - c\|^2 \mid a^\top x \le 3 \,\}",
        ),
    ],
)
def test_what_minimizes_may_be_set_apart_by_a_condition(true: str, false: str) -> None:
    assert holds(true, SOLVED)
    assert fails(false, SOLVED)


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"p = \min_f f(x)", "f is a function; min is over the arguments of functions"),
        (r"p = \max_{x, f} f(x)", "f is a function; max is over the arguments of functions"),
        (r"p = \min_{x, x} x^2", "min is over x twice"),
        (r"p = \arg\min_{x, y, x} x y", "argmin is over x twice"),
    ],
)
def test_nothing_runs_over_functions_nor_over_a_variable_twice(latex: str, message: str) -> None:
    names = {"f": np.square, "x": 1.0, "y": 2.0, "p": 0.0}
    error = refusal(latex, names)
    assert str(error) == message
    assert latex[error.position or 0] in "fx"
