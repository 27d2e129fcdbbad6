"""Numbers of equations and figures: made from the order on the page and in the book."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from mathbook.publishing.chapter import Chapter, FigureReference, Formula, LabelReference
from mathbook.publishing.failures import Failure

__all__ = ["Numbers", "is_a_file", "label_failures", "numbers_of", "target_of"]

Numbers = Callable[[LabelReference], str]
"""The number that a reference stands for."""

Read = Callable[[Path], Chapter]


def numbers_of(chapter: Chapter, section: str | None) -> dict[str, str]:
    """The number of each label of ``chapter``, the section ``section`` of the book.

    Equations and figures are counted apart: ``2.1.3`` is the third of its kind in section 2.1.
    """
    prefix = f"{section}." if section else ""
    equations = [formula.label for formula in chapter.formulas if formula.label]
    figures = [f"fig:{figure.name}" for figure in chapter.figures if figure.caption]
    return {
        label: f"{prefix}{count}"
        for labels in (equations, figures)
        for count, label in enumerate(labels, start=1)
    }


def target_of(reference: LabelReference, chapter: Chapter) -> Path:
    """The page that ``reference``, which stands in ``chapter``, leads to."""
    path = chapter.path
    if not reference.url:
        return path.resolve()
    address = unquote(reference.url).replace("\0", "\ufffd")  # which no path may hold
    return (path.parent / address).resolve()


def is_a_file(path: Path) -> bool:
    """Whether there is a file at ``path``, whatever an address makes of it."""
    try:
        return path.is_file()
    except OSError:  # a name may be longer than any
        return False


def label_failures(chapter: Chapter, read: Read) -> list[Failure]:
    """Labels that are doubled or that nothing refers to, and references to no label."""
    failures = []
    seen: dict[str, int] = {}
    for label, line in _labelled(chapter):
        if label in seen:
            failures.append(Failure(line, f"the label {label!r} is in line {seen[label]} already"))
        seen.setdefault(label, line)
    own = {reference.label for reference in chapter.references if not reference.url}
    for label, line in seen.items():
        if label not in own:
            failures.append(
                Failure(
                    line,
                    f"nothing on this page refers to {label!r}: write [{_form(label)}](#{label}) "
                    "where the text uses it, or leave it without a number",
                )
            )
    itself = chapter.path.resolve()
    for reference in chapter.references:
        target = target_of(reference, chapter)
        if target != itself and (target.suffix != ".md" or not is_a_file(target)):
            failures.append(Failure(reference.span.line, f"{reference.url} does not exist"))
            continue
        known = numbers_of(chapter if target == itself else read(target), None)
        if reference.label not in known:
            listed = ", ".join(known) or "none"
            failures.append(
                Failure(
                    reference.span.line,
                    f"unknown label {reference.label!r}; known in {target.name}: {listed}",
                )
            )
    return failures


def _labelled(chapter: Chapter) -> list[tuple[str, int]]:
    """The labels of ``chapter`` with their lines."""
    things: list[Formula | FigureReference] = [*chapter.formulas, *chapter.figures]
    found = []
    for thing in things:
        if isinstance(thing, Formula) and thing.label:
            found.append((thing.label, thing.span.line))
        elif isinstance(thing, FigureReference) and thing.caption:
            found.append((f"fig:{thing.name}", thing.span.line))
    return found


def _form(label: str) -> str:
    return "(…)" if label.startswith("eq:") else "Figure …"
