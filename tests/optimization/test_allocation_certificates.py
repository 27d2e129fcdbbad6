"""The certificate of a split: zero at the optimum, and above zero wherever else."""

import re

import numpy as np
import pytest

from mathbook.errors import InputError
from mathbook.optimization.allocation_certificates import allocation_residuals, certified
from mathbook.optimization.response_curves import LogCurves

CITIES = LogCurves([60, 45, 20, 5], [10, 25, 10, 10])


def test_each_condition_is_seen() -> None:
    best = allocation_residuals(CITIES, [50, 20, 10, 0], 1.0, 80)
    assert best.stationarity == best.dual_feasibility == best.primal_feasibility == 0.0
    assert allocation_residuals(CITIES, [50, 20, 10, 0], 1.0, 79).primal_feasibility == 1.0
    assert allocation_residuals(CITIES, [50, 20, 10, 0], 0.75, 80).stationarity == 0.25
    # Too dear a price shows at those who get something, too low a one also at those who do not.
    assert allocation_residuals(CITIES, [50, 20, 10, 0], 1.5, 80).stationarity == 0.5
    assert allocation_residuals(CITIES, [50, 30, 0, 0], 1.0, 80).dual_feasibility == 1.0
    assert allocation_residuals(CITIES, [0, 0, 0, 0], 1.0, 0).dual_feasibility == 5.0


def test_only_small_residuals_are_converged() -> None:
    assert certified(CITIES, np.array([50.0, 20, 10, 0]), 1.0, 80.0, 1).converged
    assert not certified(CITIES, np.array([50.0, 20, 9, 1]), 1.0, 80.0, 1).converged
    assert not certified(CITIES, np.array([50.0, 20, 10, 0]), 1.0, 80.1, 1).converged
    assert not certified(CITIES, np.array([80.0, 0, 0, 0]), 60 / 90, 80.0, 1).converged


@pytest.mark.parametrize(
    ("x", "price", "message"),
    [
        ([1.0, 2.0], 1.0, "got x of shape (2,), expected a vector of shape (4,)"),
        ([1.0, 2.0, 3.0, -1.0], 1.0, "got x from -1.0 on"),
        ([1.0, 2.0, 3.0, 4.0], np.inf, "got price = inf, expected a finite number"),
    ],
)
def test_what_is_refused(x: list[float], price: float, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        allocation_residuals(CITIES, x, price, 80)
