"""A Python-Markdown extension: formulas between dollar signs become MathML.

.. code-block:: yaml

    markdown_extensions:
      - mathbook.publishing.math_extension

A chapter's formulas have been converted when a generator reads it. This is for all that the
engine does not render: docstrings in an API reference, pages of other plugins, other sites.
The text is read as a chapter's is, so that a dollar sign in code, in a comment or behind a
backslash stays what it is.
"""

from pathlib import Path
from typing import Any

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]
from sybil import Document

from mathbook.errors import PublishingError
from mathbook.publishing.chapter import Chapter, Formula, Span
from mathbook.publishing.mathml import formula_failures, formula_html
from mathbook.publishing.parsers.lexers import Formula as FormulaLexeme
from mathbook.publishing.parsers.lexers import lex

__all__ = ["MathExtension", "makeExtension"]

# Before fences (25) and HTML (20) are taken out: the text is still as it was written.
_PRIORITY = 28


class MathExtension(Extension):  # type: ignore[misc]
    """Shows what stands between dollar signs as MathML."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the host's name
        md.preprocessors.register(_Formulas(md), "mathbook-math", _PRIORITY)


class _Formulas(Preprocessor):  # type: ignore[misc]
    """Puts MathML, within which no Markdown is seen, in the place of LaTeX."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "$" not in text:
            return lines
        pieces = []
        position = 0
        for formula in _formulas(text):
            pieces += [text[position : formula.span.start], formula_html(formula)]
            position = formula.span.end
        return "".join((*pieces, text[position:])).split("\n")


def _formulas(text: str) -> list[Formula]:
    """The formulas of ``text`` in order.

    Raises:
        PublishingError: If one of them cannot be shown.
    """
    formulas = []
    for region in sorted(lex(Document(text, "")), key=lambda region: region.start):
        parsed = region.parsed
        if isinstance(parsed, FormulaLexeme) and parsed.closed:
            line = text.count("\n", 0, region.start) + 1
            span = Span(region.start, region.end, line, line + parsed.latex.count("\n"))
            formulas.append(Formula(span, parsed.latex, parsed.display))
    failures = formula_failures(Chapter(Path(), text, formulas=tuple(formulas)))
    if failures:
        shown = text.split("\n")[failures[0].line - 1].strip()
        raise PublishingError(f"line {failures[0].line}: {failures[0].message}: {shown}")
    return formulas


def makeExtension(**options: Any) -> MathExtension:  # noqa: N802 - the host's name
    """What Python-Markdown calls for the name of this module."""
    return MathExtension(**options)
