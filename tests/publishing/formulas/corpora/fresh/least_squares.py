"""Eigenvalues and least squares."""

from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import spd

__all__ = ["CASES"]


def singular_values() -> Iterator[Case]:
    """Eigenvalues and least squares."""
    N = np.random.default_rng(1906).normal
    x5, _y5, _z5 = N(size=(3, 5))
    u3, _v3, _w3 = N(size=(3, 3))
    S3 = spd(3, 1)
    A53 = N(size=(5, 3))
    pinvA = np.linalg.pinv(A53)
    U, s, Vt = np.linalg.svd(A53, full_matrices=False)
    SV = {
        "A": A53,
        "U": U,
        "\\Sigma": np.diag(s),
        "V": Vt.T,
        "\\sigma": s,
        "u": list(U.T),
        "v": list(Vt),
        "r": 3,
    }
    yield from pair(
        (
            r"A^{\mathrm T}A v_i = \sigma_i^2 v_i, \qquad AA^{\mathrm T}u_i = "
            r"\sigma_i^2 u_i, \qquad i = 1,\dots,r"
        ),
        (
            r"A^{\mathrm T}A v_i = \sigma_i v_i, \qquad AA^{\mathrm T}u_i = \sigma_i^2 "
            r"u_i, \qquad i = 1,\dots,r"
        ),
        SV,
    )
    yield from pair(
        r"u_i = \frac{A v_i}{\sigma_i} \quad\text{for } i=1,\ldots,r",
        r"u_i = \frac{A^{\mathrm T} u_i}{\sigma_i} \quad\text{for } i=1,\ldots,r",
        SV,
    )
    yield from pair(
        (
            r"\mathbf{A}^\dagger = \mathbf{V}\boldsymbol{\Sigma}^{-1}\mathbf{U}^\top = "
            r"\sum_{i=1}^r \frac{1}{\sigma_i}\mathbf{v}_i\mathbf{u}_i^\top"
        ),
        (
            r"\mathbf{A}^\dagger = \mathbf{V}\boldsymbol{\Sigma}^{-1}\mathbf{U}^\top = "
            r"\sum_{i=1}^r \sigma_i\,\mathbf{v}_i\mathbf{u}_i^\top"
        ),
        {
            r"\mathbf{A}": A53,
            r"\mathbf{A}^\dagger": pinvA,
            r"\mathbf V": Vt.T,
            r"\boldsymbol\Sigma": np.diag(s),
            r"\mathbf U": U,
            r"\sigma": s,
            r"\mathbf u": list(U.T),
            r"\mathbf v": list(Vt),
            "r": 3,
        },
    )
    yield from pair(
        r"x = \sum_{i=1}^{n} \frac{u_i^T b}{\sigma_i}\, v_i",
        r"x = \sum_{i=1}^{n} \frac{v_i^T b}{\sigma_i}\, u_i",
        {"x": pinvA @ x5, "u": list(U.T), "v": list(Vt), "b": x5, r"\sigma": s, "n": 3},
    )
    lamS, QS = np.linalg.eigh(S3)
    EG = {
        "A": S3,
        "S": S3,
        "Q": QS,
        "\\Lambda": np.diag(lamS),
        "\\lambda": lamS,
        "q": list(QS.T),
        "n": 3,
    }
    yield from pair(
        r"S^k = Q\Lambda^k Q^{\mathrm T}", r"S^k = Q^k\Lambda\, (Q^{\mathrm T})^k", {**EG, "k": 3}
    )
    yield from pair(
        r"A q_j = \lambda_j q_j \iff (A - \lambda_j I)\,q_j = 0",
        r"A q_j = \lambda_j q_j \iff (A + \lambda_j I)\,q_j = 0",
        EG,
    )
    yield from pair(
        (r"\lambda_{\min}(S) \le \frac{x^{\mathrm T}Sx}{x^{\mathrm T}x} \le " r"\lambda_{\max}(S)"),
        r"\lambda_{\min}(S) \le \frac{x^{\mathrm T}Sx}{\|x\|} \le \lambda_{\min}(S)",
        {
            "S": S3,
            "x": u3,
            r"\lambda_{\min}": lambda S: np.linalg.eigvalsh(S)[0],
            r"\lambda_{\max}": lambda S: np.linalg.eigvalsh(S)[-1],
        },
    )
    yield from pair(
        (
            r"A=LU=\begin{bmatrix}1&0\\2&1\end{bmatrix}\begin{bmatrix}2&1\\0&3\end{bmatrix}="
            r"\begin{bmatrix}2&1\\4&5\end{bmatrix}"
        ),
        (
            r"A=LU=\begin{bmatrix}1&0\\2&1\end{bmatrix}\begin{bmatrix}2&1\\0&3\end{bmatrix}="
            r"\begin{bmatrix}2&1\\5&4\end{bmatrix}"
        ),
        {
            "A": np.array([[2.0, 1], [4, 5]]),
            "L": np.array([[1.0, 0], [2, 1]]),
            "U": np.array([[2.0, 1], [0, 3]]),
        },
    )
    X = N(size=(7, 3))
    y = N(size=7)
    bh = np.linalg.lstsq(X, y, rcond=None)[0]
    lam = 0.6
    LS = {
        "X": X,
        "y": y,
        "\\beta": u3,
        "N": 7,
        "p": 3,
        "\\lambda": lam,
        "\\mathrm{RSS}": lambda beta: np.sum((y - X @ beta) ** 2),
    }
    yield from pair(
        (r"\mathrm{RSS}(\beta) = " r"(\mathbf{y}-\mathbf{X}\beta)^T(\mathbf{y}-\mathbf{X}\beta)"),
        (
            r"\mathrm{RSS}(\beta) = "
            r"\tfrac12(\mathbf{y}-\mathbf{X}\beta)^T(\mathbf{y}-\mathbf{X}\beta)"
        ),
        LS,
    )
    yield from pair(
        (
            r"\frac{\partial\,\mathrm{RSS}}{\partial\beta} = "
            r"-2\mathbf{X}^T(\mathbf{y}-\mathbf{X}\beta), \qquad "
            r"\frac{\partial^2\mathrm{RSS}}{\partial\beta\,\partial\beta^T} = "
            r"2\mathbf{X}^T\mathbf{X}"
        ),
        (
            r"\frac{\partial\,\mathrm{RSS}}{\partial\beta} = "
            r"-2\mathbf{X}^T(\mathbf{y}-\mathbf{X}\beta), \qquad "
            r"\frac{\partial^2\mathrm{RSS}}{\partial\beta\,\partial\beta^T} = "
            r"-2\mathbf{X}^T\mathbf{X}"
        ),
        LS,
    )
    yield from pair(
        (
            r"\hat{\mathbf{y}} = \mathbf{X}\hat{\beta} = "
            r"\mathbf{X}(\mathbf{X}^T\mathbf{X})^{-1}\mathbf{X}^T\mathbf{y}"
        ),
        (
            r"\hat{\mathbf{y}} = \mathbf{X}\hat{\beta} = "
            r"\mathbf{X}^T(\mathbf{X}\mathbf{X}^T+\mathbf{I})^{-1}\mathbf{X}\mathbf{y}"
        ),
        {"X": X, "y": y, r"\hat{\mathbf{y}}": X @ bh, r"\hat\beta": bh},
    )
    yield from pair(
        (
            r"\mathrm{RSS}(\lambda) = "
            r"(\mathbf{y}-\mathbf{X}\beta)^T(\mathbf{y}-\mathbf{X}\beta) + "
            r"\lambda\beta^T\beta"
        ),
        (
            r"\mathrm{RSS}(\lambda) = "
            r"(\mathbf{y}-\mathbf{X}\beta)^T(\mathbf{y}-\mathbf{X}\beta) + "
            r"\lambda^2\beta^T\beta"
        ),
        {
            "X": X,
            "y": y,
            r"\beta": u3,
            r"\lambda": lam,
            r"\mathrm{RSS}": lambda lam: np.sum((y - X @ u3) ** 2) + lam * u3 @ u3,
        },
    )
    yield from pair(
        (r"\hat\beta^{\mathrm{ls}} = \argmin_{\beta\in\mathbb{R}^p} \|y - " r"X\beta\|_2^2"),
        r"\hat\beta^{\mathrm{ls}} = \argmin_{\beta\in\mathbb{R}^p} \|y - X\beta\|_1",
        {"X": X, "y": y, r"\hat\beta^{\mathrm{ls}}": bh},
    )
    wt = np.abs(N(size=7)) + 0.2
    bw = np.linalg.solve(X.T @ np.diag(wt) @ X, X.T @ (wt * y))
    yield from pair(
        (
            r"\hat{\boldsymbol{w}} = \arg\min_{\boldsymbol{w}} \sum_{n=1}^N r_n (y_n - "
            r"\boldsymbol{w}^{\top}\boldsymbol{x}_n)^2 = "
            r"(\mathbf{X}^\top\mathbf{R}\mathbf{X})^{-1}\mathbf{X}^\top\mathbf{R}\boldsymbol{y}"
        ),
        (
            r"\hat{\boldsymbol{w}} = \arg\min_{\boldsymbol{w}} \sum_{n=1}^N r_n^2 (y_n "
            r"- \boldsymbol{w}^{\top}\boldsymbol{x}_n)^2 = "
            r"(\mathbf{X}^\top\mathbf{R}\mathbf{X})^{-1}\mathbf{X}^\top\mathbf{R}\boldsymbol{y}"
        ),
        {
            r"\hat{\boldsymbol{w}}": bw,
            "r": wt,
            r"\boldsymbol y": y,
            r"\boldsymbol x": list(X),
            r"\mathbf X": X,
            r"\mathbf R": np.diag(wt),
            "N": 7,
        },
    )
    Sx = np.cov(X.T, bias=True)
    yield from pair(
        (
            r"\mathbf{S} = \frac{1}{N}\sum_{n=1}^N (\mathbf{x}_n - "
            r"\overline{\mathbf{x}})(\mathbf{x}_n - \overline{\mathbf{x}})^{\mathrm T}"
        ),
        (
            r"\mathbf{S} = \frac{1}{N-1}\sum_{n=1}^N (\mathbf{x}_n - "
            r"\overline{\mathbf{x}})(\mathbf{x}_n - \overline{\mathbf{x}})^{\mathrm T}"
        ),
        {r"\mathbf S": Sx, r"\mathbf x": list(X), r"\bar{\mathbf x}": X.mean(0), "N": 7},
    )


CASES = collected(singular_values)
