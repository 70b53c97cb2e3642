"""Showing once more who you are, before something changes about how one signs in.

``@confirmed`` stands around such a page. Who has not shown it in the last minutes gets a form for it at the same address,
and goes on from there; what was posted goes along in that form and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind.accounts import factors, passkeys, second_step
from tegenwind.accounts.models import Person
from tegenwind.web.people.last_step import too_often

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

CONFIRM, PASSPHRASE, PASSKEY, PRF = "confirm", "confirm-passphrase", "confirm-passkey", "confirm-prf"
_OWN_FIELDS: Final = (CONFIRM, PASSPHRASE, PASSKEY, PRF)


def confirmed(view: Callable[Concatenate[Any, P], HttpResponse]) -> View[P]:
    """A page for who is signed in and showed a few minutes ago, at most, that it is really them."""

    @wraps(view)
    @sensitive_post_parameters()
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        problem = ""
        asked = request.method == "POST" and CONFIRM in request.POST
        if asked and not second_step.confirmed_recently(request):
            problem = _try(request)
        if not second_step.confirmed_recently(request):
            return _ask(request, problem)
        if asked:
            if not _carried(request):
                return HttpResponseRedirect(request.get_full_path())
            left = request.POST.copy()
            for name in _OWN_FIELDS:
                left.pop(name, None)
            left._mutable = False
            request.POST = left  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return guarded


@sensitive_variables()
def _try(request: HttpRequest) -> str:
    """What is wrong, in the person's language; empty when nothing is."""
    person = cast(Person, request.user)
    if answer := request.POST.get(PASSKEY):
        try:
            passkeys.check(request, person, answer)
        except passkeys.PasskeyRefused:
            return _("Deze passkey hoort hier niet bij, of het duurde te lang. Probeer het nog eens.")
        reauthenticate_by_password(request)
        return ""
    try:
        right = second_step.confirm_with_passphrase(request, person, request.POST.get(PASSPHRASE, ""))
    except second_step.TooOften:
        return too_often()
    return "" if right else _("Dit is niet je wachtzin. Er is niets veranderd.")


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _OWN_FIELDS and name != "csrfmiddlewaretoken"
        for value in values
    ]


def _ask(request: HttpRequest, problem: str) -> HttpResponse:
    person = request.user
    if not isinstance(person, Person):
        return redirect("web:sign-in")
    context = {
        "problem": problem,
        "action": request.get_full_path(),
        "carried": _carried(request) if request.method == "POST" else [],
        "passkeys": bool(factors.passkeys_of(person)),
    }
    return render(request, "people/confirm.html", context, status=401 if problem else 200)
