"""How much may be computed for one formula: what is nested multiplies."""

from dataclasses import dataclass

__all__ = ["A_CALL", "MOST_STEPS", "Exhausted", "Steps"]

MOST_STEPS = 500_000
"""Parts of trees that are evaluated. A formula of a textbook takes up to 14,000, the book's longest
between 50,000 and 250,000."""
A_CALL = 10
"""What a call of a bound function counts, which takes so much longer than a sum or a product."""


class Exhausted(Exception):
    """All steps are taken. No reading and no other point is tried, as after a FormulaError."""


@dataclass(slots=True)
class Steps:
    """What is left of the steps of one formula, over all its statements, readings and points."""

    left: int = MOST_STEPS

    def take(self, count: int = 1) -> None:
        """Take ``count``.

        Raises:
            Exhausted: If there are none left.
        """
        self.left -= count
        if self.left < 0:
            raise Exhausted
