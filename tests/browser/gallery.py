"""Every kind of page the program has, one after the other, for tests that hold for all of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.gallery_across import every_across_page
from tests.browser.gallery_acts import every_act_page
from tests.browser.gallery_answering import every_answer_page
from tests.browser.gallery_balance import every_balance_page
from tests.browser.gallery_balance_report import every_balance_report_page
from tests.browser.gallery_cases import every_case_page
from tests.browser.gallery_coaches import every_coach_page
from tests.browser.gallery_factors import every_factor_page
from tests.browser.gallery_hosting import every_hosting_page
from tests.browser.gallery_needs import every_needs_page
from tests.browser.gallery_noting import every_noting_page
from tests.browser.gallery_outside import confirm, every_page_outside
from tests.browser.gallery_readings import every_reading_page
from tests.browser.gallery_repair import every_attune_page, every_repair_page
from tests.browser.gallery_results import every_result_page
from tests.browser.gallery_self_care import every_self_care_page
from tests.browser.gallery_signals import every_signal_page, every_writing_page
from tests.browser.gallery_teams import every_team_page
from tests.browser.gallery_values import every_values_page
from tests.browser.people import PACK, Person
from tests.browser.story import LIST, ROUTE

WORDS = "Ik knik en denk aan de boodschappen. " * 3
LONG = "te lang " * 1000

#: Addresses that are no page of their own: they go on to another one, or give a file.
NO_PAGES = {
    "moment-new",
    "circle-new",
    "act-new",
    "passkey-sign-in",
    "passkey-options",
    "shared-open",
    "shared-answer",
    "spoken-remove",
    "organisation",
    "mail-remove",
    "organisation-unlink",
    "signed-in-elsewhere",
    "signed-in-end",
    "sign-out",
    "lock",
    "throw-away",
    "route-drop",
    "report-pdf",
    "balance-report-pdf",
    "wave-pdf",
    "wave-page-pdf",
    "wave-csv",
    "wave-json",
    "answer",
    "intention-calendar",
    "intake-calendar",
    "archive",
    "set-aside",
    "health",
}


def every_page(person: Person, someone_else: Person) -> Iterator[str]:
    """Brings the person's browser to every page in turn, and says which one it is.

    Args:
        someone_else: who signs in where the first one was writing.
    """
    yield from _before_joining(person)
    yield from _joining(person)
    yield from _bringing_in(person)
    yield from _check_in(person)
    yield from _report_and_routes(person)
    yield from _sharing(person)
    yield from _slowing_down(person)
    yield from every_balance_page(person)
    yield from every_signal_page(person)
    yield from every_writing_page(person)
    yield from every_needs_page(person)
    yield from every_self_care_page(person)
    yield from every_case_page(person)
    yield from every_attune_page(person)
    yield from every_repair_page(person)
    yield from every_reading_page(person)
    yield from every_across_page(person)
    yield from every_noting_page(person)
    yield from every_act_page(person)
    yield from every_values_page(person)
    yield from every_balance_report_page(person)
    yield from every_coach_page(person, someone_else)
    yield from every_team_page(person)
    yield from every_hosting_page(person)
    yield from every_result_page(person)
    yield from every_answer_page(person)
    yield from every_factor_page(person)
    yield from _taking_along(person)
    yield from _own_place(person)
    yield from _damaged(person)
    yield from _locked(person, someone_else)
    yield from every_page_outside(person)


def _before_joining(person: Person) -> Iterator[str]:
    for path, name in (
        ("/", "welcome"),
        ("/join/", "join"),
        ("/sign-in/", "sign in"),
        ("/sign-in/recover/", "recover"),
        ("/sign-in/closed/", "a closed place"),
        ("/help-now/", "help now"),
        ("/cases/concern/", "a concern"),
        ("/dissent/serious/", "something serious"),
        ("/privacy/", "who can read what"),
        ("/privacy/kept/", "what is kept"),
        ("/erased/", "everything erased"),
        ("/reading/guides/vier-vragen/", "a guide"),
        ("/nowhere/", "not found"),
    ):
        person.go(path)
        yield name
    person.go("/join/")
    person.write("username", person.name)
    person.write("password1", "kort")
    person.press(person.primary)
    expect(person.alert).to_be_visible()
    yield "join, refused"
    person.go("/sign-in/")
    person.write("login", person.name)
    person.write("password", person.passphrase)
    person.press(person.primary)
    expect(person.alert).to_be_visible()
    yield "sign in, refused"
    person.go("/sign-in/recover/")
    person.write("name", person.name)
    person.write("code", "AAAAA")
    person.write("new", person.passphrase)
    person.press(person.primary)
    expect(person.alert).to_be_visible()
    yield "recover, refused"


def _joining(person: Person) -> Iterator[str]:
    person.go("/join/")
    person.write("username", person.name)
    person.write("password1", person.passphrase)
    person.press(person.primary)
    person.see("recovery-code")
    yield "before the recovery code"
    person.press(person.primary)
    groups = person.main.locator(".code li")
    expect(groups).not_to_have_count(0)
    person.code = groups.all_inner_texts()
    yield "the recovery code"
    person.write("last", person.code[0])
    person.press(person.primary)
    expect(person.alert).to_be_visible()
    yield "the recovery code, wrong group"
    person.write("last", person.code[-1])
    person.press(person.primary)
    person.see("recovery-ready")
    yield "ready"


def _check_in(person: Person) -> Iterator[str]:
    person.go("/")
    yield "home, new"
    person.go("/today/nothing/")
    yield "nothing today"
    person.go("/check-ins/")
    yield "reflection, new"
    person.go("/routes/")
    yield "routes, none"
    person.go(LIST)
    yield "the list, empty"
    person.press(person.do("finish"))
    expect(person.alert).to_be_visible()
    yield "the list, nothing filled in"
    person.go(f"{LIST}end/")
    yield "the end, nothing filled in"
    person.go(LIST)
    person.answer("harder-werken", 4, charge=2, words=WORDS)
    person.answer("afhaken", 5, charge=3, words=WORDS)
    person.answer("blijven-zitten", 1)
    person.answer("ja-maar", 3)
    person.keep()
    yield "the list, under way"
    person.go(f"{LIST}one/iemand-bellen/")
    person.write("w-iemand-bellen", LONG)
    person.press(person.do("next"))
    person.see("answer-one", status=422)
    yield "one statement, too much"
    person.write("w-iemand-bellen", WORDS)
    person.press(person.do("list"))
    person.see("answer-all")
    person.go(f"{LIST}one/harder-werken/")
    yield "one statement"
    person.go(LIST)
    person.write("w-harder-werken", LONG)
    person.press(person.do("stop"))
    person.see("answer-all", status=422)
    yield "the list, too much"
    person.write("w-harder-werken", WORDS)
    person.press(person.do("stop"))
    person.see("home")
    yield "home, with a draft"
    person.go(f"{LIST}end/")
    yield "the end"
    person.press(person.primary)
    person.see("report")
    person.go(LIST)
    person.answer("harder-werken", 4, other_meaning=True, words="Nu anders.")
    person.answer("blijven-zitten", 3)
    person.answer("afhaken", 5, charge=1, words=WORDS)
    person.keep()
    yield "a second check-in"
    person.go("/check-ins/")
    yield "reflection, with a draft and a report"
    person.go(f"{LIST}one/harder-werken/")
    yield "one statement, again"
    person.go(LIST)
    person.press(person.do("finish"))
    person.see("report")


def _report_and_routes(person: Person) -> Iterator[str]:
    report = person.page.url
    yield "report beside an earlier one"
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "report, all folded out"
    person.go(f"{report}?figures=1")
    yield "report with figures"
    person.go(f"{report}?beside=none")
    yield "report by itself"
    person.press(person.main.locator("form#point-harder-werken button[value=nothing]"))
    yield "report, answered"
    person.go(f"{report}choose/")
    yield "choose a statement"
    person.go(report)
    person.press(person.main.locator("form#point-afhaken button[value=yes]"))
    person.see("route")
    route = person.page.url
    yield "route"
    for one in ROUTE.activities:
        person.go(f"{route}{one.id}/")
        yield f"activity: {one.kind}"
    film = next(route for route in PACK.routes if any(one.film for one in route.activities))
    person.go(f"/routes/about/{PACK.id}/{film.id}/")
    yield "about a route"
    person.page.locator("[name=statement]").first.evaluate("(one) => { one.form.noValidate = true }")
    person.press(person.primary)
    person.see("route-about", status=422)
    yield "about a route, nothing chosen"
    person.hand.choose(person.field("statement").first)
    person.press(person.primary)
    person.see("route")
    person.go(f"{person.page.url}{next(one.id for one in film.activities if one.film)}/")
    yield "activity: watch"
    talk = next(one for one in ROUTE.activities if one.kind == "talk")
    person.go(f"{route}{talk.id}/")
    person.write("note", WORDS)
    person.page.locator("[name=on]").fill("2199-01-01")
    person.press(person.do("done"))
    person.see("activity", status=422)
    yield "activity, a day to come"
    person.page.locator("[name=on]").fill("2026-01-01")
    person.press(person.do("done"))
    person.see("route")
    person.go(f"{route}{talk.id}/")
    yield "activity, done"
    person.go(f"{route}{talk.id}/")
    person.page.evaluate("document.querySelector('[name=was-note]').value = ''")  # as a window that was opened before
    person.write("note", "In een ander venster.")
    expect(person.main.locator("[data-saved] a")).to_be_visible()
    yield "activity, met another window while it keeps itself"
    person.press(person.do("done"))
    expect(person.main.get_by_role("status")).to_be_visible()
    yield "activity, met another window"
    person.go(route)
    person.press(person.do("pause"))
    expect(person.do("resume")).to_be_visible()
    yield "route, resting"
    close = next(one for one in ROUTE.activities if one.kind == "close")
    person.go(f"{route}{close.id}/")
    person.answer("afhaken", 2)
    person.press(person.do("done"))
    person.see("route")
    yield "route, closed"
    person.go("/routes/")
    yield "routes"
    person.go("/")
    yield "home, with a route"


def _sharing(person: Person) -> Iterator[str]:
    person.go("/share/")
    yield "shares, none"
    person.go("/routes/")
    person.press(person.main.locator(".rows a.title:not([href*='/about/'])", has_text=ROUTE.title[person.language]))
    person.see("route")
    route = person.page.url
    person.press(person.main.locator("a[href^='/share/route/']"))
    person.see("share-route")
    yield "share a route"
    person.press(person.primary)
    person.see("share-route", status=422)
    yield "share a route, nothing filled in"
    person.write("for", "Sam")
    person.hand.choose(person.field("extent").first)
    person.press(person.primary)
    person.see("share-route")
    yield "what goes of a route"
    person.go(f"{route}{next(one.id for one in ROUTE.activities if one.kind == 'talk')}/")
    person.press(person.main.locator("a[href^='/share/note/']"))
    person.see("share-note")
    yield "share a note"
    person.go("/check-ins/")
    person.press(person.main.locator(".rows a.title").first)
    person.press(person.main.locator("a[href^='/share/report/']"))
    person.see("share-report")
    yield "share a report"
    person.write("for", "Sam")
    person.write("words", WORDS)
    person.hand.choose(person.field("extent").first)
    person.press(person.primary)
    person.see("share-report")
    yield "what goes of a report"
    person.press(person.primary)
    link = person.main.locator("#link").inner_text()
    yield "the link"
    yield from _receiving(person, link)
    person.go("/share/")
    yield "shares, with an answer"
    person.press(person.main.locator(".rows a.title").first)
    person.see("share")
    yield "a share with an answer"
    person.press(person.do("keep-answer"))
    person.press(person.do("close"))
    person.see("share")
    yield "a share, closed"
    person.go("/share/lost/")
    yield "answers without a place, none"
    person.go("/spoken/")
    yield "spoken, none"
    person.press(person.primary)
    person.see("spoken", status=422)
    yield "spoken, refused"
    person.hand.choose(person.field("with").first)
    person.press(person.primary)
    expect(person.main.locator(".rows li")).to_have_count(1)
    yield "spoken"


def _receiving(person: Person, link: str) -> Iterator[str]:
    """In another tab of the same browser: the page looks at no cookie."""
    mine = person.page
    person.on(person.context.new_page())
    person.go(link.replace("#", "#x"))
    expect(person.alert).to_be_visible()
    yield "a link, half of it"
    person.go("/")
    person.go(link)
    yield "a link"
    person.press(person.primary)
    expect(person.page.locator("#shared-content")).to_be_visible()
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "a link, opened"
    person.write("words", "Donderdag past.")
    person.press(person.page.locator("#shared-answer button"))
    expect(person.page.locator("[data-says]")).not_to_be_empty()
    yield "a link, answered"
    person.page.close()
    person.on(mine)


def _slowing_down(person: Person) -> Iterator[str]:
    person.go("/slow-down/")
    yield "slowing down"
    person.hand.choose(person.main.locator("[name=way]").first)
    person.press(person.do("on"))
    person.see("slow-down-step")
    yield "slowing down: name"
    person.write("words", LONG)
    person.press(person.do("on"))
    person.see("slow-down-step", status=422)
    yield "slowing down: too much"
    first = person.page.url.removesuffix("name/")
    for step in ("feel", "beneath", "ask", "back"):
        person.go(f"{first}{step}/")
        yield f"slowing down: {step}"


def _bringing_in(person: Person) -> Iterator[str]:
    """With pages that would go on by themselves standing still, to be looked at."""
    person.context.route("**/goes-on.*.js", lambda route: route.abort())
    for content, name in ((b"{}", "bringing in, refused"), (b'{"format":1,"records":{}}', "bringing in, on its way")):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as target:
            target.writestr("tegenwind.json", content)
        person.go("/me/bring-in/")
        if name.endswith("refused"):
            yield "bringing in"
        person.page.locator("[name=archive]").set_input_files(
            {"name": "tegenwind.zip", "mimeType": "application/zip", "buffer": made.getvalue()}
        )
        person.press(person.do("begin"))
        person.see("bring-in", status=422 if name.endswith("refused") else 200)
        yield name
    person.press(person.primary)
    person.see("bring-in")
    person.press(person.primary)
    person.see("brought-in")
    yield "brought in"
    person.go("/me/take-along/")
    yield "taking along, nothing there yet"
    person.go("/me/erase/")
    yield "erasing, nothing there yet"
    person.context.unroute("**/goes-on.*.js")


def _taking_along(person: Person) -> Iterator[str]:
    person.context.route("**/goes-on.*.js", lambda route: route.abort())
    person.go("/me/bring-in/")
    yield "bringing in, where something stands"
    person.go("/me/take-along/")
    yield "taking along"
    person.press(person.do("begin"))
    expect(person.main.locator("form[data-goes-on]")).to_have_count(1)
    yield "taking along, on its way"
    # How much fits in a step depends on the machine.
    while not person.main.locator("a[download]").count():
        with person.page.expect_navigation():
            person.press(person.primary)
    yield "taking along, ready"
    person.context.unroute("**/goes-on.*.js")
    person.go("/me/erase/")
    yield "erasing"
    person.go("/me/erase/check-in/")
    yield "erasing a practice"
    person.go("/check-ins/")
    person.press(person.main.locator(".rows a.title").first)
    person.see("report")
    person.press(person.main.locator("a[href^='/me/erase/']"))
    person.see("erase-one")
    yield "erasing one"
    person.go("/me/erase/everything/")
    confirm(person)
    person.see("erase-everything")
    yield "erasing everything"


def _own_place(person: Person) -> Iterator[str]:
    person.go("/me/")
    yield "own place"
    person.go("/me/passphrase/")
    yield "a new passphrase"
    person.write("old", "niet mijn wachtzin")
    person.write("new", f"{person.passphrase} en verder")
    person.press(person.primary)
    person.see("passphrase", status=422)
    yield "a new passphrase, refused"
    person.write("old", person.passphrase)
    person.passphrase = f"{person.passphrase} en verder"
    person.write("new", person.passphrase)
    person.press(person.primary)
    expect(person.field("old")).to_have_count(0)
    yield "a new passphrase, taken"
    person.go("/join/recovery-code/")
    yield "another recovery code"
    person.go("/me/new-key/")
    yield "a new key"
    person.write("passphrase", "niet mijn wachtzin")
    person.press(person.primary)
    person.see("new-key", status=422)
    yield "a new key, refused"
    yield from _new_key(person)


def _new_key(person: Person) -> Iterator[str]:
    """The page that goes on by itself stands still for a moment, to be looked at."""
    person.context.route("**/goes-on.*.js", lambda route: route.abort())
    person.write("passphrase", person.passphrase)
    person.press(person.primary)
    expect(person.field("passphrase")).to_have_count(0)
    yield "a new key on its way"
    person.go("/me/passphrase/")
    person.see("new-key")
    # Step by step: a page that also went on by itself would still be on its way while it is looked at.
    while person.page.url.endswith("/me/new-key/"):
        with person.page.expect_navigation():
            person.press(person.primary)
    person.context.unroute("**/goes-on.*.js")
    yield "a new key that works"
    person.press(person.primary)
    person.make_code()


def _damaged(person: Person) -> Iterator[str]:
    person.go("/check-ins/")
    report = person.main.locator(".rows a.title").first.get_attribute("href")
    assert report
    person.house.sql("UPDATE vault_sealedrecord SET body = zeroblob(length(body))")
    person.go(report)
    person.see("report", status=409)
    yield "a piece that does not open"
    person.press(person.main.locator("form[action='/set-aside/'] button"))
    person.see("home")
    yield "home, with that piece set aside"


def _locked(person: Person, someone_else: Person) -> Iterator[str]:
    person.go(LIST)
    person.answer("harder-werken", 4, words=WORDS)
    person.keep()
    person.house.lock_everybody()
    person.answer("harder-werken", 5)
    expect(person.dialog).to_be_visible()
    yield "the dialog over the page"
    person.unlock_in_dialog("niet mijn wachtzin")
    expect(person.dialog.get_by_role("alert")).to_be_visible()
    yield "the dialog, refused"
    person.unlock_in_dialog()
    person.keep()
    person.press(person.lock_button)
    person.see("locked")
    yield "locked"
    person.go("/unlock/")
    yield "unlock"
    person.write("unlock-passphrase", "niet mijn wachtzin")
    person.press(person.primary)
    expect(person.alert).to_be_visible()
    yield "unlock, refused"
    person.write("unlock-passphrase", person.passphrase)
    person.press(person.primary)
    person.go(LIST)
    person.house.sign_everybody_out()
    _without_autosave(person)
    person.press(person.do("finish"))
    person.see("answer-all", status=401)
    yield "unlock, with what was written"
    person.write("unlock-name", someone_else.name)
    person.write("unlock-passphrase", someone_else.passphrase)
    person.press(person.primary)
    person.see("answer-all", status=409)
    yield "written by somebody else"
    person.go(LIST)
    _without_autosave(person)
    person.page.evaluate("document.addEventListener('submit', (e) => { e.target.csrfmiddlewaretoken.value = 'x' })")
    person.press(person.do("finish"))
    person.see("answer-all", status=403)
    yield "once more"


def _without_autosave(person: Person) -> None:
    """So that only the button of the form sends."""
    person.page.evaluate("document.querySelector('form[data-autosave]').removeAttribute('data-autosave')")
