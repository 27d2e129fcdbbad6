"""A minimizer beats all around it, near and far; a minimum is the best value that is found."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Degenerate, Mismatch
from tests.publishing.formulas.checks import fails, holds, refusal, verdict

Q = np.array([[3.0, 0.6], [0.6, 2.0]])
b = np.array([0.5, -1.2])
BEST = np.linalg.solve(Q, b)
VALUES, VECTORS = np.linalg.eigh(Q)
NAMES: dict[str, Any] = {
    "Q": Q,
    "b": b,
    "x_star": BEST,
    "y": np.array([2.0, -1.0, 5.0, 0.3]),
    "f": lambda x: x @ Q @ x / 2 - b @ x,
    "v_1": VECTORS[:, 1],
    "v_2": VECTORS[:, 0],
}
F = r"\tfrac12 x^\top Q x - b^\top x"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (rf"x^* = \arg\min_x {F}", rf"x^* = \arg\max_x {F}"),
        (rf"x^* = \arg\min_x \left( {F} \right)", rf"x^* = \arg\min_x \left( {F} + x_1 \right)"),
        (r"x^* = \arg\min_x f(x)", r"2 x^* = \arg\min_x f(x)"),
        (r"\arg\max_x -f(x) = x^*", r"\arg\max_x -f(x) = -x^*"),
        (r"x^* = \arg\min_x f(x) = Q^{-1} b", r"x^* = \arg\min_x f(x) = Q b"),
        (r"3 = \arg\max_i y_i", r"1 = \arg\max_i y_i"),
        (r"2 = \operatorname*{arg\,min}_i y_i", r"2 = \operatorname*{arg\,min}_i y_i^2"),
        (r"4 = \arg\min_i |y_i|", r"2 = \arg\min_i |y_i|"),
        (r"v_1 = \arg\max_{\|x\| = 1} x^\top Q x", r"v_2 = \arg\max_{\|x\| = 1} x^\top Q x"),
        (r"v_2 = \arg\min_{\|x\|^2 = 1} x^\top Q x", r"v_1 = \arg\min_{\|x\|^2 = 1} x^\top Q x"),
        (r"3 = \arg\min_t |t - 3|", r"2.9 = \arg\min_t |t - 3|"),
        (r"0 = \arg\min_{t \ge 0} (t + 1)^2", r"1 = \arg\min_{t \ge 0} (t + 1)^2"),
        (
            r"(1, 2) = \arg\min_{s, t} (s - 1)^2 + (t - 2)^2",
            r"(2, 1) = \arg\min_{s, t} (s - 1)^2 + (t - 2)^2",
        ),
    ],
)
def test_a_minimizer_beats_all_around_it(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_far_away_counts_too() -> None:
    left, _, right = np.sort(np.roots([4, 0, -8, 1]))
    names = {"f": lambda t: t**4 - 4 * t**2 + t, "a": right, "c": left}
    assert fails(r"a = \arg\min_t f(t)", names)  # a local minimum
    assert holds(r"c = \arg\min_t f(t)", names)


def test_variables_are_moved_together() -> None:
    saddle = r"(0, 0) = \arg\min_{s, t} s^2 + t^2 - 4st"
    assert fails(saddle)
    assert holds(saddle.replace("4st", "st"))


def test_small_solutions_are_moved_a_little() -> None:
    assert holds(r"w = \arg\min_t (t - 0.001)^2", {"w": 1e-3})
    assert fails(r"w = \arg\min_t (t - 0.001)^2", {"w": 1.1e-3})


def test_a_solution_that_breaks_its_condition_fails() -> None:
    found = verdict(r"w = \arg\min_{t \ge 1} t^2", {"w": 0.0})
    assert found.link is not None
    assert (found.holds, found.link.reason) == (False, "the solution breaks a condition")


def test_points_where_the_objective_has_no_value_are_passed_over() -> None:
    assert holds(r"1 = \arg\min_t (t - \log t)")
    assert fails(r"2 = \arg\min_t (t - \log t)")


@pytest.mark.parametrize(
    ("latex", "kind"),
    [
        (r"1 = \arg\min_t 5", Degenerate),
        (r"1 = \arg\min_t (t - t)", Degenerate),
        (r"(1, 2, 3) = \arg\min_{s, t} s^2 + t^2", Mismatch),
        (r"1 = \arg\min_t (t, t)", Mismatch),
        (r"1 \le \arg\min_t t^2", Exception),
    ],
)
def test_what_cannot_be_tested_is_refused(latex: str, kind: type[Exception]) -> None:
    assert isinstance(refusal(latex, NAMES), kind)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"2 = \min_t (t - 3)^2 + 2", r"3 = \min_t (t - 3)^2 + 2"),
        (r"\min_t (t - 3)^2 + 2 = 2", r"\min_t (t - 3)^2 + 2 = 1"),
        (r"1 = \max_t (1 - t^2)", r"0 = \max_t (1 - t^2)"),
        (r"\min_x f(x) = -\tfrac12 b^\top Q^{-1} b", r"\min_x f(x) = \tfrac12 b^\top Q^{-1} b"),
        (
            r"\lambda_{\max}(Q) = \max_{\|x\| = 1} x^\top Q x",
            r"\lambda_{\min}(Q) = \max_{\|x\| = 1} x^\top Q x",
        ),
        (r"\min_t (t - 1)^2 + \tfrac13 \approx 0.33", r"\min_t (t - 1)^2 + \tfrac13 \approx 0.34"),
        (r"\max_i y_i = 5", r"\max_i y_i = 2"),
    ],
)
def test_least_and_greatest_values(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_of_vectors_and_numbers_that_fit_a_condition_vectors_are_meant() -> None:
    names = {"A": np.array([[2.0, 1.0], [1.0, 3.0]])}
    assert holds(r"\sup_{\|x\|_2 \le 1} \|A x\|_2 = \|A\|_2", names)
    assert fails(r"\sup_{\|x\|_1 \le 1} \|A x\|_2 = \|A\|_2", names)


def test_the_verdict_says_how_it_searched() -> None:
    for latex, how in (
        (r"x^* = \arg\min_x f(x)", "perturbations"),
        (r"3 = \arg\max_i y_i", "every index"),
        (r"2 = \min_t (t - 3)^2 + 2", "a search"),
    ):
        link = verdict(latex, NAMES).link
        assert link is not None
        assert link.how == how


def test_every_seed_finds_the_same_minimizer() -> None:
    for seed in range(5):
        assert holds(rf"x^* = \arg\min_x {F}", NAMES, seed=seed)
        assert fails(rf"1.01 x^* = \arg\min_x {F}", NAMES, seed=seed)
