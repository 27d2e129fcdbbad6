"""Optimality conditions and steps of algorithms."""

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


def algorithms() -> Iterator[Case]:
    """Optimality conditions and steps of algorithms."""
    N = np.random.default_rng(1907).normal
    u3, _v3, _w3 = N(size=(3, 3))
    Q3 = spd(3, 1)
    b3 = N(size=3)

    def fx(x: Any) -> Any:
        return np.sum(np.exp(x)) + x @ Q3 @ x / 2

    def gx(x: Any) -> Any:
        return np.exp(x) + Q3 @ x

    def hessian(x: Any) -> Any:
        return np.diag(np.exp(x)) + Q3

    yield from pair(
        r"\lambda(x)^2 = \nabla f(x)^T \nabla^2 f(x)^{-1} \nabla f(x)",
        r"\lambda(x) = \nabla f(x)^T \nabla^2 f(x)^{-1} \nabla f(x)",
        {
            r"\lambda": lambda x: np.sqrt(gx(x) @ np.linalg.solve(hessian(x), gx(x))),
            "f": fx,
            "x": u3,
        },
    )
    Bk = spd(3, 2)
    sk = N(size=3)
    yk = Q3 @ sk
    Bn = Bk - np.outer(Bk @ sk, Bk @ sk) / (sk @ Bk @ sk) + np.outer(yk, yk) / (yk @ sk)
    yield from pair(
        (
            r"B_{k+1} = B_k - \frac{B_k s_k s_k^T B_k}{s_k^T B_k s_k} + \frac{y_k "
            r"y_k^T}{y_k^T s_k}, \qquad B_{k+1} s_k = y_k"
        ),
        (
            r"B_{k+1} = B_k - \frac{B_k s_k s_k^T B_k}{s_k^T B_k s_k} + \frac{s_k "
            r"s_k^T}{y_k^T s_k}, \qquad B_{k+1} s_k = y_k"
        ),
        {"B_{k+1}": Bn, "B_k": Bk, "s_k": sk, "y_k": yk},
    )
    gk = Q3 @ u3 - b3
    ak = gk @ gk / (gk @ Q3 @ gk)
    yield from pair(
        (
            r"x_{k+1} = x_k - \alpha_k \nabla f(x_k), \qquad \alpha_k = \frac{\nabla "
            r"f(x_k)^T \nabla f(x_k)}{\nabla f(x_k)^T Q\, \nabla f(x_k)}"
        ),
        (
            r"x_{k+1} = x_k - \alpha_k \nabla f(x_k), \qquad \alpha_k = \frac{\nabla "
            r"f(x_k)^T Q\, \nabla f(x_k)}{\nabla f(x_k)^T \nabla f(x_k)}"
        ),
        {
            "f": lambda x: x @ Q3 @ x / 2 - b3 @ x,
            "x_k": u3,
            "x_{k+1}": u3 - ak * gk,
            r"\alpha_k": ak,
            "Q": Q3,
        },
    )
    mt = N(size=3)
    vt = N(size=3) ** 2
    th = N(size=3)
    mh = mt / (1 - 0.9**3)
    vhat = vt / (1 - 0.999**3)
    yield from pair(
        (
            r"\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = "
            r"\frac{v_t}{1-\beta_2^t}, \quad \theta_t = \theta_{t-1} - "
            r"\alpha\,\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}"
        ),
        (
            r"\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = "
            r"\frac{v_t}{1-\beta_2^t}, \quad \theta_t = \theta_{t-1} - "
            r"\alpha\,\frac{\hat m_t}{\hat v_t+\epsilon}"
        ),
        {
            r"\hat m_t": mh,
            "m_t": mt,
            r"\hat v_t": vhat,
            "v_t": vt,
            r"\beta_1": 0.9,
            r"\beta_2": 0.999,
            "t": 3,
            r"\theta_{t-1}": th,
            r"\theta_t": th - 0.01 * mh / (np.sqrt(vhat) + 1e-08),
            r"\alpha": 0.01,
            r"\epsilon": 1e-08,
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


CASES = collected(optimality_conditions, algorithms, more_optimality_conditions)
