"""What a book's pages use of its library, to be changed as the pages are.

Names decide: what the pages' code and bindings import from the project's packages, and what
those definitions use in turn, in their own file or imported from another of the project's.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mathbook.publishing.audit.calls import Called
from mathbook.publishing.audit.code_mutations import code_mutations
from mathbook.publishing.audit.mutants import FileLines, Kind, Mutant
from mathbook.publishing.chapter import Chapter
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.parsers.sessions import parse_session

__all__ = ["library_files", "library_mutants"]

_ENGINE = Path(__file__).resolve().parents[1]
_PACKAGE = _ENGINE.parent
# The engine has these in memory before a chapter begins.
_LOADED = (_PACKAGE / "__init__.py", _PACKAGE / "errors.py")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


@dataclass(frozen=True, slots=True)
class _Use:
    """A name and the module that it is imported from."""

    module: str
    name: str


class _Module:
    """A file of the library: what it defines, and what it imports."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.name = _module_name(file)
        self.text = file.read_text(encoding="utf-8").removeprefix("\ufeff")
        tree = ast.parse(self.text)
        self.definitions = dict(_definitions(tree))
        self.imports = _Imports([tree])
        self.functions = [
            (min(part.lineno for part in (node, *node.decorator_list)), node)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]

    def runs(self, line: int, called: Called) -> bool:
        """Whether ``line`` stands outside of functions, or in the body of one that is called."""
        around = [
            (node.lineno, first)
            for first, node in self.functions
            if node.body[0].lineno <= line <= (node.end_lineno or node.lineno)
        ]
        return not around or (self.file, max(around)[1]) in called

    def uses(self, name: str) -> Iterator[_Use]:
        """What the definition ``name`` takes from here and from elsewhere."""
        for node in ast.walk(self.definitions[name]):
            if isinstance(node, ast.Name) and node.id in self.definitions:
                yield _Use(self.name, node.id)
        yield from self.imports.uses([self.definitions[name]])


class _Imports:
    """The names that trees import: aliases of modules, and names from modules."""

    def __init__(self, trees: Sequence[ast.AST]) -> None:
        self.modules: dict[str, str] = {}
        self.names: dict[str, _Use] = {}
        for node in (node for tree in trees for node in ast.walk(tree)):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name.partition(".")[0]
                    self.modules[alias.asname or top] = alias.name if alias.asname else top
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    use = _Use(node.module, alias.name)
                    self.names[alias.asname or alias.name] = use
                    self.modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def uses(self, trees: Iterable[ast.AST]) -> Iterator[_Use]:
        """What ``trees`` take of the imported names: ``name``, or ``module.name``."""
        for node in (node for tree in trees for node in ast.walk(tree)):
            if isinstance(node, ast.Name) and node.id in self.names:
                yield self.names[node.id]
            elif isinstance(node, ast.Attribute):
                first, *others = ast.unparse(node.value).split(".")
                if first in self.modules:
                    yield _Use(".".join((self.modules[first], *others)), node.attr)


def library_files(evaluation: Evaluation, root: Path) -> list[Path]:
    """The files below ``root`` that a chapter's code imported, the engine's own apart."""
    files = (Path(source) for source in sorted(evaluation.sources))
    return [
        file
        for file in files
        if file.suffix == ".py"
        and root in file.resolve().parents
        and _ENGINE not in file.parents
        and file not in _LOADED
    ]


def library_mutants(
    evaluations: Iterable[Evaluation], root: Path, called: Called | None = None
) -> list[Mutant]:
    """The mutants of what the chapters of ``evaluations`` use of their library.

    Args:
        evaluations: The chapters.
        root: The project's folder.
        called: The functions that are called; without it, any may be.
    """
    evaluations = list(evaluations)
    files = sorted({file for found in evaluations for file in library_files(found, root)})
    modules = [_Module(file) for file in files]
    waiting = [use for found in evaluations for use in _uses(found.chapter)]
    used: dict[Path, set[str]] = {}
    while waiting:
        use = waiting.pop()
        for module in modules:
            names = used.setdefault(module.file, set())
            if _provides(module, use) and use.name not in names:
                names.add(use.name)
                waiting += module.uses(use.name)
    return [
        mutant
        for module in modules
        for mutant in _mutants(module, used.get(module.file))
        if called is None or module.runs(mutant.line, called)
    ]


def _provides(module: _Module, use: _Use) -> bool:
    """Whether ``module`` defines what is used; a package may export what its modules do."""
    within = module.name == use.module or module.name.startswith(f"{use.module}.")
    return within and use.name in module.definitions


def _mutants(module: _Module, names: set[str] | None) -> Iterator[Mutant]:
    if not names:
        return
    lines = FileLines(module.file, module.text)
    nodes = [module.definitions[name] for name in names]
    ranges = {range(node.lineno, (node.end_lineno or node.lineno) + 1) for node in nodes}
    for mutation in code_mutations(module.text):
        mutant = lines.mutant(mutation, Kind.SOURCE, 0)
        if any(mutant.line in rows for rows in ranges):
            yield mutant


def _uses(chapter: Chapter) -> Iterator[_Use]:
    """What the code, the bindings and the bound numbers of a chapter import and use."""
    trees = [tree for source in _sources(chapter) for tree in _parsed(source)]
    imports = _Imports(trees)
    yield from imports.names.values()
    yield from imports.uses(trees)


def _sources(chapter: Chapter) -> Iterator[str]:
    for block in chapter.runnable:
        examples = parse_session(block) if block.is_console else None
        if isinstance(examples, list):
            yield from (example.source for example in examples)
        else:
            yield block.source
    bindings = {binding for formula in chapter.formulas for binding in formula.bindings}
    yield from sorted({binding.expression for binding in bindings})
    yield from (number.expression for number in chapter.numbers)


def _parsed(source: str) -> list[ast.Module]:
    try:
        return [ast.parse(source.strip() if "\n" not in source else source)]
    except SyntaxError:
        return []


def _definitions(tree: ast.Module) -> Iterator[tuple[str, Definition]]:
    """What the module defines at its top: functions, classes and constants."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((t.id, node) for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


def _module_name(file: Path) -> str:
    """The name under which ``file`` is imported: its packages and its own."""
    parts = [] if file.stem == "__init__" else [file.stem]
    folder = file.parent
    while (folder / "__init__.py").is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts)
