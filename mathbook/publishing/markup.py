"""HTML that stands within Markdown, so that no generator finds Markdown in it."""

import re
from html import escape

__all__ = ["literal_text", "without_markdown"]

_BETWEEN_TAGS = re.compile(r">[^<]+<")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~^=:$'\"]")


def without_markdown(html: str) -> str:
    """``html`` whose text between tags has entities for what Markdown might act on."""
    return _BETWEEN_TAGS.sub(lambda text: _MARKDOWN.sub(_entity, text[0]), html)


def literal_text(text: str) -> str:
    """``text`` as HTML on one line: neither tags nor Markdown nor line ends take effect."""
    escaped = _MARKDOWN.sub(_entity, text.replace("&", "&amp;"))
    return escape(escaped, quote=False).replace("&amp;", "&").replace("\n", "&#10;")


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"
