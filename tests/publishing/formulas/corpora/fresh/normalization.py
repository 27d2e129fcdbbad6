"""Normalization of layers."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair

__all__ = ["CASES"]


def normalization() -> Iterator[Case]:
    """Layers, their deltas, and normalization."""
    N = np.random.default_rng(1908).normal
    a6 = N(size=6)
    g6 = N(size=6)
    yield from pair(
        (
            r"\mathrm{RMSNorm}(x)_i = \frac{x_i}{\sqrt{\frac{1}{d}\sum_{j=1}^{d} x_j^2 "
            r"+ \varepsilon}}\, g_i"
        ),
        (
            r"\mathrm{RMSNorm}(x)_i = \frac{x_i}{\frac{1}{d}\sum_{j=1}^{d} x_j^2 + "
            r"\varepsilon}\, g_i"
        ),
        {
            "RMSNorm": lambda x: x / np.sqrt(np.mean(x**2) + 0.001) * g6,
            "x": a6,
            "g": g6,
            "d": 6,
            r"\varepsilon": 0.001,
        },
    )
    m_ = a6.mean()
    v_ = a6.var()
    yield from pair(
        (
            r"\begin{aligned} \mu_{\mathcal B} &= \frac{1}{m}\sum_{i=1}^{m} x_i \\ "
            r"\sigma_{\mathcal B}^2 &= \frac{1}{m}\sum_{i=1}^{m} (x_i-\mu_{\mathcal "
            r"B})^2 \\ \hat x_i &= \frac{x_i-\mu_{\mathcal B}}{\sqrt{\sigma_{\mathcal "
            r"B}^2+\epsilon}} \end{aligned}"
        ),
        (
            r"\begin{aligned} \mu_{\mathcal B} &= \frac{1}{m}\sum_{i=1}^{m} x_i \\ "
            r"\sigma_{\mathcal B}^2 &= \frac{1}{m}\sum_{i=1}^{m} (x_i-\mu_{\mathcal "
            r"B})^2 \\ \hat x_i &= \frac{x_i-\mu_{\mathcal B}}{\sigma_{\mathcal "
            r"B}^2+\epsilon} \end{aligned}"
        ),
        {
            "x": a6,
            r"\mu_{\mathcal B}": m_,
            r"\sigma_{\mathcal B}": np.sqrt(v_),
            r"\hat x": (a6 - m_) / np.sqrt(v_ + 0.01),
            r"\epsilon": 0.01,
            "m": 6,
        },
    )


def more_normalization() -> Iterator[Case]:
    """Layers, their deltas, and normalization."""
    N = np.random.default_rng(1909).normal
    h6 = N(size=6)
    gam = N(size=6)
    bet = N(size=6)
    yield from pair(
        r"\operatorname{LN}(\mathbf{x}) = \frac{\mathbf{x} - \hat\mu}{\hat\sigma}",
        r"\operatorname{LN}(\mathbf{x}) = \frac{\mathbf{x} - \hat\mu}{\hat\sigma^2}",
        {
            "LN": lambda x: (x - x.mean()) / x.std(),
            r"\mathbf x": h6,
            r"\hat\mu": lambda x: x.mean(),
            r"\hat\sigma": lambda x: x.std(),
        },
    )
    yield from pair(
        (
            r"y_i = \gamma_i\,\hat{x}_i + \beta_i, \qquad \hat{x}_i = \frac{x_i - "
            r"\mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}}"
        ),
        (
            r"y_i = \gamma_i\,\hat{x}_i + \beta_i, \qquad \hat{x}_i = \frac{x_i - "
            r"\mathrm{E}[x]}{\mathrm{Var}[x] + \epsilon}"
        ),
        {
            "y": gam * (h6 - h6.mean()) / np.sqrt(h6.var() + 0.05) + bet,
            r"\gamma": gam,
            r"\beta": bet,
            r"\hat x": (h6 - h6.mean()) / np.sqrt(h6.var() + 0.05),
            "x": h6,
            r"\epsilon": 0.05,
            r"\mathrm E": np.mean,
            r"\mathrm{Var}": np.var,
        },
    )
    yield from pair(
        (
            r"\sigma^2 = \frac{1}{m}\sum_{i=1}^m x_i^2 - \Bigl(\frac{1}{m}\sum_{i=1}^m "
            r"x_i\Bigr)^2"
        ),
        r"\sigma^2 = \frac{1}{m}\sum_{i=1}^m x_i^2 - \frac{1}{m}\sum_{i=1}^m x_i",
        {r"\sigma": h6.std(), "x": h6, "m": 6},
    )


def layer_normalization() -> Iterator[Case]:
    """Normalization of layers."""
    N = np.random.default_rng(1902).normal
    x4 = N(size=4)
    eps = 0.01
    xh = (x4 - x4.mean()) / np.sqrt(x4.var() + eps)
    yield from pair(
        (
            r"\sum_{i=1}^{d}\hat x_i = 0, \qquad \frac{1}{d}\sum_{i=1}^{d}\hat x_i^2 = "
            r"\frac{\sigma^2}{\sigma^2+\epsilon}"
        ),
        r"\sum_{i=1}^{d}\hat x_i = 0, \qquad \frac{1}{d}\sum_{i=1}^{d}\hat x_i^2 = 1",
        {r"\hat x": xh, "d": 4, r"\sigma^2": x4.var(), r"\epsilon": eps},
    )
    yield from pair(
        (
            r"\operatorname{Var}(x) = \frac{1}{d}\|x\|_2^2 - \Bigl(\frac{1}{d}\mathbf "
            r"1^{\top}x\Bigr)^2"
        ),
        (
            r"\operatorname{Var}(x) = \frac{1}{d}\|x\|_2^2 - \frac{1}{d}\bigl(\mathbf "
            r"1^{\top}x\bigr)^2"
        ),
        {r"\operatorname{Var}": np.var, "x": x4, "d": 4},
    )
    gg = N(size=4)

    def loss_of_normal(x: Any) -> Any:
        return gg @ ((x - x.mean()) / np.sqrt(x.var() + eps))

    yield from pair(
        (
            r"\frac{\partial\ell}{\partial x} = "
            r"\frac{1}{\sqrt{\sigma^2+\epsilon}}\Bigl(g - "
            r"\frac1d\mathbf{1}\mathbf{1}^{\top}g - \frac1d\,\hat x\hat x^{\top}g\Bigr)"
        ),
        (
            r"\frac{\partial\ell}{\partial x} = "
            r"\frac{1}{\sqrt{\sigma^2+\epsilon}}\Bigl(g - "
            r"\frac1d\mathbf{1}\mathbf{1}^{\top}g + \frac1d\,\hat x\hat x^{\top}g\Bigr)"
        ),
        {
            r"\ell": loss_of_normal,
            "x": x4,
            r"\sigma^2": x4.var(),
            r"\epsilon": eps,
            "g": gg,
            "d": 4,
            r"\hat x": xh,
        },
    )


CASES = collected(normalization, more_normalization, layer_normalization)
