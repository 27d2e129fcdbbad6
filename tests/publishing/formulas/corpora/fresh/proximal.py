"""Proximal operators and conjugates."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import soft, spd

__all__ = ["CASES"]


def proximal_operators() -> Iterator[Case]:
    """Proximal operators and conjugates."""
    N = np.random.default_rng(1906).normal
    _u3, v3, _w3 = N(size=(3, 3))
    Q3 = spd(3, 1)
    yield from pair(
        (
            r"S_\lambda(x)_i = \operatorname{sign}(x_i)\max(|x_i|-\lambda, 0) = "
            r"\begin{cases} x_i-\lambda & x_i>\lambda \\ 0 & |x_i|\le\lambda \\ "
            r"x_i+\lambda & x_i<-\lambda \end{cases}"
        ),
        (
            r"S_\lambda(x)_i = \operatorname{sign}(x_i)\max(|x_i|-\lambda, 0) = "
            r"\begin{cases} x_i-\lambda & x_i>\lambda \\ 0 & |x_i|\le\lambda \\ "
            r"\lambda-x_i & x_i<-\lambda \end{cases}"
        ),
        {r"S_\lambda": lambda x: soft(x, 0.3), r"\lambda": 0.3, "x": np.array([1.4, -0.9, 0.1])},
    )
    yield from pair(
        (
            r"\operatorname{prox}_{\lambda\|\cdot\|_2}(v) = "
            r"\left(1-\frac{\lambda}{\|v\|_2}\right)_{+} v"
        ),
        (
            r"\operatorname{prox}_{\lambda\|\cdot\|_2}(v) = "
            r"\left(1-\frac{\lambda}{\|v\|_2^2}\right)_{+} v"
        ),
        {
            r"\operatorname{prox}_{\lambda\|\cdot\|_2}": lambda v: (
                max(1 - 0.3 / np.linalg.norm(v), 0) * v
            ),
            r"\lambda": 0.3,
            "v": np.array([1.4, -0.9, 0.1]),
        },
    )
    yield from pair(
        r"f^*(y) = \sup_{x}\left(y^T x - f(x)\right) = \tfrac12\, y^T Q^{-1} y",
        r"f^*(y) = \sup_{x}\left(y^T x - f(x)\right) = \tfrac12\, y^T Q\, y",
        {
            "f^*": lambda y: y @ np.linalg.solve(Q3, y) / 2,
            "f": lambda x: x @ Q3 @ x / 2,
            "Q": Q3,
            "y": v3,
        },
    )


def more_proximal_operators() -> Iterator[Case]:
    """Proximal operators and conjugates."""
    N = np.random.default_rng(1907).normal
    u3, _v3, w3 = N(size=(3, 3))
    S3 = spd(3, 1)
    b3, _c3 = N(size=(2, 3))

    def rbf(x: Any, z: Any) -> Any:
        return 1.3**2 * np.exp(-np.sum((x - z) ** 2) / (2 * 0.8**2))

    PX = {
        "\\operatorname{prox}_{\\lambda\\|\\cdot\\|_1}": lambda v: soft(v, 0.5),
        "v": np.array([1.3, -0.2, -0.9]),
        "\\lambda": 0.5,
    }
    yield from pair(
        (
            r"\left(\operatorname{prox}_{\lambda\|\cdot\|_1}(v)\right)_i = "
            r"\operatorname{sign}(v_i)\max(|v_i|-\lambda, 0)"
        ),
        (
            r"\left(\operatorname{prox}_{\lambda\|\cdot\|_1}(v)\right)_i = "
            r"\operatorname{sign}(v_i)\max(|v_i|+\lambda, 0)"
        ),
        PX,
    )
    yield from pair(
        (
            r"S_\kappa(a) = \begin{cases} a - \kappa & a > \kappa \\ 0 & |a| \le \kappa "
            r"\\ a + \kappa & a < -\kappa \end{cases}"
        ),
        (
            r"S_\kappa(a) = \begin{cases} a + \kappa & a > \kappa \\ 0 & |a| \le \kappa "
            r"\\ a - \kappa & a < -\kappa \end{cases}"
        ),
        {r"S_\kappa": lambda a: soft(a, 0.4), r"\kappa": 0.4, "a": 1.1},
    )
    yield from pair(
        r"S_\kappa(a) = (a-\kappa)_+ - (-a-\kappa)_+",
        r"S_\kappa(a) = (a-\kappa)_+ + (-a-\kappa)_+",
        {r"S_\kappa": lambda a: soft(a, 0.4), r"\kappa": 0.4, "a": -1.1},
    )

    def proxq(v: Any) -> Any:
        return np.linalg.solve(np.eye(3) + 0.7 * S3, v - 0.7 * b3)

    yield from pair(
        (
            r"\operatorname{prox}_{\lambda f}(v) = \operatorname*{argmin}_{x}\left( "
            r"f(x) + \frac{1}{2\lambda}\|x-v\|_2^2 \right) = (I+\lambda "
            r"A)^{-1}(v-\lambda b)"
        ),
        (
            r"\operatorname{prox}_{\lambda f}(v) = \operatorname*{argmin}_{x}\left( "
            r"f(x) + \frac{\lambda}{2}\|x-v\|_2^2 \right) = (I+\lambda "
            r"A)^{-1}(v-\lambda b)"
        ),
        {
            r"\operatorname{prox}_{\lambda f}": proxq,
            "f": lambda x: x @ S3 @ x / 2 + b3 @ x,
            r"\lambda": 0.7,
            "v": w3,
            "A": S3,
            "b": b3,
        },
    )
    yield from pair(
        (r"M_{\lambda f}(v) = \inf_x \left\{ f(x) + \frac{1}{2\lambda}\|x-v\|_2^2 " r"\right\}"),
        (r"M_{\lambda f}(v) = \inf_x \left\{ f(x) + \frac{1}{\lambda}\|x-v\|_2^2 " r"\right\}"),
        {
            r"M_{\lambda f}": lambda v: (
                (x := proxq(v)) @ S3 @ x / 2 + b3 @ x + np.sum((x - v) ** 2) / 1.4
            ),
            "f": lambda x: x @ S3 @ x / 2 + b3 @ x,
            r"\lambda": 0.7,
            "v": w3,
        },
    )
    yield from pair(
        (r"x^{k+1} := \mathbf{prox}_{\lambda g}\left(x^k - \lambda\nabla " r"f(x^k)\right)"),
        (r"x^{k+1} := \mathbf{prox}_{\lambda g}\left(x^k + \lambda\nabla " r"f(x^k)\right)"),
        {
            "x^{k+1}": soft(u3 - 0.1 * (S3 @ u3 + b3), 0.1),
            "x^k": u3,
            r"\lambda": 0.1,
            r"\mathbf{prox}_{\lambda g}": lambda v: soft(v, 0.1),
            "f": lambda x: x @ S3 @ x / 2 + b3 @ x,
        },
    )
    zk = N(size=3)
    uk = N(size=3)
    xk1 = np.linalg.solve(S3 + 1.2 * np.eye(3), 1.2 * (zk - uk) - b3)
    zk1 = soft(xk1 + uk, 0.3 / 1.2)
    yield from pair(
        (
            r"\begin{aligned} x^{k+1} &= (P+\rho I)^{-1}\left(\rho(z^k-u^k)-q\right) \\ "
            r"z^{k+1} &= S_{\lambda/\rho}(x^{k+1}+u^k) \\ u^{k+1} &= u^k + x^{k+1} - "
            r"z^{k+1} \end{aligned}"
        ),
        (
            r"\begin{aligned} x^{k+1} &= (P+\rho I)^{-1}\left(\rho(z^k-u^k)-q\right) \\ "
            r"z^{k+1} &= S_{\lambda/\rho}(x^{k+1}+u^k) \\ u^{k+1} &= u^k - x^{k+1} + "
            r"z^{k+1} \end{aligned}"
        ),
        {
            "x^{k+1}": xk1,
            "z^{k+1}": zk1,
            "u^{k+1}": uk + xk1 - zk1,
            "z^k": zk,
            "u^k": uk,
            "P": S3,
            r"\rho": 1.2,
            "q": b3,
            r"S_{\lambda/\rho}": lambda v: soft(v, 0.25),
        },
    )


def further_proximal_operators() -> Iterator[Case]:
    """Proximal operators."""
    N = np.random.default_rng(1910).normal
    x4 = N(size=4)
    y4 = N(size=4)
    A43 = N(size=(4, 3))
    yield from pair(
        r"S_\lambda(v) = \arg\min_{x}\;\lambda\|x\|_1 + \tfrac12\|x-v\|_2^2",
        r"S_\lambda(v) = \arg\min_{x}\;\lambda\|x\|_1 + \|x-v\|_2^2",
        {r"S_\lambda": lambda v: soft(v, 0.3), r"\lambda": 0.3, "v": x4},
    )
    yield from pair(
        r"\mathrm{prox}_{\frac{\rho}{2}\|\cdot\|_2^2}(v) = \frac{1}{1+\rho}\,v",
        r"\mathrm{prox}_{\frac{\rho}{2}\|\cdot\|_2^2}(v) = \frac{1}{1-\rho}\,v",
        {r"\mathrm{prox}_{\frac{\rho}{2}\|\cdot\|_2^2}": lambda v: v / 1.6, r"\rho": 0.6, "v": x4},
    )
    xk = N(size=3)
    stp = 0.1
    yield from pair(
        r"x^{k+1} = \mathcal S_{\eta\lambda}\bigl(x^k - \eta A^{\top}(Ax^k-b)\bigr)",
        r"x^{k+1} = \mathcal S_{\eta\lambda}\bigl(x^k + \eta A^{\top}(Ax^k-b)\bigr)",
        {
            "x^{k+1}": soft(xk - stp * A43.T @ (A43 @ xk - y4), stp * 0.5),
            "x^k": xk,
            r"\mathcal S": None,
            "A": A43,
            "b": y4,
            r"\eta": stp,
            r"\lambda": 0.5,
            r"\mathcal S_{\eta\lambda}": lambda v: soft(v, stp * 0.5),
        },
    )
    yield from pair(
        (
            r"\operatorname{prox}_{\tau\|\cdot\|_2}(v) = "
            r"\left(1-\frac{\tau}{\|v\|_2}\right)_{+}v"
        ),
        (
            r"\operatorname{prox}_{\tau\|\cdot\|_2}(v) = "
            r"\left(1-\frac{\tau}{\|v\|_2^2}\right)_{+}v"
        ),
        {
            r"\operatorname{prox}_{\tau\|\cdot\|_2}": lambda v: (
                max(0.0, 1 - 0.5 / np.linalg.norm(v)) * v
            ),
            r"\tau": 0.5,
            "v": 2 * x4,
        },
    )

    def moreau(v: Any) -> Any:
        return np.sum(np.where(np.abs(v) <= 0.4, v**2 / 0.8, np.abs(v) - 0.2))

    yield from pair(
        (r"\nabla M_\mu(v) = \frac{1}{\mu}\bigl(v - \operatorname{prox}_{\mu " r"f}(v)\bigr)"),
        (r"\nabla M_\mu(v) = \frac{1}{\mu}\bigl(\operatorname{prox}_{\mu f}(v) - " r"v\bigr)"),
        {
            r"M_\mu": moreau,
            r"\mu": 0.4,
            r"\operatorname{prox}_{\mu f}": lambda v: soft(v, 0.4),
            "v": x4,
        },
    )


CASES = collected(proximal_operators, more_proximal_operators, further_proximal_operators)
