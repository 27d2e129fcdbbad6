"""A child that runs a task, as it is seen from the other end of its channel.

What arrives is a series of messages: a letter, the length of what follows in eight bytes, and
that. ``@`` says where the task is, for one that tells; ``=`` brings the answer.
"""

import contextlib
import os
import pickle
import signal
import socket
import time
from dataclasses import dataclass, field
from typing import Any

import psutil

from mathbook.publishing.processes.limits import GRACE, Limits, out_of_memory, out_of_time

__all__ = ["Child", "Exceeded", "Lost"]

_HEAD = 9
# Processes that the child has started are looked for less often than the child itself.
_PERIOD = 1.0
_DAMAGED = "what it sent cannot be read, as after a block that replaces len or another builtin"


@dataclass(frozen=True, slots=True)
class Lost:
    """In place of an answer: the child ended without one.

    Attributes:
        reason: The engine's own traceback, or how the child ended.
        line: Where it was, if it told.
    """

    reason: str = "it was killed, ran out of memory, or called os._exit"
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Exceeded(Lost):
    """In place of an answer: the child was ended, since it took too much."""


class Child:
    """One child, its channel, and what has arrived so far.

    Args:
        channel: Ours of the two sockets.
    """

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self.received = bytearray()
        self.process: psutil.Process | None = None
        self.line: int | None = None
        self.since = self.looked = time.monotonic()
        self.started: list[psutil.Process] = []

    def receive(self) -> tuple[Any] | None:
        """Read what has arrived: the answer, alone in a tuple, or None if it is to come.

        The answer is :class:`Lost` where the child ended before it was written.
        """
        chunk = b""
        with contextlib.suppress(ConnectionResetError):
            chunk = self.channel.recv(1 << 20)
        self.received += chunk
        while (end := self._end()) is not None:
            kind, body = bytes(self.received[:1]), bytes(self.received[_HEAD:end])
            del self.received[:end]
            try:
                if kind == b"=":
                    answer = pickle.loads(body)
                    return (Lost(answer, self.line) if isinstance(answer, str) else answer,)
                self._hear(kind, body)
            except Exception:  # whatever pickle makes of bytes that are none of its own
                self._kill()
                return (Lost(_DAMAGED, self.line),)
        return None if chunk else (Lost(line=self.line),)

    def exceeded(self, limits: Limits) -> tuple[Exceeded] | None:
        """End the child if it takes more than ``limits`` allow: what is said in its place."""
        if self.process is None:  # it does not tell where it is
            return None
        reason = None
        if time.monotonic() - self.since > limits.seconds + GRACE:
            reason = out_of_time(limits.seconds)
        elif (held := self._held()) > limits.mebibytes:
            reason = out_of_memory(held, limits.mebibytes)
        if reason is None:
            return None
        self._kill()
        return (Exceeded(reason, self.line),)

    def _kill(self) -> None:
        """End the child, and what it has started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def _end(self) -> int | None:
        """Where the first message ends, if it is all there."""
        if len(self.received) < _HEAD:
            return None
        end = _HEAD + int.from_bytes(self.received[1:_HEAD], "big")
        return end if len(self.received) >= end else None

    def _hear(self, kind: bytes, body: bytes) -> None:
        if kind != b"@":
            raise ValueError(f"no message begins with {kind!r}")
        process, line = map(int, body.split())
        if self.process is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                self.process = psutil.Process(process)
        self.line, self.since = line, time.monotonic()

    def _held(self) -> float:
        """The resident memory, in MiB, of the child and of what it has started."""
        assert self.process is not None
        held = 0
        with contextlib.suppress(psutil.NoSuchProcess):
            if (now := time.monotonic()) - self.looked > _PERIOD:
                self.looked, self.started = now, self.process.children(recursive=True)
        for process in (self.process, *self.started):
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                held += process.memory_info().rss
        return held / 2**20
