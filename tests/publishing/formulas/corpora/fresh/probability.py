"""Densities, divergences and Bayes' rule."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import sig, spd

__all__ = ["CASES"]


def probability() -> Iterator[Case]:
    """Densities, divergences and Bayes' rule."""
    N = np.random.default_rng(1907).normal
    u3, _v3, _w3 = N(size=(3, 3))
    S3 = spd(3, 1)
    X = N(size=(7, 3))
    y = N(size=7)
    mu3 = N(size=3)
    Si = np.linalg.inv(S3)

    def gpdf(x: Any, m: Any, S: Any) -> Any:
        return np.exp(-(x - m) @ np.linalg.solve(S, x - m) / 2) / np.sqrt(
            (2 * np.pi) ** len(m) * np.linalg.det(S)
        )

    GA = {
        "\\mathcal{N}": gpdf,
        "\\mathbf x": u3,
        "\\boldsymbol\\mu": mu3,
        "\\boldsymbol\\Sigma": S3,
        "D": 3,
    }
    yield from pair(
        (
            r"\ln\mathcal{N}(\mathbf{x}|\boldsymbol\mu,\boldsymbol\Sigma) = "
            r"-\frac{D}{2}\ln(2\pi) - \frac12\ln|\boldsymbol\Sigma| - "
            r"\frac12(\mathbf{x}-\boldsymbol\mu)^{\mathrm "
            r"T}\boldsymbol\Sigma^{-1}(\mathbf{x}-\boldsymbol\mu)"
        ),
        (
            r"\ln\mathcal{N}(\mathbf{x}|\boldsymbol\mu,\boldsymbol\Sigma) = "
            r"-\frac{D}{2}\ln(2\pi) + \frac12\ln|\boldsymbol\Sigma| - "
            r"\frac12(\mathbf{x}-\boldsymbol\mu)^{\mathrm "
            r"T}\boldsymbol\Sigma^{-1}(\mathbf{x}-\boldsymbol\mu)"
        ),
        GA,
    )
    yield from pair(
        (
            r"\mathcal{N}(x\mid\mu,\sigma^2) = "
            r"\frac{1}{\sqrt{2\pi\sigma^2}}e^{-\frac{(x-\mu)^2}{2\sigma^2}}"
        ),
        (
            r"\mathcal{N}(x\mid\mu,\sigma^2) = "
            r"\frac{1}{\sqrt{2\pi\sigma^2}}e^{-\frac{(x-\mu)^2}{\sigma^2}}"
        ),
        {
            r"\mathcal N": lambda x, m, v: np.exp(-((x - m) ** 2) / 2 / v) / np.sqrt(2 * np.pi * v),
            "x": 0.4,
            r"\mu": -0.3,
            r"\sigma": 1.4,
        },
    )
    yield from pair(
        (
            r"\nabla_{\boldsymbol\mu}\log\mathcal{N}(\mathbf{x};\boldsymbol\mu,\boldsymbol\Sigma) "
            r"= \boldsymbol\Sigma^{-1}(\mathbf{x}-\boldsymbol\mu)"
        ),
        (
            r"\nabla_{\boldsymbol\mu}\log\mathcal{N}(\mathbf{x};\boldsymbol\mu,\boldsymbol\Sigma) "
            r"= -\boldsymbol\Sigma^{-1}(\mathbf{x}-\boldsymbol\mu)"
        ),
        GA,
    )
    pp = np.array([0.3, 0.45, 0.25])
    qq = np.array([0.5, 0.2, 0.3])

    def divergence(p: Any, q: Any) -> Any:
        return np.sum(p * np.log(p / q))

    yield from pair(
        (
            r"\mathrm{KL}(p\,\|\,q) = \sum_{k=1}^{K} p_k\ln\frac{p_k}{q_k} = "
            r"-\sum_{k=1}^{K} p_k\ln\frac{q_k}{p_k} \geq 0"
        ),
        (
            r"\mathrm{KL}(p\,\|\,q) = \sum_{k=1}^{K} p_k\ln\frac{p_k}{q_k} = "
            r"\sum_{k=1}^{K} q_k\ln\frac{q_k}{p_k} \geq 0"
        ),
        {r"\mathrm{KL}": divergence, "p": pp, "q": qq, "K": 3},
    )
    yield from pair(
        r"D_{\mathbb{KL}}(p\parallel q) = \mathbb{H}_{ce}(p,q) - \mathbb{H}(p)",
        r"D_{\mathbb{KL}}(p\parallel q) = \mathbb{H}_{ce}(q,p) - \mathbb{H}(p)",
        {
            r"D_{\mathbb{KL}}": divergence,
            r"\mathbb{H}_{ce}": lambda p, q: -np.sum(p * np.log(q)),
            r"\mathbb{H}": lambda p: -np.sum(p * np.log(p)),
            "p": pp,
            "q": qq,
        },
    )
    yield from pair(
        r"\mathbb{H}[X] = -\sum_{k=1}^{K} p(X=k)\log_2 p(X=k) \approx 1.54",
        r"\mathbb{H}[X] = -\sum_{k=1}^{K} p(X=k)\log_2 p(X=k) \approx 1.55",
        {
            r"\mathbb H": lambda X: -np.sum(pp * np.log2(pp)),
            "X": np.array([1, 2, 3]),
            "p": lambda X: pp[int(X) - 1],
            "K": 3,
        },
    )
    pxy = np.array([[0.1, 0.25], [0.3, 0.35]])

    def pj(*at: Any) -> Any:
        return pxy[int(at[0])].sum() if len(at) == 1 else pxy[int(at[0]), int(at[1])]

    yield from pair(
        r"p(x) = \sum_{j=1}^{2} p(x, y_j)",
        r"p(x) = \sum_{j=1}^{2} p(y_j, x)",
        {"p": pj, "x": 0, "y": [0, 1]},
    )
    yield from pair(
        (
            r"p(\mathcal{C}_1\mid\mathbf{x}) = "
            r"\frac{p(\mathbf{x}\mid\mathcal{C}_1)p(\mathcal{C}_1)}{\sum_{k=1}^2 "
            r"p(\mathbf{x}\mid\mathcal{C}_k)p(\mathcal{C}_k)} = \sigma(a)"
        ),
        (
            r"p(\mathcal{C}_1\mid\mathbf{x}) = "
            r"\frac{p(\mathbf{x}\mid\mathcal{C}_1)p(\mathcal{C}_1)}{\sum_{k=1}^2 "
            r"p(\mathbf{x}\mid\mathcal{C}_k)p(\mathcal{C}_k)} = \sigma(-a)"
        ),
        {
            r"p(\mathcal{C}_1\mid\mathbf{x})": 0.12 * 0.4 / (0.12 * 0.4 + 0.3 * 0.6),
            r"p(\mathbf{x}\mid\mathcal{C}_1)": 0.12,
            r"p(\mathcal{C}_1)": 0.4,
            r"p(\mathbf{x}\mid\mathcal{C}_2)": 0.3,
            r"p(\mathcal{C}_2)": 0.6,
            r"\sigma": sig,
            "a": np.log(0.12 * 0.4 / (0.3 * 0.6)),
        },
    )
    yield from pair(
        (
            r"\mathbb{E}[X] = \sum_{i=1}^{n} x_i p_i, \qquad \operatorname{Var}[X] = "
            r"\mathbb{E}[X^2] - (\mathbb{E}[X])^2"
        ),
        (
            r"\mathbb{E}[X] = \sum_{i=1}^{n} x_i p_i, \qquad \operatorname{Var}[X] = "
            r"(\mathbb{E}[X])^2 - \mathbb{E}[X^2]"
        ),
        {
            r"\mathbb E": lambda X: X @ pp,
            r"\operatorname{Var}": lambda X: X**2 @ pp - (X @ pp) ** 2,
            "X": np.array([-1.0, 0.5, 2.0]),
            "x": np.array([-1.0, 0.5, 2.0]),
            "p": pp,
            "n": 3,
        },
    )
    yield from pair(
        r"\operatorname{Bern}(x\mid\mu) = \mu^x(1-\mu)^{1-x}",
        r"\operatorname{Bern}(x\mid\mu) = \mu^{1-x}(1-\mu)^{x}",
        {
            "Bern": lambda x, mu: (
                mu if x == 1 else 1 - mu if x == 0 else mu**x * (1 - mu) ** (1 - x)
            ),
            "x": 1,
            r"\mu": 0.3,
        },
    )
    yield from pair(
        r"\binom{n}{k} = \frac{n!}{k!\,(n-k)!}, \qquad \binom{5}{2} = 10",
        r"\binom{n}{k} = \frac{n!}{k!\,(n-k)!}, \qquad \binom{5}{2} = 20",
        {"n": 6, "k": 2},
    )
    yield from pair(
        (
            r"\mathbf{m}_N = \mathbf{S}_N\left(\mathbf{S}_0^{-1}\mathbf{m}_0 + "
            r"\beta\boldsymbol\Phi^{\mathrm T}\mathbf{t}\right), \qquad "
            r"\mathbf{S}_N^{-1} = \mathbf{S}_0^{-1} + \beta\boldsymbol\Phi^{\mathrm "
            r"T}\boldsymbol\Phi"
        ),
        (
            r"\mathbf{m}_N = \mathbf{S}_N\left(\mathbf{S}_0^{-1}\mathbf{m}_0 + "
            r"\beta\boldsymbol\Phi^{\mathrm T}\mathbf{t}\right), \qquad \mathbf{S}_N = "
            r"\mathbf{S}_0 + \beta\boldsymbol\Phi^{\mathrm T}\boldsymbol\Phi"
        ),
        {
            r"\mathbf{m}_N": (SN := np.linalg.inv(Si + 1.5 * X.T @ X)) @ (Si @ mu3 + 1.5 * X.T @ y),
            r"\mathbf{S}_N": SN,
            r"\mathbf{S}_0": S3,
            r"\mathbf{m}_0": mu3,
            r"\beta": 1.5,
            r"\boldsymbol\Phi": X,
            r"\mathbf t": y,
        },
    )
    yb = np.array([1.0, 0, 1, 1, 0, 0, 1])
    yield from pair(
        (
            r"\mathrm{NLL}(\mathbf{w}) = -\sum_{n=1}^N\left[y_n\log\mu_n + "
            r"(1-y_n)\log(1-\mu_n)\right], \quad \mu_n = "
            r"\sigma(\mathbf{w}^\top\mathbf{x}_n)"
        ),
        (
            r"\mathrm{NLL}(\mathbf{w}) = -\sum_{n=1}^N\left[y_n\log\mu_n - "
            r"(1-y_n)\log(1-\mu_n)\right], \quad \mu_n = "
            r"\sigma(\mathbf{w}^\top\mathbf{x}_n)"
        ),
        {
            "NLL": lambda w: -np.sum(yb * np.log(sig(X @ w)) + (1 - yb) * np.log(sig(-X @ w))),
            r"\mathbf w": u3,
            "y": yb,
            r"\mu": lambda w: sig(X @ w),
            r"\sigma": sig,
            r"\mathbf x": list(X),
            "N": 7,
        },
    )


CASES = collected(probability)
