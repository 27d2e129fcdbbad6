"""What of a text must pass unread: formulas, inline code, blocks. Tokens stand for it."""

import html
import re

__all__ = ["Literals", "block_token", "is_block"]

_TOKEN = re.compile(r"\0(\d+)\0")
_BLOCK = re.compile(r"^[ \t>]*\0B(?P<index>\d+)\0[ \t]*$")
_CODE = re.compile(r"^(`+)(?P<code>.*)\1$", re.DOTALL)


class Literals:
    """Texts taken out of a text, and put back when all else has been read."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def take(self, text: str) -> str:
        """The token that stands for ``text``."""
        self.texts.append(text)
        return f"\0{len(self.texts) - 1}\0"

    def restore(self, text: str) -> str:
        """``text`` with everything that was taken out of it."""
        return _TOKEN.sub(lambda token: self.texts[int(token[1])], text)

    def restore_in_html(self, text: str) -> str:
        """The same for HTML, where Markdown's inline code is not read."""
        return _TOKEN.sub(lambda token: _as_html(self.texts[int(token[1])]), html.escape(text))


def block_token(index: int) -> str:
    """What stands for a block, in a line of its own."""
    return f"\0B{index}\0"


def is_block(line: str) -> int | None:
    """The index of the block that ``line`` stands for, if it does."""
    match = _BLOCK.match(line)
    return int(match["index"]) if match else None


def _as_html(literal: str) -> str:
    if code := _CODE.match(literal):
        return f"<code>{html.escape(code['code'].strip())}</code>"
    return html.escape(literal, quote=False)
