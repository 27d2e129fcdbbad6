r"""Printed numbers: their decimals, and those that dots cut off."""

from mathbook.publishing.formulas.grammar.trees import Number

__all__ = ["cut_off", "decimals", "is_cut_off"]

_DOTS = r"\dots"
_ROUNDING = 1e-6  # of what is compared with the ends of such a range, in its last digit


def decimals(text: str) -> int | None:
    r"""How many decimals are printed; None for what is not printed in digits, such as ``\pi``."""
    digits = text.removesuffix(_DOTS).replace("{,}", "").replace(r"\,", "")
    if not digits.replace(".", "", 1).isdigit():
        return None
    return len(digits.partition(".")[2])


def cut_off(number: Number) -> Number:
    r"""``3.14\dots``: some number from 3.14 to 3.15, of which the middle is taken."""
    places = decimals(number.text)
    assert places is not None
    # 3.14 may be meant, and 3.15 is not.
    return Number(number.value + (0.5 - _ROUNDING) * 10.0**-places, number.text + _DOTS)


def is_cut_off(number: Number) -> bool:
    """Whether dots stand behind the printed digits."""
    return number.text.endswith(_DOTS)
