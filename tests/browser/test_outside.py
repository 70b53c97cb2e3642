"""In a real browser: through an organisation and back, a new passphrase by mail, and signing out elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.gallery_outside import confirm
from tests.browser.people import Person
from tests.browser.story import LIST
from tests.outside import link


def come_in(person: Person, subject: str, button: str = "Authorize") -> None:
    """From our button to the organisation's page, and back."""
    provider = person.house.provider
    assert provider is not None
    person.go("/sign-in/")
    person.press(person.main.locator("form[action='/sign-in/organisation/'] button"))
    person.page.wait_for_url(f"{provider.url}/**")
    if button == "Authorize":
        person.page.locator("[name=sub]").first.fill(subject)
    person.page.get_by_role("button", name=button, exact=True).click()
    person.page.wait_for_url(f"{person.house.url}/**")


def newcomer_of_the_organisation(person: Person) -> None:
    come_in(person, person.name)
    person.see("organisation-join")
    person.write("username", person.name)
    person.press(person.primary)
    person.see("diary")
    person.write("passphrase", person.passphrase)
    person.press(person.primary)
    person.make_code()


@pytest.mark.parametrize("script", [True, False])
def test_the_first_and_the_second_time_through_an_organisation(newcomer: Newcomer, script: bool) -> None:
    person = newcomer(script=script)
    newcomer_of_the_organisation(person)
    person.go(LIST)
    person.answer("harder-werken", 4, words="Niet voor Oost.")
    person.keep()
    again = newcomer(script=script)
    come_in(again, person.name)
    again.see("unlock")
    again.write("unlock-passphrase", person.passphrase)
    again.press(again.primary)
    again.see("home")
    again.go(LIST)
    expect(again.field("w-harder-werken")).to_have_value("Niet voor Oost.")


def test_who_says_no_at_the_organisation_comes_back_to_a_page_that_says_so(newcomer: Newcomer) -> None:
    person = newcomer()
    come_in(person, "", button="Deny")
    # The provider of these tests leaves the state out of its answer, so it cannot be told from a made-up one.
    person.see("organisation-back", status=400)
    person.press(person.primary)
    person.see("sign-in")


def test_signing_in_again_in_another_tab_keeps_what_was_being_written(newcomer: Newcomer) -> None:
    person = newcomer()
    newcomer_of_the_organisation(person)
    person.go(LIST)
    person.answer("harder-werken", 4, words="Half")
    person.keep()
    mine = person.page
    person.house.sign_everybody_out()
    person.write("w-harder-werken", "Helemaal")
    expect(person.dialog).to_be_visible()
    with person.context.expect_page() as opened:
        person.dialog.locator("a[target=_blank]").click()
    person.on(opened.value)
    come_in(person, person.name)
    person.see("unlock")
    person.page.close()
    person.on(mine)
    person.unlock_in_dialog(name=person.name)
    person.keep()
    person.page.reload()
    expect(person.field("w-harder-werken")).to_have_value("Helemaal")


def test_a_new_passphrase_by_mail_and_the_old_one_opens(someone: Person) -> None:
    person, post = someone, someone.house.post
    assert post is not None
    address = f"{person.name.lower().replace(' ', '.')}@example.org"
    person.go("/me/mail/")
    confirm(person)
    person.write("address", address)
    person.press(person.primary)
    expect(person.main.locator(".notice")).to_contain_text(address)
    person.go(link(post.next(), person.house.url))
    person.press(person.primary)
    person.go(LIST)
    person.answer("harder-werken", 4, words="Van voor die tijd.")
    person.keep()
    old, writing = person.passphrase, person.page

    elsewhere = person.context.browser.new_context(base_url=person.house.url).new_page()  # type: ignore[union-attr]
    elsewhere.goto("/sign-in/reset/")
    elsewhere.fill("[name=address]", address)
    elsewhere.click("main .button.primary")
    elsewhere.goto(link(post.next(), person.house.url))
    elsewhere.fill("[name=new]", "een heel andere zin dan toen")
    elsewhere.click("main .button.primary")
    elsewhere.wait_for_url("**/unlock/other/")
    elsewhere.fill("[name=passphrase]", old)
    elsewhere.click("main .button.primary")
    elsewhere.wait_for_url("**/me/places/adopt/**")
    elsewhere.fill("[name=passphrase]", "een heel andere zin dan toen")
    elsewhere.click("main .button.primary")
    elsewhere.goto(LIST)
    expect(elsewhere.locator("[name=w-harder-werken]")).to_have_value("Van voor die tijd.")
    elsewhere.context.close()

    # Where it was still open the page asks to sign in, with what was being written still there.
    person.on(writing)
    person.write("w-harder-werken", "En van daarna.")
    expect(person.dialog).to_be_visible()
    person.unlock_in_dialog("een heel andere zin dan toen", name=person.name)
    person.keep()


def test_signed_out_elsewhere_the_next_save_asks_and_loses_no_word(someone: Person, newcomer: Newcomer) -> None:
    other = newcomer()
    other.sign_in(someone.name, someone.passphrase)
    other.go(LIST)
    other.answer("harder-werken", 4, words="Half")
    other.keep()
    someone.go("/me/signed-in/")
    someone.press(someone.main.locator("form[action='/me/signed-in/elsewhere/'] button"))
    expect(someone.main.locator(".sheet")).to_have_count(1)
    other.write("w-harder-werken", "Helemaal")
    expect(other.dialog).to_be_visible()
    expect(other.field("w-harder-werken")).to_have_value("Helemaal")
    other.unlock_in_dialog(name=someone.name)
    other.keep()
    other.page.reload()
    expect(other.field("w-harder-werken")).to_have_value("Helemaal")


def test_after_signing_out_nothing_shows_on_back(someone: Person) -> None:
    someone.go("/me/signed-in/")
    expect(someone.main.locator(".sheet")).to_have_count(1)
    someone.press(someone.main.locator("form[action='/sign-out/'] button"))
    someone.see("home")
    someone.page.go_back()
    someone.see("sign-in")
