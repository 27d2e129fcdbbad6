"""Softmax, log-sum-exp, cross-entropy and logistic regression."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def softmax(z: Any) -> Any:
    z = np.asarray(z, float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def lse(z: Any) -> Any:
    z = np.asarray(z, float)
    return z.max() + np.log(np.exp(z - z.max()).sum())


def sig(t: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(t, float)))


def softmax_and_log_sum_exp() -> Iterator[Case]:
    """Softmax and log-sum-exp."""
    z = np.array([1.0, -0.5, 2.0, 0.3])
    e = np.exp(z)
    yield true(
        r"\operatorname{softmax}(\mathbf{z})_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}",
        {"softmax": softmax, "K": 4},
    )
    yield false(
        r"\operatorname{softmax}(\mathbf{z})_i = \frac{e^{-z_i}}{\sum_{j=1}^{K} e^{z_j}}",
        {"softmax": softmax, "K": 4},
    )
    yield true(r"\mathrm{softmax}(z)_i = \frac{\exp(z_i)}{\sum_j \exp(z_j)}", {"softmax": softmax})
    yield false(
        r"\mathrm{softmax}(z)_i = \frac{\exp(z_i)}{\sum_{j \neq i} \exp(z_j)}",
        {"softmax": softmax, "z": z},
    )
    yield true(
        r"\text{softmax}(z)_i = \frac{\exp(z_i - \max_j z_j)}{\sum_{k=1}^{K} \exp(z_k - "
        r"\max_j z_j)}",
        {"softmax": softmax, "z": z, "K": 4},
    )
    yield false(
        r"\text{softmax}(z)_i = \frac{\exp(z_i - \max_j z_j)}{\sum_{k=1}^{K} \exp(z_k)}",
        {"softmax": softmax, "z": z, "K": 4},
    )
    yield true(
        r"\operatorname{softmax}(z + c\,\mathbf{1}) = \operatorname{softmax}(z)",
        {"softmax": softmax, "z": z, "c": 2.5, r"\mathbf{1}": np.ones(4)},
    )
    yield false(
        r"\operatorname{softmax}(c z) = \operatorname{softmax}(z)",
        {"softmax": softmax, "z": z, "c": 2.5},
    )
    G: dict[str, object] = {"s": lambda z: softmax(z), "z": z, r"\delta": np.eye(4)}
    yield true(r"\frac{\partial s_i}{\partial z_j} = s_i\,(\delta_{ij} - s_j)", G)
    yield false(r"\frac{\partial s_i}{\partial z_j} = s_j\,(\delta_{ij} + s_i)", G)
    G2: dict[str, object] = {"s": lambda z: softmax(z), "z": z}
    yield true(
        r"\frac{\partial \mathbf{s}}{\partial \mathbf{z}} = "
        r"\operatorname{diag}(\mathbf{s}) - \mathbf{s}\mathbf{s}^{\top}",
        G2,
    )
    yield false(
        r"\frac{\partial \mathbf{s}}{\partial \mathbf{z}} = "
        r"\operatorname{diag}(\mathbf{s}) - \mathbf{s}^{\top}\mathbf{s}",
        G2,
    )
    yield true(
        r"\operatorname{lse}(x) = \log \sum_{i=1}^{n} e^{x_i} = c + \log \sum_{i=1}^{n} "
        r"e^{x_i - c}",
        {"lse": lse, "x": z, "n": 4, "c": 1.3},
    )
    yield false(
        r"\log \sum_{i=1}^{n} e^{x_i} = c \log \sum_{i=1}^{n} e^{x_i - c}",
        {"x": z, "n": 4, "c": 1.3},
    )
    yield true(
        r"\max_i x_i \;\le\; \log \sum_{i=1}^{n} \exp(x_i) \;\le\; \max_i x_i + \log n",
        {"x": z, "n": 4},
    )
    yield false(r"\max_i x_i \;\le\; \log \frac{1}{n} \sum_{i=1}^{n} \exp(x_i)", {"x": z, "n": 4})
    yield true(
        r"\nabla \operatorname{lse}(x) = \operatorname{softmax}(x)",
        {"lse": lse, "softmax": softmax, "x": z},
    )
    yield false(
        r"\nabla \operatorname{lse}(x) = \log \operatorname{softmax}(x)",
        {"lse": lse, "softmax": softmax, "x": z},
    )
    yield true(
        r"\nabla^2 f(x) = \frac{1}{(\mathbf{1}^T z)^2}\left( (\mathbf{1}^T "
        r"z)\,\mathbf{diag}(z) - z z^T \right)",
        {"f": lse, "x": z, "z": e, r"\mathbf{1}": np.ones(4)},
    )
    yield false(
        r"\nabla^2 f(x) = \frac{1}{\mathbf{1}^T z}\left( (\mathbf{1}^T "
        r"z)\,\mathbf{diag}(z) - z z^T \right)",
        {"f": lse, "x": z, "z": e, r"\mathbf{1}": np.ones(4)},
    )
    t = 0.7
    p = softmax(z / t)
    yield true(
        r"p_i = \frac{\exp(z_i / \tau)}{\sum_{j} \exp(z_j / \tau)}", {"p": p, "z": z, "tau": t}
    )
    yield false(
        r"p_i = \frac{\exp(z_i) / \tau}{\sum_{j} \exp(z_j) / \tau}", {"p": p, "z": z, "tau": t}
    )
    yield true(
        r"\operatorname{softmax}\!\left(\begin{bmatrix} 2 \\ 1 \\ 0 \end{bmatrix}\right) "
        r"\approx \begin{bmatrix} 0.665 \\ 0.245 \\ 0.090 \end{bmatrix}",
        {"softmax": softmax},
    )
    yield false(
        r"\operatorname{softmax}\bigl((2, 1, 0)\bigr) \approx (0.665, 0.244, 0.090)",
        {"softmax": softmax},
    )


def cross_entropy_and_logistic() -> Iterator[Case]:
    """Cross-entropy and logistic."""
    z = np.array([1.0, -0.5, 2.0, 0.3])
    yh = softmax(z)
    ys = np.array([0.1, 0.2, 0.6, 0.1])
    B: dict[str, object] = {
        r"\mathcal{L}": -np.sum(ys * np.log(yh)),
        "y": ys,
        r"\hat{y}": yh,
        "K": 4,
    }
    yield true(r"\mathcal{L} = -\sum_{k=1}^{K} y_k \log \hat{y}_k", B)
    yield false(r"\mathcal{L} = -\sum_{k=1}^{K} \hat{y}_k \log y_k", B)
    G: dict[str, object] = {
        "L": lambda y, z: -np.sum(y * np.log(softmax(z))),
        "y": ys,
        "z": z,
        "y_hat": lambda z: softmax(z),
    }
    yield true(r"\frac{\partial L}{\partial z_k} = \hat{y}_k - y_k", G)
    yield false(r"\frac{\partial L}{\partial z_k} = y_k - \hat{y}_k", G)
    yield true(
        r"-\log \operatorname{softmax}(z)_c = -z_c + \log \sum_{j=1}^{K} e^{z_j}",
        {"softmax": softmax, "z": z, "c": 2, "K": 4},
    )
    yield false(
        r"-\log \operatorname{softmax}(z)_c = z_c - \log \sum_{j=1}^{K} e^{z_j}",
        {"softmax": softmax, "z": z, "c": 2, "K": 4},
    )
    yield true(
        r"\sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma(-z) = 1 - \sigma(z)", {r"\sigma": sig}
    )
    yield false(r"\sigma(z) = \frac{e^{z}}{1 - e^{z}}", {r"\sigma": sig})
    yield true(r"\sigma'(z) = \sigma(z)\bigl(1 - \sigma(z)\bigr)", {"sigma": sig})
    yield false(r"\sigma'(z) = \sigma(z)\bigl(1 - \sigma(z)^2\bigr)", {"sigma": sig})
    yield true(r"\tanh'(x) = 1 - \tanh^2(x)")
    yield false(r"\tanh(x) = 2\sigma(x) - 1", {"sigma": sig})
    yield true(
        r"\zeta(x) = \log(1 + e^{x}), \quad \zeta(x) - \zeta(-x) = x, \quad "
        r"\frac{d}{dx}\zeta(x) = \sigma(x)",
        {r"\zeta": lambda x: np.log1p(np.exp(x)), r"\sigma": sig},
    )
    yield false(r"\zeta(x) + \zeta(-x) = x", {r"\zeta": lambda x: np.log1p(np.exp(x))})
    X = np.array([[1.0, 0.5], [-0.3, 1.2], [0.8, -1.5], [2.0, 0.1]])
    t = np.array([1.0, 0, 1, 0])
    w = np.array([0.4, -0.7])
    y = sig(X @ w)

    def cross_entropy(u: Any) -> Any:
        return -np.sum(t * np.log(sig(X @ u)) + (1 - t) * np.log(1 - sig(X @ u)))

    N: dict[str, object] = {
        "E": cross_entropy,
        r"\mathbf{w}": w,
        r"\boldsymbol{\Phi}": X,
        r"\mathbf{y}": y,
        r"\mathbf{t}": t,
        r"\mathbf{R}": np.diag(y * (1 - y)),
        "y": y,
        "t": t,
        "N": 4,
        r"\boldsymbol{\phi}": list(X),
    }
    yield true(
        r"\nabla E(\mathbf{w}) = \sum_{n=1}^{N} (y_n - t_n)\boldsymbol{\phi}_n = "
        r"\boldsymbol{\Phi}^{\mathrm T}(\mathbf{y} - \mathbf{t})",
        N,
    )
    yield false(r"\nabla E(\mathbf{w}) = \sum_{n=1}^{N-1} (y_n - t_n)\boldsymbol{\phi}_n", N)
    yield true(
        r"\mathbf{H} = \nabla\nabla E(\mathbf{w}) = \sum_{n=1}^{N} "
        r"y_n(1-y_n)\boldsymbol{\phi}_n\boldsymbol{\phi}_n^{\mathrm T} = "
        r"\boldsymbol{\Phi}^{\mathrm T}\mathbf{R}\boldsymbol{\Phi}",
        {**N, r"\mathbf{H}": X.T @ np.diag(y * (1 - y)) @ X},
    )
    yield false(
        r"\nabla^2 E(\mathbf{w}) = \boldsymbol{\Phi}\mathbf{R}\boldsymbol{\Phi}^{\mathrm "
        r"T}",
        N,
    )
    yield true(r"-\log 0.25 = 2\log 2 \approx 1.386")
    yield false(r"-\tfrac{1}{2}\log_2 \tfrac{1}{2} - \tfrac{1}{2}\log_2 \tfrac{1}{4} = 1.25")


CASES = collected(softmax_and_log_sum_exp, cross_entropy_and_logistic)
