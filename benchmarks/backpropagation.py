"""A step of training by the tape, beside the same step by PyTorch in eager mode.

Run ``python benchmarks/backpropagation.py``; it needs PyTorch.
"""

import os

# Before NumPy is imported: its linear algebra reads them once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

from collections.abc import Callable  # noqa: E402
from platform import python_version  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402
from interleaved import median_times  # noqa: E402

from mathbook.calculus.backpropagation import MLP  # noqa: E402

# Layers, samples in a batch, rounds, and the time as a part of PyTorch's (at most).
CASES = (
    ((2, 16, 16, 2), 64, 101, 0.5),
    ((1024, 1024, 1024, 10), 256, 15, 1.0),
)


def torch_step(network: MLP, X: Any, y: Any, step_size: float) -> Callable[[], float]:
    """The step of ``network``, with its weights, as one writes it in PyTorch."""
    weights = [torch.tensor(W.value, requires_grad=True) for W in network.weights]
    biases = [torch.tensor(b.value, requires_grad=True) for b in network.biases]
    inputs, labels = torch.tensor(X), torch.tensor(y)

    def step() -> float:
        a = inputs
        for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
            a = torch.nn.functional.linear(a, W, b)
            if layer + 1 < len(weights):
                a = torch.relu(a)
        loss = torch.nn.functional.cross_entropy(a, labels)
        for parameter in (*weights, *biases):
            parameter.grad = None
        loss.backward()
        with torch.no_grad():
            for parameter in (*weights, *biases):
                parameter -= step_size * parameter.grad
        return float(loss.item())

    return step


def main() -> None:
    """Prints a table: time, ratio, whether both lose the same, and whether the target is met."""
    torch.set_num_threads(1)
    print(f"Python {python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__}")
    print()
    print("| layers                | batch | ours (us) | PyTorch (us) | ratio | target | met |")
    print("|-----------------------|------:|----------:|-------------:|------:|-------:|-----|")
    for sizes, batch, rounds, target in CASES:
        rng = np.random.default_rng(0)
        X, y = rng.standard_normal((batch, sizes[0])), rng.integers(0, sizes[-1], batch)
        network = MLP(sizes, rng)
        theirs = torch_step(network, X, y, 1e-3)
        for _ in range(5):
            np.testing.assert_allclose(network.step(X, y, 1e-3), theirs(), rtol=1e-9)
        times = median_times(
            {"ours": lambda: network.step(X, y, 1e-3), "theirs": theirs},  # noqa: B023
            rounds=rounds,
        )
        ratio = times["ours"] / times["theirs"]
        print(
            f"| {'-'.join(map(str, sizes)):21} | {batch:5} | {1e6 * times['ours']:9.1f} "
            f"| {1e6 * times['theirs']:12.1f} | {ratio:5.3f} | {target:6} "
            f"| {'yes' if ratio <= target else 'no':3} |"
        )


if __name__ == "__main__":
    main()
