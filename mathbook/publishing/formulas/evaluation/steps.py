"""How much may be computed for one formula: what is nested multiplies."""

from dataclasses import dataclass

__all__ = ["MOST_STEPS", "Exhausted", "Steps"]

MOST_STEPS = 250_000
"""Parts of trees that are evaluated: the longest formula of a textbook takes 12,000."""


class Exhausted(Exception):
    """All steps are taken. No reading and no other point is tried, as after a FormulaError."""


@dataclass(slots=True)
class Steps:
    """What is left of the steps of one formula, over all its statements, readings and points."""

    left: int = MOST_STEPS

    def take(self) -> None:
        """Take one.

        Raises:
            Exhausted: If there is none.
        """
        self.left -= 1
        if self.left < 0:
            raise Exhausted
