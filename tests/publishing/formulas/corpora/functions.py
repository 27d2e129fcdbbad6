"""Functions that the cases of several topics bind their names to."""

from typing import Any

import numpy as np

__all__ = ["dsig", "lse", "sig", "soft", "softmax", "spd"]


def sig(z: Any) -> Any:
    """The logistic function."""
    return 1 / (1 + np.exp(-z))


def dsig(z: Any) -> Any:
    """Its derivative."""
    return sig(z) * (1 - sig(z))


def softmax(z: Any) -> Any:
    """Softmax, along the last axis."""
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def lse(x: Any) -> Any:
    """The logarithm of the sum of exponentials."""
    return np.log(np.sum(np.exp(x)))


def soft(v: Any, t: Any) -> Any:
    """The soft threshold."""
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def spd(n: int, seed: int) -> Any:
    """A symmetric positive definite matrix."""
    B = np.random.default_rng([n, seed]).normal(size=(n, n))
    return B @ B.T + np.eye(n)
