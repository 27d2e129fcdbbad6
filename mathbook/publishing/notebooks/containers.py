"""Admonitions, folded parts and tabs to what Jupyter shows: quotations and ``<details>``.

Jupyter reads CommonMark, where an indented paragraph is code. So the content of a container
is taken out of its indentation. A cell of code cannot stand within a quotation: it ends the
quotation, which goes on behind it.
"""

import re
from collections.abc import Sequence

from mathbook.publishing.notebooks.literals import Literals, is_block

__all__ = ["Piece", "pieces_of"]

Piece = str | int
"""Markdown, or the index of a block."""

_FENCE = re.compile(r"^[ \t>]*(?P<marker>`{3,}|~{3,})")
_HEADER = re.compile(
    r"^(?P<indent> *)(?P<mark>!!!|\?\?\?\+?|===[!+]?)[ \t]+"
    r"(?P<kind>[\w-]*)[^\"\n]*(?:\"(?P<title>.*)\")?[ \t]*$"
)
_TERM = re.compile(r"^:[ \t]+(?P<text>.*)$")


def pieces_of(lines: Sequence[str], literals: Literals) -> list[Piece]:
    """The text in ``lines`` and its blocks, in order."""
    found: list[Piece] = []
    text: list[str] = []

    def flush() -> None:
        words = _outdented(text) if found and isinstance(found[-1], int) else text
        if any(line.strip() for line in words):
            found.append("\n".join(words).strip("\n"))
        text.clear()

    place = 0
    while place < len(lines):
        line = lines[place]
        block = is_block(line)
        if block is not None:
            flush()
            found.append(block)
        elif fence := _FENCE.match(line):
            end = _closing(lines, place, fence["marker"])
            text += lines[place : end + 1]
            place = end
        elif header := _HEADER.match(line):
            end = _end_of(lines, place + 1, len(header["indent"]) + 4)
            inside = [inner[len(header["indent"]) + 4 :] for inner in lines[place + 1 : end]]
            for piece in _container(header, pieces_of(inside, literals), literals):
                if isinstance(piece, int):
                    flush()
                    found.append(piece)
                else:
                    indent = "" if not text else header["indent"]
                    text += ["", *(f"{indent}{row}".rstrip() for row in piece.split("\n")), ""]
            place = end - 1
        elif (term := _TERM.match(line)) and text and text[-1].strip():
            end = _end_of(lines, place + 1, 4)
            text[-1] = f"**{text[-1].strip()}**"
            text += ["", term["text"], *(inner[4:] for inner in lines[place + 1 : end])]
            place = end - 1
        else:
            text.append(line)
        place += 1
    flush()
    return found


def _container(header: re.Match[str], inner: Sequence[Piece], literals: Literals) -> list[Piece]:
    """What a container is in a notebook: its title, and its content."""
    title = header["title"]
    if title is None:
        title = header["kind"].replace("-", " ").capitalize()
    if header["mark"].startswith("="):
        return [f"**{title}**", *inner] if title else list(inner)
    if header["mark"].startswith("?") and all(isinstance(piece, str) for piece in inner):
        opened = " open" if header["mark"].endswith("+") else ""
        body = "\n\n".join(str(piece) for piece in inner)
        summary = f"<summary><b>{literals.restore_in_html(title)}</b></summary>"
        return [f"<details{opened}>\n{summary}\n\n{body}\n\n</details>"]
    quoted: list[Piece] = [_quoted(piece) if isinstance(piece, str) else piece for piece in inner]
    if title and quoted and isinstance(quoted[0], str):
        return [f"> **{title}**\n>\n{quoted[0]}", *quoted[1:]]
    return [f"> **{title}**", *quoted] if title else quoted


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _closing(lines: Sequence[str], opening: int, marker: str) -> int:
    """The line that closes the fence opened in line ``opening``."""
    for place in range(opening + 1, len(lines)):
        if lines[place].strip(" \t>") == marker:
            return place
    return len(lines) - 1


def _end_of(lines: Sequence[str], start: int, indent: int) -> int:
    """The line after the last that is indented by ``indent``; blank lines go on."""
    end = start
    for place in range(start, len(lines)):
        if lines[place].strip():
            if _indent(lines[place]) < indent:
                break
            end = place + 1
    return end


def _outdented(lines: Sequence[str]) -> list[str]:
    """``lines`` after a block in a list: what goes on there is no list's content any more."""
    first = next((line for line in lines if line.strip()), "")
    width = _indent(first)
    moved = list(lines)
    for place, line in enumerate(lines):
        if line.strip() and _indent(line) < width:
            break
        moved[place] = line[width:]
    return moved


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
