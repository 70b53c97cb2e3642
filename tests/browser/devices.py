"""Devices that hold passkeys: Chromium's own virtual ones."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.browser.people import Person


class Device:
    """A built-in authenticator at this person's page, which says yes whenever it is asked."""

    def __init__(self, person: Person, *, prf: bool = True) -> None:
        self.page = person.page
        self.devtools = person.context.new_cdp_session(person.page)
        self.devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "hasPrf": prf,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.id: str = made["authenticatorId"]

    def passkeys(self) -> int:
        held = self.devtools.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return len(held["credentials"])

    def says_no(self) -> None:
        """From here on nobody touches it."""
        self.devtools.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": False})


def confirm(person: Person) -> None:
    """Show once more who one is, where the page asks."""
    person.write("confirm-passphrase", person.passphrase)
    person.press(person.primary)
    expect(person.field("confirm-passphrase")).to_have_count(0)


def add_passkey(person: Person, name: str = "Telefoon") -> None:
    """From the page with what opens one's place to the page that follows on the new passkey."""
    person.go("/me/passkeys/add/")
    if person.field("confirm-passphrase").count():
        confirm(person)
    person.write("name", name)
    person.press(person.main.locator("button[data-passkey=add]"))
    expect(person.field("name")).to_have_count(0)


def app_code(person: Person) -> str:
    """What an app shows that took over the secret on this page."""
    secret = "".join(person.main.locator(".code li").all_inner_texts())
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
