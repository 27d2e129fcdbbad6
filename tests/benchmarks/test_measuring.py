"""CPU time and memory of a command with all its processes."""

import sys
from pathlib import Path

import pytest
from measuring import CommandFails, adopt_orphans, run_measured

# A grandchild that outlives its parent, holds 64 MiB, and computes until it has used 0.3 s.
ORPHAN = """
import os, subprocess, sys
busy = '''
import time
held = bytearray(64 * 2**20)
held[::4096] = bytes(len(held[::4096]))
while time.process_time() < 0.3: pass
time.sleep(0.3)
'''
middle = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
subprocess.run([sys.executable, "-c", middle], check=True)
"""
LONG_ENOUGH = "\nimport time\ntime.sleep(1.5)\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the tree of processes is read from /proc")
def test_processes_that_outlive_their_parent_count(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom measuring import *\nadopt_orphans()\n"
        "cost = run_measured([sys.executable, '-c', sys.argv[1]], Path.cwd(), {}, Path('log'))\n"
        "print(cost.cpu, cost.memory)\n"
    )
    # In a process of its own: what it adopts are no children of the tests'.
    folder = str(Path(run_measured.__code__.co_filename).parent)
    log = tmp_path / "told"
    command = [sys.executable, "-c", program, ORPHAN + LONG_ENOUGH]
    run_measured(command, tmp_path, {"PYTHONPATH": folder}, log)
    cpu, memory = map(float, log.read_text().split())
    assert cpu >= 0.3
    assert memory >= 64


def test_a_command_that_fails_says_what_it_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no such book')"]
    with pytest.raises(CommandFails, match="no such book"):
        run_measured(command, tmp_path, {}, tmp_path / "log")


def test_adopting_orphans_works_on_every_system() -> None:
    adopt_orphans()
