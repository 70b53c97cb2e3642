"""The pages about the second step and passkeys, for the gallery. Afterwards all of it is off again."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Locator, expect

from tests.browser.devices import Device, add_passkey, app_code, confirm
from tests.browser.people import Person


def every_factor_page(person: Person) -> Iterator[str]:
    """For who is signed in with an open place and none of it yet."""
    person.go("/me/confirm/")
    yield "who you are"
    person.write("confirm-passphrase", "niet mijn wachtzin")
    person.press(person.primary)
    person.see("confirm", status=401)
    yield "who you are, refused"
    confirm(person)
    person.go("/me/second-factor/")
    yield "second step, off"
    yield from _app(person)
    yield from _passkey(person)
    yield from _signing_in(person)
    person.go("/me/keys/")
    person.press(_passkey_link(person))
    confirm(person)
    person.press(person.do("remove"))
    person.see("keys")
    person.go("/me/second-factor/app/off/")
    yield "app, off?"
    person.press(person.primary)
    person.see("second-factor")


def _app(person: Person) -> Iterator[str]:
    person.go("/me/second-factor/app/")
    yield "app"
    person.write("code", "000000")
    person.press(person.primary)
    person.see("app", status=422)
    yield "app, refused"
    shown = person.main.locator(".code.spare")
    for _try in range(2):  # A code may be late, when it was copied at the end of its half minute.
        person.write("code", app_code(person))
        person.press(person.primary)
        expect(shown.or_(person.alert)).to_be_visible()
        if shown.count():
            break
    yield "spare codes"
    for path, name in (
        ("/me/second-factor/", "second step, on"),
        ("/me/second-factor/app/", "another app"),
        ("/me/second-factor/app/off/", "app, off? with nothing beside it"),
        ("/me/second-factor/codes/", "new spare codes"),
    ):
        person.go(path)
        yield name


def _passkey(person: Person) -> Iterator[str]:
    Device(person)
    person.go("/me/keys/")
    yield "what opens, without passkeys"
    person.go("/me/passkeys/add/")
    yield "a passkey"
    add_passkey(person, "Telefoon")
    person.see("keys")
    yield "what opens"
    person.press(_passkey_link(person))
    person.see("passkey", heading="Telefoon")
    yield "one passkey"


def _signing_in(person: Person) -> Iterator[str]:
    person.go("/me/")
    person.press(person.main.locator("form[action='/sign-out/'] button"))
    person.see("home")
    person.go("/sign-in/")
    person.write("login", person.name)
    person.write("password", person.passphrase)
    person.press(person.primary)
    person.see("second-step")
    yield "second step"
    person.write("unlock-code", "000000")
    person.press(person.primary)
    person.see("second-step", status=401)
    yield "second step, refused"
    person.press(person.main.locator("button[data-passkey=step]"))
    person.see("home")


def _passkey_link(person: Person) -> Locator:
    return person.main.locator("a[href^='/me/passkeys/']:not([href*=add])")
