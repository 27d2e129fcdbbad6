"""Sums and products, inequalities, identities of scalars and matrices, arithmetic."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def sums_and_products() -> Iterator[Case]:
    """Sums and products."""
    a = np.array([1.5, -0.7, 2.0, 0.4])
    W = np.array([[0.0, 0.5, 1.2, 0.3], [0.5, 0, 0.8, 0.1], [1.2, 0.8, 0, 0.9], [0.3, 0.1, 0.9, 0]])
    N: dict[str, object] = {"a": a, "n": 4}
    yield true(
        r"\left( \sum_{i=1}^{n} a_i \right)^2 = \sum_{i=1}^{n} a_i^2 + 2 \sum_{i<j} a_i "
        r"a_j",
        N,
    )
    yield false(
        r"\left( \sum_{i=1}^{n} a_i \right)^2 = \sum_{i=1}^{n} a_i^2 + \sum_{i<j} a_i a_j", N
    )
    yield true(
        r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}, \qquad \sum_{i=1}^{n} i^2 = "
        r"\frac{n(n+1)(2n+1)}{6}",
        {"n": 6},
    )
    yield false(r"\sum_{i=1}^{n-1} i = \frac{n(n+1)}{2}", {"n": 6})
    yield true(
        r"\log \prod_{i=1}^{n} p_i = \sum_{i=1}^{n} \log p_i",
        {"p": np.array([0.2, 0.5, 0.9]), "n": 3},
    )
    yield false(
        r"\log \prod_{i=1}^{n} p_i = \prod_{i=1}^{n} \log p_i",
        {"p": np.array([0.2, 0.5, 0.9]), "n": 3},
    )
    yield true(r"d_i = \sum_{j \neq i} w_{ij}", {"d": W.sum(1) + 0, "w": W + 2 * np.eye(4)})
    yield false(r"d_i = \sum_{j=1}^{n} w_{ij}", {"d": W.sum(1) + 0, "w": W + 2 * np.eye(4), "n": 4})
    f = a
    Lp = np.diag(W.sum(1)) - W
    yield true(
        r"f^\top L f = \frac{1}{2} \sum_{i=1}^{n} \sum_{j=1}^{n} w_{ij} (f_i - f_j)^2 = "
        r"\sum_{i<j} w_{ij}(f_i - f_j)^2",
        {"L": Lp, "f": f, "w": W, "n": 4},
    )
    yield false(
        r"f^\top L f = \sum_{i=1}^{n} \sum_{j=1}^{n} w_{ij} (f_i - f_j)^2",
        {"L": Lp, "f": f, "w": W, "n": 4},
    )
    yield true(r"\binom{n}{k} = \frac{n!}{k!\,(n-k)!} = 35", {"n": 7, "k": 3})
    yield false(r"\binom{n}{k} = \frac{n!}{(n-k)!} = 35", {"n": 7, "k": 3})
    yield true(r"\sum_{k=0}^{n} \binom{n}{k} p^k (1-p)^{n-k} = 1", {"n": 5, "p": 0.3})
    yield false(r"\sum_{k=1}^{n} \binom{n}{k} p^k (1-p)^{n-k} = 1", {"n": 5, "p": 0.3})
    Aq = np.array([[2.0, -1, 0.5, 1], [0.3, 1, 2, -0.4], [1, 0.6, 1.5, 0.8], [-0.2, 1, 0.7, 3]])
    yield true(
        r"x^\top A x = \sum_{i=1}^{n} \sum_{j=1}^{n} a_{ij} x_i x_j = \sum_{i=1}^{n} "
        r"a_{ii} x_i^2 + \sum_{i \neq j} a_{ij} x_i x_j",
        {"A": Aq, "a": Aq, "x": a, "n": 4},
    )
    yield false(
        r"x^\top A x = \sum_{i=1}^{n} a_{ii} x_i^2 + 2\sum_{i < j} a_{ij} x_i x_j",
        {"A": Aq, "a": Aq, "x": a, "n": 4},
    )


def convexity_and_inequalities() -> Iterator[Case]:
    """Convexity and inequalities."""

    def f(x: Any) -> Any:
        return np.log(np.exp(x).sum()) + x @ x

    x = np.array([1.0, -0.5])
    y = np.array([-0.8, 2.0])
    N: dict[str, object] = {"f": f, "x": x, "y": y, r"\theta": 0.3}
    yield true(r"f(\theta x + (1 - \theta) y) \le \theta f(x) + (1 - \theta) f(y)", N)
    yield false(r"f(\theta x + (1 - \theta) y) \ge \theta f(x) + (1 - \theta) f(y)", N)
    yield true(r"f(y) \ge f(x) + \nabla f(x)^T (y - x)", N)
    yield false(r"f(y) \ge f(x) + \nabla f(y)^T (y - x)", N)
    yield true(r"\bigl(\nabla f(x) - \nabla f(y)\bigr)^T (x - y) \ge 2\,\|x - y\|_2^2", N)
    yield false(r"\bigl(\nabla f(x) - \nabla f(y)\bigr)^T (y - x) \ge 0", N)
    yield true(r"\nabla^2 f(x) \succeq 0", {"f": f, "x": x})
    yield false(r"\nabla^2 f(x) \succeq 4 I", {"f": f, "x": x, "I": np.eye(2)})
    v = np.array([0.5, 2.0, 3.5])
    yield true(
        r"\Bigl( \prod_{i=1}^{n} x_i \Bigr)^{1/n} \le \frac{1}{n} \sum_{i=1}^{n} x_i",
        {"x": v, "n": 3},
    )
    yield false(
        r"\frac{1}{n} \sum_{i=1}^{n} x_i \le \frac{n}{\sum_{i=1}^{n} 1/x_i}", {"x": v, "n": 3}
    )
    p = np.array([0.2, 0.5, 0.3])
    yield true(r"\log\left( \sum_{i} p_i x_i \right) \ge \sum_{i} p_i \log x_i", {"p": p, "x": v})
    yield false(r"\exp\left( \sum_{i} p_i x_i \right) \ge \sum_{i} p_i \exp(x_i)", {"p": p, "x": v})
    P = np.array([[3.0, 0.5], [0.5, 1.0]])
    q = np.array([1.0, -2.0])
    xs = -np.linalg.solve(P, q)
    orthogonal: dict[str, object] = {
        "P": P,
        "q": q,
        r"x^\star": xs,
        r"p^\star": -0.5 * q @ np.linalg.solve(P, q),
    }
    yield true(
        r"p^\star = \min_{x} \left( \tfrac{1}{2} x^T P x + q^T x \right) = -\tfrac{1}{2} "
        r"q^T P^{-1} q",
        orthogonal,
    )
    yield false(r"p^\star = \tfrac{1}{2} q^T P^{-1} q", orthogonal)
    yield true(r"2x + 3 = 7 \;\Rightarrow\; x = 2")
    yield false(r"2x + 3 = 7 \;\Rightarrow\; x = 5")


def scalar_identities() -> Iterator[Case]:
    """Scalar identities."""
    yield true(r"\log(ab) = \log a + \log b")
    yield false(r"\log(a + b) = \log a + \log b", {}, point={"a": 2.0, "b": 2.0})
    yield true(r"(x + y)^2 = x^2 + 2xy + y^2")
    yield false(r"(x + y)^3 = x^3 + 3x^2 y + 3xy + y^3", {}, point={"x": 2.0, "y": 1.0})
    yield true(r"a^2 - b^2 = (a - b)(a + b)", {"a": 3.7, "b": 1.2})
    yield false(r"\sqrt{x^2 + y^2} = x + y", {}, point={"x": 1.0, "y": 0.0})
    yield true(r"\frac{d}{dx} \log(1 + x^2) = \frac{2x}{1 + x^2}")
    yield false(r"\frac{d}{dx} e^{-x^2/2} = -x^2 e^{-x^2/2}", {}, point={"x": 1.0})
    yield true(r"\sin^2\theta + \cos^2\theta = 1")
    yield false(r"\cos 2\theta = \cos^2\theta + \sin^2\theta")
    yield true(
        r"F_1 = \frac{2PR}{P + R} = \frac{2\,\mathrm{TP}}{2\,\mathrm{TP} + \mathrm{FP} + "
        r"\mathrm{FN}}",
        {
            "F_1": 2 * 40 / (80 + 10 + 20),
            "P": 40 / 50,
            "R": 40 / 60,
            r"\mathrm{TP}": 40,
            r"\mathrm{FP}": 10,
            r"\mathrm{FN}": 20,
        },
    )
    yield false(
        r"F_1 = \frac{P + R}{2}", {"F_1": 2 * 40 / (80 + 10 + 20), "P": 40 / 50, "R": 40 / 60}
    )


def matrix_identities() -> Iterator[Case]:
    """Matrix identities."""
    A = np.array([[3.0, 0.5, -0.2], [0.4, 2.0, 0.3], [0.1, -0.6, 1.5]])
    u = np.array([1.0, -0.4, 0.6])
    v = np.array([0.3, 0.8, -0.5])
    N: dict[str, object] = {"A": A, "u": u, "v": v}
    yield true(r"(A + uv^\top)^{-1} = A^{-1} - \frac{A^{-1}uv^\top A^{-1}}{1 + v^\top A^{-1}u}", N)
    yield false(r"(A + uv^\top)^{-1} = A^{-1} - \frac{A^{-1}uv^\top A^{-1}}{1 - v^\top A^{-1}u}", N)
    yield true(r"\det(A + uv^{\mathsf T}) = (1 + v^{\mathsf T}A^{-1}u)\det A", N)
    yield false(r"\det(A + uv^{\mathsf T}) = (1 + v^{\mathsf T}A u)\det A", N)
    B = np.array([[1.0, 0.5], [-0.3, 1.2], [0.7, 0.1]])
    C = np.array([[2.0, 0.3], [0.3, 1.0]])
    D = B.T * 0.6 + 0.1
    W: dict[str, object] = {r"\mathbf{A}": A, r"\mathbf{B}": B, r"\mathbf{C}": D, r"\mathbf{D}": C}
    yield true(
        r"(\mathbf{A} + \mathbf{B}\mathbf{D}^{-1}\mathbf{C})^{-1} = \mathbf{A}^{-1} - "
        r"\mathbf{A}^{-1}\mathbf{B}(\mathbf{D} + "
        r"\mathbf{C}\mathbf{A}^{-1}\mathbf{B})^{-1}\mathbf{C}\mathbf{A}^{-1} \tag{C.7}",
        W,
    )
    yield false(
        r"(\mathbf{A} + \mathbf{B}\mathbf{D}^{-1}\mathbf{C})^{-1} = \mathbf{A}^{-1} + "
        r"\mathbf{A}^{-1}\mathbf{B}(\mathbf{D} + "
        r"\mathbf{C}\mathbf{A}^{-1}\mathbf{B})^{-1}\mathbf{C}\mathbf{A}^{-1}",
        W,
    )

    def vec(M: Any) -> Any:
        return np.asarray(M).flatten(order="F")

    X = np.array([[0.5, -1], [2, 0.3], [1, 0.7]])
    V: dict[str, object] = {"A": A, "X": X, "B": C + np.array([[0, 1], [0, 0]]), "vec": vec}
    yield true(r"\operatorname{vec}(AXB) = (B^\top \otimes A)\operatorname{vec}(X)", V)
    yield false(r"\operatorname{vec}(AXB) = (B \otimes A)\operatorname{vec}(X)", V)
    yield true(
        r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \begin{bmatrix} 5 \\ 6 "
        r"\end{bmatrix} = \begin{bmatrix} 1 \cdot 5 + 2 \cdot 6 \\ 3 \cdot 5 + 4 \cdot 6 "
        r"\end{bmatrix} = \begin{bmatrix} 17 \\ 39 \end{bmatrix}"
    )
    yield false(
        r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \begin{bmatrix} 5 \\ 6 "
        r"\end{bmatrix} = \begin{bmatrix} 17 \\ 38 \end{bmatrix}"
    )
    L = np.linalg.cholesky(A @ A.T)
    yield true(
        r"S = LL^{\mathsf T}, \qquad \log\det S = 2\sum_{i=1}^{n} \log L_{ii}",
        {"S": A @ A.T, "L": L, "n": 3},
    )
    yield false(r"\log\det S = \sum_{i=1}^{n} \log L_{ii}", {"S": A @ A.T, "L": L, "n": 3})
    yield true(
        r"(AB)_{ij} = \sum_{k=1}^{n} a_{ik} b_{kj}", {"A": A, "B": B, "a": A, "b": B, "n": 3}
    )
    yield false(
        r"(AB)_{ij} = \sum_{k=1}^{n} a_{ki} b_{kj}", {"A": A, "B": B, "a": A, "b": B, "n": 3}
    )


def numeric_chains() -> Iterator[Case]:
    """Numeric chains."""
    yield true(r"0.25 \times 6{,}400 = 1{,}600")
    yield false(r"0.25 \times 6{,}400 = 1{,}650")
    yield true(r"\frac{22}{7} \approx 3.143")
    yield false(r"\frac{22}{7} \approx 3.142")
    yield true(r"wx + b = 3 \times 2 + 1 = 7", {"w": 3, "x": 2, "b": 1})
    yield false(r"wx + b = 3 \times 2 + 2 = 7", {"w": 2.5, "x": 2, "b": 2})
    yield true(
        r"\sigma(0.8) = \frac{1}{1 + e^{-0.8}} \approx 0.69",
        {r"\sigma": lambda z: 1 / (1 + np.exp(-z))},
    )
    yield false(
        r"\sigma(0.8) = \frac{1}{1 + e^{-0.8}} \approx 0.70",
        {r"\sigma": lambda z: 1 / (1 + np.exp(-z))},
    )
    yield true(
        r"\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1 = \left\lfloor \frac{32 + 2 "
        r"\cdot 1 - 5}{2} \right\rfloor + 1 = 15",
        {"n": 32, "p": 1, "k": 5, "s": 2},
    )
    yield false(
        r"\left\lceil \frac{n + 2p - k}{s} \right\rceil + 1 = 15", {"n": 32, "p": 1, "k": 5, "s": 2}
    )
    yield true(r"\eta = 1.5 \times 10^{-3} = 0.0015", {"eta": 0.0015})
    yield false(r"\eta = 1.5 \times 10^{-3} = 0.015", {"eta": 0.0015})
    X = np.array([[1.0, 2.0], [2.0, 0.0], [3.0, 4.0]])
    yield true(
        r"\bar{x} = \frac{1}{3}\left( \begin{bmatrix} 1 \\ 2 \end{bmatrix} + "
        r"\begin{bmatrix} 2 \\ 0 \end{bmatrix} + \begin{bmatrix} 3 \\ 4 \end{bmatrix} "
        r"\right) = \begin{bmatrix} 2 \\ 2 \end{bmatrix}",
        {"x_bar": X.mean(0)},
    )
    yield false(
        r"\bar{x} = \frac{1}{2}\left( \begin{bmatrix} 1 \\ 2 \end{bmatrix} + "
        r"\begin{bmatrix} 2 \\ 0 \end{bmatrix} + \begin{bmatrix} 3 \\ 4 \end{bmatrix} "
        r"\right) = \begin{bmatrix} 3 \\ 3 \end{bmatrix}",
        {"x_bar": X.mean(0)},
    )


CASES = collected(
    sums_and_products,
    convexity_and_inequalities,
    scalar_identities,
    matrix_identities,
    numeric_chains,
)
