"""Readings of what is open are tried in turn, each once."""

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.evaluation.choices import Choices, each_reading


def test_every_combination_is_a_reading_once() -> None:
    choices = Choices()
    readings = []
    while True:
        readings.append((choices.pick("sign", (1, -1)), choices.pick("size", (2, 3, 4))))
        if not choices.advance():
            break
    assert readings == [(1, 2), (1, 3), (1, 4), (-1, 2), (-1, 3), (-1, 4)]


def test_a_place_that_only_one_reading_meets_is_read_there_only() -> None:
    choices = Choices()
    readings: list[tuple[object, ...]] = []
    while True:
        kind = choices.pick("kind", ("plain", "sized"))
        size = (choices.pick("size", (2, 3)),) if kind == "sized" else ()
        readings.append((kind, *size))
        if not choices.advance():
            break
    assert readings == [("plain",), ("sized", 2), ("sized", 3)]


def test_a_reading_stays_what_it_is_until_it_advances() -> None:
    choices = Choices()
    assert [choices.pick("a", "xy") for _ in range(3)] == ["x", "x", "x"]
    assert choices.advance()
    assert choices.pick("a", "xy") == "y"
    assert not choices.advance()


def test_a_copy_advances_by_itself() -> None:
    choices = Choices()
    choices.pick("a", "xy")
    copy = choices.copy()
    assert copy.advance()
    assert copy.pick("a", "xy") == "y"
    assert choices.pick("a", "xy") == "x"


def test_readings_without_a_value_are_left_out() -> None:
    def make(choices: Choices) -> int:
        number = choices.pick("n", (1, 2, 3))
        if number == 2:
            raise FormulaError("two has no value")
        return number

    assert list(each_reading(make, 10)) == [1, 3]
    assert list(each_reading(make, 2)) == [1]


def test_without_any_reading_the_first_error_counts() -> None:
    def make(choices: Choices) -> int:
        raise FormulaError(f"reading {choices.pick('n', (1, 2))}")

    with pytest.raises(FormulaError, match="reading 1"):
        list(each_reading(make, 10))
