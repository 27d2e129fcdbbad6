"""Times several callables in one run, in turn, so that a disturbance hits all of them."""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

__all__ = ["median_times"]


def median_times(
    calls: Mapping[str, Callable[[], object]], *, rounds: int = 101, sample_seconds: float = 1e-3
) -> dict[str, float]:
    """The median time of one call of each, in seconds.

    Args:
        calls: What is timed, by name.
        rounds: How often each is sampled. Every round samples all of them, each round
            beginning with another one.
        sample_seconds: How long a sample lasts at least: a short call is repeated in it.

    Returns:
        The median over the rounds, by name. Its ratios hold better than the times.
    """
    _settle_allocator()
    repeats = {name: _repeats(call, sample_seconds) for name, call in calls.items()}
    samples: dict[str, list[float]] = {name: [] for name in calls}
    names = list(calls)
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for turn in range(rounds):
            first = turn % len(names)
            for name in names[first:] + names[:first]:
                samples[name].append(_sample(calls[name], repeats[name]))
    finally:
        if was_enabled:
            gc.enable()
    return {name: median(times) for name, times in samples.items()}


def _settle_allocator() -> None:
    """Frees one large block, so that the C library keeps the memory that is freed later.

    Before that, glibc gives arrays above 128 KiB back to the system at each call and maps
    them anew, which costs as much as the work and differs from run to run.
    """
    block = bytearray(31 * 2**20)
    del block


def _repeats(call: Callable[[], object], seconds: float) -> int:
    """How many calls in a row last ``seconds``; also warms the call up."""
    repeats = 1
    while _sample(call, repeats) * repeats < seconds:
        repeats *= 2
    return repeats


def _sample(call: Callable[[], object], repeats: int) -> float:
    """The mean time of ``repeats`` calls in a row."""
    start = perf_counter()
    for _ in range(repeats):
        call()
    return (perf_counter() - start) / repeats
