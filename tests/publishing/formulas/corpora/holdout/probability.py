"""Gaussians, entropy and divergence, Bayes and probability."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def npdf(x: Any, mu: Any, s2: Any) -> Any:
    return np.exp(-((x - mu) ** 2) / (2 * s2)) / np.sqrt(2 * np.pi * s2)


def gaussians() -> Iterator[Case]:
    """Gaussians."""
    N: dict[str, object] = {r"\mathcal{N}": npdf}
    yield true(
        r"\mathcal{N}(x \mid \mu, \sigma^2) = \frac{1}{\sqrt{2\pi\sigma^2}} \exp\left\{ "
        r"-\frac{1}{2\sigma^2}(x - \mu)^2 \right\}",
        N,
    )
    yield false(
        r"\mathcal{N}(x \mid \mu, \sigma^2) = \frac{1}{\sqrt{2\pi}\,\sigma^2} \exp\left\{ "
        r"-\frac{1}{2\sigma^2}(x - \mu)^2 \right\}",
        N,
    )
    yield true(
        r"\log p(x \mid \mu, \sigma^2) = -\frac{1}{2}\log(2\pi\sigma^2) - "
        r"\frac{(x-\mu)^2}{2\sigma^2}",
        {"p": npdf},
    )
    yield false(
        r"\log p(x \mid \mu, \sigma^2) = -\log(2\pi\sigma^2) - \frac{(x-\mu)^2}{2\sigma^2}",
        {"p": npdf},
    )
    x = np.array([0.5, 1.7, -0.4, 2.2, 0.9])
    n = 5
    _mu, s2 = (0.6, 1.4)

    def ll(mu: Any, s2: Any) -> Any:
        return np.sum(np.log(npdf(x, mu, s2)))

    D: dict[str, object] = {r"\ell": ll, "x": x, "n": 5}
    yield true(
        r"\ell(\mu, \sigma^2) = -\frac{n}{2}\log(2\pi\sigma^2) - "
        r"\frac{1}{2\sigma^2}\sum_{i=1}^{n}(x_i - \mu)^2",
        D,
    )
    yield false(
        r"\ell(\mu, \sigma^2) = -\frac{n}{2}\log(2\pi\sigma^2) - "
        r"\frac{1}{2}\sum_{i=1}^{n}(x_i - \mu)^2",
        D,
    )
    M: dict[str, object] = {r"\hat{\mu}": x.mean(), r"\hat{\sigma}^2": x.var(), "x": x, "n": 5}
    yield true(
        r"\hat{\mu} = \frac{1}{n}\sum_{i=1}^{n} x_i, \qquad \hat{\sigma}^2 = "
        r"\frac{1}{n}\sum_{i=1}^{n} (x_i - \hat{\mu})^2",
        M,
    )
    yield false(r"\hat{\sigma}^2 = \frac{1}{n}\sum_{i=1}^{n} x_i^2 + \hat{\mu}^2", M)
    S = np.array([[2.0, 0.4, -0.3], [0.4, 1.5, 0.2], [-0.3, 0.2, 0.9]])
    m = np.array([0.5, -1, 0.3])
    z = np.array([1.0, 0.2, -0.6])
    Si = np.linalg.inv(S)

    def mv(x: Any, mu: Any, Sig: Any) -> Any:
        return np.exp(-0.5 * (x - mu) @ np.linalg.solve(Sig, x - mu)) / np.sqrt(
            (2 * np.pi) ** len(x) * np.linalg.det(Sig)
        )

    G: dict[str, object] = {
        r"\mathcal{N}": mv,
        r"\mathbf{x}": z,
        r"\boldsymbol{\mu}": m,
        r"\boldsymbol{\Sigma}": S,
        "D": 3,
    }
    yield true(
        r"\mathcal{N}(\mathbf{x} \mid \boldsymbol{\mu}, \boldsymbol{\Sigma}) = "
        r"\frac{1}{(2\pi)^{D/2}} \frac{1}{|\boldsymbol{\Sigma}|^{1/2}} \exp\left\{ "
        r"-\frac{1}{2}(\mathbf{x} - \boldsymbol{\mu})^{\mathrm T} "
        r"\boldsymbol{\Sigma}^{-1} (\mathbf{x} - \boldsymbol{\mu}) \right\}",
        G,
    )
    yield false(
        r"\mathcal{N}(\mathbf{x} \mid \boldsymbol{\mu}, \boldsymbol{\Sigma}) = "
        r"\frac{1}{(2\pi)^{D/2}} \frac{1}{|\boldsymbol{\Sigma}|} \exp\left\{ "
        r"-\frac{1}{2}(\mathbf{x} - \boldsymbol{\mu})^{\mathrm T} "
        r"\boldsymbol{\Sigma}^{-1} (\mathbf{x} - \boldsymbol{\mu}) \right\}",
        G,
    )
    dl = np.sqrt((z - m) @ Si @ (z - m))
    yield true(
        r"\Delta^2 = (\mathbf{x} - \boldsymbol{\mu})^{\mathrm "
        r"T}\boldsymbol{\Sigma}^{-1}(\mathbf{x} - \boldsymbol{\mu})",
        {**G, r"\Delta": dl},
    )
    yield false(
        r"\Delta^2 = (\mathbf{x} - \boldsymbol{\mu})^{\mathrm "
        r"T}\boldsymbol{\Sigma}(\mathbf{x} - \boldsymbol{\mu})",
        {**G, r"\Delta": dl},
    )
    Saa, Sab, Sba, Sbb = (S[:2, :2], S[:2, 2:], S[2:, :2], S[2:, 2:])
    cm = m[:2] + Sab @ np.linalg.inv(Sbb) @ (z[2:] - m[2:])
    cs = Saa - Sab @ np.linalg.inv(Sbb) @ Sba
    C: dict[str, object] = {
        r"\boldsymbol{\mu}_{a|b}": cm,
        r"\boldsymbol{\mu}_a": m[:2],
        r"\boldsymbol{\mu}_b": m[2:],
        r"\mathbf{x}_b": z[2:],
        r"\boldsymbol{\Sigma}_{a|b}": cs,
        r"\boldsymbol{\Sigma}_{aa}": Saa,
        r"\boldsymbol{\Sigma}_{ab}": Sab,
        r"\boldsymbol{\Sigma}_{ba}": Sba,
        r"\boldsymbol{\Sigma}_{bb}": Sbb,
    }
    yield true(
        r"\boldsymbol{\mu}_{a|b} = \boldsymbol{\mu}_a + "
        r"\boldsymbol{\Sigma}_{ab}\boldsymbol{\Sigma}_{bb}^{-1}(\mathbf{x}_b - "
        r"\boldsymbol{\mu}_b), \qquad \boldsymbol{\Sigma}_{a|b} = "
        r"\boldsymbol{\Sigma}_{aa} - "
        r"\boldsymbol{\Sigma}_{ab}\boldsymbol{\Sigma}_{bb}^{-1}\boldsymbol{\Sigma}_{ba}",
        C,
    )
    yield false(
        r"\boldsymbol{\Sigma}_{a|b} = \boldsymbol{\Sigma}_{aa} + "
        r"\boldsymbol{\Sigma}_{ab}\boldsymbol{\Sigma}_{bb}^{-1}\boldsymbol{\Sigma}_{ba}",
        C,
    )
    pn = 1 / (1 / 2.0 + n / s2)
    mn = pn * (0.5 / 2.0 + x.sum() / s2)
    B: dict[str, object] = {
        r"\mu_N": mn,
        r"\mu_0": 0.5,
        r"\sigma^2": s2,
        r"\sigma_0^2": 2.0,
        r"\sigma_N^2": pn,
        "N": 5,
        r"\mu_{\mathrm{ML}}": x.mean(),
    }
    yield true(
        r"\mu_N = \frac{\sigma^2}{N\sigma_0^2 + \sigma^2}\mu_0 + "
        r"\frac{N\sigma_0^2}{N\sigma_0^2 + \sigma^2}\mu_{\mathrm{ML}}, \qquad "
        r"\frac{1}{\sigma_N^2} = \frac{1}{\sigma_0^2} + \frac{N}{\sigma^2}",
        B,
    )
    yield false(
        r"\mu_N = \frac{N\sigma_0^2}{N\sigma_0^2 + \sigma^2}\mu_0 + "
        r"\frac{\sigma^2}{N\sigma_0^2 + \sigma^2}\mu_{\mathrm{ML}}",
        B,
    )


def kl_divergence_and_entropy() -> Iterator[Case]:
    """KL divergence and entropy."""
    p = np.array([0.5, 0.2, 0.3])
    q = np.array([0.25, 0.35, 0.4])

    def kl(p: Any, q: Any) -> Any:
        return float(np.sum(p * np.log(p / q)))

    def entropy(p: Any) -> Any:
        return float(-np.sum(p * np.log(p)))

    N: dict[str, object] = {r"D_{\mathrm{KL}}": kl, "p": p, "q": q, "n": 3, "H": entropy}
    yield true(r"D_{\mathrm{KL}}(p \,\|\, q) = \sum_{i=1}^{n} p_i \log \frac{p_i}{q_i}", N)
    yield false(r"D_{\mathrm{KL}}(p \,\|\, q) = \sum_{i=1}^{n} p_i \log \frac{q_i}{p_i}", N)
    yield false(r"D_{\mathrm{KL}}(q \,\|\, p) = \sum_{i=1}^{n} p_i \log \frac{p_i}{q_i}", N)
    yield true(r"D_{\mathrm{KL}}(p \,\|\, q) \neq D_{\mathrm{KL}}(q \,\|\, p)", N)
    yield true(
        r"\mathrm{KL}(p \,\|\, q) = -\sum_{k} p_k \log q_k - H(p) \ge 0",
        {"KL": kl, "p": p, "q": q, "H": entropy},
    )
    yield false(
        r"\mathrm{KL}(p \,\|\, q) = -\sum_{k} p_k \log q_k + H(p)",
        {"KL": kl, "p": p, "q": q, "H": entropy},
    )
    yield true(r"0 \le H(p) = -\sum_{i=1}^{n} p_i \log p_i \le \log n", N)
    yield false(r"H(p) = -\sum_{i=1}^{n} p_i \log p_i \le \log (n-1)", N)

    def gk(m1: Any, s1: Any, m2: Any, s2: Any) -> Any:
        return np.log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) - 0.5

    yield true(
        r"\mathrm{KL}(\mu_1, \sigma_1, \mu_2, \sigma_2) = \log\frac{\sigma_2}{\sigma_1} + "
        r"\frac{\sigma_1^2 + (\mu_1 - \mu_2)^2}{2\sigma_2^2} - \frac{1}{2}",
        {"KL": gk},
    )
    yield false(
        r"\mathrm{KL}(\mu_1, \sigma_1, \mu_2, \sigma_2) = \log\frac{\sigma_1}{\sigma_2} + "
        r"\frac{\sigma_1^2 + (\mu_1 - \mu_2)^2}{2\sigma_2^2} - \frac{1}{2}",
        {"KL": gk},
    )
    mu = np.array([0.3, -1.0])
    lv = np.array([0.8, 1.4])
    yield true(
        r"D_{\mathrm{KL}} = -\frac{1}{2}\sum_{j=1}^{J}\left( 1 + \log \sigma_j^2 - "
        r"\mu_j^2 - \sigma_j^2 \right)",
        {
            r"D_{\mathrm{KL}}": sum(gk(mu[i], lv[i], 0, 1) for i in range(2)),
            "J": 2,
            r"\mu": mu,
            r"\sigma": lv,
        },
    )
    yield false(
        r"D_{\mathrm{KL}} = \frac{1}{2}\sum_{j=1}^{J}\left( 1 + \log \sigma_j^2 - \mu_j^2 "
        r"- \sigma_j^2 \right)",
        {
            r"D_{\mathrm{KL}}": sum(gk(mu[i], lv[i], 0, 1) for i in range(2)),
            "J": 2,
            r"\mu": mu,
            r"\sigma": lv,
        },
    )
    J = np.array([[0.1, 0.25, 0.05], [0.3, 0.1, 0.2]])
    px, py = (J.sum(1), J.sum(0))
    mi = (J * np.log(J / np.outer(px, py))).sum()
    hj, hx, hy = (entropy(J.ravel()), entropy(px), entropy(py))
    information: dict[str, object] = {
        "I(X; Y)": mi,
        "H(X)": hx,
        "H(Y)": hy,
        "H(X, Y)": hj,
        r"H(X \mid Y)": hj - hy,
        r"H(Y \mid X)": hj - hx,
    }
    yield true(r"I(X; Y) = H(X) - H(X \mid Y) = H(X) + H(Y) - H(X, Y)", information)
    yield false(r"I(X; Y) = H(X) - H(Y \mid X)", information)


def bayes_and_probability() -> Iterator[Case]:
    """Bayes and probability."""
    pa, pba, pbn = (0.01, 0.95, 0.08)
    pb = pba * pa + pbn * (1 - pa)
    pab = pba * pa / pb
    N: dict[str, object] = {
        "P(A)": pa,
        "P(B)": pb,
        r"P(B \mid A)": pba,
        r"P(A \mid B)": pab,
        r"P(B \mid \neg A)": pbn,
        r"P(\neg A)": 1 - pa,
        r"P(A \cap B)": pba * pa,
        r"P(A \cup B)": pa + pb - pa * pba,
    }
    yield true(r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}", N)
    yield false(r"P(A \mid B) = \frac{P(B \mid A)\,P(B)}{P(A)}", N)
    yield true(r"P(B) = P(B \mid A)P(A) + P(B \mid \neg A)P(\neg A)", N)
    yield false(r"P(B) = P(B \mid A)P(A) + P(B \mid \neg A)P(A)", N)
    yield true(r"P(A \cup B) = P(A) + P(B) - P(A \cap B)", N)
    yield false(r"P(A \cap B) = P(A)\,P(B)", N)
    yield true(
        r"P(A \mid B) = \frac{0.95 \times 0.01}{0.95 \times 0.01 + 0.08 \times 0.99} = "
        r"\frac{0.0095}{0.0887} \approx 0.107",
        N,
    )
    yield false(
        r"P(A \mid B) = \frac{0.95 \times 0.01}{0.95 \times 0.01 + 0.08 \times 0.99} = "
        r"\frac{0.0095}{0.0887} \approx 0.108",
        N,
    )
    pi = np.array([0.5, 0.3, 0.2])
    th = np.array([0.2, 0.6, 0.9])
    post = pi * th / (pi @ th)
    M: dict[str, object] = {r"\gamma": post, r"\pi": pi, "p": th, "K": 3}
    yield true(r"\gamma_k = \frac{\pi_k p_k}{\sum_{j=1}^{K} \pi_j p_j}", M)
    yield false(r"\gamma_k = \frac{\pi_k p_k}{\sum_{j=1}^{K} \pi_j \sum_{j=1}^{K} p_j}", M)
    xs = np.array([1.0, 0, 1, 1, 0])
    Bn: dict[str, object] = {
        "x": xs,
        "n": 5,
        "L": lambda theta: np.prod(theta**xs * (1 - theta) ** (1 - xs)),
    }
    yield true(
        r"L(\theta) = \prod_{i=1}^{n} \theta^{x_i} (1 - \theta)^{1 - x_i}", Bn, point={"theta": 0.4}
    )
    yield false(
        r"L(\theta) = \prod_{i=1}^{n} \theta^{x_i} (1 - \theta)^{x_i - 1}", Bn, point={"theta": 0.4}
    )
    w = np.array([0.2, 0.5, 0.3])
    v = np.array([1.0, 4, -2])
    mu = w @ v
    yield true(
        r"\sigma^2 = \sum_{i} p_i (x_i - \mu)^2 = \sum_{i} p_i x_i^2 - \Bigl( \sum_{i} "
        r"p_i x_i \Bigr)^2",
        {r"\sigma^2": w @ (v - mu) ** 2, "p": w, "x": v, "mu": mu},
    )
    yield false(
        r"\sigma^2 = \sum_{i} p_i x_i^2 - \sum_{i} \bigl( p_i x_i \bigr)^2",
        {r"\sigma^2": w @ (v - mu) ** 2, "p": w, "x": v, "mu": mu},
    )
    yield true(
        r"\hat{\theta} = \operatorname*{arg\,max}_{\theta} \left( s \log\theta + (n - "
        r"s)\log(1 - \theta) \right) = \frac{s}{n}",
        {r"\hat{\theta}": 0.6, "s": 3, "n": 5},
    )
    yield false(
        r"\hat{\theta} = \operatorname*{arg\,max}_{\theta} \left( s \log\theta + n\log(1 "
        r"- \theta) \right)",
        {r"\hat{\theta}": 0.6, "s": 3, "n": 5},
    )


CASES = collected(gaussians, kl_divergence_and_entropy, bayes_and_probability)
