"""What was verified, in numbers and in words."""

from collections import Counter
from collections.abc import Iterable, Mapping

from mathbook.publishing.checks.lint import unbound_numbers
from mathbook.publishing.evaluation import Evaluation

__all__ = ["counts", "on_a_page", "on_one_line", "several", "total"]

_CHECKED = (
    ("blocks", "block"),
    ("outputs", "output"),
    ("figures", "figure"),
    ("frames", "frame"),
    ("formulas", "formula"),
    ("numbers", "number"),
)


def counts(evaluation: Evaluation) -> Counter[str]:
    """What a chapter's evaluation counts, and the numbers that nothing binds."""
    unbound = len(unbound_numbers(evaluation.chapter, evaluation))
    return Counter({**evaluation.counts(), "unbound": unbound})


def total(evaluations: Iterable[Evaluation]) -> Counter[str]:
    """The same for all ``evaluations``."""
    found: Counter[str] = Counter()
    for evaluation in evaluations:
        found.update(counts(evaluation))
    return found


def several(number: int, noun: str) -> str:
    """``1 block``, ``2 blocks``"""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def on_one_line(found: Mapping[str, int]) -> str:
    """The counts for a terminal; what a book need not have is left out where it has none."""
    kinds = [*_CHECKED[:4], ("alone", "copied text"), ("formulas", "formula")]
    always = [(key, noun) for key, noun in kinds if key != "frames" or found[key]]
    parts = [several(found[key], noun) for key, noun in always]
    parts += [f"{found[key]} {key}" for key in ("notation", "cited", "unchecked") if found[key]]
    if found["numbers"] or found["unbound"]:
        parts.append(several(found["numbers"], "number"))
    if found["unbound"]:
        parts.append(f"{found['unbound']} unbound")
    parts.append(f"{found['skipped']} skipped")
    if found["failures"]:
        parts.append(several(found["failures"], "failure"))
    return ", ".join(parts)


def on_a_page(found: Mapping[str, int]) -> str:
    """The counts as the sentences at the end of a page that passed."""
    sentences = (
        ("Checked on this page", _CHECKED),
        ("Cited", (("cited", "formula"),)),
        ("Not checked", (("unchecked", "formula"), ("skipped", "block"))),
    )
    parts = (
        (head, [several(found[key], noun) for key, noun in kinds if found[key]])
        for head, kinds in sentences
    )
    return " ".join(f"{head}: {', '.join(texts)}." for head, texts in parts if texts)
