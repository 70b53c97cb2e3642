"""Along every page of Evenwicht: empty, used, with everything wrong that can be, in two windows, and full."""

from __future__ import annotations

import datetime
import re
from itertools import count

from django.test import Client

from tegenwind.practice.self_care import ITEMS_MAX
from tegenwind.practice.support import ARRIVED, FORMS
from tegenwind.web import library
from tests.attacks import evenwicht, evenwicht_pages
from tests.attacks.crawling import read
from tests.attacks.searching import Marks
from tests.web.inside import Inside

PAGES = (
    *("/balance/", "/balance/pendulum/", "/balance/report/", "/signals/", "/needs/", "/needs/asking/", "/omnipotence/"),
    *("/history/", "/self-care/", "/self-care/attention/", "/self-care/items/", "/self-care/connection/"),
    *("/intentions/", "/intentions/new/", "/support/", "/support/new/", "/support/new/?missing=1"),
)


def balances(client: Client) -> None:
    """All that somebody may come across in Evenwicht."""
    visitor, marks = Inside(client), Marks()
    _looks_around(visitor)
    made = evenwicht.live(visitor, marks)
    _looks_around(visitor)
    for address in made:
        assert visitor.get(address).status == 200
    _in_two_windows(visitor, made)
    _swings(visitor)
    _fills_the_map(visitor)
    _fills_the_plan(visitor)
    _asks_in_every_way(visitor, made)
    _takes_it_along(visitor)
    _looks_around(visitor)


def _looks_around(visitor: Inside) -> None:
    for address in PAGES:
        assert visitor.get(address).status == 200, address


def _in_two_windows(visitor: Inside, made: list[str]) -> None:
    """The same text in another window: both stay, and it is said."""
    for number, (address, name) in zip(count(), evenwicht_pages.places_to_write(made), strict=False):
        if address == "/balance/" or address.startswith(("/support/new", "/intentions/new", "/self-care/items")):
            continue  # Each time a new one.
        for again in range(2):
            fields = {name: f"xx {number} {again}", f"was-{name}": "00000000"}
            assert visitor.post(address, fields, autosave=True).status == 200, address
            assert visitor.post(address, fields | {name: f"yy {number} {again}"}).status in (200, 302), address
        assert visitor.post(address, {name: "x" * 3990, f"was-{name}": ""}).status in (200, 302, 422)


def _swings(visitor: Inside) -> None:
    """Looks of a year, with a month that was another one, a gap, weeks and cases: the pendulum, its sentence and its questions."""
    today = evenwicht.today()
    for back in range(0, 350, 7):
        if 120 < back < 180:
            continue  # Away.
        day = today - datetime.timedelta(days=back)
        odd = day.month == (today - datetime.timedelta(days=75)).month
        fields = {
            "about": "contact" if back % 2 else "week",
            "nickname": "Qbo" if back % 4 == 1 else "",
            "place": "7" if odd else str(1 + back % 3),
            "doing": "5" if odd else "2",
            "meaning": "1" if odd else "4",
            "on": day.isoformat(),
            "key": f"Qswing{back}",
        }
        assert visitor.post("/balance/", fields).status == 302
    for place in range(1, 8):
        fields = {"about": "contact", "place": str(place), "doing": str(1 + place % 5), "key": f"Qplace{place}"}
        entry = visitor.post("/balance/", fields | {"on": today.isoformat()}).location
        assert visitor.get(entry).status == 200
    for query in ("period=quarter", "period=half", "period=year", "period=all", "about=week", "about=week&period=all"):
        page = visitor.get(f"/balance/pendulum/?{query}")
        assert page.status == 200
    for link in sorted({link for link in read("/balance/pendulum/", page.text)[0] if "case=" in link}):
        assert visitor.get(link).status == 200


def _fills_the_map(visitor: Inside) -> None:
    for number, form in enumerate(FORMS):
        for missing in ("", "&missing=1"):
            new = f"/support/new/?form={form}{missing}"
            assert visitor.get(new).status == 200
            fields = {"for_what": "xx", "from_whom": "Qbo", "arrived": ARRIVED[number % 3], "last_on": "2026-01-02"}
            assert visitor.post(new, fields | {"key": f"Q{form}{missing}"}).status == 302
    links, _forms = read("/support/", visitor.get("/support/").text)
    for link in sorted(link for link in links if link.startswith(("/support/", "/intentions/new/"))):
        assert visitor.get(link).status == 200, link


def _fills_the_plan(visitor: Inside) -> None:
    """Until nothing fits any more."""
    topics = ("caseload", "variety", "roles", "people", "home", "other")
    for number in range(ITEMS_MAX + 1):
        weight, topic = str(1 + number % 3), topics[number % 6]
        item = {"words-weighs": f"xx {number}", "weight-weighs": weight, "topic-weighs": topic, "do": "add-weighs"}
        last = visitor.post("/self-care/items/", item | {"key": f"Qitem-{number:04}"})
    assert last.status == 422
    page = visitor.post("/self-care/items/", {"do": "away-w-Qitem-0003", "words-carries": "xx"})
    (form,) = [one for one in read("/self-care/items/", page.text)[1] if one.action == "/self-care/items/"]
    back = [value for name, _kind, value in form.fields if name == "gone"]
    assert page.status == 200 and len(back) == 1
    for _again in range(2):
        assert visitor.post("/self-care/items/", {"do": "back-w-Qitem-0003", "gone": back[0]}).status == 302
    for fields in ({"words-weighs": "xx", "words-carries": "xx"}, {"gone": "Qno", "item": "{}"}):
        assert visitor.post("/self-care/items/", fields).status == 422
    assert visitor.post("/self-care/items/", {"do": "away-Qno", "gone": "[]"}).status == 302
    assert visitor.get("/self-care/items/").status == 200


def _asks_in_every_way(visitor: Inside, made: list[str]) -> None:
    """Every theme, need, world, step and who acts."""
    signals = library.for_purpose("signals")
    for theme in signals.themes:
        page = f"/signals/mark/{theme.id}/"
        assert visitor.get(page).status == 200
        marks = {f"r-{one.id}": "often" for one in theme.statements}
        days = {"since": "2026-01-02", "until": "2026-01-30", "key": "Qsignals"}
        assert visitor.post(page, marks | days | {"do": "save"}).status == 200
        assert visitor.get("/signals/").status == 200
        assert visitor.post(page, {"since": "2026-01-30", "until": "2026-01-02"}).status == 422
        assert visitor.post(page, days | {"do": "next"}).status == 302
    look = visitor.post(page, days | {"do": "finish"}).location
    speaks = {f"{name}-{one.id}": "1" for one in signals.statements for name in ("c", "m")}
    assert visitor.post(look, speaks).status == 200
    assert visitor.post(f"{look}roles/", {"role": "angel", "roles_words": "xx"}).status == 200
    questions = library.for_purpose("needs").questions
    assert questions is not None
    for part in questions.needs:
        fields = {f"r-{one.id}": str(1 + n % 5) for cell in part.cells for n, one in enumerate(cell.questions)}
        assert visitor.post(f"/needs/{part.need}/", fields).status == 200
        for cell in part.cells:
            assert visitor.get(f"/needs/{part.need}/{cell.world}/").status == 200
    rounds = read("/needs/", visitor.get("/needs/").text)[0]
    for link in sorted(link for link in rounds if link.startswith("/needs/")):
        assert visitor.get(link).status == 200, link
    for who in ("me", "team", "organisation"):
        for came_from in ("self-care", "support", "needs", "signals", "balance", "omnipotence", "history"):
            assert visitor.get(f"/intentions/new/?from={came_from}&who={who}").status == 200
        fields = {"words": "xx", "who": who, "key": f"Qwho{who}", "look_on": evenwicht.today().isoformat()}
        one = visitor.post("/intentions/new/?from=needs", fields).location
        for day in ("2020-01-02", "2999-01-02", "x"):
            assert visitor.post(one, {"do": "keep", "next": day}).status == 422
        assert visitor.post(one, {"do": "keep", "next-remind": "1"}).status == 422
        visitor.get(f"{one}table/")
        visitor.get(f"{one}table/?change=1")
        for do in ("done", "again", "let-go"):
            assert visitor.post(one, {"do": do, "look": "xx"}).status == 302
            visitor.get(one)
    for kind in ("omnipotence", "history"):
        record = next(address for address in made if address.startswith(f"/{kind}/"))
        steps = evenwicht.OMNIPOTENCE_STEPS if kind == "omnipotence" else evenwicht.HISTORY_STEPS
        for step in (*steps, "back"):
            assert visitor.get(f"{record}{step}/").status == 200


def _takes_it_along(visitor: Inside) -> None:
    """Each part by itself and all of them, in words and with figures, for both talks; and of days where there is nothing."""
    home, days = "/balance/report/", f"since=2024-01-01&until={evenwicht.today().isoformat()}"
    everything = "&".join(f"part={part}" for part in evenwicht.TOLD)
    for more in ("words=with&talk=supervision", "words=without&talk=intervision", "words=with&figures=1"):
        assert visitor.get(f"{home}?{days}&{everything}&{more}").status == 200
        assert visitor.get(f"{home}report.pdf?{days}&{everything}&{more}").status == 200
    steps = re.findall(r'name="step" value="([^"]+)"', visitor.get(f"{home}?{days}").text)
    chosen = "&".join(f"step={step}" for step in steps)
    assert visitor.get(f"{home}?{days}&{chosen}&words=with").status == 200
    assert visitor.get(f"{home}report.pdf?{days}&{chosen}&words=with").status == 200
    assert visitor.get(f"{home}?since=2023-01-01&until=2023-01-02&{everything}").status == 200
    assert visitor.get(f"{home}?since=2023-01-02&until=2023-01-01&{everything}").status == 422
