"""Builds that are killed, builds at the same time, and stores that are damaged."""

import json
import os
import pickle
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.soak import sampled

PROJECT = """\
[tool.mathbook]
docs = "docs"
preload = ["numpy"]

[[tool.mathbook.chapters]]
number = 1
title = "Sums"
folder = "sums"
sections = ["first", "second", "third"]
"""
SITE = "site_name: Sums\ntheme: mkdocs\nplugins: [mathbook]\nmarkdown_extensions: [attr_list]\n"
PAGE = """\
# The {name} sum

Version {version}.

```python
import numpy as np
import sums

print(sums.total(np.ones({n})))
```

```output
{total}
```
"""
MARK = "MATHBOOK_KILLED_BUILD"


@dataclass(frozen=True)
class Book:
    """Three chapters, and what ``mkdocs build`` makes of either of two versions."""

    root: Path

    def write(self, version: int) -> None:
        files = {
            "pyproject.toml": PROJECT,
            "mkdocs.yml": SITE,
            "docs/index.md": f"# Sums\n\nVersion {version}.\n",
            "sums.py": f"def total(values):\n    return float(sum(values)) + {version}\n",
        }
        for n, name in enumerate(("first", "second", "third")):
            text = PAGE.format(name=name, version=version, n=n, total=float(n + version))
            files[f"docs/sums/{name}.md"] = text
        for name, text in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text)

    def start(self, *command: str, **variables: str) -> "subprocess.Popen[str]":
        """``python -m command``, with a folder for temporary files of its own."""
        inherited = os.environ.get("PYTHONPATH", "")
        (self.root / "temporary").mkdir(exist_ok=True)
        environment = {
            **os.environ,
            "PYTHONPATH": f"{self.root}{os.pathsep}{inherited}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": "0",
            "TMPDIR": str(self.root / "temporary"),
            MARK: str(self.root),
            **variables,
        }
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *command: str) -> str:
        """What the command says; it succeeds."""
        process = self.start(*command)
        said, _ = process.communicate()
        assert process.returncode == 0, said
        return said

    def build(self) -> str:
        return self.run("mkdocs", "build")

    def site(self) -> dict[str, bytes]:
        folder = self.root / "site"
        files = (file for file in folder.rglob("*") if file.is_file())
        return {str(file.relative_to(folder)): file.read_bytes() for file in files}

    def cache(self) -> list[Path]:
        entries = (self.root / ".mathbook" / "cache").glob("*")
        return sorted(entry for entry in entries if entry.name != "costs.json")

    def processes(self) -> list[str]:
        """The commands of all processes that a build of this book started and that still run."""
        mark = f"{MARK}={self.root}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes() + b"\0":
                    found.append((folder / "cmdline").read_text())
            except OSError:
                continue
        return [command for command in found if command]

    def left_behind(self) -> list[str]:
        """Temporary files and folders; none may be there after a build."""
        patterns = ("temporary/*", ".site.building-*", ".mathbook/cache/*.new")
        return [str(path) for pattern in patterns for path in self.root.glob(pattern)]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return Book(tmp_path_factory.mktemp("killed").resolve())


@pytest.fixture(scope="module")
def sites(book: Book) -> list[dict[str, bytes]]:
    """What a cold build of each version publishes."""
    found = []
    for version in (0, 1):
        book.write(version)
        book.run("mkdocs", "build")
        found.append(book.site())
        for entry in book.cache():
            entry.unlink()
    assert found[0].keys() == found[1].keys()
    assert found[0] != found[1]
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").is_file(), reason="processes are found in /proc")
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(
    book: Book, sites: list[dict[str, bytes]]
) -> None:
    draw = random.Random(0)
    book.write(0)
    started = time.monotonic()
    book.build()
    length = time.monotonic() - started
    kills = sampled(few=3, all_of_them=50)
    ended = published = 0
    for kill in range(kills):
        version = 1 - kill % 2
        book.write(version)
        if kill % 3 == 0:  # a cold one takes longer and writes more
            for entry in book.cache():
                entry.unlink()
        process = book.start("mkdocs", "build")
        time.sleep(draw.uniform(0, 1.1) * length)
        ended += process.poll() is not None
        process.kill()
        process.communicate()
        assert book.site() in sites
        published += book.site() == sites[version]
        deadline = time.monotonic() + 30
        while (running := book.processes()) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert running == []
        book.build()
        assert book.site() == sites[version]
        assert book.left_behind() == []
    print(f"{kills} kills, {ended} came after the end, {published} after publication")
    assert ended < kills


def test_two_builds_at_once_are_both_right(book: Book, sites: list[dict[str, bytes]]) -> None:
    for version in range(sampled(few=1, all_of_them=4)):
        book.write(version % 2)
        for entry in book.cache():
            entry.unlink()
        builds = [book.start("mkdocs", "build") for _ in range(2)]
        builds.append(book.start("mathbook", "check", "--json", "-"))
        said = [process.communicate()[0] for process in builds]
        assert [process.returncode for process in builds] == [0, 0, 0], said
        assert book.site() == sites[version % 2]
        assert json.loads(said[2])["passed"]
        assert book.left_behind() == []
        assert "3 ok" not in book.run("mathbook", "check", "--why").replace("4 ok", "")


def damaged(entry: Path, how: str) -> None:
    content = entry.read_bytes()
    if how == "cut off":
        entry.write_bytes(content[: len(content) // 2])
    elif how == "empty":
        entry.write_bytes(b"")
    elif how == "flipped":
        middle = len(content) // 2
        entry.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    elif how == "another pickle":
        entry.write_bytes(pickle.dumps({"not": "an answer"}))
    else:
        entry.unlink()
        entry.mkdir()


@pytest.mark.parametrize("how", ["cut off", "empty", "flipped", "another pickle", "a folder"])
def test_a_damaged_entry_is_ignored_and_said(
    book: Book, sites: list[dict[str, bytes]], how: str
) -> None:
    book.write(0)
    for entry in book.cache():  # of other versions, which nobody would read
        entry.unlink()
    book.build()
    for entry in book.cache():
        damaged(entry, how)
    command = ("mathbook", "check") if how in ("empty", "a folder") else ("mkdocs", "build")
    said = book.run(*command)
    what = "cannot be read (Is a directory)" if how == "a folder" else "is damaged"
    lines = [line for line in said.splitlines() if f"{what} and is ignored" in line]
    assert len(lines) == len(book.cache())
    assert ".mathbook/cache/first-" in lines[0]
    assert book.site() == sites[0]
    for entry in book.cache():
        if entry.is_dir():
            entry.rmdir()
    book.run("mathbook", "check")
    assert "and is ignored" not in book.run("mathbook", "check")


def test_a_cache_that_cannot_be_written_is_said(book: Book, sites: list[dict[str, bytes]]) -> None:
    book.write(0)
    for entry in book.cache():
        entry.unlink()
    folder = book.root / ".mathbook" / "cache"
    shutil.rmtree(folder)
    folder.write_text("a file")
    try:
        said = book.build()
    finally:
        folder.unlink()
    assert "the cache: .mathbook/cache cannot be written" in said
    assert book.site() == sites[0]
