"""What a browser loads to show one page."""

from pathlib import Path

from page_weight import page_weight, site_bytes

PAGE = """\
<link rel="stylesheet" href="../a.css?v=1"><link rel="canonical" href="https://c.example/">
<link rel="icon" href="/favicon.ico"><script src="https://cdn.example/m.js"></script>
<style>p { background: url(../b.png) }</style><img src="data:image/png;base64,AAAA">
<img src="missing.png"><a href="../other.html">x</a>
"""
SHEET = """\
@import "more.css";
@font-face { src: url(old.eot); src: url("x.woff2") format("woff2"), url("x.ttf") }
p { mask: url('#shape'); background: url(b.png) }
"""


def test_a_page_loads_what_it_and_its_style_sheets_name(tmp_path: Path) -> None:
    files = {
        "page/index.html": PAGE, "a.css": SHEET, "more.css": "p {}", "favicon.ico": "i" * 7,
        "b.png": "b" * 100, "x.woff2": "f" * 50, "x.ttf": "t" * 60, "old.eot": "o" * 70,
        "other.html": "other",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    weight = page_weight(tmp_path, "page/index.html")
    loaded = ("page/index.html", "a.css", "more.css", "favicon.ico", "b.png", "x.woff2")
    assert weight.bytes == sum(len(files[name]) for name in loaded)
    assert weight.requests == len(loaded)
    assert weight.others == {"https://cdn.example/m.js"}
    assert site_bytes(tmp_path) == sum(map(len, files.values()))


def test_text_is_sent_compressed_and_pictures_are_not(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<img src="a.png">' + " " * 5000)
    (tmp_path / "a.png").write_text("a" * 3000)
    weight = page_weight(tmp_path, "index.html")
    assert 3000 < weight.compressed < 3100
