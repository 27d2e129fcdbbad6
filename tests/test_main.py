"""The entry of the command line, with and without what the engine needs."""

import subprocess
import sys


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


def test_the_package_runs_as_a_command() -> None:
    command = [sys.executable, "-m", "mathbook", "--version"]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)
    assert outcome.stdout.startswith("mathbook, version ")


def test_the_command_without_the_extra_says_what_to_install() -> None:
    outcome = run(
        "import sys; sys.modules['click'] = None\n"
        "import mathbook.__main__; sys.exit(mathbook.__main__.main())"
    )
    assert outcome.returncode == 2
    assert "needs 'click'" in outcome.stderr
    assert "install mathbook with its 'publishing' extra" in outcome.stderr
