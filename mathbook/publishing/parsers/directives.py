"""Directives: HTML comments that tell the engine something, and none that it misreads.

``<!-- continues -->``
    The next Python block needs the block before it.
``<!-- skip: next "reason" -->``
    The next Python block is not run, and the page says why.
``<!-- note: anything -->`` and ``<!-- todo: anything -->``
    Remarks for authors; they do not reach the page.

A comment of several words without a colon after the first is an ordinary comment. One
that has a directive's form but not its name, or nearly its name, is an error: a misspelt
directive must not turn into silence.
"""

import difflib
import re
from dataclasses import dataclass

from mathbook.publishing.failures import Failure

__all__ = ["Continues", "Skip", "parse_directive"]


@dataclass(frozen=True, slots=True)
class Skip:
    """The next block is not run."""

    reason: str


@dataclass(frozen=True, slots=True)
class Continues:
    """The next block continues the one before it."""


_FORMS = {"continues": "<!-- continues -->", "skip": '<!-- skip: next "reason" -->'}
_REMARKS = frozenset({"note", "todo"})
_DIRECTIVE = re.compile(r"(?P<name>[A-Za-z][\w-]*)[ \t]*(?P<rest>:.*)?$", re.DOTALL)
_SKIP = re.compile(r':\s*next\s+"(?P<reason>[^"]*\S[^"]*)"$')
_SIMILAR = 0.75


def parse_directive(text: str, line: int) -> Skip | Continues | Failure | None:
    """What the comment ``text`` says.

    Returns:
        The directive; a :class:`Failure` where it is none but looks like one; None for
        an ordinary comment.
    """
    text = text.strip().strip("-").strip()
    if not text:
        return None
    if text.startswith("="):
        return Failure(line, f"numbers are not bound yet: found <!-- {text} -->")
    form = _DIRECTIVE.match(text)
    name = form["name"] if form else re.split(r"[^\w-]", text, maxsplit=1)[0]
    if form and form["name"].lower() in _REMARKS and form["rest"]:
        return None
    if form and name == "continues" and not form["rest"]:
        return Continues()
    if form and name == "skip" and (skip := _SKIP.match(form["rest"] or "")):
        return Skip(" ".join(skip["reason"].split()))
    near = difflib.get_close_matches(name.lower(), _FORMS, n=1, cutoff=_SIMILAR)
    if near:
        return Failure(line, f"not a directive: <!-- {text} -->; expected {_FORMS[near[0]]}")
    if form:
        known = ", ".join(_FORMS.values())
        return Failure(
            line,
            f"unknown directive {name!r}; known are {known}; begin a remark with 'note:'",
        )
    return None
