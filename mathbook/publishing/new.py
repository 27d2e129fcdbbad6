"""``mathbook new``: a section from the page template."""

from importlib.resources import files
from pathlib import Path

from mathbook.errors import PublishingError
from mathbook.publishing.failures import shown_path

__all__ = ["new_section"]


def new_section(path: Path) -> str:
    """The text of a new section for ``path``, titled after its file name.

    Raises:
        PublishingError: If ``path`` is no Markdown file, or is there already.
    """
    if path.suffix != ".md":
        raise PublishingError(f"{shown_path(path)}: expected a path that ends in .md")
    if path.exists():
        raise PublishingError(f"{shown_path(path)}: is there already; nothing was written")
    template = files("mathbook.publishing").joinpath("templates", "section.md")
    title = path.stem.replace("_", " ").replace("-", " ").strip().capitalize()
    return template.read_text(encoding="utf-8").replace("{title}", title)
