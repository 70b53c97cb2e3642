"""Coming in through an organisation, and the diary passphrase of who does."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind.accounts import openid, organisation, signed_in, slots
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.middleware import start_unlocked
from tegenwind.accounts.models import Person
from tegenwind.web.opening import Attempt, OpenRequest, PersonRequest, opened, too_often
from tegenwind.web.people.confirming import confirmed
from tegenwind.web.people.forms import PASSPHRASE_HINT, NewPassphrase, put_in_our_words
from tegenwind.web.people.next_page import safe, safe_next
from tegenwind.web.people.places import PASSPHRASE, Secret
from tegenwind.web.whole import whole

P = ParamSpec("P")

_log = logging.getLogger("tegenwind.organisation")
_NEWCOMER = "organisation-newcomer"
_NEWCOMER_SECONDS = 30 * 60
SIGN_IN, CONNECT = "sign-in", "connect"


class _Name(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Naam"),
        help_text=gettext_lazy(
            "Zo noemen we je hier. Het hoeft niet je echte naam te zijn; je organisatie hoort hem niet."
        ),
        min_length=2,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_in_our_words(self)

    def clean_username(self) -> str:
        name: str = get_adapter().clean_username(self.cleaned_data["username"])
        return name


def _with_organisation(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page that is only there where people come in through an organisation."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if settings.TEGENWIND.oidc is None:
            raise Http404
        return view(request, *args, **kwargs)

    return asked


def _failed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """Nothing came of it: what happened, that nothing was made, and what to do."""
    context = {"why": why, "name": openid.provider().name}
    return render(request, "people/organisation_failed.html", context, status=status)


def _name() -> str:
    return str(openid.provider().name)


@_with_organisation
def go(request: HttpRequest) -> HttpResponse:
    """Send this browser to the organisation, to sign in."""
    return _send_on(request, SIGN_IN, safe_next(request))


@_with_organisation
@opened
@confirmed
def connect(request: OpenRequest) -> HttpResponse:
    """Whether this person can come in through the organisation too; posting it sends them there to say so."""
    linked = organisation.is_linked(request.user)
    if request.method == "POST" and not linked:
        return _send_on(request, CONNECT, reverse("web:organisation-link"))
    context = {"name": _name(), "linked": linked, "only_way": not request.user.has_usable_password()}
    return render(request, "people/organisation_link.html", context)


@_with_organisation
@opened
@confirmed
def disconnect(request: OpenRequest) -> HttpResponse:
    """Take the link away; never the last way to sign in."""
    with suppress(organisation.LastWayIn):  # Then the page has no button for it, and says why.
        organisation.unlink(request.user)
    return redirect("web:organisation-link")


def _send_on(request: HttpRequest, purpose: str, go_on: str) -> HttpResponse:
    if not ratelimit.consume(request, action="login"):
        return _failed(request, "too-often", 429)
    back = whole(reverse("web:organisation-back"))
    try:
        address = openid.begin(request, back=back, purpose=purpose, go_on=go_on)
    except openid.Down as problem:
        _log.warning("signing in through the organisation came to nothing: %s", problem)
        return _failed(request, "down", 503)
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" == openid.provider().origin:
        return HttpResponseRedirect(address)
    # A form may only lead on to the organisation's own origin (Content-Security-Policy); a link may lead anywhere.
    return render(request, "people/organisation_go_on.html", {"name": _name(), "address": address})


@_with_organisation
def back(request: HttpRequest) -> HttpResponse:
    """Back from the organisation."""
    try:
        told = openid.finish(request, back=whole(reverse("web:organisation-back")))
    except openid.NotOurs:
        return _failed(request, "not-ours", 400)
    except openid.Refused:
        return _failed(request, "refused", 403)
    except openid.Down as problem:
        _log.warning("signing in through the organisation came to nothing: %s", problem)
        return _failed(request, "down", 503)
    except openid.OpenIdError as problem:
        _log.warning("signing in through the organisation came to nothing: %s", problem)
        return _failed(request, "not-valid", 403)
    mark = organisation.mark_of(told.subject)
    if told.purpose == CONNECT:
        return _connected(request, mark)
    person = organisation.person_of(mark)
    if request.user.is_authenticated and request.user != person:
        get_adapter().logout(request)
    if person is not None:
        return _come_in(request, person, told.go_on)
    request.session[_NEWCOMER] = {"mark": mark.hex(), "at": time.time(), "go_on": told.go_on}
    return redirect("web:organisation-join")


def _connected(request: HttpRequest, mark: bytes) -> HttpResponse:
    if not isinstance(request.user, Person):
        return _failed(request, "not-ours", 400)
    try:
        organisation.link(request.user, mark)
    except organisation.AlreadyLinked:
        return _failed(request, "linked", 409)
    return redirect("web:organisation-link")


def _come_in(request: HttpRequest, person: Person, go_on: str) -> HttpResponse:
    """Through the last steps of signing in, where there are any; then to what opens the vault."""
    if not person.is_active:
        return _failed(request, "closed", 403)
    record_authentication(request, person, method="organisation")
    onward = f"{reverse('web:unlock')}?{urlencode({'next': safe(go_on)})}"
    answer = perform_login(request, Login(user=person, redirect_url=onward))
    return answer if isinstance(answer, HttpResponse) else HttpResponseRedirect(settings.LOGIN_URL)


@_with_organisation
def join(request: HttpRequest) -> HttpResponse:
    """Somebody new, just back from the organisation: a name, and nothing else of what the organisation knows."""
    newcomer = request.session.get(_NEWCOMER)
    if not isinstance(newcomer, dict) or not 0 <= time.time() - newcomer["at"] < _NEWCOMER_SECONDS:
        return redirect("web:sign-in")
    form = _Name(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="signup"):
            form.add_error(None, too_often())
        else:
            try:
                language = str(getattr(request, "LANGUAGE_CODE", "nl"))[:2]
                person = organisation.join(form.cleaned_data["username"], language, bytes.fromhex(newcomer["mark"]))
            except organisation.AlreadyLinked:
                return _failed(request, "linked", 409)
            except IntegrityError:
                form.add_error("username", get_adapter().error_messages["username_taken"])
            else:
                del request.session[_NEWCOMER]
                return _come_in(request, person, newcomer["go_on"])
    context = {"form": form, "name": _name()}
    return render(request, "people/organisation_join.html", context, status=422 if form.errors else 200)


@login_required
@sensitive_post_parameters()
@sensitive_variables()
def diary(request: PersonRequest) -> HttpResponse:
    """The first vault of who has none yet: a passphrase of its own, for the organisation only lets in."""
    person = request.user
    if slots.places_of(person):
        return redirect("web:home")
    form = Secret(request.POST or None, person=person, label=_("Je dagboekzin"), new=True, hint=PASSPHRASE_HINT)
    if request.method == "POST" and form.is_valid():
        try:
            unlocked = slots.open_with_diary(person, form.cleaned_data[PASSPHRASE])
        except CannotUnlock:  # Made in another tab a moment ago.
            return redirect("web:unlock")
        start_unlocked(request, unlocked)
        return redirect("web:recovery-code")
    return render(request, "people/diary.html", {"form": form}, status=422 if form.errors else 200)


class _NewDiary(NewPassphrase):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old"].label, self.fields["new"].label = _("Je dagboekzin van nu"), _("Je nieuwe dagboekzin")


@opened
@sensitive_variables()
def change_diary(request: OpenRequest) -> HttpResponse:
    """Choose a new diary passphrase, with the old one. Everywhere else the person is signed out."""
    person = request.user
    if person.has_usable_password():
        return redirect("web:passphrase")
    form = _NewDiary(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        attempt = Attempt(request, person)
        if not attempt.allowed():
            form.add_error(None, too_often())
        else:
            try:
                unlocked = slots.change_diary(person, form.cleaned_data["old"], form.cleaned_data["new"])
            except (CannotUnlock, UnicodeEncodeError):
                form.add_error("old", _("Dit is niet je dagboekzin van nu. Er is niets veranderd."))
            else:
                attempt.worked()
                signed_in.end_elsewhere(request, unlocked, person)
                start_unlocked(request, unlocked)
                return render(request, "people/passphrase_changed.html", {"diary": True})
    return render(request, "people/diary_change.html", {"form": form}, status=422 if form.errors else 200)
