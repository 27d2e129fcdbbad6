"""Softmax, log-sum-exp and cross-entropy."""

import math
from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import lse, sig, softmax

__all__ = ["CASES"]


def softmax_and_cross_entropy() -> Iterator[Case]:
    """Softmax, log-sum-exp and cross-entropy."""
    N = np.random.default_rng(1906).normal
    z4 = np.array([0.4, -1.2, 1.9, 0.3])
    yield from pair(
        (r"\mathrm{softmax}(\boldsymbol x)_i = " r"\frac{\exp(x_i)}{\sum_{j=1}^{n}\exp(x_j)}"),
        (r"\mathrm{softmax}(\boldsymbol x)_i = " r"\frac{\exp(x_i)}{\sum_{j=1}^{n-1}\exp(x_j)}"),
        {"softmax": softmax, "x": z4, "n": 4},
    )
    yield from pair(
        r"\max\{x_1,\ldots,x_n\} \le f(x) \le \max\{x_1,\ldots,x_n\} + \log n",
        r"\max\{x_1,\ldots,x_n\} \le f(x) \le \max\{x_1,\ldots,x_n\} - \log n",
        {"f": lse, "x": z4, "n": 4},
    )
    yield from pair(
        r"\frac{\partial y_k}{\partial a_j} = y_k (I_{kj} - y_j)",
        r"\frac{\partial y_k}{\partial a_j} = y_k (I_{kj} - y_k)",
        {"a": z4, "y": lambda a: softmax(a), "I": np.eye(4)},
    )
    Ph = N(size=(5, 3))
    W3 = N(size=(3, 3))
    T53 = np.eye(3)[[0, 2, 1, 1, 0]]
    yield from pair(
        (
            r"\nabla_{\mathbf w_j} E(\mathbf w_1,\ldots,\mathbf w_K) = \sum_{n=1}^{N} "
            r"(y_{nj} - t_{nj})\,\boldsymbol\phi_n"
        ),
        (
            r"\nabla_{\mathbf w_j} E(\mathbf w_1,\ldots,\mathbf w_K) = \sum_{n=1}^{N} "
            r"(t_{nj} - y_{nj})\,\boldsymbol\phi_n"
        ),
        {
            "E": lambda *w: -np.sum(T53 * np.log(softmax(Ph @ np.array(w).T))),
            "w": list(W3),
            "y": softmax(Ph @ W3.T),
            "t": T53,
            r"\boldsymbol\phi": list(Ph),
            "N": 5,
            "K": 3,
        },
    )
    yield from pair(
        r"-\log\sigma(z) = \log\left(1+e^{-z}\right) = \zeta(-z)",
        r"-\log\sigma(z) = \log\left(1+e^{-z}\right) = \zeta(z)",
        {r"\sigma": sig, r"\zeta": lambda z: np.logaddexp(0, z), "z": 0.7},
    )
    pp = np.array([0.2, 0.5, 0.3])
    qq = np.array([0.4, 0.25, 0.35])
    yield from pair(
        r"H(p,q) = -\sum_{k=1}^{K} p_k\log q_k = H(p) + D_{\mathrm{KL}}(p\,\|\,q)",
        r"H(p,q) = -\sum_{k=1}^{K} p_k\log q_k = H(q) + D_{\mathrm{KL}}(p\,\|\,q)",
        {
            "H": lambda p, q=None: -np.sum(p * np.log(p if q is None else q)),
            r"D_{\mathrm{KL}}": lambda p, q: np.sum(p * np.log(p / q)),
            "p": pp,
            "q": qq,
            "K": 3,
        },
    )
    yield from pair(
        r"\log\bigl(e^{1} + e^{2} + e^{0.5}\bigr) \approx 2.4644",
        r"\log\bigl(e^{1} + e^{2} + e^{0.5}\bigr) \approx 2.4645",
    )


def more_softmax_and_cross_entropy() -> Iterator[Case]:
    """Softmax, log-sum-exp and cross-entropy."""
    z4 = np.array([0.6, -1.1, 1.4, 0.2])
    yield from pair(
        (r"S(\mathbf{z})_k = \frac{e^{z_k}}{\sum_{c=1}^{C} e^{z_c}} \quad (k = 1, " r"\dots, C)"),
        (r"S(\mathbf{z})_k = \frac{e^{z_k}}{\sum_{c=1}^{C} e^{z_k}} \quad (k = 1, " r"\dots, C)"),
        {"S": softmax, r"\mathbf z": z4, "C": 4},
    )
    yield from pair(
        (r"\log\sum_{i=1}^n e^{x_i} = m + \log\sum_{i=1}^n e^{x_i - m}, \qquad m = " r"\max_i x_i"),
        (r"\log\sum_{i=1}^n e^{x_i} = \log\sum_{i=1}^n e^{x_i - m} - m, \qquad m = " r"\max_i x_i"),
        {"x": z4, "n": 4, "m": z4.max()},
    )
    yield from pair(
        r"\frac{\partial\operatorname{lse}(\mathbf{z})}{\partial z_j} = p_j",
        r"\frac{\partial\operatorname{lse}(\mathbf{z})}{\partial z_j} = -p_j",
        {r"\operatorname{lse}": lse, r"\mathbf z": z4, "p": softmax(z4)},
    )
    yield from pair(
        r"\nabla_{\mathbf{z}} \mathcal{L} = \mathbf{p} - \mathbf{y}",
        r"\nabla_{\mathbf{z}} \mathcal{L} = \mathbf{y} - \mathbf{p}",
        {
            r"\mathcal L": lambda z: -np.log(softmax(z))[2],
            r"\mathbf z": z4,
            r"\mathbf p": lambda z: softmax(z),
            r"\mathbf y": np.eye(4)[2],
        },
    )
    yield from pair(
        (
            r"J_{\operatorname{softmax}}(\mathbf{z}) = \operatorname{diag}(\mathbf{p}) "
            r"- \mathbf{p}\mathbf{p}^{\top}"
        ),
        (
            r"J_{\operatorname{softmax}}(\mathbf{z}) = \operatorname{diag}(\mathbf{p}) "
            r"+ \mathbf{p}\mathbf{p}^{\top}"
        ),
        {"softmax": softmax, r"\mathbf z": z4, r"\mathbf p": lambda z: softmax(z)},
    )
    yield from pair(
        (
            r"\ell(\mathbf{y}, \hat{\mathbf{y}}) = -\sum_{j=1}^q y_j \log \hat y_j = "
            r"\log\sum_{k=1}^q \exp(o_k) - \sum_{j=1}^q y_j o_j"
        ),
        (
            r"\ell(\mathbf{y}, \hat{\mathbf{y}}) = -\sum_{j=1}^q y_j \log \hat y_j = "
            r"\log\sum_{k=1}^q \exp(o_k) + \sum_{j=1}^q y_j o_j"
        ),
        {
            r"\ell": lambda y, yh: -np.sum(y * np.log(yh)),
            "y": np.array([0.1, 0.2, 0.3, 0.4]),
            r"\hat y": softmax(z4),
            "o": z4,
            "q": 4,
        },
    )
    yield from pair(
        (r"\sigma(-a) = 1 - \sigma(a), \qquad a = " r"\ln\left(\frac{\sigma}{1-\sigma}\right)"),
        (r"\sigma(-a) = -\sigma(a), \qquad a = " r"\ln\left(\frac{\sigma}{1-\sigma}\right)"),
        {r"\sigma": lambda a: sig(a), "a": 0.8},
    )
    yield from pair(
        r"\frac{d\sigma}{da} = \sigma(1-\sigma)",
        r"\frac{d\sigma}{da} = \sigma(1+\sigma)",
        {r"\sigma": lambda a: sig(a), "a": 0.8},
    )
    yield from pair(
        r"\tanh(x) = 2\sigma(2x) - 1 = \frac{e^{x}-e^{-x}}{e^{x}+e^{-x}}",
        r"\tanh(x) = 2\sigma(x) - 1 = \frac{e^{x}-e^{-x}}{e^{x}+e^{-x}}",
        {r"\sigma": sig, "x": 0.45},
    )
    yield from pair(
        r"\operatorname{softplus}(x) - \operatorname{softplus}(-x) = x",
        r"\operatorname{softplus}(x) + \operatorname{softplus}(-x) = x",
        {"softplus": lambda x: np.logaddexp(0, x), "x": 1.2},
    )
    yield from pair(
        r"\mathrm{softmax}(1,2,3) \approx (0.0900, 0.2447, 0.6652)",
        r"\mathrm{softmax}(1,2,3) \approx (0.0900, 0.2447, 0.6653)",
        {r"\mathrm{softmax}": lambda *z: softmax(np.array(z))},
    )
    yield from pair(
        r"-\ln 0.8 \approx 0.223 \quad\text{and}\quad -\log_2 0.8 \approx 0.322",
        r"-\ln 0.8 \approx 0.223 \quad\text{and}\quad -\log_2 0.8 \approx 0.321",
    )
    yield from pair(
        (
            r"\mathrm{GELU}(x) = x\,\Phi(x) = \frac{x}{2}\left[1 + "
            r"\operatorname{erf}\bigl(x/\sqrt{2}\bigr)\right]"
        ),
        (
            r"\mathrm{GELU}(x) = x\,\Phi(x) = \frac{x}{2}\left[1 + "
            r"\operatorname{erf}\bigl(x/2\bigr)\right]"
        ),
        {
            "GELU": lambda x: x * math.erfc(-x / np.sqrt(2)) / 2,
            r"\Phi": lambda x: math.erfc(-x / np.sqrt(2)) / 2,
            r"\operatorname{erf}": math.erf,
            "x": 0.9,
        },
    )


def further_softmax() -> Iterator[Case]:
    """Softmax."""
    N = np.random.default_rng(1910).normal
    x4 = N(size=4)
    z4 = N(size=4)
    yield from pair(
        (
            r"\operatorname{softmax}(z+c\mathbf 1) = \operatorname{softmax}(z) \quad "
            r"\forall c\in\mathbb R"
        ),
        (r"\operatorname{softmax}(cz) = \operatorname{softmax}(z) \quad \forall " r"c\in\mathbb R"),
        {r"\operatorname{softmax}": softmax, "z": z4, "c": 1.7},
    )
    yield from pair(
        r"p_k = \frac{e^{z_k/\tau}}{\sum_{j=1}^{K} e^{z_j/\tau}}, \quad k=1,\dots,K",
        r"p_k = \frac{e^{\tau z_k}}{\sum_{j=1}^{K} e^{\tau z_j}}, \quad k=1,\dots,K",
        {"p": softmax(z4 / 0.6), "z": z4, r"\tau": 0.6, "K": 4},
    )
    yield from pair(
        r"\log\frac{\pi_i}{\pi_j} = a_i - a_j",
        r"\log\frac{\pi_i}{\pi_j} = a_j - a_i",
        {r"\pi": softmax(x4), "a": x4},
    )
    p4 = softmax(z4)
    yield from pair(
        r"J = \operatorname{Diag}(p) - pp^{\top}, \qquad J\mathbf{1} = \mathbf{0}",
        r"J = \operatorname{Diag}(p) + pp^{\top}, \qquad J\mathbf{1} = \mathbf{0}",
        {"J": np.diag(p4) - np.outer(p4, p4), "p": p4},
    )


def log_sum_exp() -> Iterator[Case]:
    """Log-sum-exp and cross-entropy."""
    N = np.random.default_rng(1910).normal
    x4 = N(size=4)
    v3 = N(size=3)
    A43 = N(size=(4, 3))
    yield from pair(
        (r"\operatorname{LSE}(x) = m + \log\sum_{i=1}^{n}e^{x_i-m}, \qquad m = " r"\max_i x_i"),
        (r"\operatorname{LSE}(x) = m - \log\sum_{i=1}^{n}e^{x_i-m}, \qquad m = " r"\max_i x_i"),
        {r"\operatorname{LSE}": lse, "x": x4, "n": 4, "m": x4.max()},
    )
    yo = np.array([0.1, 0.2, 0.7])
    qo = np.array([0.3, 0.3, 0.4])
    yield from pair(
        r"H(y,\hat p) = -\sum_{c=1}^{C} y_c\log\hat p_c",
        r"H(y,\hat p) = -\sum_{c=1}^{C} \hat p_c\log y_c",
        {"H": lambda y, p: -np.sum(y * np.log(p)), "y": yo, r"\hat p": qo, "C": 3},
    )
    yield from pair(
        r"-\bigl[y\log\sigma(z)+(1-y)\log(1-\sigma(z))\bigr] = \log(1+e^{z}) - yz",
        r"-\bigl[y\log\sigma(z)+(1-y)\log(1-\sigma(z))\bigr] = \log(1+e^{-z}) - yz",
        {r"\sigma": sig, "y": 1.0, "z": 0.8},
    )
    yield from pair(
        (
            r"\nabla_{z}\Bigl(-\sum_k y_k \log \operatorname{softmax}(z)_k\Bigr) = "
            r"\operatorname{softmax}(z) - y"
        ),
        (
            r"\nabla_{z}\Bigl(-\sum_k y_k \log \operatorname{softmax}(z)_k\Bigr) = y - "
            r"\operatorname{softmax}(z)"
        ),
        {r"\operatorname{softmax}": softmax, "z": v3, "y": np.array([0.0, 1.0, 0.0])},
    )
    yield from pair(
        r"\mathcal{L}_{\text{CE}} = -\frac{1}{N}\sum_{n=1}^{N}\log p_{n,\,t_n}",
        r"\mathcal{L}_{\text{CE}} = -\sum_{n=1}^{N}\log p_{n,\,t_n}",
        {
            r"\mathcal L_{\text{CE}}": -np.mean(np.log(softmax(A43)[np.arange(4), [0, 2, 1, 2]])),
            "p": softmax(A43),
            "t": np.array([1, 3, 2, 3]),
            "N": 4,
        },
    )


CASES = collected(
    softmax_and_cross_entropy, more_softmax_and_cross_entropy, further_softmax, log_sum_exp
)
