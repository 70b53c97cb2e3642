"""What is done to shares: by the owner, whose vault is open, and by a receiver, who only has the link.

A receiver shows a proof that they hold the key, never the key itself. Without the right proof nothing is counted and nothing
is written, so that a mail scanner or somebody who guesses leaves no trace, and cannot use up anything either.
"""

import datetime
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tegenwind import sealing
from tegenwind.accounts import inbox
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.sharing.errors import NoMoreAnswers, NotOpen, NumberTaken
from tegenwind.sharing.models import Share

MOST_DAYS: Final = 14
MOST_ANSWERS: Final = 3
MOST_WORDS: Final = 2000
"""Characters in one answer."""

ANSWER: Final = "answer"
"""The kind of letter an answer is."""

_NOBODY: Final = bytes(32)


@dataclass(frozen=True)
class Snapshot:
    """What who holds the key gets: the sealed bytes, and how many answers may still be given."""

    sealed: bytes = field(repr=False)
    answers_left: int


def closes_on(days: int) -> datetime.date:
    """The first day on which a share made now for so many days is closed. Raises `ValueError` outside 1 to 14.

    That day begins less than `days` times 24 hours from now: never longer than was chosen.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"a share is open for 1 to {MOST_DAYS} days")
    return timezone.localdate() + datetime.timedelta(days=days)


def seal(unlocked: Unlocked, *, share_id: int, key: bytes, body: bytes, days: int) -> datetime.date:
    """Keeps a snapshot under this key; returns the first day on which it is closed. Sweeps what has ended.

    Raises `NumberTaken`, `ValueError` for a number of days that is not allowed, `sealing.TooLarge`.
    """
    expires_on = closes_on(days)
    sealed = sealing.seal_share(body, key, share_id=share_id, draw=secrets.token_bytes)
    with transaction.atomic():
        sweep()
        if Share.objects.filter(pk=share_id).exists():
            raise NumberTaken
        Share.objects.create(
            pk=share_id, vault_id=unlocked.vault_id, sealed=sealed, proof=mark(key), expires_on=expires_on
        )
    return expires_on


def mark(key: bytes) -> bytes:
    """What is kept to know a key by: SHA-256 of its proof."""
    return hashlib.sha256(sealing.share_proof(key)).digest()


def close(unlocked: Unlocked, share_id: int) -> bool:
    """Ends a share at once; its bytes go. False when it is not open, or somebody else's."""
    gone, _rows = Share.objects.filter(pk=share_id, vault_id=unlocked.vault_id).delete()
    return gone > 0


def sweep() -> int:
    """Takes away every share that has ended; returns how many."""
    gone, _rows = Share.objects.filter(expires_on__lte=timezone.localdate()).delete()
    return gone


def open_with(share_id: int, proof: bytes) -> Snapshot:
    """The sealed snapshot, for who shows the proof; counted as one time opened. Raises `NotOpen`."""
    share = _shown(share_id, proof)
    if not Share.objects.filter(pk=share.pk).update(views=F("views") + 1):
        raise NotOpen  # Closed in this very moment.
    return Snapshot(bytes(share.sealed), max(MOST_ANSWERS - share.answers, 0))


def answer(share_id: int, proof: bytes, words: str) -> int:
    """Seals an answer for the owner; returns how many more may be given.

    Raises `NotOpen`, `NoMoreAnswers`, `ValueError` for no words or too many, and what `inbox.write` raises; then nothing
    was counted or kept.
    """
    if not words.strip() or len(words) > MOST_WORDS:
        raise ValueError(f"an answer is 1 to {MOST_WORDS} characters")
    share = _shown(share_id, proof)
    with transaction.atomic():
        there = Share.objects.filter(pk=share.pk)
        if not there.filter(answers__lt=MOST_ANSWERS).update(answers=F("answers") + 1):
            raise NoMoreAnswers if there.exists() else NotOpen
        body = {"share": share.pk, "words": words, "on": timezone.localdate().isoformat()}
        # Asked anew: a vault that got a new key in the meantime handed this share over.
        inbox.write(there.values_list("vault_id", flat=True).get(), ANSWER, body)
        return MOST_ANSWERS - there.values_list("answers", flat=True).get()


def _shown(share_id: int, proof: bytes) -> Share:
    """The open share that this proof belongs to. The same work is done whether there is one or not."""
    share = Share.objects.filter(pk=share_id).first()
    known = bytes(share.proof) if share is not None else _NOBODY
    right = hmac.compare_digest(hashlib.sha256(proof).digest(), known)
    if share is None:
        raise NotOpen
    if share.expires_on <= timezone.localdate():
        share.delete()
        raise NotOpen
    if not right:
        raise NotOpen
    return share
