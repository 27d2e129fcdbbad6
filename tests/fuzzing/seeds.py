"""The chapters and formulas that faults are put into: small ones, and the book's own.

The small ones pass in a tenth of a second each and hold between them all that the dialect knows.
Of the book's chapters and labs each section is a seed of its own, with the names that its formulas
have, so that one fault costs the evaluation of a section and not of a chapter.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.publishing.formulas.corpora.textbook_formulas import PAIRS, Pair

__all__ = ["BOOK", "SMALL", "Seed", "book_sections", "formula_seeds"]

BOOK = Path(__file__).parents[2] / "docs"


@dataclass(frozen=True, slots=True)
class Seed:
    """A chapter that is worth breaking.

    Attributes:
        name: What it is called in reports.
        text: Its Markdown.
        figures: The folder with its committed figures, if it has any.
        passes: Whether it passes as it is.
    """

    name: str
    text: str
    figures: Path | None = None
    passes: bool = True


_SCRIPT = """\
# Sums

Numbers are summed, *all of them*.

```python title="A sum"
numbers = [1, 2, 3, 4, 5]
total = sum(numbers)
print(total)
print("mean", total / len(numbers))
```

```output
15
mean 3.0
```

The sum of the first numbers is 15<!-- = total -->. It is also a formula,
$t = \\frac{n (n + 1)}{2}$, and with a `$` sign in code.

<!-- names:
t = total
n = 5
-->
"""
_SESSION = """\
# Sessions

A console shows what it computes:

```pycon
>>> x = 3
>>> x * 2
6
>>> for i in range(2):
...     print(i)
0
1
>>> 1 / 0
Traceback (most recent call last):
ZeroDivisionError: division by zero
```

<!-- continues -->
```pycon
>>> x + 1
4
```

Text after the session, with a [link](#sessions) and &amp; an entity.
"""
_CONTAINERS = """\
# Containers

!!! note "In a note"

    With *emphasis* and a formula $a^2 \\ge 0$:

    ```python
    print("in a note")
    ```

    ```output
    in a note
    ```

- A list item:

    ```python
    assert 1 + 1 == 2
    ```

> A quotation:
>
> ```python
> print("quoted")
> ```
>
> ```output
> quoted
> ```

=== "A tab"

    ~~~python
    print("tab")
    ~~~

    ~~~output
    tab
    ~~~

````text
```python
raise ValueError("text, not code")
```
````

<!-- names:
a = 1.5
-->
"""
_FORMULAS = """\
# Formulas

$$
f(x) = x^2 + 3 x, \\qquad f'(x) = 2 x + 3 \\tag*{}
$$

By [(…)](#eq:sum) the sum is $n$.<!-- skip: formula "it is notation" -->

```python
def f(x):
    return x * x + 3 * x
```

$$
\\sum_{i=1}^{3} i = 6, \\qquad \\sqrt{2} \\approx 1.41
$$
<!-- label: eq:sum -->

<!-- numbers: 10 = f(2); 4 = f(1) -->
| at | value |
|---|---|
| 2 | 10 |
| 1 | 4 |

$a \\le b$<!-- where: a = 1; b = 2 --> and $\\|v\\|_2^2 = v^\\top v$.

<!-- names:
f(x) = f(x)
x = 2.0
v = vector(3)
-->
"""
_SKIPPED = """\
# Skipped

<!-- skip: next "it needs a network" -->
```python
import nowhere
```

<!-- note: a remark for authors -->

```python
text = "a"
print(text * 3)
```

```output
aaa
```

<!-- continues -->
<!-- fold -->
```python
print(text)
```

```output
a
```

[a reference][1] and ![an image](https://example.org/x.png)

[1]: https://example.org/ "A title"
"""
_LAB = """\
---
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# A lab

Change it and run it again.

```python
rate = 0.5
values = [rate**k for k in range(4)]
assert values[3] < values[0]
print(values)
```

The last one is $q = 0.125$.

```python
print(sum(values))
```

<!-- names:
q = values[3]
-->
"""

SMALL = (
    Seed("a script", _SCRIPT),
    Seed("a session", _SESSION),
    Seed("containers", _CONTAINERS),
    Seed("formulas", _FORMULAS.replace(" \\tag*{}", "").replace(
        'is $n$.<!-- skip: formula "it is notation" -->', "is six."
    )),
    Seed("skipped", _SKIPPED.replace("[a reference][1] and ![an image](https://example.org/x.png)",
                                     "[a reference][1]")),
    Seed("a lab", _LAB),
)  # fmt: skip

_SECTION = re.compile(r"^## ", re.MULTILINE)
_NAMES = re.compile(r"^<!-- names:.*?-->\n", re.MULTILINE | re.DOTALL)
_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)


@cache
def book_sections() -> tuple[Seed, ...]:
    """Each section of the book's chapters and labs as a chapter of its own."""
    seeds = []
    for path in sorted(BOOK.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        front = _FRONT.match(text)
        head, *sections = _SECTION.split(text)
        shared = "\n".join(_NAMES.findall(head))
        figures = path.parent / "figures"
        for place, section in enumerate(sections, 1):
            seeds.append(
                Seed(
                    f"{path.relative_to(BOOK)} {place}",
                    f"{front[0] if front else ''}# A section\n\n{shared}\n## {section}",
                    figures if figures.is_dir() else None,
                    passes=False,
                )
            )
    return tuple(seeds)


@cache
def formula_seeds() -> tuple[tuple[str, Pair], ...]:
    """The textbooks' formulas, the true ones and the false ones, with their names."""
    return tuple((latex, pair) for pair in PAIRS for latex in (pair.true, pair.false))
