"""Erasing one record, one practice and everything, as a person does it at the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tegenwind.accounts.errors import KeyStoreMissing
from tegenwind.accounts.fields import random_id
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import Person
from tegenwind.practice import versions
from tegenwind.practice.share import Share
from tegenwind.sharing import actions as sharing
from tegenwind.sharing.queries import open_shares
from tegenwind.vault import queries as vault
from tegenwind.vault.models import SealedRecord
from tegenwind.web.keeping.words import practices
from tests.portability import moving
from tests.web.people import PASSPHRASE, Human, at, text, words
from tests.web.test_keeping import filled, sign, take_along

pytestmark = pytest.mark.django_db


def test_each_kind_can_be_erased() -> None:
    assert set(practices()) == set(versions.KINDS)


def test_one_reflection_from_its_own_page(owner: Human) -> None:
    first = owner.finish()
    second = owner.finish({"harder-werken": (2, 1, "Later.")})
    assert at("erase-one", "check-in", first) in text(owner.get("report", first))
    assert "Dit kan niet ongedaan" in words(owner.get("erase-one", "check-in", first))
    assert owner.post("erase-one", "check-in", first).headers["Location"] == at("reflection")
    assert owner.get("report", first).status_code == 404
    assert owner.get("report", second).status_code == 200
    assert [one.earlier for one in owner.check_ins()] == [None]


def test_a_route_whose_check_in_was_erased_stays_readable(owner: Human) -> None:
    report = owner.finish()
    answer = owner.post("report", report, statement="harder-werken", reply="yes")
    owner.post("erase-one", "check-in", report)
    page = owner.client.get(answer.headers["Location"])
    assert page.status_code == 200 and "Ik wil laten zien dat ik er ben." in words(page)
    assert owner.walks()[0].check_in is None


def test_a_moment_whose_route_was_erased_leads_nowhere_else(owner: Human) -> None:
    walk = owner.begin_route()
    moment = owner.slow_down("emotion", route=sign(walk))
    owner.post("route-drop", walk)
    assert owner.slow_downs()[0].route is None
    assert owner.post("slow-down-step", moment, "back", do="on").headers["Location"] == at("home")


def test_a_practice(owner: Human) -> None:
    filled(owner)
    assert "3 stukken" in words(owner.get("erase-practice", "check-in"))
    owner.post("erase-practice", "check-in")
    assert owner.check_ins() == [] and owner.drafts() == {}
    assert len(owner.walks()) == 1 and len(owner.slow_downs()) == 1
    assert owner.get("reflection").status_code == owner.get("routes").status_code == 200
    assert "Reflecties" not in words(owner.get("erase"))


def test_what_was_given_to_read_closes_when_it_is_erased(owner: Human) -> None:
    ways: list[Callable[[int], Any]] = [
        lambda kept: owner.post("erase-one", "share", kept),
        lambda _kept: owner.post("erase-practice", "share"),
    ]
    for erase in ways:
        door = random_id()
        sharing.seal(owner.unlocked, share_id=door, key=bytes(16), body=b"{}", days=7)
        share = Share(
            what="report",
            title="Proef",
            for_name="Bo",
            from_name="Noor",
            ask="listen",
            extent="words",
            door=sign(door),
            made_on=date(2026, 11, 22),
            until=date(2026, 11, 29),
        )
        kept = moving.put(owner.unlocked, share)
        assert "Proef" in words(owner.get("erase-one", "share", kept))
        assert set(open_shares(owner.unlocked)) == {door}
        erase(kept)
        assert open_shares(owner.unlocked) == {} and vault.all_heads(owner.unlocked, "share") == []


def test_what_does_not_open_any_more_can_be_erased(owner: Human) -> None:
    first = owner.finish()
    SealedRecord.objects.filter(pk=first).update(body=b"\1" + bytes(300))
    assert owner.post("erase-one", "check-in", first).status_code == 302
    assert owner.get("reflection").status_code == 200 and owner.check_ins() == []


def test_everything(owner: Human, join: Any) -> None:
    filled(owner)
    take_along(owner)
    other = owner.elsewhere()
    mate = filled(join("Sam"))
    kept, person_id = mate.rows(), owner.person.pk
    page = owner.get("erase-everything")
    assert 'name="confirm-passphrase"' in text(page)
    assert owner.post("erase-everything").status_code == 200
    assert Person.objects.filter(pk=person_id).exists()
    owner.post("erase-everything", confirm="1", confirm__passphrase="niet mijn wachtzin")
    assert Person.objects.filter(pk=person_id).exists()
    answer = owner.post("erase-everything", confirm="1", confirm__passphrase=PASSPHRASE)
    assert answer.headers["Location"] == at("erase-everything")
    assert "zeven dagen" in words(owner.get("erase-everything"))
    with Committed():
        done = owner.post("erase-everything")
    assert done.headers["Location"] == at("erased") and "cache" in done.headers["Clear-Site-Data"]
    assert owner.get("erased").status_code == 200
    assert owner.get("me").headers["Location"].startswith("/sign-in/")
    assert other.get("reflection").headers["Location"].startswith("/sign-in/")
    assert not Person.objects.filter(pk=person_id).exists() and mate.rows() == kept
    assert _left_of(person_id) == []
    again = Human(owner.name)
    again.through_the_pages()
    assert again.person.pk != person_id and again.check_ins() == []


def test_the_key_is_gone_with_it(owner: Human) -> None:
    person_id = owner.person.pk
    assert key_store().get(person_id)
    with Committed():
        owner.post("erase-everything", confirm="1", confirm__passphrase=PASSPHRASE)
        owner.post("erase-everything")
    with pytest.raises(KeyStoreMissing):
        key_store().get(person_id)


def _left_of(person_id: int) -> list[str]:
    """Tables in which something still points at a person who is gone, at any distance."""
    left = []
    for model in apps.get_models():
        every: list[Any] = list(model._meta.get_fields())
        for field in every:
            if getattr(field, "remote_field", None) and getattr(field, "column", None):
                there = field.related_model
                if there is None or isinstance(there, str):
                    continue
                known = set(there._default_manager.values_list("pk", flat=True))
                rows = set(model._default_manager.values_list(field.attname, flat=True)) - {None}
                if rows - known or person_id in rows:
                    left.append(f"{model._meta.label}.{field.name}")
    return left


class Committed:
    """Does what waits for the end of the transaction, which in a test never comes."""

    def __enter__(self) -> None:
        self.start = len(connection.run_on_commit)

    def __exit__(self, *_exc: object) -> None:
        for waiting in connection.run_on_commit[self.start :]:
            waiting[1]()
