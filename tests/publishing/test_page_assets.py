"""Every book's pages get the engine's scripts and styles."""

from mathbook.publishing.page_assets import page_assets, scripts, styles, with_fonts


def test_scripts_and_styles_are_all_there_is() -> None:
    assets = page_assets()
    assert sorted(scripts(assets) + styles(assets)) == list(assets)
    assert "assets/mathbook/code.js" in scripts(assets)
    assert "assets/mathbook/code.css" in styles(assets)


def test_assets_are_texts_that_ask_nobody_for_anything() -> None:
    for place, content in page_assets().items():
        text = content.decode("utf-8")
        assert "http" not in text, place
        assert "@import" not in text, place


def test_fonts_are_asked_for_before_style_sheets() -> None:
    page = '<head><title>T</title><link rel="stylesheet" href="a"><link rel="stylesheet" href="b">'
    assert with_fonts(page, ["x.woff2"]) == page.replace(
        '<link rel="stylesheet" href="a">',
        '<link rel="preload" href="x.woff2" as="font" type="font/woff2" crossorigin>\n'
        '<link rel="stylesheet" href="a">',
    )
    assert with_fonts(page, []) == page
