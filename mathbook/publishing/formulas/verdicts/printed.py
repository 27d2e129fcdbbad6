r"""Printed numbers: how exact a side of ``\approx`` claims to be, and what it is."""

import numpy as np

from mathbook.publishing.formulas.evaluation.sizes import SIZED
from mathbook.publishing.formulas.evaluation.values import Value
from mathbook.publishing.formulas.grammar.numbers import decimals, is_cut_off
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Apply,
    Block,
    Listing,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Space,
    Symbol,
    Transpose,
    children,
    walk,
)

__all__ = ["half_unit", "has_cut_off", "is_numeric"]


def is_numeric(node: Node) -> bool:
    """Whether ``node`` holds no name: numbers and arithmetic only; the size of I is no name."""
    if isinstance(node, Symbol | Space):
        return False
    if isinstance(node, Apply) and node.name in SIZED:
        return True
    return all(is_numeric(child) for child in children(node))


def half_unit(node: Node) -> Value | None:
    """Half a unit of the last printed digit, entry by entry; None for what is not printed."""
    if isinstance(node, Number):
        return _of_number(node.text)
    if isinstance(node, Add) and len(node.terms) == 1:
        return half_unit(node.terms[0])
    if isinstance(node, Product) and isinstance(node.right, Power):
        power = node.right
        if power.base == Number(10.0, "10"):
            exponent = _integer(power.exponent)
            digits = half_unit(node.left)
            if exponent is not None and digits is not None:
                return digits * 10.0**exponent
        return None
    if isinstance(node, Quotient) and node.bottom == Number(100.0, "100"):  # per cent
        digits = half_unit(node.top)
        return None if digits is None else digits / 100
    if isinstance(node, Transpose):
        digits = half_unit(node.base)
        if digits is None or isinstance(node.base, Listing):  # a list set upright
            return digits
        return np.transpose(np.atleast_2d(digits).T)
    if isinstance(node, Listing):
        return _of_many([half_unit(item) for item in node.items])
    if isinstance(node, Block):
        units = [[half_unit(cell) for cell in row] for row in node.rows]
        if any(unit is None for row in units for unit in row):
            return None
        array = np.array(units, dtype=float)
        return array[:, 0] if array.shape[1] == 1 else array
    return None


def _of_number(text: str) -> float | None:
    places = decimals(text)
    return None if places is None else 0.5 * 10.0**-places


def has_cut_off(node: Node) -> bool:
    r"""Whether dots stand behind the digits of a number in ``node``: ``0.33\dots``"""
    return any(isinstance(part, Number) and is_cut_off(part) for part in walk(node))


def _of_many(units: list[Value | None]) -> Value | None:
    if any(unit is None for unit in units):
        return None
    return np.array(units, dtype=float)


def _integer(node: Node) -> int | None:
    if isinstance(node, Number):
        return int(node.value)
    if isinstance(node, Add) and len(node.terms) == 1 and isinstance(node.terms[0], Number):
        return node.signs[0] * int(node.terms[0].value)
    return None
