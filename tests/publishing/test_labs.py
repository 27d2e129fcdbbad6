"""A lab's page: the article of what mkdocs-jupyter makes, and no page of other outputs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from mkdocs_jupyter.convert import nb2html  # type: ignore[import-untyped]

from mathbook.errors import PublishingError
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.fixing import fix_chapter
from mathbook.publishing.labs import lab_article, lab_notebook
from mathbook.publishing.notebooks.prose import Prose

TEXT = """\
---
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Lab

Words with $x_* \\le 1$<!-- where: x_* = 0.5 -->.

## A second heading

```python
print("a < b", "&amp;")
```

```python alt="A line, a < b."
import matplotlib.pyplot as plt

plt.plot([1, 2], label=f"{1}")
```
"""


@pytest.fixture
def evaluation(evaluate_text: Callable[..., Evaluation]) -> Evaluation:
    found = evaluate_text(TEXT, "lab.md")
    assert found.passed, found.failures
    return found


@pytest.fixture
def page(evaluation: Evaluation, tmp_path: Path) -> str:
    """What mkdocs-jupyter makes of the lab's notebook."""
    file = tmp_path / "lab.ipynb"
    file.write_text(lab_notebook(evaluation, Prose("lab.md")), encoding="utf-8")
    return str(nb2html(str(file)))


def test_nothing_is_written_into_a_lab(evaluation: Evaluation) -> None:
    fix = fix_chapter(evaluation, redraw=True)
    assert (fix.after, fix.figures) == (fix.before, ())


def test_no_cell_of_a_lab_is_run_by_itself(evaluation: Evaluation) -> None:
    assert evaluation.alone == {}
    assert len(evaluation.runs) == 2


def test_formulas_of_the_page_need_no_script(evaluation: Evaluation) -> None:
    notebook = json.loads(lab_notebook(evaluation, Prose("lab.md")))
    text = "".join(notebook["cells"][1]["source"] + notebook["cells"][0]["source"])
    assert '<span id="formula-1" class="math"><math>' in text
    assert "$" not in text


def test_the_article_has_all_that_the_notebook_shows(page: str, evaluation: Evaluation) -> None:
    article = lab_article(page, evaluation, "<p>The end.</p>")
    assert '<h2 id="a-second-heading">A second heading<a class="headerlink"' in article
    assert '<span class="math" id="formula-1"><math>' in article
    assert '<div class="language-python highlight"><pre><span></span><code>' in article
    assert "a &lt; b &amp;amp;\n</code></pre>" in article
    assert '<div class="mathbook-figure"><svg' in article
    assert "<title>A line, a &lt; b.</title>" in article
    assert article.count("{") == 1, "of the f-string: no style sheet, no script"
    assert article.endswith("<p>The end.</p>")


def test_nothing_of_other_hosts_stays(page: str, evaluation: Evaluation) -> None:
    article = lab_article(page, evaluation)
    assert "cdnjs" in page
    for name in ("<script", "<style", "<link", "cdnjs", "src="):
        assert name not in article
    assert len(page) > 500_000
    assert len(article) < 20_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a &lt; b &amp;amp;\n", "a &lt; c\n"),
        ("data:image/svg+xml;base64,", "data:image/png;base64,"),
        ("jp-OutputArea-output", "hidden"),
    ],
)
def test_a_page_with_other_outputs_is_refused(
    page: str, evaluation: Evaluation, old: str, new: str
) -> None:
    assert old in page
    with pytest.raises(PublishingError, match="does not show the outputs of this evaluation"):
        lab_article(page.replace(old, new), evaluation)


def test_a_page_of_yesterdays_evaluation_is_refused(
    page: str, evaluate_text: Callable[..., Evaluation]
) -> None:
    today = evaluate_text(TEXT.replace("plt.plot([1, 2]", "plt.plot([1, 3]"), "lab.md")
    assert today.passed
    with pytest.raises(PublishingError, match="does not show the outputs of this evaluation"):
        lab_article(page, today)


def test_a_cells_copy_holds_those_above_it(evaluation: Evaluation, page: str) -> None:
    html = BeautifulSoup(lab_article(page, evaluation), "html.parser")
    first, second = html.select(".language-python")
    (held,) = html.select("[data-copied]")
    assert held.find_next_sibling() is second
    assert first.get_text() in str(held["data-copied"])
    assert str(held["data-copied"]).endswith('plt.plot([1, 2], label=f"{1}")\n')


def test_a_labelled_equation_has_its_number(
    evaluate_text: Callable[..., Evaluation], tmp_path: Path
) -> None:
    text = TEXT.replace(
        "## A second", "$$1 = 1$$\n<!-- label: eq:a -->\n\nBy [(…)](#eq:a).\n\n## A second"
    )
    evaluation = evaluate_text(text, "lab.md")
    prose = Prose("lab.md", address={"lab.md": ""}.get)
    file = tmp_path / "lab.ipynb"
    file.write_text(lab_notebook(evaluation, prose), encoding="utf-8")
    article = lab_article(str(nb2html(str(file))), evaluation)
    assert '<span class="mathbook-number">(1)</span>' in article
    assert 'By <a href="#eq:a">(1)</a>.' in article
