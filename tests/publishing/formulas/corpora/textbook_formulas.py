"""Formulas as textbooks print them, each true for its names, beside a version false in one place.

Vectors are columns and one-dimensional arrays, indices start at 1, the rows of a data matrix are
samples, gradients are columns, and Jacobians have a row for each output.
"""

from math import erf
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.textbook_formulas_more import MORE_PAIRS, Pair, pairs

__all__ = ["PAIRS", "Pair"]

rng = np.random.default_rng(31)

A33, B33 = rng.normal(size=(2, 3, 3)) + np.eye(3)
Q33 = np.array([[3.1, 0.6, -0.4], [0.6, 2.2, 0.5], [-0.4, 0.5, 1.7]])
b3 = np.array([0.9, -1.4, 0.7])
u3 = np.array([1.2, -0.5, 0.8])
v3 = np.array([-0.6, 1.9, 0.3])
logits = np.array([0.3, -1.1, 1.7, 0.6])
p4 = np.array([0.1, 0.2, 0.3, 0.4])
sample = np.array([2.1, 3.7, 1.2, 5.4, 2.9])

X53 = rng.normal(size=(5, 3)) + 0.4
y5 = np.array([0.7, -1.2, 0.4, 1.9, -0.3])
labels5 = np.array([0.9, 0.2, 0.7, 0.6, 0.1])

QUERIES, KEYS = rng.normal(size=(2, 4, 3))
VALUES = rng.normal(size=(4, 2))
TOKENS = rng.normal(size=(4, 3))


def sigmoid(z: Any) -> Any:
    """The logistic function."""
    return 1 / (1 + np.exp(-z))


def softmax(z: Any) -> Any:
    """The softmax along the last axis."""
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


def log_sum_exp(x: Any) -> Any:
    """The logarithm of the sum of the exponentials."""
    return np.log(np.sum(np.exp(x)))


def relu(x: Any) -> Any:
    """The positive part."""
    return np.maximum(x, 0.0)


def normal_cdf(x: Any) -> Any:
    """The distribution function of the standard normal."""
    return 0.5 * (1 + erf(x / np.sqrt(2)))


def normal_density(x: Any) -> Any:
    """The density of the standard normal."""
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


def attention(Q: Any, K: Any, V: Any) -> Any:
    """Scaled dot-product attention."""
    return softmax(Q @ K.T / np.sqrt(K.shape[1])) @ V


def soft(x: Any) -> Any:
    """The soft threshold at 0.5."""
    return np.sign(x) * np.maximum(np.abs(x) - 0.5, 0.0)


def huber(x: Any) -> Any:
    """The Huber function with its corner at 0.8."""
    return np.where(np.abs(x) <= 0.8, x**2 / 2, 0.8 * (np.abs(x) - 0.4))


def quadratic(x: Any) -> Any:
    """A strictly convex quadratic."""
    return x @ Q33 @ x / 2 - b3 @ x


def logistic_loss(w: Any) -> Any:
    """The cross-entropy of the logistic regression on the five samples."""
    return np.sum(np.logaddexp(0, X53 @ w) - labels5 * (X53 @ w))


attention_weights = softmax(QUERIES @ KEYS.T / np.sqrt(3))
CONSTRAINT = np.array([[1.0, 2.0, -1.0]])
KKT = np.block([[Q33, CONSTRAINT.T], [CONSTRAINT, np.zeros((1, 1))]])
kkt_solution = np.linalg.solve(KKT, np.array([*-b3, 1.5]))
SCALE = 4.5  # not below the largest eigenvalue of Q33
step_from = np.array([1.3, 0.4, -0.9])
step_to = step_from - (Q33 @ step_from - b3) / SCALE

# A network with one hidden layer, as a graph of nodes.
NETWORK: dict[str, object] = {
    "x": u3,
    "y": v3,
    "W_1": A33,
    "W_2": B33,
    "a_1": lambda W_1, x: np.tanh(W_1 @ x),
    r"\hat{y}": lambda W_2, a_1: W_2 @ a_1,
    "L": lambda y_hat, y: np.sum((y_hat - y) ** 2) / 2,
}
# A classifier: logits, probabilities, loss.
CLASSIFIER: dict[str, object] = {
    "z": logits,
    "y": p4,
    "p": lambda z: softmax(z),
    "L": lambda y, p: -np.sum(y * np.log(p)),
}

SOFTMAX = pairs(
    "softmax",
    (
        r"\text{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}, \quad i = 1, \dots, K,",
        r"\text{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{K} z_j}, \quad i = 1, \dots, K,",
        {"softmax": softmax, "z": logits, "K": 4},
    ),
    (
        r"\mathrm{softmax}(z + c\mathbf{1}) = \mathrm{softmax}(z)",
        r"\mathrm{softmax}(c z) = \mathrm{softmax}(z)",
        {"softmax": softmax, "z": logits, "c": 1.6},
    ),
    (
        r"\frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j)",
        r"\frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} + p_j)",
        {"z": logits, "p": lambda z: softmax(z), r"\delta": np.eye(4)},
    ),
    (
        r"\frac{\partial p}{\partial z} = \operatorname{diag}(p) - p p^\top",
        r"\frac{\partial p}{\partial z} = \operatorname{diag}(p) + p p^\top",
        {"z": logits, "p": lambda z: softmax(z)},
    ),
    (
        r"\log \operatorname{softmax}(z)_k = z_k - \log \sum_{j=1}^K \exp(z_j)",
        r"\log \operatorname{softmax}(z)_k = z_k + \log \sum_{j=1}^K \exp(z_j)",
        {"softmax": softmax, "z": logits, "K": 4},
    ),
    (
        r"\hat{p}_i = \dfrac{\exp(z_i / T)}{\sum_j \exp(z_j / T)}",
        r"\hat{p}_i = \dfrac{\exp(z_i\, T)}{\sum_j \exp(z_j\, T)}",
        {r"\hat p": softmax(logits / 2.5), "z": logits, "T": 2.5},
    ),
)

CROSS_ENTROPY = pairs(
    "log-sum-exp and cross-entropy",
    (
        r"\operatorname{LSE}(x) = \log \sum_i e^{x_i} = m + \log \sum_i e^{x_i - m}",
        r"\operatorname{LSE}(x) = \log \sum_i e^{x_i} = m + \log \sum_i e^{m - x_i}",
        {"LSE": log_sum_exp, "x": logits, "m": 1.7},
    ),
    (
        r"\max_i x_i \le \mathrm{LSE}(x) \le \max_i x_i + \log n",
        r"\max_i x_i \le \mathrm{LSE}(x) \le \min_i x_i + \log n",
        {"LSE": log_sum_exp, "x": logits, "n": 4},
    ),
    (
        r"\nabla_x \log \sum_{i} \exp(x_i) = \operatorname{softmax}(x)",
        r"\nabla_x \log \sum_{i} \exp(x_i) = \operatorname{softmax}(-x)",
        {"x": logits, "softmax": softmax},
    ),
    (
        r"L = -\sum_{k=1}^{K} y_k \log p_k",
        r"L = -\sum_{k=1}^{K} p_k \log y_k",
        {**CLASSIFIER, "K": 4},
    ),
    (
        r"\nabla_z L = \frac{\partial L}{\partial z} = p - y",
        r"\nabla_z L = \frac{\partial L}{\partial z} = y - p",
        CLASSIFIER,
    ),
    (
        r"\frac{\partial \ell}{\partial \hat p}"
        r" = -\frac{y}{\hat p} + \frac{1-y}{1-\hat p}"
        r" = \frac{\hat p - y}{\hat p (1 - \hat p)}",
        r"\frac{\partial \ell}{\partial \hat p}"
        r" = -\frac{y}{\hat p} - \frac{1-y}{1-\hat p}"
        r" = \frac{\hat p - y}{\hat p (1 - \hat p)}",
        {
            "y": 0.3,
            "p_hat": 0.8,
            r"\ell": lambda y, p_hat: -y * np.log(p_hat) - (1 - y) * np.log(1 - p_hat),
        },
    ),
)

ACTIVATIONS = pairs(
    "activations",
    (
        r"\sigma'(z) = \sigma(z)\left(1 - \sigma(z)\right)",
        r"\sigma'(z) = \sigma(z)\left(1 + \sigma(z)\right)",
        {r"\sigma": sigmoid, "z": 0.7},
    ),
    (
        r"\sigma(-x) = 1 - \sigma(x), \qquad \tanh(x) = 2\,\sigma(2x) - 1",
        r"\sigma(-x) = 1 - \sigma(x), \qquad \tanh(x) = 2\,\sigma(x) - 1",
        {"sigma": sigmoid, "x": -0.9},
    ),
    (
        r"\frac{d}{dx} \tanh(x) = 1 - \tanh^2(x)",
        r"\frac{d}{dx} \tanh(x) = 1 - \tanh(x)",
        {"x": 0.6},
    ),
    (
        r"\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = \frac{1 - e^{-2x}}{1 + e^{-2x}}",
        r"\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = \frac{1 - e^{2x}}{1 + e^{2x}}",
        {"x": 0.8},
    ),
    (
        r"\text{ReLU}(x) = \max(0, x) = \frac{x + |x|}{2}",
        r"\text{ReLU}(x) = \max(0, x) = \frac{x - |x|}{2}",
        {"ReLU": relu, "x": 1.4},
    ),
    (
        r"\frac{\mathrm{d}}{\mathrm{d}x} \log(1 + e^x) = \frac{1}{1 + e^{-x}}",
        r"\frac{\mathrm{d}}{\mathrm{d}x} \log(1 + e^x) = \frac{1}{1 + e^{x}}",
        {"x": 0.9},
    ),
    (
        r"f(x) = x\,\sigma(x), \quad f'(x) = \sigma(x) + x\,\sigma(x)\bigl(1 - \sigma(x)\bigr).",
        r"f(x) = x\,\sigma(x), \quad f'(x) = \sigma(x) + \sigma(x)\bigl(1 - \sigma(x)\bigr).",
        {"f": lambda x: x * sigmoid(x), r"\sigma": sigmoid, "x": 1.3},
    ),
    (
        r"\mathrm{GELU}(x) = x\,\Phi(x), \qquad \Phi'(x) = \phi(x)",
        r"\mathrm{GELU}(x) = x\,\phi(x), \qquad \Phi'(x) = \phi(x)",
        {
            "GELU": lambda x: x * normal_cdf(x),
            r"\Phi": normal_cdf,
            r"\phi": normal_density,
            "x": 0.7,
        },
    ),
)

GRADIENTS = pairs(
    "gradients and Hessians",
    (
        r"\nabla f(x) = (A + A^\top)\, x",
        r"\nabla f(x) = 2A\, x",
        {"f": lambda x: x @ A33 @ x, "A": A33, "x": u3},
    ),
    (
        r"\nabla_x \left( \tfrac12 x^\top Q x - b^\top x \right) = Qx - b",
        r"\nabla_x \left( \tfrac12 x^\top Q x - b^\top x \right) = Qx + b",
        {"Q": Q33, "b": b3, "x": u3},
    ),
    (
        r"\nabla^2 f(x) = A + A^{\mathsf{T}}",
        r"\nabla^2 f(x) = A - A^{\mathsf{T}}",
        {"f": lambda x: x @ A33 @ x, "A": A33, "x": v3},
    ),
    (
        r"\nabla_w \tfrac{1}{2} \|Xw - y\|_2^2 = X^\top (Xw - y)",
        r"\nabla_w \tfrac{1}{2} \|Xw - y\|_2^2 = X^\top (y - Xw)",
        {"X": X53, "y": y5, "w": u3},
    ),
    (
        r"\nabla_w \mathcal{L} = X^\top \bigl(\sigma(Xw) - y\bigr)",
        r"\nabla_w \mathcal{L} = X^\top \bigl(\sigma(-Xw) - y\bigr)",
        {
            "X": X53,
            "y": labels5,
            "w": u3,
            r"\sigma": sigmoid,
            r"\mathcal{L}": lambda w: logistic_loss(w),
        },
    ),
    (
        r"J(\theta) = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \log h(x^{(i)})"
        r" + (1 - y^{(i)}) \log\left(1 - h(x^{(i)})\right) \right]",
        r"J(\theta) = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \log h(x^{(i)})"
        r" - (1 - y^{(i)}) \log\left(1 - h(x^{(i)})\right) \right]",
        {
            "J": lambda theta: logistic_loss(theta) / 5,
            "h": lambda x: sigmoid(u3 @ x),
            r"\theta": u3,
            "x": list(X53),
            "y": labels5,
            "m": 5,
        },
    ),
    (
        r"\nabla^2 \ell(w) = \sum_{i=1}^{n} \hat p_i (1 - \hat p_i)\, x_i x_i^\top",
        r"\nabla^2 \ell(w) = \sum_{i=1}^{n} \hat p_i (1 + \hat p_i)\, x_i x_i^\top",
        {
            r"\ell": logistic_loss,
            "x": X53,
            "w": u3,
            "n": 5,
            r"\hat p": lambda w: sigmoid(X53 @ w),
        },
    ),
    (
        r"\frac{\partial^2 f}{\partial x\,\partial y} = \frac{\partial^2 f}{\partial y\,\partial x}"
        r" = 6xy^2",
        r"\frac{\partial^2 f}{\partial x\,\partial y} = \frac{\partial^2 f}{\partial y\,\partial x}"
        r" = 6x^2y",
        {"f": lambda x, y: x**2 * y**3, "x": 1.3, "y": 0.7},
    ),
    (
        r"\frac{\partial^2 f}{\partial x^2} = 2y^3, \quad \frac{\partial f}{\partial y} = 3x^2y^2",
        r"\frac{\partial^2 f}{\partial x^2} = 2xy^3, \quad \frac{\partial f}{\partial y} = 3x^2y^2",
        {"f": lambda x, y: x**2 * y**3, "x": 1.3, "y": 0.7},
    ),
    (
        r"\nabla_W \operatorname{tr}(W^\top B) = B",
        r"\nabla_W \operatorname{tr}(W^\top B) = B^\top",
        {"W": A33, "B": B33},
    ),
    (
        r"\nabla f(x) = \frac{x}{\|x\|_2}",
        r"\nabla f(x) = \frac{x}{\|x\|_2^2}",
        {"f": lambda x: np.sqrt(x @ x), "x": u3},
    ),
    (
        r"\nabla f(x, y) = \begin{bmatrix} 2x + y \\ x + 2y \end{bmatrix},"
        r" \quad \nabla f(1, 2) = \begin{bmatrix} 4 \\ 5 \end{bmatrix}",
        r"\nabla f(x, y) = \begin{bmatrix} 2x + y \\ x + 2y \end{bmatrix},"
        r" \quad \nabla f(1, 2) = \begin{bmatrix} 5 \\ 4 \end{bmatrix}",
        {"f": lambda x, y: x**2 + x * y + y**2},
        {"x": 1.0, "y": 2.0},
    ),
    (
        r"\nabla_A \log \det(A) = A^{-\top}",
        r"\nabla_A \log \det(A) = A^{-1}",
        {"A": np.array([[1.4, -0.6], [0.9, 1.8]])},
    ),
)

BACKPROPAGATION = pairs(
    "chain rule and backpropagation",
    (
        r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial h}"
        r" \cdot \frac{\partial h}{\partial w} = 2h \cdot x = 2 \cdot 6 \cdot 2 = 24",
        r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial h}"
        r" \cdot \frac{\partial h}{\partial w} = 2h \cdot w = 2 \cdot 6 \cdot 3 = 36",
        {"w": 3.0, "x": 2.0, "h": lambda w, x: w * x, "L": lambda h: h**2},
    ),
    (
        r"\frac{\partial L}{\partial W_2} = (\hat{y} - y)\, a_1^\top",
        r"\frac{\partial L}{\partial W_2} = a_1\, (\hat{y} - y)^\top",
        NETWORK,
    ),
    (
        r"\frac{\partial L}{\partial W_1} = \left( W_2^\top (\hat{y} - y)"
        r" \odot (1 - a_1 \odot a_1) \right) x^\top",
        r"\frac{\partial L}{\partial W_1} = \left( W_2 (\hat{y} - y)"
        r" \odot (1 - a_1 \odot a_1) \right) x^\top",
        NETWORK,
    ),
    (
        r"\frac{\partial \hat y}{\partial x}"
        r" = W_2 \operatorname{diag}(\mathbf{1} - a_1 \odot a_1)\, W_1",
        r"\frac{\partial \hat y}{\partial x}"
        r" = W_1 \operatorname{diag}(\mathbf{1} - a_1 \odot a_1)\, W_2",
        NETWORK,
    ),
    (
        r"\delta^{(1)} = \bigl( (W^{(2)})^\top \delta^{(2)} \bigr) \odot \sigma'(z^{(1)})",
        r"\delta^{(1)} = \bigl( W^{(2)} \delta^{(2)} \bigr) \odot \sigma'(z^{(1)})",
        {
            r"\delta^{(1)}": B33.T @ v3 * sigmoid(u3) * sigmoid(-u3),
            r"\delta^{(2)}": v3,
            "W^{(2)}": B33,
            "z^{(1)}": u3,
            r"\sigma": sigmoid,
        },
    ),
    (
        r"z^{(1)} = W^{(1)} x + b^{(1)}, \quad a^{(1)} = \tanh(z^{(1)})",
        r"z^{(1)} = W^{(1)} x - b^{(1)}, \quad a^{(1)} = \tanh(z^{(1)})",
        {
            "x": u3,
            "W^{(1)}": A33,
            "b^{(1)}": b3,
            "z^{(1)}": A33 @ u3 + b3,
            "a^{(1)}": np.tanh(A33 @ u3 + b3),
        },
    ),
    (
        r"\frac{dz}{dt} = \frac{\partial z}{\partial x}\frac{dx}{dt}"
        r" + \frac{\partial z}{\partial y}\frac{dy}{dt}",
        r"\frac{dz}{dt} = \frac{\partial z}{\partial x}\frac{dx}{dt}"
        r" + \frac{\partial z}{\partial y}\frac{dx}{dt}",
        {
            "t": 0.7,
            "x": lambda t: t**2 + 1,
            "y": lambda t: np.sin(t),
            "z": lambda x, y: x**2 * y,
        },
    ),
    (
        r"(f \circ g)'(x) = f'(g(x))\, g'(x)",
        r"(f \circ g)'(x) = f'(x)\, g'(x)",
        {"f": lambda x: np.sin(x), "g": lambda x: x**2 + 1, "x": 0.6},
    ),
    (
        r"J_h(x) = J_g\bigl(f(x)\bigr)\, J_f(x)",
        r"J_h(x) = J_f(x)\, J_g\bigl(f(x)\bigr)",
        {
            "f": lambda x: np.tanh(A33 @ x),
            "g": lambda x: np.sin(B33 @ x),
            "h": lambda x: np.sin(B33 @ np.tanh(A33 @ x)),
            "x": u3,
        },
    ),
)

ATTENTION = pairs(
    "attention",
    (
        r"\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V",
        r"\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{QK^T}{d_k}\right)V",
        {
            "Attention": attention,
            "softmax": softmax,
            "Q": QUERIES,
            "K": KEYS,
            "V": VALUES,
            "d_k": 3,
        },
    ),
    (
        r"\alpha_{ij} = \frac{\exp\bigl(q_i^\top k_j / \sqrt{d}\bigr)}"
        r"{\sum_{l=1}^{n} \exp\bigl(q_i^\top k_l / \sqrt{d}\bigr)}",
        r"\alpha_{ij} = \frac{\exp\bigl(q_i^\top k_j / \sqrt{d}\bigr)}"
        r"{\sum_{l=1}^{n} \exp\bigl(q_l^\top k_j / \sqrt{d}\bigr)}",
        {r"\alpha": attention_weights, "q": QUERIES, "k": KEYS, "d": 3, "n": 4},
    ),
    (
        r"o_i = \sum_{j=1}^n \alpha_{ij}\, v_j",
        r"o_i = \sum_{j=1}^n \alpha_{ji}\, v_j",
        {"o": attention_weights @ VALUES, "alpha": attention_weights, "v": VALUES, "n": 4},
    ),
    (
        r"\sum_{j} A_{ij} = 1 \quad \text{for all } i",
        r"\sum_{i} A_{ij} = 1 \quad \text{for all } j",
        {"A": attention_weights},
    ),
    (
        r"S = \frac{(X W_Q)(X W_K)^\top}{\sqrt{d_k}} = \frac{X W_Q W_K^\top X^\top}{\sqrt{d_k}}",
        r"S = \frac{(X W_Q)(X W_K)^\top}{\sqrt{d_k}} = \frac{X W_K W_Q^\top X^\top}{\sqrt{d_k}}",
        {
            "X": TOKENS,
            "W_Q": A33,
            "W_K": B33,
            "d_k": 3,
            "S": TOKENS @ A33 @ (TOKENS @ B33).T / np.sqrt(3),
        },
    ),
)

NORMALIZATION = pairs(
    "layer norm",
    (
        r"\mu = \frac{1}{d} \sum_{i=1}^d x_i, \qquad"
        r" \sigma^2 = \frac1d \sum_{i=1}^d (x_i - \mu)^2",
        r"\mu = \frac{1}{d} \sum_{i=1}^d x_i, \qquad"
        r" \sigma^2 = \frac1d \sum_{i=1}^d (x_i + \mu)^2",
        {"x": sample, "d": 5, "mu": lambda x: np.mean(x), "sigma": lambda x: np.std(x)},
    ),
    (
        r"\mathrm{LN}(x)_i = \gamma_i\, \frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta_i",
        r"\mathrm{LN}(x)_i = \gamma_i\, \frac{x_i - \mu}{\sqrt{\sigma^2} + \epsilon} + \beta_i",
        {
            "LN": lambda x: y5 * (x - np.mean(x)) / np.sqrt(np.var(x) + 0.1) + labels5,
            "x": sample,
            r"\mu": lambda x: np.mean(x),
            r"\sigma": lambda x: np.std(x),
            r"\gamma": y5,
            r"\beta": labels5,
            r"\epsilon": 0.1,
        },
    ),
    (
        r"\sum_{i=1}^d \hat{x}_i = 0, \quad \frac1d \sum_{i=1}^d \hat{x}_i^2 = 1",
        r"\sum_{i=1}^d \hat{x}_i = 0, \quad \frac1d \sum_{i=1}^d \hat{x}_i^2 = d",
        {"x_hat": (sample - sample.mean()) / sample.std(), "d": 5},
    ),
    (
        r"\mathrm{RMS}(x) = \sqrt{\frac1n \sum\limits_{i=1}^n x_i^2} = \frac{\|x\|_2}{\sqrt{n}}",
        r"\mathrm{RMS}(x) = \sqrt{\frac1n \sum\limits_{i=1}^n x_i^2} = \frac{\|x\|_2}{n}",
        {"RMS": lambda x: np.sqrt(np.mean(x**2)), "x": sample, "n": 5},
    ),
)

OPTIMALITY = pairs(
    "KKT and Lagrangians",
    (
        r"\begin{bmatrix} Q & A^\top \\ A & 0 \end{bmatrix}"
        r" \begin{bmatrix} x^* \\ \lambda^* \end{bmatrix}"
        r" = \begin{bmatrix} -c \\ b \end{bmatrix}",
        r"\begin{bmatrix} Q & A^\top \\ A & 0 \end{bmatrix}"
        r" \begin{bmatrix} x^* \\ \lambda^* \end{bmatrix}"
        r" = \begin{bmatrix} c \\ b \end{bmatrix}",
        {
            "Q": Q33,
            "A": CONSTRAINT,
            "x^*": kkt_solution[:3],
            r"\lambda^*": kkt_solution[3:],
            "c": b3,
            "b": np.array([1.5]),
        },
    ),
    (
        r"\nabla_x \mathcal{L}(x^*, \lambda^*) = Qx^* + c + A^\top \lambda^* = 0",
        r"\nabla_x \mathcal{L}(x^*, \lambda^*) = Qx^* + c - A^\top \lambda^* = 0",
        {
            r"\mathcal{L}": lambda x, lam: x @ Q33 @ x / 2 + b3 @ x + lam @ (CONSTRAINT @ x - 1.5),
            "Q": Q33,
            "A": CONSTRAINT,
            "c": b3,
            "x_star": kkt_solution[:3],
            "lam_star": kkt_solution[3:],
        },
    ),
    (
        r"\frac{\partial \mathcal{L}}{\partial x} = 14x + \lambda = 0, \qquad"
        r" \frac{\partial \mathcal{L}}{\partial \lambda} = x + y - 1 = 0",
        r"\frac{\partial \mathcal{L}}{\partial x} = 14x - \lambda = 0, \qquad"
        r" \frac{\partial \mathcal{L}}{\partial \lambda} = x + y - 1 = 0",
        {
            "x": 0.3,
            "y": 0.7,
            "lam": -4.2,
            r"\mathcal{L}": lambda x, y, lam: 7 * x**2 + 3 * y**2 + lam * (x + y - 1),
        },
    ),
    (
        r"\nabla f(x^*) + \lambda^* \nabla g(x^*) = 0",
        r"\nabla f(x^*) - \lambda^* \nabla g(x^*) = 0",
        {
            "f": lambda x: x[0] ** 2 + 2 * x[1] ** 2,
            "g": lambda x: x[0] + x[1] - 3,
            "x^*": np.array([2.0, 1.0]),
            r"\lambda^*": -4.0,
        },
    ),
    (
        r"\lambda_i\, g_i(x^*) = 0 \quad \text{for all } i",
        r"\lambda_i + g_i(x^*) = 0 \quad \text{for all } i",
        {
            r"\lambda": np.array([1.4, 0.0, 0.6]),
            "g": lambda x: np.array([x[0] - 2, x[1] - 5, x[0] + x[1] - 3]),
            "x_star": np.array([2.0, 1.0]),
        },
    ),
    (
        r"g(x^*) \le 0, \quad \lambda^* \ge 0, \quad \lambda^* g(x^*) = 0",
        r"g(x^*) \le 0, \quad \lambda^* \le 0, \quad \lambda^* g(x^*) = 0",
        {"g": lambda x: 1 - x, "x^*": 1.0, r"\lambda^*": 2.0},
    ),
    (
        r"q(\lambda) = \lambda - \tfrac14 \lambda^2 \le f(x^*)",
        r"q(\lambda) = \lambda - \tfrac12 \lambda^2 \le f(x^*)",
        {
            "q": lambda lam: (lam / 2) ** 2 + lam * (1 - lam / 2),
            "f": lambda x: x**2,
            "lam": 1.3,
            "x_star": 1.0,
        },
    ),
)

PROXIMAL = pairs(
    "proximal operators",
    (
        r"S_\lambda(x) = \operatorname{sign}(x) \max(|x| - \lambda, 0)",
        r"S_\lambda(x) = \operatorname{sign}(x) \max(|x| + \lambda, 0)",
        {r"S_\lambda": soft, r"\lambda": 0.5, "x": -1.8},
    ),
    (
        r"\operatorname{prox}(v) = \begin{cases} v - \lambda, & v > \lambda, \\"
        r" 0, & |v| \le \lambda, \\ v + \lambda, & v < -\lambda. \end{cases}",
        r"\operatorname{prox}(v) = \begin{cases} v - \lambda, & v > \lambda, \\"
        r" 0, & |v| \le \lambda, \\ v - \lambda, & v < -\lambda. \end{cases}",
        {"prox": soft, "lam": 0.5, "v": -1.3},
    ),
    (
        r"x^* = \arg\min_x \left( \lambda \|x\|_1 + \tfrac12 \|x - v\|_2^2 \right)",
        r"x^* = \arg\min_x \left( \lambda \|x\|_1 + \tfrac12 \|x + v\|_2^2 \right)",
        {"x_star": soft(v3), "lam": 0.5, "v": v3},
    ),
    (
        r"x^* = \arg\min_x \frac{1}{2} \|x - v\|^2 + \frac{\lambda}{2} \|x\|^2"
        r" = \frac{v}{1 + \lambda}",
        r"x^* = \arg\min_x \frac{1}{2} \|x - v\|^2 + \frac{\lambda}{2} \|x\|^2"
        r" = \frac{v}{1 - \lambda}",
        {"x^*": v3 / 1.7, r"\lambda": 0.7, "v": v3},
    ),
    (
        r"P_C(v) = \frac{v}{\max\{1, \|v\|_2\}}",
        r"P_C(v) = \frac{v}{\max\{1, \|v\|_1\}}",
        {"P_C": lambda v: v if v @ v <= 1 else v / np.sqrt(v @ v), "v": v3},
    ),
    (
        r"\Pi(v)_i = \min\bigl( \max(v_i, a), b \bigr)",
        r"\Pi(v)_i = \max\bigl( \max(v_i, a), b \bigr)",
        {r"\Pi": lambda v: np.clip(v, -0.4, 1.1), "v": v3, "a": -0.4, "b": 1.1},
    ),
    (
        r"v = \operatorname{prox}_{f}(v) + \operatorname{prox}_{f^*}(v)",
        r"v = \operatorname{prox}_{f}(v) - \operatorname{prox}_{f^*}(v)",
        {
            r"\operatorname{prox}_{f}": soft,
            r"\operatorname{prox}_{f^*}": lambda v: np.clip(v, -0.5, 0.5),
            "v": v3,
        },
    ),
    (
        r"\Pi_H(x) = x - \frac{a^\top x - b}{\|a\|^2}\, a",
        r"\Pi_H(x) = x - \frac{a^\top x - b}{\|a\|}\, a",
        {
            r"\Pi_H": lambda x: x - (u3 @ x - 0.6) / (u3 @ u3) * u3,
            "x": v3,
            "a": u3,
            "b": 0.6,
        },
    ),
)

CONVEXITY = pairs(
    "convexity",
    (
        r"f(\theta x + (1 - \theta) y) \le \theta f(x) + (1 - \theta) f(y)",
        r"f(\theta x + (1 - \theta) y) \ge \theta f(x) + (1 - \theta) f(y)",
        {"f": quadratic, "x": u3, "y": v3, r"\theta": 0.3},
    ),
    (
        r"f(y) \geq f(x) + \nabla f(x)^\top (y - x)",
        r"f(y) \geq f(x) + \nabla f(y)^\top (y - x)",
        {"f": quadratic, "x": u3, "y": v3},
    ),
    (
        r"f(y) \ge f(x) + \nabla f(x)^\top (y - x) + \frac{m}{2} \|y - x\|_2^2",
        r"f(y) \ge f(x) + \nabla f(x)^\top (y - x) + \frac{M}{2} \|y - x\|_2^2",
        {"f": quadratic, "x": u3, "y": v3, "m": 1.1, "M": SCALE},
    ),
    (
        r"f(y) \le f(x) + \langle \nabla f(x), y - x \rangle + \dfrac{L}{2} \lVert y - x \rVert^2",
        r"f(y) \le f(x) + \langle \nabla f(x), y - x \rangle - \dfrac{L}{2} \lVert y - x \rVert^2",
        {"f": quadratic, "x": u3, "y": v3, "L": SCALE},
    ),
    (
        r"\langle \nabla f(x) - \nabla f(y), x - y \rangle \ge 0",
        r"\langle \nabla f(x) - \nabla f(y), y - x \rangle \ge 0",
        {"f": quadratic, "x": u3, "y": v3},
    ),
    (
        r"\exp\Bigl( \sum_{i=1}^n p_i x_i \Bigr) \le \sum_{i=1}^n p_i \exp(x_i),"
        r" \qquad \sum_{i=1}^n p_i = 1,",
        r"\exp\Bigl( \sum_{i=1}^n p_i x_i \Bigr) \ge \sum_{i=1}^n p_i \exp(x_i),"
        r" \qquad \sum_{i=1}^n p_i = 1,",
        {"p": p4, "x": logits, "n": 4},
    ),
)

DESCENT = pairs(
    "descent methods",
    (
        r"\theta_{t+1} = \theta_t - \eta\, \nabla L(\theta_t)",
        r"\theta_{t+1} = \theta_t + \eta\, \nabla L(\theta_t)",
        {
            "L": quadratic,
            r"\theta_t": step_from,
            r"\theta_{t+1}": step_from - 0.15 * (Q33 @ step_from - b3),
            r"\eta": 0.15,
        },
    ),
    (
        r"v_{t+1} = \beta v_t + \nabla f(x_t), \quad x_{t+1} = x_t - \alpha v_{t+1}",
        r"v_{t+1} = \beta v_t + \nabla f(x_t), \quad x_{t+1} = x_t - \alpha v_t",
        {
            "f": quadratic,
            "x_t": step_from,
            "v_t": v3,
            "v_{t+1}": 0.9 * v3 + Q33 @ step_from - b3,
            "x_{t+1}": step_from - 0.05 * (0.9 * v3 + Q33 @ step_from - b3),
            r"\alpha": 0.05,
            r"\beta": 0.9,
        },
    ),
    (
        r"m_t = \beta_1 m_{t-1} + (1 - \beta_1)\, g_t, \quad"
        r" s_t = \beta_2 s_{t-1} + (1 - \beta_2)\, g_t \odot g_t",
        r"m_t = \beta_1 m_{t-1} + (1 - \beta_2)\, g_t, \quad"
        r" s_t = \beta_2 s_{t-1} + (1 - \beta_2)\, g_t \odot g_t",
        {
            "g_t": u3,
            "m_{t-1}": v3,
            "s_{t-1}": b3**2,
            "m_t": 0.9 * v3 + 0.1 * u3,
            "s_t": 0.99 * b3**2 + 0.01 * u3**2,
            r"\beta_1": 0.9,
            r"\beta_2": 0.99,
        },
    ),
    (
        r"\hat{m}_t = \frac{m_t}{1 - \beta_1^t}, \qquad \theta_t = \theta_{t-1}"
        r" - \frac{\alpha\, \hat{m}_t}{\sqrt{\hat{s}_t} + \epsilon}",
        r"\hat{m}_t = \frac{m_t}{1 - \beta_1^t}, \qquad \theta_t = \theta_{t-1}"
        r" - \frac{\alpha\, \hat{m}_t}{\sqrt{\hat{s}_t + \epsilon}}",
        {
            "t": 3,
            r"\beta_1": 0.9,
            "m_t": 0.4,
            r"\hat{m}_t": 0.4 / (1 - 0.9**3),
            r"\hat{s}_t": 0.64,
            r"\theta_{t-1}": 1.3,
            r"\theta_t": 1.3 - 0.2 * 0.4 / (1 - 0.9**3) / 1.1,
            r"\alpha": 0.2,
            r"\epsilon": 0.3,
        },
    ),
    (
        r"x^{(k+1)} = x^{(k)} - \left[ \nabla^2 f(x^{(k)}) \right]^{-1} \nabla f(x^{(k)})",
        r"x^{(k+1)} = x^{(k)} - \left[ \nabla^2 f(x^{(k)}) \right] \nabla f(x^{(k)})",
        {"f": quadratic, "x^{(k)}": step_from, "x^{(k+1)}": np.linalg.solve(Q33, b3)},
    ),
    (
        r"f(x_{k+1}) \le f(x_k) - \frac{1}{2L} \|\nabla f(x_k)\|^2",
        r"f(x_{k+1}) \le f(x_k) - \frac{2}{L} \|\nabla f(x_k)\|^2",
        {"f": quadratic, "x_k": step_from, "x_{k+1}": step_to, "L": SCALE},
    ),
    (
        r"x_1 = x_0 - \eta f'(x_0) = 3 - 0.1 \cdot 6 = 2.4",
        r"x_1 = x_0 - \eta f'(x_0) = 3 - 0.1 \cdot 9 = 2.1",
        {"f": lambda x: x**2, "x_0": 3.0, "x_1": 2.4, "eta": 0.1},
    ),
)

LIMITS = pairs(
    "limits",
    (
        r"f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}",
        r"f'(x) = \lim_{h \to 0} \frac{f(x - h) - f(x)}{h}",
        {"f": lambda x: x**3 - x, "x": 1.2},
    ),
    (
        r"\frac{\partial f}{\partial x}(a, b) = \lim_{h \to 0} \frac{f(a + h, b) - f(a, b)}{h}",
        r"\frac{\partial f}{\partial x}(a, b) = \lim_{h \to 0} \frac{f(a, b + h) - f(a, b)}{h}",
        {"f": lambda x, y: x**2 * y + y, "a": 1.3, "b": 0.6},
    ),
    (
        r"f''(x) = \lim_{h \to 0} \frac{f(x + h) - 2f(x) + f(x - h)}{h^2}",
        r"f''(x) = \lim_{h \to 0} \frac{f(x + h) - 2f(x) + f(x - h)}{2h^2}",
        {"f": lambda x: np.sin(2 * x), "x": 0.7},
    ),
    (
        r"\lim_{t \to 0} \frac{f(x + t v) - f(x)}{t} = \nabla f(x)^\top v",
        r"\lim_{t \to 0} \frac{f(x + t v) - f(x)}{t} = \nabla f(v)^\top x",
        {"f": lambda x: np.sum(np.exp(x)), "x": u3, "v": v3},
    ),
    (
        r"\lim_{h \to 0} \frac{\sin(x + h) - \sin(x - h)}{2h} = \cos x",
        r"\lim_{h \to 0} \frac{\sin(x + h) - \sin(x - h)}{h} = \cos x",
        {"x": 0.8},
    ),
)

DERIVATIONS = pairs(
    "aligned derivations",
    (
        r"""
\begin{aligned}
  \|x - y\|^2 &= (x - y)^\top (x - y) \\
              &= x^\top x - 2\, x^\top y + y^\top y \\
              &= \|x\|^2 + \|y\|^2 - 2 \langle x, y \rangle .
\end{aligned}
""",
        r"""
\begin{aligned}
  \|x - y\|^2 &= (x - y)^\top (x - y) \\
              &= x^\top x - x^\top y + y^\top y \\
              &= \|x\|^2 + \|y\|^2 - 2 \langle x, y \rangle .
\end{aligned}
""",
        {"x": u3, "y": v3},
    ),
    (
        r"""
\begin{align*}
h &= wx = 3 \times 2 = 6, \\
\hat{y} &= vh = 0.5 \times 6 = 3, \\
L &= (\hat{y} - y)^2 = (3 - 4)^2 = 1.
\end{align*}
""",
        r"""
\begin{align*}
h &= wx = 3 \times 2 = 6, \\
\hat{y} &= vh = 0.5 \times 6 = 3, \\
L &= (\hat{y} - y)^2 = (3 - 4)^2 = -1.
\end{align*}
""",
        {
            "w": 3.0,
            "x": 2.0,
            "v": 0.5,
            "y": 4.0,
            "h": lambda w, x: w * x,
            "y_hat": lambda v, h: v * h,
            "L": lambda y_hat, y: (y_hat - y) ** 2,
        },
    ),
    (
        r"\begin{aligned} \frac1n \sum_{i=1}^n (x_i - \bar{x})^2"
        r" &= \frac1n \sum_{i=1}^n x_i^2 - 2\bar{x}\, \frac1n \sum_{i=1}^n x_i + \bar{x}^2 \\[4pt]"
        r" &= \frac1n \sum_{i=1}^n x_i^2 - \bar{x}^2 \end{aligned}",
        r"\begin{aligned} \frac1n \sum_{i=1}^n (x_i - \bar{x})^2"
        r" &= \frac1n \sum_{i=1}^n x_i^2 - 2\bar{x}\, \frac1n \sum_{i=1}^n x_i + \bar{x}^2 \\[4pt]"
        r" &= \frac1n \sum_{i=1}^n x_i^2 + \bar{x}^2 \end{aligned}",
        {"x": sample, "n": 5, r"\bar{x}": lambda x: np.mean(x)},
    ),
    (
        r"\begin{aligned} \sigma'(x) &= \frac{e^{-x}}{(1 + e^{-x})^2} \\"
        r" &= \frac{1}{1 + e^{-x}} \cdot \frac{e^{-x}}{1 + e^{-x}} \\"
        r" &= \sigma(x) \bigl(1 - \sigma(x)\bigr) \end{aligned}",
        r"\begin{aligned} \sigma'(x) &= \frac{e^{-x}}{(1 + e^{-x})} \\"
        r" &= \frac{1}{1 + e^{-x}} \cdot \frac{e^{-x}}{1 + e^{-x}} \\"
        r" &= \sigma(x) \bigl(1 - \sigma(x)\bigr) \end{aligned}",
        {r"\sigma": sigmoid, "x": 0.7},
    ),
    (
        r"""
\begin{aligned}
  \nabla f(w) &= \nabla_w \left( \frac{1}{n} \|Xw - y\|^2 + \lambda \|w\|^2 \right) \\
              &= \frac{2}{n} X^\top (Xw - y) + 2 \lambda w
\end{aligned}
""",
        r"""
\begin{aligned}
  \nabla f(w) &= \nabla_w \left( \frac{1}{n} \|Xw - y\|^2 + \lambda \|w\|^2 \right) \\
              &= \frac{2}{n} X^\top (Xw - y) + \lambda w
\end{aligned}
""",
        {
            "f": lambda w: np.mean((X53 @ w - y5) ** 2) + 0.4 * (w @ w),
            "X": X53,
            "y": y5,
            "w": u3,
            "n": 5,
            "lam": 0.4,
        },
    ),
)

CASES = pairs(
    "cases",
    (
        r"h(x) = \begin{cases} \frac12 x^2 & \text{if } |x| \le \delta \\"
        r" \delta \left( |x| - \frac12 \delta \right) & \text{otherwise} \end{cases}",
        r"h(x) = \begin{cases} \frac12 x^2 & \text{if } |x| \le \delta \\"
        r" \delta \left( |x| - \delta \right) & \text{otherwise} \end{cases}",
        {"h": huber, r"\delta": 0.8, "x": -1.9},
    ),
    (
        r"\operatorname{LeakyReLU}(x) = \begin{cases} x & x > 0 \\ \alpha x & x \le 0 \end{cases}",
        r"\operatorname{LeakyReLU}(x) = \begin{cases} x & x < 0 \\ \alpha x & x \ge 0 \end{cases}",
        {"LeakyReLU": lambda x: np.where(x > 0, x, 0.1 * x), "alpha": 0.1, "x": -1.4},
    ),
    (
        r"\ell'(z) = \begin{cases} -1, & \text{if } z < 1, \\ 0, & \text{if } z > 1. \end{cases}",
        r"\ell'(z) = \begin{cases} 1, & \text{if } z < 1, \\ 0, & \text{if } z > 1. \end{cases}",
        {r"\ell": lambda z: np.maximum(0.0, 1 - z), "z": 0.4},
    ),
    (
        r"|x| = \begin{cases} x & \text{if } x \geq 0, \\ -x & \text{if } x < 0 \end{cases}",
        r"|x| = \begin{cases} x & \text{if } x \geq 0, \\ x & \text{if } x < 0 \end{cases}",
        {"x": -1.6},
    ),
)

MINIMIZERS = pairs(
    "minimizers",
    (
        r"x^* = \arg\min_x \tfrac12 x^\top Q x - b^\top x = Q^{-1} b",
        r"x^* = \arg\min_x \tfrac12 x^\top Q x + b^\top x = Q^{-1} b",
        {"Q": Q33, "b": b3, "x_star": np.linalg.solve(Q33, b3)},
    ),
    (
        r"\hat{w} = \operatorname*{arg\,min}_{w} \; \|Xw - y\|_2^2 + \lambda \|w\|_2^2",
        r"\hat{w} = \operatorname*{arg\,min}_{w} \; \|Xw - y\|_2^2 + \lambda \|w\|_2",
        {
            "X": X53,
            "y": y5,
            r"\lambda": 0.8,
            r"\hat{w}": np.linalg.solve(X53.T @ X53 + 0.8 * np.eye(3), X53.T @ y5),
        },
    ),
    (
        r"\bar{x} = \operatorname*{argmin}_{c} \sum_{i=1}^n (x_i - c)^2",
        r"\bar{x} = \operatorname*{argmin}_{c} \sum_{i=1}^n |x_i - c|",
        {"x": sample, r"\bar x": float(sample.mean()), "n": 5},
    ),
    (
        r"k^* = \arg\max_{k} z_k",
        r"k^* = \arg\min_{k} z_k",
        {"z": logits, "k_star": 3},
    ),
    (
        r"\min_{x} \left[ (x - 3)^2 + 2 \right] = 2",
        r"\min_{x} \left[ (x - 3)^2 + 2 \right] = 3",
        {"x": 1.3},
    ),
)

EXPANSIONS = pairs(
    "Taylor expansions",
    (
        r"f(x + d) = f(x) + \nabla f(x)^\top d + \tfrac12 d^\top \nabla^2 f(x)\, d",
        r"f(x + d) = f(x) + \nabla f(x)^\top d + d^\top \nabla^2 f(x)\, d",
        {"f": quadratic, "x": u3, "d": v3},
    ),
    (
        r"f(x + h) = f(x) + f'(x)\, h + \frac{f''(x)}{2}\, h^2 + O(h^3)",
        r"f(x + h) = f(x) + f'(x)\, h + f''(x)\, h^2 + O(h^3)",
        {"f": lambda x: np.exp(-x) + x**2, "x": 0.6, "h": 0.1},
    ),
)

IMPLICATIONS = pairs(
    "implications",
    (
        r"2x + \lambda = 0 \Rightarrow x = -\lambda/2",
        r"2x + \lambda = 0 \Rightarrow x = \lambda/2",
        {"x": 0.5, "lam": -1.0},
    ),
    (
        r"X^\top X w = X^\top y \implies w = (X^\top X)^{-1} X^\top y",
        r"X^\top X w = X^\top y \implies w = (X X^\top)^{-1} X^\top y",
        {
            "X": B33,
            "y": v3,
            "w": np.linalg.solve(B33, v3),
        },
    ),
    (
        r"f'(x) = 2(x - 3) = 0 \;\Longrightarrow\; x = 3",
        r"f'(x) = 2(x - 3) = 0 \;\Longrightarrow\; x = -3",
        {"f": lambda x: (x - 3) ** 2 + 2, "x": 3.0},
    ),
    (
        r"\log x = 2 \iff x = e^2",
        r"\log x = 2 \iff x = 2^e",
        {"x": np.exp(2.0)},
    ),
)

PAIRS: tuple[Pair, ...] = (
    *MORE_PAIRS,
    *SOFTMAX,
    *CROSS_ENTROPY,
    *ACTIVATIONS,
    *GRADIENTS,
    *BACKPROPAGATION,
    *ATTENTION,
    *NORMALIZATION,
    *OPTIMALITY,
    *PROXIMAL,
    *CONVEXITY,
    *DESCENT,
    *LIMITS,
    *DERIVATIONS,
    *CASES,
    *MINIMIZERS,
    *EXPANSIONS,
    *IMPLICATIONS,
)
