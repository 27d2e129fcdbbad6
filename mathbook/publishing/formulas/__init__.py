"""Formulas held against what they speak of: "doctest for LaTeX"."""

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.verdicts.checking import check_formula
from mathbook.publishing.formulas.verdicts.verdict import LinkVerdict, Status, Verdict

__all__ = ["FormulaError", "LinkVerdict", "Status", "Verdict", "check_formula"]
