"""Fewer than k who lead: each decides first, writes once, and is shown only if all agreed and all wrote."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path

import pytest
from django.conf import settings

from tegenwind.accounts.keystore import key_store
from tegenwind.waves import closing, leading
from tegenwind.waves.errors import BoxLost, NotAllowed, NotNow
from tegenwind.waves.models import Leading, Wave
from tests.waves import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> making.Made:
    return making.organisation({"Noord": 7, "Zuid": 6}, {"Noord": ["Kees", "Mo"], "Zuid": ["Ine"]})


@pytest.fixture
def wave(made: making.Made) -> Wave:
    return making.answered(making.wave(made), {"Noord": making.answers(7), "Zuid": making.answers(6)})


def side(wave: Wave, made: making.Made, name: str) -> Leading:
    return Leading.objects.get(wave=wave, member=made.leaders[name].pk)


def leaders(wave: Wave) -> list[dict[str, object]] | None:
    wave.refresh_from_db()
    found: list[dict[str, object]] | None = (wave.publication or {})["leaders"]
    return found


#: For each of three: agreed or not, and wrote or not; undecided is None.
WAYS = [(True, True), (True, False), (False, True), (False, False), (None, False)]


@pytest.mark.parametrize("ways", [[one, (True, True), other] for one, other in itertools.product(WAYS, WAYS)])
def test_shown_only_if_all_agreed_and_all_wrote(
    made: making.Made, wave: Wave, ways: list[tuple[bool | None, bool]]
) -> None:
    texts = {}
    for name, (agreed, wrote) in zip(made.leaders, ways, strict=True):
        if wrote and agreed is not None:
            texts[name] = making.wrote(wave, made.leaders[name], agreed=agreed, place=2, estimate=5)
        elif agreed is not None:
            leading.decide(wave, made.leaders[name], agreed=agreed)

    making.closed(wave, made)

    if all(one == (True, True) for one in ways):
        shown = leaders(wave) or []
        assert {one["name"]: one["leads"] for one in shown} == {"Kees": [1], "Mo": [1], "Ine": [2]}
        assert all(set(one["estimates"].values()) == {5} for one in shown)  # type: ignore[attr-defined]
        assert all(set(one["answers"].values()) == {2} for one in shown)  # type: ignore[attr-defined]
    else:
        assert leaders(wave) is None
    # And whatever it was, no copy is left.
    assert not any(bytes(one.sealed) for one in Leading.objects.filter(wave=wave))


def test_the_decision_comes_first_and_can_be_changed_until_it_was_written(made: making.Made, wave: Wave) -> None:
    kees = made.leaders["Kees"]
    with pytest.raises(NotNow) as raised:
        leading.commit(wave, kees, making.written(wave, kees))
    assert raised.value.rule == "undecided"
    for agreed in (True, False, True):
        leading.decide(wave, kees, agreed=agreed)
        assert side(wave, made, "Kees").agreed is agreed
    leading.commit(wave, kees, making.written(wave, kees))
    with pytest.raises(NotNow):
        leading.decide(wave, kees, agreed=False)


def test_written_once_it_cannot_be_changed(made: making.Made, wave: Wave) -> None:
    kees = made.leaders["Kees"]
    text = making.wrote(wave, kees, agreed=True)
    kept = Leading.objects.filter(wave=wave, member=kees.pk).values().get()

    with pytest.raises(NotNow):
        leading.commit(wave, kees, making.written(wave, kees, place=5))

    assert Leading.objects.filter(wave=wave, member=kees.pk).values().get() == kept
    assert bytes(kept["commitment"]) == hashlib.sha256(text.encode()).digest()


def test_who_did_not_agree_leaves_only_what_binds_them(made: making.Made, wave: Wave) -> None:
    text = making.wrote(wave, made.leaders["Kees"], agreed=False)
    kees = side(wave, made, "Kees")
    assert (bytes(kees.sealed), bytes(kees.commitment)) == (b"", hashlib.sha256(text.encode()).digest())


def test_what_is_kept_tells_nothing_without_the_key_of_the_wave(made: making.Made, wave: Wave) -> None:
    """Neither what was written nor, by trying all answers, which ones they were: the number in it is not there."""
    text = making.wrote(wave, made.leaders["Kees"], agreed=True)
    kees = side(wave, made, "Kees")
    told = json.loads(text)
    row = bytes(kees.sealed) + bytes(kees.commitment)
    assert bytes.fromhex(told["number"]) not in row and told["number"].encode() not in row
    guessed = json.dumps({name: told[name] for name in ("answers", "estimates")}, sort_keys=True, separators=(",", ":"))
    assert closing.commitment_of(guessed) != bytes(kees.commitment)
    short, long = (
        making.written(wave, made.leaders["Mo"], 1, 1),
        making.written(wave, made.leaders["Mo"], 5, 5),
    )
    assert len(short) == len(long) == len(text)


def test_only_who_leads_there_and_only_while_it_is_open(made: making.Made, wave: Wave) -> None:
    for person in (made.host, made.administrator, made.members["Noord"][0]):
        with pytest.raises(NotAllowed):
            leading.decide(wave, person, agreed=True)
    leading.decide(wave, made.leaders["Kees"], agreed=True)
    making.closed(wave, made)
    with pytest.raises(NotNow):
        leading.decide(wave, made.leaders["Mo"], agreed=True)
    with pytest.raises(NotNow):
        leading.commit(wave, made.leaders["Kees"], making.written(wave, made.leaders["Kees"]))


def test_who_leads_in_a_group_has_no_side_of_their_own() -> None:
    made = making.organisation({"Zuid": 6}, {"Zuid": [f"Kees {n}" for n in range(5)]})
    wave = making.wave(made)
    with pytest.raises(NotAllowed):
        leading.decide(wave, made.leaders["Kees 1"], agreed=True)


def test_without_the_key_of_the_wave_nothing_is_bound(made: making.Made, wave: Wave) -> None:
    leading.decide(wave, made.leaders["Kees"], agreed=True)
    key_store().forget_wave_key(wave.pk)
    with pytest.raises(BoxLost):
        leading.commit(wave, made.leaders["Kees"], making.written(wave, made.leaders["Kees"]))
    assert not bytes(side(wave, made, "Kees").commitment)


def test_with_a_damaged_key_of_the_wave_nothing_is_bound(made: making.Made, wave: Wave) -> None:
    leading.decide(wave, made.leaders["Kees"], agreed=True)
    (Path(settings.TEGENWIND.keys) / f"wave-{wave.pk}").write_bytes(b"short")
    with pytest.raises(BoxLost):
        leading.commit(wave, made.leaders["Kees"], making.written(wave, made.leaders["Kees"]))


# What somebody can try who may write in the tables.


def all_agreed(wave: Wave, made: making.Made) -> None:
    for number, person in enumerate(made.leaders.values()):
        making.wrote(wave, person, agreed=True, place=1 + number, estimate=5 - number)


def test_what_two_who_lead_wrote_cannot_be_swapped(made: making.Made, wave: Wave) -> None:
    all_agreed(wave, made)
    one, other = side(wave, made, "Kees"), side(wave, made, "Mo")
    one.sealed, other.sealed = other.sealed, one.sealed
    one.commitment, other.commitment = other.commitment, one.commitment
    one.save()
    other.save()
    making.closed(wave, made)
    assert leaders(wave) is None


def test_what_somebody_wrote_in_another_wave_is_not_shown_in_this_one(made: making.Made, wave: Wave) -> None:
    all_agreed(wave, made)
    other = making.wave(made, name="steun")
    all_agreed(other, made)
    keys = Path(settings.TEGENWIND.keys)
    (keys / f"wave-{wave.pk}").write_bytes((keys / f"wave-{other.pk}").read_bytes())
    for name in made.leaders:
        mine, theirs = side(wave, made, name), side(other, made, name)
        mine.sealed, mine.commitment = theirs.sealed, theirs.commitment
        mine.save()
    making.closed(wave, made)
    assert leaders(wave) is None


@pytest.mark.parametrize("what", ["sealed", "commitment"])
def test_a_changed_byte_shows_nobody(made: making.Made, wave: Wave, what: str) -> None:
    all_agreed(wave, made)
    kees = side(wave, made, "Kees")
    bytes_ = bytearray(getattr(kees, what))
    bytes_[len(bytes_) // 2] ^= 1
    setattr(kees, what, bytes(bytes_))
    kees.save()
    making.closed(wave, made)
    assert leaders(wave) is None


def test_saying_yes_for_somebody_else_shows_nothing_of_them(made: making.Made, wave: Wave) -> None:
    """There is no copy to show: it was never made."""
    for name, person in made.leaders.items():
        making.wrote(wave, person, agreed=name != "Mo", place=2)
    Leading.objects.filter(wave=wave).update(agreed=True)
    making.closed(wave, made)
    assert leaders(wave) is None
