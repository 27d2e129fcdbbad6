"""A virtual environment for each tool, and the variables that its builds see."""

import os
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

__all__ = ["TOOLS", "clean_environment", "prepare_environment", "versions"]

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]

TOOLS = {
    "mathbook": "mathbook",
    "floor": "mkdocs",
    "markdown-exec": "markdown-exec",
    "mkdocs-jupyter": "mkdocs-jupyter",
    "jupyter-book": "jupyter-book",
}
"""The tools, ours first, each with the distribution whose version is told."""


def prepare_environment(tool: str, cache: Path) -> Path:
    """The virtual environment of ``tool`` below ``cache``, made if its requirements are new."""
    folder = cache / "venvs" / tool
    installed = folder / ".installed"
    arguments = _requirements(tool)
    digest = sha256(sys.version.encode())
    for argument in arguments:
        file = Path(argument)
        digest.update(file.read_bytes() if file.is_file() else argument.encode())
    if tool == "mathbook":
        digest.update((_ROOT / "pyproject.toml").read_bytes())
    if installed.is_file() and installed.read_text() == digest.hexdigest():
        return folder
    print(f"installing {tool} into {folder}", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, *arguments], check=True, stdout=sys.stderr)
    installed.write_text(digest.hexdigest())
    return folder


def clean_environment(folder: Path, project: Path, cache: Path) -> dict[str, str]:
    """The variables of a build: nothing of this shell's, a home of the tool's own.

    So no setting of the linear algebra, of Python or of Jupyter here favours anyone.
    """
    home = cache / "homes" / folder.name
    home.mkdir(parents=True, exist_ok=True)
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "NO_MKDOCS_2_WARNING": "1",
        "PATH": os.pathsep.join([str(folder / "bin"), "/usr/local/bin", "/usr/bin", "/bin"]),
        "PYTHONPATH": str(project),
    }


def versions(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """The versions of those of ``names`` that are installed in the environment ``folder``."""
    program = (
        "import sys\nfrom importlib.metadata import PackageNotFoundError, version\n"
        "for name in sys.argv[1:]:\n    try:\n        print(name, version(name))\n"
        "    except PackageNotFoundError:\n        pass\n"
    )
    told = subprocess.run(
        [folder / "bin" / "python", "-c", program, *names],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    found: dict[str, str] = dict(map(str.split, told.splitlines()))
    return found


def _requirements(tool: str) -> list[str]:
    """What pip installs for ``tool``; ours is this working copy, with the pins of its builds."""
    if tool == "mathbook":
        constraints = str(_ROOT / "constraints.txt")
        return ["--constraint", constraints, "--editable", f"{_ROOT}[publishing]"]
    return ["--requirement", str(_HERE / "requirements" / f"{tool}.txt")]
