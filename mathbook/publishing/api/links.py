"""Names in the code of an HTML page become links to their entries in the reference.

Only links are put in: the text of the code, and so its copy, stays what it is. A name leads
to the reference if the code imports it from there, in its own block or one that it continues;
in a sentence, if some block of the page imports it, or if nothing on the page is called so.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from mathbook.publishing.api.modules import Reference
from mathbook.publishing.api.uses import Names, block_names, names_in, resolved, source_of
from mathbook.publishing.chapter import Chapter

__all__ = ["link_code"]

Address = Callable[[str, str], str]
"""The address of a page and an anchor on it, from the page that is linked."""

_CODE = re.compile(
    r"(?P<open><pre\b[^>]*>(?:<span></span>)?<code\b[^>]*>)(?P<code>.*?)(?=</code>)", re.S
)
_NAME = r'<span class="n\w*">[\w.]+</span>'
_DOTTED = re.compile(rf'{_NAME}(?:<span class="o">\.</span>{_NAME})*')
_DOT, _EQUALS = '<span class="o">.</span>', '<span class="o">=</span>'
_TAG = re.compile(r"<[^>]*>")
_PART = re.compile(_NAME)
# What no link goes into: other links, headings and blocks of code.
_CLOSED = re.compile(r"<(?P<tag>a|autoref|h[1-6]|pre|nav|summary)\b.*?</(?P=tag)>", re.S)
_INLINE = re.compile(r"<code(?P<attributes>[^>]*)>(?P<text>[^<]+)</code>")
_CALL = re.compile(r"(?P<name>[A-Za-z_][\w.]*)(?:\(.*\))?", re.S)


def link_code(html: str, chapter: Chapter | None, reference: Reference, address: Address) -> str:
    """``html``, the page of ``chapter``, with links in its code.

    Args:
        html: The page's content.
        chapter: The chapter; None for a page that has none, such as one of the reference.
        reference: What can be linked.
        address: See :data:`Address`.
    """
    chains = _chains(chapter) if chapter else {}

    def link(identifier: str, content: str) -> str:
        href = escape(address(*reference.targets[identifier]))
        return f'<a class="mathbook-name" href="{href}">{content}</a>'

    def block(match: re.Match[str]) -> str:
        text = unescape(_TAG.sub("", match["code"]))
        names = chains.get(_key(text)) or names_in([source_of(text)])
        return match["open"] + _linked_block(match["code"], names, reference, link)

    html = _CODE.sub(block, html)
    page = _page_names(chapter, reference)
    pieces, position = [], 0
    for closed in _CLOSED.finditer(html):
        pieces += [
            _linked_inline(html[position : closed.start()], page, reference, link),
            closed[0],
        ]
        position = closed.end()
    return "".join((*pieces, _linked_inline(html[position:], page, reference, link)))


Link = Callable[[str, str], str]


def _linked_block(code: str, names: Names, reference: Reference, link: Link) -> str:
    originals = {to.rpartition(".")[2]: to for to in names.imported.values()}

    def name(match: re.Match[str]) -> str:
        before, after = code[: match.start()], code[match.end() :]
        if before.endswith(_DOT) or after.startswith(_EQUALS):
            return match[0]
        dotted = _TAG.sub("", match[0])
        if '"nn"' in match[0]:  # the module of an import
            return link(dotted, match[0]) if dotted in reference.targets else match[0]
        found = resolved(dotted, names, reference)
        if found is None and re.search(r"\bimport\b[^\n]*$", _TAG.sub("", before[-400:])):
            found = reference.identifiers.get(originals.get(dotted, ""))
        if found is None:
            return match[0]
        # What follows the documented name, such as an attribute, stays outside the link.
        parts = list(_PART.finditer(match[0]))
        count = len(parts)
        while (
            count > 1
            and resolved(
                ".".join(_TAG.sub("", part[0]) for part in parts[: count - 1]), names, reference
            )
            == found
        ):
            count -= 1
        end = parts[count - 1].end()
        return link(found, match[0][:end]) + match[0][end:]

    return _DOTTED.sub(name, code)


def _linked_inline(html: str, page: Mapping[str, str], reference: Reference, link: Link) -> str:
    def code(match: re.Match[str]) -> str:
        call = _CALL.fullmatch(unescape(match["text"]))
        name = call["name"] if call else ""
        found = page.get(name) or (name if name in reference.targets else None)
        return link(found, match[0]) if found else match[0]

    return _INLINE.sub(code, html)


def _page_names(chapter: Chapter | None, reference: Reference) -> dict[str, str]:
    """What a bare name in a sentence of the page leads to."""
    blocks = chapter.blocks if chapter else ()
    names = names_in(source_of(block.source) for block in blocks)
    found = {name: to for name, to in reference.by_name().items() if name not in names.own}
    for name in names.imported:
        if (target := resolved(name, names, reference)) is not None:
            found[name] = target
        else:
            found.pop(name, None)
    return found


def _chains(chapter: Chapter) -> dict[str, Names]:
    """The names of each block, by its text."""
    return {_key(block.source): block_names(block, chapter) for block in chapter.blocks}


def _key(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
