"""The pages about mail, a vault that stays locked, where one is signed in, and coming in through an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.people import Person
from tests.outside import link

LONGER = " en nog verder"


def every_page_outside(person: Person) -> Iterator[str]:
    """The person has joined and can sign in; afterwards somebody else is signed in here."""
    leave(person)
    person.sign_in()
    yield from _mail(person)
    yield from _signed_in(person)
    yield from _locked_vault(person)
    yield from _organisation(person)


def leave(person: Person) -> None:
    """As in a browser where nobody is signed in; it still knows the language."""
    person.context.clear_cookies(name=re.compile("^tegenwind(_key)?$"))


def confirm(person: Person) -> None:
    """Show once more who it is, where that is asked."""
    if person.field("confirm-passphrase").count():
        person.write("confirm-passphrase", person.passphrase)
        person.press(person.primary)
        expect(person.field("confirm-passphrase")).to_have_count(0)


def _mail(person: Person) -> Iterator[str]:
    post = person.house.post
    assert post is not None
    address = f"{person.name.lower().replace(' ', '.')}@example.org"
    person.go("/me/mail/")
    yield "the address, once more who it is"
    confirm(person)
    yield "the address, none"
    person.page.locator("form").evaluate_all("all => all.forEach((one) => { one.noValidate = true })")
    person.write("address", "geen adres")
    person.press(person.primary)
    person.see("mail", status=422)
    yield "the address, refused"
    person.write("address", address)
    person.press(person.primary)
    expect(person.main.locator(".notice")).to_contain_text(address)
    yield "the address, on its way"
    confirming = link(post.next(), person.house.url)
    person.go(confirming)
    person.see("mail-confirm")
    yield "is this the address"
    person.press(person.primary)
    expect(person.main).to_contain_text(address)
    yield "the address is kept"
    person.go(confirming)
    person.see("mail-confirm", status=410)
    yield "a worn link"
    person.go("/me/mail/")
    person.see("mail")
    yield "the address, there"


def _signed_in(person: Person) -> Iterator[str]:
    other = Person(person.house, person.chromium, language=person.language)
    other.sign_in(person.name, person.passphrase)
    person.go("/me/signed-in/")
    expect(person.main.locator(".sheet").nth(1)).to_be_visible()
    yield "where I am signed in"
    person.press(person.main.locator("form[action='/me/signed-in/elsewhere/'] button"))
    expect(person.main.locator(".sheet")).to_have_count(1)
    yield "signed in here only"
    other.close_browser()
    person.go("/me/")
    yield "own place, with an address and an organisation"


def _locked_vault(person: Person) -> Iterator[str]:
    post = person.house.post
    assert post is not None
    leave(person)
    person.go("/sign-in/reset/")
    yield "ask for a link"
    person.page.locator("form").evaluate_all("all => all.forEach((one) => { one.noValidate = true })")
    person.write("address", "geen adres")
    person.press(person.primary)
    person.see("reset", status=422)
    yield "ask for a link, refused"
    person.write("address", f"{person.name.lower().replace(' ', '.')}@example.org")
    person.press(person.primary)
    expect(person.field("address")).to_have_count(0)
    yield "a link is on its way"
    choosing = link(post.next(), person.house.url)
    person.go(choosing)
    person.see("reset-choose")
    yield "choose a new passphrase"
    person.write("new", "kort")
    person.press(person.primary)
    person.see("reset-choose", status=422)
    yield "choose a new passphrase, refused"
    old, person.passphrase = person.passphrase, person.passphrase + LONGER
    person.write("new", person.passphrase)
    person.press(person.primary)
    person.see("unlock-other")
    yield "what opens the vault"
    person.write("passphrase", "niet deze wachtzin")
    person.press(person.primary)
    person.see("unlock-other", status=422)
    yield "what opens the vault, refused"
    person.go(choosing)
    person.see("reset-choose", status=410)
    yield "a worn link for a passphrase"
    person.go("/me/places/empty/")
    yield "begin empty"
    person.write("passphrase", "niet deze wachtzin")
    person.press(person.primary)
    person.see("begin-empty", status=422)
    yield "begin empty, refused"
    person.write("passphrase", person.passphrase)
    person.press(person.primary)
    person.make_code()
    person.go("/me/places/")
    yield "two places"
    person.press(person.main.locator("a[href^='/me/places/'].button").last)
    person.see("place")
    yield "open the other one"
    person.write("passphrase", old)
    person.press(person.primary)
    person.see("adopt")
    yield "the old one is open"
    person.write("passphrase", old)
    person.press(person.primary)
    person.see("adopt", status=422)
    yield "the old one is open, refused"
    person.write("passphrase", person.passphrase)
    person.press(person.primary)
    person.see("places")
    yield "two places, the other one open"
    person.press(person.main.locator("a[href^='/me/places/'].button").last)
    person.see("place")
    yield "use the other one"
    person.press(person.primary)
    person.see("places")


def _organisation(person: Person) -> Iterator[str]:
    provider = person.house.provider
    assert provider is not None
    person.go("/me/organisation/")
    confirm(person)
    yield "an organisation, not connected"
    leave(person)
    person.go("/sign-in/")
    yield "sign in, with an organisation"
    person.press(person.main.locator("form[action='/sign-in/organisation/'] button"))
    person.page.wait_for_url(f"{provider.url}/**")
    person.page.locator("[name=sub]").first.fill(f"nummer-{person.name}")
    person.page.get_by_role("button", name="Authorize", exact=True).click()
    person.see("organisation-join")
    yield "a name, after an organisation"
    person.write("username", person.name)
    person.press(person.primary)
    person.see("organisation-join", status=422)
    yield "a name, taken"
    person.name = f"{person.name} van Oost"
    person.write("username", person.name)
    person.press(person.primary)
    person.see("diary")
    yield "a diary passphrase"
    person.write("passphrase", "kort")
    person.press(person.primary)
    person.see("diary", status=422)
    yield "a diary passphrase, refused"
    person.write("passphrase", person.passphrase)
    person.press(person.primary)
    person.make_code()
    person.go("/me/diary/")
    yield "another diary passphrase"
    person.go("/me/")
    yield "own place, through an organisation"
    person.go("/me/organisation/")
    confirm(person)
    yield "an organisation, the only way in"
    person.press(person.lock_button)
    person.see("locked")
    person.go("/unlock/")
    person.see("unlock")
    yield "unlock with a diary passphrase"
    person.go("/sign-in/organisation/back/?state=x")
    person.see("organisation-back", status=400)
    yield "back from an organisation, not ours"
