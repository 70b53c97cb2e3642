"""Opening the vault for a page, without losing a word of what was being written.

``@opened`` lets a page through when its person is signed in and the vault is open. When it is not:

* a page that is only looked at leads to signing in, or to the form that opens the vault;
* a form that was posted is answered with the form that opens the vault, carrying along what was posted (never stored,
  only in that answer), and goes on to where it was going once the passphrase is right;
* an autosave is answered with that form for a dialog over the page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from allauth.core.exceptions import ImmediateHttpResponse, RateLimited
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tegenwind.accounts import queries
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.web.mending import mended
from tegenwind.web.people.forms import SignInForm

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

NAME, PASSPHRASE, OWNER = "unlock-name", "unlock-passphrase", "written-by"
_OWN_FIELDS = (NAME, PASSPHRASE, OWNER, "csrfmiddlewaretoken")
_RECOVERY_DONE = "recovery-done"


class OpenRequest(HttpRequest):
    """A request whose person is signed in and whose vault is open."""

    user: Person
    unlocked: Unlocked


def is_autosave(request: HttpRequest) -> bool:
    """Whether the page's script asks, in the background."""
    return request.headers.get("X-Autosave") == "1"


def owner_mark(request: HttpRequest) -> str:
    """A mark in a form of whose vault it was written for, so that it never ends in somebody else's."""
    unlocked = queries.unlocked_of(request)
    return signing.Signer(salt="tegenwind.web.owner").signature(str(unlocked.vault_id)) if unlocked else ""


def opened(view: Callable[Concatenate[Any, P], HttpResponse]) -> View[P]:
    """A page for who has opened the vault (see the module). A recovery code has to be in safe hands before the first record."""
    return _guard(view, needs_recovery=True)


def opened_before_recovery(view: Callable[Concatenate[Any, P], HttpResponse]) -> View[P]:
    """As :func:`opened`, for the pages where the recovery code is made."""
    return _guard(view, needs_recovery=False)


def _guard(view: Callable[Concatenate[Any, P], HttpResponse], *, needs_recovery: bool) -> View[P]:
    tried = mended(view)

    @wraps(view)
    @sensitive_post_parameters()
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if queries.unlocked_of(request) is None and not _open_in_place(request):
            return _closed(request)
        mark = request.POST.get(OWNER)
        if mark and mark != owner_mark(request):
            return _not_yours(request)
        if needs_recovery and not has_recovery(request):
            return redirect("web:recovery-code")
        return tried(request, *args, **kwargs)

    return guarded


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


def try_unlock(request: HttpRequest, name: str, passphrase: str) -> list[str]:
    """Sign in (again) with a passphrase and open the vault; returns what is wrong, in the person's language.

    Goes the same way as the sign-in page, so the same limits hold and the same failures are counted.
    """
    form = SignInForm({"login": name, "password": passphrase}, request=request)
    try:
        if not form.is_valid():
            return list(dict.fromkeys(str(error) for errors in form.errors.values() for error in errors))
        form.login(request)
    except RateLimited:
        return [_("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten; wat je schreef, staat hier nog.")]
    except ImmediateHttpResponse:
        return [_("Dit lukt hier niet. Meld je aan op de gewone bladzijde.")]
    if queries.unlocked_of(request) is None:
        return [_("Je bent aangemeld, maar deze wachtzin opent je plek niet. Gebruik je herstelcode.")]
    return []


def _open_in_place(request: HttpRequest) -> bool:
    """Open the vault with the passphrase that came along with a carried form."""
    if request.method != "POST" or PASSPHRASE not in request.POST:
        return False
    wrong = try_unlock(request, unlock_name(request), request.POST.get(PASSPHRASE, ""))
    if wrong:
        request.unlock_problems = wrong  # type: ignore[attr-defined]
        return False
    posted = request.POST.copy()
    for name in (NAME, PASSPHRASE):
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
        if name not in (NAME, PASSPHRASE, "csrfmiddlewaretoken")
        for value in values
    ]


def unlock_context(request: HttpRequest, problems: list[str]) -> dict[str, Any]:
    return {"problems": problems, "typed_name": request.POST.get(NAME, ""), "signed_in": request.user.is_authenticated}


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
