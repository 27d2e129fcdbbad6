"""Jacobian of f(x) = sin(Ax) by differences, against SciPy's 3-point differences.

Run ``python benchmarks/jacobian.py``.
"""

import os

# Before NumPy is imported: its linear algebra reads them once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

import math  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from platform import python_version  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
import scipy  # noqa: E402
from interleaved import median_times  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.optimize._numdiff import approx_derivative  # noqa: E402

from mathbook.calculus import numerical_jacobian  # noqa: E402

PEER = "SciPy 3-point"
# Time as a part of the peer's (at most), correct digits (at least).
TARGETS: dict[str, tuple[float, float]] = {
    "loop": (0.5, 9.5),
    "vectorized": (0.15, 9.5),
    "complex": (math.inf, 15.0),
    "complex vectorized": (math.inf, 15.0),
}


def digits(computed: NDArray[np.float64], exact: NDArray[np.float64]) -> float:
    """Correct digits: -log10 of the relative error in the Frobenius norm."""
    return float(-np.log10(np.linalg.norm(computed - exact) / np.linalg.norm(exact)))


def main() -> None:
    """Prints a table: time, ratio, digits, and whether the targets are met."""
    print(f"Python {python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}")
    print()
    print("|   n | method             | time (us) | ratio | digits | target          | met |")
    print("|----:|--------------------|----------:|------:|-------:|-----------------|-----|")
    for n in (10, 100):
        for line in measured(n):
            print(line)


def measured(n: int) -> Iterator[str]:
    """The table's lines for a function of ``n`` variables."""
    rng = np.random.default_rng(0)
    A, x = rng.standard_normal((n, n)) / np.sqrt(n), rng.standard_normal(n)
    exact = np.cos(A @ x)[:, None] * A
    points = [x.copy() for _ in range(2 * n)]
    rows = np.array(points)

    def f(x: NDArray[Any]) -> Any:
        return np.sin(A @ x)

    def f_rows(X: NDArray[Any]) -> Any:
        return np.sin(X @ A.T)

    jacobians: dict[str, Callable[[], NDArray[np.float64]]] = {
        PEER: lambda: approx_derivative(f, x, method="3-point"),
        "loop": lambda: numerical_jacobian(f, x),
        "vectorized": lambda: numerical_jacobian(f_rows, x, vectorized=True),
        "complex": lambda: numerical_jacobian(f, x, method="complex"),
        "complex vectorized": lambda: numerical_jacobian(
            f_rows, x, method="complex", vectorized=True
        ),
    }
    # What no way of differencing can save: f itself at 2n points.
    floors: dict[str, Callable[[], object]] = {
        "f alone, 2n calls": lambda: [f(point) for point in points],
        "f alone, one call": lambda: f_rows(rows),
    }
    times = median_times({**jacobians, **floors})
    for name, seconds in times.items():
        ratio = seconds / times[PEER]
        correct = digits(jacobians[name](), exact) if name in jacobians else math.nan
        target, met = verdict(name, ratio, correct)
        shown = "" if name in floors else f"{correct:.2f}"
        yield (
            f"| {n:3} | {name:18} | {1e6 * seconds:9.1f} | {ratio:5.3f} | {shown:>6} "
            f"| {target:15} | {met:3} |"
        )


def verdict(name: str, ratio: float, correct: float) -> tuple[str, str]:
    """The target of ``name`` in words and whether it is met; empty where there is none."""
    if name not in TARGETS:
        return "", ""
    most, least = TARGETS[name]
    target = f">= {least}" if most == math.inf else f"<= {most}, >= {least}"
    return target, "yes" if ratio <= most and correct >= least else "no"


if __name__ == "__main__":
    main()
