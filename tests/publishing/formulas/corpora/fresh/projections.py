"""Projections, reflections and rotations."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair

__all__ = ["CASES"]


def projections() -> Iterator[Case]:
    """Projections, reflections and rotations."""
    N = np.random.default_rng(1906).normal
    x4 = N(size=4)
    u3, v3, w3 = N(size=(3, 3))
    A43 = N(size=(4, 3))
    P4 = A43 @ np.linalg.pinv(A43)
    yield from pair(
        r"P = A(A^\top A)^{-1}A^\top, \qquad P^2 = P = P^\top",
        r"P = A(A^\top A)A^\top, \qquad P^2 = P = P^\top",
        {"P": P4, "A": A43},
    )
    yield from pair(
        (
            r"\operatorname{proj}_{\mathbf u}(\mathbf v) = \frac{\langle \mathbf u, "
            r"\mathbf v\rangle}{\langle\mathbf u,\mathbf u\rangle}\,\mathbf u"
        ),
        (
            r"\operatorname{proj}_{\mathbf u}(\mathbf v) = \frac{\langle \mathbf u, "
            r"\mathbf v\rangle}{\langle\mathbf u,\mathbf u\rangle}\,\mathbf v"
        ),
        {
            r"\operatorname{proj}_{\mathbf u}": lambda v: np.outer(u3, u3) @ v / (u3 @ u3),
            r"\mathbf u": u3,
            r"\mathbf v": v3,
        },
    )
    lo = np.array([-0.5, -0.4, 0.0, 0.1])
    hi = np.array([0.3, 0.6, 0.8, 0.5])
    yield from pair(
        r"\Pi_{[l,u]}(x)_i = \min\{u_i, \max\{l_i, x_i\}\}",
        r"\Pi_{[l,u]}(x)_i = \max\{u_i, \min\{l_i, x_i\}\}",
        {r"\Pi_{[l,u]}": lambda x: np.clip(x, lo, hi), "l": lo, "u": hi, "x": x4},
    )
    yield from pair(
        r"\Pi_{\mathcal H}(x) = x - \frac{a^T x - b}{\|a\|_2^2}\,a",
        r"\Pi_{\mathcal H}(x) = x + \frac{a^T x - b}{\|a\|_2^2}\,a",
        {
            r"\Pi_{\mathcal H}": lambda x: x - (w3 @ x - 0.7) / (w3 @ w3) * w3,
            "a": w3,
            "b": 0.7,
            "x": u3,
        },
    )
    vh = np.linalg.norm(x4) * np.eye(4)[0] - x4
    yield from pair(
        (
            r"F x = \begin{bmatrix}\|x\| \\ 0 \\ \vdots \\ 0\end{bmatrix} = \|x\|\, "
            r"e_1, \qquad F = I - 2\,\frac{v v^*}{v^* v}"
        ),
        (
            r"F x = \begin{bmatrix}\|x\| \\ 0 \\ \vdots \\ 0\end{bmatrix} = \|x\|\, "
            r"e_1, \qquad F = I - \frac{v v^*}{v^* v}"
        ),
        {"F": np.eye(4) - 2 * np.outer(vh, vh) / (vh @ vh), "x": x4, "v": vh, "e": np.eye(4)},
    )
    qs, R3 = np.linalg.qr(A43)
    gs = A43[:, 2] - qs[:, 0] @ A43[:, 2] * qs[:, 0] - qs[:, 1] @ A43[:, 2] * qs[:, 1]
    yield from pair(
        (
            r"v_j = a_j - (q_1^* a_j)\,q_1 - (q_2^* a_j)\,q_2 - \cdots - (q_{j-1}^* "
            r"a_j)\,q_{j-1}"
        ),
        (
            r"v_j = a_j - (q_1^* a_j)\,q_1 + (q_2^* a_j)\,q_2 + \cdots + (q_{j-1}^* "
            r"a_j)\,q_{j-1}"
        ),
        {"v_j": gs, "a": list(A43.T), "q": list(qs.T), "j": 3},
    )
    yield from pair(
        r"r_{jj}\, q_j = a_j - \sum_{i=1}^{j-1} r_{ij}\, q_i",
        r"r_{jj}\, q_j = a_j - \sum_{i=1}^{j-1} r_{ji}\, q_i",
        {"r": R3, "q": list(qs.T), "a": list(A43.T), "j": 3},
    )


def more_projections() -> Iterator[Case]:
    """Projections, reflections and rotations."""
    N = np.random.default_rng(1907).normal
    x5, _y5, _z5 = N(size=(3, 5))
    u3, v3, _w3 = N(size=(3, 3))
    A53 = N(size=(5, 3))
    pinvA = np.linalg.pinv(A53)
    PA = A53 @ pinvA
    yield from pair(
        (
            r"\widehat{x} = (A^{\mathrm T}A)^{-1}A^{\mathrm T}b, \quad p = "
            r"A\widehat{x}, \quad e = b - p, \quad A^{\mathrm T}e = 0"
        ),
        (
            r"\widehat{x} = (A^{\mathrm T}A)^{-1}A^{\mathrm T}b, \quad p = "
            r"A\widehat{x}, \quad e = b + p, \quad A^{\mathrm T}e = 0"
        ),
        {"A": A53, "b": x5, r"\hat x": pinvA @ x5, "p": PA @ x5, "e": x5 - PA @ x5},
    )
    yield from pair(
        (
            r"\mathbf{p} = \mathbf{a}\,\frac{\mathbf{a}^{\mathrm "
            r"T}\mathbf{b}}{\mathbf{a}^{\mathrm T}\mathbf{a}} = P\mathbf{b} "
            r"\quad\text{with}\quad P = \frac{\mathbf{a}\mathbf{a}^{\mathrm "
            r"T}}{\mathbf{a}^{\mathrm T}\mathbf{a}}"
        ),
        (
            r"\mathbf{p} = \mathbf{a}\,\frac{\mathbf{a}^{\mathrm "
            r"T}\mathbf{b}}{\mathbf{a}^{\mathrm T}\mathbf{a}} = P\mathbf{b} "
            r"\quad\text{with}\quad P = \frac{\mathbf{a}\mathbf{a}^{\mathrm "
            r"T}}{\mathbf{b}^{\mathrm T}\mathbf{b}}"
        ),
        {"a": u3, "b": v3, "p": u3 * (u3 @ v3) / (u3 @ u3), "P": np.outer(u3, u3) / (u3 @ u3)},
    )

    def ball(x: Any) -> Any:
        return x / max(1, np.linalg.norm(x))

    yield from pair(
        (
            r"\Pi_{\mathcal{B}}(x) = \begin{cases} x & \text{if } \|x\|_2 \le 1, \\ "
            r"x/\|x\|_2 & \text{otherwise} \end{cases}"
        ),
        (
            r"\Pi_{\mathcal{B}}(x) = \begin{cases} x & \text{if } \|x\|_2 \ge 1, \\ "
            r"x/\|x\|_2 & \text{otherwise} \end{cases}"
        ),
        {r"\Pi_{\mathcal{B}}": ball, "x": u3},
    )
    yield from pair(
        r"\Pi_{\mathbb{R}^n_+}(x) = (x)_+ = \max(x, 0)",
        r"\Pi_{\mathbb{R}^n_+}(x) = (x)_+ = \min(x, 0)",
        {r"\Pi_{\mathbb{R}^n_+}": lambda x: np.maximum(x, 0), "x": x5},
    )
    yield from pair(
        (
            r"Q(\theta) = \begin{bmatrix} \cos\theta & -\sin\theta \\ \sin\theta & "
            r"\cos\theta \end{bmatrix}, \qquad Q(\theta)^{-1} = Q(\theta)^{\mathrm T} = "
            r"Q(-\theta)"
        ),
        (
            r"Q(\theta) = \begin{bmatrix} \cos\theta & -\sin\theta \\ \sin\theta & "
            r"\cos\theta \end{bmatrix}, \qquad Q(\theta)^{-1} = Q(\theta) = Q(-\theta)"
        ),
        {
            "Q": lambda th: np.array([[np.cos(th), -np.sin(th)], [np.sin(th), np.cos(th)]]),
            r"\theta": 0.7,
        },
    )
    hv = u3 / np.linalg.norm(u3)
    yield from pair(
        r"H = I - 2uu^{\mathrm T}, \quad H^{\mathrm T}H = I, \quad Hu = -u",
        r"H = I - 2uu^{\mathrm T}, \quad H^{\mathrm T}H = I, \quad Hu = u",
        {"H": np.eye(3) - 2 * np.outer(hv, hv), "u": hv},
    )


def further_projections() -> Iterator[Case]:
    """Projections."""
    N = np.random.default_rng(1910).normal
    x4 = N(size=4)
    y4 = N(size=4)
    u3 = N(size=3)
    v3 = N(size=3)
    A43 = N(size=(4, 3))
    Pm = A43 @ np.linalg.inv(A43.T @ A43) @ A43.T
    yield from pair(
        r"\operatorname{proj}_{b}(a) = \frac{a\cdot b}{b\cdot b}\,b",
        r"\operatorname{proj}_{b}(a) = \frac{a\cdot b}{\|b\|}\,b",
        {r"\operatorname{proj}_b": lambda a: a @ v3 / (v3 @ v3) * v3, "b": v3, "a": u3},
    )
    yield from pair(
        r"\Pi_{[\ell,u]}(x) = \min\{\max\{x,\ell\},u\}",
        r"\Pi_{[\ell,u]}(x) = \max\{\max\{x,\ell\},u\}",
        {r"\Pi_{[\ell,u]}": lambda x: np.clip(x, -0.5, 0.7), r"\ell": -0.5, "u": 0.7, "x": x4},
    )
    ah = N(size=4)
    bh = 0.3
    yield from pair(
        r"P_{H}(x) = x - \frac{(a^{\top}x-b)_+}{\|a\|_2^2}\,a",
        r"P_{H}(x) = x - \frac{(b-a^{\top}x)_+}{\|a\|_2^2}\,a",
        {
            "P_H": lambda x: x - max(0.0, ah @ x - bh) / (ah @ ah) * ah,
            "a": ah,
            "b": bh,
            "x": x4 + 2 * ah,
        },
    )
    yield from pair(
        r"\|y\|^2 = \|Py\|^2 + \|(I-P)y\|^2", r"\|y\| = \|Py\| + \|(I-P)y\|", {"P": Pm, "y": y4}
    )
    yield from pair(
        (r"H = I - 2\,\frac{vv^{\top}}{v^{\top}v} \implies H^{\top}H = I,\ \det H = " r"-1"),
        r"H = I - 2\,\frac{vv^{\top}}{v^{\top}v} \implies H^{\top}H = I,\ \det H = 1",
        {"v": v3, "H": np.eye(3) - 2 * np.outer(v3, v3) / (v3 @ v3)},
    )


CASES = collected(projections, more_projections, further_projections)
