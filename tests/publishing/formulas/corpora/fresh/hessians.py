"""Hessians."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import sig, spd

__all__ = ["CASES"]


def hessians() -> Iterator[Case]:
    """Hessians."""
    N = np.random.default_rng(1907).normal
    u3 = N(size=3)
    v3 = N(size=3)
    w3 = N(size=3)
    A3 = N(size=(3, 3)) + np.eye(3)
    S3 = spd(3, 40)
    yield from pair(
        r"f(x) = x^{\top}Ax \;\Rightarrow\; \nabla^2 f(x) = A + A^{\top}",
        r"f(x) = x^{\top}Ax \;\Rightarrow\; \nabla^2 f(x) = 2A",
        {"f": lambda x: x @ A3 @ x, "A": A3, "x": u3},
    )
    Xl = N(size=(6, 3))
    wl = N(size=3) * 0.5
    yl = np.array([1.0, 0, 1, 1, 0, 0])

    def mean_loss(w: Any) -> Any:
        return np.mean(np.log1p(np.exp(Xl @ w)) - yl * (Xl @ w))

    yield from pair(
        (
            r"\nabla_w^2 J(w) = "
            r"\frac{1}{n}X^{\top}\operatorname{diag}\bigl(s\odot(1-s)\bigr)X, \quad "
            r"s=\sigma(Xw)"
        ),
        (
            r"\nabla_w^2 J(w) = \frac{1}{n}X^{\top}\operatorname{diag}\bigl(s\odot "
            r"s\bigr)X, \quad s=\sigma(Xw)"
        ),
        {"J": mean_loss, "w": wl, "X": Xl, "n": 6, r"\sigma": sig, "s": sig(Xl @ wl)},
    )

    def fxy(x: Any, y: Any) -> Any:
        return x**3 * y + 2 * x * y**2

    yield from pair(
        r"H_f(x,y) = \begin{pmatrix} 6xy & 3x^2+4y \\ 3x^2+4y & 4x\end{pmatrix}",
        r"H_f(x,y) = \begin{pmatrix} 6xy & 3x^2+4y \\ 3x^2+4y & 4y\end{pmatrix}",
        {"f": fxy, "x": 1.0, "y": 2.0},
    )
    yield from pair(
        (r"\frac{\partial^2 f}{\partial x\,\partial y}(1,2) = 3\cdot 1^2 + 4\cdot 2 " r"= 11"),
        r"\frac{\partial^2 f}{\partial x^2}(1,2) = 3\cdot 1^2 + 4\cdot 2 = 11",
        {"f": fxy, "x": 1.0, "y": 2.0},
    )

    def qf(x: Any) -> Any:
        return 0.5 * x @ S3 @ x - w3 @ x

    yield from pair(
        r"q(x+h) = q(x) + \nabla q(x)^{\top}h + \tfrac12\,h^{\top}\nabla^2 q(x)\,h",
        r"q(x+h) = q(x) + \nabla q(x)^{\top}h + h^{\top}\nabla^2 q(x)\,h",
        {"q": qf, "x": u3, "h": v3},
    )
    yield from pair(
        r"x_{\text{new}} = x - \left[\nabla^2 q(x)\right]^{-1}\nabla q(x) = S^{-1}b",
        r"x_{\text{new}} = x - \left[\nabla^2 q(x)\right]^{-1}\nabla q(x) = -S^{-1}b",
        {"q": qf, "x": u3, r"x_{\text{new}}": np.linalg.solve(S3, w3), "S": S3, "b": w3},
    )


CASES = collected(hessians)
