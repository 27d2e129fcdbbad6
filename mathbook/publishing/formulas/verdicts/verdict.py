"""What came of a formula, link by link."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LinkVerdict", "Status", "Verdict"]


class Status(StrEnum):
    """What a verdict says."""

    HOLDS = "holds"
    FAILS = "fails"
    SKIPPED = "skipped"
    NOTATION = "notation"


@dataclass(frozen=True, slots=True)
class LinkVerdict:
    """One link of a chain.

    Attributes:
        text: The link as printed: both sides and the relation.
        holds: Whether it holds.
        how: What it was held against: an identity at random points, declared values, …
        left: The left side's value, for a message.
        right: The right side's.
        position: Where it begins in the LaTeX.
        point: The values of its names where it fails.
        reason: Why it fails, where two values do not say it.
    """

    text: str
    holds: bool
    how: str
    left: str = ""
    right: str = ""
    position: int = 0
    point: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a formula.

    Attributes:
        status: ``holds``, ``fails``, ``skipped`` or ``notation``.
        links: Its links, up to the first that fails.
        count: How many links it has.
        against: What it was held against: the bound names that it reached.
        warnings: Where the check could not tell much: a zero, two equal values.
        reason: Why it was skipped.
    """

    status: Status
    links: tuple[LinkVerdict, ...] = ()
    count: int = 0
    against: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether every link holds."""
        return self.status is Status.HOLDS

    @property
    def link(self) -> LinkVerdict | None:
        """The link that fails, or the last one."""
        return self.links[-1] if self.links else None

    @property
    def left(self) -> str:
        """The value of the left side of :attr:`link`."""
        return self.link.left if self.link else ""

    @property
    def right(self) -> str:
        """The value of the right side of :attr:`link`."""
        return self.link.right if self.link else ""

    def __str__(self) -> str:
        if self.link is None or self.holds:
            return str(self.status)
        where = f"link {len(self.links)} of {self.count}: " if self.count > 1 else ""
        text = f"{where}{self.link.text} does not hold"
        if self.link.reason:
            text += f": {self.link.reason}"
        return text
