"""The preloaded parent: a script of its own that imports distributions and forks.

It is run by path, never imported, and imports nothing of this project but what it is told to:
each child imports the chapters' modules itself, and in a preview the engine too, so that it sees
today's files even where the parent is an hour old. The parent has one thread; forking it is
therefore safe, and the imports, which cost seconds, are paid once.

Usage: ``parent.py FD ROOT MODULE...``. ``FD`` is a Unix socket. Each byte that arrives on
it brings a file descriptor. A forked child reads a pickled task from that descriptor and
calls it. It writes back messages: a letter, the length of what follows in eight bytes, and
that. The last one, ``=``, is the pickled answer; text in place of an answer is a traceback.
A task with a method ``telling`` is called by that, with a function that sends its process and
the line it has reached, ``@``. When the socket closes, the parent ends all children and itself.
"""

import contextlib
import gc
import importlib
import importlib.machinery
import io
import os
import pickle
import signal
import socket
import sys
import sysconfig
import traceback
from pathlib import Path
from typing import Any


def preload(modules: list[str]) -> None:
    """Import ``modules`` and let matplotlib find its fonts.

    What cannot be imported is left to the chapters, which show why.
    """
    for module in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    if "matplotlib.pyplot" in sys.modules:
        import matplotlib
        from matplotlib.figure import Figure

        matplotlib.rcdefaults()
        matplotlib.use("agg")
        figure = Figure()
        axes = figure.subplots()
        axes.plot([1, 2], label="$x^2$")
        axes.legend()
        figure.savefig(io.BytesIO(), format="svg")
    gc.collect()
    gc.freeze()


def ignore_bytecode_of_the_project() -> None:
    """Compile the project's modules from their source.

    Python takes a compiled file for current if the source has its size and was saved in
    the same second; an author who saves twice in a second would see yesterday's function.
    Distributions and the engine do not change like that.
    """
    paths = sysconfig.get_paths()
    settled = [paths[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")]
    settled.append(os.fspath(Path(__file__).resolve().parents[1]))
    prefixes = tuple(path + os.sep for path in settled)
    loader: Any = importlib.machinery.SourceFileLoader
    original = loader.path_stats

    def path_stats(self: Any, path: str) -> Any:
        if path.startswith(prefixes):
            return original(self, path)
        raise OSError("compiled files of the project are not used")

    loader.path_stats = path_stats


def run_child(descriptor: int) -> None:
    """Read one task, call it, and write its answer."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.set_inheritable(descriptor, False)
    ignore_bytecode_of_the_project()
    channel = socket.socket(fileno=descriptor)
    child = os.getpid()

    def send(kind: bytes, body: bytes) -> None:
        channel.sendall(kind + len(body).to_bytes(8, "big") + body)

    def tell(line: int) -> None:
        send(b"@", f"{child} {line}".encode())

    with channel.makefile("rb") as reader:
        try:
            task = pickle.load(reader)
            telling = getattr(task, "telling", None)
            answer = pickle.dumps(task() if telling is None else telling(tell))
        except BaseException:
            answer = pickle.dumps(traceback.format_exc())
    send(b"=", answer)
    channel.close()


def end(child: int) -> None:
    """End the process group of ``child``: itself and what it left running."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def reap(children: set[int]) -> None:
    """Collect the children that have ended, and end what they left running."""
    with contextlib.suppress(ChildProcessError):
        while child := os.waitpid(-1, os.WNOHANG)[0]:
            children.discard(child)
            end(child)


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    root, *modules = sys.argv[2:]
    if root not in sys.path:
        sys.path.append(root)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    preload(modules)
    children: set[int] = set()
    signal.signal(signal.SIGCHLD, lambda *_: reap(children))
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            break
        # A child that ends at once must be among the children before it is collected.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            control.close()
            try:
                run_child(descriptors[0])
            finally:
                os._exit(0)
        os.close(descriptors[0])
        children.add(child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    # From here on children are not collected: the set stays as it is, and so do their ids.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for child in children:
        end(child)
        with contextlib.suppress(ProcessLookupError):  # not yet a group of its own
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
