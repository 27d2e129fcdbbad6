"""Claims: where a formula parts into what it claims, and under which conditions."""

import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.grammar.claims import claims, has_relation, without_ends
from mathbook.publishing.formulas.grammar.tokens import Token, tokenize


def joined(tokens: list[Token]) -> str:
    return " ".join(token.text for token in tokens)


def claimed(latex: str) -> list[str]:
    return [joined(claim.tokens) for claim in claims(tokenize(latex))]


def conditions(latex: str) -> list[str]:
    return [joined(part) for claim in claims(tokenize(latex)) for part in claim.conditions]


@pytest.mark.parametrize(
    ("latex", "parts"),
    [
        ("a = b", ["a = b"]),
        ("a = b = c", ["a = b = c"]),
        ("a = b.", ["a = b"]),
        (r"a = b \quad", ["a = b"]),
        ("a = b, c = d", ["a = b", "c = d"]),
        ("a = b; c = d", ["a = b", "c = d"]),
        ("a, b = c, d", ["a , b = c , d"]),
        ("f(a, b) = c", ["f ( a , b ) = c"]),
        (r"a = b \quad c = d", ["a = b", "c = d"]),
        (r"a = b \qquad \Rightarrow \quad c = d", [r"a = b \quad \Rightarrow \quad c = d"]),
        (r"a = b \quad = c", [r"a = b \quad = c"]),
        (r"a = b \text{ and } c = d", ["a = b", "c = d"]),
        (r"a = b, \text{ where } c = d", ["a = b", "c = d"]),
        (r"a = b, \quad \text{so } c = d", ["a = b", "c = d"]),
        ("a", ["a"]),
        ("", []),
    ],
)
def test_relations_that_stand_apart_are_claims_of_their_own(latex: str, parts: list[str]) -> None:
    assert claimed(latex) == parts


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (r"a &= b \\ &= c", ["a = b = c"]),
        (r"a &= b \\ c &= d", ["a = b", "c = d"]),
        (r"a &= b \\ &\quad + c", ["a = b + c"]),
        (r"a &= b + \\ & c", ["a = b + c"]),
        (r"a &= b \\ -c &= d", ["a = b", "- c = d"]),
        (r"a &= b \\ & \cdot c \\", [r"a = b \cdot c"]),
        (r"a &= b, \\[2pt] c &= d.", ["a = b", "c = d"]),
        (
            r"a &= \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
            [r"a = bmatrix 1 & 2 \\ 3 & 4 bmatrix"],
        ),
    ],
)
@pytest.mark.parametrize("environment", ["aligned", "align*", "gather", "split"])
def test_rows_are_claims_unless_they_go_on(rows: str, parts: list[str], environment: str) -> None:
    assert claimed(rf"\begin{{{environment}}} {rows} \end{{{environment}}}") == parts


def test_wide_spaces_part_claims_however_many_there_are() -> None:
    many = r"\qquad" * 1500
    assert claimed(rf"a = b, {many} c = d") == ["a = b", "c = d"]
    assert claimed(rf"a = b {many} (c > 0)") == ["a = b"]


def test_environments_within_environments() -> None:
    inner = r"\begin{aligned} a &= b \\ c &= d \end{aligned}"
    assert claimed(rf"\begin{{equation}} {inner} \end{{equation}}") == ["a = b", "c = d"]


@pytest.mark.parametrize(
    ("latex", "parts", "under"),
    [
        (r"a = b \text{ if } c > 0", ["a = b"], ["c > 0"]),
        (r"a = b \quad \text{for all } x", ["a = b"], ["x"]),
        (r"a = b \quad (c > 0)", ["a = b"], ["c > 0"]),
        (r"a = b \quad (c + d)", [r"a = b \quad ( c + d )"], []),
        (r"a = b \quad \forall x", ["a = b"], ["x"]),
        (r"a = b \quad [c > 0]", [r"a = b \quad [ c > 0 ]"], []),
        (r"a = b \quad (c > 0) d", [r"a = b \quad ( c > 0 ) d"], []),
        (r"a = b \quad (c > 0), \qquad c = d", ["a = b", "c = d"], ["c > 0"]),
        (r"a = b \quad (c > 0) \quad c = d", ["a = b", "c = d"], ["c > 0"]),
        (r"a = b \quad (c > 0), d", ["a = b", "d"], ["c > 0"]),
        (r"a = b \quad (c) > 0, d", ["a = b", "( c ) > 0 , d"], []),
        (r"\forall x: a = b", ["a = b"], ["x"]),
        (r"\text{For all } x > 0: a = b", ["a = b"], ["x > 0"]),
        (r"\text{if } c > 0, \text{ then } a = b", ["a = b"], ["c > 0"]),
        (r"a = b \text{ if } c > 0 \text{ and } d > 0", ["a = b"], ["c > 0 , d > 0"]),
        (r"a = b \text{ as } x \to 0", ["a = b"], [r"x \to 0"]),
        (r"a_i = b_i, \quad i = 1, \dots, n", ["a _ i = b _ i"], [r"i = 1 , \dots , n"]),
        (r"a_i = b_i \quad \text{for } i = 1, \dots, n", ["a _ i = b _ i"], [r"i = 1 , \dots , n"]),
        (r"a = b, \quad i = 1", ["a = b", "i = 1"], []),
        (r"a = b \text{ if } c > 0, \text{ where } d = 1", ["a = b"], ["c > 0 , , d = 1"]),
    ],
)
def test_conditions_belong_to_their_claim(latex: str, parts: list[str], under: list[str]) -> None:
    assert claimed(latex) == parts
    assert conditions(latex) == under


@pytest.mark.parametrize("words", ["s.t.", "subject to", "Subject to:", "s. t."])
def test_constraints_follow_these_words(words: str) -> None:
    (claim,) = claims(tokenize(rf"\min_x f(x) \quad \text{{{words}}} \quad x \ge 1, x \le 2"))
    assert joined(claim.tokens) == r"\min _ x f ( x )"
    assert claim.constraints is not None
    assert joined(claim.constraints) == r"x \ge 1 , x \le 2"
    assert claims(tokenize("a = b"))[0].constraints is None


@pytest.mark.parametrize("latex", [r"a = b \text{ or } c = d", r"a < 0 \text{ or } a > 1"])
def test_alternatives_are_not_read_as_if_both_were_claimed(latex: str) -> None:
    with pytest.raises(FormulaError, match="'or'") as caught:
        claims(tokenize(latex))
    assert caught.value.position == latex.index(r"\text")


def test_alternatives_without_a_relation_are_notation() -> None:
    assert claimed(r"a \text{ or } b") == ["a", "b"]


def test_space_and_punctuation_at_the_ends_are_dropped() -> None:
    assert joined(without_ends(tokenize(r"\quad a, b \quad ;. \\"))) == "a , b"
    assert without_ends(tokenize(r"\quad .")) == []


@pytest.mark.parametrize(
    ("latex", "relates"),
    [("a = b", True), (r"f: x \to y", True), ("(a = b)", False), (r"a \Rightarrow b", False)],
)
def test_what_relates_something(latex: str, relates: bool) -> None:
    assert has_relation(tokenize(latex)) is relates
