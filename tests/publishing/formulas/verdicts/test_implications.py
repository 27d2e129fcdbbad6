"""A conclusion solves its premise: it holds there, and nowhere else."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Degenerate
from tests.publishing.formulas.checks import fails, holds, refusal, verdict

X = np.array([[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]])
Y = np.array([1.0, -0.5, 0.7])
LEAST_SQUARES: dict[str, Any] = {"X": X, "y": Y, "w": np.linalg.lstsq(X, Y, rcond=None)[0]}


def parabola(x: float) -> float:
    return (x - 3) ** 2 + 2


@pytest.mark.parametrize(
    ("true", "false", "names"),
    [
        (r"2x = 1 \Rightarrow x = 0.5", r"2x = 1 \Rightarrow x = 2", {"x": 0.5}),
        (r"2x = 1 \Rightarrow x = \frac{1}{2}", r"2x = 1 \Rightarrow x = \frac{1}{3}", {}),
        (
            r"2x + \lambda = 0 \Rightarrow x = -\lambda/2",
            r"2x + \lambda = 0 \Rightarrow x = \lambda/2",
            {"x": 0.5, "lam": -1.0},
        ),
        (
            r"X^\top X w = X^\top y \Rightarrow w = (X^\top X)^{-1} X^\top y",
            r"X^\top X w = X^\top y \Rightarrow w = (X^\top X)^{-1} y^\top X",
            LEAST_SQUARES,
        ),
        (
            r"f'(x) = 2(x - 3) = 0 \Rightarrow x = 3",
            r"f'(x) = 2(x - 3) = 0 \Rightarrow x = -3",
            {"f": parabola, "x": 3.0},
        ),
        (r"\log x = 2 \iff x = e^2", r"\log x = 2 \iff x = 2^e", {"x": np.exp(2.0)}),
        (
            r"x^2 = 2 \Rightarrow x = \sqrt{2} \approx 1.41",
            r"x^2 = 2 \Rightarrow x = \sqrt{2} \approx 1.42",
            {},
        ),
        (
            r"x^2 = 2 \Rightarrow x \approx 1.41",
            r"x^2 = 2 \Rightarrow x \approx 1.42",
            {"x": 2**0.5},
        ),
        (r"2x = 1 \Rightarrow x = y = 0.5", r"2x = 1 \Rightarrow x = y = 1", {"x": 0.5, "y": 0.5}),
    ],
)
def test_equations_are_solved(true: str, false: str, names: dict[str, Any]) -> None:
    assert holds(true, names)
    assert not is_accepted(false, names)


def is_accepted(latex: str, names: dict[str, Any]) -> bool:
    """Whether ``latex`` holds; shapes that do not fit are refused."""
    try:
        return holds(latex, names)
    except ValueError:
        return False


def test_a_conclusion_that_does_not_matter_is_no_solution() -> None:
    found = verdict(r"0 \cdot x = 0 \Rightarrow x = 3", {"x": 3.0})
    assert found.link is not None
    assert not found.holds
    assert "also holds for another x" in found.link.reason


def test_a_solution_solves_for_other_values_too() -> None:
    names = {"x": 0.5, "lam": -1.0}
    assert holds(r"2x + \lambda = 0 \Rightarrow x = -\lambda/2", names)
    assert fails(r"2x + \lambda = 0 \Rightarrow x = \lambda^2/2", names)  # true for this one


def test_the_steps_of_a_premise_are_identities() -> None:
    names = {"f": parabola, "x": 3.0}
    assert fails(r"f'(x) = 4(x - 3) = 0 \Rightarrow x = 3", names)
    assert fails(r"f'(x) = 3x - 9 = 0 \Rightarrow x = 3", names)


def test_the_steps_of_a_conclusion_count() -> None:
    names = {"x": 0.5, "lam": -1.0}
    assert holds(r"2x + \lambda = 0 \Rightarrow x = -\lambda/2 = 0.5", names)
    assert fails(r"2x + \lambda = 0 \Rightarrow x = -\lambda/3 = 0.5", names)


def test_a_false_premise_is_refused() -> None:
    error = refusal(r"x > 5 \Rightarrow x^2 > 25", {"x": 2.0})
    assert isinstance(error, Degenerate)
    assert "premise" in str(error)


@pytest.mark.parametrize(
    ("true", "false", "names"),
    [
        (r"x > 1 \Rightarrow x^2 > x", r"x > 1 \Rightarrow x^2 > 2x", {"x": 3.0}),
        (r"x > 0 \Rightarrow x + 1 > 1", r"x > 0 \Rightarrow x > 1", {"x": 2.0}),
        (
            r"\|v\| \le 1 \Rightarrow \|v\|^2 \le \|v\|",
            r"\|v\| \le 1 \Rightarrow \|v\|_1 \le 1",
            {"v": np.array([0.9, 0.0])},
        ),
    ],
)
def test_an_inequality_implies_for_all_that_meet_it(
    true: str, false: str, names: dict[str, Any]
) -> None:
    assert holds(true, names)
    found = verdict(false, names)
    assert found.link is not None
    assert (found.holds, found.link.how) == (False, "random points")
    assert found.link.point


def test_each_index_implies_by_itself() -> None:
    names = {"alpha": np.array([0.0, 1.0, 2.0]), "m": np.array([3.0, 1.0, 1.0])}
    assert holds(r"\alpha_i > 0 \Rightarrow m_i = 1", names)
    found = verdict(r"\alpha_i > 0 \Rightarrow m_i = 1", names | {"m": np.array([3.0, 1.0, 2.0])})
    assert found.link is not None
    assert (found.holds, found.link.point) == (False, "i = 3")


def test_an_equivalence_holds_in_both_directions() -> None:
    assert holds(r"2x = 6 \Leftrightarrow x = 3", {"x": 3.0})
    assert fails(r"2x = 6 \Leftrightarrow x = 2", {"x": 3.0})


def test_arrows_follow_one_another() -> None:
    names = {"x": 3.0}
    assert holds(r"2x - 6 = 0 \Rightarrow 2x = 6 \Rightarrow x = 3", names)
    found = verdict(r"2x - 6 = 0 \Rightarrow 2x = 6 \Rightarrow x = 4", names)
    assert str(found).startswith(r"link 2 of 2: 2x = 6 \Rightarrow x = 4 does not hold")


def test_the_verdict_says_that_it_substituted() -> None:
    link = verdict(r"2x = 1 \Rightarrow x = 0.5", {"x": 0.5}).link
    assert link is not None
    assert link.how == "substitution"
