"""Equal trees are equally printed mathematics."""

import pytest

from mathbook.publishing.formulas.grammar import trees
from mathbook.publishing.formulas.grammar.trees import Node, Number, Symbol


def test_where_a_name_is_printed_makes_no_difference() -> None:
    assert Symbol("x", position=3) == Symbol("x", position=8)
    assert len({Symbol("x", position=3), Symbol("x", position=8)}) == 1


def test_what_a_name_is_bound_to_makes_one() -> None:
    assert Symbol("x") != Symbol("x", known=False)


def test_how_a_number_is_printed_makes_one() -> None:
    assert Number(0.5, "0.5") != Number(0.5, "0.50")


@pytest.mark.parametrize("name", sorted(set(trees.__all__) - {"changed", "children", "walk"}))
def test_every_kind_of_part_is_a_value(name: str) -> None:
    kind = getattr(trees, name)
    assert issubclass(kind, Node)
    assert kind.__hash__ is not None
    assert kind.__dataclass_params__.frozen
