"""Faults of directives, links, labels and bound numbers."""

# ruff: noqa: E501 - what is written in one line is one fault

import re

from tests.fuzzing.faults import Catalogue, Draw

__all__ = ["FAULTS"]

_catalogue = Catalogue()
_fault = _catalogue.fault
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BEHIND_COMMENT = re.compile(r"<!--(?!.*?-->.*?-->).*?-->", re.DOTALL)

_ALL = (
    "<!-- continues -->", '<!-- skip: next "reason" -->', '<!-- skip: formula "reason" -->',
    '<!-- cited: "source" -->', "<!-- fold -->", "<!-- unfold -->", "<!-- label: eq:name -->",
    "<!-- label: fig:name -->", "<!-- = 1 + 1 -->", "<!-- = -->", "<!-- numbers: 1 = 1; 2 -->",
    "<!-- numbers: -->", "<!-- names: x = 1 -->", "<!-- names:\nx, y = 1\n-->", "<!-- names: f( = 1 -->",
    "<!-- names:\nimport os\nfrom sys import *\n-->", "<!-- where: x = undefined -->",
    "<!-- names: x = x -->", "<!-- names: x = y; y = x -->", "<!-- names: x = vector(10**9) -->",
    "<!-- names: n = 10**400 -->", "<!-- names: x = print -->", "<!-- names: x = lambda: 1/0 -->",
    '<!-- slider: x = 1, 2; label "x"; shows f"{x}" -->', "<!-- slider: -->", "<!-- slider: x = -->",
    "<!-- slider:\nx = 1, ; label \"\n-->", "<!-- todo: -->", "<!---->", "<!-- - -->", "<!-->",
    "<!-- = exit() -->", "<!-- = __import__('os')._exit(0) -->", "<!-- = print('x') -->",
    "<!-- = (yield) -->", "<!-- = (x := 5) -->", "<!-- = lambda: 0 -->", "<!-- = " + "(" * 300 + " -->",
    "<!-- = " + "-" * 5000 + "1 -->", "<!-- = 10**10**3 -->", "<!-- = float('nan') -->",
)  # fmt: skip


def _comments(text: str) -> list[re.Match[str]]:
    return list(_COMMENT.finditer(text))


@_fault("misspelt directive")
def _misspelt(text: str, draw: Draw) -> str | None:
    if not (found := _comments(text)):
        return None
    match = draw.choice(found)
    comment = match[0]
    place = draw.randrange(len(comment))
    change = draw.choice(["delete", "double", "exchange", "case", "sign"])
    if change == "delete":
        comment = comment[:place] + comment[place + 1 :]
    elif change == "double":
        comment = comment[:place] + comment[place] + comment[place:]
    elif change == "exchange":
        comment = comment[:place] + comment[place : place + 2][::-1] + comment[place + 2 :]
    elif change == "case":
        comment = comment.swapcase()
    else:
        comment = comment[:place] + draw.choice(":;=\"'-<>!(,\n") + comment[place + 1 :]
    return text[: match.start()] + comment + text[match.end() :]


@_fault("doubled directive")
def _doubled(text: str, draw: Draw) -> str | None:
    if not (found := _comments(text)):
        return None
    match = draw.choice(found)
    between = draw.choice(["", "\n", "\n\n", " "])
    return text[: match.end()] + (between + match[0]) * draw.randrange(1, 4) + text[match.end() :]


@_fault("moved directive")
def _moved(text: str, draw: Draw) -> str | None:
    if not (found := _comments(text)):
        return None
    match = draw.choice(found)
    rest = text[: match.start()] + text[match.end() :]
    place = draw.randrange(len(rest) + 1)
    return rest[:place] + match[0] + rest[place:]


@_fault("truncated directive")
def _truncated(text: str, draw: Draw) -> str | None:
    if not (found := _comments(text)):
        return None
    match = draw.choice(found)
    end = draw.randrange(match.start(), match.end())
    closing = draw.choice(["", "-->", "--", "\n-->"])
    return text[:end] + closing + text[match.end() :]


@_fault("nested comments")
def _nested(text: str, draw: Draw) -> str:
    place = draw.randrange(len(text) + 1)
    depth = draw.choice([2, 3, 50, 5000])
    closings = draw.choice([0, 1, depth])
    inner = draw.choice(_ALL)
    return text[:place] + "<!-- " * depth + inner + " -->" * closings + text[place:]


@_fault("any directive anywhere")
def _anywhere(text: str, draw: Draw) -> str:
    for _ in range(draw.randrange(1, 4)):
        lines = text.split("\n")
        row = draw.randrange(len(lines))
        column = draw.choice([0, len(lines[row]), draw.randrange(len(lines[row]) + 1)])
        lines[row] = lines[row][:column] + draw.choice(_ALL) + lines[row][column:]
        text = "\n".join(lines)
    return text


@_fault("links and images that leave")
def _links(text: str, draw: Draw) -> str:
    target = draw.choice(
        ["../../pyproject.toml", "/etc/passwd", "file:///etc/passwd", "..%2f..%2fpyproject.toml",
         "figures/../../x.svg", "./figures/a.svg", "figures/a.svg", "C:\\x", "\\\\host\\x", "//host/x",
         "a" * 5000 + ".png", "\0.png", "#eq:none", "missing.md#eq:x", "chapter.md#fig:x",
         "../../../../../../dev/zero", ".", "..", "%00", "%ff.png", "~/x", "javascript:alert(1)",
         "data:text/html,<script>1</script>", "chapter.md", "?x", "figures/", "/dev/stdin#eq:x"]
    )  # fmt: skip
    form = draw.choice(
        ["![alt]({})", "[text]({})", "[…]({})", "![]({})", "![alt]({} \"title\")", "[text](<{}>)",
         "[x]: {}\n\n[text][x] ![y][x]", '<img src="{}">', "![a![b]({})]({})", "[(…)]({}#eq:a)"]
    )  # fmt: skip
    lines = text.split("\n")
    place = draw.randrange(len(lines) + 1)
    return "\n".join([*lines[:place], "", form.replace("{}", target), "", *lines[place:]])


@_fault("numbers that are bound badly")
def _numbers(text: str, draw: Draw) -> str:
    printed = draw.choice(
        ["1", "-1", "1e400", "1" * 5000, "0x1", "1_000", "1,000", "٣", "½", "−1", "1.", ".5", "NaN",
         "1e", "5 %", "∞", "word", "*", "", "1" + "." * 50, "1\u202f000", "²", "𝟙"]
    )  # fmt: skip
    value = draw.choice(
        ["1", "1.0", "float('inf')", "float('nan')", "10**5000", "'1'", "None", "[1]", "1j", "object()",
         "True", "__import__('numpy').ones((2, 2))", "type('X', (), {'__str__': lambda s: 1/0})()",
         "type('X', (), {'__format__': lambda s, f: 7})()", "'x' * 10**6", "b'1'"]
    )  # fmt: skip
    lines = text.split("\n")
    place = draw.randrange(len(lines) + 1)
    return "\n".join(
        [*lines[:place], "", f"It is {printed}<!-- = {value} -->.", "", *lines[place:]]
    )


FAULTS = tuple(_catalogue.faults)
