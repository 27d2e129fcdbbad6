"""The sites that these tests read: the book itself, and a sampler of what pages may hold."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mathbook.publishing.book import parse
from mathbook.publishing.chapter import Chapter

ROOT = Path(__file__).parents[2]
SAMPLER = Path(__file__).parent / "sampler"
PROJECT = """\
[tool.mathbook]
docs = "docs"
"""
# The book's own theme and extensions, other pages.
CONFIGURATION = """\
INHERIT: {root}/mkdocs.yml
site_name: Sampler
docs_dir: docs
"""


@dataclass(frozen=True)
class Page:
    """A page that is served, and the chapter that it shows, if one does."""

    address: str
    file: Path
    chapter: Chapter | None

    def __str__(self) -> str:
        return self.address.split("/", 3)[3] or "index"


@dataclass(frozen=True)
class Site:
    """A built site, served on this machine only.

    Attributes:
        name: What the tests call it.
        folder: Where it was built.
        docs: Where its chapters are.
        address: Where it is served.
    """

    name: str
    folder: Path
    docs: Path
    address: str

    @property
    def pages(self) -> list[Page]:
        """Every page, the one for missing pages included."""
        return [self.page(file) for file in sorted(self.folder.rglob("*.html"))]

    @property
    def typical(self) -> list[Page]:
        """A page of each kind, neither its emptiest nor its fullest: one in each folder."""
        kinds: dict[str, list[Path]] = {}
        for file in sorted(self.folder.rglob("*.html")):
            kind, *rest = file.relative_to(self.folder).parts
            kinds.setdefault(kind if len(rest) > 1 else "", []).append(file)
        return [
            self.page(sorted(found, key=lambda file: file.stat().st_size)[len(found) // 2])
            for found in kinds.values()
        ]

    @property
    def different(self) -> list[Page]:
        """Every page, but of the reference, where all are made alike, those that begin folders."""
        found: dict[str, Page] = {}
        for page in self.pages:
            place = page.file.relative_to(self.folder)
            alike = place.parts[0] == "reference" and len(place.parts) > 2
            found.setdefault(place.parts[1] if alike else str(place), page)
        return list(found.values())

    def page(self, file: Path) -> Page:
        place = file.relative_to(self.folder).as_posix()
        stem = place.removesuffix("index.html").rstrip("/")
        sources = [
            self.docs / (f"{stem}.md" if stem else "index.md"),
            self.docs / stem / "index.md",
        ]
        source = next((path for path in sources if path.is_file()), None)
        address = f"{self.address}/{place.removesuffix('index.html')}"
        return Page(address, file, parse(source) if source else None)


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """``folder``, which ``make`` fills, by whichever of the tests' processes comes first."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released with the file
        if not folder.exists():
            unfinished = folder.with_name(f"{folder.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(folder)
    return folder


def make_book(folder: Path) -> None:
    """Build the site of the project's own docs."""
    build(ROOT, folder)


def make_sampler(folder: Path) -> None:
    """A project whose one page holds all that a page may hold, with the book's look; built."""
    docs = folder / "docs"
    shutil.copytree(SAMPLER, docs)
    for inherited in ("assets", ".theme"):
        shutil.copytree(ROOT / "docs" / inherited, docs / inherited)
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    configuration = CONFIGURATION.format(root=ROOT.as_posix())
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    run("mathbook", "fix", "--figures", cwd=folder)
    for page in SAMPLER.rglob("*.md"):  # its figures are new, its outputs are not
        assert (docs / page.relative_to(SAMPLER)).read_text() == page.read_text(), page
    build(folder, folder / "site")


def build(project: Path, site: Path) -> None:
    run("mkdocs", "build", "--strict", "--site-dir", str(site), cwd=project)


def run(*command: str, cwd: Path) -> None:
    """Run ``python -m command`` in ``cwd``; it has to succeed."""
    paths = filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))
    settings = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join(paths)}
    outcome = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, f"{command}\n{outcome.stdout}\n{outcome.stderr}"
