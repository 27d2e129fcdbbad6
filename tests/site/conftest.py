"""Chromium, the built sites and a reader's Python, made once for all tests of the site.

Without Chromium the tests that need it are skipped; ``.ci/run`` installs it. ``CHROMIUM``
names another command, as it does for ``mathbook pdf``.
"""

import hashlib
import platform
import sys
import venv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from mathbook.errors import PublishingError
from mathbook.publishing.pdf import find_chromium
from tests.site.serving import served
from tests.site.sites import ROOT, Page, Site, make_book, make_sampler, once, run

# No sandbox for root, and nothing that Chromium itself would ask the network for.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    try:
        command = find_chromium()
    except PublishingError as error:
        pytest.skip(str(error))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run of the tests share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def serving() -> Iterator[ExitStack]:
    with ExitStack() as servers:
        yield servers


@pytest.fixture(scope="session")
def book(shared: Path, serving: ExitStack) -> Site:
    folder = once(shared / "book", make_book)
    address = serving.enter_context(served(folder))
    return Site("book", folder, ROOT / "docs", address)


@pytest.fixture(scope="session")
def sampler(shared: Path, serving: ExitStack) -> Site:
    project = once(shared / "sampler", make_sampler)
    folder = project / "site"
    return Site("sampler", folder, project / "docs", serving.enter_context(served(folder)))


@pytest.fixture(params=["book", "sampler"])
def site(request: pytest.FixtureRequest) -> Site:
    """Either site: what holds for one holds for both."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def pages(site: Site) -> list[Page]:
    return site.pages


@pytest.fixture(scope="session")
def reader(shared: Path, pytestconfig: pytest.Config) -> Path:
    """The Python of an environment that holds the wheel with its ``plot`` extra, and no more.

    What the library needs stays installed from run to run, for as long as it needs the same; the
    wheel itself is built and installed each time.
    """
    table, pinned = ROOT / "pyproject.toml", ROOT / "constraints.txt"
    needs = hashlib.sha256(table.read_bytes() + pinned.read_bytes() + sys.version.encode())
    cache = pytestconfig.cache
    assert cache is not None
    name = f"{platform.machine()}-{needs.hexdigest()[:16]}"
    environment = cache.mkdir("reader") / name
    python = environment / "bin" / "python"

    def install(folder: Path) -> None:
        run("pip", "wheel", "--no-deps", "--wheel-dir", str(folder), ".", cwd=ROOT)
        (wheel,) = folder.glob("*.whl")
        if not python.exists():
            venv.create(environment, with_pip=False)
        install = ("pip", "--python", str(python), "install", "--constraint", str(pinned))
        run(*install, f"{wheel}[labs]", cwd=folder)
        run(*install, "--force-reinstall", "--no-deps", str(wheel), cwd=folder)

    once(shared / "wheel", install)
    return python
