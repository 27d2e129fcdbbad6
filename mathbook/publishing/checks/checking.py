"""The formulas and numbers of a chapter, checked at the moment that the page means.

A formula is checked when its section's code has run, a number where it stands. Bindings
see a copy of the chapter's namespace: what they import is theirs.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from mathbook.publishing.chapter import Binding, Chapter, Formula
from mathbook.publishing.checks.formulas import check, unchecked
from mathbook.publishing.checks.naming import BindingFails, provided, section_names
from mathbook.publishing.checks.numbers import check_number
from mathbook.publishing.exceptions import last_lines
from mathbook.publishing.failures import Failure
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.runs import FormulaRun, NumberRun

__all__ = ["Checks"]

# Compiles source at a line of the chapter, in a namespace, and gives what it defines.
Define = Callable[[str, int, dict[str, Any]], Any]
# Throws away what a check has printed, and gives what else is wrong with it in that line.
Settle = Callable[[int], list[Failure]]


class Checks:
    """Checks what a chapter states, block by block.

    Attributes:
        formulas: The formulas that were checked so far.
        numbers: The numbers.
    """

    def __init__(
        self,
        chapter: Chapter | None,
        seed: int,
        define: Define,
        settle: Settle,
        tell: Callable[[int], None] = lambda line: None,
    ) -> None:
        self.tell = tell
        self.chapter = chapter
        self.seed = seed
        self.define = define
        self.settle = settle
        self.formulas: list[FormulaRun] = []
        self.numbers: list[NumberRun] = []

    def run(self, after: int, namespace: dict[str, Any]) -> None:
        """Check what is due when block ``after`` has run."""
        if self.chapter is None:
            return
        known: dict[tuple[Binding, ...], Names | Failure] = {}
        for index, formula in enumerate(self.chapter.formulas):
            if formula.after == after:
                self.formulas.append(self.checked(formula, index, namespace, known))
        for index, number in enumerate(self.chapter.numbers):
            if number.after == after:
                self.numbers.append(self.number(index, namespace))

    def checked(
        self, formula: Formula, index: int, namespace: dict[str, Any],
        known: dict[tuple[Binding, ...], Names | Failure],
    ) -> FormulaRun:  # fmt: skip
        assert self.chapter is not None
        if formula.skip is not None or formula.cited is not None:
            return unchecked(formula, index, self.chapter.text)
        self.tell(formula.span.line)
        if formula.bindings not in known:
            known[formula.bindings] = self.names(formula.bindings, namespace)
        names = known[formula.bindings]
        if isinstance(names, Failure):
            return FormulaRun(index, "fails", failures=(names,))
        with np.errstate(all="ignore"):
            run = check(formula, index, names, self.chapter.text, self.seed)
        unwell = self.settle(formula.span.line)
        return replace(run, status="fails", failures=tuple(unwell)) if unwell else run

    @property
    def results(self) -> tuple[tuple[FormulaRun, ...], tuple[NumberRun, ...]]:
        """What was checked so far."""
        return tuple(self.formulas), tuple(self.numbers)

    def names(self, bindings: tuple[Binding, ...], namespace: dict[str, Any]) -> Names | Failure:
        """The names that ``bindings`` give, or the failure of one of them."""
        scope = {**provided(self.seed), **namespace}
        try:
            return section_names(
                bindings, namespace, lambda source, line: self.define(source, line, scope)
            )
        except BindingFails as error:
            return error.failure

    def number(self, index: int, namespace: dict[str, Any]) -> NumberRun:
        assert self.chapter is not None
        number = self.chapter.numbers[index]
        line = number.span.line
        self.tell(line)
        column = number.span.start - self.chapter.text.rfind("\n", 0, number.span.start)
        try:
            value = self.define(f"({number.expression})", line, dict(namespace))
            return check_number(number, index, value, column)
        except BindingFails as error:
            failure = replace(error.failure, column=column)
            if failure.message.startswith("NameError"):
                message = f"{failure.message}; a number knows the code above it"
                failure = replace(failure, message=message)
        except Exception as error:  # of a value that cannot be printed
            failure = Failure(line, last_lines(error), column=column)
        return NumberRun(index, failures=(failure,))
