"""Cities on Ray actors: each group's data stay with its worker, and lost workers are replaced."""

import logging
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import ClusterError, InputError, MathbookError
from mathbook.optimization.arguments import Floats, number
from mathbook.optimization.city_groups import Loader, Together, loaded

__all__ = ["RayCluster"]

# Ray asks for a tenth of the memory, and warns where the machine has less to share.
_OBJECT_STORE = 100 * 2**20


@dataclass(frozen=True)
class RayCluster:
    """Where the steps of cities are done: on Ray actors, of this machine or of many.

    Without an address, the Ray that this process is connected to is used; if it is connected to
    none, one is started on this machine and stopped at the end. Ray comes with
    ``pip install mathbook[cluster]``, and is imported when it is needed.

    Args:
        workers: How many actors share curves that are given as one object. Functions of curves
            get an actor each.
        address: The address of a running cluster, as ``ray.init`` takes it: ``"auto"``,
            ``"host:6379"`` or ``"ray://host:10001"``.
        patience: How many seconds to wait for the cluster, and for its workers to start.
        replacements: How often each worker may be replaced in a run.

    Raises:
        InputError: A number is not what it should be.

    Section 3.4, A budget across cities.

    References:
        Moritz et al. (2018), Ray: A Distributed Framework for Emerging AI Applications, OSDI.

    >>> from mathbook.optimization.cluster import RayCluster
    >>> RayCluster(workers=4)
    RayCluster(workers=4, address=None, patience=60.0, replacements=3)
    """

    workers: int = 2
    address: str | None = None
    patience: float = 60.0
    replacements: int = 3

    def __post_init__(self) -> None:
        for name, least in (("workers", 1), ("replacements", 0)):
            value = getattr(self, name)
            try:
                count = index(value)
            except TypeError as error:
                raise InputError(f"got {name} = {value!r}, expected a whole number") from error
            if count < least:
                raise InputError(f"got {name} = {count}, expected {least} or more")
        number(self.patience, "patience")

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """Ray, connected. A cluster or connection that was not there before ends with the block.

        Within one such block, several runs share what takes long: starting a cluster.

        Raises:
            ClusterError: Ray is missing, or the cluster cannot be reached.
        """
        ray = _imported()
        started = _connect(ray, self.address, self.workers, self.patience)
        try:
            yield ray
        finally:
            if started:
                ray.shutdown()

    @contextmanager
    def cities(self, loaders: Sequence[Loader]) -> Iterator[Together]:
        """The cities of all groups, each on an actor that calls its loader.

        Raises:
            ClusterError: Ray is missing, the cluster cannot be reached, or it has no place for
                the workers.
        """
        groups: list[_RemoteGroup] = []
        with replace(self, workers=len(loaders)).connected() as ray:
            try:
                groups.extend(_RemoteGroup(ray, load, self) for load in loaders)
                for group in groups:
                    group.wait()
                yield _Remote(groups)
            finally:
                for group in groups:
                    group.stop()


class _Group:
    """What runs on a worker: the curves of its cities, which never leave it."""

    def __init__(self, load: Loader) -> None:
        self._curves = loaded(load)

    def size(self) -> int:
        """How many cities there are."""
        return len(self._curves)

    def call(self, method: str, *arguments: Any) -> Floats:
        """What a method of the curves returns."""
        result: Floats = getattr(self._curves, method)(*arguments)
        return result


class _RemoteGroup:
    """A group on an actor, and what it takes to replace that actor."""

    def __init__(self, ray: Any, load: Loader, cluster: RayCluster) -> None:
        self._ray, self._load, self._cluster = ray, load, cluster
        self.replaced = 0
        self._size = 0
        self._actor: Any = None
        self._start()

    def __len__(self) -> int:
        return self._size

    def ask(self, method: str, *arguments: Any) -> Any:
        """Begins a call; :meth:`answer` waits for it."""
        return self._actor.call.remote(method, *arguments)

    def answer(self, pending: Any, method: str, *arguments: Any) -> Floats:
        """The answer to a call. If the worker dies, another one is asked the same."""
        while True:
            try:
                # A copy: what Ray hands out is read-only and lives in its store.
                return np.array(self._get(pending))
            except self._ray.exceptions.RayActorError as error:
                if self.replaced == self._cluster.replacements:
                    raise ClusterError(
                        f"lost a worker {self.replaced + 1} times, expected at most "
                        f"{self.replaced}: {_first_line(error)}"
                    ) from error
                self.replaced += 1
                self._start()
                self.wait()
                pending = self.ask(method, *arguments)

    def wait(self) -> None:
        """Waits until the worker has its data."""
        pending, patience = self._actor.size.remote(), self._cluster.patience
        if not self._ray.wait([pending], timeout=patience)[0]:
            raise ClusterError(
                f"got no worker within {patience:g} seconds, expected a free processor for each: "
                f"the cluster has {self._ray.cluster_resources().get('CPU', 0):g} in all"
            )
        try:
            self._size = self._get(pending)
        except self._ray.exceptions.RayActorError as error:
            raise ClusterError(f"a worker did not start: {_first_line(error)}") from error

    def stop(self) -> None:
        """Ends the worker."""
        self._ray.kill(self._actor)

    def _start(self) -> None:
        self._actor = self._ray.remote(num_cpus=1)(_Group).remote(self._load)

    def _get(self, pending: Any) -> Any:
        try:
            return self._ray.get(pending)
        except self._ray.exceptions.RayTaskError as error:
            # What the curves raised there is raised here.
            if isinstance(error.cause, MathbookError):
                raise error.cause from error
            raise


class _Remote(Together):
    """The groups of all actors: all are asked before the first answer is awaited."""

    def __init__(self, groups: Sequence[_RemoteGroup]) -> None:
        super().__init__([])
        self._remote = groups
        self._ends = np.cumsum([len(group) for group in groups])

    @property
    def replaced(self) -> int:
        """How many workers were replaced."""
        return sum(group.replaced for group in self._remote)

    def value(self, x: ArrayLike) -> Floats:
        """As in :class:`Together`."""
        return self._all("value", x)

    def slope(self, x: ArrayLike) -> Floats:
        """As in :class:`Together`."""
        return self._all("slope", x)

    def prox(self, v: ArrayLike, t: float) -> Floats:
        """As in :class:`Together`."""
        return self._all("prox", v, t)

    def _all(self, method: str, x: ArrayLike, *rest: float) -> Floats:
        parts = self.parts(x)
        asked = [
            group.ask(method, part, *rest) for group, part in zip(self._remote, parts, strict=True)
        ]
        answers = zip(self._remote, asked, parts, strict=True)
        return np.concatenate(
            [group.answer(pending, method, part, *rest) for group, pending, part in answers]
        )


def _imported() -> Any:
    # In a notebook, Ray would advise to install widgets.
    logging.getLogger("ray.widgets").setLevel(logging.ERROR)
    try:
        import ray
    except ImportError as error:
        raise ClusterError(
            "Ray is not installed, expected it for a cluster: pip install mathbook[cluster]"
        ) from error
    return ray


def _connect(ray: Any, address: str | None, workers: int, patience: float) -> bool:
    """Connects to a cluster, or starts one; whether that was done here."""
    if ray.is_initialized() and address is None:
        return False
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address is None or address == "local":
        settings |= {"num_cpus": workers, "object_store_memory": _OBJECT_STORE}
        settings |= {"include_dashboard": False}
        # Ray would report the use of a cluster that it starts to its makers.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    elif address != "auto":
        _knock(address, patience)
    try:
        ray.init("local" if address is None else address, **settings)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ClusterError(
            f"got no connection to a cluster at {address!r}: {_first_line(error)}"
        ) from error
    return True


def _knock(address: str, patience: float) -> None:
    """Whether anybody listens: Ray itself would try for minutes, and then end the process."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=patience):
            pass
    except ValueError as error:
        raise ClusterError(
            f"got address = {address!r}, expected 'auto', 'host:port' or 'ray://host:port'"
        ) from error
    except OSError as error:
        raise ClusterError(f"got no connection to a cluster at {address!r}: {error}") from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
