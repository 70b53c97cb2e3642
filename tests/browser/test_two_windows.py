"""Two windows with one text, in a real browser: both texts are kept and shown, with the script and without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tegenwind.practice.meeting import SEPARATOR, fingerprint
from tests.browser.conftest import Newcomer
from tests.browser.people import SAVED_AT, Person
from tests.browser.story import LIST, ROUTE

DAAR, HIER = "Daar schreef ik dit.", "En hier dat."
MET = re.compile(r"·\s·\s·")  # as in the sentence that says so, in any language
TALK = next(one for one in ROUTE.activities if one.kind == "talk")


#: Puts a text into the field, given as its code units, as if it had been pasted.
_WRITE = """
(units) => {
  const note = document.querySelector("[name=note]");
  note.value = units.map((unit) => String.fromCharCode(unit)).join("");
  note.dispatchEvent(new Event("change", {bubbles: true}));
}
"""


def both(there: str, here: str) -> str:
    return f"{there}\n\n{SEPARATOR}\n\n{here}"


def _note(person: Person) -> str:
    """Begin a route; returns the address of an activity with room for a note."""
    person.go(f"/routes/about/weerstand/{ROUTE.id}/")
    person.hand.choose(person.field("statement").first)
    person.press(person.primary)
    person.see("route")
    return f"{person.page.url}{TALK.id}/"


def _two_windows(person: Person, address: str) -> tuple[Page, Page]:
    first = person.page
    person.go(address)
    second = person.context.new_page()
    second.goto(address)
    return first, second


def _saved(person: Person) -> None:
    person.page.wait_for_function("() => !document.querySelector('[name=was-note]').value.includes('~')")
    person.keep()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_windows_that_keep_themselves(newcomer: Newcomer, language: str) -> None:
    person = newcomer(language=language)
    person.join()
    address = _note(person)
    first, second = _two_windows(person, address)
    person.on(first)
    person.write("note", DAAR)
    person.keep()
    expect(person.main.locator("[data-saved] a")).to_have_count(0)

    person.on(second)
    person.write("note", HIER)
    saved = person.main.locator("[data-saved]")
    expect(saved).to_have_text(SAVED_AT)
    expect(saved).to_have_text(MET)
    # Under the writer's hands nothing moves.
    expect(person.field("note")).to_have_value(HIER)
    person.press(saved.locator("a"))
    person.see("activity")
    expect(person.field("note")).to_have_value(both(DAAR, HIER))
    assert not person.questions


@pytest.mark.parametrize("read", [True, False])
def test_the_button_shows_what_met(someone: Person, read: bool) -> None:
    """Also when it is pressed before anybody could read what the saving in the background said."""
    address = _note(someone)
    first, second = _two_windows(someone, address)
    for page, words in ((first, DAAR), (second, HIER)):
        someone.on(page)
        someone.write("note", words)
        if read and page is second:
            expect(someone.main.locator("[data-saved] a")).to_be_visible()
        someone.press(someone.do("done"))
        # The first one leads on; the second stays, and shows what met.
        expect(someone.page).not_to_have_url(address) if page is first else expect(someone.page).to_have_url(address)
    someone.see("activity")
    expect(someone.main.get_by_role("status")).to_have_text(MET)
    expect(someone.field("note")).to_have_value(both(DAAR, HIER))
    someone.press(someone.do("done"))
    someone.see("route")


def test_both_write_on_letter_by_letter(someone: Person) -> None:
    """Each window keeps itself every few letters; each goes on with its own text, and both stand there once."""
    address = _note(someone)
    first, second = _two_windows(someone, address)
    for page, words in ((first, DAAR), (second, HIER)) * 2:
        someone.on(page)
        note = someone.field("note")
        note.press("End")
        for start in range(0, len(words), 4):
            note.press_sequentially(words[start : start + 4])
            note.dispatch_event("change")
            if start % 8 == 0:
                someone.keep()
        someone.keep()
    someone.on(someone.context.new_page())
    someone.go(address)
    expect(someone.field("note")).to_have_value(both(DAAR * 2, HIER * 2))


def test_one_window_alone_is_never_told_of_another(someone: Person) -> None:
    """Letter by letter, with savings that cross each other, an empty field in between, and the button in the middle of a word."""
    address = _note(someone)
    someone.go(address)
    note, saved = someone.field("note"), someone.main.locator("[data-saved]")
    for words in (DAAR, "", HIER):
        note.fill(words)
        note.dispatch_event("change")
        note.press_sequentially(" Ja.")
        _saved(someone)
        expect(saved.locator("a")).to_have_count(0)
    note.press_sequentially(" En verder")
    someone.press(someone.do("route"))
    someone.see("route")
    someone.go(address)
    expect(someone.field("note")).to_have_value(f"{HIER} Ja. En verder")
    assert not someone.questions


def test_an_answer_that_got_lost_makes_no_stranger_of_ones_own_text(someone: Person) -> None:
    """The saving arrives, its answer does not. What is written on after that takes its place."""
    address = _note(someone)
    someone.go(address)
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    someone.page.route(f"**/{TALK.id}/", lose)
    for words in (DAAR, f"{DAAR} {HIER}"):
        with someone.page.expect_event("requestfailed"):
            someone.write("note", words)
            someone.field("note").dispatch_event("change")
    expect(someone.main.locator("[data-saved]")).not_to_have_text(SAVED_AT)
    assert lost and set(lost) == {200}
    someone.page.unroute(f"**/{TALK.id}/")
    someone.write("note", "Iets heel anders.")
    _saved(someone)
    expect(someone.main.locator("[data-saved] a")).to_have_count(0)
    someone.page.reload()
    expect(someone.field("note")).to_have_value("Iets heel anders.")


def test_the_button_waits_for_a_saving_that_is_under_way(someone: Person) -> None:
    """Otherwise the older words would come in after the newer ones, like those of another window."""
    address = _note(someone)
    someone.go(address)
    # However slow this machine is: the page waits until the test lets go.
    someone.page.evaluate(
        "() => { const set = setTimeout; self.setTimeout = (f, ms, ...rest) => set(f, ms === 2000 ? 1e8 : ms, ...rest); }"
    )
    held: list[Route] = []
    someone.page.route(f"**/{TALK.id}/", lambda route: held.append(route) if not held else route.continue_())
    with someone.page.expect_request(lambda request: request.method == "POST"):
        someone.write("note", DAAR)
        someone.field("note").dispatch_event("change")
    someone.field("note").press_sequentially(" En dan nog iets.")
    someone.press(someone.do("route"))
    answer = held[0].fetch()
    held[0].fulfill(response=answer)
    someone.see("route")
    someone.page.unroute(f"**/{TALK.id}/")
    someone.go(address)
    expect(someone.field("note")).to_have_value(f"{DAAR} En dan nog iets.")


def test_without_javascript(newcomer: Newcomer) -> None:
    """The button says so, whichever it is, and the page shows both."""
    person = newcomer(script=False)
    person.join()
    address = _note(person)
    first, second = _two_windows(person, address)
    person.on(first)
    person.write("note", DAAR)
    person.press(person.do("save"))
    person.on(second)
    person.write("note", HIER)
    person.press(person.do("done"))
    person.see("activity")
    expect(person.main.get_by_role("status")).to_have_text(MET)
    expect(person.field("note")).to_have_value(both(DAAR, HIER))
    expect(person.field("note")).to_be_focused()
    expect(person.main.get_by_role("status")).to_be_in_viewport()
    person.press(person.do("done"))
    person.see("route")
    # And back in the first window, that still shows its own words alone.
    person.on(first)
    person.write("note", f"{DAAR} Nog.")
    person.press(person.do("save"))
    expect(person.field("note")).to_have_value(both(f"{DAAR} Nog.", HIER))


def test_the_list_without_javascript_puts_no_text_back(newcomer: Newcomer) -> None:
    """The whole list is sent; only the words that were changed in this window count."""
    person = newcomer(script=False)
    person.join()
    person.go(LIST)
    person.answer("harder-werken", 4, words="Oud.")
    person.answer("ja-maar", 3, words="Blijft.")
    person.press(person.do("save"))
    first, second = _two_windows(person, LIST)
    person.on(first)
    person.write("w-harder-werken", DAAR)
    person.press(person.do("save"))
    person.on(second)
    person.write("w-ja-maar", HIER)
    person.press(person.do("finish"))
    person.see("report")
    expect(person.main.get_by_text(DAAR).first).to_be_visible()
    expect(person.main.get_by_text(HIER).first).to_be_visible()
    expect(person.main.get_by_text("Oud.")).to_have_count(0)


def test_finishing_waits_for_what_another_window_wrote(someone: Person) -> None:
    """A report cannot be changed; what met is looked at first."""
    first, second = _two_windows(someone, LIST)
    someone.on(first)
    someone.answer("harder-werken", 4, words=DAAR)
    someone.keep()
    someone.on(second)
    someone.answer("harder-werken", 4, words=HIER)
    someone.press(someone.do("finish"))
    someone.see("answer-all")
    expect(someone.main.get_by_role("status")).to_have_text(MET)
    expect(someone.field("w-harder-werken")).to_have_value(both(DAAR, HIER))
    expect(someone.field("w-harder-werken")).to_be_focused()
    expect(someone.main.locator("#e-harder-werken")).to_have_text(MET)
    someone.press(someone.do("finish"))
    someone.see("report")
    expect(someone.main.get_by_text(HIER).first).to_be_visible()


def test_the_script_makes_the_same_fingerprints(someone: Person) -> None:
    """What the page knows after a saving is what the server would have told it."""
    someone.go(_note(someone))
    for words in (
        "Eén regel, met 'aanhaling' & teken <b>.",
        "Twee\n\nregels  \n met spaties\t",
        "\u00a0\ufeff 😀 familie 👩‍👩‍👧 \u2028 en e\u0301 \u3000",
        f"Zelf getrokken\n{SEPARATOR}\nlijn",
        f"{SEPARATOR}\n  {SEPARATOR}\t\n",
        "half \ud83d paar",
        "x" * 9000,
    ):
        units = words.encode("utf-16-le", "surrogatepass")
        someone.page.evaluate(_WRITE, [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)])
        _saved(someone)
        known = someone.page.locator("[name=was-note]").get_attribute("value")
        # A half of a pair goes over the wire as the sign for what cannot be read.
        assert known == fingerprint(words.replace("\ud83d ", "\ufffd ")), words
        someone.page.reload()
        assert someone.page.locator("[name=was-note]").get_attribute("value") == known
