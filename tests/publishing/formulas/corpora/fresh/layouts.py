"""Environments, cases, indices and limits."""

from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import sig, spd

__all__ = ["CASES"]


def layouts() -> Iterator[Case]:
    """Environments, cases, indices and limits."""
    N = np.random.default_rng(1906).normal
    x5, y5, _z5 = N(size=(3, 5))
    u3, v3, _w3 = N(size=(3, 3))
    A3, B3, _C3 = N(size=(3, 3, 3)) + 1.5 * np.eye(3)
    S3 = spd(3, 1)
    A53 = N(size=(5, 3))
    _lamS, QS = np.linalg.eigh(S3)
    yield from pair(
        (
            r"\begin{align*} \|x-y\|^2 &= (x-y)^\top(x-y) \\ &= x^\top x - 2x^\top y + "
            r"y^\top y \\ &= \|x\|^2 - 2x^\top y + \|y\|^2. \end{align*}"
        ),
        (
            r"\begin{align*} \|x-y\|^2 &= (x-y)^\top(x-y) \\ &= x^\top x - x^\top y + "
            r"y^\top y \\ &= \|x\|^2 - 2x^\top y + \|y\|^2. \end{align*}"
        ),
        {"x": x5, "y": y5},
    )
    yield from pair(
        (r"\begin{split} (a+b)^3 &= (a+b)(a+b)^2 \\ &= a^3 + 3a^2b + 3ab^2 + b^3 " r"\end{split}"),
        (
            r"\begin{split} (a+b)^3 &= (a+b)(a+b)^2 \\ &= a^3 + 3a^2b + 3a^2b^2 + b^3 "
            r"\end{split}"
        ),
        {"a": 1.2, "b": -0.7},
    )
    yield from pair(
        (
            r"\begin{multline} \|A x - b\|_2^2 = x^T A^T A x \\ - 2 b^T A x + b^T b "
            r"\end{multline}"
        ),
        (
            r"\begin{multline} \|A x - b\|_2^2 = x^T A^T A x \\ + 2 b^T A x + b^T b "
            r"\end{multline}"
        ),
        {"A": A53, "x": u3, "b": x5},
    )
    yield from pair(
        r"\begin{gather} \nabla f(x) = 2x, \\ \nabla^2 f(x) = 2I. \end{gather}",
        r"\begin{gather} \nabla f(x) = 2x, \\ \nabla^2 f(x) = I. \end{gather}",
        {"f": lambda x: x @ x, "x": u3},
    )
    yield from pair(
        r"\sum_{\substack{1\le i\le n \\ i\ne j}} x_i = S - x_j",
        r"\sum_{\substack{1\le i\le n \\ i\ne j}} x_i = S + x_j",
        {"x": x5, "n": 5, "S": x5.sum()},
    )
    yield from pair(
        (
            r"\sum_{i=1}^n \sum_{j>i} x_i x_j = \frac12\left[\Bigl(\sum_{i=1}^n "
            r"x_i\Bigr)^2 - \sum_{i=1}^n x_i^2\right] \tag{3.7}"
        ),
        (
            r"\sum_{i=1}^n \sum_{j>i} x_i x_j = \frac12\left[\Bigl(\sum_{i=1}^n "
            r"x_i\Bigr)^2 + \sum_{i=1}^n x_i^2\right] \tag{3.7}"
        ),
        {"x": x5, "n": 5},
    )
    yield from pair(
        r"\sum_{k=0}^{n-1} r^k = \frac{1-r^n}{1-r}, \quad r\neq 1",
        r"\sum_{k=0}^{n-1} r^k = \frac{1-r^{n-1}}{1-r}, \quad r\neq 1",
        {"r": 0.6, "n": 5},
    )
    yield from pair(
        r"\sum_{k=1}^{n} k^2 = {n(n+1)(2n+1) \over 6}",
        r"\sum_{k=1}^{n} k^2 = {n(n+1)(2n-1) \over 6}",
        {"n": 7},
    )
    yield from pair(
        (
            r"\delta_{ij} = \begin{cases} 1, & i=j \\ 0, & i\neq j \end{cases}, \qquad "
            r"q_i^\top q_j = \delta_{ij}"
        ),
        (
            r"\delta_{ij} = \begin{cases} 1, & i=j \\ 0, & i\neq j \end{cases}, \qquad "
            r"q_i^\top q_j = 1 - \delta_{ij}"
        ),
        {"q": list(QS.T), r"\delta": np.eye(3)},
    )
    yield from pair(
        (
            r"Ax = \sum_{j=1}^n x_j a_j = \begin{bmatrix} a_1 & a_2 & \cdots & a_n "
            r"\end{bmatrix}\begin{bmatrix} x_1 \\ x_2 \\ \vdots \\ x_n \end{bmatrix}"
        ),
        (
            r"Ax = \sum_{j=1}^n x_j a_j = \begin{bmatrix} a_n & a_2 & \cdots & a_1 "
            r"\end{bmatrix}\begin{bmatrix} x_1 \\ x_2 \\ \vdots \\ x_n \end{bmatrix}"
        ),
        {"A": A53, "a": list(A53.T), "x": u3, "n": 3},
    )
    yield from pair(
        r"A e_j = \mathbf{a}_j, \qquad e_i^{\top} A e_j = a_{ij}",
        r"A e_j = \mathbf{a}_j, \qquad e_j^{\top} A e_i = a_{ij}",
        {"A": A3, "e": np.eye(3), r"\mathbf{a}": list(A3.T), "a": A3},
    )
    yield from pair(
        r"C = AB \quad\Longrightarrow\quad c_{ij} = \sum_{k=1}^{n} a_{ik}b_{kj}",
        r"C = AB \quad\Longrightarrow\quad c_{ij} = \sum_{k=1}^{n} a_{ki}b_{kj}",
        {"C": A3 @ B3, "A": A3, "B": B3, "c": A3 @ B3, "a": A3, "b": B3, "n": 3},
    )
    yield from pair(
        (
            r"\mathbf{1}^\top\mathbf{x} = \sum_{i=1}^n x_i, \quad \bar{x} = "
            r"\tfrac1n\mathbf{1}^\top\mathbf{x}, \quad "
            r"\mathbf{1}\mathbf{1}^\top\mathbf{x} = n\bar{x}\mathbf{1}"
        ),
        (
            r"\mathbf{1}^\top\mathbf{x} = \sum_{i=1}^n x_i, \quad \bar{x} = "
            r"\tfrac1n\mathbf{1}^\top\mathbf{x}, \quad "
            r"\mathbf{1}\mathbf{1}^\top\mathbf{x} = \bar{x}\mathbf{1}"
        ),
        {r"\mathbf x": x5, "x": x5, r"\bar x": x5.mean(), "n": 5},
    )
    yield from pair(
        (
            r"\operatorname{diag}(\mathbf{d})\,\mathbf{x} = \mathbf{d}\odot\mathbf{x} = "
            r"\mathbf{x}\odot\mathbf{d}"
        ),
        (
            r"\operatorname{diag}(\mathbf{d})\,\mathbf{x} = \mathbf{d}\odot\mathbf{x} = "
            r"\mathbf{d}^\top\mathbf{x}"
        ),
        {"d": u3, "x": v3},
    )
    yield from pair(
        r"\left(1+\frac{1}{n}\right)^n = 2.5937\ldots < e",
        r"\left(1+\frac{1}{n}\right)^n = 2.5938\ldots < e",
        {"n": 10},
    )
    yield from pair(
        r"\frac{\|f(x+h)-f(x)-\nabla f(x)^\top h\|}{\|h\|} \approx 0.0100",
        r"\frac{\|f(x+h)-f(x)-\nabla f(x)^\top h\|}{\|h\|} \approx 0.0101",
        {"f": lambda x: x @ x, "x": np.array([1.0, 2.0, -1.0]), "h": np.array([0.006, 0.0, 0.008])},
    )
    yield from pair(
        (
            r"\begin{equation}\label{eq:mse} \mathrm{MSE}(\hat\theta) = "
            r"\mathrm{Bias}(\hat\theta)^2 + \mathrm{Var}(\hat\theta) \end{equation}"
        ),
        (
            r"\begin{equation}\label{eq:mse} \mathrm{MSE}(\hat\theta) = "
            r"\mathrm{Bias}(\hat\theta) + \mathrm{Var}(\hat\theta) \end{equation}"
        ),
        {
            "MSE": lambda th: np.mean((th - 0.5) ** 2),
            "Bias": lambda th: np.mean(th) - 0.5,
            "Var": lambda th: np.var(th),
            r"\hat\theta": N(size=9),
        },
    )
    yield from pair(
        (
            r"\operatorname{sign}(w^\top x + b) = \begin{cases} +1 & \text{if } w^\top "
            r"x + b > 0, \\ -1 & \text{if } w^\top x + b < 0. \end{cases}"
        ),
        (
            r"\operatorname{sign}(w^\top x + b) = \begin{cases} +1 & \text{if } w^\top "
            r"x + b < 0, \\ -1 & \text{if } w^\top x + b > 0. \end{cases}"
        ),
        {"w": u3, "x": v3, "b": 0.3},
    )


def aligned() -> Iterator[Case]:
    """Aligned environments."""
    N = np.random.default_rng(1910).normal
    x4 = N(size=4)
    y4 = N(size=4)
    u3 = N(size=3)
    A43 = N(size=(4, 3))
    W1 = N(size=(4, 3))
    xin = N(size=3)
    b1 = N(size=4)
    zz1 = W1 @ xin + b1
    aa1 = sig(zz1)
    yield from pair(
        (
            r"\begin{aligned}\|x-y\|^2 &= (x-y)^{\top}(x-y)\\ &= x^{\top}x - 2x^{\top}y "
            r"+ y^{\top}y\end{aligned}"
        ),
        (
            r"\begin{aligned}\|x-y\|^2 &= (x-y)^{\top}(x-y)\\ &= x^{\top}x - x^{\top}y "
            r"+ y^{\top}y\end{aligned}"
        ),
        {"x": x4, "y": y4},
    )
    yield from pair(
        (
            r"\begin{align*} z &= Wx+b, & a &= \sigma(z), \\ \ell &= \tfrac12\|a-y\|^2, "
            r"& \bar z &= (a-y)\odot a\odot(1-a)\end{align*}"
        ),
        (
            r"\begin{align*} z &= Wx+b, & a &= \sigma(z), \\ \ell &= \tfrac12\|a-y\|^2, "
            r"& \bar z &= (a-y)\odot a\odot(1+a)\end{align*}"
        ),
        {
            "W": W1,
            "x": xin,
            "b": b1,
            "z": zz1,
            "a": aa1,
            "y": y4,
            r"\sigma": sig,
            r"\ell": 0.5 * np.sum((aa1 - y4) ** 2),
            r"\bar z": (aa1 - y4) * aa1 * (1 - aa1),
        },
    )
    m0 = np.array([0.1, -0.2])
    v0 = np.array([0.3, 0.4])
    gr = np.array([0.5, -1.0])
    hp = {"\\beta_1": 0.9, "\\beta_2": 0.99, "\\eta": 0.01, "\\epsilon": 1e-08}
    m1 = 0.9 * m0 + 0.1 * gr
    vv1 = 0.99 * v0 + 0.01 * gr**2
    yield from pair(
        (
            r"\begin{aligned} m_t &= \beta_1 m_{t-1} + (1-\beta_1)g_t \\ v_t &= \beta_2 "
            r"v_{t-1} + (1-\beta_2)g_t^2 \end{aligned}"
        ),
        (
            r"\begin{aligned} m_t &= \beta_1 m_{t-1} + (1-\beta_1)g_t \\ v_t &= \beta_2 "
            r"v_{t-1} + (1-\beta_2)g_t \end{aligned}"
        ),
        {"m_t": m1, "m_{t-1}": m0, "v_t": vv1, "v_{t-1}": v0, "g_t": gr, **hp},
    )
    yield from pair(
        (r"\begin{split} f(3) &= 3^2 - 2\cdot 3 + 1 \\ &= 9 - 6 + 1 \\ &= 4 " r"\end{split}"),
        (r"\begin{split} f(3) &= 3^2 - 2\cdot 3 + 1 \\ &= 9 - 5 + 1 \\ &= 5 " r"\end{split}"),
        {"f": lambda x: x**2 - 2 * x + 1},
    )
    yield from pair(
        (
            r"\begin{aligned}\nabla_w\Bigl[\tfrac12\|Xw-y\|_2^2 + "
            r"\tfrac{\lambda}{2}\|w\|_2^2\Bigr] &= X^{\top}(Xw-y)+\lambda w \\ &= "
            r"(X^{\top}X+\lambda I)w - X^{\top}y\end{aligned}"
        ),
        (
            r"\begin{aligned}\nabla_w\Bigl[\tfrac12\|Xw-y\|_2^2 + "
            r"\tfrac{\lambda}{2}\|w\|_2^2\Bigr] &= X^{\top}(Xw-y)+\lambda w \\ &= "
            r"(X^{\top}X+\lambda I)w + X^{\top}y\end{aligned}"
        ),
        {"X": A43, "w": u3, "y": y4, r"\lambda": 0.3},
    )
    yield from pair(
        (r"\begin{gathered} a^2-b^2 = (a-b)(a+b) \\ (a+b)^2 = a^2+2ab+b^2 " r"\end{gathered}"),
        (r"\begin{gathered} a^2-b^2 = (a-b)(a+b) \\ (a+b)^2 = a^2-2ab+b^2 " r"\end{gathered}"),
        {"a": 1.3, "b": 0.4},
    )
    yield from pair(
        (
            r"\begin{alignat}{2} \sigma'(z) &= \frac{e^{-z}}{(1+e^{-z})^2} \\ &= "
            r"\sigma(z)\cdot\frac{(1+e^{-z})-1}{1+e^{-z}} \\ &= "
            r"\sigma(z)\bigl(1-\sigma(z)\bigr)\end{alignat}"
        ),
        (
            r"\begin{alignat}{2} \sigma'(z) &= \frac{e^{-z}}{(1+e^{-z})^2} \\ &= "
            r"\sigma(z)\cdot\frac{(1+e^{-z})-1}{1+e^{-z}} \\ &= "
            r"\sigma(z)\bigl(1-\sigma(-z)\bigr)\end{alignat}"
        ),
        {r"\sigma": sig, "z": 0.7},
    )


CASES = collected(layouts, aligned)
