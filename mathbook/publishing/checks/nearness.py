"""Numerals that are nearly a number, and no rounding of it: 12.19 where 12.09 was computed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Reading", "nearest_miss", "readings"]

_PRINTED = re.compile(
    r"(?<![\w.])[-+\u2212]?(?P<digits>\d{1,3}(?:[,\u202f]\d{3})+|\d+)(?P<point>\.\d*)?"
    r"(?P<power>e[-+]?\d{1,3})?(?P<percent>[ \u202f]?%)?(?!\w)"
)
_SHARE = Decimal("0.02")  # of a number: a near miss is off by no more
_UNITS = Decimal("1.5")  # of its last digit
_DIGITS = 3  # with fewer, two numbers are close by chance


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed number.

    Attributes:
        text: How it is printed.
        size: Its magnitude: "falls by 6" is said of -6.
        unit: One unit of its last digit.
    """

    text: str
    size: Decimal
    unit: Decimal

    @property
    def digits(self) -> int:
        """How many digits say something; 100 may be a round number."""
        digits = _digits(self.size, self.unit)
        return len(digits if self.unit < 1 else digits.rstrip("0"))

    def percent(self) -> "Reading":
        """The number as a percentage."""
        return Reading(self.text, self.size * 100, self.unit * 100)

    def is_rounding_of(self, other: "Reading") -> bool:
        """Whether one of the two may be a rounding of the other."""
        return abs(self.size - other.size) * 2 <= max(self.unit, other.unit)

    def nearly_is(self, other: "Reading") -> bool:
        """Whether it is off by little, or by one slip of the finger."""
        off = abs(self.size - other.size)
        if self.digits >= _DIGITS and (off <= _SHARE * other.size or self.is_slip_of(other)):
            return True
        if self.digits < 2:
            return False
        return off < self.unit or (self.unit < 1 and off <= _UNITS * self.unit)

    def is_slip_of(self, other: "Reading") -> bool:
        """Whether one digit is another, or two neighbours have changed places."""
        mine, theirs = _digits(self.size, self.unit), _digits(other.size, self.unit)
        if len(mine) != len(theirs):
            return False
        wrong = [place for place, digit in enumerate(mine) if digit != theirs[place]]
        first, last = wrong[0], wrong[-1] + 1
        swapped = last - first == 2 and mine[first:last] == theirs[first:last][::-1]
        return len(wrong) == 1 or swapped


def readings(text: str) -> list[Reading]:
    """The numbers in ``text``."""
    return [_reading(match) for match in _PRINTED.finditer(text)]


def nearest_miss(numeral: str, known: Iterable[Reading]) -> str | None:
    """The number of ``known`` that ``numeral`` nearly is; None if it is right or far from all."""
    own = readings(numeral)[0]
    others = [reading for reading in known if reading.size]
    if numeral.endswith("%"):
        others += [reading.percent() for reading in others if not reading.text.endswith("%")]
    if any(own.is_rounding_of(other) for other in others):
        return None
    near = [other for other in others if own.nearly_is(other)]
    return min(near, key=lambda other: abs(own.size - other.size)).text if near else None


def _reading(match: re.Match[str]) -> Reading:
    whole = re.sub(r"[,\u202f]", "", match["digits"])
    decimals = (match["point"] or ".")[1:]
    power = int((match["power"] or "e0")[1:])
    size = Decimal(f"{whole}.{decimals or 0}").scaleb(power)
    return Reading(match[0], size, Decimal(1).scaleb(power - len(decimals)))


def _digits(size: Decimal, unit: Decimal) -> str:
    """The digits of ``size`` that it has when it is printed to ``unit``."""
    return str(int((size / unit).to_integral_value()))
