"""What griffe reads for the reference: rewritten, and nothing of it imported."""

import sys
from pathlib import Path

import griffe
import pytest

MODULE = '''\
"""Lines, see :func:`slope`."""

raise SystemExit("this was imported")


def first():
    return 1


def slope(a):
    r"""The slope $m$.

    >>> slope(1)
    1
    """
    # names: m = slope(a)
    #        a = 1.0
    return a


class Line:
    """A line."""

    def at(self):
        """Where, see :func:`slope`."""
        # names: x = 1
        return 0
'''


@pytest.fixture
def package(tmp_path: Path) -> griffe.Module:
    (tmp_path / "drawn").mkdir()
    (tmp_path / "drawn" / "__init__.py").write_text("")
    (tmp_path / "drawn" / "lines.py").write_text(MODULE)
    extensions = griffe.load_extensions("mathbook.publishing.griffe_extension")
    found = griffe.load(
        "drawn", search_paths=[tmp_path], extensions=extensions, allow_inspection=False
    )
    assert isinstance(found, griffe.Module)
    return found


def test_docstrings_are_markdown(package: griffe.Module) -> None:
    docstring = package["lines"].docstring
    assert docstring.value == "Lines, see [`slope`][drawn.lines.slope]."
    assert "```pycon\n>>> slope(1)\n1\n```" in package["lines.slope"].docstring.value
    assert "[`slope`][drawn.lines.slope]" in package["lines.Line.at"].docstring.value


def test_sources_have_no_docstrings_and_no_comments_on_formulas(package: griffe.Module) -> None:
    assert package["lines.first"].source == "def first():\n    return 1"
    assert package["lines.slope"].source == "def slope(a):\n    return a"
    assert package["lines.Line"].source == "class Line:\n\n    def at(self):\n        return 0"
    assert package["lines.Line.at"].source == "def at(self):\n    return 0"


def test_nothing_is_imported(package: griffe.Module) -> None:
    assert package["lines.slope"].name == "slope"
    assert not any(name.startswith("drawn") for name in sys.modules)
