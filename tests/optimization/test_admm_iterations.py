"""The loop: what its residuals are, when it stops, and what it says when it does not."""

import re
from typing import Any

import numpy as np
import pytest

from mathbook.errors import DivergenceError, InputError
from mathbook.optimization.admm_iterations import ADMMResult, Settings, iterate, start


def halfway(v: Any, t: float) -> Any:
    return (v + t * 3.0) / (1 + t)


def shrink(v: Any, t: float) -> Any:
    return v - np.clip(v, -t, t)


def run(**changes: Any) -> ADMMResult:
    given = {"rho": 0.5, "abs_tol": 1e-6, "rel_tol": 1e-4, "max_iter": 500, "relaxation": 1.0}
    return iterate(
        halfway, shrink, *start(None, None, 2), Settings(**{**given, **changes}), lambda x, z: 7.0
    )


def test_the_residuals_are_recomputed_by_hand() -> None:
    result = run(max_iter=3)
    z, u = np.zeros(2), np.zeros(2)
    for k in range(3):
        x = halfway(z - u, 2.0)
        previous, z = z, shrink(x + u, 2.0)
        u = u + x - z
        assert result.primal_residuals[k] == pytest.approx(np.linalg.norm(x - z), abs=1e-15)
        assert result.dual_residuals[k] == pytest.approx(0.5 * np.linalg.norm(z - previous))
    floor = np.sqrt(2) * 1e-6
    longer = max(np.linalg.norm(x), np.linalg.norm(z))
    assert result.primal_tolerance == pytest.approx(floor + 1e-4 * longer)
    assert result.dual_tolerance == pytest.approx(floor + 1e-4 * 0.5 * np.linalg.norm(u))
    np.testing.assert_allclose(result.multipliers, 0.5 * u)
    assert result.objective == 7.0


def test_the_longer_of_x_and_z_counts() -> None:
    result = run(max_iter=1)
    assert result.x.tolist() == [2.0, 2.0]
    assert result.z.tolist() == [0.0, 0.0]
    assert result.primal_tolerance == pytest.approx(np.sqrt(2) * (1e-6 + 1e-4 * 2.0))


def test_it_stops_at_the_first_iteration_where_both_residuals_are_small() -> None:
    result = run()
    assert result.converged
    assert result.primal_residuals[-1] <= result.primal_tolerance
    assert result.dual_residuals[-1] <= result.dual_tolerance
    before = run(max_iter=result.n_iter - 1)
    assert not before.converged
    assert (
        before.primal_residuals[-1] > before.primal_tolerance
        or before.dual_residuals[-1] > before.dual_tolerance
    )
    assert len(result.primal_residuals) == len(result.dual_residuals) == result.n_iter


def test_one_small_residual_is_not_enough() -> None:
    """The second operator follows the first: the primal residual is 0 at once, and z moves on."""
    result = iterate(
        lambda v, t: v + 1.0,
        lambda v, t: v,
        *start(None, None, 3),
        Settings(1.0, 1e-6, 0.0, 50, 1.0),
        lambda x, z: 0.0,
    )
    assert (result.primal_residuals == 0.0).all()
    assert not result.converged
    assert result.n_iter == 50
    still = iterate(
        lambda v, t: np.ones(3),
        lambda v, t: np.zeros(3),
        *start(None, None, 3),
        Settings(1.0, 1e-6, 0.0, 50, 1.0),
        lambda x, z: 0.0,
    )
    assert (still.dual_residuals == 0.0).all()
    assert not still.converged


def test_relaxation_by_hand() -> None:
    result = run(max_iter=2, relaxation=1.5)
    z, u = np.zeros(2), np.zeros(2)
    for _ in range(2):
        x = halfway(z - u, 2.0)
        ahead = 1.5 * x - 0.5 * z
        z = shrink(ahead + u, 2.0)
        u = u + ahead - z
    np.testing.assert_allclose(result.z, z)
    np.testing.assert_allclose(result.u, u)


def test_messages() -> None:
    assert re.fullmatch(r"converged after \d+ iterations", run().message)
    assert re.fullmatch(
        r"not converged after 1 iterations: primal residual [\d.]+, expected [\d.e-]+; dual "
        r"residual [\d.e-]+, expected [\d.e-]+\. More iterations or another rho may help",
        run(max_iter=1).message,
    )


def test_starts_are_copies() -> None:
    z0 = np.ones(2)
    z, u = start(z0, None, 2)
    z += 1
    assert z0.tolist() == [1.0, 1.0]
    assert u.tolist() == [0.0, 0.0]


def test_numbers_that_run_away_are_an_error_with_their_iteration() -> None:
    with pytest.raises(DivergenceError, match=r"not finite in iteration 2 with rho = 1\.0"):
        iterate(
            lambda v, t: v * 1e100,
            lambda v, t: v + 1.0,
            *start([1.0], None, 1),
            Settings(1.0, 1e-6, 0.0, 50, 1.0),
            lambda x, z: 0.0,
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rho": 0.0}, "got rho = 0.0, expected a finite number above 0"),
        ({"rho": np.nan}, "got rho = nan, expected a finite number above 0"),
        ({"abs_tol": -1.0}, "got abs_tol = -1.0, expected a finite number from 0 on"),
        ({"rel_tol": np.inf}, "got rel_tol = inf, expected a finite number from 0 on"),
        ({"abs_tol": 0.0, "rel_tol": 0.0}, "got abs_tol = rel_tol = 0, expected one of them"),
        ({"relaxation": 2.0}, "got relaxation = 2.0, expected a number below 2"),
        ({"relaxation": 0.0}, "got relaxation = 0.0, expected a finite number above 0"),
        ({"max_iter": 0}, "got max_iter = 0, expected 1 or more"),
        ({"max_iter": 1.5}, "got max_iter = 1.5, expected a whole number"),
    ],
)
def test_what_settings_refuse(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        run(**changes)
