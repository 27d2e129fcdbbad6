"""Dots stand for what the items around them say, or are refused."""

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.evaluation.dots import DOTS, filled, is_dots, repeated, run_of
from mathbook.publishing.formulas.evaluation.values import Value
from mathbook.publishing.formulas.grammar.trees import Index, Node, Number, Power, Product, Symbol

X = Symbol("x")
N = Symbol("n")


def number(value: int) -> Number:
    return Number(float(value), str(value))


def entry(index: Node) -> Index:
    return Index(X, (index,))


def evaluate(node: Node) -> Value:
    """n is 4."""
    return node.value if isinstance(node, Number) else 4.0


def test_dots_are_known() -> None:
    assert is_dots(DOTS)
    assert not is_dots(X)


def test_the_run_goes_from_the_first_to_the_last() -> None:
    items = [entry(number(1)), DOTS, entry(N)]
    assert run_of(items, evaluate, "term") == ([], [entry(number(k)) for k in (1, 2, 3, 4)], [])


def test_items_before_and_after_stay() -> None:
    items = [X, entry(number(1)), entry(number(2)), DOTS, entry(number(3)), N]
    before, run, after = run_of(items, evaluate, "term")
    assert before == [X, entry(number(1))]
    assert run == [entry(number(2)), entry(number(3))]
    assert after == [N]


def test_a_run_may_lead_downwards() -> None:
    items = [entry(N), DOTS, entry(number(2))]
    assert run_of(items, evaluate, "term")[1] == [entry(number(k)) for k in (4, 3, 2)]
    items = [entry(number(4)), entry(number(3)), DOTS, entry(number(1))]
    assert run_of(items, evaluate, "term")[1] == [entry(number(k)) for k in (3, 2, 1)]


def test_every_run_of_a_list_is_filled() -> None:
    items = [entry(number(1)), DOTS, entry(number(2)), X, number(1), DOTS, N]
    whole = [entry(number(1)), entry(number(2)), X, *(number(k) for k in (1, 2, 3, 4))]
    assert filled(items, evaluate, "item") == whole
    assert filled([X, N], evaluate, "item") == [X, N]


def test_a_number_may_run_in_several_places() -> None:
    def item(k: Node) -> Node:
        return Product(entry(k), Power(X, k))

    _, run, _ = run_of([item(number(1)), DOTS, item(N)], evaluate, "term")
    assert run == [item(number(k)) for k in (1, 2, 3, 4)]


def test_a_run_that_ends_before_it_begins_is_empty() -> None:
    _, run, _ = run_of([entry(number(6)), DOTS, entry(N)], evaluate, "term")
    assert run == []
    _, run, _ = run_of([entry(N), DOTS, entry(number(5))], evaluate, "term")
    assert run == []


@pytest.mark.parametrize(
    "items",
    [
        [DOTS, entry(N)],
        [entry(number(1)), DOTS],
        [entry(number(1)), DOTS, entry(number(1))],  # the same
        [X, DOTS, N],  # two names
        [entry(number(1)), DOTS, X],
        [Product(number(1), number(2)), DOTS, Product(number(3), number(5))],  # two numbers run
        [entry(number(2)), entry(number(4)), DOTS, entry(number(8))],  # two apart
        [entry(number(5)), entry(number(3)), DOTS, entry(number(1))],
        [number(1), number(2), number(4), DOTS, Power(number(2), N)],
        [number(1), DOTS, number(10**9)],
    ],
)
def test_what_dots_do_not_say_is_refused(items: list[Node]) -> None:
    with pytest.raises(FormulaError, match=r"\\dots|too many"):
        run_of(items, evaluate, "term")


def test_equal_constants_around_dots_are_repeated() -> None:
    zero, one = number(0), number(1)
    assert repeated([one, zero, DOTS, zero]) == 2
    assert repeated([N, DOTS, N, one]) == 1
    assert repeated([one, zero, zero, DOTS]) == 3
    for items in ([one, zero, DOTS], [zero, DOTS, one], [DOTS, zero, zero], [zero, zero]):
        assert repeated(items) is None
    assert repeated([entry(one), DOTS, entry(one)]) is None
