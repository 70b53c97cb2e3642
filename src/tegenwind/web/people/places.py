"""The vaults of one person: what opens the one that stays locked, an empty one beside it, and which is in use."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind import sealing
from tegenwind.accounts import actions, queries, slots
from tegenwind.accounts.derivation import MAX_PASSPHRASE
from tegenwind.accounts.errors import CannotUnlock, TooManyVaults
from tegenwind.accounts.middleware import start_unlocked
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.web.opening import (
    Attempt,
    OpenRequest,
    PersonRequest,
    opened_before_recovery,
    opens_not_today,
    too_often,
    unlock_with,
    wrong_passphrase,
)
from tegenwind.web.people import last_step
from tegenwind.web.people.forms import PASSPHRASE_HINT, passphrase_field, put_in_our_words
from tegenwind.web.people.next_page import safe_next

PASSPHRASE, CODE = "passphrase", "code"


class Secret(forms.Form):
    """One passphrase. A new one is held against the rules for a passphrase; one that is to open something is not."""

    def __init__(self, *args: Any, person: Person, label: Any, new: bool, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.new = person, new
        self.fields[PASSPHRASE] = passphrase_field(label, "new-password" if new else "current-password", hint)
        put_in_our_words(self)

    def clean_passphrase(self) -> str:
        given: str = self.cleaned_data[PASSPHRASE]
        if self.new:
            password_validation.validate_password(given, self.person)
        elif len(given) > MAX_PASSPHRASE:
            raise ValidationError(wrong_passphrase(self.person))
        return given


def todays(person: Person, posted: Any) -> Secret:
    """The passphrase of signing in; for who has none a new diary passphrase."""
    if person.has_usable_password():
        return Secret(posted, person=person, label=_("Je wachtzin van nu"), new=False)
    return Secret(posted, person=person, label=_("Een nieuwe dagboekzin"), new=True, hint=PASSPHRASE_HINT)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def what_opens(request: PersonRequest) -> HttpResponse:
    """For who is signed in while today's passphrase does not open the vault: what does, and what else can be done."""
    if queries.unlocked_of(request) is not None:
        return HttpResponseRedirect(safe_next(request))
    places = slots.places_of(request.user)
    if not places:
        return redirect("web:diary")
    problem = ""
    if request.method == "POST":
        unlocked, problem = _open(request, request.user)
        if unlocked is not None:
            return _opened(request, request.user, unlocked)
    context = {
        "problem": problem,
        "next": safe_next(request),
        "older": opens_not_today(request.user),
        "diary": not request.user.has_usable_password(),
    } | last_step.context(request)
    return render(request, "people/what_opens.html", context, status=422 if problem else 200)


@sensitive_variables()
def _open(request: HttpRequest, person: Person, vault_id: int | None = None) -> tuple[Unlocked | None, str]:
    """The vault that the posted passphrase or code opens (only this one, when it is given), or what is wrong."""
    passphrase, code = request.POST.get(PASSPHRASE, ""), request.POST.get(CODE, "")
    if not passphrase and not code.strip():
        return None, _("Vul je wachtzin van toen in, of je herstelcode.")
    attempt = Attempt(request, person)
    if not attempt.allowed():
        return None, too_often()
    try:
        if vault_id is not None:
            unlocked = slots.open_place(person, vault_id, passphrase=passphrase[: MAX_PASSPHRASE + 1], code=code)
        elif passphrase:
            unlocked = unlock_with(person, passphrase)
        else:
            unlocked = actions.unlock_with_recovery_code(person, code)
    except (CannotUnlock, sealing.SealingError, UnicodeEncodeError):
        if passphrase:
            return None, wrong_passphrase(person)
        return None, _("Met deze code gaat je plek niet open. Kijk hem nog eens na op je blaadje.")
    attempt.worked()
    return unlocked, ""


def _opened(request: HttpRequest, person: Person, unlocked: Unlocked) -> HttpResponse:
    """Open in this browser; who used something else than today's passphrase is asked whether that may open it too."""
    start_unlocked(request, unlocked)
    place = next(one for one in slots.places_of(person) if one.id == unlocked.vault_id)
    by_code = not request.POST.get(PASSPHRASE)
    if not place.by_today and (person.has_usable_password() or by_code):
        return HttpResponseRedirect(f"{reverse('web:adopt')}?{urlencode({'next': safe_next(request)})}")
    return HttpResponseRedirect(safe_next(request))


@opened_before_recovery
@sensitive_variables()
def adopt(request: OpenRequest) -> HttpResponse:
    """From now on today's passphrase opens this vault; for who has none, a new diary passphrase does."""
    person, form = request.user, todays(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt = Attempt(request, person)
        if not attempt.allowed():
            form.add_error(None, too_often())
        else:
            try:
                if person.has_usable_password():
                    actions.adopt_passphrase(person, request.unlocked, form.cleaned_data[PASSPHRASE])
                else:
                    slots.choose_diary(person, request.unlocked, form.cleaned_data[PASSPHRASE])
            except CannotUnlock:
                form.add_error(
                    PASSPHRASE, _("Dit is niet de wachtzin waarmee je je nu aanmeldt. Er is niets veranderd.")
                )
            else:
                attempt.worked()
                return HttpResponseRedirect(safe_next(request))
    context = {"form": form, "next": safe_next(request), "diary": not person.has_usable_password()}
    return render(request, "people/adopt.html", context, status=422 if form.errors else 200)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def begin_empty(request: PersonRequest) -> HttpResponse:
    """An empty vault beside those that stay locked; nothing of them changes."""
    person = request.user
    if not slots.places_of(person):
        return redirect("web:diary")
    form = todays(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt = Attempt(request, person)
        if not attempt.allowed():
            form.add_error(None, too_often())
        else:
            try:
                unlocked = slots.start_empty_beside(person, form.cleaned_data[PASSPHRASE])
            except CannotUnlock:
                form.add_error(
                    PASSPHRASE, _("Dit is niet de wachtzin waarmee je je nu aanmeldt. Er is niets veranderd.")
                )
            except TooManyVaults:
                form.add_error(None, _("Je hebt al zoveel plekken als er kunnen zijn. Open een van die plekken."))
            else:
                attempt.worked()
                start_unlocked(request, unlocked)
                return redirect("web:recovery-code")
    context = {"form": form, "diary": not person.has_usable_password()}
    return render(request, "people/begin_empty.html", context, status=422 if form.errors else 200)


@login_required
def places(request: PersonRequest) -> HttpResponse:
    """All the vaults of this person, in words."""
    unlocked = queries.unlocked_of(request)
    context = {"places": slots.places_of(request.user), "open": unlocked.vault_id if unlocked else None}
    return render(request, "people/places.html", context)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def place(request: PersonRequest, place_id: int) -> HttpResponse:
    """One vault: open it here, or make it the one in use."""
    person = request.user
    found = next((one for one in slots.places_of(person) if one.id == place_id), None)
    if found is None:
        raise Http404
    unlocked, problem = queries.unlocked_of(request), ""
    is_open = unlocked is not None and unlocked.vault_id == place_id
    if request.method == "POST" and is_open and unlocked is not None:
        slots.use(person, unlocked)
        return redirect("web:places")
    if request.method == "POST":
        now_open, problem = _open(request, person, place_id)
        if now_open is not None:
            return _opened(request, person, now_open)
    context = {"place": found, "is_open": is_open, "problem": problem, "next": reverse("web:places")}
    return render(request, "people/place.html", context, status=422 if problem else 200)
