"""Superscripts that are no powers, and lists of indices."""

import numpy as np
import pytest

from mathbook.publishing.formulas.errors import Unbound
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.scripts import (
    is_minus_one,
    is_tuple,
    split_indices,
    split_transpose,
)
from mathbook.publishing.formulas.grammar.tokens import tokenize
from mathbook.publishing.formulas.grammar.trees import Add, Number
from tests.publishing.formulas.grammar.forms import pointed, reading, refusal

NAMES = {"A": np.eye(2), "v": np.ones(2), "x": 2.0, "f": np.sin, "z": [1.0, 2.0], "k": 1}


@pytest.mark.parametrize(
    ("latex", "read"),
    [
        (r"A^\top", "A.T"),
        ("A^T", "A.T"),
        (r"A^{-\top}", "A^-1.T"),
        (r"A^{-T}", "A^-1.T"),
        (r"A^{2\top}", "A^2.T"),
        (r"A^\dagger", "pinv{A}"),
        ("A^+", "pinv{A}"),
        ("A^*", "star{A}"),
        ("A^H", "adjoint{A}"),
        ("v_k^*", "star{v[k]}"),
        ("(A v)^*", "star{(A v)}"),
        ("A^{-1}", "A^(-1)"),
        ("x^2", "x^2"),
        ("x^{a+b}", "x^(+?a +?b)"),
        (r"x^\circ", r"(x (\pi / 180))"),
        ("f''", "Prime(f, 2)"),
        ("z^k", "z[k]"),
        ("z^{(k)}", "z[k]"),
        ("x^{(a)(b)}", "x^(?a ?b)"),
        ("(x)^T", "x.T"),
    ],
)
def test_what_a_superscript_means(latex: str, read: str) -> None:
    assert reading(latex, NAMES) == read


def test_t_is_an_exponent_where_it_is_bound() -> None:
    assert reading("x^T", {"x": 2.0, "T": 3}) == "x^T"
    assert reading("x^T", {"x": 2.0}) == "x.T"
    assert split_transpose(tokenize("T"), Names({"T": 3}))[1] is False
    assert split_transpose(tokenize(r"\top"), Names({"T": 3}))[1] is True


@pytest.mark.parametrize("letter", ["c", "H"])
def test_letters_with_a_meaning_are_exponents_where_they_are_bound(letter: str) -> None:
    assert reading(f"x^{letter}", {"x": 2.0, letter: 3.0}) == f"x^{letter}"


@pytest.mark.parametrize("latex", ["x^*", "x^-", r"x^\perp", "x^c"])
def test_a_mark_that_is_no_power_belongs_to_a_name(latex: str) -> None:
    error = refusal(f"1 = {latex}", {"x": 2.0})
    assert isinstance(error, Unbound)
    assert error.name == latex
    assert pointed(f"1 = {latex}", {"x": 2.0}) == latex[2:]


@pytest.mark.parametrize(
    ("latex", "indices"),
    [
        ("i", ["i"]),
        ("ij", ["i", "j"]),
        ("i,j", ["i", "j"]),
        ("12", ["12"]),
        ("1 2", ["1", "2"]),
        ("i+1", ["i + 1"]),
        ("i+1,j", ["i + 1", "j"]),
        ("(i,j)", ["i", "j"]),
        ("t,2i", ["t", "2 i"]),
        ("(t,2i)", ["t", "2 i"]),
        ("2i", ["2", "i"]),
        ("f(i,j)", ["f ( i , j )"]),
        (r"\pi(i)", [r"\pi ( i )"]),
    ],
)
def test_indices_of_a_subscript(latex: str, indices: list[str]) -> None:
    parts = split_indices(tokenize(latex))
    assert [" ".join(token.text for token in part) for part in parts] == indices


def test_a_word_that_is_bound_is_one_index() -> None:
    names = Names({"pos": 3})
    parts = split_indices(tokenize("pos,i"), names)
    assert [[token.text for token in part] for part in parts] == [["p", "o", "s"], ["i"]]
    assert len(split_indices(tokenize("pos"), Names({}))) == 3


@pytest.mark.parametrize(
    ("latex", "expected"), [("(i,j)", True), ("(i)", False), ("i,j", False), ("(i),(j)", False)]
)
def test_several_things_in_parentheses_are_a_tuple(latex: str, expected: bool) -> None:
    assert is_tuple(tokenize(latex)) is expected


def test_minus_one_is_printed_so() -> None:
    one = Number(1.0, "1")
    assert is_minus_one(Add((-1,), (one,)))
    assert not is_minus_one(Add((1,), (one,)))
    assert not is_minus_one(one)
    assert not is_minus_one(Add((-1, 1), (one, one)))


def test_a_mark_on_no_name_says_which() -> None:
    assert str(refusal("2^* = 2")) == "found ^*, and no name with it is bound"
    assert str(refusal("x^* = 2", NAMES)) == "the name x^* is not bound"
    assert reading("A^*", {**NAMES, "A^*": np.eye(2)}) == "A^*"
