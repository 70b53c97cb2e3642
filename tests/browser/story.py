"""The main job, in chapters: from a first visit to a closed route and a second look. Any hand, any language, any screen."""

from __future__ import annotations

import datetime
import io
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tegenwind.practice.check_in import Answer
from tegenwind.practice.report import change_sentence
from tegenwind.practice.scale import charge_line, charge_word, position_word
from tegenwind.wording import wording
from tests.browser.people import PACK, Person

KNICK = "Ik knik en denk aan de boodschappen."
HARDER = "Ik wil dan laten zien dat ik er ben."
AGAIN = "Nu merk ik het eerder."
NOTE = "Ik vertelde het Ans. Het werd stil, en dat was goed."
ROUTE = PACK.route_for("afhaken")
LIST = f"/check-ins/new/{PACK.id}/"


def today() -> datetime.date:
    """Today where the program stands."""
    return datetime.datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def position(person: Person, value: int) -> str:
    return position_word(value, wording(person.language))


def arrive(person: Person) -> None:
    """A first visit: a name and a passphrase, and a recovery code that is typed back, the wrong group first."""
    person.go("/")
    person.see("home")
    person.press(person.link("join"))
    person.see("join")
    person.write("username", person.name)
    person.write("password1", "kort")
    person.press(person.primary)
    expect(person.alert).to_be_visible()
    expect(person.field("username")).to_have_value(person.name)
    person.write("password1", person.passphrase)
    person.press(person.primary)

    person.see("recovery-code")
    person.press(person.primary)
    groups = person.main.locator(".code li")
    expect(groups).not_to_have_count(0)
    person.see("recovery-code")
    person.code = groups.all_inner_texts()
    person.write("last", person.code[0])
    person.press(person.primary)
    expect(person.alert).to_be_visible()
    expect(groups).to_have_count(0)  # it is shown once
    person.write("last", person.code[-1])
    person.press(person.primary)
    person.see("recovery-ready")


def answer_some(person: Person) -> None:
    """A few statements in the list, kept while one writes; then the browser is closed and opened again: it is all there."""
    person.press(person.link("reflection"))
    person.see("reflection")
    person.press(person.link("answer-all", PACK.id))
    person.see("answer-all")
    person.answer("harder-werken", 4, charge=2, words=HARDER)
    person.answer("blijven-zitten", 4)
    person.answer("afhaken", 5, charge=3, words=KNICK)
    person.keep()

    person.close_browser()
    person.open_browser()
    person.sign_in()
    person.press(person.link("answer-all", PACK.id))
    person.see("answer-all")
    expect(_radio(person, "r-afhaken", 5)).to_be_checked()
    expect(_radio(person, "c-afhaken", 3)).to_be_checked()
    expect(person.field("w-afhaken")).to_have_value(KNICK)


def answer_one_at_a_time(person: Person) -> None:
    """From the list to one at a time: some answered, one left open, and back to the list."""
    person.press(person.do("one"))
    person.see("answer-one", heading=person.statement("harder-werken"))
    expect(_radio(person, "r-harder-werken", 4)).to_be_checked()
    person.press(person.do("next"))
    person.see("answer-one", heading=person.statement("ja-maar"))
    person.answer("ja-maar", 2)
    person.keep()
    person.press(person.do("leave-open"))  # thinking better of it
    person.see("answer-one", heading=person.statement("blijven-zitten"))
    person.press(person.do("next"))
    person.see("answer-one", heading=person.statement("eerst-nieuwsgierig"))
    person.answer("eerst-nieuwsgierig", 3)
    person.press(person.do("list"))
    person.see("answer-all")
    expect(_radio(person, "r-ja-maar", "")).to_be_checked()
    expect(_radio(person, "r-eerst-nieuwsgierig", 3)).to_be_checked()


def read_report(person: Person) -> None:
    """Positions in words, own words, proposals with their reasons; figures for who asks; a PDF."""
    person.press(person.do("finish"))
    person.see("report")
    w = wording(person.language)
    expect(_line(person, "harder-werken").locator(".position")).to_have_text(position(person, 4))
    expect(_line(person, "afhaken").locator(".position")).to_have_text(position(person, 5))
    expect(_line(person, "afhaken").locator(".charge")).to_contain_text(charge_word(3, w))
    expect(_line(person, "afhaken").locator(".own")).to_have_text(KNICK)
    expect(_line(person, "ja-maar").locator(".position-open")).to_be_visible()

    points = person.main.locator("form[id^=point-]")
    expect(points).to_have_count(2)
    for point, statement, charge, words in zip(
        points.all(), ("afhaken", "harder-werken"), (3, 2), (KNICK, HARDER), strict=True
    ):
        expect(point.locator(".statement")).to_have_text(person.statement(statement))
        expect(point).to_contain_text(charge_line(charge, w))
        expect(point.locator(".own")).to_have_text(words)

    expect(person.main.locator(".figure")).to_have_count(0)
    person.press(person.main.locator("a[href='?figures=1']"))
    expect(person.main.locator(".figure")).not_to_have_count(0)
    person.see("report")
    figures = person.main.locator("tr", has_text=person.statement("afhaken")).locator(".figure")
    expect(figures).to_have_text(["5", "3"])

    with person.page.expect_download() as coming:
        person.press(person.main.locator("a[href$='/report.pdf']"))
    pdf = coming.value.path().read_bytes()
    assert pdf.startswith(b"%PDF")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    for told in (KNICK, HARDER, person.statement("afhaken"), position(person, 5)):
        assert told in text, told

    person.press(_reply(person, "harder-werken", "team"))
    expect(_reply(person, "harder-werken", "yes")).to_have_count(0)
    expect(_reply(person, "afhaken", "yes")).to_be_visible()


def walk_route(person: Person) -> None:
    """Yes: the statement again, a talk on an earlier day, slowing down and back, a rest and up again."""
    person.press(_reply(person, "afhaken", "yes"))
    person.see("route", heading=ROUTE.title[person.language])

    _open(person, "re-check")
    expect(_radio(person, "r-afhaken", 5)).to_be_checked()
    person.answer("afhaken", 5, charge=2)
    person.keep()
    person.press(person.do("done"))
    person.see("route")

    _open(person, "talk")
    person.write("note", NOTE)
    person.keep()
    day = today() - datetime.timedelta(days=3)
    person.hand.put_date(person.field("on"), day)
    person.press(person.do("done"))
    person.see("route")
    told = person.main.locator(".rows li", has_text=_title(person, "talk")).locator(".when")
    expect(told).to_contain_text(wording(person.language).date(day))

    _open(person, "read")
    slow_down(person)
    person.see("activity", heading=_title(person, "read"))
    person.press(person.do("route"))

    person.see("route")
    person.press(person.do("pause"))
    expect(person.do("resume")).to_be_visible()
    person.see("route")
    person.press(person.do("resume"))
    expect(person.do("pause")).to_be_visible()
    expect(person.do("resume")).to_have_count(0)


def slow_down(person: Person) -> None:
    """From an activity: notice, name, not feeling it now, and back to where one was."""
    person.press(person.main.locator("a.button[href^='/slow-down/']"))
    person.see("slow-down")
    person.hand.choose(person.main.locator("[name=way][value=avoidance]"))
    person.press(person.do("on"))
    guide = next(one for one in PACK.guides if one.role == "slow-down")
    person.see("slow-down-step", heading=guide.section(person.language, "name").title)
    person.write("words", "Ik wilde de telefoon niet opnemen.")
    person.press(person.do("on"))
    person.see("slow-down-step", heading=guide.section(person.language, "feel").title)
    person.press(person.do("not-now"))
    person.see("slow-down-step", heading=guide.section(person.language, "back").title)
    person.press(person.do("on"))


def close_route(person: Person) -> None:
    """The closing re-check: then and now beside each other."""
    _open(person, "close")
    person.answer("afhaken", 3)
    person.write_words("w-", AGAIN)
    person.press(person.do("done"))
    person.see("route")
    both = person.main.locator("section[aria-labelledby=then-now]")
    sentence = change_sentence("moved", Answer(recognition=3), Answer(recognition=5), wording(person.language))
    expect(both).to_contain_text(sentence)
    then, now = both.locator(".sheet").all()
    expect(then.locator(".position")).to_contain_text(position(person, 5))
    expect(now.locator(".position")).to_contain_text(position(person, 3))
    expect(now.locator(".own")).to_have_text(AGAIN)


def look_again(person: Person) -> None:
    """A second check-in: the same place can mean something else, when the person says so."""
    person.press(person.main.locator("a.button[href='/']"))
    person.see("home")
    person.press(person.link("answer-all", PACK.id))
    person.see("answer-all")
    person.answer("harder-werken", 4, other_meaning=True)
    person.answer("blijven-zitten", 2)
    person.keep()
    person.press(person.do("finish"))
    person.see("report")
    w, same = wording(person.language), Answer(recognition=4)
    marked = Answer(recognition=4, other_meaning=True)
    told = change_sentence("same-place-other-meaning", marked, same, w)
    expect(_line(person, "harder-werken").locator(".change")).to_have_text(told)
    told = change_sentence("moved", Answer(recognition=2), same, w)
    expect(_line(person, "blijven-zitten").locator(".change")).to_have_text(told)


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


def _radio(person: Person, name: str, value: object) -> Locator:
    return person.main.locator(f"[name='{name}'][value='{value}']")


def _reply(person: Person, statement_id: str, value: str) -> Locator:
    return person.main.locator(f"form#point-{statement_id} button[name=reply][value={value}]")


def _title(person: Person, kind: str) -> str:
    return next(one for one in ROUTE.activities if one.kind == kind).prose[person.language].title


def _open(person: Person, kind: str) -> None:
    """From the route to one of its activities."""
    person.press(person.main.locator(".rows").get_by_role("link", name=_title(person, kind), exact=True))
    person.see("activity", heading=_title(person, kind))
