"""Optimization problems: an objective, and what stands after "subject to"."""

from collections.abc import Sequence
from dataclasses import dataclass

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.claims import Claim, has_relation, without_ends
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.ranges import Range, is_range, read_ranges
from mathbook.publishing.formulas.grammar.readings import expression
from mathbook.publishing.formulas.grammar.relations import at_depth_zero, split_condition
from mathbook.publishing.formulas.grammar.tokens import Token
from mathbook.publishing.formulas.grammar.trees import Condition, Node

__all__ = ["Problem", "is_problem", "read_constraints", "read_problem"]

_WORDS = {
    "minimize": r"\min", "minimise": r"\min", "min": r"\min",
    "maximize": r"\max", "maximise": r"\max", "max": r"\max",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """``\\min_x f(x)`` subject to constraints.

    Attributes:
        objective: The extremum.
        constraints: What its variables must meet.
        start: Where the objective begins in the LaTeX.
        end: Where it ends.
        ranges: The ranges of the constraints' indices.
    """

    objective: Node
    constraints: tuple[Condition, ...]
    start: int
    end: int
    ranges: tuple[Range, ...] = ()


def is_problem(part: Claim) -> bool:
    r"""Whether ``part`` is a problem: has constraints, or is ``\min_x f(x)`` and no relation."""
    if _operator(part.tokens[0]) is not None:
        return True
    if part.constraints is not None:  # x = \arg\min f(x) subject to them states a solution
        return not has_relation(part.tokens)
    texts = [token.text for token in part.tokens[:2]]
    return texts in ([r"\min", "_"], [r"\max", "_"]) and not has_relation(part.tokens)


def read_problem(part: Claim, names: Names) -> Problem:
    """The problem that ``part`` states.

    Raises:
        FormulaError: If something in it is not understood.
    """
    tokens = _with_operator(part.tokens)
    objective = expression(tokens, names)
    constraints, ranges = read_constraints(part, names)
    return Problem(objective, constraints, tokens[0].start, tokens[-1].end, ranges)


def read_constraints(part: Claim, names: Names) -> tuple[tuple[Condition, ...], tuple[Range, ...]]:
    """What stands behind "subject to", and the ranges of the indices in it.

    Raises:
        FormulaError: If something in it is not understood.
    """
    constraints: list[Condition] = []
    ranges: list[Range] = []

    def sub(side: Sequence[Token]) -> Node:
        return expression(without_ends(list(side)), names)

    for piece in _constraint_pieces(part.constraints or []):
        if is_range(piece):
            ranges += read_ranges(piece, sub)
        elif found := split_condition(piece, sub):
            constraints += found
        else:
            raise FormulaError("found no relation in this constraint", piece[0].start)
    return tuple(constraints), tuple(ranges)


def _operator(token: Token) -> str | None:
    return _WORDS.get(token.text.lower()) if token.kind == "word" else None


def _with_operator(tokens: list[Token]) -> list[Token]:
    r"""``tokens`` with ``\min`` in place of the word "minimize"."""
    first, rest = tokens[0], without_ends(tokens[1:])
    operator = _operator(first)
    if operator is None:
        return tokens
    if not rest:
        raise FormulaError(f"nothing follows {first.text!r}", first.end)
    head = [Token("command", operator, first.start, first.end)]
    if rest[0].text != "_":  # no variable is printed, so that any may be meant
        head += [
            Token("sign", "_", first.start, first.end),
            Token("dots", r"\dots", first.start, first.end),
        ]
    return [*head, *rest]


def _constraint_pieces(tokens: list[Token]) -> list[list[Token]]:
    """The constraints, parted at the commas and spaces that stand between relations."""
    pieces: list[list[Token]] = []
    start = 0
    spaces = [index for index, token in at_depth_zero(tokens) if token.kind == "quad"]
    commas = [index for index, token in at_depth_zero(tokens) if token.text == ","]
    for place in sorted(spaces + commas):
        # x, y \ge 0 behind a space is one constraint; 1, \dots, n behind a comma is none.
        ends = spaces if place in spaces else spaces + commas
        stop = min((end for end in ends if end > place), default=len(tokens))
        if has_relation(tokens[start:place]) and has_relation(tokens[place + 1 : stop]):
            pieces.append(without_ends(tokens[start:place]))
            start = place + 1
    pieces.append(without_ends(tokens[start:]))
    return [piece for piece in pieces if piece]
