"""Norms and inner products."""

from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import spd

__all__ = ["CASES"]


def norms() -> Iterator[Case]:
    """Norms and inner products."""
    N = np.random.default_rng(1906).normal
    x4 = N(size=4)
    y4 = N(size=4)
    u3, v3, _w3 = N(size=(3, 3))
    A43 = N(size=(4, 3))
    S3 = spd(3, 1)
    yield from pair(
        (
            r"\lVert x + y \rVert_2^2 = \lVert x \rVert_2^2 + 2\langle x, y\rangle + "
            r"\lVert y \rVert_2^2."
        ),
        (
            r"\lVert x + y \rVert_2^2 = \lVert x \rVert_2^2 - 2\langle x, y\rangle + "
            r"\lVert y \rVert_2^2."
        ),
        {"x": x4, "y": y4},
    )
    yield from pair(
        r"\langle x, y \rangle = \tfrac{1}{4}\bigl( \|x+y\|^2 - \|x-y\|^2 \bigr)",
        r"\langle x, y \rangle = \tfrac{1}{2}\bigl( \|x+y\|^2 - \|x-y\|^2 \bigr)",
        {"x": x4, "y": y4},
    )
    yield from pair(
        (r"\|x\|_\infty \le \|x\|_2 \le \|x\|_1 \le \sqrt{n}\,\|x\|_2 \le " r"n\,\|x\|_\infty"),
        (r"\|x\|_\infty \le \|x\|_1 \le \|x\|_2 \le \sqrt{n}\,\|x\|_2 \le " r"n\,\|x\|_\infty"),
        {"x": x4, "n": 4},
    )
    yield from pair(
        (
            r"\|A\|_F = \sqrt{\operatorname{tr}(A^{\mathsf T}A)} = "
            r"\Bigl(\sum_{i=1}^{m}\sum_{j=1}^{n} |a_{ij}|^2\Bigr)^{1/2}"
        ),
        (
            r"\|A\|_F = \sqrt{\operatorname{tr}(A^{\mathsf T}A)} = "
            r"\Bigl(\sum_{i=1}^{m}\sum_{j=1}^{n} |a_{ij}|\Bigr)^{1/2}"
        ),
        {"A": A43, "a": A43, "m": 4, "n": 3},
    )
    yield from pair(
        r"\|A\|_1 = \max_{1 \le j \le n} \sum_{i=1}^m |a_{ij}|",
        r"\|A\|_1 = \max_{1 \le i \le m} \sum_{j=1}^n |a_{ij}|",
        {"A": A43, "a": A43, "m": 4, "n": 3},
    )
    yield from pair(
        r"\|A\|_2 = \max_{x \neq 0} \frac{\|Ax\|_2}{\|x\|_2} = \sigma_{\max}(A)",
        r"\|A\|_2 = \max_{x \neq 0} \frac{\|Ax\|_2}{\|x\|_2} = \sigma_{\min}(A)",
        {
            "A": A43,
            r"\sigma_{\max}": lambda A: np.linalg.svd(A)[1][0],
            r"\sigma_{\min}": lambda A: np.linalg.svd(A)[1][-1],
            "x": v3,
        },
    )
    yield from pair(
        r"\|x\|_1 = \sup\{\, z^{\top} x \mid \|z\|_\infty \le 1 \,\}",
        r"\|x\|_1 = \sup\{\, z^{\top} x \mid \|z\|_2 \le 1 \,\}",
        {"x": x4, "z": y4 / 5},
    )
    QT = np.linalg.qr(N(size=(4, 2)))[0]
    yield from pair(
        r"Q^{\top} Q = I, \qquad \|Qx\|_2 = \|x\|_2",
        r"Q Q^{\top} = I, \qquad \|Qx\|_2 = \|x\|_2",
        {"Q": QT, "x": np.array([0.7, -1.9])},
    )
    yield from pair(
        r"\cos\theta = \frac{x^\top y}{\|x\|\,\|y\|}",
        r"\cos\theta = \frac{x^\top y}{\|x\|^2\,\|y\|^2}",
        {"x": x4, "y": y4, r"\theta": np.arccos(x4 @ y4 / np.linalg.norm(x4) / np.linalg.norm(y4))},
    )
    yield from pair(
        r"\|x\|_A^2 = x^T A x = \|A^{1/2} x\|_2^2",
        r"\|x\|_A^2 = x^T A x = \|A x\|_2^2",
        {"x": u3, "A": S3},
    )


def more_norms() -> Iterator[Case]:
    """Norms and inner products."""
    N = np.random.default_rng(1907).normal
    x5, y5, z5 = N(size=(3, 5))
    u3, v3, _w3 = N(size=(3, 3))
    A3, B3, _C3 = N(size=(3, 3, 3)) + 1.5 * np.eye(3)
    S3 = spd(3, 1)
    A53 = N(size=(5, 3))
    yield from pair(
        r"\|\mathbf{x}\|_p = \left( \sum_{i=1}^{n} |x_i|^p \right)^{1/p}",
        r"\|\mathbf{x}\|_p = \left( \sum_{i=1}^{n} |x_i|^p \right)^{p}",
        {r"\mathbf{x}": x5, "n": 5, "p": 3},
    )
    yield from pair(
        (
            r"\|\mathbf x\|_1 = \sum_{i=1}^n |x_i|,\quad \|\mathbf x\|_\infty = "
            r"\max_{1\le i\le n} |x_i|"
        ),
        (
            r"\|\mathbf x\|_1 = \sum_{i=1}^n |x_i|,\quad \|\mathbf x\|_\infty = "
            r"\max_{1\le i\le n} x_i"
        ),
        {"x": np.array([0.3, -2.4, 1.1]), "n": 3},
    )
    yield from pair(
        (
            r"\bigl|\, \|\mathbf{x}\| - \|\mathbf{y}\| \,\bigr| \leqslant \|\mathbf{x} "
            r"- \mathbf{y}\| \leqslant \|\mathbf{x}\| + \|\mathbf{y}\|"
        ),
        r"\|\mathbf{x}\| + \|\mathbf{y}\| \leqslant \|\mathbf{x} - \mathbf{y}\|",
        {"x": x5, "y": y5},
    )
    yield from pair(
        (
            r"\mathbf{x}^{\top}\mathbf{y} \le \tfrac{1}{2}\|\mathbf{x}\|_2^2 + "
            r"\tfrac{1}{2}\|\mathbf{y}\|_2^2"
        ),
        (
            r"\mathbf{x}^{\top}\mathbf{y} \ge \tfrac{1}{2}\|\mathbf{x}\|_2^2 + "
            r"\tfrac{1}{2}\|\mathbf{y}\|_2^2"
        ),
        {"x": x5, "y": y5},
    )
    yield from pair(
        (
            r"\langle \alpha \mathbf{x} + \beta \mathbf{y}, \mathbf{z}\rangle = "
            r"\alpha\langle \mathbf{x},\mathbf{z}\rangle + \beta\langle "
            r"\mathbf{y},\mathbf{z}\rangle"
        ),
        (
            r"\langle \alpha \mathbf{x} + \beta \mathbf{y}, \mathbf{z}\rangle = "
            r"\alpha\langle \mathbf{x},\mathbf{z}\rangle + \langle "
            r"\mathbf{y},\mathbf{z}\rangle"
        ),
        {"x": x5, "y": y5, "z": z5, r"\alpha": 1.7, r"\beta": -0.6},
    )
    yield from pair(
        r"d(x,y) = \sqrt{(x-y)^{\top}(x-y)} = \left\lVert x-y\right\rVert_2",
        r"d(x,y) = (x-y)^{\top}(x-y) = \left\lVert x-y\right\rVert_2",
        {"d": lambda x, y: np.linalg.norm(x - y), "x": x5, "y": y5},
    )
    yield from pair(
        r"\|A\|_F^2 = \sum_{k=1}^{r} \sigma_k^2(A) = \sum_{j=1}^{n}\|a_j\|_2^2",
        r"\|A\|_F^2 = \sum_{k=1}^{r} \sigma_k(A) = \sum_{j=1}^{n}\|a_j\|_2^2",
        {"A": A53, r"\sigma": lambda A: np.linalg.svd(A)[1], "a": list(A53.T), "r": 3, "n": 3},
    )
    yield from pair(
        r"\|uv^{*}\|_2 = \|u\|_2\,\|v\|_2 = \|uv^*\|_F",
        r"\|uv^{*}\|_2 = \|u\|_2 + \|v\|_2 = \|uv^*\|_F",
        {"u": u3, "v": y5},
    )
    yield from pair(
        r"\|A\|_\infty = \max_{1\le i\le m} \|a_i^*\|_1",
        r"\|A\|_\infty = \max_{1\le i\le m} \|a_i^*\|_2",
        {"A": A53, "a^*": list(A53), "m": 5},
    )
    yield from pair(
        r"\|x\|_P = (x^T P x)^{1/2} = \|P^{1/2}x\|_2",
        r"\|x\|_P = (x^T P^{1/2} x)^{1/2} = \|P^{1/2}x\|_2",
        {"x": u3, "P": S3},
    )
    yield from pair(
        r"\|AB\|_F \le \|A\|_2 \, \|B\|_F \le \|A\|_F\,\|B\|_F",
        r"\|AB\|_F \ge \|A\|_2 \, \|B\|_F \le \|A\|_F\,\|B\|_F",
        {"A": A3, "B": B3},
    )
    yield from pair(
        (
            r"\cos\omega = "
            r"\frac{\langle\boldsymbol{x},\boldsymbol{y}\rangle}{\sqrt{\langle\boldsymbol{x},"
            r"\boldsymbol{x}\rangle\langle\boldsymbol{y},\boldsymbol{y}\rangle}} "
            r"= "
            r"\frac{\boldsymbol{x}^\top\boldsymbol{y}}{\sqrt{\boldsymbol{x}^\top"
            r"\boldsymbol{x}\,\boldsymbol{y}^\top\boldsymbol{y}}} "
            r"= \frac{3}{\sqrt{10}}"
        ),
        (
            r"\cos\omega = "
            r"\frac{\langle\boldsymbol{x},\boldsymbol{y}\rangle}{\sqrt{\langle\boldsymbol{x},"
            r"\boldsymbol{x}\rangle\langle\boldsymbol{y},\boldsymbol{y}\rangle}} "
            r"= "
            r"\frac{\boldsymbol{x}^\top\boldsymbol{y}}{\sqrt{\boldsymbol{x}^\top"
            r"\boldsymbol{x}\,\boldsymbol{y}^\top\boldsymbol{y}}} "
            r"= \frac{3}{\sqrt{5}}"
        ),
        {
            r"\boldsymbol x": np.array([1.0, 1.0]),
            r"\boldsymbol y": np.array([1.0, 2.0]),
            r"\omega": np.arccos(3 / np.sqrt(10)),
        },
    )
    yield from pair(
        (
            r"\lVert \mathbf{u} \times \mathbf{v} \rVert^2 = "
            r"\lVert\mathbf{u}\rVert^2\lVert\mathbf{v}\rVert^2 - "
            r"(\mathbf{u}\cdot\mathbf{v})^2"
        ),
        (
            r"\lVert \mathbf{u} \times \mathbf{v} \rVert^2 = "
            r"\lVert\mathbf{u}\rVert^2\lVert\mathbf{v}\rVert^2 + "
            r"(\mathbf{u}\cdot\mathbf{v})^2"
        ),
        {"u": u3, "v": v3},
    )
    yield from pair(
        r"\|(3,-4,12)\|_2 = \sqrt{3^2 + (-4)^2 + 12^2} = 13",
        r"\|(3,-4,12)\|_2 = \sqrt{3^2 + (-4)^2 + 12^2} = 14",
    )


def further_norms() -> Iterator[Case]:
    """Norms and inner products."""
    N = np.random.default_rng(1910).normal
    x4 = N(size=4)
    y4 = N(size=4)
    u3 = N(size=3)
    v3 = N(size=3)
    A43 = N(size=(4, 3))
    S3 = spd(3, 40)
    th = float(np.arccos(u3 @ v3 / np.linalg.norm(u3) / np.linalg.norm(v3)))
    yield from pair(
        r"\|a-b\|^2 = \|a\|^2 + \|b\|^2 - 2\|a\|\,\|b\|\cos\theta",
        r"\|a-b\|^2 = \|a\|^2 + \|b\|^2 - 2\|a\|\,\|b\|\sin\theta",
        {"a": u3, "b": v3, r"\theta": th},
    )
    yield from pair(
        (
            r"\|x\|_\infty \leqslant \|x\|_2 \leqslant \|x\|_1 \leqslant "
            r"\sqrt{n}\,\|x\|_2 \leqslant n\|x\|_\infty"
        ),
        (r"\|x\|_\infty \leqslant \|x\|_1 \leqslant \|x\|_2 \leqslant " r"\sqrt{n}\,\|x\|_1"),
        {"x": x4, "n": 4},
    )
    yield from pair(
        (
            r"\lVert\mathbf{x}\rVert_W^2 := \mathbf{x}^{\mathsf T}W\mathbf{x} = \lVert "
            r"W^{1/2}\mathbf{x}\rVert^2"
        ),
        (
            r"\lVert\mathbf{x}\rVert_W^2 := \mathbf{x}^{\mathsf T}W\mathbf{x} = \lVert "
            r"W\mathbf{x}\rVert^2"
        ),
        {r"\mathbf x": u3, "W": S3},
    )
    yield from pair(
        (
            r"\left\langle A x,\, y\right\rangle_{\mathbb R^m} = \left\langle x,\, "
            r"A^{*} y\right\rangle_{\mathbb R^n}"
        ),
        (
            r"\left\langle A x,\, y\right\rangle_{\mathbb R^m} = -\left\langle x,\, "
            r"A^{*} y\right\rangle_{\mathbb R^n}"
        ),
        {"A": A43, "A^*": A43.T, "x": u3, "y": y4},
    )
    yield from pair(
        (r"\left\|\begin{pmatrix}2\\-3\\6\end{pmatrix}\right\|_2 = " r"\sqrt{2^2+(-3)^2+6^2} = 7"),
        (r"\left\|\begin{pmatrix}2\\-3\\6\end{pmatrix}\right\|_1 = " r"\sqrt{2^2+(-3)^2+6^2} = 7"),
        {},
    )


CASES = collected(norms, more_norms, further_norms)
