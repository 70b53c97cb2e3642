"""Somebody who has one of everything that is sealed, so that each of it can be tampered with."""

from __future__ import annotations

import secrets

from tegenwind import sealing
from tegenwind.accounts import actions, inbox, queries, slots
from tegenwind.accounts import sessions as browser_sessions
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.fields import random_id
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import KeySlot, UnlockedSession
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.coaching import house
from tegenwind.coaching.models import Card
from tegenwind.sharing.models import Share
from tegenwind.vault import actions as kept
from tegenwind.vault import queries as vault
from tegenwind.waves import closing
from tegenwind.waves.models import Leading
from tests.accounts.people import PASSPHRASE, again, joined
from tests.waves import making


class Lived:
    """Somebody with one of everything that is sealed; and how each of it is opened."""

    def __init__(self, name: str) -> None:
        self.person, self.mine = joined(name)
        self.code = actions.make_recovery_code(self.mine)
        assert actions.confirm_recovery_code(self.mine, sealing.last_group(self.code))
        self.credential, self.prf = secrets.token_bytes(20), secrets.token_bytes(32)
        self.passkey = slots.add_passkey(self.mine, self.credential, self.prf)
        self.waiting_code = actions.make_recovery_code(self.mine)  # Its last group waits, sealed, in `note`.
        self.record = kept.put(self.mine, kind="entry", body={"text": f"van {name}"}, head={"title": name}).id
        self.case = kept.put(self.mine, kind="case", body={"text": "casus"}, head={"title": "casus"}).id
        self.letter = inbox.write(self.mine.vault_id, "answer", {"text": f"aan {name}"})
        self.token = actions.start_session(self.mine)
        self.waiting = actions.start_session(self.mine, waiting=True)
        store = browser_sessions.SessionStore()
        store["who"] = name
        store.save()
        self.session = str(store.session_key)
        self.share_key, self.share = sealing.new_share_key(secrets.token_bytes), random_id()
        sealed = sealing.seal_share(b"gedeeld", self.share_key, share_id=self.share, draw=secrets.token_bytes)
        Share.objects.create(
            pk=self.share, vault_id=self.mine.vault_id, sealed=sealed, proof=bytes(32), expires_on="2999-01-01"
        )

        card = Card.objects.create(person=self.person)
        card.feed = house.seal_feed(card.pk, f"https://agenda.example/{name}")
        card.save()
        self.card = card.pk
        made = making.organisation({"Noord": 5}, name=f"De oever van {name}", led_by={"Noord": {name: self.person}})
        self.wave = making.wave(made)
        making.wrote(self.wave, self.person, agreed=True)

    def slot(self, kind: str, *, pending: bool = False) -> KeySlot:
        return KeySlot.objects.get(vault_id=self.mine.vault_id, kind=kind, pending=pending)

    # What opens each of them; raises a refusal, or gives what was sealed.

    def by_passphrase(self) -> object:
        return actions.unlock_with_passphrase(again(self.person), PASSPHRASE)

    def by_code(self) -> object:
        return actions.unlock_with_recovery_code(self.person, self.code)

    def by_passkey(self) -> object:
        return slots.unlock_with_passkey(self.person, self.credential, self.prf)

    def group(self) -> object:
        slot = self.slot("recovery", pending=True)
        note = bytes(slot.note)
        return sealing.open_note(note, self.mine.uk, vault_id=slot.vault_id, slot_id=slot.pk, kind=slot.kind)

    def by_session(self) -> object:
        return _or_refused(queries.open_session(self.person, self.token))

    def waited(self) -> object:
        row = UnlockedSession.objects.get(pk=sealing.session_id(self.waiting))
        uk = sealing.open_session_key(bytes(row.sealed_uk), self.waiting, vault_id=row.vault_id, waiting=True)
        return Unlocked(row.vault_id, uk)

    def browser(self) -> object:
        return _or_refused(browser_sessions.SessionStore(self.session).load().get("who"))

    def opened_record(self) -> object:
        return vault.open_record(self.mine, "entry", self.record).body

    def letters(self) -> object:
        (letter,) = inbox.read(self.mine)
        return _or_refused(letter.body)

    def shared(self) -> object:
        row = Share.objects.get(pk=self.share)
        return sealing.open_share(bytes(row.sealed), self.share_key, share_id=row.pk)

    def feed(self) -> object:
        address = house.open_feed(self.card, bytes(Card.objects.get(pk=self.card).feed))
        return _or_refused(address or None)

    def side(self) -> Leading:
        return Leading.objects.get(wave=self.wave)

    def led(self) -> object:
        """What somebody who leads let be seen, as closing opens it."""
        key = key_store().wave_key(self.wave.pk)
        assert key is not None
        return _or_refused(closing.leaders_shown(self.wave, key))


def _or_refused(found: object) -> object:
    if found is None:
        raise CannotUnlock
    return found
