"""An index without a printed range runs as far as what it indexes."""

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.ranges import extent, free_indices
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from tests.publishing.formulas.checks import tree

NAMES = {"x": np.zeros(4), "y": np.zeros(3), "A": np.zeros((2, 5)), "n": 4, "r": np.zeros((1, 6))}


@pytest.mark.parametrize(
    ("latex", "indices"),
    [
        ("x_i", ["i"]),
        ("x_i + x_j", ["i", "j"]),
        ("A_{ij}", ["i", "j"]),
        (r"\sum_i x_i", []),
        (r"\sum_j A_{ij} y_j", ["i"]),
        (r"\sum_{i=1}^{k} x_i", []),
        ("x_n", []),  # n is bound
        ("x_{i+1}", ["i"]),
        ("e_i", ["i"]),
        (r"\max_i x_i + x_j", ["j"]),
    ],
)
def test_free_indices_are_those_that_nothing_runs_over(latex: str, indices: list[str]) -> None:
    assert list(free_indices(tree(latex, NAMES))) == indices


def run(name: str, latex: str) -> range:
    """How far ``name`` runs in ``latex``."""
    scope = Scope(Names(NAMES), local={name: 1.0, "j": 1.0})
    return extent(name, (tree(latex, NAMES),), lambda base: evaluate(base, scope))


@pytest.mark.parametrize(
    ("name", "latex", "expected"),
    [
        ("i", "x_i", range(1, 5)),
        ("i", "A_{ij}", range(1, 3)),
        ("j", "A_{1j}", range(1, 6)),
        ("i", "x_{i+1} - x_i", range(1, 4)),
        ("i", "x_i - x_{i-1}", range(2, 5)),
        ("i", r"x_i \sum_j A_{1j}", range(1, 5)),
        ("i", "r_i", range(1, 7)),
    ],
)
def test_an_index_runs_over_what_it_indexes(name: str, latex: str, expected: range) -> None:
    assert run(name, latex) == expected


@pytest.mark.parametrize("latex", ["x_i + y_i", "i^2"])
def test_lengths_that_disagree_or_are_missing_are_refused(latex: str) -> None:
    with pytest.raises(FormulaError):
        run("i", latex)
