"""Somebody with the whole host: which practices a person uses, and which records are about their own history, lies nowhere."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tegenwind import sealing
from tegenwind.practice import versions
from tegenwind.practice.act import Act
from tegenwind.practice.balance import Balance
from tegenwind.practice.case import USUAL, Case, Farewell
from tegenwind.practice.check_in import Whole
from tegenwind.practice.circle import Circle
from tegenwind.practice.intake import Event, Intake
from tegenwind.practice.intention import Intention
from tegenwind.practice.moment import Moment
from tegenwind.practice.season import Season
from tegenwind.practice.self_care import SelfCare
from tegenwind.practice.support import Support
from tegenwind.practice.tension import Tension
from tegenwind.practice.values import Values
from tegenwind.practice.writing import History, Omnipotence
from tegenwind.vault.models import SealedRecord
from tegenwind.web import shelf
from tests.attacks.walking import Loot

pytestmark = pytest.mark.django_db

DIGEST = "5ee0" * 16


def test_which_practices_somebody_uses_does_not_lie_there(people: Any) -> None:
    """A record about one's own history looks like a look at the balance: no name, no day, no size of its own."""
    mine, day = people.owner.unlocked, datetime.date(2026, 1, 2)
    before = set(SealedRecord.objects.values_list("pk", flat=True))
    records: tuple[Whole, ...] = (
        Balance(on=day, place=2, words="Ik stond bij de deur."),
        History(on=day, changed_on=day, company="after", words={"why": "Mijn tante."}),
        Omnipotence(on=day, changed_on=day, words={"ask": "Niemand."}),
        Intention(words="Eén keer nee zeggen.", began_on=day),
        Support(form="coffee", from_whom="Bo"),
        SelfCare(began_on=day, changed_on=day, connection="Bo."),
        Case(nickname="de blauwe deur", began_on=day, expires_on=day + USUAL),
        Moment(
            case=None, pack="aansluiten", digest=DIGEST, on=day, what="met", words={"case/met": "Bij de blauwe deur."}
        ),
        Farewell(on=day, words="Ik kan wachten."),
        Tension(on=day, words="Iedereen knikte.", spots=("belly",), strength="too-much", became="circle"),
        Circle(pack="klein-verzet", digest=DIGEST, began_on=day, changed_on=day, words={"like-me": "Die vraagt iets."}),
        Act(pack="klein-verzet", digest=DIGEST, began_on=day, on=day, choice="do", did="Ik vroeg het."),
        Values(pack="klein-verzet", digest=DIGEST, began_on=day, settled_on=day, true_yes="Ik zeg ja.", key="k"),
        Season(season="2026-winter", changed_on=day, words="Ik was stil, en toen niet."),
        Intake(
            side="person",
            token="a1" * 16,
            other="Mira",
            own="Zeehond",
            events=(Event(key="een-sleutel", n=0, who="person", what="asked", on=day, words="Ik zeg ja en voel nee."),),
        ),
    )
    for record in records:
        shelf.keep(mine, record)
    rows = SealedRecord.objects.exclude(pk__in=before)
    tags = {kind: sealing.kind_tag(mine.keys, kind) for kind in versions.KINDS}
    kinds = set(tags.values())
    bodies = [row for row in rows if bytes(row.tag) in kinds]
    assert len(bodies) == len(records)
    # Sizes come in a few steps, the same ones for all of them.
    size = {kind: len(bytes(row.body)) for kind, tag in tags.items() for row in bodies if bytes(row.tag) == tag}
    assert len({length % 256 for length in size.values()}) == 1
    assert len(set(size.values())) <= 3
    assert len({bytes(row.tag) for row in bodies}) == len(records)
    # The same kind of somebody else goes by another tag: what is known of one person tells nothing of the next.
    others = {sealing.kind_tag(people.mate.unlocked.keys, kind) for kind in versions.KINDS}
    assert not kinds & others
    loot = b"\n".join(Loot.take().pieces)
    assert [kind for kind in versions.KINDS if len(kind) >= 9 and kind.encode() in loot] == []
    # Nor how long a case is kept: a day on which it goes would tell that there is one.
    days = (day.isoformat(), (day + USUAL).isoformat())
    assert [
        one
        for one in (*days, "Mijn tante", "blauwe deur", "knikte", "Zeehond", "2026-winter", DIGEST)
        if one.encode() in loot
    ] == []
