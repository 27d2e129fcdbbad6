"""Arithmetic keeps mathematics' rules: shapes must fit, and a missing transpose shows."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.evaluation import algebra

U = np.array([1.0, 2.0, 3.0])
V = np.array([4.0, -1.0, 2.0])
ROW = U[np.newaxis, :]
A = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]])
S = np.array([[4.0, 1.0], [1.0, 3.0]])


def same(left: Any, right: Any) -> bool:
    return np.shape(left) == np.shape(right) and bool(np.allclose(left, right))


@pytest.mark.parametrize(
    ("left", "right", "total"),
    [
        (1.0, 2.0, 3.0),
        (U, V, U + V),
        (U, 1.0, U + 1),
        (A, V, A + V),  # a vector to each row
        (A, ROW, A + U),
        (A, 0.0, A),
    ],
)
def test_sums(left: Any, right: Any, total: Any) -> None:
    assert same(algebra.add(left, right), total)
    assert same(algebra.add(right, left), total)


@pytest.mark.parametrize(
    ("left", "right"), [(U, V[:2]), (A, 1.0), (A, S), (U, ROW), (A, U[:2]), (A.T, A)]
)
def test_what_has_no_sum(left: Any, right: Any) -> None:
    with pytest.raises(Mismatch, match="cannot be added"):
        algebra.add(left, right)


@pytest.mark.parametrize(
    ("left", "right", "operator", "product"),
    [
        (2.0, U, "", 2 * U),
        (A, U, "", A @ U),
        (A, A.T, "", A @ A.T),
        (ROW, V, "", float(U @ V)),
        (U, algebra.transpose(V), "", np.outer(U, V)),
        (U, V, r"\cdot", float(U @ V)),
        (U, V, r"\times", np.cross(U, V)),
        (U, V, r"\odot", U * V),
        (A, A, r"\odot", A * A),
        (U, V, r"\otimes", np.outer(U, V)),
        (S, A, r"\otimes", np.kron(S, A)),
    ],
)
def test_products(left: Any, right: Any, operator: str, product: Any) -> None:
    assert same(algebra.multiply(left, right, operator), product)


@pytest.mark.parametrize(
    ("left", "right", "operator", "message"),
    [
        (U, V, "", r"\^\\top missing"),
        (U, A, "", r"\^\\top missing"),
        (A, A, "", "cannot be multiplied"),
        (U, V[:2], r"\cdot", "no inner product"),
        (U, V[:2], r"\odot", "no entrywise product"),
        ((U, V), U, "", "tuple"),
    ],
)
def test_what_has_no_product(left: Any, right: Any, operator: str, message: str) -> None:
    with pytest.raises(Mismatch, match=message):
        algebra.multiply(left, right, operator)


def test_quotients() -> None:
    assert algebra.divide(3.0, 2.0) == 1.5
    assert same(algebra.divide(A, 2.0), A / 2)
    assert same(algebra.divide(U, V), U / V)
    assert same(algebra.divide(1.0, U), 1 / U)
    assert not np.isfinite(algebra.divide(1.0, 0.0))
    assert np.isnan(algebra.divide(0.0, 0.0))


@pytest.mark.parametrize(("top", "bottom"), [(1.0, A), (U, A), (U, V[:2]), (U, (1.0, 2.0))])
def test_what_has_no_quotient(top: Any, bottom: Any) -> None:
    with pytest.raises(Mismatch):
        algebra.divide(top, bottom)


@pytest.mark.parametrize(
    ("base", "exponent", "power"),
    [
        (2.0, 10.0, 1024.0),
        (-2.0, 3.0, -8.0),
        (U, 2.0, U**2),
        (2.0, U, 2**U),
        (U, V, U**V),
        (S, 2.0, S @ S),
        (S, -1.0, np.linalg.inv(S)),
        (S, -2.0, np.linalg.inv(S @ S)),
        (S, 0.0, np.eye(2)),
        (1j, 2.0, -1 + 0j),
    ],
)
def test_powers(base: Any, exponent: Any, power: Any) -> None:
    assert same(algebra.power(base, exponent), power)


def test_a_root_of_a_matrix_multiplies_back() -> None:
    root = algebra.power(S, 0.5)
    assert same(root @ root, S)
    singular = np.outer([1.0, 2.0], [1.0, 2.0])
    assert same(algebra.power(singular, 0.5) @ algebra.power(singular, 0.5), singular)
    assert np.isrealobj(algebra.power(singular, 0.5))
    with pytest.raises(FormulaError, match="symmetric"):
        algebra.power(np.array([[1.0, 2.0], [0.0, 1.0]]), 0.5)


@pytest.mark.parametrize(("base", "exponent"), [(-2.0, 0.5), (0.0, -1.0)])
def test_powers_that_do_not_exist_are_no_numbers(base: float, exponent: float) -> None:
    assert np.isnan(algebra.power(base, exponent))


@pytest.mark.parametrize(("base", "exponent"), [(A, 2.0), (U, A), ((1.0, 2.0), 2.0)])
def test_what_has_no_powers(base: Any, exponent: Any) -> None:
    with pytest.raises(Mismatch):
        algebra.power(base, exponent)


def test_transposes() -> None:
    assert same(algebra.transpose(U), ROW)
    assert same(algebra.transpose(ROW), U)
    assert same(algebra.transpose(A), A.T)
    assert algebra.transpose(2.0) == 2.0


def test_bars_are_absolute_values_determinants_or_counts() -> None:
    assert algebra.absolute(-3.0) == 3.0
    assert algebra.absolute(3 + 4j) == 5.0
    assert same(algebra.absolute(V), np.abs(V))
    assert algebra.absolute(S) == pytest.approx(11.0)
    assert algebra.absolute((U, V)) == 2.0


@pytest.mark.parametrize(
    ("array", "kind", "size"),
    [
        (V, None, np.sqrt(21)),
        (V, 2.0, np.sqrt(21)),
        (V, 1.0, 7.0),
        (V, 3.0, (64 + 1 + 8) ** (1 / 3)),
        (V, np.inf, 4.0),
        (np.array([0.0, 2.0, 0.0]), 0.0, 1.0),
        (-2.0, None, 2.0),
        (ROW, None, np.sqrt(14)),
        (A, "F", np.sqrt(7)),
        (S, None, np.linalg.eigvalsh(S)[-1]),
        (S, "*", 7.0),
        (A, 1.0, 3.0),
        (A, np.inf, 3.0),
        (U[:2], S, np.sqrt(U[:2] @ S @ U[:2])),
    ],
)
def test_norms(array: Any, kind: Any, size: float) -> None:
    assert algebra.norm(array, kind) == pytest.approx(size)


@pytest.mark.parametrize(
    ("array", "kind"),
    [(A, 3.0), (V, -1.0), (V, "op"), (V, S), ((U, V), None), (np.ones((2, 2, 2)), None)],
)
def test_what_has_no_norm(array: Any, kind: Any) -> None:
    with pytest.raises(FormulaError):
        algebra.norm(array, kind)


@pytest.mark.parametrize(
    ("array", "indices", "entry"),
    [(U, (1,), 1.0), (U, (3,), 3.0), (A, (2, 3), -1.0), (ROW, (2,), 2.0), ((U, V), (2, 1), 4.0)],
)
def test_indices_count_from_one(array: Any, indices: tuple[int, ...], entry: float) -> None:
    assert algebra.index(array, indices) == entry


def test_one_index_of_a_matrix_is_a_row_of_its_list() -> None:
    assert same(algebra.index(A, (2,)), A[1])


@pytest.mark.parametrize(
    ("array", "indices"),
    [(U, (0,)), (U, (4,)), (A, (3, 1)), (A, (1, 4)), (U, (1, 1)), (2.0, (1,)), ((U, V), (3,))],
)
def test_indices_outside_are_refused(array: Any, indices: tuple[int, ...]) -> None:
    with pytest.raises(Mismatch):
        algebra.index(array, indices)
