"""Both sides at one point: for each index that is meant, with a tolerance that fits."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Degenerate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.verdicts.points import (
    Context,
    Outcome,
    best_reading,
    compare_at,
    each_index,
    is_finite,
)
from tests.publishing.formulas.checks import statement, tree

NAMES: dict[str, Any] = {"x": np.array([1.0, 2.0, 3.0]), "A": np.arange(9.0).reshape(3, 3), "n": 3}


def context(latex: str = "x_i = x_i + 0", names: dict[str, Any] | None = None) -> Context:
    """The context of a statement, with its conditions and ranges."""
    names = names or NAMES
    found = statement(latex, names)
    return Context(Names(names), 0, found.conditions, found.ranges)


def indices(latex: str, *free: str) -> list[tuple[int, ...]]:
    """The values of ``free`` for which the statement ``latex`` is claimed."""
    found = statement(latex, NAMES)
    nodes = tuple(side.node for side in found.chains[0].sides)
    inner = context(latex)
    return [
        tuple(int(local[name]) for name in free)
        for local in each_index(free, nodes, inner.scope(), inner)
    ]


@pytest.mark.parametrize(
    ("latex", "free", "expected"),
    [
        ("x_i = 1", ("i",), [(1,), (2,), (3,)]),
        (r"x_i = 1, \quad i = 1, \dots, 2", ("i",), [(1,), (2,)]),
        (r"x_i = 1, \quad i = 2, \dots, n", ("i",), [(2,), (3,)]),
        (r"x_i = 1 \quad \text{for } i \ne 2", ("i",), [(1,), (3,)]),
        (r"A_{ij} = 1 \quad \text{for } i < j", ("i", "j"), [(1, 2), (1, 3), (2, 3)]),
        (r"A_{ij} = 1 \quad \text{if } i = j", ("i", "j"), [(1, 1), (2, 2), (3, 3)]),
        (r"x_{i+1} = x_i", ("i",), [(1,), (2,)]),
        (r"x_i = 1 \quad \text{for } i \in \mathbb{N}", ("i",), [(1,), (2,), (3,)]),
        ("n = 3", (), [()]),
    ],
)
def test_indices_are_those_that_are_meant(
    latex: str, free: tuple[str, ...], expected: list[tuple[int, ...]]
) -> None:
    assert indices(latex, *free) == expected


def test_many_indices_are_thinned_out() -> None:
    names = {"M": np.zeros((100, 100))}
    inner = context("M_{ij} = 0", names)
    node = tree("M_{ij}", names)
    found = list(each_index(("i", "j"), (node,), inner.scope(), inner))
    assert 100 < len(found) <= 600


def compared(left: str, right: str, relation: str = "=", **options: Any) -> Outcome:
    scope = Scope(Names(NAMES))
    return compare_at(tree(left, NAMES), relation, tree(right, NAMES), scope, context(), **options)


def test_both_sides_are_told() -> None:
    outcome = compared("x_1 + 1", "x_2")
    assert (outcome.holds, outcome.left, outcome.right) == (True, 2.0, 2.0)
    outcome = compared("x_i", "i")
    assert outcome.holds
    outcome = compared("x_i", "1")
    assert (outcome.holds, outcome.point, outcome.left) == (False, "i = 2", 2.0)


def test_rounding_is_forgiven_beside_large_terms_only() -> None:
    assert compared("(10^9 + 0.1) - 10^9", "0.1").holds
    assert not compared("0.1000001", "0.1").holds
    assert compared("10^{-8}", "0").holds
    assert not compared("10^{-6}", "0").holds


def test_derivatives_are_less_exact_than_values() -> None:
    names = {"f": np.exp, "t": 1.0}
    inner = Context(Names(names))
    for left, expected in (("f'(t)", True), ("f(t)", False)):
        right = tree(r"2.718281828 + 10^{-7}", names)
        outcome = compare_at(tree(left, names), "=", right, inner.scope(), inner)
        assert outcome.holds is expected


def test_a_rounded_part_stands_after_an_equality_sign() -> None:
    assert not compared("x_1 / 3", "0.33").holds
    assert compared("x_1 / 3", "0.33", rounded=True).holds
    assert not compared("x_1 / 3", "0.34", rounded=True).holds
    assert compared("x_1 / 3", "0.33", r"\approx").holds


def test_indices_that_run_over_nothing_say_nothing() -> None:
    latex = r"x_i = 1, \quad i = 5, \dots, 4"
    inner = context(latex)
    sides = statement(latex, NAMES).chains[0].sides
    with pytest.raises(Degenerate):
        compare_at(sides[0].node, "=", sides[1].node, inner.scope(), inner)


def test_the_first_reading_that_holds_counts() -> None:
    def check(scope: Scope) -> Outcome:
        number = scope.choices.pick("n", (1, 2, 3))
        if number == 1:
            raise FormulaError("one cannot be read")
        return Outcome(number == 3, f"reading {number}")

    assert best_reading(check, context(), 10) == Outcome(True, "reading 3")
    assert best_reading(check, context(), 2) == Outcome(False, "reading 2")
    with pytest.raises(FormulaError, match="one cannot be read"):
        best_reading(check, context(), 1)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (1.0, 2.0, True),
        (None, None, True),
        (float("nan"), 1.0, False),
        (1.0, np.array([1.0, np.inf]), False),
    ],
)
def test_outcomes_with_strange_values_are_known(left: Any, right: Any, expected: bool) -> None:
    assert is_finite(Outcome(True, "", left, right)) is expected


def test_a_seed_fixes_the_generator() -> None:
    one, other = (Context(Names({}), seed) for seed in (1, 2))
    assert one.rng().normal() == one.rng().normal()
    assert one.rng().normal() != other.rng().normal()
