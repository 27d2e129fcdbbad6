r"""Conditions that are printed behind their claim without a word: ``a_{ij} = 0, \quad j < i``.

A relation between indices alone claims nothing by itself. Where they are free indices of the
claim before it, it says which of them are meant.
"""

from collections.abc import Iterable
from dataclasses import replace

from mathbook.publishing.formulas.evaluation.ranges import free_indices
from mathbook.publishing.formulas.grammar.ranges import bounded_ranges
from mathbook.publishing.formulas.grammar.statements import Statement
from mathbook.publishing.formulas.grammar.trees import Condition
from mathbook.publishing.formulas.verdicts.chains import links_of
from mathbook.publishing.formulas.verdicts.symbols import index_symbols

__all__ = ["with_trailing_conditions"]

_RELATIONS = frozenset({r"\le", "<", r"\ge", ">", r"\ne", "=", r"\in", r"\notin"})


def with_trailing_conditions(statements: Iterable[Statement]) -> list[Statement]:
    """The statements; what only says which indices are meant is a condition of the one before."""
    kept: list[Statement] = []
    for statement in statements:
        conditions = _conditions(statement)
        if kept and conditions and _names(conditions) <= _free(kept[-1]):
            kept[-1] = replace(
                kept[-1],
                conditions=(*kept[-1].conditions, *conditions),
                ranges=(*kept[-1].ranges, *bounded_ranges(conditions)),
            )
        else:
            kept.append(statement)
    return kept


def _conditions(statement: Statement) -> tuple[Condition, ...]:
    """What ``statement`` says of indices, if it says nothing else."""
    if statement.arrows or statement.conditions or statement.problem or len(statement.chains) != 1:
        return ()
    (chain,) = statement.chains
    found = tuple(Condition(*link) for link in links_of(chain))
    plain = all(part.relation in _RELATIONS and not free_indices(part) for part in found)
    return found if plain and all(map(index_symbols, found)) else ()


def _names(conditions: Iterable[Condition]) -> set[str]:
    return {name for part in conditions for name in index_symbols(part)}


def _free(statement: Statement) -> set[str]:
    """The free indices of what ``statement`` claims."""
    sides = (side.node for chain in statement.chains for side in chain.sides)
    return {name for side in sides for name in free_indices(side)}
