"""The Content-Security-Policy of a page, made from its final HTML.

A page runs the scripts of its site and those inline scripts that its theme has put there, each
named by its hash. What stands in the page's content runs never: should something that a block
prints become live HTML, the browser still would not run it. What the content wants and the policy
forbids is a complaint, so that nothing breaks silently.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from urllib.parse import urlsplit

from mathbook.errors import ConfigurationError
from mathbook.publishing.inline_styles import with_classes
from mathbook.publishing.tags import Tag, tags_of
from mathbook.publishing.wishes import Wish, wishes_of

__all__ = ["Complaint", "checked_sources", "secured"]

Sources = Mapping[str, Iterable[str]]

# The theme's style sheets draw icons from data: addresses; its search is a worker of the site.
_POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "worker-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
# What falls back to default-src where the policy does not name it.
_FURTHER = ("connect-src", "font-src", "frame-src", "manifest-src", "media-src")
_SOURCE = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:"
    r"|(?:[a-z][a-z0-9+.-]*://)?(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?(?:/[^\s;,'\"?#]*)?"
    r"|'self'|'(?:wasm-)?unsafe-eval'|'sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2}')",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?!)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the policy forbids although the page holds it.

    Attributes:
        found: What it looks like in the page, where one may look for it in the source.
        text: What it is and what to do.
    """

    found: str
    text: str


def checked_sources(sources: object, where: str) -> dict[str, tuple[str, ...]]:
    """The sources that a site allows beyond its own, by their directives.

    Raises:
        ConfigurationError: If ``sources`` is something else, or allows all inline code.
    """
    known = (*_POLICY, *_FURTHER)
    if not isinstance(sources, Mapping):
        raise ConfigurationError(f"{where} is {sources!r}; expected directives with lists")
    for directive, allowed in sources.items():
        if directive not in known:
            raise ConfigurationError(
                f"{where} has the directive {directive!r}; known: {', '.join(known)}"
            )
        if not isinstance(allowed, list):
            raise ConfigurationError(f"{where}: {directive} is {allowed!r}; expected a list")
        for source in allowed:
            if not (isinstance(source, str) and _SOURCE.fullmatch(source)):
                raise ConfigurationError(
                    f"{where}: {directive} has {source!r}; expected a source such as "
                    "https://example.org, data: or 'wasm-unsafe-eval'"
                )
    return {directive: tuple(allowed) for directive, allowed in sources.items()}


def secured(
    html: str, content: str = "", allowed: Sources | None = None
) -> tuple[str, list[Complaint]]:
    """The page ``html`` with its policy, and what of it the policy forbids.

    What the theme and ``mkdocs.yml`` brought, the policy allows: inline scripts and style sheets
    by their hashes, those of other hosts by their addresses. A page that has a policy already
    keeps it.

    Args:
        html: The whole page as it is to be published.
        content: The part of it that was written or computed, which the policy does not trust.
        allowed: Sources that the site allows everywhere, by directive.
    """
    if _has_policy(html):
        return html, []
    html, sheet = with_classes(html)
    rest = Counter(wishes_of(html))
    wanted = Counter(wishes_of(content)) & rest
    trusted = rest - wanted
    policy = {name: list(sources) for name, sources in _POLICY.items()}
    for directive, sources in (allowed or {}).items():
        _add(policy, directive, sources)
    complaints = []
    for wish in trusted:
        if (source := _source_for(wish)) is not None:
            if not _allows(policy, wish):
                _add(policy, wish.directive, [source])
        else:
            wanted[wish] += 1
    if sheet:
        _add(policy, "style-src", [_hash(sheet)])
        sheet = f'<style class="mathbook-styles">{sheet}</style>'
    for wish in wanted:
        if not _allows(policy, wish):
            complaints.append(_complaint(wish))
    return _with_head(html, _meta(policy), sheet), complaints


def _has_policy(html: str) -> bool:
    return any(
        tag.attributes().get("http-equiv", "").lower() == "content-security-policy"
        for tag in _head_of(html)
    )


def _head_of(html: str) -> Iterator[Tag]:
    """The tags of the head that say what the page is."""
    for tag in tags_of(html, ("head", "meta", "body"), _NOTHING):
        if tag.name == "body":
            return
        yield tag


def _add(policy: dict[str, list[str]], directive: str, sources: Iterable[str]) -> None:
    """Let ``directive`` allow ``sources`` too; what it fell back to, it allows still."""
    listed = policy.setdefault(directive, list(policy["default-src"]))
    listed += [source for source in sources if source not in listed]
    if len(listed) > 1 and "'none'" in listed:
        listed.remove("'none'")


def _meta(policy: Mapping[str, Iterable[str]]) -> str:
    text = "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())
    text = escape(text, quote=False).replace('"', "&quot;")
    return f'<meta http-equiv="Content-Security-Policy" content="{text}">'


def _with_head(html: str, meta: str, sheet: str) -> str:
    """The page with its policy before all that it speaks about, and its own style sheet."""
    place = None
    for tag in _head_of(html):
        if tag.name == "head" or "charset" in tag.attributes():
            place = tag.end
    if place is None:  # a browser makes the head where a page has none
        return f"<!doctype html>\n{meta}\n{sheet}{html}"
    return f"{html[:place]}\n{meta}\n{sheet}{html[place:]}"


def _hash(text: str) -> str:
    """The source for inline ``text``, whose line ends a browser makes its own."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _source_for(wish: Wish) -> str | None:
    """The source that allows just this; None for what no page may do."""
    if wish.inline:
        return _hash(wish.value)
    if wish.remedy:
        return None
    address = urlsplit(wish.value.strip())
    if not address.netloc or address.scheme not in ("", "http", "https"):
        return None
    path = address.path.replace(";", "%3B").replace(",", "%2C").replace("'", "%27")
    host = f"{address.scheme}://{address.netloc}" if address.scheme else address.netloc
    return host if wish.directive == "font-src" else host + path


def _allows(policy: Mapping[str, list[str]], wish: Wish) -> bool:
    sources = policy.get(wish.directive, policy["default-src"])
    if wish.inline:
        return _hash(wish.value) in sources
    if wish.remedy:
        return False
    return any(_matches(source, wish.value.strip()) for source in sources)


def _matches(source: str, value: str) -> bool:
    """Whether ``source`` allows the address ``value``; without a host it is the site's own."""
    scheme = _SCHEME.match(value)
    if scheme is None and not value.startswith("//"):
        return source == "'self'"
    if source.endswith(":"):
        return scheme is not None and source == scheme[0].lower()
    if source.startswith("'"):
        return False
    address = urlsplit(value)
    allowed = urlsplit(source if "://" in source else f"//{source}")
    if allowed.scheme and allowed.scheme not in (address.scheme, address.scheme.removesuffix("s")):
        return False
    host = allowed.netloc.lower()
    same = host == address.netloc.lower()
    if host.startswith("*."):
        same = address.netloc.lower().endswith(host[1:])
    path = allowed.path
    inside = address.path.startswith(path) if path.endswith("/") else address.path == path
    return same and (inside or not path)


def _complaint(wish: Wish) -> Complaint:
    value = " ".join(wish.value.split())
    shown = value if len(value) <= 60 else f"{value[:57]}…"
    remedy = wish.remedy or f"allow its host as a source of {wish.directive}, or bring it along"
    if wish.directive in ("object-src", "base-uri") and not wish.remedy:
        remedy = "link to it instead"
    found = wish.value.strip().splitlines()[0] if wish.value.strip() else ""
    return Complaint(found, f"the site's policy forbids {shown!r} ({wish.directive}): {remedy}")
