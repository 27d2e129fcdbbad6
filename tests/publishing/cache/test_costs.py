"""What chapters cost, remembered beside their answers."""

from pathlib import Path

import pytest

from mathbook.publishing.cache.costs import read_costs, seconds_of, write_costs
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.processes.workers import Workers

SLOW = "```python\nimport time\n\ntime.sleep(0.3)\n```\n"


def evaluated(text: str, path: Path, workers: Workers) -> Evaluation:
    return evaluate([parse_text(path, text)], workers)[path]


def test_costs_are_read_as_they_were_written(tmp_path: Path, workers: Workers) -> None:
    slow = evaluated(SLOW, tmp_path / "docs" / "slow.md", workers)
    bad = evaluated("```python\nno\n```\n", tmp_path / "docs" / "bad.md", workers)
    write_costs(tmp_path / "cache", {}, [slow, bad], tmp_path)
    costs = read_costs(tmp_path / "cache", print)
    assert costs == {"docs/slow.md": seconds_of(slow)}
    assert costs["docs/slow.md"] > 0.3
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["costs.json"]


def test_what_is_known_of_other_chapters_stays(tmp_path: Path, workers: Workers) -> None:
    for name in ("one", "two"):
        evaluation = evaluated("```python\nx = 1\n```\n", tmp_path / f"{name}.md", workers)
        write_costs(tmp_path, read_costs(tmp_path, print), [evaluation], tmp_path)
    assert sorted(read_costs(tmp_path, print)) == ["one.md", "two.md"]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"a": "b"}', b'{"a": null}', b"\xff"])
def test_a_damaged_file_is_said_and_is_as_good_as_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "costs.json").write_bytes(content)
    said: list[str] = []
    assert read_costs(tmp_path, said.append) == {}
    assert said == [f"the cache: {tmp_path / 'costs.json'} is damaged and is ignored"]


def test_a_folder_that_cannot_be_written_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    write_costs(tmp_path / "cache", {"one.md": 1.0}, [], tmp_path)
    said: list[str] = []
    assert read_costs(tmp_path / "cache", said.append) == {}
    assert said == [
        f"the cache: {tmp_path / 'cache' / 'costs.json'} cannot be read (Not a directory) "
        "and is ignored"
    ]
