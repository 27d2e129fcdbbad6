"""What attention accepts."""

import numpy as np
import pytest

from mathbook.calculus.attention_shapes import attention_inputs
from mathbook.errors import InputError

Q, K, V = np.ones((2, 3)), np.ones((4, 3)), np.ones((4, 5))


def test_arrays_of_one_type_and_a_full_mask() -> None:
    queries, keys, values, mask = attention_inputs(Q.astype(np.float32), K, V[None], [[True] * 4])
    assert {queries.dtype, keys.dtype, values.dtype} == {np.dtype(np.float64)}
    assert mask is not None
    assert mask.shape == (1, 2, 4)
    assert attention_inputs(Q, K, V, None)[3] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((Q[0], K, V, None), r"Q of shape \(3,\), K of shape \(4, 3\) and V of shape \(4, 5\)"),
        ((Q, K[:, :2], V, None), r"K of shape \(4, 2\) .*, expected one d_k in Q and K"),
        ((Q, K, V[:3], None), r"V of shape \(3, 5\), expected one d_k .* as many values as keys"),
        ((Q[:0], K, V, None), r"Q of shape \(0, 3\), .*, expected no empty axis"),
        ((Q, K[:0], V[:0], None), "expected no empty axis"),
        ((np.ones((2, 2, 3)), np.ones((3, 4, 3)), V, None), "expected leading axes that broadcast"),
        ((Q, K, V * np.nan, None), r"got V of shape \(4, 5\) with nan"),
        ((Q.astype(int), K, V, None), r"got Q of type int64 and shape \(2, 3\)"),
        (
            (Q, K, V, np.ones((2, 4))),
            r"a mask of type float64 and shape \(2, 4\), expected booleans",
        ),
        ((Q, K, V, np.ones((3, 4), bool)), r"a mask of shape \(3, 4\), .* broadcasts to \(2, 4\)"),
        ((Q, K, V, np.ones((7, 2, 4), bool)), r"a mask of shape \(7, 2, 4\)"),
    ],
)
def test_what_does_not_fit_is_told_with_all_shapes(
    arguments: tuple[object, ...], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        attention_inputs(*arguments)  # type: ignore[arg-type]
