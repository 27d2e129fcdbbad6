"""Sums, products and extrema run over what their bounds and conditions say."""

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from tests.publishing.formulas.checks import value

X = np.array([2.0, -1.0, 3.0, 0.5])
A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
NAMES = {"x": X, "A": A, "n": 4, "S": [1, 3]}


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\sum_{i=1}^n x_i", X.sum()),
        (r"\sum_{i=2}^n x_i", X[1:].sum()),
        (r"\sum_{i=1}^{n-1} x_i", X[:-1].sum()),
        (r"\sum_i x_i", X.sum()),
        (r"\sum_{i=0}^{3} 2^i", 15.0),
        (r"\sum_{i=1}^{400} i", 80200.0),
        (r"\sum_{i=3}^{2} i", 0.0),
        (r"\prod_{i=1}^n x_i", X.prod()),
        (r"\prod_{i=3}^{2} i", 1.0),
        (r"\sum_{i,j} A_{ij}", A.sum()),
        (r"\sum_{i<j} A_{ij}", 11.0),
        (r"\sum_{i \le j} A_{ij}", 27.0),
        (r"\sum_{i \ne j} A_{ij}", A.sum() - np.trace(A)),
        (r"\sum_{i} \sum_{j \ne i} A_{ij}", A.sum() - np.trace(A)),
        (r"\sum_{i=1}^{3} \sum_{j < i} A_{ij}", 4.0 + 7 + 8),
        (r"\sum_{i \in S} x_i", X[0] + X[2]),
        (r"\sum_{i \in [n]} x_i", X.sum()),
        (r"\sum_{i \in \{2, 4\}} x_i", X[1] + X[3]),
        (r"\sum_{i: x_i > 0} x_i", 5.5),
        (r"\sum_{1 \le i < j \le 3} A_{ij}", 11.0),
        (r"\max_i x_i", 3.0),
        (r"\min_{1 \le i \le n} x_i", -1.0),
        (r"\max_{i \ne 3} x_i", 2.0),
        (r"\sum_{k=0}^\infty \frac{1}{2^k}", 2.0),
        (r"x_1 + \dots + x_n", X.sum()),
        (r"x_1 + x_2 + \dots + x_n", X.sum()),
        (r"x_1 \times x_2 \times \dots \times x_n", X.prod()),
        (r"x_1 \cdot \dots \cdot x_n", X.prod()),
        (r"2 \cdot x_1 \cdot \dots \cdot x_3", -12.0),
        (r"x_1 x_2 \cdots x_n", X.prod()),
        (r"2 x_1 \cdots x_3", -12.0),
        (r"x_n x_{n-1} \cdots x_2", X[1:].prod()),
        (r"n (n - 1) \cdots 1", 24.0),
        (r"n + (n - 1) + \dots + 2", 9.0),
        (r"1 + 2 + \dots + n", 10.0),
        (r"5 - 1 - \dots - n", -5.0),
        (r"x_1^2 + \dots + x_n^2", X @ X),
    ],
)
def test_the_value_is_that_of_all_terms(latex: str, expected: float) -> None:
    assert value(latex, NAMES) == pytest.approx(expected)


def test_vectors_and_matrices_are_added_up() -> None:
    names = {"x": [np.array([1.0, 2.0]), np.array([3.0, 5.0])], "c": np.array([2.0, -1.0])}
    assert value(r"\sum_i c_i x_i", names).tolist() == [-1.0, -1.0]
    assert value(r"\sum_i x_i x_i^\top", names).tolist() == [[10.0, 17.0], [17.0, 29.0]]


def test_a_function_of_an_index_is_evaluated_for_each() -> None:
    assert value(r"\sum_{t=1}^3 f", {"f": lambda t: t * t}) == 14.0
    assert value(r"\sum_{t=1}^3 f(t)", {"f": lambda t: t * t}) == 14.0
    assert value(r"\sum_{t=1}^3 g", {"f": lambda t: t * t, "g": lambda f: f + 1}) == 17.0


@pytest.mark.parametrize(
    "latex",
    [
        r"\sum_i i",  # nothing says how far
        r"\sum_{i=1}^{n/3} i",
        r"\sum_{k=1}^\infty \frac{1}{k}",
        r"\prod_{k=1}^\infty 1",
        r"\max_{i > 9} x_i",
        r"\sum_{i=1}^{10^9} i",
        r"x_1 - \dots + x_n",
        r"x_1 + \dots",
        r"\dots + x_n",
        r"x_2 + x_4 + \dots + x_{2n}",
        r"x_1 x_3 \cdots x_4",
        r"x_4 x_2 \cdots x_1",
        r"\sum_i (x_i + A_{ii})",  # x and A differ in length
    ],
)
def test_what_says_no_terms_is_refused(latex: str) -> None:
    with pytest.raises(FormulaError):
        value(latex, NAMES)


def test_a_product_with_dots_has_the_order_and_the_signs_that_are_printed() -> None:
    W = [np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [3.0, 1.0]]), np.eye(2) * 2]
    names = {"W": W, "L": 3, "A": np.array([[1.0, -1.0], [2.0, 0.5]])}
    assert value(r"W_L W_{L-1} \cdots W_1", names).tolist() == (W[2] @ W[1] @ W[0]).tolist()
    assert value(r"W_1 \cdots W_L", names).tolist() == (W[0] @ W[1] @ W[2]).tolist()
    entrywise = value(r"A \odot W_1 \cdots W_L", names)
    assert entrywise.tolist() == (names["A"] * W[0] @ W[1] @ W[2]).tolist()


def test_tuples_are_not_added() -> None:
    with pytest.raises(FormulaError, match="tuple"):
        value("p + p", {"p": (np.zeros(2), np.zeros(3))})
