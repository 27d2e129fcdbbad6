"""The small changes of what a page says outside its formulas: outputs, numbers, alt texts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mathbook.publishing.audit.mutations import Mutation, distinct, neighbour

__all__ = ["alt_text_mutations", "number_mutations", "output_mutations"]

_DIGIT = re.compile(r"[0-9]")
_TRUTH = re.compile(r"\b(?:True|False)\b")
# A hyphen within a word, a date or a range is no sign.
_NUMBER = re.compile(r"(?<![\w.])(?<!\w[-+−])(?P<sign>[-+−]?)(?:\d|\.\d|inf\b)")
_EXPONENT_SIGN = re.compile(r"(?<=\d[eE]|\.[eE])[-+](?=\d)")
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve", "thirteen"),
)
_NEXT_WORD = dict(pairwise(_WORDS))
_WORD = re.compile(rf"\b(?:{'|'.join(_NEXT_WORD)})\b", re.IGNORECASE)


def output_mutations(lines: Sequence[str]) -> list[tuple[int, Mutation]]:
    """The changes of an output's digits, signs and truth values.

    Returns:
        Pairs of the line's index and a mutation with offsets in that line.
    """
    return [
        (index, mutation)
        for index, line in enumerate(lines)
        for mutation in distinct(line, (*_digits(line), *_signs(line), *_truth_values(line)))
    ]


def number_mutations(text: str) -> list[Mutation]:
    """The changes of a number in prose: each of its digits, and its minus removed."""
    removed = (mutation for mutation in _signs(text) if not mutation.replacement)
    return distinct(text, (*_digits(text), *removed))


def alt_text_mutations(alt: str) -> list[Mutation]:
    """The changes of a figure's alt text: its digits, and the words one to twelve."""
    return distinct(alt, (*_digits(alt), *_number_words(alt)))


def _digits(text: str) -> Iterator[Mutation]:
    for digit in _DIGIT.finditer(text):
        yield Mutation(digit.start(), digit.end(), neighbour(digit[0]), "digit")


def _signs(text: str) -> Iterator[Mutation]:
    for number in _NUMBER.finditer(text):
        start, end = number.span("sign")
        yield Mutation(start, end, "" if number["sign"] in ("-", "−") else "-", "sign")
    for sign in _EXPONENT_SIGN.finditer(text):
        yield Mutation(sign.start(), sign.end(), "+" if sign[0] == "-" else "-", "sign")


def _truth_values(text: str) -> Iterator[Mutation]:
    for value in _TRUTH.finditer(text):
        other = "False" if value[0] == "True" else "True"
        yield Mutation(value.start(), value.end(), other, "constant")


def _number_words(text: str) -> Iterator[Mutation]:
    for word in _WORD.finditer(text):
        other = _NEXT_WORD[word[0].lower()]
        other = other.capitalize() if word[0][0].isupper() else other
        yield Mutation(word.start(), word.end(), other, "word")
