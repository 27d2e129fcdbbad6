"""The door: one formula and its names to a verdict, or to an error that says what is missing."""

from typing import Any

import numpy as np
import pytest

import mathbook.publishing.formulas as formulas
from mathbook.errors import MathbookError
from mathbook.publishing.formulas import FormulaError, Status, check_formula
from mathbook.publishing.formulas.errors import Degenerate, Unbound
from mathbook.publishing.formulas.grammar.names import Names
from tests.publishing.formulas.checks import fails, holds, refusal, verdict

NETWORK: dict[str, Any] = {
    "x": 2.0,
    "w": 3.0,
    "v": 0.5,
    "y": 4.0,
    "h": lambda w, x: w * x,
    "a": lambda h: max(0.0, h),
    r"\hat y": lambda v, a: v * a,
    "L": lambda y_hat, y: (y_hat - y) ** 2,
}


def test_the_package_says_what_is_public() -> None:
    assert sorted(formulas.__all__) == [
        "FormulaError",
        "LinkVerdict",
        "Status",
        "Verdict",
        "check_formula",
    ]
    assert issubclass(FormulaError, MathbookError)
    assert issubclass(FormulaError, ValueError)


def test_every_link_of_a_chain_counts() -> None:
    chain = r"\frac{\partial L}{\partial w} = 2(\hat y - y) v x = -2 = -2.0"
    assert holds(chain, NETWORK)
    for place, (old, new) in enumerate(
        [("2(", "3("), ("= -2 =", "= -3 ="), ("-2.0", "-2.5")], start=1
    ):
        found = verdict(chain.replace(old, new), NETWORK)
        assert len(found.links) == place
        assert str(found).startswith(f"link {place} of 3: ")
        assert [link.holds for link in found.links] == [True] * (place - 1) + [False]


def test_a_failing_link_shows_both_sides() -> None:
    found = verdict("h = wx = 7", NETWORK)
    assert str(found) == "link 2 of 2: wx = 7 does not hold"
    assert (found.left, found.right) == ("6", "7")
    assert found.link is not None
    assert found.link.position == 4


def test_the_verdict_names_what_it_was_held_against() -> None:
    found = verdict(r"L = (\hat y - y)^2 = 1", NETWORK)
    assert [text.split(" = ")[0] for text in found.against] == ["L", r"\hat y", "y"]
    assert any("lambda" in text for text in found.against)


def test_names_are_latex_or_python() -> None:
    assert holds(r"\hat y = 3", {"y_hat": 3.0})
    assert holds(r"\hat y = 3", {r"\hat y": 3.0})
    assert holds(r"\lambda x^* = 6", {"lam": 2.0, "x_star": 3.0})


def test_a_point_adds_values() -> None:
    assert holds("x + y = 3", {"x": 1.0}, point={"y": 2.0})
    assert fails("x + y = 3", {"x": 1.0, "y": 2.0}, point={"y": 3.0})


def test_the_names_of_a_section_are_read_once() -> None:
    names = Names({"x": 1.0, "y": 2.0})
    assert check_formula("x + y = 3", names).holds
    assert check_formula("x + y = 4", names, point={"y": 3.0}).holds
    assert not check_formula("x + y = 4", names).holds


@pytest.mark.parametrize(
    "latex",
    ["x", r"f: \mathbb{R}^n \to \mathbb{R}", r"\sqrt{d_k}", r"x \in \mathbb{R}^n", "(1, 2)"],
)
def test_pure_notation_is_counted_as_such(latex: str) -> None:
    found = verdict(latex, {"x": 1.0, "d_k": 3})
    assert (found.status, str(found)) == (Status.NOTATION, "notation")
    assert found.links == ()


@pytest.mark.parametrize("latex", ["x = 2", r"x \le 2", r"x \approx 2", r"f(x) \ge 2", r"x \ne 2"])
def test_a_relation_is_never_notation(latex: str) -> None:
    with pytest.raises(Unbound):
        check_formula(latex, {})


def test_aligned_lines_are_a_chain() -> None:
    lines = r"\begin{aligned} L &= (\hat y - y)^2 \\ &= (3 - 4)^2 \\ &= 1 \end{aligned}"
    found = verdict(lines, NETWORK)
    assert (found.status, found.count) == (Status.HOLDS, 3)
    assert str(verdict(lines.replace("&= 1", "&= 2"), NETWORK)).startswith("link 3 of 3")


def test_several_statements_all_count() -> None:
    assert holds(r"h = 6, \quad a = 6 \quad \text{and} \quad v = 0.5", NETWORK)
    assert fails(r"h = 6, \quad a = 7 \quad \text{and} \quad v = 0.5", NETWORK)
    assert fails(r"h = 6, \quad a = 6 \quad \text{and} \quad v = 0.6", NETWORK)


@pytest.mark.parametrize(
    ("latex", "names", "warnings"),
    [
        ("a = 0", {"a": 0.0}, ("a is 0",)),
        ("a + b = 4", {"a": 2.0, "b": 2.0}, ("b and a are equal",)),
        ("a + b = 5", {"a": 2.0, "b": 3.0}, ()),
        ("a + b = b + a", {"a": 2.0, "b": 2.0}, ()),  # held at random points
        ("x + y = y + x", {"x": np.zeros(3), "y": np.arange(3.0)}, ("x is 0",)),
        ("c = 1", {"c": True}, ()),
    ],
)
def test_degenerate_values_are_warned_of(
    latex: str, names: dict[str, Any], warnings: tuple[str, ...]
) -> None:
    found = verdict(latex, names)
    assert found.holds
    assert found.warnings == warnings


def test_a_failing_formula_warns_of_nothing() -> None:
    assert verdict("a = 1", {"a": 0.0}).warnings == ()


@pytest.mark.parametrize(
    ("latex", "names", "message"),
    [
        ("x = q", {"x": 1.0}, "the name q is not bound"),
        ("x = x", {"x": 1.0}, "this says nothing"),
        ("S^{-1} x = 1", {"S": np.zeros((2, 2)), "x": np.ones(2)}, "no inverse"),
        ("x = 1", {"x": None}, "x is None"),
        ("x = 1", {"x": "one"}, "x is 'one'"),
        (r"\lambda_{\max}(A) = 1", {"A": np.array([[0.0, 1.0], [0.0, 0.0]])}, "symmetric"),
        ("f(x) = 1", {"f": lambda a, b: a, "x": 1.0}, "f raises TypeError"),
        (r"x \ll y", {"x": 1.0, "y": 1.0}, "is not checked"),
        (r"\max_x x^2 \le 3", {"x": 1.0}, "is compared by '='"),
    ],
)
def test_errors_say_what_is_wrong(latex: str, names: dict[str, Any], message: str) -> None:
    assert message in str(refusal(latex, names))


def test_an_error_knows_its_place() -> None:
    error = refusal("x + q = 2", {"x": 1.0})
    assert isinstance(error, Unbound)
    assert (error.name, error.position) == ("q", 4)
    assert Degenerate("no place").position is None


def test_numpys_warnings_stay_inside() -> None:
    # pytest turns warnings into errors: none of these may leak one.
    names = {"x": np.array([0.0, 1.0]), "f": lambda t: np.log(t)}
    assert not holds("x / x = 1 x^0", names)
    assert not holds("f(0) = f(0) + 0", names)
    assert not holds(r"e^{1000} = e^{1000} + 0")


@pytest.mark.parametrize("names", [{"": 1.0}, {"  ": 1.0}, {3: 1.0}])
def test_a_name_is_latex_or_python(names: dict[Any, Any]) -> None:
    with pytest.raises(FormulaError):
        check_formula("x = 1", names)
