"""Reading the Markdown of a route or a guide: headings with anchors, the text under them, and what may not stand in it.

A file has one ``#`` title, an introduction, and ``## Title {#anchor}`` sections, in a route with ``### Title {#part}``
parts. Allowed are paragraphs, emphasis, lists, quotes, plain ``###`` headings and links inside the pack
(``guides/<id>``, ``routes/<id>``). Raw HTML, images, code, tables and links that leave the pack are mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tegenwind.packs.files import Place, read_text
from tegenwind.packs.mistakes import Found
from tegenwind.packs.schema import is_id

_ANCHOR = re.compile(r"\s*\{#([^}]*)\}\s*$")
_INSIDE = re.compile(r"^(guides|routes)/([a-z0-9-]+)$")
_REFUSED = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "image": "an image",
    "fence": "a block of code",
    "code_block": "a block of code",
    "code_inline": "code",
    "hr": "a line",
    "table_open": "a table",
}
_MARKDOWN_ONLY = "allowed are paragraphs, emphasis, lists, quotes and ### headings"


@dataclass
class Piece:
    """A heading with what stands under it, before the next heading with an anchor."""

    title: str
    anchor: str
    place: Place
    lines: list[str] = field(default_factory=list)
    parts: list[Piece] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass
class Prose:
    """A whole Markdown file: the title, the introduction and the sections."""

    file: Path
    title: str
    intro: str
    sections: list[Piece]

    def section(self, anchor: str) -> Piece | None:
        return next((section for section in self.sections if section.anchor == anchor), None)


def read_prose(file: Path, found: Found, exists: Callable[[str, str], bool]) -> Prose | None:
    """Read a Markdown file; ``exists(folder, id)`` tells whether a link inside the pack has something at its end."""
    text = read_text(file, found)
    if text is None:
        return None
    tokens = _READER.parse(text)
    lines = text.split("\n")
    _refuse(file, tokens, lines, found, exists)
    return _structure(file, tokens, lines, found)


def _reader() -> MarkdownIt:
    """Takes tables and every link for what they are, so that they can be refused and do not stand there as text."""
    reader = MarkdownIt("commonmark").enable("table")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    return reader


# Making one costs as much as reading a short text with it, and a pack has some hundreds of texts. What is read lies in each call.
_PLAIN: Final = MarkdownIt("commonmark")
_READER: Final = _reader()


def aim_and_rest(markdown: str) -> tuple[str, str]:
    """The first paragraph (what it is for; empty when a text does not begin with one) and what comes after it."""
    tokens = _PLAIN.parse(markdown)
    if not tokens or tokens[0].type != "paragraph_open" or tokens[0].map is None:
        return "", markdown
    lines = markdown.split("\n")
    end = tokens[0].map[1]
    return " ".join(" ".join(lines[:end]).split()), "\n".join(lines[end:]).strip()


def list_items(markdown: str) -> tuple[str, ...]:
    """The items of the first list in a text, each as one line of Markdown."""
    lines = markdown.split("\n")
    items: list[str] = []
    depth = 0
    for token in _PLAIN.parse(markdown):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0:
                break
        elif token.type == "inline" and depth == 1 and token.map:
            text = " ".join(line.strip() for line in lines[token.map[0] : token.map[1]])
            items.append(re.sub(r"^([-*+]|\d+[.)])\s+", "", text))
    return tuple(items)


def words_in(markdown: str) -> int:
    """How many words a reader reads."""
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", markdown))


def _structure(file: Path, tokens: list[Token], lines: list[str], found: Found) -> Prose | None:
    title = ""
    intro = Piece("", "", (1, 1))
    sections: list[Piece] = []
    current = intro
    last = 0

    def take(until: int) -> None:
        nonlocal last
        current.lines += lines[last:until]
        last = until

    for index, token in enumerate(tokens):
        if token.type != "heading_open" or token.map is None:
            continue
        start, end = token.map
        place = start + 1, 1
        if token.level > 0:
            found.add(file, place, "a heading inside a list or quote", "allowed are headings by themselves")
            continue
        raw = tokens[index + 1].content
        anchor = _ANCHOR.search(raw)
        name = _ANCHOR.sub("", raw).strip()
        if not name:
            found.add(file, place, "a heading without words", "allowed is a heading that says what comes")
        if anchor and not is_id(anchor[1]):
            found.add(file, place, f"the anchor {anchor[1]!r} is not an id", "allowed are a-z, 0-9 and - between them")
        if token.tag == "h1":
            take(start)
            last = end
            if title or any(line.strip() for line in intro.lines):
                found.add(file, place, "a second # heading, or text before it", "allowed is one # title, at the top")
            title = name
        elif token.tag == "h2":
            take(start)
            last = end
            if anchor is None:
                found.add(file, place, f"the heading {name!r} has no anchor", "allowed is ## Title {#id}")
            current = Piece(name, anchor[1] if anchor else "", place)
            if current.anchor and any(section.anchor == current.anchor for section in sections):
                found.add(file, place, f"{current.anchor!r} stands here twice", "each anchor is allowed once")
            sections.append(current)
        elif token.tag == "h3" and anchor is not None and not sections:
            found.add(file, place, f"the part {anchor[1]!r} stands in no section", "a part comes after a ## heading")
        elif token.tag == "h3" and anchor is not None:
            take(start)
            last = end
            current = Piece(name, anchor[1], place)
            if any(part.anchor == current.anchor for part in sections[-1].parts):
                found.add(file, place, f"{current.anchor!r} stands here twice", "each part is allowed once")
            sections[-1].parts.append(current)
        elif token.tag not in ("h3",):
            found.add(file, place, f"a heading of level {token.tag[1]}", "allowed are #, ## and ###")
    take(len(lines))
    if not title:
        found.add(file, (1, 1), "the title is missing", "the first line has to be # Title")
        return None
    if not intro.markdown:
        found.add(file, (1, 1), "the introduction is missing", "under the title at least one paragraph has to stand")
    return Prose(file, title, intro.markdown, sections)


def _refuse(
    file: Path, tokens: list[Token], lines: list[str], found: Found, exists: Callable[[str, str], bool]
) -> None:
    for token in tokens:
        start = token.map[0] if token.map else 0
        if token.type in _REFUSED:
            found.add(file, (start + 1, _indent(lines, start)), f"{_REFUSED[token.type]} stands here", _MARKDOWN_ONLY)
        for child, place in _children(token, lines):
            if child.type in _REFUSED:
                found.add(file, place, f"{_REFUSED[child.type]} stands here", _MARKDOWN_ONLY)
            elif child.type == "link_open":
                target = str(child.attrs.get("href", ""))
                inside = _INSIDE.match(target)
                if inside is None:
                    found.add(
                        file, place, f"the link {target!r} leaves the pack", "allowed are guides/<id> and routes/<id>"
                    )
                elif not exists(inside[1], inside[2]):
                    found.add(
                        file, place, f"the link {target!r} leads nowhere", f"allowed is what stands in {inside[1]}/"
                    )


def _children(token: Token, lines: list[str]) -> Iterator[tuple[Token, Place]]:
    """The inline tokens of a block with their place, found by searching on from the one before."""
    if token.type != "inline" or token.map is None or not token.children:
        return
    start, end = token.map
    block = "\n".join(lines[start:end])
    at = 0
    for child in token.children:
        needle = {
            "html_inline": child.content,
            "code_inline": "`",
            "image": "![",
            "link_open": "<" if child.markup == "autolink" else "[",
        }.get(child.type, "")
        if needle:
            hit = block.find(needle, at)
            at = hit if hit >= 0 else at
            before = block[:at]
            column = len(before) - (before.rfind("\n") + 1) + 1
            yield child, (start + 1 + before.count("\n"), column)
            at += 1


def _indent(lines: list[str], line: int) -> int:
    text = lines[line] if line < len(lines) else ""
    return len(text) - len(text.lstrip()) + 1
