"""The door: one formula against a scope of names, to a verdict."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from mathbook.publishing.formulas.errors import Degenerate, FormulaError, Mismatch, Unbound
from mathbook.publishing.formulas.evaluation.steps import MOST_STEPS, Exhausted, Steps
from mathbook.publishing.formulas.evaluation.values import shown
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.statements import Chain, Statement, parse_formula
from mathbook.publishing.formulas.grammar.trees import Extremum, Node, Space, Symbol, walk
from mathbook.publishing.formulas.verdicts.arguments import check_for_all
from mathbook.publishing.formulas.verdicts.asymptotics import check_expansion, landau_term
from mathbook.publishing.formulas.verdicts.chains import links_of, without_dots
from mathbook.publishing.formulas.verdicts.excerpts import excerpt
from mathbook.publishing.formulas.verdicts.implications import check_implication
from mathbook.publishing.formulas.verdicts.links import check_link
from mathbook.publishing.formulas.verdicts.optima import check_optimum
from mathbook.publishing.formulas.verdicts.points import Context, Outcome
from mathbook.publishing.formulas.verdicts.printed import is_numeric
from mathbook.publishing.formulas.verdicts.problems import check_problem
from mathbook.publishing.formulas.verdicts.shapes import check_space
from mathbook.publishing.formulas.verdicts.symbols import arguments_in, unbound_names
from mathbook.publishing.formulas.verdicts.trailing import with_trailing_conditions
from mathbook.publishing.formulas.verdicts.verdict import LinkVerdict, Status, Verdict

__all__ = ["check_formula"]


@np.errstate(all="ignore")  # what is not finite is judged, not warned of
def check_formula(
    latex: str,
    names: Mapping[str, Any] | Names,
    *,
    point: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Verdict:
    r"""Hold a formula against what its names are bound to.

    Args:
        latex: The formula, without dollar signs.
        names: LaTeX names (``\hat y``) or Python names (``y_hat``) to values and functions.
            Vectors have shape (n,), matrices (m, n). A function whose parameters are names
            is also a node of a graph: used without arguments, it has the value that follows
            from them.
        point: Further values: the point at which equations hold.
        seed: Moves every random point.

    Returns:
        The verdict, with its links up to the first that fails.

    Raises:
        FormulaError: If a construct is not understood, a name is not bound, shapes do not
            fit, the formula says nothing, or it takes too many steps to compute.
    """
    scope = _scope(names, point or {})
    statements = with_trailing_conditions(parse_formula(latex, scope))
    try:
        return _verdict(statements, scope, seed, latex)
    except Exhausted:
        raise FormulaError(
            f"this takes more than {MOST_STEPS:,} steps to compute, as the steps of sums and"
            " derivatives within each other multiply: bind the inner one to a name"
        ) from None


def _verdict(statements: list[Statement], scope: Names, seed: int, latex: str) -> Verdict:
    claims = [without_dots(s, scope) for s in statements if s.problem is None or _is_problem(s)]
    if not claims:
        return Verdict(Status.NOTATION)
    count = sum(_count(statement) for statement in claims)
    links: list[LinkVerdict] = []
    steps = Steps()
    against = _against(claims, scope)
    for claim in claims:
        for link in _computed(claim, _context(claim, scope, seed, steps), latex):
            links.append(link)
            if not link.holds:
                return Verdict(Status.FAILS, tuple(links), count, against)
    return Verdict(Status.HOLDS, tuple(links), count, against, _warnings(claims, scope))


def _scope(names: Mapping[str, Any] | Names, point: Mapping[str, Any]) -> Names:
    if not isinstance(names, Names):
        return Names({**names, **point})
    # The names of a section are read once for all its formulas.
    return Names({**names.given, **point}) if point else names


def _context(claim: Statement, scope: Names, seed: int, steps: Steps) -> Context:
    return Context(
        scope, seed, claim.conditions, claim.ranges, tendencies=claim.tendencies, steps=steps
    )


def _is_problem(statement: Statement) -> bool:
    """Whether a problem claims something; ``\\max_i x_i`` alone is notation."""
    assert statement.problem is not None
    free = not statement.problem.constraints
    return not free or isinstance(statement.problem.objective, Extremum)


def _count(statement: Statement) -> int:
    if statement.problem is not None:
        return 1 + len(statement.problem.constraints)
    return len(statement.arrows) or sum(len(chain.relations) for chain in statement.chains)


def _computed(statement: Statement, context: Context, latex: str) -> Iterator[LinkVerdict]:
    """The links' verdicts; what NumPy cannot compute is an error of the formula."""
    try:
        yield from _links(statement, context, latex)
    except FormulaError:
        raise
    except np.linalg.LinAlgError as error:
        raise Mismatch(f"a matrix has no inverse here: {error}") from error
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # Values that do not go together in a way that no rule foresaw.
        raise Mismatch(f"this cannot be computed: {type(error).__name__}: {error}") from error


def _links(statement: Statement, context: Context, latex: str) -> Iterator[LinkVerdict]:
    if statement.problem is not None:
        problem = statement.problem
        for what, outcome in check_problem(problem, context):
            text, start = excerpt(latex, problem.start, problem.end)
            yield _link_verdict(f"{what} of {text}", outcome, start)
    elif statement.arrows:
        pairs = zip(pairwise(statement.chains), statement.arrows, strict=True)
        for (one, other), arrow in pairs:
            text, start = excerpt(latex, one.sides[0].start, other.sides[-1].end)
            yield _link_verdict(text, _implied(one, arrow, other, context), start)
    else:
        (chain,) = statement.chains
        sides = pairwise(chain.sides)
        for (before, after), link in zip(sides, links_of(chain), strict=True):
            text, start = excerpt(latex, before.start, after.end)
            yield _link_verdict(text, _link(*link, context), start)


def _implied(one: Chain, arrow: str, other: Chain, context: Context) -> Outcome:
    # "f'(x) = 2x - 4 = 0" is an identity before it is the equation that is solved.
    for left, relation, right in links_of(one)[:-1]:
        outcome = _link(left, relation, right, context)
        if not outcome.holds:
            return outcome
    outcome = check_implication(one, other, context)
    if outcome.holds and arrow == r"\Leftrightarrow":
        return check_implication(other, one, context)
    return outcome


def _link(left: Node, relation: str, right: Node, context: Context) -> Outcome:
    if left == right:
        raise Degenerate("both sides are the same expression: this says nothing")
    if isinstance(right, Space):
        return check_space(left, right, context)
    for one, other in ((left, right), (right, left)):
        if isinstance(other, Extremum):
            rounded = relation == r"\approx" and other.operation in ("min", "max")
            if not rounded and relation not in ("=", r"\in", r"\coloneq"):
                raise FormulaError(f"\\{other.operation} is compared by '='")
            return check_optimum(one, other, context, rounded=rounded)
    if landau_term(right) is not None:
        if relation != "=":
            raise FormulaError(f"an expansion has an equality sign; found {relation}")
        return check_expansion(left, right, context)
    missing = unbound_names((left, right), context.declared)
    if not missing:
        return check_link(left, relation, right, context)
    outcome = check_for_all(left, relation, right, context, missing)
    meant = arguments_in((left, right))
    strange = [name for name in missing if name not in meant]
    if not outcome.holds and strange:
        # No argument that stands for any value, so a name somebody forgot to bind.
        raise Unbound(strange[0], missing[strange[0]])
    return outcome


def _link_verdict(text: str, outcome: Outcome, position: int) -> LinkVerdict:
    return LinkVerdict(
        text,
        outcome.holds,
        outcome.how,
        "" if outcome.left is None else shown(outcome.left),
        "" if outcome.right is None else shown(outcome.right),
        position,
        outcome.point,
        outcome.reason,
    )


def _sides(statement: Statement) -> list[Node]:
    return [side.node for chain in statement.chains for side in chain.sides]


def _nodes(statement: Statement) -> list[Node]:
    nodes = [*_sides(statement), *statement.conditions]
    if statement.problem is not None:
        nodes += [statement.problem.objective, *statement.problem.constraints]
    return nodes


def _keys(claims: list[Statement]) -> list[str]:
    found: dict[str, None] = {}
    for claim in claims:
        for node in _nodes(claim):
            for part in walk(node):
                if isinstance(part, Symbol) and part.known:
                    found.setdefault(part.name)
    return list(found)


def _against(claims: list[Statement], names: Names) -> tuple[str, ...]:
    """What the names of the formula are bound to."""
    texts = []
    for key in _keys(claims):
        bound = names.bound[key]
        texts.append(f"{key} = {bound.what}" if bound.what else key)
    return tuple(texts)


def _warnings(claims: list[Statement], names: Names) -> tuple[str, ...]:
    """Zeros and equal values: at them a wrong formula may seem right."""
    warnings = []
    values: dict[float, str] = {}
    equations = _keys([claim for claim in claims if any(map(is_numeric, _sides(claim)))])
    for key in _keys(claims):
        value = names.bound[key].value
        if isinstance(value, np.ndarray) and value.size > 1 and not value.any():
            warnings.append(f"{key} is 0")  # zeros are never replaced by random values
        if key not in equations or isinstance(value, bool) or not isinstance(value, float | int):
            continue
        if value == 0:
            warnings.append(f"{key} is 0")
        elif float(value) in values:
            warnings.append(f"{key} and {values[float(value)]} are equal")
        values.setdefault(float(value), key)
    return tuple(warnings)
