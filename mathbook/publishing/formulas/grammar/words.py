"""Upright text within a formula, without what only shapes it."""

import re

__all__ = ["plain_text"]

_SPACE = re.compile(r"\\[,;:! ]|~")
_GROUPS = re.compile(r"((?:(?:\\(?:math|text)[a-z]+|\\boldsymbol|\\bm)?\s*\{\s*)+)([^{}]*)(\}+)")


def plain_text(content: str) -> str:
    r"""The words in ``content``: of ``\operatorname{\mathbf{diag}}`` the word "diag"."""
    text = " ".join(_SPACE.sub(" ", content).split())
    groups = _GROUPS.fullmatch(text)
    # Of a single letter the style is part of the name.
    is_word = groups is not None and (len(groups[2]) > 1 or "\\" not in groups[1])
    if groups and is_word and groups[1].count("{") == len(groups[3]):
        text = groups[2].strip()
    return text.replace(r"\_", "_")
