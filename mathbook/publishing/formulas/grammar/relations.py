"""Relations: where a formula's tokens part into sides."""

from collections.abc import Callable, Iterator, Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.tokens import Token, depth_change
from mathbook.publishing.formulas.grammar.trees import Condition, Node

__all__ = [
    "DECLARING", "RELATIONS", "Sub", "at_depth_zero", "filled_sides", "split_at",
    "split_condition", "split_sides",
]  # fmt: skip

# Parses tokens as a whole expression.
Sub = Callable[[Sequence[Token]], Node]

RELATIONS = frozenset(
    r"""= < > \le \ge \ne \approx \in \notin \succeq \preceq \succ \prec \equiv \propto \perp
    \coloneq \subset \subseteq \sim \ll \gg \lesssim \gtrsim \cong \parallel""".split()
)
DECLARING = frozenset({r"\to", r"\mapsto", r"\leftarrow", r"\rightsquigarrow", r"\longrightarrow"})


def at_depth_zero(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The tokens outside all brackets and environments, each with its index."""
    depth = 0
    for index, token in enumerate(tokens):
        change = depth_change(token)
        depth += change
        if not change and depth <= 0:
            yield index, token


def split_at(tokens: Sequence[Token], text: str) -> list[Sequence[Token]]:
    """What stands between the ``text`` outside all brackets, where something does."""
    parts: list[Sequence[Token]] = []
    start = 0
    for index, token in at_depth_zero(tokens):
        if token.text == text:
            parts.append(tokens[start:index])
            start = index + 1
    parts.append(tokens[start:])
    return [part for part in parts if part]


def split_sides(tokens: Sequence[Token]) -> tuple[list[Sequence[Token]], list[str]]:
    """The sides of a chain, and the relations between them.

    Raises:
        FormulaError: If a relation speaks of chance.
    """
    sides: list[Sequence[Token]] = []
    relations: list[str] = []
    start = 0
    for index, token in at_depth_zero(tokens):
        if index < start:  # the = of :=
            continue
        if token.text == ":" and index + 1 < len(tokens) and tokens[index + 1].text == "=":
            text, length = r"\coloneq", 2
        elif token.text in RELATIONS and not _is_script(tokens, index):
            text, length = token.text, 1
        else:
            continue
        if text == r"\sim":
            raise FormulaError(
                r"\sim is not understood: distributions are not checked", token.start
            )
        sides.append(tokens[start:index])
        relations.append(text)
        start = index + length
    sides.append(tokens[start:])
    return sides, relations


def _is_script(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is a subscript by itself, as in ``x_\\perp``."""
    return index > 0 and tokens[index - 1].text in ("_", "^")


def filled_sides(tokens: Sequence[Token]) -> tuple[list[Sequence[Token]], list[str]]:
    """The sides of a chain, and the relations between them.

    Raises:
        FormulaError: If nothing stands on one side of a relation.
    """
    sides, relations = split_sides(tokens)
    for place, side in enumerate(sides):
        if all(token.kind == "quad" or token.text in (",", ".", ";") for token in side):
            end = next((part[-1].end for part in reversed(sides[:place]) if part), 0)
            position = next((token.start for token in tokens if token.start >= end), end)
            raise FormulaError("nothing stands on one side of this relation", position)
    return sides, relations


def split_condition(tokens: Sequence[Token], sub: Sub) -> tuple[Condition, ...]:
    """The conditions that ``tokens`` state, all of which are to hold; none without a relation.

    Raises:
        FormulaError: If one of several is to hold, or something is not understood.
    """
    parts = _conjuncts(tokens)
    if not all(split_sides(part)[1] for part in parts):
        return ()
    conditions: list[Condition] = []
    for sides, relations in map(filled_sides, parts):
        nodes = [sub([token for token in side if token.kind != "quad"]) for side in sides]
        conditions += map(Condition, nodes, relations, nodes[1:])
    return tuple(conditions)


def _conjuncts(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """``tokens`` parted at "and", and at commas that part relations."""
    parts: list[Sequence[Token]] = []
    start = 0
    for index, token in at_depth_zero(tokens):
        if token.kind == "word" and token.text == "or":
            raise FormulaError("conditions with 'or' are not understood", token.start)
        is_and = token.text == r"\wedge" or (token.kind == "word" and token.text == "and")
        before, after = tokens[start:index], tokens[index + 1 :]
        if is_and or (token.text == "," and split_sides(before)[1] and split_sides(after)[1]):
            parts.append(before)
            start = index + 1
    parts.append(tokens[start:])
    return [part for part in parts if part]
