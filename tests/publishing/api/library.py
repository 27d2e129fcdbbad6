"""A library with a chapter folder, on which the reference is tried out."""

from pathlib import Path

from mathbook.publishing.configuration import ChapterFolder, Configuration

FILES = {
    "shapes/__init__.py": '"""All shapes."""\n__version__ = "1"\n',
    "shapes/errors.py": '"What goes wrong."\n\n\nclass Flat(Exception):\n    "No area."\n',
    "shapes/_hidden.py": "def hidden(): ...\n",
    "shapes/plane/__init__.py": '''\
"""Shapes in the plane."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapes.plane.circles import area
''',
    "shapes/plane/circles.py": '''\
"""Circles
and discs.

More on them.
"""

__all__ = ["PI", "area"]

PI = 3
"""About that."""


def area(r):
    r"""The area | of a disc, $|\\pi| \\|r\\|^2$."""
    return PI * r * r


def helper(r): ...
''',
    "shapes/plane/arcs.py": "def length(r, angle):\n    return r * angle\n\n\ndef _inner(): ...\n",
    "shapes/engine/parts.py": "def part(): ...\n",
}


def make_library(root: Path, *, reference: bool = True) -> Configuration:
    """Write the library to ``root``; its book has one chapter with one section."""
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    chapter = ChapterFolder(4, "Plane", "plane", ("circles",))
    return Configuration(
        root, root / "docs", packages=(root / "shapes",), reference=reference, chapters=(chapter,)
    )
