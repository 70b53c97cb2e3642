"""The second step of signing in: turning it on and off, and checking what was typed.

Codes come from an app (TOTP), from the spare codes made when it was turned on, or, as the last resort, from the recovery
code of the vault: who has that in hand can open everything anyway, and a lost phone may not lock anybody out of what
they wrote (docs/decisions/0018).
"""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import delete_and_cleanup, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    clear_totp_secret,
    get_totp_secret,
    validate_totp_code,
)
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts import actions
from tegenwind.accounts.errors import AccountsError, CannotUnlock
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.sealing import SealingError

LIMIT = "second_step"
"""The rate in `ACCOUNT_RATE_LIMITS` that holds for codes, per person. Only who has the passphrase gets this far."""

LONGEST_CODE = 100
"""Characters; a recovery code with its hyphens is 31."""


class TooOften(AccountsError):
    """Too many tries; nothing was looked at."""

    def __init__(self) -> None:
        super().__init__("too many tries in a row")


@sensitive_variables()
def check_code(request: HttpRequest, person: Person, typed: str) -> Unlocked | bool:
    """Whether this code is good as a second step: True, or the vault it opened when it is the recovery code, or False.

    A code is good once. Raises `TooOften`.
    """
    key = str(person.pk)
    if not ratelimit.consume(request, action=LIMIT, key=key):
        raise TooOften
    typed = typed[:LONGEST_CODE]
    found: Unlocked | bool = False
    for row in Authenticator.objects.filter(user_id=person.pk).exclude(type=Authenticator.Type.WEBAUTHN):
        if row.wrap().validate_code(typed):
            row.user = person
            post_authentication(request, row)
            found = True
            break
    else:
        try:
            found = actions.unlock_with_recovery_code(person, typed)
        except (CannotUnlock, SealingError):
            return False
        record_authentication(request, person, "recovery_code")
    ratelimit.clear(request, action=LIMIT, key=key)
    return found


def new_secret() -> str:
    """The seed that an app is to take over: base32, 160 bits. The same until it is turned on or given up."""
    return str(get_totp_secret(regenerate=False))


@sensitive_variables()
def turn_on_app(request: HttpRequest, person: Person, code: str) -> bool | None:
    """Turns on codes from an app, in place of an older app, when `code` shows that it took over the seed.

    Returns whether spare codes were made, or None for a wrong code. Raises `TooOften`.
    """
    key = str(person.pk)
    if not ratelimit.consume(request, action=LIMIT, key=key):
        raise TooOften
    secret = new_secret()
    if not validate_totp_code(secret, code[:LONGEST_CODE]):
        return None
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).delete()
        app = TOTP.activate(person, secret)
        made = auto_generate_recovery_codes(request) is not None
    app.validate_code(code)  # Used up: it signs nobody in.
    clear_totp_secret(request)
    ratelimit.clear(request, action=LIMIT, key=key)
    return made


def turn_off_app(request: HttpRequest, person: Person) -> None:
    """No codes from an app any more; the spare codes go with the last second factor."""
    with transaction.atomic():
        row = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).first()
        if row is not None:
            row.user = person
            delete_and_cleanup(request, row)


def new_spare_codes(person: Person) -> bool:
    """New spare codes in place of the old ones; False when there is no second factor that they could stand in for."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        rows = Authenticator.objects.filter(user_id=person.pk)
        codes = rows.filter(type=Authenticator.Type.RECOVERY_CODES)
        if rows.count() == codes.count():
            return False
        codes.delete()
        RecoveryCodes.activate(person)
    return True


def confirmed_recently(request: HttpRequest) -> bool:
    """Whether the person showed once more who they are, in this session and a few minutes ago at most."""
    if not request.user.is_authenticated:
        return False
    records = [one for one in get_authentication_records(request, request.user) if one.get("reauthenticated")]
    return bool(records) and 0 <= time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


@sensitive_variables()
def confirm_with_passphrase(request: HttpRequest, person: Person, passphrase: str) -> bool:
    """Whether this is the passphrase; then the person has shown once more who they are. Raises `TooOften`.

    For who signs in through an organisation it is the passphrase that opens their vault.
    """
    if person.has_usable_password():
        right = _with_passphrase(request, person, passphrase) is not None
    else:
        right = _opens_something(request, person, passphrase)
    if right:
        reauthenticate_by_password(request)
    return right


@sensitive_variables()
def _with_passphrase(request: HttpRequest, person: Person, passphrase: str) -> Person | None:
    try:
        found = get_adapter(request).authenticate(request, username=person.get_username(), password=passphrase)
    except ValidationError:
        raise TooOften from None
    return found if found is not None and found.pk == person.pk else None


@sensitive_variables()
def _opens_something(request: HttpRequest, person: Person, passphrase: str) -> bool:
    key = f"confirm-{person.pk}"
    if not ratelimit.consume(request, action="login_failed", key=key):
        raise TooOften
    try:
        actions.unlock_with_passphrase(person, passphrase)
    except (CannotUnlock, UnicodeEncodeError):
        return False
    ratelimit.clear(request, action="login_failed", key=key)
    return True
