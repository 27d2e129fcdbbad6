"""Checking a formula, against showing it: `check_formula` beside the conversion to MathML.

Run ``python benchmarks/formulas.py``.
"""

import os

# Before NumPy is imported: its linear algebra reads them once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

from collections.abc import Callable, Mapping  # noqa: E402
from platform import python_version  # noqa: E402
from statistics import median  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
from interleaved import median_times  # noqa: E402
from math_core import LatexToMathML  # noqa: E402

from mathbook.publishing.formulas import check_formula  # noqa: E402

TARGET = 1e-3  # seconds for the median formula, argmin apart


def softmax(z: Any) -> Any:
    powers = np.exp(z - z.max())
    return powers / powers.sum()


def formulas() -> dict[str, tuple[str, Mapping[str, object]]]:
    """Formulas as textbooks print them, with what their names are bound to."""
    rng = np.random.default_rng(0)
    x, y, z = rng.normal(size=(3, 4))
    A, b = rng.normal(size=(6, 4)), rng.normal(size=6)
    graph = {
        "w": 3.0, "x": 2.0, "v": 0.5, "y": 4.0, "h": lambda w, x: w * x,
        "a": lambda h: max(0.0, h), r"\hat y": lambda v, a: v * a,
        "L": lambda y_hat, y: (y_hat - y) ** 2,
    }  # fmt: skip
    quadratic = {"f": lambda x: x[0] ** 2 + x[0] * x[1] + x[1] ** 2, "x": np.array([1.0, 2.0])}
    return {
        "numbers": (r"L = (\hat y - y)^2 = (3 - 4)^2 = 1", graph),
        "approximation": (r"\sqrt{16 + 25} = \sqrt{41} \approx 6.4", {}),
        "norms": (r"\|x + y\|^2 = \|x\|^2 + 2 x^\top y + \|y\|^2", {"x": x, "y": y}),
        "inequality": (r"|x^\top y| \le \|x\|_2 \|y\|_2", {"x": x, "y": y}),
        "definition": (
            r"\text{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}",
            {"softmax": softmax, "z": z, "n": 4},
        ),
        "trace": (r"\operatorname{tr}(A^\top A) = \|A\|_F^2", {"A": A}),
        "normal equations": (
            r"A^\top (A \hat x - b) = 0",
            {"A": A, "b": b, r"\hat x": np.linalg.lstsq(A, b)[0]},
        ),
        "derivative": (
            r"\frac{\partial L}{\partial v} = 2(\hat y - y) a", graph,
        ),
        "gradient": (r"\nabla f(x) = (2 x_1 + x_2, x_1 + 2 x_2)", quadratic),
        "limit": (r"\lim_{t \to 0} \frac{f(x + t x) - f(x)}{t} = \nabla f(x)^\top x", quadratic),
    }  # fmt: skip


def main() -> None:
    """Prints a table: both times of each formula, and their ratio."""
    print(f"Python {python_version()}, NumPy {np.__version__}")
    print()
    print("| formula          | checked (us) | shown (us) | ratio |")
    print("|------------------|-------------:|-----------:|------:|")
    converter = LatexToMathML()
    times = []
    for name, (latex, names) in formulas().items():
        checked, shown = measured(latex, names, converter)
        times.append(checked)
        print(
            f"| {name:<16} | {1e6 * checked:12.0f} | {1e6 * shown:10.0f} | {checked / shown:5.1f} |"
        )
    met = "met" if median(times) <= TARGET else "missed"
    print()
    print(f"Median {1e3 * median(times):.2f} ms; target {1e3 * TARGET:.0f} ms: {met}")


def measured(
    latex: str, names: Mapping[str, object], converter: LatexToMathML
) -> tuple[float, float]:
    """The times of checking and of showing ``latex``, in seconds."""
    verdict = check_formula(latex, names)
    if not verdict.holds:
        raise AssertionError(f"{latex}: {verdict}")
    calls: dict[str, Callable[[], object]] = {
        "checked": lambda: check_formula(latex, names),
        "shown": lambda: converter.convert_with_local_state(latex, displaystyle=True),
    }
    medians = median_times(calls, rounds=31)
    return medians["checked"], medians["shown"]


if __name__ == "__main__":
    main()
