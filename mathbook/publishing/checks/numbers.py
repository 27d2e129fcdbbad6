"""One bound number to its run: what is printed against what its expression gives."""

import math
import re
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import numpy as np

from mathbook.publishing.chapter import BoundNumber
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.numerals import NUMERAL
from mathbook.publishing.runs import NumberRun

__all__ = ["check_number", "printed_as"]


def check_number(number: BoundNumber, index: int, value: Any, column: int) -> NumberRun:
    """Hold ``number`` against ``value``, the value of its expression."""
    got = printed_as(number.text, value)
    if got == number.text:
        return NumberRun(index, got)
    message = f"{number.text} is printed, and {number.expression} gives {got}"
    failure = Failure(number.span.line, message, number.text, got, column=column)
    return NumberRun(index, got, (failure,))


def printed_as(printed: str, value: Any) -> str:
    """``value`` with the decimals, separators and signs that ``printed`` has.

    Text is text: ``f"{x:.1f}"`` says itself how it is printed. So is what no numeral
    stands for, and what is no real number.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    is_number = isinstance(value, Real | Decimal) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or NUMERAL.fullmatch(printed) is None:
        return str(value)
    body = printed.removesuffix("%").rstrip(" \u202f")
    tail = printed[len(body) :]
    number = value * 100 if "%" in tail else value
    if "e" in body:
        decimals = len(body.partition("e")[0].partition(".")[2])
        mantissa, _, power = f"{float(number):.{decimals}e}".partition("e")
        text = f"{mantissa}e{int(power)}"
    else:
        separator = next((sign for sign in (",", "\u202f") if sign in body), "")
        decimals = len(body.partition(".")[2])
        exact = isinstance(number, Integral) and not decimals
        text = f"{int(number):,}" if exact else f"{float(number):,.{decimals}f}"
        text = text.replace(",", separator)
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    if body.startswith("\u2212"):
        text = re.sub("^-", "\u2212", text)
    if body.startswith("+") and not text.startswith("-"):
        text = f"+{text}"
    return text + tail
