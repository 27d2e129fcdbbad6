"""Limits, and what else is printed in many ways."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import sig, spd

__all__ = ["CASES"]


def limits() -> Iterator[Case]:
    """Limits, and what else is printed in many ways."""
    N = np.random.default_rng(1906).normal
    u3, v3, _w3 = N(size=(3, 3))
    Q3 = spd(3, 1)

    def fx(x: Any) -> Any:
        return np.sum(np.exp(x)) + x @ Q3 @ x / 2

    yield from pair(
        (
            r"D_{\mathbf u} f(\mathbf x) = \lim_{h\to 0}\frac{f(\mathbf x+h\mathbf "
            r"u)-f(\mathbf x)}{h} = \nabla f(\mathbf x)\cdot\mathbf u"
        ),
        (
            r"D_{\mathbf u} f(\mathbf x) = \lim_{h\to 0}\frac{f(\mathbf x-h\mathbf "
            r"u)-f(\mathbf x)}{h} = \nabla f(\mathbf x)\cdot\mathbf u"
        ),
        {"f": fx, r"\mathbf x": u3, r"\mathbf u": v3},
    )
    yield from pair(
        r"\lim_{n\to\infty}\left(1+\frac{x}{n}\right)^{n} = e^x",
        r"\lim_{n\to\infty}\left(1-\frac{x}{n}\right)^{n} = e^x",
        {"x": 1.3},
    )
    yield from pair(
        r"\lim_{p\to\infty}\|x\|_p = \|x\|_\infty = \max_{i}|x_i|",
        r"\lim_{p\to\infty}\|x\|_p = \|x\|_\infty = \max_{i} x_i",
        {"x": np.array([0.4, -2.1, 1.3])},
    )


def forms() -> Iterator[Case]:
    """Limits, and what else is printed in many ways."""
    N = np.random.default_rng(1907).normal
    x4 = N(size=4)
    u3, v3, _w3 = N(size=(3, 3))
    A43 = N(size=(4, 3))
    S3 = spd(3, 1)
    pp = np.array([0.2, 0.5, 0.3])
    Q3 = spd(3, 2)

    def fx(x: Any) -> Any:
        return np.sum(np.exp(x)) + x @ Q3 @ x / 2

    xn = N(1.1, 0.8, size=5)
    yield from pair(
        (
            r"\begin{aligned} \|Ax-b\|_2^2 &= (Ax-b)^T(Ax-b) \\ &= x^TA^TAx - 2b^TAx + "
            r"b^Tb. \end{aligned}"
        ),
        (
            r"\begin{aligned} \|Ax-b\|_2^2 &= (Ax-b)^T(Ax-b) \\ &= x^TA^TAx - b^TAx + "
            r"b^Tb. \end{aligned}"
        ),
        {"A": A43, "x": u3, "b": x4},
    )
    yield from pair(
        (
            r"\begin{align} \sigma'(x) &= \frac{e^{-x}}{(1+e^{-x})^2} \nonumber \\ &= "
            r"\sigma(x)\bigl(1-\sigma(x)\bigr). \tag{3.2} \end{align}"
        ),
        (
            r"\begin{align} \sigma'(x) &= \frac{e^{x}}{(1+e^{-x})^2} \nonumber \\ &= "
            r"\sigma(x)\bigl(1-\sigma(x)\bigr). \tag{3.2} \end{align}"
        ),
        {r"\sigma": sig, "x": 0.8},
    )
    yield from pair(
        (
            r"\underbrace{\frac1n\sum_{i=1}^{n}(x_i-c)^2}_{\text{MSE}} = "
            r"\underbrace{(\bar x-c)^2}_{\text{bias}^2} + "
            r"\underbrace{\frac1n\sum_{i=1}^{n}(x_i-\bar x)^2}_{\text{variance}}"
        ),
        (
            r"\underbrace{\frac1n\sum_{i=1}^{n}(x_i-c)^2}_{\text{MSE}} = "
            r"\underbrace{(\bar x+c)^2}_{\text{bias}^2} + "
            r"\underbrace{\frac1n\sum_{i=1}^{n}(x_i-\bar x)^2}_{\text{variance}}"
        ),
        {"x": xn, r"\bar x": lambda x: np.mean(x), "c": 0.4, "n": 5},
    )
    yield from pair(
        r"\lambda_{\max}(A) = \max_{\|x\|_2 = 1} x^\top A x",
        r"\lambda_{\max}(A) = \min_{\|x\|_2 = 1} x^\top A x",
        {r"\lambda_{\max}": lambda A: np.linalg.eigvalsh(A)[-1], "A": S3},
    )
    yield from pair(
        r"\ell(y, f) = \max(0, 1-yf) = [1-yf]_+",
        r"\ell(y, f) = \max(0, 1-yf) = [1+yf]_+",
        {r"\ell": lambda y, f: max(0.0, 1 - y * f), "y": 1.0, "f": 0.35},
    )
    yield from pair(
        (r"f(y) \ge f(x) + \nabla f(x)^\top (y-x) \quad \forall\, x, y \in \mathbb " r"R^n"),
        (r"f(y) \le f(x) + \nabla f(x)^\top (y-x) \quad \forall\, x, y \in \mathbb " r"R^n"),
        {"f": fx, "x": u3, "y": v3, "n": 3},
    )
    yield from pair(
        r"x^\top y = 0 \iff \|x+y\|^2 = \|x\|^2 + \|y\|^2",
        r"x^\top y = 0 \iff \|x+y\| = \|x\| + \|y\|",
        {"x": np.array([1.0, 2.0, -1.0]), "y": np.array([3.0, -1.0, 1.0])},
    )
    yield from pair(
        r"Ax = b \implies x = A^{-1}b",
        r"Ax = b \implies x = A^{\top}b",
        {"A": S3, "x": u3, "b": S3 @ u3},
    )
    yield from pair(
        r"\sum_{i \ne j} x_i x_j = \Bigl(\sum_{i} x_i\Bigr)^2 - \sum_{i} x_i^2",
        r"\sum_{i < j} x_i x_j = \Bigl(\sum_{i} x_i\Bigr)^2 - \sum_{i} x_i^2",
        {"x": x4},
    )
    yield from pair(
        r"\hat y = \operatorname*{arg\,max}_{k \in \{1,\ldots,K\}} p_k",
        r"\hat y = \operatorname*{arg\,min}_{k \in \{1,\ldots,K\}} p_k",
        {r"\hat y": 2, "p": pp, "K": 3},
    )
    ft, ct, it_, ot, cc = N(size=(5, 3))
    cnew = sig(ft) * ct + sig(it_) * np.tanh(cc)
    yield from pair(
        (
            r"\mathbf c_t = \mathbf f_t\odot\mathbf c_{t-1} + \mathbf "
            r"i_t\odot\tilde{\mathbf c}_t, \qquad \mathbf h_t = \mathbf "
            r"o_t\odot\tanh(\mathbf c_t)"
        ),
        (
            r"\mathbf c_t = \mathbf f_t\odot\mathbf c_{t-1} + \mathbf "
            r"i_t\odot\tilde{\mathbf c}_t, \qquad \mathbf h_t = \mathbf "
            r"o_t\odot\tanh(\mathbf c_{t-1})"
        ),
        {
            r"\mathbf c_t": cnew,
            r"\mathbf f_t": sig(ft),
            r"\mathbf c_{t-1}": ct,
            r"\mathbf i_t": sig(it_),
            r"\tilde{\mathbf c}_t": np.tanh(cc),
            r"\mathbf h_t": sig(ot) * np.tanh(cnew),
            r"\mathbf o_t": sig(ot),
        },
    )
    yield from pair(
        r"o = \left\lfloor \frac{n+2p-k}{s} \right\rfloor + 1 = 4",
        r"o = \left\lceil \frac{n+2p-k}{s} \right\rceil + 1 = 4",
        {"o": 4, "n": 8, "p": 1, "k": 3, "s": 2},
    )
    yield from pair(
        (
            r"f(x) = \begin{cases} x, & \text{if } x \ge 0, \\ \alpha\,(e^{x}-1), & "
            r"\text{if } x < 0, \end{cases} \qquad f'(x) = \begin{cases} 1, & x > 0, \\ "
            r"f(x) + \alpha, & x < 0. \end{cases}"
        ),
        (
            r"f(x) = \begin{cases} x, & \text{if } x \ge 0, \\ \alpha\,(e^{x}-1), & "
            r"\text{if } x < 0, \end{cases} \qquad f'(x) = \begin{cases} 1, & x > 0, \\ "
            r"f(x) - \alpha, & x < 0. \end{cases}"
        ),
        {
            "f": lambda x: np.where(x >= 0, x, 0.7 * (np.exp(np.minimum(x, 0)) - 1)),
            "x": -0.6,
            r"\alpha": 0.7,
        },
    )


def further_limits() -> Iterator[Case]:
    """Limits of difference quotients."""
    N = np.random.default_rng(1910).normal
    u3 = N(size=3)

    def cub(x: Any) -> Any:
        return x**3 - 2 * x

    yield from pair(
        r"f'(a) = \lim_{h\to 0}\frac{f(a+h)-f(a)}{h} = 3a^2-2",
        r"f'(a) = \lim_{h\to 0}\frac{f(a+h)-f(a)}{h} = 3a^2-2a",
        {"f": cub, "a": 1.5},
    )
    yield from pair(
        r"\frac{\partial f}{\partial x_i}(x) = \lim_{t\to 0}\frac{f(x+te_i)-f(x)}{t}",
        (r"\frac{\partial f}{\partial x_i}(x) = \lim_{t\to " r"0}\frac{f(x+te_i)-f(x)}{2t}"),
        {"f": lambda x: np.sum(np.sin(x)) + x[0] * x[1], "x": u3, "e": np.eye(3)},
    )
    yield from pair(
        r"\lim_{\varepsilon\to 0}\frac{(2+\varepsilon)^2-2^2}{\varepsilon} = 4",
        r"\lim_{\varepsilon\to 0}\frac{(2+\varepsilon)^2-2^2}{\varepsilon} = 2",
        {},
    )
    yield from pair(
        r"\lim_{x\to 0^+}\frac{|x|}{x} = 1, \qquad \lim_{x\to 0^-}\frac{|x|}{x} = -1",
        r"\lim_{x\to 0^+}\frac{|x|}{x} = 1, \qquad \lim_{x\to 0^-}\frac{|x|}{x} = 1",
        {},
    )


CASES = collected(limits, forms, further_limits)
