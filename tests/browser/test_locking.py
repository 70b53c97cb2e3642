"""A door that closes while someone writes: no word is lost, and no word ends with somebody else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Newcomer
from tests.browser.house import House
from tests.browser.people import SAVED_AT, Person
from tests.browser.story import LIST

WORDS = "Ik merk dat ik inhoud, nog voor iemand iets zegt."
MORE = WORDS + " En daarna ben ik moe."


def _lock(person: Person) -> None:
    """The vault locks as after half an hour of silence; the person stays signed in."""
    person.house.lock_everybody()


def _sign_out(person: Person) -> None:
    """The session ends at the server, in the middle of writing."""
    person.house.sign_everybody_out()


def _lose_key_cookie(person: Person) -> None:
    """The browser loses what opens the vault."""
    person.context.clear_cookies(name=re.compile("_key$"))


def _lose_cookies(person: Person) -> None:
    """The browser loses every cookie but the language, as when someone cleans up in another tab."""
    person.context.clear_cookies(name=re.compile("tegenwind(_key)?$|csrftoken"))


def _writing(person: Person) -> None:
    person.go(LIST)
    person.answer("harder-werken", 4, words=WORDS)
    person.keep()


def _starts_again(person: Person) -> None:
    """In a browser that knows nothing: sign in and look at the list."""
    person.close_browser()
    person.open_browser()
    person.sign_in()
    person.go(LIST)


@pytest.mark.parametrize("ends", [_lock, _lose_key_cookie])
def test_a_door_that_closed_opens_over_the_page(someone: Person, ends: object) -> None:
    """The dialog stands over what was written; a wrong passphrase stays there, the right one keeps everything."""
    _writing(someone)
    ends(someone)  # type: ignore[operator]
    someone.write("w-harder-werken", MORE)
    dialog = someone.dialog
    expect(dialog.locator("[name=unlock-passphrase]")).to_be_focused()
    expect(dialog.locator("[name=unlock-name]")).to_have_count(0)

    someone.unlock_in_dialog("niet deze wachtzin")
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(someone.field("w-harder-werken")).to_have_value(MORE)

    someone.unlock_in_dialog()
    expect(dialog).to_have_count(0)
    someone.keep()
    # And the page goes on as if nothing had happened.
    someone.answer("blijven-zitten", 3)
    someone.press(someone.do("finish"))
    someone.see("report")
    expect(someone.main.locator(".own").first).to_have_text(MORE)


@pytest.mark.parametrize("ends", [_sign_out, _lose_cookies])
def test_signed_out_while_writing(someone: Person, ends: object) -> None:
    """The same, with the name as well."""
    _writing(someone)
    ends(someone)  # type: ignore[operator]
    someone.write("w-harder-werken", MORE)
    someone.unlock_in_dialog("niet deze wachtzin", name=someone.name)
    dialog = someone.dialog
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.locator("[name=unlock-name]")).to_have_value(someone.name)
    someone.unlock_in_dialog(name=someone.name)
    expect(dialog).to_have_count(0)
    someone.keep()
    _starts_again(someone)
    expect(someone.field("w-harder-werken")).to_have_value(MORE)


def test_a_dialog_that_was_put_away_comes_back(someone: Person) -> None:
    """Escape is allowed; at the next word the page asks again, and meanwhile it does not say that it is saved."""
    _writing(someone)
    _lock(someone)
    someone.write("w-harder-werken", WORDS + " En")
    dialog = someone.dialog
    expect(dialog).to_be_visible()
    someone.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(someone.main.locator("[data-saved]")).not_to_have_text(SAVED_AT)
    someone.write("w-harder-werken", MORE)
    someone.unlock_in_dialog()
    someone.keep()
    _starts_again(someone)
    expect(someone.field("w-harder-werken")).to_have_value(MORE)


@pytest.mark.parametrize("ends", [_lock, _sign_out, _lose_key_cookie])
def test_pressing_a_button_while_locked(someone: Person, ends: object) -> None:
    """A form that is sent when the door is shut comes along, and goes where it was going once the passphrase is right."""
    _writing(someone)
    ends(someone)  # type: ignore[operator]
    _stop_autosave(someone.page)
    someone.write("w-harder-werken", MORE)
    someone.press(someone.do("finish"))
    someone.see("answer-all", status=401)
    if ends is _sign_out:
        someone.write("unlock-name", someone.name)
    someone.write("unlock-passphrase", "niet deze wachtzin")
    someone.press(someone.primary)
    expect(someone.alert).to_be_visible()
    if ends is _sign_out:
        expect(someone.field("unlock-name")).to_have_value(someone.name)
    someone.write("unlock-passphrase", someone.passphrase)
    someone.press(someone.primary)
    someone.see("report")
    expect(someone.main.locator(".own").first).to_have_text(MORE)


@pytest.mark.parametrize("ends", [_lock, _sign_out])
def test_without_javascript_the_words_come_along(newcomer: Newcomer, ends: object) -> None:
    person = newcomer(script=False)
    person.join()
    _writing(person)
    ends(person)  # type: ignore[operator]
    person.write("w-harder-werken", MORE)
    person.press(person.do("save"))
    person.see("answer-all", status=401)
    if ends is _sign_out:
        person.write("unlock-name", person.name)
    person.write("unlock-passphrase", person.passphrase)
    person.press(person.primary)
    person.see("answer-all")
    expect(person.field("w-harder-werken")).to_have_value(MORE)
    _starts_again(person)
    expect(person.field("w-harder-werken")).to_have_value(MORE)


def test_another_person_on_this_page_never_gets_the_words(newcomer: Newcomer, house: House) -> None:
    """One leaves a page open, another signs in on this computer: what stands on the page is kept for neither of them."""
    noor, sam = newcomer(), newcomer()
    noor.join()
    sam.join()
    _writing(noor)
    left_open = noor.page
    house.sign_everybody_out()
    sam_here = _takes_over(sam, noor)
    before = house.records()

    noor.on(left_open)
    with left_open.expect_response(lambda answer: answer.status == 409):
        noor.write("w-harder-werken", MORE)
    expect(noor.main.locator("[data-saved]")).not_to_have_text(SAVED_AT)
    _stop_autosave(left_open)
    noor.press(noor.do("finish"))
    noor.see("answer-all", status=409)
    assert house.records() == before

    sam_here.goto(LIST)
    expect(sam_here.locator("[name=w-harder-werken]")).to_have_value("")


def test_another_person_in_the_dialog_never_gets_the_words(newcomer: Newcomer, house: House) -> None:
    """Signed out while writing; in the dialog somebody else gives a name and a passphrase."""
    noor, sam = newcomer(), newcomer()
    noor.join()
    sam.join()
    _writing(noor)
    house.sign_everybody_out()
    before = house.records()
    noor.write("w-harder-werken", MORE)
    with noor.page.expect_response(lambda answer: answer.status == 409):
        noor.unlock_in_dialog(sam.passphrase, name=sam.name)
    assert house.records() == before
    expect(noor.field("w-harder-werken")).to_have_value(MORE)


def test_another_person_at_the_carried_form_never_gets_the_words(newcomer: Newcomer, house: House) -> None:
    """The same without JavaScript, where the form carries the words along."""
    noor, sam = newcomer(script=False), newcomer()
    noor.join()
    sam.join()
    _writing(noor)
    house.sign_everybody_out()
    before = house.records()
    noor.write("w-harder-werken", MORE)
    noor.press(noor.do("save"))
    noor.write("unlock-name", sam.name)
    noor.write("unlock-passphrase", sam.passphrase)
    noor.press(noor.primary)
    noor.see("answer-all", status=409)
    assert house.records() == before


def test_locking_locks_the_other_tabs(someone: Person) -> None:
    """Op slot in one tab: a tab with a report and a tab with a list go along at once."""
    _writing(someone)
    writing = someone.page
    other = someone.context.new_page()
    other.goto("/me/")
    someone.on(other)
    someone.press(someone.lock_button)
    someone.see("locked")
    writing.wait_for_url("**/unlock/**")
    assert WORDS not in writing.content()


def test_what_only_a_page_has_waits_under_the_passphrase_when_another_tab_locks(someone: Person) -> None:
    """A form that keeps nothing by itself: its words are not thrown away, and nobody reads them over the lock."""
    someone.go("/intentions/new/")
    someone.write("words", WORDS)
    writing = someone.page
    other = someone.context.new_page()
    other.goto("/me/")
    someone.on(other)
    someone.press(someone.lock_button)
    someone.see("locked")
    someone.on(writing)
    expect(someone.dialog).to_be_visible()
    someone.unlock_in_dialog()
    expect(someone.dialog).to_have_count(0)
    expect(someone.field("words")).to_have_value(WORDS)
    someone.press(someone.primary)
    someone.see("intention")
    assert WORDS in someone.main.inner_text()


@pytest.mark.parametrize("leaves", ["lock", "sign out"])
@pytest.mark.parametrize("script", [True, False])
def test_back_shows_nothing_personal(newcomer: Newcomer, leaves: str, script: bool) -> None:
    person = newcomer(script=script)
    person.join()
    _writing(person)
    person.press(person.do("finish"))
    person.see("report")
    if leaves == "lock":
        person.press(person.lock_button)
        person.see("locked")
    else:
        person.go("/me/")
        person.press(person.main.locator("form[data-locks] button"))
        person.see("home")
    for _ in range(4):
        try:
            person.page.go_back()
        except Error as error:
            # A page that was the answer to a form: the browser kept no copy, and asks before it sends the form again.
            assert "ERR_CACHE_MISS" in str(error)
            return
        shown = person.page.content()
        assert WORDS not in shown
        assert person.statement("harder-werken") not in shown


def test_an_older_tab_after_signing_in_again(someone: Person) -> None:
    """A form of before signing in elsewhere is refused by the browser's own check; the page offers the words once more."""
    _writing(someone)
    older = someone.page
    _stop_autosave(older)
    someone.house.sign_everybody_out()
    someone.on(someone.context.new_page())
    someone.sign_in()
    someone.on(older)
    _break_token(older)
    someone.write("w-harder-werken", MORE)
    someone.press(someone.do("finish"))
    someone.see("answer-all", status=403)
    someone.press(someone.primary)
    someone.see("report")
    expect(someone.main.locator(".own").first).to_have_text(MORE)


def test_an_older_tab_without_javascript(newcomer: Newcomer) -> None:
    person = newcomer(script=False)
    person.join()
    _writing(person)
    older = person.page
    person.house.sign_everybody_out()
    person.on(person.context.new_page())
    person.sign_in()
    person.on(older)
    person.write("w-harder-werken", MORE)
    person.press(person.do("save"))
    person.see("answer-all", status=403)
    person.press(person.primary)
    person.see("answer-all")
    expect(person.field("w-harder-werken")).to_have_value(MORE)


def _stop_autosave(page: Page) -> None:
    """So that only the button of the form sends."""
    page.evaluate("document.querySelector('form[data-autosave]').removeAttribute('data-autosave')")


def _break_token(page: Page) -> None:
    """As a browser of which the script could not freshen the form."""
    page.evaluate("document.addEventListener('submit', (e) => e.target.csrfmiddlewaretoken.value = 'x'.repeat(32))")


def _takes_over(sam: Person, noor: Person) -> Page:
    """Sam signs in in Noor's browser, in a tab of his own."""
    noor.on(noor.context.new_page())
    noor.sign_in(sam.name, sam.passphrase)
    return noor.page
