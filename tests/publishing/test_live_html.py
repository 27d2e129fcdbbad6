"""What a block prints, an alt text, a caption or an error says never becomes HTML that acts.

A small site is built from a page that tries it in every place, and read with an HTML parser.
"""

import json
import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest

from mathbook.publishing.book import parse
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.render import render_failures
from tests.fuzzing.trials import EXTENSIONS
from tests.publishing.small_book import SmallBook, make_book

SCRIPT = "<script>broken()</script>"
IMAGE = "<img src=x onerror=broken()>"
LINK = "[broken](javascript:broken())"
ATTACKS = (
    SCRIPT, IMAGE, LINK, '"><svg onload="broken()">', "'><b onclick='broken()'>",
    "</pre><a href='javascript:broken()'>",
)  # fmt: skip
PRINTED = (*ATTACKS, "</code></pre></div>", "&lt;script&gt;", "{{ broken }}", "<!-- broken -->")


class Acting(HTMLParser):
    """Collects the elements and attributes that could act."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":  # which browsers read as text
            self.set_cdata_mode(tag)
        for name, value in attrs:
            acts = name.startswith("on") or (value or "").strip().startswith("javascript:")
            if acts or (name in ("src", "href") and value == "x"):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and data.strip() == "broken()":
            self.found.append("<script>")
        self.text.append(data)


def read(html: str) -> Acting:
    """``html`` as a parser sees it; its scripts are known by what they hold."""
    acting = Acting()
    acting.feed(html)
    acting.close()
    return acting


def page() -> str:
    prints = "\n".join(f"print({text!r})" for text in PRINTED)
    title = ATTACKS[0].replace('"', "")
    escaped = escape(f"{SCRIPT} {IMAGE}")
    alt = f"A line {SCRIPT} {IMAGE} & it's 'quoted'"
    return "\n".join(
        [
            f"# Attacks {escaped}", "", f'```python title="{title}"', prints, "```", "",
            "```output", *PRINTED, "```", "",
            "```pycon", f">>> {SCRIPT!r}", repr(SCRIPT), f">>> raise ValueError({IMAGE!r})",
            "Traceback (most recent call last):", f"ValueError: {IMAGE}", "```", "",
            "```python", "import matplotlib.pyplot as plt", "", "plt.plot([0, 1])",
            f"plt.title({f'{SCRIPT}{IMAGE}'!r})", "```", "", f"![{alt}](figures/attack.svg)", "",
            f"*A caption {escaped} & \"quoted\".*", "", "See [Figure …](#fig:attack).", "",
            f'<!-- skip: next "{SCRIPT}{IMAGE}{LINK}" -->',
            "```python", "import nowhere", "```", "",
            f'$x = 1$<!-- skip: formula "{SCRIPT}{IMAGE}" --> and '
            "$a = 2$<!-- where: a = 1 + 1 -->, "
            f'$\\text{{{SCRIPT}}} = 1$<!-- cited: "{IMAGE} {LINK}" -->',
            "",
        ]
    )  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    book = make_book(tmp_path_factory.mktemp("book"))
    text = page()
    # One relation in ten may be unchecked: the others are checked.
    checked = " ".join(f"$a = {k}$<!-- where: a = {k} -->" for k in range(30))
    (book.root / "docs" / "lines" / "attacks.md").write_text(f"{text}\n{checked}\n")
    table = book.root / "pyproject.toml"
    table.write_text(table.read_text().replace('["slope"]', '["slope", "attacks"]'))
    drawn = book.run("mathbook", "fix", "--figures")
    assert drawn.returncode == 0, drawn.stdout + drawn.stderr
    built = book.run("mkdocs", "build", "--strict")
    assert built.returncode == 0, built.stderr[-3000:]
    return book


@pytest.mark.parametrize("place", ["lines/attacks", "about/verification", "lines/slope", "."])
def test_no_page_of_the_site_acts(book: SmallBook, place: str) -> None:
    html = (book.root / "site" / place / "index.html").read_text(encoding="utf-8")
    assert read(html).found == []


def test_what_was_printed_is_there_as_text(book: SmallBook) -> None:
    html = (book.root / "site" / "lines" / "attacks" / "index.html").read_text(encoding="utf-8")
    text = "".join(read(html).text)
    for printed in PRINTED:
        assert printed in text


def test_no_cell_of_the_notebook_acts(book: SmallBook) -> None:
    file = book.root / "site" / "lines" / "attacks.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            # Jupyter shows text as text; of HTML there is none, and of SVG no part acts.
            assert set(output.get("data", {})) <= {"text/plain", "image/svg+xml"}
            assert read("".join(output.get("data", {}).get("image/svg+xml", []))).found == []
        if cell["cell_type"] == "markdown":
            # Jupyter takes formulas out beforehand, and escapes them for MathJax.
            source = re.sub(r"\$[^$\n]+\$", "", "".join(cell["source"]))
            assert read(markdown.markdown(source, extensions=list(EXTENSIONS))).found == []


def test_the_drawn_file_does_not_act(book: SmallBook) -> None:
    svg = (book.root / "docs" / "lines" / "figures" / "attack.svg").read_text(encoding="utf-8")
    assert read(svg).found == []


@pytest.mark.parametrize(
    "text",
    [
        *(f"# A\n\n```python\nraise ValueError({attack!r})\n```\n" for attack in ATTACKS),
        *(f"# A\n\n```python\nprint({attack!r})\n```\n" for attack in ATTACKS),
        *(f"# A\n\n{attack} 1<!-- = 2 -->\n" for attack in ATTACKS),
        *(f"# A\n\n![{attack}](figures/x.svg)\n" for attack in ATTACKS[:2]),
        f"# A\n\n![a]({IMAGE.replace(' ', '')}.png)\n",
        *(f'# A\n\n```pyhton title="{attack}"\n```\n' for attack in ATTACKS),
        *(f"# A\n\n<!-- skip: {attack} -->\n" for attack in ATTACKS),
        *(f"# A\n\n$\\foo {attack} = 1$\n" for attack in ATTACKS),
        "# A\n\n```python\nprint('\\n\\n# A heading\\n\\n<b onclick=x>')\n```\n",
    ],
)
def test_no_page_of_failures_acts(text: str, tmp_path: Path, workers: Workers) -> None:
    path = tmp_path / "a&b<img src=x onerror=broken()>.md"
    path.write_text(text)
    evaluation: Evaluation = evaluate([parse(path)], workers)[path]
    assert evaluation.failures
    html = markdown.markdown(render_failures(evaluation), extensions=list(EXTENSIONS))
    acting = read(html)
    assert acting.found == []
    assert "<b" not in html.replace("<br", "")
    assert evaluation.failures[0].message[:20] in "".join(acting.text)
