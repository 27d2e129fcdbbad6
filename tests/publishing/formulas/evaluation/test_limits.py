"""Limits: from both sides, from one, at infinity, and where there is none."""

import pytest

from tests.publishing.formulas.checks import fails, holds, refusal


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (r"\lim_{x \to 0} \frac{\sin x}{x} = 1", r"\lim_{x \to 0} \frac{\sin x}{x} = 0"),
        (r"\lim_{x \to 2} x^2 = 4", r"\lim_{x \to 2} x^2 = 5"),
        (r"\lim_{x \to 0^+} \frac{|x|}{x} = 1", r"\lim_{x \to 0^+} \frac{|x|}{x} = -1"),
        (r"\lim_{x \to 0^-} \frac{|x|}{x} = -1", r"\lim_{x \to 0^-} \frac{|x|}{x} = 1"),
        (r"\lim_{x \downarrow 0} \frac{|x|}{x} = 1", r"\lim_{x \downarrow 0} \frac{|x|}{x} = 0"),
        (r"\lim_{n \to \infty} \frac{1}{n} = 0", r"\lim_{n \to \infty} \frac{1}{n} = 1"),
        (
            r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n = e",
            r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n = 1",
        ),
        (r"\lim_{x \to -\infty} e^x = 0", r"\lim_{x \to -\infty} e^x = 1"),
        (
            r"\lim_{h \to 0} \frac{f(x + h) - f(x)}{h} = f'(x)",
            r"\lim_{h \to 0} \frac{f(x + h) - f(x)}{h} = 2 f'(x)",
        ),
        (
            r"\lim_{h \to 0} \frac{(x + h)^2 - x^2}{h} = 2x",
            r"\lim_{h \to 0} \frac{(x + h)^2 - x^2}{h} = x",
        ),
    ],
)
def test_limits(true: str, false: str) -> None:
    names = {"f": lambda x: x**3, "x": 1.3}
    assert holds(true, names)
    assert fails(false, names)


def test_a_limit_is_exact_to_five_digits() -> None:
    assert holds(r"\lim_{n \to \infty} \left(1 + \frac{2}{n}\right)^n = e^2")
    assert fails(r"\lim_{n \to \infty} \left(1 + \frac{2}{n}\right)^n = 7.39")


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"\lim_{x \to 0} \frac{|x|}{x} = 1", "two sides differ"),
        (r"\lim_{x \to 0} \frac{1}{x} = 0", "does not converge"),
        (r"\lim_{x \to 0} \sin\frac{1}{x} = 0", "does not converge"),
        (r"\lim_{x \to \infty} \sin x = 0", "does not converge"),
        (r"\lim_{n \to \infty} (-1)^n = 1", "does not converge"),
        (r"\lim_{n \to \infty} n = 0", "does not converge"),
        (r"\lim_{x \to -1} \log x = 0", "not finite"),
        (r"\lim_{x \to v} x = 0", "at a number"),
    ],
)
def test_limits_that_do_not_exist_are_refused(latex: str, message: str) -> None:
    assert message in str(refusal(latex, {"v": [1.0, 2.0]}))
