"""When an archive cannot be taken in: a sentence for the person that names the place and what is allowed.

No sentence carries a word of what stands in the archive, except names of places in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from pydantic import ValidationError

_PLACES_MAX = 60


class Refused(Exception):
    """The archive is not taken in; nothing of it was kept. `sentence` is in the person's language."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__("the archive was refused")


class NotEmpty(Exception):
    """There is something in this vault already; an archive only comes into an empty one."""


class Busy(Exception):
    """Another archive is on its way in."""


def place(*parts: str | int) -> str:
    """A place in `tegenwind.json`, shortened to what can be read."""
    shown = [str(part)[:_PLACES_MAX] for part in parts]
    return " › ".join("".join(sign for sign in part if sign.isprintable()) for part in shown)


def at(where: str, allowed: str) -> Refused:
    """What stands at a place does not fit."""
    return Refused(_("In tegenwind.json klopt iets niet bij {place}. {allowed}").format(place=where, allowed=allowed))


def no_archive() -> Refused:
    return Refused(
        _(
            "Dit is geen archief van Tegenwind. Kies het bestand dat eindigt op .zip, precies zoals je het hebt meegenomen: "
            "niet uitgepakt en niet opnieuw ingepakt."
        )
    )


def newer() -> Refused:
    return Refused(
        _(
            "Dit archief komt uit een nieuwere Tegenwind dan deze. Vraag de beheerder om Tegenwind hier bij te werken. "
            "Je bestand is goed en blijft goed."
        )
    )


def too_much(what: str, count: int, most: int) -> Refused:
    return Refused(
        _("Te veel voor één keer: {what} is {count}, en er passen er hoogstens {most}.").format(
            what=what, count=count, most=most
        )
    )


def told(error: ValidationError, before: Sequence[str | int]) -> Refused:
    """The first mistake of a record, at its place. What pydantic says may quote the record, so our own words are used."""
    first = error.errors(include_url=False, include_input=False)[0]
    return at(place(*before, *first["loc"]), _allowed(first["type"], first.get("ctx", {})))


def _allowed(kind: str, context: dict[str, object]) -> str:
    if kind == "missing":
        return _("Hier hoort iets te staan.")
    if kind == "extra_forbidden":
        return _("Deze naam kennen we hier niet.")
    if kind == "literal_error":
        return _("Hier mag staan: {words}.").format(words=context.get("expected", ""))
    if kind == "greater_than_equal":
        return _("Hier hoort een getal van {least} of meer.").format(least=context.get("ge"))
    if kind == "less_than_equal":
        return _("Hier hoort een getal van {most} of minder.").format(most=context.get("le"))
    if kind == "string_too_long":
        return _("Hier passen hoogstens {most} tekens.").format(most=context.get("max_length"))
    if kind.startswith("date"):
        return _("Hier hoort een dag te staan, als jaar-maand-dag.")
    if kind.startswith(("int", "float")):
        return _("Hier hoort een heel getal.")
    if kind.startswith("bool"):
        return _("Hier hoort true of false.")
    if kind.startswith("string"):
        return _("Hier hoort tekst.")
    return _("Dit heeft niet de vorm die in tegenwind.schema.json staat.")
