"""Entries: of a matrix by its small letter, and of an array that is printed like a function."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.entries import of_capital, prints_entry, running_indices
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.tokens import tokenize
from mathbook.publishing.formulas.grammar.trees import Symbol
from tests.publishing.formulas.checks import fails, holds, refusal
from tests.publishing.formulas.grammar.forms import reading

A = np.array([[1.0, -2.0, 0.5], [3.0, 4.0, -1.5]])
W = np.array([[2.0, 0.5], [-1.0, 3.0]])
P, Q = np.array([0.2, 0.3, 0.5]), np.array([0.4, 0.5, 0.1])
R = np.outer([0.4, 0.6], P)
NAMES: dict[str, Any] = {
    "A": A,
    "W^{[2]}": W,
    "m": 2,
    "n": 3,
    "P": P,
    "Q": Q,
    "R": R,
    "D": lambda p, q: np.sum(p * np.log(p / q)),
    "H": lambda p: -np.sum(p * np.log(p)),
    r"\mathcal X": [1, 2, 3],
}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\|A\|_\infty = \max_{1 \le i \le m} \sum_{j=1}^n |a_{ij}|",
            r"\|A\|_\infty = \max_{1 \le j \le n} \sum_{i=1}^m |a_{ij}|",
        ),
        (r"(A A^\top)_{ij} = \sum_k a_{ik} a_{jk}", r"(A A^\top)_{ij} = \sum_k a_{ik} a_{ik}"),
        ("a_{12} = -2", "a_{21} = -2"),
        ("w_{12}^{[2]} = 0.5", "w_{21}^{[2]} = 0.5"),
    ],
)
def test_a_small_letter_with_two_indices_is_an_entry(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_only_what_is_unbound_and_has_two_indices_is_an_entry_of_the_capital() -> None:
    assert reading("a_{ij}", NAMES) == "A[?i, ?j]"
    assert reading("a_{ij}", {**NAMES, "a": np.eye(2)}) == "a[?i, ?j]"
    assert reading("a_i", NAMES) == "?a[?i]"  # a row or a column
    assert reading(r"\hat a_{ij}", NAMES) == r"?\hat{a}[?i, ?j]"
    assert reading("p_{ij}", NAMES) == "?p[?i, ?j]"  # P is a vector
    assert reading("b_{ij}", NAMES) == "?b[?i, ?j]"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"D(P \| Q) = \sum_x P(x) \log \frac{P(x)}{Q(x)}",
            r"D(P \| Q) = \sum_x Q(x) \log \frac{P(x)}{Q(x)}",
        ),
        (
            r"D(P \| Q) = \sum_{x \in \mathcal X} P(x) \ln \frac{P(x)}{Q(x)}",
            r"D(P \| Q) = \sum_{x \in \mathcal X} P(x) \ln \frac{Q(x)}{P(x)}",
        ),
        (r"H(P) = -\sum_{i=1}^n P(i) \log P(i)", r"H(P) = -\sum_{i=2}^n P(i) \log P(i)"),
        (r"\sum_{x, y} R(x, y) = 1", r"\sum_{x, y} R(x, y) = 2"),
        (r"\sum_x \sum_y x R(x, y) = 1.6", r"\sum_x \sum_y y R(x, y) = 1.6"),
        (r"\prod_i P(i) = 0.03", r"\prod_i P(i) = 0.3"),
    ],
)
def test_an_array_is_called_with_what_a_sum_runs_over(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_elsewhere_an_array_before_a_bracket_is_a_factor() -> None:
    assert reading(r"P(n)", NAMES) == "(P n)"
    assert "P[" not in reading(r"\sum_{i=1}^n P (n + i)", NAMES)
    assert "P[" not in reading(r"\sum_{i=1}^n n + P(i)", NAMES)  # behind the sum
    assert "not bound" in str(refusal(r"P(i) = Q(i)", NAMES))


def test_what_prints_entries() -> None:
    names = Names(NAMES)
    for latex, expected in (
        ("ij", True),
        ("i,j", True),
        ("12", True),
        ("i", False),
        ("i+1", False),
    ):
        assert prints_entry(tokenize(latex), names) is expected
    assert of_capital.__doc__
    tokens = tokenize("R(x, y)")
    node = Symbol("R", known=True)
    assert running_indices(tokens, 1, node, names, {"x", "y"}) == ("x", "y")
    assert running_indices(tokens, 1, node, names, {"x"}) == ()
    assert running_indices(tokens, 1, Symbol("P", known=True), names, {"x", "y"}) == ()
