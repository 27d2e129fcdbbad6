"""Arguments of the solvers: what is taken, and what is refused with which words."""

import re

import numpy as np
import pytest

from mathbook.errors import InputError
from mathbook.optimization.arguments import matrix, number, vector


def test_whole_numbers_become_float64() -> None:
    assert matrix([[1, 2]], "A", (None, 2)).dtype == np.float64
    assert vector(np.array([1, 2], dtype=np.int32), "b").tolist() == [1.0, 2.0]


def test_float64_is_not_copied() -> None:
    b = np.array([1.0, 2.0])
    assert vector(b, "b") is b


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        ([1.0, 2.0], (None, 2), "got A of shape (2,), expected a matrix of shape (any, 2)"),
        ([[1.0], [2.0]], (2, 2), "got A of shape (2, 1), expected a matrix of shape (2, 2)"),
        (np.ones((0, 3)), (None, 3), "got A of shape (0, 3), expected a matrix"),
        ([[1.0, np.nan]], (1, 2), "got A of shape (1, 2) with nan, expected finite numbers"),
        ([[1.0], [2.0, 3.0]], (2, 2), "A: expected numbers in a regular array"),
        ([[1j]], (1, 1), "got A of type complex128, expected real numbers"),
        ([[True]], (1, 1), "got A of type bool, expected real numbers"),
    ],
)
def test_what_is_no_matrix(value: object, shape: tuple[int | None, int], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        matrix(value, "A", shape)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "size", "message"),
    [
        (
            [[1.0], [2.0]],
            2,
            "got b of shape (2, 1), expected a vector of shape (2,); b.ravel() is one",
        ),
        ([1.0, 2.0], 3, "got b of shape (2,), expected a vector of shape (3,)"),
        (1.0, None, "got b of shape (), expected a vector of shape (n,)"),
        ([], None, "got b of shape (0,), expected a vector of shape (n,)"),
        ([1.0, -np.inf], None, "got b of shape (2,) with -inf, expected finite numbers"),
        (["a"], None, "got b of type <U1, expected real numbers"),
    ],
)
def test_what_is_no_vector(value: object, size: int | None, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        vector(value, "b", size)  # type: ignore[arg-type]


def test_numbers() -> None:
    assert number(np.float64(0.5), "rho") == 0.5
    assert number(0, "lam", zero=True) == 0.0
    for wrong in (0, -1, np.nan, np.inf):
        with pytest.raises(InputError, match=r"got rho = .*, expected a finite number above 0"):
            number(wrong, "rho")
    with pytest.raises(InputError, match=r"got lam = -0\.5, expected a finite number from 0 on"):
        number(-0.5, "lam", zero=True)
    with pytest.raises(InputError, match="got rho = 'a', expected"):
        number("a", "rho")  # type: ignore[arg-type]
