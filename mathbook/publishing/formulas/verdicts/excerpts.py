"""The part of a formula that a message quotes: from its first token to its last, made whole."""

import re

__all__ = ["excerpt"]

# What belongs to a bracket, and which no token stands for.
_SIZE = re.compile(r"\\(?:left|[bB]igg?[lmr]?)\s*$")


def excerpt(latex: str, start: int, end: int) -> tuple[str, int]:
    """What stands from ``start`` to ``end``, with the braces and bracket sizes that belong to it.

    Args:
        latex: The formula.
        start: Where the first token begins; braces around a single token have none.
        end: Where the last token ends.

    Returns:
        The text on one line, and where it begins.
    """
    while (size := _SIZE.search(latex[:start])) is not None:
        start = size.start()
    while _surplus(latex[start:end]) > 0 and latex[end : end + 1] == "}":
        end += 1
    while _surplus(latex[start:end]) < 0 and start > 0 and latex[start - 1] == "{":
        start -= 1
    return " ".join(latex[start:end].split()), start


def _surplus(text: str) -> int:
    """How many braces are open at the end of ``text``."""
    bare = re.sub(r"\\[\\{}]", "", text)
    return bare.count("{") - bare.count("}")
