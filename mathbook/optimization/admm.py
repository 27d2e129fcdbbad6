r"""ADMM: minimize the sum of two convex functions, each of which is easy by itself."""

import math
from collections.abc import Callable
from operator import index

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.admm_iterations import ADMMResult, Prox, Settings, iterate, start
from mathbook.optimization.arguments import Floats, number, vector
from mathbook.optimization.lasso import LassoPath, lasso_admm, lasso_path_admm
from mathbook.optimization.lasso_certificates import (
    lasso_dual_objective,
    lasso_dual_point,
    lasso_duality_gap,
    lasso_kkt_residual,
    lasso_lam_max,
    lasso_objective,
)
from mathbook.optimization.least_squares_prox import LeastSquaresProx
from mathbook.optimization.proximal import soft_threshold

__all__ = [
    "ADMMResult",
    "LassoPath",
    "LeastSquaresProx",
    "admm",
    "admm_step",
    "augmented_lagrangian",
    "lasso_admm",
    "lasso_dual_objective",
    "lasso_dual_point",
    "lasso_duality_gap",
    "lasso_kkt_residual",
    "lasso_lam_max",
    "lasso_objective",
    "lasso_path_admm",
    "soft_threshold",
]


def augmented_lagrangian(value: float, r: ArrayLike, nu: ArrayLike, rho: float) -> float:
    r"""The Lagrangian of an equality constraint, with a penalty on its violation $r$,

    $$L_\rho = v + \nu^\top r + \frac\rho2 \|r\|_2^2
    = v + \frac\rho2 \|r + u\|_2^2 - \frac\rho2 \|u\|_2^2, \qquad u = \nu / \rho.$$

    Args:
        value: $v$, the value of the objective.
        r: The violation of the constraint, shape (p,).
        nu: The multipliers $\nu$, shape (p,).
        rho: The penalty $\rho$, positive.

    Returns:
        $L_\rho$.

    Raises:
        InputError: Shapes do not fit, a number is not finite, or the penalty is not positive.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §3.1.1.

    >>> from mathbook.optimization.admm import augmented_lagrangian
    >>> augmented_lagrangian(1.0, r=[1.0, 2.0], nu=[3.0, -1.0], rho=2.0)
    7.0
    """
    # names: v, r, \nu, \rho = 0.7, vector(3), vector(3), 1.6
    #        u = nu / rho
    #        L_\rho = augmented_lagrangian(v, r, nu, rho)
    r, rho = vector(r, "r"), number(rho, "rho")
    nu = vector(nu, "nu", r.size)
    if not math.isfinite(value):
        raise InputError(f"got value = {value}, expected a finite number")
    return float(value + nu @ r + rho / 2 * (r @ r))


def admm_step(
    prox_f: Prox, prox_g: Prox, z: ArrayLike, u: ArrayLike, rho: float, *, relaxation: float = 1.0
) -> tuple[Floats, Floats, Floats]:
    r"""One iteration of ADMM, from $z^k$ and $u^k$,

    $$\begin{aligned}
    x^{k+1} &= \arg\min_x \left( f(x) + \frac\rho2 \|x - z^k + u^k\|_2^2 \right),\\
    z^{k+1} &= \arg\min_z \left( g(z) + \frac\rho2 \|x^{k+1} - z + u^k\|_2^2 \right),\\
    u^{k+1} &= u^k + x^{k+1} - z^{k+1}.
    \end{aligned}$$

    With a ``relaxation`` $\alpha$ other than 1, the last two lines have
    $\alpha x^{k+1} + (1 - \alpha) z^k$ in place of $x^{k+1}$.

    Args:
        prox_f: Maps $(v, t)$ to the minimizer of $t f(x) + \tfrac12 \|x - v\|_2^2$; here $t$ is
            $1 / \rho$.
        prox_g: The same for $g$.
        z: $z^k$, shape (n,).
        u: $u^k$, shape (n,).
        rho: The penalty $\rho$, positive.
        relaxation: $\alpha$, between 0 and 2.

    Returns:
        $x^{k+1}$, $z^{k+1}$ and $u^{k+1}$, each of shape (n,).

    Raises:
        InputError: An argument is not what it should be, or an operator returns something else
            than finite numbers of shape (n,).

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §3.1.1 and §3.4.3.

    >>> import numpy as np
    >>> from mathbook.optimization.admm import admm_step, soft_threshold
    >>> x, z, u = admm_step(lambda v, t: (v + t * 3) / (1 + t), soft_threshold, [0.0], [0.0], 1.0)
    >>> print(x, z, u)
    [1.5] [0.5] [1.]
    """
    # names: import numpy as np
    #        from mathbook.optimization.admm import LeastSquaresProx, soft_threshold
    #        from mathbook.optimization.lasso_certificates import lasso_objective
    #        A, b, z^k, u^k, \rho = matrix(4, 3), vector(4), vector(3), vector(3), 1.3
    #        f(x) = lasso_objective(A, b, x, 0)
    #        g(z) = float(np.abs(z).sum())
    #        x^{k+1} = admm_step(LeastSquaresProx(A, b), soft_threshold, z_k, u_k, rho)[0]
    #        z^{k+1} = admm_step(LeastSquaresProx(A, b), soft_threshold, z_k, u_k, rho)[1]
    #        u^{k+1} = admm_step(LeastSquaresProx(A, b), soft_threshold, z_k, u_k, rho)[2]
    z = vector(z, "z")
    u = vector(u, "u", z.size)
    settings = Settings(rho, 1.0, 0.0, 1, relaxation)
    result = iterate(
        _checked(prox_f, "prox_f"), _checked(prox_g, "prox_g"), z, u, settings, _unknown
    )
    return result.x, result.z, result.u


def admm(
    prox_f: Prox,
    prox_g: Prox,
    n: int,
    rho: float = 1.0,
    abs_tol: float = 1e-8,
    rel_tol: float = 1e-6,
    max_iter: int = 10_000,
    *,
    relaxation: float = 1.0,
    z0: ArrayLike | None = None,
    u0: ArrayLike | None = None,
    objective: Callable[[Floats, Floats], float] | None = None,
) -> ADMMResult:
    r"""Minimizes $f(x) + g(z)$ over $x$ and $z$ that have to be equal, by :func:`admm_step`.

    It stops when **both** residuals are small,

    $$\begin{aligned}
    \|x^{k+1} - z^{k+1}\|_2 &\le \sqrt n\, \epsilon_{\mathrm{abs}}
    + \epsilon_{\mathrm{rel}} \max(\|x^{k+1}\|_2, \|z^{k+1}\|_2),\\
    \rho \|z^{k+1} - z^k\|_2 &\le \sqrt n\, \epsilon_{\mathrm{abs}}
    + \epsilon_{\mathrm{rel}}\, \rho \|u^{k+1}\|_2.
    \end{aligned}$$

    For closed, proper, convex $f$ and $g$ whose Lagrangian has a saddle point, the residuals tend
    to zero for any positive $\rho$. For others there is no such promise.

    Args:
        prox_f: Maps $(v, t)$ to the minimizer of $t f(x) + \tfrac12 \|x - v\|_2^2$; it is called
            with $t = 1 / \rho$.
        prox_g: The same for $g$.
        n: The number of variables.
        rho: The penalty $\rho$, positive. It changes the speed and not the solution.
        abs_tol: The absolute tolerance, from 0 on.
        rel_tol: The relative tolerance, from 0 on.
        max_iter: The largest number of iterations.
        relaxation: $\alpha$ of :func:`admm_step`; values from 1.5 to 1.8 are often faster.
        z0: The first $z$, shape (n,); by default zeros.
        u0: The first $u$, shape (n,); by default zeros.
        objective: Maps $x$ and $z$ to $f(x) + g(z)$, for the result; it is not used otherwise.

    Returns:
        An :class:`~mathbook.optimization.admm_iterations.ADMMResult`. Read its ``converged``.

    Raises:
        InputError: An argument is not what it should be, or an operator returns something else
            than finite numbers of shape (n,).
        DivergenceError: An iterate is not finite.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §3.2 and §3.3.1.

    The point with sum 4 that is nearest to (1, 2) among those with numbers up to 2.5:

    >>> import numpy as np
    >>> from mathbook.optimization.admm import admm
    >>> from mathbook.optimization.proximal import project_box, project_budget
    >>> def near(v, t):
    ...     return np.minimum((v + t * np.array([1.0, 2.0])) / (1 + t), 2.5)
    >>> result = admm(near, lambda v, t: project_budget(v, 4.0), n=2)
    >>> print(result.converged, result.z.round(6))
    True [1.5 2.5]
    """
    # names: import numpy as np
    #        from mathbook.optimization.admm import soft_threshold
    #        from mathbook.optimization.least_squares_prox import LeastSquaresProx as Fit
    #        n, \rho = 2, 2.0
    #        t = 1 / rho
    #        \epsilon_{\mathrm{abs}}, \epsilon_{\mathrm{rel}} = 1e-3, 1e-2
    #        x^{k+1} = admm(Fit(np.eye(2), [3, 1]), soft_threshold, 2, rho, 1e-3, 1e-2).x
    #        z^{k+1} = admm(Fit(np.eye(2), [3, 1]), soft_threshold, 2, rho, 1e-3, 1e-2).z
    #        u^{k+1} = admm(Fit(np.eye(2), [3, 1]), soft_threshold, 2, rho, 1e-3, 1e-2).u
    #        z^k = admm(Fit(np.eye(2), [3, 1]), soft_threshold, 2, rho, 0, 1e-9, 12).z
    try:
        size = index(n)
    except TypeError as error:
        raise InputError(f"got n = {n!r}, expected a whole number") from error
    if size < 1:
        raise InputError(f"got n = {size}, expected 1 or more")
    settings = Settings(rho, abs_tol, rel_tol, max_iter, relaxation)
    z, u = start(z0, u0, size)
    return iterate(
        _checked(prox_f, "prox_f"),
        _checked(prox_g, "prox_g"),
        z,
        u,
        settings,
        objective or _unknown,
    )


def _checked(prox: Prox, name: str) -> Prox:
    """``prox`` of copies of the points, held to finite numbers of their shape."""

    def held(v: Floats, t: float) -> Floats:
        point = np.asarray(prox(v.copy(), t))
        if point.dtype.kind not in "iuf":
            raise InputError(f"got {name}(v, t) of type {point.dtype}, expected real numbers")
        if point.shape != v.shape:
            raise InputError(f"got {name}(v, t) of shape {point.shape}, expected {v.shape}")
        if not np.isfinite(point).all():
            raise InputError(f"got {name}(v, t) with numbers that are not finite at t = {t}")
        return np.array(point, dtype=np.float64)

    return held


def _unknown(x: Floats, z: Floats) -> float:
    return math.nan
