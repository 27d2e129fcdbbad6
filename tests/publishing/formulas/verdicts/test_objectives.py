"""What is minimized: its value and sign, its conditions, and the ways to move."""

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.trees import Extremum, Symbol
from mathbook.publishing.formulas.verdicts.objectives import Objective, directions, moved, put
from tests.publishing.formulas.checks import tree


def objective(latex: str, **names: object) -> Objective:
    node = tree(latex, names)
    assert isinstance(node, Extremum)
    return Objective(node, Scope(Names(names)))


def test_a_maximum_is_minimized_with_the_other_sign() -> None:
    assert objective(r"\min_t (t - 1)^2").at([3.0]) == 4.0
    assert objective(r"\max_t (t - 1)^2").at([3.0]) == -4.0
    assert objective(r"\max_t (t - 1)^2").sign == -1.0


def test_conditions_are_met_or_not() -> None:
    bounded = objective(r"\arg\min_{t \ge 1} t^2")
    assert bounded.is_feasible([2.0])
    assert not bounded.is_feasible([0.0])
    assert bounded.tried_at([0.0]) == float("inf")
    assert objective(r"\arg\min_{t \in S} t^2").is_feasible([0.0])  # nothing says what S is


def test_a_point_without_a_value_is_infinitely_bad() -> None:
    def fragile(t: float) -> float:
        raise ValueError

    assert objective(r"\arg\min_t g(t)", g=fragile).tried_at([1.0]) == float("inf")
    assert objective(r"\arg\min_t \log t").tried_at([-1.0]) == float("inf")


def test_points_are_scaled_to_the_sphere() -> None:
    sphere = objective(r"\arg\min_{\|x\| = 2} x_1", x=np.ones(2))
    (point,) = sphere.projected([np.array([3.0, 4.0])])
    assert point.tolist() == pytest.approx([1.2, 1.6])
    free = objective(r"\arg\min_x x_1", x=np.ones(2))
    assert free.projected([np.array([3.0, 4.0])])[0].tolist() == [3.0, 4.0]


def test_points_outside_a_ball_are_scaled_to_its_sphere() -> None:
    ball = objective(r"\max_{\|x\|_2 \le 1} a^\top x")
    (point,) = ball.projected([np.array([3.0, 4.0])])
    assert point == pytest.approx([0.6, 0.8])
    assert ball.is_feasible([point])
    assert ball.projected([np.array([0.3, 0.4])])[0].tolist() == [0.3, 0.4]


def test_an_objective_is_a_number() -> None:
    with pytest.raises(Mismatch, match="an objective is a number"):
        objective(r"\arg\min_x 2x", x=np.ones(2)).at([np.ones(2)])


def test_a_minimum_is_over_names() -> None:
    broken = Extremum("min", (tree("2"),), (), tree("3"))
    with pytest.raises(FormulaError, match="over names"):
        _ = Objective(broken, Scope(Names({}))).variables
    with pytest.raises(FormulaError, match="over what"):
        _ = Objective(Extremum("min", (), (), tree("3")), Scope(Names({}))).variables


def test_every_direction_has_its_opposite() -> None:
    found = list(directions([1.0, np.zeros(2)], 2, np.random.default_rng(0)))
    assert len(found) == 2 * ((1 + 2) + (2 + 2) + 2)
    for one, other in zip(found[::2], found[1::2], strict=True):
        assert all(np.array_equal(a, -b) for a, b in zip(one, other, strict=True))


def test_some_directions_move_everything() -> None:
    found = list(directions([1.0, 2.0], 3, np.random.default_rng(0)))
    assert sum(all(np.any(unit) for unit in direction) for direction in found) == 6


def test_a_point_is_moved_along_a_direction() -> None:
    one, other = moved([1.0, np.zeros(2)], [np.array(2.0), np.array([1.0, 0.0])], 0.5)
    assert (one, other.tolist()) == (2.0, [0.5, 0.0])


def test_bound_and_unbound_names_get_other_values() -> None:
    scope = put([Symbol("a"), Symbol("t", known=False)], [5.0, 6.0], Scope(Names({"a": 1.0})))
    assert scope.value("a") == 5.0
    assert scope.local == {"t": 6.0}


def test_a_bound_of_zero_forgives_rounding() -> None:
    extremum = tree(r"\min_{x \ge 0} (x - a)^2", {"a": -1.0})
    assert isinstance(extremum, Extremum)
    objective = Objective(extremum, Scope(Names({"a": -1.0})))
    assert objective.is_feasible([-1e-17])
    assert not objective.is_feasible([-1e-5])
