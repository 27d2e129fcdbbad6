r"""Spaces such as ``\mathbb{R}^{m \times n}`` are read where a chain ends with one."""

import pytest

from mathbook.publishing.formulas.grammar.spaces import is_space
from mathbook.publishing.formulas.grammar.tokens import tokenize
from mathbook.publishing.formulas.grammar.trees import Node, Space
from tests.publishing.formulas.checks import statement
from tests.publishing.formulas.grammar.forms import form, refusal

NAMES = {"a": 1.0, "b": 1.0, "m": 2, "n": 3}


def space(latex: str) -> Node:
    """The space that a chain ends with."""
    (chain,) = statement(rf"a = b \in {latex}", NAMES).chains
    return chain.sides[-1].node


@pytest.mark.parametrize(
    ("latex", "letter", "sizes", "sign"),
    [
        (r"\mathbb R", "R", [], ""),
        (r"\mathbb{R}^n", "R", ["n"], ""),
        (r"\mathbb R^{m \times n}", "R", ["m", "n"], ""),
        (r"\mathbb R^{1 \times (n+1)}", "R", ["1", "(+n +1)"], ""),
        (r"\mathbb{R}_+^n", "R", ["n"], "+"),
        (r"\mathbb{R}^n_{++}", "R", ["n"], "++"),
        (r"\mathbb{R}_{>0}", "R", [], "++"),
        (r"\mathbb{R}_{\ge 0}", "R", [], "+"),
        (r"\mathbb S^n_+", "S", ["n", "n"], "+"),
        (r"\mathbb C^n", "C", ["n"], ""),
        (r"\mathbb Z", "Z", [], ""),
    ],
)
def test_a_space(latex: str, letter: str, sizes: list[str], sign: str) -> None:
    found = space(latex)
    assert isinstance(found, Space)
    assert (found.letter, [form(size) for size in found.sizes], found.sign) == (
        letter,
        sizes,
        sign,
    )


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"\mathbb{R}^n b", "more than a space"),
        (r"\mathbb{R}_-^n", "below is not understood"),
        (r"\mathbb{Z}_+", "below is not understood"),
        (r"\mathbb{S}", "one size"),
        (r"\mathbb{S}^{n \times n}", "one size"),
        (r"\mathbb{N}", "sets are not checked"),
        (r"\mathbb{E}", "expectations are not checked"),
    ],
)
def test_what_is_no_space_is_refused(latex: str, message: str) -> None:
    assert message in str(refusal(rf"a = b \in {latex}", NAMES))


def test_only_certain_letters_are_spaces() -> None:
    assert is_space(tokenize(r"\mathbb{R}^n"))
    assert not is_space(tokenize(r"\mathbb{E}"))
    assert not is_space(tokenize("R"))
    assert not is_space([])
