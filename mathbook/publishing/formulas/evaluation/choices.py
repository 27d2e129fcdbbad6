"""What a printed formula leaves open, such as the size of I: each reading is tried in turn."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from mathbook.publishing.formulas.errors import FormulaError

__all__ = ["Choices", "each_reading"]

T = TypeVar("T")


@dataclass(slots=True)
class Choices:
    """One reading of a formula: what was picked where something is open.

    Attributes:
        picked: The index of the option that was picked, for each open place.
        counts: How many options that place has.
    """

    picked: dict[Hashable, int] = field(default_factory=dict)
    counts: dict[Hashable, int] = field(default_factory=dict)

    def pick(self, key: Hashable, options: Sequence[T]) -> T:
        """The option of this reading; the first one, where ``key`` is new."""
        self.counts[key] = len(options)
        return options[self.picked.setdefault(key, 0)]

    def advance(self) -> bool:
        """Go on to the next reading; False after the last."""
        for key in reversed(list(self.picked)):
            if self.picked[key] + 1 < self.counts.get(key, 1):
                self.picked[key] += 1
                return True
            del self.picked[key]
        return False

    def copy(self) -> "Choices":
        """The same reading, which advances by itself."""
        return Choices(dict(self.picked), dict(self.counts))


def each_reading(make: Callable[[Choices], T], most: int) -> Iterator[T]:
    """What ``make`` makes of each reading, in turn; those that it cannot read are left out.

    Args:
        make: Evaluates something under a reading.
        most: How many readings are tried.

    Raises:
        FormulaError: What the first reading raised, if ``make`` can read none.
    """
    choices = Choices()
    error: FormulaError | None = None
    found = False
    for _ in range(most):
        try:
            made = make(choices)
        except FormulaError as problem:
            error = error or problem
        else:
            found = True
            yield made
        if not choices.advance():
            break
    if not found and error is not None:
        raise error
