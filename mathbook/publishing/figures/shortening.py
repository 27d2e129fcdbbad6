"""The numbers of a drawing at the precision that an eye can use.

Matplotlib writes coordinates to a millionth of a point. A hundredth of a point is a
seventieth of a pixel of a page; a field of arrows then weighs less than half.
"""

import re
import xml.etree.ElementTree as ET

__all__ = ["shorten"]

_DECIMAL = re.compile(r"-?\d+\.\d+")
_PLACES = ("d", "x", "y", "cx", "cy", "width", "height", "points")
_MOVED = re.compile(r"translate\([^)]*\)")


def shorten(root: ET.Element) -> None:
    """Round the coordinates below ``root`` to hundredths; scales keep all their digits.

    Definitions keep theirs too: glyphs are drawn at a scale of their own.
    """
    for child in root:
        if child.tag.endswith("}defs"):
            continue
        for name, value in child.items():
            if name in _PLACES:
                value = " ".join(_rounded(value).split())
            elif name == "transform":
                value = _MOVED.sub(lambda match: _rounded(match[0]), value)
            child.set(name, value)
        shorten(child)


def _rounded(text: str) -> str:
    return _DECIMAL.sub(lambda match: f"{round(float(match[0]), 2) + 0.0:.8g}", text)
