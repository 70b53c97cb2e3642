"""All of small dissent used by somebody with a mark in every field: whole, half, wrong, too long, twice, and by its autosave."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from tegenwind.packs import Pack
from tegenwind.practice.act import ELSEWHERE
from tegenwind.practice.circle import QUESTIONS
from tegenwind.practice.season import season_of
from tegenwind.practice.tension import BECAME
from tegenwind.web.dissent.linking import FIELD as OWN_WORD
from tegenwind.web.dissent.stepping import STEPS, TEXTS
from tests.attacks.evenwicht import LONG, pack_for, path_of, refused, today
from tests.attacks.searching import Marks
from tests.server import Visitor

NOTE, SORT = "/dissent/note/", "/dissent/values/sort/"
_ID = re.compile(r"/([0-9a-z]{13})/")


def pack() -> Pack:
    return pack_for("dissent")


def ref(address: str) -> str:
    """The id of a record in its address, as forms and addresses name it."""
    found = _ID.findall(address)
    assert found, address
    return str(found[-1])


def live(visitor: Visitor, marks: Marks) -> list[str]:
    """Everything once. Returns the address of a tension, of a circle, of an act and of an earlier sorting."""
    one = tension(visitor, marks)
    becomes(visitor, marks, one)
    circled = circle(visitor, marks, one)
    acted = act(visitor, marks, circled)
    earlier = values(visitor, marks)
    season(visitor, marks)
    elsewhere(visitor, marks, one)
    return [one, circled, acted, earlier]


def kept(visitor: Visitor, address: str, fields: Mapping[str, str]) -> None:
    """Kept by the page itself."""
    texts = {name: value for name, value in fields.items() if name.startswith("w-") or name in ("words", "own")}
    answer = visitor.post(address, {**fields, **{f"was-{name}": "" for name in texts}}, autosave=True)
    assert answer.status == 200, (address, answer.status, answer.text[:2000])


def tension(visitor: Visitor, marks: Marks) -> str:
    """A tension: half, wrong in each way, marked by the guard, sent twice; then changed. Another one is thrown away."""
    key = marks.plain("tension key")[:30]
    fields = {"key": key, "spots": "belly", "strength": "clear", "layout": "picture"}
    kept(visitor, NOTE, {"key": "weg", "words": marks("tension thrown away")})
    visitor.post(NOTE, {"key": "weg", "do": "not", "words": marks("tension not")})
    assert marks.made["tension thrown away"] not in visitor.get("/dissent/tensions/").text
    kept(visitor, NOTE, fields | {"words": marks("tension half")})
    refused(visitor, NOTE, fields | {"words": marks("tension too long") * LONG})
    refused(visitor, NOTE, fields | {"strength": marks("strength"), "words": marks("tension beside")})
    refused(visitor, NOTE, {"key": "leeg", "words": "", "do": marks("tension do")})
    marked = visitor.post(NOTE, fields | {"words": f"{marks('tension marked')} Bel 06-12345678."})
    assert marked.status == 422 and marks.made["tension marked"] in marked.text and "06-12345678" in marked.text
    sent = fields | {"words": marks("tension")}
    page = path_of(visitor.post(NOTE, sent))
    assert path_of(visitor.post(NOTE, sent)) == page
    back = visitor.post(
        f"{NOTE}?from=/{marks.plain('note from')}/", sent | {"key": "terug", "words": marks("tension back")}
    )
    assert path_of(back).startswith("/dissent/tensions/")
    home = visitor.post(f"{NOTE}?from=/routes/", sent | {"key": "thuis", "words": marks("tension home")})
    assert path_of(home) == "/routes/"
    refused(visitor, page, {"words": marks("tension longer") * LONG})
    refused(visitor, page, {"words": "", "was-spots": "x", "was-strength": "x", "strength": ""})
    assert visitor.post(page, {"words": marks("tension changed")}).status in (200, 302)
    shown = visitor.get(page).text
    assert marks.made["tension changed"] in shown
    assert marks.made["tension home"] in visitor.get(f"/dissent/tensions/?page={marks.plain('tensions page')}").text
    return page


def becomes(visitor: Visitor, marks: Marks, page: str) -> None:
    """Everything a tension may become, the case with its nickname among them."""
    become = f"{page}become/"
    for what in BECAME:
        if what in ("circle", "act", "nothing"):
            assert visitor.post(become, {"what": what, "key": marks.plain(f"become key {what}")[:30]}).status == 302
        else:
            assert visitor.get(f"{become}?what={what}").status in (200, 302)
    refused(visitor, become, {"what": "moment", "nickname": "", "key": "k1"})
    suggested = {"what": "moment", "nickname": "", "suggestion": marks.plain("become suggestion"), "key": "k1"}
    assert visitor.post(become, suggested).status == 302
    refused(visitor, become, {"what": "moment", "nickname": marks("become name too long") * LONG, "key": "k2"})
    fields = {"what": "moment", "nickname": marks.plain("become name"), "key": marks.plain("become key")[:30]}
    moment = path_of(visitor.post(become, fields))
    assert path_of(visitor.post(become, fields)) == moment
    assert marks.made["tension changed"] in visitor.get(moment).text
    assert visitor.post(become, {"what": marks("become what"), "key": "k3"}).status == 302
    about = ref(page)
    assert visitor.get(f"/intentions/new/?about={about}&from={marks.plain('about from')}").status == 200
    assert visitor.get(f"/intentions/new/?about={marks.plain('about')}").status == 200


def circle(visitor: Visitor, marks: Marks, one: str) -> str:
    """A circle that began with a tension, with every question answered and a word of one's own beside it."""
    key = marks.plain("circle key")[:30]
    begin = {"tension": ref(one), "key": key}
    page = path_of(visitor.post("/dissent/circles/new/", begin))
    assert path_of(visitor.post("/dissent/circles/new/", begin)) == page
    assert marks.made["tension changed"] in visitor.get(page).text
    words = {f"w-{name}": marks(f"circle {name}") for name in QUESTIONS} | {OWN_WORD: marks.plain("circle word")}
    kept(visitor, page, words)
    for name in QUESTIONS:
        refused(visitor, page, {f"w-{name}": marks(f"circle too long {name}") * LONG})
    refused(visitor, page, {OWN_WORD: marks("circle word too long") * LONG})
    assert visitor.post(page, {"do": marks("circle do")}).status == 302
    shown = visitor.get(page).text
    assert all(marks.made[f"circle {name}"] in shown for name in (*QUESTIONS, "word"))
    return page


def act(visitor: Visitor, marks: Marks, circled: str) -> str:
    """An act out of that circle: every step with everything written, a ripple, one taken away and one put back."""
    key = marks.plain("act key")[:30]
    begin = {"circle": ref(circled), "key": key}
    first = path_of(visitor.post("/dissent/acts/new/", begin))
    assert path_of(visitor.post("/dissent/acts/new/", begin)) == first
    page = first.removesuffix("form/")
    kept(visitor, first, {"own": marks("act own"), "sector": "youth"})
    refused(visitor, first, {"own": marks("act own too long") * LONG})
    forms = pack().acts
    assert forms is not None
    form = forms.stretches[0].forms[0].id
    for do in (f"take-{form}", "drop", f"take-{marks.plain('act take')}", "at-weigh", marks("act do")):
        assert visitor.post(first, {"do": do, "sector": marks("act sector")}).status == 302
    for name, asked in TEXTS.items():
        step = f"{page}{name}/"
        kept(visitor, step, {f"w-{one}": marks(f"act {one}") for one in asked})
        for one in asked:
            refused(visitor, step, {f"w-{one}": marks(f"act too long {one}") * LONG})
        assert visitor.post(step, {"do": marks(f"act do {name}")}).status == 302
    kept(visitor, f"{page}weigh/", {OWN_WORD: marks.plain("act word")})
    for do in (*ELSEWHERE, "mine", "nothing"):
        assert visitor.post(f"{page}choice/", {"do": do}).status == 302
    assert visitor.post(f"{page}choice/", {"choice": marks("act choice"), "do": "all"}).status == 302
    assert visitor.post(f"{page}choice/", {"choice": "do", "do": "all"}).status == 302
    after(visitor, marks, f"{page}after/")
    shown = visitor.get(page).text + visitor.get(first).text
    told = [f"act {one}" for asked in TEXTS.values() for one in asked]
    told += ["act own", "act did", "act happened", "ripple", "ripple put back"]
    assert [name for name in told if marks.made[name] not in shown] == []
    assert marks.made["act did"] in visitor.get("/dissent/acts/").text
    assert marks.made["tension changed"] in visitor.get(first).text
    return page


def after(visitor: Visitor, marks: Marks, step: str) -> None:
    """What was done, what happened, and ripples."""
    kept(visitor, step, {"w-did": marks("act did first"), "w-happened": marks("act happened")})
    for name in ("did", "happened", "ripple"):
        refused(visitor, step, {f"w-{name}": marks(f"act too long {name}") * LONG, "key": "lang"})
    refused(visitor, step, {"on": marks("act day"), "w-did": marks("act did beside a day")})
    refused(visitor, step, {"ripple-on": marks("ripple day"), "w-ripple": marks("ripple beside"), "key": "dag"})
    kept(visitor, step, {"w-ripple": "", "key": "dag"})
    assert visitor.post(step, {"w-did": marks("act did"), "do": "save"}).status == 302
    kept(visitor, step, {"w-ripple": marks("ripple"), "key": marks.plain("ripple key")[:30]})
    kept(visitor, step, {"w-ripple": marks("ripple put back"), "key": "terug"})
    away = visitor.post(step, {"do": "away-terug", "key": "nieuw"})
    whole = re.search(r'name="gone" value="([^"]+)"', away.text)
    assert away.status == 200 and whole, away.text[:2000]
    back = {"do": "back-terug", "key": "nieuw", "gone": html.unescape(whole[1])}
    assert visitor.post(step, back).status in (200, 302)
    assert visitor.post(step, {"do": f"away-{marks.plain('ripple away')}", "gone": marks("gone")}).status in (200, 302)


def values(visitor: Visitor, marks: Marks) -> str:
    """A sorting from its first hand to the true yes, settled, and another one that was begun after it."""
    key = marks.plain("values key")[:30]
    acts = pack().acts
    assert acts is not None
    named = [one.id for one in acts.values[:6]]
    own = "own-0badcafe-1"

    def at(step: str, fields: dict[str, str]) -> None:
        kept(visitor, f"{SORT}?at={step}", fields | {"key": key})

    at("hand-1", {f"r-{one}": "yes" for one in named})
    refused(visitor, f"{SORT}?at=hand-1", {f"r-{named[0]}": marks("pile"), "key": key})
    at("own", {f"w-{own}": marks.plain("own value"), f"r-{own}": "yes"})
    refused(visitor, f"{SORT}?at=own", {f"w-{own}": marks("own value too long") * LONG, "key": key})
    at("own", {f"r-{own}": "yes"})
    six = {f"c-{one}": "1" for one in named} | {f"m-{one}": "1" for one in named}
    refused(visitor, f"{SORT}?at=name", six | {"key": key})
    ticked = [named[0], own]
    at("name", {f"c-{one}": "1" for one in ticked} | {f"m-{one}": "1" for one in ticked})
    at("words", {f"w-{one}": marks(f"sentence {one}") for one in ticked})
    refused(visitor, f"{SORT}?at=words", {f"w-{named[0]}": marks("sentence too long") * LONG, "key": key})
    at("yes", {"true_yes": marks("true yes"), "was-true_yes": ""})
    refused(visitor, f"{SORT}?at=yes", {"true_yes": marks("true yes too long") * LONG, "key": key})
    for do in ("next", "previous", "name", marks("values do")):
        assert visitor.post(f"{SORT}?at=hand-1", {"do": do, "key": key}).status in (200, 302)
    assert visitor.get(f"{SORT}?at={marks.plain('values at')}").status == 200
    assert path_of(visitor.post(f"{SORT}?at=yes", {"do": "settle", "key": key})) == "/dissent/values/"
    told = [f"sentence {one}" for one in ticked] + ["true yes", "own value"]
    shown = visitor.get("/dissent/values/").text
    assert [name for name in told if marks.made[name] not in shown] == []
    again = marks.plain("values key again")[:30]
    assert visitor.post("/dissent/values/", {"key": again}).status == 302
    yes = {"true_yes": marks("true yes again"), "was-true_yes": ""}
    kept(visitor, f"{SORT}?at=yes", yes | {"key": again})
    assert path_of(visitor.post(f"{SORT}?at=yes", {"do": "settle", "key": again})) == "/dissent/values/"
    shown = visitor.get(f"/dissent/values/?page={marks.plain('values page')}").text
    assert marks.made["true yes again"] in shown
    earlier = re.search(r'href="(/dissent/values/[0-9a-z]{13}/)"', shown)
    assert earlier
    page = visitor.get(earlier[1]).text
    assert marks.made["true yes"] in page
    return str(earlier[1])


def season(visitor: Visitor, marks: Marks) -> str:
    """The words to the season it is now, and what lies in it."""
    page = f"/dissent/seasons/{season_of(today())}/"
    kept(visitor, page, {"words": marks("season")})
    refused(visitor, page, {"words": marks("season too long") * LONG})
    assert visitor.post(page, {"do": marks("season do")}).status == 200
    shown = visitor.get(page).text
    told = ("season", "act did", "act happened", "ripple", "tension changed")
    assert [name for name in told if marks.made[name] not in shown] == []
    assert visitor.get("/dissent/seasons/").status == 200
    return page


def elsewhere(visitor: Visitor, marks: Marks, one: str) -> None:
    """What is not there: marks in the addresses."""
    for room in ("tensions", "circles", "acts", "values", "seasons"):
        assert visitor.get(f"/dissent/{room}/{marks.plain(f'{room} path')}/").status == 404
        assert visitor.get(f"/dissent/{room}/0123456789abc/").status == 404
    assert visitor.get(f"{one}{marks.plain('tension path')}/").status == 404
    for query in ("?from=/", "?noted="):
        assert visitor.get(f"/dissent/{query}{marks.plain(f'dissent {query}')}").status == 200
    assert visitor.get(f"/dissent/serious/?from=/{marks.plain('serious from')}").status == 200
    assert len(STEPS) == 6
