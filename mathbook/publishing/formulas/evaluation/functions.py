"""The functions that mathematics names itself, of NumPy only."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation.algebra import transpose
from mathbook.publishing.formulas.evaluation.values import Value, is_scalar, reduced, shape_of

__all__ = ["FUNCTIONS", "apply_function"]


def _entrywise(function: Callable[..., Value]) -> Callable[..., Value]:
    def apply(value: Value) -> Value:
        if isinstance(value, tuple):
            raise Mismatch("a function of numbers was given a tuple")
        with np.errstate(all="ignore"):
            result = function(np.asarray(value))
        return result.item() if np.ndim(result) == 0 else result

    return apply


def _exponential(value: Value) -> Value:
    if not is_scalar(value) and value.ndim == 2 and 1 not in value.shape:
        raise FormulaError("exp of a matrix is the matrix exponential or entrywise: not checked")
    return _entrywise(np.exp)(value)


def _square(value: Value, name: str) -> Value:
    if is_scalar(value):
        return np.array([[value]])
    if value.ndim != 2 or value.shape[0] != value.shape[1]:
        raise Mismatch(f"{name} is of a square matrix; found shape {shape_of(value)}")
    return value


def _eigenvalues(value: Value) -> Value:
    matrix = _square(value, "an eigenvalue")
    if not np.allclose(matrix, matrix.T):
        raise FormulaError("the largest eigenvalue is of a symmetric matrix")
    return np.linalg.eigvalsh(matrix)


def _diagonal(*values: Value) -> Value:
    value = np.asarray(values, dtype=float) if len(values) > 1 else values[0]
    if is_scalar(value):
        return value
    return np.diag(value) if value.ndim == 1 else np.diag(value).copy()


def _extreme(function: Callable[..., Value]) -> Callable[..., Value]:
    def apply(*values: Value) -> Value:
        if len(values) == 1:
            (value,) = values
            return value if is_scalar(value) else function(np.asarray(value)).item()
        result = values[0]
        for value in values[1:]:
            if not (is_scalar(result) or is_scalar(value)) and shape_of(result) != shape_of(value):
                raise Mismatch("the arguments of max or min differ in shape")
            result = (np.maximum if function is np.max else np.minimum)(result, value)
        return result.item() if np.ndim(result) == 0 else result

    return apply


def _inner(left: Value, right: Value) -> Value:
    if shape_of(left) != shape_of(right):
        raise Mismatch("an inner product is of equal shapes")
    return np.sum(np.asarray(left) * np.asarray(right)).item()


# Of a binomial coefficient; with more it is larger than any float, and takes its time to be so.
_MOST_FACTORS = 1000


def _softmax(value: Value) -> Value:
    if is_scalar(value):
        raise Mismatch("softmax is of a vector, or of a matrix's rows")
    shifted = np.exp(value - value.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def _logsumexp(value: Value) -> Value:
    if is_scalar(value) or value.ndim != 1:
        raise Mismatch("log-sum-exp is of a vector")
    top = value.max()
    return float(top + np.log(np.exp(value - top).sum()))


def _logistic(value: Value) -> Value:
    return 0.5 * (1 + np.tanh(0.5 * value))


def _binomial(top: Value, bottom: Value) -> Value:
    whole = is_scalar(top) and is_scalar(bottom) and np.isreal(top) and np.isreal(bottom)
    if not (whole and float(top).is_integer() and float(bottom).is_integer() and top >= 0):
        raise FormulaError("a binomial coefficient is of integers, the upper one not negative")
    n, k = int(top), int(bottom)
    if not 0 <= k <= n:
        return 0.0
    if min(k, n - k) > _MOST_FACTORS:
        raise FormulaError(f"a binomial coefficient of more than {_MOST_FACTORS} factors")
    try:
        return float(math.comb(n, k))
    except OverflowError:
        raise FormulaError("this binomial coefficient is larger than any float") from None


def _factorial(value: Value) -> Value:
    if not is_scalar(value) or not float(value).is_integer() or not 0 <= value <= 170:
        raise FormulaError("a factorial is of an integer from 0 to 170")
    return float(math.factorial(int(value)))


def _root(value: Value, degree: Value) -> Value:
    return _entrywise(lambda x: x ** (1 / degree))(value)


def _sqrt(value: Value) -> Value:
    if not is_scalar(value) and value.ndim > 1:
        raise FormulaError("the root of a matrix is not checked; write a power 1/2")
    return _entrywise(np.sqrt)(value)


def _pseudo_inverse(value: Value) -> Value:
    if is_scalar(value):
        return 1 / value if value else 0.0
    if value.ndim == 1:
        return transpose(value) / float(value @ value)
    return reduced(np.linalg.pinv(value))


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "exp": _exponential,
    "log": _entrywise(np.log),
    "log10": _entrywise(np.log10),
    "logbase": lambda base, value: _entrywise(lambda x: np.log(x) / np.log(base))(value),
    "log1p": _entrywise(np.log1p),
    "expm1": _entrywise(np.expm1),
    "sin": _entrywise(np.sin),
    "cos": _entrywise(np.cos),
    "tan": _entrywise(np.tan),
    "sinh": _entrywise(np.sinh),
    "cosh": _entrywise(np.cosh),
    "tanh": _entrywise(np.tanh),
    "arcsin": _entrywise(np.arcsin),
    "arccos": _entrywise(np.arccos),
    "arctan": _entrywise(np.arctan),
    "erf": _entrywise(np.vectorize(math.erf)),
    "sqrt": _sqrt,
    "root": _root,
    "sign": _entrywise(np.sign),
    "relu": _entrywise(lambda x: np.maximum(x, 0)),
    "negative_part": _entrywise(lambda x: np.maximum(-x, 0)),
    "sigmoid": _entrywise(_logistic),
    "softplus": _entrywise(lambda x: np.logaddexp(0, x)),
    "softmax": _softmax,
    "logsumexp": _logsumexp,
    "real": _entrywise(np.real),
    "imag": _entrywise(np.imag),
    "max": _extreme(np.max),
    "min": _extreme(np.min),
    "inner": _inner,
    "trace": lambda value: np.trace(_square(value, "the trace")).item(),
    "det": lambda value: np.linalg.det(_square(value, "the determinant")).item(),
    "logdet": lambda value: float(np.linalg.slogdet(_square(value, "log det"))[1]),
    "lambda_max": lambda value: float(_eigenvalues(value)[-1]),
    "lambda_min": lambda value: float(_eigenvalues(value)[0]),
    "sigma_max": lambda value: float(np.linalg.norm(np.atleast_2d(value), 2)),
    "sigma_min": lambda value: float(np.linalg.norm(np.atleast_2d(value), -2)),
    "rank": lambda value: float(np.linalg.matrix_rank(np.atleast_2d(value))),
    "diag": _diagonal,
    "vec": lambda value: np.asarray(value).flatten(order="F"),
    "dim": lambda value: float(np.size(value)),
    "clip": lambda value, low, high: _entrywise(lambda x: np.clip(x, low, high))(value),
    "binomial": _binomial,
    "pinv": _pseudo_inverse,
    "factorial": _factorial,
    "floor": _entrywise(np.floor),
    "ceil": _entrywise(np.ceil),
}


def apply_function(name: str, values: Sequence[Value]) -> Value:
    """The function ``name`` at ``values``.

    Raises:
        FormulaError: If it does not take them.
    """
    try:
        return FUNCTIONS[name](*values)
    except FormulaError:
        raise
    except (TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise Mismatch(f"{name} does not take these {len(values)} arguments") from error
