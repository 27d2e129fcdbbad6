"""What attention accepts: queries, keys, values and a mask that fit together."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathbook.calculus.floats import floats
from mathbook.errors import InputError

__all__ = ["attention_inputs"]

Inputs = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[np.bool_] | None]


def attention_inputs(Q: ArrayLike, K: ArrayLike, V: ArrayLike, mask: ArrayLike | None) -> Inputs:
    """The arguments of attention as arrays of one type.

    Raises:
        InputError: A shape or type does not fit; the message names all shapes.
    """
    queries, keys, values = floats(Q, "Q"), floats(K, "K"), floats(V, "V")
    shapes = f"Q of shape {queries.shape}, K of shape {keys.shape} and V of shape {values.shape}"
    if min(queries.ndim, keys.ndim, values.ndim) < 2:
        raise InputError(
            f"got {shapes}, expected (..., n_q, d_k), (..., n_k, d_k), (..., n_k, d_v)"
        )
    if queries.shape[-1] != keys.shape[-1] or keys.shape[-2] != values.shape[-2]:
        raise InputError(f"got {shapes}, expected one d_k in Q and K, and as many values as keys")
    if 0 in (*queries.shape, *keys.shape, *values.shape):
        raise InputError(f"got {shapes}, expected no empty axis")
    try:
        lead = np.broadcast_shapes(queries.shape[:-2], keys.shape[:-2], values.shape[:-2])
    except ValueError as error:
        raise InputError(f"got {shapes}, expected leading axes that broadcast") from error
    kind = np.result_type(queries, keys, values)
    arrays = tuple(part.astype(kind, copy=False) for part in (queries, keys, values))
    if mask is None:
        return (*arrays, None)  # type: ignore[return-value]
    kept = np.asarray(mask)
    full = (*lead, queries.shape[-2], keys.shape[-2])
    if kept.dtype != bool:
        raise InputError(
            f"got a mask of type {kept.dtype} and shape {kept.shape}, expected booleans: "
            "True where a query sees a key"
        )
    try:
        return (*arrays, np.broadcast_to(kept, full))  # type: ignore[return-value]
    except ValueError as error:
        raise InputError(
            f"got a mask of shape {kept.shape}, expected one that broadcasts to {full} for {shapes}"
        ) from error
