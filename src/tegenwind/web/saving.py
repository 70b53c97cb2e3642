"""What a page says after saving, or when something does not fit."""

from __future__ import annotations

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _


def saved_line() -> str:
    """That everything up to this moment is kept. Only said when it is durable."""
    return _("Bewaard om {time}.").format(time=time_format(timezone.localtime(), "H:i"))


def saved_answer() -> JsonResponse:
    """The answer to an autosave that was kept."""
    return JsonResponse({"message": saved_line()})


def refused_answer(problems: list[str]) -> JsonResponse:
    """The answer to an autosave of which something could not be kept."""
    return JsonResponse({"message": " ".join(dict.fromkeys(problems))}, status=422)


def too_long(count: int, most: int) -> str:
    """A text has more characters than fit; it still stands on the page."""
    return _(
        "Hier staan {count} tekens; er passen er {most}. De tekst staat er nog: kort hem in, of bewaar een deel elders."
    ).format(count=count, most=most)
