"""Conditions: intervals hold what lies between, and a printed infinity bounds all numbers."""

import numpy as np
import pytest

from mathbook.publishing.formulas.evaluation.conditions import condition, is_infinity
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.trees import Condition
from tests.publishing.formulas.checks import fails, holds, refusal, tree

NAMES = {"x": 0.3, "p": np.array([0.2, 0.8]), "k": 2, "S": {1, 2}, "z": float("inf")}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"x \in [0, 1]", r"x \in [0.4, 1]"),
        (r"x \in (0, 1)", r"x \in (0.3, 1)"),
        (r"x \in [0.3, 1]", r"x \in (0.3, 1)"),
        (r"x \in [0, \infty]", r"x \in [1, \infty]"),
        (r"x \notin [1, 2]", r"x \notin [0, 1]"),
        (r"p \in [0, 1]^k", r"p \in [0, 0.5]^k"),
        (r"k \in \{1, 2\}", r"k \in \{1, 3\}"),
        (r"k \in \{1, 2, 3\}", r"x \in \{0, 1\}"),
        (r"k \in S", r"x \in S"),
        (r"x < \infty", r"x > \infty"),
        (r"-\infty < x", r"-\infty > x"),
        (r"x \le 0.3", r"x < 0.3"),
    ],
)
def test_a_set_or_bound_holds_what_is_in_it(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


@pytest.mark.parametrize(
    "latex", [r"z < \infty", r"z \le \infty", r"z \ge 1", r"z \in [0, \infty]"]
)
def test_an_infinite_value_is_not_below_infinity(latex: str) -> None:
    assert fails(latex, NAMES)


def test_a_tuple_lies_in_no_interval() -> None:
    assert "interval" in str(refusal(r"q \in [0, 1]", {"q": (np.zeros(2), np.zeros(3))}))


@pytest.mark.parametrize(
    ("latex", "expected"), [(r"\infty", True), (r"-\infty", True), ("x", False), ("1", False)]
)
def test_infinity_is_known_as_printed(latex: str, expected: bool) -> None:
    assert is_infinity(tree(latex, NAMES)) is expected


@pytest.mark.parametrize(("x", "expected"), [(0.5, True), (-0.5, False), (2.0, False)])
def test_a_condition_is_met_at_one_point(x: float, expected: bool) -> None:
    part = Condition(tree("0"), "<", tree("x(1 - x)", {"x": x}))
    assert condition(part, Scope(Names({"x": x})), evaluate) is expected
