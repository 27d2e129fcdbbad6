"""A mutation: what it makes of a text, and how it is shown."""

import pytest

from mathbook.publishing.audit.mutations import Mutation, distinct, neighbour


def test_a_mutation_replaces_its_stretch() -> None:
    assert Mutation(3, 4, "-", "sign").apply("2x + y") == "2x - y"[:6]
    assert Mutation(2, 4, "", "transpose").apply("Q^T") == "Q^"
    assert Mutation(1, 1, "0", "digit").apply("12") == "102"


@pytest.mark.parametrize(
    ("text", "mutation", "shown"),
    [
        ("2x + y", Mutation(3, 4, "-", "sign"), "2x + y  ->  2x - y"),
        ("a\n  = -2\n", Mutation(6, 7, "", "sign"), "a = -2  ->  a = 2"),
        (
            r"\frac{\partial f}{\partial x} = 2x + y, \qquad \frac{a}{b}",
            Mutation(35, 36, "-", "sign"),
            r"…\partial x} = 2x + y, \qquad \frac…  ->  …\partial x} = 2x - y, \qquad \frac…",
        ),
        (
            "((0 + (1) + (2) + (3) + (4)",
            Mutation(13, 14, "5", "digit"),
            "…(0 + (1) + (2) + (3) + (4…  ->  …(0 + (1) + (5) + (3) + (4…",
        ),
        (
            "(0 + (1) + 234 + (5) + (6789+1",
            Mutation(12, 13, "4", "digit"),
            "(0 + (1) + 234 + (5) + (6789…  ->  (0 + (1) + 244 + (5) + (6789…",
        ),
    ],
)
def test_a_change_is_shown_with_whole_words_around_it(
    text: str, mutation: Mutation, shown: str
) -> None:
    assert mutation.describe(text) == shown


def test_each_text_results_once_and_the_first_mutation_stands_for_it() -> None:
    prime, other = Mutation(2, 3, "", "prime"), Mutation(1, 2, "", "symbol")
    same = Mutation(0, 1, "f", "symbol")
    assert distinct("f''", [prime, other, same]) == [prime]


def test_mutations_stand_in_the_order_of_the_text() -> None:
    late, early = Mutation(2, 3, "4", "digit"), Mutation(0, 1, "2", "digit")
    assert distinct("1+3", [late, early]) == [early, late]


def test_the_neighbour_of_a_digit_is_another_digit() -> None:
    assert [neighbour(digit) for digit in "0123456789"] == [*"1234567898"]
