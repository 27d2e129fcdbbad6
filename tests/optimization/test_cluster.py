"""Ray actors: the process's answer, lost workers replaced, and words where none can be had."""

import os
import re
import signal
import socket
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mathbook.errors import ClusterError, InputError
from mathbook.optimization.cluster import RayCluster
from mathbook.optimization.response_curves import LogCurves, PowerCurves
from mathbook.optimization.sharing import allocate_budget_admm

CITIES = PowerCurves(
    [60.0, 45.0, 20.0, 5.0, 31.0], [10.0, 25.0, 10.0, 10.0, 4.0], [0.0, 0.5, -1.0, 0.3, 0.0]
)


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    """Ray on two workers of this machine, gone afterwards."""
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install '.[cluster]'")
    with warnings.catch_warnings():
        # Ray leaves sockets and log files to the garbage collector when it starts its processes.
        warnings.simplefilter("ignore", ResourceWarning)
        # It announces that a variable of its own will mean something else one day.
        warnings.filterwarnings("ignore", "Tip: In future versions of Ray", FutureWarning)
        with RayCluster().connected():
            yield ray
    assert not ray.is_initialized()


def killing(marker: Path, often: int) -> type:
    """A class of curves whose process is killed in the fifth step, ``often`` times."""

    class Killing(LogCurves):
        steps = 0

        def prox(self, v: Any, t: float) -> Any:
            type(self).steps += 1
            died = len(list(marker.iterdir()))
            if type(self).steps == 5 and died < often:
                (marker / str(died)).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return super().prox(v, t)

    return Killing


def test_two_workers_give_the_answer_of_the_process(ray: Any) -> None:
    alone = allocate_budget_admm(CITIES, 80, 0.05)
    shared = allocate_budget_admm(CITIES, 80, 0.05, cluster=RayCluster(workers=2))
    assert shared.converged
    assert shared.n_iter == alone.n_iter
    assert shared.replaced == 0
    np.testing.assert_allclose(shared.x, alone.x, rtol=0, atol=1e-9)
    assert shared.price == pytest.approx(alone.price, abs=1e-9)
    assert ray.is_initialized(), "a Ray that was there before is left alone"


def test_a_killed_worker_is_replaced(ray: Any, tmp_path: Path) -> None:
    killer = killing(tmp_path, 1)
    a, s = [60.0, 45.0, 20.0, 5.0], [10.0, 25.0, 10.0, 10.0]
    groups = [lambda: LogCurves(a[:2], s[:2]), lambda: killer(a[2:], s[2:])]
    shared = allocate_budget_admm(groups, 80, 0.05, cluster=RayCluster())
    alone = allocate_budget_admm(LogCurves(a, s), 80, 0.05)
    assert len(list(tmp_path.iterdir())) == shared.replaced == 1
    assert shared.n_iter == alone.n_iter
    np.testing.assert_allclose(shared.x, alone.x, rtol=0, atol=1e-9)


def test_a_worker_that_keeps_dying_is_an_error(ray: Any, tmp_path: Path) -> None:
    killer = killing(tmp_path, 9)
    groups = [lambda: killer([1.0, 2.0], [1.0, 1.0])]
    with pytest.raises(ClusterError, match="lost a worker 2 times, expected at most 1"):
        allocate_budget_admm(groups, 80, 1e-3, cluster=RayCluster(replacements=1))


def test_too_few_processors_are_an_error(ray: Any) -> None:
    with pytest.raises(ClusterError, match=r"got no worker within 2 seconds.* has 2 in all"):
        allocate_budget_admm(CITIES, 80, 0.05, cluster=RayCluster(workers=3, patience=2))


def test_errors_of_the_curves_come_back(ray: Any) -> None:
    class Wrong(LogCurves):
        def prox(self, v: Any, t: float) -> Any:
            raise InputError("no answer today")

    with pytest.raises(InputError, match="no answer today"):
        allocate_budget_admm([lambda: Wrong([1.0], [1.0])], 1, 0.1, cluster=RayCluster())


def test_a_cluster_that_cannot_be_reached() -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install '.[cluster]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    for where in (address, f"ray://{address}"):
        message = f"got no connection to a cluster at '{where}'"
        with pytest.raises(ClusterError, match=re.escape(message)):
            allocate_budget_admm(CITIES, 80, 0.05, cluster=where)
    with pytest.raises(ClusterError, match="got address = 'nowhere', expected 'auto'"):
        allocate_budget_admm(CITIES, 80, 0.05, cluster="nowhere")


def test_without_ray_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ClusterError, match=re.escape("pip install mathbook[cluster]")):
        allocate_budget_admm(CITIES, 80, 0.05, cluster=RayCluster())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"workers": 0}, "got workers = 0, expected 1 or more"),
        ({"workers": 1.5}, "got workers = 1.5, expected a whole number"),
        ({"replacements": -1}, "got replacements = -1, expected 0 or more"),
        ({"patience": 0}, "got patience = 0.0, expected a finite number above 0"),
    ],
)
def test_what_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        RayCluster(**settings)
