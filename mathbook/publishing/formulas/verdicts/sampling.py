"""Random values in place of declared ones: same shape, same structure, same kind.

A symmetric matrix is replaced by a symmetric one, probabilities by probabilities, labels
by labels. A statement about such values would be false for others, and truly so.
"""

import re
from collections.abc import Mapping

import numpy as np

from mathbook.publishing.formulas.evaluation.values import Array, Value, is_scalar

__all__ = [
    "aligned", "is_fixed", "is_iterate", "is_telling", "keeps_sign", "resampled", "scaled",
]  # fmt: skip

_ITERATE = re.compile(r"[_^]\{?\(?(?:[kt](?:[+-]1)?|next|prev|0)\)?\}?$")
# Letters that stand for sizes, scales and rates: their sign belongs to what they mean.
_GREEK = [
    "lambda",
    "rho",
    "sigma",
    "tau",
    "eta",
    "epsilon",
    "varepsilon",
    "gamma",
    "kappa",
    "nu",
    "delta",
    "beta",
]
_LATIN = ["lam", "lambda_", "eps", "C", "r", "p", "q", "d", "h", "T", "s", "t", "theta_0"]
_POSITIVE = frozenset(_GREEK + _LATIN + [rf"\{name}" for name in _GREEK])


def is_fixed(key: str, value: Value) -> bool:
    """Whether a value stays: a star names a certain solution, I and 1 are what they are."""
    if "*" in key or "star" in key or isinstance(value, tuple | complex):
        return True
    if is_scalar(value) or value.size < 2:
        return False
    if value.ndim == 2 and np.array_equal(value, np.eye(*value.shape)):
        return True
    return bool(np.all(value == 0) or np.all(value == 1))


def is_telling(value: Value) -> bool:
    """Whether a value is so particular that it fits by no accident: no small integer."""
    return not is_scalar(value) or isinstance(value, complex) or not float(value).is_integer()


def is_iterate(key: str) -> bool:
    """Whether a name is one step of an iteration, such as x_k or theta_{t+1}: a certain value."""
    return _ITERATE.search(key) is not None


def keeps_sign(key: str) -> bool:
    """Whether the letter stands for a size, a scale or a rate."""
    return key in _POSITIVE or key.split("_")[0] in _POSITIVE


def resampled(
    key: str, value: Value, rng: np.random.Generator, *, keep_sign: bool = False
) -> Value:
    """Another value of the kind of ``value``.

    Args:
        key: The name; some letters stand for what has a sign by its meaning.
        value: The declared value.
        rng: Where the numbers come from.
        keep_sign: Whether the sign, or lying between 0 and 1, belongs to the statement.
    """
    if is_scalar(value):
        return _scalar(key, float(value), rng, keep_sign)
    if value.ndim == 1:
        return _vector(value, rng)
    if value.ndim == 2:
        return _matrix(value, rng)
    return rng.normal(size=value.shape)


def scaled(value: Value, declared: Value, rng: np.random.Generator) -> Value:
    """``value`` made much larger or smaller, where nothing but its size would change.

    An inequality that holds for values of one size may fail where one is beside the others.
    """
    if isinstance(value, tuple) or is_scalar(value) or np.ndim(value) != 1:
        return value
    if np.any(np.asarray(declared) < 0):  # no probabilities, no labels' signs
        integers = np.array_equal(declared, np.round(declared))
        return value if integers else value * float(np.exp(rng.normal(0, 1.5)))
    return value


def aligned(
    values: Mapping[str, Value], declared: Mapping[str, Value], rng: np.random.Generator
) -> dict[str, Value]:
    r"""``values`` with vectors of one length along one line, where nothing else would change.

    There bounds such as ``x^\top y \le \|x\| \|y\|`` are tight, and lesser ones break; random
    vectors are hardly ever near.
    """
    found = dict(values)
    first: dict[tuple[int, ...], Value] = {}
    for key, value in values.items():
        plain = np.ndim(value) == 1 and scaled(value, declared[key], rng) is not value
        if plain and value.shape in first:
            found[key] = first[value.shape] * float(np.exp(rng.normal(0, 0.3)))
        elif plain:
            first[value.shape] = value
    return found


def _scalar(key: str, value: float, rng: np.random.Generator, keep_sign: bool) -> float:
    keeps = keep_sign or keeps_sign(key)
    if 0 < value < 1 and keeps:
        return float(rng.uniform(0.05, 0.95))
    size = float(np.exp(rng.normal(0, 0.7))) * max(abs(value), 0.1)
    if keeps or not np.isfinite(value):
        return float(np.copysign(size, value))
    return size if rng.random() < 0.5 else -size


def _is_simplex(array: Array) -> bool:
    return bool(array.size > 1 and np.all(array >= 0) and abs(array.sum() - 1) < 1e-9)


def _close(one: Array, other: Array | float) -> bool:
    """``np.allclose``, which takes five times as long; a sample asks for it many times."""
    return bool((np.abs(one - other) <= 1e-8 + 1e-5 * np.abs(other)).all())


def _one_hot(array: Array) -> bool:
    return bool(np.all((array == 0) | (array == 1)) and array.sum() == 1)


def _vector(value: Array, rng: np.random.Generator) -> Array:
    size = value.size
    if size > 1 and _one_hot(value):
        return rng.permutation(value)
    if _is_simplex(value):
        return rng.dirichlet(np.full(size, 2.0))
    if np.all(np.abs(value) == 1) or np.all((value == 0) | (value == 1)):
        return rng.permutation(value)
    if size > 1 and abs(np.linalg.norm(value) - 1) < 1e-12:
        direction = rng.normal(size=size)
        return direction / np.linalg.norm(direction)
    fresh = rng.normal(size=size) * max(1.0, float(np.abs(value).mean()))
    if np.all(value >= 0) and size > 2:
        fresh = np.where(value == 0, 0.0, np.abs(fresh) + 0.05)
        if np.all((value > 0) & (value < 1)):
            fresh = rng.uniform(0.05, 0.95, size)
        if np.all(np.diff(value) <= 0):
            fresh = np.sort(fresh)[::-1].copy()
    return fresh


def _matrix(value: Array, rng: np.random.Generator) -> Array:
    rows, columns = value.shape
    if np.all(value >= 0) and _close(value.sum(axis=1), 1):
        if np.all((value == 0) | (value == 1)):
            return value[rng.permutation(rows)]
        return rng.dirichlet(np.full(columns, 2.0), size=rows)
    gram = value.T @ value
    if _close(gram, np.eye(columns)) or (rows < columns and _close(value @ value.T, np.eye(rows))):
        return _orthogonal(rows, columns, rng)
    if rows == columns:
        return _square(value, rng)
    fresh = rng.normal(size=value.shape)
    return np.abs(fresh) if np.all(value >= 0) else fresh


def _orthogonal(rows: int, columns: int, rng: np.random.Generator) -> Array:
    basis, _ = np.linalg.qr(rng.normal(size=(max(rows, columns), min(rows, columns))))
    return basis if rows >= columns else basis.T


def _square(value: Array, rng: np.random.Generator) -> Array:
    size = len(value)
    fresh = rng.normal(size=value.shape)
    if np.array_equal(value, np.diag(np.diag(value))):
        diagonal = rng.normal(size=size)
        return np.diag(np.abs(diagonal) + 0.1 if np.all(np.diag(value) > 0) else diagonal)
    if _close(value, np.tril(value)):
        return np.tril(fresh)
    if _close(value, np.triu(value)):
        return np.triu(fresh)
    if _close(value, -value.T):
        return fresh - fresh.T
    if _close(value @ value, value) and not _close(value, value.T):
        rank = max(1, round(float(np.trace(value))))
        onto, along = fresh[:, :rank], rng.normal(size=(size, rank))
        return onto @ np.linalg.inv(along.T @ onto) @ along.T
    if not _close(value, value.T):
        return fresh
    if _close(value @ value, value):
        rank = max(1, round(float(np.trace(value))))
        basis = _orthogonal(size, rank, rng)
        return basis @ basis.T
    if np.linalg.eigvalsh(value).min() > -1e-12:
        return fresh @ fresh.T / size + 0.1 * np.eye(size)
    return fresh + fresh.T
