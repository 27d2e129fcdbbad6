"""What keeps a formula from being checked, and where in it."""

from mathbook.errors import PublishingError

__all__ = ["Degenerate", "FormulaError", "Kink", "Mismatch", "Unbound"]


class FormulaError(PublishingError, ValueError):
    """A formula that is not understood: never guessed, always said.

    Attributes:
        position: Where in the LaTeX, from 0; None where no place is to blame.
    """

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class Unbound(FormulaError):
    """A name that nothing gives a value."""

    def __init__(self, name: str, position: int | None = None) -> None:
        super().__init__(f"the name {name} is not bound", position)
        self.name = name


class Mismatch(FormulaError):
    """Shapes that do not go together."""


class Kink(FormulaError):
    """A derivative where there is none: two steps disagree."""


class Degenerate(FormulaError):
    """A statement that cannot be wrong, or cannot be sampled."""
