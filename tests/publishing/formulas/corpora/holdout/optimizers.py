"""Normalization layers, optimizers, proximal operators."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def layer_norm_and_batch_norm() -> Iterator[Case]:
    """Layer norm and batch norm."""
    a = np.array([0.5, -1.2, 2.0, 0.9, -0.4])
    mu = a.mean()
    var = a.var()
    sd = np.sqrt(var)
    g = np.array([1.1, 0.9, -0.5, 2.0, 0.7])
    b = np.array([0.1, 0.0, -0.3, 0.2, 0.5])
    eps = 0.05
    N: dict[str, object] = {
        "a": a,
        "H": 5,
        r"\mu": mu,
        r"\sigma": sd,
        r"\sigma^2": var,
        r"\epsilon": eps,
    }
    yield true(
        r"\mu = \frac{1}{H}\sum_{i=1}^{H} a_i, \qquad \sigma = "
        r"\sqrt{\frac{1}{H}\sum_{i=1}^{H} (a_i - \mu)^2}",
        N,
    )
    yield false(r"\sigma^2 = \frac{1}{H-1}\sum_{i=1}^{H} (a_i - \mu)^2", N)
    yield true(r"\sigma^2 = \frac{1}{H}\sum_{i=1}^{H} a_i^2 - \mu^2", N)
    yield false(r"\sigma^2 = \frac{1}{H}\sum_{i=1}^{H} a_i^2 - \mu", N)

    def ln(x: Any, gamma: Any, beta: Any) -> Any:
        return gamma * (x - x.mean()) / np.sqrt(x.var() + eps) + beta

    M: dict[str, object] = {
        "LayerNorm": ln,
        "x": a,
        "gamma": g,
        "beta": b,
        "mu": mu,
        r"\sigma^2": var,
        r"\epsilon": eps,
    }
    yield true(
        r"\mathrm{LayerNorm}(\mathbf{x}) = \boldsymbol{\gamma} \odot \frac{\mathbf{x} - "
        r"\mu}{\sqrt{\sigma^2 + \epsilon}} + \boldsymbol{\beta}",
        {**M, "LayerNorm": lambda x: ln(x, g, b)},
    )
    yield false(
        r"\mathrm{LayerNorm}(\mathbf{x}) = \boldsymbol{\gamma} \odot \frac{\mathbf{x} - "
        r"\mu}{\sqrt{\sigma^2} + \epsilon} + \boldsymbol{\beta}",
        {**M, "LayerNorm": lambda x: ln(x, g, b)},
    )
    xb = (a - mu) / np.sqrt(var + eps)
    Bn: dict[str, object] = {
        "x": a,
        "x_hat": xb,
        "y": g[0] * xb + b[4],
        r"\gamma": g[0],
        r"\beta": b[4],
        r"\mu_{\mathcal{B}}": mu,
        r"\sigma^2_{\mathcal{B}}": var,
        r"\epsilon": eps,
        "m": 5,
    }
    yield true(
        r"\hat{x}_i = \frac{x_i - \mu_{\mathcal{B}}}{\sqrt{\sigma^2_{\mathcal{B}} + "
        r"\epsilon}}, \qquad y_i = \gamma \hat{x}_i + \beta",
        Bn,
    )
    yield false(
        r"\hat{x}_i = \frac{x_i - \mu_{\mathcal{B}}}{\sigma^2_{\mathcal{B}} + \epsilon}", Bn
    )
    yield true(
        r"\mathrm{RMSNorm}(x) = \frac{x}{\sqrt{\frac{1}{d}\sum_{i=1}^{d} x_i^2 + "
        r"\epsilon}} \odot g",
        {
            "RMSNorm": lambda x: x / np.sqrt(np.mean(x**2) + eps) * g,
            "x": a,
            "d": 5,
            r"\epsilon": eps,
            "g": g,
        },
    )
    yield false(
        r"\mathrm{RMSNorm}(x) = \frac{x}{\sqrt{\sum_{i=1}^{d} x_i^2 + \epsilon}} \odot g",
        {
            "RMSNorm": lambda x: x / np.sqrt(np.mean(x**2) + eps) * g,
            "x": a,
            "d": 5,
            r"\epsilon": eps,
            "g": g,
        },
    )


def optimizers() -> Iterator[Case]:
    """Optimizers."""
    A = np.array([[3.0, 0.5], [0.5, 1.0]])
    c = np.array([1.0, -2.0])

    def f(x: Any) -> Any:
        return 0.5 * x @ A @ x - c @ x

    def gf(x: Any) -> Any:
        return A @ x - c

    xs = [np.array([2.0, 1.0])]
    for _ in range(4):
        xs.append(xs[-1] - 0.1 * gf(xs[-1]))
    N: dict[str, object] = {"f": f, "x": xs, "k": 2, "alpha": 0.1}
    yield true(r"x_{k+1} = x_k - \alpha \nabla f(x_k)", N)
    yield false(r"x_{k+1} = x_k - \alpha \nabla f(x_{k+1})", N)
    iterates: dict[str, object] = {"f": f, "w^{(t)}": xs[2], "w^{(t+1)}": xs[3], "eta": 0.1}
    yield true(r"w^{(t+1)} = w^{(t)} - \eta\, \nabla f\bigl(w^{(t)}\bigr)", iterates)
    yield false(r"w^{(t+1)} = w^{(t)} + \eta\, \nabla f\bigl(w^{(t)}\bigr)", iterates)
    m0 = np.array([0.2, -0.4])
    v0 = np.array([0.05, 0.3])
    g = np.array([1.3, -0.6])
    b1, b2, eps, al, t = (0.9, 0.999, 1e-08, 0.01, 3)
    m = b1 * m0 + (1 - b1) * g
    v = b2 * v0 + (1 - b2) * g**2
    mh = m / (1 - b1**t)
    vh = v / (1 - b2**t)
    th0 = np.array([1.0, 2.0])
    th = th0 - al * mh / (np.sqrt(vh) + eps)
    D: dict[str, object] = {
        "m_t": m,
        "v_t": v,
        "m_{t-1}": m0,
        "v_{t-1}": v0,
        "g_t": g,
        r"\beta_1": b1,
        r"\beta_2": b2,
        r"\hat{m}_t": mh,
        r"\hat{v}_t": vh,
        "t": 3,
        r"\theta_t": th,
        r"\theta_{t-1}": th0,
        r"\alpha": al,
        r"\epsilon": eps,
    }
    yield true(
        r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1 - "
        r"\beta_2) g_t^2",
        D,
    )
    yield false(r"v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t", D)
    yield true(
        r"\hat{m}_t = \frac{m_t}{1 - \beta_1^t}, \qquad \hat{v}_t = \frac{v_t}{1 - "
        r"\beta_2^t}",
        D,
    )
    yield false(r"\hat{m}_t = \frac{m_t}{(1 - \beta_1)^t}", D)
    yield true(
        r"\theta_t = \theta_{t-1} - \alpha \cdot \hat{m}_t / (\sqrt{\hat{v}_t} + \epsilon)", D
    )
    yield false(r"\theta_t = \theta_{t-1} - \alpha \cdot m_t / (\sqrt{\hat{v}_t} + \epsilon)", D)
    g0 = gf(xs[0])
    step = g0 @ g0 / (g0 @ A @ g0)
    E: dict[str, object] = {"f": f, "x_k": xs[0], "g_k": g0, "A": A, r"\alpha_k": step, "c": c}
    yield true(
        r"\alpha_k = \frac{g_k^T g_k}{g_k^T A g_k} = \operatorname*{arg\,min}_{\alpha} "
        r"f(x_k - \alpha g_k)",
        E,
    )
    yield false(r"\alpha_k = \operatorname*{arg\,min}_{\alpha} f(x_k + \alpha g_k)", E)
    W: dict[str, object] = {"f": f, "x_k": xs[0], "p_k": -g0, r"\alpha": 0.1, "c_1": 0.0001}
    yield true(r"f(x_k + \alpha p_k) \le f(x_k) + c_1 \alpha \nabla f(x_k)^T p_k,", W)
    yield false(
        r"f(x_k + \alpha p_k) \le f(x_k) + c_1 \alpha \nabla f(x_k)^T p_k", {**W, "c_1": 0.95}
    )
    Hinv = np.array([[0.5, 0.1], [0.1, 0.9]])
    s = xs[1] - xs[0]
    y = gf(xs[1]) - gf(xs[0])
    rho = 1 / (y @ s)
    Hn = (np.eye(2) - rho * np.outer(s, y)) @ Hinv @ (
        np.eye(2) - rho * np.outer(y, s)
    ) + rho * np.outer(s, s)
    Bf: dict[str, object] = {
        "H_{k+1}": Hn,
        "H_k": Hinv,
        "s_k": s,
        "y_k": y,
        r"\rho_k": rho,
        "I": np.eye(2),
    }
    yield true(
        r"H_{k+1} = \left(I - \rho_k s_k y_k^T\right) H_k \left(I - \rho_k y_k "
        r"s_k^T\right) + \rho_k s_k s_k^T, \quad H_{k+1} y_k = s_k",
        Bf,
    )
    yield false(
        r"H_{k+1} = \left(I - \rho_k y_k s_k^T\right) H_k \left(I - \rho_k s_k "
        r"y_k^T\right) + \rho_k s_k s_k^T",
        Bf,
    )


def proximal_operators() -> Iterator[Case]:
    """Proximal operators."""

    def soft(v: Any, k: Any) -> Any:
        return np.sign(v) * np.maximum(np.abs(v) - k, 0)

    v = np.array([1.5, -0.3, -2.2, 0.9])
    lam = 0.6
    key = r"\operatorname{prox}_{\lambda f}"

    def l1(x: Any) -> Any:
        return np.sum(np.abs(x))

    N: dict[str, object] = {key: lambda v: soft(v, lam), "f": l1, "v": v, r"\lambda": lam}
    yield true(
        r"\operatorname{prox}_{\lambda f}(v) = \operatorname*{arg\,min}_{x} \left( f(x) + "
        r"\frac{1}{2\lambda}\|x - v\|_2^2 \right)",
        N,
    )
    yield false(
        r"\operatorname{prox}_{\lambda f}(v) = \operatorname*{arg\,min}_{x} \left( f(x) + "
        r"\frac{\lambda}{2}\|x - v\|_2^2 \right)",
        N,
    )
    yield true(
        r"S_\kappa(a) = \max(0, a - \kappa) - \max(0, -a - \kappa)",
        {r"S_\kappa": lambda a: soft(a, 0.4), r"\kappa": 0.4},
    )
    yield false(
        r"S_\kappa(a) = \operatorname{sign}(a)\,\max\{|a| + \kappa,\, 0\}",
        {r"S_\kappa": lambda a: soft(a, 0.4), r"\kappa": 0.4},
    )
    yield true(
        r"\bigl(\operatorname{prox}_{\lambda f}(v)\bigr)_i = \begin{cases} v_i - \lambda "
        r"& \text{if } v_i > \lambda, \\ 0 & \text{if } |v_i| \le \lambda, \\ v_i + "
        r"\lambda & \text{if } v_i < -\lambda. \end{cases}",
        N,
    )
    yield false(
        r"\bigl(\operatorname{prox}_{\lambda f}(v)\bigr)_i = \begin{cases} v_i - \lambda "
        r"& \text{if } v_i > \lambda, \\ 0 & \text{if } |v_i| \le \lambda, \\ v_i - "
        r"\lambda & \text{if } v_i < -\lambda. \end{cases}",
        N,
    )
    q = v / (1 + 2 * lam)
    yield true(
        r"x^\star = \frac{v}{1 + 2\lambda} = \operatorname*{argmin}_x \; \|x\|_2^2 + "
        r"\frac{1}{2\lambda}\|x - v\|_2^2",
        {"x_star": q, "v": v, "lam": lam},
    )
    yield false(
        r"x^\star = \operatorname*{argmin}_x \; \|x\|_2^2 + \frac{1}{\lambda}\|x - v\|_2^2",
        {"x_star": q, "v": v, "lam": lam},
    )

    def linf(v: Any) -> Any:
        return np.clip(v, -1, 1)

    yield true(
        r"v = \operatorname{prox}_{f}(v) + \operatorname{prox}_{f^*}(v)",
        {
            r"\operatorname{prox}_{f}": lambda v: soft(v, 1.0),
            r"\operatorname{prox}_{f^*}": linf,
            "v": v,
        },
    )
    yield false(
        r"v = \operatorname{prox}_{f}(v) - \operatorname{prox}_{f^*}(v)",
        {
            r"\operatorname{prox}_{f}": lambda v: soft(v, 1.0),
            r"\operatorname{prox}_{f^*}": linf,
            "v": v,
        },
    )
    yield true(
        r"\mathbf{prox}_{\lambda\|\cdot\|_2}(v) = \left(1 - \frac{\lambda}{\max\{\|v\|_2, "
        r"\lambda\}}\right) v",
        {
            r"\mathbf{prox}_{\lambda\|\cdot\|_2}": lambda v: (
                max(0, 1 - lam / np.linalg.norm(v)) * v
            ),
            "v": v,
            "lam": lam,
        },
    )
    yield false(
        r"\mathbf{prox}_{\lambda\|\cdot\|_2}(v) = \left(1 - "
        r"\frac{\lambda}{\|v\|_1}\right) v",
        {
            r"\mathbf{prox}_{\lambda\|\cdot\|_2}": lambda v: (
                max(0, 1 - lam / np.linalg.norm(v)) * v
            ),
            "v": v,
            "lam": lam,
        },
    )
    A = np.array([[1.0, 0.5, -1, 0.2], [0.3, -1.2, 0.8, 1.0]])
    b = np.array([1.0, -0.5])
    t = 0.2
    x0 = np.array([0.5, 0.1, -0.4, 0.0])
    x1 = soft(x0 - t * A.T @ (A @ x0 - b), t * lam)
    yield true(
        r"x^{k+1} = S_{\lambda t}\left( x^{k} - t A^T (A x^{k} - b) \right)",
        {
            "x^{k+1}": x1,
            "x^{k}": x0,
            "t": t,
            "A": A,
            "b": b,
            "lam": lam,
            r"S_{\lambda t}": lambda v: soft(v, lam * t),
        },
    )
    B = A[:, :2]
    u0 = x0[:2]
    u1 = soft(u0 - t * B.T @ (B @ u0 - b), t * lam)
    yield false(
        r"x^{k+1} = S_{\lambda t}\left( x^{k} - t (A x^{k} - b) \right)",
        {
            "x^{k+1}": u1,
            "x^{k}": u0,
            "t": t,
            "A": B,
            "b": b,
            "lam": lam,
            r"S_{\lambda t}": lambda v: soft(v, lam * t),
        },
    )


CASES = collected(layer_norm_and_batch_norm, optimizers, proximal_operators)
