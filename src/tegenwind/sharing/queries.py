"""What may be asked about shares, by their owner."""

import datetime
import hmac
from dataclasses import dataclass, field

from django.utils import timezone

from tegenwind.accounts import inbox
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.sharing.actions import ANSWER, MOST_WORDS, mark
from tegenwind.sharing.models import Share


@dataclass(frozen=True)
class OpenShare:
    """A share that still opens: how often that happened, how many answers came, the first day it opens no more."""

    views: int
    answers: int
    expires_on: datetime.date


@dataclass(frozen=True)
class Answer:
    """An answer that waits in the inbox. `on` is None where the letter does not say."""

    letter_id: int
    share_id: int
    words: str = field(repr=False)
    on: datetime.date | None


def open_shares(unlocked: Unlocked) -> dict[int, OpenShare]:
    """Every share of this vault that still opens, by its number (1 query)."""
    mine = Share.objects.filter(vault_id=unlocked.vault_id, expires_on__gt=timezone.localdate())
    rows = mine.values_list("pk", "views", "answers", "expires_on")
    return {pk: OpenShare(views, answers, expires_on) for pk, views, answers, expires_on in rows}


def opens_with(unlocked: Unlocked, share_id: int, key: bytes) -> bool:
    """Whether this is the key of an open share of this vault (1 query)."""
    mine = Share.objects.filter(pk=share_id, vault_id=unlocked.vault_id, expires_on__gt=timezone.localdate())
    kept = mine.values_list("proof", flat=True).first()
    return kept is not None and hmac.compare_digest(bytes(kept), mark(key))


@dataclass(frozen=True)
class Waiting:
    """What lies in the inbox: answers, the newest day first, and the ids of letters that do not open any more."""

    answers: list[Answer] = field(default_factory=list, repr=False)
    damaged: list[int] = field(default_factory=list)


def waiting(unlocked: Unlocked, letters: list[inbox.Letter] | None = None) -> Waiting:
    """What lies in the inbox. 1 query when it is empty; else 3; none when its letters are given.

    A letter may have been written by somebody who only had a link: what is not an answer as we make them is passed over.
    """
    if letters is None:
        letters = inbox.waiting(unlocked)
    found = [one for letter in letters if letter.kind == ANSWER and (one := _answer(letter)) is not None]
    found.sort(key=lambda one: (one.on or datetime.date.min, one.letter_id), reverse=True)
    return Waiting(found, [letter.id for letter in letters if letter.body is None])


def answers(unlocked: Unlocked, letters: list[inbox.Letter] | None = None) -> list[Answer]:
    """The answers that wait (see `waiting`)."""
    return waiting(unlocked, letters).answers


def _answer(letter: inbox.Letter) -> Answer | None:
    body = letter.body or {}
    share_id, words = body.get("share"), body.get("words")
    if not isinstance(share_id, int) or not isinstance(words, str):
        return None
    try:
        on = datetime.date.fromisoformat(str(body.get("on", "")))
    except ValueError:
        on = None
    return Answer(letter.id, share_id, words[:MOST_WORDS], on)
