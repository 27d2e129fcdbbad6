"""Bindings and what a chapter's code defines, as the names of its formulas."""

import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from mathbook.publishing.checks.naming import BindingFails, Define, provided, section_names
from mathbook.publishing.formulas import FormulaError, check_formula
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.parsers.bindings import parse_bindings


def definer(namespace: Mapping[str, Any]) -> Define:
    """What the evaluator does, without its reports."""
    scope = {**provided(0), **namespace}

    def define(source: str, line: int) -> Any:
        if source.startswith(("import ", "from ")):
            exec(source, scope)
            return None
        return eval(source, scope)

    return define


def names(text: str, code: str = "") -> Names:
    """The names of a section with the bindings ``text`` after ``code`` has run."""
    namespace: dict[str, Any] = {}
    exec(textwrap.dedent(code), namespace)
    bindings, failures = parse_bindings(text, 1) if text else ([], [])
    assert failures == []
    return section_names(bindings, namespace, definer(namespace))


def holds(formula: str, text: str, code: str = "") -> bool:
    return check_formula(formula, names(text, code)).holds


@pytest.mark.parametrize(
    ("formula", "text", "code"),
    [
        ("x = 2", "x = 2.0", ""),
        ("x = 2", "", "x = 2.0"),
        (r"\hat y = 2", r"\hat y = 2.0", ""),
        (r"\hat y = 2", "y_hat = 2.0", ""),
        (r"\hat y = 2", "", "y_hat = 2.0"),
        (r"\lambda x^* = 6", r"\lambda = 2.0; x^* = 3.0", ""),
        (r"\lambda x^* = 6", "", "lam, x_star = 2.0, 3.0"),
        ("x_{k+1} = 2 x_k", "x_k = 3.0; x_{k+1} = step(x_k)", "def step(x): return 2 * x"),
        (r"P(A \mid B) = 0.5", r"P(A \mid B) = 0.5", ""),
        ("f(x) = 2 x", "f(x) = 2 * x; x = 3.0", ""),
        (r"\hat f(\lambda) = 2 \lambda", r"\hat f(\lambda) = 2 * lam; \lambda = 3.0", ""),
        ("f'(x) = 2 x", "f' = slope; x = 3.0", "def slope(x): return 2 * x"),
        ("x + y = 3", "x, y = 1.0, 2.0", ""),
        ("x + y = 3", "x, y = pair()", "def pair(): return iter([1.0, 2.0])"),
    ],
)
def test_a_name_is_bound_in_latex_or_python(formula: str, text: str, code: str) -> None:
    assert holds(formula, text, code)
    assert not holds(f"{formula} + 0.1", text, code)


@pytest.mark.parametrize("text", ["x = 2.0", "x = x + 1", "x, y = x + 1, 3.0"])
def test_a_binding_goes_before_the_chapters_code(text: str) -> None:
    assert holds("x = 2", text, "x = 1.0")


def test_on_the_right_a_name_that_is_being_bound_is_the_codes() -> None:
    code = "def f(v): return v[0] * v[1]"
    assert holds("f(x, y) = x y", "f(x, y) = f([x, y]); x, y = 1.0, 2.0", code)


def test_a_name_of_a_section_may_be_bound_anew_within_it() -> None:
    text = "f(x, y) = f([x, y]); x, y = 1.0, 2.0; f(x) = f([x, 3]); x = 5.0"
    assert holds("f(x) = 3 x = 15", text, "def f(v): return v[0] * v[1]")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (r"\hat y = 1.0", "y_hat = 2.0"),
        ("y_hat = 1.0", r"\hat y = 2.0"),
        (r"\hat y = 1.0", r"\hat{y} = 2.0"),
    ],
)
def test_what_is_said_later_wins_however_the_name_is_written(first: str, second: str) -> None:
    text = f"{first}; z = y_hat + 1; {second}"
    assert holds(r"\hat y = 2", text)
    assert holds(r"z = \hat y + 1 = 3", text)


# --- Names that follow from others ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("x = 1.0; z = x + 1", "z = x + 1"),
        ("x = 1.0; z = x + 1; w = 2 * z", "w = 2 x + 2"),
        ("x = 1.0; y, z = x + 1, 2 * x", "y + z = 3 x + 1"),
        ("x = 1.0; f(t) = x * t; z = f(3)", "z = 3 x"),
        ("x = 1.0; f = lambda t: x * t; z = f(3)", "z = 3 x"),
        ("x = 1.0; f(t) = x * t; g(t) = f(t) + x; z = g(3)", "z = 4 x"),
        ("x = 1.0; z = sum(x for _ in range(3))", "z = 3 x"),
        ("x = 1.0; z = f'{x}' and 2 * x", "z = 2 x"),
        (r"\hat x = 1.0; z = x_hat + 1", r"z = \hat x + 1"),
    ],
)
def test_what_uses_a_name_bound_above_follows_from_it(text: str, formula: str) -> None:
    # An identity, which holds at other values than the declared ones.
    assert holds(formula, text)
    assert "an identity" in check_formula(formula, names(text)).links[-1].how


def test_what_uses_no_name_above_follows_from_none() -> None:
    verdict = check_formula("z = x + 1", names("x = 1.0; z = 2.0"))
    assert verdict.holds
    assert verdict.links[0].how == "declared values"


def test_a_derivative_follows_the_bindings() -> None:
    text = "w, x = 2.0, 3.0; h = layer(w, x); L = h ** 2"
    code = "def layer(w, x): return w * x"
    assert holds(r"\frac{\partial L}{\partial w} = 2 w x^2 = 36", text, code)
    assert holds(r"\frac{\partial L}{\partial h} = 2 h = 12", text, code)
    assert not holds(r"\frac{\partial L}{\partial w} = 2 w x", text, code)


def test_a_name_that_is_bound_below_is_the_codes() -> None:
    assert holds("z = 11", "z = x + 1; x = 2.0", "x = 10.0")


@pytest.mark.parametrize(
    "expression", ["[x for x in (5.0,)][0]", "(lambda x: x)(5.0)", "max((x := 5.0), 1.0)"]
)
def test_a_variable_of_the_expression_is_its_own(expression: str) -> None:
    assert holds("z = 5", f"x = 1.0; z = {expression}")


def test_a_function_of_the_section_may_be_used_as_a_value() -> None:
    code = "def apply(f, x): return f(x)"
    assert holds("z = 12", "k = 4.0; f(t) = k * t; z = apply(f, 3.0)", code)


# --- What the chapter's code defines ----------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "x = 'text'",
        "x = None",
        "x = {'a': 1}",
        "class x: pass",
        "import math as x",
        "x = b'1'",
        "x = object()",
    ],
)
def test_what_is_neither_number_nor_function_is_no_name_of_formulas(code: str) -> None:
    with pytest.raises(FormulaError, match="the name x is not bound"):
        holds("x = 1", "", code)


@pytest.mark.parametrize("code", ["_x = 1", "__name__ = 'a'", "größe = 1", "β = 1.0"])
def test_names_that_no_formula_can_print_do_no_harm(code: str) -> None:
    assert holds("y = 2", "", f"{code}\ny = 2")


def test_what_bindings_import_is_no_name_of_formulas() -> None:
    with pytest.raises(FormulaError, match="the name q is not bound"):
        holds("q > 2", "from math import tau as q; x = q", "")


# --- Errors -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x = 1.0\n2 = 3.0", 2, "'2' is no name that a formula may use"),
        ("x += 1.0", 1, "'x +' is no name that a formula may use"),
        ("x = 1.0\ny, 2 = 3.0, 4.0", 2, "'2' is no name that a formula may use"),
        (r"\int = 1.0", 1, r"'\\int' is no name that a formula may use"),
        ("x + y(z) = 1.0", 1, "'x + y' is no name that a formula may use"),
        ("x, y = 1, 2, 3", 1, "x, y are 2 names; 1, 2, 3 gives 3"),
        ("x, y = (1,)", 1, "x, y are 2 names; (1,) gives 1"),
        ("x, y = 1.0", 1, "TypeError: 'float' object is not iterable"),
        ("f(x) = 1 / x\ny = f(0)", 2, "ZeroDivisionError: division by zero"),
        ("f(x) = exit(x)\ny = f(0)", 2, "SystemExit: 0"),
        ("x = 0.0\ny = 1 / x\nz = 3.0", 2, "ZeroDivisionError: float division by zero"),
        ("x = 1.0\ny, z = x, x, x", 2, "y, z are 2 names; x, x, x gives 3"),
        ("x = 1.0\ny = exit(x)", 2, "SystemExit: 1.0"),
    ],
)
def test_a_binding_that_fails_is_told_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(BindingFails) as caught:
        names(text)
    assert (caught.value.failure.line, caught.value.failure.message) == (line, message)


def test_a_node_may_fail_at_other_values_than_the_declared_ones() -> None:
    text = "x = 2.0; y = root(x)"
    code = """
    from math import sqrt
    def root(x):
        return sqrt(x)
    """
    assert holds("y^2 = x", text, code)


# --- Values that stand for any ----------------------------------------------------------


def test_drawn_values_have_the_shape_that_is_asked_for() -> None:
    given = provided(0)
    assert given["vector"](3).shape == (3,)
    assert given["matrix"](2, 3).shape == (2, 3)


def test_drawn_values_differ_and_come_back() -> None:
    first, second = provided(0), provided(0)
    one, other = first["vector"](3), first["vector"](3)
    assert not np.array_equal(one, other)
    assert np.array_equal(one, second["vector"](3))


def test_drawn_values_move_with_the_seed() -> None:
    assert not np.array_equal(provided(0)["vector"](3), provided(1)["vector"](3))
    assert not np.array_equal(provided(0)["matrix"](2, 2), provided(1)["matrix"](2, 2))


def test_the_chapters_own_vector_goes_before_ours() -> None:
    code = "def vector(n): return [n, n]"
    assert holds("v = (2, 2)", "v = vector(2)", code)
