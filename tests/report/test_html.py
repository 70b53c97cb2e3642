"""The report as HTML: what stands in it, and that nothing a person wrote can become markup."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tegenwind.report.html import changes_html, conversation_html, document_html, themes_html
from tests.report.goldens import same_as_golden
from tests.report.support import report, with_words

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Reader(HTMLParser):
    """Reads a document strictly: every element closed in order; keeps tags, ids, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_document_is_whole_and_has_one_title(language: str) -> None:
    made = report(language)  # type: ignore[arg-type]
    page = Reader(document_html(made))
    assert page.open == []
    assert page.tags.count("h1") == 1
    assert page.tags.count("svg") > 3
    assert len(page.ids) == len(set(page.ids))
    assert ("html", "lang", language) in page.attributes
    for theme in made.themes:
        assert theme.title in page.text
        assert theme.picture in page.text
        for line in theme.statements:
            assert line.text in page.text
            assert " ".join(line.words.split()) in page.text
    for point in made.development_points:
        assert point.reason in page.text and point.route_title in page.text
    for text in (made.labels.unvalidated, made.labels.intro, made.answered_line, *made.sources):
        assert text in page.text


def test_headings_step_down_one_at_a_time() -> None:
    levels = [int(tag[1]) for tag in Reader(document_html(report())).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_document_asks_nothing_of_any_host_and_has_no_style_attribute() -> None:
    html = document_html(report())
    page = Reader(html)
    assert not [
        one for one in page.attributes if one[1] in {"style", "src", "href", "srcset"} or one[1].startswith("on")
    ]
    assert set(re.findall(r"url\(\"?([a-z]+:)", html)) == {"data:"}
    assert "@import" not in html and "http:" not in html and "https:" not in html
    assert "script" not in page.tags


def test_parts_for_the_page_hold_no_points_no_style_and_no_first_heading() -> None:
    made = report()
    html = themes_html(made) + changes_html(made) + conversation_html(made)
    page = Reader(html)
    assert page.open == []
    assert "h1" not in page.tags and "style" not in page.tags
    assert not [one for one in page.attributes if one[1] == "style"]
    assert made.labels.points not in page.text
    assert len(page.ids) == len(set(page.ids))
    labelled = {name for _, key, value in page.attributes if key == "aria-labelledby" for name in value.split()}
    assert labelled <= set(page.ids)


def test_figures_only_for_who_asks() -> None:
    made = report()
    assert 'class="figure"' not in themes_html(made)
    assert "1–5" not in themes_html(made)
    asked = themes_html(made, figures=True)
    assert asked.count('class="figure"') == sum(
        (line.now is not None) + (line.charge is not None) + (line.earlier is not None)
        + (line.earlier is not None and line.earlier.charge is not None)
        for theme in made.themes
        for line in theme.statements
    )  # fmt: skip
    assert asked.count('<details class="as-table" open>') == len(made.themes)


def test_without_an_earlier_check_in_there_is_no_then() -> None:
    made = report(earlier=False)
    assert changes_html(made) == ""
    html = document_html(made)
    assert 'class="line-then"' not in html and made.labels.changes not in Reader(html).text


def test_earlier_words_are_covered() -> None:
    html = changes_html(report())
    for words in ("Stilte voelt alsof ik iets niet weet.", "Ik wil niemand lastigvallen."):
        before = html[: html.index(words)]
        assert before.rindex("<details") > before.rindex("</details") if "</details" in before else "<details" in before
    assert "<details open" not in html


def test_left_open_is_said_kindly_and_flies_no_kite() -> None:
    made = with_words("")
    html = themes_html(made)
    assert html.count('class="line-kite"') == 1
    assert Reader(html).text.count(made.labels.open) == 2 * 9
    assert "Dit thema liet je open. Dat mag." in Reader(html).text


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "</blockquote></li></ul></svg></style><img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "' autofocus onfocus='alert(1)",
        "{{ 7 * 7 }}{% raw %}{# a #}",
        "</title></desc></style><script>1</script>",
        "&lt;b&gt; &amp; &#x3c;script&#x3e;",
        "<!-- --> <![CDATA[ ]]>",
    ],
)
def test_words_never_become_markup(attack: str) -> None:
    plain, attacked = Reader(document_html(with_words("x"))), Reader(document_html(with_words(attack)))
    assert attacked.tags == plain.tags
    assert [one[:2] for one in attacked.attributes] == [one[:2] for one in plain.attributes]
    assert attacked.text.count(" ".join(attack.split())) == 3, "in the list, in the table and with the point"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_golden_parts(language: str) -> None:
    made = report(language)  # type: ignore[arg-type]
    parts = themes_html(made, figures=True) + changes_html(made) + conversation_html(made)
    same_as_golden(Path(__file__).parent / "golden" / f"parts-{language}.html", str(parts))
