"""A small book of its own, with a library, on which the adapters are tried out."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = """\
[tool.mathbook]
docs = "docs"
packages = ["slopes"]
notebook_needs = "Install slopes."

[[tool.mathbook.chapters]]
number = 7
title = "Lines"
folder = "lines"
sections = ["slope"]
"""
SITE = """\
site_name: Lines
theme:
  name: material
  font: false
plugins: [search, mathbook]
markdown_extensions:
  - admonition
  - attr_list
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
validation:
  anchors: warn
"""
LIBRARY = '''\
"""Lines through two points."""


def slope(a, b):
    """The slope of the line through two points.

    >>> from slopes import slope
    >>> slope((0, 0), (2, 4))
    2.0
    """
    return (b[1] - a[1]) / (b[0] - a[0])
'''
INDEX = """\
# Lines

Begin with [slopes](lines/slope.md).
"""
SECTION = """\
# Slope

The slope through $(a, b)$ and $(c, d)$ is

$$
m = \\frac{d - b}{c - a}, \\qquad c \\ne a.
$$

```python title="A slope"
from slopes import slope

print(slope((0, 1), (2, 5)))
```

```output
2.0
```

!!! note

    In a note, with $x_*$ and *emphasis*:

    ```pycon
    >>> from slopes import slope
    >>> slope((0, 0), (1, -3))
    -3.0
    ```

```python
import matplotlib.pyplot as plt
from slopes import slope

plt.plot([0, 1], [0, slope((0, 0), (1, 2))])
plt.title("A line")
```

![A line that rises by two.](figures/line.svg)

=== "A figure in a tab"

    ```python
    import matplotlib.pyplot as plt

    plt.bar(["a", "b"], [1, 2])
    ```

    ![Two bars; b is twice as high as a.](figures/bars.svg)

<!-- skip: next "it would call a server" -->
```python
import nowhere
```

<!-- names:
a, b, c, d = 0.5, -1.0, 2.5, 3.5
m = slope((a, b), (c, d))
-->
"""


@dataclass(frozen=True)
class SmallBook:
    """A project in ``root``: docs, a library, and commands that run there."""

    root: Path

    @property
    def section(self) -> Path:
        return self.root / "docs" / "lines" / "slope.md"

    @property
    def library(self) -> Path:
        return self.root / "slopes" / "__init__.py"

    @property
    def page(self) -> Path:
        return self.root / "site" / "lines" / "slope" / "index.html"

    def environment(self) -> dict[str, str]:
        inherited = os.environ.get("PYTHONPATH")
        settings = {
            "PYTHONPATH": os.pathsep.join(filter(None, (str(self.root), inherited))),
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_MKDOCS_2_WARNING": "1",
        }
        return {**os.environ, **settings}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m command`` in the project."""
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def edit(self, file: Path, old: str, new: str) -> None:
        """Replace ``old``, which ``file`` must hold once, by ``new``."""
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old)
        file.write_text(text.replace(old, new), encoding="utf-8")


def make_book(root: Path) -> SmallBook:
    """Write the book to ``root``, draw its figures, and see that it passes."""
    book = SmallBook(root)
    files = {
        root / "pyproject.toml": PROJECT,
        root / "mkdocs.yml": SITE,
        root / "docs" / "index.md": INDEX,
        book.section: SECTION,
        book.library: LIBRARY,
    }
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    drawn = book.run("mathbook", "fix", "--figures")
    assert drawn.returncode == 0, drawn.stderr
    checked = book.run("mathbook", "check")
    assert checked.returncode == 0, checked.stderr
    return book
