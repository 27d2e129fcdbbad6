"""What a case of a corpus is: a formula, names to hold it against, and whether it is true."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

__all__ = ["Case", "collected", "false", "pair", "true"]


@dataclass(frozen=True, slots=True)
class Case:
    """A formula as a textbook prints it.

    Attributes:
        latex: The formula.
        names: What its names are bound to.
        point: Further values: the point at which an equation holds.
        holds: Whether it is true.
        topic: What it is about.
    """

    latex: str
    names: Mapping[str, object] = field(default_factory=dict)
    point: Mapping[str, object] | None = None
    holds: bool = True
    topic: str = ""


def true(
    latex: str,
    names: Mapping[str, object] | None = None,
    *,
    point: Mapping[str, object] | None = None,
) -> Case:
    """A formula that is true for ``names``."""
    return Case(latex, names or {}, point, True)


def false(
    latex: str,
    names: Mapping[str, object] | None = None,
    *,
    point: Mapping[str, object] | None = None,
) -> Case:
    """A formula that is false for ``names``."""
    return Case(latex, names or {}, point, False)


def pair(
    right: str,
    wrong: str,
    names: Mapping[str, object] | None = None,
    *,
    point: Mapping[str, object] | None = None,
) -> Iterator[Case]:
    """A formula that is true for ``names``, and one like it that is false."""
    yield true(right, names, point=point)
    yield false(wrong, names, point=point)


def collected(*topics: Callable[[], Iterator[Case]]) -> tuple[Case, ...]:
    """The cases of several topics, each of which bears its function's name."""
    return tuple(
        replace(case, topic=topic.__name__.replace("_", " "))
        for topic in topics
        for case in topic()
    )
