"""The forms for coming in, in our own words; what they do is allauth's and the accounts room's."""

from __future__ import annotations

import copy
from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.contrib.auth import password_validation
from django.core.validators import (
    BaseValidator,
    MaxLengthValidator,
    MinLengthValidator,
    ProhibitNullCharactersValidator,
)
from django.utils.translation import gettext_lazy as _

PASSPHRASE_HINT = _("Minstens vijftien tekens. Vier losse woorden werken goed. Plakken mag.")


def put_in_our_words(form: forms.BaseForm) -> None:
    """What the libraries say about a field that is empty, too short or too long, said as the rest of the page says things."""
    ours = {
        MinLengthValidator: _("Hier zijn minstens %(limit_value)d tekens nodig."),
        MaxLengthValidator: _("Hier passen hooguit %(limit_value)d tekens; het zijn er nu %(show_value)d."),
        ProhibitNullCharactersValidator: _(
            "Er staat een teken in dat hier niet kan. Typ het zelf over, zonder plakken."
        ),
    }
    for field in form.fields.values():
        field.error_messages["required"] = _("Vul dit nog in.")
        # The list is this form's own; the validators in it are shared with every other form.
        field.validators = [copy.copy(validator) for validator in field.validators]
        for validator in field.validators:
            if isinstance(validator, BaseValidator | ProhibitNullCharactersValidator) and type(validator) in ours:
                validator.message = ours[type(validator)]


def passphrase_field(label: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class JoinForm(SignupForm):  # type: ignore[misc]
    """A name and a passphrase make an account; nothing else is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.label = _("Naam")
        name.help_text = _("Zo noemen we je, en zo meld je je aan. Het hoeft niet je echte naam te zijn.")
        name.widget.attrs = {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": 60,
        }
        phrase = self.fields["password1"]
        phrase.label = _("Wachtzin")
        phrase.help_text = PASSPHRASE_HINT
        phrase.widget.attrs = {"autocomplete": "new-password", "autocapitalize": "none", "spellcheck": "false"}
        put_in_our_words(self)


class SignInForm(LoginForm):  # type: ignore[misc]
    """Name and passphrase."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        name = self.fields["login"]
        name.label = _("Naam")
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        phrase = self.fields["password"]
        phrase.label = _("Wachtzin")
        phrase.help_text = ""
        phrase.widget.attrs = {"autocomplete": "current-password", "autocapitalize": "none", "spellcheck": "false"}
        put_in_our_words(self)


class NewPassphrase(forms.Form):
    """The old passphrase and a new one."""

    old = passphrase_field(_("Je wachtzin van nu"), "current-password")
    new = passphrase_field(_("Je nieuwe wachtzin"), "new-password", PASSPHRASE_HINT)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        put_in_our_words(self)

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.person)
        return new


class Recover(forms.Form):
    """A name, the recovery code and a new passphrase."""

    name = forms.CharField(
        label=_("Naam"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Herstelcode"),
        help_text=_("Zes groepjes. Streepjes, spaties en hoofdletters maken niet uit."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    new = passphrase_field(_("Je nieuwe wachtzin"), "new-password", PASSPHRASE_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_in_our_words(self)

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new)
        return new


class PasskeyName(forms.Form):
    """What a person calls a passkey."""

    name = forms.CharField(
        label=_("Hoe noem je hem?"),
        help_text=_("Zo vind je hem terug. Het toestel bijvoorbeeld: telefoon, laptop thuis."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_in_our_words(self)


class AppCode(forms.Form):
    """The code that an app shows."""

    code = forms.CharField(
        label=_("De code die je app nu laat zien"),
        help_text=_("Zes cijfers. Ze gelden een halve minuut."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_in_our_words(self)
