"""Limits and expansions, aligned derivations, cases."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def limits_and_taylor() -> Iterator[Case]:
    """Limits and Taylor."""

    def f(x: Any) -> Any:
        return x**3 - 2 * x

    yield true(r"f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}", {"f": f})
    yield false(r"f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x - h)}{h}", {"f": f})
    yield true(r"f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x - h)}{2h} = 3x^2 - 2", {"f": f})
    yield false(r"\lim_{h \to 0} \frac{(x + h)^2 - x^2}{h} = 2x + h")
    yield true(r"\lim_{h \to 0} \frac{(x + h)^2 - x^2}{h} = \lim_{h \to 0} (2x + h) = 2x")
    yield true(
        r"\lim_{x \to 0} \frac{\sin x}{x} = 1, \qquad \lim_{n \to \infty} \left( 1 + "
        r"\frac{1}{n} \right)^n = e"
    )
    yield false(r"\lim_{x \to 0} \frac{1 - \cos x}{x^2} = 1")
    yield true(r"f''(x) = \lim_{h \to 0} \frac{f(x + h) - 2f(x) + f(x - h)}{h^2}", {"f": f})
    yield false(r"f''(x) = \lim_{h \to 0} \frac{f(x + h) - 2f(x) + f(x - h)}{2h^2}", {"f": f})

    def g(x: Any) -> Any:
        return x[0] ** 2 * x[1] + x[1] ** 3

    x = np.array([1.5, -0.4])
    d = np.array([0.6, 0.8])
    yield true(
        r"\lim_{t \to 0} \frac{f(x + t d) - f(x)}{t} = \nabla f(x)^\top d", {"f": g, "x": x, "d": d}
    )
    yield false(
        r"\lim_{t \to 0} \frac{f(x + t d) - f(x)}{t} = \|\nabla f(x)\|\,\|d\|",
        {"f": g, "x": x, "d": d},
    )
    z = np.array([1.0, -0.5, 2.0])
    yield true(
        r"\lim_{\tau \to 0^+} \tau \log \sum_{i=1}^{n} e^{z_i/\tau} = \max_i z_i", {"z": z, "n": 3}
    )
    yield false(
        r"\lim_{\tau \to 0^+} \tau \log \sum_{i=1}^{n} e^{-z_i/\tau} = \max_i z_i", {"z": z, "n": 3}
    )
    yield true(r"\sum_{k=0}^{\infty} r^k = \frac{1}{1 - r}", {"r": 0.4})
    yield false(r"\sum_{k=1}^{\infty} r^k = \frac{1}{1 - r}", {"r": 0.4})
    yield true(r"1 + 0.1 + \frac{0.1^2}{2!} + \frac{0.1^3}{3!} \approx 1.1052")
    yield false(r"\ln 1.1 \approx 0.0954")


def aligned_derivations() -> Iterator[Case]:
    """Aligned derivations."""
    x = np.array([1.5, -2.0, 0.5])
    y = np.array([0.4, 1.2, -2.2])
    A = np.array([[1.0, 0.4, -2], [0.6, -1.1, 0.3], [2.0, 0.8, 1.2], [-0.5, 1.0, 0.7]])
    b = np.array([1.0, -0.5, 2.0, 0.3])
    yield true(
        r"""\begin{aligned}
\|x - y\|_2^2 &= (x - y)^\top (x - y) \\
&= x^\top x - x^\top y - y^\top x + y^\top y \\
&= \|x\|_2^2 - 2x^\top y + \|y\|_2^2.
\end{aligned}""",
        {"x": x, "y": y},
    )
    yield false(
        r"""\begin{aligned}
\|x - y\|_2^2 &= (x - y)^\top (x - y) \\
&= x^\top x - x^\top y + y^\top x + y^\top y \\
&= \|x\|_2^2 - 2x^\top y + \|y\|_2^2.
\end{aligned}""",
        {"x": x, "y": y},
    )
    N: dict[str, object] = {"A": A, "x": x, "b": b}
    yield true(
        r"""\begin{align*}
\|Ax - b\|_2^2 &= (Ax - b)^T (Ax - b) \\
  &= x^T A^T A x - x^T A^T b - b^T A x + b^T b \\
  &= x^T A^T A x - 2 b^T A x + b^T b
\end{align*}""",
        N,
    )
    yield false(
        r"""\begin{align*}
\|Ax - b\|_2^2 &= (Ax - b)^T (Ax - b) \\
  &= x^T A^T A x - x^T A^T b - b^T A x + b^T b \\
  &= x^T A^T A x - 2 b^T A x - b^T b
\end{align*}""",
        N,
    )

    def s(z: Any) -> Any:
        return 1 / (1 + np.exp(-z))

    yield true(
        r"""\begin{aligned}
\sigma'(z) &= \frac{e^{-z}}{(1 + e^{-z})^2} \\
&= \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} \\
&= \sigma(z)\,(1 - \sigma(z))
\end{aligned}""",
        {r"\sigma": s},
    )
    yield false(
        r"""\begin{aligned}
\sigma'(z) &= \frac{-e^{-z}}{(1 + e^{-z})^2} \\
&= -\frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} \\
&= \sigma(z)\,(\sigma(z) - 1)
\end{aligned}""",
        {r"\sigma": s},
    )
    p = np.array([0.5, 0.2, 0.3])
    q = np.array([0.25, 0.35, 0.4])

    def kl(p: Any, q: Any) -> Any:
        return float((p * np.log(p / q)).sum())

    K: dict[str, object] = {r"D_{\mathrm{KL}}": kl, "p": p, "q": q}
    yield true(
        r"""\begin{aligned}
D_{\mathrm{KL}}(p \,\|\, q) &= \sum_i p_i \log \frac{p_i}{q_i} \\
&= \sum_i p_i \log p_i - \sum_i p_i \log q_i \\
&\ge 0
\end{aligned}""",
        K,
    )
    yield false(
        r"""\begin{aligned}
D_{\mathrm{KL}}(p \,\|\, q) &= \sum_i p_i \log \frac{p_i}{q_i} \\
&= \sum_i p_i \log p_i - \sum_i q_i \log q_i
\end{aligned}""",
        K,
    )
    yield true(
        r"""\begin{split}
\nabla_x \tfrac{1}{2}\|Ax - b\|_2^2 &= A^\top(Ax - b) \\
 &= A^\top A x - A^\top b
\end{split}""",
        N,
    )
    yield false(
        r"""\begin{split}
\nabla_x \tfrac{1}{2}\|Ax - b\|_2^2 &= A^\top(Ax - b) \\
 &= A^\top A x - b^\top A x
\end{split}""",
        N,
    )
    yield true(
        r"""\begin{aligned}
f(1, 2) &= 1^2 + 3 \cdot 1 \cdot 2 + 2^2 \\
&= 1 + 6 + 4 \\
&= 11
\end{aligned}""",
        {"f": lambda x, y: x**2 + 3 * x * y + y**2},
    )
    yield false(
        r"""\begin{aligned}
f(1, 2) &= 1^2 + 3 \cdot 1 \cdot 2 + 2^2 \\
&= 1 + 6 + 2 \\
&= 9
\end{aligned}""",
        {"f": lambda x, y: x**2 + 3 * x * y + y**2},
    )
    w, xx, bb, yy = (2.0, 3.0, 1.0, 5.0)
    yield true(
        r"\begin{aligned} z &= wx + b = 2 \cdot 3 + 1 = 7, \\ L &= \tfrac{1}{2}(z - y)^2 "
        r"= \tfrac{1}{2}(7 - 5)^2 = 2, \\ \frac{\partial L}{\partial w} &= (z - y)\,x = "
        r"(7 - 5) \cdot 3 = 6. \end{aligned}",
        {
            "z": lambda w, x, b: w * x + b,
            "L": lambda z, y: 0.5 * (z - y) ** 2,
            "w": w,
            "x": xx,
            "b": bb,
            "y": yy,
        },
    )
    yield false(
        r"\begin{aligned} z &= wx + b = 2 \cdot 3 + 1 = 7, \\ L &= \tfrac{1}{2}(z - y)^2 "
        r"= \tfrac{1}{2}(7 - 5)^2 = 2, \\ \frac{\partial L}{\partial w} &= (z - y)\,w = "
        r"(7 - 5) \cdot 2 = 4. \end{aligned}",
        {
            "z": lambda w, x, b: w * x + b,
            "L": lambda z, y: 0.5 * (z - y) ** 2,
            "w": w,
            "x": xx,
            "b": bb,
            "y": yy,
        },
    )


def cases() -> Iterator[Case]:
    """Cases."""

    def relu(x: Any) -> Any:
        return np.maximum(x, 0.0)

    def hub(r: Any) -> Any:
        return np.where(np.abs(r) <= 1.5, 0.5 * r**2, 1.5 * (np.abs(r) - 0.75))

    yield true(
        r"\operatorname{ReLU}(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & "
        r"\text{otherwise} \end{cases}",
        {"ReLU": relu},
    )
    yield false(
        r"\operatorname{ReLU}(x) = \begin{cases} x & \text{if } x < 0 \\ 0 & "
        r"\text{otherwise} \end{cases}",
        {"ReLU": relu},
    )
    yield true(
        r"L_\delta(r) = \begin{cases} \tfrac{1}{2} r^2 & \text{for } |r| \le \delta, \\ "
        r"\delta\left(|r| - \tfrac{1}{2}\delta\right), & \text{otherwise.} \end{cases}",
        {r"L_\delta": hub, r"\delta": 1.5},
    )
    yield false(
        r"L_\delta(r) = \begin{cases} \tfrac{1}{2} r^2 & \text{for } |r| \le \delta, \\ "
        r"\delta\left(|r| - \delta\right), & \text{otherwise.} \end{cases}",
        {r"L_\delta": hub, r"\delta": 1.5},
    )

    def lk(x: Any, a: Any) -> Any:
        return np.where(x >= 0, x, a * x)

    yield true(
        r"f(x; \alpha) = \begin{cases} x, & x \ge 0 \\ \alpha x, & x < 0 \end{cases}",
        {"f": lambda x, alpha: lk(x, alpha)},
    )
    yield false(
        r"f(x, \alpha) = \begin{cases} x, & x \ge 0 \\ \alpha + x, & x < 0 \end{cases}",
        {"f": lambda x, alpha: lk(x, alpha)},
    )

    def elu(x: Any) -> Any:
        return np.where(x > 0, x, 0.8 * (np.exp(np.minimum(x, 0)) - 1))

    yield true(
        r"\mathrm{ELU}'(x) = \begin{cases} 1 & x > 0 \\ \mathrm{ELU}(x) + \alpha & x \le "
        r"0 \end{cases}",
        {"ELU": elu, "alpha": 0.8},
    )
    yield false(
        r"\mathrm{ELU}'(x) = \begin{cases} 1 & x > 0 \\ \mathrm{ELU}(x) & x \le 0 "
        r"\end{cases}",
        {"ELU": elu, "alpha": 0.8},
    )
    yield true(r"|x| = \begin{cases} x & \text{if } x \ge 0, \\ -x & \text{if } x < 0 \end{cases}")
    yield false(
        r"\operatorname{sign}(x) = \begin{cases} 1 & x > 0 \\ 0 & x = 0 \\ 1 & x < 0 "
        r"\end{cases}"
    )
    dm = np.eye(3)
    yield true(
        r"\delta_{ij} = \begin{cases} 1 & i = j \\ 0 & i \neq j \end{cases}", {r"\delta": dm}
    )
    yield false(
        r"\delta_{ij} = \begin{cases} 1 & i \le j \\ 0 & i > j \end{cases}", {r"\delta": dm}
    )
    yield true(
        r"\ell(y, t) = \begin{cases} -\log y & \text{if } t = 1 \\ -\log(1 - y) & "
        r"\text{if } t = 0 \end{cases}",
        {r"\ell": lambda y, t: -t * np.log(y) - (1 - t) * np.log(1 - y), "y": 0.3, "t": 1},
    )
    yield false(
        r"\ell(y, t) = \begin{cases} -\log y & \text{if } t = 0 \\ -\log(1 - y) & "
        r"\text{if } t = 1 \end{cases}",
        {r"\ell": lambda y, t: -t * np.log(y) - (1 - t) * np.log(1 - y), "y": 0.3, "t": 1},
    )


CASES = collected(limits_and_taylor, aligned_derivations, cases)
