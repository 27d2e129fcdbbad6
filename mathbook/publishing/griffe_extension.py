"""The griffe extension of the reference: docstrings as Markdown, sources without them.

mkdocstrings reads modules through griffe, which imports none of them.

.. code-block:: yaml

    options:
      extensions: [mathbook.publishing.griffe_extension]
"""

import bisect
from typing import Any

from griffe import Extension, GriffeLoader, Module, Object

from mathbook.publishing.api.docstrings import code_lines, docstring_markdown

__all__ = ["ReferenceExtension"]


class ReferenceExtension(Extension):
    """Prepares what griffe has read for the page."""

    def on_package(self, *, pkg: Module, loader: GriffeLoader, **kwargs: Any) -> None:
        """Rewrite the docstrings of a package, and cut them from its source."""
        self.prepare(pkg, loader)

    def prepare(self, module: Module, loader: GriffeLoader) -> None:
        """The same for a module and those within it."""
        file = module.filepath
        if isinstance(file, list):
            return
        kept = code_lines("\n".join(loader.lines_collection[file]))
        loader.lines_collection[file] = list(kept.values())
        numbers = sorted(kept)
        for thing in _things(module):
            if thing.docstring:
                text = docstring_markdown(thing.docstring.value, thing.module.path)
                thing.docstring.value = text
            if thing.lineno is not None and thing.endlineno is not None:
                thing.lineno = bisect.bisect_left(numbers, thing.lineno) + 1
                thing.endlineno = bisect.bisect_right(numbers, thing.endlineno)
        for inner in module.members.values():
            if isinstance(inner, Module):
                self.prepare(inner, loader)


def _things(thing: Object) -> list[Object]:
    """``thing`` and what is defined in it, other modules apart."""
    found = [thing]
    for member in thing.members.values():
        if isinstance(member, Object) and not isinstance(member, Module):
            found += _things(member)
    return found
