"""One formula of a chapter to its run: the verdict, in the chapter's lines and columns."""

import time

from mathbook.publishing.chapter import Formula
from mathbook.publishing.checks.places import place_of
from mathbook.publishing.exceptions import last_lines
from mathbook.publishing.failures import Failure
from mathbook.publishing.formulas import FormulaError, LinkVerdict, Verdict, check_formula
from mathbook.publishing.formulas.errors import Unbound
from mathbook.publishing.formulas.grammar.claims import STRONG
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.tokens import tokenize
from mathbook.publishing.runs import FormulaRun

__all__ = ["check", "states_relation", "unchecked"]

_MEANS = ": neither the code nor a 'names:' comment says what it means"


def check(formula: Formula, index: int, names: Names, text: str, seed: int) -> FormulaRun:
    """Check ``formula`` against ``names``.

    Args:
        formula: The formula.
        index: Its place among the chapter's.
        names: What its names are bound to.
        text: The chapter's text, for places in it.
        seed: Moves the random points.
    """
    started = time.perf_counter()
    try:
        verdict = check_formula(formula.latex, names, seed=seed)
    except FormulaError as error:
        line, column = place_of(formula, error.position or 0, text)
        shown = " ".join(formula.latex.split())
        message = f"{error}{_MEANS if isinstance(error, Unbound) else ''}"
        failure = Failure(line, message, notes=(f"in  {shown}",), column=column)
        return FormulaRun(index, "fails", failures=(failure,))
    except BaseException as error:  # a function of the chapter may do anything, even exit
        line, column = place_of(formula, 0, text)
        failure = Failure(line, f"this cannot be computed: {last_lines(error)}", column=column)
        return FormulaRun(index, "fails", failures=(failure,))
    failures = () if verdict.holds or not verdict.link else (_failure(verdict, formula, text),)
    return FormulaRun(
        index,
        str(verdict.status),
        verdict.count,
        tuple(link.how for link in verdict.links),
        verdict.against,
        verdict.warnings,
        failures,
        time.perf_counter() - started,
    )


def unchecked(formula: Formula, index: int, text: str) -> FormulaRun:
    """The run of a formula that is skipped or cited."""
    status = "cited" if formula.cited else "skipped"
    if not states_relation(formula.latex):
        message = f"this formula states no relation: there is nothing to be {status}"
        line, column = place_of(formula, 0, text)
        failure = Failure(line, message, column=column)
        return FormulaRun(index, "notation", failures=(failure,))
    return FormulaRun(index, status)


def states_relation(latex: str) -> bool:
    """Whether ``latex`` claims something; what cannot be read may."""
    try:
        return any(token.text in STRONG for token in tokenize(latex))
    except FormulaError:
        return True


def _failure(verdict: Verdict, formula: Formula, text: str) -> Failure:
    link = verdict.link
    assert link is not None
    line, column = place_of(formula, link.position, text)
    return Failure(line, str(verdict), notes=tuple(_notes(link)), column=column)


def _notes(link: LinkVerdict) -> list[str]:
    notes = []
    if link.left or link.right:
        notes += [f"left   {link.left}", f"right  {link.right}"]
    if link.point:
        notes.append(f"at     {link.point}")
    return notes
