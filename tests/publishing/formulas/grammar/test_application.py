"""Scripts between a function and its arguments are of its value or choose its component."""

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.application import applied
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Call,
    Index,
    Number,
    Power,
    Symbol,
    Transpose,
)
from tests.publishing.formulas.checks import fails, holds

F, X, TWO = Symbol("f"), Symbol("x"), Number(2.0, "2")


def test_scripts_are_of_the_value() -> None:
    called = Call(F, (X,))
    assert applied(F, (X,), 0) == called
    assert applied(Power(F, TWO), (X,), 0) == Power(called, TWO)
    assert applied(Index(F, (TWO,)), (X,), 0) == Index(called, (TWO,))
    assert applied(Transpose(F), (X,), 0) == Transpose(called)


def test_an_inverse_function_is_refused() -> None:
    with pytest.raises(FormulaError, match="inverse"):
        applied(Power(F, Add((-1,), (Number(1.0, "1"),))), (X,), 3)


def test_powers_and_components() -> None:
    names = {"f": lambda x: np.array([x, 2 * x]), "x": 1.5, "g": lambda x: x + 1}
    assert holds("f_2(x) = 2x", names)
    assert fails("f_1(x) = 2x", names)
    assert holds("g^2(x) = (x + 1)^2", names)
    assert fails("g^2(x) = x^2 + 1", names)
