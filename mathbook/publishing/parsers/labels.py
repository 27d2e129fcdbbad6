"""Labels of equations, captions of figures, and the links that refer to them.

An equation is labelled by ``<!-- label: eq:descent -->`` behind it. A figure's label is its
name, ``fig:error-versus-step``; it has a number if it has a caption, a paragraph in
asterisks below the image. Links refer to them, ``[(…)](#eq:descent)``, and each ``…`` in a
link's text is the number's place.
"""

import re

from mathbook.publishing.chapter import LabelReference, Span

__all__ = ["LABEL", "LINK_END", "PLACE", "caption_after", "label_reference"]

LABEL = re.compile(r"eq:[a-z0-9][\w.-]*")
LINK_END = re.compile(
    r"\]\([ ]*<?(?P<url>[^()\s<>\0\1#]*)#(?P<label>(?:eq|fig):[^()\s<>\0\1\"]*)>?[ ]*\)"
)
PLACE = "…"
_CAPTION = re.compile(
    r"[ \t]*\n[ \t>]*\n[ \t>]*(?P<caption>\*(?![*\s])(?:(?!\n[ \t>]*\n).)+?(?<![\s*\\])\*)"
    r"[ \t]*(?=\n[ \t>]*(?:\n|\Z)|\Z)",
    re.DOTALL,
)


def caption_after(text: str, position: int) -> Span | None:
    """The caption, with its asterisks, of a figure that ends at ``position``."""
    match = _CAPTION.match(text, position)
    if match is None:
        return None
    start, end = match.span("caption")
    line = text.count("\n", 0, start) + 1
    return Span(start, end, line, line + text.count("\n", start, end))


def label_reference(text: str, span: Span, url: str, label: str) -> LabelReference | None:
    """The reference whose link ends in ``span``; none if no link begins before it."""
    depth = 0
    for place in range(span.start - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if depth < 0:
            places = [p for p in range(place + 1, span.start) if text[p] == PLACE]
            return LabelReference(span, url, label, tuple(places))
        if text[place] == "\n" and not text[:place].rpartition("\n")[2].strip(" \t>"):
            return None
    return None
