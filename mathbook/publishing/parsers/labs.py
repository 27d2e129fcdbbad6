"""Labs: Markdown that Jupyter opens as a notebook, by way of jupytext.

A lab is a page whose front matter says so (``jupyter:`` with a Python kernel). It is a
notebook first: its fences of Python are its cells, it stores no outputs, and it is run from
top to bottom and not cell by cell. All else is as in a chapter. The alt text of a cell's
figure is metadata of the cell, where jupytext keeps it::

    ```python alt="Momentum reaches the valley's end first."
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mathbook.publishing.chapter import Block, Chapter, FigureReference, Span
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.structure import front_matter

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["as_lab", "is_lab"]

_JUPYTER = re.compile(r"^jupyter[ \t]*:", re.MULTILINE)
_NOT_HERE = "a lab's outputs and figures are those of its evaluation: remove what stands here"


def is_lab(text: str) -> bool:
    """Whether ``text`` says that it is a notebook."""
    matter = front_matter(text)
    return matter is not None and _JUPYTER.search(matter["lines"]) is not None


def as_lab(chapter: Chapter) -> Chapter:
    """``chapter`` as the lab that it is: its blocks are the cells that Jupyter would find."""
    problems = list(chapter.problems)
    found = _cells(chapter, problems)
    blocks: list[Block] = []
    for place, block in enumerate(chapter.blocks):
        cell = found[place] if found and place < len(found) else None
        if found is not None and (problem := _problem(block, cell)):
            problems.append(problem)
        runs = tuple(earlier.index for earlier in blocks if earlier.skip is None)
        blocks.append(_lab_block(block, cell, chapter.path.stem, runs))
    if found and len(found) > len(chapter.blocks):
        message = f"Jupyter finds {len(found)} cells of code here, but {len(blocks)} are run"
        problems.append(Failure(1, message))
    return replace(
        chapter,
        blocks=tuple(blocks),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        lab=True,
    )


def _cells(chapter: Chapter, problems: list[Failure]) -> list["NotebookNode"] | None:
    """The cells of code that jupytext reads; None if it does not read a Python notebook."""
    import jupytext  # only labs pay for it

    try:
        notebook = jupytext.reads(chapter.text, fmt="md")
        language = notebook.metadata.get("kernelspec", {}).get("language")
    except Exception as error:  # of YAML, of nbformat: whatever the front matter holds
        reason = " ".join(str(error).split())
        problems.append(Failure(1, f"Jupyter cannot read this lab: {reason}"))
        return None
    if language != "python":
        problems.append(
            Failure(
                1,
                f"the front matter's kernelspec has the language {language!r}; expected 'python', "
                "or mkdocs-jupyter would not show the lab",
            )
        )
        return None
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _problem(block: Block, cell: Any) -> Failure | None:
    """What keeps ``block`` from being the cell of a notebook."""
    if block.is_console:
        return Failure(block.line, "a lab has no console sessions: write a python fence")
    if block.prefix:
        return Failure(block.line, "a lab's cells are not indented: Jupyter would not find this")
    if block.slider is not None:
        return Failure(block.slider.line, "a lab has no sliders: readers change the value itself")
    if len(block.chain) > 1:
        return Failure(block.line, "a lab's cells continue one another: remove 'continues'")
    if block.output is not None:
        return Failure(block.output.span.line, _NOT_HERE)
    if block.figures:
        return Failure(block.figures[0].span.line, _NOT_HERE)
    if cell is None or cell.source.strip("\n") != block.source.strip("\n"):
        return Failure(block.line, "Jupyter does not find this cell: see what jupytext makes of it")
    alt = cell.metadata.get("alt", "-")
    if not isinstance(alt, str) or not alt.strip():
        return Failure(block.line, f"the alt text is {alt!r}; expected one sentence")
    return None


def _lab_block(block: Block, cell: Any, stem: str, before: tuple[int, ...]) -> Block:
    """``block`` without what only chapters have, and with the figure that its alt text tells."""
    figures: tuple[FigureReference, ...] = ()
    alt = cell.metadata.get("alt") if cell is not None else None
    if isinstance(alt, str) and alt.strip():
        here = Span(block.span.end, block.span.end, block.line, block.line)
        figures = (FigureReference(here, alt, "", f"{stem}-{block.index + 1}"),)
    chain = (*before, block.index)
    return replace(block, output=None, figures=figures, chain=chain, lab=True, slider=None)
