r"""Sharing ADMM: cities answer proposals by themselves, and one number brings them together."""

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from operator import index

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.allocation_certificates import (
    Allocation,
    AllocationResiduals,
    allocation_residuals,
)
from mathbook.optimization.arguments import Floats, number, vector
from mathbook.optimization.city_groups import Cities, Loader, Together, groups_of, loaded
from mathbook.optimization.cluster import RayCluster
from mathbook.optimization.response_curves import ResponseCurves

__all__ = ["SharingResult", "allocate_budget_admm", "sharing_step"]


@dataclass(frozen=True, eq=False)
class SharingResult(Allocation):
    r"""What sharing ADMM found: an allocation, and how the iteration came to it.

    Attributes:
        x: What each city gets, shape (n,): ``local``, scaled so that it spends the budget.
        price: $\nu$, which is $\rho$ times $u$.
        value: What that split returns.
        budget: $B$.
        residuals: By how much split and price miss the conditions of an optimum.
        n_iter: How many iterations were done.
        converged: Whether **both** residuals of the iteration reached ``tolerances``.
        local: The last answers of the cities, shape (n,): not negative, but the budget is met
            only in the limit.
        z: The last split that spends the budget, shape (n,): entries may be a little negative.
        u: The scaled price, one number for all cities.
        rho: The penalty $\rho$.
        primal_residuals: $\|x^k - z^k\|_2$ for each iteration, shape (n_iter,).
        dual_residuals: $\rho \|z^k - z^{k-1}\|_2$ for each iteration, shape (n_iter,).
        tolerances: What the last primal and the last dual residual had to reach.
        replaced: How many workers were lost and replaced on the way.
    """

    local: Floats
    z: Floats
    u: float
    rho: float
    primal_residuals: Floats
    dual_residuals: Floats
    tolerances: tuple[float, float]
    replaced: int

    @property
    def message(self) -> str:
        """How it ended, in words."""
        if self.converged:
            return f"converged after {self.n_iter} iterations"
        return (
            f"not converged after {self.n_iter} iterations: primal residual "
            f"{self.primal_residuals[-1]:.3g}, expected {self.tolerances[0]:.3g}; dual residual "
            f"{self.dual_residuals[-1]:.3g}, expected {self.tolerances[1]:.3g}. "
            "More iterations or another rho may help"
        )


def sharing_step(
    curves: ResponseCurves, z: ArrayLike, u: float, budget: float, rho: float
) -> tuple[Floats, Floats, float]:
    r"""One iteration of sharing ADMM, from $z^k$ and $u^k$,

    $$\begin{aligned}
    x^{k+1} &= \arg\max_{x \ge 0} \left( R(x) - \frac\rho2 \|x - z^k + u^k\|_2^2 \right),\\
    z_i^{k+1} &= x_i^{k+1} + \frac1n \left( B - \sum_{j=1}^n x_j^{k+1} \right),\\
    u^{k+1} &= u^k - \frac1n \left( B - \sum_{j=1}^n x_j^{k+1} \right).
    \end{aligned}$$

    The total return $R$ is a sum over cities, and so is what the first line maximizes: each city
    answers for itself. The other lines need nothing but the sum of the answers.

    Args:
        curves: The response curves $r_i$ of n cities.
        z: $z^k$, shape (n,).
        u: $u^k$, a number.
        budget: $B$, from 0 on.
        rho: The penalty $\rho$, positive.

    Returns:
        $x^{k+1}$ and $z^{k+1}$ of shape (n,), and the number $u^{k+1}$.

    Raises:
        InputError: An argument is not what it should be.

    Section 3.4, A budget across cities.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §7.3.

    >>> from mathbook.optimization.allocation import LogCurves, sharing_step
    >>> curves = LogCurves(a=[60, 45, 20, 5], s=[10, 25, 10, 10])
    >>> x, z, u = sharing_step(curves, [20, 20, 20, 20], 0.0, budget=80, rho=0.05)
    >>> print(x.round(4), z.round(4), round(u, 4))
    [42.7492 35.     30.     23.0278] [30.0549 22.3058 17.3058 10.3335] 12.6942
    """
    # names: import numpy as np
    #        from mathbook.optimization.allocation import LogCurves, sharing_step
    #        z^k, u^k, B, \rho, n = np.array([31.0, 22.0, 17.0, 10.0]), 14.0, 80.0, 0.05, 4
    #        R(x) = curves.value(x).sum()
    #        x^{k+1} = sharing_step(curves, z_k, u_k, B, rho)[0]
    #        z^{k+1} = sharing_step(curves, z_k, u_k, B, rho)[1]
    #        u^{k+1} = sharing_step(curves, z_k, u_k, B, rho)[2]
    z = vector(z, "z", len(curves))
    budget, rho = number(budget, "budget", zero=True), number(rho, "rho")
    x = curves.prox(z - u, 1.0 / rho)
    share = (budget - float(x.sum())) / x.size
    return x, x + share, u - share


def allocate_budget_admm(
    curves: ResponseCurves | Sequence[Loader],
    budget: float,
    rho: float,
    cluster: RayCluster | str | None = None,
    *,
    abs_tol: float = 1e-8,
    rel_tol: float = 1e-6,
    max_iter: int = 10_000,
) -> SharingResult:
    r"""The split of a budget by sharing ADMM: proposals, answers, and a price that balances them.

    It repeats :func:`sharing_step` from equal shares $z^0 = B / n$ and no price until both

    $$\|x^k - z^k\|_2 \le \sqrt n\, \epsilon_{\text{abs}}
    + \epsilon_{\text{rel}} \max(\|x^k\|_2, \|z^k\|_2), \qquad
    \rho \|z^k - z^{k-1}\|_2 \le \sqrt n\, \epsilon_{\text{abs}}
    + \epsilon_{\text{rel}} \sqrt n\, |\rho u^k|.$$

    Args:
        curves: The response curves of n cities. Or a function for each group of cities that returns
            its curves: it is called where the group's data are, and they stay there.
        budget: $B$, from 0 on.
        rho: The penalty $\rho$, positive. It decides how fast the answer comes, not which;
            about the size of the curvatures $|r_i''|$ is a good choice.
        cluster: Where the cities' steps are done. By default in this process, all cities in one
            call. A :class:`~mathbook.optimization.cluster.RayCluster`, or the address of a
            running one: on Ray actors, one for each group. The answer is the same.
        abs_tol: $\epsilon_{\text{abs}}$.
        rel_tol: $\epsilon_{\text{rel}}$.
        max_iter: How many iterations at most.

    Returns:
        The allocation with residuals of both kinds. It says whether it is ``converged``.

    Raises:
        InputError: An argument is not what it should be.
        ClusterError: Ray is not installed, the cluster cannot be reached or has too few
            processors, or a group's workers keep dying.

    Section 3.4, A budget across cities.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §3.3.1 and §7.3.

    >>> from mathbook.optimization.allocation import LogCurves, allocate_budget_admm
    >>> curves = LogCurves(a=[60, 45, 20, 5], s=[10, 25, 10, 10])
    >>> result = allocate_budget_admm(curves, 80, rho=0.05)
    >>> print(result.x.round(3), round(result.price, 4), result.message)
    [50. 20. 10.  0.] 1.0 converged after 38 iterations
    >>> before = allocate_budget_admm(curves, 80, rho=0.05, max_iter=37)
    >>> before.converged
    False
    """
    # names: import numpy as np
    #        from mathbook.optimization.allocation import LogCurves, allocate_budget_admm
    #        \epsilon_{\text{abs}}, \epsilon_{\text{rel}}, B, n, \rho = 1e-8, 1e-6, 80.0, 4, 0.05
    #        z^0 = 20.0
    #        x^k, z^k, u^k, z^{k-1} = result.local, result.z, result.u, before.z
    budget, rho = number(budget, "budget", zero=True), number(rho, "rho")
    tolerances = number(abs_tol, "abs_tol", zero=True), number(rel_tol, "rel_tol", zero=True)
    if sum(tolerances) == 0:
        raise InputError("got abs_tol = rel_tol = 0, expected one of them above 0")
    try:
        count = index(max_iter)
    except TypeError as error:
        raise InputError(f"got max_iter = {max_iter!r}, expected a whole number") from error
    if count < 1:
        raise InputError(f"got max_iter = {count}, expected 1 or more")
    with _cities(curves, cluster) as cities:
        return _share(cities, budget, rho, tolerances, count)


def _share(
    cities: Cities, budget: float, rho: float, tolerances: tuple[float, float], max_iter: int
) -> SharingResult:
    n = len(cities)
    abs_tol, rel_tol = tolerances
    z, u = np.full(n, budget / n), 0.0
    primal, dual = [], []
    for _ in range(max_iter):
        x = cities.prox(z - u, 1.0 / rho)
        share = (budget - float(x.sum())) / n
        previous, z = z, x + share
        u -= share
        # All entries of x - z are the same.
        primal.append(math.sqrt(n) * abs(share))
        dual.append(rho * float(np.linalg.norm(z - previous)))
        floor = math.sqrt(n) * abs_tol
        limits = (
            floor + rel_tol * max(float(np.linalg.norm(x)), float(np.linalg.norm(z))),
            floor + rel_tol * math.sqrt(n) * abs(rho * u),
        )
        converged = primal[-1] <= limits[0] and dual[-1] <= limits[1]
        if converged:
            break
    total = float(x.sum())
    split = x * (budget / total) if total > 0 else np.full(n, budget / n)
    residuals: AllocationResiduals = allocation_residuals(cities, split, rho * u, budget)
    return SharingResult(
        x=split,
        price=rho * u,
        value=float(cities.value(split).sum()),
        budget=budget,
        residuals=residuals,
        n_iter=len(primal),
        converged=converged,
        local=x,
        z=z,
        u=u,
        rho=rho,
        primal_residuals=np.array(primal),
        dual_residuals=np.array(dual),
        tolerances=limits,
        replaced=getattr(cities, "replaced", 0),
    )


def _cities(
    curves: ResponseCurves | Sequence[Loader],
    cluster: RayCluster | str | None,
) -> AbstractContextManager[Cities]:
    """The curves, in this process or on a cluster."""
    if isinstance(cluster, str):
        cluster = RayCluster(address=cluster)
    if isinstance(curves, ResponseCurves):
        if cluster is None:
            return nullcontext(curves)
        if not isinstance(cluster, RayCluster):
            raise InputError(f"got cluster = {cluster!r}, expected a RayCluster or an address")
        return cluster.cities(groups_of(curves, cluster.workers))
    if not curves or not all(map(callable, curves)):
        raise InputError(
            f"got curves of type {type(curves).__name__}, expected ResponseCurves or functions "
            "that return some"
        )
    if cluster is None:
        return nullcontext(Together([loaded(load) for load in curves]))
    return cluster.cities(curves)
