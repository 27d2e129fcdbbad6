"""A formula takes so many steps and no more, whatever it is made of."""

import numpy as np
import pytest

from mathbook.publishing.formulas.evaluation.steps import MOST_STEPS, Exhausted, Steps
from tests.publishing.formulas.checks import holds, refusal


@pytest.mark.parametrize(
    "latex",
    [
        r"\sum_{i=1}^{20}" * 6 + " 1 = 64000000",
        r"\sum_{i=1}^{2}" * 20 + " x = 1",
        r"\frac{d}{dx}" * 8 + " x^9 = 362880 x",
        r"\lim_{t \to 0}" * 9 + " t = 0",
        # A function's derivative calls it, with nothing to evaluate in between.
        r"\sum_{i=1}^{20}" * 4 + " f''(x) = 1",
        # The first reading of the left side ends it, not each of many in turn.
        r"\|A\| = " + r"\sum_{i=1}^{20}" * 6 + r" \|A\|",
    ],
)
def test_what_is_nested_too_often_is_refused(latex: str) -> None:
    error = refusal(latex, {"x": 2.0, "f": np.exp, "A": [[1.0, 2.0], [3.0, 4.0]]})
    assert f"more than {MOST_STEPS:,} steps" in str(error)


def test_dots_that_stand_for_too_much_are_refused() -> None:
    nested = r"\sum_{i=1}^{20}" * 6
    assert "steps" in str(refusal(rf"{nested} 1 + \dots + {nested} 3 = 6"))


def test_a_long_sum_is_computed() -> None:
    assert holds(r"\sum_{i=1}^{10000} i = 50005000")
    assert holds(r"\sum_{i=1}^{60} \sum_{j=1}^{60} i j = 3348900")


def test_as_many_steps_are_taken_as_there_are() -> None:
    steps = Steps(2)
    steps.take()
    steps.take()
    with pytest.raises(Exhausted):
        steps.take()
