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
# ``python title="x"``, ``{.python hl_lines="2"}``, ``{python}`` and ``{code-cell} python``
_NAME = re.compile(
    r"\s*(?:\{\s*code-cell\s*\}\s*|\{[^}]*?(?<=[\s{])\.|\{\s*)?(?P<name>[^\s{}.,:=]+)"
)


def language(info: str) -> str:
    """``python``, ``pycon`` or ``output``; any other language as it is written, in lower case."""
    match = _NAME.match(info)
    name = match["name"].lower() if match else ""
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
    match = _NAME.match(info)
    if match is None:
        return name
    if info.lstrip().startswith("{") and "." in info[: match.start("name")]:
        return f"{info[: match.start('name')]}{name}{info[match.end('name') :]}".strip()
    options = info[match.end("name") :].strip().lstrip("}").strip()
    return f"{name} {options}".strip()
