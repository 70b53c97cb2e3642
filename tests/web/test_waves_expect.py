"""Who leads where fewer than k do: the choice, what they expect, and that nothing of it changes afterwards."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from tegenwind.accounts.keystore import key_store
from tegenwind.practice.expectation import KIND, Expectation, canonical
from tegenwind.waves import closing
from tegenwind.waves.models import Leading, Wave
from tests.waves import making
from tests.waves.making import Made
from tests.web.people import Human, at, main, text, words

pytestmark = pytest.mark.django_db
PACK = making.pack()
FIRST, THEME = PACK.statements[0].id, PACK.themes[0].id
GIVEN = {f"a-{FIRST}": "2", f"e-{THEME}": "5"}


@pytest.fixture
def east(owner: Human) -> Made:
    """An organisation in which the owner leads, with one other."""
    return making.organisation({"Noord": 7}, led_by={"Noord": {"Noor": owner.person, "Kees": making.someone("Kees")}})


@pytest.fixture
def mine(east: Made) -> Wave:
    return making.wave(east)


def side(wave: Wave, human: Human) -> Leading:
    return Leading.objects.get(wave=wave, member=human.person.pk)


def post(human: Human, wave: Wave, do: str, **fields: str) -> Any:
    return human.client.post(at("wave-expect", wave.pk), {"do": do, **fields})


def bound(human: Human, wave: Wave, agreed: str = "yes") -> Expectation:
    """Through the pages, to the end."""
    assert post(human, wave, "choose", agreed=agreed).status_code == 302
    assert post(human, wave, "bind", **GIVEN).status_code == 302
    (record,) = human.kept(Expectation)
    return record


def test_whether_it_may_be_shown_comes_before_the_first_answer(owner: Human, mine: Wave) -> None:
    assert at("wave-expect", mine.pk) in main(owner.get("home"))
    page = owner.get("wave-expect", mine.pk)
    assert "Mag je team zien wat je invult?" in words(page) and f'name="a-{FIRST}"' not in text(page)
    for do in ("look", "bind", "change", "choose", ""):
        refused = post(owner, mine, do, **GIVEN)
        assert refused.status_code == 422 and "Kies er eerst een" in words(refused)
    assert owner.kept(Expectation) == [] and side(mine, owner).agreed is None
    assert post(owner, mine, "choose", agreed="no").status_code == 302
    page = owner.get("wave-expect", mine.pk)
    assert side(mine, owner).agreed is False and f'name="a-{FIRST}"' in text(page)
    assert "Alleen jij ziet dit, ook na het sluiten." in words(page)
    post(owner, mine, "choose", agreed="yes")
    assert side(mine, owner).agreed is True


def test_it_is_read_over_and_can_be_changed_until_it_is_bound(owner: Human, mine: Wave) -> None:
    post(owner, mine, "choose", agreed="yes")
    rows = owner.rows()
    look = post(owner, mine, "look", **GIVEN)
    assert look.status_code == 200 and "Klopt dit zo?" in words(look) and "nauwelijks" in words(look)
    again = post(owner, mine, "change", **GIVEN)
    assert f'name="a-{FIRST}" value="2" checked' in text(again)
    for wrong in ({}, {f"a-{FIRST}": "7"}, {"a-er-niet": "3"}):
        assert post(owner, mine, "look", **wrong).status_code == 422
        assert post(owner, mine, "bind", **wrong).status_code == 422
    assert owner.rows() == rows and not side(mine, owner).commitment


@pytest.mark.parametrize("agreed", ["yes", "no"])
def test_what_is_bound_lies_in_the_vault_and_the_wave_can_tell_it_is_the_same(
    owner: Human, mine: Wave, agreed: str
) -> None:
    record = bound(owner, mine, agreed)
    assert (record.answers, record.estimates, record.agreed) == ({FIRST: 2}, {THEME: 5}, agreed == "yes")
    assert bytes(side(mine, owner).commitment) == hashlib.sha256(record.written.encode()).digest()
    told = json.loads(record.written)
    assert (
        told["answers"] == {FIRST: 2} and told["estimates"] == {THEME: 5} and len(bytes.fromhex(told["number"])) == 32
    )
    # A copy goes along only with who agreed.
    assert bool(side(mine, owner).sealed) == (agreed == "yes")
    page = owner.get("wave-expect", mine.pk)
    assert "Dit legde je vast" in words(page) and "nauwelijks" in words(page)


def test_what_is_bound_never_changes(owner: Human, mine: Wave) -> None:
    record = bound(owner, mine)
    before = bytes(side(mine, owner).commitment), owner.rows()
    other = {f"a-{FIRST}": "5"}
    for do in ("choose", "look", "change", "bind"):
        answer = post(owner, mine, do, agreed="no", **other)
        assert answer.status_code == 200 and "Dit legde je vast" in words(answer)
    assert (bytes(side(mine, owner).commitment), owner.rows()) == before and owner.kept(Expectation) == [record]
    assert side(mine, owner).agreed is True


def test_what_another_window_chose_meanwhile_is_asked_about(owner: Human, mine: Wave) -> None:
    """Who read that only they see it, binds nothing that is shown."""
    post(owner, mine, "choose", agreed="no")
    assert 'name="agreed" value="no"' in main(post(owner, mine, "look", **GIVEN))
    post(owner, mine, "choose", agreed="yes")
    page = post(owner, mine, "bind", agreed="no", **GIVEN)
    assert page.status_code == 409 and "Je koos intussen iets anders" in words(page)
    assert 'name="agreed" value="yes"' in main(page) and f'name="a-{FIRST}" value="2"' in main(page)
    assert owner.kept(Expectation) == [] and bytes(side(mine, owner).commitment) == b""
    assert post(owner, mine, "bind", agreed="yes", **GIVEN).status_code == 302
    assert owner.kept(Expectation) != [] and bytes(side(mine, owner).sealed) != b""


def test_two_windows_bind_once(owner: Human, mine: Wave, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one looked before the first one bound."""
    post(owner, mine, "choose", agreed="yes")
    where = "tegenwind.web.waves.expecting.canonical"

    def meanwhile(*args: Any) -> str:
        monkeypatch.setattr(where, canonical)
        post(owner, mine, "bind", **{f"a-{FIRST}": "1"})
        return canonical(*args)

    monkeypatch.setattr(where, meanwhile)
    assert post(owner, mine, "bind", **GIVEN).status_code == 302
    (record,) = owner.kept(Expectation)
    assert record.answers == {FIRST: 1}
    assert bytes(side(mine, owner).commitment) == closing.commitment_of(record.written)


def test_when_the_wave_cannot_take_it_nothing_is_kept_and_it_can_be_done_again(owner: Human, mine: Wave) -> None:
    post(owner, mine, "choose", agreed="yes")
    key = key_store().wave_key(mine.pk)
    assert key is not None
    key_store().forget_wave_key(mine.pk)
    lost = post(owner, mine, "bind", **GIVEN)
    assert lost.status_code == 503 and "Er is niets vastgelegd" in words(lost) and 'value="2"' in text(lost)
    assert owner.kept(Expectation) == [] and not side(mine, owner).commitment
    key_store().keep_wave_key(mine.pk, key)
    bound(owner, mine)


def test_only_who_wrote_it_sees_it_before_closing(owner: Human, east: Made, mine: Wave) -> None:
    bound(owner, mine)
    other = Human.join("Sanne")
    assert other.get("wave-expect", mine.pk).status_code == 404
    assert post(other, mine, "bind", **GIVEN).status_code == 404
    assert other.get("erase-one", KIND, _id(owner)).status_code == 404


def _id(owner: Human) -> int:
    from tegenwind.vault import queries

    return queries.all_heads(owner.unlocked, KIND)[0].id


def test_one_s_own_copy_can_go_and_the_rest_stays(owner: Human, mine: Wave) -> None:
    bound(owner, mine)
    assert owner.post("erase-one", KIND, _id(owner), sure="1").status_code in (200, 302)
    if not owner.kept(Expectation):
        page = owner.get("wave-expect", mine.pk)
        assert page.status_code == 200 and "Jouw eigen exemplaar ligt hier niet" in words(page)
    assert side(mine, owner).commitment


def test_after_closing_it_is_still_there_to_read(owner: Human, east: Made, mine: Wave) -> None:
    bound(owner, mine)
    making.answered(mine, {"Noord": making.answers(7)})
    making.closed(mine, east)
    assert "Dit legde je vast" in words(owner.get("wave-expect", mine.pk))


def test_who_wrote_nothing_in_time_cannot_any_more(owner: Human, east: Made, mine: Wave) -> None:
    Wave.objects.filter(pk=mine.pk).update(state=Wave.State.STOPPED)
    assert owner.get("wave-expect", mine.pk).headers["Location"] == at("wave", mine.pk)
    assert post(owner, mine, "bind", **GIVEN).headers["Location"] == at("wave", mine.pk)
    assert owner.kept(Expectation) == []


def test_the_text_that_binds_is_always_the_same() -> None:
    one = canonical({"b": 2, "a": 1}, {"t": 3}, bytes(32))
    assert one == canonical({"a": 1, "b": 2}, {"t": 3}, bytes(32))
    assert one == '{"answers":{"a":1,"b":2},"estimates":{"t":3},"number":"' + "00" * 32 + '"}'
