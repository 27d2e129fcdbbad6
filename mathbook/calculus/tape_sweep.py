"""The reverse sweep over a computation: from the output to all that it was computed from."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from mathbook.calculus.floats import Floats, floats
from mathbook.errors import InputError

__all__ = ["Node", "Pullback", "cotangents"]

Pullback = Callable[[Floats], Sequence[Floats]]
r"""Maps the cotangent of a result to those of its operands: $\bar y \mapsto J^\top \bar y$."""


class Node:
    """A value in a computation, and how cotangents go back from it.

    Attributes:
        value: The value.
        operands: The nodes that it was computed from.
        pullback: Maps the cotangent of the value to those of the operands; None for what
            was not computed.
    """

    __slots__ = ("operands", "pullback", "value")

    def __init__(
        self, value: Floats, operands: "tuple[Node, ...]", pullback: Pullback | None
    ) -> None:
        self.value = value
        self.operands = operands
        self.pullback = pullback

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value."""
        return self.value.shape


def cotangents(output: Node, cotangent: ArrayLike | None = None) -> list[tuple[Node, Floats]]:
    """The adjoint of each variable that ``output`` was computed from, ``output`` first.

    A variable's turn comes when all operations that use it have had theirs: the number of
    uses is counted first.

    Raises:
        InputError: As in :meth:`mathbook.calculus.tape.Variable.backward`.
    """
    uses = {output: 0}
    ahead = [output]
    while ahead:
        for operand in ahead.pop().operands:
            if operand not in uses:
                uses[operand] = 0
                ahead.append(operand)
            uses[operand] += 1
    sums = {output: _seed(output, cotangent)}
    ready = [output] if not uses[output] else []
    found: list[tuple[Node, Floats]] = []
    while ready:
        variable = ready.pop()
        adjoint = sums.pop(variable)
        found.append((variable, adjoint))
        if variable.pullback is None:
            continue
        for operand, part in zip(variable.operands, variable.pullback(adjoint), strict=True):
            sums[operand] = np.asarray(sums[operand] + part if operand in sums else part)
            uses[operand] -= 1
            if not uses[operand]:
                ready.append(operand)
    if len(found) < len(uses):
        raise InputError(
            f"the computation leads in a circle: {len(uses) - len(found)} of {len(uses)} "
            "variables are computed from themselves"
        )
    return found


def _seed(output: Node, cotangent: ArrayLike | None) -> Floats:
    if not np.isfinite(output.value).all():
        raise InputError(f"got an output of shape {output.shape} that is not finite")
    if cotangent is None:
        if output.value.size != 1:
            raise InputError(
                f"got an output of shape {output.shape}, expected a scalar, or a cotangent that "
                "says what each entry counts"
            )
        return np.ones_like(output.value)
    seed = floats(cotangent, "cotangent")
    if seed.shape != output.shape:
        raise InputError(
            f"got a cotangent of shape {seed.shape}, expected that of the output, {output.shape}"
        )
    return seed
