"""Every broken chapter of ``chapters/`` fails every consumer, with the message on file.

``chapters/failures.txt`` holds the exact report. After a message was changed on purpose,
``mathbook check .`` in that folder prints the new one.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHAPTERS = Path(__file__).parent / "chapters"
REPORT = (CHAPTERS / "failures.txt").read_text(encoding="utf-8")
HEADLINES = re.findall(r"^[\w-]+\.md:\d+(?::\d+)?: .+$", REPORT, re.MULTILINE)
PROJECT = """\
[tool.mathbook]
docs = "docs"
"""
SITE = """\
site_name: Broken
theme: material
plugins: [mathbook]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose docs folder holds the broken chapters, and a published site."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(CHAPTERS, root / "docs")
    (root / "docs" / "failures.txt").unlink()
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "mkdocs.yml").write_text(SITE)
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("yesterday's page")
    return root


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_sample_has_a_failure_on_file() -> None:
    samples = {path.name for path in CHAPTERS.glob("*.md")}
    assert {headline.split(":")[0] for headline in HEADLINES} == samples


def test_check_reports_exactly_the_failures_on_file(project: Path) -> None:
    outcome = run("mathbook", "check", ".", cwd=project / "docs")
    assert outcome.stderr.strip() == REPORT.strip()
    assert outcome.returncode == 1


def test_github_gets_one_annotation_for_each_failure(project: Path) -> None:
    outcome = run("mathbook", "check", ".", cwd=project / "docs", GITHUB_ACTIONS="true")
    found = re.findall(
        r"^::error file=([^,]+),line=(\d+),(?:col=(\d+),)?", outcome.stdout, re.MULTILINE
    )
    places = [":".join(filter(None, place)) for place in found]
    assert places == [headline.partition(": ")[0] for headline in HEADLINES]


def test_the_strict_build_reports_all_of_them_and_publishes_nothing(project: Path) -> None:
    outcome = run("mkdocs", "build", "--strict", cwd=project)
    assert outcome.returncode == 1
    missing = [line for line in HEADLINES if f"docs/{line}" not in outcome.stderr]
    assert missing == []
    assert (project / "site" / "index.html").read_text() == "yesterday's page"
    assert [path.name for path in (project / "site").iterdir()] == ["index.html"]
    assert list(project.glob(".site*")) == []


def test_the_build_fails_without_strict_too(project: Path) -> None:
    outcome = run("mkdocs", "build", cwd=project)
    assert outcome.returncode == 1
    assert (project / "site" / "index.html").read_text() == "yesterday's page"


def test_pytest_reports_all_of_them(project: Path) -> None:
    outcome = run(
        "pytest", "-p", "mathbook.publishing.pytest_plugin", "-p", "no:cacheprovider", cwd=project
    )
    assert outcome.returncode == 1
    missing = [line for line in HEADLINES if f"docs/{line}" not in outcome.stdout]
    assert missing == []


def test_render_writes_nothing(project: Path) -> None:
    outcome = run("mathbook", "render", "docs", "out", cwd=project)
    assert outcome.returncode == 1
    assert not (project / "out").exists()
    assert all(f"docs/{line}" in outcome.stderr for line in HEADLINES)
