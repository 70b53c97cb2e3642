"""After a reset by mail: what opens the vault that stayed locked, an empty one beside it, and which is in use."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tegenwind.accounts import mail, slots
from tegenwind.accounts.models import KeySlot, Vault
from tegenwind.web.ids import RecordIdConverter
from tests.web.people import ANOTHER, PACK, PASSPHRASE, Human, answers, at, text, words

pytestmark = pytest.mark.django_db

NEXT = "vier andere losse woorden"


@pytest.fixture
def after_reset(owner: Human) -> Human:
    """The owner, who wrote something, chose a new passphrase by mail and signed in with it."""
    owner.report = owner.finish()  # type: ignore[attr-defined]
    mail.set_forgotten(owner.person, ANOTHER)
    again = Human(owner.name)
    again.passphrase, again.code, again.report = ANOTHER, owner.code, owner.report  # type: ignore[attr-defined]
    answer = again.post("sign-in", login=owner.name, password=ANOTHER)
    assert answer.status_code == 302
    return again


def the_vault(one: Human) -> str:
    return RecordIdConverter().to_url(slots.places_of(one.person)[-1].id)


def test_who_signed_in_after_a_reset_is_told_what_opens(after_reset: Human) -> None:
    place = after_reset.client.get(at("unlock") + "?next=/check-ins/")
    assert place.headers["Location"] == at("unlock-other") + "?next=%2Fcheck-ins%2F"
    page = after_reset.get("unlock-other")
    assert "Je wachtzin van nu past niet op dit slot" in words(page)
    assert "Begin leeg ernaast" in words(page)


def test_the_old_passphrase_opens_and_todays_is_adopted(after_reset: Human) -> None:
    opened = after_reset.post("unlock-other", passphrase=PASSPHRASE, next="/check-ins/")
    assert opened.headers["Location"] == at("adopt") + "?next=%2Fcheck-ins%2F"
    assert after_reset.get("report", after_reset.report).status_code == 200  # type: ignore[attr-defined]
    wrong = after_reset.post("adopt", passphrase=PASSPHRASE)
    assert wrong.status_code == 422 and "niet de wachtzin waarmee je je nu aanmeldt" in words(wrong)
    assert after_reset.post("adopt", passphrase=ANOTHER, next="/check-ins/").headers["Location"] == "/check-ins/"
    assert KeySlot.objects.filter(kind="passphrase").count() == 1
    again = after_reset.elsewhere()
    assert again.get("report", after_reset.report).status_code == 200  # type: ignore[attr-defined]


def test_the_recovery_code_opens_too(after_reset: Human) -> None:
    wrong = after_reset.post("unlock-other", code="0000-0000-0000-0000-00000-00000")
    assert wrong.status_code == 422 and "Met deze code gaat je plek niet open" in words(wrong)
    assert after_reset.post("unlock-other", code=after_reset.code).headers["Location"].startswith(at("adopt"))
    assert after_reset.get("reflection").status_code == 200


@pytest.mark.parametrize(
    "posted",
    [{}, {"passphrase": ""}, {"code": " "}, {"code": "x"}, {"passphrase": "z" * 5000}],
)
def test_what_opens_nothing_changes_nothing(after_reset: Human, posted: dict[str, str]) -> None:
    before = list(KeySlot.objects.order_by("pk").values_list())
    assert after_reset.post("unlock-other", **posted).status_code == 422
    assert list(KeySlot.objects.order_by("pk").values_list()) == before
    assert after_reset.get("unlock-other").status_code == 200


def test_trying_has_the_limit_of_signing_in(after_reset: Human) -> None:
    for _try in range(10):
        assert after_reset.post("unlock-other", passphrase=NEXT).status_code == 422
    assert "te vaak" in words(after_reset.post("unlock-other", passphrase=PASSPHRASE))
    assert "te vaak" in words(Human("Noor").post("sign-in", login="Noor", password=ANOTHER))


def test_todays_passphrase_in_the_form_over_the_page_says_what_is_the_matter(after_reset: Human) -> None:
    fields = answers({"ja-maar": (4, 1, "Niet weg.")}) | {"do": "save"}
    told = after_reset.client.post(at("answer-all", PACK), fields | {"unlock-passphrase": ANOTHER})
    assert told.status_code == 401 and "nieuwer dan het slot" in words(told) and 'value="Niet weg."' in text(told)
    kept = after_reset.client.post(at("answer-all", PACK), fields | {"unlock-passphrase": PASSPHRASE})
    assert kept.status_code == 200


def test_an_empty_one_beside_it_leaves_the_old_one_whole(after_reset: Human) -> None:
    before = list(KeySlot.objects.order_by("pk").values_list())
    assert after_reset.post("begin-empty", passphrase=PASSPHRASE).status_code == 422
    assert Vault.objects.count() == 1
    assert after_reset.post("begin-empty", passphrase=ANOTHER).headers["Location"] == at("recovery-code")
    assert [row for row in KeySlot.objects.order_by("pk").values_list() if row in before] == before
    old = after_reset.code
    after_reset.make_recovery_code()
    assert after_reset.get("reflection").status_code == 200
    assert after_reset.get("report", after_reset.report).status_code == 404  # type: ignore[attr-defined]
    page = words(after_reset.get("places"))
    assert "Nu open in deze browser" in page and "Een plek ernaast" in page and "een wachtzin van eerder wel" in page

    # The old one found back: it opens here, and can be the one in use again.
    address = at("place", slots.places_of(after_reset.person)[-1].id)
    assert after_reset.client.post(address, {"passphrase": ANOTHER}).status_code == 422
    assert after_reset.client.post(address, {"code": after_reset.code}).status_code == 422
    assert after_reset.client.post(address, {"code": old}).headers["Location"].startswith(at("adopt"))
    assert after_reset.get("report", after_reset.report).status_code == 200  # type: ignore[attr-defined]
    assert after_reset.post("adopt", passphrase=ANOTHER).status_code == 302
    assert "Gebruik deze voortaan" in words(after_reset.client.get(address))
    assert after_reset.client.post(address).headers["Location"] == at("places")
    assert after_reset.elsewhere().get("report", after_reset.report).status_code == 200  # type: ignore[attr-defined]


def test_nobody_has_more_than_a_few(after_reset: Human) -> None:
    while Vault.objects.count() < slots.MOST_VAULTS:
        assert after_reset.post("begin-empty", passphrase=ANOTHER).status_code == 302
    refused = after_reset.post("begin-empty", passphrase=ANOTHER)
    assert refused.status_code == 422 and "al zoveel plekken" in words(refused)
    assert Vault.objects.count() == slots.MOST_VAULTS


def test_somebody_elses_place_is_not_there(people: SimpleNamespace) -> None:
    theirs = at("place", Vault.objects.get(owner=people.mate.person).pk)
    assert people.mate.client.get(theirs).status_code == 200
    assert people.owner.client.get(theirs).status_code == 404
    assert people.owner.client.post(theirs, {"passphrase": PASSPHRASE}).status_code == 404
    assert people.outsider.client.get(theirs).headers["Location"].startswith(at("sign-in"))


def test_with_one_place_that_opens_as_always(owner: Human) -> None:
    assert "Je wachtzin van nu opent hem" in words(owner.get("places"))
    owner.lock()
    assert owner.get("unlock").status_code == 200
    assert owner.get("unlock-other").status_code == 200
