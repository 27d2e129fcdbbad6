"""The text of ``names:`` and ``where:`` comments to bindings.

A binding is ``target = expression``, one a line or several with semicolons between them::

    f(x, y) = objective([x, y])
    x, y = 1, 2
    \\hat y = network.forward(x)
    from mathbook.calculus import numerical_gradient

The left side is a name as the formulas print it, or its Python spelling. The right side is
Python, evaluated with the names of the chapter's code.
"""

import ast
import re
from collections.abc import Iterator

from mathbook.publishing.chapter import Binding
from mathbook.publishing.failures import Failure

__all__ = ["parse_bindings", "split_at"]

_IMPORT = re.compile(r"(?:from\s+[\w.]+\s+)?import\s")
_OPENING, _CLOSING = "([{", ")]}"


def parse_bindings(text: str, line: int) -> tuple[list[Binding], list[Failure]]:
    """The bindings in ``text``, which begins in ``line``; and what is none."""
    bindings: list[Binding] = []
    failures: list[Failure] = []
    for offset, statement in _statements(text):
        where = line + offset
        if _IMPORT.match(statement):
            problem = _problem(statement, "exec")
            binding = Binding(where, "", statement)
        else:
            parts = split_at(statement, "=")
            if len(parts) < 2 or not parts[0].strip():
                failures.append(Failure(where, f"not a binding: {statement!r}; expected {_FORM}"))
                continue
            target, expression = parts[0].strip(), "=".join(parts[1:]).strip()
            problem = _problem(expression, "eval")
            binding = Binding(where, target, expression)
        if problem:
            failures.append(Failure(where, f"not Python: {statement!r}: {problem}"))
        else:
            bindings.append(binding)
    if not bindings and not failures:
        failures.append(Failure(line, f"binds no name; expected {_FORM}"))
    return bindings, failures


_FORM = "name = expression"


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The statements, each with the offset of its first line; brackets go on over lines."""
    pending, start = "", 0
    for offset, line in enumerate(text.split("\n")):
        if not pending and line.lstrip().startswith("#"):
            continue
        start = start if pending else offset
        pending = f"{pending}\n{line}" if pending else line
        if _is_open(pending):
            continue
        yield from ((start, statement) for statement in _parted(pending))
        pending = ""
    yield from ((start, statement) for statement in _parted(pending))


def _parted(text: str) -> Iterator[str]:
    """The statements between semicolons, each in one line."""
    for part in split_at(text, ";"):
        if statement := " ".join(line.strip() for line in part.split("\n")).strip():
            yield statement


def _is_open(text: str) -> bool:
    """Whether a bracket of ``text`` is still to be closed."""
    depths = [depth for _, depth, _ in _signs(text)]
    return bool(depths) and depths[-1] > 0


def split_at(text: str, sign: str) -> list[str]:
    """``text`` parted at ``sign`` outside brackets and quotation marks; not at ``==``."""
    parts = [""]
    for place, (letter, depth, quoted) in enumerate(_signs(text)):
        if letter == sign and not depth and not quoted and not _compares(text, place):
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _signs(text: str) -> Iterator[tuple[str, int, bool]]:
    """Each sign, how many brackets are open behind it, and whether it is quoted.

    Quotations and comments belong to the right side: left of ``=``, in ``f' = …``, a
    quotation mark is a prime. The signs of a comment are empty.
    """
    depth, quote, right, comment = 0, "", False, False
    for place, sign in enumerate(text):
        quoted = quote != ""
        comment = comment and sign != "\n"
        if quoted:
            if sign == quote and not _escaped(text, place):
                quote = ""
        elif comment or (right and sign == "#"):
            comment, sign = True, ""
        elif right and sign in "\"'":
            quote = sign
        elif sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
        elif not depth and sign == ";":
            right = False
        elif not depth and sign == "=" and not _compares(text, place):
            right = True
        yield sign, depth, quoted


def _compares(text: str, place: int) -> bool:
    """Whether what stands at ``place`` is the sign of a comparison, or of ``:=``."""
    if text[place] != "=":
        return False
    return text[place : place + 2] == "==" or text[place - 1 : place] in tuple("=!<>:")


def _escaped(text: str, place: int) -> bool:
    """Whether the quotation mark at ``place`` follows an odd number of backslashes."""
    before = text[:place]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _problem(source: str, mode: str) -> str:
    """What keeps ``source`` from being Python; empty if nothing does."""
    try:
        ast.parse(source, mode=mode)
    except (SyntaxError, ValueError) as error:
        return getattr(error, "msg", "") or str(error)
    except (MemoryError, RecursionError):  # what the parser says of such depths
        return "nested too deep"
    return ""
