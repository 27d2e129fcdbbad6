"""The MkDocs plugin ``mathbook``: the engine's evaluation becomes the site.

Everything is evaluated before MkDocs renders a page. In a build, one failure and nothing
is published: the site is built beside its folder and takes its place at the very end. In
the preview, a failing page shows its failure instead, and a saved file costs only the
evaluations that it touches.
"""

import logging
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mathbook.errors import MathbookError
from mathbook.publishing.api.links import link_code
from mathbook.publishing.api.modules import Reference, read_reference
from mathbook.publishing.api.pages import reference_pages
from mathbook.publishing.beside import Beside
from mathbook.publishing.cache.store import open_store
from mathbook.publishing.chapter import Chapter
from mathbook.publishing.configuration import Configuration, find_configuration, load_configuration
from mathbook.publishing.evaluation import Evaluation, evaluate
from mathbook.publishing.memory import Remembered, changed_since, watched
from mathbook.publishing.mkdocs_files import first_fonts, join_styles, read_chapter, site_address
from mathbook.publishing.mkdocs_labs import LabPages, is_notebook
from mathbook.publishing.mkdocs_policy import PagePolicies
from mathbook.publishing.navigation import check_navigation, navigation, pages_of
from mathbook.publishing.page_assets import page_assets, scripts, styles, with_fonts
from mathbook.publishing.parsers.docstrings import parse_docstrings
from mathbook.publishing.processes.workers import Workers
from mathbook.publishing.render import render_failures
from mathbook.publishing.report import failure_report, notices, total_line
from mathbook.publishing.searching import searchable
from mathbook.publishing.tally import total
from mathbook.publishing.verification import VERIFICATION, Link, page_link, source_link
from mathbook.publishing.writing import font_files, made_files, rendered_page, verification_text

__all__ = ["MathbookPlugin", "MathbookPluginConfig"]

# The Markdown extension for what is folded, of which the theme's package depends.
FOLDS = "pymdownx.details"

log = logging.getLogger("mkdocs.plugins.mathbook")


class MathbookPluginConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options; what a book is stands in ``[tool.mathbook]``."""

    configuration = config_options.Optional(config_options.File(exists=True))
    """The ``pyproject.toml`` to read; by default the one above ``mkdocs.yml``."""
    content_security = config_options.Type(bool, default=True)
    """Whether published pages have a Content-Security-Policy."""
    allowed_sources = config_options.Type(dict, default={})
    """What it allows beyond the site, the theme and ``mkdocs.yml``: lists by directive."""


class MathbookPlugin(BasePlugin[MathbookPluginConfig]):  # type: ignore[no-untyped-call]
    """Evaluates the chapters and hands MkDocs their rendered Markdown."""

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.workers: Workers | None = None
        self.beside: Beside | None = None
        self.complete = False
        self.building: MkDocsConfig | None = None
        self.book: Configuration | None = None
        self.reference = Reference()
        self.made: set[str] = set()
        self.evaluations: dict[str, Evaluation] = {}
        self.memory: dict[str, Remembered] = {}
        self.labs = LabPages()
        self.policies = PagePolicies()
        self.found: Mapping[str, int] = {}
        self.fonts: list[str] = []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"
        self.dirty = dirty

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the table, make the navigation from it, and build beside the site."""
        # ``mkdocs serve --clean`` calls itself a build; its folder is a temporary one.
        self.serving |= Path(config.site_dir).name.startswith("mkdocs_")
        file = self.config.configuration
        start = Path(config.config_file_path or config.docs_dir).parent
        try:
            self.book = load_configuration(Path(file)) if file else find_configuration(start)
            if config.nav is None and self.book.chapters:
                config.nav = navigation(self.book)
            elif config.nav is not None:
                check_navigation(config.nav, self.book)
        except MathbookError as error:
            raise PluginError(str(error)) from error
        if self.book.reference and "mkdocstrings" not in config.plugins:
            raise PluginError("[tool.mathbook] reference is true: add the plugin mkdocstrings")
        secure = self.config.content_security and not self.serving
        self.policies = PagePolicies(self.config.allowed_sources, config, active=secure)
        assets = page_assets()
        config.extra_css[:0] = styles(assets)
        config.extra_javascript[:0] = scripts(assets)
        if FOLDS not in config.markdown_extensions:
            config.markdown_extensions.append(FOLDS)
        # ``--dirty`` writes single pages into the old site, which must stay in its place.
        if not (self.serving or self.dirty) and self.beside is None:
            self.complete = False
            self.building = config
            self.beside = Beside(Path(config.site_dir))
            config.site_dir = str(self.beside.folder)
        return config

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Evaluate every page, those that other plugins made too, and bring what was drawn."""
        assert self.book is not None
        pages = {
            file.src_uri: read_chapter(file, config)
            for file in files.documentation_pages()
            if not is_notebook(file)
        }
        self.reference = read_reference(self.book)
        library = {module.name: parse_docstrings(module.file) for module in self.reference.modules}
        self.evaluate({**pages, **library})
        failed = [e for e in self.evaluations.values() if not e.passed]
        if failed:
            report = failure_report(failed)
            if not self.serving:
                raise PluginError(f"nothing is published, chapters fail:\n\n{report}")
            log.error("Chapters fail:\n\n%s", report)
        passed = {page: e for page, e in self.evaluations.items() if e.passed}
        self.found = total(e for page, e in passed.items() if page in pages)
        assets = page_assets().items()
        made: dict[str, str | bytes] = {
            uri: asset for uri, asset in assets if files.get_file_from_path(uri) is None
        }
        for page, evaluation in passed.items():
            made |= made_files(page, evaluation, self.book, site_address(files, config))
        css = "".join(sheet.content_string for sheet in files.css_files())
        made |= font_files(passed.values(), self.book, css)
        for uri, content in made.items():
            if (committed := files.get_file_from_path(uri)) is not None:
                files.remove(committed)
            files.append(File.generated(config, uri, content=content))
        texts = reference_pages(self.reference, self.book, pages, self.repository(config))
        new = [
            File.generated(config, uri, content=text)
            for uri, text in texts.items()
            if uri not in pages
        ]
        if VERIFICATION not in pages:
            new.append(self.verification(pages, config))
        for file in new:
            files.append(file)
        self.made = {file.src_uri for file in new}
        self.labs.place(files, self.evaluations, config)
        join_styles(files, config)
        self.fonts = first_fonts(files, config)
        return files

    def repository(self, config: MkDocsConfig) -> str:
        """Where the book's sources can be read; empty if nobody says so."""
        assert self.book is not None
        return config.repo_url or self.book.repository

    def verification(self, pages: Iterable[str], config: MkDocsConfig) -> File:
        """The page that says what was verified; a navigation of one's own may leave it out."""
        assert self.book is not None
        link: Link = page_link
        if repository := self.repository(config):
            link = source_link(repository, self.book.in_repository(Path(config.docs_dir)))
        evaluations = {page: self.evaluations[page] for page in pages}
        left_out = config.nav is not None and VERIFICATION not in pages_of(config.nav)
        return File.generated(
            config,
            VERIFICATION,
            content=verification_text(evaluations, self.book, link),
            inclusion=InclusionLevel.NOT_IN_NAV if left_out else InclusionLevel.UNDEFINED,
        )

    def evaluate(self, pages: dict[str, Chapter]) -> None:
        """Evaluate what has changed since the last time; remember what has passed."""
        started = time.time()
        assert self.book is not None
        if self.workers is None:
            limits, lasting = self.book.limits, self.serving
            self.workers = Workers(self.book.preload, self.book.jobs, limits, lasting=lasting)
        store = open_store(self.book)
        if self.serving or store is None:  # else they may not be needed
            self.workers.start()
        known = {
            page: self.memory[page]
            for page, chapter in pages.items()
            if page in self.memory and self.memory[page].holds(chapter)
        }
        stale = [chapter for page, chapter in pages.items() if page not in known]
        try:
            fresh = evaluate(stale, self.workers, store=store)
        except MathbookError as error:
            raise PluginError(str(error)) from error
        self.evaluations = {
            page: known[page].evaluation if page in known else fresh[chapter.path]
            for page, chapter in pages.items()
        }
        self.memory = {
            page: known.get(page) or Remembered.of(evaluation)
            for page, evaluation in self.evaluations.items()
            if evaluation.passed and not changed_since(started, evaluation)
        }
        found = [notice for evaluation in fresh.values() for notice in notices(evaluation)]
        for line in (*found, *(store.complaints() if store else ())):
            log.info(line)
        if fresh:
            log.info("Evaluated %s", total_line(list(fresh.values()), time.time() - started))

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """The rendered chapter, or in the preview what is wrong with it."""
        assert self.book is not None
        evaluation = self.evaluations.get(page.file.src_uri)
        if evaluation is None:
            if page.file.src_uri not in self.made:
                log.warning("%s was not evaluated: it came too late", page.file.src_uri)
            return None
        if not evaluation.passed:
            return render_failures(evaluation)
        return rendered_page(page.file.src_uri, evaluation, self.book, self.found)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The article of a lab, what the search finds, and links from names to the reference."""
        html = searchable(self.labs.content(html, page, files))
        if not self.reference.modules:
            return html

        def address(target: str, anchor: str) -> str:
            file = files.get_file_from_path(target)
            assert file is not None
            return file.url_relative_to(page.file) + (f"#{anchor}" if anchor else "")

        evaluation = self.evaluations.get(page.file.src_uri)
        chapter = evaluation.chapter if evaluation else None
        return link_code(html, chapter, self.reference, address)

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """The whole page, as the other plugins leave it, with its fonts and its policy."""
        html = with_fonts(output, (get_relative_url(font, page.url) for font in self.fonts))
        evaluation = self.evaluations.get(page.file.src_uri)
        source = evaluation.chapter.path if evaluation else None
        return self.policies.secured(html, page.file.src_uri, page.content, source)

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        return self.policies.template(output_content, template_name)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch the packages that the chapters import, and the table."""
        assert self.book is not None
        for folder in watched(self.evaluations.values(), self.book.packages):
            server.watch(str(folder))
        table = self.book.root / "pyproject.toml"
        if table.is_file():
            server.watch(str(table))
        return server

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self.complete = True

    def on_build_error(self, *, error: Exception) -> None:
        self.complete = False

    def on_shutdown(self) -> None:
        """Publish a complete build, drop any other, and end the workers."""
        if self.beside is not None:
            if self.complete:
                self.beside.publish()
            else:
                self.beside.discard()
            if self.building is not None:
                # ``mkdocs gh-deploy`` reads the folder after this.
                self.building.site_dir = str(self.beside.target)
            self.beside = None
        self.labs.close()
        if self.workers is not None:
            self.workers.close()
            self.workers = None
