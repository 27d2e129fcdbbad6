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
# A duality gap over the objective at 0 that all have to reach, so that they are compared.
ACCURACY = 1e-6
# m, n, the tolerance of scikit-learn that reaches it, the largest ratio to scikit-learn.
PROBLEMS = [(2000, 200, 1e-4, 5.0), (200, 2000, 1e-6, 20.0)]
# The largest ratio to CVXPY: at least eight times as fast.
OF_MODELLED = 1 / 8


def main() -> None:
    """Prints a table: time, ratios, accuracy, and whether the targets are met."""
    packages = ("numpy", "scipy", "scikit-learn", "cvxpy", "clarabel")
    print(
        f"Python {python_version()}, " + ", ".join(f"{name} {version(name)}" for name in packages)
    )
    print()
    print(
        "| A            | method              | time (ms) | of sklearn | of CVXPY | gap   | met |"
    )
    print(
        "|--------------|---------------------|----------:|-----------:|---------:|------:|-----|"
    )
    for m, n, tol, target in PROBLEMS:
        for line in measured(m, n, tol, target):
            print(line)


def data(m: int, n: int) -> tuple[Floats, Floats, float]:
    """A random design, a tenth of the coefficients not zero, noise, and a weight of 0.1 lam_max."""
    rng = np.random.default_rng(0)
    A = rng.standard_normal((m, n))
    truth = np.zeros(n)
    truth[: min(m, n) // 10] = rng.standard_normal(min(m, n) // 10)
    b = A @ truth + 0.1 * rng.standard_normal(m)
    return A, b, 0.1 * lasso_lam_max(A, b)


def measured(m: int, n: int, tol: float, target: float) -> Iterator[str]:
    """The table's lines for one problem."""
    A, b, lam = data(m, n)
    # Coordinate descent reads columns; it gets them as it wants them, and so copies nothing.
    columns = np.asfortranarray(A)
    # A quarter of the largest eigenvalue of A^T A, which for such data is about (√m + √n)².
    rho = (np.sqrt(m) + np.sqrt(n)) ** 2 / 4
    peer = Lasso(alpha=lam / m, fit_intercept=False, tol=tol, max_iter=100_000)
    start = np.zeros(n)

    solvers: dict[str, Callable[[], Floats]] = {
        DESCENT: lambda: np.asarray(peer.fit(columns, b).coef_),
        "the same, A by rows": lambda: np.asarray(peer.fit(A, b).coef_),
        MODELLED: lambda: modelled(A, b, lam),
        OURS: lambda: lasso_admm(A, b, lam, rho, abs_tol=0.0, rel_tol=1e-6, relaxation=1.8).z,
    }
    # What no number of iterations can save.
    floors: dict[str, Callable[[], object]] = {
        "factoring alone": lambda: LeastSquaresProx(A, b)(start, 1 / rho)
    }
    times = median_times({**solvers, **floors}, rounds=15)
    worst = lasso_objective(A, b, start, lam)
    for solver, seconds in times.items():
        ratios = seconds / times[DESCENT], seconds / times[MODELLED]
        shown = met = ""
        if solver in solvers:
            gap = lasso_duality_gap(A, b, solvers[solver](), lam) / worst
            shown = f"{gap:.0e}"
            if solver == OURS:
                well = ratios[0] <= target and ratios[1] <= OF_MODELLED and gap <= ACCURACY
                met = "yes" if well else "no"
        yield (
            f"| {f'{m} x {n}':12} | {solver:19} | {1e3 * seconds:9.2f} | {ratios[0]:10.2f} "
            f"| {ratios[1]:8.4f} | {shown:>5} | {met:3} |"
        )


def modelled(A: Floats, b: Floats, lam: float) -> Floats:
    """Builds and solves the problem, as someone with new data does."""
    x = cvxpy.Variable(A.shape[1])
    objective = cvxpy.sum_squares(A @ x - b) / 2 + lam * cvxpy.norm1(x)
    cvxpy.Problem(cvxpy.Minimize(objective)).solve(solver=cvxpy.CLARABEL)
    return np.asarray(x.value)


if __name__ == "__main__":
    main()
