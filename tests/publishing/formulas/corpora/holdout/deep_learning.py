"""What papers on deep learning print."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def deep_learning_notation() -> Iterator[Case]:
    """Deep-learning notation."""

    def sg(z: Any) -> Any:
        return 1 / (1 + np.exp(-np.asarray(z, float)))

    x = np.array([1.5, -2.0, 0.5])
    r = 1.2

    def ball(x: Any) -> Any:
        return x if np.linalg.norm(x) <= r else r * x / np.linalg.norm(x)

    yield true(
        r"\Pi_{\mathcal{C}}(x) = \min\left\{ 1,\, \frac{r}{\|x\|_2} \right\} x",
        {r"\Pi_{\mathcal{C}}": ball, "r": r, "x": x},
    )
    yield false(
        r"\Pi_{\mathcal{C}}(x) = \max\left\{ 1,\, \frac{r}{\|x\|_2} \right\} x",
        {r"\Pi_{\mathcal{C}}": ball, "r": r, "x": x},
    )
    lower, upper = (np.array([-1.0, -1, -1]), np.array([1.0, 1, 0.2]))
    yield true(
        r"\operatorname{clip}(x, l, u)_i = \min\{ \max\{x_i, l_i\}, u_i \}",
        {"clip": np.clip, "x": x, "l": lower, "u": upper},
    )
    yield false(
        r"\operatorname{clip}(x, l, u)_i = \min\{ \max\{x_i, u_i\}, l_i \}",
        {"clip": np.clip, "x": x, "l": lower, "u": upper},
    )
    z = np.array([0.2, 1.1, 2.3, -0.6])
    yield true(r"\hat{y} = \operatorname*{arg\,max}_{k} z_k", {"y_hat": 3, "z": z})
    yield false(r"\hat{k} = \operatorname*{arg\,max}_{k} z_k", {r"\hat{k}": 2, "z": z})
    X = np.array([[1.0, 0.5], [-0.3, 1.2], [0.8, -1.5], [2.0, 0.1]])
    t = np.array([1.0, 0.4, -0.5, 2.0])
    th = np.array([0.7, -0.2])

    def half_mean_square(theta: Any) -> Any:
        return ((X @ theta - t) ** 2).sum() / 8

    G: dict[str, object] = {
        "J": lambda theta: half_mean_square(theta),
        r"\theta": th,
        r"h_\theta": lambda x: th @ x,
        "x": list(X),
        "y": t,
        "m": 4,
    }
    yield true(
        r"\nabla_\theta J(\theta) = \frac{1}{m} \sum_{i=1}^{m} \bigl( h_\theta(x^{(i)}) - "
        r"y^{(i)} \bigr)\, x^{(i)}",
        G,
    )
    yield false(
        r"\nabla_\theta J(\theta) = \frac{1}{2m} \sum_{i=1}^{m} \bigl( h_\theta(x^{(i)}) "
        r"- y^{(i)} \bigr)\, x^{(i)}",
        G,
    )
    W1 = np.array([[0.3, -0.5, 0.2], [0.8, 0.1, -1.0]])
    b1 = np.array([0.1, -0.2])
    z1 = W1 @ x + b1
    F: dict[str, object] = {
        "W^{[1]}": W1,
        "b^{[1]}": b1,
        "z^{[1]}": z1,
        "a^{[1]}": np.tanh(z1),
        "x": x,
    }
    yield true(r"z^{[1]} = W^{[1]} x + b^{[1]}, \qquad a^{[1]} = \tanh\bigl(z^{[1]}\bigr)", F)
    yield false(r"a^{[1]} = \tanh\bigl(W^{[1]} x\bigr) + b^{[1]}", F)
    f_, i_, c0, cb = (sg([0.3, -1]), sg([1.0, 0.2]), np.array([0.5, -0.8]), np.tanh([0.9, -0.3]))
    c1 = f_ * c0 + i_ * cb
    C: dict[str, object] = {
        r"\mathbf{c}_t": c1,
        r"\mathbf{c}_{t-1}": c0,
        r"\mathbf{f}_t": f_,
        r"\mathbf{i}_t": i_,
        r"\tilde{\mathbf{c}}_t": cb,
    }
    yield true(
        r"\mathbf{c}_t = \mathbf{f}_t \odot \mathbf{c}_{t-1} + \mathbf{i}_t \odot "
        r"\tilde{\mathbf{c}}_t",
        C,
    )
    yield false(
        r"\mathbf{c}_t = \mathbf{i}_t \odot \mathbf{c}_{t-1} + \mathbf{f}_t \odot "
        r"\tilde{\mathbf{c}}_t",
        C,
    )
    R = np.array([1.0, -0.5, 2.0, 0.3, 1.7])
    g = 0.9
    Gt = sum(g**k * R[k + 1] for k in range(4))
    D: dict[str, object] = {"G_t": Gt, "R": R, "gamma": g, "t": 1, "T": 5}
    yield true(r"G_t = \sum_{k=0}^{T-t-1} \gamma^k R_{t+k+1}", D)
    yield false(r"G_t = \sum_{k=0}^{T-t-1} \gamma^{k+1} R_{t+k+1}", D)
    w = np.array([0.5, -1.0, 0.3])
    s = np.array([1.0, 2, -1, 0.5, 3])
    y = np.array([sum(w[k] * s[i + k] for k in range(3)) for i in range(3)])
    V: dict[str, object] = {"w": w, "x": s, "y": y, "K": 3}
    yield true(r"y_i = \sum_{k=1}^{K} w_k x_{i+k-1}", V)
    yield false(r"y_i = \sum_{k=1}^{K} w_{K-k+1} x_{i+k-1}", V)
    mu = np.array([[0.2, 0.5], [1.0, -0.4]])
    rr = np.array([[1.0, 0], [1, 0], [0, 1], [0, 1]])
    d2 = ((X[:, None] - mu[None]) ** 2).sum(-1)
    Jk = (rr * d2).sum()
    M: dict[str, object] = {
        "J": Jk,
        "r": rr,
        "x": list(X),
        r"\boldsymbol{\mu}": list(mu),
        r"\mu": list(mu),
        "N": 4,
        "K": 2,
    }
    yield true(
        r"J = \sum_{n=1}^{N} \sum_{k=1}^{K} r_{nk} \|\mathbf{x}_n - \boldsymbol{\mu}_k\|^2", M
    )
    yield false(
        r"J = \sum_{n=1}^{N} \sum_{k=1}^{K} r_{nk} \|\mathbf{x}_n - \boldsymbol{\mu}_k\|", M
    )
    At = np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]])
    Dt = np.diag(At.sum(1))
    Ah = np.diag(At.sum(1) ** (-0.5)) @ At @ np.diag(At.sum(1) ** (-0.5))
    L: dict[str, object] = {r"\hat{A}": Ah, r"\tilde{A}": At, r"\tilde{D}": Dt}
    yield true(r"\hat{A} = \tilde{D}^{-\frac{1}{2}} \tilde{A} \tilde{D}^{-\frac{1}{2}}", L)
    yield false(r"\hat{A} = \tilde{D}^{-1} \tilde{A}", L)
    xb = X.mean(0)
    S = (X - xb).T @ (X - xb) / 4
    Pc: dict[str, object] = {
        r"\mathbf{S}": S,
        r"\mathbf{x}": list(X),
        r"\bar{\mathbf{x}}": xb,
        "N": 4,
    }
    yield true(
        r"\mathbf{S} = \frac{1}{N} \sum_{n=1}^{N} (\mathbf{x}_n - "
        r"\bar{\mathbf{x}})(\mathbf{x}_n - \bar{\mathbf{x}})^{\mathrm{T}}",
        Pc,
    )
    yield false(
        r"\mathbf{S} = \frac{1}{N} \sum_{n=1}^{N} \mathbf{x}_n \mathbf{x}_n^{\mathrm{T}} "
        r"+ \bar{\mathbf{x}} \bar{\mathbf{x}}^{\mathrm{T}}",
        Pc,
    )
    yield true(
        r"f(w) := \sum_{i=1}^{m} \log\bigl(1 + e^{-y_i w^\top x_i}\bigr) + "
        r"\frac{\lambda}{2}\|w\|_2^2",
        {
            "f": lambda w: np.log1p(np.exp(-np.sign(t) * (X @ w))).sum() + 0.15 * w @ w,
            "x": list(X),
            "y": np.sign(t),
            "m": 4,
            "lam": 0.3,
        },
    )
    yield false(
        r"f(w) := \sum_{i=1}^{m} \log\bigl(1 + e^{y_i w^\top x_i}\bigr) + "
        r"\frac{\lambda}{2}\|w\|_2^2",
        {
            "f": lambda w: np.log1p(np.exp(-np.sign(t) * (X @ w))).sum() + 0.15 * w @ w,
            "x": list(X),
            "y": np.sign(t),
            "m": 4,
            "lam": 0.3,
        },
    )
    yield false(r"wx = 2.5 \times 2.4 = 6", {"w": 3.0, "x": 2.0})


CASES = collected(deep_learning_notation)
