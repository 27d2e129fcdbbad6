"""Statements: chains, implications, conditions, ranges; and what is notation only."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.statements import Chain, Statement, parse_formula
from tests.publishing.formulas.grammar.forms import form, pointed, refusal

NAMES: dict[str, Any] = {"a": 1.0, "b": 2.0, "c": 3.0, "x": np.ones(3), "n": 3, "f": np.sin}


def parsed(latex: str) -> list[Statement]:
    return parse_formula(latex, Names(NAMES))


def shown(chain: Chain) -> str:
    sides = [form(side.node) for side in chain.sides]
    parts = [part for pair in zip(sides, (*chain.relations, ""), strict=True) for part in pair]
    return " ".join(parts).strip()


@pytest.mark.parametrize(
    ("latex", "chains"),
    [
        ("a = b", ["a = b"]),
        (r"a = b + c \le 4 \approx 4.1", [r"a = (+b +c) \le 4 \approx 4.1"]),
        ("a := b", [r"a \coloneq b"]),
        (r"a \equiv b", [r"a \equiv b"]),
        ("a = b, b = c", ["a = b", "b = c"]),
        ("a, b = 1, 2", ["a, b = 1, 2"]),
        (r"\begin{aligned} a &= b \\ &\le c \\ b &= 2 \end{aligned}", [r"a = b \le c", "b = 2"]),
        (r"a \in \{1, 2\}", [r"a \in {1, 2}"]),
        (r"a \notin \{2\}", [r"a \notin 2"]),
        ("f(a) = b", ["f(a) = b"]),
    ],
)
def test_chains(latex: str, chains: list[str]) -> None:
    assert [shown(chain) for statement in parsed(latex) for chain in statement.chains] == chains


def test_a_side_says_where_it_is_printed() -> None:
    latex = r"a = \left( b + \frac{1}{2} \right), \quad {b} = c."
    printed = [
        latex[side.start : side.end]
        for statement in parsed(latex)
        for chain in statement.chains
        for side in chain.sides
    ]
    assert printed == ["a", r"\left( b + \frac{1}{2} \right)", "{b}", "c"]


def test_implications_stand_between_chains() -> None:
    (statement,) = parsed(r"a = 1 \Rightarrow b = 2 \iff c = 3")
    assert [shown(chain) for chain in statement.chains] == ["a = 1", "b = 2", "c = 3"]
    assert statement.arrows == (r"\Rightarrow", r"\Leftrightarrow")


@pytest.mark.parametrize(
    ("latex", "conditions"),
    [
        (r"a = b \text{ if } c > 0", ["c > 0"]),
        (r"a = b \quad (c > 0)", ["c > 0"]),
        (r"a = b \text{ for } 0 < c < 1", ["0 < c", "c < 1"]),
        (r"\forall c > 0: a = b", ["c > 0"]),
        (r"a = b \text{ for all } c", []),
        (r"a = b \text{ for all } c \in \mathbb{R}", []),
        (r"a = b \text{ if } c \ne 0 \text{ and } b > 1", [r"c \ne 0", "b > 1"]),
    ],
)
def test_conditions(latex: str, conditions: list[str]) -> None:
    (statement,) = parsed(latex)
    assert [form(condition) for condition in statement.conditions] == conditions


@pytest.mark.parametrize(
    ("latex", "ranges"),
    [
        (r"x_i = 1, \quad i = 1, \dots, n", ["i: 1 to n"]),
        (r"x_i = 1 \quad \text{for } i = 1, \ldots, n - 1", ["i: 1 to (+n -1)"]),
        (r"x_i = x_j \quad \text{for } i, j = 1, \dots, n", ["i: 1 to n", "j: 1 to n"]),
        (r"x_i = 1 \text{ for } i = 1, 2, \dots, n", ["i: 1 to n"]),
        ("x_i = 1", []),
    ],
)
def test_ranges_of_indices(latex: str, ranges: list[str]) -> None:
    (statement,) = parsed(latex)
    found = [f"{name}: {form(low)} to {form(high)}" for name, low, high in statement.ranges]
    assert found == ranges
    assert statement.conditions == ()


@pytest.mark.parametrize(
    "latex",
    [
        "a",
        "f(a) + b",
        r"f: \mathbb{R}^n \to \mathbb{R}",
        r"x \mapsto x^2",
        r"x \in \mathbb{R}^n",
        r"A \in \mathcal{S}",
        r"\int_0^1 x \, dx",
        r"X \rightarrow Y",
        r"a \text{ or } b",
        "",
        r"\quad",
    ],
)
def test_notation_claims_nothing(latex: str) -> None:
    assert parsed(latex) == []


@pytest.mark.parametrize(
    ("latex", "message", "place"),
    [
        ("= b", "nothing stands on one side of this relation", "= b"),
        ("a =", "nothing stands on one side of this relation", "="),
        (r"a \le", "nothing stands on one side of this relation", r"\le"),
        ("a = = b", "nothing stands on one side of this relation", "= = b"),
        ("a = , b", ", is not understood here", ", b"),
        (r"a = b \text{ if } c <", "nothing stands on one side of this relation", "<"),
        ("=", "nothing stands on one side of this relation", "="),
        (r"\Rightarrow a = 1", "nothing stands on one side of this implication", None),
        (r"a = 1 \Rightarrow", "nothing stands on one side of this implication", r"\Rightarrow"),
        (r"a \Rightarrow b = 1", "found no relation beside this implication", None),
        (r"a = 1 \Rightarrow b", "found no relation beside this implication", "b"),
        (r"a \sim b", r"\sim is not understood: distributions are not checked", r"\sim b"),
        (r"f: a \to b = c", "a relation and an arrow stand side by side", r"\to b = c"),
        (r"a = b \text{ or } b = c", "claims with 'or' between them are not understood", None),
        (
            r"a = b \text{ if } c < 0 \text{ or } c > 1",
            "conditions with 'or' are not understood",
            r"\text{ or } c > 1",
        ),
        (r"x_i = 1 \text{ for } i = \dots, n", "a range has a first and a last value", None),
        (r"x_i = 1 \text{ for } i = 1, \dots", "a range has a first and a last value", None),
        (r"(a = b)", "this relation is not understood", "= b)"),
        (r"a = \mathbb{E}[b]", r"\mathbb{E} is not understood: expectations are not checked", None),
    ],
)
def test_what_is_not_understood_is_named_and_pointed_at(
    latex: str, message: str, place: str | None
) -> None:
    assert str(refusal(latex, NAMES)) == message
    assert refusal(latex, NAMES).position is not None
    assert place is None or pointed(latex, NAMES) == place


def test_a_word_that_parts_nothing_is_a_name_that_nothing_is_bound_to() -> None:
    (statement,) = parsed(r"a = b \text{ since } c")
    assert shown(statement.chains[0]) == "a = ((b ?since) c)"


def test_letters_of_other_alphabets_are_pointed_at() -> None:
    for letter in "αβжЖ":
        with pytest.raises(FormulaError, match=f"found the letter '{letter}'") as caught:
            parsed(f"a = {letter}")
        assert caught.value.position == 4
