"""An evaluation to an executed notebook (nbformat 4.5). Pure, and the same bytes each time."""

import json
import re
from collections.abc import Iterator
from typing import Any

from mathbook.publishing.chapter import Block
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.markup import plain_markdown
from mathbook.publishing.notebooks.cells import CodeCell, cells_of
from mathbook.publishing.notebooks.containers import Piece
from mathbook.publishing.notebooks.prose import Prose
from mathbook.publishing.parsers.languages import with_language

__all__ = ["notebook_text"]

_HEADING = re.compile(r"#{1,6} ")
_TITLE = re.compile(r"\btitle=(?:\"([^\"]*)\"|'([^']*)')")
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}


def notebook_text(evaluation: Evaluation, prose: Prose, needs: str = "") -> str:
    """The notebook as the text of its file.

    Args:
        evaluation: A complete evaluation without failures.
        prose: How the chapter's text is written.
        needs: A sentence that says what to install; it stands in the first cell.
    """
    cells: list[dict[str, Any]] = []
    count = 0
    for content in _contents(evaluation, prose, needs):
        cell: dict[str, Any] = {"id": f"cell-{len(cells) + 1}", "metadata": {}}
        if isinstance(content, str):
            cell |= {"cell_type": "markdown", "source": content}
        else:
            count += 1
            cell |= {
                "cell_type": "code",
                "execution_count": count,
                "source": content.source,
                "outputs": [_counted(output, count) for output in content.outputs],
            }
            if content.raises:  # which Jupyter then expects, and goes on
                cell["metadata"] = {"tags": ["raises-exception"]}
        cells.append(cell)
    notebook = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(_in_lines(notebook), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _contents(evaluation: Evaluation, prose: Prose, needs: str) -> Iterator[str | CodeCell]:
    """The cells in order: Markdown, or code with its outputs."""
    chapter = evaluation.chapter
    waiting: list[str] = []
    first = True
    for piece in _by_headings(prose.pieces(chapter)):
        block = chapter.blocks[piece] if isinstance(piece, int) else None
        if block is None or block.skip is not None:
            text = _not_run(block) if block is not None else str(piece)
            if waiting and block is None and _HEADING.match(text):
                yield "\n\n".join(waiting)
                waiting = []
            waiting.append(text)
            if first and needs:
                waiting.append(f"> {needs}")
            first = False
            continue
        if first and needs:
            waiting.append(f"> {needs}")
        first = False
        if title := _TITLE.search(block.info):
            waiting.append(f"**{plain_markdown(title[1] or title[2])}**")
        if waiting:
            yield "\n\n".join(waiting)
            waiting = []
        yield from cells_of(block, evaluation.runs[block.index])
    if waiting:
        yield "\n\n".join(waiting)


def _by_headings(pieces: list[Piece]) -> Iterator[Piece]:
    """The same, each heading at the beginning of a piece; a title is a piece of its own."""
    for piece in pieces:
        if isinstance(piece, int):
            yield piece
            continue
        part: list[str] = []
        fence, folded = "", 0
        for line in piece.split("\n"):
            if fence:
                fence = "" if line.strip(" \t>") == fence else fence
            elif opening := _FENCE.match(line):
                fence = opening[1]
            elif _HEADING.match(line) and not folded and any(part):
                yield "\n".join(part).strip("\n")
                part = []
            folded += line.startswith("<details") - line.startswith("</details>")
            part.append(line)
            if line.startswith("# ") and len(part) == 1 and not fence:
                yield line
                part = []
        if any(part):
            yield "\n".join(part).strip("\n")


def _not_run(block: Block) -> str:
    """A skipped block as text, with the reason."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", block.source) or [""]))
    language = with_language("", block.language)
    reason = plain_markdown(block.skip or "")
    return f"{fence}{language}\n{block.source}{fence}\n\n*Not run: {reason}.*"


def _counted(output: dict[str, Any], count: int) -> dict[str, Any]:
    return {**output, "execution_count": count} if "execution_count" in output else output


def _in_lines(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook as files hold it: texts of several lines as lists, for readable diffs."""
    cells = []
    for cell in notebook["cells"]:
        cell = {**cell, "source": cell["source"].splitlines(keepends=True)}
        if "outputs" in cell:
            cell["outputs"] = [_output_in_lines(output) for output in cell["outputs"]]
        cells.append(cell)
    return {**notebook, "cells": cells}


def _output_in_lines(output: dict[str, Any]) -> dict[str, Any]:
    if "text" in output:
        return {**output, "text": output["text"].splitlines(keepends=True)}
    if "data" in output:
        data = {kind: text.splitlines(keepends=True) for kind, text in output["data"].items()}
        return {**output, "data": data}
    return output
