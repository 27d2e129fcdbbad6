"""The name that an extremum is over, where a condition is all that is printed below it."""

import numpy as np
import pytest

from tests.publishing.formulas.checks import tree
from tests.publishing.formulas.grammar.forms import form, refusal

NAMES = {"A": np.eye(2), "a": np.ones(2), "b": 1.0, "x": np.ones(2), "f": np.sin, "r": 1.0}


@pytest.mark.parametrize(
    ("below", "body", "over"),
    [
        ("x > 0", "f(x)", "[x]"),
        (r"\|x\| \le 1", "a^2 + f(x)", "[x]"),
        (r"\|z\|_\infty \le 1", r"z^\top x", "[?z]"),
        (r"A x = b", "f(x)", "[x]"),
        (r"a^\top x = b", r"\|x\|^2", "[x]"),
        (r"b = a^\top x", r"\|x\|^2", "[x]"),
        (r"a^\top z = b", r"a^\top z + b", "[?z]"),
        (r"s + t = 3", "s^2 + t^2", "[?s, ?t]"),
        (r"\sum_i x_i = 1", r"\sum_i x_i^2", "[x]"),
        (r"f(x) \le 1", "f(2 x)", "[x]"),
        (r"x: A x = b", "f(x)", "[x]"),
        (r"x \ge b", "f(2)", "[x]"),
        (r"r \ge \|x\|", "f(x)", "[x]"),
    ],
)
def test_what_the_condition_and_the_body_share(below: str, body: str, over: str) -> None:
    assert f"Extremum(argmin, {over}, " in form(tree(rf"\argmin_{{{below}}} {body}", NAMES))


@pytest.mark.parametrize("latex", [r"\|x - a\| \le r", r"A x = b"])
def test_what_may_be_over_several_names_is_refused(latex: str) -> None:
    error = refusal(rf"b = \min_{{{latex}}} a^\top A x", NAMES)
    assert "over what" in str(error)
    assert error.position == 10
