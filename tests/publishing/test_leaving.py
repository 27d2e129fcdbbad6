"""No link or image of a page leads out of what the book publishes."""

from pathlib import Path

import pytest

from mathbook.publishing.leaving import leaving_links, published_folder
from mathbook.publishing.parsers.markdown import parse_text
from mathbook.publishing.references import reference_failures


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[tool.mathbook]\ndocs = "docs"\n')
    folder = tmp_path / "docs" / "lines"
    folder.mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Book\n")
    return folder / "slope.md"


def messages(page: Path, text: str) -> list[tuple[int, str]]:
    return [(f.line, f.message) for f in leaving_links(parse_text(page, text))]


@pytest.mark.parametrize(
    "text",
    ["[a](../index.md)", "![a](figures/a.svg)", "[a](#b)", "[a](https://example.org/../../x)",
     "[a](//example.org/x)", "[a](mailto:a@example.org)", "<https://example.org>", "[a](?b)",
     "[a](../lines/x.md)", "![a](data:image/png;base64,AAAA)", "`[a](../../x)`",
     "```text\n[a](/etc/passwd)\n```", "<!-- note: [a](/etc/passwd) -->", "    [a](/etc/passwd)",
     '<a href="../../index.html">a</a>', "[a]: ../index.md", "f(x)(/a)", "a < b: c > d",
     '[a](<../index.md> "title")'],
)  # fmt: skip
def test_what_stays_or_leads_to_another_site_passes(page: Path, text: str) -> None:
    assert messages(page, text + "\n") == []


@pytest.mark.parametrize(
    "url",
    ["../../pyproject.toml", "../..", "..%2f..%2fpyproject.toml", "..\\..\\pyproject.toml",
     "%2e%2e/%2e%2e/pyproject.toml", "&#46;&#46;/../pyproject.toml", "a/../../../x",
     "../../docs-of-others/x.md", "./../.././x#y", "../../x?y"],
)  # fmt: skip
@pytest.mark.parametrize(
    "form", ["[a]({})", "![a]({})", "[a](<{}>)", '[a]({} "title")', "[a]: {}", "> - [a]({})"]
)
def test_what_climbs_out_fails_with_its_line(page: Path, form: str, url: str) -> None:
    ((line, message),) = messages(page, "# Title\n\n" + form.format(url) + "\n")
    assert line == 3
    assert message.endswith("leads out of docs, the folder that is published")


@pytest.mark.parametrize(
    ("url", "reason"),
    [("/etc/passwd", "is absolute"), ("%2fetc", "is absolute"), ("file:///etc/passwd", "file:"),
     ("FILE:x", "kind file:"), ("C:/x", "of one machine"), ("data:text/html,x", "kind data:"),
     ("javascript:alert", "kind javascript:"), ("data:image/svg+xml,x", "kind data:"),
     ("&#106;avascript:x", "kind javascript:"), ("vbscript:x", "kind vbscript:"),
     ("%00.png", "holds a NUL")],
)  # fmt: skip
@pytest.mark.parametrize("form", ["[a](<{}>)", "![a]({})", '<img src="{}">', "<a href={}>a</a>"])
def test_addresses_of_one_machine_and_scripts_fail(
    page: Path, form: str, url: str, reason: str
) -> None:
    ((line, message),) = messages(page, "\n" + form.format(url) + "\n")
    assert line == 2
    assert reason in message


def test_html_is_read_from_where_the_page_is_published(page: Path) -> None:
    assert messages(page, '<img alt="a" src="../../x.png">\n') == []
    ((_, message),) = messages(page, '<img alt="a" src="../../../x.png">\n')
    assert "leads out of docs" in message


def test_a_link_of_the_file_system_leads_out_too(page: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_text("secret")
    (page.parent / "a.png").symlink_to(tmp_path / "secret.png")
    (page.parent / "folder").symlink_to(tmp_path)
    found = messages(page, "![a](a.png)\n\n[b](folder/secret.png)\n")
    reason = "is a link to a file outside of docs, the folder that is published"
    assert found == [(1, f"a.png {reason}"), (3, f"folder/secret.png {reason}")]


def test_a_page_beside_the_docs_stays_in_the_project(page: Path, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    assert published_folder(readme) == tmp_path.resolve()
    assert messages(readme, "[a](docs/index.md) [b](pyproject.toml)\n") == []
    assert len(messages(readme, "[a](../x)\n")) == 1


def test_without_a_book_nobody_says_what_is_published(tmp_path: Path) -> None:
    page = tmp_path / "a" / "page.md"
    page.parent.mkdir()
    assert messages(page, "[a](../x.md)\n") == []
    assert len(messages(page, "[a](/x.md)\n")) == 1


@pytest.mark.parametrize(
    "text",
    ["![a](%00.png)", "![a](" + "a" * 1999 + ")", "[(…)](%00.md#eq:a)", "![a](.)", "![a](~)",
     "[(…)](" + "b" * 300 + ".md#eq:a)"],
)  # fmt: skip
def test_addresses_that_no_file_system_has_are_failures(page: Path, text: str) -> None:
    chapter = parse_text(page, f"# Title\n\n{text}\n")
    assert {failure.line for failure in reference_failures(chapter)} == {3}
