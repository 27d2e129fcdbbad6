"""Relations between values hold up to rounding, and never for what is not finite."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.evaluation.comparison import EQUALITIES, holds

NAN, INF = float("nan"), float("inf")
V = np.array([1.0, -2.0, 3.0])
SPD = np.array([[2.0, 0.5], [0.5, 1.0]])


@pytest.mark.parametrize(
    ("left", "relation", "right", "expected"),
    [
        (1.0, "=", 1.0 + 1e-12, True),
        (1.0, "=", 1.0 + 1e-6, False),
        (1e12, "=", 1e12 + 1, True),
        (0.0, "=", 1e-300, False),
        (V, "=", V.copy(), True),
        (V, "=", V + 1e-3, False),
        (np.zeros(3), "=", 0.0, True),
        (V, "=", 0.0, False),
        (1.0, r"\ne", 2.0, True),
        (1.0, r"\ne", 1.0 + 1e-13, False),
        (V, r"\ne", -V, True),
        (1.0, r"\le", 1.0, True),
        (1.0, r"\le", 1.0 - 1e-13, True),
        (1.0, r"\le", 0.9, False),
        (1.0, "<", 1.0 + 1e-13, False),
        (1.0, "<", 1.1, True),
        (2.0, r"\ge", 3.0, False),
        (3.0, ">", 2.0, True),
        (3.0, ">", 3.0, False),
        (V, r"\le", 3.0, True),
        (V, r"\le", 2.0, False),
        (V, "<", V + 1, True),
        (V, r"\ge", -2.0, True),
        (1 + 2j, "=", 1 + 2j, True),
        (1 + 2j, "=", 1 - 2j, False),
    ],
)
def test_entries_are_compared(left: Any, relation: str, right: Any, expected: bool) -> None:
    assert holds(left, relation, right) is expected


@pytest.mark.parametrize("relation", ["=", r"\equiv", r"\coloneq", r"\approx", r"\cong"])
def test_equalities_are_told_by_one_table(relation: str) -> None:
    assert relation in EQUALITIES
    assert holds(2.0, relation, 2.0)
    assert not holds(2.0, relation, 2.1)


def test_the_tolerance_is_what_the_caller_says() -> None:
    assert not holds(1.0, "=", 1.001)
    assert holds(1.0, "=", 1.001, relative=1e-2)
    assert holds(1.0, "=", 1.001, absolute=1e-2)


@pytest.mark.parametrize(
    "relation", ["=", r"\ne", r"\le", r"\ge", "<", ">", r"\approx", r"\in", r"\notin", r"\succeq"]
)
@pytest.mark.parametrize("strange", [NAN, INF, -INF])
def test_what_is_not_finite_is_in_no_relation(relation: str, strange: float) -> None:
    assert not holds(strange, relation, strange)
    assert not holds(strange, relation, 1.0)
    assert not holds(np.array([1.0, strange]), relation, np.array([1.0, strange]))
    if relation not in (r"\in", r"\notin"):
        assert not holds(1.0, relation, strange)


def test_a_printed_infinity_bounds_finite_numbers_only() -> None:
    assert holds(3.0, "<", INF, unbounded=True)
    assert holds(V, r"\ge", -INF, unbounded=True)
    assert not holds(3.0, ">", INF, unbounded=True)
    assert not holds(INF, r"\le", INF, unbounded=True)
    assert not holds(NAN, "<", INF, unbounded=True)
    assert not holds(INF, "=", INF, unbounded=True)


@pytest.mark.parametrize(
    ("left", "right"),
    [(V, V[:2]), (V, V[np.newaxis]), (SPD, V[:2]), (2.0, V), ((V, V), (V,)), ((V, V), 1.0)],
)
def test_shapes_that_differ_are_refused(left: Any, right: Any) -> None:
    with pytest.raises(Mismatch):
        holds(left, "=", right)


def test_tuples_are_compared_item_by_item() -> None:
    assert holds((1.0, V), "=", (1.0, V))
    assert not holds((1.0, V), "=", (1.0, -V))
    assert holds((1.0, 2.0), "=", np.array([1.0, 2.0]))


def test_membership_is_of_each_number() -> None:
    members = np.array([-1.0, 1.0])
    assert holds(1.0, r"\in", members)
    assert not holds(0.0, r"\in", members)
    assert holds(0.0, r"\notin", members)
    assert holds(np.array([1.0, -1.0, 1.0]), r"\in", members)
    assert not holds(np.array([1.0, 0.0]), r"\in", members)


@pytest.mark.parametrize(
    ("left", "relation", "right", "expected"),
    [
        (SPD, r"\succ", 0.0, True),
        (-SPD, r"\prec", 0.0, True),
        (SPD - 3 * np.eye(2), r"\succeq", 0.0, False),
        (np.ones((2, 2)), r"\succeq", 0.0, True),
        (np.ones((2, 2)), r"\succ", 0.0, False),
        (SPD, r"\preceq", 3 * np.eye(2), True),
        (np.array([[2.0, 1.0], [0.0, 2.0]]), r"\succeq", 0.0, False),  # not symmetric
        (np.array([0.0, 1.0]), r"\succeq", 0.0, True),
        (np.array([0.0, 1.0]), r"\succ", 0.0, False),
        (2.0, r"\succeq", 1.0, True),
    ],
)
def test_definiteness_is_of_eigenvalues_or_entries(
    left: Any, relation: str, right: Any, expected: bool
) -> None:
    assert holds(left, relation, right) is expected


@pytest.mark.parametrize("left", [np.ones((2, 3)), np.ones((2, 2, 2))])
def test_only_square_matrices_are_definite(left: Any) -> None:
    with pytest.raises(Mismatch, match="square"):
        holds(left, r"\succeq", 0.0)


def test_a_matrix_is_not_above_a_number() -> None:
    with pytest.raises(Mismatch):
        holds(SPD, r"\succeq", 0.1)


def test_proportional_vectors_have_one_factor() -> None:
    assert holds(V, r"\propto", 3 * V)
    assert holds(V, r"\propto", -V)
    assert not holds(V, r"\propto", V + 1)
    assert not holds(V, r"\propto", np.zeros(3))
    assert not holds(np.zeros(3), r"\propto", V)
    with pytest.raises(FormulaError, match="one length"):
        holds(2.0, r"\propto", 4.0)


def test_orthogonal_vectors_have_no_inner_product() -> None:
    assert holds(np.array([1.0, 2.0]), r"\perp", np.array([-2.0, 1.0]))
    assert not holds(np.array([1.0, 2.0]), r"\perp", np.array([2.0, 1.0]))
    with pytest.raises(Mismatch):
        holds(V, r"\perp", V[:2])


def test_complex_numbers_have_no_order() -> None:
    with pytest.raises(FormulaError, match="no order"):
        holds(1j, r"\le", 2.0)


@pytest.mark.parametrize("relation", [r"\sim", r"\ll", r"\subset", r"\parallel"])
def test_other_relations_are_refused(relation: str) -> None:
    with pytest.raises(FormulaError, match="is not checked"):
        holds(1.0, relation, 1.0)
