r"""Gradients and Jacobians from values of a function, and the descent that uses them."""

from operator import index

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.calculus.difference_quotients import ArrayFunction, difference_quotients
from mathbook.calculus.difference_steps import Method, as_point, plan_evaluations
from mathbook.errors import DivergenceError, InputError

__all__ = ["check_gradient", "gradient_descent", "numerical_gradient", "numerical_jacobian"]


def numerical_gradient(
    f: ArrayFunction, x: ArrayLike, h: ArrayLike | None = None, *, method: Method = "central"
) -> NDArray[np.float64]:
    r"""The gradient of $f: \mathbb{R}^n \to \mathbb{R}$ at $x$, from values of $f$.

    $$\begin{aligned}
    g^{\text{central}}_j &= \frac{f(x + h_j e_j) - f(x - h_j e_j)}{2 h_j},\\
    g^{\text{forward}}_j &= \frac{f(x + h_j e_j) - f(x)}{h_j},\\
    g^{\text{complex}}_j &= \frac{\operatorname{Im} f(x + \mathrm{i} h_j e_j)}{h_j}.
    \end{aligned}$$

    Their distances from $\nabla f(x)$ are $O(h^2)$, $O(h)$ and $O(h^2)$, the last without
    cancellation.

    The complex step needs an ``f`` that computes an analytic function in complex
    arithmetic: ``abs``, ``max``, ``conj`` or ``np.real`` inside it make the result wrong.

    Args:
        f: Maps a float64 array of shape (n,), complex128 for the complex step, to a scalar.
            It gets a new array each time. Its floating-point warnings are off: what is
            not finite in the end is an error.
        x: The point, shape (n,); integers and lists are cast to float64.
        h: The step, a number or shape (n,), absolute. By default one for each coordinate,
            see :func:`mathbook.calculus.difference_steps.difference_steps`.
        method: "central" evaluates f 2n times, "forward" n + 1, "complex" n.

    Returns:
        $\nabla f(x)$, shape (n,).

    Raises:
        InputError: An argument is not what it should be, or f is not scalar, real and
            finite where it is evaluated.

    Section 2.1, Gradients and the Jacobian matrix.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §8.1.
        Squire & Trapp (1998), SIAM Review 40(1):110-112 (complex step).

    >>> import numpy as np
    >>> from mathbook.calculus import numerical_gradient
    >>> def f(x):
    ...     return x[0] ** 2 + x[0] * x[1] + x[1] ** 2
    >>> print(np.round(numerical_gradient(f, [1, 2]), 6) + 0.0)
    [4. 5.]
    """
    # names: x, h = np.array([1.0, -2.0]), np.array([1e-3, 2e-3])
    #        f(x) = f(x)
    #        g^{\text{central}} = numerical_gradient(f, x, h)
    #        g^{\text{forward}} = numerical_gradient(f, x, h, method="forward")
    #        g^{\text{complex}} = numerical_gradient(f, x, h, method="complex")
    return difference_quotients(f, plan_evaluations(x, h, method), scalar=True)[:, 0]


def numerical_jacobian(
    f: ArrayFunction,
    x: ArrayLike,
    h: ArrayLike | None = None,
    *,
    method: Method = "central",
    vectorized: bool = False,
) -> NDArray[np.float64]:
    r"""The Jacobian matrix of $f: \mathbb{R}^n \to \mathbb{R}^m$ at $x$, from values of $f$.

    $$J_{ij} = \frac{\partial f_i}{\partial x_j}(x)$$
    with $J \in \mathbb{R}^{m \times n}$: one row for each value and one column for each
    coordinate (numerator layout). Column $j$ is the difference quotient of
    :func:`numerical_gradient` with $f(\cdot)$ a vector.

    Args:
        f: Maps shape (n,) to (m,); a scalar counts as m = 1. With ``vectorized`` it maps
            k points, the rows of shape (k, n), to shape (k, m), row by row. Else as in
            :func:`numerical_gradient`.
        x: The point, shape (n,); integers and lists are cast to float64.
        h: The step, a number or shape (n,), absolute; by default one for each coordinate.
        method: "central" evaluates f at 2n points, "forward" at n + 1, "complex" at n.
        vectorized: Whether f takes all points in one call. It is not guessed, and of an f
            that mixes the rows (a sum without ``axis``) not always noticed.

    Returns:
        $J$, shape (m, n).

    Raises:
        InputError: An argument is not what it should be, or f is not real, finite and of
            one shape where it is evaluated.

    Section 2.1, Gradients and the Jacobian matrix.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §8.1.
        Squire & Trapp (1998), SIAM Review 40(1):110-112 (complex step).

    >>> import numpy as np
    >>> from mathbook.calculus import numerical_jacobian
    >>> def f(x):
    ...     return np.array([x[0] ** 2 + x[0] * x[1] + x[1] ** 2, x[0] * x[1]])
    >>> print(np.round(numerical_jacobian(f, [1, 2]), 6) + 0.0)
    [[4. 5.]
     [2. 1.]]

    In one call, the points are the rows:

    >>> def squares(points):
    ...     return points**2
    >>> print(np.round(numerical_jacobian(squares, [1, 2], vectorized=True), 6) + 0.0)
    [[2. 0.]
     [0. 4.]]
    >>> print(numerical_jacobian(squares, [30, 40], method="complex", vectorized=True))
    [[60.  0.]
     [ 0. 80.]]
    """
    # names: f(x) = f(x)
    #        x = np.array([1.0, -2.0])
    #        J = numerical_jacobian(f, x, method="complex")
    return difference_quotients(f, plan_evaluations(x, h, method), vectorized=vectorized).T


def check_gradient(
    f: ArrayFunction,
    grad: ArrayFunction,
    x: ArrayLike,
    h: ArrayLike | None = None,
    *,
    method: Method = "central",
) -> float:
    r"""How far ``grad`` is from the numerical gradient of ``f`` at $x$.

    $$r = \frac{\|g - \hat g\|_2}{\|g\|_2 + \|\hat g\|_2},$$
    a number from 0 to 1, with $g$ = ``grad(x)``, $\hat g$ from :func:`numerical_gradient`, and
    0 where both vanish. A right gradient gives about 1e-10 (central), 1e-8 (forward) or 1e-16
    (complex), a wrong sign 1.

    Args:
        f: Maps shape (n,) to a scalar.
        grad: Maps shape (n,) to the gradient that is checked, shape (n,).
        x: The point, shape (n,).
        h: The step, a number or shape (n,), absolute; by default one for each coordinate.
        method: "central", "forward" or "complex".

    Returns:
        The relative error $r$.

    Raises:
        InputError: As in :func:`numerical_gradient`, or grad(x) is not a real finite
            vector of shape (n,).

    Section 2.1, Gradients and the Jacobian matrix.

    References:
        Nocedal & Wright (2006), Numerical Optimization, 2nd ed., §8.1.

    >>> from mathbook.calculus import check_gradient
    >>> def f(x):
    ...     return x[0] ** 2 + x[0] * x[1] + x[1] ** 2
    >>> def grad(x):
    ...     return [2 * x[0] + x[1], x[0] + 2 * x[1]]
    >>> check_gradient(f, grad, [1, 2]) < 1e-9
    True

    The size of the gradient does not matter, and both may be zero:

    >>> check_gradient(lambda x: 1e200 * x[0], lambda x: [1e200, 0.0], [1, 2]) < 1e-9
    True
    >>> check_gradient(lambda x: 1e200 * x[0], lambda x: [0.0, 0.0], [1, 2])
    1.0
    >>> check_gradient(lambda x: 7.0, lambda x: [0.0, 0.0], [1, 2])
    0.0
    """
    # names: from mathbook.calculus import numerical_gradient
    #        x, g, h = [1.0, 2.0], [4.0, 4.0], 1e-3
    #        \hat g = numerical_gradient(f, x, h)
    #        r = check_gradient(f, lambda _: g, x, h)
    plan = plan_evaluations(x, h, method)
    g_hat = difference_quotients(f, plan, scalar=True)[:, 0]
    g = _gradient_at(grad, plan.point)
    if not np.isfinite(g).all():
        raise InputError(f"got grad(x) with {g[~np.isfinite(g)][0]}, expected finite numbers")
    largest = max(np.abs(g).max(), np.abs(g_hat).max())
    if largest == 0.0:
        return 0.0
    # Without the scale, the norms of 1e-200 or 1e200 would be 0 or infinite.
    g, g_hat = g / largest, g_hat / largest
    return float(np.linalg.norm(g - g_hat) / (np.linalg.norm(g) + np.linalg.norm(g_hat)))


def gradient_descent(
    grad: ArrayFunction, x0: ArrayLike, step_size: float, n_iter: int
) -> NDArray[np.float64]:
    r"""The path of gradient descent, all its iterates.

    $$x_{k+1} = x_k - \eta \nabla f(x_k)$$
    for ``n_iter`` steps. Where $\nabla f$ is $\beta$-Lipschitz and not 0, $f$ decreases for
    positive step sizes below $2 / \beta$. The iteration count is given, so nothing here says that
    the last iterate is a minimizer: look at grad there.

    Args:
        grad: Maps shape (n,) to $\nabla f$, shape (n,). It gets a new array each time.
        x0: The start, shape (n,); integers and lists are cast to float64.
        step_size: $\eta$, positive.
        n_iter: How many steps.

    Returns:
        $x_0, x_1, \dots$ as rows, shape (n_iter + 1, n).

    Raises:
        InputError: An argument is not what it should be, or grad does not return a real
            vector of shape (n,).
        DivergenceError: An iterate or its gradient is not finite.

    Section 2.1, Gradients and the Jacobian matrix.

    References:
        Boyd & Vandenberghe (2004), Convex Optimization, §9.3.

    >>> import numpy as np
    >>> from mathbook.calculus import gradient_descent
    >>> def grad(x):
    ...     return np.array([2 * x[0] + x[1], x[0] + 2 * x[1]])
    >>> print(np.round(gradient_descent(grad, [1, 2], step_size=0.1, n_iter=2), 4) + 0.0)
    [[1.   2.  ]
     [0.6  1.5 ]
     [0.33 1.14]]
    >>> gradient_descent(grad, [1, 2], step_size=0.1, n_iter=0)
    array([[1., 2.]])
    """
    # names: f(x) = x[0] ** 2 + x[0] * x[1] + x[1] ** 2
    #        \eta = 0.1
    #        x_k, x_{k+1} = gradient_descent(grad, [1, 2], eta, 2)[1:]
    start = as_point(x0, "x0")
    eta = np.asarray(step_size)
    if eta.shape != () or eta.dtype.kind not in "iuf" or not 0 < eta < np.inf:
        raise InputError(f"got step_size={step_size!r}, expected a positive finite number")
    try:
        count = index(n_iter)
    except TypeError as error:
        raise InputError(f"got n_iter={n_iter!r}, expected a whole number") from error
    if count < 0:
        raise InputError(f"got n_iter={n_iter}, expected 0 or more")
    path = np.empty((count + 1, start.size))
    path[0] = start
    # A warning that is made an error would hide the one that names the iteration.
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        for k in range(count):
            g = _gradient_at(grad, path[k])
            path[k + 1] = path[k] - float(eta) * g
            if not np.isfinite(path[k + 1]).all():
                what = "iterate" if np.isfinite(g).all() else "gradient"
                raise DivergenceError(
                    f"got a non-finite {what} in iteration {k + 1} of {count} with "
                    f"step_size={step_size}, expected finite numbers: where the iterates grow, "
                    "a smaller step size may help"
                )
    return path


def _gradient_at(grad: ArrayFunction, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """``grad`` of a copy of ``x``, a real vector of the same shape."""
    g = np.asarray(grad(x.copy()))
    if g.shape != x.shape:
        raise InputError(f"got grad(x) of shape {g.shape}, expected {x.shape}")
    if g.dtype.kind not in "iuf":
        raise InputError(f"got grad(x) of dtype {g.dtype}, expected real numbers")
    return g.astype(np.float64)
