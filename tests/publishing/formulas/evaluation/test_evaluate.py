"""Every construct of the grammar has the value that it prints, or says why it has none."""

from typing import Any

import numpy as np
import pytest

from mathbook.publishing.formulas import FormulaError
from mathbook.publishing.formulas.errors import Unbound
from tests.publishing.formulas.checks import fails, holds, refusal, value

A = np.array([[1.0, 2.0], [3.0, 5.0]])
X = np.array([3.0, -4.0])
NAMES: dict[str, Any] = {"A": A, "x": X, "a": 3.0, "b": -2.0, "n": 2, "f": lambda t: t**2}


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("6{,}400", 6400.0),
        ("2 a b", -12.0),
        ("a - b - 1", 4.0),
        ("-a^2", -9.0),
        (r"\frac{a}{b}", -1.5),
        ("a / b", -1.5),
        (r"\pi", np.pi),
        ("e^2", np.exp(2)),
        (r"12\%", 0.12),
        ("a b^2", 12.0),
        ("2(1) + 2", 4.0),
        (r"\sqrt{16 + 25}", np.sqrt(41)),
        (r"\sqrt[3]{27}", 3.0),
        (r"|b|", 2.0),
        (r"|A|", -1.0),
        (r"\|x\|", 5.0),
        (r"\|x\|_1", 7.0),
        (r"\|x\|_\infty", 4.0),
        (r"\|x\|_2^2", 25.0),
        (r"\|A\|_F", np.sqrt(39)),
        (r"x_2", -4.0),
        (r"A_{12}", 2.0),
        (r"A_{n1}", 3.0),
        (r"x^\top x", 25.0),
        (r"x^T A x", X @ A @ X),
        (r"A^{-1} x", np.linalg.solve(A, X)),
        (r"A^\top", A.T),
        (r"x \odot x", X**2),
        (r"f(a)", 9.0),
        (r"f(a + 1)", 16.0),
        (r"(f \circ f)(2)", 16.0),
        (r"\max(a, b)", 3.0),
        (r"\min\{a, b, -5\}", -5.0),
        (r"\exp(0)", 1.0),
        (r"\log_2 8", 3.0),
        (r"\binom{5}{2}", 10.0),
        ("4!", 24.0),
        (r"\langle x, x \rangle", 25.0),
        (r"\lfloor 2.7 \rfloor", 2.0),
        (r"\lambda_{\max}(A A^\top)", np.linalg.eigvalsh(A @ A.T)[1]),
        (r"\mathbb{1}[a > 0]", 1.0),
        (r"\mathbb{1}[a < 0]", 0.0),
        (r"\left. f(q) \right|_{q = a}", 9.0),
    ],
)
def test_values(latex: str, expected: Any) -> None:
    found = value(latex, NAMES)
    assert np.shape(found) == np.shape(expected)
    assert np.allclose(found, expected)


CASES = r"\begin{cases} a & t \ge 0 \\ b & t < 0 \end{cases}"


@pytest.mark.parametrize(("t", "expected"), [(1.0, 3.0), (0.0, 3.0), (-1.0, -2.0)])
def test_the_first_case_that_applies_counts(t: float, expected: float) -> None:
    assert value(CASES, NAMES | {"t": t}) == expected


def test_otherwise_is_the_last_case() -> None:
    latex = r"\begin{cases} 1 & t > 5 \\ 2 & \text{otherwise} \end{cases}"
    assert value(latex, {"t": 9.0}) == 1.0
    assert value(latex, {"t": 0.0}) == 2.0


@pytest.mark.parametrize(
    ("latex", "names", "message"),
    [
        (r"\begin{cases} 1 & t > 5 \\ 2 & t < 0 \end{cases}", {"t": 1.0}, "no case applies"),
        (r"\begin{cases} 1 & t > 0 \\ 2 & t < 0 \end{cases}", {"t": X}, "an array was given"),
        (r"1 + \arg\min_t t^2", {"t": 0.0}, "stands alone"),
        (r"o(t) + 1", {"t": 1.0}, "last term"),
        (r"x x", NAMES, "missing"),
        (r"x A", NAMES, "missing"),
        (r"A + 1", NAMES, "cannot be added"),
        (r"\frac{1}{A}", NAMES, "cannot be divided"),
    ],
)
def test_what_has_no_value_says_why(latex: str, names: dict[str, Any], message: str) -> None:
    with pytest.raises(FormulaError, match=message):
        value(latex, names)


def test_an_unbound_name_says_where_it_stands() -> None:
    with pytest.raises(Unbound) as caught:
        value("a + q", {"a": 1.0})
    assert caught.value.name == "q"
    assert caught.value.position == len("0 = a + ")


@pytest.mark.parametrize(
    ("true", "false"),
    [
        # A line "top / bottom rest" is printed for both readings.
        ("a / 2 b = -3", "a / 2 b = 4"),
        ("a / 2 b = -0.75", "a / 2 b = 3"),
        (r"\pm 2 = b", r"\pm 3 = b"),
        (r"a \pm 2 = 1", r"a \pm 2 = 3"),
        (r"\|A\| = \sqrt{39}", r"\|A\| = \sqrt{40}"),  # of a matrix: spectral or Frobenius
    ],
)
def test_what_is_open_is_read_so_that_it_can_hold(true: str, false: str) -> None:
    assert holds(true, NAMES)
    assert fails(false, NAMES)


def test_both_signs_are_read_alike() -> None:
    names = {"a": 3.0, "b": 1.0}
    assert holds(r"a \pm b = 4", names)
    assert holds(r"a \pm b = 2", names)
    assert fails(r"a \pm b = 3", names)
    assert holds(r"(a \pm b)(a \mp b) = 8", names)
    assert fails(r"(a \pm b)(a \mp b) = 16", names)


def test_rounding_is_beside_the_largest_term() -> None:
    names = {"a": 1e8, "b": 1e8 + 1, "c": 1.0}
    assert holds("b - a = c", names)
    assert holds(r"(1 + 10^{-9}) - 1 = 10^{-9}")
    assert fails(r"10^{-9} = 2 \times 10^{-9}")


def test_i_is_the_imaginary_unit_where_numbers_are_complex() -> None:
    assert holds(r"\Re(e^{i \theta}) = \cos \theta", {r"\theta": 0.3})
    assert fails(r"\Im(e^{i \theta}) = \cos \theta", {r"\theta": 0.3})


@pytest.mark.parametrize(
    "latex",
    [
        r"\int_0^1 x = 1",
        r"\mathbb{E}[x] = 1",
        r"x \sim y",
        r"P(x \mid y) = 1",
    ],
)
def test_unsupported_constructs_are_refused(latex: str) -> None:
    assert isinstance(refusal(latex, {"x": 1.0, "y": 2.0}), FormulaError)
