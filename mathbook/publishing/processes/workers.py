"""Tasks to children of the preloaded parent, as many at once as there are cores."""

import contextlib
import os
import pickle
import selectors
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from mathbook.errors import PublishingError
from mathbook.publishing.claims import Scratch, sweep_scratch
from mathbook.publishing.processes.children import Child, Lost
from mathbook.publishing.processes.limits import Limits

__all__ = ["OWN_ENVIRONMENT", "Workers"]

Key = TypeVar("Key")
Answer = TypeVar("Answer")

# What the engine itself imports in each child, apart from its own modules.
_ENGINE_NEEDS = (
    "hashlib",
    "json",
    "numpy.random",
    "sybil.parsers.abstract.doctest",
    "tempfile",
    "traceback",
    "xml.etree.ElementTree",
)
# And these, unless they may be edited while the parent lives.
_ENGINE = ("mathbook.publishing.evaluator", "mathbook.publishing.checks.formulas")
# One thread a child: cores are shared among children, and sums keep their order.
_ENVIRONMENT = {
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUNBUFFERED": "",
}
# Variables that the children do not have from the user.
OWN_ENVIRONMENT = frozenset({*_ENVIRONMENT, "TMPDIR"})
_LIMITS = Limits()
# How often it is looked whether a child takes too much, in seconds.
_PERIOD = 0.1


class Workers:
    """The preloaded parent and a queue in front of it; use it as a context manager.

    Args:
        preload: Distributions' modules that the parent imports before it forks.
        jobs: How many children run at once; by default one a core.
        limits: What a task that tells where it is may take there.
        lasting: Whether the parent may outlive an edit of the engine: then each child imports the
            engine by itself.
    """

    def __init__(
        self,
        preload: Sequence[str] = (),
        jobs: int | None = None,
        limits: Limits = _LIMITS,
        *,
        lasting: bool = False,
    ) -> None:
        self.preload = (*_ENGINE_NEEDS, *(() if lasting else _ENGINE), *preload)
        self.jobs = jobs or available_cores()
        self.limits = limits
        self._parent: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._scratch: Scratch | None = None
        sweep_scratch()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the parent and every child that still runs."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._parent is not None:
            try:
                self._parent.wait(timeout=2)
            except subprocess.TimeoutExpired:
                self._parent.kill()
                self._parent.wait()
            self._parent = None
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def start(self) -> None:
        """Start the parent, unless it runs; it preloads while the caller goes on."""
        if self._parent is not None and self._parent.poll() is None:
            return
        self.close()
        # A child that is killed leaves its temporary files where they will be removed.
        self._scratch = Scratch()
        ours, theirs = socket.socketpair()
        root = Path(__file__).resolve().parents[3]
        command = [sys.executable, "-P", str(Path(__file__).with_name("parent.py"))]
        with theirs:
            self._parent = subprocess.Popen(
                [*command, str(theirs.fileno()), str(root), *self.preload],
                pass_fds=[theirs.fileno()],
                env={**os.environ, **_ENVIRONMENT, "TMPDIR": str(self._scratch.folder)},
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._control = ours

    def map(
        self, tasks: deque[tuple[Key, Callable[[], Answer]]]
    ) -> Iterator[tuple[Key, Answer | Lost]]:
        """Run picklable ``tasks``; yield each key with its answer as soon as it is there.

        ``tasks`` is emptied from the left as places come free; the caller may append to
        it while it handles an answer.

        Raises:
            PublishingError: If the parent cannot be reached.
        """
        self.start()
        assert self._control is not None
        with selectors.DefaultSelector() as selector:
            # The parent never writes: what can be read is its end.
            selector.register(self._control, selectors.EVENT_READ)
            try:
                while tasks or len(selector.get_map()) > 1:
                    while tasks and len(selector.get_map()) <= self.jobs:
                        key, task = tasks.popleft()
                        child = Child(self._submit(task))
                        selector.register(child.channel, selectors.EVENT_READ, (key, child))
                    ready = {chosen.fileobj for chosen, _ in selector.select(_PERIOD)}
                    if self._control in ready:
                        raise PublishingError("the process that runs the chapters has ended")
                    for chosen in list(selector.get_map().values()):
                        if chosen.data is None:
                            continue
                        key, child = chosen.data
                        answer = child.receive() if child.channel in ready else None
                        answer = answer or child.exceeded(self.limits)
                        if answer is None:
                            continue
                        selector.unregister(child.channel)
                        child.channel.close()
                        yield key, answer[0]
            finally:
                for open_key in list(selector.get_map().values()):
                    if open_key.data is not None:
                        open_key.data[1].channel.close()

    def _submit(self, task: Callable[[], object]) -> socket.socket:
        """Have a child forked and send it ``task``; its answer comes on the socket."""
        assert self._control is not None
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        except OSError as error:
            ours.close()
            raise PublishingError("the process that runs the chapters has ended") from error
        # A child that ends while it reads is lost like any other: there is no answer.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            ours.sendall(pickle.dumps(task))
        return ours


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
