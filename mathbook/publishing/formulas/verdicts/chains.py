r"""The links of a chain, and those that dots stand for: ``\lambda_1 \ge \dots \ge \lambda_n``."""

from dataclasses import replace
from itertools import pairwise

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.evaluation.dots import is_dots, run_of
from mathbook.publishing.formulas.evaluation.evaluate import evaluate
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.statements import Chain, Side, Statement
from mathbook.publishing.formulas.grammar.trees import Node

__all__ = ["links_of", "without_dots"]


def links_of(chain: Chain) -> list[tuple[Node, str, Node]]:
    """The links of a chain: left side, relation, right side."""
    return [
        (one.node, relation, other.node)
        for (one, other), relation in zip(pairwise(chain.sides), chain.relations, strict=True)
    ]


def without_dots(statement: Statement, names: Names) -> Statement:
    """``statement`` with all the sides that dots in its chains stand for.

    Raises:
        FormulaError: If the dots do not say what they stand for.
    """
    if not any(is_dots(side.node) for chain in statement.chains for side in chain.sides):
        return statement
    scope = Scope(names)
    chains = []
    for chain in statement.chains:
        while any(is_dots(side.node) for side in chain.sides):
            chain = _filled(chain, scope)
        chains.append(chain)
    return replace(statement, chains=tuple(chains))


def _filled(chain: Chain, scope: Scope) -> Chain:
    """``chain`` with the sides that its first dots stand for."""
    nodes = [side.node for side in chain.sides]
    place = next(index for index, node in enumerate(nodes) if is_dots(node))
    stop = next((k for k in range(place + 1, len(nodes)) if is_dots(nodes[k])), len(nodes))
    _, run, _ = run_of(nodes[:stop], lambda node: evaluate(node, scope), "side")
    around = set(chain.relations[place - 1 : place + 1])
    if len(around) > 1 or len(run) < 2:
        raise FormulaError(r"\dots does not say which relations it stands for")
    dots = chain.sides[place]
    middle = [Side(node, dots.start, dots.end) for node in run[1:-1]]
    sides = (*chain.sides[:place], *middle, *chain.sides[place + 1 :])
    added = [*around] * (len(run) - 1)
    return Chain(sides, (*chain.relations[: place - 1], *added, *chain.relations[place + 1 :]))
