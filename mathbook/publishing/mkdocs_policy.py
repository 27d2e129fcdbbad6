"""Policies within MkDocs: each page that is published gets its Content-Security-Policy.

The preview has none: it lives from inline scripts that its server adds to the pages.
"""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mathbook.errors import MathbookError
from mathbook.publishing.content_security import checked_sources, secured
from mathbook.publishing.failures import shown_path

__all__ = ["PagePolicies"]

log = logging.getLogger("mkdocs.plugins.mathbook")


class PagePolicies:
    """What secures the pages of one site.

    Args:
        sources: What all its pages may use beyond the site, by directive.
        config: The site's.
        active: Whether its pages have policies.

    Raises:
        PluginError: If ``sources`` are none, or a feature of the theme works without only.
    """

    def __init__(
        self, sources: object = None, config: MkDocsConfig | None = None, *, active: bool = False
    ) -> None:
        self.active = active
        try:
            self.sources = checked_sources(sources or {}, "mathbook: allowed_sources")
        except MathbookError as error:
            raise PluginError(str(error)) from error
        features = config.theme.get("features") if config is not None else None
        if active and "navigation.instant" in (features or []):
            raise PluginError(
                "navigation.instant shows a page under the policy of another; leave it out of the "
                "theme's features, or give the plugin mathbook 'content_security: false'"
            )

    def secured(
        self, html: str, name: str, content: str | None = None, source: Path | None = None
    ) -> str:
        """The page ``html``; what its policy forbids is a warning at its place in ``source``."""
        if not self.active:
            return html
        page, complaints = secured(html, content or "", self.sources)
        for complaint in complaints:
            log.warning("%s: %s", _place(name, source, complaint.found), complaint.text)
        return page

    def template(self, text: str, name: str) -> str:
        """What a template of the theme became, which is a page or something else."""
        return self.secured(text, name) if name.endswith(".html") else text


def _place(name: str, source: Path | None, found: str) -> str:
    """``path:line`` of what was found, if it stands in the source as it does in the page."""
    if source is None or not source.is_file():
        return name
    lines = source.read_text(encoding="utf-8").split("\n")
    line = next((number for number, line in enumerate(lines, start=1) if found in line), None)
    return f"{shown_path(source)}:{line}" if line else shown_path(source)
