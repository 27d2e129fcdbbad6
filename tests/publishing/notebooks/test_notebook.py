"""The notebook runs in a fresh kernel, from top to bottom, and shows what it holds."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

from mathbook.publishing.book import parse
from mathbook.publishing.configuration import find_configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.notebooks.notebook import notebook_text
from mathbook.publishing.notebooks.prose import Prose
from mathbook.publishing.processes.workers import Workers

ROOT = Path(__file__).parents[3]
PAGE = """\
# Lines

Words with $x$.

```python title="First"
import matplotlib.pyplot as plt

x = 1
plt.plot([x, 2])
```

![A line.](figures/line.svg)

## Sessions

```pycon
>>> from fractions import Fraction
>>> Fraction(1, 3)
Fraction(1, 3)
>>> {"a": x}["b"]
Traceback (most recent call last):
    ...
KeyError: 'b'
```

!!! note

    <!-- continues -->
    ```python
    print("end", x)
    ```

    ```output
    end 1
    ```

<!-- skip: next "it `calls`" -->
```python
import nowhere
```

Last words.
"""

Notebook = dict[str, Any]


@pytest.fixture
def evaluation(evaluate_text: Callable[..., Evaluation]) -> Evaluation:
    found = evaluate_text(PAGE, tolerant=True, standing_alone=False)
    assert len(found.runs) == 3, found.failures
    return found


def shown(notebook: Notebook) -> list[list[str]]:
    """The texts that each cell of code shows; of an exception, its kind and its words."""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            text = ""
            for output in cell["outputs"]:
                if output["output_type"] == "error":
                    text += f"{output['ename']}: {output['evalue']}\n"
                elif output["output_type"] == "stream":  # a slow kernel sends a line in pieces
                    text += "".join(output["text"])
                elif output["output_type"] == "execute_result":
                    text += "".join(output["data"]["text/plain"]) + "\n"
            found.append([line.rstrip() for line in text.splitlines()])
    return found


def figures(notebook: Notebook) -> list[int]:
    return [
        sum("image/svg+xml" in o.get("data", {}) or "image/png" in o.get("data", {}) for o in outs)
        for outs in (c["outputs"] for c in notebook["cells"] if c["cell_type"] == "code")
    ]


def run_again(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """The notebook after a run in a fresh kernel, started as ``jupyter execute`` does."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.delenv("MPLBACKEND", raising=False)
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    for cell in notebook.cells:
        cell.outputs = []
    client = nbclient.NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": os.fspath(folder)}}
    )
    again = nbformat.writes(client.execute())  # type: ignore[no-untyped-call]
    executed: Notebook = json.loads(again)
    return executed


def test_cells_stand_in_the_order_of_the_page(evaluation: Evaluation) -> None:
    notebook = json.loads(notebook_text(evaluation, Prose("lines.md", "7.1"), "Install it."))
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert sources[0].startswith("# 7.1 Lines\n\n> Install it.\n\nWords with $x$.")
    assert sources[0].endswith("**First**")
    assert sources[2] == "## Sessions"
    assert sources[3] == "from fractions import Fraction\nFraction(1, 3)"
    assert sources[5] == "> **Note**"
    assert sources[6] == 'print("end", x)'
    assert (
        sources[7] == "```python\nimport nowhere\n```\n\n*Not run: it \\`calls\\`.*\n\nLast words."
    )
    assert [cell["id"] for cell in notebook["cells"]] == [f"cell-{n}" for n in range(1, 9)]


def test_a_cell_of_code_has_its_number_and_its_outputs(evaluation: Evaluation) -> None:
    notebook = json.loads(notebook_text(evaluation, Prose("lines.md")))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == [1, 2, 3, 4]
    assert code[1]["outputs"][0]["execution_count"] == 2
    assert shown(notebook) == [[], ["Fraction(1, 3)"], ["KeyError: 'b'"], ["end 1"]]
    assert code[2]["metadata"] == {"tags": ["raises-exception"]}


def test_the_file_is_what_nbformat_would_write(evaluation: Evaluation) -> None:
    text = notebook_text(evaluation, Prose("lines.md"))
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    written = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    assert written == text.rstrip("\n")


def test_two_notebooks_of_one_page_are_byte_identical(evaluation: Evaluation) -> None:
    assert notebook_text(evaluation, Prose("l.md")) == notebook_text(evaluation, Prose("l.md"))


def test_a_fresh_kernel_shows_the_same(
    evaluation: Evaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = notebook_text(evaluation, Prose("lines.md"))
    again = run_again(text, tmp_path, monkeypatch)
    assert shown(again) == shown(json.loads(text))
    assert figures(again) == figures(json.loads(text)) == [1, 0, 0, 0]


def book_pages() -> list[str]:
    """The pages of the book that are published as notebooks."""
    book = find_configuration(ROOT)
    labs = [f"labs/{file.name}" for file in sorted((book.docs / "labs").glob("*.md"))]
    return [*(page for chapter in book.chapters for page, _ in chapter.pages()), *labs]


@pytest.mark.parametrize("page", book_pages())
def test_the_books_notebooks_show_the_same_in_a_fresh_kernel(
    page: str, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = find_configuration(ROOT)
    chapter = parse(book.docs / page)
    evaluation = evaluate([chapter], workers, standing_alone=False)[chapter.path]
    text = notebook_text(evaluation, Prose(page, book.number(page)), book.notebook_needs)
    again = run_again(text, tmp_path, monkeypatch)
    assert shown(again) == shown(json.loads(text))
    assert figures(again) == figures(json.loads(text))
