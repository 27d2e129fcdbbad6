r"""Sequential minimal optimization: two weights of the support vector machine's dual at a time.

Within, the unknowns are β = α ⊙ y. Their sum is 0, so the least that can be done is to move some
β_i up and another β_j down by the same step. With v = y - Kβ the objective rises by v_i - v_j for
each unit of the step, less a half of K_ii + K_jj - 2K_ij for its square; at the optimum, no pair
that may move has v_i > v_j.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import daxpy

from mathbook.errors import InputError
from mathbook.optimization.arguments import Floats, number, vector
from mathbook.optimization.kernel_rows import KernelRows, RowCache

__all__ = ["SMOResult", "smo"]

_ROUND = 500  # steps between two looks at which samples have settled
_WORTH = 0.5  # the part of the samples that has to be left for it to pay
_CACHE = 2**27  # bytes of rows that are kept
_SCALES = 2**24  # and of their curvatures, which are used less often
_CHECKS = 10  # recomputations of v: one does, unless the tolerance is near the rounding


@dataclass(frozen=True)
class SMOResult:
    """An answer, and what certifies it.

    Attributes:
        alpha: The weights, shape (n,), within [0, C]; those at a bound are exactly there.
        intercept: The mean of the free vectors' $v_i$, else the middle of the interval that
            the conditions leave.
        objective: The dual objective.
        duality_gap: Primal less dual objective, a bound on how far either is from the optimum.
        violation: By how much the conditions on pairs are missed, at most; computed afresh.
        n_iter: Steps of two weights.
        converged: Whether the violation is at most the tolerance.
    """

    alpha: Floats
    intercept: float
    objective: float
    duality_gap: float
    violation: float
    n_iter: int
    converged: bool


def smo(
    rows: KernelRows, y: Floats, C: float, *, tol: float = 1e-3, max_iter: int = 10_000_000
) -> SMOResult:
    r"""Solves the dual problem of the support vector machine.

    $$\max_{\alpha}\; \sum_i \alpha_i - \frac{1}{2} \sum_{i,j} \alpha_i \alpha_j y_i y_j K_{ij}
    \quad \text{s.t.} \quad \sum_i \alpha_i y_i = 0, \quad \alpha_i \ge 0, \quad \alpha_i \le C$$

    Each step takes the $i$ that violates the conditions most and, with it, the $j$ for which the
    pair alone gains most. Rows of $K$ are computed when a step needs them. Samples whose weights
    have settled at a bound are left out once that halves the work, and looked at again in the end.

    Args:
        rows: The rows of the Gram matrix $K$, which must be positive semidefinite.
        y: The labels, 1 or -1, shape (n,), both among them.
        C: The price of a unit of slack, above 0.
        tol: The violation of the optimality conditions that is small enough; margins are 1.
        max_iter: How many steps may be taken.

    Returns:
        The weights with their certificate. Whether they have converged is in the result.

    Raises:
        InputError: An argument is not as above, or a pair shows that $K$ is indefinite.

    Section 3.2, SVM and the dual.

    References:
        Fan, Chen & Lin (2005), Working Set Selection Using Second Order Information for Training
        Support Vector Machines, JMLR 6:1889-1918, §2.
        Chang & Lin (2011), LIBSVM: A Library for Support Vector Machines, §4.

    >>> import numpy as np
    >>> from mathbook.optimization.kernel_rows import linear_rows
    >>> from mathbook.optimization.smo import smo
    >>> X, y = np.array([[1.0, 2], [2, 3], [0, 0], [1, 0]]), np.array([1.0, 1, -1, -1])
    >>> found = smo(linear_rows(X), y, C=100)
    >>> print(found.alpha, found.intercept, found.duality_gap, found.converged)
    [0.5 0.  0.  0.5] -1.0 0.0 True
    """
    # names: from mathbook.optimization.svm import linear_kernel, svm_dual_objective
    #        alpha, C = found.alpha, 100
    #        K = linear_kernel(X, X)
    #        objective(alpha) = svm_dual_objective(alpha, K, y)
    #        constraints = [lambda alpha: alpha @ y, lambda alpha: alpha, lambda alpha: 100 - alpha]
    labels = vector(y, "y", len(rows))
    if set(labels.tolist()) != {-1.0, 1.0}:
        raise InputError(f"got y with {np.unique(labels)[:3]}, expected labels 1 and -1, both")
    price, tolerance = number(C, "C"), number(tol, "tol")
    part = _Part(rows, np.minimum(labels, 0) * price, np.maximum(labels, 0) * price, labels)
    n_iter, converged = 0, False
    for _ in range(_CHECKS):
        n_iter += _solve(part, tolerance, max_iter - n_iter)
        part.v = labels.copy()
        for i, b in enumerate(part.beta):
            if b != 0.0:
                daxpy(part.row(i), part.v, len(labels), -b)
        converged = part.violation() <= tolerance
        if converged or n_iter >= max_iter:
            break
    return _result(part, labels, price, n_iter, converged)


class _Part:
    """The problem in some of the samples, the others' weights being fixed."""

    def __init__(self, rows: KernelRows, lower: Floats, upper: Floats, v: Floats) -> None:
        self.rows, self.v = rows, v
        self.size = len(rows)
        self.lower, self.upper = lower.tolist(), upper.tolist()
        self.beta = [0.0] * self.size
        self.diagonal = rows.diagonal.tolist()
        # Curvatures below the rounding of the diagonal are taken for 0.
        self.least = max(1e-12 * float(rows.diagonal.max()), 1e-300)
        self.row = RowCache(rows.fill, self.size, _CACHE)
        self.scale = RowCache(self._fill_scale, self.size, _SCALES)

    def _fill_scale(self, i: int, out: Floats) -> None:
        """1 / √(K_ii + K_jj - 2 K_ij) for all j: gains are the squares of v_i - v_j times it."""
        np.multiply(self.row(i), -2.0, out=out)
        out += self.rows.diagonal
        out += self.diagonal[i]
        np.maximum(out, self.least, out=out)
        np.sqrt(out, out=out)
        np.divide(1.0, out, out=out)

    def movable(self) -> tuple[Floats, Floats]:
        """v where beta can grow, and -v where it can shrink; elsewhere minus infinity."""
        beta = np.array(self.beta)
        up = np.where(beta < self.upper, self.v, -math.inf)
        return up, np.where(beta > self.lower, -self.v, -math.inf)

    def violation(self) -> float:
        """By how much the worst pair that may move is out of order."""
        up, down = self.movable()
        return max(0.0, float(up.max() + down.max()))

    def unsettled(self) -> NDArray[np.intp]:
        """The places whose weights are free, or which a pair could still take from their bound."""
        up, down = self.movable()
        free = (up > -math.inf) & (down > -math.inf)
        return np.flatnonzero(free | (up >= -down.max()) | (down >= -up.max()))

    def restricted(self, places: NDArray[np.intp]) -> "_Part":
        """The problem in the samples at ``places``."""
        bounds = np.array([self.lower, self.upper])[:, places]
        inner = _Part(self.rows.part(places, self.row), bounds[0], bounds[1], self.v[places])
        inner.beta = [self.beta[i] for i in places.tolist()]
        return inner

    def adopt(self, places: NDArray[np.intp], inner: "_Part") -> None:
        """Takes over the weights of the samples at ``places``."""
        for i, b in zip(places.tolist(), inner.beta, strict=True):
            if b != self.beta[i]:
                daxpy(self.row(i), self.v, self.size, self.beta[i] - b)
                self.beta[i] = b


def _solve(part: _Part, tol: float, max_iter: int) -> int:
    """Steps until no pair violates the conditions by more than ``tol``; returns their number."""
    done = 0
    while done < max_iter:
        before = part.beta.copy()
        steps, settled = _step(part, tol, min(_ROUND, max_iter - done))
        done += steps
        if settled or part.beta == before:  # or steps that rounding swallows
            break
        places = part.unsettled()
        if len(places) <= _WORTH * part.size:
            inner = part.restricted(places)
            done += _solve(inner, tol, max_iter - done)
            part.adopt(places, inner)
    return done


def _step(part: _Part, tol: float, limit: int) -> tuple[int, bool]:
    """At most ``limit`` steps; their number, and whether no pair is left that needs one.

    All that is done for every sample is done by NumPy and BLAS, in place: a step of a thousand
    samples takes five to seven microseconds, half of them for calling.
    """
    n, beta, lower, upper = part.size, part.beta, part.lower, part.upper
    row, known_row, diagonal, least = part.row, part.row.known, part.diagonal, part.least
    scale, known_scale = part.scale, part.scale.known
    multiply, subtract = np.multiply, np.subtract
    up, down = part.movable()
    gain, change = np.empty(n), np.empty(n)
    done, settled = 0, False
    while done < limit:
        i = int(up.argmax())
        top = up.item(i)
        if (s_i := known_scale(i)) is None:
            s_i = scale(i)
        multiply(down, s_i, gain)
        daxpy(s_i, gain, n, top)
        j = int(gain.argmax())
        slope = top + down.item(j)
        if slope <= tol:  # the pair that gains most need not be the one that violates most
            j = int(down.argmax())
            slope = top + down.item(j)
            if slope <= tol:
                settled = True
                break
        if (k_i := known_row(i)) is None:
            k_i = row(i)
        if (k_j := known_row(j)) is None:
            k_j = row(j)
        curvature = diagonal[i] + diagonal[j] - 2 * k_i.item(j)
        if curvature < least:
            _refuse_indefinite(curvature, diagonal[i] + diagonal[j], i, j)
            curvature = least
        b_i, b_j = beta[i], beta[j]
        room_i, room_j = upper[i] - b_i, b_j - lower[j]
        step = slope / curvature
        if step > room_i:
            step = room_i
        if step > room_j:
            step = room_j
        subtract(k_i, k_j, change)
        daxpy(change, up, n, -step)
        daxpy(change, down, n, step)
        if b_i == lower[i]:
            down[i] = -up[i]
        if b_j == upper[j]:
            up[j] = -down[j]
        beta[i], beta[j] = b_i + step, b_j - step
        if step == room_i:
            beta[i], up[i] = upper[i], -math.inf
        if step == room_j:
            beta[j], down[j] = lower[j], -math.inf
        done += 1
    part.v = np.where(up > -math.inf, up, -down)
    return done, settled


def _refuse_indefinite(curvature: float, size: float, i: int, j: int) -> None:
    """Rounding may make a curvature a little negative, but no more than a little."""
    if curvature < -1e-8 * abs(size):
        raise InputError(
            f"got a kernel with K[{i}, {i}] + K[{j}, {j}] - 2 K[{i}, {j}] = {curvature:g}, a "
            "squared distance below 0: expected a positive semidefinite kernel"
        )


def _result(part: _Part, y: Floats, C: float, n_iter: int, converged: bool) -> SMOResult:
    beta, v = np.array(part.beta), part.v
    up, down = part.movable()
    free = v[(up > -math.inf) & (down > -math.inf)]
    intercept = float(free.mean()) if free.size else 0.5 * float(up.max() - down.max())
    missing = 1.0 - y * (y - v + intercept)  # v is y less the score without the intercept
    alpha = np.abs(beta)
    return SMOResult(
        alpha=alpha,
        intercept=intercept,
        objective=float(alpha.sum() - 0.5 * beta @ (y - v)),
        duality_gap=float((C * np.maximum(0.0, missing) - alpha * missing).sum()),
        violation=part.violation(),
        n_iter=n_iter,
        converged=converged,
    )
