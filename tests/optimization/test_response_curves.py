"""Response curves: slopes against differences, demands, and answers to proposals."""

import re
from typing import Self

import numpy as np
import pytest
from numpy.typing import ArrayLike

from mathbook.calculus import numerical_gradient
from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats
from mathbook.optimization.response_curves import LogCurves, PowerCurves, ResponseCurves


class Plain(ResponseCurves):
    """The same curves, with nothing but what a subclass has to say."""

    def __init__(self, curves: ResponseCurves) -> None:
        self.curves = curves

    def __len__(self) -> int:
        return len(self.curves)

    def __getitem__(self, part: slice) -> Self:
        return type(self)(self.curves[part])

    def value(self, x: ArrayLike) -> Floats:
        return self.curves.value(x)

    def slope(self, x: ArrayLike) -> Floats:
        return self.curves.slope(x)

    def curvature(self, x: ArrayLike) -> Floats:
        return self.curves.curvature(x)


def random_curves(rng: np.random.Generator) -> LogCurves | PowerCurves:
    n = int(rng.integers(1, 12))
    a, s = rng.exponential(size=n) * 10 ** rng.uniform(-2, 2), rng.exponential(size=n) + 1e-3
    if rng.random() < 0.4:
        return LogCurves(a, s)
    return PowerCurves(a, s, rng.choice([-5.0, -1.0, 0.0, 0.5, 0.9], size=n))


def test_slopes_and_curvatures_are_derivatives() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        curves = random_curves(rng)
        x = rng.exponential(size=len(curves)) + 0.01
        scale = np.abs(curves.slope(x)).max()
        slopes = numerical_gradient(lambda x, c=curves: float(c.value(x).sum()), x)  # type: ignore[misc]
        np.testing.assert_allclose(slopes, curves.slope(x), rtol=1e-7, atol=1e-7 * scale)
        second = numerical_gradient(lambda x, c=curves: float(c.slope(x).sum()), x)  # type: ignore[misc]
        scale = np.abs(curves.curvature(x)).max()
        np.testing.assert_allclose(second, curves.curvature(x), rtol=1e-6, atol=1e-6 * scale)


def test_values_begin_at_zero_and_bend() -> None:
    curves = PowerCurves([3.0, 3.0, 3.0], [2.0, 2.0, 2.0], [0.5, 0.0, -1.0])
    assert curves.value(np.zeros(3)).tolist() == [0.0, 0.0, 0.0]
    np.testing.assert_allclose(
        curves.value(np.full(3, 6.0)), [6.0, 3 * np.log(4), 3 * 6 / 8], rtol=1e-14
    )
    assert curves.value(np.ones((5, 3))).shape == (5, 3)


def test_demand_is_where_the_slope_meets_the_price() -> None:
    rng = np.random.default_rng(1)
    for _ in range(300):
        curves = random_curves(rng)
        price = float(curves.slope(np.zeros(len(curves))).max() * rng.uniform(0.05, 1.1))
        x = curves.demand(price)
        slope = curves.slope(x)
        np.testing.assert_allclose(slope[x > 0], price, rtol=1e-9)
        assert (slope[x == 0] <= price * (1 + 1e-12)).all()
        np.testing.assert_allclose(Plain(curves).demand(price), x, rtol=1e-8, atol=1e-10)


def test_total_demand_is_the_sum_and_its_response_the_derivative() -> None:
    rng = np.random.default_rng(2)
    for _ in range(300):
        curves = random_curves(rng)
        price = float(curves.slope(np.zeros(len(curves))).max() * rng.uniform(0.05, 0.9))
        spent, shift, response = curves.total_demand(price)
        x = curves.demand(price)
        assert spent == pytest.approx(x.sum(), rel=1e-10)
        assert shift >= 0
        plain = Plain(curves).total_demand(price)
        assert plain.spent == pytest.approx(spent, rel=1e-7, abs=1e-9)
        assert plain.response == pytest.approx(response, rel=1e-6)
        near = [curves.demand(price * np.exp(h)) for h in (1e-6, -1e-6)]
        if ((near[0] > 0) == (near[1] > 0)).all():  # no city enters in between
            assert (near[1] - near[0]).sum() / 2e-6 == pytest.approx(response, rel=1e-5)


def test_more_cities_than_fit_a_block() -> None:
    rng = np.random.default_rng(3)
    curves = LogCurves(rng.uniform(0, 9, 20_001), rng.uniform(1, 9, 20_001))
    assert curves.total_demand(0.8).spent == pytest.approx(curves.demand(0.8).sum(), rel=1e-13)


def test_the_prox_is_certified_by_its_slope() -> None:
    rng = np.random.default_rng(4)
    for _ in range(300):
        curves = random_curves(rng)
        v = rng.normal(size=len(curves)) * 10 ** rng.uniform(-2, 3)
        t = float(10 ** rng.uniform(-4, 4))
        for some in (curves, Plain(curves)):
            x = some.prox(v, t)
            rest = x - v - t * some.slope(x)
            scale = np.abs(x) + np.abs(v) + t * some.slope(x)
            assert (x >= 0).all()
            assert (np.abs(rest[x > 0]) <= 1e-11 * scale[x > 0]).all()
            assert (rest[x == 0] >= -1e-11 * scale[x == 0]).all()


def test_the_quadratic_does_not_cancel() -> None:
    """x is near 1e-12 here: half of v - s plus the root would keep four digits."""
    curves = LogCurves([1e-6], [1e3])
    v, t = -1e-9 + 2e-12, 1.0
    (x,) = curves.prox([v], t)
    assert x == pytest.approx((v * 1e3 + 1e-6) / 1e3, rel=1e-9)


def test_a_part_of_the_curves() -> None:
    curves = PowerCurves([1, 2, 3], [1, 1, 1], [0.5, 0.0, -1.0])
    part = curves[1:]
    assert len(part) == 2
    assert part.p.tolist() == [0.0, -1.0]
    assert LogCurves([1, 2], [3, 4])[:1].s.tolist() == [3.0]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: LogCurves([[1.0], [2.0]], [1, 1]), "got a of shape (2, 1), expected a vector"),
        (lambda: LogCurves([1, -2], [1, 1]), "got a with -2.0, expected numbers from 0 on"),
        (lambda: LogCurves([1, 2], [1, 0]), "got s with 0.0, expected numbers above 0"),
        (lambda: LogCurves([1, 2], [1]), "got s of shape (1,), expected a vector of shape (2,)"),
        (lambda: LogCurves([1, np.nan], [1, 1]), "got a of shape (2,) with nan"),
        (lambda: PowerCurves([1], [1], 1), "got p with 1.0, expected exponents below 1"),
        (lambda: PowerCurves([1, 1], [1, 1], [0.5]), "got p of shape (1,)"),
        (lambda: LogCurves([1], [1]).value([-1.0]), "got x from -1.0 on, expected finite"),
        (lambda: LogCurves([1], [1]).slope([np.nan]), "got x from nan on, expected finite"),
        (lambda: LogCurves([1], [1]).slope([1, 2]), "got x of shape (2,), expected (..., 1)"),
        (lambda: PowerCurves([1], [1], 0.5).prox([[1.0]], 1.0), "got v of shape (1, 1)"),
    ],
)
def test_what_is_refused(make: object, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        make()  # type: ignore[operator]


def test_a_slope_that_does_not_fall_is_noticed() -> None:
    class Straight(Plain):
        def slope(self, x: ArrayLike) -> Floats:
            return np.full(len(self), 2.0)

    with pytest.raises(InputError, match=r"got a slope above 1\.0 everywhere"):
        Straight(LogCurves([1], [1])).demand(1.0)
