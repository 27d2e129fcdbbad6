"""The page "What was verified": each formula of the book, and what it was held against. Pure.

It is made from the evaluation that publishes the book. No time stands in it, so that two
builds of one book give the same bytes.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from mathbook.publishing.chapter import Chapter, Formula
from mathbook.publishing.checks.places import place_of
from mathbook.publishing.configuration import Configuration
from mathbook.publishing.evaluation import Evaluation
from mathbook.publishing.markup import literal_text
from mathbook.publishing.mathml import formula_html, mathml
from mathbook.publishing.reach import Reach, held_against
from mathbook.publishing.runs import FormulaRun
from mathbook.publishing.tally import counts, several

__all__ = [
    "VERIFICATION",
    "Link",
    "formula_anchor",
    "page_link",
    "page_title",
    "source_link",
    "verification_link",
    "verification_page",
]

VERIFICATION = "about/verification.md"
"""Where the page stands below the docs folder."""

Link = Callable[[str, int, str], str]
"""The address of a page's line: from the page, the line, and the anchor nearest to it."""

_WIDEST = 60  # characters; a wider formula would widen the table
_TAG = re.compile(r"<[^>]*>|&\w+;")
_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_HEAD = """\
---
search:
  exclude: true
---

# What was verified

The build that published this book made this page too, from the same evaluation. Nobody edits
it. It lists every formula and what it was held against, so that you can judge what a check is
worth.

## What a check means, and what it does not

**A block** ran, in the order of its page, and once more by itself, as you would paste it.
**An output** is the text that it printed, to the last character. **A figure** shows what its
block drew.

**A formula that holds** was read from the page as you see it. Its names were bound to values
and functions of the page's code and of the library, and each of its links, each “=”, “≤” or
“≈”, was computed on both sides and compared. Where a name means any value, the link was
tried at random points with a fixed seed. A rounded number may be off by half a unit of its last
digit, and by no more.

**A number** is bound if an expression stands behind it in the page's source: it was computed
anew, and it prints as it stands there. Unbound are those that look like results and have none.

Beside the verdict stands how it was found: at random points (an identity, random arguments), at
the values that the page declares, by moving an optimum (perturbations), with digits alone
(arithmetic), and so on.

It is not a proof. **Sampling** finds most errors and shows nothing for the points in between.
**Hypotheses**, “for all” and “there is” are proved in the text or cited; no computation here
decides them. A check is as good as **what the formula was held against**: a wrong formula and a
wrong function may agree. And no check reads **the sentences** between the formulas.

- **Cited**: the formula was not checked and rests on the source that is named.
- **Not checked**: the author gives a reason, which is printed. At most one relation in ten of
  a page may be cited or not checked.
- **Notation**: the formula states no relation, so that there is nothing to check.

## The pages
"""
_COLUMNS = (
    ("Blocks", "blocks"),
    ("Outputs", "outputs"),
    ("Figures", "figures"),
    ("Formulas", "formulas"),
    ("Cited", "cited"),
    ("Not checked", "unchecked"),
    ("Notation", "notation"),
    ("Numbers", "numbers"),
    ("Unbound", "unbound"),
    ("Blocks not run", "skipped"),
)


def verification_page(
    evaluations: Mapping[str, Evaluation],
    book: Configuration,
    link: Link,
    reach: Mapping[str, Reach] | None = None,
) -> str:
    """The page as Markdown.

    Args:
        evaluations: The evaluations of the book's pages, by their place below the docs folder.
        book: The order of its sections, and their numbers.
        link: Where a line of a page can be read.
        reach: For sections that mirror a module, which of its functions formulas reach.
    """
    sections = [page for chapter in book.chapters for page, _ in chapter.pages()]
    pages = [page for page in sections if page in evaluations]
    pages += sorted(evaluations.keys() - set(pages))
    titles = {page: page_title(page, evaluations[page].chapter, book) for page in pages}
    parts = [_HEAD, _summary(evaluations, titles)]
    for page in pages:
        details = [
            *_formulas(page, evaluations[page], link),
            *_numbers(page, evaluations[page], link),
            *_skipped(page, evaluations[page], link),
            *_functions((reach or {}).get(page)),
        ]
        if details:
            parts += [f"## {titles[page]}\n", *details]
    return "\n".join(parts)


def verification_link(page: str) -> str:
    """The address of the page of verification, from ``page``."""
    return posixpath.relpath(VERIFICATION, posixpath.dirname(page) or ".")


def page_link(page: str, line: int, anchor: str) -> str:
    """The address of the anchor in ``page``, from the page of verification."""
    address = quote(posixpath.relpath(page, posixpath.dirname(VERIFICATION)))
    return f"{address}#{anchor}" if anchor else address


def source_link(repository: str, docs: str) -> Link:
    """Addresses of lines in the public repository whose folder ``docs`` holds the pages."""
    root = f"{repository.rstrip('/')}/blob/HEAD/{quote(docs)}"
    return lambda page, line, anchor: f"{root}/{quote(page)}?plain=1#L{line}"


def formula_anchor(index: int, run: FormulaRun | None) -> str:
    """What the formula of this index is called in its page; nothing for mere notation."""
    return f"formula-{index + 1}" if run and run.status != "notation" else ""


def page_title(page: str, chapter: Chapter, book: Configuration) -> str:
    """The title of a page with its number, as HTML within Markdown."""
    number = book.number(page)
    title = chapter.text[chapter.title.start : chapter.title.end] if chapter.title else page
    words = re.sub(r"[`*$]|[ ]#+[ ]*$", "", _REMARK.sub("", title)).strip()
    return f"{number} {literal_text(words)}" if number else literal_text(words)


def _summary(evaluations: Mapping[str, Evaluation], titles: Mapping[str, str]) -> str:
    """The table of the pages with their counts."""
    rows = [
        ['<span class="mathbook-tally">Page</span>', *(head for head, _ in _COLUMNS)],
        ["---", *("---:" for _ in _COLUMNS)],
    ]
    total: Counter[str] = Counter()
    for page, title in titles.items():
        found = counts(evaluations[page])
        total.update(found)
        name = f"[{title}]({page_link(page, 1, '')})"
        failed = "" if evaluations[page].passed else " (fails)"
        rows.append([f"{name}{failed}", *(str(found[key]) for _, key in _COLUMNS)])
    rows.append(["**All**", *(f"**{total[key]}**" for _, key in _COLUMNS)])
    return _table(rows)


def _formulas(page: str, evaluation: Evaluation, link: Link) -> Iterator[str]:
    """The table of the formulas that state something, and a list of the notation."""
    claims: list[list[str]] = []
    notation: dict[str, dict[str, None]] = {}
    for index, formula in enumerate(evaluation.chapter.formulas):
        run = evaluation.formulas.get(index)
        line, _ = place_of(formula, 0, evaluation.chapter.text)
        anchor = formula_anchor(index, run) if evaluation.passed else ""
        place = f"[{line}]({link(page, line, anchor)})"
        shown = _shown(formula, evaluation)
        if run and run.status == "notation":
            notation.setdefault(shown, {})[place] = None
        else:
            claims.append([place, *_claim(shown, formula, run)])
    if claims:
        rows = [["Line", "Formula, and what it was held against", "Verdict"], ["---"] * 3, *claims]
        yield _folded(several(len(claims), "formula"), _table(rows))
    if notation:
        text = "; ".join(f"{shown} ({', '.join(places)})" for shown, places in notation.items())
        yield _folded(f"{evaluation.counts()['notation']} times mere notation", f"{text}\n")


def _shown(formula: Formula, evaluation: Evaluation) -> str:
    if evaluation.passed and len(_TAG.sub("", mathml(formula.latex, display=False))) <= _WIDEST:
        return formula_html(replace(formula, display=False))
    return _code(formula.latex)


def _claim(shown: str, formula: Formula, run: FormulaRun | None) -> tuple[str, str]:
    """The formula with what it was held against, and the verdict with how it was found."""
    if run is None:
        return shown, "not reached"
    if run.status == "cited":
        return shown, f"cited: {literal_text(formula.cited or '')}"
    if run.status == "skipped":
        return shown, f"not checked: {literal_text(formula.skip or '')}"
    if against := _codes(held_against(formula, run)):
        shown += f'<br><small class="mathbook-against">{against}</small>'
    links = f" ({several(run.links, 'link')})" if run.links > 1 else ""
    how = [literal_text(text) for text in dict.fromkeys(run.how)]
    how += [f"but {literal_text(warning)}" for warning in run.warnings]
    return shown, f"{run.status}{links}: {'; '.join(how)}" if how else f"{run.status}{links}"


def _numbers(page: str, evaluation: Evaluation, link: Link) -> Iterator[str]:
    numbers = evaluation.chapter.numbers
    if numbers:
        rows = [["Line", "Printed", "Expression"], ["---"] * 3]
        for number in numbers:
            place = f"[{number.span.line}]({link(page, number.span.line, '')})"
            rows.append([place, literal_text(number.text), _code(number.expression)])
        yield _folded(several(len(numbers), "number"), _table(rows))


def _skipped(page: str, evaluation: Evaluation, link: Link) -> Iterator[str]:
    skipped = [block for block in evaluation.chapter.blocks if block.skip is not None]
    if skipped:
        places = [f"[{block.line}]({link(page, block.line, '')})" for block in skipped]
        rows = [["Line", "Reason"], ["---"] * 2]
        for place, block in zip(places, skipped, strict=True):
            rows.append([place, literal_text(block.skip or "")])
        yield _folded(f"{several(len(skipped), 'block')} not run", _table(rows))


def _functions(reach: Reach | None) -> Iterator[str]:
    if reach and (reach.reached or reach.missed):
        yield (
            f"Functions of {_code(reach.module)} that a formula was held against: "
            f"{_codes(reach.reached) or 'none'}. Not reached: {_codes(reach.missed) or 'none'}.\n"
        )


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _folded(title: str, content: str) -> str:
    """``content`` that opens at a click."""
    lines = "".join(f"    {line}\n" for line in content.splitlines())
    return f'??? abstract "{title}"\n\n{lines}'


def _code(text: str) -> str:
    return f"<code>{literal_text(' '.join(text.split()))}</code>"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(_code(name) for name in names)
