"""What comes after the passphrase, and what can stand in its place: the second step, and passkeys.

Used by the sign-in pages, and by the form that opens the vault again wherever somebody was (`web/opening.py`).
"""

from __future__ import annotations

from typing import Any, Final

from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts import factors, passkeys, queries, second_step, slots
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.middleware import start_unlocked, take_waiting
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked

#: What the form that opens may carry beside name and passphrase. STEP says that the passphrase was given already.
CODE, PASSKEY, PRF, STEP = "unlock-code", "unlock-passkey", "unlock-prf", "unlock-step"
FIELDS: Final = (CODE, PASSKEY, PRF, STEP)


class Refused(Exception):
    """It does not open; the message says why, in the person's language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def too_often() -> str:
    return _("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten.")


def stage_of(request: HttpRequest) -> Any | None:
    """The second step that this browser is at (allauth's stage); None when nobody gave a passphrase a moment ago."""
    if request.user.is_authenticated:
        return None
    return LoginStageController.enter(request, LoginStageKey.MFA_AUTHENTICATE.value)


def went_well(request: HttpRequest) -> None:
    """Remembers, for this request, that the passphrase was right and the second step is next."""
    request.second_step_next = True  # type: ignore[attr-defined]


def go_on(request: HttpRequest) -> None:
    """The second step, or a passkey in place of a passphrase, with what was posted (see `posted`). Raises `Refused`."""
    if STEP in request.POST:
        finish(request)
    else:
        open_with_passkey(request)


def posted(request: HttpRequest) -> bool:
    """Whether a code or a passkey came along in this form."""
    return request.method == "POST" and bool(request.POST.get(PASSKEY) or STEP in request.POST)


@sensitive_variables()
def finish(request: HttpRequest) -> HttpResponse:
    """The second step with what was posted: a code or a passkey. Returns where signing in leads on to.

    Raises `Refused`; then nobody is signed in, and what waits goes on waiting.
    """
    stage = stage_of(request)
    if stage is None:
        raise Refused(_("Dit duurde te lang. Begin nog eens met je naam en je wachtzin."))
    person: Person = stage.login.user
    unlocked: Unlocked | None = None
    if answer := request.POST.get(PASSKEY):
        found, credential_id = _checked(request, person, answer)
        post_authentication(request, found)
        unlocked = _unlock(person, credential_id, request.POST.get(PRF, ""))
    else:
        try:
            right = second_step.check_code(request, person, request.POST.get(CODE, ""))
        except second_step.TooOften:
            raise Refused(too_often()) from None
        if not right:
            raise Refused(_("Deze code klopt niet, of is al gebruikt. Komt hij uit een app? Wacht dan op de volgende."))
        unlocked = right if isinstance(right, Unlocked) else None
    response: HttpResponse = stage.exit()
    _open(request, person, unlocked)
    return response


def stop(request: HttpRequest) -> None:
    """Not signing in after all: what waited in this browser is thrown away."""
    stage = stage_of(request)
    if stage is not None:
        take_waiting(request, stage.login.user)
        stage.abort()


@sensitive_variables()
def sign_in_with_passkey(request: HttpRequest, next_url: str | None) -> HttpResponse:
    """Signs in whoever this passkey belongs to, and opens the vault if it can. Raises `Refused`."""
    found, credential_id = _checked(request, None, request.POST.get(PASSKEY, ""))
    person: Person = found.user
    response: HttpResponse = perform_passwordless_login(request, found, Login(user=person, redirect_url=next_url))
    _open(request, person, _unlock(person, credential_id, request.POST.get(PRF, "")))
    return response


@sensitive_variables()
def open_with_passkey(request: HttpRequest) -> None:
    """The vault with a passkey, for who is signed in; who is not, is signed in by it first. Raises `Refused`."""
    if isinstance(request.user, AnonymousUser):
        sign_in_with_passkey(request, None)
    else:
        person = request.user
        _found, credential_id = _checked(request, person, request.POST.get(PASSKEY, ""))
        _open(request, person, _unlock(person, credential_id, request.POST.get(PRF, "")))
    if queries.unlocked_of(request) is None:
        raise Refused(_("Deze passkey meldt je aan, maar opent niet wat je schreef. Geef ook je wachtzin."))


def _checked(request: HttpRequest, person: Person | None, answer: str) -> tuple[Any, bytes]:
    try:
        return passkeys.check(request, person, answer)
    except passkeys.PasskeyRefused:
        raise Refused(_("Deze passkey hoort hier niet bij, of het duurde te lang. Probeer het nog eens.")) from None


@sensitive_variables()
def _unlock(person: Person, credential_id: bytes, prf: str) -> Unlocked | None:
    secret = passkeys.read_prf(prf)
    if not secret:
        return None
    try:
        return slots.unlock_with_passkey(person, credential_id, secret)
    except CannotUnlock:
        return None


def _open(request: HttpRequest, person: Person, unlocked: Unlocked | None) -> None:
    """Opens the vault in this browser, when signing in got to its end and has not opened one already."""
    if unlocked is not None and request.user.pk == person.pk and queries.unlocked_of(request) is None:
        start_unlocked(request, unlocked)


def context(request: HttpRequest) -> dict[str, Any]:
    """What the form that opens has to know of the second step and of passkeys."""
    on_its_way = STEP in request.POST or getattr(request, "second_step_next", False)
    stage = stage_of(request) if on_its_way else None
    if stage is not None:
        person: Person = stage.login.user
        ways = {"second_step": True, "passkey_way": "step" if factors.passkeys_of(person) else ""}
        return ways | {"step_name": person.get_username(), "app": factors.has_app(person)}
    if isinstance(request.user, AnonymousUser):
        return {"passkey_way": "sign-in"}
    return {"passkey_way": "open" if factors.opening_marks(request.user) else ""}
