"""Layers and their deltas."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import dsig, sig

__all__ = ["CASES"]


def backprop() -> Iterator[Case]:
    """Layers, their deltas, and normalization."""
    N = np.random.default_rng(1906).normal
    zL = N(size=2)
    yl = np.array([0.2, 0.9])
    dL = (sig(zL) - yl) * dsig(zL)
    yield from pair(
        r"\delta^L = \nabla_{a^L} C \odot \sigma'(z^L)",
        r"\delta^L = \nabla_{a^L} C \odot \sigma(z^L)",
        {
            r"\delta^L": dL,
            "a^L": sig(zL),
            "C": lambda a_L: np.sum((a_L - yl) ** 2) / 2,
            r"\sigma": sig,
            "z^L": zL,
        },
    )
    ap = N(size=3)
    wl = N(size=(3, 3))
    yl3 = np.array([0.1, 0.8, 0.5])
    dl = (sig(wl @ ap) - yl3) * dsig(wl @ ap)
    yield from pair(
        r"\frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_k\, \delta^l_j",
        r"\frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_j\, \delta^l_k",
        {
            "w^l": wl,
            "C": lambda w_l: np.sum((sig(w_l @ ap) - yl3) ** 2) / 2,
            "a^{l-1}": ap,
            r"\delta^l": dl,
        },
    )
    W23 = N(size=(2, 3))
    bb = N(size=2)
    xx = N(size=3)
    tt = np.array([0.3, -0.8])
    yield from pair(
        (
            r"\frac{\partial\mathcal L}{\partial\mathbf W} = \boldsymbol\delta\,\mathbf "
            r"x^\top, \qquad \frac{\partial\mathcal L}{\partial\mathbf b} = "
            r"\boldsymbol\delta"
        ),
        (
            r"\frac{\partial\mathcal L}{\partial\mathbf W} = \boldsymbol\delta\,\mathbf "
            r"x^\top, \qquad \frac{\partial\mathcal L}{\partial\mathbf b} = \mathbf W "
            r"\boldsymbol\delta"
        ),
        {
            r"\mathcal L": lambda W, b: np.sum((np.tanh(W @ xx + b) - tt) ** 2) / 2,
            r"\mathbf W": W23,
            r"\mathbf b": bb,
            r"\mathbf x": xx,
            r"\boldsymbol\delta": lambda W, b: (
                (np.tanh(W @ xx + b) - tt) * (1 - np.tanh(W @ xx + b) ** 2)
            ),
        },
    )
    yield from pair(
        r"\frac{\partial E_n}{\partial w_{ji}} = \delta_j z_i",
        r"\frac{\partial E_n}{\partial w_{ji}} = \delta_i z_j",
        {
            "E_n": lambda w: np.sum((w @ ap - yl3) ** 2) / 2,
            "w": wl,
            r"\delta": wl @ ap - yl3,
            "z": ap,
        },
    )


def more_backprop() -> Iterator[Case]:
    """Layers, their deltas, and normalization."""
    N = np.random.default_rng(1907).normal
    W1 = N(size=(4, 3))
    bb1 = N(size=4)
    W2 = N(size=(2, 4))
    bb2 = N(size=2)
    x3 = N(size=3)
    t2 = np.array([0.4, -0.7])
    a1 = W1 @ x3 + bb1
    h1 = np.tanh(a1)
    o2 = W2 @ h1 + bb2
    dk = o2 - t2
    dj = (1 - h1**2) * (W2.T @ dk)
    BP = {
        "\\delta^{(2)}": dk,
        "\\delta^{(1)}": dj,
        "W^{(2)}": W2,
        "W^{(1)}": W1,
        "h^{(1)}": h1,
        "a^{(1)}": a1,
        "g": np.tanh,
        "x": x3,
        "J": lambda W_1, W_2: np.sum((W_2 @ np.tanh(W_1 @ x3 + bb1) + bb2 - t2) ** 2) / 2,
    }
    yield from pair(
        r"\delta^{(1)} = g'(a^{(1)}) \odot \left(W^{(2)\top}\delta^{(2)}\right)",
        r"\delta^{(1)} = g'(a^{(1)}) \odot \left(W^{(1)\top}\delta^{(2)}\right)",
        {**BP, "W^{(1)}": W2[:, ::-1]},
    )
    yield from pair(
        r"\delta_j = (1-z_j^2)\sum_{k=1}^{K} w_{kj}\delta_k",
        r"\delta_j = (1-z_j^2)\sum_{k=1}^{K} w_{kj}\delta_j",
        {r"\delta_j": dj[1], "z": h1, "w": W2, r"\delta": dk, "K": 2, "j": 2},
    )
    yield from pair(
        r"\frac{\partial E}{\partial w_{kj}} = (y_k - t_k)\,z_j",
        r"\frac{\partial E}{\partial w_{kj}} = (t_k - y_k)\,z_j",
        {"E": lambda w: np.sum((w @ h1 + bb2 - t2) ** 2) / 2, "w": W2, "y": o2, "t": t2, "z": h1},
    )
    yield from pair(
        (
            r"\frac{\partial\ell}{\partial\mathbf{h}} = "
            r"\mathbf{W}^{\top}\frac{\partial\ell}{\partial\mathbf{o}}"
        ),
        (
            r"\frac{\partial\ell}{\partial\mathbf{h}} = "
            r"-\mathbf{W}^{\top}\frac{\partial\ell}{\partial\mathbf{o}}"
        ),
        {
            r"\ell": lambda o: np.sum((o - t2) ** 2) / 2,
            r"\mathbf o": lambda h: W2 @ h + bb2,
            r"\mathbf h": h1,
            r"\mathbf W": W2,
        },
    )
    yield from pair(
        (
            r"\text{ReLU}(x) = \max\{0, x\}, \qquad \text{ReLU}'(x) = \begin{cases} 1 & "
            r"x > 0 \\ 0 & x < 0 \end{cases}"
        ),
        (
            r"\text{ReLU}(x) = \max\{0, x\}, \qquad \text{ReLU}'(x) = \begin{cases} 0 & "
            r"x > 0 \\ 1 & x < 0 \end{cases}"
        ),
        {"ReLU": lambda x: np.maximum(0, x), "x": 0.8},
    )
    img = N(size=(5, 5))
    ker = N(size=(2, 2))
    cv = np.array([[np.sum(img[i : i + 2, j : j + 2] * ker) for j in range(4)] for i in range(4)])
    yield from pair(
        r"S_{ij} = \sum_{m=1}^{2}\sum_{n=1}^{2} I_{i+m-1,\,j+n-1}\,K_{m,n}",
        r"S_{ij} = \sum_{m=1}^{2}\sum_{n=1}^{2} I_{i+m-1,\,j+n-1}\,K_{n,m}",
        {"S": cv, "I": img, "K": ker},
    )
    Wh = N(size=(3, 3))
    Wx = N(size=(3, 2))
    hb = N(size=3)
    hp = N(size=3)
    xt = N(size=2)
    yield from pair(
        (
            r"\mathbf{h}_t = \tanh(\mathbf{W}_{hh}\mathbf{h}_{t-1} + "
            r"\mathbf{W}_{xh}\mathbf{x}_t + \mathbf{b}_h)"
        ),
        (
            r"\mathbf{h}_t = \tanh(\mathbf{W}_{hh}\mathbf{h}_{t} + "
            r"\mathbf{W}_{xh}\mathbf{x}_t + \mathbf{b}_h)"
        ),
        {
            r"\mathbf{h}_t": np.tanh(Wh @ hp + Wx @ xt + hb),
            r"\mathbf{h}_{t-1}": hp,
            r"\mathbf{x}_t": xt,
            r"\mathbf{W}_{hh}": Wh,
            r"\mathbf{W}_{xh}": Wx,
            r"\mathbf{b}_h": hb,
        },
    )
    ft = sig(N(size=3))
    it = sig(N(size=3))
    ct = np.tanh(N(size=3))
    cp = N(size=3)
    yield from pair(
        r"c_t = f_t \circ c_{t-1} + i_t \circ \tilde c_t",
        r"c_t = f_t \circ c_{t-1} + f_t \circ \tilde c_t",
        {"c_t": ft * cp + it * ct, "f_t": ft, "i_t": it, "c_{t-1}": cp, r"\tilde c_t": ct},
    )


def layer_deltas() -> Iterator[Case]:
    """Layers and their deltas."""
    N = np.random.default_rng(1903).normal
    W1 = N(size=(4, 3))
    W2 = N(size=(2, 4))
    xin = N(size=3)
    b1 = N(size=4)
    b2 = N(size=2)
    yt = N(size=2)
    zz1 = W1 @ xin + b1
    aa1 = sig(zz1)
    zz2 = W2 @ aa1 + b2
    aa2 = sig(zz2)
    d2 = (aa2 - yt) * dsig(zz2)
    d1 = W2.T @ d2 * dsig(zz1)
    yield from pair(
        r"\delta^{(L)} = (a^{(L)}-y)\odot\sigma'(z^{(L)})",
        r"\delta^{(L)} = (y-a^{(L)})\odot\sigma'(z^{(L)})",
        {r"\delta^{(L)}": d2, "a^{(L)}": aa2, "y": yt, "z^{(L)}": zz2, r"\sigma": sig},
    )
    yield from pair(
        (
            r"\delta_j^{[1]} = \sigma'\bigl(z_j^{[1]}\bigr)\sum_{k=1}^{m} "
            r"w_{kj}^{[2]}\,\delta_k^{[2]}"
        ),
        r"\delta_j^{[1]} = \sigma'\bigl(z_j^{[1]}\bigr)\sum_{k=1}^{m} w_{kj}^{[2]}",
        {
            r"\delta^{[1]}": d1,
            r"\delta^{[2]}": d2,
            "w^{[2]}": W2,
            "z^{[1]}": zz1,
            "m": 2,
            r"\sigma": sig,
        },
    )
    Xb = N(size=(3, 5))
    Yb = N(size=(2, 5))
    Wb = N(size=(2, 3))

    def cost(W: Any) -> Any:
        return 0.5 / 5 * np.sum((W @ Xb - Yb) ** 2)

    yield from pair(
        r"\frac{\partial C}{\partial W} = \frac{1}{B}\,(WX-Y)\,X^{\top}",
        r"\frac{\partial C}{\partial W} = \frac{2}{B}\,(WX-Y)\,X^{\top}",
        {"C": cost, "W": Wb, "X": Xb, "Y": Yb, "B": 5},
    )
    yield from pair(
        (
            r"\overline{x} = W_1^{\top}\overline{z_1}, \quad \overline{W_1} = "
            r"\overline{z_1}\,x^{\top}"
        ),
        (
            r"\overline{x} = W_1^{\top}\overline{z_1}, \quad \overline{W_1} = "
            r"x\,\overline{z_1}^{\top}"
        ),
        {
            r"\overline{x}": W1.T @ d1,
            "W_1": W1,
            r"\overline{z_1}": d1,
            r"\overline{W_1}": np.outer(d1, xin),
            "x": xin,
        },
    )


CASES = collected(backprop, more_backprop, layer_deltas)
