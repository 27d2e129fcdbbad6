"""What a command costs: CPU time with all its children, wall time, memory of the tree."""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CommandFails", "Cost", "adopt_orphans", "run_measured"]

_PROC = Path("/proc")
_SAMPLE_SECONDS = 0.1
_BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux


class CommandFails(Exception):
    """A command ended with an error; the text ends with what it said last."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took.

    Attributes:
        cpu: Seconds of all its processes, in the system too.
        wall: Seconds until it ended.
        memory: The most that its processes held at once, in MiB, pages that they share
            counted once (Linux: sampled ten times a second); 0 where this is not known.
    """

    cpu: float
    wall: float
    memory: float


def adopt_orphans() -> None:
    """Have the system hand grandchildren over to this process when their parents end.

    Otherwise what a process that is not waited for has used would be nobody's.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)


def run_measured(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
) -> Cost:
    """Run ``command`` in ``folder``; this process must have no other children meanwhile.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        environment: Its whole environment.
        log: Where its output goes.

    Raises:
        CommandFails: If it ends with another code than 0.
    """
    before = _children_seconds()
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        with _PeakMemory() as peak:
            code = process.wait()
        wall = time.perf_counter() - started
    _collect_the_rest()
    if code != 0:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandFails(f"{' '.join(command)} ended with code {code}:\n{said}")
    return Cost(_children_seconds() - before, wall, peak.bytes / 2**20)


def _children_seconds() -> float:
    """The CPU time of all children, and of theirs, that have ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _collect_the_rest(seconds: float = 5.0) -> None:
    """Wait for what outlived its parent, and end it after some time."""
    deadline = time.monotonic() + seconds
    with contextlib.suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG)[0]:
                continue
            if time.monotonic() > deadline:
                for process in _tree(os.getpid()):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(process, signal.SIGKILL)
            time.sleep(0.02)


class _PeakMemory:
    """Samples the memory of this process's descendants while the context lasts."""

    def __init__(self) -> None:
        self.bytes = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample)

    def __enter__(self) -> "_PeakMemory":
        if _PROC.is_dir():
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _sample(self) -> None:
        while not self._over.wait(_SAMPLE_SECONDS):
            self.bytes = max(self.bytes, sum(map(_proportional_bytes, _tree(os.getpid()))))


def _tree(root: int) -> list[int]:
    """The descendants of ``root``, without it."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in _PROC.iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                # The name, in parentheses, may hold anything; the parent is second behind it.
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                children[int(parent)].append(int(entry.name))
    found: list[int] = []
    waiting = [root]
    while waiting:
        below = children[waiting.pop()]
        found += below
        waiting += below
    return found


def _proportional_bytes(process: int) -> int:
    """The memory of ``process``, with its part of what it shares with others."""
    with contextlib.suppress(OSError):
        for line in (_PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
