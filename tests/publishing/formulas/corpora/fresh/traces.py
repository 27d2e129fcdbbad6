"""Traces, determinants and inverses."""

from collections.abc import Iterator

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair

__all__ = ["CASES"]


def traces() -> Iterator[Case]:
    """Traces, determinants and inverses."""
    N = np.random.default_rng(1906).normal
    u3, _v3, _w3 = N(size=(3, 3))
    A3, B3, C3, D3 = N(size=(4, 3, 3)) + np.eye(3)
    yield from pair(
        (
            r"\mathbf{x}^\top \mathbf{A}\mathbf{x} = "
            r"\mathrm{tr}(\mathbf{x}^\top\mathbf{A}\mathbf{x}) = "
            r"\mathrm{tr}(\mathbf{A}\mathbf{x}\mathbf{x}^\top)"
        ),
        (
            r"\mathbf{x}^\top \mathbf{A}\mathbf{x} = "
            r"\mathrm{tr}(\mathbf{x}^\top\mathbf{A}\mathbf{x}) = "
            r"\mathrm{tr}(\mathbf{A})\,\mathbf{x}^\top\mathbf{x}"
        ),
        {r"\mathbf{A}": A3, r"\mathbf x": u3},
    )
    yield from pair(
        (r"\langle A, B\rangle_F = \operatorname{tr}(A^\top B) = \sum_{i,j} " r"A_{ij}B_{ij}"),
        (r"\langle A, B\rangle_F = \operatorname{tr}(A^\top B) = \sum_{i,j} " r"A_{ij}B_{ji}"),
        {"A": A3, "B": B3},
    )
    yield from pair(
        (
            r"\nabla_{\mathbf X}\operatorname{tr}(\mathbf{A X B}) = "
            r"\mathbf{A}^\top\mathbf{B}^\top"
        ),
        (
            r"\nabla_{\mathbf X}\operatorname{tr}(\mathbf{A X B}) = "
            r"\mathbf{B}^\top\mathbf{A}^\top"
        ),
        {"A": A3, "B": B3, "X": C3},
    )
    yield from pair(
        r"\frac{\partial}{\partial \mathbf{X}} \log|\mathbf{X}| = \mathbf{X}^{-\top}",
        r"\frac{\partial}{\partial \mathbf{X}} \log|\mathbf{X}| = \mathbf{X}^{-1}",
        {"X": np.array([[2, 0.3, 0.1], [-0.4, 1.5, 0.6], [0.2, -0.7, 1.8]])},
    )
    yield from pair(
        r"(A \otimes B)(C \otimes D) = (AC)\otimes(BD)",
        r"(A \otimes B)(C \otimes D) = (AD)\otimes(BC)",
        {"A": A3, "B": B3, "C": C3, "D": D3},
    )


def more_traces() -> Iterator[Case]:
    """Traces, determinants and inverses."""
    N = np.random.default_rng(1907).normal
    x5, _y5, _z5 = N(size=(3, 5))
    u3, v3, _w3 = N(size=(3, 3))
    A3, B3, _C3 = N(size=(3, 3, 3)) + 1.5 * np.eye(3)
    yield from pair(
        (
            r"\operatorname{Tr}(\mathbf{A}^{\mathsf{T}}) = "
            r"\operatorname{Tr}(\mathbf{A}), \quad "
            r"\operatorname{Tr}(\mathbf{A}+\mathbf{B}) = "
            r"\operatorname{Tr}(\mathbf{A})+\operatorname{Tr}(\mathbf{B})"
        ),
        (
            r"\operatorname{Tr}(\mathbf{A}^{\mathsf{T}}) = "
            r"\operatorname{Tr}(\mathbf{A}), \quad "
            r"\operatorname{Tr}(\mathbf{A}\mathbf{B}) = "
            r"\operatorname{Tr}(\mathbf{A})\operatorname{Tr}(\mathbf{B})"
        ),
        {r"\mathbf{A}": A3, r"\mathbf{B}": B3},
    )
    yield from pair(
        r"\det(A^{-1}) = \frac{1}{\det A}, \qquad \det(AB) = \det A \, \det B",
        r"\det(A^{-1}) = \frac{1}{\det A}, \qquad \det(AB) = \det A + \det B",
        {"A": A3, "B": B3},
    )
    yield from pair(
        r"|c\,\mathbf{A}| = c^n\,|\mathbf{A}|",
        r"|c\,\mathbf{A}| = c\,|\mathbf{A}|",
        {r"\mathbf{A}": A3, "c": 1.4, "n": 3},
    )
    yield from pair(
        (
            r"(\mathbf{A}\mathbf{B})^{-1} = \mathbf{B}^{-1}\mathbf{A}^{-1}, \quad "
            r"(\mathbf{A}\mathbf{B})^\top = \mathbf{B}^\top\mathbf{A}^\top"
        ),
        (
            r"(\mathbf{A}\mathbf{B})^{-1} = \mathbf{B}^{-1}\mathbf{A}^{-1}, \quad "
            r"(\mathbf{A}\mathbf{B})^\top = \mathbf{A}^\top\mathbf{B}^\top"
        ),
        {"A": A3, "B": B3},
    )
    yield from pair(
        (
            r"\frac{\partial}{\partial \mathbf A}\operatorname{Tr}\left(\mathbf "
            r"A\mathbf B\mathbf A^{\mathrm T}\right) = \mathbf A(\mathbf B + \mathbf "
            r"B^{\mathrm T})"
        ),
        (
            r"\frac{\partial}{\partial \mathbf A}\operatorname{Tr}\left(\mathbf "
            r"A\mathbf B\mathbf A^{\mathrm T}\right) = (\mathbf B + \mathbf B^{\mathrm "
            r"T})\mathbf A"
        ),
        {r"\mathbf A": A3, r"\mathbf B": B3},
    )
    yield from pair(
        r"\nabla_{A}\operatorname{tr}(AB) = B^{T}",
        r"\nabla_{A}\operatorname{tr}(AB) = B",
        {"A": A3, "B": B3},
    )
    yield from pair(
        r"\det(I_n + uv^\top) = 1 + v^\top u",
        r"\det(I_n + uv^\top) = 1 - v^\top u",
        {"u": u3, "v": v3, "n": 3},
    )
    yield from pair(
        r"\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad - bc",
        r"\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ab - cd",
        {"a": 1.3, "b": -0.4, "c": 2.2, "d": 0.9},
    )
    yield from pair(
        (
            r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}^{-1} = "
            r"\frac{1}{ad-bc}\begin{bmatrix} d & -b \\ -c & a \end{bmatrix}"
        ),
        (
            r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}^{-1} = "
            r"\frac{1}{ad-bc}\begin{bmatrix} a & -b \\ -c & d \end{bmatrix}"
        ),
        {"a": 1.3, "b": -0.4, "c": 2.2, "d": 0.9},
    )
    yield from pair(
        r"\operatorname{tr}(xx^\top) = x^\top x = \|x\|_2^2",
        r"\operatorname{tr}(xx^\top) = x^\top x = \|x\|_2",
        {"x": x5},
    )


def further_traces() -> Iterator[Case]:
    """Traces."""
    N = np.random.default_rng(1910).normal
    A3 = N(size=(3, 3)) + np.eye(3)
    B3 = N(size=(3, 3)) + np.eye(3)
    A43 = N(size=(4, 3))
    yield from pair(
        (
            r"\|M\|_{\mathrm F}^2 = \operatorname{Tr} M^{\top}M = \sum_{i,j} m_{ij}^2 = "
            r"\sum_k \sigma_k^2"
        ),
        (
            r"\|M\|_{\mathrm F}^2 = \operatorname{Tr} M^{\top}M = \sum_{i,j} m_{ij}^2 = "
            r"\Bigl(\sum_k \sigma_k\Bigr)^2"
        ),
        {"M": A43, r"\sigma": np.linalg.svd(A43, compute_uv=False)},
    )
    yield from pair(
        r"\mathrm{trace}(A\otimes B) = \mathrm{trace}(A)\,\mathrm{trace}(B)",
        r"\mathrm{trace}(A\otimes B) = \mathrm{trace}(A)+\mathrm{trace}(B)",
        {"A": A3, "B": B3},
    )


CASES = collected(traces, more_traces, further_traces)
