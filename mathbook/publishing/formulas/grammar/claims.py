"""A formula's tokens to its claims: rows, separate relations, and the words between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.relations import (
    DECLARING,
    RELATIONS,
    at_depth_zero,
    split_sides,
)
from mathbook.publishing.formulas.grammar.tokens import Token

__all__ = ["IMPLYING", "STRONG", "Claim", "claims", "has_relation", "without_ends"]

# Where one of these stands, something is claimed, which has to be checked.
STRONG = frozenset(
    r"""= \le \ge \approx < > \ne \equiv \coloneq \succeq \preceq \succ \prec \propto \sim \ll \gg
    \cong \lesssim \gtrsim \perp""".split()
)
IMPLYING = frozenset({r"\Rightarrow", r"\Leftrightarrow"})
_ENVIRONMENTS = frozenset(
    """aligned align alignat gather gathered split equation eqnarray multline alignedat
    displaymath""".split()
)
_PARTING = frozenset(
    "and,where,with,or,but,so,hence,thus,then,therefore,while,i.e.,and so".split(",")
)
_CONDITIONAL = frozenset(
    "if,iff,for,for all,for any,for every,for each,for some,when,whenever,as,provided,such that,"
    "on,over,unless,at,by".split(",")
)
_SUBJECT = frozenset({"s.t.", "subject to", "st", "s. t."})


@dataclass(slots=True)
class Claim:
    """Relations that are claimed together.

    Attributes:
        tokens: What is claimed.
        conditions: When it is claimed, each in tokens.
        constraints: What stands after "subject to"; None where those words do not stand.
    """

    tokens: list[Token]
    conditions: list[list[Token]] = field(default_factory=list)
    constraints: list[Token] | None = None


def _rows(tokens: list[Token]) -> list[list[Token]]:
    """The rows of an aligned environment, joined where one continues the one before."""
    tokens = without_ends(tokens)
    if not (tokens and tokens[0].kind == "begin" and tokens[0].text in _ENVIRONMENTS):
        return [tokens]
    if tokens[-1].kind != "end" or tokens[-1].text != tokens[0].text:
        return [tokens]
    joined: list[list[Token]] = []
    for row in map(without_ends, _printed_rows(tokens[1:-1])):
        if row and joined and (_continues(row) or _is_open(joined[-1])):
            joined[-1] += row
        elif row:
            joined.append(row)
    return [inner for row in joined for inner in _rows(row)]


def _printed_rows(tokens: list[Token]) -> list[list[Token]]:
    """What stands between the ``\\\\`` of an environment, without its ``&``."""
    rows: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind == "begin") - (token.kind == "end")
        if token.kind == "row" and not depth:
            rows.append([])
        elif token.text != "&" or depth:
            rows[-1].append(token)
    return rows


def _continues(row: list[Token]) -> bool:
    first = row[0].text
    if first in RELATIONS or first in IMPLYING or first in (r"\cdot", r"\times", "/"):
        return True
    has_relation = any(token.text in STRONG for _, token in at_depth_zero(row))
    return first in ("+", "-") and not has_relation


def _is_open(row: list[Token]) -> bool:
    return row[-1].text in RELATIONS or row[-1].text in ("+", "-", r"\cdot", r"\times")


def without_ends(tokens: list[Token]) -> list[Token]:
    """``tokens`` without space and punctuation at its ends."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind == "quad":
        start += 1
    while end > start and (
        tokens[end - 1].kind in ("quad", "row") or tokens[end - 1].text in (".", ",", ";")
    ):
        end -= 1
    return list(tokens[start:end])


def has_relation(tokens: Sequence[Token]) -> bool:
    """Whether ``tokens`` relate something, or declare it."""
    return any(
        token.text in RELATIONS or token.text in DECLARING for _, token in at_depth_zero(tokens)
    )


class _Row:
    """Parts a row into its claims, each with its conditions."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.claims: list[Claim] = []
        self.current: list[Token] = []
        self.target = "claim"  # what the current tokens are: or "prefix", "condition", ...
        self.pending: list[list[Token]] = []  # conditions that stand before their claim

    def parts(self) -> list[Claim]:
        outside = {index for index, _ in at_depth_zero(self.tokens)}
        after = 0
        for index, token in enumerate(self.tokens):
            if index < after:
                continue
            if index not in outside:
                self.current.append(token)
            elif bracketed := self.bracketed_condition(index):
                self.close("condition")
                self.current = without_ends(bracketed)[1:-1]
                self.close("claim")
                after = index + len(bracketed)
            else:
                self.step(index, token)
        self.close("claim")
        return self.claims

    def step(self, index: int, token: Token) -> None:
        word = _trimmed(token.text) if token.kind == "word" else ""
        if word in _SUBJECT:
            self.close("constraint")
        elif word in _CONDITIONAL or token.text == r"\forall":
            self.close("condition" if self.current or self.claims else "prefix")
        elif word in _PARTING and self.target in ("condition", "constraint"):
            # "or" stays, and is refused: both conditions would be read as one.
            is_or = word == "or"
            self.current.append(token if is_or else Token("sign", ",", token.start, token.end))
        elif word in _PARTING or self.is_end(index, token):
            if word == "or" and has_relation(self.current):
                raise FormulaError("claims with 'or' between them are not understood", token.start)
            self.close("claim")
        else:
            self.current.append(token)

    def is_end(self, index: int, token: Token) -> bool:
        """Whether a space or a sign ends a claim here."""
        if token.kind == "quad":
            return self.target == "claim" and _parts_here(self.tokens, index, self.current)
        if token.text == ":" and self.target == "prefix":
            return True
        is_comma = token.text in (",", ";") and self.target == "claim"
        return is_comma and _comma_parts(self.tokens, index, self.current)

    def bracketed_condition(self, index: int) -> list[Token]:
        """The wide space here and the ``(x > 0)`` behind it, if a claim ends there."""
        if self.tokens[index].kind != "quad" or self.target != "claim" or not self.current:
            return []
        rest = self.tokens[index:]
        closing = next((i for i, t in enumerate(rest) if t.text == ")"), None)
        if closing is None:
            return []
        ends = (i for i, t in at_depth_zero(rest) if t.kind == "quad" or t.text in (",", ";"))
        end = next((i for i in ends if i > closing), len(rest))
        found = rest[: end + 1]
        parts = _is_bracketed_condition(found) and _parts_here(found, 0, self.current)
        return found if parts else []

    def close(self, following: str) -> None:
        body = without_ends(self.current)
        if not body:
            pass
        elif self.target == "claim":
            self.claims.append(Claim(body, self.pending))
            self.pending = []
        elif self.target == "prefix" or not self.claims:
            self.pending.append(body)
        elif self.target == "constraint":
            self.claims[-1].constraints = [*(self.claims[-1].constraints or []), *body]
        else:
            self.claims[-1].conditions.append(body)
        self.current, self.target = [], following


def _with_ranges(parts: list[Claim]) -> list[Claim]:
    """The parts; ``i = 1, \\dots, n`` is the range of what stands before it."""
    kept: list[Claim] = []
    for part in parts:
        if kept and _is_range(part.tokens):
            kept[-1].conditions.append(part.tokens)
        else:
            kept.append(part)
    return kept


def _is_range(tokens: list[Token]) -> bool:
    sides, relations = split_sides(tokens)
    if relations != ["="] or not any(token.kind == "dots" for token in sides[1]):
        return False
    texts = [token.text for token in sides[1]]
    letters = all(token.kind == "letter" or token.text == "," for token in sides[0])
    return letters and texts[0].isdigit() and "," in texts


def _trimmed(text: str) -> str:
    return text.strip(" ,:;").lower()


def _parts_here(tokens: list[Token], index: int, current: list[Token]) -> bool:
    """Whether a wide space parts two claims."""
    after = without_ends(tokens[index:])
    if not current or not after or not has_relation(current):
        return False
    if after[0].text in IMPLYING or current[-1].text in IMPLYING:
        return False
    if after[0].text in RELATIONS or _is_open(current):
        return False
    return has_relation(after) or _is_bracketed_condition(after)


def _is_bracketed_condition(tokens: list[Token]) -> bool:
    inner = without_ends(tokens)
    if len(inner) < 3 or inner[0].text != "(" or inner[-1].text != ")":
        return False
    return not list(at_depth_zero(inner)) and has_relation(inner[1:-1])


def _comma_parts(tokens: list[Token], index: int, current: list[Token]) -> bool:
    """Whether a comma ends a claim: both sides of it state something."""
    if not has_relation(current):
        return False
    rest = tokens[index + 1 :]
    until = next((i for i, t in at_depth_zero(rest) if t.text in (",", ";")), len(rest))
    following = rest[:until]
    trimmed = without_ends(following)
    return (bool(trimmed) and trimmed[0].kind == "word") or has_relation(following)


def claims(tokens: list[Token]) -> list[Claim]:
    """Every claim of a formula, in order."""
    return [claim for row in _rows(tokens) for claim in _with_ranges(_Row(row).parts())]
