"""Sides of one shape agree part by part, where numbers stand for names."""

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.trees import Node
from mathbook.publishing.formulas.verdicts.parts import has_numeric_part, parts
from tests.publishing.formulas.checks import fails, holds, tree, verdict

NAMES = {"w": 3.0, "x": 2.0, "a": 6.0, "v": 0.5, "y": 4.0, "y_hat": 3.0}


def pairs(left: str, right: str) -> list[tuple[Node, Node]] | None:
    return parts(tree(left, NAMES), tree(right, NAMES))


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [
        ("w x", r"3 \times 2", 2),
        (r"-2 \times a", r"-2 \times 6", 2),
        ("w + x", "3 + 2", 2),
        (r"\frac{w}{x}", r"\frac{3}{2}", 2),
        (r"(\hat y - y)^2", "(3 - 4)^2", 3),
        (r"\sqrt{w}", r"\sqrt{3}", 1),
        (r"|x|", "|2|", 1),
        ("(w, x)", "(3, 2)", 2),
        (r"\begin{bmatrix} w & x \end{bmatrix}", r"\begin{bmatrix} 3 & 2 \end{bmatrix}", 2),
        ("2(w + x)", "2(3 + 2)", 3),
    ],
)
def test_equal_shapes_have_pairs_of_parts(left: str, right: str, count: int) -> None:
    found = pairs(left, right)
    assert found is not None
    assert len(found) == count
    assert has_numeric_part(found)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("w x", "6"),
        ("w + x", "w - x"),
        ("w x", r"3 \times 2 \times 1"),
        ("w", "3"),
        (r"\sqrt{w}", r"\exp(3)"),
        ("(w, x)", "(3, 2, 1)"),
        (r"\|x\|_1", r"\|x\|_2"),
        (r"(x, \dots, x)", r"(2, \dots, 2)"),
    ],
)
def test_other_shapes_have_none(left: str, right: str) -> None:
    assert pairs(left, right) is None


def test_names_on_both_sides_are_no_numeric_part() -> None:
    found = pairs("w x", "x w")
    assert found is not None
    assert not has_numeric_part(found)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"w x = 3 \times 2", r"w x = 2 \times 3"),
        (r"w x = 3 \times 2 = 6", r"w x = 6 \times 1 = 6"),
        (r"v a = 0.5 \times 6", r"v a = 6 \times 0.5"),
        (r"w + x = 3 + 2", r"w + x = 4 + 1"),
        (r"(\hat y - y)^2 = (3 - 4)^2 = 1", r"(\hat y - y)^2 = (4 - 3)^2 = 1"),
        (r"\frac{a}{w} = \frac{6}{3}", r"\frac{a}{w} = \frac{4}{2}"),
        (r"\max(0, a) = \max(0, 6)", r"\max(0, a) = \max(6, 0)"),
        # A part may be a link of its own, beside a number.
        (r"(\hat y - y) a = -1 \times a", r"(\hat y - y) a = -2 \times w"),
        (r"2(\hat y - y) v = -2 \times v", r"2(\hat y - y) v = -2 \times x"),
    ],
)
def test_numbers_stand_for_their_parts(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert not holds(false, NAMES)


def test_the_reason_names_the_parts() -> None:
    found = verdict(r"w x = 2 \times 3", NAMES)
    assert found.link is not None
    assert found.link.reason == "its parts differ: 3 and 2"


@pytest.mark.parametrize("relation", [r"\le", r"\ge", "<", ">", r"\ne"])
def test_only_what_is_equal_agrees_in_its_parts(relation: str) -> None:
    bound = {r"\le": "9 + 9", r"\ge": "1 + 1", "<": "9 + 9", ">": "1 + 1", r"\ne": "9 + 9"}
    assert holds(f"w + x {relation} {bound[relation]}", NAMES)
    assert fails(f"w + x {relation} 3 + 2", NAMES) is (relation not in (r"\le", r"\ge"))


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\mathbf{1}^\top x = n m", r"\mathbf{1}^\top x = m"),
        (r"\mathbf{1}^\top x = 3 \cdot 2", r"\mathbf{1}^\top x = 3 \cdot 3"),
        (
            r"\mathbf{1}\mathbf{1}^\top x = nm\mathbf{1}",
            r"\mathbf{1}\mathbf{1}^\top x = m\mathbf{1}",
        ),
    ],
)
def test_the_vector_of_ones_stands_for_no_number(true: str, false: str) -> None:
    names = {"x": np.array([1.0, 0.5, 4.5]), "n": 3, "m": 2.0}
    assert holds(true, names)
    assert fails(false, names)
