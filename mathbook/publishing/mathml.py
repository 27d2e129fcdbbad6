"""LaTeX to MathML Core, which browsers show without a script.

The LaTeX stays beside it as an annotation: no browser shows it, the search index leaves it
out (``data-search-exclude``), and a reader who copies a formula gets it.
"""

import functools
import re
from collections.abc import Iterable

from math_core import LatexError, LatexToMathML

from mathbook.publishing.cache.kept import Keep, made_anew
from mathbook.publishing.chapter import Chapter, Formula
from mathbook.publishing.failures import Failure
from mathbook.publishing.markup import literal_text, without_markdown
from mathbook.publishing.mathfont import math_font, missing_characters
from mathbook.publishing.parsers.characters import LONGEST_FORMULA
from mathbook.publishing.processes.aside import run_aside
from mathbook.publishing.processes.children import Lost

__all__ = ["font_for", "formula_failures", "formula_html", "mathml", "with_punctuation"]

_LONG = 24  # characters; a longer inline formula may be wider than a phone
_INLINE = re.compile(
    r'<span(?: id="[^"]*")? class="math(?: long)?"[^>]*>(?:(?!</math>).)*</math></span>[,.;:?)]+',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>|&\w+;")
# The converter has no limits of its own: some thousand brackets within one another end the whole
# process, and each that stays open, as "(" does in "(a_)", doubles its time.
_DEEPEST = 100
_MOST_BRACKETS = 14
_LONGEST = 2.0  # seconds, where the usual formula takes less than a thousandth
_OPENING = (
    *"([⟨⟦⌈⌊⟮", r"\{", *(rf"\l{name}" for name in (
        "angle", "floor", "ceil", "Vert", "vert", "brace", "brack", "group", "moustache",
        "lbracket", "lcorner",
    )), r"\ulcorner",
)  # fmt: skip
_CLOSING = (
    *")]⟩⟧⌉⌋⟯", r"\}", *(rf"\r{name}" for name in (
        "angle", "floor", "ceil", "Vert", "vert", "brace", "brack", "group", "moustache",
        "rbracket",
    )), r"\lrcorner", r"\urcorner",
)  # fmt: skip
_OUTER = {r"\left": 1, r"\begin": 1, "{": 1, r"\right": -1, r"\end": -1, "}": -1}
_DELIMITERS = dict.fromkeys(_OPENING, 1) | dict.fromkeys(_CLOSING, -1)
_SIGN = re.compile(r"\\[A-Za-z]+|\\.|[^\\\s\w]", re.DOTALL)


@functools.cache
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False)


@functools.lru_cache(maxsize=4096)
def mathml(latex: str, *, display: bool) -> str:
    """``latex`` as one line of MathML.

    Raises:
        math_core.LatexError: If it holds something that MathML Core cannot show, or is longer
            or nested deeper than any formula that is read.
    """
    if len(latex) > LONGEST_FORMULA:
        raise LatexError(f"{len(latex):,} characters; expected at most {LONGEST_FORMULA:,}")
    if (place := _too_deep(latex.strip())) is not None:
        raise LatexError(f"{place}: nested more than {_DEEPEST} deep")
    brackets = sum(_DELIMITERS.get(match[0]) == 1 for match in _SIGN.finditer(latex))
    if brackets > _MOST_BRACKETS:
        return _converted_in_time(latex, display, brackets)
    return _converted(latex, display)


def _converted(latex: str, display: bool) -> str:
    html = _converter().convert_with_local_state(latex.strip(), displaystyle=display)
    return re.sub(r"\s*\n\s*", "", html)


def _converted_in_time(latex: str, display: bool, brackets: int) -> str:
    """Convert in a fork, as nothing else can end the converter."""

    def convert() -> tuple[str, str | None]:
        try:
            return _converted(latex, display), None
        except LatexError as error:  # which cannot be pickled
            return "", str(error)

    answer = run_aside(convert, _LONGEST)
    if isinstance(answer, Lost):
        raise LatexError(f"it has {brackets} brackets, and not all of them are closed")
    html, problem = answer
    if problem is not None:
        raise LatexError(problem)
    return html


def _too_deep(latex: str) -> int | None:
    """Where more brackets and groups are open than any formula has that is read."""
    depth = 0
    for match in _SIGN.finditer(latex):
        depth += _OUTER.get(match[0], 0) + _DELIMITERS.get(match[0], 0)
        depth = max(depth, 0)
        if depth > _DEEPEST:
            return match.start()
    return None


def formula_html(formula: Formula) -> str:
    """``formula`` as HTML within Markdown, in which no Markdown is left to be seen.

    What may be wider than its place, a display or a long formula, scrolls by itself, and
    can be reached by keyboard.
    """
    markup = mathml(formula.latex, display=formula.display)
    long = not formula.display and len(_TAG.sub("", markup)) > _LONG
    kind = "math display" if formula.display else "math long" if long else "math"
    focus = ' tabindex="0"' if formula.display or long else ""
    return f'<span class="{kind}"{focus}>{_annotated(markup, formula.latex)}</span>'


def with_punctuation(markdown: str) -> str:
    """``markdown`` in which no line ends between an inline formula and a sign behind it.

    For browsers a formula is a box, and they break lines beside boxes whatever follows.
    """
    return _INLINE.sub(r'<span class="mathbook-kept">\g<0></span>', markdown)


def _annotated(markup: str, latex: str) -> str:
    """``markup`` with the LaTeX that it was made of."""
    opening, content = without_markdown(markup).removesuffix("</math>").split(">", 1)
    tex = literal_text("\n".join(line.strip() for line in latex.strip().split("\n")))
    annotation = f'<annotation data-search-exclude="" encoding="application/x-tex">{tex}'
    return (
        f"{opening}><semantics><mrow>{content}</mrow>{annotation}</annotation></semantics></math>"
    )


def font_for(chapters: Iterable[Chapter], keep: Keep = made_anew) -> bytes | None:
    """The math font for the formulas of ``chapters``, if there are any."""
    formulas = [formula for chapter in chapters for formula in chapter.formulas]
    if not formulas:
        return None
    markup = (mathml(formula.latex, display=formula.display) for formula in formulas)
    return math_font(markup, keep)


def formula_failures(chapter: Chapter) -> list[Failure]:
    """The formulas of ``chapter`` that cannot be shown."""
    failures = []
    for formula in chapter.formulas:
        try:
            missing = missing_characters(mathml(formula.latex, display=formula.display))
            if missing:
                message = f"this formula holds {''.join(missing)!r}, which the math font lacks"
                failures.append(Failure(formula.span.line, message))
        except LatexError as error:
            offset, _, reason = str(error).partition(": ")
            leading = len(formula.latex) - len(formula.latex.lstrip())
            place = leading + int(offset) if offset.isdigit() else 0
            line = formula.span.line + formula.latex.count("\n", 0, place)
            failures.append(Failure(line, f"this formula cannot be shown: {reason or error}"))
    return failures
