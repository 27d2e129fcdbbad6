"""The generated book in the form that each tool reads, with a configuration that suits it."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from generated_book import PACKAGE, Chapter, Code, library, published

__all__ = ["Recorded", "read_recorded", "remove_built", "write_book"]

_INDEX = "# Curves\n\nA book of curves with two constants, made to measure how long it takes.\n"
_FENCE = "```"
_MKDOCS = """\
site_name: Curves
theme:
  name: material
  font: false
extra:
  generator: false
"""
# What the peers load for formulas; ours has them in the page.
_MATHJAX = """\
extra_javascript:
  - https://cdn.jsdelivr.net/npm/mathjax@3/es5/tex-mml-chtml.js
"""
_EXTENSIONS = """\
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      permalink: true
  - pymdownx.details
  - pymdownx.highlight:
      anchor_linenums: false
      line_spans: __span
      pygments_lang_class: true
  - pymdownx.inlinehilite
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""
_ARITHMATEX = """\
  - pymdownx.arithmatex:
      generic: true
"""


@dataclass(slots=True)
class Recorded:
    """What the blocks show, for the tool that shows it without running them.

    Attributes:
        outputs: The printed texts of each chapter, in order.
        figures: The SVG of each chapter.
    """

    outputs: dict[str, list[str]] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)


def write_book(
    tool: str, root: Path, chapters: Sequence[Chapter], recorded: Recorded | None = None
) -> None:
    """Write the book for ``tool`` to the folder ``root``.

    Args:
        tool: ``mathbook``, ``floor``, ``markdown-exec``, ``mkdocs-jupyter`` or ``jupyter-book``.
        root: The project's folder.
        chapters: The book.
        recorded: What the blocks show; the floor needs it, and the others do not.
    """
    files = {f"{PACKAGE}/{name}": text for name, text in library().items()}
    suffix = ".ipynb" if tool in ("mkdocs-jupyter", "jupyter-book") else ".md"
    files["docs/index.md"] = _INDEX
    for chapter in chapters:
        place = f"docs/{chapter.folder}/{chapter.name}{suffix}"
        if suffix == ".ipynb":
            files[place] = _notebook(chapter)
        elif tool == "mathbook":
            files[place] = _checked(chapter)
        elif tool == "markdown-exec":
            files[place] = _executed(chapter)
        else:
            assert recorded is not None
            files[place] = _plain(chapter, recorded.outputs[chapter.name])
            svg = recorded.figures[chapter.name]
            files[f"docs/{chapter.folder}/figures/{chapter.name}.svg"] = svg
    files |= _configuration(tool, chapters, suffix)
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def read_recorded(root: Path, chapters: Sequence[Chapter]) -> Recorded:
    """What the book of ``mathbook`` in ``root`` says that its blocks show."""
    recorded = Recorded()
    for chapter in chapters:
        folder = root / "docs" / chapter.folder
        text = (folder / f"{chapter.name}.md").read_text(encoding="utf-8")
        recorded.outputs[chapter.name] = re.findall(
            rf"^{_FENCE}output\n(.*?)^{_FENCE}$", text, flags=re.DOTALL | re.MULTILINE
        )
        figure = folder / "figures" / f"{chapter.name}.svg"
        recorded.figures[chapter.name] = figure.read_text(encoding="utf-8")
    return recorded


def remove_built(root: Path) -> None:
    """Remove what builds have left in the project ``root``: sites and caches."""
    for name in ("site", ".mathbook", ".cache", "docs/_build"):
        shutil.rmtree(root / name, ignore_errors=True)


def _checked(chapter: Chapter) -> str:
    """For ``mathbook``; outputs and figures are what ``mathbook fix --figures`` writes."""
    lines = []
    for part in chapter.parts:
        if isinstance(part, str):
            lines.append(part)
            continue
        lines.append(f"{_FENCE}python\n{part.source}{_FENCE}\n")
        if part.alt:
            lines.append(f"![{part.alt}](figures/{chapter.name}.svg)\n")
    return "\n".join(lines)


def _plain(chapter: Chapter, outputs: Sequence[str]) -> str:
    """What is left to show when nothing is evaluated: the finished page."""
    lines = []
    remaining = list(outputs)
    for part in chapter.parts:
        if isinstance(part, str):
            lines.append(published(part))
            continue
        lines.append(f"{_FENCE}python\n{part.source}{_FENCE}\n")
        if part.alt:
            lines.append(f"![{part.alt}](figures/{chapter.name}.svg)\n")
        else:
            lines.append(f"{_FENCE}output\n{remaining.pop(0)}{_FENCE}\n")
    assert not remaining, chapter.name
    return "\n".join(lines)


def _executed(chapter: Chapter) -> str:
    """For markdown-exec: blocks share a session, and a figure is printed as HTML."""
    lines = []
    for part in chapter.parts:
        if isinstance(part, str):
            lines.append(published(part))
            continue
        options = f'exec="on" source="above" session="{chapter.name}"'
        if part.alt:
            shown = (
                "from io import StringIO  # markdown-exec: hide\n"
                "buffer = StringIO()  # markdown-exec: hide\n"
                'figure.savefig(buffer, format="svg")  # markdown-exec: hide\n'
                "plt.close(figure)  # markdown-exec: hide\n"
                'svg = buffer.getvalue().partition("<svg")[2]  # markdown-exec: hide\n'
                'print("<svg" + svg)  # markdown-exec: hide\n'
            )
            lines.append(f'{_FENCE}python {options} html="on"\n{part.source}{shown}{_FENCE}\n')
        else:
            lines.append(f'{_FENCE}python {options} result="text"\n{part.source}{_FENCE}\n')
    return "\n".join(lines)


def _notebook(chapter: Chapter) -> str:
    """A notebook without outputs, which the tool executes."""
    cells: list[dict[str, Any]] = []
    for place, part in enumerate(chapter.parts):
        source = part.source if isinstance(part, Code) else published(part)
        cell: dict[str, Any] = {
            "id": f"cell-{place}",
            "cell_type": "code" if isinstance(part, Code) else "markdown",
            "metadata": {},
            "source": source.strip().splitlines(keepends=True),
        }
        if isinstance(part, Code):
            cell |= {"execution_count": None, "outputs": []}
        cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1) + "\n"


def _configuration(tool: str, chapters: Sequence[Chapter], suffix: str) -> Mapping[str, str]:
    if tool == "jupyter-book":
        return _jupyter_book(chapters)
    if tool == "mathbook":
        # The navigation is made from the table.
        return {
            "pyproject.toml": _table(chapters),
            "mkdocs.yml": f"{_MKDOCS}plugins: [search, mathbook]\n{_EXTENSIONS}",
        }
    plugins = {
        "floor": "plugins: [search]\n",
        "markdown-exec": "plugins: [search, markdown-exec]\n",
        "mkdocs-jupyter": (
            "plugins:\n  - search\n  - mkdocs-jupyter:\n      include: ['*.ipynb']\n"
            "      execute: true\n      allow_errors: false\n"
        ),
    }[tool]
    # mkdocs-jupyter's pages are HTML already, with MathJax of their own.
    notebooks = suffix == ".ipynb"
    formulas = "" if notebooks else _ARITHMATEX
    scripts = "" if notebooks else _MATHJAX
    navigation = "".join(_navigation(chapters, suffix))
    return {"mkdocs.yml": f"{_MKDOCS}{scripts}{plugins}{_EXTENSIONS}{formulas}{navigation}"}


def _parts_of(chapters: Sequence[Chapter]) -> list[tuple[str, list[Chapter]]]:
    return [(name, list(group)) for name, group in groupby(chapters, lambda each: each.folder)]


def _navigation(chapters: Sequence[Chapter], suffix: str) -> list[str]:
    lines = ["nav:\n", "  - index.md\n"]
    for place, (folder, group) in enumerate(_parts_of(chapters), start=1):
        lines.append(f"  - Part {place}:\n")
        lines += [f"      - {folder}/{chapter.name}{suffix}\n" for chapter in group]
    return lines


def _table(chapters: Sequence[Chapter]) -> str:
    lines = [
        "[tool.mathbook]\n",
        'docs = "docs"\n',
        'preload = ["numpy", "matplotlib.pyplot"]\n',
        f'notebook_needs = "Install {PACKAGE}."\n',
    ]
    for place, (folder, group) in enumerate(_parts_of(chapters), start=1):
        sections = ", ".join(f'"{chapter.name}"' for chapter in group)
        lines.append(
            f'\n[[tool.mathbook.chapters]]\nnumber = {place}\ntitle = "Part {place}"\n'
            f'folder = "{folder}"\nsections = [{sections}]\n'
        )
    return "".join(lines)


def _jupyter_book(chapters: Sequence[Chapter]) -> Mapping[str, str]:
    contents = ["format: jb-book\n", "root: index\n", "parts:\n"]
    for place, (folder, group) in enumerate(_parts_of(chapters), start=1):
        contents.append(f"  - caption: Part {place}\n    chapters:\n")
        contents += [f"      - file: {folder}/{chapter.name}\n" for chapter in group]
    configuration = """\
title: Curves
only_build_toc_files: true
execute:
  execute_notebooks: cache
  allow_errors: false
parse:
  myst_enable_extensions: [amsmath, colon_fence, deflist, dollarmath, tasklist]
"""
    return {"docs/_config.yml": configuration, "docs/_toc.yml": "".join(contents)}
