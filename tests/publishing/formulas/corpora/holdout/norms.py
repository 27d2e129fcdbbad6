"""Norms and inner products, trace and determinant."""

from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def norms_and_inner_products() -> Iterator[Case]:
    """Norms and inner products."""
    x = np.array([1.5, -2.0, 0.5, 3.0])
    y = np.array([0.4, 1.2, -2.2, 0.9])
    nx, ny = (np.linalg.norm(x), np.linalg.norm(y))
    xy: dict[str, object] = {"x": x, "y": y}
    uv: dict[str, object] = {r"\mathbf{u}": x, r"\mathbf{v}": y}
    yield true(r"\|x + y\|_2^2 = \|x\|_2^2 + 2 x^\top y + \|y\|_2^2", xy)
    yield false(r"\|x - y\|^2 = \|x\|^2 - x^\top y + \|y\|^2", xy)
    yield true(
        r"\|\mathbf{u}+\mathbf{v}\|^2 + \|\mathbf{u}-\mathbf{v}\|^2 = "
        r"2\bigl(\|\mathbf{u}\|^2 + \|\mathbf{v}\|^2\bigr).",
        uv,
    )
    yield false(
        r"\|\mathbf{u}+\mathbf{v}\|^2 - \|\mathbf{u}-\mathbf{v}\|^2 = "
        r"2\bigl(\|\mathbf{u}\|^2 + \|\mathbf{v}\|^2\bigr)",
        uv,
    )
    yield true(
        r"\langle \mathbf{u}, \mathbf{v} \rangle = \tfrac{1}{4}\left( \lVert "
        r"\mathbf{u}+\mathbf{v} \rVert^2 - \lVert \mathbf{u}-\mathbf{v}\rVert^2 \right)",
        uv,
    )
    yield false(
        r"\langle \mathbf{u}, \mathbf{v} \rangle = \tfrac{1}{2}\left( \lVert "
        r"\mathbf{u}+\mathbf{v} \rVert^2 - \lVert \mathbf{u}-\mathbf{v}\rVert^2 \right)",
        uv,
    )
    yield true(r"\left| x^\top y \right| \le \left\| x \right\|_2 \, \left\| y \right\|_2,", xy)
    yield false(
        r"|x^{\mathsf T} y| \le \|x\|_\infty \|y\|_2",
        {"x": np.array([2.0, 1.9, -1.8]), "y": np.array([1.0, 1.1, -0.9])},
    )
    yield true(r"\|x\|_\infty \le \|x\|_2 \le \|x\|_1 \le n\,\|x\|_\infty", {"x": x, "n": 4})
    yield false(
        r"\|x\|_\infty \le \|x\|_2 \le \|x\|_1 \le \sqrt{n}\,\|x\|_\infty", {"x": x, "n": 4}
    )
    yield true(r"\|x\|_1 = \sum_{i=1}^{n} |x_i|", {"x": x, "n": 4})
    yield false(r"\|x\|_1 = \sum_{i=1}^{n} x_i", {"x": x, "n": 4})
    yield true(
        r"\lVert x \rVert_p = \Bigl( \sum_{i=1}^{n} \lvert x_i \rvert^p \Bigr)^{1/p}",
        {"x": x, "n": 4, "p": 3},
    )
    yield false(
        r"\lVert x \rVert_p = \Bigl( \sum_{i=1}^{n} x_i^p \Bigr)^{1/p}", {"x": x, "n": 4, "p": 3}
    )
    yield true(r"\|x\|_{\infty} = \max_{i} |x_i|", {"x": -x})
    yield false(r"\|x\|_{\infty} = \max_{i} x_i", {"x": -x})
    th = np.arccos(x @ y / nx / ny)
    yield true(
        r"\cos\theta = \frac{\langle x, y\rangle}{\|x\|\,\|y\|}", {"x": x, "y": y, "theta": th}
    )
    yield false(
        r"\cos\theta = \frac{\langle x, y\rangle}{\|x\|^2\,\|y\|^2}", {"x": x, "y": y, "theta": th}
    )
    yield true(r"\bigl|\, \|x\| - \|y\| \,\bigr| \le \|x - y\|", xy)
    yield false(r"\|x - y\|_2 \le \bigl|\, \|x\|_2 - \|y\|_2 \,\bigr|", xy)
    A = np.array([[1.0, -2, 0.5], [0.3, 1.7, -1.1]])
    nA: dict[str, object] = {"A": A, "a": A, "m": 2, "n": 3}
    yield true(
        r"\|A\|_F^2 = \sum_{i=1}^{m} \sum_{j=1}^{n} a_{ij}^2 = "
        r"\operatorname{tr}(A^{\mathsf T} A)",
        nA,
    )
    yield false(r"\|A\|_2^2 = \sum_{i=1}^{m} \sum_{j=1}^{n} a_{ij}^2", nA)
    z = np.array([0.7, -1.3, 0.2])
    yield true(r"\|A x\|_2 \leq \|A\|_2 \|x\|_2 \leq \|A\|_F \|x\|_2", {"A": A, "x": z})
    yield false(r"\|A\|_F \le \|A\|_2", {"A": A})
    yield true(
        r"\|A\|_1 = \max_{j} \sum_{i=1}^{m} |a_{ij}|, \qquad \|A\|_\infty = \max_{i} "
        r"\sum_{j=1}^{n} |a_{ij}|",
        nA,
    )
    yield false(r"\|A\|_1 = \max_{i} \sum_{j=1}^{n} |a_{ij}|", nA)
    yield true(
        r"\left\| \begin{bmatrix} 3 \\ -4 \end{bmatrix} \right\|_2 = \sqrt{3^2 + (-4)^2} "
        r"= 5"
    )
    yield false(r"\left\| \begin{bmatrix} 1 \\ -2 \\ 2 \end{bmatrix} \right\|_1 = 1 + 2 + 2 = 3")
    yield true(r"\|x\|_2 = \sqrt{1.5^2 + 2^2 + 0.5^2 + 3^2} \approx 3.94", {"x": x})
    yield false(r"\|x\|_2 = \sqrt{15.5} \approx 3.93", {"x": x})


def trace_and_determinant() -> Iterator[Case]:
    """Trace and determinant."""
    A = np.array([[1.0, 2, -1], [0.5, -3, 4], [2, 1, 0.7]])
    B = np.array([[0.3, -1, 2], [1.1, 0.4, -2], [0.6, 1.5, 1]])
    C = np.array([[2.0, 0.1, -1], [1, 1, 3], [-0.4, 0.8, 0.5]])
    N: dict[str, object] = {"A": A, "B": B, "C": C}
    yield true(r"\operatorname{tr}(ABC) = \operatorname{tr}(BCA) = \operatorname{tr}(CAB)", N)
    yield false(r"\operatorname{tr}(ABC) = \operatorname{tr}(BAC)", N)
    yield true(
        r"\mathrm{tr}(\mathbf{A}\mathbf{B}^{\mathrm{T}}) = \sum_{i}\sum_{j} A_{ij} B_{ij}",
        {**N, r"\mathbf{A}": A, r"\mathbf{B}": B},
    )
    yield false(
        r"\mathrm{tr}(\mathbf{A}\mathbf{B}) = \sum_{i}\sum_{j} A_{ij} B_{ij}",
        {**N, r"\mathbf{A}": A, r"\mathbf{B}": B},
    )
    x = np.array([1.0, -0.5, 2])
    y = np.array([0.2, 1.4, -1])
    yield true(r"x^\top A x = \operatorname{tr}\!\left(A x x^\top\right)", {"A": A, "x": x})
    yield false(
        r"y^\top A x = \operatorname{tr}\!\left(A y x^\top\right)", {"A": A, "x": x, "y": y}
    )
    yield true(r"\det(AB) = \det(A)\det(B), \qquad \det(A^\top) = \det(A)", N)
    yield false(r"\det(A + B) = \det(A) + \det(B)", N)
    yield true(r"\det(\alpha A) = \alpha^{n} \det A", {"A": A, "alpha": 1.7, "n": 3})
    yield false(r"\det(\alpha A) = \alpha \det A", {"A": A, "alpha": 1.7, "n": 3})
    yield true(r"(AB)^{-1} = B^{-1}A^{-1}", N)
    yield false(r"(AB)^{\top} = A^{\top}B^{\top}", N)
    S = A @ A.T + np.eye(3)
    lam = np.linalg.eigvalsh(S)
    yield true(
        r"\log |\boldsymbol{\Sigma}| = \sum_{i=1}^{D} \log \lambda_i",
        {r"\boldsymbol{\Sigma}": S, "lam": lam, "D": 3},
    )
    yield false(
        r"\log |\boldsymbol{\Sigma}| = \prod_{i=1}^{D} \log \lambda_i",
        {r"\boldsymbol{\Sigma}": S, "lam": lam, "D": 3},
    )
    yield true(r"\det \begin{pmatrix} 2 & 1 \\ 1 & 3 \end{pmatrix} = 2 \cdot 3 - 1 \cdot 1 = 5")
    yield false(
        r"\begin{bmatrix} 2 & 1 \\ 1 & 3 \end{bmatrix}^{-1} = \frac{1}{5} \begin{bmatrix} "
        r"3 & 1 \\ 1 & 2 \end{bmatrix}"
    )


CASES = collected(norms_and_inner_products, trace_and_determinant)
