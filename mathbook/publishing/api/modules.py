"""The modules that the reference documents, read and never imported.

They follow from the book: of each package, the modules at its top and those of the folders
that are chapters. A module that somebody adds has its page without being listed anywhere.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mathbook.publishing.configuration import Configuration

__all__ = ["REFERENCE", "Definition", "Module", "Reference", "read_reference"]

REFERENCE = "reference"
"""The folder of the pages below the docs folder."""

_Defining = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Definition:
    """A public function, class or constant: its name, its line and its summary."""

    name: str
    kind: str
    line: int
    summary: str


@dataclass(frozen=True, slots=True)
class Module:
    """A module with a page of its own.

    Attributes:
        name: The name under which it is imported.
        file: Its file.
        page: Its page below the docs folder.
        section: The page of the section that it mirrors, if it does.
        summary: The first paragraph of its docstring.
        definitions: What it defines and makes public, in order.
    """

    name: str
    file: Path
    page: str
    section: str | None
    summary: str
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The modules in order, and what every dotted name stands for.

    Attributes:
        modules: The modules.
        targets: For the name of each module and definition, under which it is known there or
            passed on by a package, the page and the anchor on it.
        identifiers: For each such name the one of the definition itself.
    """

    modules: tuple[Module, ...] = ()
    targets: dict[str, tuple[str, str]] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)

    def by_name(self) -> dict[str, str]:
        """The functions and classes that only one module defines, by their bare names."""
        found: dict[str, list[str]] = {}
        for module in self.modules:
            for definition in module.definitions:
                if definition.kind != "constant":
                    found.setdefault(definition.name, []).append(module.name)
        return {name: f"{of[0]}.{name}" for name, of in found.items() if len(of) == 1}


def read_reference(book: Configuration) -> Reference:
    """The reference of ``book``; empty if it wants none."""
    reference = Reference()
    if not book.reference:
        return reference
    modules: list[Module] = []
    passed_on: dict[str, str] = {}
    for package in book.packages:
        for file in _files(package, book):
            tree = _parsed(file)
            if tree is None:
                continue
            module = _module(file, tree, package, book)
            if file.name == "__init__.py":
                passed_on |= _passed_on(tree, module.name)
                reference.targets[module.name] = (f"{REFERENCE}/index.md", "")
            if module.definitions:
                modules.append(module)
    targets, identifiers = reference.targets, reference.identifiers
    for module in modules:
        targets[module.name] = (module.page, "")
        for definition in module.definitions:
            identifier = f"{module.name}.{definition.name}"
            targets[identifier] = (module.page, identifier)
            identifiers[identifier] = identifier
    for name, origin in passed_on.items():
        if origin in identifiers:
            targets[name], identifiers[name] = targets[origin], origin
    return Reference(tuple(modules), targets, identifiers)


def _files(package: Path, book: Configuration) -> Iterator[Path]:
    """The files of ``package`` that are documented: the chapters' first, in their order."""
    for chapter in book.chapters:
        folder = package / chapter.folder
        names = [file.name for file in _public(folder)]
        sections = [f"{name}.py" for name in chapter.sections if f"{name}.py" in names]
        yield from (folder / name for name in sections)
        yield from (folder / name for name in names if name not in sections)
    yield from _public(package)


def _public(folder: Path) -> list[Path]:
    """The modules of ``folder``, the package's own first."""
    files = sorted(folder.glob("*.py"))
    return [file for file in files if file.name == "__init__.py" or file.stem[0] != "_"]


def _parsed(file: Path) -> ast.Module | None:
    """The tree of ``file``; none if it cannot be read, which its evaluation reports."""
    try:
        return ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None


def _module(file: Path, tree: ast.Module, package: Path, book: Configuration) -> Module:
    inner = file.relative_to(package).with_suffix("").parts
    parts = inner[:-1] if inner[-1] == "__init__" else inner
    name = ".".join((package.name, *parts))
    several = len(book.packages) > 1 or not parts
    page = "/".join((REFERENCE, *((package.name,) if several else ()), *parts)) + ".md"
    section = "/".join(inner) + ".md"
    mirrors = section if book.number(section) is not None else None
    return Module(name, file, page, mirrors, _summary(tree), tuple(_definitions(tree)))


def _definitions(tree: ast.Module) -> Iterator[Definition]:
    """What a module defines at its top and makes public."""
    exported = _exported(tree)
    for node in tree.body:
        name, kind, summary = "", "constant", ""
        if isinstance(node, _Defining):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            name, summary = node.name, _summary(node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        if name and not name.startswith("_") and (exported is None or name in exported):
            yield Definition(name, kind, node.lineno, summary)


def _exported(tree: ast.Module) -> set[str] | None:
    """The names in ``__all__``, if the module has one."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            listed = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else []
            return {str(entry.value) for entry in listed if isinstance(entry, ast.Constant)}
    return None


def _passed_on(tree: ast.Module, package: str) -> dict[str, str]:
    """The names that a package takes from its modules, for type checkers or for all."""
    return {
        f"{package}.{alias.asname or alias.name}": f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _summary(node: ast.Module | _Defining) -> str:
    """The first paragraph of a docstring, in one line."""
    text = ast.get_docstring(node) or ""
    return " ".join(text.partition("\n\n")[0].split())
