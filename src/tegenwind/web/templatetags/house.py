"""Small things that templates need."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

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
def markdown(text: str) -> SafeString:
    """Markdown of a pack as HTML: no raw HTML in it, and cleaned once more after."""
    return mark_safe(to_html(text))  # noqa: S308 - cleaned by nh3
