"""Directives: HTML comments that tell the engine something, and none that it misreads.

``<!-- continues -->``
    The next Python block needs the block before it.
``<!-- skip: next "reason" -->``
    The next Python block is not run, and the page says why.
``<!-- fold -->`` and ``<!-- unfold -->``
    The page shows the code of the next Python block on demand, or at once.
``<!-- slider: name = 0.1, 0.2; label "Name"; shows f"…" -->``
    The figure of the next Python block is drawn for each value, and readers move it.
``<!-- names: target = expression; … -->``
    What names mean in the formulas of this section and of those within it.
``<!-- where: target = expression; … -->``
    What names mean in the formula right before the comment.
``<!-- skip: formula "reason" -->`` and ``<!-- cited: "source" -->``
    The formula right before the comment is not checked, or rests on a source.
``<!-- label: eq:name -->``
    References call the display formula right before the comment so.
``40<!-- = expression -->``
    The number or word right before the comment is the value of the expression.
``<!-- numbers: 0.30 = expression; … -->``
    The same for numbers in the paragraph, table or figure that follows.
``<!-- note: anything -->`` and ``<!-- todo: anything -->``
    Remarks for authors; they do not reach the page.

A comment of several words without a colon after the first is an ordinary comment. One
that has a directive's form but not its name, or nearly its name, is an error: a misspelt
directive must not turn into silence.
"""

import difflib
import re
from dataclasses import dataclass

from mathbook.publishing.chapter import Binding, Slider
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.bindings import parse_bindings, split_at
from mathbook.publishing.parsers.labels import LABEL
from mathbook.publishing.parsers.sliders import FORM, parse_slider

__all__ = [
    "Continues",
    "Directive",
    "Fold",
    "ForBlock",
    "Label",
    "NamesAre",
    "NumberIs",
    "NumbersAre",
    "Skip",
    "SkipFormula",
    "parse_directive",
]


@dataclass(frozen=True, slots=True)
class Skip:
    """The next block is not run."""

    reason: str


@dataclass(frozen=True, slots=True)
class Continues:
    """The next block continues the one before it."""


@dataclass(frozen=True, slots=True)
class Fold:
    """The code of the next block is folded, or is not."""

    folded: bool


@dataclass(frozen=True, slots=True)
class NamesAre:
    """Names of a section's formulas, or only of the one formula before the comment."""

    bindings: tuple[Binding, ...]
    only_before: bool = False


@dataclass(frozen=True, slots=True)
class SkipFormula:
    """The formula before the comment is not checked."""

    reason: str
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """The formula before the comment has a label, and so a number."""

    name: str


@dataclass(frozen=True, slots=True)
class NumberIs:
    """What stands before the comment is the value of an expression."""

    expression: str


@dataclass(frozen=True, slots=True)
class NumbersAre:
    """Numbers that follow, as printed, each with its expression and line."""

    entries: tuple[tuple[str, str, int], ...]


ForBlock = Skip | Continues | Fold | Slider
"""What stands before the block that it speaks of."""

Directive = ForBlock | NamesAre | SkipFormula | NumberIs | NumbersAre | Label

_FORMS = {
    "continues": "<!-- continues -->",
    "skip": '<!-- skip: next "reason" --> or <!-- skip: formula "reason" -->',
    "fold": "<!-- fold -->",
    "unfold": "<!-- unfold -->",
    "slider": FORM,
    "names": "<!-- names: name = expression -->",
    "where": "<!-- where: name = expression -->",
    "label": "<!-- label: eq:name -->",
    "cited": '<!-- cited: "source" -->',
    "numbers": "<!-- numbers: 0.30 = expression -->",
}
_REMARKS = frozenset({"note", "todo"})
_DIRECTIVE = re.compile(r"(?P<name>[A-Za-z][\w-]*)[ \t]*(?P<rest>:.*)?$", re.DOTALL)
_SKIP = re.compile(r':\s*(?P<what>next|formula)\s+"(?P<reason>[^"]*\S[^"]*)"$')
_CITED = re.compile(r':\s*"(?P<reason>[^"]*\S[^"]*)"$')
_SIMILAR = 0.75


def parse_directive(text: str, line: int) -> list[Directive | Failure]:
    """What the comment ``text``, which begins in ``line``, says.

    Returns:
        The directive; a :class:`Failure` for what is none but looks like one; nothing for
        an ordinary comment.
    """
    line += text[: len(text) - len(text.lstrip())].count("\n")
    text = text.strip().strip("-").strip()
    if not text:
        return []
    if text.startswith("="):
        return [_number(text[1:].strip(), line)]
    form = _DIRECTIVE.match(text)
    name = form["name"] if form else re.split(r"[^\w-]", text, maxsplit=1)[0]
    rest = (form["rest"] or "") if form else ""
    if form and form["name"].lower() in _REMARKS and rest:
        return []
    if form and (found := _known(name, rest, line)):
        return found
    near = difflib.get_close_matches(name.lower(), _FORMS, n=1, cutoff=_SIMILAR)
    if near:
        return [Failure(line, f"not a directive: <!-- {text} -->; expected {_FORMS[near[0]]}")]
    if form:
        known = ", ".join(_FORMS.values())
        message = f"unknown directive {name!r}; known are {known}; begin a remark with 'note:'"
        return [Failure(line, message)]
    return []


def _known(name: str, rest: str, line: int) -> list[Directive | Failure]:
    """The directive ``name``, if there is one and ``rest`` fits it."""
    if name == "continues" and not rest:
        return [Continues()]
    if name in ("fold", "unfold") and not rest:
        return [Fold(name == "fold")]
    if name == "skip" and (skip := _SKIP.match(rest)):
        reason = " ".join(skip["reason"].split())
        return [Skip(reason) if skip["what"] == "next" else SkipFormula(reason)]
    if name == "cited" and (cited := _CITED.match(rest)):
        return [SkipFormula(" ".join(cited["reason"].split()), cited=True)]
    if name == "label" and LABEL.fullmatch(rest[1:].strip()):
        return [Label(rest[1:].strip())]
    if name in ("names", "where") and rest:
        bindings, failures = parse_bindings(rest[1:], line)
        return [NamesAre(tuple(bindings), name == "where"), *failures]
    if name == "slider" and rest:
        return [parse_slider(rest[1:], line)]
    if name == "numbers" and rest:
        return _numbers(rest[1:], line)
    return []


def _number(expression: str, line: int) -> Directive | Failure:
    bindings, failures = parse_bindings(f"number = {expression}", line)
    if failures or len(bindings) != 1:
        return Failure(line, f"not Python: <!-- = {expression} -->; expected <!-- = expression -->")
    return NumberIs(bindings[0].expression)


def _numbers(text: str, line: int) -> list[Directive | Failure]:
    entries: list[tuple[str, str, int]] = []
    failures: list[Failure] = []
    for offset, row in enumerate(text.split("\n")):
        for entry in split_at(row, ";"):
            if not entry.strip():
                continue
            printed, *expression = split_at(entry, "=")
            found = _number("=".join(expression).strip(), line + offset)
            if isinstance(found, NumberIs) and printed.strip():
                entries.append((printed.strip(), found.expression, line + offset))
            else:
                form = _FORMS["numbers"]
                message = f"not a number and its expression: {entry.strip()!r}; expected {form}"
                failures.append(Failure(line + offset, message))
    return [NumbersAre(tuple(entries)), *failures]
