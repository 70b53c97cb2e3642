"""The optional private address, and a new passphrase by mail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from tegenwind.accounts import mail, queries
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.models import Person
from tegenwind.waves import reminding
from tegenwind.web.opening import OpenRequest, PersonRequest, opened
from tegenwind.web.people.confirming import confirmed
from tegenwind.web.people.forms import PASSPHRASE_HINT, passphrase_field, put_in_our_words
from tegenwind.web.whole import whole

_LONGEST = 254


def _address_field(label: Any, hint: Any = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=hint,
        max_length=_LONGEST,
        error_messages={"invalid": gettext_lazy("Dit is geen mailadres. Kijk het nog eens na.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )


class _Address(forms.Form):
    address = _address_field(gettext_lazy("Je eigen mailadres"), gettext_lazy("Van jou alleen, niet dat van je werk."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_in_our_words(self)


class _Asked(forms.Form):
    address = _address_field(gettext_lazy("Het mailadres dat je hier opgaf"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_in_our_words(self)


class _NewPassphrase(forms.Form):
    new = passphrase_field(gettext_lazy("Je nieuwe wachtzin"), "new-password", PASSPHRASE_HINT)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        put_in_our_words(self)

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.person)
        return new


P = ParamSpec("P")


def _with_mail(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page that is only there where mail is sent."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not mail.sends_mail():
            raise Http404
        return view(request, *args, **kwargs)

    return asked


@_with_mail
@opened
@confirmed
def address(request: OpenRequest) -> HttpResponse:
    """The address of this person: none, one, or one that still has to be confirmed; and whether it is used for waves."""
    if request.method == "POST" and request.POST.get("do") == "waves":
        reminding.wish_mail(request.user, bool(request.user.email and request.POST.get("wave_mail")))
        return redirect("web:mail")
    form, sent = _Address(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        wanted = mail.normal(form.cleaned_data["address"])
        if not ratelimit.consume(request, action="manage_email", user=request.user):
            form.add_error(None, _("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten."))
        else:
            link = whole(reverse("web:mail-confirm", args=[mail.confirmation(request.user, wanted)]))
            try:
                mail.ask_to_confirm(request.user, wanted, link)
            except mail.NotSent:
                form.add_error(
                    None,
                    _("De mail kon nu niet weg. Er is niets veranderd. Probeer het over een paar minuten nog eens."),
                )
            else:
                sent = wanted
    context = {
        "form": form,
        "sent": sent,
        "kept": request.user.email,
        "wave_mail": bool(request.user.email) and reminding.wants_mail(request.user),
    }
    return render(request, "people/mail.html", context, status=422 if form.errors else 200)


@_with_mail
@opened
@confirmed
def remove(request: OpenRequest) -> HttpResponse:
    """Take the address away, and with it the wish for mail."""
    mail.keep(request.user, "")
    reminding.wish_mail(request.user, False)
    return redirect("web:mail")


@_with_mail
@login_required
def confirm(request: PersonRequest, token: str) -> HttpResponse:
    """The link in the mail: a button, so that a mail scanner that follows it changes nothing."""
    found = mail.confirmed(request.user, token)
    if found is None:
        return render(request, "people/mail_link_worn.html", status=410)
    if request.method == "POST":
        mail.keep(request.user, found)
        return render(request, "people/mail_confirmed.html", {"kept": found})
    return render(request, "people/mail_confirm.html", {"address": found})


@_with_mail
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whether the address is known here or not."""
    form = _Asked(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/reset.html", {"form": form}, status=422 if form.errors else 200)
    given = mail.normal(form.cleaned_data["address"])
    if not ratelimit.consume(request, action="reset_password", key=given):
        form.add_error(
            None, _("Dit is te vaak achter elkaar gevraagd. Wacht een paar minuten, en kijk intussen in je mail.")
        )
        return render(request, "people/reset.html", {"form": form}, status=429)
    found = mail.people_at(given)
    for person in found or [Person(username="", email=given)]:  # For nobody the same is made, and not sent.
        link = whole(reverse("web:reset-choose", args=[person.pk, mail.reset_tokens.make_token(person)]))
        mail.send_reset(person if found else None, link)
    return render(request, "people/reset_sent.html")


@_with_mail
@sensitive_post_parameters()
@sensitive_variables()
def choose(request: HttpRequest, person_id: int, token: str) -> HttpResponse:
    """The link in the mail: choose a new passphrase, and be signed in. The vault stays locked."""
    person = queries.person(person_id)
    usable = person is not None and person.is_active and person.has_usable_password()
    if person is None or not usable or not mail.reset_tokens.check_token(person, token):
        return render(request, "people/reset_worn.html", status=410)
    form = _NewPassphrase(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="reset_password_from_key"):
            form.add_error(None, _("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten."))
        else:
            try:
                mail.set_forgotten(person, form.cleaned_data["new"])
            except CannotUnlock:
                return render(request, "people/reset_worn.html", status=410)
            return _signed_in_after(request, person)
    return render(
        request, "people/reset_choose.html", {"form": form, "person": person}, status=422 if form.errors else 200
    )


def _signed_in_after(request: HttpRequest, person: Person) -> HttpResponse:
    """Through the last steps of signing in, where there are any; then to the page that says what opens the vault."""
    if request.user.is_authenticated:
        get_adapter().logout(request)
    record_authentication(request, person, method="password_reset")
    answer = perform_login(request, Login(user=person, redirect_url=reverse("web:unlock-other")))
    return answer if isinstance(answer, HttpResponse) else HttpResponseRedirect(settings.LOGIN_URL)
