"""Broken chapters: a seed with one fault, or with a block that fails and a fault around it."""

from dataclasses import dataclass
from functools import partial

from tests.fuzzing import code_faults, directive_faults, formula_faults, markdown_faults
from tests.fuzzing.code_faults import MARKER, break_a_block
from tests.fuzzing.faults import Draw, Fault
from tests.fuzzing.formula_faults import in_a_chapter
from tests.fuzzing.seeds import SMALL, Seed, book_sections

__all__ = ["FAULTS", "HIDING", "WITHIN", "Broken", "broken_chapter", "faults_of_chapters"]

_AROUND = (*markdown_faults.FAULTS, *directive_faults.FAULTS)
WITHIN = tuple(
    Fault(f"formula: {fault.name}", partial(in_a_chapter, fault.name))
    for fault in formula_faults.FAULTS
)


def _hidden(fault: Fault, text: str, draw: Draw) -> str | bytes | None:
    """``text`` with a block that fails, and ``fault`` around it, which may hide the block."""
    broken = break_a_block(text, draw)
    return None if broken is None else fault.change(broken, draw)


# The damage may make a block mere text: whoever judges looks whether readers see it as code.
HIDING = tuple(
    Fault(f"failing code and {fault.name}", partial(_hidden, fault)) for fault in _AROUND
)
FAULTS = (*_AROUND, *WITHIN, *code_faults.FAULTS, *HIDING)
"""Every kind of fault that a chapter may have."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken chapter.

    Attributes:
        fault: What was done to it.
        seed: What it was before.
        content: The bytes of its file.
    """

    fault: Fault
    seed: Seed
    content: bytes

    @property
    def hides(self) -> bool:
        """Whether it holds a failing block that the fault may have hidden."""
        return MARKER.encode() in self.content


def broken_chapter(fault: Fault, draw: Draw, *, book: bool = True) -> Broken:
    """A chapter with ``fault``.

    Args:
        fault: The kind.
        draw: Where choices come from.
        book: Whether sections of the book are among the seeds, in one case of eight.
    """
    while True:
        seeds = book_sections() if book and draw.random() < 0.125 else SMALL
        seed = draw.choice(seeds)
        changed = fault.change(seed.text, draw)
        if changed is not None:
            content = changed if isinstance(changed, bytes) else _bytes(changed)
            return Broken(fault, seed, content)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


def faults_of_chapters(*, slow: bool) -> tuple[Fault, ...]:
    """The kinds, with or without those that cost seconds each."""
    return tuple(fault for fault in FAULTS if slow or not fault.slow)
