"""Small things that templates need."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tegenwind.web.ids import address
from tegenwind.web.opening import OWNER, owner_mark
from tegenwind.web.rendering import to_html

register = template.Library()


@register.simple_tag(takes_context=True)
def written_by(context: dict[str, Any]) -> SafeString:
    """A hidden field that says whose vault a form was made for."""
    return format_html('<input type="hidden" name="{}" value="{}">', OWNER, owner_mark(context["request"]))


@register.filter
def local_id(full: str) -> str:
    """The id inside its pack of a global id."""
    return full.partition(":")[2]


@register.filter
def address_of(record_id: int, name: str) -> SafeString:
    """``{{ id|address_of:"web:report" }}``: as ``{% url %}``, for rows of long lists."""
    return mark_safe(address(name, record_id))  # noqa: S308 - our own address and the letters of an id


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown of a pack as HTML: no raw HTML in it, and cleaned once more after."""
    return mark_safe(to_html(text))  # noqa: S308 - cleaned by nh3


class FixedNode(template.Node):
    """What stands between ``{% fixed %}`` and ``{% endfixed %}``, kept per language."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.kept:
            # Without anything of this request or person, so that nothing of theirs can end on somebody else's page.
            self.kept[language] = self.nodelist.render(context.new({}))
        return self.kept[language]


@register.tag
def fixed(parser: Parser, _token: Token) -> FixedNode:
    """A part of a page that is the same for everybody: rendered once per language (a third of a page's CPU: bench/).

    Nothing in it knows the page's variables: they are simply empty there. Words, ``static`` and ``url`` work.
    """
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist)
