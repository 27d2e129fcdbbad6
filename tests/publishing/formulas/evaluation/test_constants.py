"""What does not follow from the names that change is computed once."""

import numpy as np
import pytest

from mathbook.publishing.formulas.evaluation.constants import with_constants
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from tests.publishing.formulas.checks import tree

calls: list[float] = []


def counted(t: float) -> float:
    calls.append(t)
    return t**2


NAMES = {
    "f": counted,
    "x": 2.0,
    "y": 3.0,
    "z": lambda x: x + 1,
    "v": np.array([1.0, 2.0]),
}


def calls_for(latex: str, changing: str) -> int:
    """How often f is called at four values of ``changing``, and that the values are right."""
    scope = Scope(Names(NAMES))
    node = tree(latex, NAMES)
    held = with_constants(node, frozenset({changing}), scope, evaluate)
    plain = [evaluate(node, scope.child({changing: t})) for t in (0.0, 1.0, 5.0)]
    calls.clear()
    assert [evaluate(held, scope.child({changing: t})) for t in (0.0, 1.0, 5.0)] == plain
    return len(calls)


@pytest.mark.parametrize(
    ("latex", "changing", "expected"),
    [
        ("f(x) + y", "y", 0),
        ("f(x) + y", "x", 3),
        ("f(z) + y", "y", 0),
        ("f(z) + y", "x", 3),  # z follows from x
        ("f(x) f(y)", "y", 3),
        (r"\frac{f(x)}{y^2 + 1}", "y", 0),
        (r"\sum_i v_i f(v_i) + y", "y", 6),  # an index that the sum runs over
    ],
)
def test_only_what_follows_from_a_changing_name_is_computed_again(
    latex: str, changing: str, expected: int
) -> None:
    assert calls_for(latex, changing) == expected
