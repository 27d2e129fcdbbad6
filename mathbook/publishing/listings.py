"""A block of code as the page shows it: its fence, what its copy gives, and a fold.

Whatever copies the block finds the text to copy right before the fence, in the attribute
``data-copied`` of the last element there, if it is another text than what the fence shows.
"""

import re

from mathbook.publishing.chapter import Block, Chapter
from mathbook.publishing.copying import copied_text
from mathbook.publishing.markup import literal_text
from mathbook.publishing.parsers.languages import with_language

__all__ = ["copy_note", "is_folded", "listing"]

_LONG = 12  # lines of code that stay unfolded above a figure
_NUMBERS = ("both", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def is_folded(block: Block) -> bool:
    """Whether the page shows the code of ``block`` on demand only.

    Where a long block draws, readers want to see the figure. The author may say otherwise.
    """
    if block.fold is not None:
        return block.fold
    return bool(block.figures) and _lines(block) > _LONG


def listing(chapter: Chapter, block: Block) -> str:
    """``block`` as Markdown, from its opening mark to its closing one."""
    line_end = chapter.text.index("\n", block.span.start)
    opening = chapter.text[block.span.start : line_end]
    marker = re.match(r"`+|~+", opening)
    assert marker is not None
    info = "" if block.lab else block.info  # a lab's is metadata of its cell
    opening = f"{marker[0]}{with_language(info, block.language)}"
    note = copy_note(chapter, block)
    if not is_folded(block):
        # An empty line, lest the note becomes part of a paragraph right before the fence.
        before = f"\n{block.prefix}{note}\n\n{block.prefix}" if note else ""
        return f"{before}{opening}{chapter.text[line_end : block.span.end]}"
    lines = [note, ""] if note else []
    lines += [opening, *block.source.split("\n")[:-1], marker[0]]
    indented = (f"{block.prefix}    {line}".rstrip(" ") for line in lines)
    return "\n".join((f'??? mathbook-fold "{_summary(block)}"', block.prefix, *indented))


def copy_note(chapter: Chapter, block: Block) -> str:
    """HTML that holds the text to copy; empty if that is what the fence shows."""
    chain = [chapter.blocks[index] for index in block.chain]
    copied = copied_text(chain)
    if len(chain) == 1 and not block.is_console and copied.strip("\n") == block.source.strip("\n"):
        return ""
    data = f'data-copied="{literal_text(copied)}"'
    if block.lab:  # where every reader expects that a cell continues those above it
        return f'<span class="mathbook-copied mathbook-continues" hidden {data}></span>'
    if len(chain) == 1:
        return f'<span class="mathbook-copied" hidden {data}></span>'
    above = "block" if len(chain) == 2 else "blocks"
    known = len(chain) - 2 < len(_NUMBERS)
    number = _NUMBERS[len(chain) - 2] if known else str(len(chain))
    number = number if len(chain) == 2 else f"all {number}"
    copies = f'<span class="mathbook-copies">; the copy button takes {number}</span>'
    return f'<small class="mathbook-continues" {data}>Continues the {above} above{copies}.</small>'


def _summary(block: Block) -> str:
    drawn = {0: "", 1: " of this figure"}.get(len(block.figures), " of these figures")
    lines = _lines(block)
    return f"The code{drawn} ({lines} {'line' if lines == 1 else 'lines'})"


def _lines(block: Block) -> int:
    return len(block.source.rstrip("\n").split("\n"))
