"""Attention."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import softmax

__all__ = ["CASES"]


def attention() -> Iterator[Case]:
    """Attention."""
    N = np.random.default_rng(1906).normal

    def att(Q: Any, K: Any, V: Any) -> Any:
        return softmax(Q @ K.T / np.sqrt(K.shape[-1])) @ V

    Xa = N(size=(4, 6))
    WQ, WK, WV = N(size=(3, 2, 6, 3))
    WO = N(size=(6, 6))
    heads = [att(Xa @ WQ[i], Xa @ WK[i], Xa @ WV[i]) for i in range(2)]
    MH = {
        "MultiHead": lambda Q, K, V: (
            np.hstack([att(Q @ WQ[i], K @ WK[i], V @ WV[i]) for i in range(2)]) @ WO
        ),
        "Concat": lambda *h: np.concatenate(h, axis=-1),
        "\\mathrm{head}": heads,
        "W^O": WO,
        "h": 2,
        "Q": Xa,
        "K": Xa,
        "V": Xa,
        "Attention": att,
        "W^Q": list(WQ),
        "W^K": list(WK),
        "W^V": list(WV),
    }
    yield from pair(
        (
            r"\mathrm{MultiHead}(Q,K,V) = "
            r"\mathrm{Concat}(\mathrm{head}_1,\ldots,\mathrm{head}_h)\,W^O"
        ),
        (
            r"\mathrm{MultiHead}(Q,K,V) = "
            r"\mathrm{Concat}(\mathrm{head}_h,\ldots,\mathrm{head}_1)\,W^O"
        ),
        MH,
    )
    yield from pair(
        r"\mathrm{head}_i = \mathrm{Attention}(QW_i^Q, KW_i^K, VW_i^V)",
        r"\mathrm{head}_i = \mathrm{Attention}(QW_i^Q, KW_i^V, VW_i^K)",
        MH,
    )
    ee = N(size=(3, 4))
    hh = N(size=(4, 2))
    yield from pair(
        (
            r"\alpha_{ij} = \frac{\exp(e_{ij})}{\sum_{k=1}^{T_x}\exp(e_{ik})}, \qquad "
            r"c_i = \sum_{j=1}^{T_x}\alpha_{ij}h_j"
        ),
        (
            r"\alpha_{ij} = \frac{\exp(e_{ij})}{\sum_{k=1}^{T_x}\exp(e_{kj})}, \qquad "
            r"c_i = \sum_{j=1}^{T_x}\alpha_{ij}h_j"
        ),
        {r"\alpha": softmax(ee), "e": ee, "h": list(hh), "c": list(softmax(ee) @ hh), "T_x": 4},
    )
    W1 = N(size=(3, 5))
    b1 = N(size=5)
    W2 = N(size=(5, 3))
    b2 = N(size=3)
    yield from pair(
        r"\mathrm{FFN}(x) = \max(0, xW_1+b_1)W_2 + b_2",
        r"\mathrm{FFN}(x) = \max(0, xW_1)W_2 + b_1W_2 + b_2",
        {
            "FFN": lambda x: np.maximum(0, x @ W1 + b1) @ W2 + b2,
            "x": np.array([[0.3, -1.2, 0.7], [1.1, 0.4, -0.6]]),
            "W_1": W1,
            "W_2": W2,
            "b_1": b1,
            "b_2": b2,
        },
    )
    Qc, Kc, Vc = N(size=(3, 4, 3))
    sc = Qc @ Kc.T / np.sqrt(3)
    Ac = softmax(np.where(np.tri(4) > 0, sc, -np.inf))
    CA = {"a": Ac, "q": list(Qc), "k": list(Kc), "v": list(Vc), "o": list(Ac @ Vc), "d": 3}
    yield from pair(
        (
            r"a_{ij} = \frac{\exp(q_i^\top k_j/\sqrt{d})}{\sum_{l \le i}\exp(q_i^\top "
            r"k_l/\sqrt{d})} \quad (j \le i), \qquad o_i = \sum_{j \le i} a_{ij}\, v_j"
        ),
        (
            r"a_{ij} = \frac{\exp(q_i^\top k_j/\sqrt{d})}{\sum_{l \le i}\exp(q_i^\top "
            r"k_l/\sqrt{d})} \quad (j \le i), \qquad o_i = \sum_{j < i} a_{ij}\, v_j"
        ),
        CA,
    )


def more_attention() -> Iterator[Case]:
    """Attention."""
    N = np.random.default_rng(1907).normal
    Q = N(size=(4, 3))
    K = N(size=(5, 3))
    V = N(size=(5, 2))
    Aw = softmax(Q @ K.T / np.sqrt(3))
    AT = {
        "Q": Q,
        "K": K,
        "V": V,
        "A": Aw,
        "d_k": 3,
        "n": 5,
        "\\operatorname{softmax}": softmax,
        "q": list(Q),
        "k": list(K),
        "v": list(V),
        "o": list(Aw @ V),
        "\\alpha": Aw,
        "d": 3,
    }
    yield from pair(
        (
            r"A = \operatorname{softmax}\!\left(\frac{QK^{\top}}{\sqrt{d_k}}\right), "
            r"\qquad \sum_{j=1}^{n} A_{ij} = 1"
        ),
        (
            r"A = \operatorname{softmax}\!\left(\frac{QK^{\top}}{\sqrt{d_k}}\right), "
            r"\qquad \sum_{i=1}^{n} A_{ij} = 1"
        ),
        {**AT, "Q": (Q5 := N(size=(5, 3))), "A": softmax(Q5 @ K.T / np.sqrt(3))},
    )
    Wq = N(size=(3, 3))
    Wk = N(size=(3, 3))
    wv = N(size=3)
    qa = N(size=3)
    ka = N(size=3)
    yield from pair(
        (
            r"a(\mathbf{q},\mathbf{k}) = \mathbf{w}_v^\top\tanh(\mathbf{W}_q\mathbf{q} "
            r"+ \mathbf{W}_k\mathbf{k}) \in \mathbb{R}"
        ),
        (
            r"a(\mathbf{q},\mathbf{k}) = \mathbf{w}_v^\top\tanh(\mathbf{W}_k\mathbf{q} "
            r"+ \mathbf{W}_q\mathbf{k}) \in \mathbb{R}"
        ),
        {
            "a": lambda q, k: wv @ np.tanh(Wq @ q + Wk @ k),
            r"\mathbf{w}_v": wv,
            r"\mathbf{W}_q": Wq,
            r"\mathbf{W}_k": Wk,
            r"\mathbf q": qa,
            r"\mathbf k": ka,
        },
    )
    Mm = np.triu(np.full((4, 4), -1000000000.0), 1)
    Qm, Km, Vm = N(size=(3, 4, 3))
    yield from pair(
        (
            r"\mathrm{MaskedAttn}(Q,K,V) = "
            r"\mathrm{softmax}\left(\tfrac{1}{\sqrt{d_k}}QK^\top + M\right)V"
        ),
        (
            r"\mathrm{MaskedAttn}(Q,K,V) = "
            r"\mathrm{softmax}\left(\tfrac{1}{\sqrt{d_k}}(QK^\top)\right)V + M"
        ),
        {
            "MaskedAttn": lambda Q, K, V: softmax(Q @ K.T / np.sqrt(3) + Mm) @ V,
            "softmax": softmax,
            "M": Mm,
            "Q": Qm,
            "K": Km,
            "V": Vm,
            "d_k": 3,
        },
    )
    yield from pair(
        r"(QK^T)_{ij} = \sum_{l=1}^{d_k} Q_{il}K_{jl}",
        r"(QK^T)_{ij} = \sum_{l=1}^{d_k} Q_{il}K_{lj}",
        {"Q": N(size=(5, 5)), "K": N(size=(5, 5)), "d_k": 5},
    )
    yield from pair(
        (
            r"p_{i,2j} = \sin\left(\frac{i}{10000^{2j/d}}\right), \quad p_{i,2j+1} = "
            r"\cos\left(\frac{i}{10000^{2j/d}}\right)"
        ),
        (
            r"p_{i,2j} = \sin\left(\frac{i}{10000^{2j/d}}\right), \quad p_{i,2j+1} = "
            r"\sin\left(\frac{i}{10000^{2j/d}}\right)"
        ),
        {
            "p": lambda i, k: (np.sin if k % 2 == 0 else np.cos)(i / 10000 ** ((k - k % 2) / 8)),
            "i": 5,
            "j": 1,
            "d": 8,
        },
    )


def further_attention() -> Iterator[Case]:
    """Attention."""
    N = np.random.default_rng(1910).normal
    Qm = N(size=(4, 3))
    Km = N(size=(4, 3))
    Vm = N(size=(4, 2))
    Ec = np.exp(Qm @ Km.T)
    oc = np.array(
        [
            sum(Ec[i, j] * Vm[j] for j in range(i + 1)) / sum(Ec[i, j] for j in range(i + 1))
            for i in range(4)
        ]
    )
    yield from pair(
        (
            r"o_t = \frac{\sum_{s\le t}\exp(q_t^{\top}k_s)\,v_s}{\sum_{s\le "
            r"t}\exp(q_t^{\top}k_s)}"
        ),
        (r"o_t = \frac{\sum_{s< t}\exp(q_t^{\top}k_s)\,v_s}{\sum_{s< " r"t}\exp(q_t^{\top}k_s)}"),
        {"o": oc, "q": list(Qm), "k": list(Km), "v": list(Vm), "t": 3},
    )

    def ph(x: Any) -> Any:
        return np.exp(x / 2)

    ol = np.array([ph(q) @ (ph(Km).T @ Vm) / (ph(q) @ ph(Km).sum(0)) for q in Qm])
    yield from pair(
        (
            r"y_i^{\top} = "
            r"\frac{\phi(q_i)^{\top}\sum_{j=1}^{N}\phi(k_j)v_j^{\top}}{\phi(q_i)^{\top}\sum_{j=1}^{N}\phi(k_j)}"
        ),
        (
            r"y_i^{\top} = "
            r"\frac{\phi(k_i)^{\top}\sum_{j=1}^{N}\phi(k_j)v_j^{\top}}{\phi(q_i)^{\top}\sum_{j=1}^{N}\phi(k_j)}"
        ),
        {"y": ol, r"\phi": ph, "q": Qm, "k": Km, "v": Vm, "N": 4},
    )
    h1 = N(size=(4, 2))
    h2 = N(size=(4, 2))
    WO = N(size=(4, 3))
    yield from pair(
        (
            r"\mathrm{MultiHead} = \begin{bmatrix}\mathrm{head}_1 & "
            r"\mathrm{head}_2\end{bmatrix}\,W^{O}"
        ),
        (
            r"\mathrm{MultiHead} = \begin{bmatrix}\mathrm{head}_2 & "
            r"\mathrm{head}_1\end{bmatrix}\,W^{O}"
        ),
        {
            r"\mathrm{MultiHead}": np.hstack([h1, h2]) @ WO,
            r"\mathrm{head}_1": h1,
            r"\mathrm{head}_2": h2,
            "W^O": WO,
        },
    )
    va = N(size=3)
    Wa = N(size=(3, 2))
    Ua = N(size=(3, 4))
    hs = N(size=(5, 4))
    sp = N(size=2)
    eb = np.array([va @ np.tanh(Wa @ sp + Ua @ h) for h in hs])
    yield from pair(
        (
            r"e_{j} = v_a^{\top}\tanh\left(W_a s + U_a h_j\right),\quad c = "
            r"\sum_{j=1}^{T_x}\frac{\exp(e_j)}{\sum_{k=1}^{T_x}\exp(e_k)}\,h_j"
        ),
        (
            r"e_{j} = v_a^{\top}\tanh\left(W_a s - U_a h_j\right),\quad c = "
            r"\sum_{j=1}^{T_x}\frac{\exp(e_j)}{\sum_{k=1}^{T_x}\exp(e_k)}\,h_j"
        ),
        {
            "e": eb,
            "v_a": va,
            "W_a": Wa,
            "U_a": Ua,
            "h": hs,
            "s": sp,
            "c": softmax(eb) @ hs,
            "T_x": 5,
        },
    )


CASES = collected(attention, more_attention, further_attention)
