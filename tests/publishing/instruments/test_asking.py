"""Watched functions do what they did; who asks what is told. In a process of its own."""

import json
import subprocess
import sys

PATHS = """
import json, os, shutil, tempfile
from pathlib import Path
from mathbook.publishing.instruments.asking import watch_paths

told = []
before = os.stat
watch_paths(lambda path, whether: told.append((os.fspath(path), whether)))
assert os.stat is not before and os.stat.__name__ == "stat" and os.stat.__doc__ == before.__doc__
assert os.stat("/") == before("/") and os.stat("/", follow_symlinks=False).st_mode
try:
    os.stat("/nothing")
except FileNotFoundError as error:
    assert error.filename == "/nothing"
assert os.path.exists("/a") is False and Path("/b").is_dir() is False
assert os.access("/", os.R_OK, effective_ids=os.access in os.supports_effective_ids)
os.path.getsize("/")
folder = tempfile.mkdtemp()
Path(folder, "one").write_text("1")
shutil.copystat(folder, folder, follow_symlinks=False)  # asks what os.stat supports
shutil.rmtree(folder)
print(json.dumps(told))
"""
VARIABLES = """
import copy, json, os
from mathbook.publishing.instruments.asking import watch_environment

os.environ["UNIT"] = "cm"
told = []
watch_environment(told.append)
assert os.environ["UNIT"] == "cm" and os.environb[b"UNIT"] == b"cm" and os.getenv("NO") is None
assert repr(os.environ).startswith("environ({") and type(os.environ).__name__ == "_Environ"
os.environ["UNIT"] = "mm"
assert os.popen and told == ["UNIT", "UNIT", "NO"] + told[3:]
del told[:]
import tempfile, subprocess  # Python's own imports and the engine ask for themselves
assert len(os.environ) == len(dict(os.environ))
print(json.dumps(sorted(set(told))))
"""


def output(program: str) -> list[object]:
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    told: list[object] = json.loads(run.stdout)
    return told


def test_questions_about_paths_are_told() -> None:
    told = output(PATHS)
    for expected in (["/nothing", False], ["/a", True], ["/b", True], ["/", True], ["/", False]):
        assert expected in told


def test_questions_for_variables_are_told() -> None:
    assert "*" in output(VARIABLES)
