"""Keeping while one writes: when it goes well nobody notices, and when it does not the page says so and goes on trying."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.people import SAVED_AT, Person
from tests.browser.story import LIST

WORDS = "Ik merk dat ik inhoud."


def test_without_a_network_the_page_says_so_and_keeps_it_later(someone: Person) -> None:
    someone.go(LIST)
    someone.answer("harder-werken", 4, words=WORDS)
    someone.keep()
    someone.context.set_offline(True)
    someone.write("w-harder-werken", f"{WORDS} Nog steeds.")
    expect(someone.main.locator("[data-saved]")).not_to_have_text(SAVED_AT)
    someone.context.set_offline(False)
    expect(someone.main.locator("[data-saved]")).to_have_text(SAVED_AT)
    someone.page.reload()
    expect(someone.field("w-harder-werken")).to_have_value(f"{WORDS} Nog steeds.")
    assert not someone.questions


def test_going_elsewhere_in_the_middle_of_a_word(someone: Person) -> None:
    """A link right after typing: the words are kept and the browser has nothing to ask."""
    for number, (selector, place) in enumerate(
        (("a.help", "help-now"), ("a.brand", "home"), (".nav a >> nth=1", "reflection"))
    ):
        someone.go(LIST)
        someone.answer("harder-werken", 4, words=f"{WORDS} {number}")
        someone.press(someone.page.locator("header").locator(selector))
        someone.see(place)
        someone.go(LIST)
        expect(someone.field("w-harder-werken")).to_have_value(f"{WORDS} {number}")
    assert not someone.questions


def test_locking_in_the_middle_of_a_word(someone: Person) -> None:
    someone.go(LIST)
    someone.answer("harder-werken", 4, words=WORDS)
    someone.press(someone.lock_button)
    someone.see("locked")
    assert not someone.questions
    someone.go(LIST)
    someone.see("unlock")
    someone.write("unlock-passphrase", someone.passphrase)
    someone.press(someone.primary)
    someone.see("answer-all")
    expect(someone.field("w-harder-werken")).to_have_value(WORDS)


def test_help_is_there_when_nothing_can_be_kept(someone: Person) -> None:
    """The door closed while writing: help still opens, after the browser has asked."""
    someone.go(LIST)
    someone.answer("harder-werken", 4, words=WORDS)
    someone.keep()
    someone.house.lock_everybody()
    someone.write("w-harder-werken", f"{WORDS} Nog steeds.")
    expect(someone.dialog).to_be_visible()
    someone.page.keyboard.press("Escape")
    someone.press(someone.page.locator("header a.help"))
    someone.see("help-now")
    assert someone.questions == ["beforeunload"]


def test_too_much_text_is_said_while_writing(someone: Person) -> None:
    """What does not fit is not called saved; shortened, it is."""
    someone.go(LIST)
    someone.answer("harder-werken", 4, words="te lang " * 1000)
    expect(someone.main.locator("[data-saved]")).not_to_be_empty()
    expect(someone.main.locator("[data-saved]")).not_to_have_text(SAVED_AT)
    someone.write("w-harder-werken", WORDS)
    someone.keep()


def test_two_tabs_with_the_whole_list_do_not_undo_each_other(someone: Person) -> None:
    """Each tab sends what was changed in it; the older one does not put back what it showed when it opened."""
    someone.go(LIST)
    older = someone.page
    someone.on(someone.context.new_page())
    someone.go(LIST)
    someone.answer("harder-werken", 4, words=WORDS)
    someone.keep()

    someone.on(older)
    someone.answer("ja-maar", 2)
    someone.keep()
    someone.press(someone.primary)

    someone.see("report")
    expect(someone.main.get_by_text(WORDS).first).to_be_visible()
    assert someone.main.get_by_text(someone.statement("ja-maar")).count()
    assert not someone.questions


def test_what_there_is_to_say_waits_until_a_press_is_over(someone: Person) -> None:
    """Leaving the field saves it: an answer that comes between press and release does not move the button away."""
    someone.go("/slow-down/")
    someone.press(someone.do("on"))
    someone.see("slow-down-step")
    someone.write("words", "te lang " * 1000)
    place = someone.do("on").bounding_box()
    assert place is not None
    mouse = someone.page.mouse
    mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    with someone.page.expect_response(lambda answer: answer.status == 422):
        mouse.down()
    assert someone.do("on").bounding_box() == place
    mouse.up()
    someone.see("slow-down-step", status=422)
