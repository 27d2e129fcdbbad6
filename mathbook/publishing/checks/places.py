"""Where in a chapter a formula's signs stand."""

from mathbook.publishing.chapter import Formula

__all__ = ["place_of"]


def place_of(formula: Formula, position: int, text: str) -> tuple[int, int]:
    """The line and column of the chapter where ``position`` of the LaTeX stands."""
    if not position:  # the first sign, not the line end after $$
        position = len(formula.latex) - len(formula.latex.lstrip())
    before = formula.latex[:position]
    line = formula.span.line + before.count("\n")
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    shown = formula.latex.split("\n")[before.count("\n")]
    row = text[start : (text.find("\n", start) + 1 or len(text) + 1) - 1]
    within = position - (before.rfind("\n") + 1)
    if "\n" not in before:
        marks = 2 if formula.display else 1
        return line, formula.span.start - start + marks + within + 1
    return line, max(row.find(shown.strip()), 0) + within - (len(shown) - len(shown.lstrip())) + 1
