"""Along every page to answer a wave on, and those of who leads and writes beforehand, with what goes wrong on the way."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from tegenwind.accounts.keystore import key_store
from tegenwind.practice.expectation import KIND
from tegenwind.vault import actions_bulk
from tegenwind.waves.models import Wave
from tegenwind.web.waves import tickets
from tests.waves import making
from tests.web.people import Human, at


def answers_waves(noor: Human, language: str) -> None:
    """As a member, as one of five who lead, and as the only one."""
    today = timezone.localdate()
    mine = making.wave(_with(noor, "Q", "Q1"), today=today)
    led = {"Q": {f"Q{one}": making.someone() for one in range(4)} | {"Qn": noor.person}}
    together = making.wave(making.organisation({"Q": 7}, led_by=led, name="Q2"), today=today)
    later = making.wave(_with(noor, "Q", "Q3"), today=today - datetime.timedelta(weeks=4))
    Wave.objects.filter(pk=mine.pk).update(reminded=1)
    noor.get("home")
    kept = tickets.held(noor.unlocked)
    for wave in (mine, together):
        noor.get("wave-answer", wave.pk)
        for fields in ({}, {"a-q": "3"}, {f"a-{making.pack().statements[0].id}": "3"}):
            _send(noor, wave, kept[wave.pk], language, fields)
    key_store().forget_wave_key(later.pk)
    _send(noor, later, kept[later.pk], language, {f"a-{making.pack().statements[0].id}": "3"})
    actions_bulk.remove_all(noor.unlocked, tickets.KIND)
    noor.get("wave-answer", mine.pk)
    for agreed in ("yes", "no"):
        _expects(noor, agreed)
    Wave.objects.filter(pk__in=[mine.pk, together.pk, later.pk]).update(state=Wave.State.STOPPED)


def _with(noor: Human, team: str, name: str) -> making.Made:
    return making.organisation({team: 6}, also={team: [noor.person]}, name=name)


def _send(noor: Human, wave: Wave, ticket: str, language: str, fields: dict[str, str]) -> Any:
    return noor.client.post(at("answer", wave.pk), {"ticket": ticket, "language": language} | fields)


def _expects(noor: Human, agreed: str) -> None:
    there = making.organisation({"Q": 7}, led_by={"Q": {"Qn": noor.person}}, name=f"Q{agreed}")
    wave = making.wave(there, today=timezone.localdate())
    given = {f"a-{making.pack().statements[0].id}": "2", f"e-{making.pack().themes[0].id}": "5"}
    for number in (3, 4, 5):
        given[f"a-{making.pack().statements[number].id}"] = str(number)
    given |= {f"e-{theme.id}": str(place) for place, theme in enumerate(making.pack().themes[1:4], 1)}
    noor.get("home")
    noor.get("wave-expect", wave.pk)
    steps: tuple[dict[str, str], ...] = (
        {"do": "choose"},
        {"do": "choose", "agreed": agreed},
        {"do": "look"},
        {"do": "look", "a-q": "3"},
        {"do": "look"} | given,
        {"do": "change"} | given,
    )
    for fields in steps:
        noor.client.post(at("wave-expect", wave.pk), fields)
    key = key_store().wave_key(wave.pk)
    assert key is not None
    key_store().forget_wave_key(wave.pk)
    noor.client.post(at("wave-expect", wave.pk), {"do": "bind"} | given)
    key_store().keep_wave_key(wave.pk, key)
    noor.client.post(at("wave-expect", wave.pk), {"do": "bind"} | given)
    noor.get("wave-expect", wave.pk)
    actions_bulk.remove_all(noor.unlocked, KIND)
    noor.get("wave-expect", wave.pk)
    Wave.objects.filter(pk=wave.pk).update(state=Wave.State.STOPPED)
