"""Two numbers in one address: a case and a moment. Only one's own moment under its own case is there."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from tests.web.moments import case_of, moment_in
from tests.web.people import Human, at

pytestmark = pytest.mark.django_db

#: Every page of a moment, with what would be kept there.
MOMENT = {
    "moment": {"words": "Van een ander.", "place": "7", "do": "stop"},
    "moment-fit": {"w-signal": "Van een ander.", "do": "on"},
    "moment-protection": {"w-protects": "Van een ander.", "do": "on"},
    "moment-lenses": {"lens_fit": "Van een ander."},
    "moment-attune": {"pace": "Van een ander.", "seat": "beside"},
    "moment-repair": {"words": "Van een ander."},
}
#: Every page of a case, with what would be kept there, or would go.
CASE = {
    "case-edit": {"context": "Van een ander."},
    "case-goodbye": {"do": "let-go", "sentence": "Van een ander.", "key": "k"},
    "case-intervision": {"do": "look", "question": "Van een ander?"},
    "moment-new": {"what": "met"},
}


def statuses(client: Client, name: str, args: tuple[object, ...], fields: dict[str, str]) -> set[int]:
    """What its page answers when it is looked at, posted, and kept by itself."""
    place = at(name, *args) + ("?at=mine" if name == "moment-repair" else "")
    looked = [] if name == "moment-new" else [client.get(place).status_code]
    posted = [client.post(place, fields, headers=more).status_code for more in ({}, {"X-Autosave": "1"})]
    return {*looked, *posted}


@pytest.fixture
def lived(people: SimpleNamespace) -> SimpleNamespace:
    """The owner with two cases of one moment each, a team-mate with one."""
    owner, mate = people.owner, people.mate
    people.case, people.other = case_of(owner), case_of(owner, "kade 9")
    people.moment, people.others = moment_in(owner, people.case), moment_in(owner, people.other)
    people.theirs = case_of(mate)
    people.their_moment = moment_in(mate, people.theirs)
    return people


@pytest.mark.parametrize("name", MOMENT)
def test_a_moment_is_only_there_under_its_own_case(name: str, lived: SimpleNamespace) -> None:
    owner: Human = lived.owner
    kept = owner.rows(), lived.mate.rows()
    for place in (
        (lived.other, lived.moment),
        (lived.moment, lived.case),
        (lived.moment, lived.moment),
        (lived.case, lived.case),
        (lived.case, lived.their_moment),
        (lived.theirs, lived.moment),
        (lived.theirs, lived.their_moment),
        (lived.case, 1234567),
        (1234567, lived.moment),
    ):
        assert statuses(owner.client, name, place, MOMENT[name]) == {404}, place
    assert (owner.rows(), lived.mate.rows()) == kept
    assert owner.get(name, lived.case, lived.moment).status_code == 200


@pytest.mark.parametrize("name", MOMENT)
def test_an_orphan_is_under_no_case(name: str, lived: SimpleNamespace) -> None:
    """A moment that names no case, as an archive may have it."""
    orphan = moment_in(lived.owner, None)
    kept = lived.owner.rows()
    assert statuses(lived.owner.client, name, (lived.case, orphan), MOMENT[name]) == {404}
    assert lived.owner.rows() == kept


@pytest.mark.parametrize("name", CASE)
def test_a_case_of_another_or_another_record_is_no_case(name: str, lived: SimpleNamespace) -> None:
    owner: Human = lived.owner
    walk, report = owner.begin_route(), owner.finish()
    kept = owner.rows(), lived.mate.rows()
    for record in (lived.theirs, lived.moment, lived.their_moment, walk, report, 1234567):
        assert statuses(owner.client, name, (record,), CASE[name]) == {404}
    assert owner.get("case", walk).status_code == owner.get("case", lived.moment).status_code == 404
    assert (owner.rows(), lived.mate.rows()) == kept


@pytest.mark.parametrize(("kind", "which"), [("case", "case"), ("moment", "moment")])
def test_a_team_mate_erases_nothing_of_the_owner(kind: str, which: str, lived: SimpleNamespace) -> None:
    record, kept = getattr(lived, which), lived.owner.rows()
    assert lived.mate.get("erase-one", kind, record).status_code == 404
    assert lived.mate.post("erase-one", kind, record).status_code == 404
    # Nor what is one's own under the name of another kind.
    assert lived.owner.post("erase-one", "farewell", record).status_code == 404
    assert lived.owner.rows() == kept


def test_what_goes_to_intervision_holds_nothing_of_another_case(lived: SimpleNamespace) -> None:
    from tegenwind.practice.moment import Moment
    from tegenwind.web import shelf
    from tegenwind.web.cases.intervising import _mark

    for whose, moment, said in (
        (lived.owner, lived.others, "Van kade 9."),
        (lived.mate, lived.their_moment, "Van Sam."),
    ):
        mine = shelf.take(whose.unlocked, Moment, moment)
        shelf.keep(whose.unlocked, mine.record.model_copy(update={"words": {"case/met": said}}), over=mine)
    picks = [_mark(one, "own") for one in (lived.others, lived.their_moment)]
    fields = {"do": "look", "pick": picks, "question": "Wat zou jij doen?"}
    page = lived.owner.client.post(at("case-intervision", lived.case), fields).content.decode()
    assert "Wat zou jij doen?" in page and "Van kade 9." not in page and "Van Sam." not in page
