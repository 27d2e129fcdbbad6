"""Relations: sides and conditions."""

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.readings import expression
from mathbook.publishing.formulas.grammar.relations import (
    at_depth_zero,
    filled_sides,
    split_at,
    split_condition,
    split_sides,
)
from mathbook.publishing.formulas.grammar.tokens import Token, tokenize
from tests.publishing.formulas.grammar.forms import form


def joined(tokens: "list[Token] | tuple[Token, ...]") -> str:
    return " ".join(token.text for token in tokens)


def conditions(latex: str) -> list[str]:
    names = Names({})
    return [form(c) for c in split_condition(tokenize(latex), lambda t: expression(t, names))]


def test_brackets_and_environments_hide_what_they_hold() -> None:
    tokens = tokenize(r"a ( = ) [ = ] \{ = \} \begin{cases} = \end{cases} {b =} c")
    assert [token.text for _, token in at_depth_zero(tokens)] == ["a", "c"]


def test_half_open_intervals_close_what_they_open() -> None:
    assert len(split_sides(tokenize("x = [0, 1) = y"))[1]) == 2


@pytest.mark.parametrize(
    ("latex", "sides", "relations"),
    [
        (r"a = b \le c", ["a", "b", "c"], ["=", r"\le"]),
        (r"a \approx 0.5", ["a", "0.5"], [r"\approx"]),
        ("a := b", ["a", "b"], [r"\coloneq"]),
        (r"a \triangleq b", ["a", "b"], [r"\coloneq"]),
        (r"x_\perp = 0", [r"x _ \perp", "0"], ["="]),
        ("f(a = b)", ["f ( a = b )"], []),
        ("= b", ["", "b"], ["="]),
    ],
)
def test_a_chain_parts_into_sides(latex: str, sides: list[str], relations: list[str]) -> None:
    found, between = split_sides(tokenize(latex))
    assert [joined(list(side)) for side in found] == sides
    assert between == relations


@pytest.mark.parametrize(
    ("latex", "place"), [("= b", 0), ("a =", 2), ("a = = b", 2), (r"a = b \le \quad .", 6)]
)
def test_nothing_on_one_side_is_an_error_at_the_relation(latex: str, place: int) -> None:
    with pytest.raises(FormulaError, match="nothing stands on one side") as caught:
        filled_sides(tokenize(latex))
    assert caught.value.position == place
    assert filled_sides(tokenize("a = b")) == split_sides(tokenize("a = b"))


def test_what_speaks_of_chance_is_refused() -> None:
    with pytest.raises(FormulaError, match=r"\\sim is not understood: distributions") as caught:
        split_sides(tokenize(r"x \sim N(0, 1)"))
    assert caught.value.position == 2


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        ("i < j", ["?i < ?j"]),
        (r"1 \le i \le n", [r"1 \le ?i", r"?i \le ?n"]),
        (r"x > 0, y < 1", ["?x > 0", "?y < 1"]),
        (r"x > 0 \text{ and } y < 1", ["?x > 0", "?y < 1"]),
        (r"x > 0 \land y < 1", ["?x > 0", "?y < 1"]),
        (r"x, y > 0", ["?x, ?y > 0"]),
        (r"i \in \{1, 2\}", [r"?i \in {1, 2}"]),
        ("x", []),
        (r"x > 0 \text{ and } y", []),
    ],
)
def test_conditions_are_all_to_hold(latex: str, read: list[str]) -> None:
    assert conditions(latex) == read


def test_alternatives_are_not_read_as_if_both_were_to_hold() -> None:
    with pytest.raises(FormulaError, match="'or' are not understood") as caught:
        conditions(r"x < 0 \text{ or } x > 1")
    assert caught.value.position == 6


def test_parts_between_signs_outside_of_brackets() -> None:
    parts = split_at(tokenize(r"1, (2, 3), , \dots"), ",")
    assert [joined(list(part)) for part in parts] == ["1", "( 2 , 3 )", r"\dots"]
