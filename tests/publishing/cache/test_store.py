"""What the store remembers, what makes it forget, and what it never takes in."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mathbook.publishing.book import parse
from mathbook.publishing.cache.store import Store, open_store
from mathbook.publishing.configuration import find_configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.runs import Reads, TaskResult
from mathbook.publishing.task import Task

PAGE = """\
# Areas

```python
side = 3
print(side**2)
```

```output
9
```

The area of a square of side $a$ is $a^2 = 9$<!-- where: a = 3 -->, or 9<!-- = side**2 -->.

```pycon
>>> side = 4
>>> side + 1
5
```
"""
UNCHANGED = {None: "unchanged"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache", tmp_path)


@pytest.fixture
def run(workers: Workers, tmp_path: Path, store: Store) -> Callable[..., Evaluation]:
    def evaluate_it(text: str | None = None, *, seed: int = 0, at: Store = store) -> Evaluation:
        path = tmp_path / "page.md"
        if text is not None:
            path.write_text(text)
            _age(path)
        return evaluate([parse(path)], workers, store=at, seed=seed)[path]

    return evaluate_it


def _age(path: Path) -> None:
    """Let ``path`` have been saved a while ago: what is saved during a run is not stored."""
    os.utime(path, (time.time() - 60, time.time() - 60))
    time.sleep(0.03)  # which was a while ago


def told(evaluation: Evaluation) -> object:
    """All that an evaluation says, but for how long it took."""
    return (
        [replace(run, seconds=0) for run in evaluation.runs.values()],
        [replace(run, seconds=0) for run in evaluation.alone.values()],
        [replace(run, seconds=0) for run in evaluation.formulas.values()],
        evaluation.numbers,
        evaluation.problems,
        evaluation.sources,
    )


def test_what_did_not_change_is_not_run_again(run: Callable[..., Evaluation]) -> None:
    cold, warm = run(PAGE), run()
    assert cold.passed
    assert cold.why[None] == "it was not evaluated before as it is now"
    assert warm.why == UNCHANGED
    assert told(warm) == told(cold)


def test_nothing_is_started_for_what_is_known(run: Callable[..., Evaluation], store: Store) -> None:
    run(PAGE)
    path = run().chapter.path
    with Workers() as unused:
        assert evaluate([parse(path)], unused, store=store)[path].passed
        assert unused._parent is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Areas", "# Of areas\n\nMore prose, longer than before.\n\nAnd more."),
        ("The area of a square", "As everybody knows, the area of a square"),
        (", or 9", ", which is\nalso 9"),
    ],
)
def test_prose_may_move_everything(old: str, new: str, run: Callable[..., Evaluation]) -> None:
    run(PAGE)
    assert run(PAGE.replace(old, new)).why == UNCHANGED


@pytest.mark.parametrize(
    ("old", "new", "passes"),
    [
        ("print(side**2)", "print(side**2)  # squared", True),
        ("print(side**2)", "print(side**3)", False),
        ("```output\n9", "```output\n8", False),
        ("a^2 = 9", "a^2 = 8", False),
        ("a^2 = 9", "9 = a^2", True),
        ("where: a = 3", "where: a = 4", False),
        ("or 9<!--", "or 8<!--", False),
        ("= side**2 -->", "= 3 * side -->", True),
        (">>> side + 1\n5", ">>> side + 1\n6", False),
        ("```pycon", '<!-- skip: next "later" -->\n```pycon', True),
        ("```pycon", "<!-- continues -->\n```pycon", True),
    ],
)
def test_whatever_is_checked_is_checked_anew(
    old: str, new: str, passes: bool, run: Callable[..., Evaluation]
) -> None:
    assert old in PAGE
    run(PAGE)
    again = run(PAGE.replace(old, new))
    assert again.why != UNCHANGED
    assert again.passed == passes


def test_a_failure_is_never_stored(run: Callable[..., Evaluation]) -> None:
    wrong = PAGE.replace("```output\n9", "```output\n8")
    assert run(wrong).failures == run(wrong).failures != []
    assert run(wrong).why[None] == "it was not evaluated before as it is now"


def test_other_random_points_are_tried(run: Callable[..., Evaluation]) -> None:
    run(PAGE)
    assert run(seed=1).why != UNCHANGED
    assert run(seed=1).why == UNCHANGED


LIBRARY = "```python\nimport sys\n\nsys.path.insert(0, {folder!r})\nimport squares\n\n{use}\n```\n"


def test_a_module_of_the_project_counts_and_another_does_not(
    run: Callable[..., Evaluation], tmp_path: Path
) -> None:
    for name, text in {
        "squares": "import sides\n\n\ndef square(a):\n    return a * a\n",
        "sides": "N = 4\n",
        "other": "",
    }.items():
        (tmp_path / f"{name}.py").write_text(text)
        _age(tmp_path / f"{name}.py")
    page = LIBRARY.format(folder=str(tmp_path), use="assert squares.square(2) == 4")
    assert run(page).passed
    assert run().why == UNCHANGED
    (tmp_path / "other.py").write_text("x = 1\n")
    assert run().why == UNCHANGED
    (tmp_path / "sides.py").write_text("N = 5\n")
    _age(tmp_path / "sides.py")
    assert run().why[None].endswith("sides.py has changed")
    (tmp_path / "squares.py").write_text("import sides\n\n\ndef square(a):\n    return a + 1\n")
    assert not run().passed


def test_a_file_that_is_read_counts_and_another_does_not(
    run: Callable[..., Evaluation], tmp_path: Path
) -> None:
    data, other = tmp_path / "data.csv", tmp_path / "other.csv"
    for file in (data, other):
        file.write_text("1,2\n")
        _age(file)
    page = (
        f"```python\nfrom pathlib import Path\n\nprint(Path({str(data)!r}).read_text().strip())\n"
        "```\n\n```output\n1,2\n```\n"
    )
    assert run(page).passed
    other.write_text("3\n")
    assert run().why == UNCHANGED
    data.write_text("1,3\n")
    assert not run().passed


def test_a_folder_that_is_listed_counts(run: Callable[..., Evaluation], tmp_path: Path) -> None:
    folder = tmp_path / "photographs"
    folder.mkdir()
    _age(folder)
    code = f"import os\n\nprint(len(os.listdir({str(folder)!r})))"
    page = f"```python\n{code}\n```\n\n```output\n0\n```\n"
    assert run(page).passed
    assert run().why == UNCHANGED
    (folder / "one.png").write_bytes(b"")
    assert not run().passed


def test_a_module_that_was_missing_counts(
    run: Callable[..., Evaluation], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (
        "```python\ntry:\n    import no_such_module_yet\nexcept ImportError:\n    print('none')\n"
        "```\n\n```output\nnone\n```\n"
    )
    assert run(page).passed
    assert run().why == UNCHANGED
    (tmp_path / "no_such_module_yet.py").write_text("")
    assert run().why[None] == "there is a module no_such_module_yet now"


def test_an_installed_distribution_counts_by_its_contents(
    run: Callable[..., Evaluation], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mathbook.publishing.cache import dependencies

    assert run("```python\nimport numpy\n```\n").passed
    real = dependencies._digest_of_distribution

    def changed(name: str) -> str:
        return "other contents" if name == changed_name else real(name)

    monkeypatch.setattr(dependencies, "_digest_of_distribution", changed)
    changed_name = "ruff"
    assert run().why == UNCHANGED
    changed_name = "numpy"
    assert run().why[None] == "the installed distribution numpy has changed"


def test_the_engine_and_what_is_preloaded_count(
    run: Callable[..., Evaluation], tmp_path: Path
) -> None:
    run(PAGE)
    other = Store(tmp_path / "cache", tmp_path, ["scipy"])
    assert "preloaded has changed" in run(at=other).why[None]
    assert run(at=other).why == UNCHANGED


def test_a_changed_figure_file_counts(run: Callable[..., Evaluation], tmp_path: Path) -> None:
    from mathbook.publishing.fixing import fix_chapter

    page = (
        "```python\nimport matplotlib.pyplot as plt\n\nplt.plot([1, 2])\n```\n\n"
        "![A line.](figures/line.svg)\n"
    )
    fix_chapter(run(page), redraw=True).write()
    figure = tmp_path / "figures" / "line.svg"
    _age(figure)
    assert run().passed
    assert run().why == UNCHANGED
    figure.write_text(figure.read_text().replace("1", "2"))
    assert not run().passed


def test_output_that_names_its_line_is_not_stored(run: Callable[..., Evaluation]) -> None:
    page = (
        "```python\nimport traceback\n\ntry:\n    1 / 0\nexcept ZeroDivisionError as error:\n"
        "    print(traceback.extract_tb(error.__traceback__)[0].lineno)\n```\n\n"
        "```output\n5\n```\n"
    )
    assert run(page).passed
    assert not run(f"A word.\n\n{page}").passed


def test_a_copy_of_a_project_depends_on_its_own_files(tmp_path: Path) -> None:
    one, copy = tmp_path / "one", tmp_path / "copy"
    for folder in (one, copy):
        folder.mkdir()
        (folder / "lengths.py").write_text("N = 4\n")
        _age(folder / "lengths.py")
    library = str(one / "lengths.py")
    result = TaskResult((), (library,), reads=Reads(files=(library,)))
    Store(tmp_path / "cache", one).keep(Task(one / "page.md", ()), result, time.time())
    there = Store(tmp_path / "cache", copy)
    found = there.find(Task(copy / "page.md", ())).result
    assert found is not None
    assert found.sources == (str(copy / "lengths.py"),)
    (copy / "lengths.py").write_text("N = 5\n")
    assert there.find(Task(copy / "page.md", ())).why == "lengths.py has changed"


def test_a_damaged_entry_is_ignored_and_said(run: Callable[..., Evaluation], store: Store) -> None:
    run(PAGE)
    entries = sorted(store.folder.iterdir())
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1])
    again = run()
    assert again.passed
    assert again.why[None].endswith("is damaged and is ignored")
    assert run().why == UNCHANGED
    assert sorted(store.folder.iterdir()) == entries


def test_what_is_saved_while_it_runs_is_not_stored(
    run: Callable[..., Evaluation], tmp_path: Path
) -> None:
    data = tmp_path / "data.txt"
    data.write_text("1")
    os.utime(data, (time.time() + 5, time.time() + 5))
    page = f"```python\nopen({str(data)!r}).close()\n```\n"
    assert run(page).passed
    assert run().why != UNCHANGED


def test_what_nobody_used_for_a_month_is_removed(
    run: Callable[..., Evaluation], store: Store
) -> None:
    run(PAGE)
    store.sweep(time.time() + 29 * 86400)
    assert run().why == UNCHANGED
    store.sweep(time.time() + 31 * 86400)
    assert list(store.folder.iterdir()) == []


def test_a_project_has_its_store_and_nothing_else_has(tmp_path: Path) -> None:
    assert open_store(find_configuration(tmp_path)) is None
    (tmp_path / "pyproject.toml").write_text('[tool.mathbook]\ndocs = "."\n')
    found = open_store(find_configuration(tmp_path))
    assert found is not None
    assert found.folder == tmp_path / ".mathbook" / "cache"
