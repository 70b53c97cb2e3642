"""Markdown of packs to HTML. Packs are checked, and what comes out is cleaned all the same."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from django.urls import reverse
from markdown_it import MarkdownIt

_INSIDE = re.compile(r'href="(guides|routes)/([a-z0-9-]+)"')
_markdown = MarkdownIt("commonmark", {"html": False})


@lru_cache(maxsize=2048)
def to_html(text: str) -> str:
    """A text of a pack as HTML. Links inside the pack become addresses of the program."""
    html = _markdown.render(text)
    html = _INSIDE.sub(lambda link: f'href="{reverse("web:reading", args=[link[1], link[2]])}"', html)
    cleaned: str = nh3.clean(
        html,
        tags={"p", "em", "strong", "ul", "ol", "li", "blockquote", "h3", "a", "br"},
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=set(),
        link_rel=None,
    )
    return cleaned
