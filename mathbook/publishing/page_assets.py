"""Scripts and styles that the rendered pages need in every book; they come with the engine."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

__all__ = ["page_assets", "scripts", "styles", "with_fonts"]

_FOLDER = "assets/mathbook"
"""Where they stand below the docs folder; a book's own file of that name takes the place."""


def page_assets() -> dict[str, bytes]:
    """The files by their place below the docs folder."""
    folder = files("mathbook.publishing").joinpath("assets")
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return {f"{_FOLDER}/{file.name}": file.read_bytes() for file in found}


def scripts(assets: Iterable[str]) -> list[str]:
    """Those of ``assets`` that a page loads as scripts."""
    return [place for place in assets if place.endswith(".js")]


def styles(assets: Iterable[str]) -> list[str]:
    """Those of ``assets`` that a page loads as style sheets, before the book's own."""
    return [place for place in assets if place.endswith(".css")]


def with_fonts(html: str, addresses: Iterable[str]) -> str:
    """The page ``html``, which asks for the fonts at ``addresses`` before its style sheets.

    They are then there with the text: no line that has been read breaks anew.
    """
    links = "".join(
        f'<link rel="preload" href="{escape(address)}" as="font" type="font/woff2" crossorigin>\n'
        for address in addresses
    )
    return html.replace('<link rel="stylesheet"', f'{links}<link rel="stylesheet"', 1)
