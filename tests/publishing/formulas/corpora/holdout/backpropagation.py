"""Backpropagation and attention."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, false, true

__all__ = ["CASES"]


def sig(t: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(t, float)))


def softmax(z: Any) -> Any:
    z = np.asarray(z, float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def backpropagation() -> Iterator[Case]:
    """Backpropagation."""
    w, x, b, y = (0.7, 1.4, -0.3, 2.0)
    G: dict[str, object] = {
        "L": lambda y_hat, y: 0.5 * (y_hat - y) ** 2,
        "y_hat": lambda w, x, b: w * x + b,
        "w": w,
        "x": x,
        "b": b,
        "y": y,
    }
    yield true(
        r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial \hat{y}} \cdot "
        r"\frac{\partial \hat{y}}{\partial w} = (\hat{y} - y)\,x",
        G,
    )
    yield false(r"\frac{\partial L}{\partial w} = (\hat{y} - y)\,w", G)
    yield true(
        r"\frac{\partial L}{\partial b} = \hat{y} - y, \qquad \frac{\partial^2 "
        r"L}{\partial w^2} = x^2",
        G,
    )
    yield false(r"\frac{\partial L}{\partial b} = y - \hat{y}", G)
    a = 0.6
    C: dict[str, object] = {
        "f": lambda u, v: u * v,
        "u": lambda a: np.sin(a),
        "v": lambda a: a**2,
        "a": a,
    }
    yield true(
        r"\frac{\partial f}{\partial a} = \frac{\partial f}{\partial u}\frac{\partial "
        r"u}{\partial a} + \frac{\partial f}{\partial v}\frac{\partial v}{\partial a}",
        C,
    )
    yield false(
        r"\frac{\partial f}{\partial a} = \frac{\partial f}{\partial u}\frac{\partial "
        r"u}{\partial a}\cdot\frac{\partial f}{\partial v}\frac{\partial v}{\partial a}",
        C,
    )
    W1 = np.array([[0.3, -0.5], [0.8, 0.1], [-0.6, 0.9]])
    W2 = np.array([[0.5, -1.0, 0.7], [0.2, 0.4, -0.3]])
    b1 = np.array([0.1, -0.2, 0.05])
    b2 = np.array([0.0, 0.3])
    xv = np.array([1.2, -0.7])
    t = np.array([0.5, -1.0])
    z1 = W1 @ xv + b1
    a1 = sig(z1)
    z2 = W2 @ a1 + b2
    d2 = z2 - t
    d1 = W2.T @ d2 * a1 * (1 - a1)

    def loss_of_weights(M: Any) -> Any:
        return 0.5 * np.sum((W2 @ sig(M @ xv + b1) + b2 - t) ** 2)

    D: dict[str, object] = {
        r"\delta^{(1)}": d1,
        r"\delta^{(2)}": d2,
        "W^{(2)}": W2,
        "z^{(1)}": z1,
        "a^{(1)}": a1,
        r"\sigma": sig,
    }
    yield true(
        r"\delta^{(1)} = \bigl(W^{(2)}\bigr)^{\top} \delta^{(2)} \odot "
        r"\sigma'\bigl(z^{(1)}\bigr)",
        D,
    )
    yield false(
        r"\delta^{(1)} = \bigl(W^{(2)}\bigr)^{\top} \delta^{(2)} \odot "
        r"\sigma'\bigl(a^{(1)}\bigr)",
        D,
    )
    Dl: dict[str, object] = {
        "l": 1,
        r"\delta^{(l)}": d1,
        r"\delta^{(l+1)}": d2,
        "W^{(l+1)}": W2,
        "z^{(l)}": z1,
        "a^{(l)}": a1,
        r"\sigma": sig,
    }
    yield true(
        r"\delta^{(l)} = \left( (W^{(l+1)})^{\top} \delta^{(l+1)} \right) \odot "
        r"\sigma'(z^{(l)})",
        Dl,
    )
    yield false(
        r"\delta^{(l)} = \left( (W^{(l+1)})^{\top} \delta^{(l+1)} \right) \odot "
        r"\sigma(z^{(l)})",
        Dl,
    )
    V: dict[str, object] = {
        "L": lambda W_1: loss_of_weights(W_1),
        "W_1": W1,
        r"\boldsymbol{\delta}_1": d1,
        r"\mathbf{x}": xv,
    }
    yield true(
        r"\frac{\partial L}{\partial \mathbf{W}_1} = \boldsymbol{\delta}_1 "
        r"\mathbf{x}^{\top}",
        V,
    )
    yield false(
        r"\frac{\partial L}{\partial \mathbf{W}_1} = "
        r"\mathbf{x}\,\boldsymbol{\delta}_1^{\top}",
        V,
    )
    Q: dict[str, object] = {
        "L": lambda z_2, t: 0.5 * np.sum((z_2 - t) ** 2),
        "z_2": lambda W_2, a_1, b_2: W_2 @ a_1 + b_2,
        "a_1": lambda z_1: sig(z_1),
        "z_1": lambda W_1, x, b_1: W_1 @ x + b_1,
        "W_1": W1,
        "W_2": W2,
        "b_1": b1,
        "b_2": b2,
        "x": xv,
        "t": t,
    }
    yield true(r"\frac{\partial L}{\partial z_1} = W_2^\top (z_2 - t) \odot a_1 \odot (1 - a_1)", Q)
    yield false(r"\frac{\partial L}{\partial a_1} = W_2^\top (z_2 - t) \odot a_1", Q)
    yield true(
        r"\frac{\partial L}{\partial W_2} = (z_2 - t)\, a_1^\top, \quad \frac{\partial "
        r"L}{\partial b_1} = \frac{\partial L}{\partial z_1}, \quad \frac{\partial "
        r"L}{\partial x} = W_1^\top \frac{\partial L}{\partial z_1}",
        Q,
    )
    yield false(r"\frac{\partial L}{\partial x} = W_2^\top \frac{\partial L}{\partial z_1}", Q)
    X = np.array([[1.0, 0.5], [-0.3, 1.2], [0.8, -1.5]])
    Wm = np.array([[0.4, -0.2, 1.0], [0.3, 0.9, -0.5]])
    dY = np.array([[0.1, -0.3, 0.5], [0.7, 0.2, -0.6], [-0.4, 1.0, 0.3]])
    M: dict[str, object] = {"X": X, "W": Wm, "L": lambda Y: np.sum(dY * Y), "Y": lambda X, W: X @ W}
    yield true(
        r"\frac{\partial L}{\partial W} = X^\top \frac{\partial L}{\partial Y}, \qquad "
        r"\frac{\partial L}{\partial X} = \frac{\partial L}{\partial Y} W^\top",
        M,
    )
    yield false(r"\frac{\partial L}{\partial X} = W \frac{\partial L}{\partial Y}", M)
    yield true(
        r"\operatorname{ReLU}(x) = \max(0, x) = \frac{x + |x|}{2}",
        {"ReLU": lambda x: np.maximum(0, x)},
    )
    yield false(r"\operatorname{ReLU}(x) = \max(0, |x|)", {"ReLU": lambda x: np.maximum(0, x)})


def attention() -> Iterator[Case]:
    """Attention."""
    Q = np.array([[1.0, 0.2, -0.5], [0.3, -1.1, 0.8], [0.6, 0.4, 1.5], [-0.9, 1.2, 0.1]])
    K = np.array(
        [[0.5, 1.0, -0.3], [-0.7, 0.9, 1.1], [1.3, -0.2, 0.4], [0.1, 0.8, -1.2], [0.9, -0.5, 0.6]]
    )
    V = np.array([[1.0, 2], [0.5, -1], [-2, 0.3], [1.5, 1], [0.2, -0.8]])

    def att(Q: Any, K: Any, V: Any) -> Any:
        return softmax(Q @ K.T / np.sqrt(Q.shape[-1])) @ V

    S = Q @ K.T / np.sqrt(3)
    A = softmax(S)
    output = A @ V
    B: dict[str, object] = {
        "Q": Q,
        "K": K,
        "V": V,
        "d_k": 3,
        "softmax": softmax,
        r"\mathrm{Attention}": att,
    }
    yield true(
        r"\mathrm{Attention}(Q, K, V) = "
        r"\mathrm{softmax}\!\left(\frac{QK^T}{\sqrt{d_k}}\right)V",
        B,
    )
    yield false(
        r"\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{QK^T}{d_k}\right)V", B
    )
    B2: dict[str, object] = {
        "Q": Q,
        "K": Q[::-1].copy() * 1.3,
        "V": V[:4],
        "d_k": 3,
        "softmax": softmax,
        "Attention": att,
    }
    yield false(
        r"\text{Attention}(Q,K,V) = "
        r"\text{softmax}\left(\frac{KQ^{\top}}{\sqrt{d_k}}\right)V",
        B2,
    )
    yield true(
        r"\text{Attention}(Q,K,V) = "
        r"\text{softmax}\left(\frac{QK^{\top}}{\sqrt{d_k}}\right)V",
        {"Attention": att, "softmax": softmax, "d_k": 3},
    )
    L: dict[str, object] = {
        "o": list(output),
        "a": A,
        "v": list(V),
        "n": 5,
        "q": list(Q),
        "k": list(K),
        "d": 3,
        "s": S,
    }
    yield true(r"o_i = \sum_{j=1}^{n} a_{ij} v_j", L)
    yield false(
        r"o_i = \sum_{j=1}^{n} a_{ji} v_j",
        {**L, "a": A[:4, :4], "o": list(A[:4, :4] @ V[:4]), "v": list(V[:4]), "n": 4},
    )
    yield true(
        r"a_{ij} = \frac{\exp\bigl(q_i^\top k_j / \sqrt{d}\bigr)}{\sum_{l=1}^{n} "
        r"\exp\bigl(q_i^\top k_l / \sqrt{d}\bigr)}, \qquad \sum_{j=1}^{n} a_{ij} = 1",
        L,
    )
    yield false(
        r"a_{ij} = \frac{\exp\bigl(q_i^\top k_j / \sqrt{d}\bigr)}{\sum_{l=1}^{n} "
        r"\exp\bigl(q_l^\top k_j / \sqrt{d}\bigr)}",
        {**L, "n": 4},
    )
    yield true(r"s_{ij} = \frac{\mathbf{q}_i^\top \mathbf{k}_j}{\sqrt{d}}", L)
    yield false(r"\sum_{i} a_{ij} = 1", L)
    Wq, Wk = (
        np.array([[0.2, 1], [-0.4, 0.3], [0.7, -0.6]]),
        np.array([[1.1, 0.2], [0.5, -0.9], [-0.3, 0.8]]),
    )
    X = Q
    P: dict[str, object] = {"X": X, "W_Q": Wq, "W_K": Wk, "S": X @ Wq @ (X @ Wk).T}
    yield true(r"S = (XW_Q)(XW_K)^\top = X W_Q W_K^\top X^\top", P)
    yield false(r"S = (XW_Q)(XW_K)^\top = X W_K W_Q^\top X^\top", P)
    WO = np.array([[0.5, -0.2, 1], [0.1, 0.9, -0.4], [0.3, 0.3, 0.2], [-1, 0.6, 0.8]])
    h1 = output
    h2 = output[:, ::-1] * 0.7 + 0.1
    MH: dict[str, object] = {
        r"\mathrm{head}_1": h1,
        r"\mathrm{head}_2": h2,
        "W^O": WO,
        r"\mathrm{Concat}": lambda *a: np.concatenate(a, axis=1),
        "Z": np.hstack([h1, h2]) @ WO,
    }
    yield true(r"Z = \mathrm{Concat}(\mathrm{head}_1, \mathrm{head}_2)\,W^O", MH)
    yield false(r"Z = \mathrm{Concat}(\mathrm{head}_2, \mathrm{head}_1)\,W^O", MH)

    def encoding(pos: Any, j: Any) -> Any:
        return (
            np.sin(pos / 10000 ** (j / 512))
            if j % 2 == 0
            else np.cos(pos / 10000 ** ((j - 1) / 512))
        )

    yield true(
        r"PE_{(pos, 2i)} = \sin\bigl(pos / 10000^{2i/d_{\text{model}}}\bigr)",
        {"PE_{(pos, 2i)}": encoding(3, 14), "pos": 3, "i": 7, r"d_{\text{model}}": 512},
    )
    yield false(
        r"PE_{(pos, 2i+1)} = \cos\bigl(pos / 10000^{(2i+1)/d_{\text{model}}}\bigr)",
        {"PE_{(pos, 2i+1)}": encoding(3, 15), "pos": 3, "i": 7, r"d_{\text{model}}": 512},
    )
    m = np.where(np.tril(np.ones((4, 4))) > 0, 0.0, -1000000000.0)
    yield true(r"\sum_{j \le i} a_{ij} = 1", {"a": softmax(Q @ Q.T + m)})
    yield false(r"\sum_{j < i} a_{ij} = 1", {"a": softmax(Q @ Q.T + m)})


CASES = collected(backpropagation, attention)
