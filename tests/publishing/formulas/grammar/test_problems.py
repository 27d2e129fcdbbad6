"""Optimization problems."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.statements import Problem, parse_formula
from tests.publishing.formulas.checks import fails, holds
from tests.publishing.formulas.grammar.forms import form, pointed, refusal

NAMES: dict[str, Any] = {"f": np.sin, "g": np.cos, "x": 2.0, "y": 1.0}


def problem(latex: str) -> Problem:
    (statement,) = parse_formula(latex, Names(NAMES))
    assert statement.problem is not None
    assert statement.chains == ()
    return statement.problem


@pytest.mark.parametrize(
    ("latex", "objective", "constraints"),
    [
        (r"\min_x f(x)", "Extremum(min, [x], f(x))", []),
        (
            r"\min_x f(x) \quad \text{s.t.} \quad g(x) \le 0",
            "Extremum(min, [x], f(x))",
            [r"g(x) \le 0"],
        ),
        (
            r"\min_{x, y} f(x) + y \quad \text{subject to } x + y = 1, \quad x \ge 0",
            "Extremum(min, [x, y], (+f(x) +y))",
            ["(+x +y) = 1", r"x \ge 0"],
        ),
        (
            r"\text{minimize} \quad f(x) \quad \text{subject to} \quad 0 \le x \le y",
            r"Extremum(min, [?\dots], f(x))",
            [r"0 \le x", r"x \le y"],
        ),
        (r"\text{Maximize } f(x)", r"Extremum(max, [?\dots], f(x))", []),
        (r"\operatorname{minimise}_x f(x)", "Extremum(min, [x], f(x))", []),
        (
            r"\min_x f(x) \text{ s.t. } x \in [0, 1], y = (x, 2, x), \quad x, y \ge 0, y < 2",
            "Extremum(min, [x], f(x))",
            [r"x \in [0, 1]", "y = (x, 2, x)", r"x, y \ge 0", "y < 2"],
        ),
    ],
)
def test_problems(latex: str, objective: str, constraints: list[str]) -> None:
    found = problem(latex)
    assert form(found.objective) == objective
    assert [form(constraint) for constraint in found.constraints] == constraints


@pytest.mark.parametrize(
    "printed",
    [
        r"x_i \ge 0, \quad i = 1, \dots, n",
        r"x_i \ge 0 \quad \text{for } i = 1, \dots, n",
        r"i = 1, \dots, n, \quad x_i \ge 0",
    ],
)
def test_the_range_of_an_index_is_no_constraint(printed: str) -> None:
    (statement,) = parse_formula(rf"\min_x f(x) \text{{ s.t. }} {printed}", Names(NAMES))
    assert statement.problem is not None
    assert [form(constraint) for constraint in statement.problem.constraints] == [r"x[?i] \ge 0"]
    assert [(name, form(low), form(high)) for name, low, high in statement.ranges] == [
        ("i", "1", "?n")
    ]


def test_a_problem_says_where_its_objective_is_printed() -> None:
    latex = r"\min_x f(x) \quad \text{s.t. } x \ge 0"
    found = problem(latex)
    assert latex[found.start : found.end] == r"\min_x f(x)"


def test_a_minimum_with_a_relation_is_a_statement_about_it() -> None:
    (statement,) = parse_formula(r"\min_x f(x) = y", Names(NAMES))
    assert statement.problem is None


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        (r"\text{minimize}", "nothing follows 'minimize'", ""),
        (r"\text{minimize} \quad", "nothing follows 'minimize'", r" \quad"),
        (
            r"\min_x f(x) \text{ s.t. } x \text{ is whole}",
            "found no relation in this constraint",
            r"x \text{ is whole}",
        ),
        (r"\min_x \foo \text{ s.t. } x = 1", r"\foo is not understood here", None),
        (r"\min_x f(x) \text{ s.t. } x \ge", "nothing stands on one side of this", r"\ge"),
        (r"\min_x f(x) \text{ s.t. } x \sim y", r"\sim is not understood", r"\sim y"),
        (r"\min_x f(x) \text{ s.t. } x \in \mathbb R", r"\mathbb{R} is not", r"\mathbb R"),
        (r"\min_x f(x) \text{ s.t. } x < 0 \text{ or } x > 1", "conditions with 'or'", None),
    ],
)
def test_problems_that_are_not_understood(latex: str, message: str, place: str | None) -> None:
    assert str(refusal(latex, NAMES)).startswith(message)
    assert place is None or pointed(latex, NAMES) == place


SOLVED: dict[str, Any] = {"x^*": np.array([1.5, 0.5])}
OBJECTIVE = r"\arg\min_x\; (x_1 - 2)^2 + (x_2 - 1)^2 \quad \text{s.t.}\quad "


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"x_1 + x_2 \le 2", r"x_1 + x_2 \le 3"),
        (r"x_1 + x_2 \le 2,\; x_1 \ge 0", r"x_1 + x_2 \le 2,\; x_1 \ge 2"),
        ("x_1 + x_2 = 2", "x_1 - x_2 = 2"),
    ],
)
def test_a_solution_meets_its_constraints(true: str, false: str) -> None:
    assert holds(f"x^* = {OBJECTIVE}{true}", SOLVED)
    assert fails(f"x^* = {OBJECTIVE}{false}", SOLVED)


def test_a_least_value_is_one_under_constraints() -> None:
    least = OBJECTIVE.replace(r"\arg", "")
    assert holds(rf"\tfrac12 = {least} x_1 + x_2 = 2", SOLVED)
    assert fails(rf"\tfrac12 = {least} x_1 + x_2 = 1", SOLVED)


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"x = y \quad \text{s.t.} \quad y \ge 0", "without an extremum"),
        (
            r"x = \arg\min_x x^2 \quad \text{s.t.} \quad x \ge y_i, \quad i = 1, \dots, 3",
            "with a range",
        ),
    ],
)
def test_other_constraints_behind_an_equation_are_refused(latex: str, message: str) -> None:
    assert message in str(refusal(latex, NAMES))
