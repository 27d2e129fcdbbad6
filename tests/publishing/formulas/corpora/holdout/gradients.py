"""Gradients, Jacobians and Hessians."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def grad(f: Any, x: Any, h: Any = 1e-05) -> Any:
    x = np.asarray(x, float)
    g = None
    for idx in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[idx] = h
        d = (np.asarray(f(x + e), float) - np.asarray(f(x - e), float)) / (2 * h)
        if g is None:
            g = np.zeros(d.shape + x.shape)
        g[(..., *idx)] = d
    return g


def gradients_and_jacobians() -> Iterator[Case]:
    """Gradients and Jacobians."""
    A = np.array([[2.0, 1, -0.5], [0.3, 1, 4], [-1, 0.6, 3]])
    b = np.array([1.0, -2, 0.5])
    x = np.array([0.7, -1.1, 1.9])
    S = A + A.T
    N: dict[str, object] = {"A": A, "b": b, "x": x}
    yield true(r"\nabla_x \left( x^\top A x \right) = (A + A^\top)\, x", N)
    yield false(r"\nabla_x \left( x^\top A x \right) = 2 A x", N)

    def q(u: Any) -> Any:
        return 0.5 * u @ S @ u - b @ u

    yield true(
        r"f(x) = \tfrac12 x^T Q x - b^T x, \qquad \nabla f(x) = Qx - b, \qquad \nabla^2 "
        r"f(x) = Q",
        {"f": q, "Q": S, "b": b, "x": x},
    )
    yield false(r"\nabla f(x) = \tfrac12 Qx - b", {"f": q, "Q": S, "b": b, "x": x})
    yield true(
        r"\frac{\partial}{\partial \mathbf{x}} \|\mathbf{x} - \mathbf{a}\|_2 = "
        r"\frac{\mathbf{x} - \mathbf{a}}{\|\mathbf{x} - \mathbf{a}\|_2}",
        {r"\mathbf{x}": x, r"\mathbf{a}": b},
    )
    yield false(
        r"\frac{\partial}{\partial \mathbf{x}} \|\mathbf{x} - \mathbf{a}\|_2 = "
        r"2(\mathbf{x} - \mathbf{a})",
        {r"\mathbf{x}": x, r"\mathbf{a}": b},
    )
    yield true(r"f(x, y) = x^2 + xy + y^2", {"f": lambda x, y: x * x + x * y + y * y})
    yield false(r"f(x, y) = x^2 + 2xy + y^2", {"f": lambda x, y: x * x + x * y + y * y})

    def f(x: Any, y: Any) -> Any:
        return x**2 * y + np.sin(y)

    yield true(
        r"\frac{\partial f}{\partial x}(x, y) = 2xy, \qquad \frac{\partial f}{\partial "
        r"y}(x, y) = x^2 + \cos y",
        {"f": f},
    )
    yield false(r"\nabla f(x, y) = \begin{bmatrix} x^2 + \cos y \\ 2xy \end{bmatrix}", {"f": f})

    def g(x: Any, y: Any) -> Any:
        return x**2 + 3 * x * y

    yield true(r"\nabla f(1, 2) = \begin{pmatrix} 8 \\ 3 \end{pmatrix}", {"f": g})
    yield false(r"\nabla f(1, 2) = \begin{pmatrix} 8 \\ 6 \end{pmatrix}", {"f": g})
    W = np.array([[1.0, -0.4, 2], [0.5, 1.3, -1]])
    c = np.array([0.2, -0.6])

    def h(u: Any) -> Any:
        return np.tanh(W @ u + c)

    Jm = np.diag(1 - h(x) ** 2) @ W
    yield true(
        r"\mathbf{J}_{\mathbf f} = \frac{\partial \mathbf{f}}{\partial \mathbf{x}} = "
        r"\operatorname{diag}\bigl(1 - \tanh^2(\mathbf{W}\mathbf{x} + "
        r"\mathbf{c})\bigr)\,\mathbf{W}",
        {
            r"\mathbf{J}_{\mathbf f}": Jm,
            "f": lambda x: np.tanh(W @ x + c),
            "x": x,
            r"\mathbf{W}": W,
            r"\mathbf{c}": c,
        },
    )
    yield false(
        r"\frac{\partial \mathbf{f}}{\partial \mathbf{x}} = "
        r"\mathbf{W}\operatorname{diag}\bigl(1 - \tanh^2(\mathbf{x})\bigr)",
        {"f": lambda x: np.tanh(W @ x + c), "x": x, r"\mathbf{W}": W, r"\mathbf{c}": c},
    )
    yield true(
        r"\frac{\partial f_i}{\partial x_j} = w_{ij}", {"f": lambda x: W @ x + c, "x": x, "w": W}
    )
    Wq = np.array([[1.0, -0.4], [0.5, 1.3]])
    yield false(
        r"\frac{\partial f_i}{\partial x_j} = w_{ji}",
        {"f": lambda x: Wq @ x + c, "x": np.array([0.3, 0.9]), "w": Wq},
    )
    X = np.array([[1.2, 0.3, -0.5], [0.1, 2.0, 0.4], [0.7, -0.2, 1.5]])
    yield true(
        r"\frac{\partial}{\partial \mathbf{X}} \operatorname{tr}(\mathbf{A}\mathbf{X}) = "
        r"\mathbf{A}^{\mathrm T}",
        {r"\mathbf{A}": A, r"\mathbf{X}": X},
    )
    yield false(r"\nabla_X \operatorname{tr}(X^\top A X) = A^\top X + X A", {"A": A, "X": X})
    yield true(r"\nabla_X \log\det X = X^{-\top}", {"X": X})
    yield false(r"\nabla_X \log\det X = X^{-1}", {"X": X})
    yield true(
        r"D_v f(x) = \nabla f(x)^\top v",
        {
            "f": q,
            "D_v f(x)": float((S @ x - b) @ np.array([1.0, 0, 2])),
            "x": x,
            "v": np.array([1.0, 0, 2]),
        },
    )
    yield false(r"f'(x) = 3x^2", {"f": lambda x: x**2 + x}, point={"x": 1.0})
    yield true(r"\frac{d}{dx} x^n = n x^{n-1}", {"n": 5})
    yield false(
        r"\frac{d}{dx}\left[ \frac{f(x)}{g(x)} \right] = \frac{f(x)g'(x) - "
        r"f'(x)g(x)}{g(x)^2}",
        {"f": lambda x: np.sin(x), "g": lambda x: x**2 + 1},
    )


def hessians() -> Iterator[Case]:
    """Hessians."""

    def rosenbrock(x: Any) -> Any:
        return 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2

    x = np.array([-1.2, 1.0])
    yield true(
        r"\nabla^2 f(x) = \begin{bmatrix} 1200x_1^2 - 400x_2 + 2 & -400x_1 \\ -400x_1 & "
        r"200 \end{bmatrix}",
        {"f": rosenbrock, "x": x},
    )
    yield false(
        r"\nabla f(x) = \begin{bmatrix} -400x_1(x_2 - x_1^2) + 2(1 - x_1) \\ 200(x_2 - "
        r"x_1^2) \end{bmatrix}",
        {"f": rosenbrock, "x": x},
    )

    def g(x: Any, y: Any) -> Any:
        return x**3 * y + y**2

    yield true(
        r"\frac{\partial^2 f}{\partial x^2} = 6xy, \quad \frac{\partial^2 f}{\partial "
        r"x\,\partial y} = 3x^2, \quad \frac{\partial^2 f}{\partial y^2} = 2",
        {"f": g, "x": 1.3, "y": -0.8},
    )
    yield false(r"\frac{\partial^2 f}{\partial x\,\partial y} = 6xy", {"f": g, "x": 1.3, "y": -0.8})
    H = np.array([[3.0, 1, 0.2], [1, 2, -0.7], [0.2, -0.7, 4]])
    v = np.array([0.4, 1.1, -0.9])

    def f(x: Any) -> Any:
        return 0.5 * x @ H @ x + np.sum(x**4)

    Hv = H + np.diag(12 * v**2)
    N: dict[str, object] = {
        "f": lambda x: 0.5 * x @ H @ x + np.sum(x**4),
        "x": v,
        "H": Hv,
        "h": H,
        r"\delta": np.eye(3),
    }
    yield true(r"H_{ij} = \frac{\partial^2 f}{\partial x_i\,\partial x_j}", N)
    yield false(
        r"\frac{\partial^2 f}{\partial x_i\,\partial x_j} = h_{ij} + 4 x_i^3 \delta_{ij}", N
    )
    yield true(
        r"\frac{\partial^2 f}{\partial x_i\,\partial x_j} = \frac{\partial^2 f}{\partial "
        r"x_j\,\partial x_i} = h_{ij} + 12 x_i^2 \delta_{ij}",
        N,
    )
    yield false(
        r"\nabla^2 f(x) = H + 12\operatorname{diag}(x_1^2, \ldots, x_{n-1}^2, 0)",
        {"f": N["f"], "x": v, "H": H, "n": 3},
    )
    u = np.array([0.5, -0.2, 0.3])
    yield true(
        r"\nabla^2 \|x\|_2 = \frac{1}{\|x\|_2}\left( I - \frac{x x^\top}{\|x\|_2^2} "
        r"\right)",
        {"x": v, "I": np.eye(3)},
    )
    yield false(
        r"\nabla^2 \|x\|_2 = \frac{1}{\|x\|_2}\left( I - \frac{x x^\top}{\|x\|_2} \right)",
        {"x": v, "I": np.eye(3)},
    )
    gx = grad(f, v)
    p = -np.linalg.solve(Hv, gx)
    lam2 = gx @ np.linalg.solve(Hv, gx)
    M: dict[str, object] = {
        "f": f,
        "x": v,
        r"\Delta x_{\mathrm{nt}}": p,
        r"\lambda(x)": np.sqrt(lam2),
    }
    yield true(r"\Delta x_{\mathrm{nt}} = -\nabla^2 f(x)^{-1} \nabla f(x)", M)
    yield false(r"\lambda(x)^2 = \nabla f(x)^T \nabla^2 f(x)\, \nabla f(x)", M)
    yield true(
        r"p^{\mathrm N}_k = -\bigl(\nabla^2 f_k\bigr)^{-1} \nabla f_k",
        {r"p^{\mathrm N}_k": p, r"\nabla^2 f_k": Hv, r"\nabla f_k": gx},
    )
    yield false(
        r"f(x + p) \approx f(x) + \nabla f(x)^\top p + p^\top \nabla^2 f(x)\, p",
        {"f": f, "x": v, "p": u},
    )
    yield true(
        r"m(p) = f(x) + \nabla f(x)^\top p + \tfrac{1}{2} p^\top \nabla^2 f(x)\, p",
        {"f": f, "x": v, "m": lambda p: f(v) + gx @ p + 0.5 * p @ Hv @ p},
    )
    yield false(
        r"\nabla m(p) = \nabla f(x) + \tfrac{1}{2}\nabla^2 f(x)\, p",
        {"f": f, "x": v, "m": lambda p: f(v) + gx @ p + 0.5 * p @ Hv @ p, "p": u},
    )


CASES = collected(gradients_and_jacobians, hessians)
