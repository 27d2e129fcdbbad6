"""Textbook formulas of linear algebra, probability and arithmetic, and what a pair of them is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Pair:
    """A formula that is true for the names, and the same formula made false in one place."""

    topic: str
    true: str
    false: str
    names: Mapping[str, object]
    point: Mapping[str, object] | None = None


def pairs(
    topic: str,
    *rows: tuple[str, str, Mapping[str, object]]
    | tuple[str, str, Mapping[str, object], Mapping[str, object]],
) -> tuple[Pair, ...]:
    """The pairs of one topic, from rows of what follows the topic."""
    return tuple(Pair(topic, *row) for row in rows)


rng = np.random.default_rng(20)

A33 = rng.normal(size=(3, 3)) + 2 * np.eye(3)
B33 = rng.normal(size=(3, 3))
C33 = rng.normal(size=(3, 3))
TALL = rng.normal(size=(4, 2))
u3, v3, w3 = rng.normal(size=(3, 3))
x4 = np.array([1.3, -2.7, 0.6, 1.9])

SPD = B33 @ B33.T + np.eye(3)
spd_values, SPD_VECTORS = np.linalg.eigh(SPD)
SPD_COLUMNS = list(SPD_VECTORS.T)

U3, sigma3, V3T = np.linalg.svd(A33)
U2, sigma2, V2T = np.linalg.svd(TALL, full_matrices=False)
PINV = np.linalg.pinv(TALL)
PROJECTION = TALL @ PINV

X53 = rng.normal(size=(5, 3)) + 0.4
y5 = rng.normal(size=5) - 0.3
near, far = np.array([[0.9, -0.3, 1.1], [0.4, 0.2, 0.7]])
beta_hat = np.linalg.lstsq(X53, y5, rcond=None)[0]
HOUSEHOLDER = np.eye(3) - 2 * np.outer(v3, v3) / (v3 @ v3)
ROTATION = np.linalg.qr(C33)[0]
RANK_ONE = sigma3[0] * np.outer(U3[:, 0], V3T[0])

sample = np.array([2.1, 3.7, 1.2, 5.4, 2.9])
other = np.array([0.4, 1.9, -0.7, 1.1, 2.3])
COVARIANCE = np.cov(X53, rowvar=False)

p4 = np.array([0.1, 0.2, 0.3, 0.4])
q4 = np.array([0.35, 0.15, 0.28, 0.22])
JOINT = np.array([[0.3, 0.1], [0.15, 0.45]])


def variance(x: Any) -> Any:
    """The sample variance."""
    return np.var(x, ddof=1)


def covariance(x: Any, y: Any) -> Any:
    """The sample covariance of two samples."""
    return np.cov(x, y)[0, 1]


def rbf(x: Any, y: Any) -> Any:
    """The Gaussian kernel of width 0.8."""
    return np.exp(-((x - y) @ (x - y)) / (2 * 0.8**2))


def cubic(x: Any, y: Any) -> Any:
    """The polynomial kernel of degree 3 with offset 1.5."""
    return (x @ y + 1.5) ** 3


def monomials(x: Any) -> Any:
    """The features of the kernel of degree 2 in the plane."""
    root = np.sqrt(2)
    a, b = x
    return np.array([1.0, root * a, root * b, a**2, root * a * b, b**2])


def normal(x: Any, mu: Any, variance: Any) -> Any:
    """The density of a normal with a given variance."""
    return np.exp(-((x - mu) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


def divergence(p: Any, q: Any) -> Any:
    """The Kullback-Leibler divergence of q from p."""
    return np.sum(p * (np.log(p) - np.log(q)))


def entropy(p: Any) -> Any:
    """The entropy of a distribution, in nats."""
    return -np.sum(p * np.log(p))


def cross_entropy(p: Any, q: Any) -> Any:
    """The expected code length for p with the code of q, in nats."""
    return -np.sum(p * np.log(q))


NORMS = pairs(
    "norms",
    (r"\|x\|_2^2 = x^\top x", r"\|x\|_2 = x^\top x", {"x": x4}),
    (
        r"\lVert u + v \rVert^2 = \lVert u \rVert^2 + 2 \langle u, v \rangle + \lVert v \rVert^2",
        r"\lVert u + v \rVert^2 = \lVert u \rVert^2 - 2 \langle u, v \rangle + \lVert v \rVert^2",
        {"u": u3, "v": v3},
    ),
    (
        r"\|x + y\|^2 + \|x - y\|^2 = 2\left(\|x\|^2 + \|y\|^2\right).",
        r"\|x + y\|^2 + \|x - y\|^2 = \left(\|x\|^2 + \|y\|^2\right).",
        {"x": u3, "y": w3},
    ),
    (
        r"\|\mathbf{x}\|_1 = \sum_{j=1}^{d} |x_j|, \qquad \|\mathbf{x}\|_\infty = \max_j |x_j|.",
        r"\|\mathbf{x}\|_1 = \sum_{j=1}^{d} |x_j|, \qquad \|\mathbf{x}\|_\infty = \max_j x_j.",
        {r"\mathbf{x}": x4, "d": 4},
    ),
    (
        r"\left\| x \right\|_p = \Bigl( \sum_{i=1}^n \lvert x_i \rvert^p \Bigr)^{1/p}",
        r"\left\| x \right\|_p = \Bigl( \sum_{i=1}^n \lvert x_i \rvert^p \Bigr)^{1/n}",
        {"x": x4, "n": 4, "p": 3},
    ),
    (
        r"\langle u, v\rangle = \tfrac14 \left( \|u+v\|^2 - \|u-v\|^2 \right)",
        r"\langle u, v\rangle = \tfrac12 \left( \|u+v\|^2 - \|u-v\|^2 \right)",
        {"u": u3, "v": w3},
    ),
    (
        r"\cos\theta = \frac{\mathbf{u}^\top \mathbf{v}}{\|\mathbf{u}\|\,\|\mathbf{v}\|}",
        r"\sin\theta = \frac{\mathbf{u}^\top \mathbf{v}}{\|\mathbf{u}\|\,\|\mathbf{v}\|}",
        {
            "u": u3,
            "v": v3,
            r"\theta": np.arccos(u3 @ v3 / np.linalg.norm(u3) / np.linalg.norm(v3)),
        },
    ),
    (
        r"\|\alpha x\| = |\alpha|\,\|x\|",
        r"\|\alpha x\| = \alpha\,\|x\|",
        {"alpha": -1.7, "x": x4},
    ),
)

INEQUALITIES = pairs(
    "inequalities",
    (
        r"|\langle \mathbf{u}, \mathbf{v} \rangle| \le \|\mathbf{u}\| \, \|\mathbf{v}\|",
        r"|\langle \mathbf{u}, \mathbf{v} \rangle| \ge \|\mathbf{u}\| \, \|\mathbf{v}\|",
        {r"\mathbf u": u3, r"\mathbf v": v3},
    ),
    (
        r"\bigl|\, \|x\| - \|y\| \,\bigr| \leq \|x - y\| \leq \|x\| + \|y\|",
        r"\bigl|\, \|x\| + \|y\| \,\bigr| \leq \|x - y\| \leq \|x\| + \|y\|",
        {"x": u3, "y": w3},
    ),
    (
        r"\|x\|_\infty \le \|x\|_2 \le \|x\|_1 \le \sqrt{n}\, \|x\|_2",
        r"\|x\|_\infty \le \|x\|_1 \le \|x\|_2 \le \sqrt{n}\, \|x\|_2",
        {"x": x4, "n": 4},
    ),
    (
        r"\sqrt{ab} \leqslant \frac{a+b}{2}",
        r"\sqrt{ab} \geqslant \frac{a+b}{2}",
        {"a": 0.7, "b": 2.9},
    ),
    (
        r"ab \le \frac{a^p}{p} + \frac{b^q}{q}, \qquad \frac1p + \frac1q = 1",
        r"ab \le \frac{a^p}{q} + \frac{b^q}{p}, \qquad \frac1p + \frac1q = 1",
        {"a": 0.8, "b": 1.6, "p": 3.0, "q": 1.5},
    ),
    (
        r"|x^\top y| \le \|x\|_1 \|y\|_\infty",
        r"|x^\top y| \le \|x\|_\infty \|y\|_\infty",
        {"x": np.array([1.0, 1.2, 0.9]), "y": np.array([2.3, 1.8, 2.1])},
    ),
    (
        r"\sigma_{\min}(A)\,\|x\|_2 \le \|Ax\|_2 \le \sigma_{\max}(A)\,\|x\|_2",
        r"\sigma_{\max}(A)\,\|x\|_2 \le \|Ax\|_2 \le \sigma_{\min}(A)\,\|x\|_2",
        {
            "A": A33,
            "x": w3,
            r"\sigma_{\min}": lambda A: np.linalg.svd(A)[1].min(),
            r"\sigma_{\max}": lambda A: np.linalg.svd(A)[1].max(),
        },
    ),
    (r"1 + x \le e^x", r"1 + x \ge e^x", {"x": 0.7}),
    (
        r"1 - \frac{1}{t} \leq \log t \leq t - 1, \quad t > 0,",
        r"1 - \frac{1}{t} \leq \log t \leq 1 - t, \quad t > 0,",
        {"t": 2.3},
    ),
)

TRACES = pairs(
    "trace and determinant",
    (
        r"\operatorname{tr}(AB) = \operatorname{tr}(BA)",
        r"\operatorname{tr}(AB) = \operatorname{tr}(A)\operatorname{tr}(B)",
        {"A": A33, "B": B33},
    ),
    (
        r"\mathrm{tr}(ABC) = \mathrm{tr}(CAB) = \mathrm{tr}(BCA)",
        r"\mathrm{tr}(ABC) = \mathrm{tr}(CAB) = \mathrm{tr}(BAC)",
        {"A": A33, "B": B33, "C": C33},
    ),
    (
        r"\det(AB) = \det(A)\,\det(B)",
        r"\det(AB) = \det(A) + \det(B)",
        {"A": A33, "B": B33},
    ),
    (
        r"\operatorname{tr}(S) = \sum_{i=1}^{n} \lambda_i, \quad \det S = \prod_{i=1}^n \lambda_i.",
        r"\operatorname{tr}(S) = \sum_{i=1}^{n} \lambda_i, \quad \det S = \sum_{i=1}^n \lambda_i.",
        {"S": SPD, r"\lambda": spd_values, "n": 3},
    ),
    (
        r"|\alpha A| = \alpha^n |A|",
        r"|\alpha A| = \alpha |A|",
        {"A": A33, "alpha": 1.6, "n": 3},
    ),
    (
        r"\det\begin{pmatrix} a & b \\ c & d \end{pmatrix} = ad - bc",
        r"\det\begin{pmatrix} a & b \\ c & d \end{pmatrix} = ad + bc",
        {"a": 1.2, "b": -0.7, "c": 2.3, "d": 0.9},
    ),
    (
        r"\log\det S = \sum_i \log \lambda_i",
        r"\log\det S = \log \sum_i \lambda_i",
        {"S": SPD, "lam": spd_values},
    ),
    (
        r"x^\top A x = \operatorname{tr}(A x x^\top)",
        r"x^\top A x = \operatorname{tr}(A)\, x^\top x",
        {"A": A33, "x": u3},
    ),
    (
        r"\begin{vmatrix} 2 & 1 \\ 5 & 4 \end{vmatrix} = 2 \cdot 4 - 1 \cdot 5 = 3",
        r"\begin{vmatrix} 2 & 1 \\ 5 & 4 \end{vmatrix} = 2 \cdot 4 - 1 \cdot 5 = 13",
        {},
    ),
)

PROJECTIONS = pairs(
    "projections",
    (
        r"P = A(A^\top A)^{-1}A^\top",
        r"P = A(A^\top A)A^\top",
        {"A": TALL, "P": PROJECTION},
    ),
    (r"P^2 = P = P^\top", r"P^2 = P = -P^\top", {"P": PROJECTION}),
    (
        r"\hat{\mathbf{v}} = \frac{\langle \mathbf{u}, \mathbf{v} \rangle}"
        r"{\langle \mathbf{u}, \mathbf{u} \rangle}\, \mathbf{u}",
        r"\hat{\mathbf{v}} = \frac{\langle \mathbf{u}, \mathbf{v} \rangle}"
        r"{\langle \mathbf{v}, \mathbf{v} \rangle}\, \mathbf{u}",
        {"u": u3, "v": v3, "v_hat": (u3 @ v3) / (u3 @ u3) * u3},
    ),
    (
        r"A^\top (b - A\hat{x}) = \mathbf{0}",
        r"A^\top (b + A\hat{x}) = \mathbf{0}",
        {"A": TALL, "b": x4, r"\hat x": PINV @ x4},
    ),
    (
        r"\|b\|^2 = \|Pb\|^2 + \|(I - P)b\|^2",
        r"\|b\| = \|Pb\| + \|(I - P)b\|",
        {"P": PROJECTION, "b": x4},
    ),
    (
        r"H = I - 2\,\frac{vv^\intercal}{v^\intercal v}, \qquad H^\intercal H = I",
        r"H = I - \frac{vv^\intercal}{v^\intercal v}, \qquad H^\intercal H = I",
        {"H": HOUSEHOLDER, "v": v3},
    ),
)

SPECTRA = pairs(
    "eigenvalues and SVD",
    (
        r"A = U \Sigma V^\top",
        r"A = U \Sigma V",
        {"A": A33, "U": U3, r"\Sigma": np.diag(sigma3), "V": V3T.T},
    ),
    (
        r"A v_i = \sigma_i u_i \quad \text{for all } i",
        r"A u_i = \sigma_i v_i \quad \text{for all } i",
        {"A": A33, "u": list(U3.T), "v": list(V3T), r"\sigma": sigma3},
    ),
    (
        r"S q = \lambda q",
        r"S q = \lambda^2 q",
        {"S": SPD, "q": SPD_VECTORS[:, 2], r"\lambda": float(spd_values[2])},
    ),
    (
        r"S = Q \Lambda Q^\top = \sum_{i=1}^3 \lambda_i\, q_i q_i^\top",
        r"S = Q^\top \Lambda Q = \sum_{i=1}^3 \lambda_i\, q_i q_i^\top",
        {
            "S": SPD,
            "Q": SPD_VECTORS,
            r"\Lambda": np.diag(spd_values),
            "lam": spd_values,
            "q": SPD_COLUMNS,
        },
    ),
    (
        r"\det(A - \lambda I) = \lambda^2 - \operatorname{tr}(A)\,\lambda + \det(A)",
        r"\det(A - \lambda I) = \lambda^2 + \operatorname{tr}(A)\,\lambda + \det(A)",
        {"A": np.array([[1.4, -0.6], [2.2, 0.8]]), "lam": 1.7},
    ),
    (
        r"\lambda_{\min}(S)\,\|x\|^2 \le x^\top S x \le \lambda_{\max}(S)\,\|x\|^2",
        r"\lambda_{\max}(S)\,\|x\|^2 \le x^\top S x \le \lambda_{\max}(S)\,\|x\|^2",
        {"S": SPD, "x": u3},
    ),
    (
        r"\|A\|_2 = \sigma_{\max}(A) = \sqrt{\lambda_{\max}(A^\top A)}",
        r"\|A\|_2 = \sigma_{\max}(A) = \lambda_{\max}(A^\top A)",
        {"A": A33, "sigma_max": lambda M: np.linalg.svd(M)[1].max()},
    ),
    (
        r"\kappa(A) = \|A\|_2\, \|A^{-1}\|_2",
        r"\kappa(A) = \|A\|_2\, \|A^{-1}\|_F",
        {"A": A33, r"\kappa": lambda A: np.linalg.cond(A)},
    ),
    (
        r"\operatorname{rank}(A) = \operatorname{rank}(A^\top A) = 2",
        r"\operatorname{rank}(A) = \operatorname{rank}(A^\top A) = 4",
        {"A": TALL, "rank": np.linalg.matrix_rank},
    ),
)

LEAST_SQUARES = pairs(
    "least squares",
    (
        r"\hat{\beta} = (X^\top X)^{-1} X^\top y",
        r"\hat{\beta} = (X^\top X) X^\top y",
        {"X": X53, "y": y5, r"\hat\beta": beta_hat},
    ),
    (
        r"\hat w = (X^T X + \lambda I)^{-1} X^T y",
        r"\hat w = (X^T X - \lambda I)^{-1} X^T y",
        {
            "X": X53,
            "y": y5,
            "lam": 0.6,
            "w_hat": np.linalg.solve(X53.T @ X53 + 0.6 * np.eye(3), X53.T @ y5),
        },
    ),
    (
        r"A^{+} = V \Sigma^{-1} U^\top",
        r"A^{+} = V \Sigma U^\top",
        {"A^+": PINV, "U": U2, r"\Sigma": np.diag(sigma2), "V": V2T.T},
    ),
    (
        r"A A^\dagger A = A, \qquad A^\dagger A = I",
        r"A A^\dagger A = A, \qquad A A^\dagger = I",
        {"A": TALL, r"A^\dagger": PINV},
    ),
    (
        r"X^\top X \hat{\beta} = X^\top y",
        r"X^\top X \hat{\beta} = X^\top (y - X\hat\beta)",
        {"X": X53, "y": y5, "beta_hat": beta_hat},
    ),
    (
        r"R^2 = 1 - \frac{\sum_i (y_i - \hat{y}_i)^2}{\sum_i (y_i - \bar{y})^2}",
        r"R^2 = 1 - \frac{\sum_i (y_i - \bar{y})^2}{\sum_i (y_i - \hat{y}_i)^2}",
        {
            "R^2": 1 - np.sum((sample - other - 1.5) ** 2) / np.sum((sample - sample.mean()) ** 2),
            "y": sample,
            "y_hat": other + 1.5,
            r"\bar{y}": float(sample.mean()),
        },
    ),
)

UPDATES_OF_INVERSES = pairs(
    "inverses and blocks",
    (
        r"(A + uv^\top)^{-1} = A^{-1} - \frac{A^{-1} u v^\top A^{-1}}{1 + v^\top A^{-1} u}",
        r"(A + uv^\top)^{-1} = A^{-1} - \frac{A^{-1} u v^\top A^{-1}}{1 - v^\top A^{-1} u}",
        {"A": A33, "u": u3, "v": v3},
    ),
    (
        r"(A + UCV)^{-1} = A^{-1} - A^{-1} U \left( C^{-1} + V A^{-1} U \right)^{-1} V A^{-1}",
        r"(A + UCV)^{-1} = A^{-1} - A^{-1} U \left( C + V A^{-1} U \right)^{-1} V A^{-1}",
        {
            "A": SPD,
            "U": np.array([[1.1, 0.4], [-0.3, 0.8], [0.5, 1.3]]),
            "C": np.array([[1.6, 0.2], [-0.5, 0.9]]),
            "V": np.array([[0.7, -1.2, 0.3], [0.6, 0.1, 1.4]]),
        },
    ),
    (
        r"(X^\top X + \lambda I_d)^{-1} X^\top = X^\top (X X^\top + \lambda I_n)^{-1}",
        r"(X^\top X + \lambda I_d)^{-1} X^\top = X^\top (X X^\top - \lambda I_n)^{-1}",
        {"X": X53, "lam": 0.7, "n": 5, "d": 3},
    ),
    (
        r"\det(A + uv^\top) = \left(1 + v^\top A^{-1} u\right) \det(A)",
        r"\det(A + uv^\top) = \left(1 + v^\top A\, u\right) \det(A)",
        {"A": A33, "u": u3, "v": w3},
    ),
    (
        r"\det \begin{bmatrix} A & B \\ C & D \end{bmatrix} = \det(A)\, \det(D - C A^{-1} B)",
        r"\det \begin{bmatrix} A & B \\ C & D \end{bmatrix} = \det(A)\, \det(D - B A^{-1} C)",
        {"A": A33, "B": B33, "C": C33, "D": SPD},
    ),
    (
        r"\begin{pmatrix} A & B \end{pmatrix} \begin{pmatrix} C \\ D \end{pmatrix} = AC + BD",
        r"\begin{pmatrix} A & B \end{pmatrix} \begin{pmatrix} C \\ D \end{pmatrix} = AC + DB",
        {"A": A33, "B": B33, "C": C33, "D": SPD},
    ),
    (
        r"\begin{bmatrix} A & 0 \\ 0 & B \end{bmatrix}^{-1}"
        r" = \begin{bmatrix} A^{-1} & 0 \\ 0 & B^{-1} \end{bmatrix}",
        r"\begin{bmatrix} A & 0 \\ 0 & B \end{bmatrix}^{-1}"
        r" = \begin{bmatrix} B^{-1} & 0 \\ 0 & A^{-1} \end{bmatrix}",
        {"A": A33, "B": SPD},
    ),
    (
        r"(AB)^\top = B^\top A^\top, \quad (AB)^{-1} = B^{-1} A^{-1}",
        r"(AB)^\top = B^\top A^\top, \quad (AB)^{-1} = A^{-1} B^{-1}",
        {"A": A33, "B": B33},
    ),
    (
        r"A^{-T} = \left(A^{-1}\right)^T = \left(A^T\right)^{-1}",
        r"A^{-T} = \left(A^{-1}\right)^T = \left(A^{-1}\right)^{-1}",
        {"A": A33},
    ),
)

MATRIX_NORMS = pairs(
    "matrix norms",
    (
        r"\|A\|_F^2 = \operatorname{tr}(A^\top A) = \sum_{i,j} A_{ij}^2",
        r"\|A\|_F^2 = \operatorname{tr}(A A) = \sum_{i,j} A_{ij}^2",
        {"A": A33},
    ),
    (
        r"\|A\|_* = \sum_{i=1}^{r} \sigma_i",
        r"\|A\|_* = \sum_{i=1}^{r} \sigma_i^2",
        {"A": TALL, r"\sigma": sigma2, "r": 2},
    ),
    (
        r"\|A\|_2 \le \|A\|_F \le \sqrt{r}\,\|A\|_2",
        r"\|A\|_F \le \|A\|_2 \le \sqrt{r}\,\|A\|_F",
        {"A": A33, "r": 3},
    ),
    (
        r"\langle A, B \rangle_F = \operatorname{tr}(A^\top B)",
        r"\langle A, B \rangle_F = \operatorname{tr}(A B)",
        {"A": A33, "B": B33},
    ),
    (
        r"\|A\|_\infty = \max_{i} \sum_{j=1}^{n} |a_{ij}|",
        r"\|A\|_\infty = \max_{j} \sum_{i=1}^{n} |a_{ij}|",
        {"A": A33, "a": A33, "n": 3},
    ),
    (
        r"\|QA\|_F = \|A\|_F",
        r"\|QA\|_F = \|Q\|_F",
        {"A": A33, "Q": ROTATION},
    ),
    (
        r"\|A - A_k\|_F = \sqrt{\sum_{i=k+1}^{r} \sigma_i^2}",
        r"\|A - A_k\|_F = \sqrt{\sum_{i=k}^{r} \sigma_i^2}",
        {"A": A33, "A_k": RANK_ONE, "k": 1, "r": 3, "sigma": sigma3},
    ),
    (
        r"\|A\|_F = \sqrt{1 + 4 + 9 + 16} = \sqrt{30} \approx 5.48",
        r"\|A\|_F = \sqrt{1 + 4 + 9 + 16} = \sqrt{30} \approx 5.47",
        {"A": np.array([[1.0, 2.0], [3.0, 4.0]])},
    ),
)

COVARIANCES = pairs(
    "covariance",
    (
        r"\bar{x} = \frac1n \sum_{i=1}^n x_i, \qquad"
        r" s^2 = \frac{1}{n-1} \sum_{i=1}^n (x_i - \bar{x})^2",
        r"\bar{x} = \frac1n \sum_{i=1}^n x_i, \qquad"
        r" s^2 = \frac{1}{n} \sum_{i=1}^n (x_i - \bar{x})^2",
        {"x": sample, "n": 5, r"\bar x": float(sample.mean()), "s": float(sample.std(ddof=1))},
    ),
    (
        r"\bar{\mathbf{x}} = \frac{1}{m} \sum_{i=1}^{m} \mathbf{x}^{(i)}",
        r"\bar{\mathbf{x}} = \frac{1}{m} \sum_{i=2}^{m} \mathbf{x}^{(i)}",
        {"x": list(X53), "x_bar": X53.mean(axis=0), "m": 5},
    ),
    (
        r"\Sigma = \frac{1}{n-1} \sum_{i=1}^n (x_i - \bar x)(x_i - \bar x)^\top",
        r"\Sigma = \frac{1}{n} \sum_{i=1}^n (x_i - \bar x)(x_i - \bar x)^\top",
        {"x": X53, "x_bar": X53.mean(axis=0), "Sigma": COVARIANCE, "n": 5},
    ),
    (
        r"\hat\Sigma = \frac{1}{n-1}\, X^\top \left( I_n - \tfrac1n \mathbf{1}\mathbf{1}^\top"
        r" \right) X",
        r"\hat\Sigma = \frac{1}{n-1}\, X^\top \left( I_n + \tfrac1n \mathbf{1}\mathbf{1}^\top"
        r" \right) X",
        {"X": X53, "n": 5, r"\hat{\Sigma}": COVARIANCE},
    ),
    (
        r"r_{xy} = \frac{s_{xy}}{s_x\, s_y}",
        r"r_{xy} = \frac{s_{xy}}{s_x^2\, s_y^2}",
        {
            "r_{xy}": float(np.corrcoef(sample, other)[0, 1]),
            "s_{xy}": float(covariance(sample, other)),
            "s_x": float(sample.std(ddof=1)),
            "s_y": float(other.std(ddof=1)),
        },
    ),
    (
        r"\operatorname{Var}(a x + b) = a^2 \operatorname{Var}(x)",
        r"\operatorname{Var}(a x + b) = a \operatorname{Var}(x)",
        {"Var": variance, "a": 1.4, "b": 0.3, "x": sample},
    ),
    (
        r"\operatorname{Var}(x + y) = \operatorname{Var}(x) + \operatorname{Var}(y)"
        r" + 2\operatorname{Cov}(x, y)",
        r"\operatorname{Var}(x + y) = \operatorname{Var}(x) + \operatorname{Var}(y)"
        r" - 2\operatorname{Cov}(x, y)",
        {"Var": variance, "Cov": covariance, "x": sample, "y": other},
    ),
    (
        r"\Sigma_y = A \Sigma_x A^\top",
        r"\Sigma_y = A^\top \Sigma_x A",
        {
            "A": A33,
            r"\Sigma_x": COVARIANCE,
            r"\Sigma_y": np.cov(X53 @ A33.T, rowvar=False),
        },
    ),
)

KERNELS = pairs(
    "kernels",
    (
        r"k(x, y) = \exp\left( -\frac{\|x - y\|^2}{2\sigma^2} \right)",
        r"k(x, y) = \exp\left( -\frac{\|x - y\|^2}{2\sigma} \right)",
        {"k": rbf, "x": near, "y": far, "sigma": 0.8},
    ),
    (
        r"k(x, z) = (x^\top z + c)^d",
        r"k(x, z) = (x^\top z + d)^c",
        {"k": cubic, "x": np.array([0.4, 1.1]), "z": np.array([0.9, 0.3]), "c": 1.5, "d": 3},
    ),
    (
        r"(x^\top z + 1)^2 = \phi(x)^\top \phi(z)",
        r"(x^\top z)^2 = \phi(x)^\top \phi(z)",
        {r"\phi": monomials, "x": np.array([0.4, -1.1]), "z": np.array([0.9, 0.6])},
    ),
    (
        r"\|\phi(x) - \phi(z)\|^2 = k(x,x) - 2\,k(x,z) + k(z,z)",
        r"\|\phi(x) - \phi(z)\|^2 = k(x,x) - k(x,z) + k(z,z)",
        {
            "phi": monomials,
            "k": lambda x, z: (x @ z + 1) ** 2,
            "x": np.array([0.4, -1.1]),
            "z": np.array([0.9, 0.6]),
        },
    ),
    (
        r"f(z) = \sum_{i=1}^{n} \alpha_i\, k(x_i, z)",
        r"f(z) = \sum_{i=1}^{n} \alpha_i^2\, k(x_i, z)",
        {
            "f": lambda z: sum(a * rbf(x, z) for a, x in zip(y5, X53, strict=True)),
            "k": rbf,
            "x": X53,
            r"\alpha": y5,
            "n": 5,
            "z": near,
        },
    ),
    (
        r"K = XX^\top, \quad K_{ij} = \langle x_i, x_j \rangle",
        r"K = X^\top X, \quad K_{ij} = \langle x_i, x_j \rangle",
        {"K": A33 @ A33.T, "X": A33, "x": A33},
    ),
    (
        r"\nabla_x k(x, y) = -\frac{x - y}{\sigma^2}\, k(x, y)",
        r"\nabla_x k(x, y) = \frac{x - y}{\sigma^2}\, k(x, y)",
        {"k": rbf, "x": near, "y": far, r"\sigma": 0.8},
    ),
)

GAUSSIANS = pairs(
    "Gaussians",
    (
        r"\log \mathcal{N}(x; \mu, \sigma^2)"
        r" = -\tfrac12 \log(2\pi\sigma^2) - \frac{(x - \mu)^2}{2\sigma^2}",
        r"\log \mathcal{N}(x; \mu, \sigma^2)"
        r" = -\tfrac12 \log(2\pi\sigma^2) - \frac{(x - \mu)^2}{\sigma^2}",
        {r"\mathcal{N}": normal, "x": 1.9, "mu": 0.4, "sigma": 1.3},
    ),
    (
        r"p(x) = \frac{1}{\sqrt{2\pi}\,\sigma}\, e^{-\frac{(x - \mu)^2}{2\sigma^2}}",
        r"p(x) = \frac{1}{2\pi\sigma}\, e^{-\frac{(x - \mu)^2}{2\sigma^2}}",
        {"p": lambda x: normal(x, 0.4, 1.3**2), "x": 1.9, r"\mu": 0.4, r"\sigma": 1.3},
    ),
    (
        r"\log p(x) = -\frac{d}{2} \log(2\pi) - \frac12 \log|\Sigma|"
        r" - \frac12 (x - \mu)^\top \Sigma^{-1} (x - \mu)",
        r"\log p(x) = -\frac{d}{2} \log(2\pi) - \frac12 \log|\Sigma|"
        r" - \frac12 (x - \mu)^\top \Sigma (x - \mu)",
        {
            "p": lambda x: (
                np.exp(-(x - v3) @ np.linalg.solve(SPD, x - v3) / 2)
                / np.sqrt((2 * np.pi) ** 3 * np.linalg.det(SPD))
            ),
            "x": u3,
            "mu": v3,
            "Sigma": SPD,
            "d": 3,
        },
    ),
    (
        r"\ell(\mu, \sigma) = -\frac{n}{2} \log(2\pi\sigma^2)"
        r" - \frac{1}{2\sigma^2} \sum_{i=1}^n (x_i - \mu)^2",
        r"\ell(\mu, \sigma) = -\frac{1}{2} \log(2\pi\sigma^2)"
        r" - \frac{1}{2\sigma^2} \sum_{i=1}^n (x_i - \mu)^2",
        {
            r"\ell": lambda mu, sigma: np.sum(np.log(normal(sample, mu, sigma**2))),
            r"\mu": 2.4,
            r"\sigma": 1.3,
            "x": sample,
            "n": 5,
        },
    ),
    (
        r"\frac{\partial \ell}{\partial \mu} = \frac{1}{\sigma^2} \sum_{i=1}^n (x_i - \mu)",
        r"\frac{\partial \ell}{\partial \mu} = \frac{1}{\sigma} \sum_{i=1}^n (x_i - \mu)",
        {
            r"\ell": lambda x, mu, sigma: np.sum(np.log(normal(x, mu, sigma**2))),
            "x": sample,
            "mu": 2.4,
            "sigma": 1.3,
            "n": 5,
        },
    ),
    (
        r"\hat{\mu} = \arg\max_{\mu} \ell(\mu) = \frac{1}{n} \sum_{i=1}^{n} x_i",
        r"\hat{\mu} = \arg\max_{\mu} \ell(\mu) = \frac{1}{n-1} \sum_{i=1}^{n} x_i",
        {
            r"\hat\mu": float(sample.mean()),
            r"\ell": lambda mu: np.sum(np.log(normal(sample, mu, 1.69))),
            "x": sample,
            "n": 5,
        },
    ),
)

INFORMATION = pairs(
    "entropy and divergence",
    (
        r"D_{KL}(P \| Q) = \sum_i P_i \log \frac{P_i}{Q_i}",
        r"D_{KL}(P \| Q) = \sum_i P_i \log \frac{Q_i}{P_i}",
        {"D_{KL}": divergence, "P": p4, "Q": q4},
    ),
    (
        r"D_{\mathrm{KL}}(p \,\|\, q) = H(p, q) - H(p) \ge 0",
        r"D_{\mathrm{KL}}(p \,\|\, q) = H(p, q) - H(q) \ge 0",
        {
            r"D_{\mathrm{KL}}": divergence,
            "H": lambda *args: cross_entropy(*args) if len(args) == 2 else entropy(*args),
            "p": p4,
            "q": q4,
        },
    ),
    (
        r"H(p) = -\sum_{i=1}^{n} p_i \log p_i \le \log n",
        r"H(p) = -\sum_{i=1}^{n} p_i \log p_i \ge \log n",
        {"H": entropy, "p": p4, "n": 4},
    ),
    (
        r"\mathrm{KL} = \log\frac{\sigma_2}{\sigma_1}"
        r" + \frac{\sigma_1^2 + (\mu_1 - \mu_2)^2}{2\sigma_2^2} - \frac12",
        r"\mathrm{KL} = \log\frac{\sigma_1}{\sigma_2}"
        r" + \frac{\sigma_1^2 + (\mu_1 - \mu_2)^2}{2\sigma_2^2} - \frac12",
        {
            "KL": np.log(1.7 / 0.9) + (0.9**2 + 0.6**2) / (2 * 1.7**2) - 0.5,
            r"\mu_1": 0.4,
            r"\mu_2": 1.0,
            r"\sigma_1": 0.9,
            r"\sigma_2": 1.7,
        },
    ),
    (
        r"H(X) = -\tfrac12 \log_2 \tfrac12 - \tfrac14 \log_2 \tfrac14 - \tfrac14 \log_2 \tfrac14"
        r" = \tfrac12 + \tfrac12 + \tfrac12 = 1.5",
        r"H(X) = -\tfrac12 \log_2 \tfrac12 - \tfrac14 \log_2 \tfrac14 - \tfrac14 \log_2 \tfrac14"
        r" = \tfrac12 + \tfrac14 + \tfrac14 = 1",
        {"H(X)": 1.5},
    ),
    (
        r"I(X; Y) = \sum_{i,j} P_{ij} \log \frac{P_{ij}}{p_i\, q_j}",
        r"I(X; Y) = \sum_{i,j} P_{ij} \log \frac{P_{ij}}{p_j\, q_i}",
        {
            "I(X; Y)": entropy(JOINT.sum(axis=1)) + entropy(JOINT.sum(axis=0)) - entropy(JOINT),
            "P": JOINT,
            "p": JOINT.sum(axis=1),
            "q": JOINT.sum(axis=0),
        },
    ),
    (
        r"\mathrm{JS}(p, q) = \tfrac12 \mathrm{KL}(p, m) + \tfrac12 \mathrm{KL}(q, m),"
        r" \quad m = \frac{p + q}{2}",
        r"\mathrm{JS}(p, q) = \tfrac12 \mathrm{KL}(p, m) + \tfrac12 \mathrm{KL}(m, q),"
        r" \quad m = \frac{p + q}{2}",
        {
            "JS": lambda p, q: entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2,
            "KL": divergence,
            "p": p4,
            "q": q4,
            "m": lambda p, q: (p + q) / 2,
        },
    ),
)

BAYES = pairs(
    "Bayes",
    (
        r"P(A|B) = \frac{P(B|A)\,P(A)}{P(B)}",
        r"P(A|B) = \frac{P(B|A)\,P(B)}{P(A)}",
        {"P(A|B)": 0.72, "P(B|A)": 0.9, "P(A)": 0.4, "P(B)": 0.5},
    ),
    (
        r"P(B) = P(B|A)\,P(A) + P(B|A^c)\,P(A^c)",
        r"P(B) = P(B|A)\,P(A) + P(B|A^c)\,P(A)",
        {"P(B)": 0.48, "P(B|A)": 0.9, "P(A)": 0.4, "P(B|A^c)": 0.2, "P(A^c)": 0.6},
    ),
    (
        r"P(D|+) = \frac{0.99 \times 0.01}{0.99 \times 0.01 + 0.05 \times 0.99}"
        r" = \frac{1}{6} \approx 0.167",
        r"P(D|+) = \frac{0.99 \times 0.01}{0.99 \times 0.01 + 0.05 \times 0.99}"
        r" = \frac{1}{6} \approx 0.166",
        {"P(D|+)": 1 / 6},
    ),
    (
        r"\gamma_k = \frac{\pi_k\, \ell_k}{\sum_{j=1}^{K} \pi_j\, \ell_j}",
        r"\gamma_k = \frac{\pi_k\, \ell_k}{\sum_{j=1}^{K} \ell_j}",
        {r"\gamma": p4 * q4 / (p4 @ q4), r"\pi": p4, r"\ell": q4, "K": 4},
    ),
    (
        r"P(A \cup B) = P(A) + P(B) - P(A \cap B)",
        r"P(A \cup B) = P(A) + P(B) + P(A \cap B)",
        {r"P(A \cup B)": 0.54, "P(A)": 0.4, "P(B)": 0.5, r"P(A \cap B)": 0.36},
    ),
)

NUMBERS = pairs(
    "numeric chains",
    (
        r"L = (\hat y - y)^2 = (3 - 4)^2 = 1",
        r"L = (\hat y - y)^2 = (4 - 3)^2 = 1",
        {r"\hat y": 3.0, "y": 4.0, "L": 1.0},
    ),
    (
        r"\|x\| = \sqrt{9 + 16} = 5",
        r"\|x\| = \sqrt{9 + 16} = 7",
        {"x": np.array([3.0, 4.0])},
    ),
    (
        r"a^\top b = 1 \cdot 4 + 2 \cdot 5 + 3 \cdot 6 = 32",
        r"a^\top b = 1 \cdot 4 + 2 \cdot 5 + 3 \cdot 6 = 33",
        {"a": np.array([1.0, 2.0, 3.0]), "b": np.array([4.0, 5.0, 6.0])},
    ),
    (
        r"Ax = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \begin{bmatrix} 5 \\ 6 \end{bmatrix}"
        r" = \begin{bmatrix} 17 \\ 39 \end{bmatrix}",
        r"Ax = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \begin{bmatrix} 5 \\ 6 \end{bmatrix}"
        r" = \begin{bmatrix} 23 \\ 34 \end{bmatrix}",
        {"A": np.array([[1.0, 2.0], [3.0, 4.0]]), "x": np.array([5.0, 6.0])},
    ),
    (
        r"\sigma(0.5) = \frac{1}{1 + e^{-0.5}} \approx 0.6225",
        r"\sigma(0.5) = \frac{1}{1 + e^{-0.5}} \approx 0.6224",
        {r"\sigma": lambda z: 1 / (1 + np.exp(-z))},
    ),
    (
        r"\bar{x} = \frac{2 + 4 + 9}{3} = 5, \quad s^2 = \frac{9 + 1 + 16}{2} = 13",
        r"\bar{x} = \frac{2 + 4 + 9}{3} = 5, \quad s^2 = \frac{9 + 1 + 16}{3} \approx 8.67",
        {"x_bar": 5.0, "s": np.sqrt(13.0)},
    ),
    (
        r"d = 80^2 = 6{,}400, \qquad \eta = 10^{-3} = 0.001",
        r"d = 80^2 = 6{,}400, \qquad \eta = 10^{-3} = 0.01",
        {"d": 6400, "eta": 0.001},
    ),
    (
        r"\hat{y} = \mathbf{w}^\top \mathbf{x} + b = 0.5 \cdot 2 - 1.5 \cdot 1 + 0.25 = -0.25",
        r"\hat{y} = \mathbf{w}^\top \mathbf{x} + b = 0.5 \cdot 2 - 1.5 \cdot 1 + 0.25 = 0.25",
        {r"\hat{y}": -0.25, "w": np.array([0.5, -1.5]), "x": np.array([2.0, 1.0]), "b": 0.25},
    ),
    (
        r"\mathrm{MSE} = \frac{1}{3} \left[ (0.5)^2 + (-1)^2 + (1.5)^2 \right] \approx 1.17",
        r"\mathrm{MSE} = \frac{1}{3} \left[ (0.5)^2 + (-1)^2 + (1.5)^2 \right] \approx 1.16",
        {"MSE": 3.5 / 3},
    ),
    (
        r"-\log 0.7 \approx 0.357",
        r"-\log 0.7 \approx 0.356",
        {},
    ),
    (
        r"F_1 = \frac{2 \cdot \mathrm{TP}}{2 \cdot \mathrm{TP} + \mathrm{FP} + \mathrm{FN}}"
        r" = \frac{16}{16 + 3 + 1} = 0.8",
        r"F_1 = \frac{2 \cdot \mathrm{TP}}{2 \cdot \mathrm{TP} + \mathrm{FP} + \mathrm{FN}}"
        r" = \frac{16}{16 + 3 - 1} = 0.8",
        {"F_1": 0.8, "TP": 8, "FP": 3, "FN": 1},
    ),
)

MORE_PAIRS = (
    *NORMS,
    *INEQUALITIES,
    *TRACES,
    *PROJECTIONS,
    *SPECTRA,
    *LEAST_SQUARES,
    *UPDATES_OF_INVERSES,
    *MATRIX_NORMS,
    *COVARIANCES,
    *KERNELS,
    *GAUSSIANS,
    *INFORMATION,
    *BAYES,
    *NUMBERS,
)
