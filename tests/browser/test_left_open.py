"""A page that somebody left open and walked away from: once the door has shut by itself, nothing of it shows any more."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.story import LIST

WORDS = "Ik merk dat ik inhoud, nog voor iemand iets zegt."
MORE = WORDS + " En daarna ben ik moe."


def _left_alone(person: Person, minutes: int) -> None:
    """The clock of this page goes on; at the server the vault closed meanwhile, if it was long enough."""
    if minutes >= 30:
        person.house.lock_everybody()
    person.page.clock.fast_forward(f"{minutes}:00")


def _reading(person: Person) -> None:
    person.page.clock.install()
    person.go(LIST)
    person.answer("harder-werken", 4, words=WORDS)
    person.keep()


def test_it_shows_the_form_that_opens_and_no_word(someone: Person) -> None:
    _reading(someone)
    _left_alone(someone, 20)
    expect(someone.field("w-harder-werken")).to_have_value(WORDS)
    _left_alone(someone, 31)
    someone.page.wait_for_url("**/unlock/**")
    assert WORDS not in someone.page.content()


def test_after_that_it_is_all_there_again(someone: Person) -> None:
    _reading(someone)
    _left_alone(someone, 31)
    someone.page.wait_for_url("**/unlock/**")
    someone.write("unlock-passphrase", someone.passphrase)
    someone.press(someone.primary)
    someone.page.wait_for_url(f"**{LIST}**")
    expect(someone.field("w-harder-werken")).to_have_value(WORDS)


def test_what_was_not_kept_yet_stays_and_is_kept_after_the_passphrase(someone: Person) -> None:
    _reading(someone)
    someone.context.set_offline(True)
    someone.write("w-harder-werken", MORE)
    _left_alone(someone, 31)
    someone.context.set_offline(False)
    someone.unlock_in_dialog()
    someone.keep()
    expect(someone.field("w-harder-werken")).to_have_value(MORE)


def test_what_stands_in_a_form_without_autosave_is_not_thrown_away(someone: Person) -> None:
    someone.page.clock.install()
    someone.go("/me/passphrase/")
    someone.write("new", "een zin die nog nergens anders staat")
    _left_alone(someone, 45)
    _left_alone(someone, 45)
    expect(someone.field("new")).to_have_value("een zin die nog nergens anders staat")
