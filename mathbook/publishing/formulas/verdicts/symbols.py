"""Which names a tree holds: bound ones, unbound ones, and those that stand for all values."""

from collections.abc import Collection, Iterable

from mathbook.publishing.formulas.evaluation.ranges import free_indices
from mathbook.publishing.formulas.grammar.names import Names
from mathbook.publishing.formulas.grammar.trees import (
    Abs,
    Add,
    Apply,
    Call,
    Cases,
    Derivative,
    Extremum,
    Gradient,
    Index,
    Jacobian,
    Limit,
    Node,
    Norm,
    Number,
    Power,
    Quotient,
    Reduce,
    Symbol,
    children,
    walk,
)

__all__ = [
    "are_other_entries",
    "arguments_in",
    "defined_for",
    "has_kinks",
    "index_symbols",
    "is_sequence",
    "quantified",
    "signed_names",
    "sizes_in",
    "symbols_of",
    "unbound_names",
]

_PIECEWISE = frozenset({"max", "min", "relu", "negative_part", "sign", "clip"})
_ALWAYS = frozenset({r"\dots", r"\infty"})


def symbols_of(node: Node, names: Names) -> set[str]:
    """The declared names that the value of ``node`` follows from."""
    keys = {part.name for part in walk(node) if isinstance(part, Symbol) and part.known}
    local = {part.name for part in walk(node) if isinstance(part, Symbol) and not part.known}
    found = names.leaves(keys)
    called = _called(node)
    for key in keys:
        bound = names.bound[key]
        if bound.parents and key in called and key not in _uncalled(node):
            # f(z) takes its own arguments, whatever f's parameters are called.
            found -= names.leaves([key]) - names.leaves(keys - {key})
    return found | {name for name in local if name in names.bound}


def _called(node: Node) -> set[str]:
    return {
        part.function.name
        for part in walk(node)
        if isinstance(part, Call) and isinstance(part.function, Symbol)
    } | {
        part.target.name
        for part in walk(node)
        if isinstance(part, Gradient | Derivative)
        and part.arguments
        and isinstance(part.target, Symbol)
    }


def _uncalled(node: Node) -> set[str]:
    if isinstance(node, Symbol):
        return {node.name}
    found: set[str] = set()
    for child in children(node):
        function = isinstance(node, Call) and child is node.function
        target = (
            isinstance(node, Gradient | Derivative) and node.arguments and (child is node.target)
        )
        if not (function or target):
            found |= _uncalled(child)
    return found


def arguments_in(nodes: Iterable[Node]) -> set[str]:
    """The unbound names that stand as plain arguments, or that a derivative is by."""
    found: set[str] = set()
    for root in nodes:
        for node in walk(root):
            inner: tuple[Node | None, ...] = ()
            if isinstance(node, Call | Gradient | Derivative | Jacobian):
                inner = node.arguments
            if isinstance(node, Derivative):
                inner = (*inner, *node.variables)
            elif isinstance(node, Gradient):
                inner = (*inner, node.variable)
            found |= {n.name for n in inner if isinstance(n, Symbol) and not n.known}
    return found


def sizes_in(node: Node) -> set[str]:
    """The bound names that count something: bounds, indices, exponents, sizes."""
    found: set[str] = set()
    for part in walk(node):
        counting: tuple[Node | None, ...] = ()
        if isinstance(part, Reduce):
            counting = (part.lower, part.upper, *part.conditions)
        elif isinstance(part, Index):
            counting = part.indices
        elif isinstance(part, Power):
            counting = (part.exponent,)
        elif isinstance(part, Apply) and part.name in ("identity", "ones", "unit", "binomial"):
            counting = part.arguments
        for inner in counting:
            if inner is not None:
                found |= {n.name for n in walk(inner) if isinstance(n, Symbol) and n.known}
    return found


def signed_names(node: Node) -> set[str]:
    """The bound names under a root, a logarithm or a broken power: their sign matters."""
    found: set[str] = set()
    for part in walk(node):
        inner: Node | None = None
        if isinstance(part, Apply) and part.name in ("sqrt", "log", "root", "logbase", "log10"):
            inner = part.arguments[-1]
        elif isinstance(part, Power) and isinstance(part.exponent, Quotient):
            inner = part.base
        if inner is not None:
            found |= {n.name for n in walk(inner) if isinstance(n, Symbol) and n.known}
    return found


def are_other_entries(key: str, left: Node, right: Node) -> bool:
    """Whether the sides speak of different entries of ``key``, as in ``x_1 > x_2``: no identity
    could hold, so these are declared values."""
    ones, others = _entries(key, left), _entries(key, right)
    return ones is not None and others is not None and not ones & others


def _entries(key: str, node: Node) -> set[tuple[Node, ...]] | None:
    """The entries of ``key`` that are printed with numbers; None if it stands otherwise too."""
    name = Symbol(key)
    parts = list(walk(node))
    uses = [part.indices for part in parts if isinstance(part, Index) and part.base == name]
    plain = all(isinstance(index, Number) for indices in uses for index in indices)
    return set(uses) if plain and parts.count(name) == len(uses) else None


def is_sequence(key: str, nodes: Iterable[Node]) -> bool:
    """Whether ``key`` stands only as a_{k+1}, a_k, … for a k that is bound: a recurrence of
    declared values, which others would not meet."""
    name = Symbol(key)
    parts = [node for root in nodes for node in walk(root)]
    uses = [node.indices for node in parts if isinstance(node, Index) and node.base == name]
    if len(set(uses)) < 2 or parts.count(name) > len(uses):
        return False
    printed = [part for indices in uses for index in indices for part in walk(index)]
    names = [part for part in printed if isinstance(part, Symbol)]
    plain = all(isinstance(part, Add | Symbol | Number) for part in printed)
    return plain and bool(names) and all(part.known for part in names)


def quantified(nodes: Iterable[Node], names: Names) -> set[str]:
    """The bound names that stand as plain arguments of functions: they mean any value."""
    found: set[str] = set()
    for root in nodes:
        for node in walk(root):
            if isinstance(node, Call | Gradient | Derivative | Jacobian):
                plain = (part for part in node.arguments if isinstance(part, Symbol))
                found |= {part.name for part in plain if part.known}
    return {key for key in found if names.bound[key].function is None}


def defined_for(sides: Iterable[Node], names: Names) -> frozenset[str]:
    """The plain names that a side is a function of, as x in ``f(x)`` or ``f(x)_i``: the other
    side says what it is for all of them."""
    for side in sides:
        node = side.base if isinstance(side, Index) else side
        if isinstance(node, Call) and isinstance(node.function, Symbol) and node.arguments:
            plain = [part.name for part in node.arguments if isinstance(part, Symbol)]
            bound = [names.bound[name] for name in plain if name in names.bound]
            if len(bound) == len(node.arguments) and all(b.function is None for b in bound):
                return frozenset(plain)
    return frozenset()


def has_kinks(node: Node) -> bool:
    """Whether ``node`` is made of pieces: cases, absolute values, maxima."""
    for part in walk(node):
        if isinstance(part, Cases | Abs):
            return True
        if isinstance(part, Reduce) and part.operation in ("max", "min"):
            return True
        if isinstance(part, Apply) and part.name in _PIECEWISE:
            return True
    return False


def index_symbols(node: Node) -> set[str]:
    """The names in ``node`` that nothing is bound to."""
    return {part.name for part in walk(node) if isinstance(part, Symbol) and not part.known}


def unbound_names(nodes: Iterable[Node], declared: Collection[str]) -> dict[str, int]:
    """The names without a value, each with its place; indices and their like have one."""
    found: dict[str, int] = {}
    nodes = tuple(nodes)
    free = {name for node in nodes for name in free_indices(node)}
    # In a formula that takes real and imaginary parts, i is the imaginary unit.
    parts = [part for node in nodes for part in walk(node)]
    complex_ = any(isinstance(part, Apply) and part.name in ("imag", "real") for part in parts)
    taken = frozenset({*declared, *free, *_ALWAYS, *({"i"} if complex_ else ())})
    for node in nodes:
        _collect(node, taken, found)
    return found


def _collect(node: Node, taken: frozenset[str], found: dict[str, int]) -> None:
    if isinstance(node, Symbol):
        if not node.known and node.name not in taken:
            found.setdefault(node.name, node.position)
        return
    if isinstance(node, Norm):
        _collect(node.inner, taken, found)
        if node.kind is not None and not (isinstance(node.kind, Symbol) and not node.kind.known):
            _collect(node.kind, taken, found)
        return
    if isinstance(node, Gradient | Derivative) and node.arguments:
        # The variable names an argument of the function.
        for child in (node.target, *node.arguments):
            _collect(child, taken, found)
        return
    inner = taken
    if isinstance(node, Reduce):
        inner = taken | set(node.indices)
    elif isinstance(node, Limit) and isinstance(node.variable, Symbol):
        inner = taken | {node.variable.name}
    elif isinstance(node, Extremum):
        inner = taken | {v.name for v in node.variables if isinstance(v, Symbol)}
    for child in children(node):
        _collect(child, inner, found)
