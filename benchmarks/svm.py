"""The support vector classifier with a radial kernel, against scikit-learn's (LIBSVM).

Run ``python benchmarks/svm.py``. Both stop at the same violation of the same conditions on pairs;
the table has the duality gaps too, computed alike from either's weights.
"""

import os

# Before NumPy is imported: its linear algebra reads them once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

from collections.abc import Iterator  # noqa: E402
from functools import partial  # noqa: E402
from platform import python_version  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
import scipy  # noqa: E402
import sklearn  # noqa: E402
from interleaved import median_times  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from sklearn.svm import SVC as PeerSVC  # noqa: E402, N811

from mathbook.optimization.svm import SVC, rbf_kernel, svm_duality_gap  # noqa: E402

TOLERANCE = 1e-3
TARGETS = {1000: 1.3, 5000: 0.8}  # time as a part of the peer's, at most, at the price 1
ROUNDS = {1000: 41, 5000: 11}
PRICES = {"clouds": 1.0, "ring": 1.0, "ring, dear": 100.0}

Floats = NDArray[np.float64]


def main() -> None:
    """Prints a table: time, ratio, steps, gap, and whether the target is met."""
    print(f"Python {python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}", end="")
    print(f", scikit-learn {sklearn.__version__}")
    print()
    print(
        "| data       |    n | method       | time (ms) | ratio | steps | gap     | target | met |"
    )
    print(
        "|------------|-----:|--------------|----------:|------:|------:|--------:|--------|-----|"
    )
    for n in TARGETS:
        for name in PRICES:
            for line in measured(name, n):
                print(line, flush=True)


def samples(name: str, n: int) -> tuple[Floats, Floats]:
    """Two clouds that overlap in ten dimensions, or a disc within a ring in two, with noise."""
    rng = np.random.default_rng(0)
    if name == "clouds":
        y = np.where(np.arange(n) % 2, 1.0, -1.0)
        return rng.normal(size=(n, 10)) + 0.5 * y[:, None], y
    X = rng.normal(size=(n, 2))
    return X, np.where(np.hypot(X[:, 0], X[:, 1]) + 0.3 * rng.normal(size=n) > 1.2, 1.0, -1.0)


def fit(kind: Any, options: dict[str, Any], X: Floats, y: Floats) -> Any:
    """A classifier of either kind, fitted."""
    return kind(**options).fit(X, y)


def measured(name: str, n: int) -> Iterator[str]:
    """The table's lines for one problem."""
    X, y = samples(name, n)
    C, gamma = PRICES[name], 1.0 / (X.shape[1] * X.var())
    options: dict[str, Any] = {"C": C, "kernel": "rbf", "gamma": gamma, "tol": TOLERANCE}
    kinds = {"scikit-learn": PeerSVC, "mathbook": SVC}
    times = median_times(
        {label: partial(fit, kind, options, X, y) for label, kind in kinds.items()},
        rounds=ROUNDS[n],
    )
    K = rbf_kernel(X, X, gamma)
    for label, kind in kinds.items():
        model = fit(kind, options, X, y)
        alpha = np.zeros(n)
        alpha[model.support_] = np.abs(model.dual_coef_[0])
        gap = svm_duality_gap(alpha, K, y, C, model.intercept_[0])
        ratio = times[label] / times["scikit-learn"]
        target = f"<= {TARGETS[n]}" if label == "mathbook" and C == 1.0 else ""
        met = "" if not target else "yes" if ratio <= TARGETS[n] else "no"
        yield (
            f"| {name:10} | {n:4} | {label:12} | {1e3 * times[label]:9.1f} | {ratio:5.2f} "
            f"| {int(np.max(model.n_iter_)):5} | {gap:7.1e} | {target:6} | {met:3} |"
        )


if __name__ == "__main__":
    main()
