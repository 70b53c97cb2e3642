"""A first conversation in two real browsers: asked on a narrow phone, answered with the keyboard, and what the mail says of it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.gallery_coaches import card_name, free_moment, permit, publish
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, left_behind, small_controls, sticking_out
from tests.browser.people import Person
from tests.outside import body

PHONE = {"width": 320, "height": 640}
WORDS = "Ik zeg ja en voel Walvis."
ANSWER = "Liever de tweede Zeeleeuw."


def has_address(person: Person) -> str:
    """A confirmed address, as it is kept."""
    address = f"{person.name.lower().replace(' ', '.')}@example.org"
    person.house.sql(f"UPDATE accounts_person SET email = '{address}' WHERE username = '{person.name}'")
    return address


def asks(person: Person, coach: Person) -> None:
    person.go("/coaches/")
    person.see("coaches")
    person.press(person.main.locator("h2 a", has_text=card_name(coach)))
    person.see("coach")
    person.press(person.primary)
    person.see("coach-ask")
    person.write("own", "Zeehond")
    person.hand.choose(person.field("moment").first)
    person.write("words", WORDS)
    person.hand.choose(person.field("adult"))
    person.hand.choose(person.field("mail"))
    person.press(person.do("preview"))
    person.see("coach-ask")
    expect(person.main.locator(".own")).to_have_text(WORDS)
    expect(person.main.locator(".card-facts")).not_to_contain_text(person.name)
    person.press(person.do("send"))
    person.see("intake")


def proposes(coach: Person) -> None:
    coach.go("/")
    coach.press(coach.main.locator(".notice a[href='/conversations/']"))
    coach.see("intakes")
    coach.press(coach.main.locator("a.title").first)
    coach.see("intake")
    expect(coach.main.locator(".story .own")).to_have_text(WORDS)
    coach.press(coach.main.locator("details:has([name=words]) > summary").first)
    coach.write("words", ANSWER)
    coach.hand.choose(coach.main.locator("input[type=checkbox][name=moment]").first)
    coach.press(coach.do("send"))
    coach.see("intake")


def confirms(person: Person) -> None:
    person.go("/")
    person.press(person.main.locator(".notice a[href='/conversations/']"))
    person.see("intakes")
    person.press(person.main.locator("a.title").first)
    person.see("intake")
    expect(person.main.locator(".opening .own")).to_have_text(ANSWER)
    person.hand.choose(person.main.locator("input[type=radio][name=moment]").first)
    person.press(person.do("confirm"))
    person.page.wait_for_selector("a[href$='calendar.ics']")


def calendar_of(person: Person) -> str:
    with person.page.expect_download() as coming:
        person.press(person.main.locator("a[href$='calendar.ics']"))
    return Path(coming.value.path()).read_text()


def test_asked_on_a_phone_answered_with_the_keyboard_and_in_both_calendars(newcomer: Newcomer) -> None:
    coach = newcomer(hand=Keyboard)
    person = newcomer(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    post = person.house.post
    assert post is not None
    for one in (coach, person):
        one.join()
    permit(coach)
    publish(coach)
    coach.go("/coach/moments/")
    for days in (3, 4):
        free_moment(coach, days)
        coach.see("coach-moments")
    addresses = [has_address(one) for one in (coach, person)]
    person.looks += [axe_violations, sticking_out, small_controls]

    asks(person, coach)
    to_coach = post.next()
    proposes(coach)
    to_person = post.next()
    confirms(person)
    third = post.next()

    coach.page.reload()
    files = [calendar_of(one) for one in (person, coach)]
    begin = [line for line in files[0].splitlines() if line.startswith(("DTSTART", "DTEND"))]
    assert len(begin) == 2 and all(line in files[1] for line in begin)
    assert [one["X-Rcpt"] for one in (to_coach, to_person, third)] == [addresses[0], addresses[1], addresses[0]]
    told = [*files, *(f"{one['Subject']} {body(one)}" for one in (to_coach, to_person, third))]
    for said in ("Zeehond", "Mira", "Walvis", "Zeeleeuw", person.name, coach.name, "coach"):
        assert not [one for one in told if said.casefold() in one.casefold()], said
    assert left_behind(person.page, "Walvis", "Zeeleeuw") == [] == left_behind(coach.page, "Walvis", "Zeeleeuw")


def test_without_javascript_it_is_called_off_in_a_press_and_a_confirmation(newcomer: Newcomer) -> None:
    coach, person = newcomer(script=False), newcomer(script=False)
    for one in (coach, person):
        one.join()
    permit(coach)
    publish(coach)
    person.go("/coaches/")
    person.press(person.main.locator("h2 a", has_text=card_name(coach)))
    person.press(person.primary)
    person.write("own", "Zeehond")
    person.hand.choose(person.field("adult"))
    person.press(person.do("preview"))
    person.press(person.do("send"))
    person.see("intake")
    person.press(person.main.locator("details:has([name=ending]) > summary"))
    person.press(person.do("end"))
    person.see("intake")
    expect(person.main).to_contain_text("Je zegde dit gesprek af.")
    assert person.do("end").count() == 0
