r"""The LASSO, least squares with a price on each coefficient's size: what certifies a solution."""

import numpy as np
from numpy.typing import ArrayLike

from mathbook.optimization.arguments import Floats, matrix, number, vector

__all__ = [
    "lasso_dual_objective",
    "lasso_dual_point",
    "lasso_duality_gap",
    "lasso_kkt_residual",
    "lasso_lam_max",
    "lasso_objective",
]


def lasso_objective(A: ArrayLike, b: ArrayLike, x: ArrayLike, lam: float) -> float:
    r"""What the LASSO minimizes,

    $$F(x) = \tfrac12 \|Ax - b\|_2^2 + \lambda \|x\|_1.$$

    Args:
        A: The design matrix, shape (m, n).
        b: The observations, shape (m,).
        x: The coefficients, shape (n,).
        lam: The weight $\lambda$, from 0 on.

    Returns:
        $F(x)$.

    Raises:
        InputError: Shapes do not fit, a number is not finite, or the weight is negative.

    Section 3.3, ADMM: LASSO.

    References:
        Tibshirani (1996), Journal of the Royal Statistical Society B 58(1).

    >>> from mathbook.optimization.admm import lasso_objective
    >>> lasso_objective([[1, 0], [0, 2]], [3, 1], [1, -1], lam=0.5)
    7.5
    """
    # names: A, b, x, \lambda = matrix(4, 3), vector(4), vector(3), 0.7
    #        F(x) = lasso_objective(A, b, x, lam)
    A, b, x = _data(A, b, x)
    r = A @ x - b
    return float(r @ r / 2 + number(lam, "lam", zero=True) * np.abs(x).sum())


def lasso_kkt_residual(A: ArrayLike, b: ArrayLike, x: ArrayLike, lam: float) -> float:
    r"""How far $x$ is from the conditions for a minimizer, with $r$ the residual of the data,

    $$e = \max_j \begin{cases}
    |(A^\top r)_j - \lambda \operatorname{sign}(x_j)| & \text{if } x_j \ne 0,\\
    \max(|(A^\top r)_j| - \lambda, 0) & \text{if } x_j = 0.
    \end{cases}$$

    It is 0 exactly where $x$ minimizes :func:`lasso_objective`.

    Args:
        A: Shape (m, n).
        b: Shape (m,).
        x: Shape (n,).
        lam: The weight $\lambda$, from 0 on.

    Returns:
        The largest violation, in the unit of $\lambda$.

    Raises:
        InputError: Shapes do not fit, a number is not finite, or the weight is negative.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §6.4.

    >>> from mathbook.optimization.admm import lasso_kkt_residual
    >>> lasso_kkt_residual([[1, 0], [0, 2]], [3, 1], [2.5, 0.375], lam=0.5)
    0.0
    >>> lasso_kkt_residual([[1, 0], [0, 2]], [3, 1], [2.5, 0.0], lam=0.5)
    1.5
    """
    # names: import numpy as np
    #        from mathbook.optimization.lasso_certificates import lasso_dual_point
    #        A, b, \lambda = matrix(4, 3), vector(4), 0.7
    #        x = np.array([1.2, 0.0, -0.3])
    #        r = lasso_dual_point(A, b, x, 1e9)
    #        e = lasso_kkt_residual(A, b, x, lam)
    A, b, x = _data(A, b, x)
    lam = number(lam, "lam", zero=True)
    slopes = (b - A @ x) @ A
    active = np.abs(slopes - lam * np.sign(x))
    return float(np.where(x != 0, active, np.maximum(np.abs(slopes) - lam, 0.0)).max())


def lasso_dual_objective(b: ArrayLike, theta: ArrayLike) -> float:
    r"""The dual function of the LASSO,

    $$d(\theta) = b^\top \theta - \tfrac12 \|\theta\|_2^2
    = \tfrac12 \|b\|_2^2 - \tfrac12 \|b - \theta\|_2^2.$$

    It is a lower bound of :func:`lasso_objective`, for every $x$, where no $|(A^\top \theta)_j|$ is
    above $\lambda$. Its largest value under that constraint is attained at the residual of a
    minimizer, and equals the smallest value of the LASSO.

    Args:
        b: The observations, shape (m,).
        theta: The dual variable $\theta$, shape (m,).

    Returns:
        $d(\theta)$.

    Raises:
        InputError: Shapes do not fit or a number is not finite.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §5.1.

    >>> from mathbook.optimization.admm import lasso_dual_objective
    >>> lasso_dual_objective([3, 1], [0.5, 0.25])
    1.59375
    """
    # names: b, \theta = vector(3), vector(3)
    #        d(\theta) = lasso_dual_objective(b, theta)
    b = vector(b, "b")
    theta = vector(theta, "theta", b.size)
    return float(b @ theta - theta @ theta / 2)


def lasso_dual_point(A: ArrayLike, b: ArrayLike, x: ArrayLike, lam: float) -> Floats:
    r"""The residual, shortened until the dual's constraint allows it,

    $$\theta = \min\left( 1, \frac{\lambda}{\|A^\top r\|_\infty} \right) r, \qquad r = b - Ax,$$
    so that no $|(A^\top \theta)_j|$ is above $\lambda$.

    Args:
        A: Shape (m, n).
        b: Shape (m,).
        x: Shape (n,).
        lam: The weight $\lambda$, positive.

    Returns:
        $\theta$, shape (m,).

    Raises:
        InputError: Shapes do not fit, a number is not finite, or the weight is not positive.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §5.5.1 (suboptimality by duality).

    >>> from mathbook.optimization.admm import lasso_dual_point
    >>> print(lasso_dual_point([[1, 0], [0, 2]], [3, 1], [2, 0.25], lam=0.5))
    [0.5  0.25]
    """
    # names: A, b, \lambda = matrix(4, 3), vector(4), 0.7
    #        x = vector(3)
    #        r = b - A @ x
    #        \theta = lasso_dual_point(A, b, x, lam)
    A, b, x = _data(A, b, x)
    lam = number(lam, "lam")
    r = b - A @ x
    steepest = float(np.abs(r @ A).max())
    return r if steepest <= lam else lam / steepest * r


def lasso_duality_gap(A: ArrayLike, b: ArrayLike, x: ArrayLike, lam: float) -> float:
    r"""A bound on how far $F(x)$ is above the smallest value: a certificate that needs no solution.

    $$F(x) - F(z) \le F(x) - d(\theta) \quad \text{for every } z,$$
    with $F$ of :func:`lasso_objective`, $d$ of :func:`lasso_dual_objective` and $\theta$ of
    :func:`lasso_dual_point`.

    Args:
        A: Shape (m, n).
        b: Shape (m,).
        x: Shape (n,).
        lam: The weight $\lambda$, positive: without it the bound says nothing.

    Returns:
        The gap $F(x) - d(\theta)$, not negative.

    Raises:
        InputError: Shapes do not fit, a number is not finite, or the weight is not positive.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §5.5.1 (duality gap).

    >>> from mathbook.optimization.admm import lasso_duality_gap
    >>> lasso_duality_gap([[1, 0], [0, 2]], [3, 1], [2.5, 0.375], lam=0.5)
    0.0
    >>> round(lasso_duality_gap([[1, 0], [0, 2]], [3, 1], [2.5, 0.0], lam=0.5), 4)
    1.2891
    """
    # names: import numpy as np
    #        from mathbook.optimization.lasso import lasso_admm
    #        from mathbook.optimization.lasso_certificates import lasso_dual_objective
    #        from mathbook.optimization.lasso_certificates import lasso_dual_point, lasso_objective
    #        A, b = np.array([[1.0, 0.5], [-0.3, 2.0], [0.4, 0.1]]), np.array([2.0, -1.0, 0.5])
    #        x, \lambda = np.array([1.0, -0.2]), 0.5
    #        F(x) = lasso_objective(A, b, x, lam)
    #        z = lasso_admm(A, b, 0.5).z
    #        \theta = lasso_dual_point(A, b, x, lam)
    #        d(\theta) = lasso_dual_objective(b, theta)
    theta = lasso_dual_point(A, b, x, lam)
    return max(lasso_objective(A, b, x, lam) - lasso_dual_objective(b, theta), 0.0)


def lasso_lam_max(A: ArrayLike, b: ArrayLike) -> float:
    r"""The smallest weight for which all coefficients are zero,

    $$\lambda_{\max} = \|A^\top b\|_\infty.$$

    Args:
        A: Shape (m, n).
        b: Shape (m,).

    Returns:
        $\lambda_{\max}$.

    Raises:
        InputError: Shapes do not fit or a number is not finite.

    Section 3.3, ADMM: LASSO.

    References:
        Boyd et al. (2011), Foundations and Trends in Machine Learning 3(1), §11.1.

    >>> from mathbook.optimization.admm import lasso_lam_max
    >>> lasso_lam_max([[1, 0], [0, 2]], [3, -2])
    4.0
    """
    # names: A, b = matrix(4, 3), vector(4)
    #        \lambda_{\max} = lasso_lam_max(A, b)
    A = matrix(A, "A", (None, None))
    return float(np.abs(vector(b, "b", len(A)) @ A).max())


def _data(A: ArrayLike, b: ArrayLike, x: ArrayLike) -> tuple[Floats, Floats, Floats]:
    A = matrix(A, "A", (None, None))
    return A, vector(b, "b", len(A)), vector(x, "x", A.shape[1])
