"""The rest of an expansion shrinks as fast as it says."""

import numpy as np
import pytest

from mathbook.publishing.formulas.grammar.trees import Landau
from mathbook.publishing.formulas.verdicts.asymptotics import landau_term
from tests.publishing.formulas.checks import fails, holds, refusal, tree, verdict

Q = np.array([[2.0, 0.3], [0.3, 1.0]])
NAMES = {
    "f": np.exp,
    "x": 0.4,
    "h": 0.1,
    "g": lambda z: float(np.sin(z[0]) * np.exp(z[1])),
    "z": np.array([0.3, -0.8]),
    "d": np.array([0.1, 0.2]),
}


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("f(x + h) = f(x) + f'(x) h + o(h)", "f(x + h) = f(x) + 2 f'(x) h + o(h)"),
        ("f(x + h) = f(x) + f'(x) h + O(h^2)", "f(x + h) = f(x) + f'(x) h + O(h^3)"),
        (
            r"f(x + h) = f(x) + f'(x) h + \frac{f''(x)}{2} h^2 + O(h^3)",
            "f(x + h) = f(x) + f'(x) h + f''(x) h^2 + O(h^3)",
        ),
        ("f(x + h) = f(x) + f'(x) h + o(h)", "f(x + h) = f(x) + f'(x) h + o(h^2)"),
        ("f(x + h) - f(x) = O(h)", "f(x + h) - f(x) = o(h)"),
        (
            r"\frac{f(x + h) - f(x - h)}{2h} = f'(x) + O(h^2)",
            r"\frac{f(x + h) - f(x)}{h} = f'(x) + O(h^2)",
        ),
        (
            r"g(z + d) = g(z) + \nabla g(z)^\top d + o(\|d\|)",
            r"g(z + d) = g(z) - \nabla g(z)^\top d + o(\|d\|)",
        ),
        (
            r"g(z + d) = g(z) + \nabla g(z)^\top d + O(\|d\|^2)",
            r"g(z + d) = g(z) + \nabla g(z)^\top d + O(\|d\|^3)",
        ),
        ("(1 + h)^2 = 1 + 2h + O(h^2)", "(1 + h)^2 = 1 + h + O(h^2)"),
    ],
)
def test_the_rest_shrinks(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_a_name_that_nothing_is_bound_to_tends_to_zero() -> None:
    names = {"f": np.exp, "x": 0.4}
    assert holds(r"f(x + \epsilon) = f(x) + f'(x) \epsilon + o(\epsilon)", names)
    assert fails(r"f(x + \epsilon) = f(x) + o(\epsilon)", names)


def test_the_verdict_says_how_the_rest_shrinks() -> None:
    link = verdict("(1 + h)^2 = 1 + h + o(h)", {"h": 0.1}).link
    assert link is not None
    assert link.how == "a rest that shrinks"
    assert link.reason.startswith("the rest over the term goes from")


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        ("(1 + h)^2 = 1 + 2h + O(1)", "no name that could tend to zero"),
        ("(1 + h)^2 = 1 + 2h + O(0 h)", "not zero"),
        (r"z = z + O(d)", "a number"),
        ("1 + o(h) + h = 1", "last term"),
    ],
)
def test_other_terms_are_refused(latex: str, message: str) -> None:
    assert message in str(refusal(latex, NAMES))


def test_only_the_last_term_is_a_rest() -> None:
    assert isinstance(landau_term(tree("1 + o(h)", NAMES)), Landau)
    assert isinstance(landau_term(tree("O(h)", NAMES)), Landau)
    assert landau_term(tree("1 + h", NAMES)) is None
