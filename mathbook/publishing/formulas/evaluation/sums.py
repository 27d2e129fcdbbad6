"""Sums, products and extrema over indices: many values to one."""

import itertools
from collections.abc import Iterator

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Mismatch
from mathbook.publishing.formulas.evaluation import algebra
from mathbook.publishing.formulas.evaluation.biases import added
from mathbook.publishing.formulas.evaluation.calls import indexed
from mathbook.publishing.formulas.evaluation.conditions import condition
from mathbook.publishing.formulas.evaluation.dots import is_dots, run_of
from mathbook.publishing.formulas.evaluation.ranges import extent
from mathbook.publishing.formulas.evaluation.scope import Evaluate, Scope
from mathbook.publishing.formulas.evaluation.values import Value, integer, is_scalar
from mathbook.publishing.formulas.grammar.trees import (
    Add,
    Condition,
    Node,
    Number,
    Product,
    Reduce,
    Symbol,
    walk,
)

__all__ = ["product_with_dots", "reduction", "sum_of"]

_MOST = 200_000
_SERIES = 400


def sum_of(node: Add, scope: Scope, evaluate: Evaluate) -> Value:
    """The signed sum of the terms."""
    if any(is_dots(term) for term in node.terms):
        node = _with_dots(node, scope, evaluate)
    total: Value = None
    for place, (sign, term) in enumerate(zip(node.signs, node.terms, strict=True)):
        value = evaluate(term, scope)
        if isinstance(value, tuple):
            raise Mismatch("a tuple cannot be added")
        value = -value if sign < 0 else value
        if len(node.terms) > 1:
            scope.trace.add_term(value)
        if total is None:
            total = value
        else:
            total = added(total, value, node.terms[: place + 1], scope, evaluate)
    return total


def _with_dots(node: Add, scope: Scope, evaluate: Evaluate) -> Add:
    r"""``x_1 + \dots + x_n`` with all its terms."""
    before, run, after = run_of(node.terms, lambda item: evaluate(item, scope), "term")
    place = len(before)
    sign, *others = node.signs[place : place + 3]
    if set(others) != {sign}:
        raise FormulaError(r"\dots does not say which signs its terms have")
    signs = (*node.signs[:place], *([sign] * len(run)), *node.signs[place + 3 :])
    return Add(signs, (*before, *run, *after))


def product_with_dots(node: Product, scope: Scope, evaluate: Evaluate) -> Value:
    r"""``a x_1 \cdots x_n``: a product whose last factor but one is dots."""
    assert isinstance(node.left, Product)
    first, operator = node.left.left, node.operator
    total: Value = 1.0
    items: list[Node] = []
    if isinstance(first, Product):  # a, which is multiplied in its own way
        total, operator = evaluate(first.left, scope), first.operator
        items = [first.left.right if isinstance(first.left, Product) else first.left]
        first = first.right
    items += [first, node.left.right, node.right]
    for factor in run_of(items, lambda item: evaluate(item, scope), "factor")[1]:
        total = algebra.multiply(total, evaluate(factor, scope), operator)
        operator = node.operator
    return total


def reduction(node: Reduce, scope: Scope, evaluate: Evaluate) -> Value:
    """A sum, product, maximum or minimum over indices."""
    values = list(_values(node, scope, evaluate))
    if node.operation in ("max", "min"):
        if not values:
            raise FormulaError(f"{node.operation} over nothing")
        choose = np.max if node.operation == "max" else np.min
        return float(choose(np.asarray(values, dtype=float)))
    if node.upper is not None and _is_infinite(evaluate(node.upper, scope)):
        _check_convergence(node.operation, values)
    total: Value = 0.0 if node.operation == "sum" else 1.0
    for value in values:
        if node.operation == "sum":
            scope.trace.add_term(value)
            total = value if is_scalar(total) and total == 0 else algebra.add(total, value)
        else:
            total = algebra.multiply(total, value)
    return total


def _values(node: Reduce, scope: Scope, evaluate: Evaluate) -> Iterator[Value]:
    """What is reduced, for each value of the indices that meets the conditions."""
    filters = [
        part
        for part in node.conditions
        if part.relation != r"\in" or not _names(part.left) & set(node.indices)
    ]
    for local in _runs(node, scope, evaluate):
        inner = scope.child(local=local) if local else scope
        if all(condition(part, inner, evaluate) for part in filters):
            yield evaluate(node.body, inner)


def _names(node: Node) -> set[str]:
    return {part.name for part in walk(node) if isinstance(part, Symbol)}


def _runs(node: Reduce, scope: Scope, evaluate: Evaluate) -> Iterator[dict[str, float]]:
    # A name that an operator further out runs over is not run over again: \sum_{j < i}.
    names = [name for name in node.indices if name not in scope.local or node.lower is not None]
    ranges = [_range(name, node, scope, evaluate) for name in names]
    count = int(np.prod([len(r) for r in ranges])) if ranges else 1
    if count > _MOST:
        raise FormulaError(f"{count} terms are too many to add")
    for numbers in itertools.product(*ranges):
        yield dict(zip(names, map(float, numbers), strict=True))


def _range(name: str, node: Reduce, scope: Scope, evaluate: Evaluate) -> list[float]:
    if node.lower is not None and name == node.indices[0]:
        first = integer(evaluate(node.lower, scope), f"the first {name}")
        if node.upper is None:
            raise FormulaError(f"nothing says how far {name} runs")
        upper = evaluate(node.upper, scope)
        if _is_infinite(upper):
            return _counted(first, first + _SERIES - 1)
        return _counted(first, integer(upper, f"the last {name}"))
    members = _members(name, node, scope, evaluate)
    if members is not None:
        return members
    low, high = _bounds(name, node, scope, evaluate)
    if low is not None and high is not None:
        return _counted(low, high)
    if node.upper is not None and len(node.indices) == 1:
        return _counted(1, integer(evaluate(node.upper, scope), f"the last {name}"))
    dummy = scope.child(local=dict.fromkeys(_open_names(node, scope), 1.0))
    span = extent(name, (node.body, *node.conditions), lambda base: indexed(base, dummy, evaluate))
    return _counted(
        span.start if low is None else max(low, span.start),
        span.stop - 1 if high is None else min(high, span.stop - 1),
    )


def _counted(first: int, last: int) -> list[float]:
    if last - first >= _MOST:
        raise FormulaError(f"{last - first + 1} terms are too many to add")
    return [float(n) for n in range(first, last + 1)]


def _is_infinite(value: Value) -> bool:
    return is_scalar(value) and value == float("inf")


def _check_convergence(operation: str, values: list[Value]) -> None:
    """That the last terms of a series add nothing any more."""
    if operation != "sum":
        raise FormulaError(f"an infinite {operation} is not checked")
    sizes = [float(np.max(np.abs(value))) for value in values]
    if not max(sizes[-20:]) <= 1e-15 * max(sizes):
        raise FormulaError("this series converges too slowly to be added up")


def _open_names(node: Reduce, scope: Scope) -> set[str]:
    """Names without a value yet: any index will do to find a shape."""
    inner = {n for part in walk(node) if isinstance(part, Reduce) for n in part.indices}
    return inner - set(scope.local)


def _members(name: str, node: Reduce, scope: Scope, evaluate: Evaluate) -> list[float] | None:
    r"""The values of ``name`` that ``i \in S`` gives."""
    for part in node.conditions:
        if part.relation == r"\in" and name in _names(part.left):
            members = evaluate(part.right, scope)
            if is_scalar(members):  # [n] is 1 up to n
                return _counted(1, integer(members, "a size"))
            return [float(member) for member in np.ravel(np.asarray(members))]
    return None


def _bounds(
    name: str, node: Reduce, scope: Scope, evaluate: Evaluate
) -> tuple[int | None, int | None]:
    """What the conditions ``1 \\le i`` and ``i \\le n`` say of ``name``."""
    low = high = None
    index = Symbol(name, known=False)
    for part in node.conditions:
        strict = part.relation == "<"
        if part.relation not in (r"\le", "<"):
            continue
        if part.right == index and isinstance(part.left, Number):
            low = int(part.left.value) + strict
        if part.left == index and not _names(part.right) & set(node.indices):
            end = _last(part, scope, evaluate)
            high = high if end is None else end - strict
    return low, high


def _last(part: Condition, scope: Scope, evaluate: Evaluate) -> int | None:
    try:
        return integer(evaluate(part.right, scope), "the last index")
    except FormulaError:
        return None
