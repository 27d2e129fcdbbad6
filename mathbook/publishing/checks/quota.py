"""How much of a page may go unchecked: a tenth of what it states, and never less than one."""

from collections.abc import Sequence

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.checks.places import place_of
from mathbook.publishing.failures import Failure
from mathbook.publishing.runs import FormulaRun

__all__ = ["too_many_skipped"]

_SHARE = 10


def too_many_skipped(chapter: Chapter, runs: Sequence[FormulaRun]) -> list[Failure]:
    """The failure of a page that skips or cites too many of its relations.

    A page that was not checked to its end fails for another reason, and is not counted.
    """
    if len(runs) < len(chapter.formulas):
        return []
    in_order = sorted(runs, key=lambda run: run.index)
    relations = [run for run in in_order if run.status != "notation"]
    unchecked = [run for run in relations if run.status in ("skipped", "cited")]
    allowed = max(1, len(relations) // _SHARE)
    if len(unchecked) <= allowed:
        return []
    line, column = place_of(chapter.formulas[unchecked[allowed].index], 0, chapter.text)
    message = (
        f"{len(unchecked)} of {len(relations)} formulas that state a relation are skipped or "
        f"cited; at most {allowed} may be (one in {_SHARE}): check more of them"
    )
    return [Failure(line, message, column=column)]
