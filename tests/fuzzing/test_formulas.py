"""Damaged formulas, a few of each kind: each is shown and read, or refused."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing.faults import Draw, Fault
from tests.fuzzing.formula_faults import FAULTS
from tests.fuzzing.formulas import Damaged, damaged_formula, try_formulas


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 2**32))
def test_damaged_formulas_are_read_or_refused(seed: int) -> None:
    draw = Draw(seed)
    tally = try_formulas([damaged_formula(fault, draw) for fault in FAULTS])
    assert tally.wrong == []
    assert set(tally.counts) == {fault.name for fault in FAULTS}


def test_what_kills_the_process_is_found_among_the_others() -> None:
    fault = Fault("dies", lambda latex, draw: latex)
    formulas = [damaged_formula(fault, Draw(seed)) for seed in range(3)]
    deadly = Damaged(fault, formulas[1].latex, seed=-10_000_000)  # there is none
    tally = try_formulas([formulas[0], deadly, formulas[2]])
    assert len(tally.wrong) == 1
    assert tally.counts["dies"] == 3
