"""What a fault is: one named kind of damage, done along the grammar of what it damages.

A fault changes a text that means something into one that nearly does. ``draw`` is where its choices
come from: a seeded generator in the long runs, hypothesis in the tests.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Catalogue", "Draw", "Fault"]

Draw = random.Random

Change = Callable[[str, Draw], str | bytes | None]
"""The damaged text, or None where the text has no place for this fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault.

    Attributes:
        name: What counts and reports call it.
        change: Puts it into a text.
        fails: Whether the code of the chapter then fails, so that no check may pass it.
        breaks: Whether it may break Python itself, so that the engine cannot but fail.
        slow: Whether it costs seconds: a limit of time or memory must end it.
    """

    name: str
    change: Change
    fails: bool = False
    breaks: bool = False
    slow: bool = False


class Catalogue:
    """The faults of one family, in the order in which they are written."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(
        self, name: str, *, fails: bool = False, breaks: bool = False, slow: bool = False
    ) -> Callable[[Change], Change]:
        """Enter the function below as the fault ``name``."""

        def enter(change: Change) -> Change:
            self.faults.append(Fault(name, change, fails, breaks, slow))
            return change

        return enter
