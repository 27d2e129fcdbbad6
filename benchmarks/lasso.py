"""The LASSO by ADMM, against scikit-learn's coordinate descent and CVXPY with Clarabel.

Run ``python benchmarks/lasso.py``.
"""

import os

# Before NumPy is imported: its linear algebra reads them once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

from collections.abc import Callable, Iterator  # noqa: E402
from importlib.metadata import version  # noqa: E402
from platform import python_version  # noqa: E402
from typing import Any  # noqa: E402

import cvxpy as untyped_cvxpy  # noqa: E402
import numpy as np  # noqa: E402
from interleaved import median_times  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from sklearn.linear_model import Lasso  # noqa: E402

from mathbook.optimization.admm import (  # noqa: E402
    LeastSquaresProx,
    lasso_admm,
    lasso_duality_gap,
    lasso_lam_max,
    lasso_objective,
)

cvxpy: Any = untyped_cvxpy
Floats = NDArray[np.float64]

OURS, DESCENT, MODELLED = "lasso_admm", "scikit-learn", "CVXPY, Clarabel"
ACCURACY = 1e-6  # duality gap over the objective at 0, reached by all
# Name, m, n, rho over the mean square of a column's length, largest ratio to scikit-learn.
PROBLEMS = [("tall", 2000, 200, 0.9, 5.0), ("wide", 200, 2000, 0.2, 20.0)]
FASTER_THAN_MODELLED = 8.0


def main() -> None:
    """Prints a table: time, ratios, accuracy, iterations, and whether the targets are met."""
    packages = ("numpy", "scipy", "scikit-learn", "cvxpy", "clarabel")
    print(
        f"Python {python_version()}, " + ", ".join(f"{name} {version(name)}" for name in packages)
    )
    print()
    print("| problem | method          | time (ms) | of scikit-learn | of CVXPY | gap   | target |")
    print("|---------|-----------------|----------:|----------------:|---------:|-------|--------|")
    for name, m, n, share, target in PROBLEMS:
        for line in measured(name, m, n, share, target):
            print(line)


def data(m: int, n: int) -> tuple[Floats, Floats, float]:
    """A random design, a tenth of the coefficients not zero, noise, and a weight of 0.1 lam_max."""
    rng = np.random.default_rng(0)
    A = rng.standard_normal((m, n))
    truth = np.zeros(n)
    truth[: min(m, n) // 10] = rng.standard_normal(min(m, n) // 10)
    b = A @ truth + 0.1 * rng.standard_normal(m)
    return A, b, 0.1 * lasso_lam_max(A, b)
