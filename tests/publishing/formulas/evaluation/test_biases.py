"""A bias is added to each row, also to a single one; a vector's transpose is none."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.evaluation.biases import added
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from tests.publishing.formulas.checks import fails, holds, refusal, tree

RNG = np.random.default_rng(5)
W_1, b_1 = RNG.normal(size=(3, 5)), RNG.normal(size=5)
W_2, b_2 = RNG.normal(size=(5, 3)), RNG.normal(size=3)


def network(x: Any) -> Any:
    return np.maximum(0, x @ W_1 + b_1) @ W_2 + b_2


def names(rows: int) -> dict[str, Any]:
    """The names of a network with so many samples."""
    x = np.random.default_rng(rows).normal(size=(rows, 3))
    return {
        "x": x, "W_1": W_1, "b_1": b_1, "W_2": W_2, "b_2": b_2, "h": x @ W_1 + b_1, "s": 2.0,
        "FFN": network, "v": np.array([1.0, -2.0, 0.5]), "z": [x, 2 * x],
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 2])
@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("xW_1 + b_1 = h", "xW_1 - b_1 = h"),
        ("b_1 + xW_1 = h", "b_1 + 2xW_1 = h"),
        ("s x W_1 + 2 b_1 = 2 h", "s x W_1 + b_1 = 2 h"),
        ("x - b_2 + b_2 = x", "x + b_2 + b_2 = x"),
        (r"\frac{x}{s} + b_2 - b_2 = \frac{x}{s}", r"\frac{x}{s} + b_2 = \frac{x}{s}"),
        ("2 (z_1 + b_2) - 2 b_2 = z_2", "2 (z_1 + b_2) - b_2 = z_2"),
        (
            r"\mathrm{FFN}(x) = \max(0, xW_1 + b_1) W_2 + b_2",
            r"\mathrm{FFN}(x) = \max(0, xW_1 + b_1) W_2 - b_2",
        ),
    ],
)
def test_a_bias_is_added_to_each_row(rows: int, true: str, false: str) -> None:
    assert holds(true, names(rows))
    assert fails(false, names(rows))


@pytest.mark.parametrize(
    "latex", [r"v^\top + b_2 = 0", r"b_2 + v^\top = 0", r"v^\top W_1 + b_1 = 0", "x + b_1 = 0"]
)
def test_the_transpose_of_a_vector_takes_no_bias(latex: str) -> None:
    assert "cannot be added" in str(refusal(latex, names(1)))


def test_what_was_added_before_counts() -> None:
    scope = Scope(Names(names(1)))
    terms = (tree("x", names(1)), tree("b_2", names(1)))
    row, vector = (evaluate(term, scope) for term in terms)
    assert added(row, vector, terms, scope, evaluate).shape == (1, 3)
    transposed = (tree(r"v^\top", names(1)), terms[1])
    with pytest.raises(Mismatch):
        added(row, vector, transposed, scope, evaluate)
