"""Slots, sessions and letters whose bytes were changed, as somebody at a browser meets them: no fault, and a way on."""

from __future__ import annotations

import pytest
from django.db import models
from django.test import Client

from tegenwind.accounts import inbox
from tegenwind.accounts.models import InboxLetter, KeySlot, SealedSession, UnlockedSession, Vault
from tests.accounts.people import OTHER
from tests.web.people import Human, at, text

pytestmark = pytest.mark.django_db


def _zero(model: type[models.Model], field: str, **which: object) -> None:
    """Every byte of it another, the first among them."""
    rows = model._default_manager.filter(**which)
    assert rows
    for row in rows:
        setattr(row, field, bytes(byte ^ 3 for byte in bytes(getattr(row, field))))
        row.save(update_fields=[field])


def test_a_damaged_slot_on_the_pages(owner: Human) -> None:
    """Signing in works, the vault stays shut, and the recovery code still opens it."""
    report = owner.finish({"ja-maar": (4, 1, "Staat er nog.")})
    _zero(KeySlot, "wrapped_uk", kind="passphrase", vault__owner=owner.person)
    other = Human(owner.name)
    assert other.post("sign-in", login=owner.name, password=owner.passphrase).status_code == 302
    assert other.get("reflection").headers["Location"].startswith(at("unlock"))
    answer = other.client.post(at("unlock"), {"unlock-passphrase": owner.passphrase})
    assert answer.status_code == 401 and "herstelcode" in text(answer)
    fields = {"name": owner.name, "code": owner.code, "new": OTHER}
    assert Client().post(at("recover"), fields).status_code == 200
    again_there = Human(owner.name)
    assert again_there.post("sign-in", login=owner.name, password=OTHER).status_code == 302
    assert "Staat er nog." in text(again_there.get("report", report))


def test_damaged_sessions_on_the_pages(owner: Human) -> None:
    owner.finish()
    _zero(UnlockedSession, "sealed_uk")
    assert owner.get("reflection").headers["Location"].startswith(at("unlock"))
    owner.client.post(at("unlock"), {"unlock-passphrase": owner.passphrase})
    assert owner.get("reflection").status_code == 200
    _zero(SealedSession, "data")
    assert owner.get("reflection").headers["Location"].startswith(at("sign-in"))
    assert owner.elsewhere().get("reflection").status_code == 200


def test_damaged_letters_and_inbox_on_the_pages(owner: Human) -> None:
    owner.finish()
    inbox.write(owner.unlocked.vault_id, "answer", {"text": "een brief"})
    for model, field in ((InboxLetter, "sealed"), (Vault, "inbox_private")):
        _zero(model, field)
        other = owner.elsewhere()
        for name in ("home", "reflection", "routes", "me"):
            assert other.get(name).status_code == 200, name
