"""All of Praktijk used by somebody with a mark in every field: whole, half, wrong, too long, twice, and by its autosave."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Mapping

import pypdf

from tegenwind.packs import Pack
from tegenwind.practice import contact
from tegenwind.practice.contact import READINGS, STEPS, Reading, Step
from tegenwind.practice.moment import SCENARIOS_MAX, WHATS, What
from tegenwind.web.cases.attuning import TEXTS
from tegenwind.web.cases.repairing import REACTION
from tegenwind.web.cases.repairing import STEPS as REPAIR
from tegenwind.web.readings.forms import COLUMNS, HERE, MARKS, WORDS, cell, name_of
from tests.attacks.crawling import read
from tests.attacks.evenwicht import LONG, pack_for, path_of, refused, today
from tests.attacks.searching import Marks
from tests.server import Answer, Visitor

#: The address of each reading, behind that of a moment.
DOORS: Mapping[Reading, str] = {"solution": "fit", "protection": "guard"}


def pack() -> Pack:
    return pack_for("cases")


def live(visitor: Visitor, marks: Marks) -> list[str]:
    """Everything once. Returns the address of the case, that of a moment of each sort, and those of the parts of one moment."""
    case = begin(visitor, marks)
    moments = {what: moment(visitor, marks, case, what) for what in WHATS}
    one = moments["met"]
    for reading in READINGS:
        steps(visitor, marks, f"{one}{DOORS[reading]}/", reading)
    lenses(visitor, marks, f"{one}lenses/")
    attunement(visitor, marks, f"{one}attune/")
    repair(visitor, marks, f"{one}repair/")
    across(visitor, marks)
    intervision(visitor, marks, case)
    goodbye(visitor, marks, case)
    elsewhere(visitor, marks, case, one)
    parts = [f"{one}{name}/" for name in (*DOORS.values(), "lenses", "attune", "repair")]
    return [case, *moments.values(), *parts, f"{case}edit/", f"{case}goodbye/", f"{case}intervision/"]


def begin(visitor: Visitor, marks: Marks) -> str:
    """A case, first wrong in each way, then kept and changed, and looked at once more where the guard marked something."""
    new = "/cases/new/"
    until = (today() + datetime.timedelta(days=60)).isoformat()
    fields = {"context": marks("context"), "client_word": "youngster", "until": until}
    refused(visitor, new, fields | {"nickname": "", "context": marks("context without nickname")})
    refused(visitor, new, fields | {"nickname": marks("case name too long") * LONG})
    refused(visitor, new, fields | {"nickname": marks.plain("case name of a wrong day"), "until": marks("until")})
    refused(visitor, new, fields | {"nickname": "kade 9", "context": marks("context too long") * LONG})
    others = fields | {"nickname": marks.plain("case name left"), "suggestion": marks("suggestion"), "do": "others"}
    assert marks.made["case name left"] in visitor.post(new, others).text
    key = marks.plain("case key")
    kept = fields | {"nickname": marks.plain("case name"), "client_word": marks("client word"), "key": key}
    # What is marked comes back once with everything that was typed, and then may stay.
    marked = kept | {"context": f"{marks('marked')} Bel 06-12345678.", "looked-at": marks("looked at")}
    answer = visitor.post(new, marked)
    assert answer.status == 422 and "06-12345678" in answer.text and marks.made["marked"] in answer.text
    case = path_of(visitor.post(new, kept))
    assert path_of(visitor.post(new, kept)) == case
    edit = f"{case}edit/"
    more = {"context": f"{marks('context kept')} Bel 06-12345678.", "client_word": "youngster"}
    refused(visitor, edit, {"nickname": "", "context": marks("context beside")})
    refused(visitor, edit, {"nickname": marks("case name longer") * LONG, "until": marks("until changed")})
    refused(visitor, edit, {"context": marks("context longer") * LONG})
    assert visitor.post(edit, more, autosave=True).status == 200
    for query in ("", "?prepare=1", f"?prepare={marks.plain('prepare')}", f"?gone={marks.plain('gone')}"):
        assert marks.made["case name"] in visitor.get(f"/cases/{query}").text
    return case


def moment(visitor: Visitor, marks: Marks, case: str, what: What) -> str:
    """A moment of one sort with its own words, a place and a day."""
    key = marks.plain(f"moment key {what}")
    one = path_of(visitor.post(f"{case}moment/", {"what": what, "key": key}))
    assert path_of(visitor.post(f"{case}moment/", {"what": what, "key": key})) == one
    assert path_of(visitor.post(f"{case}moment/", {"what": marks(f"what {what}"), "key": key})) == case
    fields = {"place": "2", "on": "2026-01-02"}
    if what != "repaired":
        fields["words"] = marks(f"moment {what}")
        refused(visitor, one, {"words": marks(f"moment too long {what}") * LONG})
    refused(visitor, one, {"place": marks(f"moment place {what}"), "words": marks(f"moment beside {what}")})
    refused(visitor, one, {"on": marks(f"moment day {what}")})
    assert visitor.post(one, {"on": marks(f"moment autosaved day {what}")}, autosave=True).status == 422
    assert visitor.post(one, {"do": marks(f"moment do {what}")}).status == 200
    if what != "repaired":
        refused(visitor, one, {"words": f"{marks(f'moment name {what}')} Mevrouw Jansen belde."})
    assert visitor.post(one, fields, autosave=True).status == 200
    return one


def steps(visitor: Visitor, marks: Marks, address: str, reading: Reading) -> None:
    """Every step of a reading, with everything ticked and everything written."""
    for step in STEPS[reading]:
        page = f"{address}?at={step.name}"
        assert visitor.post(page, everything(marks, reading, step), autosave=True).status == 200
        shown = visitor.get(page).text
        written = [name for name in marks.made if name.startswith(f"{reading} {step.name} ")]
        assert all(marks.made[name] in shown for name in written), page
    first = f"{address}?at={STEPS[reading][0].name}"
    place = name_of(STEPS[reading][0].places[0])
    refused(visitor, first, {place: marks(f"{reading} too long") * LONG})
    assert visitor.post(first, {place: marks(f"{reading} long autosave") * LONG}, autosave=True).status == 422
    for do in ("on", "row", "moment", "start", "at-say", "setting-youth", marks(f"{reading} do")):
        assert visitor.post(first, {"do": do}).status == 302
    assert visitor.get(f"{address}?at={marks.plain(f'{reading} at')}").status == 404
    assert visitor.get(f"{first}&rows={marks.plain(f'{reading} rows')}").status == 200


def everything(marks: Marks, reading: Reading, step: Step) -> dict[str, str]:
    """The form of a step with all of it filled in."""
    items = contact.items(pack(), step.group)
    where = f"{reading} {step.name}"
    fields = {name_of(key): marks(f"{where} {key}") for key in (*step.places, *(item.id for item in items))}
    if step.group:
        for item in items:
            fields |= {HERE + item.id: "1"} | {
                tick + item.id: marks.plain(f"tick {item.id}") for _f, tick in MARKS[step.group]
            }
    if step.rows:
        rows = [(column, row) for row in range(SCENARIOS_MAX) for column in COLUMNS]
        fields |= {cell(column, row): marks(f"{where} {column} {row}") for column, row in rows}
    return fields | {f"was-{name}": "" for name in fields if name.startswith(WORDS)}


def lenses(visitor: Visitor, marks: Marks, page: str) -> None:
    """Both readings beside each other, with what was written in them."""
    names = ("lens_fit", "lens_guard", "ask")
    assert visitor.post(page, {name: marks(name) for name in names}, autosave=True).status == 200
    for name in names:
        refused(visitor, page, {name: marks(f"{name} too long") * LONG})
    shown = visitor.get(page).text
    told = (*names, "solution signal solution/signal", "protection calm protection/calm-with")
    assert all(marks.made[name] in shown for name in told)
    assert visitor.post(page, {"do": marks("lenses do")}).status == 302


def attunement(visitor: Visitor, marks: Marks, page: str) -> None:
    """The card, and the card to take along."""
    chosen = {name: marks(f"card chosen {name}") for name in ("seat", "far", "chose")}
    card = {name: marks(f"card {name}") for name in TEXTS} | {f"was-{name}": "" for name in TEXTS}
    assert visitor.post(page, card | chosen, autosave=True).status == 200
    assert path_of(visitor.post(page, {"seat": "beside", "far": "arm", "chose": "them", "do": "card"})) == page
    for name in TEXTS:
        refused(visitor, page, {name: marks(f"card too long {name}") * LONG})
    shown = visitor.get(f"{page}?card={marks.plain('card query')}").text
    assert all(marks.made[f"card {name}"] in shown for name in TEXTS) and marks.made["case name"] not in shown


def repair(visitor: Visitor, marks: Marks, page: str) -> None:
    """Every step of a repair, and one's own reaction beside it."""
    for name in (*REPAIR, *REACTION):
        at = f"{page}?at={name}"
        assert visitor.post(at, {"words": marks(f"repair {name}"), "was-words": ""}, autosave=True).status == 200
        refused(visitor, at, {"words": marks(f"repair too long {name}") * LONG})
        assert visitor.post(at, {"do": marks(f"repair do {name}")}).status == 302
    shown = visitor.get(page).text
    assert all(marks.made[f"repair {name}"] in shown for name in (*REPAIR, *REACTION))
    assert visitor.get(f"{page}?at={marks.plain('repair at')}").status == 404
    assert visitor.post(page, {"words": marks("repair nowhere")}).status == 302


def across(visitor: Visitor, marks: Marks) -> None:
    """What comes back, with the case behind it."""
    page = visitor.get(f"/cases/across/?case={marks.plain('across query')}").text
    assert marks.made["case name"] in page and ("veraf" in page or "far off" in page)


def intervision(visitor: Visitor, marks: Marks, case: str) -> None:
    """One case to the table: looked at, changed, and fetched; the nickname goes nowhere."""
    page = f"{case}intervision/"
    (form,) = [one for one in read(page, visitor.get(page).text)[1] if one.action == page]
    picks = [value for name, _kind, value in form.fields if name == "pick"]
    chosen: dict[str, str | list[str]] = {
        "question": f"{marks('question')} {marks.made['case name']}",
        "context": "1",
        "pick": picks,
    }
    refused(visitor, page, {"do": "look", "question": marks("question too long") * LONG})
    strange = {"do": "look", "pick": marks("pick"), "context": marks("context ticked"), "seen": marks("seen")}
    assert visitor.post(page, strange).status == 200
    looked = visitor.post(page, {**chosen, "do": "look"})
    seen = re.search(r'name="seen" value="([^"]+)"', looked.text)
    assert looked.status == 200 and seen and "06-12345678" in looked.text
    unseen = visitor.post(page, {**chosen, "do": "pdf", "seen": marks.plain("unseen")})
    assert not unseen.body.startswith(b"%PDF") and unseen.status == 200
    paper = _paper(visitor.post(page, {**chosen, "do": "pdf", "seen": seen[1]}))
    told = (
        *("question", "context kept", "moment met", "moment looked-back", "solution loss solution/loss-small"),
        *("protection shame protection/shame", "lens_guard", "card light", "repair prepare"),
    )
    assert [name for name in told if marks.made[name] not in paper] == []
    assert marks.made["case name"] not in paper


def _paper(answer: Answer) -> str:
    return "".join("".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(answer.body)).pages)


def goodbye(visitor: Visitor, marks: Marks, case: str) -> None:
    """A sentence that stays and one that is refused; a later day; and another case that is let go of."""
    page = f"{case}goodbye/"
    refused(visitor, page, {"do": "keep", "sentence": ""})
    refused(visitor, page, {"do": "keep", "sentence": marks("sentence too long") * LONG})
    refused(visitor, page, {"do": "let-go", "sentence": f"{marks('sentence with a name')} {marks.made['case name']}"})
    refused(visitor, page, {"do": "prolong", "until": marks("until later"), "sentence": marks("sentence beside")})
    until = (today() + datetime.timedelta(days=90)).isoformat()
    shown = visitor.post(page, {"do": "prolong", "until": until, "sentence": marks("sentence half")})
    assert shown.status == 200 and marks.made["sentence half"] in shown.text
    kept = {"do": "keep", "sentence": marks("sentence"), "key": marks.plain("sentence key"), "sure": marks("sure")}
    for _twice in range(2):
        assert path_of(visitor.post(page, kept)) == page
    other = path_of(visitor.post("/cases/new/", {"nickname": marks.plain("case that goes"), "key": "gaat"}))
    one = path_of(visitor.post(f"{other}moment/", {"what": "met", "key": "gaat"}))
    visitor.post(one, {"words": marks("moment that goes"), "was-words": ""}, autosave=True)
    let_go = {"do": "let-go", "sentence": marks("last sentence"), "key": marks.plain("last key")}
    assert path_of(visitor.post(f"{other}goodbye/", let_go)) == "/cases/"
    assert [visitor.get(address).status for address in (other, one, f"{one}fit/")] == [404] * 3
    stayed = visitor.get("/cases/across/").text
    assert all(stayed.count(marks.made[name]) == 2 for name in ("sentence", "last sentence"))
    assert marks.made["case that goes"] not in stayed + visitor.get("/cases/").text


def elsewhere(visitor: Visitor, marks: Marks, case: str, one: str) -> None:
    """What is not there: marks in the addresses."""
    for address in (f"/cases/{marks.plain('case path')}/", f"{case}{marks.plain('moment path')}/"):
        assert visitor.get(address).status == 404
    for address in (f"{one}{marks.plain('part path')}/", "/cases/0123456789abc/", f"{case}0123456789abc/"):
        assert visitor.get(address).status == 404
    for page in ("cases/concern", "dissent/serious"):
        assert visitor.get(f"/{page}/?from=/{marks.plain(f'{page} from')}").status == 200


def places(made: Iterable[str]) -> tuple[str, str]:
    """The address of the case, and that of the moment whose parts were written, of what :func:`live` returned."""
    case = next(address for address in made if re.fullmatch(r"/cases/[0-9a-z]{13}/", address))
    part = next(address for address in made if address.endswith("/lenses/"))
    return case, part.removesuffix("lenses/")
