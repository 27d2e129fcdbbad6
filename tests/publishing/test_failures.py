"""Failures: how they read in a terminal."""

from pathlib import Path

import pytest

from mathbook.publishing.failures import ChapterFailure, Failure, shown_path

LINES = ["# Title", "", "    x = 1  ", "y"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("failure", "report"),
    [
        (Failure(1, "wrong"), "a.md:1: wrong\n    1 | # Title"),
        (Failure(3, "wrong"), "a.md:3: wrong\n    3 | x = 1"),
        (Failure(2, "wrong"), "a.md:2: wrong"),
        (Failure(3, "wrong", column=5), "a.md:3:5: wrong\n    3 | x = 1"),
        (Failure(0, "wrong"), "a.md:0: wrong"),
        (Failure(5, "wrong"), "a.md:5: wrong"),
        (
            Failure(4, "wrong", expected="1", got="2"),
            "a.md:4: wrong\n    4 | y\n    expected  1\n    got       2",
        ),
        (
            Failure(4, "wrong", expected="", got=""),
            "a.md:4: wrong\n    4 | y\n    expected  \n    got       ",
        ),
        (
            Failure(4, "wrong", got="1\n\n  2", notes=("one", "two")),
            "a.md:4: wrong\n    4 | y\n    got       1\n"
            "              \n                2\n    one\n    two",
        ),
        (
            Failure(4, "wrong", expected="a\nb", stale=True, figure="f"),
            "a.md:4: wrong\n    4 | y\n    expected  a\n              b",
        ),
    ],
)
def test_a_failure_names_path_line_text_and_both_sides(failure: Failure, report: str) -> None:
    assert failure.format(Path("a.md"), LINES) == report


def test_several_failures_are_one_exception() -> None:
    error = ChapterFailure(Path("a.md"), LINES, [Failure(1, "one"), Failure(4, "two", got="3")])
    assert isinstance(error, AssertionError)
    assert str(error) == "a.md:1: one\n    1 | # Title\na.md:4: two\n    4 | y\n    got       3"


@pytest.mark.parametrize("text", ["größer 𝑥", "a\tb", "<b>"])
def test_what_a_terminal_can_show_is_shown(text: str) -> None:
    assert Failure(9, text).format(Path("a.md"), []) == f"a.md:9: {text}"


def test_what_no_terminal_can_show_is_spelt_out() -> None:
    report = Failure(9, "wrong", got="\ud800").format(Path("a.md"), [])
    assert report == "a.md:9: wrong\n    got       \\ud800"


@pytest.mark.parametrize("sign", ["\0", "\b", "\r", "\x1b", "\x7f", "\x9b"])
def test_what_a_terminal_would_obey_is_spelt_out(sign: str) -> None:
    failure = Failure(1, f"a{sign}b", got=f"{sign}[2J", notes=(f"{sign}",))
    report = failure.format(Path("a.md"), [f"x{sign}y"])
    assert sign not in report
    assert report.count(f"\\x{ord(sign):02x}") == 4


def test_a_report_has_no_more_lines_and_columns_than_are_read() -> None:
    failure = Failure(1, "x" * 5000, got="y\n" * 500, notes=("z\n" * 500,))
    report = failure.format(Path("a.md"), ["u" * 5000])
    assert len(report) < 3 * 5000
    first, source, *others = report.split("\n")
    assert first.endswith("x… (5,000 characters)")
    assert source.endswith("u… (5,008 characters)")
    assert sum("(401 more lines)" in line for line in others) == 2


@pytest.mark.parametrize("path", ["a.md", "./a.md", "b/../a.md"])
def test_a_path_below_the_folder_is_shown_as_it_is_typed(folder: Path, path: str) -> None:
    (folder / "b").mkdir()
    assert shown_path(Path(path)) == "a.md"
    assert shown_path(folder / path) == "a.md"


def test_a_path_elsewhere_is_shown_as_it_is(folder: Path) -> None:
    assert shown_path(folder.parent / "a.md") == str(folder.parent / "a.md")
    assert shown_path(folder / "b" / "a.md", root=folder / "b") == "a.md"
    assert shown_path(folder / "a.md", root=folder / "b") == str(folder / "a.md")
