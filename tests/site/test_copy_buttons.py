"""Every copy button gives what was verified, and it runs where only the library is installed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from mathbook.publishing.copying import copied_text
from tests.site.copying import (
    CODE,
    OPEN_ALL,
    SILENT,
    Copied,
    copy_all,
    run_script,
    run_session,
    visit,
)
from tests.site.sites import Page, Site

SCRIPT, SESSION = "python", "pycon"
# How many blocks there are, and what the buttons are called that show in them.
BUTTONS = """
(selector) => {
  const blocks = [...document.querySelectorAll(selector)];
  const buttons = blocks.flatMap((block) => [...block.querySelectorAll("button")]);
  const shown = buttons.filter((button) =>
    button.checkVisibility({ visibilityProperty: true }) && button.getClientRects().length);
  return [blocks.length, shown.map((button) => button.outerHTML)];
}
"""
TRACEBACK = "Traceback (most recent call last):"


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    context = chromium.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_what_was_copied_runs_and_ends_with_what_the_page_shows(
    tab: Tab, site: Site, reader: Path, tmp_path: Path
) -> None:
    copies = []
    silent = 0
    for page in site.pages:
        copied = copy_all(tab, page.address, str(page))
        check_texts(page, copied)
        silent += silent_blocks(tab, page)
        copies += copied
    assert silent > 0
    ran = [copy for copy in copies if copy.runs and copy.language in (SCRIPT, SESSION)]
    folders = [tmp_path / str(number) for number in range(len(ran))]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(2) as pool:
        complaints = list(pool.map(complaint, ran, [reader] * len(ran), folders))
    assert [found for found in complaints if found] == []
    assert any(copy.draws for copy in ran)
    assert {copy.language for copy in ran} == {SCRIPT, SESSION}


def check_texts(page: Page, copies: list[Copied]) -> None:
    """What was copied is the very text that was evaluated."""
    for copy in copies:
        assert all(line == line.rstrip() for line in copy.text.split("\n")), copy
        assert ">>> " not in copy.text, copy
    if page.chapter is None:
        return
    blocks = page.chapter.blocks
    expected = [copied_text([blocks[index] for index in block.chain]) for block in blocks]
    found = [copy.text for copy in copies if copy.language in (SCRIPT, SESSION)]
    assert [text.rstrip("\n") for text in found] == [text.rstrip("\n") for text in expected], str(
        page
    )


def silent_blocks(tab: Tab, page: Page) -> int:
    """How many blocks show what does not run; none of them has a button."""
    tab.evaluate(OPEN_ALL)
    blocks, buttons = tab.evaluate(BUTTONS, SILENT)
    assert buttons == [], str(page)
    return int(blocks)


def complaint(copy: Copied, reader: Path, folder: Path) -> str:
    """How running ``copy`` differs from what the page shows; empty if it does not."""
    if copy.language == SCRIPT:
        outcome = run_script(reader, copy.text, folder)
        shown = lines(copy.output)
        failed = outcome.returncode != 0
    else:
        outcome = run_session(reader, copy.text, folder)
        shown, errors = session_lines(copy.output)
        said = [line.removeprefix(">>> ") for line in outcome.stderr.split("\n")]
        failed = outcome.stderr.count(TRACEBACK) != len(errors) or "SyntaxError" in outcome.stderr
        failed |= any(error not in said for error in errors)
    printed = lines(outcome.stdout)
    same = printed[len(printed) - len(shown) :] == shown if copy.continues else printed == shown
    if same and not failed:
        return ""
    return f"{copy.place}: shown {shown}, printed {printed}, said {outcome.stderr[-500:]}"


def session_lines(output: str) -> tuple[list[str], list[str]]:
    """What a session shows: the lines printed, and the last line of each traceback."""
    printed: list[str] = []
    errors: list[str] = []
    within = False
    for line in lines(output):
        if line == TRACEBACK:
            within = True
        elif within and not line.startswith(" "):
            errors.append(line)
            within = False
        elif not within:
            printed.append(line)
    return printed, errors


def lines(text: str) -> list[str]:
    if not text.strip():
        return []
    found = [line.rstrip() for line in text.rstrip().split("\n")]
    return ["" if line == "<BLANKLINE>" else line for line in found]


def test_a_chain_says_what_its_button_takes(tab: Tab, sampler: Site) -> None:
    visit(tab, sampler.address)
    said = tab.locator(".mathbook-continues").all_inner_texts()
    assert said[:2] == [
        "Continues the block above; the copy button takes both.",
        "Continues the blocks above; the copy button takes all three.",
    ]
    names = [b.get_attribute("aria-label") for b in tab.locator(f"{CODE} .md-code__button").all()]
    assert names.count("Copy this block and what it continues") == len(said) == 6


def test_titles_highlights_annotations_and_tabs_are_kept(tab: Tab, sampler: Site) -> None:
    visit(tab, sampler.address)
    assert tab.locator(".highlight .filename").all_inner_texts()[0] == "Slope"
    assert tab.locator(".highlight .hll").count() == 1
    annotations = tab.locator(".md-annotation")
    expect(annotations).to_have_count(2)
    annotations.first.locator(".md-annotation__index").click()
    assert tab.locator(".md-tooltip--active, .md-tooltip2--active").inner_text().strip() == (
        "Three numbers, and emphasis."
    )
    second = tab.get_by_text('"second"')
    expect(second).to_be_hidden()
    tab.get_by_text("Second", exact=True).click()
    expect(second).to_be_visible()


def test_a_fold_opens_with_the_keyboard_and_shows_its_code_on_paper(
    tab: Tab, sampler: Site
) -> None:
    visit(tab, sampler.address)
    fold = tab.locator("details.mathbook-fold").first
    code = fold.locator("code")
    figure = tab.locator(".mathbook-figure").first
    expect(figure).to_be_visible()
    expect(code).to_be_hidden()
    fold.locator("summary").press("Enter")
    expect(code).to_be_visible()
    fold.locator("summary").press("Enter")
    expect(code).to_be_hidden()
    tab.emulate_media(media="print")
    code.wait_for(state="visible")
