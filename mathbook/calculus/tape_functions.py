r"""Functions of arrays and of variables, and derivatives as functions."""

from collections.abc import Callable
from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from mathbook.calculus.floats import Floats, floats
from mathbook.calculus.softmax import softmax as softmax_of_array
from mathbook.calculus.tape import Variable
from mathbook.calculus.tape_sweep import cotangents
from mathbook.errors import InputError

__all__ = ["affine", "relu", "relu_grad", "softmax", "vjp"]


@overload
def relu(x: Variable) -> Variable: ...
@overload
def relu(x: ArrayLike) -> Floats: ...
def relu(x: Variable | ArrayLike) -> Variable | Floats:
    r"""The rectified linear unit, entry by entry.

    $$\operatorname{relu}(x) = \max(0, x)$$

    Args:
        x: A variable, or numbers of any shape.

    Returns:
        A variable of a variable, an array of numbers; in the shape of ``x``.

    Raises:
        InputError: ``x`` is not real and finite: NaN would pass for 0 or spread unseen.

    Section 2.2, Backpropagation.

    References:
        Goodfellow, Bengio & Courville (2016), Deep Learning, §6.3.1.

    >>> from mathbook.calculus.backpropagation import relu
    >>> print(relu([-1.5, 0.0, 2.0]))
    [0. 0. 2.]
    """
    # names: x = 1.5
    #        \operatorname{relu}(x) = float(relu(x))
    return x.relu() if isinstance(x, Variable) else np.asarray(np.maximum(floats(x, "x"), 0))


def relu_grad(x: ArrayLike) -> Floats:
    r"""The derivative of :func:`relu`, entry by entry.

    $$\operatorname{relu}'(x) = \begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases}$$
    At 0 there is none. Programs choose a number there; this one chooses 0, as most do.

    Args:
        x: Numbers of any shape.

    Returns:
        Zeros and ones in the shape of ``x``.

    Raises:
        InputError: ``x`` is not real and finite.

    Section 2.2, Backpropagation.

    References:
        Goodfellow, Bengio & Courville (2016), Deep Learning, §6.3.

    >>> from mathbook.calculus.backpropagation import relu_grad
    >>> print(relu_grad([-1.5, 0.0, 2.0]))
    [0. 0. 1.]
    """
    # names: x = 1.5
    #        \operatorname{relu}'(x) = float(relu_grad(x))
    array = floats(x, "x")
    return np.asarray(array > 0, dtype=array.dtype)


@overload
def softmax(z: Variable, axis: int = -1) -> Variable: ...
@overload
def softmax(z: ArrayLike, axis: int = -1) -> Floats: ...
def softmax(z: Variable | ArrayLike, axis: int = -1) -> Variable | Floats:
    r"""Scores to positive numbers that sum to one; see :func:`mathbook.calculus.softmax.softmax`.

    Args:
        z: A variable, or scores of any shape.
        axis: Along which the results sum to one.

    Returns:
        A variable of a variable, an array of numbers; in the shape of ``z``.

    Raises:
        InputError: As there.

    Section 2.3, Self-attention.

    References:
        Goodfellow, Bengio & Courville (2016), Deep Learning, §4.1.

    >>> from mathbook.calculus.backpropagation import Variable, softmax
    >>> z = Variable([0.0, 0.0])
    >>> softmax(z)[0].backward()
    >>> print(z.grad)
    [ 0.25 -0.25]
    """
    return z.softmax(axis) if isinstance(z, Variable) else softmax_of_array(z, axis)


def affine(x: Variable | ArrayLike, W: Variable, b: Variable) -> Variable:
    r"""A linear layer with its bias, for one sample or a row of samples each.

    $$h = W x + b$$
    One operation instead of three. With the cotangent $\delta$ of $h$, those of $W$, $b$ and $x$
    are $\delta x^\top$, $\delta$ and $W^\top \delta$; for several samples the first two are sums.

    Args:
        x: The input, a variable or numbers, shape (in,) or (n, in).
        W: Shape (out, in).
        b: Shape (out,).

    Returns:
        $h$, shape (out,) or (n, out).

    Raises:
        InputError: The shapes do not fit.

    Section 2.2, Backpropagation.

    References:
        Goodfellow, Bengio & Courville (2016), Deep Learning, §6.5.4.

    >>> from mathbook.calculus.backpropagation import Variable, affine
    >>> W, b = Variable([[1.0, 2.0], [-1.0, 1.0]]), Variable([0.0, 0.0])
    >>> h = affine([1.0, 2.0], W, b)
    >>> h.backward([10.0, 2.0])
    >>> print(h.value, W.grad.tolist(), b.grad)
    [5. 1.] [[10.0, 20.0], [2.0, 4.0]] [10.  2.]
    """
    # names: x, W, b = [1.0, 2.0], [[1.0, 2.0], [-1.0, 1.0]], [0.3, -0.5]
    #        h = affine(x, Variable([[1.0, 2.0], [-1.0, 1.0]]), Variable([0.3, -0.5])).value
    inner = x.value if isinstance(x, Variable) else floats(x, "x")
    if W.value.ndim != 2 or b.shape != W.shape[:1] or inner.shape[-1:] != W.shape[1:]:
        raise InputError(
            f"got x of shape {inner.shape}, W of shape {W.shape} and b of shape {b.shape}, "
            "expected (in,) or (n, in), (out, in) and (out,)"
        )
    if inner.ndim > 2:
        raise InputError(f"got x of shape {inner.shape}, expected (in,) or (n, in)")

    def pullback(g: Floats) -> tuple[Floats, ...]:
        if g.ndim == 1:
            by_W, by_b = np.multiply.outer(g, inner), g
        else:
            by_W, by_b = g.T @ inner, np.add.reduce(g, 0)
        return (by_W, by_b, g @ W.value) if isinstance(x, Variable) else (by_W, by_b)

    h = inner @ W.value.T
    h += b.value
    return Variable.computed(h, (W, b, x) if isinstance(x, Variable) else (W, b), pullback)


def vjp(
    f: Callable[..., Variable], *x: ArrayLike
) -> tuple[Floats, Callable[[ArrayLike], tuple[Floats, ...]]]:
    r"""The value of a function and its vector-Jacobian product, as a function.

    $$\bar x = J^\top \bar y$$
    with the Jacobian matrix $J$ of $f$ at $x$, for each of the arguments. One call costs about as
    much as $f$, however many entries they have. Unit vectors $\bar y$ give $J$ row by row.

    Args:
        f: Maps variables to a variable, by operations of the tape.
        x: The arguments, numbers of any shapes.

    Returns:
        $f(x)$, and the function $\bar y \mapsto \bar x$, which may be called again and gives a
        tuple, one cotangent for each argument. An argument that f does not use has the cotangent 0.

    Raises:
        InputError: ``f`` does not return a variable, or a shape does not fit.

    Section 2.2, Backpropagation.

    References:
        Griewank & Walther (2008), Evaluating Derivatives, 2nd ed., §3.2.
        Baydin et al. (2018), JMLR 18(153):1-43, §3.2.

    >>> from mathbook.calculus.backpropagation import vjp
    >>> value, pullback = vjp(lambda x, y: x * y + x, 2.0, 3.0)
    >>> print(value, *pullback(1.0))
    8.0 4.0 2.0
    """
    # names: import numpy as np
    #        from mathbook.calculus import numerical_jacobian
    #        x, \bar y = np.array([0.5, -1.0, 2.0]), np.array([0.3, 1.1])
    #        J = numerical_jacobian(lambda x: x[0] * x[1:], [0.5, -1.0, 2.0])
    #        \bar x = vjp(lambda x: x[0] * x[1:], [0.5, -1.0, 2.0])[1]([0.3, 1.1])[0]
    variables = tuple(Variable(argument) for argument in x)
    output = f(*variables)
    if not isinstance(output, Variable):
        raise InputError(f"got {type(output).__name__} from f, expected a Variable")

    def pullback(cotangent: ArrayLike) -> tuple[Floats, ...]:
        adjoints = {id(node): adjoint for node, adjoint in cotangents(output, cotangent)}
        return tuple(
            np.array(adjoints.get(id(variable), np.zeros_like(variable.value)))
            for variable in variables
        )

    return output.value, pullback
