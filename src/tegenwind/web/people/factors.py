"""The second step: codes from an app, spare codes, and the page where one gives them."""

from __future__ import annotations

from base64 import b64encode
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind.accounts import factors, queries, second_step, signed_in
from tegenwind.accounts.middleware import start_unlocked
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.web.people import last_step
from tegenwind.web.people.confirming import confirmed
from tegenwind.web.people.forms import AppCode
from tegenwind.web.people.next_page import safe_next


class SignedIn(HttpRequest):
    """A request of who is signed in."""

    user: Person


@sensitive_post_parameters()
def step(request: HttpRequest) -> HttpResponse:
    """The second step of signing in."""
    if request.user.is_authenticated:
        return redirect("web:home")
    stage = last_step.stage_of(request)
    if stage is None:
        return redirect("web:sign-in")
    problem = ""
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            last_step.stop(request)
            return redirect("web:sign-in")
        try:
            return last_step.finish(request)
        except last_step.Refused as refused:
            problem = refused.message
    person: Person = stage.login.user
    context = {
        "problem": problem,
        "name": person.get_username(),
        "app": factors.has_app(person),
        "passkeys": bool(factors.passkeys_of(person)),
    }
    return render(request, "people/second_step.html", context, status=401 if problem else 200)


@login_required
@confirmed
def confirm(request: SignedIn) -> HttpResponse:
    """Only to show once more who one is, and on; for what allauth itself asks it for."""
    return HttpResponseRedirect(safe_next(request))


@login_required
def overview(request: SignedIn) -> HttpResponse:
    """What the second step is, what of it is on, and what can be turned on."""
    person = request.user
    context = {
        "on": factors.asks_second_step(person),
        "app": factors.has_app(person),
        "passkeys": factors.passkeys_of(person),
        "codes_left": factors.codes_left(person),
    }
    return render(request, "people/second_factor.html", context)


@login_required
@confirmed
@sensitive_variables()
def app(request: SignedIn) -> HttpResponse:
    """Turn on codes from an app, or take another app."""
    person, problem = request.user, ""
    was_on = factors.asks_second_step(person)
    form = AppCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = second_step.turn_on_app(request, person, form.cleaned_data["code"])
        except second_step.TooOften:
            problem = last_step.too_often()
        else:
            if made is not None:
                if not was_on:
                    turned_on(request, queries.unlocked_of(request))
                return show_spare_codes(request) if made else redirect("web:second-factor")
            problem = _(
                "Deze code klopt niet. Er is nog niets veranderd. Kijk of de tijd op je telefoon goed staat, en typ de volgende code."
            )
    secret = second_step.new_secret()
    adapter = factors.FactorAdapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(person, secret)).encode()
    context = {
        "form": form,
        "problem": problem,
        "replaces": factors.has_app(person),
        "picture": f"data:image/svg+xml;base64,{b64encode(picture).decode()}",
        "groups": [secret[at : at + 4] for at in range(0, len(secret), 4)],
    }
    return render(request, "people/app.html", context, status=422 if problem or form.errors else 200)


@login_required
@confirmed
def off(request: SignedIn) -> HttpResponse:
    """No codes from an app any more, once the person says so."""
    if request.method == "POST":
        second_step.turn_off_app(request, request.user)
    if not factors.has_app(request.user):
        return redirect("web:second-factor")
    last = not factors.passkeys_of(request.user)
    return render(request, "people/app_off.html", {"last": last})


@login_required
@confirmed
def codes(request: SignedIn) -> HttpResponse:
    """New spare codes, shown once."""
    if not factors.asks_second_step(request.user):
        return redirect("web:second-factor")
    if request.method == "POST" and second_step.new_spare_codes(request.user):
        return show_spare_codes(request)
    return render(request, "people/spare_codes_new.html", {"codes_left": factors.codes_left(request.user)})


def turned_on(request: HttpRequest, unlocked: Unlocked | None) -> None:
    """The first second factor is on: sessions that began without it end, and this one goes on."""
    person = cast(Person, request.user)
    if unlocked is None:
        factors.end_elsewhere(request, person)
    else:
        signed_in.end_elsewhere(request, unlocked, person)
        start_unlocked(request, unlocked)


def show_spare_codes(request: HttpRequest, *, passkey: bool = False, passkey_opens: bool = False) -> HttpResponse:
    """The spare codes, this once. With a new passkey it says as well whether that one opens the vault."""
    codes = [f"{code[:4]} {code[4:]}" for code in factors.codes_of(cast(Person, request.user))]
    context = {"codes": codes, "passkey": passkey, "passkey_opens": passkey_opens}
    return render(request, "people/spare_codes.html", context)
