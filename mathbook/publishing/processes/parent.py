"""The preloaded parent: a script of its own that imports distributions and forks.

It is run by path, never imported, and imports nothing of this project: each child
imports the engine and the chapters' modules itself, so that it sees today's files even
where the parent is an hour old. The parent has one thread; forking it is therefore safe,
and the imports, which cost seconds, are paid once.

Usage: ``parent.py FD ROOT MODULE...``. ``FD`` is a Unix socket. Each byte that arrives on
it brings a file descriptor; a forked child reads a pickled task from that descriptor,
calls it, and writes the pickled answer back; text in place of an answer is a traceback.
When the socket closes, the parent ends all children and itself.
"""

import contextlib
import gc
import importlib
import io
import os
import pickle
import signal
import socket
import sys
import traceback


def preload(modules: list[str]) -> None:
    """Import ``modules`` and let matplotlib find its fonts; what is missing stays missing."""
    for module in modules:
        with contextlib.suppress(ImportError):
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


def run_child(descriptor: int, root: str) -> None:
    """Read one task, call it, write its answer; never returns to the caller's loop."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if root not in sys.path:
        sys.path.append(root)
    channel = socket.socket(fileno=descriptor)
    with channel.makefile("rb") as reader:
        try:
            answer = pickle.load(reader)()
        except BaseException:
            answer = traceback.format_exc()
    channel.sendall(pickle.dumps(answer))
    channel.close()


def end(children: set[int]) -> None:
    """End every child's process group, its own children included."""
    for child in children:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def reap(children: set[int]) -> None:
    """Collect the children that have ended, and end what they left running."""
    while children:
        with contextlib.suppress(ChildProcessError):
            child, _ = os.waitpid(-1, os.WNOHANG)
            if child:
                children.discard(child)
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(child, signal.SIGKILL)
                continue
        return


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    root, *modules = sys.argv[2:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    preload(modules)
    children: set[int] = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            break
        child = os.fork()
        if child == 0:
            control.close()
            try:
                run_child(descriptors[0], root)
            finally:
                os._exit(0)
        os.close(descriptors[0])
        children.add(child)
        reap(children)
    end(children)


if __name__ == "__main__":
    main()
