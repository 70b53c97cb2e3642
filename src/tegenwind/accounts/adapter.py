"""Where django-allauth meets our keys: joining makes a vault, signing in opens it, signing out locks it."""

import re
import unicodedata
from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts import actions, queries, signed_in
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.factors import asks_second_step
from tegenwind.accounts.language import bring_along
from tegenwind.accounts.middleware import forget, start_unlocked, start_waiting, take_waiting
from tegenwind.accounts.models import Person, name_key

_HIDDEN = re.compile(r"[^\S ]|  ")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What differs from allauth's own ways."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": _("Deze naam is al in gebruik. Kies een andere naam, of zet er iets achter."),
        "username_blacklisted": _("Deze naam kan niet. Kies een andere naam."),
        "username_odd": _(
            "In een naam kunnen letters, cijfers, leestekens en losse spaties staan, geen onzichtbare tekens."
        ),
        "username_password_mismatch": _("Deze naam en wachtzin horen niet bij elkaar. Kijk ze allebei nog eens na."),
        "too_many_login_attempts": _(
            "Dit is te vaak achter elkaar misgegaan. Wacht een paar minuten en probeer het dan opnieuw."
        ),
        "enter_current_password": _("Dit is niet de wachtzin die je nu hebt."),
        "incorrect_password": _("Dit is niet je wachtzin."),
        "account_inactive": _("Deze plek is nu gesloten. Vraag ernaar bij wie Tegenwind beheert."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The name in one Unicode form. Raises `ValidationError` for a taken one or one with characters nobody sees."""
        username = unicodedata.normalize("NFKC", username).strip()
        if _HIDDEN.search(username) or any(unicodedata.category(character)[0] == "C" for character in username):
            raise self.validation_error("username_odd")
        cleaned: str = super().clean_username(username, shallow=shallow)
        if not shallow and queries.person_named(cleaned) is not None:
            raise self.validation_error("username_taken")
        return cleaned

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count for one account: allauth's own would give every spelling that finds it (É, é, fullwidth) tries of its own."""
        return f"name:{name_key(credentials.get('username') or credentials.get('email') or '')}"

    @sensitive_variables()
    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None and person.derivation_is_worn and credentials.get("password"):
            actions.renew_derivation(person, credentials["password"])
        return person

    @sensitive_variables()
    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """Someone new: pepper, account, vault and passphrase slot in one transaction. Signing in opens the vault."""
        person: Person = super().save_user(request, user, form, commit=False)
        if not commit:
            return person
        person.language = self._language_of(request) or person.language
        if person.slot_key_just_derived is None:
            person.save()  # Without a passphrase (through an identity provider) there is no vault yet.
            return person
        actions.join(person)
        return person

    @staticmethod
    def _language_of(request: HttpRequest) -> str | None:
        language = (getattr(request, "LANGUAGE_CODE", None) or "")[:2]
        return language if language in Person.Language.values else None

    @sensitive_variables()
    def set_password(self, user: Person, password: str) -> None:
        """A change keeps the vault open to who knew the old passphrase; a reset by mail leaves it locked and whole."""
        if user.slot_key_just_derived is None:
            super().set_password(user, password)
        else:
            actions.change_passphrase_with_slot_key(user, user.slot_key_just_derived, password)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """When a second step comes after the passphrase, the key of the vault waits for it."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None and user.slot_key_just_derived is not None and asks_second_step(user):
            with suppress(CannotUnlock):  # After a reset by mail nothing opens, and nothing waits.
                start_waiting(request, actions.unlock_with_slot_key(user, user.slot_key_just_derived))
        return response

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """The last step is done: the vault opens, with the passphrase just given or the key that waited."""
        if user.slot_key_just_derived is not None:
            try:
                start_unlocked(request, actions.unlock_with_slot_key(user, user.slot_key_just_derived))
            except CannotUnlock:
                forget(request)  # Signed in after a reset: the vault waits for the old passphrase or the recovery code.
        elif waited := take_waiting(request, user):
            start_unlocked(request, waited)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        bring_along(request, response, user.language)
        return response

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        signed_in.note(request, user)  # Opening the vault, if that comes next, puts a fuller note in its place.

    def logout(self, request: HttpRequest) -> None:
        if (unlocked := queries.unlocked_of(request)) is not None:
            signed_in.forget_here(request, unlocked)
        forget(request)
        super().logout(request)
