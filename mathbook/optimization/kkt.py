r"""The Karush-Kuhn-Tucker conditions, as four numbers that are 0 where they hold."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, matrix, number, vector

__all__ = ["KKTResiduals", "Map", "is_positive_semidefinite", "kkt_residuals", "symmetric"]

Map = Callable[[Floats], ArrayLike]
"""A function of a point of shape (n,): a gradient, constraints, or a matrix of derivatives."""


@dataclass(frozen=True)
class KKTResiduals:
    r"""How far a point and its multipliers are from the conditions of Karush, Kuhn and Tucker.

    Each is a largest absolute value, so it has the unit of what it measures; none is negative.

    Attributes:
        stationarity: Of the gradient of the Lagrangian.
        primal_feasibility: Of what the constraints are violated by.
        dual_feasibility: Of the negative multipliers of inequalities.
        complementary_slackness: Of the products of multipliers and slacks.
    """

    stationarity: float
    primal_feasibility: float
    dual_feasibility: float = 0.0
    complementary_slackness: float = 0.0

    @property
    def largest(self) -> float:
        """The largest of the four."""
        return max(
            self.stationarity,
            self.primal_feasibility,
            self.dual_feasibility,
            self.complementary_slackness,
        )


def kkt_residuals(
    x: ArrayLike,
    grad_f: Map,
    *,
    g: Map | None = None,
    jac_g: Map | None = None,
    mu: ArrayLike | None = None,
    h: Map | None = None,
    jac_h: Map | None = None,
    lam: ArrayLike | None = None,
) -> KKTResiduals:
    r"""How well $x$ and its multipliers $\mu$, $\lambda$ satisfy the KKT conditions.

    For the problem to minimize $f(x)$ where no $g_i(x)$ is positive and every $h_j(x)$ is 0,

    $$\begin{aligned}
    r_{\text{stat}} &= \| \nabla f(x) + J_g(x)^\top \mu + J_h(x)^\top \lambda \|_\infty,\\
    r_{\text{primal}} &= \max(0, \max_i g_i(x), \max_j |h_j(x)|),\\
    r_{\text{dual}} &= \max(0, \max_i (-\mu_i)),\\
    r_{\text{slack}} &= \max_i |\mu_i g_i(x)|.
    \end{aligned}$$

    All four are 0 exactly where the conditions hold. If moreover $f$ and every $g_i$ are convex and
    $h$ is affine, $x$ is then a global minimizer; without convexity that does not follow.

    Args:
        x: The point, shape (n,).
        grad_f: Maps shape (n,) to $\nabla f$, shape (n,).
        g: Maps shape (n,) to the inequalities, shape (k,) or a scalar.
        jac_g: Maps shape (n,) to $J_g$, shape (k, n), or (n,) for a single inequality.
        mu: The multipliers of the inequalities, shape (k,) or a number.
        h: Maps shape (n,) to the equations, shape (m,) or a scalar.
        jac_h: Maps shape (n,) to $J_h$, shape (m, n), or (n,) for a single equation.
        lam: The multipliers of the equations, shape (m,) or a number.

    Returns:
        The four residuals. What has no inequality has dual feasibility and slackness 0.

    Raises:
        InputError: Shapes do not fit, a number is not finite, or a constraint comes without its
            Jacobian matrix or its multipliers.

    Section 3.1, Convex optimization and Lagrange multipliers.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §5.5.3.

    >>> from mathbook.optimization.kkt import kkt_residuals
    >>> def grad_f(x):
    ...     return 2 * x
    >>> def h(x):
    ...     return x[0] + x[1] - 1
    >>> def jac_h(x):
    ...     return [1, 1]
    >>> residuals = kkt_residuals([0.5, 0.5], grad_f, h=h, jac_h=jac_h, lam=-1)
    >>> residuals.stationarity, residuals.primal_feasibility
    (0.0, 0.0)
    >>> kkt_residuals([1, 0], grad_f, h=h, jac_h=jac_h, lam=-1).stationarity
    1.0
    """
    # names: from dataclasses import astuple
    #        import numpy as np
    #        f(x) = x[0] ** 2 + 3 * x[1] ** 2 + x[0]
    #        g(x) = np.array([x[0] - x[1] ** 2, x[0] * x[1] + 2.0])
    #        J_g(x) = np.array([[1.0, -2 * x[1]], [x[1], x[0]]])
    #        h(x) = np.array([x[0] ** 2 + x[1], x[0] - 1.0])
    #        J_h(x) = np.array([[2 * x[0], 1.0], [1.0, 0.0]])
    #        slope(x) = np.array([2 * x[0] + 1, 6 * x[1]])
    #        x, \mu, \lambda = vector(2), vector(2), vector(2)
    #        both(x, m, l) = kkt_residuals(x, slope, g=g, jac_g=J_g, mu=m, h=h, jac_h=J_h, lam=l)
    #        r(x, m, l) = astuple(both(x, m, l))
    #        r_{\text{stat}}, r_{\text{primal}}, r_{\text{dual}}, r_{\text{slack}} = r(x, mu, lam)
    point = vector(x, "x")
    slope = vector(grad_f(point.copy()), "grad_f(x)", point.size)
    values_g, J_g, mu = _constraint(point, ("g", g), jac_g, ("mu", mu))
    values_h, J_h, lam = _constraint(point, ("h", h), jac_h, ("lam", lam))
    violations = np.concatenate([values_g, np.abs(values_h)])
    return KKTResiduals(
        stationarity=float(np.abs(slope + mu @ J_g + lam @ J_h).max()),
        # The absolute values make 0 of -0, which is a maximum of 0 and -0 too.
        primal_feasibility=abs(float(violations.max(initial=0.0))),
        dual_feasibility=abs(float((-mu).max(initial=0.0))),
        complementary_slackness=float(np.abs(mu * values_g).max(initial=0.0)),
    )


def is_positive_semidefinite(H: ArrayLike, tol: float = 1e-10) -> bool:
    r"""Whether the symmetric matrix $H$ is positive semidefinite, within rounding.

    $$\lambda_{\min}(H) \ge -t \cdot \max_i |\lambda_i(H)|$$
    with $t$ = ``tol`` and the eigenvalues $\lambda_i$ of $H$. The test has to be relative:
    eigenvalues that are 0 come out as some 1e-16 of the largest, of either sign.

    Args:
        H: A symmetric matrix, shape (n, n).
        tol: $t$, 0 or above.

    Returns:
        Whether no eigenvalue is negative, up to the tolerance.

    Raises:
        InputError: H is not square, not symmetric or not finite, or the tolerance is negative.

    Section 3.1, Convex optimization and Lagrange multipliers.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §3.1.4.

    >>> from mathbook.optimization.kkt import is_positive_semidefinite
    >>> is_positive_semidefinite([[2, 1], [1, 2]]), is_positive_semidefinite([[0, 1], [1, 0]])
    (True, False)
    """
    # names: import numpy as np
    #        H, t = np.array([[2.0, 1.0], [1.0, 2.0]]), 1e-10
    #        \lambda = np.linalg.eigvalsh(H)
    tol = number(tol, "tol", zero=True)
    eigenvalues = np.linalg.eigvalsh(symmetric(H, "H"))
    return bool(eigenvalues[0] >= -tol * np.abs(eigenvalues).max())


def symmetric(value: ArrayLike, name: str) -> Floats:
    """``value`` as a finite symmetric matrix, its two halves averaged if they differ by rounding.

    Raises:
        InputError: The value is no such matrix.
    """
    H = matrix(value, name, (None, None))
    if H.shape[0] != H.shape[1]:
        raise InputError(f"got {name} of shape {H.shape}, expected a square matrix")
    if np.array_equal(H, H.T):
        return H
    gaps = np.abs(H - H.T)
    if gaps.max() > 1e-10 * np.abs(H).max():
        i, j = np.unravel_index(gaps.argmax(), gaps.shape)
        raise InputError(
            f"got {name}[{i}, {j}] = {H[i, j]} and {name}[{j}, {i}] = {H[j, i]}, expected a "
            f"symmetric matrix; ({name} + {name}.T) / 2 has the same quadratic form"
        )
    return (H + H.T) / 2


def _constraint(
    x: Floats,
    function: tuple[str, Map | None],
    jacobian: Map | None,
    multipliers: tuple[str, ArrayLike | None],
) -> tuple[Floats, Floats, Floats]:
    """Values, Jacobian matrix and multipliers of one kind of constraint; empty if there is none."""
    (name, values_of), (multiplier, given) = function, multipliers
    if values_of is None and jacobian is None and given is None:
        return np.zeros(0), np.zeros((0, x.size)), np.zeros(0)
    if values_of is None or jacobian is None or given is None:
        raise InputError(f"expected {name}, jac_{name} and {multiplier} together, or none of them")
    values = vector(np.atleast_1d(np.asarray(values_of(x.copy()))), f"{name}(x)")
    J = np.asarray(jacobian(x.copy()))
    J = matrix(J[None] if J.ndim == 1 else J, f"jac_{name}(x)", (values.size, x.size))
    return values, J, vector(np.atleast_1d(np.asarray(given)), multiplier, values.size)
