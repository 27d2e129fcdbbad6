r"""Over what an extremum is, where only a condition is printed: ``\min_{A x = b} f(x)``."""

from collections.abc import Callable, Sequence

from mathbook.publishing.formulas.errors import FormulaError
from mathbook.publishing.formulas.grammar.trees import Condition, Index, Node, Reduce, Symbol, walk

__all__ = ["subjects"]


def subjects(
    conditions: Sequence[Condition],
    body: Node,
    is_function: Callable[[str], bool],
    position: int,
) -> tuple[Symbol, ...]:
    """The names that an extremum of ``body`` is over.

    Args:
        conditions: What is printed below the extremum.
        body: What is minimized or maximized.
        is_function: Whether a bound name is a function, which nothing is over.
        position: Where the conditions are printed, for an error.

    Raises:
        FormulaError: If several names may be meant.
    """
    alone = _alone(conditions[0])
    inside = {part.name for part in walk(body) if isinstance(part, Symbol)}
    if alone is not None and alone.name in inside:
        return (alone,)
    passing = _running(body) | {name for part in conditions for name in _running(part)}
    printed = {
        part.name: part
        for condition in conditions
        for part in walk(condition)
        if isinstance(part, Symbol) and part.name != r"\infty"
    }
    names = [
        part
        for name, part in printed.items()
        if name not in passing and not (part.known and is_function(name))
    ]
    shared = [part for part in names if part.name in inside]
    # What nothing is bound to can be no parameter.
    for found in (shared, [part for part in shared if not part.known]):
        if len(found) == 1 or (found and found is not shared):
            return tuple(found)
    if not shared and alone is not None:
        return (alone,)
    if not shared and len(names) == 1:
        return tuple(names)
    raise FormulaError(
        "this does not say over what the extremum is; print the name first, as in x: A x = b",
        position,
    )


def _alone(condition: Condition) -> Symbol | None:
    """The name that is a side by itself: x in ``x > c`` and i in ``1 < i``."""
    if isinstance(condition.left, Symbol):
        return condition.left
    if any(isinstance(part, Symbol) for part in walk(condition.left)):
        return None
    return condition.right if isinstance(condition.right, Symbol) else None


def _running(node: Node) -> set[str]:
    """The unbound names that index something, or that an operator runs over."""
    found: set[str] = set()
    for part in walk(node):
        if isinstance(part, Reduce):
            found |= set(part.indices)
        elif isinstance(part, Index):
            inner = [n for index in part.indices for n in walk(index)]
            found |= {n.name for n in inner if isinstance(n, Symbol)}
    return found
