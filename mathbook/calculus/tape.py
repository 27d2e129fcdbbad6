r"""A reverse-mode tape: arrays that remember how they were computed.

Each operation on a :class:`Variable` makes a new one, which knows its operands and how to
pull a cotangent back to them. The sweep needs no recursion, so that memory alone bounds the
depth of a computation.
"""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathbook.calculus.floats import Floats, floats
from mathbook.calculus.softmax import softmax
from mathbook.calculus.tape_rules import (
    Axis,
    Slope,
    along,
    by_base,
    by_denominator,
    by_exponent,
    by_left,
    by_numerator,
    by_right,
    constant,
    summed,
    without,
)
from mathbook.calculus.tape_sweep import Node, Pullback, cotangents
from mathbook.errors import InputError

__all__ = ["Variable"]


class Variable(Node):
    r"""An array in a computation whose derivatives are wanted.

    The reverse sweep from an output finds the adjoint $\bar x$ of each variable that it was
    computed from, the derivative of the output: a sum over **all** operations $v_j$ that use $x$,

    $$\bar x = \sum_j \bar v_j \frac{\partial v_j}{\partial x}(x).$$

    Operands are variables, arrays and numbers, which broadcast as in NumPy: ``+ - * / @ **``,
    indexing, and the methods below.

    Args:
        value: A number, a list or an array of float64 or float32, finite. Lists of integers
            are cast to float64; an array of integers is refused.

    Attributes:
        value: The value, a NumPy array. Do not change it once it is part of a computation.
        grad: What the calls of :meth:`mathbook.calculus.tape.Variable.backward` have found,
            added up, in the shape of ``value``; None before the first. Set it to None to begin
            anew.

    Raises:
        InputError: The value is not real and finite, or an array of integers.

    Section 2.2, Backpropagation.

    References:
        Griewank & Walther (2008), Evaluating Derivatives, 2nd ed., ch. 3.
        Baydin et al. (2018), JMLR 18(153):1-43, §3.2.

    >>> from mathbook.calculus.backpropagation import Variable
    >>> x, y = Variable(1.0), Variable(2.0)
    >>> f = x**2 + x * y + y**2
    >>> f.backward()
    >>> print(f.value, x.grad, y.grad)
    7.0 4.0 5.0
    """

    # names: from mathbook.calculus.backpropagation import vjp
    #        x = 1.5
    #        v = [lambda x: x * x, lambda x: 2.0 * x]
    #        \bar v = [0.3, -1.1]
    #        \bar x = vjp(lambda x: 0.3 * (x * x) - 1.1 * (2.0 * x), 1.5)[1](1.0)[0]
    __slots__ = ("grad",)
    # NumPy's arrays leave the operators of both to this class.
    __array_ufunc__ = None

    grad: Floats | None

    def __init__(self, value: ArrayLike) -> None:
        super().__init__(floats(value, "a Variable").view(), (), None)
        self.grad = None

    @classmethod
    def computed(
        cls, value: ArrayLike, operands: tuple["Variable", ...], pullback: Pullback
    ) -> "Variable":
        """The result of an operation, also of one's own.

        Args:
            value: The result.
            operands: The variables that it was computed from.
            pullback: Maps the cotangent of the result to those of the operands, each in
                the shape of its operand.
        """
        made = cls.__new__(cls)
        made.value = np.asarray(value)
        made.operands = operands
        made.pullback = pullback
        made.grad = None
        return made

    def __repr__(self) -> str:
        return f"Variable({self.value!r})"

    def backward(self, cotangent: ArrayLike | None = None) -> None:
        """Add the derivatives of this output to ``grad`` of all that it was computed from.

        Args:
            cotangent: What each entry of the output counts, in its shape; 1 for a scalar.

        Raises:
            InputError: The output is no scalar and no cotangent is given, or it has another
                shape; the output is not finite; the computation leads in a circle.
        """
        taken: set[int] = set()  # pullbacks may hand one array, or its parts, to several
        for variable, found in cotangents(self, cotangent):
            assert isinstance(variable, Variable)
            if variable.grad is not None:
                variable.grad = np.asarray(variable.grad + found)
                continue
            memory = id(found if found.base is None else found.base)
            shared = memory in taken or not found.flags.writeable
            variable.grad = found.copy() if shared else found
            taken.add(memory)

    # Each operation is written with its pullback beside it: g is the cotangent of the result.

    def __add__(self, other: Any) -> "Variable":
        return _paired(np.add, self, other, lambda g, a, b: g, lambda g, a, b: g)

    def __sub__(self, other: Any) -> "Variable":
        return _paired(np.subtract, self, other, lambda g, a, b: g, lambda g, a, b: -g)

    def __rsub__(self, other: Any) -> "Variable":
        return _paired(np.subtract, other, self, lambda g, a, b: g, lambda g, a, b: -g)

    def __mul__(self, other: Any) -> "Variable":
        return _paired(np.multiply, self, other, lambda g, a, b: g * b, lambda g, a, b: g * a)

    def __truediv__(self, other: Any) -> "Variable":
        return _paired(np.divide, self, other, by_numerator, by_denominator)

    def __rtruediv__(self, other: Any) -> "Variable":
        return _paired(np.divide, other, self, by_numerator, by_denominator)

    def __pow__(self, other: Any) -> "Variable":
        return _paired(np.power, self, other, by_base, by_exponent)

    def __rpow__(self, other: Any) -> "Variable":
        return _paired(np.power, other, self, by_base, by_exponent)

    def __matmul__(self, other: Any) -> "Variable":
        return _paired(np.matmul, self, other, by_left, by_right)

    def __rmatmul__(self, other: Any) -> "Variable":
        return _paired(np.matmul, other, self, by_left, by_right)

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> "Variable":
        return Variable.computed(-self.value, (self,), lambda g: (-g,))

    def exp(self) -> "Variable":
        """The exponential, entry by entry."""
        y = np.exp(self.value)
        return Variable.computed(y, (self,), lambda g: (g * y,))

    def log(self) -> "Variable":
        """The natural logarithm, entry by entry, of positive numbers."""
        if not (self.value > 0).all():
            least = self.value.min()
            raise InputError(f"log of shape {self.shape} with {least}, expected positive numbers")
        return Variable.computed(np.log(self.value), (self,), lambda g: (g / self.value,))

    def relu(self) -> "Variable":
        """max(0, x), entry by entry; the derivative at 0 is taken to be 0."""
        return Variable.computed(
            np.maximum(self.value, 0), (self,), lambda g: (np.where(self.value > 0, g, 0),)
        )

    def tanh(self) -> "Variable":
        """The hyperbolic tangent, entry by entry."""
        y = np.tanh(self.value)
        return Variable.computed(y, (self,), lambda g: (g * (1 - y * y),))

    def softmax(self, axis: int = -1) -> "Variable":
        """Scores to positive numbers that sum to one along ``axis``."""
        p = softmax(self.value, axis)
        return Variable.computed(
            p, (self,), lambda g: (p * (g - (g * p).sum(axis=axis, keepdims=True)),)
        )

    def sum(self, axis: Axis = None, *, keepdims: bool = False) -> "Variable":
        """The sum of all entries, or along ``axis``."""
        kept = along(np.sum, self.value, axis)
        return Variable.computed(
            kept if keepdims else without(kept, self.value, axis),
            (self,),
            lambda g: (np.broadcast_to(g.reshape(kept.shape), self.shape),),
        )

    def mean(self, axis: Axis = None, *, keepdims: bool = False) -> "Variable":
        """The mean of all entries, or along ``axis``, where there are some."""
        total = self.sum(axis, keepdims=keepdims)
        count = self.value.size // max(total.value.size, 1)
        if not count:
            raise InputError(f"the mean of shape {self.shape} along {axis}: expected entries")
        return total * (1 / count)

    def max(self, axis: Axis = None, *, keepdims: bool = False) -> "Variable":
        """The largest of all entries, or along ``axis``; equal ones share the cotangent."""
        kept = along(np.max, self.value, axis)

        def pullback(g: Floats) -> tuple[Floats]:
            largest = self.value == kept
            return (g.reshape(kept.shape) * largest / along(np.sum, largest, axis),)

        value = kept if keepdims else without(kept, self.value, axis)
        return Variable.computed(value, (self,), pullback)

    def reshape(self, *shape: int) -> "Variable":
        """The same entries in another shape."""
        try:
            value = self.value.reshape(*shape)
        except (ValueError, TypeError) as error:
            raise InputError(f"got shape {self.shape} to reshape to {shape}: {error}") from error
        return Variable.computed(value, (self,), lambda g: (g.reshape(self.shape),))

    def transpose(self, *axes: int) -> "Variable":
        """The axes in another order; reversed if none is given."""
        try:
            value = self.value.transpose(*axes)
        except (ValueError, TypeError) as error:
            raise InputError(f"got shape {self.shape} to transpose to {axes}: {error}") from error
        back = np.argsort([axis % self.value.ndim for axis in axes]) if axes else ()
        return Variable.computed(value, (self,), lambda g: (g.transpose(*back),))

    @property
    def T(self) -> "Variable":  # noqa: N802  as in NumPy
        """The axes reversed."""
        return self.transpose()

    def __getitem__(self, index: Any) -> "Variable":
        try:
            value = self.value[index]
        except (IndexError, TypeError) as error:
            raise InputError(f"got shape {self.shape} and the index {index!r}: {error}") from error

        def pullback(g: Floats) -> tuple[Floats]:
            whole = np.zeros_like(self.value)
            np.add.at(whole, index, g)  # an entry may be picked several times
            return (whole,)

        return Variable.computed(value, (self,), pullback)


def _paired(
    operation: np.ufunc, left: Any, right: Any, by_left: Slope, by_right: Slope
) -> Variable:
    """An operation of two operands, of which one is a variable and the other may be."""
    a = left.value if isinstance(left, Variable) else constant(left)
    b = right.value if isinstance(right, Variable) else constant(right)
    try:
        value = operation(a, b)
    except ValueError as error:
        raise InputError(
            f"got shapes {np.shape(a)} and {np.shape(b)} for {operation.__name__}: {error}"
        ) from error
    # Many small operations: a partial function is lighter than one with captured names.
    if not isinstance(right, Variable):
        return Variable.computed(value, (left,), partial(_to_one, by_left, a, b, a.shape))
    if not isinstance(left, Variable):
        return Variable.computed(value, (right,), partial(_to_one, by_right, a, b, b.shape))
    return Variable.computed(value, (left, right), partial(_to_both, by_left, by_right, a, b))


def _to_one(slope: Slope, a: Any, b: Any, shape: tuple[int, ...], g: Floats) -> tuple[Floats]:
    return (summed(slope(g, a, b), shape),)


def _to_both(
    by_left: Slope, by_right: Slope, a: Floats, b: Floats, g: Floats
) -> tuple[Floats, Floats]:
    return summed(by_left(g, a, b), a.shape), summed(by_right(g, a, b), b.shape)
