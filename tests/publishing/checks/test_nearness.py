"""A number nearly right is told from one that is right, and from one that is another."""

import pytest

from mathbook.publishing.checks.nearness import nearest_miss, readings


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("12.09 degrees", ["12.09"]),
        ("[4. 5.]", ["4.0", "5.0"]),
        ("-3.25, −2, +1", ["3.25", "2.0", "1.0"]),
        ("150,000 and 6\u202f400", ["150000.0", "6400.0"]),
        ("1.500e+02 2e-3", ["150.0", "0.002"]),
        ("12 % of 3", ["12.0", "3.0"]),
        ("x2, v1.5a, 3rd", []),
    ],
)
def test_numbers_are_read_as_they_are_printed(text: str, sizes: list[str]) -> None:
    assert [float(reading.size) for reading in readings(text)] == [float(size) for size in sizes]


@pytest.mark.parametrize(
    ("numeral", "unit"), [("12", 1.0), ("12.0", 0.1), ("1.50e3", 10.0), ("2e-3", 0.001)]
)
def test_the_unit_of_the_last_digit_is_known(numeral: str, unit: float) -> None:
    assert float(readings(numeral)[0].unit) == pytest.approx(unit)


@pytest.mark.parametrize(
    ("numeral", "printed"),
    [
        ("12.19", "12.09"),  # one wrong digit
        ("21.09", "12.09"),  # two that changed places
        ("92.09", "12.09"),
        ("12.0", "12.09"),  # cut, not rounded
        ("13", "12.09"),
        ("2.71", "2.7183"),
        ("0.351", "0.3556"),
        ("150,002", "150000.6"),
        ("1.49e3", "1500.0"),
        ("6.1", "-6.2"),
        ("13 %", "0.1209"),
        ("13%", "12.4 %"),
    ],
)
def test_a_near_miss_is_found_with_the_number_it_misses(numeral: str, printed: str) -> None:
    assert nearest_miss(numeral, readings(f"999999 {printed} 0")) == printed


@pytest.mark.parametrize(
    ("numeral", "printed"),
    [
        ("12.1", "12.09"),  # rounded
        ("12", "12.09"),
        ("12.09", "12.1"),  # the code prints fewer digits
        ("6", "-6.0"),
        ("12 %", "0.1209"),
        ("150,000", "150000.0"),
        ("0.125", "0.125"),
        ("0.13", "0.125"),  # a tie goes either way
        ("0.12", "0.125"),
        ("100", "200.0"),  # round numbers, both
        ("30", "31"),
        ("3", "4.0"),
        ("47.2", "12.09"),
        ("0.5", "0.0"),
    ],
)
def test_what_is_right_or_another_number_is_no_near_miss(numeral: str, printed: str) -> None:
    assert nearest_miss(numeral, readings(printed)) is None


def test_of_several_the_nearest_is_named() -> None:
    assert nearest_miss("12.19", readings("12.09 12.21 12.39")) == "12.21"


def test_a_number_that_is_right_somewhere_is_no_near_miss() -> None:
    assert nearest_miss("12.19", readings("12.09 12.187")) is None


def test_numbers_beyond_all_bounds_are_compared_too() -> None:
    assert nearest_miss("12.19", readings("1e999 1e-999")) is None
