"""Passkeys: asking a browser for one, checking its answer, adding and removing.

The WebAuthn ceremonies are django-allauth's (over fido2). Ours is what it does not know: the `prf` extension, by which a
passkey also opens the vault; one origin and no other; five minutes for an answer; and that nothing of what the browser
says is kept beyond what checking the next answer takes. What the PRF gives never comes along in the answer itself.

User verification is always asked: the PRF of a passkey without it is another one than with it (WebAuthn level 3,
section 10.1.4), and a passkey alone is to be two factors.
"""

from __future__ import annotations

import binascii
import json
import struct
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.webauthn.internal import auth, flows
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts import factors, slots
from tegenwind.accounts.errors import AccountsError
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.sealing import PRF_BYTES, PRF_INPUT

ANSWER_SECONDS: Final = 5 * 60
"""How long a browser may take to answer; WebAuthn recommends five minutes (level 3, section 15.1)."""

LONGEST_ANSWER: Final = 32 * 1024
"""Characters; a real answer is some two thousand."""

_ASKED = "passkey-asked"

# What parsing an answer that no browser would give can raise, deep inside fido2.
_ODD = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    OverflowError,
    struct.error,
    ValidationError,
)


class PasskeyRefused(AccountsError):
    """The answer is not that of a passkey of this person to what this browser was just asked."""

    def __init__(self) -> None:
        super().__init__("not the answer of this person's passkey to what was asked")


def _asked(request: HttpRequest, options: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(options))
    first = urlsafe_b64encode(PRF_INPUT).decode("ascii").rstrip("=")
    plain["publicKey"].setdefault("extensions", {})["prf"] = {"eval": {"first": first}}
    plain["publicKey"]["timeout"] = ANSWER_SECONDS * 1000
    request.session[_ASKED] = int(time.time())
    return plain


def ask_to_add(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What to hand to `navigator.credentials.create`, as JSON can say it."""
    return _asked(request, auth.begin_registration(person, passwordless=True))


def ask(request: HttpRequest, person: Person | None, *, opening: bool = False) -> dict[str, Any]:
    """What to hand to `navigator.credentials.get`: of this person, or of whoever it is. `opening`: only those that open."""
    options = _asked(request, auth.begin_authentication(person))
    if person is not None and opening:
        marks = factors.opening_marks(person)
        allowed = options["publicKey"].get("allowCredentials", [])
        options["publicKey"]["allowCredentials"] = [
            one for one in allowed if slots.credential_mark(_bytes(one["id"])) in marks
        ]
    return options


def _asked_no_more(request: HttpRequest) -> None:
    request.session.pop(_ASKED, None)
    auth.clear_state()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _read(request: HttpRequest, answer: str) -> dict[str, Any]:
    """The answer as an object, given in time by a page of ours. Raises `PasskeyRefused`."""
    asked = request.session.get(_ASKED)
    if not isinstance(asked, int) or not 0 <= time.time() - asked < ANSWER_SECONDS or len(answer) > LONGEST_ANSWER:
        raise PasskeyRefused
    try:
        told: dict[str, Any] = json.loads(answer)
        client = json.loads(_bytes(told["response"]["clientDataJSON"]))
        # fido2 would take a page under any name below ours as well.
        ours = client["origin"] == settings.TEGENWIND.url and not client.get("crossOrigin")
    except _ODD:
        raise PasskeyRefused from None
    if not ours:
        raise PasskeyRefused
    return told


def read_prf(text: str) -> bytes:
    """What the PRF gave, from base64url; empty for anything but 32 bytes (a passkey without PRF gives nothing)."""
    try:
        prf = _bytes(text)
    except (ValueError, binascii.Error):
        return b""
    return prf if len(prf) == PRF_BYTES else b""


def check(request: HttpRequest, person: Person | None, answer: str) -> tuple[Authenticator, bytes]:
    """Whose passkey answered, and its credential id. An answer is good once. Raises `PasskeyRefused`.

    `person` is None for who is not known yet: then the answer says who.
    """
    told = _read(request, answer)
    try:
        who = person if person is not None else auth.extract_user_from_response(told)
        found = auth.complete_authentication(who, told)
        found.user = who
        return found, bytes(found.wrap().authenticator_data.credential_data.credential_id)
    except _ODD:
        raise PasskeyRefused from None
    finally:
        _asked_no_more(request)


@sensitive_variables()
def add(request: HttpRequest, person: Person, unlocked: Unlocked, name: str, answer: str, prf: bytes) -> bool:
    """Adds the passkey that answered, and makes it a key of this vault when `prf` is not empty.

    Returns whether spare codes were made, because this is the first second factor. Raises `PasskeyRefused`.
    """
    told = _read(request, answer)
    try:
        auth.parse_registration_response(told)
        data = auth.complete_registration(told)
        if not data.is_user_verified() or data.credential_data is None:
            raise PasskeyRefused
        credential_id = bytes(data.credential_data.credential_id)
        kept = {
            "id": told["id"],
            "rawId": told["rawId"],
            "type": told["type"],
            "response": {part: told["response"][part] for part in ("clientDataJSON", "attestationObject")},
            # Asked for above, so every passkey here can sign in without a name.
            "clientExtensionResults": {"credProps": {"rk": True}},
        }
    except _ODD:
        raise PasskeyRefused from None
    finally:
        _asked_no_more(request)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if any(one.credential_id == credential_id for one in factors.passkeys_of(person)):
            raise PasskeyRefused
        auth.WebAuthn.add(person, factors.FactorAdapter().encrypt(name), kept)
        if prf:
            slots.add_passkey(unlocked, credential_id, prf)
        return auto_generate_recovery_codes(request) is not None


def rename(person: Person, passkey_id: int, name: str) -> None:
    """Another name for a passkey of this person; nothing happens when it is gone, or somebody else's."""
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user_id=person.pk, type=Authenticator.Type.WEBAUTHN)
        row = rows.filter(pk=passkey_id).first()
        if row is not None:
            row.data["name"] = factors.FactorAdapter().encrypt(name)
            row.save(update_fields=["data"])


def remove(request: HttpRequest, person: Person, passkey: factors.Passkey) -> None:
    """Takes a passkey away, from signing in and from every vault that it opens. Raises `LastSlot`; then nothing is."""
    with transaction.atomic():
        slots.remove_passkey(person, passkey.credential_id)
        row = Authenticator.objects.filter(user_id=person.pk, pk=passkey.id).first()
        if row is not None:
            row.user = person
            flows.remove_authenticator(request, row)
