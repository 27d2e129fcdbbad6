"""Names that nothing is bound to, such as the arguments in ``f(x, y) = …``: they stand for
anything of which both sides make sense, and the link must hold for all of it.
"""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial

import numpy as np

from mathbook.publishing.formulas.errors import FormulaError, Unbound
from mathbook.publishing.formulas.evaluation.comparison import EQUALITIES
from mathbook.publishing.formulas.evaluation.scope import Scope
from mathbook.publishing.formulas.evaluation.values import Value, shown
from mathbook.publishing.formulas.grammar.trees import Node, Symbol, walk
from mathbook.publishing.formulas.verdicts.points import (
    Context,
    Outcome,
    best_reading,
    compare_at,
    is_finite,
)
from mathbook.publishing.formulas.verdicts.sampling import resampled
from mathbook.publishing.formulas.verdicts.symbols import has_kinks

__all__ = ["check_for_all"]

_MOST_NAMES = 5
_SAMPLES = 3
_MORE_SAMPLES = 24
_TRIES = 9
_READINGS = 12
_MOST_SHAPES = 64


def check_for_all(
    left: Node, relation: str, right: Node, context: Context, missing: Mapping[str, int]
) -> Outcome:
    """Check a link for random values of the names in ``missing``, in every shape that fits.

    Raises:
        Unbound: If no shape gives both sides a value.
    """
    name, position = next(iter(missing.items()))
    words = any(len(_letters(each)) > 1 for each in missing)
    if len(missing) > _MOST_NAMES or words or _is_bare_bound(left, relation, right):
        raise Unbound(name, position if position >= 0 else None)
    rng = context.rng()
    error: FormulaError | None = None
    # Of each rank some lengths must do; a wrong one may clash with a size that is bound.
    found: dict[tuple[int, ...], Outcome] = {}
    for shapes in itertools.islice(_shapes(list(missing), context), _MOST_SHAPES):
        ranks = tuple(len(shape) for shape in shapes.values())
        if ranks in found and found[ranks].holds:
            continue
        try:
            check = partial(_at_points, left, relation, right, context, shapes, rng)
            found[ranks] = best_reading(check, context, _READINGS)
        except FormulaError as problem:
            error = error or problem
    if not found:
        raise Unbound(name, position if position >= 0 else None) from error
    return next((o for o in found.values() if not o.holds), next(iter(found.values())))


def _is_bare_bound(left: Node, relation: str, right: Node) -> bool:
    r"""Whether a name by itself is bounded, as in ``x \le 100``: it means a certain value."""
    if relation in EQUALITIES:
        return False
    return any(
        isinstance(one, Symbol) and not one.known and one not in walk(other)
        for one, other in ((left, right), (right, left))
    )


def _letters(name: str) -> str:
    """The letters of a printed name that is not one sign."""
    bare = name.replace("\\mathbf", "").replace("{", "").replace("}", "")
    return "" if bare.startswith("\\") else bare.strip()


def _shapes(names: list[str], context: Context) -> Iterator[dict[str, tuple[int, ...]]]:
    """Shapes for each name: a capital letter is a matrix, others are numbers or vectors."""
    sizes = _sizes(context)
    lengths = [*sizes, sizes[0] + 1][:2]
    matrices = list(itertools.product(lengths, lengths))
    others: list[tuple[int, ...]] = [(), *((size,) for size in sizes)]
    candidates = [matrices if _letters(name).isupper() else others for name in names]
    for shapes in itertools.product(*candidates):
        yield dict(zip(names, shapes, strict=True))


def _sizes(context: Context) -> list[int]:
    """Lengths that a vector may have: declared counts, and lengths of declared arrays."""
    counts: list[int] = []
    lengths: set[int] = set()
    scope = context.scope()
    for key, bound in context.names.bound.items():
        if isinstance(bound.value, int) and 1 < bound.value < 20:
            counts.append(bound.value)
        with suppress(FormulaError):  # what is no value has no length
            value = scope.value(key) if bound.function is None else 0.0
            lengths |= set(value.shape if isinstance(value, np.ndarray) else ()) - {0, 1}
    return list(dict.fromkeys([*counts[:2], *sorted(lengths)[:2]])) or [3]


def _at_points(
    left: Node,
    relation: str,
    right: Node,
    context: Context,
    shapes: Mapping[str, tuple[int, ...]],
    rng: np.random.Generator,
    scope: Scope,
) -> Outcome:
    """The outcome under one reading, for values of these shapes."""
    outcome: Outcome | None = None
    error: FormulaError | None = None
    ordered = relation not in EQUALITIES
    pieces = ordered or has_kinks(left) or has_kinks(right)
    samples = _MORE_SAMPLES if pieces else _SAMPLES  # each piece must be met
    for attempt in range(samples + _TRIES):
        local = {name: _random(name, shape, rng, attempt) for name, shape in shapes.items()}
        if ordered and attempt % 2:  # a bound that holds for small values must do for large ones
            local = {name: value * 10.0 ** rng.uniform(-1, 3) for name, value in local.items()}
        try:
            found = compare_at(left, relation, right, scope.child(local=local), context)
        except FormulaError as problem:
            error = error or problem
            if attempt >= 1 and outcome is None:
                break
            continue
        if not is_finite(found):
            continue
        if not found.holds:
            point = ", ".join(f"{name} = {shown(value)}" for name, value in local.items())
            return Outcome(False, "random arguments", found.left, found.right, point=point)
        outcome = found
        if attempt + 1 >= samples:
            break
    if outcome is None:
        raise error or FormulaError("no random argument gives both sides a value")
    return Outcome(True, "random arguments", outcome.left, outcome.right)


def _random(name: str, shape: tuple[int, ...], rng: np.random.Generator, attempt: int) -> Value:
    """A value of a shape; in turn of either sign, and every third array positive."""
    if not shape:
        return resampled(name, 1.3 if attempt % 2 else -0.8, rng)
    return rng.normal(size=shape) if attempt % 3 != 2 else np.abs(rng.normal(size=shape)) + 0.1
