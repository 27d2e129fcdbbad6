"""Kernels and Gaussian processes."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair

__all__ = ["CASES"]


def kernels() -> Iterator[Case]:
    """Kernels and Gaussian processes."""
    N = np.random.default_rng(1906).normal
    u3, v3, w3 = N(size=(3, 3))
    X = N(size=(6, 3))
    y = N(size=6)

    def rbf(x: Any, z: Any) -> Any:
        return np.exp(-np.sum((x - z) ** 2) / (2 * 0.9**2))

    yield from pair(
        (
            r"k(\mathbf x,\mathbf x') = \exp\left(-\frac{\|\mathbf x-\mathbf "
            r"x'\|^2}{2\ell^2}\right)"
        ),
        (
            r"k(\mathbf x,\mathbf x') = \exp\left(-\frac{\|\mathbf x-\mathbf "
            r"x'\|}{2\ell^2}\right)"
        ),
        {"k": rbf, r"\mathbf x": u3, r"\mathbf x'": v3, r"\ell": 0.9},
    )
    p2 = np.array([0.8, -1.3])
    r2 = np.array([1.1, 0.4])
    yield from pair(
        (
            r"k(x,z) = (x^\top z)^2 = \phi(x)^\top\phi(z), \qquad \phi(x) = (x_1^2,\ "
            r"\sqrt2\,x_1x_2,\ x_2^2)^\top"
        ),
        (
            r"k(x,z) = (x^\top z)^2 = \phi(x)^\top\phi(z), \qquad \phi(x) = (x_1^2,\ "
            r"2\,x_1x_2,\ x_2^2)^\top"
        ),
        {
            "k": lambda x, z: (x @ z) ** 2,
            r"\phi": lambda x: np.array([x[0] ** 2, np.sqrt(2) * x[0] * x[1], x[1] ** 2]),
            "x": p2,
            "z": r2,
        },
    )
    G = np.array([[rbf(a, b) for b in X] for a in X])
    c6 = N(size=6)
    yield from pair(
        (
            r"\sum_{i=1}^{n}\sum_{j=1}^{n} c_i c_j\, k(x_i,x_j) = c^\top K c \ge 0, "
            r"\qquad K_{ij} = k(x_i,x_j)"
        ),
        (
            r"\sum_{i=1}^{n}\sum_{j=1}^{n} c_i c_j\, k(x_i,x_j) = c^\top K c \le 0, "
            r"\qquad K_{ij} = k(x_i,x_j)"
        ),
        {"c": c6, "k": rbf, "x": list(X), "K": G, "n": 6},
    )
    ks = np.array([rbf(a, w3) for a in X])
    yield from pair(
        r"\bar f_* = \mathbf k_*^\top (K + \sigma_n^2 I)^{-1}\mathbf y",
        r"\bar f_* = \mathbf k_*^\top (K + \sigma_n I)^{-1}\mathbf y",
        {
            r"\bar f_*": ks @ np.linalg.solve(G + 0.09 * np.eye(6), y),
            r"\mathbf k_*": ks,
            "K": G,
            r"\sigma_n": 0.3,
            r"\mathbf y": y,
        },
    )


def more_kernels() -> Iterator[Case]:
    """Kernels and Gaussian processes."""
    N = np.random.default_rng(1907).normal
    u3, v3, _w3 = N(size=(3, 3))
    X = N(size=(7, 3))
    y = N(size=7)

    def rbf(x: Any, z: Any) -> Any:
        return 1.3**2 * np.exp(-np.sum((x - z) ** 2) / (2 * 0.8**2))

    yield from pair(
        (
            r"\kappa(\boldsymbol{x},\boldsymbol{x}') = "
            r"\sigma_f^2\exp\left(-\frac{1}{2\ell^2}\|\boldsymbol{x}-\boldsymbol{x}'\|^2\right)"
        ),
        (
            r"\kappa(\boldsymbol{x},\boldsymbol{x}') = "
            r"\sigma_f\exp\left(-\frac{1}{2\ell^2}\|\boldsymbol{x}-\boldsymbol{x}'\|^2\right)"
        ),
        {
            r"\kappa": rbf,
            r"\boldsymbol x": u3,
            r"\boldsymbol x'": v3,
            r"\sigma_f": 1.3,
            r"\ell": 0.8,
        },
    )
    Kn = np.array([[rbf(a, b) for b in X] for a in X])
    yield from pair(
        (
            r"\mathbf{k}_*^{\top}(\mathbf{K}+\sigma^2\mathbf{I})^{-1}\mathbf{y} = "
            r"\mu_*, \qquad k_{**} - "
            r"\mathbf{k}_*^{\top}(\mathbf{K}+\sigma^2\mathbf{I})^{-1}\mathbf{k}_* = "
            r"\sigma_*^2"
        ),
        (
            r"\mathbf{k}_*^{\top}(\mathbf{K}+\sigma^2\mathbf{I})^{-1}\mathbf{y} = "
            r"\mu_*, \qquad k_{**} + "
            r"\mathbf{k}_*^{\top}(\mathbf{K}+\sigma^2\mathbf{I})^{-1}\mathbf{k}_* = "
            r"\sigma_*^2"
        ),
        {
            r"\mathbf{k}_*": (ks := np.array([rbf(a, u3) for a in X])),
            r"\mathbf K": Kn,
            r"\sigma": 0.3,
            r"\mathbf y": y,
            r"\mu_*": ks @ np.linalg.solve(Kn + 0.09 * np.eye(7), y),
            "k_{**}": 1.69,
            r"\sigma_*": np.sqrt(1.69 - ks @ np.linalg.solve(Kn + 0.09 * np.eye(7), ks)),
        },
    )
    yield from pair(
        (
            r"K_{nm} = k(\mathbf{x}_n,\mathbf{x}_m) = "
            r"\boldsymbol{\phi}(\mathbf{x}_n)^{\mathrm T}\boldsymbol{\phi}(\mathbf{x}_m)"
        ),
        (
            r"K_{nm} = k(\mathbf{x}_n,\mathbf{x}_m) = "
            r"\boldsymbol{\phi}(\mathbf{x}_n)^{\mathrm T}\boldsymbol{\phi}(\mathbf{x}_n)"
        ),
        {
            "K": 1 + X @ X.T,
            "k": lambda x, z: 1 + x @ z,
            r"\boldsymbol\phi": lambda x: np.r_[1, x],
            r"\mathbf x": list(X),
        },
    )
    yield from pair(
        r"\|\phi(x)-\phi(z)\|^2 = k(x,x) + k(z,z) - 2k(x,z)",
        r"\|\phi(x)-\phi(z)\|^2 = k(x,x) + k(z,z) + 2k(x,z)",
        {
            r"\phi": lambda x: np.r_[x, x**2],
            "k": lambda x, z: x @ z + x**2 @ z**2,
            "x": u3,
            "z": v3,
        },
    )
    al7 = np.linalg.solve(Kn + 0.5 * np.eye(7), y)
    yield from pair(
        (
            r"f(\mathbf{x}_*) = \sum_{i=1}^{N} \alpha_i k(\mathbf{x}_*,\mathbf{x}_i), "
            r"\qquad \boldsymbol\alpha = (\mathbf K+\lambda\mathbf I)^{-1}\mathbf y"
        ),
        (
            r"f(\mathbf{x}_*) = \sum_{i=1}^{N} \alpha_i k(\mathbf{x}_*,\mathbf{x}_i), "
            r"\qquad \boldsymbol\alpha = (\mathbf K-\lambda\mathbf I)^{-1}\mathbf y"
        ),
        {
            "f": lambda x: al7 @ np.array([rbf(x, b) for b in X]),
            "k": rbf,
            r"\mathbf K": Kn,
            r"\mathbf{x}_*": u3,
            r"\mathbf x": list(X),
            r"\alpha": al7,
            r"\lambda": 0.5,
            r"\mathbf y": y,
            "N": 7,
        },
    )


def further_kernels() -> Iterator[Case]:
    """Kernels."""
    N = np.random.default_rng(1910).normal
    y4 = N(size=4)
    u3 = N(size=3)
    v3 = N(size=3)

    def rbf(x: Any, y: Any) -> Any:
        return np.exp(-np.sum((x - y) ** 2) / (2 * 0.8**2))

    Xk = N(size=(4, 2))
    Kk = np.array([[rbf(a, b) for b in Xk] for a in Xk])

    def phi2(x: Any) -> Any:
        return np.array([x[0] ** 2, x[1] ** 2, math.sqrt(2) * x[0] * x[1]])

    yield from pair(
        (
            r"\langle\varphi(x),\varphi(z)\rangle = x_1^2z_1^2 + x_2^2z_2^2 + "
            r"2x_1x_2z_1z_2 = (x^{\top}z)^2"
        ),
        (
            r"\langle\varphi(x),\varphi(z)\rangle = x_1^2z_1^2 + x_2^2z_2^2 + "
            r"x_1x_2z_1z_2 = (x^{\top}z)^2"
        ),
        {r"\varphi": phi2, "x": u3[:2], "z": v3[:2]},
    )
    yield from pair(
        r"K_{ij} = \kappa(x_i,x_j), \quad 1\le i,j\le n",
        r"K_{ij} = 1-\kappa(x_i,x_j), \quad 1\le i,j\le n",
        {"K": Kk, r"\kappa": rbf, "x": Xk, "n": 4},
    )
    ks = np.array([rbf(np.ones(2), a) for a in Xk])
    yield from pair(
        (
            r"\mu_* = \mathbf k_*^{\top}(K+\sigma_n^2 I)^{-1}\mathbf y, \qquad "
            r"\sigma_*^2 = k(x_*,x_*) - \mathbf k_*^{\top}(K+\sigma_n^2 I)^{-1}\mathbf "
            r"k_*"
        ),
        (
            r"\mu_* = \mathbf k_*^{\top}(K+\sigma_n^2 I)^{-1}\mathbf y, \qquad "
            r"\sigma_*^2 = k(x_*,x_*) + \mathbf k_*^{\top}(K+\sigma_n^2 I)^{-1}\mathbf "
            r"k_*"
        ),
        {
            r"\mu_*": ks @ np.linalg.solve(Kk + 0.1 * np.eye(4), y4),
            r"\mathbf k_*": ks,
            "K": Kk,
            r"\sigma_n^2": 0.1,
            r"\mathbf y": y4,
            "k": rbf,
            "x_*": np.ones(2),
            r"\sigma_*^2": 1 - ks @ np.linalg.solve(Kk + 0.1 * np.eye(4), ks),
        },
    )
    Hc = np.eye(4) - np.ones((4, 4)) / 4
    yield from pair(
        r"\tilde K = HKH, \quad H = I_n - \tfrac1n\mathbf 1_n\mathbf 1_n^{\top}",
        r"\tilde K = HKH, \quad H = I_n - \mathbf 1_n\mathbf 1_n^{\top}",
        {r"\tilde K": Hc @ Kk @ Hc, "H": Hc, "K": Kk, "n": 4},
    )

    def kp(x: Any, y: Any) -> Any:
        return (x @ y + 1.5) ** 3

    yield from pair(
        (r"\sum_{m=0}^{3}\binom{3}{m}c^{3-m}(x^{\top}y)^{m} = (x^{\top}y+c)^3 = " r"k_3(x,y)"),
        (r"\sum_{m=0}^{3}\binom{3}{m}c^{m}(x^{\top}y)^{m} = (x^{\top}y+c)^3 = " r"k_3(x,y)"),
        {"k_3": kp, "c": 1.5, "x": u3, "y": v3},
    )


CASES = collected(kernels, more_kernels, further_kernels)
