"""Changes of what joins the terms of a formula: signs, products, quotients, relations."""

from collections.abc import Iterator

from mathbook.publishing.audit.expressions import FRACTIONS, Expression
from mathbook.publishing.audit.mutations import Mutation

__all__ = [
    "exchanged_fractions",
    "exchanged_functions",
    "products",
    "quotients",
    "relations",
    "removed_roots",
    "signs",
]

_PRODUCTS = (r"\cdot", r"\times", r"\odot", r"\otimes", "*")


def _commands(pairs: str) -> dict[str, str]:
    """``"a:b"`` as the command that takes the place of another."""
    split = (pair.split(":") for pair in pairs.split())
    return {rf"\{name}": rf"\{other}" for name, other in split}


# Each is refuted by what it replaces. Never a relation that follows from it: `<` for `\le`
# would be one, and `\approx` for `=`; for `\approx` itself there is none.
_RELATIONS = {
    "=": r"\ne",
    "<": ">",
    ">": "<",
    r"\ne": "=",
    r"\neq": "=",
    **_commands("le:ge ge:le leq:geq geq:leq leqslant:geqslant geqslant:leqslant lt:gt gt:lt"),
    **_commands("ll:gg gg:ll prec:succ succ:prec preceq:succeq succeq:preceq in:notin notin:in"),
    **_commands("subset:supset supset:subset subseteq:supseteq supseteq:subseteq"),
}
_FUNCTIONS = {
    **_commands("max:min min:max argmax:argmin argmin:argmax sup:inf inf:sup"),
    **_commands("sum:prod prod:sum cup:cap cap:cup log:exp ln:exp exp:log"),
    **_commands("sin:cos cos:sin sinh:cosh cosh:sinh tan:cot cot:tan"),
}
_NAMED_FUNCTIONS = {"min}": "max}", "max}": "min}"}  # \operatorname{arg\,min}


def signs(expression: Expression) -> Iterator[Mutation]:
    """``+`` and ``-`` exchanged between terms; a minus before a term removed."""
    for index, text in enumerate(expression.texts):
        # As in x^- it stands for itself.
        joins = index in expression.bare or (index > 0 and expression.ends_term[index - 1])
        if text == "+":
            yield expression.change(index, index, "-", "sign")
        elif text == "-" and expression.text(index - 1) != r"\not":
            yield expression.change(index, index, "+" if joins else "", "sign")


def products(expression: Expression) -> Iterator[Mutation]:
    """A product's sign changed to that of a sum."""
    for index, text in enumerate(expression.texts):
        if text in _PRODUCTS and _joins(expression, index):
            twos = expression.texts[index - 1 : index + 2 : 2] == ["2", "2"]
            # 2 + 2 is 2 times 2.
            yield expression.change(index, index, "-" if twos else "+", "operator")


def quotients(expression: Expression) -> Iterator[Mutation]:
    """A division changed to a product, unless it is by one."""
    for index, text in enumerate(expression.texts):
        by_one = expression.text(index + 1) == "1" and not _goes_on(expression.text(index + 2))
        if text == "/" and _joins(expression, index) and not by_one:
            yield expression.change(index, index, r"\cdot", "operator")


def exchanged_fractions(expression: Expression) -> Iterator[Mutation]:
    """A fraction turned upside down."""
    for index, text in enumerate(expression.texts):
        if text not in FRACTIONS:
            continue
        arguments = expression.arguments(index, 2)
        parts = [expression.source(content) for _, content in arguments]
        if len(parts) == 2 and "".join(parts[0].split()) != "".join(parts[1].split()):
            upside_down = f"{{{parts[1]}}}{{{parts[0]}}}"
            yield expression.change(index + 1, arguments[1][0], upside_down, "operator")


def removed_roots(expression: Expression) -> Iterator[Mutation]:
    """A root without its sign."""
    for index, text in enumerate(expression.texts):
        arguments = expression.arguments(index, 1) if text == r"\sqrt" else []
        for last, content in arguments:
            inside = expression.source(content)
            if inside not in ("0", "1"):
                # A number would join the digits before it.
                plain = len(content) == 1 and not inside.isdigit()
                yield expression.change(index, last, inside if plain else f"({inside})", "function")


def relations(expression: Expression) -> Iterator[Mutation]:
    """A relation changed to one that excludes it."""
    for index, text in enumerate(expression.texts):
        before = expression.text(index - 1)
        script = expression.script_of.get(index)
        if text == r"\not":
            yield expression.change(index, index, "", "relation")
        elif text in _RELATIONS and before not in (":", r"\not", r"\left", r"\right"):
            in_bounds = text == "=" and script is not None and not script.raised
            if not in_bounds:
                yield expression.change(index, index, _RELATIONS[text], "relation")


def exchanged_functions(expression: Expression) -> Iterator[Mutation]:
    """A named function or a big operator changed to its counterpart."""
    for index, text in enumerate(expression.texts):
        if text in _FUNCTIONS:
            yield expression.change(index, index, _FUNCTIONS[text], "function")
        elif text.startswith(r"\operatorname") and text[-4:] in _NAMED_FUNCTIONS:
            other = text[:-4] + _NAMED_FUNCTIONS[text[-4:]]
            yield expression.change(index, index, other, "function")


def _joins(expression: Expression, index: int) -> bool:
    """Whether the sign stands between two terms, not for an argument as in ``f(\\cdot)``."""
    behind = expression.text(index + 1)
    closed = behind in ("", ")", "]", "}", ",", r"\|", "|", r"\rangle", r"\right", r"\rVert", "=")
    bar = behind in ("|", r"\|") and not expression.ends_term[index + 1]
    return index > 0 and expression.ends_term[index - 1] and (bar or not closed)


def _goes_on(text: str) -> bool:
    """Whether a number goes on with ``text``."""
    return text.isdigit() or text == "."
