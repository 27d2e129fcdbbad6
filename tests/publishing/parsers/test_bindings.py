"""The text of ``names:`` comments: which statements it holds, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.bindings import parse_bindings, split_at


def bound(text: str) -> list[tuple[str, str]]:
    bindings, failures = parse_bindings(text, 1)
    assert failures == []
    return [(binding.target, binding.expression) for binding in bindings]


def lines(text: str) -> list[int]:
    return [binding.line for binding in parse_bindings(text, 10)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1", [("x", "1")]),
        ("  x=1  ", [("x", "1")]),
        ("x = 1; y = 2", [("x", "1"), ("y", "2")]),
        ("x = 1;\ny = 2;", [("x", "1"), ("y", "2")]),
        ("f(x, y) = f([x, y])", [("f(x, y)", "f([x, y])")]),
        ("x, y = 1.0, 2.0", [("x, y", "1.0, 2.0")]),
        (r"\hat y = network.forward(x)", [(r"\hat y", "network.forward(x)")]),
        ("x_{k+1} = step(x)", [("x_{k+1}", "step(x)")]),
        ("x^* = solve(A, b=b)", [("x^*", "solve(A, b=b)")]),
        ("f' = g; g'' = h", [("f'", "g"), ("g''", "h")]),
        ("x = a if b == c else d", [("x", "a if b == c else d")]),
        ("x = a <= b != c", [("x", "a <= b != c")]),
        ("f = lambda x, k=1: x", [("f", "lambda x, k=1: x")]),
        ("x = d['a;b']; y = 2", [("x", "d['a;b']"), ("y", "2")]),
        ('x = len("(")\ny = 2', [("x", 'len("(")'), ("y", "2")]),
        (r"x = 'it\'s;'; y = 2", [("x", r"'it\'s;'"), ("y", "2")]),
        ("x = 'a  b'", [("x", "'a  b'")]),
        ("x = [1,\n     2]\ny = 3", [("x", "[1, 2]"), ("y", "3")]),
        ("import numpy as np", [("", "import numpy as np")]),
        ("from math import pi, e; x = pi", [("", "from math import pi, e"), ("x", "pi")]),
        ("important = 1", [("important", "1")]),
        ("from_left = 1", [("from_left", "1")]),
        ("x = 1  # one; y = 2\n# nothing\n  # else\nz = 3", [("x", "1"), ("z", "3")]),
        ("x = '#'; y = 2", [("x", "'#'"), ("y", "2")]),
        ("x = [1,  # one (\n 2]", [("x", "[1, 2]")]),
    ],
)
def test_a_binding_is_a_name_and_an_expression(text: str, expected: list[tuple[str, str]]) -> None:
    assert bound(text) == expected


def test_a_binding_has_the_line_that_it_begins_in() -> None:
    assert lines(" x = 1\n\ny = (1 +\n 2); z = 3\nimport math\n") == [10, 12, 12, 14]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x = 1 +", 10, "not Python: 'x = 1 +': invalid syntax"),
        ("a = 1\nx = f(\n", 11, "not Python: 'x = f(': '(' was never closed"),
        ("x = y = 1", 10, "not Python: 'x = y = 1': invalid syntax"),
        ("x =", 10, "not Python: 'x =': invalid syntax"),
        ("import numpy as", 10, "not Python: 'import numpy as': invalid syntax"),
        ("a = 1; x", 10, "not a binding: 'x'; expected name = expression"),
        ("= 1", 10, "not a binding: '= 1'; expected name = expression"),
        ("x == 1", 10, "not a binding: 'x == 1'; expected name = expression"),
        ("f(x=1)", 10, "not a binding: 'f(x=1)'; expected name = expression"),
        ("", 10, "binds no name; expected name = expression"),
        ("\n ; \n", 10, "binds no name; expected name = expression"),
        ("# x = 1", 10, "binds no name; expected name = expression"),
    ],
)
def test_what_is_no_binding_is_told_in_its_line(text: str, line: int, message: str) -> None:
    assert parse_bindings(text, 10)[1] == [Failure(line, message)]


def test_one_wrong_binding_does_not_hide_the_others() -> None:
    bindings, failures = parse_bindings("x = 1\ny = (\nz = 3", 1)
    assert [binding.target for binding in bindings] == ["x"]
    assert [failure.line for failure in failures] == [2]


@given(st.text("xf=;,()[]{}'\"#\\ \n1", max_size=30))
def test_every_text_has_a_verdict(text: str) -> None:
    bindings, failures = parse_bindings(text, 1)
    assert bindings or failures
    lines = [binding.line for binding in bindings] + [failure.line for failure in failures]
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


@pytest.mark.parametrize(
    ("text", "sign", "parts"),
    [
        ("a, (b, c), [d, e]", ",", ["a", " (b, c)", " [d, e]"]),
        ("x_{i,j}, y", ",", ["x_{i,j}", " y"]),
        ("a == b = c", "=", ["a == b ", " c"]),
        ("a := b", "=", ["a := b"]),
        ("12 % = x % 2", "=", ["12 % ", " x % 2"]),
        ("", ";", [""]),
    ],
)
def test_a_text_is_parted_outside_brackets(text: str, sign: str, parts: list[str]) -> None:
    assert split_at(text, sign) == parts
