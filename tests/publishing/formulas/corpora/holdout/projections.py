"""Projections, singular values and eigenvalues, least squares."""

from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def projections() -> Iterator[Case]:
    """Projections."""
    a = np.array([1.0, 2, -1])
    b = np.array([3.0, 0.5, 2])
    I3 = np.eye(3)
    p = a @ b / (a @ a) * a
    N: dict[str, object] = {"a": a, "b": b, "p": p}
    yield true(r"p = \frac{a^{\mathrm T} b}{a^{\mathrm T} a}\, a", N)
    yield false(r"p = \frac{a^{\mathrm T} b}{\|a\|}\, a", N)
    P = np.outer(a, a) / (a @ a)
    yield true(r"P = \frac{a a^{T}}{a^{T} a}, \quad P^2 = P, \quad P^{T} = P", {"a": a, "P": P})
    yield false(r"P = I - \frac{a a^{T}}{a^{T} a}", {"a": a, "P": P, "I": I3})
    A = np.array([[1.0, 0.5], [1, 2], [1, -1]])
    xh = np.linalg.solve(A.T @ A, A.T @ b)
    e = b - A @ xh
    PA = A @ np.linalg.inv(A.T @ A) @ A.T
    M: dict[str, object] = {"A": A, "b": b, r"\hat{x}": xh, "e": e, "P": PA}
    yield true(r"A^{T}(b - A\hat{x}) = 0", M)
    yield false(r"A^{T}(A\hat{x} + b) = 0", M)
    yield true(r"P = A (A^{T} A)^{-1} A^{T}", M)
    yield false(r"P = A^{T} (A^{T} A)^{-1} A", M)
    yield true(r"\|b\|^2 = \|Pb\|^2 + \|(I - P)b\|^2", {**M, "I": I3})
    yield false(r"\|b\| = \|Pb\| + \|(I - P)b\|", {**M, "I": I3})
    u = a / np.linalg.norm(a)
    H = I3 - 2 * np.outer(u, u)
    yield true(
        r"\mathbf{H} = \mathbf{I} - 2\mathbf{u}\mathbf{u}^{\mathsf T}, \qquad "
        r"\mathbf{H}^{\mathsf T}\mathbf{H} = \mathbf{I}",
        {r"\mathbf{H}": H, r"\mathbf{u}": u, r"\mathbf{I}": I3},
    )
    yield false(
        r"\mathbf{H} = \mathbf{I} - \mathbf{u}\mathbf{u}^{\mathsf T}",
        {r"\mathbf{H}": H, r"\mathbf{u}": u, r"\mathbf{I}": I3},
    )
    v = np.array([2.0, -3, 0.5, 4])
    C = np.eye(4) - np.ones((4, 4)) / 4
    one: dict[str, object] = {
        r"\mathbf{1}": np.ones(4),
        "v": v,
        "n": 4,
        "C": C,
        "I": np.eye(4),
        r"\bar{v}": v.mean(),
    }
    yield true(
        r"C = I - \frac{1}{n}\mathbf{1}\mathbf{1}^\top, \quad Cv = v - \bar{v}\,\mathbf{1}", one
    )
    yield false(r"C = I - \frac{1}{n}\mathbf{1}^\top\mathbf{1}", one)
    d = abs(a @ b - 1.5) / np.linalg.norm(a)
    yield true(r"d = \frac{|a^\top b - c|}{\|a\|_2}", {"a": a, "b": b, "c": 1.5, "d": d})
    yield false(r"d = \frac{|a^\top b - c|}{\|a\|_2^2}", {"a": a, "b": b, "c": 1.5, "d": d})


def svd_and_eigenvalues() -> Iterator[Case]:
    """SVD and eigenvalues."""
    A = np.array([[2.0, -1, 0.5], [1, 3, -2], [0, 1.5, 1], [-1, 0.4, 2.2]])
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    V = Vt.T
    S = np.diag(s)
    us = [U[:, i] for i in range(3)]
    vs = [V[:, i] for i in range(3)]
    N: dict[str, object] = {"A": A, "U": U, r"\Sigma": S, "V": V}
    yield true(r"A = U \Sigma V^{\top}", N)
    yield false(r"A = U \Sigma V", N)
    L: dict[str, object] = {"A": A, "u": us, "v": vs, "sigma": s, "r": 3}
    yield true(r"A = \sum_{i=1}^{r} \sigma_i u_i v_i^{\mathsf T}", L)
    yield false(r"A = \sum_{i=1}^{r-1} \sigma_i u_i v_i^{\mathsf T}", L)
    yield true(r"A v_i = \sigma_i u_i, \qquad i = 1, \ldots, r.", L)
    yield false(r"A^\top u_i = \sigma_i^2 v_i, \qquad i = 1, \ldots, r.", L)
    yield true(r"A^{\top} A = V \Sigma^{2} V^{\top}, \qquad U^\top U = I", {**N, "I": np.eye(3)})
    yield false(r"A A^{\top} = V \Sigma^{2} V^{\top}", N)
    Ap = np.linalg.pinv(A)
    yield true(r"A^{+} = V \Sigma^{-1} U^{\top}, \qquad A A^{+} A = A", {**N, "A^{+}": Ap})
    yield false(r"A^{\dagger} = V \Sigma\, U^{\top}", {**N, r"A^{\dagger}": Ap})
    Ak = [s[i] * np.outer(us[i], vs[i]) for i in range(3)]
    yield true(
        r"\|A - A_1\|_2 = \sigma_2, \quad \|A - A_1\|_F = \sqrt{\sigma_2^2 + \sigma_3^2}",
        {"A": A, "A_1": Ak[0], "sigma": s},
    )
    yield false(r"\|A - A_k\|_F = \sigma_{k+1}", {"A": A, "A_k": Ak[0], "sigma": s, "k": 1})
    yield true(
        r"\kappa(A) = \frac{\sigma_{\max}(A)}{\sigma_{\min}(A)}",
        {
            "A": A,
            r"\kappa": lambda M: np.linalg.cond(M),
            r"\sigma_{\max}": lambda M: np.linalg.svd(M, compute_uv=False)[0],
            r"\sigma_{\min}": lambda M: np.linalg.svd(M, compute_uv=False)[-1],
        },
    )
    yield false(r"\|A\|_* = \sum_{i} \sigma_i^2", {"A": A, "sigma": s})
    B = np.array([[4.0, 1, -0.5], [1, 2.5, 0.8], [-0.5, 0.8, 1.2]])
    lam, Q = np.linalg.eigh(B)
    E: dict[str, object] = {
        "A": B,
        "lam": lam,
        "q": [Q[:, i] for i in range(3)],
        "Q": Q,
        r"\Lambda": np.diag(lam),
        "n": 3,
    }
    yield true(r"A = Q\Lambda Q^{T} = \lambda_1 q_1 q_1^{T} + \cdots + \lambda_n q_n q_n^{T}", E)
    yield false(r"A = Q^{T}\Lambda Q", E)
    yield true(
        r"\det(A) = \prod_{i=1}^{n} \lambda_i, \quad \operatorname{tr}(A) = "
        r"\sum_{i=1}^{n} \lambda_i",
        E,
    )
    yield false(r"\det(A) = \sum_{i=1}^{n} \lambda_i", E)
    x = np.array([0.3, -1, 2.0])
    yield true(
        r"\lambda_{\min}(A)\,\|x\|_2^2 \le x^\top A x \le \lambda_{\max}(A)\,\|x\|_2^2",
        {"A": B, "x": x},
    )
    yield false(r"\lambda_{\max}(A)\,\|x\|_2^2 \le x^\top A x", {"A": B, "x": x})
    yield true(
        r"\det(A - \lambda I) = \lambda^2 - \operatorname{tr}(A)\,\lambda + \det A",
        {"A": np.array([[1.0, 2], [-0.5, 3]]), "I": np.eye(2)},
    )
    yield false(
        r"\det(A - \lambda I) = \lambda^2 + \operatorname{tr}(A)\,\lambda + \det A",
        {"A": np.array([[1.0, 2], [-0.5, 3]]), "I": np.eye(2)},
    )


def least_squares() -> Iterator[Case]:
    """Least squares."""
    X = np.array([[1.0, 0.2], [1, 1.1], [1, 2.3], [1, 2.9], [1, 4.2]])
    y = np.array([0.5, 1.9, 2.2, 4.1, 4.8])
    b = np.linalg.solve(X.T @ X, X.T @ y)
    yield true(
        r"\hat{\boldsymbol{\beta}} = (\mathbf{X}^{\mathrm "
        r"T}\mathbf{X})^{-1}\mathbf{X}^{\mathrm T}\mathbf{y}",
        {r"\mathbf{X}": X, r"\mathbf{y}": y, r"\hat{\boldsymbol{\beta}}": b},
    )
    wr = np.linalg.inv(X.T @ X + 0.7 * np.eye(2)) @ X.T @ y
    R: dict[str, object] = {"X": X, "y": y, "lam": 0.7, "I": np.eye(2), "w_hat": wr}
    yield true(r"\hat{w} = \left(X^\top X + \lambda I\right)^{-1} X^\top y", R)
    yield false(r"\hat{w} = \left(X^\top X - \lambda I\right)^{-1} X^\top y", R)
    yield true(
        r"\hat{w} = X^\top \left(X X^\top + \lambda I_n\right)^{-1} y", {**R, "I_n": np.eye(5)}
    )
    yield false(
        r"\hat{w} = \left(X X^\top + \lambda I_n\right)^{-1} X^\top y", {**R, "I_n": np.eye(5)}
    )
    yield true(r"\hat{w} = \operatorname*{arg\,min}_{w} \|Xw - y\|_2^2 + \lambda \|w\|_2^2", R)
    yield false(
        r"\hat{w} = \operatorname*{arg\,min}_{w} \tfrac{1}{2}\|Xw - y\|_2^2 + \lambda "
        r"\|w\|_2^2",
        R,
    )
    w = np.array([0.4, -0.3])
    yield true(r"\nabla_w \|Xw - y\|_2^2 = 2X^\top(Xw - y)", {"X": X, "y": y, "w": w})
    yield false(r"\nabla_w \|Xw - y\|_2^2 = 2X^\top(y - Xw)", {"X": X, "y": y, "w": w})
    yield true(
        r"\sum_{i=1}^{n} (y_i - w^\top x_i)^2 = \|y - Xw\|_2^2",
        {"X": X, "x": list(X), "y": y, "w": w, "n": 5},
    )
    yield false(
        r"\frac{1}{n}\sum_{i=1}^{n} (y_i - w^\top x_i)^2 = \frac{1}{2n}\|y - Xw\|_2^2",
        {"X": X, "x": list(X), "y": y, "w": w, "n": 5},
    )
    xs = X[:, 1]
    b1 = b[1]
    b0 = b[0]
    S: dict[str, object] = {
        "x": xs,
        "y": y,
        "n": 5,
        r"\bar{x}": xs.mean(),
        r"\bar{y}": y.mean(),
        r"\hat{\beta}_1": b1,
        r"\hat{\beta}_0": b0,
    }
    yield true(
        r"\hat{\beta}_1 = \frac{\sum_{i=1}^{n} (x_i - \bar{x})(y_i - "
        r"\bar{y})}{\sum_{i=1}^{n} (x_i - \bar{x})^2}, \qquad \hat{\beta}_0 = \bar{y} - "
        r"\hat{\beta}_1 \bar{x}",
        S,
    )
    yield false(
        r"\hat{\beta}_1 = \frac{\sum_{i=1}^{n} (x_i - \bar{x})(y_i - "
        r"\bar{y})}{\sum_{i=1}^{n} (y_i - \bar{y})^2}",
        S,
    )
    yield false(r"\hat{\beta}_0 = \bar{y} + \hat{\beta}_1 \bar{x}", S)


CASES = collected(projections, svd_and_eigenvalues, least_squares)
