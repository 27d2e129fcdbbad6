"""The long runs: ``python -m tests.fuzzing.soak chapters 10000`` and ``… formulas 100000``.

Prints how many of each kind of fault there were, and all that was wrong; ends with 1 if anything
was, or if a kind has not been tried at all.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from mathbook.publishing.processes.limits import Limits
from mathbook.publishing.processes.workers import Workers
from tests.fuzzing import formula_faults
from tests.fuzzing.chapters import Broken, broken_chapter, faults_of_chapters
from tests.fuzzing.faults import Fault
from tests.fuzzing.formulas import Tally, damaged_formula, try_formulas
from tests.fuzzing.trials import try_chapters

__all__ = ["LIMITS", "PRELOAD", "main", "soak_chapters", "soak_formulas"]

LIMITS = Limits(seconds=3, mebibytes=800)
PRELOAD = ("numpy", "matplotlib.pyplot")
_SLOW = 10  # one in so many of the kinds that run into a limit, which costs seconds each
_CHAPTERS, _FORMULAS = 100, 500  # at once


def _kinds(faults: Sequence[Fault], count: int) -> list[Fault]:
    """``count`` faults, each kind as often as any other; the slow ones less often."""
    quick = [fault for fault in faults if not fault.slow]
    slow = [fault for fault in faults if fault.slow]
    found: list[Fault] = []
    turn = 0
    while len(found) < count:
        found += quick
        if turn % _SLOW == 0:
            found += slow
        turn += 1
    return (slow + found)[:count]


def soak_chapters(count: int, seed: int, keep: Path | None = None) -> tuple[Counter[str], int]:
    """Try ``count`` broken chapters; how many of each kind there were, and how much was wrong."""
    draw = random.Random(seed)
    kinds = _kinds(faults_of_chapters(slow=True), count)
    counts: Counter[str] = Counter()
    failed = 0
    started = time.monotonic()
    with Workers(PRELOAD, limits=LIMITS) as workers:
        for start in range(0, count, _CHAPTERS):
            brokens = [broken_chapter(fault, draw) for fault in kinds[start : start + _CHAPTERS]]
            counts.update(broken.fault.name for broken in brokens)
            with tempfile.TemporaryDirectory(prefix="mathbook-") as folder:
                for wrong in try_chapters(brokens, workers, Path(folder)):
                    failed += 1
                    print(f"\n{wrong}", flush=True)
                    _keep(keep, failed, wrong.broken)
            _progress(start + len(brokens), count, failed, started)
    return counts, failed


def _keep(folder: Path | None, number: int, broken: Broken) -> None:
    if folder is not None:
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.md").write_bytes(broken.content)


def soak_formulas(count: int, seed: int) -> Tally:
    """Try ``count`` damaged formulas."""
    draw = random.Random(seed)
    kinds = _kinds(formula_faults.FAULTS, count)
    tally = Tally()
    started = time.monotonic()
    for start in range(0, count, _FORMULAS):
        formulas = [damaged_formula(fault, draw) for fault in kinds[start : start + _FORMULAS]]
        found = try_formulas(formulas)
        for wrong in found.wrong:
            print(f"\n{wrong}", flush=True)
        tally.add(found)
        _progress(start + len(formulas), count, len(tally.wrong), started)
    return tally


def _progress(done: int, count: int, failed: int, started: float) -> None:
    seconds = time.monotonic() - started
    print(f"{done} of {count}, {failed} wrong, {seconds:.0f} s", file=sys.stderr, flush=True)


def _print_counts(counts: Mapping[str, int], faults: Sequence[Fault]) -> bool:
    """Print how many of each kind there were; whether there was one of each at least."""
    for fault in faults:
        print(f"{counts.get(fault.name, 0):7} {fault.name}")
    print(f"{sum(counts.values()):7} in all, of {len(faults)} kinds")
    return all(counts.get(fault.name) for fault in faults)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; the return value is the exit status."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("what", choices=["chapters", "formulas"])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the chapters that went wrong")
    options = parser.parse_args(arguments)
    if options.what == "chapters":
        counts, failed = soak_chapters(options.count, options.seed, options.keep)
        complete = _print_counts(counts, faults_of_chapters(slow=True))
    else:
        tally = soak_formulas(options.count, options.seed)
        failed = len(tally.wrong)
        complete = _print_counts(tally.counts, formula_faults.FAULTS)
        print("verdicts:", ", ".join(f"{n} {status}" for status, n in tally.statuses.most_common()))
    print(f"{failed} went wrong")
    return 0 if complete and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
