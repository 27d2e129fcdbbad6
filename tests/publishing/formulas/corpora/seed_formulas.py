"""Every formula that the seed's chapters 2 and 3 print, with names to hold it against.

A formula is what stands between single or double dollar signs in ``chapters-2-3.md``: 42 inline
and 18 displayed, none of them inside code. They stand here in the order of the text, repeated ones
again; the spaces around them are not theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from tests.publishing.formulas.corpora import seed_reference as reference

Expected = Literal["holds", "notation", "template", "fails"]


@dataclass(frozen=True)
class SeedFormula:
    """A formula as printed, what a checker should say of it, and the names it needs for that."""

    line: int
    latex: str
    expected: Expected
    names: Mapping[str, object] = field(default_factory=dict)
    point: Mapping[str, object] | None = None
    remark: str = ""


MATRIX = np.array([[0.7, -0.4, 0.2, 0.5], [-0.3, 0.6, 0.9, -0.2], [0.1, 0.8, -0.5, 0.3]])
VECTOR = np.array([0.9, -0.6, 0.4, 1.3])

# 2.1 Gradients and the Jacobian matrix.
GRADIENT = {"f": lambda x: reference.softmax(x)[1], "x": VECTOR, "n": 4}
JACOBIAN = {
    "f": lambda x: reference.sines(x, MATRIX),
    "J": lambda x: reference.sines_jacobian(x, MATRIX),
    "x": VECTOR,
    "m": 3,
    "n": 4,
}
BOWL = {"f": reference.f, "x": 1.0, "y": 2.0}

# 2.2 Backpropagation: a graph from x to L by way of f_1, f_2, f_3, and the two-layer network.
COMPOSITION = {
    "x": 2.0,
    "f_1": lambda x: reference.h(3.0, x),
    "f_2": lambda f_1: reference.a(f_1),
    "f_3": lambda f_2: reference.y_hat(0.5, f_2),
    "L": lambda f_3: reference.loss(f_3, 4.0),
}
COMPOSED = COMPOSITION | {
    "Loss": lambda t: reference.loss(t, 4.0),
    "L": lambda x: reference.network_loss(x, 3.0, 0.5, 4.0),
}
NETWORK = {
    "x": 2.0,
    "w": 3.0,
    "v": 0.5,
    "y": 4.0,
    "h": reference.h,
    "a": reference.a,
    "y_hat": reference.y_hat,
    "L": reference.loss,
    "ReLU": reference.relu,
}

# 2.3 Self-attention: four queries, three keys and values, of different widths.
ATTENTION = {
    "Attention": lambda Q, K, V: reference.scaled_dot_product_attention(Q, K, V)[0],
    "softmax": reference.softmax,
    "Q": np.array([[1.2, -0.7], [0.3, 1.9], [-1.1, 0.4], [0.8, 0.6]]),
    "K": np.array([[0.5, 1.4], [-0.9, 0.2], [1.6, -0.8]]),
    "V": np.array([[0.1, 2.0, -1.3], [1.7, -0.6, 0.9], [-0.4, 0.8, 2.2]]),
    "d_k": lambda K: K.shape[-1],
}

# 3.1 Lagrange multipliers: with a vector x as in the theory, with x and y as in the example.
(X_STAR, Y_STAR), LAM_STAR = reference.lagrange_solution()
PROBLEM = {
    "f": reference.sum_of_squares,
    "g": reference.budget_gap,
    "x": np.array([X_STAR, Y_STAR]),
    "lam": LAM_STAR,
}
CONSTRAINED = PROBLEM | {
    "objective": reference.sum_of_squares,
    "constraints": [reference.budget_gap],
}
LAGRANGIAN = PROBLEM | {r"\mathcal L": reference.lagrangian}
EXAMPLE = {
    r"\mathcal L": lambda x, y, lam: reference.lagrangian(np.array([x, y]), lam),
    "x": X_STAR,
    "y": Y_STAR,
    "lam": LAM_STAR,
}
SOLUTION = {"x": X_STAR, "y": Y_STAR}
STATIONARY = {
    "lam": LAM_STAR,
    "x": lambda lam: reference.lagrangian_minimizer(lam)[0],
    "y": lambda lam: reference.lagrangian_minimizer(lam)[1],
}

# 3.2 Support vector machines: five samples of three numbers, as the seed's own data hide errors.
SAMPLES = np.array(
    [[1.0, 2.0, -0.5], [2.0, 3.0, 0.7], [-1.2, 0.4, 0.3], [1.5, -0.8, 1.1], [-0.6, -1.4, -0.9]]
)
LABELS = np.array([1.0, 1.0, -1.0, 1.0, -1.0])
PRIMAL = {
    "w": np.array([0.4, 0.9, -0.3]),
    "b": 0.2,
    "x": SAMPLES,
    "y": LABELS,
    "objective": lambda w, b: reference.svm_primal_objective(w),
    "constraints": [lambda w, b: reference.svm_slacks(w, b, SAMPLES, LABELS)],
}
DUAL = {
    "alpha": np.array([0.3, 0.8, 0.5, 0.2, 0.9]),
    "x": SAMPLES,
    "y": LABELS,
    "K": reference.linear_kernel,
    "objective": lambda alpha: reference.svm_dual_objective(alpha, SAMPLES @ SAMPLES.T, LABELS),
}
KERNEL = {"K": reference.linear_kernel, "x": SAMPLES}

# 3.3 ADMM: three numbers x, two numbers z, four constraints; the z-step leaves one at its kink.
ADMM = reference.Admm(
    P=np.array([[2.0, 0.3, 0.1], [0.3, 1.5, -0.4], [0.1, -0.4, 1.8]]),
    q=np.array([0.5, -1.2, 0.8]),
    weight=0.9,
    A=np.array([[1.0, 0.2, -0.5], [0.4, -1.1, 0.3], [-0.7, 0.6, 0.9], [0.3, 0.8, -0.2]]),
    B=np.array([[0.8, -0.1], [0.3, 0.9], [-0.4, 0.2], [0.1, -0.6]]),
    c=np.array([0.7, -0.4, 1.5, 0.3]),
    rho=1.7,
)
Z_K, U_K = np.array([0.6, -0.9]), np.array([0.2, -0.5, 0.1, 0.4])
X_NEXT = ADMM.x_step(Z_K, U_K)
Z_NEXT = ADMM.z_step(X_NEXT, U_K)
U_NEXT = ADMM.u_step(U_K, X_NEXT, Z_NEXT)
SPLITTING = {
    "f": ADMM.f,
    "g": ADMM.g,
    "A": ADMM.A,
    "B": ADMM.B,
    "c": ADMM.c,
    "rho": ADMM.rho,
}
SPLIT_PROBLEM = SPLITTING | {
    "x": X_NEXT,
    "z": Z_NEXT,
    "objective": ADMM.objective,
    "constraints": [ADMM.residual],
}
ITERATES = SPLITTING | {
    r"z^k": Z_K,
    r"u^k": U_K,
    r"x^{k+1}": X_NEXT,
    r"z^{k+1}": Z_NEXT,
    r"u^{k+1}": U_NEXT,
}
DESIGN = np.array(
    [[1.1, -0.4, 0.3], [0.2, 0.9, -0.7], [-0.5, 0.6, 1.3], [0.8, 0.1, -0.2], [-0.3, 1.2, 0.4]]
)
TARGET = np.array([1.4, -2.1, 0.6, 1.8, -0.9])
LASSO = {
    "A": DESIGN,
    "b": TARGET,
    r"\lambda": 0.5,
    "x": np.array([1.0, -0.7, 0.2]),
    "objective": lambda x: reference.lasso_objective(x, DESIGN, TARGET, 0.5),
}
LASSO_BLOCKS = {
    "b": TARGET,
    "x": lambda b: reference.lasso_blocks(DESIGN, b, 0.5)[0],
    "z": lambda b: reference.lasso_blocks(DESIGN, b, 0.5)[1],
}

FORMULAS: tuple[SeedFormula, ...] = (
    SeedFormula(15, r"f: \mathbb{R}^n \to \mathbb{R}", "notation", remark="a declaration"),
    SeedFormula(
        17,
        r"\nabla f = \begin{bmatrix} \frac{\partial f}{\partial x_1} \\ \frac{\partial "
        r"f}{\partial x_2} \\ \vdots \\ \frac{\partial f}{\partial x_n} \end{bmatrix}",
        "holds",
        GRADIENT,
    ),
    SeedFormula(
        19, r"\mathbf{f}: \mathbb{R}^n \to \mathbb{R}^m", "notation", remark="a declaration"
    ),
    SeedFormula(
        21,
        r"J = \begin{bmatrix} \frac{\partial f_1}{\partial x_1} & \cdots & \frac{\partial "
        r"f_1}{\partial x_n} \\ \vdots & \ddots & \vdots \\ \frac{\partial f_m}{\partial "
        r"x_1} & \cdots & \frac{\partial f_m}{\partial x_n} \end{bmatrix}",
        "holds",
        JACOBIAN,
    ),
    SeedFormula(25, r"f(x, y) = x^2 + xy + y^2", "holds", {"f": reference.f}),
    SeedFormula(28, r"\frac{\partial f}{\partial x} = 2x + y", "holds", BOWL),
    SeedFormula(29, r"\frac{\partial f}{\partial y} = x + 2y", "holds", BOWL),
    SeedFormula(31, r"(x, y) = (1, 2)", "holds", {"x": 1.0, "y": 2.0}, remark="declares the point"),
    SeedFormula(
        33,
        r"\nabla f(1, 2) = \begin{bmatrix} 2(1) + 2 \\ 1 + 2(2) \end{bmatrix} = "
        r"\begin{bmatrix} 4 \\ 5 \end{bmatrix}",
        "holds",
        {"f": reference.f},
    ),
    SeedFormula(35, r"\|\nabla f\| = \sqrt{16 + 25} = \sqrt{41} \approx 6.4", "holds", BOWL),
    SeedFormula(
        124,
        r"L = \text{Loss}(f_3(f_2(f_1(x))))",
        "holds",
        COMPOSED,
        remark="an instance: the two-layer network",
    ),
    SeedFormula(
        128,
        r"\frac{\partial L}{\partial x} = \frac{\partial L}{\partial f_3} \cdot "
        r"\frac{\partial f_3}{\partial f_2} \cdot \frac{\partial f_2}{\partial f_1} \cdot "
        r"\frac{\partial f_1}{\partial x}",
        "holds",
        COMPOSITION,
        remark="an instance: the two-layer network",
    ),
    SeedFormula(133, r"x = 2", "holds", NETWORK),
    SeedFormula(134, r"h = wx = 3 \times 2 = 6", "holds", NETWORK),
    SeedFormula(134, r"w = 3", "holds", NETWORK),
    SeedFormula(135, r"a = \text{ReLU}(h) = \max(0, 6) = 6", "holds", NETWORK),
    SeedFormula(136, r"\hat{y} = va = 0.5 \times 6 = 3", "holds", NETWORK),
    SeedFormula(136, r"v = 0.5", "holds", NETWORK),
    SeedFormula(137, r"L = (\hat{y} - y)^2 = (3 - 4)^2 = 1", "holds", NETWORK),
    SeedFormula(137, r"y = 4", "holds", NETWORK),
    SeedFormula(
        141,
        r"\frac{\partial L}{\partial \hat{y}} = 2(\hat{y} - y) = 2(3 - 4) = -2",
        "holds",
        NETWORK,
    ),
    SeedFormula(
        143,
        r"\frac{\partial L}{\partial v} = \frac{\partial L}{\partial \hat{y}} \cdot "
        r"\frac{\partial \hat{y}}{\partial v} = -2 \times a = -2 \times 6 = -12",
        "holds",
        NETWORK,
        remark="at this point only: the factors -2 and -1 are values, so it is no identity",
    ),
    SeedFormula(
        145,
        r"\frac{\partial L}{\partial a} = \frac{\partial L}{\partial \hat{y}} \cdot "
        r"\frac{\partial \hat{y}}{\partial a} = -2 \times v = -2 \times 0.5 = -1",
        "holds",
        NETWORK,
        remark="at this point only: the factors -2 and -1 are values, so it is no identity",
    ),
    SeedFormula(
        147,
        r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a} \cdot "
        r"\frac{\partial a}{\partial h} \cdot \frac{\partial h}{\partial w} = -1 \times 1 "
        r"\times x = -1 \times 1 \times 2 = -2",
        "holds",
        NETWORK,
        remark="at this point only: the factors -2 and -1 are values, so it is no identity",
    ),
    SeedFormula(
        233,
        r"\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V",
        "holds",
        ATTENTION,
    ),
    SeedFormula(236, r"Q", "notation"),
    SeedFormula(237, r"K", "notation"),
    SeedFormula(238, r"V", "notation"),
    SeedFormula(239, r"d_k", "notation"),
    SeedFormula(241, r"\sqrt{d_k}", "notation"),
    SeedFormula(243, r"QK^T", "notation"),
    SeedFormula(243, r"d_k", "notation"),
    SeedFormula(243, r"\sqrt{d_k}", "notation"),
    SeedFormula(250, r"[0.1, 0.2, 0.1, 0.3]", "notation", remark='a list: the embedding of "The"'),
    SeedFormula(251, r"[0.5, 0.4, 0.6, 0.2]", "notation", remark='a list: the embedding of "cat"'),
    SeedFormula(252, r"[0.3, 0.5, 0.2, 0.4]", "notation", remark='a list: the embedding of "sat"'),
    SeedFormula(
        374,
        r"\min_x f(x) \quad \text{subject to} \quad g(x) = 0",
        "holds",
        CONSTRAINED,
        remark="an instance: the section's example; it sets f and g beside themselves",
    ),
    SeedFormula(378, r"\mathcal{L}(x, \lambda) = f(x) + \lambda g(x)", "holds", LAGRANGIAN),
    SeedFormula(
        381,
        r"\nabla_x \mathcal{L} = 0 \quad \text{and} \quad \nabla_\lambda \mathcal{L} = 0",
        "holds",
        LAGRANGIAN,
        remark="equations, at the solution",
    ),
    SeedFormula(
        385,
        r"f(x, y) = x^2 + y^2",
        "holds",
        {"f": lambda x, y: reference.sum_of_squares(np.array([x, y]))},
    ),
    SeedFormula(385, r"x + y = 1", "holds", SOLUTION, remark="an equation, at the solution"),
    SeedFormula(388, r"\mathcal{L} = x^2 + y^2 + \lambda(x + y - 1)", "holds", EXAMPLE),
    SeedFormula(
        391,
        r"\frac{\partial \mathcal{L}}{\partial x} = 2x + \lambda = 0 \Rightarrow x = -\lambda/2",
        "holds",
        EXAMPLE,
        remark="the link to 0 is an equation, at the solution",
    ),
    SeedFormula(
        392,
        r"\frac{\partial \mathcal{L}}{\partial y} = 2y + \lambda = 0 \Rightarrow y = -\lambda/2",
        "holds",
        EXAMPLE,
        remark="the link to 0 is an equation, at the solution",
    ),
    SeedFormula(
        393,
        r"\frac{\partial \mathcal{L}}{\partial \lambda} = x + y - 1 = 0",
        "holds",
        EXAMPLE,
        remark="the link to 0 is an equation, at the solution",
    ),
    SeedFormula(
        395,
        r"x = y",
        "holds",
        STATIONARY,
        remark="x and y follow from equations 1 and 2, for any multiplier",
    ),
    SeedFormula(
        395,
        r"2x = 1 \Rightarrow x = y = 0.5",
        "holds",
        SOLUTION,
        remark="2x = 1 follows from x + y = 1 by way of x = y; alone it says nothing of y",
    ),
    SeedFormula(397, r"(x^*, y^*) = (0.5, 0.5)", "holds", {"x_star": X_STAR, "y_star": Y_STAR}),
    SeedFormula(
        397, r"f^* = 0.5", "holds", {"f_star": reference.sum_of_squares(np.array([X_STAR, Y_STAR]))}
    ),
    SeedFormula(
        462,
        r"\min_{w, b} \frac{1}{2}\|w\|^2 \quad \text{s.t.} \quad y_i(w^T x_i + b) \geq 1",
        "holds",
        PRIMAL,
    ),
    SeedFormula(
        466,
        r"\max_\alpha \sum_i \alpha_i - \frac{1}{2} \sum_{i,j} \alpha_i \alpha_j y_i y_j "
        r"K(x_i, x_j)",
        "holds",
        DUAL,
        remark="the objective is right; the text leaves out the dual's constraints",
    ),
    SeedFormula(468, r"K(x_i, x_j) = x_i^T x_j", "holds", KERNEL),
    SeedFormula(473, r"(1, 2), (2, 3)", "notation", remark="a list of points"),
    SeedFormula(474, r"(0, 0), (1, 0)", "notation", remark="a list of points"),
    SeedFormula(
        607,
        r"\min_x f(x) + g(z) \quad \text{s.t.} \quad Ax + Bz = c",
        "fails",
        SPLIT_PROBLEM,
        remark="minimizes over x only; it must be over x and z",
    ),
    SeedFormula(
        611,
        r"x^{k+1} = \arg\min_x (f(x) + \frac{\rho}{2}\|Ax + Bz^k - c + u^k\|_2^2)",
        "holds",
        ITERATES,
    ),
    SeedFormula(
        612,
        r"z^{k+1} = \arg\min_z (g(z) + \frac{\rho}{2}\|Ax^{k+1} + Bz - c + u^k\|_2^2)",
        "holds",
        ITERATES,
    ),
    SeedFormula(
        613,
        r"u^{k+1} = u^k + Ax^{k+1} + Bz^{k+1} - c",
        "holds",
        ITERATES,
        remark="with these iterates; none of them is free",
    ),
    SeedFormula(621, r"\min_x \frac{1}{2}\|Ax - b\|_2^2 + \lambda\|x\|_1", "holds", LASSO),
    SeedFormula(
        623,
        r"z = x",
        "holds",
        LASSO_BLOCKS,
        remark="a constraint: holds for the two blocks where ADMM has converged",
    ),
)
