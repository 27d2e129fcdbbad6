"""Equality-constrained quadratic programs, against CVXPY with Clarabel and with OSQP.

Run ``python benchmarks/equality_qp.py``.
"""

import os

# Before NumPy is imported: its linear algebra reads them once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

from collections.abc import Callable, Iterator  # noqa: E402
from importlib.metadata import version  # noqa: E402
from platform import python_version  # noqa: E402
from typing import Any  # noqa: E402

import clarabel  # noqa: E402
import cvxpy  # noqa: E402
import numpy as np  # noqa: E402
from cvxpy.atoms.affine.wraps import psd_wrap  # noqa: E402
from cvxpy.atoms.quad_form import quad_form  # noqa: E402
from interleaved import median_times  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.linalg import cholesky  # noqa: E402
from scipy.sparse import csc_matrix  # noqa: E402

from mathbook.optimization.kkt import kkt_residuals  # noqa: E402
from mathbook.optimization.lagrange_multipliers import solve_equality_qp  # noqa: E402

Floats = NDArray[np.float64]
Answer = tuple[Floats, Floats]

PEER = "CVXPY, Clarabel"
OURS = "solve_equality_qp"
# Time as a part of the peer's, at most.
TARGET = 0.05


def main() -> None:
    """Prints a table: time, ratio, residual, and whether the target is met."""
    packages = ("numpy", "scipy", "cvxpy", "clarabel", "osqp")
    print(
        f"Python {python_version()}, " + ", ".join(f"{name} {version(name)}" for name in packages)
    )
    print()
    print("|   n |   m | method            | time (ms) |  ratio | residual | target  | met |")
    print("|----:|----:|-------------------|----------:|-------:|---------:|---------|-----|")
    for line in measured(500, 100):
        print(line)


def measured(n: int, m: int) -> Iterator[str]:
    """The table's lines for ``n`` unknowns and ``m`` equations."""
    rng = np.random.default_rng(0)
    B = rng.standard_normal((n, n))
    P, q = B @ B.T / n + np.eye(n), rng.standard_normal(n)
    A, b = rng.standard_normal((m, n)), rng.standard_normal(m)

    def ours() -> Answer:
        solution = solve_equality_qp(P, q, A, b)
        return solution.x, solution.multipliers

    solvers: dict[str, Callable[[], Answer]] = {
        PEER: modelled(P, q, A, b, cvxpy.CLARABEL),
        "Clarabel alone": lambda: handed_over(P, q, A, b),
        "CVXPY, OSQP": modelled(P, q, A, b, cvxpy.OSQP),
        OURS: ours,
    }
    # What no such method can save: a factor of P.
    floors: dict[str, Callable[[], object]] = {"Cholesky alone": lambda: cholesky(P, lower=True)}
    times = median_times({**solvers, **floors}, rounds=21)
    for name, seconds in times.items():
        ratio = seconds / times[PEER]
        shown = "" if name in floors else f"{residual(P, q, A, b, solvers[name]()):.0e}"
        target = f"<= {TARGET}" if name == OURS else ""
        met = "" if name != OURS else "yes" if ratio <= TARGET else "no"
        yield (
            f"| {n:3} | {m:3} | {name:17} | {1e3 * seconds:9.2f} | {ratio:6.4f} "
            f"| {shown:>8} | {target:7} | {met:3} |"
        )


def modelled(P: Floats, q: Floats, A: Floats, b: Floats, solver: str) -> Callable[[], Answer]:
    """Builds and solves the problem, as someone with new data does."""

    def solve() -> Answer:
        x = cvxpy.Variable(len(q))
        equations = A @ x == b
        objective = quad_form(x, psd_wrap(P)) / 2 + q @ x
        problem: Any = cvxpy.Problem(cvxpy.Minimize(objective), [equations])
        problem.solve(solver=solver)
        return np.asarray(x.value), np.asarray(equations.dual_value)

    return solve


def handed_over(P: Floats, q: Floats, A: Floats, b: Floats) -> Answer:
    """Clarabel without the modelling language, which costs as much again."""
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    cones = [clarabel.ZeroConeT(len(b))]
    data = csc_matrix(np.triu(P)), q, csc_matrix(A), b
    solution = clarabel.DefaultSolver(*data, cones, settings).solve()
    return np.array(solution.x), np.array(solution.z)


def residual(P: Floats, q: Floats, A: Floats, b: Floats, answer: Answer) -> float:
    """The largest of the KKT residuals of an answer."""
    x, lam = answer
    return kkt_residuals(
        x, lambda x: P @ x + q, h=lambda x: A @ x - b, jac_h=lambda x: A, lam=lam
    ).largest


if __name__ == "__main__":
    main()
