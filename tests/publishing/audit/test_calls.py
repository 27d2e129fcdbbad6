"""Which functions of a library are called while a chapter runs."""

from pathlib import Path

import pytest

from mathbook.publishing.audit.calls import CallsOf
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.processes.children import Lost

LIBRARY = '''\
"""Sums."""

import functools
import threading


def total(x):
    return sum(map(_twice, x))


def _twice(x):
    return 2 * x


@functools.cache
def cached(x):
    return x


class Sum:
    def of(self, x):
        return x

    def never(self, x):
        return x


def unused():
    thread = threading.Thread(target=_twice, args=(1,))
    thread.start()
    thread.join()
'''


def called(root: Path, page: str) -> set[int]:
    """The first lines of the functions that ``page`` calls."""
    file = root / "sums.py"
    file.write_text(LIBRARY)
    found = CallsOf(parse_text(root / "page.md", page), (file,), 60)()
    assert not isinstance(found, Lost), found.reason
    assert {path for path, _ in found} <= {file}
    return {line for _, line in found} - {1, 20}  # the module, and the body of the class


@pytest.fixture(autouse=True)
def _importable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("import sums", set()),
        ("import sums; sums.total([])", {7}),
        ("import sums; sums.total([1])", {7, 11}),
        ("import sums; sums.cached(1)", {15}),
        ("import sums; sums.Sum().of(1)", {21}),
        ("import sums; sums.unused()", {11, 28}),
    ],
)
def test_the_functions_are_seen_that_code_calls(code: str, lines: set[int], tmp_path: Path) -> None:
    assert called(tmp_path, f"```python\n{code}\n```\n") == lines


def test_a_formula_calls_as_well(tmp_path: Path) -> None:
    page = "# Sums\n\n<!-- names:\nfrom sums import total\ns = total([1.0, 2.0])\n-->\n\n$s = 6$\n"
    assert called(tmp_path, page) == {7, 11}


def test_what_takes_too_long_is_not_known(tmp_path: Path) -> None:
    chapter = parse_text(tmp_path / "page.md", "```python\nwhile True:\n    pass\n```\n")
    assert isinstance(CallsOf(chapter, (), 0.5)(), Lost)
