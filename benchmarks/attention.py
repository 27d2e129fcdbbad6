"""Blockwise attention of one head, beside PyTorch's scaled_dot_product_attention on the CPU.

Run ``python benchmarks/attention.py``; it needs PyTorch.
"""

import os

# Before NumPy is imported: its linear algebra reads them once.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"

import tracemalloc  # noqa: E402
from platform import python_version  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402
from interleaved import median_times  # noqa: E402

from mathbook.calculus.attention import blockwise_attention  # noqa: E402

WIDTH = 64
LENGTHS = (1024, 2048, 4096)
# Time as a part of PyTorch's (at most), by type and whether it is causal.
TARGETS = {("float64", False): 1.0, ("float32", False): 1.3, ("float64", True): 1.15}
MEMORY = 2.0  # MiB beside the output (at most)


def main() -> None:
    """Prints a table: time, ratio, memory beside the output, and whether the targets are met."""
    torch.set_num_threads(1)
    print(f"Python {python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__}")
    print()
    print("| type    | causal | length | ours (ms) | PyTorch (ms) | ratio | target | MiB  | met |")
    print("|---------|--------|-------:|----------:|-------------:|------:|-------:|-----:|-----|")
    for kind in ("float64", "float32"):
        for causal in (False, True):
            for length in LENGTHS:
                print(line(kind, causal, length))


def line(kind: str, causal: bool, length: int) -> str:
    """The table's line for one case."""
    Q, K, V = np.random.default_rng(0).standard_normal((3, length, WIDTH)).astype(kind)
    tensors = [torch.tensor(array)[None, None] for array in (Q, K, V)]

    def theirs() -> torch.Tensor:
        with torch.no_grad():
            return torch.nn.functional.scaled_dot_product_attention(*tensors, is_causal=causal)

    tracemalloc.start()
    ours = blockwise_attention(Q, K, V, causal=causal)
    memory = (tracemalloc.get_traced_memory()[1] - ours.nbytes) / 2**20
    tracemalloc.stop()
    np.testing.assert_allclose(ours, theirs()[0, 0].numpy(), rtol=1e-3, atol=1e-5)
    times = median_times(
        {"ours": lambda: blockwise_attention(Q, K, V, causal=causal), "theirs": theirs},
        rounds=max(7, 31 * 1024 // length),
    )
    ratio = times["ours"] / times["theirs"]
    target = TARGETS.get((kind, causal))
    met = "" if target is None else "yes" if ratio <= target and memory <= MEMORY else "no"
    return (
        f"| {kind:7} | {'yes' if causal else 'no':6} | {length:6} | {1e3 * times['ours']:9.2f} "
        f"| {1e3 * times['theirs']:12.2f} | {ratio:5.3f} | {target or '':6} | {memory:4.2f} "
        f"| {met:3} |"
    )


if __name__ == "__main__":
    main()
