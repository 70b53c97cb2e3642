"""Small dissent on its pages: what somebody notes, asks themselves, chooses and sorts."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.utils import timezone

from tegenwind.practice.act import Act
from tegenwind.practice.tension import Tension
from tegenwind.practice.values import Values
from tegenwind.web import library, shelf
from tegenwind.web.dissent import acting, circling, sorting_steps
from tegenwind.web.dissent.sorting import SLOT
from tegenwind.web.dissent.values_now import values_now
from tegenwind.web.ids import RecordIdConverter
from tests.web.people import Human, at, record_in


def tension_of(owner: Human, words: str = "Iedereen knikte.") -> int:
    """A tension that was noted today."""
    return shelf.keep(owner.unlocked, Tension(on=timezone.localdate(), words=words)).id


def dissent_a_tension(owner: Human, words: str = "Iedereen knikte.") -> int:
    """Through the pages: noted on the way from Vandaag, looked at again, a place added; the id of the tension."""
    place = f"{at('tension-new')}?from={at('home')}"
    fields = {"words": words, "strength": "clear", "spots": ["belly"], "key": secrets.token_urlsafe(12)}
    kept = owner.client.post(place, fields).headers["Location"]
    tension = RecordIdConverter().to_python(kept.partition("noted=")[2])
    owner.client.post(at("tension", tension), {"words": words, "strength": "clear", "spots": ["belly", "jaw"]})
    return tension


def circle_of(owner: Human, tension: int | None = None) -> int:
    """A circle that was begun today, by itself or with a tension."""
    return circling.begin(owner.unlocked, tension, secrets.token_urlsafe(12))


def act_of(owner: Human, tension: int | None = None) -> int:
    """An act that was begun today, by itself or with a tension."""
    return acting.begin(owner.unlocked, tension, secrets.token_urlsafe(12))


def dissent_an_act(owner: Human, form: str = "vorm-pauze") -> int:
    """From a circle through the pages to an act that was done, with a ripple; the id of the act."""
    circle = record_in(owner.post("circle-new", key=secrets.token_urlsafe(12)).headers["Location"])
    place = owner.post("circle", circle, **{"w-like-me": "Die vraagt iets.", "do": "act"}).headers["Location"]
    act = record_in(place)
    owner.post("act-step", act, "form", do=f"take-{form}")
    owner.post("act-step", act, "words", **{"w-rehearse": "Mogen we even?", "do": "on"})
    owner.post("act-step", act, "choice", choice="do", do="all")
    owner.post("act-step", act, "after", **{"w-did": "Ik vroeg het.", "w-ripple": "Zij ook.", "key": "r", "do": "all"})
    return act


def values_of(owner: Human, *named: str, true_yes: str = "Ik zeg ja tegen rust.", settled: bool = True) -> int:
    """A sorting with these values of the pack named, called enough today or still under way."""
    pack, today = library.for_purpose("dissent"), timezone.localdate()
    chosen = named or ("waarde-aandacht", "waarde-moed")
    record = Values(
        pack=pack.id,
        digest=pack.digest,
        began_on=today,
        settled_on=today if settled else None,
        laid=dict.fromkeys(chosen, "yes"),
        chosen=chosen,
        sentences={chosen[0]: "Ik kijk op als er iemand binnenkomt."},
        true_yes=true_yes,
        key=secrets.token_urlsafe(12),
    )
    return shelf.keep(owner.unlocked, record, pinned=False if settled else SLOT).id


def dissent_values(owner: Human, *named: str, key: str = "k") -> int:
    """Through the pages: a few values laid, these named, a sentence to the first, the true yes; the id of the sorting."""
    pack = library.for_purpose("dissent")
    chosen = named or ("waarde-aandacht", "waarde-moed")
    sort = at("values-sort")
    for number, hand in enumerate(sorting_steps.hands(pack), 1):
        laid = {f"r-{one.id}": "yes" for one in hand if one.id in chosen}
        if laid:
            owner.client.post(f"{sort}?at=hand-{number}", laid | {"do": "next", "key": key})
    owner.client.post(
        f"{sort}?at=name", {f"c-{one}": "1" for one in chosen} | {f"m-{one}": "1" for one in chosen} | {"key": key}
    )
    owner.client.post(f"{sort}?at=words", {f"w-{chosen[0]}": "Ik kijk op.", "key": key})
    owner.client.post(f"{sort}?at=yes", {"true_yes": "Ik zeg ja tegen rust.", "do": "settle", "key": key})
    found, _named = values_now(owner.unlocked)
    assert found is not None
    return found


def done_act(owner: Human, day: datetime.date, did: str = "Ik vroeg het.", **more: Any) -> int:
    """A pause that was asked for, on a day; ``more`` are other fields of it, as ``choice="not", on=None`` for one let be."""
    pack = library.for_purpose("dissent")
    told = {"began_on": day, "form": "vorm-pauze", "choice": "do", "on": day, "did": did} | more
    record = Act(pack=pack.id, digest=pack.digest, key=secrets.token_urlsafe(12), **told)
    return shelf.keep(owner.unlocked, record).id
