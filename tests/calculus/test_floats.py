"""Arrays of numbers: what is taken, what is cast, what is refused."""

import numpy as np
import pytest

from mathbook.calculus.floats import floats
from mathbook.errors import InputError, MathbookError


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (2, np.float64),
        ([1, 2], np.float64),
        (np.float32(2), np.float32),
        (np.ones(3, np.float32), np.float32),
        (np.ones(3, np.float16), np.float64),
        ([[1.0], [2.0]], np.float64),
    ],
)
def test_numbers_are_float64_and_float32_stays(value: object, kind: type) -> None:
    found = floats(value, "x")  # type: ignore[arg-type]
    assert found.dtype == kind
    np.testing.assert_array_equal(found, np.asarray(value))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (np.arange(3), r"got x of type int64 and shape \(3,\), expected float64 or float32"),
        (np.int64(3), r"got x of type int64 and shape \(\)"),
        ([True], r"got x of type bool and shape \(1,\)"),
        (np.ones(2) * 1j, r"got x of type complex128 and shape \(2,\)"),
        ("one", r"got x of type <U3"),
        (None, r"got x of type object"),
        ([[1.0], [2.0, 3.0]], "x: expected numbers in a regular array"),
        ([1.0, np.nan], r"got x of shape \(2,\) with nan, expected finite numbers"),
        ([[np.inf, 1.0]], r"got x of shape \(1, 2\) with inf"),
    ],
)
def test_what_is_no_array_of_numbers_is_refused(value: object, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        floats(value, "x")  # type: ignore[arg-type]
    assert isinstance(caught.value, MathbookError)


def test_infinities_may_be_wanted() -> None:
    assert np.isinf(floats([np.inf, -np.inf], "x", finite=False)).all()
