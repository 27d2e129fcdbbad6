"""Changes of what stands above and below: transposes, primes, stars, norms, indices, bounds."""

import re
from collections.abc import Iterator

from mathbook.publishing.audit.expressions import Expression, Script
from mathbook.publishing.audit.latex_tokens import Kind
from mathbook.publishing.audit.mutations import Mutation

__all__ = [
    "changed_norms",
    "is_norm",
    "is_transpose",
    "removed_marks",
    "removed_subscripts",
    "removed_transposes",
    "shifted_indices",
    "swapped_indices",
]

_TRANSPOSE = re.compile(
    r"-?(?:\\(?:mathrm|mathsf|mathit|text)\s*)?\{?\s*(?:T|\\top|\\intercal)\s*\}?"
)
_NORMS = {"1": "2", "2": "1", r"\infty": "2", "F": "2"}
_MARKS = (r"\prime", "*", r"\star", r"\ast", r"\dagger")
_LABELLED = (r"\underbrace", r"\overbrace", r"\underset", r"\overset", r"\stackrel")


def is_norm(expression: Expression, script: Script) -> bool:
    """Whether the subscript says which norm it is, other than by a letter."""
    return script.names_norm and _says(expression, script) in _NORMS


def is_transpose(expression: Expression, script: Script) -> bool:
    """Whether the superscript is a transpose, perhaps of an inverse: ``^T``, ``^{-\\top}``."""
    if not script.raised or script.bounds_sum or not script.content:
        return False
    return _TRANSPOSE.fullmatch(_says(expression, script)) is not None


def removed_transposes(expression: Expression) -> Iterator[Mutation]:
    """A matrix in place of its transpose."""
    for script in expression.scripts:
        if is_transpose(expression, script):
            last = script.content[-1]
            if len(script.content) > 1:
                yield expression.change(last, last, "1", "transpose")
            else:
                yield expression.change(script.mark, script.last, "", "transpose")


def removed_marks(expression: Expression) -> Iterator[Mutation]:
    """Primes and stars removed."""
    for index, text in enumerate(expression.texts):
        if text == "'":
            yield expression.change(index, index, "", "prime")
    for script in expression.scripts:
        marks = [expression.texts[index] for index in script.content]
        if script.raised and marks and all(mark in _MARKS for mark in marks):
            kind = "prime" if r"\prime" in marks else "superscript"
            if len(marks) > 1:
                yield expression.change(script.content[-1], script.content[-1], "", kind)
            else:
                yield expression.change(script.mark, script.last, "", kind)


def removed_subscripts(expression: Expression) -> Iterator[Mutation]:
    """A name without its subscript."""
    for script in expression.scripts:
        # The norm without a subscript is the one with a 2.
        plain = is_norm(expression, script) and _says(expression, script) in ("2", "F")
        if not (script.raised or plain or _needs_subscript(script)):
            yield expression.change(script.mark, script.last, "", "subscript")


def changed_norms(expression: Expression) -> Iterator[Mutation]:
    """Another norm."""
    for script in expression.scripts:
        if is_norm(expression, script):
            (index,) = script.content
            yield expression.change(index, index, _NORMS[expression.texts[index]], "subscript")


def shifted_indices(expression: Expression, indices: frozenset[int]) -> Iterator[Mutation]:
    """An index, an iterate or a bound of a sum that is one too large or too small.

    Args:
        expression: The formula.
        indices: The tokens that are indices.
    """
    for script in expression.scripts:
        content = script.content
        texts = [expression.texts[index] for index in content]
        if len(texts) > 2 and texts[-1] == "1" and texts[-2] in ("+", "-"):
            yield expression.change(content[-2], content[-1], "", "index")
        if texts[:1] == ["("] and texts[-1:] == [")"]:  # x^{(k)}, a sample or an iterate
            content = content[1:-1]
        if len(content) != 1 or content[0] not in indices:
            continue
        (index,) = content
        if script.bounds_sum and script.raised:
            yield expression.change(index, index, expression.texts[index] + "-1", "index")
        elif not _needs_subscript(script):
            yield expression.change(index, index, expression.texts[index] + "+1", "index")


def swapped_indices(expression: Expression) -> Iterator[Mutation]:
    """The entry ``(j, i)`` in place of the entry ``(i, j)``."""
    for script in expression.scripts:
        letters = [i for i in script.content if expression.tokens[i].kind is Kind.LETTER]
        others = {expression.texts[i] for i in script.content if i not in letters}
        entry = not (script.raised or _needs_subscript(script))  # a sum knows no order
        if entry and len(letters) == 2 and others <= {","}:
            first, second = (expression.texts[i] for i in letters)
            comma = "," * bool(others)
            yield expression.change(letters[0], letters[1], f"{second}{comma}{first}", "index")


def _needs_subscript(script: Script) -> bool:
    """Whether without the subscript the formula says nothing else, or nothing at all."""
    return script.bounds_sum or script.bounds_optimum or script.base in _LABELLED


def _says(expression: Expression, script: Script) -> str:
    return "".join(expression.texts[index] for index in script.content)
