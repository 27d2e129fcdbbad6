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
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from mathbook.errors import PublishingError

__all__ = ["Lost", "Workers"]

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
# One thread a child: cores are shared among children, and sums keep their order.
_ENVIRONMENT = {
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUNBUFFERED": "",
}


@dataclass(frozen=True, slots=True)
class Lost:
    """In place of an answer: the child ended without one.

    Attributes:
        reason: The engine's own traceback, or how the child ended.
    """

    reason: str = "it was killed, ran out of memory, or called os._exit"


class Workers:
    """The preloaded parent and a queue in front of it; use it as a context manager.

    Args:
        preload: Distributions' modules that the parent imports before it forks.
        jobs: How many children run at once; by default one a core.
    """

    def __init__(self, preload: Sequence[str] = (), jobs: int | None = None) -> None:
        self.preload = (*_ENGINE_NEEDS, *preload)
        self.jobs = jobs or available_cores()
        self._parent: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

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

    def start(self) -> None:
        """Start the parent, unless it runs; it preloads while the caller goes on."""
        if self._parent is not None and self._parent.poll() is None:
            return
        self.close()
        ours, theirs = socket.socketpair()
        root = Path(__file__).resolve().parents[3]
        command = [sys.executable, "-P", str(Path(__file__).with_name("parent.py"))]
        with theirs:
            self._parent = subprocess.Popen(
                [*command, str(theirs.fileno()), str(root), *self.preload],
                pass_fds=[theirs.fileno()],
                env={**os.environ, **_ENVIRONMENT},
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
                        channel = self._submit(task)
                        selector.register(channel, selectors.EVENT_READ, (key, bytearray()))
                    for ready, _ in selector.select():
                        if ready.fileobj is self._control:
                            raise PublishingError("the process that runs the chapters has ended")
                        answering = ready.fileobj
                        assert isinstance(answering, socket.socket)
                        key, received = ready.data
                        chunk = _receive(answering)
                        received += chunk
                        if chunk and not _is_complete(received):
                            continue
                        selector.unregister(answering)
                        answering.close()
                        yield key, _answer(received)
            finally:
                for open_key in list(selector.get_map().values()):
                    if isinstance(open_key.fileobj, socket.socket) and open_key.data:
                        open_key.fileobj.close()

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


def _receive(channel: socket.socket) -> bytes:
    with contextlib.suppress(ConnectionResetError):
        return channel.recv(1 << 20)
    return b""


def _is_complete(received: bytearray) -> bool:
    """Whether the answer that ``received`` begins with is all there."""
    return len(received) >= 8 and len(received) - 8 >= int.from_bytes(received[:8], "big")


def _answer(received: bytearray) -> Any:
    """The pickled answer, or :class:`Lost` where the child ended before it was written."""
    if not _is_complete(received):
        return Lost()
    answer = pickle.loads(memoryview(received)[8:])
    return Lost(answer) if isinstance(answer, str) else answer
