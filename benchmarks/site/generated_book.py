"""A book of any number of chapters, the same for every tool.

A chapter is prose with formulas, four blocks that print, and one that draws. It imports one
module of the package ``curves``, so that it is known which chapters a change there touches.
What only ``mathbook`` reads stands in HTML comments, see :func:`published`.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["PACKAGE", "Chapter", "Code", "Curve", "chapters", "importers", "library", "published"]

PACKAGE = "curves"


@dataclass(frozen=True, slots=True)
class Curve:
    """A function with two constants: a module of the library.

    Attributes:
        module: The module's name.
        value: The value as Python, of ``x``, ``a`` and ``b``.
        same_value: The same number, written in another way: how the library changes.
        slope: The derivative as Python.
        formula: The value as LaTeX.
        derivative: The derivative as LaTeX.
        at_one: The value at 1 as LaTeX.
    """

    module: str
    value: str
    same_value: str
    slope: str
    formula: str
    derivative: str
    at_one: str


CURVES = (
    Curve(
        "parabolas",
        "a * x**2 + b * x",
        "b * x + a * x**2",
        "2 * a * x + b",
        "a x^2 + b x",
        "2 a x + b",
        "a + b",
    ),
    Curve(
        "waves",
        "a * np.sin(b * x)",
        "np.sin(b * x) * a",
        "a * b * np.cos(b * x)",
        r"a \sin(b x)",
        r"a b \cos(b x)",
        r"a \sin(b)",
    ),
    Curve(
        "decays",
        "a * np.exp(-b * x)",
        "np.exp(-b * x) * a",
        "-a * b * np.exp(-b * x)",
        "a e^{-b x}",
        "-a b e^{-b x}",
        "a e^{-b}",
    ),
    Curve(
        "cubics",
        "a * x**3 - b * x",
        "-b * x + a * x**3",
        "3 * a * x**2 - b",
        "a x^3 - b x",
        "3 a x^2 - b",
        "a - b",
    ),
    Curve(
        "bells",
        "a / (1 + b * x**2)",
        "a / (b * x**2 + 1)",
        "-2 * a * b * x / (1 + b * x**2) ** 2",
        r"\frac{a}{1 + b x^2}",
        r"-\frac{2 a b x}{(1 + b x^2)^2}",
        r"\frac{a}{1 + b}",
    ),
)

_SENTENCES = (
    "A constant says how high the curve is, the other how fast it changes.",
    "Whoever plots a few values first has seen where the interesting part lies.",
    "The slope is the price of a small move, and small is meant seriously.",
    "Two points determine a secant; one point and a limit determine a tangent.",
    "What the table shows, the figure shows at one glance, but with fewer digits.",
    "An error of measurement in the argument is stretched by the slope.",
    "Where the slope is zero nothing is gained by a small step to either side.",
    "The mean over an interval forgets where the values were taken.",
    "A rounding error is harmless here, because nothing is subtracted that nearly agrees.",
    "The same questions can be asked of every curve in this book.",
    "It pays to know the answer roughly before a program computes it exactly.",
    "Units help: a slope has the unit of the value over that of the argument.",
)


@dataclass(frozen=True, slots=True)
class Code:
    """A block: what it prints or draws is the tool's business.

    Attributes:
        source: Python that needs nothing from other blocks.
        alt: What the figure shows, if it draws one.
    """

    source: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter.

    Attributes:
        number: Its place in the book, from 1.
        curve: The module that its code imports.
        parts: Markdown and blocks, in order.
    """

    number: int
    curve: Curve
    parts: tuple[str | Code, ...]

    @property
    def name(self) -> str:
        return f"chapter-{self.number:04}"

    @property
    def folder(self) -> str:
        """Ten chapters are a part of the book."""
        return f"part-{(self.number - 1) // 10 + 1:03}"

    @property
    def title(self) -> str:
        return f"Chapter {self.number} on {self.curve.module}"

    # What scenarios change: each stands in the chapter once, in every tool's form of it.
    @property
    def sentence(self) -> str:
        return f"Page {self.number} begins with a table."

    @property
    def statement(self) -> str:
        return "total = sum(values)"


def chapters(size: int) -> list[Chapter]:
    """A book of ``size`` chapters; a longer one begins with the same."""
    return [_chapter(number) for number in range(1, size + 1)]


def importers(module: str, size: int) -> set[str]:
    """The names of the chapters of a book of ``size`` that import ``module``."""
    return {chapter.name for chapter in chapters(size) if chapter.curve.module == module}


def library() -> dict[str, str]:
    """The package's files by name."""
    files = {"__init__.py": '"""Curves with two constants."""\n'}
    for curve in CURVES:
        numpy = "import numpy as np\n\n\n" if "np." in curve.value else "\n"
        files[f"{curve.module}.py"] = (
            f'"""{curve.module.capitalize()}."""\n\n{numpy}'
            f'def value(x, a, b):\n    """The height at x."""\n    return {curve.value}\n\n\n'
            f'def slope(x, a, b):\n    """The slope at x."""\n    return {curve.slope}\n'
        )
    return files


def published(text: str) -> str:
    """``text`` without the comments that only ``mathbook`` reads."""
    return re.sub(r"\n?<!--.*?-->", "", text, flags=re.DOTALL)


def _chapter(number: int) -> Chapter:
    curve = CURVES[(number - 1) % len(CURVES)]
    chooser = random.Random(number)
    return Chapter(number, curve, tuple(_parts(number, curve, chooser)))


def _parts(number: int, curve: Curve, chooser: random.Random) -> Iterator[str | Code]:
    a, b = chooser.randint(2, 6), chooser.randint(1, 4)
    arguments = f"{a}.0, {b}.0"
    both = f"from {PACKAGE}.{curve.module} import slope, value\n"

    def prose(sentences: int) -> str:
        return " ".join(chooser.sample(_SENTENCES, sentences))

    yield f"""\
# Chapter {number} on {curve.module}

<!-- names:
from {PACKAGE}.{curve.module} import value, slope
a, b = {arguments}
x, h = 0.7, 1e-3
f(x) = value(x, a, b)
s(x) = slope(x, a, b)
-->

Page {number} begins with a table. {prose(5)}

{prose(4)}

## The curve

With $a = {a}$ and $b = {b}$ the curve of this chapter is

$$
f(x) = {curve.formula},
$$

so that $f(1) = {curve.at_one}$. {prose(3)}
"""
    yield Code(
        f"from {PACKAGE}.{curve.module} import value\n\n"
        "for x in (0.0, 0.5, 1.0, 1.5):\n"
        f'    print(f"f({{x}}) = {{value(x, {arguments}):.4f}}")\n'
    )
    yield f"""\
## Its slope

The derivative is the limit of quotients,

$$
s(x) = \\lim_{{h \\to 0}} \\frac{{f(x + h) - f(x)}}{{h}} = {curve.derivative},
$$

and $f'(x) = s(x)$. A step $h = 0.001$ already gives $|f(x + h) - f(x) - h s(x)| \\le h$. {prose(3)}
"""
    yield Code(
        f"{both}\nx, h = 0.7, 1e-5\n"
        f"quotient = (value(x + h, {arguments}) - value(x - h, {arguments})) / (2 * h)\n"
        f'print(f"slope {{slope(x, {arguments}):.4f}}")\n'
        'print(f"quotient {quotient:.4f}")\n'
    )
    yield f"""\
## Its mean

{prose(4)}
"""
    yield Code(
        f"import numpy as np\nfrom {PACKAGE}.{curve.module} import value\n\n"
        f"values = value(np.linspace(0, 2, 401), {arguments})\n"
        "total = sum(values)\n"
        'print(f"mean {total / len(values):.4f}")\n'
    )
    yield f"""\
The mean is over 401<!-- = len(values) --> values. {prose(2)}
"""
    yield Code(
        f"{both}\nx = 1.0\nfor step in range(20):\n"
        f"    x -= 0.01 * slope(x, {arguments})\n"
        f'print(f"after descending f({{x:.3f}}) = {{value(x, {arguments}):.3f}}")\n'
    )
    yield f"""\
## Its figure

{prose(3)}
"""
    yield Code(
        "import matplotlib.pyplot as plt\nimport numpy as np\n"
        f"{both}\nx = np.linspace(0, 2, 101)\n"
        "figure, axes = plt.subplots(figsize=(6, 3))\n"
        f'axes.plot(x, value(x, {arguments}), label="$f$")\n'
        f'axes.plot(x, slope(x, {arguments}), "--", label="its slope")\n'
        'axes.set_xlabel("$x$")\naxes.legend()\n',
        alt="The curve and, dashed, its slope.",
    )
    yield f"{prose(3)}\n"
