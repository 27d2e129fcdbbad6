"""Words lose their styles and spaces; what is no word keeps its braces."""

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.words import plain_text
from tests.publishing.formulas.checks import fails, holds, refusal


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("diag", "diag"),
        (r"arg\,min", "arg min"),
        ("for  all~i", "for all i"),
        (r"d\_model", "d_model"),
        ("{x}", "x"),
        ("{{softmax}}", "softmax"),
        (r"\mathbf{diag}", "diag"),
        (r"\mathbf {diag}", "diag"),
        (r"{\textbf{\mathrm{diag}}}", "diag"),
        (r"\boldsymbol{diag}", "diag"),
        (r"\mathbf{x}", r"\mathbf{x}"),
        (r"\mathbf{a}\mathbf{b}", r"\mathbf{a}\mathbf{b}"),
        (r"\sqrt{ab}", r"\sqrt{ab}"),
        ("{a}_{b}", "{a}_{b}"),
        ("", ""),
    ],
)
def test_words_without_their_styles(content: str, text: str) -> None:
    assert plain_text(content) == text


def test_a_styled_operator_is_that_operator() -> None:
    names = {"z": np.array([1.0, 2.0]), "D": np.diag([1.0, 2.0])}
    assert holds(r"D = \operatorname{\mathbf{diag}}(z)", names)
    assert fails(r"D = 2 \operatorname{\mathbf{diag}}(z)", names)
    assert "name span is" in str(refusal(r"D = \operatorname{\mathbf{span}}(z)", names))
