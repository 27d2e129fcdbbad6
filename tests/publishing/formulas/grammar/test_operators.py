"""Sums, extrema and limits: over what they run, and how far they reach."""

from typing import Any

import numpy as np
import pytest

from tests.publishing.formulas.grammar.forms import pointed, reading, refusal

NAMES: dict[str, Any] = {
    "x": np.ones(3), "y": 2.0, "n": 3, "f": np.sin, "S": [1.0, 2.0], "a": 1.0, "b": 2.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\sum_{i=1}^n x_i", "Reduce(sum, [i], 1, n, x[?i])"),
        (r"\prod_{i=1}^{n} x_i", "Reduce(prod, [i], 1, n, x[?i])"),
        (r"\sum\limits^n_{i=1} x_i", "Reduce(sum, [i], 1, n, x[?i])"),
        (r"\sum_i x_i", "Reduce(sum, [i], x[?i])"),
        (r"\sum_{i,j} x_i", "Reduce(sum, [i, j], x[?i])"),
        (r"\sum_{ij} x_i", "Reduce(sum, [i, j], x[?i])"),
        (r"\sum_{(i,j)} x_i", "Reduce(sum, [i, j], x[?i])"),
        (r"\sum_{i<j} x_i", "Reduce(sum, [i, j], [?i < ?j], x[?i])"),
        (r"\sum_{i \ne j} x_i", r"Reduce(sum, [i, j], [?i \ne ?j], x[?i])"),
        (r"\sum_{j \ne i} x_j", r"Reduce(sum, [j], [?j \ne ?i], x[?j])"),
        (r"\sum_{j \le i} x_j", r"Reduce(sum, [j], [?j \le ?i], x[?j])"),
        (r"\sum_{i \le n} x_i", r"Reduce(sum, [i], [?i \le n], x[?i])"),
        (
            r"\sum_{1 \le i < j \le n} x_i",
            r"Reduce(sum, [i, j], [1 \le ?i, ?i < ?j, ?j \le n], x[?i])",
        ),
        (r"\sum_{i \in S} x_i", r"Reduce(sum, [i], [?i \in S], x[?i])"),
        (r"\sum_{i, j \in S} x_i", r"Reduce(sum, [i, j], [?i, ?j \in S], x[?i])"),
        (r"\sum_{i : x_i > 0} y", "Reduce(sum, [i], [x[?i] > 0], y)"),
        (
            r"\sum_{\substack{i \in S \\ i \ne j}} y",
            r"Reduce(sum, [i], [?i \in S, ?i \ne ?j], y)",
        ),
    ],
)
def test_what_an_operator_runs_over(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


def test_an_index_hides_a_bound_name_within_its_operator_only() -> None:
    names = {**NAMES, "i": 2}
    assert reading(r"i \sum_{i=1}^n x_i", names) == "(i Reduce(sum, [i], 1, n, x[?i]))"
    assert reading(r"\sum_{i=1}^i x_i", names) == "Reduce(sum, [i], 1, i, x[?i])"


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\sum_i x_i y + a", "(+Reduce(sum, [i], (x[?i] y)) +a)"),
        (r"\sum_i x_i \cdot y - a", r"(+Reduce(sum, [i], (x[?i] \cdot y)) -a)"),
        (r"\sum_i \sum_j x_i", "Reduce(sum, [i], Reduce(sum, [j], x[?i]))"),
        (r"\max_i x_i + a", "(+Reduce(max, [i], x[?i]) +a)"),
        (r"\max_i -x_i", "Reduce(max, [i], (-x[?i]))"),
        (r"\min_y f(y) + a", "Extremum(min, [y], (+f(y) +a))"),
        (r"\min_y -f(y) + a", "Extremum(min, [y], (-f(y) +a))"),
        (r"\min_y \quad f(y)", "Extremum(min, [y], f(y))"),
        (r"\arg\min_y f(y) + a", "Extremum(argmin, [y], (+f(y) +a))"),
    ],
)
def test_a_sum_takes_one_term_and_a_minimum_over_variables_them_all(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\max(a, b)", "max{a, b}"),
        (r"\max\{a, b\}^2", "max{a, b}^2"),
        (r"\min x + a", "(+min{x} +a)"),
        (r"\max(0, 1 - y)", "max{0, (+1 -y)}"),
        (r"\max_i x_i", "Reduce(max, [i], x[?i])"),
        (r"\max_{1 \le i \le n} f(i)", r"Reduce(max, [i], [1 \le ?i, ?i \le n], f(?i))"),
        (r"\max_y f(y)", "Extremum(max, [y], f(y))"),
        (r"\sup_y f(y)", "Extremum(max, [y], f(y))"),
        (r"\inf_y f(y)", "Extremum(min, [y], f(y))"),
        (r"\argmax_y f(y)", "Extremum(argmax, [y], f(y))"),
        (r"\operatorname*{arg\,max}_y f(y)", "Extremum(argmax, [y], f(y))"),
        (r"\arg\max_y f(y)", "Extremum(argmax, [y], f(y))"),
        (r"\min_{a, b} f(a)", "Extremum(min, [a, b], f(a))"),
        (r"\min_{y \ge 0} f(y)", r"Extremum(min, [y], [y \ge 0], f(y))"),
        (r"\min_{y \in S} f(y)", r"Extremum(min, [y], [y \in S], f(y))"),
        (r"\max_{\|x\|_2 = 1} f(x)", "Extremum(max, [x], [Norm(x, 2) = 1], f(x))"),
        (r"\max_{0 \le y} f(y)", r"Extremum(max, [y], [0 \le y], f(y))"),
        (r"\max_{x : \|x\| = 1} f(x)", "Extremum(max, [x], [Norm(x) = 1], f(x))"),
    ],
)
def test_minimum_and_maximum_as_function_as_reduction_and_over_variables(
    latex: str, read: str
) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"\lim_{h \to 0} f(h)", "Limit(?h, 0, 0, f(?h))"),
        (r"\lim_{h \to 0^+} f(h)", "Limit(?h, 0, 1, f(?h))"),
        (r"\lim_{h \to 0-} f(h)", "Limit(?h, 0, -1, f(?h))"),
        (r"\lim_{h \downarrow 0} f(h)", "Limit(?h, 0, 1, f(?h))"),
        (r"\lim_{h \uparrow a} f(h)", "Limit(?h, a, -1, f(?h))"),
        (r"\lim_{n \to \infty} y^n + a", r"(+Limit(n, \infty, 0, y^n) +a)"),
    ],
)
def test_limits(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        (r"1 = \sum x_i", "this sum does not say over what it runs", r"\sum x_i"),
        (r"1 = \sum_{n \le 3} y", "this operator does not say over what it runs", r"n \le 3} y"),
        (r"1 = \sum_{2 i} y", "an operator runs over names, such as i", "2 i} y"),
        (r"1 = \sum_{x_i} y", "an operator runs over names, such as i", "x_i} y"),
        (r"1 = \sum_{i : x} y", "no condition follows this sign", ": x} y"),
        (r"1 = \sum_i_j y", "two subscripts follow one another", "_j y"),
        (r"1 = \sum_i^2^3 y", "two superscripts follow one another", "^3 y"),
        (r"1 = \max^2(a, b)", "max has no superscript", "^2(a, b)"),
        (r"1 = \min_y^* f(y)", "min has no superscript", "_y^* f(y)"),
        (r"1 = \arg y", r"\arg is followed by \min or \max", "y"),
        (r"1 = \lim f(y)", r"\lim says where to: \lim_{h \to 0}", r"\lim f(y)"),
        (r"1 = \lim_{h \to} y", "found an empty group; expected an expression", None),
        (r"1 = \sum_i", "the formula ends where an expression belongs", ""),
        (r"1 = \min_{a + b x y n y a b} y", "a variable is a name, with indices", None),
    ],
)
def test_operators_that_say_nothing_understood(latex: str, message: str, place: str | None) -> None:
    assert str(refusal(latex, NAMES)) == message
    assert place is None or pointed(latex, NAMES) == place
