"""A page's HTML for the search index: words, symbols and names, and no source of formulas.

The index is made from a page's text. Where a formula carries its TeX, for copying, the
text would hold every formula twice, the second time full of backslashes. The attribute is
the theme's; a formula's own signs stay, and are found.
"""

import re

__all__ = ["searchable"]

_TEX = re.compile(r"<(annotation(?:-xml)?)(?![\w-])(?![^>]*\bdata-search-exclude)")


def searchable(html: str) -> str:
    """``html`` whose annotations of formulas are kept out of the search index."""
    return _TEX.sub(r"<\1 data-search-exclude", html)
