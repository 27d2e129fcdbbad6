"""Presses copy buttons, and runs what they give as a reader would."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab

OPEN_ALL = "document.querySelectorAll('details').forEach((box) => { box.open = true; })"
# What shows code that is no example: outputs, signatures and sources of the reference.
SILENT = ".language-output, .doc-signature, .mkdocstrings-source .highlight"
CODE = f".highlight:not({SILENT})"
_SHOWN = """
(block) => {
  const shown = (element) => element?.querySelector("code")?.textContent ?? "";
  const language = [...block.classList].find((name) => name.startsWith("language-")) ?? "";
  const next = (element) => {
    const following = element?.nextElementSibling;
    return following?.matches("ol[hidden]") ? next(following) : following;
  };
  const before = block.previousElementSibling;
  const after = next(block.closest("details.mathbook-fold") ?? block);
  const lines = [...block.querySelectorAll("code > span[id*='__span']")];
  const session = lines.filter((line) => !line.querySelector(".gp"));
  return {
    language: language.replace("language-", ""),
    code: shown(block),
    output:
      language === "language-pycon"
        ? session.map((line) => line.textContent).join("")
        : shown(after?.matches(".language-output") ? after : null),
    continues:
      before?.matches(".mathbook-continues") ||
      Boolean(before?.querySelector(":scope > .mathbook-continues:last-child")),
    draws: after?.matches(".mathbook-figure, p:has(> .mathbook-figure)") ?? false,
    runs: !after?.matches(".mathbook-skipped, p:has(> .mathbook-skipped)"),
  };
}
"""


@dataclass(frozen=True)
class Copied:
    """What one copy button gave, and what the page shows of its block.

    Attributes:
        place: The page and the block's number on it.
        output: What the block prints, as shown; of a session, all that is no prompt.
        continues: Whether the page says that the block continues others.
        draws: Whether a figure follows.
        runs: Whether the page does not say that it was not run.
    """

    place: str
    language: str
    code: str
    text: str
    output: str
    continues: bool
    draws: bool
    runs: bool


# The theme gives each block of code a bar of buttons, and a script of ours names them.
_READY = """
() => [...document.querySelectorAll("pre > code")].every((code) =>
  code.parentElement.querySelector(".md-code__nav[role='none']"))
"""


# What moves, no test waits for; colours that fade in would be measured too faint.
_AT_ONCE = "*, ::before, ::after { animation: none !important; transition: none !important; }"
# As a script may; a style element of ours the page's policy would forbid.
_ADOPT = """
(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}
"""


def visit(tab: Tab, address: str) -> None:
    """Open the page, and wait for what its scripts add. Nothing on it moves."""
    tab.goto(address)
    tab.evaluate(_ADOPT, _AT_ONCE)
    tab.wait_for_function(_READY)


def copy_all(tab: Tab, address: str, place: str) -> list[Copied]:
    """Press every copy button of the page, in order."""
    visit(tab, address)
    blocks = tab.locator(CODE).all()
    return [_copy(tab, block, f"{place}, block {n}") for n, block in enumerate(blocks, start=1)]


def _copy(tab: Tab, block: Locator, place: str) -> Copied:
    shown = block.evaluate(_SHOWN)  # before an annotation is opened within
    _reveal(block)
    tab.evaluate("navigator.clipboard.writeText('nothing was copied')")
    (button,) = block.locator("[data-clipboard-target]").all()
    button.click()
    return Copied(place, text=tab.evaluate("navigator.clipboard.readText()"), **shown)


def _reveal(block: Locator) -> None:
    """Open what hides ``block``: folds and tabs."""
    block.evaluate(
        """(block) => {
          for (let box = block; box; box = box.parentElement) {
            if (box.matches("details")) box.open = true;
            if (box.matches(".tabbed-block")) {
              const place = [...box.parentElement.children].indexOf(box);
              box.closest(".tabbed-set").querySelectorAll(":scope > input")[place].click();
            }
          }
        }"""
    )


def run_script(python: Path, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``text`` as a file."""
    (folder / "copied.py").write_text(text, encoding="utf-8")
    return _run([str(python), "copied.py"], folder)


def run_session(python: Path, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type ``text`` into a console: results go to stdout, prompts and tracebacks to stderr."""
    return _run([str(python), "-i", "-q"], folder, text)


def _run(
    command: list[str], folder: Path, typed: str | None = None
) -> subprocess.CompletedProcess[str]:
    # Nothing of the tests' own environment that Python would read.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        command,
        cwd=folder,
        env={**kept, "MPLBACKEND": "agg"},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
