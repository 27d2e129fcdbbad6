"""Divergences, and Bayes' rule."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair

__all__ = ["CASES"]


def divergences() -> Iterator[Case]:
    """Divergences."""

    def kl(p: Any, q: Any) -> Any:
        return np.sum(p * np.log(p / q))

    def ent(p: Any) -> Any:
        return -np.sum(p * np.log(p))

    pp = np.array([0.5, 0.3, 0.2])
    qp = np.array([0.2, 0.2, 0.6])
    yield from pair(
        r"D_{\mathrm{KL}}(P\parallel Q) = \sum_{i}P(i)\log\frac{P(i)}{Q(i)}",
        r"D_{\mathrm{KL}}(P\parallel Q) = \sum_{i}Q(i)\log\frac{P(i)}{Q(i)}",
        {r"D_{\mathrm{KL}}": kl, "P": pp, "Q": qp},
    )
    yield from pair(
        (
            r"D_{KL}\bigl(\mathcal N(\mu,\sigma^2)\,\|\,\mathcal N(0,1)\bigr) = "
            r"\tfrac12\left(\mu^2+\sigma^2-1-\ln\sigma^2\right)"
        ),
        (
            r"D_{KL}\bigl(\mathcal N(\mu,\sigma^2)\,\|\,\mathcal N(0,1)\bigr) = "
            r"\tfrac12\left(\mu^2+\sigma^2-1+\ln\sigma^2\right)"
        ),
        {
            r"\mu": 0.7,
            r"\sigma": 1.4,
            r"\mathcal N": lambda m, s2: (m, s2),
            "D_{KL}": lambda p, q: (
                0.5 * (np.log(q[1] / p[1]) + (p[1] + (p[0] - q[0]) ** 2) / q[1] - 1)
            ),
        },
    )
    yield from pair(
        (
            r"\operatorname{JSD}(P\|Q) = \tfrac12 D(P\|M) + \tfrac12 D(Q\|M), \quad M = "
            r"\tfrac12(P+Q)"
        ),
        (
            r"\operatorname{JSD}(P\|Q) = \tfrac12 D(P\|M) + \tfrac12 D(M\|Q), \quad M = "
            r"\tfrac12(P+Q)"
        ),
        {
            r"\operatorname{JSD}": lambda p, q: 0.5 * kl(p, (p + q) / 2) + 0.5 * kl(q, (p + q) / 2),
            "D": kl,
            "P": pp,
            "Q": qp,
            "M": (pp + qp) / 2,
        },
    )
    yield from pair(
        r"\mathrm{KL}(p\|q) \ge \frac{1}{2}\|p-q\|_1^2",
        r"\mathrm{KL}(p\|q) \le \frac{1}{2}\|p-q\|_1^2",
        {r"\mathrm{KL}": kl, "p": pp, "q": qp},
    )
    yield from pair(
        r"D_{\text{KL}}(p\,\|\,u) = \ln 3 - \mathrm H(p) \approx 0.069",
        r"D_{\text{KL}}(p\,\|\,u) = \ln 3 - \mathrm H(p) \approx 0.096",
        {r"D_{\text{KL}}": kl, "p": pp, "u": np.ones(3) / 3, r"\mathrm H": ent},
    )


def bayes() -> Iterator[Case]:
    """Bayes' rule."""
    yield from pair(
        (
            r"P(D\mid +) = \frac{P(+\mid D)\,P(D)}{P(+\mid D)\,P(D) + P(+\mid\neg "
            r"D)\,P(\neg D)} \approx 0.161"
        ),
        (
            r"P(D\mid +) = \frac{P(+\mid D)\,P(D)}{P(+\mid D)\,P(D) + P(+\mid\neg "
            r"D)\,P(D)} \approx 0.161"
        ),
        {
            r"P(D\mid +)": 0.95 * 0.01 / (0.95 * 0.01 + 0.05 * 0.99),
            r"P(+\mid D)": 0.95,
            "P(D)": 0.01,
            r"P(+\mid\neg D)": 0.05,
            r"P(\neg D)": 0.99,
        },
    )
    pri = np.array([0.2, 0.5, 0.3])
    lik = np.array([0.9, 0.1, 0.4])
    yield from pair(
        (
            r"P(H_2\mid E) = \frac{P(E\mid H_2)P(H_2)}{P(E\mid H_1)P(H_1)+P(E\mid "
            r"H_2)P(H_2)+P(E\mid H_3)P(H_3)}"
        ),
        (
            r"P(H_2\mid E) = \frac{P(E\mid H_2)P(H_2)}{P(E\mid H_1)P(H_1)+P(E\mid "
            r"H_2)P(H_1)+P(E\mid H_3)P(H_3)}"
        ),
        {
            r"P(H_2\mid E)": float(pri[1] * lik[1] / (pri @ lik)),
            **{rf"P(E\mid H_{i})": float(lik[i - 1]) for i in (1, 2, 3)},
            **{f"P(H_{i})": float(pri[i - 1]) for i in (1, 2, 3)},
        },
    )
    yield from pair(
        r"\pi_k^{\text{post}} = \frac{\pi_k\,\ell_k}{\sum_{j}\pi_j\,\ell_j}",
        r"\pi_k^{\text{post}} = \frac{\pi_k\,\ell_k}{\sum_{j}\ell_j}",
        {r"\pi^{\text{post}}": pri * lik / (pri @ lik), r"\pi": pri, r"\ell": lik},
    )
    yield from pair(
        (
            r"\frac{1}{\sigma_n^2} = \frac{1}{\sigma_0^2} + \frac{n}{\sigma^2}, \qquad "
            r"\mu_n = \sigma_n^2\left(\frac{\mu_0}{\sigma_0^2} + \frac{n\bar "
            r"x}{\sigma^2}\right)"
        ),
        (
            r"\frac{1}{\sigma_n^2} = \frac{1}{\sigma_0^2} + \frac{n}{\sigma^2}, \qquad "
            r"\mu_n = \sigma_n^2\left(\frac{\mu_0}{\sigma_0^2} + \frac{\bar "
            r"x}{\sigma^2}\right)"
        ),
        {
            r"\sigma_n^2": 1 / (1 / 4 + 5 / 2),
            r"\sigma_0^2": 4.0,
            r"\sigma^2": 2.0,
            "n": 5,
            r"\mu_n": (0.5 / 4 + 5 * 1.2 / 2) / (1 / 4 + 5 / 2),
            r"\mu_0": 0.5,
            r"\bar x": 1.2,
        },
    )
    yield from pair(
        (
            r"\hat\theta_{\text{MAP}} = \frac{\alpha+k-1}{\alpha+\beta+n-2} = "
            r"\frac{8}{13} \approx 0.615"
        ),
        (
            r"\hat\theta_{\text{MAP}} = \frac{\alpha+k}{\alpha+\beta+n} = \frac{8}{13} "
            r"\approx 0.615"
        ),
        {r"\hat\theta_{\text{MAP}}": 8 / 13, r"\alpha": 2, r"\beta": 3, "k": 7, "n": 10},
    )


CASES = collected(divergences, bayes)
