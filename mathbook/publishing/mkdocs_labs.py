"""Labs within MkDocs: mkdocs-jupyter is handed notebooks that the engine has run.

It would publish a lab's source unexecuted, and a committed notebook with whatever outputs it
carries, both without a word. So each lab's source is exchanged for the notebook of this
evaluation, and what else it would show is an error.
"""

import posixpath
from collections.abc import Mapping
from functools import partial
from typing import Any

import markdown  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mathbook.errors import MathbookError
from mathbook.publishing.claims import Scratch
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.notebooks.prose import Prose
from mathbook.publishing.render import counts_line, render_failures
from mathbook.publishing.verification import VERIFICATION
from mathbook.publishing.writing import notebook_place

__all__ = ["LabPages", "is_notebook"]


class LabPages:
    """The labs of one site, and the folder of their notebooks."""

    def __init__(self) -> None:
        self.scratch: Scratch | None = None
        self.labs: dict[str, Evaluation] = {}

    def place(
        self, files: Files, evaluations: Mapping[str, Evaluation], config: MkDocsConfig
    ) -> None:
        """Give each lab in ``files`` the notebook of its evaluation.

        Raises:
            PluginError: If mkdocs-jupyter would not show it, or would show something else.
        """
        labs = {page: e for page, e in evaluations.items() if e.chapter.lab}
        self.labs = {page: e for page, e in labs.items() if e.passed}
        shows = self._shows(config, labs)
        for other in files:
            if is_notebook(other) and shows(other):
                raise PluginError(
                    f"{other.src_uri}: mkdocs-jupyter would show outputs that no evaluation made; "
                    "write it as a lab (jupytext Markdown)"
                )
        if not labs:
            return
        from mathbook.publishing.labs import lab_notebook  # only labs pay for what it imports

        self.close()
        self.scratch = Scratch()
        for page, evaluation in labs.items():
            file = files.get_file_from_path(page)
            assert file is not None, "it was evaluated"
            made = self.scratch.folder / page
            made.parent.mkdir(parents=True, exist_ok=True)
            if evaluation.passed:
                made = made.with_suffix(".ipynb")
                prose = Prose(page, address=partial(_link, files, page))
                made.write_text(lab_notebook(evaluation, prose), encoding="utf-8")
            else:  # an ordinary page, in the preview
                made.write_text(render_failures(evaluation), encoding="utf-8")
            file.abs_src_path = str(made)
            if evaluation.passed and not shows(file):
                raise PluginError(f"{page}: mkdocs-jupyter does not include this lab")

    def _shows(self, config: MkDocsConfig, labs: Mapping[str, Evaluation]) -> Any:
        """What says whether mkdocs-jupyter shows a file."""
        plugin: Any = config.plugins.get("mkdocs-jupyter")
        if plugin is None and labs:
            raise PluginError(f"{min(labs)}: a lab needs the plugin mkdocs-jupyter in mkdocs.yml")
        if plugin is not None and plugin.config["execute"]:
            raise PluginError("mkdocs-jupyter: expected 'execute: false': labs have been run")
        return plugin.should_include if plugin is not None else lambda file: False

    def content(self, html: str, page: Page, files: Files) -> str:
        """The article of a lab's page; any other page stays as it is."""
        name = page.file.src_uri
        evaluation = self.labs.get(name)
        if evaluation is None:
            return html
        from mathbook.publishing.labs import lab_article

        verification = _link(files, name, VERIFICATION) or ""
        notebook = _link(files, name, notebook_place(name))
        line = counts_line(evaluation, verification, notebook)
        foot = markdown.markdown(line, extensions=["attr_list"])
        try:
            return lab_article(html, evaluation, foot)
        except MathbookError as error:
            raise PluginError(str(error)) from error

    def close(self) -> None:
        """Remove the notebooks, which MkDocs has read."""
        if self.scratch is not None:
            self.scratch.close()
            self.scratch = None


def is_notebook(file: File) -> bool:
    """Whether ``file`` is what mkdocs-jupyter takes for a notebook without looking inside."""
    return file.src_uri.endswith((".ipynb", ".py"))


def _link(files: Files, page: str, path: str) -> str | None:
    """The address of ``path`` as seen from ``page``, if the site has it."""
    here, there = (files.get_file_from_path(posixpath.normpath(name)) for name in (page, path))
    return get_relative_url(there.url, here.url) if here and there else None
