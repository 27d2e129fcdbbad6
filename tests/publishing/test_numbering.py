"""Numbers from the order in the book, and labels that lead nowhere."""

from pathlib import Path

import pytest

from mathbook.publishing.failures import Failure
from mathbook.publishing.numbering import label_failures, numbers_of, target_of
from mathbook.publishing.parsers.markdown import parse_chapter, parse_text

PAGE = """\
$$a$$
<!-- label: eq:first -->

$$b$$

```python
x
```

![A.](figures/plain.svg)

![B.](figures/shown.svg)

*B.*

$$c$$
<!-- label: eq:second -->

[(…)](#eq:first), [(…)](#eq:second), [Figure …](#fig:shown)
"""


def failures(folder: Path, text: str) -> list[Failure]:
    return label_failures(parse_text(folder / "page.md", text), parse_chapter)


def test_what_has_a_label_or_a_caption_is_counted_in_its_section() -> None:
    chapter = parse_text(Path("page.md"), PAGE)
    assert numbers_of(chapter, "2.1") == {
        "eq:first": "2.1.1",
        "eq:second": "2.1.2",
        "fig:shown": "2.1.1",
    }
    assert numbers_of(chapter, None)["eq:second"] == "2"


def test_a_page_whose_labels_all_lead_somewhere_passes(tmp_path: Path) -> None:
    assert failures(tmp_path, PAGE) == []
    (tmp_path / "other.md").write_text(PAGE)
    assert failures(tmp_path, "[(…)](other.md#eq:second)") == []
    (tmp_path / "below").mkdir()
    chapter = parse_text(tmp_path / "below" / "page.md", "[(…)](../other.md#fig:shown)")
    assert label_failures(chapter, parse_chapter) == []
    assert target_of(chapter.references[0], chapter) == (tmp_path / "other.md").resolve()


@pytest.mark.parametrize(
    ("label", "form"),
    [("eq:first", "(…)"), ("fig:shown", "Figure …")],
)
def test_a_number_that_nothing_refers_to_fails(tmp_path: Path, label: str, form: str) -> None:
    text = PAGE.replace(f"[{form}](#{label})", "")
    (failure,) = failures(tmp_path, text)
    assert failure.line == (1 if label == "eq:first" else 12)
    assert failure.message.startswith(f"nothing on this page refers to {label!r}: write [{form}]")


def test_a_figure_without_a_caption_has_no_number(tmp_path: Path) -> None:
    (failure,) = failures(tmp_path, f"{PAGE}\n[Figure …](#fig:plain)\n")
    assert failure.message == (
        "unknown label 'fig:plain'; known in page.md: eq:first, eq:second, fig:shown"
    )
    assert failure.line == 21


def test_a_label_that_is_there_twice_fails(tmp_path: Path) -> None:
    (failure,) = failures(tmp_path, PAGE.replace("$$b$$", "$$b$$\n<!-- label: eq:first -->"))
    assert failure == Failure(4, "the label 'eq:first' is in line 1 already")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nowhere.md", "nowhere.md does not exist"),
        ("figure.svg", "figure.svg does not exist"),
        ("other.md", "unknown label 'eq:one'; known in other.md: none"),
    ],
)
def test_a_reference_to_no_label_fails(tmp_path: Path, url: str, message: str) -> None:
    (tmp_path / "figure.svg").write_text("")
    (tmp_path / "other.md").write_text("Text.\n")
    assert failures(tmp_path, f"Text.\n\n[(…)]({url}#eq:one)\n") == [Failure(3, message)]
