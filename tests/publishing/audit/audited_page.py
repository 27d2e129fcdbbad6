"""A page with a little of everything that the audit changes, and a library for another."""

from pathlib import Path

PAGE = """\
# A line

Here $y = 2x + 1$ and $y \\ge 6$; by Euclid $y = 9$<!-- cited: "Euclid" -->; and $x$ is a number.

```python
x = 3
y = 2 * x + 1
print("y =", y)
```

```output
y = 7
```

1. In a list, y is 7<!-- = y -->:

    ```pycon
    >>> 10 - 6
    4
    ```

<!-- skip: next "it is slow" -->
```python
1 / 0
```
"""
FIGURE = """\
<!-- continues -->
```python
import matplotlib.pyplot as plt

plt.plot([1, 2], [3, 4])
```

<!-- numbers: 4 = max([3, 4]) -->
![The line rises to 4 in two steps.](figures/line.svg)
"""
LIBRARY = '''\
"""Rises."""

_FACTOR = 2


def rise(x):
    """The rise."""
    return _FACTOR * x + offset()


def offset():
    return 1


def unused():
    return 5
'''
LIBRARY_PAGE = """\
# Rises

```python
from rises import rise

print(rise(3), rise(4))
```

```output
7 9
```
"""


def write_library_book(root: Path) -> Path:
    """Write a library and the page that uses it; return the page's path."""
    files = {"rises/__init__.py": LIBRARY, "docs/rises.md": LIBRARY_PAGE}
    files["pyproject.toml"] = '[tool.mathbook]\ndocs = "docs"\n'
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root / "docs" / "rises.md"
