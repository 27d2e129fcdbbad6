"""The small changes of a formula that would make it another formula."""

from collections.abc import Iterator

from mathbook.publishing.audit import operator_mutations as operators
from mathbook.publishing.audit import script_mutations as scripts
from mathbook.publishing.audit import symbol_mutations as symbols
from mathbook.publishing.audit.expressions import Expression
from mathbook.publishing.audit.latex_tokens import Kind
from mathbook.publishing.audit.mutations import Mutation, distinct, neighbour

__all__ = ["formula_mutations"]


def formula_mutations(latex: str) -> list[Mutation]:
    """The changes of ``latex``, in its order.

    Each is one change of a digit, sign, operator, relation, function, index, symbol or mark,
    and each results in another text of balanced braces. What only words say (``\\text``,
    ``\\operatorname``, ``\\tag``) or what only arranges (environments, columns, spaces) stays.
    None merely weakens a statement: ``=`` never becomes ``\\approx``, nor ``<`` ``\\le``.

    Returns:
        Mutations with offsets in ``latex``; none if its braces do not match.
    """
    expression = Expression(latex)
    if not expression.balanced:
        return []
    return distinct(latex, _all(expression))


def _all(expression: Expression) -> Iterator[Mutation]:
    # Where two changes result in the same text, the first gives its kind.
    yield from scripts.changed_norms(expression)
    yield from _digits(expression)
    yield from operators.signs(expression)
    yield from operators.products(expression)
    yield from operators.quotients(expression)
    yield from operators.exchanged_fractions(expression)
    yield from operators.removed_roots(expression)
    yield from operators.relations(expression)
    yield from operators.exchanged_functions(expression)
    yield from scripts.removed_transposes(expression)
    yield from scripts.removed_marks(expression)
    yield from scripts.removed_subscripts(expression)
    yield from scripts.shifted_indices(expression, symbols.index_tokens(expression))
    yield from scripts.swapped_indices(expression)
    yield from symbols.removed_accents(expression)
    yield from symbols.replaced_symbols(expression)


def _digits(expression: Expression) -> Iterator[Mutation]:
    for index, token in enumerate(expression.tokens):
        if token.kind is Kind.DIGIT:
            script = expression.script_of.get(index)
            if script is None:
                kind = "digit"
            elif script.bounds_sum:
                kind = "index"
            else:
                kind = "superscript" if script.raised else "subscript"
            if script is None or not scripts.is_norm(expression, script):
                yield expression.change(index, index, neighbour(token.text), kind)
