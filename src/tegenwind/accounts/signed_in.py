"""Where a person is signed in: one letter in their own inbox for each browser.

The rows of browser sessions tell nobody whose they are (`accounts.sessions`), and this must not change that. So what
links a session to a person is sealed for that person: a letter that needs no opened vault to be written, and that only
the opened vault reads. Letters of sessions that have ended are removed whenever the vault is at hand.
"""

from dataclasses import dataclass
from datetime import UTC, date
from typing import Any, Final

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from tegenwind import sealing
from tegenwind.accounts import inbox
from tegenwind.accounts.errors import InboxFull, NoInbox
from tegenwind.accounts.models import Person, SealedSession, UnlockedSession, Vault, new_session_mark
from tegenwind.accounts.unlocked import Unlocked

KIND: Final = "signed-in"

# What stands in a User-Agent, in the order to look for it: most browsers also call themselves by an older name.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium", "Chromium"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class SignedIn:
    """One browser. `browser` and `system` are empty when they could not be told; `day` is the day it signed in."""

    id: int
    browser: str
    system: str
    day: date
    here: bool


@dataclass(frozen=True)
class _Note:
    letter: int
    session: int
    unlocked: int
    bound: str
    browser: str
    system: str
    day: date


def told_apart(user_agent: str) -> tuple[str, str]:
    """Kind of browser and kind of system in a User-Agent, each from a short list; empty when it is none of them."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    return browser, next((name for sign, name in _SYSTEMS if sign in user_agent), "")


def note(request: HttpRequest, person: Person) -> None:
    """Notes that this browser just signed in, for who may not open the vault at once. Never stands in the way of that:
    without an inbox, or with a full one, nothing is noted."""
    vault_id = Vault.objects.filter(owner=person, is_current=True).values_list("pk", flat=True).first()
    if vault_id is not None and _number(request):
        _write(request, vault_id, person, unlocked_session=0, day=timezone.localdate())


def note_opened(request: HttpRequest, unlocked: Unlocked, token: bytes) -> None:
    """Notes in which browser the vault was just opened, in place of what was noted of it, and clears what has ended."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not _number(request):
        return
    try:
        notes, here = _live(unlocked, person), _number(request)
    except sealing.SealingError:
        return  # The inbox is damaged; the vault itself is not.
    older = [one for one in notes if one.session == here]
    inbox.remove(unlocked, *(one.letter for one in older))
    day = min((one.day for one in older), default=timezone.localdate())
    _write(request, unlocked.vault_id, person, unlocked_session=sealing.session_id(token), day=day)


def forget_here(request: HttpRequest, unlocked: Unlocked) -> None:
    """This browser is about to be signed out."""
    here = _number(request)
    try:
        notes = _read(unlocked)
    except sealing.SealingError:
        return
    inbox.remove(unlocked, *(one.letter for one in notes if one.session == here))


def everywhere(request: HttpRequest, unlocked: Unlocked, person: Person) -> list[SignedIn]:
    """The browsers where this person is signed in; this one first, then the latest."""
    here = _number(request)
    found = [
        SignedIn(one.letter, one.browser, one.system, one.day, one.session == here) for one in _live(unlocked, person)
    ]
    return sorted(found, key=lambda one: (not one.here, -one.day.toordinal(), one.browser, one.id))


def end(unlocked: Unlocked, letter_id: int) -> bool:
    """Signs one browser out and locks the vault there. False when there is no such letter (any more)."""
    ended = [one for one in _read(unlocked) if one.letter == letter_id]
    _end(unlocked, ended)
    return bool(ended)


def end_elsewhere(request: HttpRequest, unlocked: Unlocked, person: Person) -> None:
    """Signs this person out everywhere but in this browser, also where no letter tells of. The vault closes everywhere:
    whoever calls this opens it here again."""
    here = _number(request)
    notes = _read(unlocked)
    with transaction.atomic():
        _end(unlocked, [one for one in notes if one.session != here])
        UnlockedSession.objects.filter(vault__owner=person).delete()
        person.session_mark = new_session_mark()
        person.save(update_fields=["session_mark"])
    # This binds the session at hand to the new mark, under a new key; what was noted under the old key is cleared when
    # the vault opens here.
    update_session_auth_hash(request, person)


def _end(unlocked: Unlocked, notes: list[_Note]) -> None:
    with transaction.atomic():
        SealedSession.objects.filter(pk__in=[one.session for one in notes]).delete()
        UnlockedSession.objects.filter(
            vault_id=unlocked.vault_id, pk__in=[one.unlocked for one in notes if one.unlocked]
        ).delete()
        inbox.remove(unlocked, *(one.letter for one in notes))


def _live(unlocked: Unlocked, person: Person) -> list[_Note]:
    """What was noted of sessions that still are. The letters of others are removed, and the rows of those that were
    bound to an older passphrase or mark: they let nobody in any more."""
    notes = _read(unlocked)
    today, bound = timezone.now().astimezone(UTC).date(), _bound(person)
    rows = SealedSession.objects.filter(pk__in=[one.session for one in notes], expires_on__gt=today)
    there = set(rows.values_list("pk", flat=True))
    gone = [one for one in notes if one.session not in there or one.bound != bound]
    if gone:
        _end(unlocked, gone)
    return [one for one in notes if one not in gone]


def _read(unlocked: Unlocked) -> list[_Note]:
    return [
        found
        for letter in inbox.read(unlocked)
        if letter.kind == KIND and letter.body is not None and (found := _parsed(letter.id, letter.body))
    ]


def _parsed(letter_id: int, body: dict[str, Any]) -> _Note | None:
    # Anyone can write a letter: one that does not hold together is no note of ours, and is left out of every list.
    try:
        return _Note(
            letter_id,
            int(body["session"], 16),
            int(body["unlocked"], 16),
            str(body["bound"]),
            str(body["browser"]),
            str(body["system"]),
            date.fromisoformat(body["day"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _write(request: HttpRequest, vault_id: int, person: Person, *, unlocked_session: int, day: date) -> None:
    browser, system = told_apart(request.headers.get("User-Agent", ""))
    body = {
        "session": f"{_number(request):x}",
        "unlocked": f"{unlocked_session:x}",
        "bound": _bound(person),
        "browser": browser,
        "system": system,
        "day": day.isoformat(),
    }
    try:
        inbox.write(vault_id, KIND, body)
    except (NoInbox, InboxFull):
        return


def _number(request: HttpRequest) -> int:
    """The number of this browser's session row; 0 without a session."""
    session = getattr(request, "session", None)
    key = session.session_key if session is not None else None
    return sealing.session_id(key.encode("utf-8", "replace")) if key else 0


def _bound(person: Person) -> str:
    """What the sessions of this person are bound to now, so that one bound to something older is known for ended."""
    return person.get_session_auth_hash()[:16]
