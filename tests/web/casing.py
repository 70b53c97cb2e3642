"""Along every page of Praktijk: empty, used, with everything wrong that can be, in two windows, near its end, and gone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from tegenwind.practice.case import CLIENT_WORDS, GRACE, KIND, Case, ClientWord
from tegenwind.practice.contact import READINGS, SCENES, STEPS
from tegenwind.practice.moment import CHOSE, FARS, SEATS, WHATS, What
from tegenwind.vault import queries
from tegenwind.web import shelf
from tegenwind.web.cases.repairing import REACTION
from tegenwind.web.cases.repairing import STEPS as REPAIR
from tests.attacks import praktijk
from tests.attacks.crawling import read
from tests.attacks.evenwicht import path_of
from tests.attacks.searching import Marks
from tests.web.inside import Inside
from tests.web.people import Human, at, record_in

PAGES = (
    *("/", "/cases/", "/cases/?prepare=1", "/cases/new/", "/cases/new/?prepare=1", "/cases/across/"),
    *("/cases/concern/", "/cases/concern/?from=/cases/"),
)
#: One of each sort; the server looks at every one of them.
TELLING = (
    *(
        "BSN 111222333",
        "rijksregister 85.07.30-033.28",
        "geboren op 3 april 1987",
        "Bel 06-12345678",
        "qmx@example.org",
    ),
    *("Dorpsstraat 12", "1012 AB Amsterdam", "NL91 ABNA 0417 1643 00", "kenteken XX-999-X", "Toen kwam Fatima."),
    *("Wijkagent Jansen belde.", "Opa Jansen belde."),
)
DAY = datetime.timedelta(days=1)


def cases(owner: Human) -> None:
    """All that somebody may come across in Praktijk."""
    visitor = Inside(owner.client)
    _looks_around(visitor)
    made = praktijk.live(visitor, Marks())
    _looks_around(visitor, made)
    met = [_meets(visitor, word, WHATS[number % len(WHATS)]) for number, word in enumerate(CLIENT_WORDS)]
    _reads(visitor, met[0])
    case, moment = praktijk.places(made)
    _says_who_it_is(visitor, moment)
    _in_two_windows(visitor, moment)
    _attunes(visitor, case, moment)
    _takes_it_along(visitor, case)
    _begins_wrong(visitor, case)
    _goes(owner, visitor)


def _looks_around(visitor: Inside, more: Iterable[str] = (), pages: Iterable[str] = PAGES) -> None:
    for address in (*pages, *more):
        # Who has no case yet and wants to prepare one, begins with a new one at once.
        assert visitor.get(address).status in ((200, 302) if address.endswith("?prepare=1") else (200,)), address


def _meets(visitor: Inside, word: ClientWord, what: What) -> str:
    """Somebody who is called so, with one moment of which nothing is written yet; returns its address."""
    key = f"Q{word}"
    case = path_of(visitor.post("/cases/new/", {"nickname": f"Qbo {word}", "client_word": word, "key": key}))
    _looks_around(visitor, (case, f"{case}intervision/"), pages=())
    moment = path_of(visitor.post(f"{case}moment/", {"what": what, "key": key}))
    parts = [f"{moment}{part}" for part in ("", "lenses/", "attune/", "attune/?card=1", "repair/")]
    _looks_around(visitor, (*parts, f"{case}intervision/"), pages=())
    return moment


def _reads(visitor: Inside, moment: str) -> None:
    """Every step of both readings and of a repair, empty; and the ways, ticked and in each setting, on two days."""
    steps = [f"{praktijk.DOORS[reading]}/?at={step.name}" for reading in READINGS for step in STEPS[reading]]
    steps += [f"repair/?at={name}" for name in (*REPAIR, *REACTION)]
    _looks_around(visitor, (f"{moment}{step}" for step in steps), pages=())
    ticked = [
        (reading, step)
        for reading in READINGS
        for step in STEPS[reading]
        if step.group in ("reasons", "ways", "protections")
    ]
    for reading, step in ticked:
        page = f"{moment}{praktijk.DOORS[reading]}/?at={step.name}"
        assert visitor.post(page, praktijk.everything(Marks(), reading, step) | {"do": "save"}).status == 200
    for scene in SCENES:
        assert visitor.post(f"{moment}fit/?at=ways", {"do": f"setting-{scene}"}).status == 302
        assert visitor.get(f"{moment}fit/?at=ways").status == 200
    # The same marks on another day are what comes back.
    assert visitor.post(moment, {"on": "2026-01-09", "place": "3", "words": "xx"}).status in (200, 302)
    _looks_around(visitor, (f"{moment}guard/?at=say", "/cases/across/"), pages=())


def _says_who_it_is(visitor: Inside, moment: str) -> None:
    """A text that tells in every way who it is about: shown once, and kept by an autosave that says so."""
    for said in TELLING:
        shown = visitor.post(moment, {"words": said, "was-words": ""})
        assert shown.status == 422, said
    saved = visitor.post(moment, {"words": TELLING[-1], "was-words": ""}, autosave=True)
    assert saved.status == 200


def _in_two_windows(visitor: Inside, moment: str) -> None:
    """The same text in another window: both stay, and it is said."""
    places = [(moment, "words"), (f"{moment}lenses/", "lens_fit"), (f"{moment}attune/", "pace")]
    places += [(f"{moment}repair/?at=mine", "words"), (f"{moment}fit/?at=signal", "w-signal")]
    places += [(f"{moment}guard/?at=alarm", "w-alarm"), (f"{moment}fit/?at=hindrances", "w-who-1")]
    for number, (address, name) in enumerate(places):
        for again in range(2):
            fields = {name: f"xx {number} {again}", f"was-{name}": "00000000"}
            assert visitor.post(address, fields, autosave=True).status == 200, address
            assert visitor.post(address, fields | {name: f"yy {number} {again}"}).status in (200, 302), address


def _attunes(visitor: Inside, case: str, moment: str) -> None:
    """Everything that can be chosen on a card, and the cards of before beside it."""
    page = f"{moment}attune/"
    for number in range(max(map(len, (SEATS, FARS, CHOSE)))):
        chosen = {
            "seat": SEATS[number % len(SEATS)],
            "far": FARS[number % len(FARS)],
            "chose": CHOSE[number % len(CHOSE)],
        }
        assert visitor.post(page, chosen | {"do": "card"}).status == 302
        _looks_around(visitor, (f"{page}?card=1", page), pages=())
    other = path_of(visitor.post(f"{case}moment/", {"what": "prepared", "key": "Qattune"}))
    assert visitor.post(f"{other}attune/", {"where": "Toen kwam Fatima.", "looked-at": "?x"}).status == 422
    assert visitor.post(f"{other}attune/", {"where": "Qmx 06-12345678"}, autosave=True).status == 200
    _looks_around(visitor, (f"{other}attune/", f"{other}attune/?card=1"), pages=())


def _takes_it_along(visitor: Inside, case: str) -> None:
    """To intervision with nothing, with a question only, and with all of it; on paper too."""
    page = f"{case}intervision/"
    assert visitor.post(page, {"do": "look"}).status == 200
    assert visitor.post(page, {"do": "look", "question": "xx"}).status == 200
    (form,) = [one for one in read(page, visitor.get(page).text)[1] if one.action == page]
    picks = [value for name, _kind, value in form.fields if name == "pick"]
    chosen: dict[str, Any] = {"question": "xx", "context": "1", "pick": picks}
    looked = visitor.post(page, chosen | {"do": "look"})
    (seen,) = [value for one in read(page, looked.text)[1] for name, _kind, value in one.fields if name == "seen"]
    assert visitor.post(page, chosen | {"do": "pdf", "seen": seen}).body.startswith(b"%PDF")
    assert visitor.post(page, chosen | {"do": "pdf", "seen": "Q"}).status == 200


def _begins_wrong(visitor: Inside, case: str) -> None:
    """What praktijk.live does not ask: days that cannot be, a nickname twice, other suggestions, and rather not."""
    new, today = "/cases/new/", timezone.localdate()
    for until in ("", "x", today.isoformat(), (today + 900 * DAY).isoformat()):
        assert visitor.post(new, {"nickname": "Qbo", "until": until}).status == 422
        assert visitor.post(f"{case}edit/", {"until": until}).status in (302, 422)
        assert visitor.post(f"{case}goodbye/", {"do": "prolong", "until": until}).status == 422
    assert visitor.post(new, {"nickname": "qbo client"}).status == 422
    assert visitor.post(new, {"do": "others", "nickname": ""}).status == 200
    for fields in ({"nickname": "Qautosave", "context": "xx"}, {"nickname": ""}):
        assert visitor.post(new, fields | {"key": "Qdraft"}, autosave=True).status in (200, 422)
    assert visitor.post(new, {"do": "not", "key": "Qdraft"}).status in (200, 302)
    _looks_around(visitor, (f"{case}goodbye/?kept=1", "/cases/?gone=1", f"{case}edit/"), pages=())


def _goes(owner: Human, visitor: Inside) -> None:
    """Near its last day, told of, and gone at the next opening; and more of them at once."""
    today = timezone.localdate()
    heads = queries.pinned(owner.unlocked, KIND)
    for number, head in enumerate(heads):
        mine = shelf.take(owner.unlocked, Case, head.id)
        near = mine.record.model_copy(update={"expires_on": today + number * DAY, "told_on": None})
        shelf.keep(owner.unlocked, near, over=mine, pinned=True)
    _looks_around(visitor, (*PAGES, at("case", heads[0].id), at("case-goodbye", heads[0].id)), pages=())
    nickname = heads[0].data["nickname"]
    fields = {"do": "keep", "sentence": f"xx {nickname}"}
    assert visitor.post(at("case-goodbye", heads[0].id), fields).status == 422
    assert visitor.post(at("case-goodbye", heads[1].id), {"do": "longer"}).status == 302
    for head in heads[2:5]:
        mine = shelf.take(owner.unlocked, Case, head.id)
        over = mine.record.model_copy(update={"expires_on": today - 30 * DAY, "told_on": today - GRACE})
        shelf.keep(owner.unlocked, over, over=mine, pinned=True)
    assert visitor.get("/").status == 200
    _looks_around(visitor)
    for head in heads[2:4]:
        assert visitor.get(at("case", head.id)).status == 404
    new = path_of(visitor.post("/cases/new/", {"nickname": "Qlast", "key": "Qlast"}))
    mine = shelf.take(owner.unlocked, Case, record_in(new))
    over = mine.record.model_copy(update={"expires_on": today - 30 * DAY, "told_on": today - GRACE})
    shelf.keep(owner.unlocked, over, over=mine, pinned=True)
    assert visitor.get("/cases/").status == 200
