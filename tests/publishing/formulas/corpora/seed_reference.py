"""Right implementations of what the seed's formulas speak of, to hold the formulas against."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def f(x: float, y: float) -> float:
    """The bowl of section 2.1, as a quadratic form."""
    p = np.array([x, y])
    return float(p @ np.array([[1.0, 0.5], [0.5, 1.0]]) @ p)


def sines(x: Array, M: Array) -> Array:
    """A vector-valued function, m sines of n numbers; M has the shape (m, n)."""
    return np.sin(M @ x)


def sines_jacobian(x: Array, M: Array) -> Array:
    """The Jacobian matrix of `sines`, shape (m, n)."""
    return np.asarray(np.diag(np.cos(M @ x)) @ M)


def relu(t: float) -> float:
    """The positive part."""
    return float(np.maximum(0.0, t))


def h(w: float, x: float) -> float:
    """The first layer."""
    return w * x


def a(h: float) -> float:
    """The first layer's activation."""
    return relu(h)


def y_hat(v: float, a: float) -> float:
    """The second layer."""
    return v * a


def loss(y_hat: float, y: float) -> float:
    """The squared error."""
    return (y_hat - y) ** 2


def network_loss(x: float, w: float, v: float, y: float) -> float:
    """The loss of the two-layer network, from the input on."""
    return loss(y_hat(v, a(h(w, x))), y)


def softmax(scores: Array) -> Array:
    """Along the last axis: positive, with the sum 1."""
    powers = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    return np.asarray(powers / np.sum(powers, axis=-1, keepdims=True))


def scaled_dot_product_attention(Q: Array, K: Array, V: Array) -> tuple[Array, Array]:
    """The output and the weights; rows are positions, columns are features."""
    weights = softmax(np.einsum("qd,kd->qk", Q, K) * K.shape[-1] ** -0.5)
    return weights @ V, weights


def sum_of_squares(x: Array) -> float:
    """What section 3.1 minimizes, for any number of variables."""
    return float(np.sum(x**2))


def budget_gap(x: Array) -> float:
    """Zero where the variables sum to 1, which is section 3.1's constraint."""
    return float(np.sum(x)) - 1.0


def lagrangian(x: Array, lam: float) -> float:
    """The Lagrangian of `sum_of_squares` under `budget_gap`."""
    return float(np.sum(x * (x + lam))) - lam


def lagrangian_minimizer(lam: float, n: int = 2) -> Array:
    """Where the Lagrangian's gradient with respect to x is 0, for a given multiplier."""
    return np.linalg.solve(2.0 * np.eye(n), np.full(n, -lam))


def lagrange_solution(n: int = 2) -> tuple[Array, float]:
    """The minimizer on the constraint and its multiplier: one linear system."""
    border = np.ones((n, 1))
    kkt = np.block([[2.0 * np.eye(n), border], [border.T, np.zeros((1, 1))]])
    solution = np.linalg.solve(kkt, np.append(np.zeros(n), 1.0))
    return solution[:-1], float(solution[-1])


def linear_kernel(s: Array, t: Array) -> float:
    """The dot product of two samples."""
    return float(np.dot(s, t))


def svm_primal_objective(w: Array) -> float:
    """What a hard-margin support vector machine minimizes; the bias is free."""
    return 0.5 * float(np.dot(w, w))


def svm_slacks(w: Array, b: float, X: Array, y: Array) -> Array:
    """By how much each sample, a row of X, is beyond its margin."""
    return np.asarray(y * (X @ w + b) - 1.0)


def svm_dual_objective(alpha: Array, K: Array, y: Array) -> float:
    """What the dual problem maximizes; K is the Gram matrix."""
    return float(np.sum(alpha) - 0.5 * (alpha * y) @ K @ (alpha * y))


def svm_dual_gradient(alpha: Array, K: Array, y: Array) -> Array:
    """The gradient of the negated dual objective, which solvers minimize."""
    return np.asarray(y * (K @ (alpha * y)) - 1.0)


def wrong_dual_gradient(alpha: Array, K: Array, y: Array) -> Array:
    """The seed's code, which should be `svm_dual_gradient`: it misses the labels inside the sum."""
    return np.asarray((alpha * y) @ (K * (y[:, None] * y[None, :])) - 1.0)


def soft_threshold(t: Array, threshold: float) -> Array:
    """Towards zero by the threshold, and no further."""
    return np.asarray(np.sign(t) * np.maximum(np.abs(t) - threshold, 0.0))


@dataclass(frozen=True)
class Admm:
    """A quadratic in x plus a weighted 1-norm of z, under A x + B z = c."""

    P: Array
    q: Array
    weight: float
    A: Array
    B: Array
    c: Array
    rho: float

    def f(self, x: Array) -> float:
        """The smooth part."""
        return float(0.5 * x @ self.P @ x + self.q @ x)

    def g(self, z: Array) -> float:
        """The part with kinks."""
        return self.weight * float(np.linalg.norm(z, 1))

    def objective(self, x: Array, z: Array) -> float:
        """Both parts."""
        return self.f(x) + self.g(z)

    def residual(self, x: Array, z: Array) -> Array:
        """Zero where the constraint holds."""
        return np.asarray(self.A @ x + self.B @ z - self.c)

    def x_step(self, z: Array, u: Array) -> Array:
        """The next x: the normal equations."""
        shift = self.B @ z - self.c + u
        left = self.P + self.rho * self.A.T @ self.A
        return np.asarray(np.linalg.solve(left, -self.q - self.rho * self.A.T @ shift), float)

    def z_step(self, x: Array, u: Array) -> Array:
        """The next z: coordinate descent to its end, as B is any matrix of full column rank."""
        shift, z = self.A @ x - self.c + u, np.zeros(self.B.shape[1])
        for _ in range(1000):
            before = z.copy()
            for j, column in enumerate(self.B.T):
                rest = shift + self.B @ z - column * z[j]
                z[j] = soft_threshold(-column @ rest, self.weight / self.rho) / (column @ column)
            if np.array_equal(z, before):
                break
        return z

    def u_step(self, u: Array, x: Array, z: Array) -> Array:
        """The next scaled dual variable."""
        return np.asarray(u + self.residual(x, z))


def lasso_objective(x: Array, A: Array, b: Array, lam: float) -> float:
    """Half the squared error plus the weighted 1-norm."""
    return 0.5 * float(np.sum((A @ x - b) ** 2)) + lam * float(np.sum(np.abs(x)))


def lasso_blocks(A: Array, b: Array, lam: float, rho: float = 1.0) -> tuple[Array, Array]:
    """Both blocks, x and z, where ADMM has converged on the LASSO problem."""
    n = A.shape[1]
    problem = Admm(A.T @ A, -A.T @ b, lam, np.eye(n), -np.eye(n), np.zeros(n), rho)
    x = z = u = np.zeros(n)
    for _ in range(2000):
        before, x = z, problem.x_step(z, u)
        z = problem.z_step(x, u)
        u = problem.u_step(u, x, z)
        if max(np.max(np.abs(x - z)), np.max(np.abs(z - before))) < 1e-13:
            break
    return x, z
