"""Docstrings as chapters: examples run by themselves, formulas are held against the function.

What a formula's names mean stands in a comment right below the docstring, where
``help()`` does not show it::

    # names: g = numerical_gradient(f, x)
    #        h = 1e-5

So does ``# skip: $0 < t$ "the reason"``, which leaves a formula unchecked.
Names come from the docstring's own example. What readers see counts: the docstrings of the
module, of public functions and classes, and the strings below public constants.
"""

import ast
import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mathbook.publishing.chapter import CONSOLE, Binding, Block, Chapter, Formula, Span
from mathbook.publishing.failures import Failure
from mathbook.publishing.parsers.bindings import parse_bindings
from mathbook.publishing.parsers.lexers import Formula as FormulaLexeme
from mathbook.publishing.parsers.lexers import formulas_in
from mathbook.publishing.parsers.markdown import read_source

__all__ = ["parse_docstrings"]

_PROMPT = re.compile(r"^[ \t]*>>>", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#(?P<text>.*)$")
_NAMES = re.compile(r" ?names:(?P<rest>.*)$")
_SKIP = re.compile(r' ?skip:[ ]*\$(?P<latex>.+)\$[ ]*"(?P<reason>[^"]*\S[^"]*)"[ ]*$')

_Definition = (
    ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign | ast.AnnAssign
)


def parse_docstrings(path: Path) -> Chapter:
    """The examples and formulas in the docstrings of the Python file at ``path``."""
    text, problem = read_source(path)
    if problem is not None:
        return Chapter(path, text, problems=(problem,))
    try:
        module = ast.parse(text)
    except SyntaxError as error:
        failure = Failure(error.lineno or 1, f"SyntaxError: {error.msg}")
        return Chapter(path, text, problems=(failure,))
    except ValueError as error:  # a NUL
        return Chapter(path, text, problems=(Failure(1, f"not Python: {error}"),))
    reader = _Reader(text, set(_public(module)))
    for definition, node in sorted(_docstrings(module), key=lambda pair: pair[1].lineno):
        reader.add(definition, node)
    return Chapter(
        path, text, tuple(reader.blocks), tuple(reader.formulas), problems=tuple(reader.problems)
    )


class _Reader:
    """Collects what the docstrings of one file hold."""

    def __init__(self, text: str, public: Collection[ast.AST]) -> None:
        self.text = text
        self.public = public
        self.lines = text.split("\n")
        self.blocks: list[Block] = []
        self.formulas: list[Formula] = []
        self.problems: list[Failure] = []

    def add(self, definition: _Definition, node: ast.Constant) -> None:
        docstring = str(node.value)
        last = node.end_lineno or node.lineno
        shifted = docstring.count("\n") != last - node.lineno
        has_example = _PROMPT.search(docstring) is not None
        if has_example and shifted:
            message = 'escapes shift the lines of this docstring: make it a raw one, r"""…"""'
            self.problems.append(Failure(node.lineno, message))
            return
        if has_example:
            # A block's source begins in the line after its mark; a docstring has none.
            span = Span(0, 0, node.lineno - 1, last)
            index = len(self.blocks)
            block = Block(index, span, CONSOLE, "", docstring, chain=(index,), lonely=True)
            self.blocks.append(block)
        if "$" in docstring and definition in self.public:
            after = len(self.blocks) - 1 if has_example else -1
            self.add_formulas(docstring, node, after, isinstance(definition, ast.ClassDef))

    def add_formulas(self, docstring: str, node: ast.Constant, after: int, of_class: bool) -> None:
        offset = sum(len(line) + 1 for line in self.lines[: node.lineno - 1]) + node.col_offset
        base = self.text.find(docstring, offset)
        if base < 0:
            message = 'escapes change the formulas of this docstring: make it a raw one, r"""…"""'
            self.problems.append(Failure(node.lineno, message))
            return
        formulas = []
        for region in formulas_in(docstring):
            parsed = region.parsed
            if isinstance(parsed, FormulaLexeme) and parsed.closed:
                start, end = base + region.start, base + region.end
                line = self.text.count("\n", 0, start) + 1
                span = Span(start, end, line, line + self.text.count("\n", start, end))
                formulas.append(Formula(span, parsed.latex, parsed.display, after=after))
        formulas.sort(key=lambda formula: formula.span.start)
        last = node.end_lineno or node.lineno
        # Formatters set an empty line below the docstring of a class.
        comments = self.comments_below(last + (of_class and not self.lines[last].strip()))
        bindings = self.bindings(comments)
        found = self.skipped(formulas, comments)
        self.formulas += [replace(formula, bindings=bindings) for formula in found]

    def comments_below(self, line: int) -> list[tuple[int, str]]:
        """The comment lines right below ``line``, each with its number."""
        found = []
        for number, text in enumerate(self.lines[line:], start=line + 1):
            comment = _COMMENT.match(text)
            if comment is None:
                break
            found.append((number, comment["text"]))
        return found

    def bindings(self, comments: Sequence[tuple[int, str]]) -> tuple[Binding, ...]:
        for place, (line, text) in enumerate(comments):
            if names := _NAMES.match(text):
                rows = [names["rest"]]
                for _, more in comments[place + 1 :]:
                    if _SKIP.match(more):
                        break
                    rows.append(more)
                bindings, failures = parse_bindings("\n".join(rows), line)
                self.problems += failures
                return tuple(bindings)
        return ()

    def skipped(
        self, formulas: list[Formula], comments: Sequence[tuple[int, str]]
    ) -> list[Formula]:
        """``formulas`` with the reasons that comments give for not checking them."""
        for line, text in comments:
            skip = _SKIP.match(text)
            if skip is None:
                continue
            wanted = " ".join(skip["latex"].split())
            places = [i for i, f in enumerate(formulas) if " ".join(f.latex.split()) == wanted]
            if not places:
                message = f"the docstring above has no formula ${wanted}$"
                self.problems.append(Failure(line, message))
            for place in places:
                formulas[place] = replace(formulas[place], skip=skip["reason"])
        return formulas


def _public(node: ast.AST) -> Iterator[ast.AST]:
    """What is defined in ``node``, itself included, whose docstring a reader sees."""
    if isinstance(node, ast.Module):
        yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if not child.name.startswith("_"):
                yield child
                if isinstance(child, ast.ClassDef):
                    yield from _public(child)
        elif isinstance(child, ast.Assign | ast.AnnAssign):
            targets = child.targets if isinstance(child, ast.Assign) else [child.target]
            if not ast.unparse(targets[0]).startswith("_"):
                yield child
        elif isinstance(child, ast.stmt | ast.excepthandler):
            yield from _public(child)


def _docstrings(module: ast.Module) -> Iterator[tuple[_Definition, ast.Constant]]:
    """All that ``module`` defines with a docstring, and the docstring."""
    for node in ast.walk(module):
        has_body = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        if isinstance(node, has_body) and node.body and (text := _string(node.body[0])):
            yield node, text
        if isinstance(node, ast.Module | ast.ClassDef):
            for statement, following in itertools.pairwise(node.body):
                if isinstance(statement, ast.Assign | ast.AnnAssign) and (
                    text := _string(following)
                ):
                    yield statement, text


def _string(node: ast.stmt) -> ast.Constant | None:
    """The string that ``node`` consists of, if it does."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value if isinstance(node.value.value, str) else None
    return None
