"""What a part of a page says: an element by its class, and a page without the elements of some classes."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Words(HTMLParser):
    def __init__(self, only: frozenset[str], without: frozenset[str]) -> None:
        super().__init__()
        self.only, self.without = only, without
        self.open: list[
            tuple[str, bool, bool]
        ] = []  # the tag, whether it is within what is asked for, whether it is left out
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        classes = frozenset((dict(attrs).get("class") or "").split())
        inside, left_out = self.open[-1][1:] if self.open else (not self.only, False)
        found = bool(self.only) and self.only <= classes
        self.open.append((tag, inside or found, left_out or bool(self.without & classes)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside, left_out = self.open[-1][1:] if self.open else (not self.only, False)
        if inside and not left_out:
            self.said.append(data)


def said(markup: str, *, only: str = "", without: str = "") -> str:
    """The words in all elements that have every class in ``only`` (all there is, without it), but not in those that have one
    in ``without``; classes in a row, as in HTML."""
    words = _Words(frozenset(only.split()), frozenset(without.split()))
    words.feed(markup)
    return " ".join(" ".join(words.said).split())
