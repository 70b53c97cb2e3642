"""The main job, in chapters: from a first visit to a closed route and a second look. Any hand, any language, any screen."""

from __future__ import annotations

import datetime
import io
import re

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tegenwind.practice.scale import charge_line, charge_word, position_word
from tegenwind.wording import wording
from tests.browser.people import PACK, Person

KNICK = "Ik knik en denk aan de boodschappen."
HARDER = "Ik wil dan laten zien dat ik er ben."
AGAIN = "Nu merk ik het eerder."
NOTE = "Ik vertelde het Ans. Het werd stil, en dat was goed."
ROUTE = "terugkomen"
LIST = f"/check-ins/new/{PACK.id}/"


def today() -> datetime.date:
    """Today where the program stands."""
    from zoneinfo import ZoneInfo

    return datetime.datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def position(person: Person, value: int) -> str:
    return position_word(value, wording(person.language))


def arrive(person: Person) -> None:
    """A first visit: a name and a passphrase, and a recovery code that is typed back, the wrong group first."""
    person.go("/")
    person.see(person.t("Zonder tegenwind stijgt geen vlieger."))
    person.press(person.link("Begin een eigen plek"))
    person.see(person.t("Een plek voor jou alleen"))
    person.write("username", person.name)
    person.write("password1", "kort")
    person.press(person.button("Maak mijn plek"))
    expect(person.main.get_by_role("alert")).to_contain_text(person.t("Er is nog niets gemaakt"))
    expect(person.field("username")).to_have_value(person.name)
    person.write("password1", person.passphrase)
    person.press(person.button("Maak mijn plek"))

    person.see(person.t("Eerst een herstelcode"))
    person.press(person.button("Maak mijn herstelcode"))
    person.see(person.t("Je herstelcode"))
    person.code = person.main.locator(".code li").all_inner_texts()
    person.write("last", person.code[0])
    person.press(person.button("Ik heb hem bewaard"))
    expect(person.main.get_by_role("alert")).to_be_visible()
    person.write("last", person.code[-1])
    person.press(person.button("Ik heb hem bewaard"))
    person.see(person.t("Je plek is klaar."))


def answer_some(person: Person) -> None:
    """A few statements in the list, kept while one writes; then the browser is closed and opened again: it is all there."""
    person.press(person.link("Kijk wat er is"))
    person.see(person.t("Reflectie"))
    card = person.main.locator("section", has=person.page.get_by_role("heading", name=PACK.title[person.language]))
    person.press(card.get_by_role("link", name=person.t("Bekijk de stellingen")))
    person.see(person.t("Hoeveel herken je hiervan?"))
    person.answer("harder-werken", 4, charge=2, words=HARDER)
    person.answer("blijven-zitten", 4)
    person.answer("afhaken", 5, charge=3, words=KNICK)
    person.keep()

    person.close_browser()
    person.open_browser()
    person.sign_in()
    greeting = person.t("Rustig aan, %(name)s. Waar wil je even bij stilstaan?")
    person.see(greeting.replace("%(name)s", person.name))
    person.press(person.link("Verder waar je was"))
    person.see(person.t("Hoeveel herken je hiervan?"))
    expect(person.main.locator("[name='r-afhaken'][value='5']")).to_be_checked()
    expect(person.main.locator("[name='c-afhaken'][value='3']")).to_be_checked()
    expect(person.field("w-afhaken")).to_have_value(KNICK)


def answer_one_at_a_time(person: Person) -> None:
    """From the list to one at a time: some answered, one left open, and back to the list."""
    person.press(person.button("Liever één stelling tegelijk"))
    person.see(person.statement("harder-werken"))
    expect(person.main.locator("[name='r-harder-werken'][value='4']")).to_be_checked()
    person.press(person.button("Volgende"))
    person.see(person.statement("ja-maar"))
    person.answer("ja-maar", 2)
    person.keep()
    person.press(person.button("Laat deze open"))  # thinking better of it
    person.see(person.statement("blijven-zitten"))
    person.press(person.button("Volgende"))
    person.see(person.statement("eerst-nieuwsgierig"))
    person.answer("eerst-nieuwsgierig", 3)
    person.press(person.button("Toon de hele lijst"))
    person.see(person.t("Hoeveel herken je hiervan?"))
    expect(person.main.locator("[name='r-ja-maar'][value='']")).to_be_checked()
    expect(person.main.locator("[name='r-eerst-nieuwsgierig'][value='3']")).to_be_checked()


def read_report(person: Person) -> None:
    """Positions in words, own words, proposals with their reasons; figures for who asks; a PDF."""
    person.press(person.button("Naar je rapportage"))
    person.see(person.t("Waar de wind staat"))
    w = wording(person.language)
    expect(_line(person, "harder-werken").locator(".position")).to_have_text(position(person, 4))
    expect(_line(person, "afhaken").locator(".position")).to_have_text(position(person, 5))
    expect(_line(person, "afhaken").locator(".charge")).to_contain_text(charge_word(3, w))
    expect(_line(person, "afhaken").locator(".own")).to_have_text(KNICK)
    expect(_line(person, "ja-maar").locator(".position")).to_have_text(person.t("opengelaten"))

    proposed = person.main.locator("form[id^=point-]")
    expect(proposed).to_have_count(2)
    for point, statement, charge, words in zip(
        proposed.all(), ("afhaken", "harder-werken"), (3, 2), (KNICK, HARDER), strict=True
    ):
        reason = person.t("Je gaf hier {charge} aan, en je schreef er iets bij.", charge=charge_line(charge, w))
        expect(point.locator(".statement")).to_have_text(person.statement(statement))
        expect(point).to_contain_text(reason)
        expect(point.locator(".own")).to_have_text(words)

    expect(person.main.locator(".figure")).to_have_count(0)
    person.press(person.link("Toon getallen"))
    person.see(person.t("Waar de wind staat"))
    figures = person.main.locator("tr", has_text=person.statement("afhaken")).locator(".figure")
    expect(figures).to_have_text(["5", "3"])

    with person.page.expect_download() as coming:
        person.press(person.link("Bewaar als PDF"))
    pdf = coming.value.path().read_bytes()
    assert pdf.startswith(b"%PDF")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    for told in (KNICK, HARDER, person.statement("afhaken"), position(person, 5)):
        assert told in text.replace("- ", "-"), told

    second = person.main.locator("form#point-harder-werken")
    person.press(second.get_by_role("button", name=person.t("Dit hoort bij mijn team of organisatie")))
    answered = person.main.locator("form#point-harder-werken")
    expect(answered.get_by_role("button")).to_have_text([person.t("Toch anders")])


def walk_route(person: Person) -> None:
    """Yes: the statement again, a talk on an earlier day, slowing down and back, a rest and up again."""
    first = person.main.locator("form#point-afhaken")
    person.press(first.get_by_role("button", name=person.t("Ja, hier wil ik mee verder")))
    route = PACK.route(ROUTE)
    assert route is not None
    title = {one.kind: one.prose[person.language].title for one in route.activities}
    person.see(route.title[person.language])

    person.press(_activity(person, title["re-check"]))
    person.see(title["re-check"])
    expect(person.main.locator("[name='r-afhaken'][value='5']")).to_be_checked()
    person.answer("afhaken", 5)
    person.hand.choose(person.main.locator("[name='c-afhaken'][value='2']"))
    person.keep()
    person.press(person.button("Dit heb ik gedaan"))
    person.see(route.title[person.language])

    person.press(_activity(person, title["talk"]))
    person.see(title["talk"])
    person.write("note", NOTE)
    person.keep()
    day = today() - datetime.timedelta(days=3)
    person.hand.put_date(person.field("on"), day)
    person.press(person.button("Dit heb ik gedaan"))
    person.see(route.title[person.language])
    done = person.t("gedaan op {day}", day=wording(person.language).date(day))
    expect(person.main.locator(".rows li", has_text=title["talk"]).locator(".when")).to_have_text(done)

    person.press(_activity(person, title["read"]))
    person.see(title["read"])
    slow_down(person)
    person.see(title["read"])
    person.press(person.button("Terug naar de route"))

    person.see(route.title[person.language])
    person.press(person.button("Leg de route even weg"))
    expect(person.main.locator(".notice")).to_contain_text(person.t("Deze route rust"))
    person.press(person.button("Pak de route weer op"))
    expect(person.button("Leg de route even weg")).to_be_visible()
    expect(person.main.locator(".notice")).to_have_count(0)


def slow_down(person: Person) -> None:
    """From an activity: notice, name, not feeling it now, and back to where one was."""
    guide = next(one for one in PACK.guides if one.role == "slow-down")

    def heading(name: str) -> str:
        return guide.section(person.language, name).title

    person.press(person.link("Vertragen"))
    person.see(heading("notice"))
    person.hand.choose(person.main.locator("[name=way][value=avoidance]"))
    person.press(person.button("Verder"))
    person.see(heading("name"))
    person.write("words", "Ik wilde de telefoon niet opnemen.")
    person.press(person.button("Verder"))
    person.see(heading("feel"))
    person.press(person.button("Niet nu"))
    person.see(heading("back"))
    person.press(person.button("Terug naar waar ik was"))


def close_route(person: Person) -> None:
    """The closing re-check: then and now beside each other."""
    route = PACK.route(ROUTE)
    assert route is not None
    close = next(one for one in route.activities if one.kind == "close").prose[person.language].title
    person.press(_activity(person, close))
    person.see(close)
    person.answer("afhaken", 3)
    person.write_words("w-", AGAIN)
    person.press(person.button("Rond de route af"))
    person.see(route.title[person.language])
    both = person.main.locator("section[aria-labelledby=then-now]")
    moved = person.t("Eerder {earlier}, nu {now}.", earlier=position(person, 5), now=position(person, 3))
    expect(both).to_contain_text(moved)
    then, now = both.locator(".sheet").all()
    expect(then.locator(".position")).to_have_text(re.compile(re.escape(position(person, 5))))
    expect(now.locator(".position")).to_have_text(re.compile(re.escape(position(person, 3))))
    expect(now.locator(".own")).to_have_text(AGAIN)


def look_again(person: Person) -> None:
    """A second check-in: the same place can mean something else, when the person says so."""
    person.press(person.link("Genoeg voor vandaag"))
    card = person.main.locator(".card", has_text=PACK.title[person.language])
    person.press(card.get_by_role("link", name=person.t("Bekijk de stellingen")))
    person.see(person.t("Hoeveel herken je hiervan?"))
    person.answer("harder-werken", 4, other_meaning=True)
    person.answer("blijven-zitten", 2)
    person.keep()
    person.press(person.button("Naar je rapportage"))
    person.see(person.t("Waar de wind staat"))
    other = person.t("Zelfde plek ({now}), andere betekenis: dat zei je zelf.", now=position(person, 4))
    expect(_line(person, "harder-werken").locator(".change")).to_have_text(other)
    moved = person.t("Eerder {earlier}, nu {now}.", earlier=position(person, 4), now=position(person, 2))
    expect(_line(person, "blijven-zitten").locator(".change")).to_have_text(moved)


def whole(person: Person) -> None:
    """Every chapter, in order."""
    arrive(person)
    answer_some(person)
    answer_one_at_a_time(person)
    read_report(person)
    walk_route(person)
    close_route(person)
    look_again(person)


def _line(person: Person, statement_id: str) -> Locator:
    return person.main.locator("ul.lettered > li", has_text=person.statement(statement_id))


def _activity(person: Person, title: str) -> Locator:
    return person.main.locator(".rows").get_by_role("link", name=title, exact=True)
