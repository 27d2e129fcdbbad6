"""What the tests of the formulas share: verdicts, values and trees of printed LaTeX."""

from collections.abc import Mapping
from typing import Any

from mathbook.publishing.formulas import FormulaError, Status, Verdict, check_formula
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import Value
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.statements import Statement, parse_formula
from mathbook.publishing.formulas.grammar.trees import Node

__all__ = ["fails", "holds", "refusal", "statement", "tree", "value", "verdict"]

Bindings = Mapping[str, Any]


def verdict(latex: str, names: Bindings | None = None, **options: Any) -> Verdict:
    """The verdict on ``latex`` with ``names``."""
    return check_formula(latex, names or {}, **options)


def holds(latex: str, names: Bindings | None = None, **options: Any) -> bool:
    """Whether ``latex`` holds; what is no statement, or not understood, does not."""
    return verdict(latex, names, **options).status is Status.HOLDS


def fails(latex: str, names: Bindings | None = None, **options: Any) -> bool:
    """Whether ``latex`` is understood and does not hold."""
    return verdict(latex, names, **options).status is Status.FAILS


def refusal(latex: str, names: Bindings | None = None, **options: Any) -> FormulaError:
    """The error that ``latex`` raises."""
    try:
        found = verdict(latex, names, **options)
    except FormulaError as error:
        return error
    raise AssertionError(f"{latex} raises nothing: {found}")


def statement(latex: str, names: Bindings | None = None) -> Statement:
    """The one statement of ``latex``."""
    (found,) = parse_formula(latex, Names(names or {}))
    return found


def tree(latex: str, names: Bindings | None = None) -> Node:
    """The tree of the expression ``latex``."""
    (chain,) = statement(f"0 = {latex}", names).chains
    return chain.sides[1].node


def value(latex: str, names: Bindings | None = None, **local: Value) -> Value:
    """The value of the expression ``latex``; ``local`` are names that nothing is bound to."""
    return evaluate(tree(latex, names), Scope(Names(names or {}), local=local))
