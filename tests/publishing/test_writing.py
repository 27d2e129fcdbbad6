"""``mathbook render`` writes a whole folder, and never over something else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mathbook.errors import PublishingError
from mathbook.publishing.book import parse
from mathbook.publishing.configuration import ChapterFolder, Configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.figures.drawing import read_committed
from mathbook.publishing.page_assets import page_assets
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.writing import (
    check_target,
    made_files,
    rendered_page,
    verification_text,
    write_docs,
)

PAGE = """\
# Lines

<!-- note: for authors -->

```py title="lines.py"
import matplotlib.pyplot as plt

plt.plot([1, 2])
```

![A line.](figures/line.svg)
"""


@pytest.fixture(scope="module")
def book(workers: Workers, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The evaluation of a docs folder with one chapter, another page and another file."""
    docs = tmp_path_factory.mktemp("book") / "docs"
    (docs / "shapes").mkdir(parents=True)
    (docs / "shapes" / "lines.md").write_text(PAGE, encoding="utf-8")
    (docs / "shapes" / "photograph.png").write_bytes(b"\x89PNG")
    chapter = parse(docs / "shapes" / "lines.md")
    return evaluate([chapter], workers, tolerant=True, standing_alone=False)[chapter.path]


def docs_of(evaluation: Evaluation) -> Path:
    return evaluation.chapter.path.parents[1]


def write(evaluation: Evaluation, out: Path) -> None:
    docs = docs_of(evaluation)
    folder = ChapterFolder(2, "Shapes", "shapes", ("circles", "lines"))
    configuration = Configuration(docs.parent, docs, chapters=(folder,))
    write_docs(docs, out, {evaluation.chapter.path: evaluation}, configuration)


def test_pages_are_rendered_and_other_files_copied(book: Evaluation, tmp_path: Path) -> None:
    write(book, tmp_path / "out")
    page = (tmp_path / "out" / "shapes" / "lines.md").read_text(encoding="utf-8")
    assert page.startswith("# 2.2 Lines\n")
    assert '```python title="lines.py"' in page
    assert "for authors" not in page
    assert (tmp_path / "out" / "shapes" / "photograph.png").read_bytes() == b"\x89PNG"


def test_figures_are_the_ones_just_drawn(book: Evaluation, tmp_path: Path) -> None:
    write(book, tmp_path / "out")
    assert read_committed(tmp_path / "out" / "shapes" / "figures" / "line.svg") == (
        book.runs[0].drawings[0].fingerprint
    )
    made = made_files("more/lines.md", book, Configuration(tmp_path, docs_of(book)))
    assert list(made) == ["more/figures/line.svg"], "a notebook is a section's"


def test_a_sections_notebook_lies_beside_it(book: Evaluation, tmp_path: Path) -> None:
    write(book, tmp_path / "out")
    notebook = json.loads((tmp_path / "out" / "shapes" / "lines.ipynb").read_text())
    assert "".join(notebook["cells"][0]["source"]) == "# 2.2 Lines\n\n**lines.py**"
    page = (tmp_path / "out" / "shapes" / "lines.md").read_text(encoding="utf-8")
    assert "[Download this page as a notebook](lines.ipynb){ download }." in page


def test_what_was_verified_is_written_too(book: Evaluation, tmp_path: Path) -> None:
    write(book, tmp_path / "out")
    text = (tmp_path / "out" / "about" / "verification.md").read_text(encoding="utf-8")
    assert "# What was verified" in text
    assert "[2.2 Lines](../shapes/lines.md)" in text
    page = (tmp_path / "out" / "shapes" / "lines.md").read_text(encoding="utf-8")
    assert "[What this means](../about/verification.md)" in page


def test_a_page_of_that_name_in_the_docs_is_kept(book: Evaluation, tmp_path: Path) -> None:
    own = docs_of(book) / "about" / "verification.md"
    own.parent.mkdir()
    own.write_text("# In our words\n")
    try:
        write(book, tmp_path / "out")
    finally:
        own.unlink()
        own.parent.rmdir()
    assert (tmp_path / "out" / "about" / "verification.md").read_text() == "# In our words\n"


def test_only_sections_carry_a_number_and_their_counts(book: Evaluation) -> None:
    folder = ChapterFolder(2, "Shapes", "shapes", ("lines",))
    configuration = Configuration(Path(), docs_of(book), chapters=(folder,))
    assert "mathbook-verified" in rendered_page("shapes/lines.md", book, configuration)
    other = rendered_page("more/lines.md", book, configuration)
    assert other.startswith("# Lines\n")
    assert "mathbook-verified" not in other


def test_functions_of_a_sections_module_are_looked_up(book: Evaluation, tmp_path: Path) -> None:
    module = tmp_path / "library" / "shapes" / "lines.py"
    module.parent.mkdir(parents=True)
    module.write_text('__all__ = ["draw"]\n\n\ndef draw(): ...\n')
    folder = ChapterFolder(2, "Shapes", "shapes", ("lines",))
    packages = (tmp_path / "library",)
    configuration = Configuration(tmp_path, docs_of(book), packages=packages, chapters=(folder,))
    text = verification_text({"shapes/lines.md": book}, configuration, lambda *place: "x")
    assert "Not reached: <code>draw</code>." in text


def test_the_docs_stay_as_they_are(book: Evaluation, tmp_path: Path) -> None:
    docs = docs_of(book)
    before = {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()}
    write(book, tmp_path / "out")
    assert {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()} == before


def test_what_was_rendered_before_is_replaced_as_a_whole(book: Evaluation, tmp_path: Path) -> None:
    write(book, tmp_path / "out")
    (tmp_path / "out" / "stale.md").write_text("gone from the docs")
    write(book, tmp_path / "out")
    assert not (tmp_path / "out" / "stale.md").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failing_rendering_leaves_the_old_one(book: Evaluation, tmp_path: Path) -> None:
    write(book, tmp_path / "out")
    elsewhere = Evaluation(parse(docs_of(book) / "shapes" / "lines.md"))
    with pytest.raises(KeyError):
        write(elsewhere, tmp_path / "out")
    assert (tmp_path / "out" / "shapes" / "lines.md").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_renderings_are_byte_identical(book: Evaluation, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(book, tmp_path / name)
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two


@pytest.mark.parametrize("out", ["docs", "docs/out", ".", "docs/../docs", "link", "link/out"])
def test_a_target_within_the_docs_or_around_them_is_refused(out: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "docs")
    with pytest.raises(PublishingError, match="expected a folder apart from"):
        check_target(tmp_path / "docs", tmp_path / out)


@pytest.mark.parametrize(
    "make",
    [
        lambda out: out.write_text("a file"),
        lambda out: (out.mkdir(), (out / "thesis.md").write_text("mine")),
        lambda out: (out.mkdir(), (out / ".hidden").write_text("mine")),
    ],
)
def test_a_target_that_holds_something_else_is_refused(
    make: Callable[[Path], object], tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    make(tmp_path / "out")
    with pytest.raises(PublishingError, match="was not written by 'mathbook render'"):
        check_target(tmp_path / "docs", tmp_path / "out")


def test_a_new_or_an_empty_target_is_fine(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "docs", tmp_path / "empty")
    check_target(tmp_path / "docs", tmp_path / "docs-rendered")


def test_scripts_and_styles_are_written_where_the_docs_have_none(
    book: Evaluation, tmp_path: Path
) -> None:
    own = docs_of(book) / "assets" / "mathbook" / "code.css"
    own.parent.mkdir(parents=True)
    own.write_text("/* mine */")
    write(book, tmp_path / "out")
    written = tmp_path / "out" / "assets" / "mathbook"
    assert (written / "code.js").read_bytes() == page_assets()["assets/mathbook/code.js"]
    assert (written / "code.css").read_text() == "/* mine */"


def test_references_to_other_pages_show_their_numbers(workers: Workers, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    texts = {
        "index.md": (
            "# Start\n\nSee [(…)](shapes/b.md#eq:two) and [Figure …](shapes/b.md#fig:line).\n"
        ),
        "shapes/a.md": "# A\n\n$$x$$\n<!-- label: eq:one -->\n\nBy [the rule (…)](#eq:one).\n",
        "shapes/b.md": (
            "# B\n\n$$y$$\n<!-- label: eq:two -->\n\nBy [(…)](#eq:two) of [A (…)](a.md#eq:one), "
            "[Figure …](#fig:line).\n\n```python\nimport matplotlib.pyplot as plt\n\n"
            "plt.plot([1, 2])\n```\n\n![A line.](figures/line.svg)\n\n*A $z$ *thin* line.*\n"
        ),
    }
    for name, text in texts.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    chapters = [parse(docs / name) for name in texts]
    evaluations = evaluate(chapters, workers, tolerant=True, standing_alone=False)
    folder = ChapterFolder(3, "Shapes", "shapes", ("a", "b"))
    write_docs(
        docs, tmp_path / "out", evaluations, Configuration(tmp_path, docs, chapters=(folder,))
    )
    start, a, b = ((tmp_path / "out" / name).read_text(encoding="utf-8") for name in texts)
    assert "[(3.2.1)](shapes/b.md#eq:two) and [Figure 3.2.1](shapes/b.md#fig:line)" in start
    assert "[the rule (3.1.1)](#eq:one)" in a
    assert 'id="eq:one"' in a
    assert '<span class="mathbook-number">(3.1.1)</span>' in a
    assert "[(3.2.1)](#eq:two) of [A (3.1.1)](a.md#eq:one), [Figure 3.2.1](#fig:line)" in b
    assert '<div class="mathbook-figure" id="fig:line"><svg' in b
    caption = b.split('<small class="mathbook-caption">')[1]
    assert caption.startswith("<strong>Figure 3.2.1.</strong> A <span")
    assert caption.split("</math></span>")[1].startswith(" *thin* line.</small>\n")
