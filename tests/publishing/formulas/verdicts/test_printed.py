"""How exact a printed number claims to be: half a unit of its last digit."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Mismatch
from mathbook.publishing.formulas.verdicts.printed import half_unit, is_numeric
from tests.publishing.formulas.checks import fails, holds, refusal, tree


@pytest.mark.parametrize(
    ("latex", "unit"),
    [
        ("6.4", 0.05),
        ("6.40", 0.005),
        ("6", 0.5),
        ("6{,}400", 0.5),
        ("-0.25", 0.005),
        (r"1.5 \times 10^{-3}", 0.05e-3),
        (r"2 \cdot 10^{3}", 500.0),
        (r"12.5\%", 0.0005),
        ("(0.1, 0.25)", [0.05, 0.005]),
        (r"\begin{bmatrix} 0.1 \\ 2 \end{bmatrix}", [0.05, 0.5]),
        (r"\begin{bmatrix} 1.0 & 2 \\ 3 & 4.00 \end{bmatrix}", [[0.05, 0.5], [0.5, 0.005]]),
        (r"(0.1, 0.2)^\top", [0.05, 0.05]),
        (r"\begin{bmatrix} 0.1 \\ 2 \end{bmatrix}^\top", [[0.05, 0.5]]),
    ],
)
def test_half_a_unit_of_the_last_digit(latex: str, unit: Any) -> None:
    found = half_unit(tree(latex))
    assert found is not None
    assert np.shape(found) == np.shape(unit)
    assert np.allclose(found, unit, rtol=1e-12, atol=0)


@pytest.mark.parametrize("latex", [r"\pi", "x", r"\frac{1}{3}", r"\sqrt{2}", "(0.1, x)", "1 + 2"])
def test_what_is_computed_has_no_last_digit(latex: str) -> None:
    assert half_unit(tree(latex)) is None


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("2", True),
        (r"\frac{16 + 25}{3}", True),
        (r"\sqrt{2} \pi", True),
        ("I_3", True),
        ("2x", False),
        ("I x", False),
        ("I - x", False),
        (r"\begin{bmatrix} 1 & x \end{bmatrix}", False),
    ],
)
def test_numbers_and_arithmetic_hold_no_name(latex: str, expected: bool) -> None:
    assert is_numeric(tree(latex)) is expected


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\sqrt{41} \approx 6.4", r"\sqrt{41} \approx 6.5"),
        (r"\sqrt{41} \approx 6.403", r"\sqrt{41} \approx 6.404"),
        (r"\frac{1}{8} \approx 0.13", r"\frac{1}{8} \approx 0.14"),  # at the edge, and beyond
        (r"\frac{1}{8} \approx 0.12", r"\frac{1}{8} \approx 0.11"),
        (r"6.4 \approx \sqrt{41}", r"6.3 \approx \sqrt{41}"),
        (r"x \approx 2.2 \times 10^{-16}", r"x \approx 2.3 \times 10^{-16}"),
        (r"p \approx 12.3\%", r"p \approx 12.4\%"),
        (r"v \approx (0.33, 0.67)", r"v \approx (0.34, 0.67)"),
        (
            r"v \approx \begin{bmatrix} 0.333 \\ 0.667 \end{bmatrix}",
            r"v \approx \begin{bmatrix} 0.333 \\ 0.666 \end{bmatrix}",
        ),
        (
            r"M \approx \begin{bmatrix} 0.33 & 1 \\ 0 & 0.67 \end{bmatrix}",
            r"M \approx \begin{bmatrix} 0.33 & 1 \\ 0.1 & 0.67 \end{bmatrix}",
        ),
        (r"n \approx 6{,}400", r"n \approx 6{,}401"),
        (r"f(2) \approx f(2.0001)", r"f(2) \approx f(2.01)"),
        (r"-x_0 \approx -0.7", r"-x_0 \approx 0.7"),
    ],
)
def test_approximately_allows_half_a_unit_and_no_more(true: str, false: str) -> None:
    names = {
        "x": 2.220446049250313e-16 if "10^{-16}" in true else 2.0,
        "x_0": 0.6993,
        "p": 0.1234,
        "v": np.array([1 / 3, 2 / 3]),
        "M": np.diag([1 / 3, 2 / 3]) + np.array([[0, 1.2], [0.01, 0]]),
        "n": 6400.4,
        "f": lambda t: t**2,
    }
    assert holds(true, names)
    assert fails(false, names)


def test_a_number_is_no_approximation_of_a_vector() -> None:
    error = refusal(r"v \approx 0.3", {"v": np.array([0.3, 0.3])})
    assert isinstance(error, Mismatch)


def test_equality_forgives_no_rounding() -> None:
    assert fails(r"\sqrt{41} = 6.4")
    assert fails(r"\frac{1}{3} = 0.333")
    assert holds(r"\frac{1}{4} = 0.25")
