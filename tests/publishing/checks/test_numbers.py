"""A printed number against the value of its expression."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.publishing.chapter import BoundNumber, Span
from mathbook.publishing.checks.numbers import check_number, printed_as
from mathbook.publishing.failures import Failure
from mathbook.publishing.runs import NumberRun

RIGHT: list[tuple[str, Any]] = [
    ("40", 40),
    ("40", 40.0),
    ("40", 39.6),
    ("6.4", 6.44),
    ("6.44", 6.44),
    ("6.440", 6.44),
    ("6.0", 6),
    ("-0.5", -0.5),
    ("\u22120.5", -0.5),
    ("0", -0.2),
    ("0.00", -0.001),
    ("+0.5", 0.5),
    ("-0.5", np.float32(-0.5)),
    ("150,000", 150000),
    ("150000", 150000),
    ("150\u202f000", 150000),
    ("1,234,567.9", 1234567.89),
    ("150,000", np.int64(150000)),
    ("12 %", 0.12),
    ("12%", 0.1249),
    ("12.5\u202f%", 0.125),
    ("100 %", 1),
    ("1e-9", 1e-9),
    ("1e-9", 1.4e-9),
    ("1.40e-9", 1.4e-9),
    ("1.5e10", 1.5e10),
    ("-1e-9", -1e-9),
    ("\u22121e-9", -1e-9),
    ("3", np.array(3.2)),
    ("9223372036854775807", 2**63 - 1),
    ("0.3", Fraction(1, 3)),
    ("6.4", Decimal("6.44")),
    ("converges", "converges"),
    ("12.1 %", "12.1 %"),
    ("forty", "forty"),
    ("True", True),
    ("False", np.bool_(False)),
    ("None", None),
    ("nan", float("nan")),
    ("inf", float("inf")),
]


@pytest.mark.parametrize(("printed", "value"), RIGHT)
def test_a_value_is_printed_as_the_page_prints_it(printed: str, value: Any) -> None:
    assert printed_as(printed, value) == printed


@pytest.mark.parametrize(
    ("printed", "value", "got"),
    [
        ("40", 41, "41"),
        ("40", 40.6, "41"),
        ("6.5", 6.44, "6.4"),
        ("6.44", 6.4349, "6.43"),
        ("0.5", -0.5, "-0.5"),
        ("-0.5", 0.5, "0.5"),
        ("\u22120.5", 0.5, "0.5"),
        ("+0.5", -0.5, "-0.5"),
        ("150,000", 15000, "15,000"),
        ("150\u202f000", 1500000, "1\u202f500\u202f000"),
        ("12 %", 0.13, "13 %"),
        ("12", 0.12, "0"),
        ("12 %", 12, "1200 %"),
        ("1e-9", 1e-8, "1e-8"),
        ("1e-9", 0.0, "0e0"),
        ("2", "2.0", "2.0"),
        ("three", 3, "3"),
        ("yes", True, "True"),
        ("1", True, "True"),
        ("5", [5], "[5]"),
        ("3", None, "None"),
        ("3", float("nan"), "nan"),
        ("1e-9", float("inf"), "inf"),
        ("3", 3 + 0j, "(3+0j)"),
        ("3", b"3", "b'3'"),
        ("3", np.array([3]), "[3]"),
        ("3", np.datetime64("2024"), "2024"),
    ],
)
def test_another_value_is_printed_otherwise(printed: str, value: Any, got: str) -> None:
    assert printed_as(printed, value) == got
    assert got != printed


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_no_tolerance_goes_beyond_the_digits_that_are_printed(value: float, decimals: int) -> None:
    printed = f"{value:.{decimals}f}"
    if float(printed):
        assert printed_as(printed, value) == printed
    unit = 10.0**-decimals
    assert printed_as(printed, value + 1.01 * unit) != printed
    assert printed_as(printed, value - 1.01 * unit) != printed


@given(st.integers())
def test_whole_numbers_are_exact(value: int) -> None:
    assert printed_as(str(value), value) == str(value)
    assert printed_as(str(value), value + 1) != str(value)


def test_a_right_number_is_told_by_its_value() -> None:
    number = BoundNumber(Span(3, 6, 2, 2), "6.4", "norm")
    assert check_number(number, 5, 6.44, 4) == NumberRun(5, "6.4")


def test_a_wrong_number_is_told_with_its_place_and_expression() -> None:
    number = BoundNumber(Span(3, 6, 2, 2), "6.4", "norm")
    failure = Failure(2, "6.4 is printed, and norm gives 6.5", "6.4", "6.5", column=4)
    assert check_number(number, 5, 6.5, 4) == NumberRun(5, "6.5", (failure,))
