r"""The soft-margin support vector machine: primal, dual, gradient, and the gap between them.

Throughout, f is the vector K(y ⊙ α): what the weights say of each sample, without the intercept b.
"""

import numpy as np
from numpy.typing import ArrayLike

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, matrix, number, vector

__all__ = [
    "svm_dual_gradient",
    "svm_dual_objective",
    "svm_duality_gap",
    "svm_intercept_interval",
    "svm_primal_objective",
]

_ROUNDING = 1e-8  # of the largest weight, by which solvers may miss the constraints


def svm_dual_objective(alpha: ArrayLike, K: ArrayLike, y: ArrayLike) -> float:
    r"""What the dual problem of the support vector machine maximizes.

    $$D(\alpha) = \sum_i \alpha_i
    - \frac{1}{2} \sum_{i,j} \alpha_i \alpha_j y_i y_j K_{ij}$$
    subject to $0 \le \alpha_i \le C$ and a zero sum of the $\alpha_i y_i$. It is concave, since $K$
    is positive semidefinite.

    Args:
        alpha: The weights $\alpha$, shape (n,). The value is given at any weights, allowed or not.
        K: The Gram matrix, shape (n, n).
        y: The labels, 1 or -1, shape (n,).

    Returns:
        $D(\alpha)$.

    Raises:
        InputError: An argument is not as above.

    Section 3.2, SVM and the dual.

    References:
        Cortes & Vapnik (1995), Support-Vector Networks, Machine Learning 20:273-297.

    >>> from mathbook.optimization.svm import linear_kernel, svm_dual_objective
    >>> X, y = [[1, 2], [2, 3], [0, 0], [1, 0]], [1, 1, -1, -1]
    >>> svm_dual_objective([0.5, 0, 0, 0.5], linear_kernel(X, X), y)
    0.5
    """
    # names: import numpy as np
    #        alpha, y = np.array([0.3, 0.1, 0.2, 0.4]), np.array(y)
    #        K = linear_kernel(X, X)
    #        D(\alpha) = svm_dual_objective(alpha, linear_kernel(X, X), y)
    #        C = 0.5
    weights, gram, labels = _arguments(alpha, K, y)
    signed = weights * labels
    return float(weights.sum() - 0.5 * (signed @ gram @ signed))


def svm_dual_gradient(alpha: ArrayLike, K: ArrayLike, y: ArrayLike) -> Floats:
    r"""The gradient of the **negated** dual objective, which solvers minimize.

    $$-\nabla D(\alpha) = y \odot \left( K (y \odot \alpha) \right) - \mathbf{1}$$

    Both labels matter: without those inside the sum it is the gradient of no function.

    Args:
        alpha: The weights $\alpha$, shape (n,).
        K: The Gram matrix, shape (n, n).
        y: The labels, 1 or -1, shape (n,).

    Returns:
        $-\nabla D(\alpha)$, shape (n,).

    Raises:
        InputError: An argument is not as above.

    Section 3.2, SVM and the dual.

    References:
        Fan, Chen & Lin (2005), Working Set Selection Using Second Order Information for Training
        Support Vector Machines, JMLR 6:1889-1918, §2.

    >>> from mathbook.optimization.svm import linear_kernel, svm_dual_gradient
    >>> X, y = [[1, 2], [2, 3], [0, 0], [1, 0]], [1, 1, -1, -1]
    >>> print(svm_dual_gradient([1, 1, 1, 1], linear_kernel(X, X), y))
    [11. 18. -1. -3.]
    """
    # names: from mathbook.optimization.svm import svm_dual_objective
    #        import numpy as np
    #        alpha, y = np.array([0.3, 0.1, 0.2, 0.4]), np.array(y)
    #        K = linear_kernel(X, X)
    #        D(\alpha) = svm_dual_objective(alpha, linear_kernel(X, X), y)
    weights, gram, labels = _arguments(alpha, K, y)
    return np.asarray(labels * (gram @ (weights * labels)) - 1.0)


def svm_primal_objective(
    alpha: ArrayLike, intercept: float, K: ArrayLike, y: ArrayLike, C: float
) -> float:
    r"""What the primal problem minimizes, at the weights of a dual point.

    $$P = \frac{1}{2} \sum_{i,j} \alpha_i \alpha_j y_i y_j K_{ij}
    + C \sum_i \max(0, 1 - y_i (f_i + b))$$

    The first term is $\frac12 \|w\|^2$ for the $w$ that $\alpha$ stands for; the maxima are the
    smallest slacks that the primal allows.

    Args:
        alpha: The weights $\alpha$, shape (n,).
        intercept: $b$.
        K: The Gram matrix, shape (n, n).
        y: The labels, 1 or -1, shape (n,).
        C: The price of a unit of slack, above 0.

    Returns:
        $P$.

    Raises:
        InputError: An argument is not as above.

    Section 3.2, SVM and the dual.

    References:
        Bishop (2006), Pattern Recognition and Machine Learning, §7.1.1.

    >>> from mathbook.optimization.svm import linear_kernel, svm_primal_objective
    >>> X, y = [[1, 2], [2, 3], [0, 0], [1, 0]], [1, 1, -1, -1]
    >>> svm_primal_objective([0.5, 0, 0, 0.5], -1.0, linear_kernel(X, X), y, C=100)
    0.5
    """
    # names: import numpy as np
    #        alpha, y = np.array([0.3, 0.1, 0.2, 0.4]), np.array(y)
    #        K, C, b = linear_kernel(X, X), 0.7, -0.2
    #        f = K @ (alpha * y)
    #        P = svm_primal_objective(alpha, b, K, y, C)
    weights, gram, labels = _arguments(alpha, K, y)
    scores = gram @ (weights * labels)
    slack = np.maximum(0.0, 1.0 - labels * (scores + _intercept(intercept)))
    return float(0.5 * ((weights * labels) @ scores) + number(C, "C") * slack.sum())


def svm_duality_gap(
    alpha: ArrayLike, K: ArrayLike, y: ArrayLike, C: float, intercept: float
) -> float:
    r"""How far a dual point and an intercept can be from the optimum: primal less dual.

    $$P - D = \sum_i \left( C \max(0, 1 - y_i (f_i + b)) - \alpha_i (1 - y_i (f_i + b)) \right)$$

    Each sample's part is at least 0, and all are 0 at the optimum only: there, both problems have
    the same value. So the gap bounds the distance of either objective from the optimum.

    Args:
        alpha: The weights $\alpha$, shape (n,), which the dual must allow.
        K: The Gram matrix, shape (n, n).
        y: The labels, 1 or -1, shape (n,).
        C: The price of a unit of slack, above 0.
        intercept: $b$.

    Returns:
        The gap, from 0 on.

    Raises:
        InputError: An argument is not as above, a weight is not in [0, C], or the sum of the
            weights times the labels is not 0: then the difference would bound nothing. Both are
            allowed the rounding of 1e-8 of the largest weight.

    Section 3.2, SVM and the dual.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §5.5.1.

    >>> from mathbook.optimization.svm import linear_kernel, svm_duality_gap
    >>> X, y = [[1, 2], [2, 3], [0, 0], [1, 0]], [1, 1, -1, -1]
    >>> svm_duality_gap([0.5, 0, 0, 0.5], linear_kernel(X, X), y, 100, intercept=-1.0)
    0.0
    >>> svm_duality_gap([0.5, 0, 0, 0.5], linear_kernel(X, X), y, 100, intercept=-0.5)
    100.0
    """
    # names: from mathbook.optimization.svm import svm_dual_objective, svm_primal_objective
    #        import numpy as np
    #        s, t = 0.3, 0.1
    #        y = np.sign(s) * np.array([1, 1, -1, -1])
    #        alpha = np.array([s, t, t, s])
    #        K, C, b = linear_kernel(X, X), 0.7, -0.2
    #        f = K @ (alpha * y)
    #        D = svm_dual_objective(alpha, K, y)
    #        P = svm_primal_objective(alpha, b, K, y, C)
    weights, gram, labels = _arguments(alpha, K, y)
    price = number(C, "C")
    slip = _ROUNDING * float(np.abs(weights).max())
    if weights.min() < -slip or weights.max() > price + slip:
        raise InputError(
            f"got alpha from {weights.min():g} to {weights.max():g}, expected 0 to C = {price:g}"
        )
    balance = float(weights @ labels)
    if abs(balance) > slip * len(weights):
        raise InputError(f"got alpha with sum(alpha * y) = {balance:g}, expected 0")
    missing = 1.0 - labels * (gram @ (weights * labels) + _intercept(intercept))
    return float((price * np.maximum(0.0, missing) - weights * missing).sum())


def svm_intercept_interval(
    alpha: ArrayLike, K: ArrayLike, y: ArrayLike, C: float
) -> tuple[float, float]:
    r"""The intercepts that optimal weights allow, from the smallest to the largest.

    With $v_i = y_i - f_i$ the condition on each sample is one on $b$: where $\alpha_i y_i$ can
    still grow, $v_i$ is a lower bound of it, and where it can still shrink, an upper one. A free
    weight, neither 0 nor $C$, can do both and settles $b$. At weights that are not optimal the
    lower bound lies above the upper one, by the violation of the conditions.

    Args:
        alpha: The weights $\alpha$, shape (n,). A weight that should be 0 or C has to be so
            exactly: round what a solver returns first.
        K: The Gram matrix, shape (n, n).
        y: The labels, 1 or -1, shape (n,), both among them.
        C: The price of a unit of slack, above 0.

    Returns:
        The largest of the lower bounds and the smallest of the upper ones.

    Raises:
        InputError: An argument is not as above.

    Section 3.2, SVM and the dual.

    References:
        Fan, Chen & Lin (2005), JMLR 6:1889-1918, §2.

    >>> from mathbook.optimization.svm import linear_kernel
    >>> from mathbook.optimization.svm_dual import svm_intercept_interval
    >>> X, y = [[1, 2], [2, 3], [0, 0], [1, 0]], [1, 1, -1, -1]
    >>> low, high = svm_intercept_interval([0.1] * 4, linear_kernel(X, X), y, C=0.1)
    >>> print(round(low, 9), round(high, 9))
    -1.0 -0.9
    """
    # names: import numpy as np
    #        alpha, y = np.array([0.1, 0.1, 0.1, 0.1]), np.array(y)
    #        K, C, b = linear_kernel(X, X), 0.1, 0.5 * (low + high)
    #        f = K @ (alpha * y)
    #        v = y - K @ (alpha * y)
    weights, gram, labels = _arguments(alpha, K, y)
    price = number(C, "C")
    if np.ptp(labels) == 0:
        raise InputError("got labels y of one kind, expected both 1 and -1")
    v = labels - gram @ (weights * labels)
    grows = np.where(labels > 0, weights < price, weights > 0)
    shrinks = np.where(labels > 0, weights > 0, weights < price)
    return float(v[grows].max(initial=-np.inf)), float(v[shrinks].min(initial=np.inf))


def _arguments(alpha: ArrayLike, K: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats, Floats]:
    weights = vector(alpha, "alpha")
    labels = vector(y, "y", len(weights))
    if not (np.abs(labels) == 1).all():
        wrong = labels[np.abs(labels) != 1][0]
        raise InputError(f"got y with {wrong:g}, expected labels 1 and -1")
    return weights, matrix(K, "K", (len(weights), len(weights))), labels


def _intercept(value: float) -> float:
    return float(vector([value], "intercept")[0])
