"""Passkeys in a real browser, with a device that can open a vault (PRF) and with one that cannot; codes from an app without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import looks
from tests.browser.conftest import Newcomer
from tests.browser.devices import Device, add_passkey, app_code, confirm
from tests.browser.people import Person
from tests.browser.story import LIST

WORDS = "Ik merk dat ik inhoud, nog voor iemand iets zegt."


@pytest.fixture
def someone(newcomer: Newcomer) -> Person:
    """A person with a place of their own, at a page whose colours are at rest when they are looked at."""
    person = newcomer(reduced_motion="reduce")
    person.join()
    return person


def _sign_out(person: Person) -> None:
    person.go("/me/")
    person.press(person.main.locator("form[action='/sign-out/'] button"))
    person.see("home")


def _passkey(person: Person, way: str) -> None:
    person.press(person.main.locator(f"button[data-passkey='{way}']"))


def _good(person: Person) -> None:
    assert looks.axe_violations(person.page) == []
    assert looks.sticking_out(person.page) == []


def test_a_passkey_that_opens(someone: Person) -> None:
    """Added, then used wherever something opens: signing in, unlocking, the dialog, the second step."""
    device = Device(someone)
    someone.go("/me/keys/")
    someone.press(someone.link("passkey-add"))
    confirm(someone)
    _good(someone)
    add_passkey(someone)
    expect(someone.main).to_contain_text("hij opent wat je schreef")
    expect(someone.main.locator(".code.spare li")).to_have_count(10)
    assert device.passkeys() == 1
    someone.go("/me/keys/")
    expect(someone.main).to_contain_text("passkey: meldt je aan en opent")
    _good(someone)

    _sign_out(someone)
    someone.go("/sign-in/?next=/check-ins/")
    _good(someone)
    _passkey(someone, "sign-in")
    someone.see("reflection")

    someone.press(someone.lock_button)
    someone.see("locked")
    someone.go("/unlock/")
    _good(someone)
    _passkey(someone, "open")
    someone.see("home")

    _sign_out(someone)
    someone.go("/sign-in/")
    someone.write("login", someone.name)
    someone.write("password", someone.passphrase)
    someone.press(someone.primary)
    someone.see("second-step")
    _good(someone)
    _passkey(someone, "step")
    someone.see("home")
    expect(someone.lock_button).to_be_visible()


@pytest.mark.parametrize("ends", ["lock_everybody", "sign_everybody_out"])
def test_a_passkey_in_the_dialog_over_the_page(someone: Person, ends: str) -> None:
    Device(someone)
    add_passkey(someone)
    someone.go(LIST)
    someone.answer("harder-werken", 4, words="Eerst dit.")
    someone.keep()
    getattr(someone.house, ends)()
    someone.write("w-harder-werken", WORDS)
    expect(someone.dialog).to_be_visible()
    _good(someone)
    someone.press(someone.dialog.locator("button[data-passkey]"))
    expect(someone.dialog).to_have_count(0)
    someone.keep()
    someone.go(LIST)
    expect(someone.field("w-harder-werken")).to_have_value(WORDS)


def test_both_steps_in_the_dialog_over_the_page(someone: Person) -> None:
    Device(someone)
    add_passkey(someone)
    spare = someone.main.locator(".code.spare li").first.inner_text()
    someone.go(LIST)
    someone.answer("harder-werken", 4, words="Eerst dit.")
    someone.keep()
    someone.house.sign_everybody_out()
    someone.write("w-harder-werken", WORDS)
    expect(someone.dialog).to_be_visible()
    someone.unlock_in_dialog(name=someone.name)
    code = someone.dialog.locator("[name=unlock-code]")
    expect(code).to_be_focused()
    _good(someone)
    someone.hand.write(code, spare)
    someone.press(someone.dialog.locator(".button.primary"))
    expect(someone.dialog).to_have_count(0)
    someone.keep()


def test_a_passkey_that_only_signs_in(someone: Person) -> None:
    """It says so when it is added and when it was used; the passphrase opens."""
    device = Device(someone, prf=False)
    add_passkey(someone)
    expect(someone.main).to_contain_text("opent niet wat je schreef")
    assert device.passkeys() == 1
    someone.go("/me/keys/")
    expect(someone.main).to_contain_text("passkey: meldt je aan, maar opent niet")
    someone.press(someone.main.locator("a[href^='/me/passkeys/']:not([href*=add])"))
    someone.see("passkey", heading="Telefoon")
    _good(someone)
    _passkey(someone, "confirm")
    expect(someone.alert).to_contain_text("kan alleen aanmelden")
    _sign_out(someone)
    someone.go("/sign-in/")
    _passkey(someone, "sign-in")
    someone.see("unlock")
    expect(someone.main).to_contain_text("Deze passkey opent niet wat je schreef")
    expect(someone.main.locator("button[data-passkey]")).to_have_count(0)
    _good(someone)
    someone.write("unlock-passphrase", someone.passphrase)
    someone.press(someone.primary)
    someone.see("home")
    expect(someone.lock_button).to_be_visible()


def test_no_passkey_at_hand(someone: Person) -> None:
    """The page says so, stays as it was, and the passphrase goes on working."""
    device = Device(someone)
    _sign_out(someone)
    someone.go("/sign-in/")
    _passkey(someone, "sign-in")
    said = someone.main.locator("[data-passkey-said]")
    expect(said).to_have_text(re.compile("Er is niets veranderd"))
    add = someone.main.locator("button[data-passkey]")
    expect(add).to_be_enabled()
    someone.sign_in()
    device.says_no()
    someone.go("/me/passkeys/add/")
    confirm(someone)
    someone.write("name", "Laptop")
    _passkey(someone, "add")
    expect(said).to_have_text(re.compile("Er is niets veranderd"))
    someone.go("/me/keys/")
    expect(someone.main.locator("a[href^='/me/passkeys/']:not([href*=add])")).to_have_count(0)


def test_taking_a_passkey_away(someone: Person) -> None:
    Device(someone)
    add_passkey(someone)
    someone.go("/me/keys/")
    someone.press(someone.main.locator("a[href^='/me/passkeys/']:not([href*=add])"))
    someone.press(someone.do("remove"))
    someone.see("keys")
    assert someone.main.get_by_text("Telefoon").count() == 0
    _sign_out(someone)
    someone.go("/sign-in/")
    _passkey(someone, "sign-in")
    someone.see("passkey-sign-in", status=401)
    expect(someone.alert).to_contain_text("hoort hier niet bij")
    someone.sign_in()


def test_codes_from_an_app_without_a_script(newcomer: Newcomer) -> None:
    person = newcomer(script=False, viewport={"width": 320, "height": 800})
    person.join()
    person.go("/me/second-factor/")
    person.see("second-factor")
    person.press(person.link("app"))
    confirm(person)
    person.see("app")
    picture = person.main.locator("img.qr")
    assert (picture.get_attribute("src") or "").startswith("data:image/svg+xml;base64,")
    box = picture.bounding_box()
    assert box and box["width"] > 150
    # A code is of its half minute; one that was copied at the very end of it may be too late, as in life.
    shown = person.main.locator(".code.spare")
    for _try in range(2):
        person.write("code", app_code(person))
        person.press(person.primary)
        expect(shown.or_(person.alert)).to_be_visible()
        if shown.count():
            break
    spare = person.main.locator(".code.spare li").all_inner_texts()
    assert len(spare) == 10
    person.press(person.primary)
    person.see("second-factor")
    _sign_out(person)
    person.go("/sign-in/?next=/check-ins/")
    assert not person.main.locator("button[data-passkey]").is_visible()
    person.write("login", person.name)
    person.write("password", person.passphrase)
    person.press(person.primary)
    person.see("second-step")
    person.go("/check-ins/")
    person.see("second-step")  # Nothing opens before the last step.
    person.write("unlock-code", "000000")
    person.press(person.primary)
    person.see("second-step", status=401)
    person.write("unlock-code", spare[0])
    person.press(person.primary)
    person.see("reflection")
    person.go("/me/second-factor/")
    expect(person.main).to_contain_text("nog 9 over")
    person.press(person.link("app-off"))
    confirm(person)
    person.press(person.primary)
    person.see("second-factor")
    _sign_out(person)
    person.sign_in()
