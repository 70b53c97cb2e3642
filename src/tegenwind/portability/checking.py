"""Records of an archive held against the practice: nothing gets in that the program could not have written itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from tegenwind.packs import Pack
from tegenwind.portability import refusals
from tegenwind.practice import ties, versions
from tegenwind.practice.check_in import Record

FindPack = Callable[[str], Pack | None]


def record(kind: str, number: int, item: Any, counts: Mapping[str, int], find: FindPack) -> Record:
    """The record in item `number` (from 1) of a kind, brought to today's shape; its references are as in the archive.

    `counts` says how many items there are of each kind, `find` gives the version of a pack by its digest. Raises
    `Refused`, with the place.
    """
    where = ("records", kind, number)
    if not isinstance(item, dict) or set(item) != {"body", "ref"} or not isinstance(item["body"], dict):
        raise refusals.at(refusals.place(*where), _("Dit heeft niet de vorm die in tegenwind.schema.json staat."))
    if type(item["ref"]) is not int or item["ref"] != number:
        raise refusals.at(refusals.place(*where, "ref"), _("Hier hoort {number}.").format(number=number))
    made = _read(kind, item["body"], (*where, "body"))
    for name, other in ties.TIES[kind].records.items():
        reference = getattr(made, name)
        if reference is not None and not 1 <= reference <= counts.get(other, 0):
            raise refusals.at(refusals.place(*where, "body", name), _("Dit verwijst naar iets wat er niet is."))
    digest = ties.digest_of(kind, made)
    pack = find(digest) if digest is not None else None
    if digest is not None and pack is None:
        raise refusals.Refused(
            _(
                "Bij {place} hoort een lijst met stellingen die niet in het archief zit en hier niet bekend is. Vraag de "
                "beheerder om die versie hier te installeren."
            ).format(place=refusals.place(*where))
        )
    if misfit := ties.misfit(kind, made, pack):
        raise refusals.at(
            refusals.place(*where, "body", misfit), _("Dit past niet bij de lijst met stellingen waar het bij hoort.")
        )
    return made


def _read(kind: str, body: dict[str, Any], where: Sequence[str | int]) -> Record:
    _version, model = versions.KINDS[kind]
    version = body.get("version")
    if type(version) is not int or version < 1:
        raise refusals.at(refusals.place(*where, "version"), _("Hier hoort een heel getal."))
    try:
        # As JSON, so that what only looks like a figure or a day is none.
        made = versions.read(model, kind, body)
        written = versions.write(made)
        # The head too: it is worked out when it is written, and what cannot be listed cannot be kept.
        f"{written}{made.head()}".encode()
    except versions.FromTheFuture:
        raise refusals.newer() from None
    except ValidationError as error:
        raise refusals.told(error, where) from None
    except (UnicodeEncodeError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        # An upcaster met what no older version wrote; or half a sign that cannot be kept.
        raise refusals.at(
            refusals.place(*where), _("Dit heeft niet de vorm die in tegenwind.schema.json staat.")
        ) from None
    return made
