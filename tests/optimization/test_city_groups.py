"""Groups of cities: their parts, and one answer of several."""

import numpy as np

from mathbook.optimization.city_groups import Together, groups_of
from mathbook.optimization.response_curves import LogCurves


def test_groups_cover_all_cities_once() -> None:
    curves = LogCurves(np.arange(1.0, 11.0), np.ones(10))
    for count in (1, 2, 3, 10, 99):
        groups = [load() for load in groups_of(curves, count)]
        assert len(groups) == min(count, 10)
        assert max(map(len, groups)) - min(map(len, groups)) <= 1
        together = Together(groups)
        assert len(together) == 10
        x = np.linspace(0, 9, 10)
        for method in ("value", "slope"):
            same = getattr(together, method)(x), getattr(curves, method)(x)
            np.testing.assert_array_equal(*same)
        np.testing.assert_allclose(together.prox(x, 0.3), curves.prox(x, 0.3), rtol=1e-14)
