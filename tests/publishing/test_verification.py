"""The page "What was verified"."""

import html
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest

from mathbook.publishing.configuration import ChapterFolder, Configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.reach import Reach
from mathbook.publishing.runs import FormulaRun
from mathbook.publishing.verification import (
    formula_anchor,
    page_link,
    source_link,
    verification_link,
    verification_page,
)

EvaluateText = Callable[..., Evaluation]
EXTENSIONS = ["tables", "pymdownx.details", "pymdownx.superfences"]
BOOK = Configuration(
    Path(), Path("docs"), chapters=(ChapterFolder(7, "Lines", "lines", ("slope", "point")),)
)
TEXT = """\
# The *slope* of a | line <!-- note: short -->

<!-- names: a, b = 2.0, 3.0; c = a + b -->

With $a$ and $b$, $c = a + b = 5$. As $a$ grows, $c \\to \\infty$<!-- skip: formula "a limit" -->.
All norms $x = y$<!-- cited: "Boyd, App. A | B" --> are alike.

$$
\\begin{bmatrix} a + b & a + b + a + b & 2 a + 2 b & 3 a + 3 b & a + a + a + a + a + a
+ a + a + a + a + a + a + a + a + b + b + b + b + b + b + a \\end{bmatrix}
= \\begin{bmatrix} 5 & 10 & 10 & 15 & 32 \\end{bmatrix}
$$

It took 5<!-- = 2 + 3 --> steps and 0.25 seconds.

<!-- skip: next "no *server*" -->
```python
import nowhere
```
"""


@pytest.fixture
def evaluation(evaluate_text: EvaluateText) -> Evaluation:
    """Of a page that shows everything; its runs are stated, not computed."""
    found = evaluate_text(TEXT)
    runs = (
        FormulaRun(0, "notation"),
        FormulaRun(1, "notation"),
        FormulaRun(2, "holds", 2, ("arithmetic", "an identity"), ("a", "b", "c = a + b"), ("1",)),
        FormulaRun(3, "notation"),
        FormulaRun(4, "skipped"),
        FormulaRun(5, "cited"),
        FormulaRun(6, "holds", 1, ("an identity",) * 3, ("a", "b")),
    )
    assert len(found.chapter.formulas) == len(runs)
    stated = replace(found, formulas={run.index: run for run in runs}, problems=[])
    assert stated.passed
    return stated


def page_of(evaluation: Evaluation, reach: Reach | None = None) -> str:
    pages = {"lines/slope.md": evaluation, "index.md": Evaluation(evaluation.chapter)}
    functions = {"lines/slope.md": reach} if reach else {}
    return verification_page(pages, BOOK, page_link, functions)


def shown(page: str) -> str:
    return str(markdown.markdown(page.split("---\n", 2)[2], extensions=EXTENSIONS))


def cells(page: str, first: str) -> list[str]:
    """The cells of the first row whose first cell holds ``first``."""
    rows = shown(page).split("<tr>")
    row = next(row for row in rows if f">{first}<" in html.unescape(row.split("</td>")[0]))
    return [html.unescape(cell.split(">", 1)[1]) for cell in row.split("</td>")[:-1]]


def test_it_says_what_a_check_means_and_what_it_does_not(evaluation: Evaluation) -> None:
    page = page_of(evaluation)
    assert page.startswith("---\nsearch:\n  exclude: true\n---\n\n# What was verified\n")
    assert "It is not a proof." in page
    for word in ("Sampling", "Hypotheses", "Cited", "Not checked", "Notation"):
        assert f"**{word}**" in page


def test_the_table_of_pages_has_counts_and_their_sum(evaluation: Evaluation) -> None:
    section = cells(page_of(evaluation), "7.1 The slope of a | line")
    assert section[1:] == ["0", "0", "0", "2", "1", "1", "3", "1", "1", "1"]
    everything = cells(page_of(evaluation), "All")
    assert everything[4:8] == [f"<strong>{count}</strong>" for count in (2, 1, 1, 3)]


def test_sections_come_in_the_books_order_and_other_pages_after_them(
    evaluation: Evaluation,
) -> None:
    pages = dict.fromkeys(("about/a.md", "index.md", "lines/point.md", "lines/slope.md"))
    page = verification_page(dict.fromkeys(pages, evaluation), BOOK, page_link)
    places = [page.index(f"(../{name})") for name in ("lines/slope.md", "lines/point.md")]
    places += [page.index(f"({name})") for name in ("a.md", "../index.md")]
    assert places == sorted(places)


def test_a_formula_has_its_line_what_it_was_held_against_and_its_verdict(
    evaluation: Evaluation,
) -> None:
    line, formula, verdict = cells(page_of(evaluation), "5")
    assert line == '<a href="../lines/slope.md#formula-3">5</a>'
    assert "<math>" in formula
    assert "<code>a = 2.0</code>, <code>b = 3.0</code>, <code>c = a + b</code>" in formula
    assert verdict == "holds (2 links): arithmetic; an identity; but 1"


def test_a_formula_that_is_not_checked_says_why(evaluation: Evaluation) -> None:
    page = shown(page_of(evaluation))
    assert "<td>not checked: a limit</td>" in page
    assert "<td>cited: Boyd, App. A | B</td>" in html.unescape(page)


def test_a_wide_formula_is_shown_as_code(evaluation: Evaluation) -> None:
    _, formula, verdict = cells(page_of(evaluation), "9")
    assert formula.startswith("<code>\\begin{bmatrix} a + b & a")
    assert verdict == "holds: an identity"


def test_notation_is_listed_once_with_its_lines(evaluation: Evaluation) -> None:
    page = shown(page_of(evaluation))
    assert "3 times mere notation" in page
    assert page.count('(<a href="../lines/slope.md">5</a>)') == 2, "a once, b once"


def test_bound_numbers_and_blocks_that_were_not_run_are_listed(evaluation: Evaluation) -> None:
    page = html.unescape(shown(page_of(evaluation)))
    assert "<td>5</td>\n<td><code>2 + 3</code></td>" in page
    assert "<td>no *server*</td>" in page


def test_functions_that_no_formula_reaches_are_named(evaluation: Evaluation) -> None:
    page = html.unescape(shown(page_of(evaluation, Reach("lines.slope", ("slope",), ("turn",)))))
    assert "<code>lines.slope</code> that a formula was held against: <code>slope</code>." in page
    assert "Not reached: <code>turn</code>." in page
    assert "Not reached" not in page_of(evaluation)


def test_it_is_the_same_whenever_it_is_made(evaluate_text: EvaluateText) -> None:
    one, two = (evaluate_text(TEXT) for _ in range(2))
    assert page_of(one) == page_of(two)


def test_a_page_that_fails_says_so(evaluate_text: EvaluateText) -> None:
    page = page_of(evaluate_text("# T\n\n```python\n1 / 0\n```\n\n$x = \\foo$\n"))
    assert "(fails)" in page
    assert "not reached" in page


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("index.md", "about/verification.md"),
        ("lines/slope.md", "../about/verification.md"),
        ("part/lines/slope.md", "../../about/verification.md"),
        ("about/people.md", "verification.md"),
    ],
)
def test_every_page_finds_it(page: str, link: str) -> None:
    assert verification_link(page) == link


def test_links_lead_to_the_page_or_to_the_line_of_its_source() -> None:
    assert page_link("lines/a b.md", 7, "formula-2") == "../lines/a%20b.md#formula-2"
    assert page_link("index.md", 7, "") == "../index.md"
    link = source_link("https://example.org/book/", "docs")
    address = "https://example.org/book/blob/HEAD/docs/lines/a%20b.md?plain=1#L7"
    assert link("lines/a b.md", 7, "formula-2") == address


def test_only_formulas_that_state_something_have_a_name() -> None:
    assert formula_anchor(2, FormulaRun(2, "holds")) == "formula-3"
    assert formula_anchor(2, FormulaRun(2, "notation")) == ""
    assert formula_anchor(2, None) == ""
