"""The closed vocabulary of a snapshot: what our own pages need is in it, and nothing else gets through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.web.sharing.documents import (
    ATTRIBUTES,
    HTML_TAGS,
    SVG_TAGS,
    Node,
    OutsideTheVocabulary,
    from_html,
    to_html,
)

SCRIPT = Path(settings.STATICFILES_DIRS[0]) / "tegenwind" / "open-share.js"

OURS = (
    '<section class="a" aria-labelledby="shared-x"><h2 id="shared-x">Kop &amp; &lt;staart&gt;</h2>'
    '<blockquote class="own" dir="auto">Eerst.\n\nDan.</blockquote><p>Een <strong>twee</strong> <em>drie</em><br>vier</p>'
    '<svg role="img" viewBox="0 -12 1000 24" preserveAspectRatio="none"><title>T</title><path d="M0 0L1 1Z"></path></svg>'
    '<details open=""><summary>Meer</summary></details></section>'
)

texts = st.text(max_size=30)
nodes: st.SearchStrategy[Node] = st.recursive(
    texts,
    lambda children: st.builds(
        lambda tag, attributes, inside: [tag, attributes, *inside],
        st.sampled_from(sorted(HTML_TAGS | SVG_TAGS)) | texts,
        st.dictionaries(
            st.sampled_from([*sorted(ATTRIBUTES), "href", "onclick", "style", "src"]) | texts, texts, max_size=3
        ),
        st.lists(children, max_size=3),
    ),
    max_leaves=12,
)


def test_there_and_back() -> None:
    assert to_html(from_html(OURS)) == OURS
    assert from_html(to_html(from_html(OURS))) == from_html(OURS)


def test_lines_between_tags_are_dropped_and_lines_in_words_are_not() -> None:
    assert from_html("<p>a</p>\n  <p>b</p>\n") == [["p", {}, "a"], ["p", {}, "b"]]
    assert from_html("<p>a <b>b</b> <i>c</i>\nd</p>") == [["p", {}, "a ", ["b", {}, "b"], " ", ["i", {}, "c"], "\nd"]]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<a href="https://elsewhere.example">x</a>',
        '<img src="x">',
        "<iframe></iframe>",
        "<form></form>",
        "<input>",
        "<button>x</button>",
        '<object data="x"></object>',
        "<template></template>",
        "<foreignObject></foreignObject>",
        '<svg><use href="#icon"></use></svg>',
        '<svg><animate attributeName="x"></animate></svg>',
        '<p style="color: red">x</p>',
        '<p onclick="alert(1)">x</p>',
        '<p data-x="1">x</p>',
        '<p id="main">x</p>',
        '<p id="shared-a b">x</p>',
        '<path fill="url(https://elsewhere.example/#a)"></path>',
        '<path fill="URL (x)"></path>',
        "<p>x",
        "</p>",
        "<p><b>x</p></b>",
    ],
)
def test_what_is_outside_is_refused_where_it_is_made(html: str) -> None:
    with pytest.raises(OutsideTheVocabulary):
        from_html(html)


@pytest.mark.parametrize(
    ("node", "html"),
    [
        (["script", {}, "alert(1)"], ""),
        (["p", {"onclick": "x", "style": "x", "class": 'a"b'}, "<b>"], '<p class="a&quot;b">&lt;b&gt;</p>'),
        (["p", {}, ["a", {"href": "x"}, "y"], "z"], "<p>z</p>"),
        (["p", ["class", "x"]], ""),
        (["p"], ""),
        ([], ""),
        (None, ""),
        (7, ""),
        ({"p": {}}, ""),
        ([["p"], {}], ""),
        (["p", {"class": 7, "id": "main", "fill": "url(x)"}], "<p></p>"),
    ],
)
def test_what_is_outside_is_left_out_where_it_is_read(node: Node, html: str) -> None:
    assert to_html([node]) == html


def test_deeper_than_any_page_is_left_out() -> None:
    node: Node = "x"
    for _level in range(5000):
        node = ["div", {}, node]
    assert "x" not in to_html([node])


@given(st.lists(nodes, max_size=4))
def test_whatever_the_tree_nothing_else_comes_out(tree: list[Node]) -> None:
    html = to_html(tree)
    for tag, attributes in re.findall(r"<([^\s>/]+)((?:\s[^>]*)?)>", html):
        assert tag in HTML_TAGS | SVG_TAGS
        assert set(re.findall(r'\s([^\s="]+)="[^"]*"', attributes)) <= ATTRIBUTES
    assert html.count("<") == html.count(">")


def test_the_script_knows_the_same_vocabulary() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    lists = dict(re.findall(r'const (HTML|SVG|ATTRIBUTES) = new Set\("([^"]+)"\.split\(" "\)\)', source))
    assert {name: set(words.split(" ")) for name, words in lists.items()} == {
        "HTML": set(HTML_TAGS),
        "SVG": set(SVG_TAGS),
        "ATTRIBUTES": set(ATTRIBUTES),
    }
    # No text becomes HTML there, whatever else changes.
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|DOMParser|document\.write|eval\(|createPolicy", source
    )
