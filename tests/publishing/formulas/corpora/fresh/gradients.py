"""Gradients, Hessians and difference quotients."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import lse, spd

__all__ = ["CASES"]


def gradients() -> Iterator[Case]:
    """Gradients, Hessians and difference quotients."""
    N = np.random.default_rng(1906).normal
    x4 = N(size=4)
    u3, v3, _w3 = N(size=(3, 3))
    _A3, B3, _C3, _D3 = N(size=(4, 3, 3)) + np.eye(3)
    S3 = spd(3, 1)
    X = N(size=(6, 3))
    y = N(size=6)

    def rosen(x: Any) -> Any:
        return 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2

    RB = {"f": rosen, "x": np.array([-1.2, 0.9])}
    yield from pair(
        (
            r"\nabla f(x) = \begin{bmatrix} -400 x_1 (x_2 - x_1^2) - 2(1 - x_1) \\ 200 "
            r"(x_2 - x_1^2) \end{bmatrix}"
        ),
        (
            r"\nabla f(x) = \begin{bmatrix} -400 x_1 (x_2 - x_1^2) + 2(1 - x_1) \\ 200 "
            r"(x_2 - x_1^2) \end{bmatrix}"
        ),
        RB,
    )
    yield from pair(
        (
            r"\frac{\partial^2 f}{\partial x_1\,\partial x_2} = \frac{\partial^2 "
            r"f}{\partial x_2\,\partial x_1} = -400 x_1"
        ),
        (
            r"\frac{\partial^2 f}{\partial x_1\,\partial x_2} = \frac{\partial^2 "
            r"f}{\partial x_2\,\partial x_1} = -400 x_2"
        ),
        RB,
    )
    yield from pair(
        (
            r"\nabla_{\boldsymbol\theta}\, \|\boldsymbol "
            r"y-\boldsymbol\Phi\boldsymbol\theta\|^2 = "
            r"-2\,\boldsymbol\Phi^\top(\boldsymbol y - \boldsymbol\Phi\boldsymbol\theta)"
        ),
        (
            r"\nabla_{\boldsymbol\theta}\, \|\boldsymbol "
            r"y-\boldsymbol\Phi\boldsymbol\theta\|^2 = "
            r"-\boldsymbol\Phi^\top(\boldsymbol y - \boldsymbol\Phi\boldsymbol\theta)"
        ),
        {r"\boldsymbol\theta": u3, r"\boldsymbol\Phi": X, r"\boldsymbol y": y},
    )
    yield from pair(
        (
            r"\nabla f(\boldsymbol x)^\top = \begin{bmatrix}\frac{\partial "
            r"f(\boldsymbol x)}{\partial x_1} & \frac{\partial f(\boldsymbol "
            r"x)}{\partial x_2} & \cdots & \frac{\partial f(\boldsymbol x)}{\partial "
            r"x_n}\end{bmatrix} \in \mathbb R^{1\times n}"
        ),
        (
            r"\nabla f(\boldsymbol x)^\top = \begin{bmatrix}\frac{\partial "
            r"f(\boldsymbol x)}{\partial x_2} & \frac{\partial f(\boldsymbol "
            r"x)}{\partial x_1} & \cdots & \frac{\partial f(\boldsymbol x)}{\partial "
            r"x_n}\end{bmatrix} \in \mathbb R^{1\times n}"
        ),
        {"f": lambda x: np.sum(np.sin(x) * np.arange(1, 5)), r"\boldsymbol x": x4, "n": 4},
    )
    yield from pair(
        (
            r"\frac{\mathrm d f}{\mathrm d t} = \frac{\partial f}{\partial "
            r"x_1}\frac{\partial x_1}{\partial t} + \frac{\partial f}{\partial "
            r"x_2}\frac{\partial x_2}{\partial t} = 2\sin t\cos t - 2\sin t = 2\sin "
            r"t\,(\cos t - 1)"
        ),
        (
            r"\frac{\mathrm d f}{\mathrm d t} = \frac{\partial f}{\partial "
            r"x_1}\frac{\partial x_1}{\partial t} + \frac{\partial f}{\partial "
            r"x_2}\frac{\partial x_2}{\partial t} = 2\sin t\cos t - 2\sin t = 2\sin "
            r"t\,(1 - \cos t)"
        ),
        {
            "f": lambda x_1, x_2: x_1**2 + 2 * x_2,
            "x_1": lambda t: np.sin(t),
            "x_2": lambda t: np.cos(t),
            "t": 0.8,
        },
    )
    yield from pair(
        (
            r"\frac{\partial}{\partial x}\left(\mathbf A^{-1}\right) = -\mathbf "
            r"A^{-1}\frac{\partial\mathbf A}{\partial x}\mathbf A^{-1}"
        ),
        (
            r"\frac{\partial}{\partial x}\left(\mathbf A^{-1}\right) = \mathbf "
            r"A^{-1}\frac{\partial\mathbf A}{\partial x}\mathbf A^{-1}"
        ),
        {r"\mathbf A": lambda x: np.array([[2 + x, x**2], [np.sin(x), 3.0]]), "x": 0.6},
    )
    yield from pair(
        (
            r"\frac{\partial\, \boldsymbol a^\top\boldsymbol X^{-1}\boldsymbol "
            r"b}{\partial\boldsymbol X} = -(\boldsymbol X^{-1})^\top\boldsymbol "
            r"a\boldsymbol b^\top(\boldsymbol X^{-1})^\top"
        ),
        (
            r"\frac{\partial\, \boldsymbol a^\top\boldsymbol X^{-1}\boldsymbol "
            r"b}{\partial\boldsymbol X} = -(\boldsymbol X^{-1})^\top\boldsymbol "
            r"b\boldsymbol a^\top(\boldsymbol X^{-1})^\top"
        ),
        {r"\boldsymbol a": u3, r"\boldsymbol b": v3, r"\boldsymbol X": S3 + 0.3 * B3},
    )
    yield from pair(
        (
            r"\frac{\partial\, \boldsymbol x^\top\boldsymbol B\boldsymbol "
            r"x}{\partial\boldsymbol x} = \boldsymbol x^\top(\boldsymbol B+\boldsymbol "
            r"B^\top)"
        ),
        (
            r"\frac{\partial\, \boldsymbol x^\top\boldsymbol B\boldsymbol "
            r"x}{\partial\boldsymbol x} = \boldsymbol x^\top(\boldsymbol B-\boldsymbol "
            r"B^\top)"
        ),
        {r"\boldsymbol x": u3, r"\boldsymbol B": B3},
    )


def more_gradients() -> Iterator[Case]:
    """Gradients, Hessians and difference quotients."""
    N = np.random.default_rng(1907).normal
    u3, v3, w3 = N(size=(3, 3))
    A3, _B3, _C3 = N(size=(3, 3, 3)) + 1.5 * np.eye(3)
    S3 = spd(3, 1)
    b3, _c3 = N(size=(2, 3))
    QF = {
        "f": lambda x: x @ S3 @ x / 2 + b3 @ x + 1.7,
        "P": S3,
        "q": b3,
        "r": 1.7,
        "x": u3,
        "y": v3,
    }
    yield from pair(
        (r"f(x) = (1/2)x^TPx + q^Tx + r, \qquad \nabla f(x) = Px+q, \qquad \nabla^2 " r"f(x) = P"),
        (r"f(x) = (1/2)x^TPx + q^Tx + r, \qquad \nabla f(x) = Px-q, \qquad \nabla^2 " r"f(x) = P"),
        QF,
    )
    yield from pair(
        r"D f(x)[v] = \lim_{t\to 0}\frac{f(x+tv)-f(x)}{t} = \nabla f(x)^\top v",
        r"D f(x)[v] = \lim_{t\to 0}\frac{f(x+tv)-f(x)}{t} = \|\nabla f(x)\|\, \|v\|",
        {**QF, "v": w3},
    )
    yield from pair(
        (
            r"\frac{\mathrm{d}y}{\mathrm{d}x} = "
            r"\frac{\mathrm{d}y}{\mathrm{d}u}\,\frac{\mathrm{d}u}{\mathrm{d}x} = "
            r"3u^2\cos x = 3\sin^2 x\cos x"
        ),
        (
            r"\frac{\mathrm{d}y}{\mathrm{d}x} = "
            r"\frac{\mathrm{d}y}{\mathrm{d}u}\,\frac{\mathrm{d}u}{\mathrm{d}x} = "
            r"3u^2\cos x = 3\sin x\cos^2 x"
        ),
        {"y": lambda u: u**3, "u": lambda x: np.sin(x), "x": 0.9},
    )

    def curve(x: Any) -> Any:
        return np.array([x[0] ** 2 * x[1], np.sin(x[0]) + x[1], np.exp(x[0] * x[1])])

    yield from pair(
        (
            r"J_F(x) = \begin{pmatrix} 2x_1x_2 & x_1^2 \\ \cos x_1 & 1 \\ x_2 "
            r"e^{x_1x_2} & x_1 e^{x_1x_2} \end{pmatrix}"
        ),
        (
            r"J_F(x) = \begin{pmatrix} 2x_1x_2 & x_1^2 \\ \cos x_1 & 1 \\ x_1 "
            r"e^{x_1x_2} & x_2 e^{x_1x_2} \end{pmatrix}"
        ),
        {"F": curve, "x": np.array([0.7, -0.4])},
    )
    yield from pair(
        (
            r"D\boldsymbol{F}(\boldsymbol{x})_{ij} = \frac{\partial F_i}{\partial "
            r"x_j}(\boldsymbol{x})"
        ),
        (
            r"D\boldsymbol{F}(\boldsymbol{x})_{ij} = \frac{\partial F_j}{\partial "
            r"x_i}(\boldsymbol{x})"
        ),
        {
            r"\boldsymbol F": lambda x: np.array([x[0] ** 2 * x[1], np.sin(x[0]) + x[1]]),
            "F": lambda x: np.array([x[0] ** 2 * x[1], np.sin(x[0]) + x[1]]),
            r"\boldsymbol x": np.array([0.7, -0.4]),
        },
    )

    def g2(x: Any, y: Any) -> Any:
        return x**3 * y + np.exp(2 * y)

    yield from pair(
        (
            r"\frac{\partial^2 f}{\partial x^2} = 6xy, \quad \frac{\partial^2 "
            r"f}{\partial y^2} = 4e^{2y}, \quad \frac{\partial^2 f}{\partial "
            r"x\,\partial y} = 3x^2"
        ),
        (
            r"\frac{\partial^2 f}{\partial x^2} = 6xy, \quad \frac{\partial^2 "
            r"f}{\partial y^2} = 2e^{2y}, \quad \frac{\partial^2 f}{\partial "
            r"x\,\partial y} = 3x^2"
        ),
        {"f": g2, "x": 1.3, "y": 0.4},
    )
    yield from pair(
        r"\frac{\partial^3 f}{\partial x^2\,\partial y} = 6x",
        r"\frac{\partial^3 f}{\partial x^2\,\partial y} = 6y",
        {"f": g2, "x": 1.3, "y": 0.4},
    )
    yield from pair(
        r"f_{xy} = f_{yx} = 3x^2", r"f_{xy} = f_{yx} = 3x^2 + 1", {"f": g2, "x": 1.3, "y": 0.4}
    )
    yield from pair(
        r"\nabla f(x, y) = \left(3x^2y,\; x^3 + 2e^{2y}\right)",
        r"\nabla f(x, y) = \left(3x^2y,\; x^3 + e^{2y}\right)",
        {"f": g2, "x": 1.3, "y": 0.4},
    )
    yield from pair(
        (
            r"\left.\frac{\partial f}{\partial x}\right|_{(1,0)} = 0, \qquad "
            r"\left.\frac{\partial f}{\partial y}\right|_{(1,0)} = 3"
        ),
        (
            r"\left.\frac{\partial f}{\partial x}\right|_{(1,0)} = 0, \qquad "
            r"\left.\frac{\partial f}{\partial y}\right|_{(1,0)} = 2"
        ),
        {"f": g2, "x": 1.0, "y": 0.0},
    )
    yield from pair(
        (
            r"\Delta f = \sum_{i=1}^n \frac{\partial^2 f}{\partial x_i^2} = "
            r"\operatorname{tr}\left(\nabla^2 f(x)\right)"
        ),
        (
            r"\Delta f = \sum_{i=1}^{n-1} \frac{\partial^2 f}{\partial x_i^2} = "
            r"\operatorname{tr}\left(\nabla^2 f(x)\right)"
        ),
        {r"\Delta f": np.trace(S3), "f": lambda x: x @ S3 @ x / 2 + b3 @ x, "x": u3, "n": 3},
    )
    yield from pair(
        r"1 + x + \frac{x^2}{2!} + \frac{x^3}{3!} \approx 1.1052",
        r"1 + x + \frac{x^2}{2!} + \frac{x^3}{3!} \approx 1.1053",
        {"x": 0.1},
    )
    yield from pair(
        (
            r"\frac{\partial "
            r"(\boldsymbol{a}^\top\boldsymbol{x})}{\partial\boldsymbol{x}} = "
            r"\boldsymbol{a}, \qquad "
            r"\frac{\partial(\boldsymbol{x}^\top\boldsymbol{A}\boldsymbol{x})}{\partial"
            r"\boldsymbol{x}} "
            r"= (\boldsymbol{A}+\boldsymbol{A}^\top)\boldsymbol{x}"
        ),
        (
            r"\frac{\partial "
            r"(\boldsymbol{a}^\top\boldsymbol{x})}{\partial\boldsymbol{x}} = "
            r"\boldsymbol{a}, \qquad "
            r"\frac{\partial(\boldsymbol{x}^\top\boldsymbol{A}\boldsymbol{x})}{\partial"
            r"\boldsymbol{x}} "
            r"= 2\boldsymbol{A}\boldsymbol{x}"
        ),
        {"a": w3, "x": u3, "A": A3},
    )
    yield from pair(
        r"\nabla \|x\|_2 = \frac{x}{\|x\|_2} \quad (x \ne 0)",
        r"\nabla \|x\|_2 = \frac{x}{\|x\|_2^2} \quad (x \ne 0)",
        {"x": u3},
    )
    yield from pair(
        r"\nabla^2 g(x) = A^T\nabla^2 f(Ax+b)A, \quad\text{where } g(x) = f(Ax+b)",
        r"\nabla^2 g(x) = A\nabla^2 f(Ax+b)A^T, \quad\text{where } g(x) = f(Ax+b)",
        {"f": lambda x: lse(x), "g": lambda x: lse(A3 @ x + b3), "A": A3, "b": b3, "x": u3},
    )


CASES = collected(gradients, more_gradients)
