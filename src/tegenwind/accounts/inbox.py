"""The sealed inbox of a vault: anyone may put a letter in, only the person reads it.

What cannot be put in the vault because nobody has opened it comes here: an answer to something shared, a sign-in in a
browser where the vault stayed locked.
"""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from tegenwind import sealing
from tegenwind.accounts.errors import InboxFull, NoInbox
from tegenwind.accounts.models import InboxLetter, Vault
from tegenwind.accounts.unlocked import Unlocked

MOST_LETTERS = 500
"""So many letters one inbox holds at once; who floods it with more is refused."""


@dataclass(frozen=True)
class Letter:
    """A letter that was opened. `body` is None for one whose bytes are damaged; then `kind` is empty."""

    id: int
    kind: str
    body: dict[str, Any] | None = field(repr=False)


def write(vault_id: int, kind: str, body: dict[str, Any]) -> int:
    """Seals a letter for the owner of a vault; returns its number. Needs no opened vault and leaves no trace of who wrote.

    Raises `NoInbox` when the vault is gone or has no inbox yet, `InboxFull`, `sealing.TooLarge`.
    """
    plain = json.dumps({"v": 1, "kind": kind, "body": body}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    with transaction.atomic():
        vault = Vault.objects.select_for_update().filter(pk=vault_id).only("inbox_public").first()
        if vault is None or not vault.inbox_public:
            raise NoInbox
        if InboxLetter.objects.filter(vault_id=vault_id).count() >= MOST_LETTERS:
            raise InboxFull
        letter = InboxLetter(vault_id=vault_id)
        try:
            letter.sealed = sealing.seal_letter(
                plain, bytes(vault.inbox_public), vault_id=vault_id, letter_id=letter.pk, draw=secrets.token_bytes
            )
        except (sealing.Tampered, ValueError):
            raise NoInbox from None  # The public half was damaged, or made to be weak: nobody could read this.
        letter.save(force_insert=True)
    return letter.pk


def read(unlocked: Unlocked) -> list[Letter]:
    """Every letter, in no order that tells anything. A damaged one is given without its body; when the key of the inbox is
    damaged, so are all of them."""
    vault = Vault.objects.get(pk=unlocked.vault_id)
    private = _private(vault, unlocked)
    return [_opened(row, private) for row in InboxLetter.objects.filter(vault=vault)]


def waiting(unlocked: Unlocked) -> list[Letter]:
    """Every letter, as `read`; 1 query when there is none, else 3. For a page that asks more than one practice what waits."""
    return read(unlocked) if InboxLetter.objects.filter(vault_id=unlocked.vault_id).exists() else []


def _private(vault: Vault, unlocked: Unlocked) -> bytes | None:
    """The private half; None when there is none, or it is damaged."""
    try:
        return sealing.open_inbox(bytes(vault.inbox_private), unlocked.uk, vault_id=vault.pk)
    except sealing.SealingError:
        return None


def _opened(row: InboxLetter, private: bytes | None) -> Letter:
    if private is None:
        return Letter(row.pk, "", None)
    try:
        plain = sealing.open_letter(bytes(row.sealed), private, vault_id=row.vault_id, letter_id=row.pk)
        found = json.loads(plain)
        return Letter(row.pk, str(found["kind"]), dict(found["body"]))
    except (sealing.SealingError, ValueError, KeyError, TypeError):
        return Letter(row.pk, "", None)


def remove(unlocked: Unlocked, *letter_ids: int) -> None:
    """Takes letters away. Those that are not there, or are somebody else's, are left alone."""
    InboxLetter.objects.filter(vault_id=unlocked.vault_id, pk__in=letter_ids).delete()


def ensure(unlocked: Unlocked) -> None:
    """Gives a vault its inbox, when it was made by a version that knew of none or its key is damaged: so that at least
    what comes from now on can be read."""
    vault = Vault.objects.filter(pk=unlocked.vault_id).first()
    if vault is None or _private(vault, unlocked) is not None:
        return
    private, public = sealing.new_inbox(secrets.token_bytes)
    sealed = sealing.seal_inbox(private, unlocked.uk, vault_id=unlocked.vault_id, draw=secrets.token_bytes)
    Vault.objects.filter(pk=vault.pk, inbox_public=bytes(vault.inbox_public)).update(
        inbox_public=public, inbox_private=sealed
    )
