"""Small things that templates need."""

from __future__ import annotations

import re
from typing import Any, Final

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tegenwind.web import guarding
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


#: A place to write: a text of more lines, or of one; not one for what has to be there and is not kept (addresses of mail).
_WRITES: Final = re.compile(r"<textarea\b(?! data-unlooked)|<input type=\"text\"")
_TOKEN: Final = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')


class GuardedNode(template.Node):
    """What stands between ``{% guarded %}`` and ``{% endguarded %}``, with what the guard needs there (docs/decisions/0024)."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = self.nodelist.render(context)
        if not guarding.looks() or not _WRITES.search(html):
            return html
        if shown := guarding.shown_value():
            said = format_html('<input type="hidden" name="{}" value="{}">', guarding.SHOWN, shown)
            html = mark_safe(_TOKEN.sub(lambda token: token[0] + said, html))  # noqa: S308 - escaped just above
        return html + _guard_words()


def _guard_words() -> SafeString:
    """Where the page's script finds the guard, and the words for what it shows; read when a field is first touched."""
    return render_to_string(
        "design/guard.html",
        {
            "lead": guarding.lead(),
            "item": guarding.item(),
            "kinds": guarding.KINDS.items(),
            "suggestions": guarding.SUGGESTIONS.items(),
        },
    )


@register.tag
def guarded(parser: Parser, _token: Token) -> GuardedNode:
    """A part of a page of which every place to write has the guard.

    A page without a place to write stays as it is, and so does one of which no text is looked at (who signs in types a name).
    On one that comes back because of what was marked, each form says what was
    shown, so that the same text can be sent once more and is then kept.
    """
    nodelist = parser.parse(("endguarded",))
    parser.delete_first_token()
    return GuardedNode(nodelist)
