"""Singular values, eigenvalues and least squares."""

from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair

__all__ = ["CASES"]


def singular_values() -> Iterator[Case]:
    """Singular values, eigenvalues and least squares."""
    N = np.random.default_rng(1906).normal
    A43 = N(size=(4, 3))
    A3, _B3, _C3, _D3 = N(size=(4, 3, 3)) + np.eye(3)
    U, s, Vt = np.linalg.svd(A43, full_matrices=False)
    SV = {
        "A": A43,
        "U": U,
        "\\Sigma": np.diag(s),
        "V": Vt.T,
        "\\sigma": s,
        "u": list(U.T),
        "v": list(Vt),
        "r": 3,
        "n": 3,
    }
    yield from pair(
        r"A = U\Sigma V^\top = \sum_{i=1}^{r} \sigma_i\, u_i v_i^\top",
        r"A = U\Sigma V = \sum_{i=1}^{r} \sigma_i\, u_i v_i^\top",
        SV,
    )
    yield from pair(
        r"A v_j = \sigma_j u_j, \quad 1 \le j \le n",
        r"A v_j = \sigma_j^2 u_j, \quad 1 \le j \le n",
        SV,
    )
    yield from pair(
        r"A^{+} = V\Sigma^{-1}U^\top = (A^\top A)^{-1}A^\top",
        r"A^{+} = V\Sigma\, U^\top = (A^\top A)^{-1}A^\top",
        SV,
    )
    X = N(size=(6, 3))
    y = N(size=6)
    bh = np.linalg.lstsq(X, y, rcond=None)[0]
    lam = 0.8
    br = np.linalg.solve(X.T @ X + lam * np.eye(3), X.T @ y)
    yield from pair(
        (
            r"\hat\beta^{\text{ridge}} = \operatorname*{argmin}_{\beta} \Bigl\{ "
            r"\sum_{i=1}^{N} \bigl(y_i - x_i^T\beta\bigr)^2 + \lambda \sum_{j=1}^{p} "
            r"\beta_j^2 \Bigr\}"
        ),
        (
            r"\hat\beta^{\text{ridge}} = \operatorname*{argmin}_{\beta} \Bigl\{ "
            r"\sum_{i=1}^{N} \bigl(y_i - x_i^T\beta\bigr)^2 + \lambda \sum_{j=1}^{p} "
            r"|\beta_j| \Bigr\}"
        ),
        {r"\hat\beta^{\text{ridge}}": br, "x": X, "y": y, r"\lambda": lam, "N": 6, "p": 3},
    )
    Ux, dx, _ = np.linalg.svd(X, full_matrices=False)
    RD = {
        "\\mathbf X": X,
        "\\mathbf y": y,
        "\\lambda": lam,
        "d": dx,
        "\\mathbf u": list(Ux.T),
        "p": 3,
        "\\hat\\beta^{\\mathrm{ridge}}": br,
        "\\mathrm{df}": lambda lam: np.trace(X @ np.linalg.inv(X.T @ X + lam * np.eye(3)) @ X.T),
    }
    yield from pair(
        (
            r"\mathbf X\hat\beta^{\mathrm{ridge}} = \sum_{j=1}^{p} \mathbf u_j\, "
            r"\frac{d_j^2}{d_j^2+\lambda}\, \mathbf u_j^T \mathbf y"
        ),
        (
            r"\mathbf X\hat\beta^{\mathrm{ridge}} = \sum_{j=1}^{p} \mathbf u_j\, "
            r"\frac{d_j}{d_j+\lambda}\, \mathbf u_j^T \mathbf y"
        ),
        RD,
    )
    yield from pair(
        (
            r"\mathrm{df}(\lambda) = \mathrm{tr}[\mathbf X(\mathbf X^T\mathbf "
            r"X+\lambda\mathbf I)^{-1}\mathbf X^T] = "
            r"\sum_{j=1}^{p}\frac{d_j^2}{d_j^2+\lambda}."
        ),
        (
            r"\mathrm{df}(\lambda) = \mathrm{tr}[\mathbf X(\mathbf X^T\mathbf "
            r"X-\lambda\mathbf I)^{-1}\mathbf X^T] = "
            r"\sum_{j=1}^{p}\frac{d_j^2}{d_j^2+\lambda}."
        ),
        RD,
    )
    s3 = np.linalg.svd(A3)[1]
    yield from pair(
        r"\kappa(A) = \|A\|_2\,\|A^{-1}\|_2 = \frac{\sigma_1}{\sigma_m}",
        r"\kappa(A) = \|A\|_2\,\|A^{-1}\|_2 = \frac{\sigma_m}{\sigma_1}",
        {r"\kappa": lambda A: np.linalg.cond(A), "A": A3, r"\sigma": s3, "m": 3},
    )
    yield from pair(
        (r"\|A - A_k\|_2 = \sigma_{k+1}, \qquad \|A - A_k\|_F^2 = \sum_{i=k+1}^{r} " r"\sigma_i^2"),
        (r"\|A - A_k\|_2 = \sigma_{k+1}, \qquad \|A - A_k\|_F^2 = \sum_{i=k}^{r} " r"\sigma_i^2"),
        {"A": A43, "A_k": U[:, :1] * s[:1] @ Vt[:1], "k": 1, "r": 3, r"\sigma": s},
    )
    yield from pair(
        r"X^\top (y - X\hat\beta) = 0",
        r"X^\top (y + X\hat\beta) = 0",
        {"X": X, "y": y, r"\hat\beta": bh},
    )


def further_singular_values() -> Iterator[Case]:
    """Singular values and least squares."""
    N = np.random.default_rng(1910).normal
    y4 = N(size=4)
    A43 = N(size=(4, 3))
    Us, ss, Vts = np.linalg.svd(A43, full_matrices=False)
    bh_ = np.linalg.lstsq(A43, y4, rcond=None)[0]
    yield from pair(
        (
            r"\|A-A_k\|_F = \Bigl(\sum_{i=k+1}^{r}\sigma_i^2\Bigr)^{1/2}, \qquad "
            r"\|A-A_k\|_2 = \sigma_{k+1}"
        ),
        (
            r"\|A-A_k\|_F = \Bigl(\sum_{i=k+1}^{r}\sigma_i^2\Bigr)^{1/2}, \qquad "
            r"\|A-A_k\|_2 = \sigma_{k}"
        ),
        {"A": A43, "A_k": ss[0] * np.outer(Us[:, 0], Vts[0]), "k": 1, "r": 3, r"\sigma": ss},
    )
    lam = 0.4
    yield from pair(
        (
            r"\hat w_{\text{ridge}} = "
            r"\sum_{j=1}^{r}\frac{\sigma_j}{\sigma_j^2+\lambda}\,v_j\,(u_j^{\top}y)"
        ),
        (
            r"\hat w_{\text{ridge}} = "
            r"\sum_{j=1}^{r}\frac{\sigma_j^2}{\sigma_j^2+\lambda}\,v_j\,(u_j^{\top}y)"
        ),
        {
            r"\hat w_{\text{ridge}}": np.linalg.solve(A43.T @ A43 + lam * np.eye(3), A43.T @ y4),
            r"\sigma": ss,
            r"\lambda": lam,
            "u": Us.T,
            "v": Vts,
            "y": y4,
            "r": 3,
        },
    )
    yield from pair(
        r"\min_{w}\|Xw-y\|_2^2 = \|(I-XX^{\dagger})y\|_2^2",
        r"\min_{w}\|Xw-y\|_2^2 = \|XX^{\dagger}y\|_2^2",
        {"X": A43, "y": y4, "w": bh_},
    )


CASES = collected(singular_values, further_singular_values)
