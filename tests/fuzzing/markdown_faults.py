"""Faults of files and of fences: what editors, systems and slips of the hand do to Markdown."""

import re

from tests.fuzzing.faults import Catalogue, Draw

__all__ = ["FAULTS"]

_catalogue = Catalogue()
_fault = _catalogue.fault
_MARK = re.compile(r"^(?P<prefix>[ \t>]*)(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE)
_MEGABYTE = 1_000_000


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _somewhere(text: str, draw: Draw) -> int:
    return draw.randrange(len(text) + 1)


def _a_mark(text: str, draw: Draw) -> re.Match[str] | None:
    marks = list(_MARK.finditer(text))
    return draw.choice(marks) if marks else None


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


@_fault("unclosed fence")
def _unclosed(text: str, draw: Draw) -> str | None:
    closing = [match for match in _MARK.finditer(text) if not match["info"]]
    if not closing:
        return None
    match = draw.choice(closing)
    return text[: match.start()] + text[match.end() + 1 :]


@_fault("fence without a beginning")
def _unopened(text: str, draw: Draw) -> str | None:
    opening = [match for match in _MARK.finditer(text) if match["info"]]
    if not opening:
        return None
    match = draw.choice(opening)
    return text[: match.start()] + text[match.end() + 1 :]


@_fault("nested fence")
def _nested(text: str, draw: Draw) -> str:
    lines = _lines(text)
    start = draw.randrange(len(lines))
    end = draw.randrange(start, len(lines) + 1)
    mark = draw.choice("`~") * draw.choice([3, 3, 4, 5])
    info = draw.choice(["", "text", "python", "output", "markdown", 'python title="x"'])
    return "\n".join([*lines[:start], mark + info, *lines[start:end], mark, *lines[end:]])


@_fault("fence of another length or sign")
def _other_mark(text: str, draw: Draw) -> str | None:
    if (match := _a_mark(text, draw)) is None:
        return None
    mark = draw.choice(["``", "````", "~~~", "`~`", "```" * 20, "`" * draw.randrange(1, 90)])
    return _replaced(text, match, match["prefix"] + mark + match["info"])


@_fault("fence in another column")
def _other_column(text: str, draw: Draw) -> str | None:
    if (match := _a_mark(text, draw)) is None:
        return None
    prefix = draw.choice([" ", "   ", "    ", "\t", "> ", ">> ", "- ", "1. ", "        ", "\u00a0"])
    return _replaced(text, match, prefix + match[0])


@_fault("fence of another language")
def _other_language(text: str, draw: Draw) -> str | None:
    if (match := _a_mark(text, draw)) is None:
        return None
    infos = [
        "python", "pycon", "py", "Python", "pyhton", "{.python}", "{ .python .x #y }", " python",
        "python title=\"`\"", "python title='a\"b'", "output", "python3", "console", "text",
        "{python}", "python hl_lines=\"1 2", "python title=\"<b>\"", "\tpython", "python\t",
        "pythоn",  # with a Cyrillic letter
    ]  # fmt: skip
    return _replaced(text, match, match["prefix"] + match["mark"] + draw.choice(infos))


@_fault("block in a comment")
def _commented(text: str, draw: Draw) -> str:
    lines = _lines(text)
    start = draw.randrange(len(lines))
    end = draw.randrange(start, len(lines) + 1)
    opening, closing = draw.choice([("<!--", "-->"), ("<!-- note:", "-->"), ("<!--", "--")])
    return "\n".join([*lines[:start], opening, *lines[start:end], closing, *lines[end:]])


@_fault("block in a container")
def _contained(text: str, draw: Draw) -> str:
    lines = _lines(text)
    start = draw.randrange(len(lines))
    end = draw.randrange(start, len(lines) + 1)
    head, prefix = draw.choice(
        [("!!! note", "    "), ('??? tip "x"', "    "), ("> quoted", "> "), ("- item", "  "),
         ("1. item", "    "), ('=== "tab"', "    "), ("<div markdown>", ""), ("<pre>", ""),
         ("text", "    "), ("", "\t"), ("[^1]: note", "    "), (": definition", "    "),
         ("<details><summary>x</summary>", "")]
    )  # fmt: skip
    moved = (f"{prefix}{line}" for line in lines[start:end])
    return "\n".join([*lines[:start], head, "", *moved, "", *lines[end:]])


@_fault("CRLF")
def _crlf(text: str, draw: Draw) -> bytes:
    ends = ["\r\n"] if draw.random() < 0.5 else ["\r\n", "\n", "\r", "\r\r\n"]
    return "".join(line + draw.choice(ends) for line in _lines(text)).encode()


@_fault("BOM")
def _bom(text: str, draw: Draw) -> bytes:
    mark = "\ufeff".encode()
    if draw.random() < 0.5:
        return mark * draw.randrange(1, 3) + text.encode()
    if draw.random() < 0.3:
        return text.encode("utf-16")
    place = _somewhere(text, draw)
    return text[:place].encode() + mark + text[place:].encode()


@_fault("NUL and control characters")
def _nul(text: str, draw: Draw) -> str:
    for _ in range(draw.randrange(1, 4)):
        place = _somewhere(text, draw)
        sign = draw.choice("\0\0\x01\x02\x03\x08\x0b\x0c\x1b\x1c\x7f\x85\u2028\u2029\u200b\u202e")
        text = text[:place] + sign + text[place:]
    return text


@_fault("invalid UTF-8")
def _invalid(text: str, draw: Draw) -> bytes:
    data = text.encode()
    place = draw.randrange(len(data) + 1)
    wrong = draw.choice(
        [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe9"]
    )
    return data[:place] + wrong + data[place:]


@_fault("tabs")
def _tabs(text: str, draw: Draw) -> str:
    lines = _lines(text)
    for place in range(len(lines)):
        if draw.random() < 0.3:
            lines[place] = draw.choice(
                [lines[place].replace("    ", "\t"), "\t" + lines[place], " \t" + lines[place],
                 lines[place] + "\t", lines[place].replace(" ", "\t", 1)]
            )  # fmt: skip
    return "\n".join(lines)


@_fault("a line of a megabyte")
def _megabyte(text: str, draw: Draw) -> str:
    piece = draw.choice(
        ["a", " ", "`", "$", "[", "![", "](", "<!--", "-->", "<", ">", "*", "_", "\\", "\t", "#",
         "|", "1", "$$", "`` ` ", "$x$ ", "!(", "<b>", "&", "{", "(", "\"", "- ", "é", "=", ",",
         "a b ", "[a](b) ", "![", "](#eq:a", "1<!-- = 1 -->", "<!-- a -->", "src="]
    )  # fmt: skip
    lines = _lines(text)
    place = draw.randrange(len(lines) + 1)
    return "\n".join([*lines[:place], piece * (_MEGABYTE // len(piece)), *lines[place:]])


@_fault("truncated")
def _truncated(text: str, draw: Draw) -> str:
    return text[: _somewhere(text, draw)]


@_fault("lines moved, doubled or deleted")
def _moved(text: str, draw: Draw) -> str:
    lines = _lines(text)
    for _ in range(draw.randrange(1, 4)):
        start = draw.randrange(len(lines))
        end = draw.randrange(start, min(start + 8, len(lines)) + 1)
        taken = lines[start:end]
        change = draw.choice(["move", "double", "delete"])
        if change != "double":
            del lines[start:end]
        if change != "delete":
            place = draw.randrange(len(lines) + 1)
            lines[place:place] = taken
        lines = lines or [""]
    return "\n".join(lines)


@_fault("front matter")
def _front_matter(text: str, draw: Draw) -> str:
    matter = draw.choice(
        ["---\n", "---\na: b\n---\n", "---\na: [\n---\n", "---\n\n---\n", "---\njupyter: 3\n---\n",
         "---\njupyter:\n  kernelspec: {}\n---\n", "---\na: !!python/name:os.system x\n---\n",
         "---\ntitle: <script>\n...\n", "---\njupyter:\n\tx: 1\n---\n", "---\na: &a [*a]\n---\n",
         "---\njupyter:\n  kernelspec:\n    language: python\n    name: 7\n---\n"]
    )  # fmt: skip
    return matter + text


@_fault("deep nesting")
def _deep(text: str, draw: Draw) -> str:
    depth = draw.choice([40, 300, 2000])
    kind = draw.choice(["> ", "- ", "list", "tab"])
    if kind in ("> ", "- "):
        head = kind * depth + "x\n\n"
    else:
        lines = (
            f"{'    ' * (k % 200)}{'- a' if kind == 'list' else '!!! note'}" for k in range(depth)
        )
        head = "\n\n".join(lines) + "\n\n"
    return head + text


FAULTS = tuple(_catalogue.faults)
