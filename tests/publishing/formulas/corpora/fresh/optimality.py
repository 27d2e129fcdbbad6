"""Optimality conditions."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import spd

__all__ = ["CASES"]


def optimality_conditions() -> Iterator[Case]:
    """Optimality conditions and steps of algorithms."""
    N = np.random.default_rng(1906).normal
    A23 = N(size=(2, 3))
    b2_ = N(size=2)
    KT = {
        "f_0": lambda x: x @ x,
        "f": [lambda x: 2 - x[0], lambda x: x[1] - 5],
        "h": [lambda x: x[0] + x[2] - 3],
        "x^\\star": np.array([2.0, 0.0, 1.0]),
        "\\lambda^\\star": np.array([2.0, 0.0]),
        "\\nu^\\star": np.array([-2.0]),
        "m": 2,
        "p": 1,
    }
    yield from pair(
        (
            r"\nabla f_0(x^\star) + \sum_{i=1}^{m} \lambda_i^\star \nabla f_i(x^\star) "
            r"+ \sum_{i=1}^{p} \nu_i^\star \nabla h_i(x^\star) = 0"
        ),
        (
            r"\nabla f_0(x^\star) - \sum_{i=1}^{m} \lambda_i^\star \nabla f_i(x^\star) "
            r"+ \sum_{i=1}^{p} \nu_i^\star \nabla h_i(x^\star) = 0"
        ),
        KT,
    )
    yield from pair(
        r"\lambda_i^\star f_i(x^\star) = 0, \quad i=1,\ldots,m.",
        r"\lambda_i^\star + f_i(x^\star) = 0, \quad i=1,\ldots,m.",
        KT,
    )
    yield from pair(
        (
            r"g(\nu) = \inf_{x} \left( x^T x + \nu^T(Ax-b) \right) = -\tfrac14\,\nu^T A "
            r"A^T \nu - b^T\nu"
        ),
        (
            r"g(\nu) = \inf_{x} \left( x^T x + \nu^T(Ax-b) \right) = -\tfrac14\,\nu^T A "
            r"A^T \nu + b^T\nu"
        ),
        {
            "g": lambda nu: -(A23.T @ nu) @ (A23.T @ nu) / 4 - b2_ @ nu,
            r"\nu": np.array([0.7, -1.1]),
            "A": A23,
            "b": b2_,
        },
    )


def more_optimality_conditions() -> Iterator[Case]:
    """Optimality conditions and steps of algorithms."""
    N = np.random.default_rng(1908).normal
    u3, _v3, w3 = N(size=(3, 3))
    S3 = spd(3, 1)
    b3, _c3 = N(size=(2, 3))
    A23 = N(size=(2, 3))
    b2 = N(size=2)
    c3_ = N(size=3)
    KK = np.block([[S3, -A23.T], [A23, np.zeros((2, 2))]])
    sol = np.linalg.solve(KK, np.r_[-c3_, b2])
    KT = {
        "f": lambda x: (x[0] - 2) ** 2 + (x[1] - 1) ** 2,
        "c": [lambda x: 2 - x[0] - x[1], lambda x: x[0]],
        "x": np.array([1.7, 0.3]),
        "\\lambda": np.array([0.8, 0.3]),
        "x^*": np.array([1.5, 0.5]),
        "\\lambda^*": np.array([1.0, 0.0]),
        "m": 2,
        "\\mathcal{L}": lambda x, lam: (
            (x[0] - 2) ** 2 + (x[1] - 1) ** 2 - lam[0] * (2 - x[0] - x[1]) - lam[1] * x[0]
        ),
    }
    yield from pair(
        r"\mathcal{L}(x,\lambda) = f(x) - \sum_{i=1}^{m}\lambda_i c_i(x)",
        r"\mathcal{L}(x,\lambda) = f(x) + \sum_{i=1}^{m}\lambda_i c_i(x)",
        KT,
    )
    yield from pair(
        (
            r"\begin{aligned} \nabla_x\mathcal{L}(x^*,\lambda^*) &= 0, \\ c_i(x^*) &\ge "
            r"0, \quad i = 1,\dots,m, \\ \lambda_i^* &\ge 0, \quad i = 1,\dots,m, \\ "
            r"\lambda_i^* c_i(x^*) &= 0, \quad i = 1,\dots,m. \end{aligned}"
        ),
        (
            r"\begin{aligned} \nabla_x\mathcal{L}(x^*,\lambda^*) &= 0, \\ c_i(x^*) &\le "
            r"0, \quad i = 1,\dots,m, \\ \lambda_i^* &\ge 0, \quad i = 1,\dots,m, \\ "
            r"\lambda_i^* c_i(x^*) &= 0, \quad i = 1,\dots,m. \end{aligned}"
        ),
        KT,
    )
    yield from pair(
        r"\nabla f(x^*) = \sum_{i=1}^{m}\lambda_i^*\nabla c_i(x^*)",
        r"\nabla f(x^*) = -\sum_{i=1}^{m}\lambda_i^*\nabla c_i(x^*)",
        KT,
    )
    yield from pair(
        (
            r"x^* = \arg\min_{x}\; (x_1-2)^2 + (x_2-1)^2 \quad \text{s.t.}\quad x_1 + "
            r"x_2 \le 2,\; x_1 \ge 0"
        ),
        (
            r"x^* = \arg\min_{x}\; (x_1-2)^2 + (x_2-1)^2 \quad \text{s.t.}\quad x_1 + "
            r"x_2 \le 3,\; x_1 \ge 0"
        ),
        {"x^*": np.array([1.5, 0.5])},
    )
    yield from pair(
        r"x^\star = \arg\min_{x} \{\, c^T x + \tfrac12 x^T G x \;:\; Ax = b \,\}",
        r"x^\star = \arg\min_{x} \{\, -c^T x + \tfrac12 x^T G x \;:\; Ax = b \,\}",
        {"G": S3, "A": A23, r"x^\star": sol[:3], "c": c3_, "b": b2},
    )

    def fx(x: Any) -> Any:
        return np.sum(np.exp(x)) + x @ S3 @ x / 2

    def gx(x: Any) -> Any:
        return np.exp(x) + S3 @ x

    pk = -np.linalg.solve(np.diag(np.exp(u3)) + S3, gx(u3))
    yield from pair(
        r"\nabla^2 f(x_k)\,p_k = -\nabla f(x_k)",
        r"\nabla^2 f(x_k)\,p_k = \nabla f(x_k)",
        {"f": fx, "x_k": u3, "p_k": pk},
    )
    r0 = S3 @ u3 - b3
    p0 = -r0
    al0 = r0 @ r0 / (p0 @ S3 @ p0)
    r1 = r0 + al0 * S3 @ p0
    be1 = r1 @ r1 / (r0 @ r0)
    yield from pair(
        (
            r"\alpha_k = \frac{r_k^T r_k}{p_k^T A p_k}; \quad r_{k+1} = r_k + \alpha_k "
            r"A p_k; \quad \beta_{k+1} = \frac{r_{k+1}^T r_{k+1}}{r_k^T r_k}"
        ),
        (
            r"\alpha_k = \frac{r_k^T r_k}{p_k^T A p_k}; \quad r_{k+1} = r_k - \alpha_k "
            r"A p_k; \quad \beta_{k+1} = \frac{r_{k+1}^T r_{k+1}}{r_k^T r_k}"
        ),
        {r"\alpha_k": al0, "r_k": r0, "p_k": p0, "A": S3, "r_{k+1}": r1, r"\beta_{k+1}": be1},
    )
    yield from pair(
        r"x^{(k+1)} := x^{(k)} - t\,\nabla f(x^{(k)})",
        r"x^{(k+1)} := x^{(k)} + t\,\nabla f(x^{(k)})",
        {"x^{(k+1)}": u3 - 0.1 * gx(u3), "x^{(k)}": u3, "t": 0.1, "f": fx},
    )
    yield from pair(
        (
            r"v_{t+1} = \mu v_t - \eta\nabla L(\theta_t), \quad \theta_{t+1} = \theta_t "
            r"+ v_{t+1}"
        ),
        (
            r"v_{t+1} = \mu v_t - \eta\nabla L(\theta_t), \quad \theta_{t+1} = \theta_t "
            r"- v_{t+1}"
        ),
        {
            "v_{t+1}": 0.9 * w3 - 0.1 * gx(u3),
            "v_t": w3,
            r"\mu": 0.9,
            r"\eta": 0.1,
            "L": fx,
            r"\theta_t": u3,
            r"\theta_{t+1}": u3 + 0.9 * w3 - 0.1 * gx(u3),
        },
    )
    yield from pair(
        r"x_{n+1} = x_n - \frac{f(x_n)}{f'(x_n)} \approx 1.4167",
        r"x_{n+1} = x_n - \frac{f(x_n)}{f'(x_n)} \approx 1.4166",
        {"x_{n+1}": 17 / 12, "x_n": 1.5, "f": lambda x: x**2 - 2},
    )
    xsv = np.array([[1.0, 2.0], [-1.0, 0.0], [4.0, 1.0]])
    ysv = np.array([1.0, -1.0, 1.0])
    yield from pair(
        (
            r"\widetilde{L}(\mathbf{a}) = \sum_{n=1}^N a_n - "
            r"\frac12\sum_{n=1}^N\sum_{m=1}^N a_na_mt_nt_mk(\mathbf{x}_n,\mathbf{x}_m)"
        ),
        (
            r"\widetilde{L}(\mathbf{a}) = \sum_{n=1}^N a_n - \sum_{n=1}^N\sum_{m=1}^N "
            r"a_na_mt_nt_mk(\mathbf{x}_n,\mathbf{x}_m)"
        ),
        {
            r"\widetilde{L}": lambda a: a.sum() - a * ysv @ (xsv @ xsv.T) @ (a * ysv) / 2,
            "a": np.array([0.3, 0.2, 0.1]),
            "t": ysv,
            "k": lambda x, z: x @ z,
            r"\mathbf x": list(xsv),
            "N": 3,
        },
    )
    yield from pair(
        r"\max(0, 1 - y_i(w^\top x_i + b)) = \xi_i \quad \forall i",
        r"\max(0, 1 + y_i(w^\top x_i + b)) = \xi_i \quad \forall i",
        {
            "y": ysv,
            "w": np.array([0.5, 0.5]),
            "x": list(xsv),
            "b": -0.4,
            r"\xi": np.maximum(0, 1 - ysv * (xsv @ np.array([0.5, 0.5]) - 0.4)),
        },
    )


def optimality_systems() -> Iterator[Case]:
    """Optimality conditions."""

    def f2(x: Any) -> Any:
        return (x[0] - 2) ** 2 + (x[1] - 1) ** 2

    def g1(x: Any) -> Any:
        return x[0] + x[1] - 2

    def g2(x: Any) -> Any:
        return x[0] - 3

    kk = {
        "f": f2,
        "g": [g1, g2],
        "\\lambda": np.array([1.0, 0.0]),
        "x^*": np.array([1.5, 0.5]),
        "\\lambda^*": np.array([1.0, 0.0]),
        "m": 2,
    }
    yield from pair(
        (
            r"\lambda_i^* \ge 0,\quad g_i(x^*)\le 0,\quad \lambda_i^* g_i(x^*) = 0 "
            r"\qquad (i=1,\dots,m)"
        ),
        (
            r"\lambda_i^* \ge 0,\quad g_i(x^*)\ge 0,\quad \lambda_i^* g_i(x^*) = 0 "
            r"\qquad (i=1,\dots,m)"
        ),
        kk,
    )

    def lagrangian(x: Any, mu: Any) -> Any:
        return f2(x) + mu * g1(x)

    yield from pair(
        (r"\nabla_x\mathcal L(x^*,\mu^*) = 0, \qquad \nabla_\mu\mathcal L(x^*,\mu^*) " r"= 0"),
        (r"\nabla_x\mathcal L(x^*,\mu^*) = 0, \qquad \nabla_\mu\mathcal L(x^*,\mu^*) " r"= 2"),
        {r"\mathcal L": lagrangian, "x^*": np.array([1.5, 0.5]), r"\mu^*": 1.0},
    )


CASES = collected(optimality_conditions, more_optimality_conditions, optimality_systems)
