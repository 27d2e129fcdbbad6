"""What the search index reads of a page."""

from html.parser import HTMLParser

from mathbook.publishing.searching import searchable

FORMULA = (
    "<math><semantics><mrow><mo>∇</mo><mi>f</mi></mrow>"
    '<annotation encoding="application/x-tex">\\nabla f</annotation></semantics></math>'
)


class Visible(HTMLParser):
    """The text outside elements that are kept from the search."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden or "data-search-exclude" in dict(attrs):
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(self.hidden - 1, 0)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text += data


def found(html: str) -> str:
    reader = Visible()
    reader.feed(searchable(html))
    return reader.text


def test_the_tex_of_a_formula_is_not_found_and_its_signs_are() -> None:
    assert found(f"<p>Let {FORMULA} be small.</p>") == "Let ∇f be small."


def test_what_is_kept_out_already_stays_as_it_is() -> None:
    html = "<annotation data-search-exclude>x</annotation>"
    assert searchable(html) == html
    assert searchable(searchable(FORMULA)) == searchable(FORMULA)


def test_other_elements_stay_as_they_are() -> None:
    html = "<annotations>a</annotations> &lt;annotation&gt; <p>annotation</p>"
    assert searchable(html) == html
