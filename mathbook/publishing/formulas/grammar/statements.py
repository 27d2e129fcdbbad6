"""A formula to the statements it makes: chains of relations, their conditions, implications."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.claims import (
    IMPLYING,
    STRONG,
    Claim,
    claims,
    without_ends,
)
from mathbook.publishing.formulas.grammar.infixes import prefixed
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.problems import (
    Problem,
    is_problem,
    read_constraints,
    read_problem,
)
from mathbook.publishing.formulas.grammar.ranges import Range, bounded_ranges, is_range, read_ranges
from mathbook.publishing.formulas.grammar.readings import expression
from mathbook.publishing.formulas.grammar.relations import (
    DECLARING,
    at_depth_zero,
    filled_sides,
    split_condition,
)
from mathbook.publishing.formulas.grammar.spaces import is_space, read_space
from mathbook.publishing.formulas.grammar.tokens import Token, tokenize
from mathbook.publishing.formulas.grammar.trees import Condition, Extremum, Node
from mathbook.publishing.parsers.characters import LONGEST_FORMULA

__all__ = ["Chain", "Problem", "Range", "Side", "Statement", "parse_formula"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation: its tree, and where it is printed."""

    node: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chain:
    """``A = B \\le C``: sides and the relations between them."""

    sides: tuple[Side, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is claimed: one chain, or several that imply one another.

    Attributes:
        chains: The chains, in the order of the implications between them.
        arrows: The implications.
        conditions: When it is claimed.
        ranges: Printed ranges of indices: name, first, last.
        problem: An optimization problem, in place of chains.
        tendencies: What tends where: ``v \\to 0``.
    """

    chains: tuple[Chain, ...] = ()
    arrows: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    ranges: tuple[Range, ...] = ()
    problem: Problem | None = None
    tendencies: tuple[Condition, ...] = ()


def parse_formula(latex: str, names: Names) -> list[Statement]:
    """The statements of ``latex``; none where it is notation only.

    Raises:
        FormulaError: If something in it is not understood.
    """
    if len(latex) > LONGEST_FORMULA:
        raise FormulaError(f"{len(latex):,} characters; expected at most {LONGEST_FORMULA:,}")
    tokens = prefixed(tokenize(latex))
    statements: list[Statement] = []
    for part in claims(tokens):
        statement = _Reader(names).statement(part)
        if statement is not None:
            statements.append(statement)
    if not statements and any(token.text in STRONG for token in tokens):
        place = next(token.start for token in tokens if token.text in STRONG)
        raise FormulaError("this relation is not understood", place)
    return statements


class _Reader:
    def __init__(self, names: Names) -> None:
        self.names = names

    def sub(self, tokens: Sequence[Token]) -> Node:
        return expression(without_ends(list(tokens)), self.names)

    def statement(self, part: Claim) -> Statement | None:
        """What ``part`` states; None if that is notation."""
        if is_problem(part):
            problem = read_problem(part, self.names)
            found = self.under(part.conditions, Statement(problem=problem))
            return replace(found, ranges=(*problem.ranges, *found.ranges))
        outside = [token for _, token in at_depth_zero(part.tokens)]
        states = any(token.text in STRONG for token in outside)
        if not states and not _claims_membership(part.tokens):
            return None
        for token in outside:
            if token.text in DECLARING:
                raise FormulaError("a relation and an arrow stand side by side", token.start)
        pieces, arrows = _implications(part.tokens)
        chains = tuple(self.chain(piece, bool(arrows)) for piece in pieces)
        if part.constraints is not None:
            chains = (*chains[:-1], self.constrained(chains[-1], part))
        return self.under(part.conditions, Statement(chains, tuple(arrows)))

    def under(self, printed: list[list[Token]], statement: Statement) -> Statement:
        """``statement`` with the conditions that are printed beside it."""
        conditions: list[Condition] = []
        ranges: list[Range] = []
        tendencies: list[Condition] = []
        for condition in printed:
            if is_range(condition):
                ranges += read_ranges(condition, self.sub)
            elif any(token.text == r"\to" for token in condition):
                tendencies += self.tendency(condition)
            elif not _is_of_kinds(condition):
                found = split_condition(condition, self.sub)
                conditions += found
                ranges += bounded_ranges(found)
        return replace(
            statement,
            conditions=tuple(conditions),
            ranges=tuple(ranges),
            tendencies=tuple(tendencies),
        )

    def tendency(self, tokens: list[Token]) -> list[Condition]:
        r"""``v \to 0``; a map between sets is none."""
        place = next(i for i, token in enumerate(tokens) if token.text == r"\to")
        if any(token.text == r"\mathbb" for token in tokens):
            return []
        return [Condition(self.sub(tokens[:place]), r"\to", self.sub(tokens[place + 1 :]))]

    def constrained(self, chain: Chain, part: Claim) -> Chain:
        r"""``x = \arg\min f(x)`` with its constraints.

        Raises:
            FormulaError: If no extremum stands before them, or they have indices of their own.
        """
        constraints, ranges = read_constraints(part, self.names)
        *others, last = chain.sides
        if not isinstance(last.node, Extremum) or ranges:
            what = "constraints with a range" if ranges else "constraints without an extremum"
            raise FormulaError(f"{what} are not understood here", last.start)
        node = replace(last.node, conditions=(*last.node.conditions, *constraints))
        return replace(chain, sides=(*others, replace(last, node=node)))

    def chain(self, tokens: list[Token], implied: bool) -> Chain:
        sides, relations = filled_sides(tokens)
        if implied and not relations:
            raise FormulaError("found no relation beside this implication", tokens[0].start)
        parsed = []
        for place, side in enumerate(sides):
            body = without_ends(list(side))
            ends = place == len(relations) and relations[-1:] == [r"\in"] and is_space(body)
            node = read_space(body, self.sub) if ends else expression(body, self.names)
            parsed.append(Side(node, body[0].start, body[-1].end))
        return Chain(tuple(parsed), tuple(relations))


def _claims_membership(tokens: list[Token]) -> bool:
    r"""Whether ``x \in S`` says something about values, not about a kind of number."""
    if not any(token.text in (r"\in", r"\notin") for _, token in at_depth_zero(tokens)):
        return False
    return not any(token.text in (r"\mathbb", r"\mathcal", r"\mathfrak") for token in tokens)


def _is_of_kinds(condition: list[Token]) -> bool:
    """Whether a condition restricts no sample: "as h -> 0", "x in R^n"."""
    return any(token.text in DECLARING or token.text == r"\mathbb" for token in condition)


def _implications(tokens: list[Token]) -> tuple[list[list[Token]], list[str]]:
    """What stands between the implications, and these."""
    pieces: list[list[Token]] = [[]]
    arrows: list[Token] = []
    outside = {index for index, _ in at_depth_zero(tokens)}
    for index, token in enumerate(tokens):
        if index in outside and token.text in IMPLYING:
            arrows.append(token)
            pieces.append([])
        else:
            pieces[-1].append(token)
    pieces = [without_ends(piece) for piece in pieces]
    for place, arrow in enumerate(arrows):
        if not pieces[place] or not pieces[place + 1]:
            raise FormulaError("nothing stands on one side of this implication", arrow.start)
    return pieces, [arrow.text for arrow in arrows]
