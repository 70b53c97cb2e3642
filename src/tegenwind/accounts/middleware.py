"""The unlocked session: what keeps a vault open between two requests of one browser.

The cookie holds a token, when the vault was opened and when it was last used, signed. The server keeps no last-seen;
without the cookie it cannot open anything, and the cookie alone opens nothing either.
"""

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from tegenwind.accounts import actions, inbox, queries, signed_in
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.sealing import TOKEN_BYTES

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = int(actions.LONGEST_SESSION.total_seconds())
RENEW_SECONDS = 60
WAITING_SECONDS = 15 * 60
"""How long a vault's key waits for the second factor (allauth's own limit for signing in is the same)."""
_SALT = "tegenwind.accounts.unlocked"


@dataclass(frozen=True)
class Ticket:
    """What the cookie says: the token, and two moments in whole seconds since 1970."""

    token: bytes = field(repr=False)
    began: int
    seen: int

    def fresh(self, now: float) -> bool:
        """Whether it may still be used: up to 30 minutes after the last use and 12 hours after the beginning."""
        return (
            self.seen <= now + RENEW_SECONDS and now - self.seen < IDLE_SECONDS and now - self.began < LONGEST_SECONDS
        )

    def __str__(self) -> str:
        token = urlsafe_b64encode(self.token).decode().rstrip("=")
        return signing.Signer(salt=_SALT).sign(f"{token}.{self.began}.{self.seen}")

    @classmethod
    def parse(cls, cookie: str) -> "Ticket | None":
        """The ticket in a cookie; None for anything this server did not sign."""
        try:
            token, began, seen = signing.Signer(salt=_SALT).unsign(cookie).split(".")
            ticket = cls(urlsafe_b64decode(token + "="), int(began), int(seen))
        except (signing.BadSignature, ValueError):
            return None
        return ticket if len(ticket.token) == TOKEN_BYTES else None


def cookie_name() -> str:
    """`__Host-tegenwind_key` over https, `tegenwind_key` on one's own machine."""
    return "__Host-tegenwind_key" if settings.TEGENWIND.secure else "tegenwind_key"


def waiting_cookie_name() -> str:
    """`__Host-tegenwind_waiting` over https, `tegenwind_waiting` on one's own machine."""
    return "__Host-tegenwind_waiting" if settings.TEGENWIND.secure else "tegenwind_waiting"


class _Unlocking(HttpRequest):
    """A request that opens the vault when asked for it, and only then."""

    _ticket: Ticket | None
    _ticket_to_send: Ticket | None
    _forget_ticket: bool

    # Django's own: before Python 3.12 the one of functools has one lock for all requests of a process, and a request that
    # held it while it waited for a connection to the database would stand in the way of those that have one.
    @cached_property
    def unlocked(self) -> Unlocked | None:
        """The opened vault of who is signed in; None when it is locked, or nobody is."""
        ticket = self._ticket
        person = getattr(self, "user", None)
        if ticket is None or person is None or not person.is_authenticated:
            return None
        found = queries.open_session(person, ticket.token)
        if found is None:
            self._ticket, self._forget_ticket = None, True
        return found


_kinds: dict[str, type[Any]] = {}


def _unlocking(kind: type[HttpRequest]) -> type[Any]:
    """The class of this request, able to unlock; made once for each class the server uses."""
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name not in _kinds:
        _kinds[name] = type(kind.__name__, (_Unlocking, kind), {"__module__": kind.__module__})
    return _kinds[name]


class UnlockedSessionMiddleware:
    """Gives every request `unlocked: Unlocked | None`, without a query until it is used. Comes after authentication.

    An expired cookie ends its row and is taken back. The cookie is renewed at most once a minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = cookie_name()
        cookie = request.COOKIES.get(name)
        now = int(time.time())
        ticket = Ticket.parse(cookie) if cookie else None
        forget_it = cookie is not None and ticket is None
        if ticket is not None and not ticket.fresh(now):
            actions.lock(ticket.token)
            ticket, forget_it = None, True
        request.__class__ = _unlocking(request.__class__)
        asked: Any = request
        asked._ticket, asked._ticket_to_send, asked._forget_ticket = ticket, None, forget_it

        response = self.get_response(request)

        send: Ticket | None = asked._ticket_to_send
        if send is None and asked._ticket is not None and now - asked._ticket.seen >= RENEW_SECONDS:
            send = replace(asked._ticket, seen=now)
        if send is not None:
            _set(response, name, str(send))
        elif asked._forget_ticket:
            _set(response, name, "")
        waiting: str | None = getattr(asked, "_waiting_to_send", None)
        if waiting is not None and (waiting or waiting_cookie_name() in request.COOKIES):
            _set(response, waiting_cookie_name(), waiting)
        return response


def _set(response: HttpResponse, name: str, value: str) -> None:
    """A cookie for as long as the browser is open; an empty value takes it back."""
    response.set_cookie(
        name,
        value,
        max_age=None if value else 0,
        path="/",
        secure=settings.TEGENWIND.secure,
        httponly=True,
        samesite="Lax",
    )


def start_unlocked(request: HttpRequest, unlocked: Unlocked) -> None:
    """Opens this vault in the browser of this request; the response will carry the cookie. Ends an older one there."""
    _end(request)
    inbox.ensure(unlocked)
    now = int(time.time())
    asked: Any = request
    asked._ticket = asked._ticket_to_send = Ticket(actions.start_session(unlocked), began=now, seen=now)
    asked._forget_ticket = False
    asked.__dict__["unlocked"] = unlocked
    signed_in.note_opened(request, unlocked, asked._ticket.token)


def forget(request: HttpRequest) -> None:
    """Locks the vault in the browser of this request: the row goes now, the cookie with the response."""
    _end(request)
    asked: Any = request
    asked._ticket = asked._ticket_to_send = None
    asked._forget_ticket = True
    asked.__dict__["unlocked"] = None


def start_waiting(request: HttpRequest, unlocked: Unlocked) -> None:
    """The first step of signing in opened this vault: its key waits, under a cookie of its own, for the last step."""
    token = actions.start_session(unlocked, waiting=True)
    asked: Any = request
    asked._waiting_to_send = str(Ticket(token, began=(now := int(time.time())), seen=now))


def take_waiting(request: HttpRequest, person: Person) -> Unlocked | None:
    """The vault that waited in this browser for the last step; used up by asking. None when nothing of this person waits
    any more."""
    cookie = request.COOKIES.get(waiting_cookie_name())
    ticket = Ticket.parse(cookie) if cookie else None
    asked: Any = request
    asked._waiting_to_send = ""
    if ticket is None or not 0 <= time.time() - ticket.began + RENEW_SECONDS < WAITING_SECONDS + RENEW_SECONDS:
        return None
    return actions.take_waiting_session(person, ticket.token)


def _end(request: HttpRequest) -> None:
    ticket: Ticket | None = getattr(request, "_ticket", None)
    if ticket is not None:
        actions.lock(ticket.token)
