"""A formula as a tree. Every node is a value: equal trees are equally printed mathematics."""

from dataclasses import dataclass, field
from typing import Any

from mathbook.publishing.formulas.grammar.nodes import Node, changed, children, walk

__all__ = [
    "Abs", "Add", "Apply", "At", "Block", "Builtin", "Call", "Cases", "Compose", "Condition",
    "Constant", "Derivative", "Extremum", "Gradient", "Index", "Jacobian", "Landau", "Limit",
    "Listing", "Node", "Norm", "Number", "Over", "PlusMinus", "Power", "Prime", "Product",
    "Quotient", "Reduce", "Space", "Symbol", "Transpose", "changed", "children", "walk",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A part whose value was computed already; ``held`` has it as ``value``."""

    held: Any


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A printed number; ``text`` is how it is printed, which says how exact it is."""

    value: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Symbol(Node):
    """A name. ``known`` says whether something is bound to it."""

    name: str
    known: bool = True
    position: int = field(default=-1, compare=False)


@dataclass(frozen=True, slots=True)
class Index(Node):
    """``base`` with subscripts that count from 1."""

    base: Node
    indices: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Add(Node):
    """A sum of signed terms: ``signs`` holds 1 and -1."""

    signs: tuple[int, ...]
    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class PlusMinus(Node):
    """A term with ``\\pm`` (1) or ``\\mp`` (-1)."""

    sign: int
    term: Node


@dataclass(frozen=True, slots=True)
class Product(Node):
    """``left`` times ``right``; ``operator`` is "", ``\\cdot``, ``\\times``, ``\\odot``, …"""

    left: Node
    right: Node
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Quotient(Node):
    """A fraction."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Over(Node):
    """``top / bottom rest`` in a line, which is printed for both (top/bottom) rest and
    top/(bottom rest)."""

    top: Node
    bottom: Node
    rest: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    """``base`` to ``exponent``."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Transpose(Node):
    """The transpose."""

    base: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A bound function at its arguments."""

    function: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """A function that mathematics itself names, such as ``exp``."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Prime(Node):
    """A function's derivative of some order: a function again."""

    function: Node
    order: int


@dataclass(frozen=True, slots=True)
class Builtin(Node):
    """A function that mathematics itself names, not yet applied: ``\\tanh'``."""

    name: str


@dataclass(frozen=True, slots=True)
class Compose(Node):
    """``outer \\circ inner``: a function."""

    outer: Node
    inner: Node


@dataclass(frozen=True, slots=True)
class Norm(Node):
    """``\\|inner\\|`` with what stands below it."""

    inner: Node
    kind: Node | None = None


@dataclass(frozen=True, slots=True)
class Abs(Node):
    """``|inner|``: the absolute value, or a matrix's determinant."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Block(Node):
    """A matrix, of numbers or of blocks."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing(Node):
    """A tuple, list or set: ``brackets`` is "()", "[]" or "{}".

    ``upright`` says that semicolons part the items, which stand below one another then.
    """

    items: tuple[Node, ...]
    brackets: str = "()"
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Condition(Node):
    """``left relation right``, as a condition."""

    left: Node
    relation: str
    right: Node


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """Values, each with its conditions; no condition is "otherwise"."""

    branches: tuple[tuple[Node, tuple[Condition, ...] | None], ...]


@dataclass(frozen=True, slots=True)
class Reduce(Node):
    """``\\sum``, ``\\prod``, ``\\max`` or ``\\min`` over indices.

    Attributes:
        operation: ``sum``, ``prod``, ``max`` or ``min``.
        indices: The names that it runs over.
        lower: The first value, where it is printed.
        upper: The last value.
        conditions: What the indices must meet, such as ``i < j``.
        body: What is reduced.
    """

    operation: str
    indices: tuple[str, ...]
    lower: Node | None
    upper: Node | None
    conditions: tuple[Condition, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Extremum(Node):
    """``\\min``, ``\\max``, ``\\argmin`` or ``\\argmax`` over variables."""

    operation: str
    variables: tuple[Node, ...]
    conditions: tuple[Condition, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """``\\partial target / \\partial variables``, at ``arguments`` if they follow."""

    target: Node
    variables: tuple[Node, ...]
    arguments: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Gradient(Node):
    """``\\nabla target``, or with ``order`` 2 the Hessian."""

    target: Node
    variable: Node | None
    order: int = 1
    arguments: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Jacobian(Node):
    """``J_f(x)``, or with ``direction`` the derivative ``D_v f(x)``."""

    function: Node
    arguments: tuple[Node, ...]
    direction: Node | None = None


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """``\\lim`` as a variable tends to a value; ``side`` is 1, -1 or 0."""

    variable: Node
    target: Node
    side: int
    body: Node


@dataclass(frozen=True, slots=True)
class Landau(Node):
    """``o(inner)`` or ``O(inner)``."""

    kind: str
    inner: Node


@dataclass(frozen=True, slots=True)
class Space(Node):
    """``\\mathbb{R}^{m \\times n}``: ``sizes`` are those above the letter, and ``sign`` is what
    stands below: nothing, "+" or "++"."""

    letter: str
    sizes: tuple[Node, ...] = ()
    sign: str = ""


@dataclass(frozen=True, slots=True)
class At(Node):
    """``body`` with the printed substitutions."""

    body: Node
    substitutions: tuple[Condition, ...]
