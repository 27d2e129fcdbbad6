"""What formulas are held against, and which functions of a section's module they reach."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mathbook.publishing.chapter import Binding, Formula
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.parsers.bindings import split_at
from mathbook.publishing.runs import FormulaRun

__all__ = ["Reach", "held_against", "public_functions", "reach_of"]

_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Reach:
    """The public functions of the module that a section mirrors.

    Attributes:
        module: The module's name.
        reached: The functions that at least one formula was held against.
        missed: The others.
    """

    module: str
    reached: tuple[str, ...]
    missed: tuple[str, ...]


def reach_of(page: str, evaluation: Evaluation, book: Configuration) -> Reach | None:
    """Which functions of its module the formulas of ``page`` reach.

    Args:
        page: A page below the docs folder.
        evaluation: Its evaluation.
        book: The book; only its sections have a module, in one of its packages.
    """
    if book.number(page) is None:
        return None
    for package in book.packages:
        file = (package / page).with_suffix(".py")
        if file.is_file():
            functions = public_functions(file)
            used = _used(evaluation)
            parts = file.relative_to(package.parent).with_suffix("").parts
            return Reach(
                ".".join(parts),
                tuple(name for name in functions if name in used),
                tuple(name for name in functions if name not in used),
            )
    return None


def public_functions(file: Path) -> tuple[str, ...]:
    """The functions in the ``__all__`` of a module: what it defines or passes on.

    A module that cannot be read has none; whoever imports it says why.
    """
    try:
        body = ast.parse(file.read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return ()
    exported: list[str] = []
    others: set[str] = set()
    for node in body:
        if isinstance(node, ast.ClassDef):
            others.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            others.update(names)
            if names == ["__all__"] and isinstance(node.value, ast.List | ast.Tuple):
                exported = [str(e.value) for e in node.value.elts if isinstance(e, ast.Constant)]
    return tuple(name for name in exported if name not in others and not name[:1].isupper())


def held_against(formula: Formula, run: FormulaRun) -> tuple[str, ...]:
    """What the names of ``formula`` were bound to, as its section's bindings say it."""
    expressions = _expressions(formula)
    names = [(text.partition(" = ")[0], text) for text in run.against]
    return tuple(
        f"{name} = {expressions[name]}" if name in expressions else text for name, text in names
    )


def _expressions(formula: Formula) -> dict[str, str]:
    """The expression of each name that the formula's section binds."""
    found: dict[str, str] = {}
    for binding in formula.bindings:
        targets = [target.strip() for target in split_at(binding.target, ",")]
        for target, expression in zip(targets, _parts(binding, len(targets)), strict=True):
            called = target.partition("(")[0].strip()
            found[called if target.endswith(")") else target] = expression
    return found


def _parts(binding: Binding, count: int) -> list[str]:
    """The expression of each of a binding's ``count`` targets."""
    if count == 1:
        return [binding.expression]
    tree = ast.parse(binding.expression.strip(), mode="eval").body
    if isinstance(tree, ast.Tuple) and len(tree.elts) == count:
        return [ast.unparse(entry) for entry in tree.elts]
    return [f"({binding.expression})[{place}]" for place in range(count)]


def _used(evaluation: Evaluation) -> set[str]:
    """The Python names that some formula that holds was held against."""
    used: set[str] = set()
    for index, run in evaluation.formulas.items():
        if run.status == "holds":
            formula = evaluation.chapter.formulas[index]
            texts = (*run.against, *held_against(formula, run))
            used |= _closure(texts, _expressions(formula))
    return used


def _closure(texts: Iterable[str], expressions: dict[str, str]) -> set[str]:
    """The names in what ``texts`` say is bound, and in the bindings of those names."""
    names: set[str] = set()
    waiting = [name for text in texts for name in _NAME.findall(text.partition(" = ")[2])]
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += _NAME.findall(expressions.get(name, ""))
    return names
