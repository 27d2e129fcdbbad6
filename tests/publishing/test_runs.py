"""Runs travel between processes, and say by default that nothing is wrong."""

import pickle

import pytest

from mathbook.publishing.failures import Failure
from mathbook.publishing.runs import BlockRun, FormulaRun, NumberRun

WRONG = (Failure(3, "wrong", column=2),)


@pytest.mark.parametrize(
    "run",
    [
        BlockRun(0, 0.5, ("1",), (), (), WRONG, ("a warning",)),
        FormulaRun(1, "fails", 2, ("an identity",), ("f = f",), ("x is 0",), WRONG, 0.1),
        NumberRun(2, "6.4", WRONG),
    ],
)
def test_a_run_comes_back_from_another_process_as_it_was(
    run: BlockRun | FormulaRun | NumberRun,
) -> None:
    assert pickle.loads(pickle.dumps(run)) == run


def test_a_formula_that_was_not_held_against_anything_says_so() -> None:
    run = FormulaRun(0, "skipped")
    assert (run.links, run.how, run.against, run.warnings, run.failures) == (0, (), (), (), ())


def test_a_number_without_a_value_is_not_right() -> None:
    assert NumberRun(0).value == ""
    assert NumberRun(0).failures == ()
