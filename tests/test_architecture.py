"""The arrows of the package, the one ``exec``, and the mirror of modules, pages and tests."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import SLOW

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "mathbook"
MODULES = sorted(PACKAGE.rglob("*.py"))
NUMERICAL = [path for path in MODULES if "publishing" not in path.parts]
ENGINE = [path for path in MODULES if "publishing" in path.parts]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """Absolute names that the module imports when it runs, not for type checkers only."""
    waiting: list[ast.AST] = [tree_of(path)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        waiting.extend(ast.iter_child_nodes(node))


def importers(package: str, modules: list[Path]) -> set[str]:
    """The names of ``modules`` that import ``package`` or something in it."""
    return {
        name_of(path)
        for path in modules
        for imported in imports_of(path)
        if imported == package or imported.startswith(f"{package}.")
    }


def test_the_numerical_half_does_not_know_the_engine() -> None:
    allowed = {"mathbook.__main__"}  # the command line's entry, which loads the engine
    assert importers("mathbook.publishing", NUMERICAL) == allowed


def test_the_engine_does_not_know_the_numerical_half() -> None:
    allowed = ("mathbook.publishing", "mathbook.errors", "mathbook.__version__")
    wrong = {
        (name_of(path), imported)
        for path in ENGINE
        for imported in imports_of(path)
        if imported.startswith("mathbook") and not imported.startswith(allowed)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("package", "adapters"),
    [
        ("mkdocs", {"mkdocs_files", "mkdocs_labs", "mkdocs_plugin", "mkdocs_policy"}),
        ("markdown", {"math_extension", "mkdocs_labs"}),
        ("griffe", {"griffe_extension"}),
        ("pytest", {"pytest_plugin"}),
        ("click", {"cli", "terminal"}),
    ],
)
def test_each_host_is_known_to_its_adapter_only(package: str, adapters: set[str]) -> None:
    assert importers(package, MODULES) == {f"mathbook.publishing.{name}" for name in adapters}


@pytest.mark.parametrize("adapter", ["mkdocs_plugin", "pytest_plugin"])
def test_nothing_imports_an_adapter(adapter: str) -> None:
    assert importers(f"mathbook.publishing.{adapter}", MODULES) == set()


def test_imports_have_no_cycle() -> None:
    names = {name_of(path): path for path in MODULES}
    arrows = {
        name: {
            target
            for imported in imports_of(path)
            for target in (imported, imported.rpartition(".")[0])
            if target in names and target != name
        }
        for name, path in names.items()
    }
    while arrows:
        free = {name for name, targets in arrows.items() if not targets & arrows.keys()}
        assert free, f"a cycle among {sorted(arrows)}"
        arrows = {name: targets for name, targets in arrows.items() if name not in free}


def test_one_place_compiles_and_runs_chapter_text() -> None:
    places = [
        (name_of(path), node.func.id)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("exec", "eval", "compile", "__import__")
    ]
    evaluator = "mathbook.publishing.evaluator"
    assert sorted(places) == [(evaluator, "compile"), (evaluator, "exec")]


def test_the_preloaded_parent_imports_nothing_of_the_project() -> None:
    parent = PACKAGE / "publishing" / "processes" / "parent.py"
    assert importers("mathbook", [parent]) == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_short_and_say_what_is_public(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    module = tree_of(path)
    assert ast.get_docstring(module), "a module begins with what it is"
    exported = [
        node
        for node in module.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    script = path.name == "parent.py"
    only_a_docstring = len(module.body) == 1
    assert exported or only_a_docstring or script, "public names stand in __all__"


def test_no_module_has_a_name_that_explains_nothing() -> None:
    vague = {"util", "utils", "helper", "helpers", "misc", "core", "common", "base", "tools"}
    assert [path for path in MODULES if path.stem in vague or path.parent.name in vague] == []


def test_every_module_has_its_test() -> None:
    untested = []
    for path in MODULES:
        module = path.relative_to(PACKAGE)
        trivial = path.name in ("__init__.py", "errors.py")
        if not trivial and path.name != "parent.py":
            test = ROOT / "tests" / module.parent / f"test_{module.stem.strip('_')}.py"
            if not test.is_file():
                untested.append(str(module))
    assert untested == []


def test_every_section_has_its_module_and_its_page() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mathbook"]
    for chapter in table["chapters"]:
        for section in chapter["sections"]:
            assert (ROOT / "docs" / chapter["folder"] / f"{section}.md").is_file()
            assert (PACKAGE / chapter["folder"] / f"{section}.py").is_file()


def test_importing_the_library_needs_numpy_and_scipy_only() -> None:
    program = (
        "import sys, mathbook, mathbook.calculus as c\n"
        "[getattr(c, name) for name in c.__all__]\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(tops & {'matplotlib', 'seaborn', 'sybil', 'mkdocs', 'click', 'pytest'}))"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert outcome.stdout.strip() == "[]"


def test_the_slow_tests_are_where_the_sample_looks_for_them() -> None:
    assert [place for place in SLOW if not (ROOT / place).exists()] == []
