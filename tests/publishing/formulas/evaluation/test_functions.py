"""The functions that mathematics names itself, against NumPy, and what they refuse."""

import math

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.evaluation.functions import FUNCTIONS, apply_function
from mathbook.publishing.formulas.evaluation.values import Value

Z = np.array([0.3, -1.1, 1.7])
S = np.array([[4.0, 1.0], [1.0, 3.0]])
A = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]])


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("exp", (1.0,), math.e),
        ("exp", (Z,), np.exp(Z)),
        ("log", (math.e,), 1.0),
        ("log10", (1000.0,), 3.0),
        ("logbase", (2.0, 8.0), 3.0),
        ("sqrt", (2.25,), 1.5),
        ("root", (8.0, 3.0), 2.0),
        ("sign", (Z,), np.sign(Z)),
        ("relu", (Z,), np.maximum(Z, 0)),
        ("sigmoid", (0.0,), 0.5),
        ("sigmoid", (Z,), 1 / (1 + np.exp(-Z))),
        ("softplus", (Z,), np.log1p(np.exp(Z))),
        ("softmax", (Z,), np.exp(Z) / np.exp(Z).sum()),
        ("softmax", (A,), np.exp(A) / np.exp(A).sum(axis=1, keepdims=True)),
        ("logsumexp", (Z,), np.log(np.exp(Z).sum())),
        ("erf", (0.5,), math.erf(0.5)),
        ("max", (Z,), 1.7),
        ("max", (0.0, Z), np.maximum(0, Z)),
        ("min", (3.0, 1.0, 2.0), 1.0),
        ("inner", (Z, Z), Z @ Z),
        ("inner", (A, A), (A * A).sum()),
        ("trace", (S,), 7.0),
        ("det", (S,), 11.0),
        ("logdet", (S,), math.log(11)),
        ("lambda_max", (S,), np.linalg.eigvalsh(S)[1]),
        ("lambda_min", (S,), np.linalg.eigvalsh(S)[0]),
        ("sigma_max", (A,), np.linalg.svd(A)[1][0]),
        ("sigma_min", (A,), np.linalg.svd(A)[1][-1]),
        ("rank", (np.outer(Z, Z),), 1.0),
        ("diag", (Z,), np.diag(Z)),
        ("diag", (S,), np.array([4.0, 3.0])),
        ("diag", (1.0, 2.0), np.diag([1.0, 2.0])),
        ("vec", (A,), A.T.ravel()),
        ("dim", (Z,), 3.0),
        ("clip", (Z, -1.0, 1.0), np.clip(Z, -1, 1)),
        ("binomial", (5.0, 2.0), 10.0),
        ("factorial", (5.0,), 120.0),
        ("floor", (2.7,), 2.0),
        ("ceil", (2.1,), 3.0),
        ("real", (2 + 3j,), 2.0),
        ("imag", (2 + 3j,), 3.0),
        ("pinv", (A,), np.linalg.pinv(A)),
        ("pinv", (0.0,), 0.0),
        ("pinv", (Z,), Z[np.newaxis] / (Z @ Z)),
    ],
)
def test_a_function_has_numpys_value(
    name: str, arguments: tuple[Value, ...], expected: Value
) -> None:
    value = apply_function(name, arguments)
    assert np.shape(value) == np.shape(expected)
    assert np.allclose(value, expected)


def test_large_arguments_do_not_overflow() -> None:
    assert apply_function("softmax", (np.array([1000.0, 1000.0]),)).tolist() == [0.5, 0.5]
    assert apply_function("logsumexp", (np.array([1000.0, 0.0]),)) == 1000.0
    assert apply_function("sigmoid", (-1000.0,)) == 0.0


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("exp", (S,)),  # the matrix exponential, or entrywise
        ("sqrt", (S,)),
        ("softmax", (2.0,)),
        ("logsumexp", (S,)),
        ("trace", (A,)),
        ("det", (Z,)),
        ("lambda_max", (np.array([[1.0, 2.0], [0.0, 1.0]]),)),
        ("inner", (Z, Z[:2])),
        ("max", (Z, Z[:2])),
        ("binomial", (2.5, 1.0)),
        ("factorial", (-1.0,)),
        ("factorial", (2.5,)),
        ("factorial", (171.0,)),
        ("log", ((Z, Z),)),
        ("trace", ((Z, Z),)),
        ("sin", (1.0, 2.0)),
        ("binomial", (5.0,)),
        ("root", (8.0, 0.0)),
    ],
)
def test_a_function_refuses_what_it_is_not_of(name: str, arguments: tuple[Value, ...]) -> None:
    with pytest.raises(FormulaError):
        apply_function(name, arguments)


def test_the_wrong_number_of_arguments_is_told() -> None:
    with pytest.raises(Mismatch, match="binomial does not take these 1 arguments"):
        apply_function("binomial", (5.0,))


def test_a_refusal_says_what_is_expected() -> None:
    with pytest.raises(FormulaError, match="symmetric matrix"):
        apply_function("lambda_max", (np.array([[1.0, 2.0], [0.0, 1.0]]),))
    with pytest.raises(Mismatch, match="the trace is of a square matrix"):
        apply_function("trace", (A,))


def test_edges_belong_to_a_function() -> None:
    assert apply_function("factorial", (0.0,)) == 1.0
    assert apply_function("factorial", (170.0,)) == pytest.approx(7.257415615307994e306)
    assert apply_function("binomial", (3.0, 0.0)) == 1.0


def test_outside_its_domain_a_function_is_no_number() -> None:
    assert np.isnan(apply_function("log", (-1.0,)))
    assert np.isnan(apply_function("sqrt", (-1.0,)))
    assert not np.isfinite(apply_function("log", (0.0,)))


@pytest.mark.parametrize(
    "name",
    ["sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "log1p", "expm1"],
)
def test_names_are_numpys(name: str) -> None:
    assert FUNCTIONS[name](0.3) == getattr(np, name)(0.3)
