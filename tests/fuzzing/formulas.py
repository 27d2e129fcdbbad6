"""Damaged formulas through the checker and through MathML, in forks that may die."""

import re
import signal
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mathbook.publishing.chapter import Chapter, Formula, Span
from mathbook.publishing.formulas import FormulaError, check_formula
from mathbook.publishing.mathml import formula_failures, formula_html
from mathbook.publishing.processes.aside import run_aside
from mathbook.publishing.processes.children import Lost
from tests.fuzzing.faults import Draw, Fault
from tests.fuzzing.seeds import formula_seeds
from tests.fuzzing.trials import Hang, watched

__all__ = ["Damaged", "Tally", "damaged_formula", "try_formulas"]

_LONGEST = 10.0


@dataclass(frozen=True, slots=True)
class Damaged:
    """A formula with a fault, and the place of the names it is held against."""

    fault: Fault
    latex: str
    seed: int


@dataclass(slots=True)
class Tally:
    """What came of damaged formulas.

    Attributes:
        counts: How many there were, by kind of fault.
        statuses: Their verdicts.
        wrong: What may not be.
    """

    counts: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take over what another one counted."""
        self.counts += other.counts
        self.statuses += other.statuses
        self.wrong += other.wrong


def damaged_formula(fault: Fault, draw: Draw) -> Damaged:
    """A formula of the textbooks with ``fault``."""
    while True:
        place = draw.randrange(len(formula_seeds()))
        latex = fault.change(formula_seeds()[place][0], draw)
        if latex is not None:
            assert isinstance(latex, str)
            return Damaged(fault, latex, place)


def try_formulas(formulas: Sequence[Damaged]) -> Tally:
    """Try them all; where a process dies, find the formula that it died of."""
    answer = run_aside(partial(_tried, formulas), _LONGEST * 6 + len(formulas))
    if not isinstance(answer, Lost):
        return answer
    if len(formulas) == 1:
        (formula,) = formulas
        died = f"died: {answer.reason}: {formula.fault.name}: {formula.latex[:300]!r}"
        return Tally(Counter([formula.fault.name]), Counter(), [died])
    middle = len(formulas) // 2
    tally = try_formulas(formulas[:middle])
    tally.add(try_formulas(formulas[middle:]))
    return tally


def _tried(formulas: Sequence[Damaged]) -> Tally:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    tally = Tally()
    for formula in formulas:
        tally.counts[formula.fault.name] += 1
        try:
            with watched(_LONGEST):
                tally.statuses[_status(formula)] += 1
        except (Exception, Hang) as error:
            frames = "".join(traceback.format_exception(error))[-1500:]
            kind = "hang" if isinstance(error, Hang) else "crash"
            tally.wrong.append(f"{kind}: {formula.fault.name}: {formula.latex[:300]!r}\n{frames}")
    return tally


def _status(formula: Damaged) -> str:
    """The verdict on ``formula``, after it was shown, or refused, as the site shows it."""
    latex = formula.latex
    shown = Formula(Span(0, len(latex) + 2, 1, 1 + latex.count("\n")), latex, display=True)
    chapter = Chapter(Path("chapter.md"), f"${latex}$", formulas=(shown,))
    failures = formula_failures(chapter)
    if not failures:
        html = formula_html(shown)
        if re.search(r"<(?:script|img|a)\b|href=|\son\w+=", html):
            raise AssertionError(f"live HTML: {html[:500]}")
    pair = formula_seeds()[formula.seed][1]
    try:
        return str(check_formula(latex, pair.names, point=pair.point).status)
    except FormulaError:
        return "refused"
