"""Cases, and functions of several pieces."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.publishing.formulas.corpora.cases import Case, collected, pair
from tests.publishing.formulas.corpora.functions import soft

__all__ = ["CASES"]


def cases() -> Iterator[Case]:
    """Cases."""
    yield from pair(
        (
            r"\operatorname{soft}_t(x) = \begin{dcases} x-t, & x>t\\ 0, & -t\le x\le "
            r"t\\ x+t, & x<-t\end{dcases}"
        ),
        (
            r"\operatorname{soft}_t(x) = \begin{dcases} x-t, & x>t\\ 0, & -t\le x\le "
            r"t\\ x-t, & x<-t\end{dcases}"
        ),
        {r"\operatorname{soft}_t": lambda x: soft(x, 0.4), "t": 0.4, "x": 0.9},
    )
    yield from pair(
        r"\frac{d}{dx}|x| = \begin{cases} +1 & x>0\\ -1 & x<0\end{cases}",
        r"\frac{d}{dx}|x| = \begin{cases} -1 & x>0\\ +1 & x<0\end{cases}",
        {"x": 0.8},
    )

    def elu(x: Any) -> Any:
        return np.where(x > 0, x, 0.5 * (np.exp(np.minimum(x, 0)) - 1))

    yield from pair(
        (
            r"\mathrm{ELU}'(x) = \begin{cases} 1 & \text{for } x > 0 \\ \alpha e^{x} & "
            r"\text{for } x < 0 \end{cases}"
        ),
        (
            r"\mathrm{ELU}'(x) = \begin{cases} 1 & \text{for } x > 0 \\ e^{x} & "
            r"\text{for } x < 0 \end{cases}"
        ),
        {r"\mathrm{ELU}": elu, r"\alpha": 0.5, "x": -0.3},
    )


CASES = collected(cases)
