"""I, 1 and unit vectors have a printed size, or one that the formula leaves them."""

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from tests.publishing.formulas.checks import fails, holds, refusal, value

A = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]])
NAMES = {"A": A, "x": np.array([1.0, 2.0, 3.0]), "m": 2, "n": 3, "c": 0.5}


def test_a_printed_size_counts() -> None:
    assert value("I_n", NAMES).tolist() == np.eye(3).tolist()
    assert value("I_2", NAMES).tolist() == np.eye(2).tolist()
    assert value(r"\mathbf{1}_n", NAMES).tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("A I = A", "A I = 2A"),
        ("I A = A", "I A = -A"),
        (r"A I_n = A", "A I_n = 2 A"),
        (r"\mathbf{1}^\top x = 6", r"\mathbf{1}^\top x = 5"),
        (r"\mathbf{1}^\top \mathbf{1} = n", r"\mathbf{1}^\top \mathbf{1} = n + 1"),
        (r"x^\top e_2 = 2", r"x^\top e_2 = 3"),
        (r"e_i^\top x = x_i", r"e_i^\top x = 2 x_i"),
        (r"\det(A A^\top + c I) = 9.75", r"\det(A A^\top + c I) = 9.5"),
        (r"\operatorname{tr}(I_n) = 3", r"\operatorname{tr}(I_n) = 2"),
    ],
)
def test_the_size_follows_from_the_formula(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_an_identity_of_size_one_is_a_number() -> None:
    assert value("I_1") == 1.0
    assert holds(r"I_1 + 1 = 2")


def test_two_identities_may_differ_in_size() -> None:
    block = r"\begin{bmatrix} I & A \\ 0 & I \end{bmatrix}"
    inverse = r"\begin{bmatrix} I & -A \\ 0 & I \end{bmatrix}"
    assert holds(f"{block} {inverse} = I", NAMES | {"N": 5})
    assert not holds(f"{block} {block} = I", NAMES | {"N": 5})


def test_a_list_of_arrays_says_nothing_of_sizes() -> None:
    names = NAMES | {"layers": [np.zeros(2), np.zeros(5)]}
    assert holds("A I = A", names)
    assert fails("A I = 2A", names)


def test_without_any_size_there_is_none() -> None:
    assert "size" in str(refusal(r"\det(I) = 1"))


@pytest.mark.parametrize("latex", ["I_{c}", "I_{0}", r"\mathbf{1}_{-2}", "I_{100000}", "e_4"])
def test_a_size_is_a_count(latex: str) -> None:
    with pytest.raises(FormulaError):
        value(latex, {"c": 0.5, "x": np.zeros(3)})


def test_what_is_multiplied_lies_in_the_printed_space() -> None:
    names = {**NAMES, "y": np.array([1.0, -1.0]), "z": np.array([0.5, 2.0])}
    assert holds(r"\langle y, z \rangle_{\mathbb R^m} = y^\top z", names)
    assert fails(r"\langle y, z \rangle_{\mathbb R^m} = -y^\top z", names)
    expected = "the shape of what lies in this space is (2,); expected (3,)"
    assert expected in str(refusal(r"\langle y, z \rangle_{\mathbb R^n} = y^\top z", names))
