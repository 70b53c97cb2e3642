"""The acts that are cut off at every write, and what must hold whatever came of them: old or new opens, never neither."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

from tests.attacks.killing import Act

OLD, NEW = "vier losse woorden hier", "heel andere woorden daar"
NAME = "Anne"


def acts() -> dict[str, Act]:
    """By name. Made after Django was set up."""
    from tests.attacks import killed_waves as waves
    from tests.attacks.killed_import import bring_in, in_or_not, packed

    return {
        "joining": Act(nobody, join, joined_or_not),
        "a recovery code": Act(lived, another_code, one_code_opens),
        "a new passphrase": Act(lived, change_passphrase, one_phrase_opens),
        "a new passphrase with the recovery code": Act(lived, recover, one_phrase_opens),
        "a new diary passphrase": Act(diary, change_diary, one_phrase_opens),
        "an empty place beside": Act(forgotten, begin_beside, both_places_open),
        "a passkey": Act(lived, add_passkey, passkey_or_not),
        "a new key": Act(lived, rotate, old_or_new_key),
        "bringing in": Act(packed, bring_in, in_or_not),
        "erasing": Act(lived, erase, all_or_nothing),
        "opening a wave": Act(waves.prepared, waves.open_one, waves.open_or_not),
        "closing a wave": Act(waves.running, waves.close_it, waves.published_once),
    }


# What lies beside the data folder, as in the person's own drawer.


def note(folder: Path, name: str, text: str) -> None:
    (folder / f"drawer-{name}").write_text(text)


def noted(folder: Path, name: str) -> str:
    path = folder / f"drawer-{name}"
    return path.read_text() if path.exists() else ""


# What went before.


def nobody(folder: Path) -> None:
    pass


def lived(folder: Path) -> None:
    """Somebody with a recovery code, records of two kinds, a draft, and a letter."""
    from tegenwind.accounts import actions
    from tegenwind.accounts.models import Person

    person = Person(username=NAME)
    person.set_password(OLD)
    _fill(folder, actions.join(person))


def diary(folder: Path) -> None:
    """The same for somebody who signs in through an organisation."""
    from tegenwind.accounts import slots
    from tegenwind.accounts.models import Person

    person = Person(username=NAME)
    person.set_unusable_password()
    person.save()
    _fill(folder, slots.open_with_diary(person, OLD))


def forgotten(folder: Path) -> None:
    """The same, after a reset by mail: another passphrase to sign in with, and the vault still shut."""
    lived(folder)
    person = _person()
    person.set_password(NEW)
    person.save()


def _fill(folder: Path, mine: Any) -> None:
    from tegenwind import sealing
    from tegenwind.accounts import actions, inbox
    from tegenwind.vault.actions import put

    code = actions.make_recovery_code(mine)
    assert actions.confirm_recovery_code(mine, sealing.last_group(code))
    note(folder, "code", code)
    for number in range(6):
        for kind in ("check-in", "route"):
            text = f"{kind} {number}"
            put(mine, kind=kind, body={"text": text}, head={"title": text}, pinned=True if number == 4 else None)
    inbox.write(mine.vault_id, "answer", {"text": "een brief"})
    note(folder, "kept", _kept(mine))


def _kept(mine: Any) -> str:
    """Everything that can be read, index and records held against each other."""
    from tegenwind.accounts import inbox
    from tegenwind.vault import queries

    found: dict[str, Any] = {}
    for kind in ("check-in", "route"):
        opened, heads = queries.open_many(mine, kind), queries.all_heads(mine, kind)
        assert not opened.unreadable
        assert {head.id: head.data for head in heads} == {record.id: record.head for record in opened.records}
        found[kind] = [[one.id, one.number, one.revision, one.body] for one in opened.records]
        found[f"{kind} pinned"] = [head.id for head in queries.pinned(mine, kind)]
    found["letters"] = [[letter.id, letter.body] for letter in inbox.read(mine)]
    return json.dumps(found, sort_keys=True)


def _person() -> Any:
    from tegenwind.accounts import queries

    person = queries.person_named(NAME)
    assert person is not None
    return person


def opened_by(phrase: str) -> Any:
    from tegenwind.accounts import actions
    from tegenwind.accounts.errors import CannotUnlock

    try:
        return actions.unlock_with_passphrase(_person(), phrase)
    except CannotUnlock:
        return None


def _recovers(code: str) -> Any:
    from tegenwind.accounts import actions
    from tegenwind.accounts.errors import CannotUnlock

    try:
        return actions.unlock_with_recovery_code(_person(), code)
    except CannotUnlock:
        return None


def _whole(folder: Path, mine: Any) -> None:
    assert _kept(mine) == noted(folder, "kept")


def _nothing_stays_waiting() -> None:
    """After the next start the key store holds one settled key for each account, and no other file."""
    import datetime

    from django.conf import settings

    from tegenwind.accounts import actions
    from tegenwind.accounts.models import Person

    actions.sweep_key_store(datetime.timedelta())
    people = {str(number) for number in Person.objects.values_list("pk", flat=True)}
    names = {path.name for path in Path(settings.TEGENWIND.keys).glob("*") if not path.name.startswith(".")}
    assert names - {"house"} == people, (names, people)


# Joining.


def join(folder: Path) -> None:
    from tegenwind.accounts import actions
    from tegenwind.accounts.models import Person

    person = Person(username=NAME)
    person.set_password(OLD)
    actions.join(person)


def joined_or_not(folder: Path) -> str:
    """An account that opens, or none, and then the name is free."""
    from tegenwind.accounts import queries

    if queries.person_named(NAME) is None:
        _nothing_stays_waiting()
        join(folder)
        left = "nobody"
    else:
        left = "joined"
    assert _person().check_password(OLD) and opened_by(OLD)
    _nothing_stays_waiting()
    assert opened_by(OLD)
    return left


# Secrets that change.


def another_code(folder: Path) -> None:
    from tegenwind import sealing
    from tegenwind.accounts import actions

    mine = opened_by(OLD)
    code = actions.make_recovery_code(mine)
    note(folder, "new code", code)
    assert actions.confirm_recovery_code(mine, sealing.last_group(code))


def one_code_opens(folder: Path) -> str:
    mine = opened_by(OLD)
    _whole(folder, mine)
    old = _recovers(noted(folder, "code"))
    new = noted(folder, "new code") and _recovers(noted(folder, "new code"))
    assert bool(old) != bool(new) and (old or new) == mine
    return "old" if old else "new"


def change_passphrase(folder: Path) -> None:
    from tegenwind.accounts import actions

    actions.change_passphrase(_person(), OLD, NEW)


def recover(folder: Path) -> None:
    from tegenwind.accounts import actions

    actions.set_passphrase_with_recovery(_person(), noted(folder, "code"), NEW)


def change_diary(folder: Path) -> None:
    from tegenwind.accounts import slots

    slots.change_diary(_person(), OLD, NEW)


def one_phrase_opens(folder: Path) -> str:
    """The same one signs in and opens; and the recovery code as ever."""
    person, old, new = _person(), opened_by(OLD), opened_by(NEW)
    assert bool(old) != bool(new), (old, new)
    if person.has_usable_password():
        assert person.check_password(OLD if old else NEW) and not person.check_password(NEW if old else OLD)
    assert _recovers(noted(folder, "code")) == (old or new)
    _whole(folder, old or new)
    return "old" if old else "new"


def begin_beside(folder: Path) -> None:
    from tegenwind.accounts import slots

    slots.start_empty_beside(_person(), NEW)


def both_places_open(folder: Path) -> str:
    _whole(folder, opened_by(OLD))
    assert _recovers(noted(folder, "code")) == opened_by(OLD)
    beside = opened_by(NEW)
    if beside is None:
        begin_beside(folder)
    new = opened_by(NEW)
    assert json.loads(_kept(new))["check-in"] == []
    return "old" if beside is None else "new"


def add_passkey(folder: Path) -> None:
    from tegenwind.accounts import slots

    credential, prf = secrets.token_bytes(20), secrets.token_bytes(32)
    note(folder, "passkey", f"{credential.hex()} {prf.hex()}")
    slots.add_passkey(opened_by(OLD), credential, prf)


def passkey_or_not(folder: Path) -> str:
    from tegenwind.accounts import slots
    from tegenwind.accounts.errors import CannotUnlock

    _whole(folder, opened_by(OLD))
    if not noted(folder, "passkey"):
        return "old"
    credential, prf = map(bytes.fromhex, noted(folder, "passkey").split())
    try:
        assert slots.unlock_with_passkey(_person(), credential, prf) == opened_by(OLD)
    except CannotUnlock:
        assert len(slots.slots_of(opened_by(OLD).vault_id)) == 2
        return "old"
    return "new"


# A new key.


def rotate(folder: Path) -> None:
    from tegenwind.portability import rotation

    mine = opened_by(OLD)
    note(folder, "key", mine.uk.hex())
    rotation.begin(_person(), mine, OLD)
    while rotation.go_on(mine, seconds=0) is None:
        pass


def old_or_new_key(folder: Path) -> str:
    """The passphrase opens; what was under way goes on; and everything is there."""
    from tegenwind.accounts.models import Vault
    from tegenwind.portability import rotation

    mine = opened_by(OLD)
    old = mine.uk.hex() == noted(folder, "key")
    left = "moving" if mine.moving else "old" if old else "new"
    assert bool(_recovers(noted(folder, "code"))) == (left != "new")
    if mine.moving:
        assert old
        while (new := rotation.go_on(mine, seconds=0)) is None:
            pass
        assert opened_by(OLD) == new and not opened_by(OLD).moving
    _whole(folder, opened_by(OLD))
    (vault,) = Vault.objects.all()
    assert vault.is_current and not vault.successor
    return left


# Erasing.


def erase(folder: Path) -> None:
    from tegenwind.accounts import actions

    actions.erase_person(_person())


def all_or_nothing(folder: Path) -> str:
    """Everything is there, or nothing at all: no row of the account, and after the next start no key either."""
    from tegenwind.accounts import queries
    from tegenwind.accounts.models import InboxLetter, KeySlot, Vault
    from tegenwind.vault.models import SealedRecord

    if queries.person_named(NAME) is not None:
        _whole(folder, opened_by(OLD))
        _nothing_stays_waiting()
        _whole(folder, opened_by(OLD))
        return "all"
    for model in (Vault, KeySlot, InboxLetter, SealedRecord):
        assert not model._default_manager.exists(), model
    _nothing_stays_waiting()
    return "nothing"
