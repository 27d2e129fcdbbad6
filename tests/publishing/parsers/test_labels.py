"""Labels, captions and links to them, as a chapter is parsed."""

from pathlib import Path

import pytest

from mathbook.publishing.chapter import Chapter
from mathbook.publishing.parsers.labels import caption_after, label_reference
from mathbook.publishing.parsers.markdown import parse_text

BLOCK = "```python\nx\n```\n\n![A line.](figures/line.svg)"


def parsed(text: str) -> Chapter:
    return parse_text(Path("page.md"), text)


def test_a_display_formula_has_a_label_among_its_other_comments() -> None:
    (formula,) = parsed("$$\nx = 1\n$$\n<!-- where: x = 1 -->\n<!-- label: eq:one.a -->\n").formulas
    assert formula.label == "eq:one.a"
    assert [binding.target for binding in formula.bindings] == ["x"]


@pytest.mark.parametrize("name", ["one", "eq:", "eq:One", "eq:o n", "fig:one", "eq:-a"])
def test_a_label_has_its_form(name: str) -> None:
    (problem,) = parsed(f"$$x$$\n<!-- label: {name} -->\n").problems
    assert "expected <!-- label: eq:name -->" in problem.message


@pytest.mark.parametrize(
    ("after", "caption"),
    [
        ("\n\n*A line.*\n", "*A line.*"),
        ("\n\n*A $x * y$ line\nof *two*.*\n\nText.\n", "*A $x * y$ line\nof *two*.*"),
        ("\n\n*A line.*", "*A line.*"),
        ("\n\n*A line.* And text.\n", None),
        ("\n\n**A line.**\n", None),
        ("\n\n* A point.\n", None),
        ("\n*A line.*\n", None),
        ("\n\nText.\n\n*A line.*\n", None),
        ("\n\n*A line.\n\nText.*\n", None),
    ],
)
def test_a_caption_is_a_paragraph_in_asterisks_below_the_figure(
    after: str, caption: str | None
) -> None:
    text = BLOCK + after
    (figure,) = parsed(text).figures
    found = figure.caption
    assert (text[found.start : found.end] if found else None) == caption
    assert caption_after(text, figure.span.end) == found


def test_a_caption_may_be_indented_and_a_second_figure_may_follow_it() -> None:
    two = f"{BLOCK}\n\n*One.*\n\n![Another.](figures/other.svg)\n\n*Two.*\n"
    text = '=== "Tab"\n\n' + "".join(f"    {line}\n" for line in two.split("\n"))
    chapter = parsed(text)
    assert chapter.problems == ()
    captions = [figure.caption for figure in chapter.figures if figure.caption]
    assert [text[span.start : span.end] for span in captions] == ["*One.*", "*Two.*"]
    assert [span.line for span in captions] == [9, 13]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[(…)](#eq:one)", [("", "eq:one", 1)]),
        ("[a rule](#eq:one)", [("", "eq:one", 0)]),
        ("[(…) and …](other/page.md#fig:two-b)", [("other/page.md", "fig:two-b", 2)]),
        ("[see [(…)] of $x$](#eq:one)", [("", "eq:one", 1)]),
        ("[a\nb …](#eq:one)", [("", "eq:one", 1)]),
        ("`[(…)](#eq:one)`", []),
        ("```text\n[(…)](#eq:one)\n```", []),
        ("[a](#heading) [b](https://example.org#eq)", []),
        ("a\n\nb](#eq:one)", []),
    ],
)
def test_links_to_labels_are_references(text: str, found: list[tuple[str, str, int]]) -> None:
    references = parsed(text).references
    assert [(r.url, r.label, len(r.places)) for r in references] == found
    assert all(text[place] == "…" for r in references for place in r.places)
    assert all(
        label_reference(text, reference.span, reference.url, reference.label) == reference
        for reference in references
    )
