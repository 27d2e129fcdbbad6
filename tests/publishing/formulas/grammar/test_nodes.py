"""Children, walks, changes and heights of trees."""

from mathbook.publishing.formulas.grammar.nodes import Node, changed, children, height, walk
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Cases,
    Condition,
    Norm,
    Number,
    Power,
    Product,
    Symbol,
)

A, B, C = Symbol("a"), Symbol("b"), Symbol("c")


def test_children_stand_in_printed_order_however_deep_they_lie_in_tuples() -> None:
    condition = Condition(B, "<", C)
    assert children(Cases(((A, (condition,)), (C, None)))) == [A, condition, C]
    assert children(Norm(A)) == [A]
    assert children(A) == []


def test_a_walk_goes_from_left_to_right_and_to_the_bottom() -> None:
    power = Power(B, C)
    tree = Add((1, -1), (A, power))
    assert list(walk(tree)) == [tree, A, power, B, C]


def test_a_walk_of_a_very_high_tree_ends() -> None:
    tree: Node = A
    for _ in range(5000):
        tree = Product(tree, B)
    assert sum(1 for _ in walk(tree)) == 10_001
    assert height(tree) == 5001


def test_the_height_counts_nodes_on_the_longest_way() -> None:
    assert height(A) == 1
    assert height(Add((1, 1), (A, Power(B, Power(B, C))))) == 4


def test_a_change_reaches_the_nodes_right_below_only() -> None:
    def to_c(node: Node) -> Node:
        return C if isinstance(node, Symbol) else node

    tree = Add((1, 1), (A, Power(A, B)))
    assert changed(tree, to_c) == Add((1, 1), (C, Power(A, B)))
    assert changed(Number(2.0, "2"), to_c) == Number(2.0, "2")
