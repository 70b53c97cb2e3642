"""Passkeys: signing in with one, adding one, its name, and taking it away. The script is static/tegenwind/passkeys.js."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.core.internal import ratelimit
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind.accounts import factors, passkeys, queries, second_step, slots
from tegenwind.accounts.errors import LastSlot
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.people import last_step
from tegenwind.web.people.confirming import confirmed
from tegenwind.web.people.factors import show_spare_codes, turned_on
from tegenwind.web.people.forms import PasskeyName, SignInForm
from tegenwind.web.people.next_page import safe_next

View = Callable[[HttpRequest], HttpResponse]
_limited: Callable[[View], View] = ratelimit.decorator(app="allauth.mfa", action="webauthn_login")


@_limited
def options(request: HttpRequest) -> HttpResponse:
    """What to ask the browser's passkeys, as JSON: `for` says whether to sign in, to open, to confirm, or to add one."""
    purpose, person = request.POST.get("for", ""), request.user
    if purpose == "step" and (stage := last_step.stage_of(request)) is not None:
        return JsonResponse(passkeys.ask(request, stage.login.user))
    if isinstance(person, AnonymousUser):
        if purpose == "sign-in":
            return JsonResponse(passkeys.ask(request, None))
    elif purpose in ("open", "confirm"):
        return JsonResponse(passkeys.ask(request, person, opening=purpose == "open"))
    elif purpose == "add" and second_step.confirmed_recently(request):
        return JsonResponse(passkeys.ask_to_add(request, person))
    told = _("Deze bladzijde is niet meer van nu. Laad haar opnieuw en probeer het nog eens.")
    return JsonResponse({"message": told}, status=403)


@_limited
@sensitive_post_parameters()
@sensitive_variables()
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone; the name comes out of it."""
    where = safe_next(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(where)
    try:
        response = last_step.sign_in_with_passkey(request, where)
    except last_step.Refused as refused:
        context = {"form": SignInForm(request=request), "next": where, "problem": refused.message}
        return render(request, "people/sign_in.html", context, status=401)
    if request.user.is_authenticated and queries.unlocked_of(request) is None:
        return HttpResponseRedirect(f"{reverse('web:unlock')}?{urlencode({'next': where, 'why': 'passkey'})}")
    return response


@opened
@confirmed
@sensitive_variables()
def add(request: OpenRequest) -> HttpResponse:
    """A new passkey, with a name; when it can, it opens the vault from now on."""
    form = PasskeyName(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        person, was_on = request.user, factors.asks_second_step(request.user)
        prf = passkeys.read_prf(request.POST.get(last_step.PRF, ""))
        try:
            answer = request.POST.get(last_step.PASSKEY, "")
            made = passkeys.add(request, person, request.unlocked, form.cleaned_data["name"], answer, prf)
        except passkeys.PasskeyRefused:
            problem = _("Je browser gaf geen nieuwe passkey terug. Er is niets veranderd; probeer het nog eens.")
        else:
            if not was_on:
                turned_on(request, request.unlocked)
            if made:
                return show_spare_codes(request, passkey_opens=bool(prf), passkey=True)
            return redirect("web:keys")
    return render(
        request,
        "people/passkey_add.html",
        {"form": form, "problem": problem},
        status=422 if problem or form.errors else 200,
    )


@opened
def one(request: OpenRequest, passkey_id: int) -> HttpResponse:
    """A passkey of one's own; that of somebody else is not there, whether or not one showed who one is."""
    found = next((key for key in factors.passkeys_of(request.user) if key.id == passkey_id), None)
    if found is None:
        raise Http404
    return _one(request, found)


@confirmed
@sensitive_variables()
def _one(request: OpenRequest, found: factors.Passkey) -> HttpResponse:
    """Another name, let it open the vault, or take it away."""
    do, problem = request.POST.get("do"), ""
    form = PasskeyName(request.POST if do == "name" else None, initial={"name": found.name})
    if do == "name" and form.is_valid():
        passkeys.rename(request.user, found.id, form.cleaned_data["name"])
        return redirect("web:keys")
    if do == "remove":
        try:
            passkeys.remove(request, request.user, found)
        except LastSlot:
            problem = _(
                "Dit is het laatste dat je plek opent. Zonder deze passkey kan niemand er ooit nog bij, ook jij niet. "
                "Zorg eerst voor iets anders, een herstelcode bijvoorbeeld."
            )
        else:
            return redirect("web:keys")
    if do == "open":
        problem = _let_it_open(request, found)
        if not problem:
            return redirect("web:keys")
    context = {"form": form, "passkey": found, "problem": problem}
    return render(request, "people/passkey.html", context, status=422 if problem or form.errors else 200)


@sensitive_variables()
def _let_it_open(request: OpenRequest, passkey: factors.Passkey) -> str:
    """What is wrong, in the person's language; empty when the passkey is a key of this vault now."""
    try:
        _found, credential_id = passkeys.check(request, request.user, request.POST.get(last_step.PASSKEY, ""))
    except passkeys.PasskeyRefused:
        return _("Deze passkey hoort hier niet bij, of het duurde te lang. Probeer het nog eens.")
    if credential_id != passkey.credential_id:
        return _("Dat was een andere passkey. Probeer het nog eens, met deze.")
    prf = passkeys.read_prf(request.POST.get(last_step.PRF, ""))
    if not prf:
        return _("Deze passkey kan alleen aanmelden: je toestel of je browser geeft niet wat nodig is om te openen.")
    slots.add_passkey(request.unlocked, credential_id, prf)
    return ""
