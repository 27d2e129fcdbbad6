"""Steps of algorithms."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import spd

__all__ = ["CASES"]


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


CASES = collected(algorithms)
