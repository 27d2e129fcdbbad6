"""The info line of a fence: which language, in whatever form authors write it."""

import difflib
import re

from mathbook.publishing.chapter import CONSOLE, PYTHON

__all__ = ["OUTPUT", "intended_language", "is_python", "language", "with_language"]

OUTPUT = "output"

_ALIASES = {
    **dict.fromkeys(("python", "py", "python3", "py3", "ipython", "ipython3"), PYTHON),
    **dict.fromkeys(("pycon", "pycon3", "python-console", "pyrepl"), CONSOLE),
    "output": OUTPUT,
}
# A name, a dot before it or not: ``python title="x"``, ``.python``, ``python,ignore``
_BARE = re.compile(r"\s*\.?(?P<name>[^\s{}.,:=]+)(?P<rest>.*)", re.DOTALL)
# ``{.python hl_lines="2"}``, ``{python}``, ``{code-cell} python``; values may hold anything.
_CELL = re.compile(r"\s*\{\s*code-cell\s*\}(?P<rest>.*)", re.DOTALL)
_BRACES = re.compile(r"\s*\{:?(?P<inner>(?:\"[^\"]*\"|'[^']*'|[^\"'}])*)(?P<end>\}?)")
_PART = re.compile(r"[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S*)|\S+")
_OPTION = re.compile(r"[a-zA-Z]\w*=(?:\"[^\"]*\"|'[^']*')")


def language(info: str) -> str:
    """``python``, ``pycon`` or ``output``; any other language as it is written, in lower case."""
    if cell := _CELL.match(info):
        return language(cell["rest"])
    if braces := _BRACES.match(info):
        parts = [part[0] for part in _PART.finditer(braces["inner"])]
        classes = [part[1:] for part in parts if part.startswith(".")]
        bare = [part for part in parts[:1] if "=" not in part and part[0] not in ".#"]
        return _canonical((classes or bare or [""])[0])
    name = _BARE.match(info)
    return _canonical(name["name"] if name else "")


def _canonical(name: str) -> str:
    name = name.lower()
    return _ALIASES.get(name, name)


def is_python(name: str) -> bool:
    """Whether fences of the language ``name`` are run."""
    return name in (PYTHON, CONSOLE)


def intended_language(name: str) -> str | None:
    """The language that ``name`` is a misspelling of, if it is one."""
    if name in ("jython", "cython", "pytb", "pypy", "pyi"):
        return None
    near = difflib.get_close_matches(name, (PYTHON, CONSOLE, OUTPUT), n=1, cutoff=0.8)
    return near[0] if near and near[0] != name else None


def with_language(info: str, name: str) -> str:
    """``info`` for a generator that knows ``name`` only; titles and options stay."""
    braces = None if _CELL.match(info) else _BRACES.match(info)
    if braces is None:
        cell, bare = _CELL.match(info), _BARE.match(info)
        rest = cell["rest"] if cell else bare["rest"] if bare else ""
        return _with_options(name, rest)
    classes = [part for part in _PART.finditer(braces["inner"]) if part[0].startswith(".")]
    if not classes or not braces["end"]:
        return _with_options(name, braces["inner"])
    start, end = classes[0].span()
    inner = f"{braces['inner'][:start]}.{name}{braces['inner'][end:]}"
    return f"{{{inner}}}"


def _with_options(name: str, rest: str) -> str:
    """``name`` with those options in ``rest`` that have the form ``key="value"``."""
    if attributes := re.match(r"\s*\{[^\n]*\}\s*$", rest):
        return f"{name} {attributes[0].strip()}"
    return " ".join((name, *(option[0] for option in _OPTION.finditer(rest))))
