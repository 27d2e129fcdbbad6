"""Every book's pages get the engine's scripts and styles."""

from mathbook.publishing.page_assets import page_assets, scripts, styles


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
