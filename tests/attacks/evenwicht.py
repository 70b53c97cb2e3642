"""All of Evenwicht used by somebody with a mark in every field: whole, half, wrong, too long, twice, and by its autosave.

Ids come out of the packs that the server offers; the texts of these are nobody's business here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tegenwind.packs import Pack, Questions
from tegenwind.packs.model import NEEDS, WORLDS, Purpose
from tegenwind.practice.self_care import LEVELS
from tegenwind.practice.writing import OMNIPOTENCE, HistoryStep, OmnipotenceStep
from tests import papers
from tests.attacks.crawling import read
from tests.attacks.searching import Marks
from tests.packs import shipping
from tests.server import Answer, Visitor

#: Steps of the writings where something can be written.
OMNIPOTENCE_STEPS: tuple[OmnipotenceStep, ...] = ("whole", "asked", "by-whom", "possible", "lack", "lay-down", "ask")
HISTORY_STEPS: tuple[HistoryStep, ...] = ("why", "touches", "known")
#: Further than this nobody writes in one field.
LONG = 400


@cache
def pack_for(purpose: Purpose) -> Pack:
    """The pack that is offered for one of these practices."""
    return next(pack for pack in shipping.everything() if pack.purpose == purpose)


def questions() -> Questions:
    found = pack_for("needs").questions
    assert found is not None
    return found


def path_of(answer: Answer) -> str:
    """Where an act led to."""
    assert answer.status == 302, (answer.status, answer.text[:2000])
    return urlsplit(answer.location).path


def refused(visitor: Visitor, address: str, fields: Mapping[str, str]) -> None:
    """A form with something wrong in it: told on its page, and told to the autosave, with nothing lost."""
    answer = visitor.post(address, fields)
    assert answer.status == 422, (address, answer.status, answer.text[:2000])


def today() -> datetime.date:
    """The day it is on the server."""
    return datetime.datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def live(visitor: Visitor, marks: Marks) -> list[str]:
    """Everything once. Returns the addresses of what came of it, one for each kind of record, and of pages that a link leads
    to only later, or never."""
    made = [
        balance(visitor, marks),
        signals(visitor, marks),
        *needs(visitor, marks),
        omnipotence(visitor, marks),
        history(visitor, marks),
        *self_care(visitor, marks),
        intention(visitor, marks),
        support(visitor, marks),
    ]
    report(visitor, marks)
    elsewhere(visitor, marks)
    look, one = (
        next(address for address in made if address.startswith(f"/{room}/")) for room in ("signals", "intentions")
    )
    return [*made, f"{look}roles/", f"{one}table/?change=1"]


def balance(visitor: Visitor, marks: Marks) -> str:
    """A look of a contact, first wrong in each way, then kept and changed."""
    home = "/balance/"
    day = "2024-02-29"
    fields = {"place": "2", "doing": "4", "meaning": "1", "about": "contact", "on": day, "was-words": ""}
    for name in ("place", "doing", "meaning", "about", "on"):
        refused(visitor, home, fields | {name: marks(f"balance wrong {name}"), "words": marks(f"beside wrong {name}")})
    refused(visitor, home, fields | {"about": "week", "nickname": marks("nickname of a week")})
    refused(visitor, home, fields | {"nickname": marks("nickname too long") * LONG})
    refused(visitor, home, fields | {"words": marks("balance too long") * LONG})
    refused(visitor, home, {"about": "week", "on": day, "words": "", "key": marks("balance empty")})
    kept = fields | {"nickname": marks("nickname"), "words": marks("balance words"), "key": marks.plain("balance key")}
    entry = path_of(visitor.post(home, kept))
    assert path_of(visitor.post(home, kept)) == entry
    page = visitor.get(entry).text
    assert marks.made["nickname"] in page and marks.made["balance words"] in page
    changed = {"words": marks("balance changed"), "was-words": ""}
    assert visitor.post(entry, changed, autosave=True).status == 200
    assert visitor.post(entry, {"on": marks("balance autosaved day")}, autosave=True).status == 422
    assert visitor.post(entry, kept | {"place": "7"}).status in (200, 302)
    for query in ("", "?period=all", f"?period={marks.plain('period')}", f"?case={marks.plain('case')}", "?about=week"):
        assert visitor.get(f"{home}pendulum/{query}").status == 200
    assert marks.made["nickname"] in visitor.get(f"{home}pendulum/?period=all").text
    return entry


def signals(visitor: Visitor, marks: Marks) -> str:
    """Sentences marked, one family after the other; what speaks, both questions and the roles."""
    themes = pack_for("signals").themes
    first, last = (f"/signals/mark/{theme.id}/" for theme in (themes[0], themes[-1]))
    one = themes[0].statements[0].id
    since, until = "2026-01-02", "2026-01-30"
    refused(visitor, first, {f"r-{one}": marks("signal mark"), "since": since, "until": until})
    refused(visitor, first, {f"r-{one}": "often", "since": marks("since"), "until": until})
    refused(visitor, first, {f"r-{one}": "often", "since": since, "until": marks("until")})
    refused(visitor, first, {"do": "finish", "since": since, "until": until})
    key = marks.plain("signals key")
    kept = {f"r-{statement.id}": "often" for theme in themes[:1] for statement in theme.statements}
    assert visitor.post(first, kept | {"key": key, "since": since, "until": until}, autosave=True).status == 200
    ended = {f"r-{statement.id}": "sometimes" for statement in themes[-1].statements}
    look = path_of(visitor.post(last, ended | {"key": key, "do": "finish", "since": since, "until": until}))
    assert visitor.post(last, ended | {"key": key, marks("signals field"): marks("signals value")}).status in (200, 302)
    speaks = {f"{name}-{one}": "1" for name in ("c", "m")}
    texts = {"anybody": marks("anybody"), "mine": marks("mine"), "was-anybody": "", "was-mine": ""}
    assert visitor.post(look, speaks | texts, autosave=True).status == 200
    refused(visitor, look, {"anybody": marks("anybody too long") * LONG})
    assert path_of(visitor.post(look, speaks | texts | {"do": "roles"})) == f"{look}roles/"
    roles = {"role": "rescuer", "roles_words": marks("roles"), "was-roles_words": ""}
    assert visitor.post(f"{look}roles/", roles, autosave=True).status == 200
    assert visitor.post(f"{look}roles/", {"role": marks("role"), "roles_words": marks("roles again")}).status == 200
    refused(visitor, f"{look}roles/", {"roles_words": marks("roles too long") * LONG})
    assert marks.made["mine"] in visitor.get(look).text
    return look


def needs(visitor: Visitor, marks: Marks) -> list[str]:
    """A round: a question in each world of each need, what lies around asking; then a second round beside it."""
    key = marks.plain("needs key")
    for part in questions().needs:
        page = f"/needs/{part.need}/"
        for cell in part.cells:
            one, two = (question.id for question in cell.questions[:2])
            where = f"{part.need} {cell.world}"
            given = {f"r-{one}": "1", f"w-{one}": marks(f"need {where}"), f"w-{two}": marks(f"need two {where}")}
            assert visitor.post(page, given | {f"was-w-{one}": "", "key": key}, autosave=True).status == 200
        last = part.cells[-1].questions[-1].id
        one_world = f"{page}{part.cells[-1].world}/"
        given = {f"r-{last}": "5", f"w-{last}": marks(f"need {part.need} alone"), "key": key, "do": "next"}
        assert path_of(visitor.post(one_world, given)) == page
        refused(visitor, page, {f"r-{last}": marks("need place"), "key": key})
        refused(visitor, page, {f"w-{last}": marks("need too long") * LONG, "key": key})
    asking = "/needs/asking/"
    around = {f"{name}-{line.id}": "1" for line in (*questions().beliefs, *questions().rules) for name in ("c", "m")}
    around |= {f"w-{line.id}": marks(f"compliment {line.id}") for line in questions().compliments}
    around |= {name: marks(name) for name in ("beliefs_words", "rules_words", "giving", "receiving")}
    assert visitor.post(asking, around | {"key": key}, autosave=True).status == 200
    refused(visitor, asking, {"giving": marks("giving too long") * LONG, "key": key})
    page = visitor.get("/needs/").text
    (form,) = [one for one in read("/needs/", page)[1] if "round" in {name for name, *_rest in one.fields}]
    assert visitor.post("/needs/", {"round": marks("round")}).status == 302
    assert path_of(visitor.post(form.action, form.filled(marks, None))) == "/needs/"
    (earlier,) = set(re.findall(r'href="(/needs/rounds/[0-9a-z]{13}/)"', visitor.get("/needs/").text))
    # What comes late from a page of the round that was closed goes to the round that is open, and nothing of it is lost.
    one = questions().needs[0].cells[0].questions[0].id
    late = {f"w-{one}": marks("need late"), "key": key}
    assert visitor.post("/needs/place/", late, autosave=True).status == 200
    assert marks.made["need late"] in visitor.get("/needs/place/").text
    assert marks.made["giving"] in visitor.get(earlier).text
    beside = earlier.strip("/").rpartition("/")[2]
    for query in (f"?beside={beside}", f"?page={marks.plain('needs page')}"):
        assert visitor.get(f"/needs/{query}").status == 200
    for strange in (f"/needs/{marks.plain('need path')}/", f"/needs/place/{marks.plain('world path')}/"):
        assert visitor.get(strange).status == 404
    assert visitor.get(f"/needs/?beside={marks.plain('beside')}").status == 404
    return [earlier, *(f"/needs/{need}/{world}/" for need in NEEDS[:1] for world in WORLDS)]


def omnipotence(visitor: Visitor, marks: Marks) -> str:
    """The guided writing, each step of it."""
    key = marks.plain("omnipotence key")
    first = path_of(visitor.post("/omnipotence/", {"key": key}))
    assert path_of(visitor.post("/omnipotence/", {"key": key})) == first
    return _written(visitor, marks, first, OMNIPOTENCE, OMNIPOTENCE_STEPS)


def history(visitor: Visitor, marks: Marks) -> str:
    """One's own history: not without saying who comes along, and not when one does not want to."""
    refused(visitor, "/history/", {"company": marks("company"), "key": marks("history key refused")})
    assert (
        path_of(visitor.post("/history/", {"company": "not-now", "key": marks("history not now")})) == "/today/nothing/"
    )
    first = path_of(visitor.post("/history/", {"company": "with-someone", "key": marks.plain("history key")}))
    return _written(visitor, marks, first, "history", HISTORY_STEPS)


def _written(visitor: Visitor, marks: Marks, first: str, kind: str, steps: tuple[str, ...]) -> str:
    record = first.removesuffix(f"{steps[0]}/")
    for step in steps:
        text = {"words": marks(f"{kind} {step}"), "was-words": ""}
        assert visitor.post(f"{record}{step}/", text, autosave=True).status == 200
        assert visitor.post(f"{record}{step}/", text | {"do": "next"}).status == 302
        refused(visitor, f"{record}{step}/", {"words": marks(f"{kind} {step} too long") * LONG})
        assert visitor.post(f"{record}{step}/", text | {"do": marks(f"{kind} do")}).status == 302
    assert visitor.post(f"{record}back/", {"words": marks(f"{kind} back"), "do": "written"}).status == 302
    assert visitor.get(f"{record}{marks.plain(f'{kind} step path')}/").status == 404
    page = visitor.get(record).text
    assert all(marks.made[f"{kind} {step}"] in page for step in steps)
    return record


def self_care(visitor: Visitor, marks: Marks) -> list[str]:
    """A plan in A, B and C; closed, and a second one begun."""
    a, b, c = (f"/self-care/{name}/" for name in ("attention", "items", "connection"))
    levels = {f"{part}-{level}": marks(f"{part} {level}") for level in LEVELS for part in ("attention", "acceptance")}
    assert visitor.post(a, levels, autosave=True).status == 200
    refused(visitor, a, {"attention-body": marks("attention too long") * LONG})
    for side in ("weighs", "carries"):
        item = {f"words-{side}": marks(f"item {side}"), f"weight-{side}": "3", f"topic-{side}": "caseload"}
        item["do"] = f"add-{side}"
        key = marks.plain(f"item key {side}")
        assert path_of(visitor.post(b, item | {"key": key})) == b
        assert path_of(visitor.post(b, item | {"key": key})) == b
        wrong = {f"{name}-{side}": marks(f"item wrong {name} {side}") for name in ("weight", "topic")}
        assert path_of(visitor.post(b, item | wrong | {f"words-{side}": marks(f"item two {side}")})) == b
        refused(visitor, b, {"do": f"add-{side}", "key": marks(f"item nothing {side}")})
        refused(visitor, b, {f"words-{side}": marks(f"item too long {side}") * LONG})
    # Taken away with something half typed at both sides, and put back with what the page carried along.
    half = {f"words-{side}": marks(f"item half {side}") for side in ("weighs", "carries")}
    own = f"away-w-{marks.made['item key weighs']}"
    page = visitor.post(b, half | {"do": own}).text
    assert all(marks.made[f"item half {side}"] in page for side in ("weighs", "carries"))
    (form,) = [one for one in read(b, page)[1] if one.action == b]
    gone = {name: value for name, _kind, value in form.fields if name == "gone"}
    assert path_of(visitor.post(b, gone | {"do": own.replace("away", "back")})) == b
    for act in ("away", "back"):
        assert visitor.post(b, {"do": f"{act}-{marks(f'item {act}')}", "gone": marks(f"item gone {act}")}).status == 302
    assert visitor.post(c, {name: marks(name) for name in ("connection", "communication")}).status == 302
    refused(visitor, c, {"connection": marks("connection too long") * LONG})
    page = visitor.get("/self-care/").text
    for name in ("attention body", "item weighs", "item two carries", "communication"):
        assert marks.made[name] in page, name
    (form,) = [one for one in read("/self-care/", page)[1] if one.action == "/self-care/"]
    assert path_of(visitor.post(form.action, form.filled(marks, None))) == "/self-care/"
    # What comes late from a page of the plan that was closed belongs there.
    ref = {name: value for name, _kind, value in form.fields}["plan"]
    assert (
        visitor.post(c, {"connection": marks("late"), "was-connection": "", "plan": ref}, autosave=True).status == 200
    )
    assert visitor.post(a, {"attention-body": marks("second plan"), "plan": marks("plan")}, autosave=True).status == 200
    assert marks.made["late"] in visitor.get(f"/self-care/{ref}/").text
    return [f"/self-care/{ref}/", a, b, c]


def intention(visitor: Visitor, marks: Marks) -> str:
    """One for the team with a day and a text for the table; looked at, changed, done, taken up; and one let go of."""
    new = f"/intentions/new/?from=self-care&who=team&about={marks.plain('about')}"
    day = (today() + datetime.timedelta(days=30)).isoformat()
    refused(visitor, new, {"words": "", "who": "team", "key": marks("intention nothing")})
    refused(visitor, new, {"words": marks("intention too long") * LONG, "who": "me"})
    refused(visitor, new, {"words": marks("intention and day"), "who": "me", "look_on": marks("look day")})
    refused(visitor, new, {"words": marks("remind without day"), "who": "me", "look_on-remind": "1"})
    fields = {"words": marks("intention"), "who": "team", "look_on": day, "look_on-remind": "1"}
    key = marks.plain("intention key")
    one = path_of(visitor.post(new, fields | {"key": key}))
    assert path_of(visitor.post(new, fields | {"key": key})) == one
    assert (
        visitor.post(one, fields | {"words": marks("intention changed"), "was-words": ""}, autosave=True).status == 200
    )
    assert visitor.post(one, {"who": marks("who"), "look_on": day}).status == 302
    refused(visitor, one, {"look_on": marks("changed day")})
    look = {"look": marks("look"), "next": day, "next-remind": "1", "key": marks.plain("look key"), "do": "keep"}
    assert path_of(visitor.post(one, look)) == one
    refused(visitor, one, look | {"next": marks("next day"), "look": marks("look and day")})
    refused(visitor, one, look | {"look": marks("look too long") * LONG})
    table = f"{one}table/"
    assert marks.made["intention changed"] in visitor.get(table).text
    assert visitor.post(table, {"table": marks("table"), "was-table": ""}, autosave=True).status == 200
    refused(visitor, table, {"table": marks("table too long") * LONG})
    assert marks.made["table"] in visitor.get(table).text
    calendar = visitor.get(f"{one}calendar.ics")
    assert calendar.status == 200 and calendar.text.startswith("BEGIN:VCALENDAR")
    assert [name for name, mark in marks.made.items() if mark in calendar.text] == []
    for do in ("quiet", "done", "again", "let-go"):
        assert visitor.post(one, {"do": do, "look": marks(f"look {do}"), "key": marks(f"look key {do}")}).status == 302
    assert marks.made["look done"] in visitor.get(one).text
    # One that is open, with its day here: Vandaag says so.
    now = fields | {"look_on": today().isoformat(), "words": marks("intention of today")}
    path_of(visitor.post("/intentions/new/", now | {"key": marks.plain("key of today")}))
    assert marks.made["intention of today"] in visitor.get("/").text
    assert marks.made["intention"] not in visitor.get("/").text
    return one


def support(visitor: Visitor, marks: Marks) -> str:
    """Something that is there and something that is missed."""
    fields = {name: marks(f"support {name}") for name in ("for_what", "from_whom", "when", "reach", "arrived_words")}
    fields |= {"arrived": "partly", "last_on": "2026-01-02"}
    for form, more in (("coffee", ""), ("supervision", "&missing=1")):
        new = f"/support/new/?form={form}{more}"
        refused(visitor, new, fields | {"last_on": marks(f"last day {form}")})
        refused(visitor, new, fields | {"from_whom": marks(f"whom too long {form}") * LONG})
        key = marks.plain(f"support key {form}")
        for _twice in range(2):
            assert path_of(visitor.post(new, fields | {"key": key, "arrived": marks(f"arrived {form}")})) == "/support/"
    page = visitor.get("/support/").text
    assert all(marks.made[f"support {name}"] in page for name in ("for_what", "from_whom", "when", "reach"))
    entries: list[str] = sorted(set(re.findall(r'href="(/support/[0-9a-z]{13}/)"', page)))
    assert len(entries) == 2
    for entry in entries:
        change = {"for_what": marks(f"support changed {entry}"), "was-for_what": ""}
        assert visitor.post(entry, change, autosave=True).status == 200
        refused(visitor, entry, {"last_on": marks("last day changed")})
        refused(visitor, entry, {"arrived_words": marks("arrived too long") * LONG})
        assert visitor.post(entry, {"do": "there"}).status == 302
    refused(visitor, f"/support/new/?form={marks.plain('form')}", fields)
    return entries[0]


#: What each part of the report tells in own words, by the name of its mark.
TOLD = {
    "balance": ("nickname",),
    "signals": ("mine", "roles"),
    "needs": ("need place clients", "compliment", "giving"),
    "self-care": ("attention body", "item weighs", "communication"),
    "intentions": ("intention changed", "look done"),
    "support": ("support from_whom", "support when"),
}


def report(visitor: Visitor, marks: Marks) -> None:
    """What goes in is what was chosen: nothing by itself, no words without being asked for, and one's own history never along."""
    home, until = "/balance/report/", today().isoformat()
    words = {mark: name for name, mark in marks.made.items()}

    def of(query: str) -> set[str]:
        """The names of the marks that stand in a report; the same ones on the page and in the file."""
        days = f"?since=2024-01-01&until={until}&{query}"
        page, file = visitor.get(home + days), visitor.get(f"{home}report.pdf{days}")
        assert (page.status, file.status) == (200, 200), (page.status, file.status, query)
        shown = page.text.partition('id="goes-in"')[2]
        written = "".join(papers.pages(file.body))
        inside = {name for mark, name in words.items() if mark in "".join(written.split())}
        assert inside == {name for mark, name in words.items() if mark in shown}, query
        return inside

    everything = "&".join(f"part={part}" for part in TOLD)
    assert of(f"{everything}&words=without") == set()
    for part, names in TOLD.items():
        found = of(f"part={part}&words=with")
        assert all(any(name in told for told in found) for name in names), (part, found)
    assert not [name for name in of(f"{everything}&words=with") if name.startswith(("omnipotence ", "history "))]
    steps = re.findall(r'name="step" value="([^"]+)"', visitor.get(f"{home}?since=2024-01-01&until={until}").text)
    assert of(f"step={steps[0]}&words=with") == {"omnipotence whole"}
    assert of(f"step={steps[-1]}&words=with") == {"history known"}
    # Nothing is chosen by itself, and what an address asks that cannot be is let be.
    assert visitor.get(home).text.count(" checked") == visitor.get(f"{home}?part={marks.plain('part')}").text.count(
        " checked"
    )
    assert visitor.get(f"{home}report.pdf").status == 302
    assert visitor.get(f"{home}?since={marks.plain('report since')}&part=balance").status == 422
    for query in (f"step={marks.plain('report step')}", f"talk={marks.plain('talk')}", f"words={marks.plain('words')}"):
        assert visitor.get(f"{home}?{query}&part=support").status == 200


def elsewhere(visitor: Visitor, marks: Marks) -> None:
    """What is not there: marks in the addresses."""
    for room in ("balance", "signals", "omnipotence", "history", "self-care", "intentions", "support", "needs/rounds"):
        assert visitor.get(f"/{room}/{marks.plain(f'{room} path')}/").status == 404
        assert visitor.get(f"/{room}/0123456789abc/").status == 404
    for listing in ("signals", "omnipotence", "history", "self-care", "intentions"):
        assert visitor.get(f"/{listing}/?page={marks.plain(f'{listing} page')}").status == 200
