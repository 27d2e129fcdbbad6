"""Identities hold for other values of the names that both sides share."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.verdicts.identities import (
    Link,
    conditions_hold,
    holds_around,
    holds_nearby,
    is_claimed_for_all,
    sampled,
)
from mathbook.publishing.formulas.verdicts.points import Context
from tests.publishing.formulas.checks import fails, holds, statement, verdict

NAMES: dict[str, Any] = {
    "a": 2.0,
    "b": 3.5,
    "n": 3,
    "k": 1,
    "x": np.array([1.0, -2.0, 0.5]),
    "v": np.array([0.3, 0.2, -0.7]),
    "x_star": np.array([1.0, 1.0, 2.0]),
}


def link(latex: str, names: dict[str, Any] | None = None) -> Link:
    """The first link of ``latex``."""
    names = names or NAMES
    found = statement(latex, names)
    one, other = found.chains[0].sides[:2]
    context = Context(Names(names), 0, found.conditions, found.ranges)
    return Link(one.node, found.chains[0].relations[0], other.node, context, context.scope())


@pytest.mark.parametrize(
    ("latex", "shared"),
    [
        ("a + b = b + a", {"a", "b"}),
        ("a + b = a", {"a"}),
        (r"x^\top v = v^\top x", {"x", "v"}),
        (r"\sum_{i=1}^n x_i = x_1 + \dots + x_n", {"x"}),  # n is a size
        (r"x^* + x = x + x^*", {"x"}),  # a star names a certain solution
        ("x_{k+1} + x_k = x_k + x_{k+1}", set()),  # a sequence of declared values
        ("a = b", set()),
    ],
)
def test_only_what_may_change_is_shared(latex: str, shared: set[str]) -> None:
    assert link(latex).shared() == shared


def test_outcomes_stop_at_the_first_that_fails() -> None:
    good = link("(a + b)^2 = a^2 + 2ab + b^2")
    assert [outcome.holds for outcome in sampled(good, {"a", "b"})] == [True, True]
    *before, last = sampled(link("a^2 = 2a"), {"a"})
    assert all(outcome.holds for outcome in before)
    assert (last.holds, last.how) == (False, "random points")
    assert last.point.startswith("a = ")


@pytest.mark.parametrize(
    ("latex", "least"), [(r"|a| = \sqrt{a^2}", 8), (r"a^2 \ge 2a - 1", 24), ("2a = a + a", 2)]
)
def test_pieces_and_inequalities_get_more_points(latex: str, least: int) -> None:
    assert len(sampled(link(latex), {"a"})) >= least


def test_a_link_without_values_elsewhere_has_no_outcomes() -> None:
    def only_two(t: float) -> float:
        if t != 2:
            raise ValueError
        return t

    assert sampled(link("f(a) = a", NAMES | {"f": only_two}), {"a"}) == []
    assert holds("f(a) = a", NAMES | {"f": only_two})  # by the declared value


def test_conditions_restrict_the_points() -> None:
    bounded = link(r"|a| = a \quad \text{if } a > 0")
    assert conditions_hold(bounded.declared, bounded.context)
    assert not conditions_hold(bounded.declared.child({"a": -1.0}), bounded.context)
    assert bounded.at({"a": -1.0}) is None
    assert bounded.at({"a": 5.0}) is not None
    assert all(outcome.holds for outcome in sampled(bounded, {"a"}))


RELU: dict[str, Any] = {
    "w": 0.5,
    "x": 2.0,
    "h": lambda w, x: w * x,
    "a": lambda h: max(0.0, h),
}


def test_a_piece_of_a_network_is_an_identity_nearby() -> None:
    latex = r"\frac{\partial a}{\partial w} = x"
    found = verdict(latex, RELU)
    assert found.link is not None
    assert (found.holds, found.link.how) == (True, "an identity near the declared values")
    assert fails(r"\frac{\partial a}{\partial w} = w x^2", RELU)  # true at this point only
    assert holds_nearby(link(latex, RELU), {"w", "x"})
    # Without a graph there is no piece that a page could mean.
    assert not holds_nearby(link("|a| = a"), {"a"})


@pytest.mark.parametrize(
    ("latex", "names", "expected"),
    [
        (r"f(a) \le a^2", {"f": lambda t: 0.5 * t**3, "a": 1.5}, True),
        (r"\|x\| \le a + \|v\|", NAMES, True),  # v stands for any vector
        (r"a x^\top x \ge x^\top x", NAMES, False),
    ],
)
def test_what_stands_for_any_value_must_meet_an_inequality(
    latex: str, names: dict[str, Any], expected: bool
) -> None:
    found = link(latex, names)
    assert is_claimed_for_all(found, found.shared()) is expected


def test_an_inequality_at_an_iterate_is_one_of_declared_values() -> None:
    names = {
        "f": lambda x: float(x @ x),
        "x_k": np.array([1.0, 2.0]),
        "p_k": np.array([-2.0, -4.0]),
        r"\nabla f_k": np.array([2.0, 4.0]),
        "c_1": 1e-4,
        r"\alpha": 0.5,
    }
    armijo = r"f(x_k + \alpha p_k) {} f(x_k) + c_1 \alpha \nabla f_k^T p_k"
    assert holds(armijo.format(r"\le"), names)
    assert fails(armijo.format(r"\ge"), names)


def soft(a: float) -> float:
    """The soft threshold at 0.4."""
    return float(np.sign(a) * max(abs(a) - 0.4, 0.0))


@pytest.mark.parametrize("a", [1.1, -1.1, 0.2])
@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"S_\kappa(a) = (a - \kappa)_+ - (-a - \kappa)_+",
            r"S_\kappa(a) = (a + \kappa)_+ - (-a - \kappa)_+",
        ),
        (
            r"S_\kappa(a) = \begin{cases} a - \kappa & a > \kappa \\ 0 & |a| \le \kappa \\ "
            r"a + \kappa & a < -\kappa \end{cases}",
            r"S_\kappa(a) = \begin{cases} a - \kappa & a > \kappa \\ 0 & |a| \le \kappa \\ "
            r"a - \kappa & a < -\kappa \end{cases}",
        ),
    ],
)
def test_a_definition_has_no_wrong_piece_elsewhere(true: str, false: str, a: float) -> None:
    names = {r"S_\kappa": soft, r"\kappa": 0.4, "a": a}
    assert holds(true, names)
    assert fails(false, names)


def test_a_definition_by_declared_values_holds_where_they_were_computed() -> None:
    x = np.array([1.0, 2.0, 4.5])
    names = {"f": lambda x: x - x.mean(), "x": x, r"\mu": x.mean()}
    assert holds(r"f(x) = x - \mu", names)
    assert fails(r"f(x) = x + \mu", names)


def test_values_around_the_declared_ones() -> None:
    found = link("f(x) = |x|", {"f": lambda x: x, "x": 2.0})
    assert holds_around(found, {"x"})
    assert not all(outcome.holds for outcome in sampled(found, {"x"}))
