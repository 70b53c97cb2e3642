"""What a receiver gets to see, as a tree in a small closed vocabulary instead of as HTML.

A snapshot is opened in the receiver's browser, under a policy that lets no text become HTML. So it travels as a tree: a node is a
text, or ``[tag, {attribute: value}, child, ...]``. The page builds elements out of it one by one and knows only the tags and
attributes named here (``open-share.js`` has the same lists; a test holds them against each other). Nothing in it can be a
link, a form, a script or a style, whoever made it.

The preview that the owner sees and the page for who has no JavaScript are made out of the very same tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

Node = Any
"""A text, or a list: tag, attributes, children."""

_HTML = (
    "article b blockquote br caption dd details div dl dt em h2 h3 h4 hr i li ol p section span strong summary "
    "table tbody td th thead tr ul"
)
_SVG = "circle desc g line path svg text title"
_ATTRIBUTES = (
    "aria-hidden aria-label aria-labelledby class cx cy d dir fill font-size font-weight height id lang open overflow "
    "preserveAspectRatio r role scope stroke stroke-dasharray stroke-width tabindex text-anchor transform vector-effect "
    "viewBox width x x1 x2 y y1 y2"
)
HTML_TAGS: Final = frozenset(_HTML.split())
SVG_TAGS: Final = frozenset(_SVG.split())
ATTRIBUTES: Final = frozenset(_ATTRIBUTES.split())

_VOID: Final = frozenset({"br", "hr"})
_ID: Final = re.compile(r"(?:line|theme|report|shared)-[a-z0-9-]+")
_LEADS_ELSEWHERE: Final = re.compile(r"url\s*\(", re.IGNORECASE)
#: The parser knows no capitals; SVG does.
_SPELLED: Final = {name.lower(): name for name in ATTRIBUTES}
#: Deeper than this no page of ours is.
_DEEPEST: Final = 40


class OutsideTheVocabulary(ValueError):
    """A tag or an attribute that a snapshot does not know. Names it, never what stood in it."""


def allowed(name: str, value: str) -> bool:
    """Whether an attribute may stand in a snapshot with this value."""
    if name not in ATTRIBUTES:
        return False
    if name in ("id", "aria-labelledby"):
        return all(_ID.fullmatch(part) for part in value.split(" "))
    return not _LEADS_ELSEWHERE.search(value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top: list[Node] = []
        self.open: list[list[Node]] = []

    def _add(self, node: Node) -> None:
        (self.open[-1] if self.open else self.top).append(node)

    def _element(self, tag: str, attributes: list[tuple[str, str | None]]) -> list[Node]:
        if tag not in HTML_TAGS | SVG_TAGS:
            raise OutsideTheVocabulary(f"the tag {tag}")
        told = {_SPELLED.get(name, name): value or "" for name, value in attributes}
        for name, value in told.items():
            if not allowed(name, value):
                raise OutsideTheVocabulary(f"the attribute {name} of {tag}")
        return [tag, told]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = self._element(tag, attrs)
        self._add(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(self._element(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise OutsideTheVocabulary(f"the end of {tag} where it is not open")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        # Between tags the templates break lines; in what somebody wrote a line is never alone between two tags.
        if data.strip() or "\n" not in data:
            self._add(data)


def from_html(html: str) -> list[Node]:
    """The tree of a piece of our own HTML. Raises ``OutsideTheVocabulary`` for anything that is not in it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise OutsideTheVocabulary(f"{reader.open[-1][0]} without its end")
    return reader.top


def to_html(nodes: Iterable[Node]) -> SafeString:
    """The tree as HTML, every text and value escaped. What is outside the vocabulary is left out."""
    return mark_safe("".join(_html(node, 0) for node in nodes))  # noqa: S308 - escaped piece by piece in _html


def _html(node: Node, depth: int) -> str:
    if isinstance(node, str):
        return escape(node)
    if not isinstance(node, list) or len(node) < 2 or depth > _DEEPEST:
        return ""
    tag, attributes = node[0], node[1]
    if not isinstance(tag, str) or tag not in HTML_TAGS | SVG_TAGS or not isinstance(attributes, dict):
        return ""
    told = "".join(
        f' {name}="{escape(value)}"'
        for name, value in attributes.items()
        if isinstance(value, str) and allowed(name, value)
    )
    if tag in _VOID:
        return f"<{tag}{told}>"
    return f"<{tag}{told}>{''.join(_html(child, depth + 1) for child in node[2:])}</{tag}>"
