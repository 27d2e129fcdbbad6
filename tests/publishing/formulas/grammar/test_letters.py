"""Groups of several letters are products, where the letters are names and the word is none."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.letters import spelt_out
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.tokens import tokenize
from tests.publishing.formulas.checks import fails, holds, refusal
from tests.publishing.formulas.grammar.forms import reading

A = np.array([[1.0, 2.0], [0.5, -1.0]])
B = np.array([[0.3, -0.7], [1.1, 2.0]])
PLAIN = {"A": A, "B": B, "S": A @ A.T, r"\Sigma": B}
BOLD: dict[str, Any] = {r"\mathbf A": A, r"\mathbf B": B, "A": 2.0, "B": 3.0}


@pytest.mark.parametrize(
    ("latex", "names", "read"),
    [
        (r"\mathbf{AB}", PLAIN, "(A B)"),
        (r"\boldsymbol{A B}", PLAIN, "(A B)"),
        (r"\mathrm{AB}", PLAIN, "(A B)"),
        (r"\mathrm{A B S}", PLAIN, "((A B) S)"),
        (r"\mathbf{AB}", BOLD, r"(\mathbf A \mathbf B)"),
        (r"\mathbf{A B}", BOLD, r"(\mathbf A \mathbf B)"),
        (r"\mathbf{AB}^{-1}", PLAIN, "(A B^(-1))"),
        (r"\mathbf{A B}^\top", PLAIN, "(A B.T)"),
        (r"\mathbf{B^\top A^\top}", PLAIN, "(B.T A.T)"),
        (r"\boldsymbol{\Sigma A_{12}}", PLAIN, r"(\Sigma A[12])"),
        (r"2\mathbf{AB}S", PLAIN, "(((2 A) B) S)"),
        (r"\frac{\mathbf{AB}}{2}", PLAIN, "((A B) / 2)"),
        (r"\mathbf{AB}", {**PLAIN, "AB": A @ B}, "AB"),
        (r"\mathbf{AB}", {**PLAIN, r"\mathbf{AB}": A @ B}, r"\mathbf{AB}"),
    ],
)
def test_letters_are_a_product(latex: str, names: dict[str, Any], read: str) -> None:
    assert reading(latex, names) == read


@pytest.mark.parametrize(
    "latex",
    [
        r"\mathbf{AQ}",  # Q has no value
        r"\text{AB}",
        r"\operatorname{AB}",
        r"\mathrm{AB}(x)",  # a function, rather
        r"\mathrm{Va}",  # numbers: an abbreviation, rather
        r"\mathbf{A + B}",
        r"\mathbf{A (B)}",
        r"\mathbf{A}",
        "AB",
    ],
)
def test_what_is_no_product_of_letters_stays(latex: str) -> None:
    names = Names({**PLAIN, "V": 1.0, "a": 2.0, "x": np.ones(2)})
    assert spelt_out(tokenize(latex), 0, names) is None


@pytest.mark.parametrize("names", [PLAIN, BOLD])
@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            r"\operatorname{tr}(\mathbf{AB}) = \operatorname{tr}(\mathbf{BA})",
            r"\operatorname{tr}(\mathbf{AB}) = \operatorname{tr}(\mathbf{BB})",
        ),
        (
            r"(\mathbf{AB})^{-1} = \mathbf B^{-1} \mathbf A^{-1}",
            r"\mathbf{AB}^{-1} = \mathbf B^{-1} \mathbf A^{-1}",
        ),
        (
            r"(\mathbf{A B})^\top = \mathbf{B^\top A^\top}",
            r"(\mathbf{A B})^\top = \mathbf{A^\top B^\top}",
        ),
        (
            r"\det \mathbf{AB} = \det \mathbf A \det \mathbf B",
            r"\det \mathbf{AB} = \det \mathbf A + \det \mathbf B",
        ),
    ],
)
def test_products_of_letters_are_checked(names: dict[str, Any], true: str, false: str) -> None:
    assert holds(true, names)
    assert fails(false, names)


def test_a_word_that_is_none_is_told_whole() -> None:
    error = refusal(r"A = \mathbf{AQ}", PLAIN)
    assert "AQ is not bound" in str(error)
    assert error.position == 4
