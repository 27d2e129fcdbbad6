"""Sliders: one parameter of a figure, and the values for each of which a frame is drawn.

The comment before the block names the parameter as the block's code assigns it::

    <!-- slider: step_size = 0.1, 0.3, 0.6; label "Step size"; shows f"f = {value:.2g}" -->

The code that readers see holds one of the values: the frame that stands where no script runs.
"""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from mathbook.publishing.chapter import Block, Chapter, Slider
from mathbook.publishing.failures import Failure

__all__ = ["FORM", "parse_slider", "placed_slider", "with_movable_figures"]

FORM = '<!-- slider: name = 0.1, 0.2; label "A name"; shows f"text with {values}" -->'
_OPEN = f"a quotation or a bracket is not closed; expected {FORM}"
_MOST = 25  # frames; each is a run of the block
_INNER = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
_COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class _Wrong(Exception):
    """What is wrong with a comment or with the code it speaks of, and where."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def parse_slider(text: str, line: int) -> Slider | Failure:
    """The slider that ``text``, which stands behind ``slider:`` in ``line``, declares."""
    try:
        assignment, *clauses = _parted(text, ";")
        parameter, _, listed = (part.strip() for part in assignment.partition("="))
        if not parameter.isidentifier() or not listed:
            raise _Wrong(f"{assignment!r} names no parameter with its values; expected {FORM}")
        said = dict(_clause(clause) for clause in clauses)
        if len(said) < len(clauses) or said.keys() != {"label", "shows"}:
            raise _Wrong(f"a slider says its label and what it shows, once each; expected {FORM}")
        values = tuple(_parted(listed, ","))
        _check_values(values)
        return Slider(line, parameter, values, _label(said["label"]), _expression(said["shows"]))
    except _Wrong as error:
        return Failure(line, str(error))


def placed_slider(slider: Slider, block: Block) -> Slider | Failure | None:
    """``slider`` with the place of its value in ``block``, or what is wrong with the block.

    Nothing for a block that Python cannot read, which fails by itself.
    """
    if block.is_console or block.skip is not None:
        return Failure(slider.line, "a slider belongs to a script that is run")
    try:
        tree = ast.parse(block.source)
    except (SyntaxError, ValueError):
        return None
    try:
        node = _assigned(tree, slider.parameter)
        start, end = _place(node, block.source)
        own = block.source[start:end]
        same = [
            index
            for index, value in enumerate(slider.values)
            if _value(value) == ast.literal_eval(own)
        ]
        if not same:
            raise _Wrong(
                f"the block's own value, {slider.parameter} = {own}, is none of the slider's: "
                f"{', '.join(slider.values)}",
                node.lineno,
            )
    except _Wrong as error:
        return Failure(block.line + error.line, str(error))
    return replace(slider, default=same[0], start=start, end=end)


def with_movable_figures(chapter: Chapter) -> Chapter:
    """``chapter`` without the sliders of blocks that do not draw one figure."""
    blocks = list(chapter.blocks)
    problems = list(chapter.problems)
    for block in chapter.blocks:
        if block.slider is not None and len(block.figures) != 1:
            count = len(block.figures) or "none"
            message = f"a slider moves one figure, but {count} follow its block"
            problems.append(Failure(block.slider.line, message))
            blocks[block.index] = replace(block, slider=None)
    problems.sort(key=lambda problem: problem.line)
    return replace(chapter, blocks=tuple(blocks), problems=tuple(problems))


def _parted(text: str, sign: str) -> list[str]:
    """``text`` at each ``sign`` outside brackets and quotations, each part in one line."""
    # In brackets, the ends of lines say nothing.
    rows = f"({text}\n)".split("\n")
    parts, start, depth = [], (1, 1), 0
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(rows)).readline):
            if token.type == tokenize.COMMENT:
                raise _Wrong(f"a slider holds no '#'; expected {FORM}")
            if token.type == tokenize.ERRORTOKEN and token.string in "'\"":
                raise _Wrong(_OPEN)  # Python 3.11 goes on behind such a mark
            if token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
                if (token.string == sign and depth == 1) or depth == 0:
                    parts.append(_between(rows, start, token.start))
                    start = token.end
                if depth == 0:
                    break
    except (tokenize.TokenError, SyntaxError) as error:
        raise _Wrong(_OPEN) from error
    if "".join(rows[start[0] - 1 :])[start[1] :].strip():
        raise _Wrong(f"a bracket is closed that was not opened; expected {FORM}")
    return parts if parts[-1] or len(parts) == 1 else parts[:-1]


def _between(rows: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    (first, left), (last, right) = start, end
    if first == last:
        return rows[first - 1][left:right].strip()
    parts = [rows[first - 1][left:], *rows[first : last - 1], rows[last - 1][:right]]
    return " ".join(part.strip() for part in parts).strip()


def _clause(text: str) -> tuple[str, str]:
    """``label "…"`` or ``shows …`` as its word and what follows."""
    for word in ("label", "shows"):
        if text.startswith(word) and not text[len(word) : len(word) + 1].isidentifier():
            rest = text[len(word) :].strip()
            # What follows may be an f-string: shows f"…" and shows"…" alike.
            return word, rest
    raise _Wrong(f"{text!r} says nothing of a slider; expected {FORM}")


def _check_values(values: tuple[str, ...]) -> None:
    found = [_value(value) for value in values]
    if not 2 <= len(values) <= _MOST:
        raise _Wrong(f"a slider has 2 to {_MOST} values, found {len(values)}")
    if len({isinstance(value, str) for value in found}) > 1:
        raise _Wrong(f"the values of a slider are all numbers or all texts: {', '.join(values)}")
    for index, value in enumerate(found):
        if value in found[:index]:
            raise _Wrong(f"the value {values[index]} is there twice")
    if isinstance(found[0], str):
        return
    for (left, right), (low, high) in zip(pairwise(values), pairwise(found), strict=True):
        if low >= high:  # type: ignore[operator]
            raise _Wrong(f"numbers rise along a slider, but {right} follows {left}")


def _value(text: str) -> float | str:
    """The number or text that ``text`` is as Python."""
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        value = None
    if isinstance(value, bool) or not isinstance(value, int | float | str) or text[0] in "(+":
        raise _Wrong(f"{text!r} is no value of a slider: expected a number, or a text in quotes")
    return value


def _label(text: str) -> str:
    try:
        label = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        label = None
    if not isinstance(label, str) or not label.strip():
        raise _Wrong(f"label {text}: expected a text in quotes")
    return " ".join(label.split())


def _expression(text: str) -> str:
    try:
        ast.parse(f"({text})", mode="eval")
    except (SyntaxError, ValueError) as error:
        raise _Wrong(f"shows {text}: not Python") from error
    return text


def _assigned(tree: ast.Module, name: str) -> ast.expr:
    """The literal that the code assigns to ``name``, once and at its margin."""
    bound = sorted(_bindings(tree, name))
    found: list[tuple[ast.expr, ast.expr]] = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            found.append((node.targets[0], node.value))
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            found.append((node.target, node.value))
    values = [
        value for target, value in found if isinstance(target, ast.Name) and target.id == name
    ]
    if not values:
        line = bound[0] if bound else 0
        raise _Wrong(f"a slider moves {name!r}: expected a line such as {name} = 0.1", line)
    if len(bound) > 1:
        raise _Wrong(f"a slider moves {name!r}, which this line binds once more", bound[1])
    try:
        _value(ast.unparse(values[0]))
    except _Wrong:
        raise _Wrong(
            f"a slider moves {name!r}: expected a number or a text, not {ast.unparse(values[0])}",
            values[0].lineno,
        ) from None
    return values[0]


def _bindings(node: ast.AST, name: str) -> Iterator[int]:
    """The lines that bind ``name`` in the block's own scope."""
    match node:
        case ast.Name(id=known, ctx=ast.Store() | ast.Del()) if known == name:
            yield node.lineno
        case ast.alias() if (node.asname or node.name.partition(".")[0]) == name:
            yield node.lineno
        case (
            ast.ExceptHandler(name=known) | ast.MatchAs(name=known) | ast.MatchStar(name=known)
        ) if known == name:
            yield node.lineno
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() if node.name == name:
            yield node.lineno
    if isinstance(node, _INNER | _COMPREHENSIONS):
        # A name of its own, unless it says that it is the block's.
        for inner in ast.walk(node):
            match inner:
                case ast.NamedExpr(target=ast.Name(id=known)) if known == name:
                    yield inner.lineno
                case ast.Global(names=names) if name in names:
                    yield inner.lineno
        return
    for child in ast.iter_child_nodes(node):
        yield from _bindings(child, name)


def _place(node: ast.expr, source: str) -> tuple[int, int]:
    """Where ``node`` stands in ``source``; columns count bytes."""
    lines = source.encode().split(b"\n")

    def position(line: int, column: int) -> int:
        before = b"".join(row + b"\n" for row in lines[: line - 1]) + lines[line - 1][:column]
        return len(before.decode())

    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return (
        position(node.lineno, node.col_offset),
        position(node.end_lineno, node.end_col_offset),
    )
