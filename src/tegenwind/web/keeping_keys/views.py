"""A new key: what it is for, how far it is, and what to do afterwards."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.middleware import start_unlocked
from tegenwind.portability import rotation
from tegenwind.vault.errors import NotFound
from tegenwind.web.opening import OpenRequest, opened_before_recovery, opened_while_moving


class NewKey(forms.Form):
    """The passphrase once more; and that what cannot be opened may stay so."""

    passphrase = forms.CharField(
        strip=False,
        error_messages={"required": gettext_lazy("Vul dit nog in.")},
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    damaged = forms.BooleanField(required=False)

    def __init__(self, *args: Any, own_passphrase: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["passphrase"]
        field.label = _("Je wachtzin") if own_passphrase else _("Je dagboekzin")
        field.help_text = _("Dezelfde zin blijft je plek openen.")


@opened_while_moving
@sensitive_variables()
def new_key(request: OpenRequest) -> HttpResponse:
    """Give the vault a new key: first the passphrase; then, in steps of about a second, everything moves to it."""
    if request.unlocked.moving:
        return _go_on(request)
    form = NewKey(request.POST if request.method == "POST" else None, own_passphrase=request.user.has_usable_password())
    stuck = ""
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="change_password", user=request.user):
            form.add_error(None, _("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten."))
        else:
            try:
                rotation.begin(
                    request.user,
                    request.unlocked,
                    form.cleaned_data["passphrase"],
                    with_damaged=form.cleaned_data["damaged"],
                )
            except CannotUnlock:
                form.add_error("passphrase", _("Dit is niet je zin van nu. Er is niets veranderd."))
            except rotation.SomeDoNotOpen as some:
                stuck = ngettext(
                    "Eén stuk gaat nu niet open: het is beschadigd, of een nieuwere versie schreef het.",
                    "{count} stukken gaan nu niet open: ze zijn beschadigd, of een nieuwere versie schreef ze.",
                    some.count,
                ).format(count=some.count)
            else:
                return redirect("web:new-key")
    context = {"form": form, "stuck": stuck}
    return render(request, "keeping_keys/new_key.html", context, status=422 if form.errors or stuck else 200)


def _go_on(request: OpenRequest) -> HttpResponse:
    try:
        if request.method != "POST":
            return render(request, "keeping_keys/moving.html", {"progress": rotation.progress(request.unlocked)})
        new = rotation.go_on(request.unlocked)
    except NotFound:  # Finished in another browser; this one is signed out by that.
        return redirect("web:home")
    if new is None:
        return redirect("web:new-key")
    request.user.refresh_from_db(fields=["session_mark"])
    update_session_auth_hash(request, request.user)
    start_unlocked(request, new)
    return redirect("web:new-key-ready")


@opened_before_recovery
def ready(request: OpenRequest) -> HttpResponse:
    """It works. What the person has to renew themselves comes next."""
    return render(request, "keeping_keys/ready.html")
