"""A budget across cities: N = 1000 against CVXPY, and N = 1,000,000 against passes over the data.

Run ``python benchmarks/allocation.py``. It needs CVXPY.
"""

import os

# Before NumPy is imported: its linear algebra reads them once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

from platform import python_version  # noqa: E402
from typing import Any  # noqa: E402

import cvxpy as untyped_cvxpy  # noqa: E402
import numpy as np  # noqa: E402
from interleaved import median_times  # noqa: E402

from mathbook.optimization.allocation import LogCurves, allocate_budget  # noqa: E402

cvxpy: Any = untyped_cvxpy
MOST_OF_CVXPY = 0.01
MOST_PASSES = 8.0


def main() -> None:
    """Prints both tables: times, ratios, and whether the targets are met."""
    print(f"Python {python_version()}, NumPy {np.__version__}, CVXPY {cvxpy.__version__}\n")
    print("|       N | method               | time (us) |   ratio | target  | met |")
    print("|--------:|----------------------|----------:|--------:|---------|-----|")
    against_cvxpy(1000)
    against_passes(1_000_000)


def cities(n: int) -> LogCurves:
    """Random logarithmic curves."""
    rng = np.random.default_rng(0)
    return LogCurves(a=rng.uniform(1, 100, n), s=rng.uniform(1, 100, n))


def against_cvxpy(n: int) -> None:
    """The same problem for CVXPY, compiled before the clock runs, with Clarabel."""
    curves, budget = cities(n), 5.0 * n
    x = cvxpy.Variable(n)
    value = cvxpy.sum(cvxpy.multiply(curves.a, cvxpy.log(1 + cvxpy.multiply(1 / curves.s, x))))
    problem = cvxpy.Problem(cvxpy.Maximize(value), [cvxpy.sum(x) == budget, x >= 0])
    problem.solve(solver=cvxpy.CLARABEL)
    best = allocate_budget(curves, budget)
    assert best.converged
    assert abs(best.value - problem.value) < 1e-6 * best.value
    times = median_times(
        {
            "CVXPY, Clarabel": lambda: problem.solve(solver=cvxpy.CLARABEL),
            "allocate_budget": lambda: allocate_budget(curves, budget),
        },
        rounds=15,
    )
    report(n, times, "CVXPY, Clarabel", "allocate_budget", MOST_OF_CVXPY)


def against_passes(n: int) -> None:
    """A pass is one evaluation of the curves, which takes a logarithm for each city."""
    curves, budget = cities(n), 5.0 * n
    best = allocate_budget(curves, budget)
    assert best.converged
    times = median_times(
        {
            "a pass: r(x)": lambda: curves.value(best.x),
            "marginal returns": lambda: curves.slope(best.x),
            "demand at a price": lambda: curves.total_demand(best.price),
            "allocate_budget": lambda: allocate_budget(curves, budget),
        },
        rounds=15,
    )
    report(n, times, "a pass: r(x)", "allocate_budget", MOST_PASSES)


def report(n: int, times: dict[str, float], peer: str, ours: str, most: float) -> None:
    """The table's lines for one size."""
    for name, seconds in times.items():
        ratio = seconds / times[peer]
        target = f"<= {most:g}" if name == ours else ""
        met = ("yes" if ratio <= most else "no") if name == ours else ""
        print(f"| {n:7} | {name:20} | {1e6 * seconds:9.1f} | {ratio:7.4f} | {target:7} | {met:3} |")


if __name__ == "__main__":
    main()
