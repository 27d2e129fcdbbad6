"""Densities and likelihoods."""

from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import sig

__all__ = ["CASES"]


def densities() -> Iterator[Case]:
    """Densities, divergences and Bayes' rule."""
    N = np.random.default_rng(1906).normal
    xn = N(1.1, 0.8, size=5)
    yield from pair(
        (
            r"\ln p(\mathbf x \mid \mu,\sigma^2) = "
            r"-\frac{1}{2\sigma^2}\sum_{n=1}^{N}(x_n-\mu)^2 - \frac{N}{2}\ln\sigma^2 - "
            r"\frac{N}{2}\ln(2\pi)"
        ),
        (
            r"\ln p(\mathbf x \mid \mu,\sigma^2) = "
            r"-\frac{1}{2\sigma^2}\sum_{n=1}^{N}(x_n-\mu)^2 - N\ln\sigma^2 - "
            r"\frac{N}{2}\ln(2\pi)"
        ),
        {
            "p": lambda x, mu, var: np.prod(
                np.exp(-((x - mu) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var)
            ),
            r"\mathbf x": xn,
            r"\mu": 0.9,
            r"\sigma": 1.2,
            "N": 5,
        },
    )
    yield from pair(
        (
            r"\mu_{\mathrm{ML}} = \frac1N\sum_{n=1}^{N}x_n, \qquad "
            r"\sigma_{\mathrm{ML}}^2 = \frac1N\sum_{n=1}^{N}(x_n-\mu_{\mathrm{ML}})^2"
        ),
        (
            r"\mu_{\mathrm{ML}} = \frac1N\sum_{n=1}^{N}x_n, \qquad "
            r"\sigma_{\mathrm{ML}}^2 = "
            r"\frac{1}{N-1}\sum_{n=1}^{N}(x_n-\mu_{\mathrm{ML}})^2"
        ),
        {"x": xn, r"\mu_{\mathrm{ML}}": xn.mean(), r"\sigma_{\mathrm{ML}}^2": xn.var(), "N": 5},
    )
    yield from pair(
        (
            r"\mathrm{KL}\bigl(\mathcal N(\mu_1,\sigma_1^2)\,\|\,\mathcal "
            r"N(\mu_2,\sigma_2^2)\bigr) = \log\frac{\sigma_2}{\sigma_1} + "
            r"\frac{\sigma_1^2+(\mu_1-\mu_2)^2}{2\sigma_2^2} - \frac12"
        ),
        (
            r"\mathrm{KL}\bigl(\mathcal N(\mu_1,\sigma_1^2)\,\|\,\mathcal "
            r"N(\mu_2,\sigma_2^2)\bigr) = \log\frac{\sigma_1}{\sigma_2} + "
            r"\frac{\sigma_1^2+(\mu_1-\mu_2)^2}{2\sigma_2^2} - \frac12"
        ),
        {
            r"\mathrm{KL}": lambda P, Q: (
                0.5 * (np.log(Q[1] / P[1]) + (P[1] + (P[0] - Q[0]) ** 2) / Q[1] - 1)
            ),
            r"\mathcal N": lambda m, v: np.array([m, v]),
            r"\mu_1": 0.4,
            r"\mu_2": -0.3,
            r"\sigma_1": 0.8,
            r"\sigma_2": 1.3,
        },
    )
    yield from pair(
        (
            r"p(\mathcal C_1 \mid \mathbf x) = \sigma(a), \qquad a = \ln\frac{p(\mathbf "
            r"x \mid \mathcal C_1)\,p(\mathcal C_1)}{p(\mathbf x \mid \mathcal "
            r"C_2)\,p(\mathcal C_2)}"
        ),
        (
            r"p(\mathcal C_1 \mid \mathbf x) = \sigma(a), \qquad a = \ln\frac{p(\mathbf "
            r"x \mid \mathcal C_1)}{p(\mathbf x \mid \mathcal C_2)\,p(\mathcal C_2)}"
        ),
        {
            r"p(\mathcal C_1 \mid \mathbf x)": 0.3 * 0.6 / (0.3 * 0.6 + 0.7 * 0.4),
            r"\sigma": sig,
            "a": np.log(0.3 * 0.6 / (0.7 * 0.4)),
            r"p(\mathbf x \mid \mathcal C_1)": 0.3,
            r"p(\mathbf x \mid \mathcal C_2)": 0.7,
            r"p(\mathcal C_1)": 0.6,
            r"p(\mathcal C_2)": 0.4,
        },
    )


def gaussian_likelihoods() -> Iterator[Case]:
    """Gaussian likelihoods."""
    N = np.random.default_rng(1904).normal
    Xl = N(size=(6, 3))
    yield from pair(
        (
            r"\widehat\Sigma_{\mathrm{ML}} = \frac1N\sum_{n=1}^{N}(x_n-\bar x)(x_n-\bar "
            r"x)^{\top}"
        ),
        (
            r"\widehat\Sigma_{\mathrm{ML}} = \frac1{N-1}\sum_{n=1}^{N}(x_n-\bar "
            r"x)(x_n-\bar x)^{\top}"
        ),
        {
            r"\widehat\Sigma_{\mathrm{ML}}": np.cov(Xl.T, bias=True),
            "x": Xl,
            r"\bar x": Xl.mean(0),
            "N": 6,
        },
    )
    yield from pair(
        r"\mathcal N(1; 0, 1) = \frac{1}{\sqrt{2\pi}}e^{-1/2} \approx 0.242",
        r"\mathcal N(1; 0, 1) = \frac{1}{\sqrt{2\pi}}e^{-1/2} \approx 0.243",
        {
            r"\mathcal N": lambda x, m, s2: (
                np.exp(-((x - m) ** 2) / (2 * s2)) / np.sqrt(2 * np.pi * s2)
            )
        },
    )


CASES = collected(densities, gaussian_likelihoods)
