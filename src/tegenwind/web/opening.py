"""Opening the vault for a page, without losing a word of what was being written.

``@opened`` lets a page through when its person is signed in and the vault is open. When it is not:

* a page that is only looked at leads to signing in, or to the form that opens the vault;
* a form that was posted is answered with the form that opens the vault, carrying along what was posted (never stored,
  only in that answer), and goes on to where it was going once the passphrase is right;
* an autosave is answered with that form for a dialog over the page.

While the vault gets a new key (``keeping_keys``) every page leads there; what was posted meanwhile waits on a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse, RateLimited
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind.accounts import actions, queries, slots
from tegenwind.accounts.derivation import MAX_PASSPHRASE
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.middleware import start_unlocked
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.vault.errors import Moving
from tegenwind.web.guarding import looking
from tegenwind.web.mending import mended
from tegenwind.web.people import last_step
from tegenwind.web.people.forms import SignInForm

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

NAME, PASSPHRASE, OWNER = "unlock-name", "unlock-passphrase", "written-by"
_OWN_FIELDS = (NAME, PASSPHRASE, OWNER, "csrfmiddlewaretoken")
_RECOVERY_DONE = "recovery-done"


class PersonRequest(HttpRequest):
    """A request whose person is signed in; the vault may be shut."""

    user: Person


class OpenRequest(HttpRequest):
    """A request whose person is signed in and whose vault is open."""

    user: Person
    unlocked: Unlocked


def is_autosave(request: HttpRequest) -> bool:
    """Whether the page's script asks, in the background."""
    return request.headers.get("X-Autosave") == "1"


def owner_mark(request: HttpRequest) -> str:
    """A mark in a form of who it was written by, so that it never ends in somebody else's vault. Not of the vault: that is
    another one after it got a new key, and what stood open in a tab is to be kept all the same."""
    opened = queries.unlocked_of(request) is not None
    return signing.Signer(salt="tegenwind.web.owner").signature(str(request.user.pk)) if opened else ""


def opened(view: Callable[Concatenate[Any, P], HttpResponse]) -> View[P]:
    """A page for who has opened the vault (see the module). A recovery code has to be in safe hands before the first record."""
    return _guard(view, needs_recovery=True)


def opened_before_recovery(view: Callable[Concatenate[Any, P], HttpResponse]) -> View[P]:
    """As :func:`opened`, for the pages where the recovery code is made."""
    return _guard(view, needs_recovery=False)


def opened_while_moving(view: Callable[Concatenate[Any, P], HttpResponse]) -> View[P]:
    """As :func:`opened`, for the page that shows how a vault gets a new key."""
    return _guard(view, needs_recovery=False, while_moving=True)


def _guard(
    view: Callable[Concatenate[Any, P], HttpResponse], *, needs_recovery: bool, while_moving: bool = False
) -> View[P]:
    tried = mended(view)

    @wraps(view)
    @sensitive_post_parameters()
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if queries.unlocked_of(request) is None and not _open_in_place(request):
            return _closed(request)
        mark = request.POST.get(OWNER)
        if mark and mark != owner_mark(request):
            return _not_yours(request)
        unlocked = queries.unlocked_of(request)
        if unlocked is not None and unlocked.moving and not while_moving:
            return _first(request, "web:new-key")
        if needs_recovery and not has_recovery(request):
            return _first(request, "web:recovery-code")
        try:
            with looking(request, autosave=is_autosave(request)):
                return tried(request, *args, **kwargs)
        except Moving:  # Since this request began.
            return _first(request, "web:new-key")

    return guarded


def _first(request: HttpRequest, name: str) -> HttpResponse:
    """Something else has to be done first. What was posted is kept in the answer, to be sent again after that."""
    words = carried(request.POST) if request.method == "POST" else []
    if is_autosave(request):
        message = _("Nog niet bewaard. Laat deze bladzijde open; we proberen het zo weer.")
        return JsonResponse({"message": message, "again": True}, status=409)
    if not words:
        return redirect(name)
    context = {
        "action": request.get_full_path(),
        "carried": words,
        "first": reverse(name),
        "moving": name == "web:new-key",
    }
    return render(request, "keeping_keys/first.html", context, status=409)


def has_recovery(request: HttpRequest) -> bool:
    """Whether this person's recovery code was typed back; asked of the database once in a session."""
    unlocked = queries.unlocked_of(request)
    if unlocked is None:
        return False
    if request.session.get(_RECOVERY_DONE) != unlocked.vault_id:
        if not queries.recovery_code_works(unlocked):
            return False
        request.session[_RECOVERY_DONE] = unlocked.vault_id
    return True


class Attempt:
    """One try to open something of this person. It counts with the tries to sign in under their name; a try that worked
    is taken off the count again, as signing in does."""

    def __init__(self, request: HttpRequest, person: Person) -> None:
        self._request, self._name = request, person.get_username()
        self._adapter = get_adapter(request)

    def allowed(self) -> bool:
        """Whether there were not too many that failed."""
        try:
            self._adapter.pre_authenticate(self._request, username=self._name)
        except ValidationError:
            return False
        return True

    def worked(self) -> None:
        self._adapter._rollback_login_failed_rl_usage()


def too_often() -> str:
    return _("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten; wat je schreef, staat hier nog.")


@sensitive_variables()
def try_unlock(request: HttpRequest, name: str, passphrase: str) -> list[str]:
    """Open the vault with a passphrase, after signing in with it where nobody is; returns what is wrong, in the person's
    language.

    Signing in goes the same way as on the sign-in page, so the same limits hold and the same failures are counted.
    """
    if request.user.is_authenticated:
        return _try_own(request, request.user, passphrase)
    form = SignInForm({"login": name, "password": passphrase}, request=request)
    try:
        if not form.is_valid():
            return list(dict.fromkeys(str(error) for errors in form.errors.values() for error in errors))
        form.login(request)
    except RateLimited:
        return [too_often()]
    except ImmediateHttpResponse:
        return [_("Dit lukt hier niet. Meld je aan op de gewone bladzijde.")]
    if not request.user.is_authenticated:
        last_step.went_well(request)  # The form that opens now asks for the second step.
        return []
    if queries.unlocked_of(request) is None:
        return [_opens_not_today()]
    return []


@sensitive_variables()
def _try_own(request: HttpRequest, person: Person, passphrase: str) -> list[str]:
    """Who is signed in opens their vault with any passphrase that opens it, be it one from before a reset."""
    attempt = Attempt(request, person)
    if not attempt.allowed():
        return [too_often()]
    try:
        unlocked = unlock_with(person, passphrase)
    except CannotUnlock:
        if person.has_usable_password() and opens_not_today(person) and person.check_password(passphrase):
            attempt.worked()
            return [_opens_not_today()]
        return [wrong_passphrase(person)]
    attempt.worked()
    start_unlocked(request, unlocked)
    return []


@sensitive_variables()
def unlock_with(person: Person, passphrase: str) -> Unlocked:
    """`actions.unlock_with_passphrase` for what somebody typed. Raises `CannotUnlock`."""
    if len(passphrase) > MAX_PASSPHRASE:
        raise CannotUnlock
    try:
        return actions.unlock_with_passphrase(person, passphrase)
    except UnicodeEncodeError:  # Half a character: no passphrase anybody could have chosen.
        raise CannotUnlock from None


def opens_not_today(person: Person) -> bool:
    """Whether the passphrase that this person signs in with opens none of their vaults: so it is after a reset by mail."""
    return person.has_usable_password() and not any(place.by_today for place in slots.places_of(person))


def wrong_passphrase(person: Person) -> str:
    if person.has_usable_password():
        return _("Met deze wachtzin gaat je plek niet open. Kijk hem nog eens na, teken voor teken.")
    return _("Met deze dagboekzin gaat je plek niet open. Kijk hem nog eens na, teken voor teken.")


def _opens_not_today() -> str:
    return _(
        "Je bent aangemeld. Deze wachtzin is nieuwer dan het slot op je plek: dat opent nog met je wachtzin van daarvoor, "
        "of met je herstelcode."
    )


def open_with_posted(request: HttpRequest) -> list[str]:
    """Open the vault with whatever the form that opens was given: a passphrase, a passkey, or the second step after it.

    Returns what is wrong. When nothing is and the vault is shut all the same, the second step is next.
    """
    if not last_step.posted(request):
        return try_unlock(request, unlock_name(request), request.POST.get(PASSPHRASE, ""))
    try:
        last_step.go_on(request)
    except last_step.Refused as refused:
        return [refused.message]
    return [] if queries.unlocked_of(request) is not None else [_opens_not_today()]


def _open_in_place(request: HttpRequest) -> bool:
    """Open the vault with the passphrase, passkey or code that came along with a carried form."""
    if request.method != "POST" or not (PASSPHRASE in request.POST or last_step.posted(request)):
        return False
    wrong = open_with_posted(request)
    if wrong or queries.unlocked_of(request) is None:
        request.unlock_problems = wrong  # type: ignore[attr-defined]
        return False
    posted = request.POST.copy()
    for name in (NAME, PASSPHRASE, *last_step.FIELDS):
        posted.pop(name, None)
    posted._mutable = False
    request.POST = posted  # type: ignore[assignment]
    return True


def unlock_name(request: HttpRequest) -> str:
    """Who is to unlock: who is signed in, else the name that was typed."""
    if isinstance(request.user, AnonymousUser):
        return request.POST.get(NAME, "")
    return request.user.get_username()


def _closed(request: HttpRequest) -> HttpResponse:
    if is_autosave(request):
        html = unlock_html(request, [])
        return JsonResponse({"unlock": True, "html": html}, status=401)
    if request.method == "POST":
        context = unlock_context(request, getattr(request, "unlock_problems", []))
        context |= {"action": request.get_full_path(), "carried": carried(request.POST)}
        return render(request, "people/unlock.html", context, status=401)
    address = "web:unlock" if request.user.is_authenticated else "web:sign-in"
    return HttpResponseRedirect(f"{reverse(address)}?{urlencode({'next': request.get_full_path()})}")


def carried(posted: QueryDict) -> list[tuple[str, str]]:
    """What was posted, to go along in hidden fields."""
    return [
        (name, value)
        for name, values in posted.lists()
        if name not in (NAME, PASSPHRASE, *last_step.FIELDS, "csrfmiddlewaretoken")
        for value in values
    ]


def unlock_context(request: HttpRequest, problems: list[str]) -> dict[str, Any]:
    person = request.user
    return {
        "problems": problems,
        "typed_name": request.POST.get(NAME, ""),
        "signed_in": person.is_authenticated,
        "diary": person.is_authenticated and not person.has_usable_password(),
        "organisation": settings.TEGENWIND.oidc,
    } | last_step.context(request)


def unlock_html(request: HttpRequest, problems: list[str]) -> str:
    """The form for the dialog over the page."""
    get_token(request)
    return render_to_string(
        "people/unlock_form.html",
        unlock_context(request, problems) | {"action": reverse("web:unlock"), "dialog": True},
        request,
    )


def _not_yours(request: HttpRequest) -> HttpResponse:
    if is_autosave(request):
        return JsonResponse(
            {"message": _("Deze bladzijde is van iemand anders die hier aangemeld was. Er is niets bewaard.")},
            status=409,
        )
    return render(request, "problems/not_yours.html", status=409)
