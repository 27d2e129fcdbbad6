r"""The loop of ADMM and what it returns: three steps, two residuals, and when to stop."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from operator import index

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import DivergenceError, InputError
from mathbook.optimization.arguments import Floats, number, vector

__all__ = ["ADMMResult", "Prox", "Settings", "iterate", "start"]

Prox = Callable[[Floats, float], Floats]
"""A proximal operator: maps a point of shape (n,) and a number $t$ to a point."""


@dataclass(frozen=True, eq=False)
class ADMMResult:
    r"""What ADMM found, with the residuals that certify it.

    Attributes:
        x: The last minimizer of the first part, shape (n,).
        z: The last minimizer of the second part, shape (n,). It has what that part is for, such as
            exact zeros.
        u: The scaled multipliers $\nu / \rho$, shape (n,).
        primal_residuals: $\|x^k - z^k\|_2$ for each iteration, shape (n_iter,).
        dual_residuals: $\rho \|z^k - z^{k-1}\|_2$ for each iteration, shape (n_iter,).
        primal_tolerance: What the last primal residual had to reach.
        dual_tolerance: What the last dual residual had to reach.
        rho: The penalty $\rho$.
        n_iter: How many iterations were done.
        converged: Whether **both** residuals reached their tolerances.
        objective: The value of the problem's objective; NaN where :func:`~mathbook.optimization.\
admm.admm` was not told what that is.
    """

    x: Floats
    z: Floats
    u: Floats
    primal_residuals: Floats
    dual_residuals: Floats
    primal_tolerance: float
    dual_tolerance: float
    rho: float
    n_iter: int
    converged: bool
    objective: float

    @property
    def multipliers(self) -> Floats:
        r"""The multipliers of the constraint that x and z are equal, $\rho u$, shape (n,)."""
        return self.rho * self.u

    @property
    def message(self) -> str:
        """How it ended, in words."""
        if self.converged:
            return f"converged after {self.n_iter} iterations"
        return (
            f"not converged after {self.n_iter} iterations: primal residual "
            f"{self.primal_residuals[-1]:.3g}, expected {self.primal_tolerance:.3g}; dual residual "
            f"{self.dual_residuals[-1]:.3g}, expected {self.dual_tolerance:.3g}. "
            "More iterations or another rho may help"
        )


@dataclass(frozen=True)
class Settings:
    """How ADMM runs and when it stops; checked when it is made.

    Raises:
        InputError: A setting is not what it should be.
    """

    rho: float
    abs_tol: float
    rel_tol: float
    max_iter: int
    relaxation: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "rho", number(self.rho, "rho"))
        for name in ("abs_tol", "rel_tol"):
            object.__setattr__(self, name, number(getattr(self, name), name, zero=True))
        if self.abs_tol == self.rel_tol == 0.0:
            raise InputError("got abs_tol = rel_tol = 0, expected one of them above 0")
        object.__setattr__(self, "relaxation", number(self.relaxation, "relaxation"))
        if self.relaxation >= 2.0:
            raise InputError(f"got relaxation = {self.relaxation}, expected a number below 2")
        try:
            count = index(self.max_iter)
        except TypeError as error:
            raise InputError(
                f"got max_iter = {self.max_iter!r}, expected a whole number"
            ) from error
        if count < 1:
            raise InputError(f"got max_iter = {count}, expected 1 or more")
        object.__setattr__(self, "max_iter", count)


def start(z0: ArrayLike | None, u0: ArrayLike | None, n: int) -> tuple[Floats, Floats]:
    """Where the iteration begins: copies of what is given, else zeros.

    Raises:
        InputError: What is given is no finite vector of shape (n,).
    """
    z = np.zeros(n) if z0 is None else vector(z0, "z0", n).copy()
    u = np.zeros(n) if u0 is None else vector(u0, "u0", n).copy()
    return z, u


def iterate(
    prox_f: Prox,
    prox_g: Prox,
    z: Floats,
    u: Floats,
    settings: Settings,
    objective: Callable[[Floats, Floats], float],
) -> ADMMResult:
    """ADMM from ``z`` and ``u`` until both residuals are small or ``max_iter`` is reached.

    The operators are trusted to return new finite arrays of the right shape.

    Raises:
        DivergenceError: An iterate is not finite.
    """
    rho, alpha, t = settings.rho, settings.relaxation, 1.0 / settings.rho
    floor = math.sqrt(z.size) * settings.abs_tol
    primal, dual = [], []
    converged = False
    # A warning that is made an error would hide the one that names the iteration.
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(settings.max_iter):
            x = prox_f(z - u, t)
            # Over-relaxation: the later steps see a point beyond x, or short of it.
            ahead = x if alpha == 1.0 else alpha * x + (1.0 - alpha) * z
            before = u + ahead
            previous, z = z, prox_g(before, t)
            u = before - z
            primal.append(_norm(x - z))
            dual.append(rho * _norm(z - previous))
            primal_tolerance = floor + settings.rel_tol * max(_norm(x), _norm(z))
            dual_tolerance = floor + settings.rel_tol * rho * _norm(u)
            if not math.isfinite(primal[-1] + dual[-1] + primal_tolerance + dual_tolerance):
                raise DivergenceError(
                    f"got numbers that are not finite in iteration {k + 1} with rho = {rho}: "
                    "numbers of moderate size would help, and the parts have to be convex"
                )
            if primal[-1] <= primal_tolerance and dual[-1] <= dual_tolerance:
                converged = True
                break
    return ADMMResult(
        x=x,
        z=z,
        u=u,
        primal_residuals=np.array(primal),
        dual_residuals=np.array(dual),
        primal_tolerance=primal_tolerance,
        dual_tolerance=dual_tolerance,
        rho=rho,
        n_iter=len(primal),
        converged=converged,
        objective=float(objective(x, z)),
    )


def _norm(v: Floats) -> float:
    """The Euclidean norm; on short vectors several times as fast as ``np.linalg.norm``."""
    return math.sqrt(v @ v)
