"""HTML that stands within Markdown, so that no generator finds Markdown in it."""

import re
from html import escape

__all__ = ["literal_text", "plain_markdown", "without_markdown"]

_BETWEEN_TAGS = re.compile(r">[^<]+<")
_ENTITY = r"&(?:#\w+|\w+);"
_MARKDOWN = re.compile(rf"{_ENTITY}|[\\`*_{{}}\[\]()#+\-.!|~^=:$'\"\t]")
_INLINE = re.compile(r"[\\`*_\[\]$~|]")


def without_markdown(html: str) -> str:
    """``html`` whose text between tags has entities for what Markdown might act on."""
    return _BETWEEN_TAGS.sub(lambda text: _MARKDOWN.sub(_entity, text[0]), html)


def literal_text(text: str) -> str:
    """``text`` as HTML on one line: neither tags nor Markdown nor line ends take effect."""
    return _MARKDOWN.sub(_entity, escape(text, quote=False)).replace("\n", "&#10;")


def plain_markdown(text: str) -> str:
    """``text`` as Markdown of a notebook, which shows all signs as they are and obeys none."""
    return _INLINE.sub(r"\\\g<0>", escape(text, quote=False)).replace("\n", " ")


def _entity(match: re.Match[str]) -> str:
    """The entity for a sign; what is an entity stays one."""
    return match[0] if len(match[0]) > 1 else f"&#{ord(match[0])};"
