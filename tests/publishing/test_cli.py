"""The command line as a person meets it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mathbook.publishing.cli import cli

GOOD = "# Good\n\n```python\nprint(6 * 7)\n```\n\n```output\n42\n```\n"
STALE = GOOD.replace("```output\n42", "```output\n41")


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.md"
    path.write_text(GOOD)
    return path


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    path = tmp_path / "stale.md"
    path.write_text(STALE)
    return path


def test_check_passes_a_good_chapter_and_says_what_it_checked(good: Path) -> None:
    outcome = invoke("check", good)
    assert outcome.exit_code == 0, outcome.output
    assert "1 block, 1 output, 0 figures, 1 copied text, 0 formulas, 0 skipped" in outcome.stdout
    assert outcome.stderr == ""


def test_the_seed_moves_the_points_at_which_formulas_are_tried(tmp_path: Path) -> None:
    path = tmp_path / "formulas.md"
    path.write_text("$f(t) = 3 t$\n\n<!-- names: f(t) = 2 * t -->\n")
    outcomes = [invoke("check", path, "--seed", seed) for seed in (0, 0, 7)]
    assert [outcome.exit_code for outcome in outcomes] == [1, 1, 1]
    assert f"{path}:1:2: f(t) = 3 t does not hold" in outcomes[0].stderr
    points = [
        [line for line in outcome.stderr.splitlines() if line.startswith("    at ")]
        for outcome in outcomes
    ]
    assert points[0] == points[1] != points[2]


def test_a_true_formula_is_true_with_every_seed(tmp_path: Path) -> None:
    path = tmp_path / "formulas.md"
    path.write_text("$f(t) = 2 t$\n\n<!-- names: f(t) = 2 * t -->\n")
    for seed in (0, 7, 12345):
        outcome = invoke("check", path, "--seed", seed)
        assert outcome.exit_code == 0, outcome.output


@pytest.mark.parametrize("seed", ["x", "1.5", "-1"])
def test_a_seed_is_a_natural_number(good: Path, seed: str) -> None:
    outcome = invoke("check", good, "--seed", seed)
    assert outcome.exit_code == 2
    assert "--seed" in outcome.stderr


def test_check_goes_on_after_a_failing_chapter(good: Path, stale: Path) -> None:
    outcome = invoke("check", good.parent)
    assert outcome.exit_code == 1
    assert f"ok      {good}" in outcome.stdout
    assert f"FAILED  {stale}" in outcome.stdout
    assert f"{stale}:8: the output differs from what the page shows" in outcome.stderr


def test_json_holds_the_whole_evaluation(good: Path, stale: Path) -> None:
    report = good.parent / "report.json"
    invoke("check", good.parent, "--json", report)
    record = json.loads(report.read_text())
    assert record["passed"] is False
    assert record["counts"]["blocks"] == 2
    first, second = record["chapters"]
    assert (first["path"], first["verdict"]) == (str(good), "passed")
    (block,) = first["blocks"]
    assert (block["line"], block["verdict"], block["output"]) == (3, "passed", ["42"])
    assert block["time"] >= 0
    assert block["figures"] == []
    (failure,) = second["failures"]
    assert (failure["line"], failure["expected"], failure["got"]) == (8, "41", "42")


def test_json_can_go_to_the_standard_output(good: Path) -> None:
    outcome = invoke("check", good, "--json", "-")
    assert json.loads(outcome.stdout)["passed"] is True


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere.md", "nowhere.md: does not exist"),
        ("notes.txt", "notes.txt: expected a folder, .md or .py file"),
        ("empty", "empty: holds no chapter (*.md)"),
    ],
)
def test_a_wrong_path_is_one_clear_line_and_exit_code_2(
    tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "empty").mkdir()
    outcome = invoke("check", tmp_path / name)
    assert outcome.exit_code == 2
    assert outcome.stderr.strip() == f"mathbook: {tmp_path / message}"


def test_a_wrong_table_is_one_clear_line_and_exit_code_2(good: Path) -> None:
    (good.parent / "pyproject.toml").write_text('[tool.mathbook]\ndocs = 3\nspeed = "high"\n')
    outcome = invoke("check", good)
    assert outcome.exit_code == 2
    assert "[tool.mathbook] docs is 3; expected str" in outcome.stderr


def test_fix_writes_the_output_and_shows_the_difference(stale: Path) -> None:
    outcome = invoke("fix", stale)
    assert outcome.exit_code == 0
    assert "-41" in outcome.stdout
    assert "+42" in outcome.stdout
    assert stale.read_text() == GOOD


def test_a_dry_run_writes_nothing_and_says_so_by_its_exit_code(stale: Path, good: Path) -> None:
    outcome = invoke("fix", "--dry-run", stale)
    assert outcome.exit_code == 1
    assert "+42" in outcome.stdout
    assert stale.read_text() == STALE
    assert invoke("fix", "--dry-run", good).exit_code == 0


def test_fix_reports_what_it_cannot_mend(tmp_path: Path) -> None:
    path = tmp_path / "broken.md"
    path.write_text("# Broken\n\n```python\nundefined_name\n```\n")
    outcome = invoke("fix", path)
    assert outcome.exit_code == 1
    assert f"{path}:4: NameError" in outcome.stderr
    assert "undefined_name" in path.read_text()


def test_new_starts_a_section_that_passes(tmp_path: Path) -> None:
    path = tmp_path / "chain_rule.md"
    assert invoke("new", path).exit_code == 0
    assert path.read_text().startswith("# Chain rule\n")
    assert invoke("check", path).exit_code == 0


def test_new_does_not_overwrite(good: Path) -> None:
    outcome = invoke("new", good)
    assert outcome.exit_code == 2
    assert good.read_text() == GOOD


def test_render_refuses_a_folder_that_it_has_not_written(good: Path, tmp_path: Path) -> None:
    out = tmp_path.parent / f"{tmp_path.name}-out"
    out.mkdir()
    (out / "thesis.tex").write_text("years of work")
    outcome = invoke("render", good.parent, out)
    assert outcome.exit_code == 2
    assert "was not written by 'mathbook render'" in outcome.stderr
    assert (out / "thesis.tex").read_text() == "years of work"


@pytest.mark.parametrize("command", ["audit", "check", "fix", "render", "new"])
def test_every_command_explains_itself(command: str) -> None:
    assert command in invoke("--help").stdout
    assert "Usage:" in invoke(command, "--help").stdout


def test_ctrl_c_stops_a_check_at_once(tmp_path: Path) -> None:
    path = tmp_path / "endless.md"
    started = tmp_path / "started"
    path.write_text(f"```python\nopen({str(started)!r}, 'w').close()\nwhile True:\n    pass\n```\n")
    command = [sys.executable, "-m", "mathbook", "check", str(path)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Behind nohup interrupts are ignored, by children too.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as check:
        while not started.exists():
            assert check.poll() is None
            time.sleep(0.05)
        interrupted = time.monotonic()
        check.send_signal(signal.SIGINT)
        try:
            _, errors = check.communicate(timeout=30)
        finally:
            check.kill()
    assert time.monotonic() - interrupted < 10
    assert check.returncode != 0
    assert b"Traceback" not in errors


def test_shards_on_copies_of_a_project_make_one_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book"
    (book / "docs").mkdir(parents=True)
    (book / "pyproject.toml").write_text('[tool.mathbook]\ndocs = "docs"\npreload = []\n')
    for number in range(4):
        page = book / "docs" / f"page{number}.md"
        page.write_text(f"```python\nprint({number})\n```\n\n```output\n{number}\n```\n")
        os.utime(page, (time.time() - 60, time.time() - 60))
    copies = [shutil.copytree(book, tmp_path / name) for name in ("first", "second", "last")]
    seen = []
    for number, copy in enumerate(copies[:2], start=1):
        monkeypatch.chdir(copy)
        outcome = invoke("check", "--shard", f"{number}/2")
        assert outcome.exit_code == 0, outcome.output
        assert f"shard {number}/2, by the costs " in outcome.stderr
        seen.append({line.split()[1] for line in outcome.stdout.splitlines() if "docs/" in line})
        shutil.copytree(copy / ".mathbook", copies[2] / ".mathbook", dirs_exist_ok=True)
    assert [len(pages) for pages in seen] == [2, 2]
    assert not seen[0] & seen[1]
    monkeypatch.chdir(copies[2])
    outcome = invoke("check", "--why")
    assert outcome.stdout.count("unchanged") == 4, outcome.output


def test_a_wrong_shard_is_one_clear_line_and_exit_code_2(good: Path) -> None:
    outcome = invoke("check", good, "--shard", "9/8")
    assert outcome.exit_code == 2
    assert outcome.stderr == (
        "mathbook: --shard '9/8': expected K/N with K from 1 to N, such as 3/8\n"
    )
