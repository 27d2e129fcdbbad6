"""Optimality conditions, support vector machines, kernels."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def kkt_and_lagrangians() -> Iterator[Case]:
    """KKT and Lagrangians."""
    P = np.array([[4.0, 1, 0.5], [1, 3, -0.2], [0.5, -0.2, 2]])
    q = np.array([1.0, -2, 0.5])
    A = np.array([[1.0, 1, 1], [1, -1, 2]])
    b = np.array([1.0, 0.5])
    KK = np.block([[P, A.T], [A, np.zeros((2, 2))]])
    sol = np.linalg.solve(KK, np.concatenate([-q, b]))
    x, nu = (sol[:3], sol[3:])
    N: dict[str, object] = {"P": P, "q": q, "A": A, "b": b, r"x^\star": x, r"\nu^\star": nu}
    yield true(
        r"\begin{bmatrix} P & A^T \\ A & 0 \end{bmatrix} \begin{bmatrix} x^\star \\ "
        r"\nu^\star \end{bmatrix} = \begin{bmatrix} -q \\ b \end{bmatrix}",
        N,
    )
    yield false(
        r"\begin{bmatrix} P & A^T \\ A & 0 \end{bmatrix} \begin{bmatrix} x^\star \\ "
        r"\nu^\star \end{bmatrix} = \begin{bmatrix} q \\ b \end{bmatrix}",
        N,
    )
    yield true(r"P x^\star + q + A^T \nu^\star = 0, \qquad A x^\star = b.", N)
    yield false(r"P x^\star + q - A^T \nu^\star = 0", N)
    xs = np.array([1.5, 0.5])

    def f0(x: Any) -> Any:
        return (x[0] - 2) ** 2 + (x[1] - 1) ** 2

    def f1(x: Any) -> Any:
        return x[0] + x[1] - 2

    def f2(x: Any) -> Any:
        return -x[0]

    K: dict[str, object] = {
        "f_0": f0,
        "f_1": f1,
        "f_2": f2,
        r"x^\star": xs,
        r"\lambda_1^\star": 1.0,
        r"\lambda_2^\star": 0.0,
    }
    yield true(
        r"\nabla f_0(x^\star) + \lambda_1^\star \nabla f_1(x^\star) + \lambda_2^\star "
        r"\nabla f_2(x^\star) = 0",
        K,
    )
    yield false(
        r"\nabla f_0(x^\star) = \lambda_1^\star \nabla f_1(x^\star) + \lambda_2^\star "
        r"\nabla f_2(x^\star)",
        K,
    )
    yield true(
        r"\lambda_i^\star \ge 0, \quad f_i(x^\star) \le 0, \quad \lambda_i^\star "
        r"f_i(x^\star) = 0, \qquad i = 1, \ldots, m",
        {
            "f_1": f1,
            "f_2": f2,
            "f": [f1, f2],
            r"x^\star": xs,
            r"\lambda^\star": np.array([1.0, 0.0]),
            "m": 2,
        },
    )
    yield false(r"\lambda_1^\star f_1(x^\star) > 0", K)
    c = 3.0

    def lagrangian(x: Any, y: Any, nu: Any) -> Any:
        return x**2 + y**2 + nu * (x + y - c)

    yield true(r"\mathcal{L}(x, y, \nu) = x^2 + y^2 + \nu(x + y - 3)", {r"\mathcal{L}": lagrangian})
    yield false(
        r"\mathcal{L}(x, y, \nu) = x^2 + y^2 - \nu(x + y - 3)", {r"\mathcal{L}": lagrangian}
    )
    yield true(
        r"\frac{\partial \mathcal{L}}{\partial x}(x^*, y^*, \nu^*) = 2x^* + \nu^* = 0",
        {r"\mathcal{L}": lagrangian, "x_star": 1.5, "y_star": 1.5, "nu_star": -3.0},
    )
    yield true(
        r"g(\nu) = -\tfrac{1}{2}\nu^2 - 3\nu, \qquad g(-3) = \tfrac{9}{2}",
        {"g": lambda nu: -0.5 * nu**2 - 3 * nu},
    )
    yield false(r"g(\nu) = -\tfrac{1}{4}\nu^2 - 3\nu", {"g": lambda nu: -0.5 * nu**2 - 3 * nu})
    xl = A.T @ np.linalg.solve(A @ A.T, b)
    nul = -2 * np.linalg.solve(A @ A.T, b)

    def gd(nu: Any) -> Any:
        return -0.25 * nu @ (A @ A.T) @ nu - b @ nu

    D: dict[str, object] = {
        "A": A,
        "b": b,
        "g": gd,
        r"p^\star": xl @ xl,
        r"d^\star": gd(nul),
        r"\nu^\star": nul,
        r"x^\star": xl,
    }
    yield true(
        r"g(\nu) = -\tfrac{1}{4}\nu^T A A^T \nu - b^T \nu, \qquad d^\star = g(\nu^\star) "
        r"= p^\star",
        D,
    )
    yield false(
        r"d^\star = \max_{\nu} \left( -\tfrac{1}{4}\nu^T A A^T \nu + b^T \nu \right) = "
        r"-p^\star",
        D,
    )
    yield true(r"x^\star = -\tfrac{1}{2} A^T \nu^\star", D)
    yield false(r"x^\star = \tfrac{1}{2} A^T \nu^\star", D)
    yield true(
        r"(\mu^*)^\top g(x^*) = 0, \qquad g(x^*) \le 0",
        {
            r"\mu^*": np.array([2.0, 0.0]),
            "x_star": xs,
            "g": lambda x: np.array([x[0] + x[1] - 2, x[0] - 2.5]),
        },
    )
    yield false(
        r"g(x^*) \ge 0", {"x_star": xs, "g": lambda x: np.array([x[0] + x[1] - 2, x[0] - 2.5])}
    )


def support_vector_machines() -> Iterator[Case]:
    """Support vector machines."""
    X = np.array([[3.0, 1.0], [4.0, 0.0], [1.0, -1.0], [0.0, -0.5]])
    y = np.array([1.0, 1, -1, -1])
    al = np.array([0.25, 0, 0.25, 0])
    w = al * y @ X
    b = -1.0
    N: dict[str, object] = {"alpha": al, "y": y, "x": list(X), "w": w, "b": b, "n": 4}
    yield true(r"w = \sum_{i=1}^{n} \alpha_i y_i x_i, \qquad \sum_{i=1}^{n} \alpha_i y_i = 0", N)
    yield false(r"w = \sum_{i=1}^{n} \alpha_i x_i", N)
    yield true(r"y_i(w^\top x_i + b) \ge 1, \qquad i = 1, \dots, n", N)
    yield false(r"y_i(w^\top x_i + b) > 1 \quad \text{for all } i", {**N, "w": w, "b": b})
    yield true(
        r"\frac{1}{2}\|w\|^2 = \sum_{i=1}^{n}\alpha_i - "
        r"\frac{1}{2}\sum_{i=1}^{n}\sum_{j=1}^{n} \alpha_i\alpha_j y_i y_j x_i^\top x_j",
        N,
    )
    yield false(
        r"\frac{1}{2}\|w\|^2 = \sum_{i=1}^{n}\alpha_i - \sum_{i<j} \tfrac{1}{2} "
        r"\alpha_i\alpha_j y_i y_j x_i^\top x_j",
        {**N, "alpha": np.array([0.25, 0.1, 0.3, 0.05])},
    )
    wv = np.array([0.3, -0.4])
    bv = 0.2
    sl = np.maximum(0, 1 - y * (X @ wv + bv))
    C = 2.0

    def hinge_objective(w: Any, b: Any) -> Any:
        return 0.5 * w @ w + C * np.maximum(0, 1 - y * (X @ w + b)).sum()

    M: dict[str, object] = {
        "J": hinge_objective,
        "x": list(X),
        "y": y,
        "C": C,
        "n": 4,
        "xi": sl,
        r"\mathbf{w}": wv,
        "b": bv,
    }
    yield true(
        r"J(\mathbf{w}, b) = \tfrac{1}{2}\|\mathbf{w}\|^2 + C\sum_{i=1}^{n} "
        r"\max\bigl(0,\, 1 - y_i(\mathbf{w}^{\top}x_i + b)\bigr)",
        M,
    )
    yield false(
        r"J(\mathbf{w}, b) = \tfrac{1}{2}\|\mathbf{w}\| + C\sum_{i=1}^{n} \max\bigl(0,\, "
        r"1 - y_i(\mathbf{w}^{\top}x_i + b)\bigr)",
        M,
    )
    yield true(
        r"\nabla_w J(w, b) = w - C \sum_{i:\, y_i(w^\top x_i + b) < 1} y_i x_i",
        {"J": hinge_objective, "w": wv, "b": bv, "C": C, "x": list(X), "y": y},
    )
    yield false(
        r"\nabla_w J(w, b) = w - C \sum_{i=1}^{n} y_i x_i",
        {"J": hinge_objective, "w": wv, "b": bv, "C": C, "x": list(X), "y": y, "n": 4},
    )
    yield true(
        r"\xi_i = \max\{0,\; 1 - y_i f(x_i)\} \ge 0",
        {"f": lambda x: wv @ x + bv, "x": list(X), "y": y, "xi": sl},
    )
    yield false(
        r"\xi_i = \max\{0,\; 1 + y_i f(x_i)\}",
        {"f": lambda x: wv @ x + bv, "x": list(X), "y": y, "xi": sl},
    )
    yield true(
        r"\text{margin} = \frac{2}{\|w\|_2} = \frac{2}{\sqrt{0.5^2 + 0.5^2}} \approx 2.83",
        {r"\text{margin}": 2 / np.linalg.norm(w), "w": w},
    )
    yield false(r"\frac{1}{\|w\|_2} = \frac{1}{\sqrt{0.5^2 + 0.5^2}} \approx 1.42", {"w": w})


def kernels() -> Iterator[Case]:
    """Kernels."""
    x = np.array([1.0, -0.5, 2.0])
    z = np.array([0.3, 1.2, -0.7])
    s = 1.3

    def k(x: Any, y: Any) -> Any:
        return np.exp(-np.sum((x - y) ** 2) / (2 * s**2))

    N: dict[str, object] = {"k": k, "x": x, "x'": z, "sigma": s}
    yield true(r"k(x, x') = \exp\left( -\frac{\|x - x'\|^2}{2\sigma^2} \right)", N)
    yield false(r"k(x, x') = \exp\left( -\frac{\|x - x'\|}{2\sigma^2} \right)", N)
    yield true(
        r"\|\phi(x) - \phi(x')\|^2 = k(x, x) - 2k(x, x') + k(x', x')",
        {
            "k": lambda x, y: (x @ y) ** 2,
            r"\phi": lambda x: np.outer(x, x).ravel(),
            "x": x,
            "x'": z,
        },
    )
    yield false(
        r"\|\phi(x) - \phi(x')\|^2 = k(x, x) + 2k(x, x') + k(x', x')",
        {
            "k": lambda x, y: (x @ y) ** 2,
            r"\phi": lambda x: np.outer(x, x).ravel(),
            "x": x,
            "x'": z,
        },
    )

    def ph(x: Any) -> Any:
        return np.array([x[0] ** 2, np.sqrt(2) * x[0] * x[1], x[1] ** 2])

    u, v = (np.array([1.0, 2.0]), np.array([-0.5, 3.0]))
    yield true(
        r"(\mathbf{x}^\top\mathbf{z})^2 = x_1^2 z_1^2 + 2x_1z_1x_2z_2 + x_2^2z_2^2 = "
        r"\boldsymbol{\phi}(\mathbf{x})^\top\boldsymbol{\phi}(\mathbf{z})",
        {"x": u, "z": v, r"\boldsymbol{\phi}": ph},
    )
    yield false(
        r"(\mathbf{x}^\top\mathbf{z})^2 = x_1^2 z_1^2 + x_1z_1x_2z_2 + x_2^2z_2^2", {"x": u, "z": v}
    )
    yield true(
        r"\phi(x) = \begin{bmatrix} x_1^2 \\ \sqrt{2}\,x_1x_2 \\ x_2^2 \end{bmatrix}",
        {"phi": ph, "x": u},
    )
    yield false(
        r"\phi(x) = \begin{bmatrix} x_1^2 \\ 2\,x_1x_2 \\ x_2^2 \end{bmatrix}", {"phi": ph, "x": u}
    )
    Xs = [np.array([0.0, 1]), np.array([1.0, -1]), np.array([2.0, 0.5]), np.array([-1.0, 0.3])]
    K = np.array([[k(a, b) for b in Xs] for a in Xs])
    t = np.array([1.0, 0.5, -1, 2])
    lam = 0.3
    a: Any = np.linalg.solve(K + lam * np.eye(4), t)
    xq = np.array([0.5, 0.4])
    kv = np.array([k(p, xq) for p in Xs])
    G: dict[str, object] = {
        "k": k,
        "x": Xs,
        "K": K,
        r"\mathbf{K}": K,
        "N": 4,
        r"\mathbf{t}": t,
        r"\mathbf{a}": a,
        "a": a,
        r"\lambda": lam,
        r"\mathbf{I}_N": np.eye(4),
        r"\mathbf{x}": xq,
        r"\mathbf{k}(\mathbf{x})": kv,
        r"y(\mathbf{x})": kv @ a,
    }
    yield true(r"K_{ij} = k(x_i, x_j)", {"k": k, "x": Xs, "K": K})
    yield true(
        r"y(\mathbf{x}) = \mathbf{k}(\mathbf{x})^{\mathrm T}(\mathbf{K} + "
        r"\lambda\mathbf{I}_N)^{-1}\mathbf{t}",
        G,
    )
    yield false(
        r"y(\mathbf{x}) = \mathbf{k}(\mathbf{x})^{\mathrm T}\mathbf{K}^{-1}(\mathbf{t} + "
        r"\lambda\mathbf{a})",
        G,
    )
    Gx: dict[str, object] = {
        "f": lambda z: sum(a[i] * k(Xs[i], z) for i in range(4)),
        "k": k,
        "x": Xs,
        "alpha": a,
        "n": 4,
        "K": K,
        r"\|f\|_{\mathcal{H}}^2": a @ K @ a,
    }
    yield true(r"f(z) = \sum_{i=1}^{n} \alpha_i k(x_i, z)", {**Gx, "z": xq})
    yield false(r"f(x_j) = \sum_{i=1}^{n} \alpha_j k(x_i, x_j)", Gx)
    yield true(
        r"\sum_{i=1}^{n}\sum_{j=1}^{n} c_i c_j k(x_i, x_j) = \mathbf{c}^\top K \mathbf{c} "
        r"\ge 0",
        {"c": t, "k": k, "x": Xs, "K": K, "n": 4},
    )
    yield false(
        r"\sum_{i<j} c_i c_j k(x_i, x_j) = \tfrac{1}{2}\mathbf{c}^\top K \mathbf{c}",
        {"c": t, "k": k, "x": Xs, "K": K, "n": 4},
    )
    yield false(
        r"k(x, x') = \left(x^\top x' + c\right)^2 = (x^\top x')^2 + c\,x^\top x' + c^2",
        {"k": lambda x, y: (x @ y + 1.5) ** 2, "x": x, "x'": z, "c": 1.5},
    )


CASES = collected(kkt_and_lagrangians, support_vector_machines, kernels)
