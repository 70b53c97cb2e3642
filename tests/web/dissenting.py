"""Small dissent on its pages: what somebody notes, asks themselves, chooses and sorts."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.utils import timezone

from tegenwind.practice.act import Act, Ripple
from tegenwind.practice.season import season_of
from tegenwind.practice.tension import BECAME, SPOTS, STRENGTHS, Tension
from tegenwind.practice.values import KIND as VALUES
from tegenwind.practice.values import SLOT, Values
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.web.dissent import acting, circling, sorting_steps
from tegenwind.web.dissent.stepping import STEPS, TEXTS
from tegenwind.web.dissent.values_now import values_now
from tegenwind.web.ids import RecordIdConverter
from tests.web.people import Human, at, record_in


def tension_of(owner: Human, words: str = "Iedereen knikte.") -> int:
    """A tension that was noted today."""
    return shelf.keep(owner.unlocked, Tension(on=timezone.localdate(), words=words)).id


def dissent_a_tension(owner: Human, words: str = "Iedereen knikte.") -> int:
    """Through the pages: noted on the way from Vandaag, looked at again, a place added; the id of the tension."""
    place = f"{at('tension-new')}?from={at('home')}"
    fields = {"words": words, "strength": "clear", "spots": ["belly"], "key": secrets.token_urlsafe(12)}
    kept = owner.client.post(place, fields).headers["Location"]
    tension = RecordIdConverter().to_python(kept.partition("noted=")[2])
    owner.client.post(at("tension", tension), {"words": words, "strength": "clear", "spots": ["belly", "jaw"]})
    return tension


def dissent_notes(owner: Human) -> None:
    """Along every page of Even noteren and the hub: empty, used, with what can be wrong, and everything a tension may become."""
    for name in ("dissent", "tensions", "tension-new"):
        assert owner.get(name).status_code == 200
    page = {"key": secrets.token_urlsafe(12)}
    assert owner.client.post(at("tension-new"), page).status_code == 422
    assert owner.client.post(at("tension-new"), page | {"words": "x", "strength": "9"}).status_code == 422
    for said in ("Qx", ""):
        answer = owner.client.post(at("tension-new"), page | {"words": said}, headers={"X-Autosave": "1"})
        assert answer.status_code == 200
    tensions = [dissent_a_tension(owner, f"Qx {number}.") for number in range(len(BECAME))]
    owner.client.get(f"{at('home')}?noted={RecordIdConverter().to_url(tensions[0])}")
    wordless = record_in(owner.post("tension-new", strength="too-much", spots=["nowhere"]).headers["Location"])
    for tension in (tensions[0], wordless):
        assert owner.get("tension", tension, query="?kept=1").status_code == 200
    assert owner.post("tension", tensions[0], words="", strength="", was__spots="x").status_code == 422
    assert owner.post("tension", tensions[0], words="x" * 600, strength="9").status_code == 422
    for strength in STRENGTHS:
        owner.post("tension", wordless, strength=strength, spots=list(SPOTS), was__spots="x")
        owner.get("tension", wordless)
    for tension, what in zip(tensions, BECAME, strict=True):
        _becomes(owner, tension, what)
        assert owner.get("tension", tension).status_code == 200
    for name in ("dissent", "tensions", "intentions"):
        assert owner.get(name).status_code == 200


def _becomes(owner: Human, tension: int, what: str) -> None:
    key, about = secrets.token_urlsafe(12), f"about={RecordIdConverter().to_url(tension)}"
    if what == "moment":
        assert owner.get("tension-become", tension, query="?what=moment").status_code == 200
        assert owner.post("tension-become", tension, what=what, do="new", nickname="").status_code == 422
        owner.post("tension-become", tension, what=what, do="new", nickname=f"Q {key}", key=key)
    elif what == "intention":
        place = f"{at('intention-new')}?from=tension&{about}"
        assert owner.client.get(place).status_code == 200
        owner.client.post(place, {"words": "Qx.", "who": "team", "key": key})
    elif what == "route":
        assert owner.get("tension-become", tension, query="?what=route").status_code == 200
        place = f"{at('route-about', 'klein-verzet', 'van-stilte-naar-vraag')}?{about}"
        owner.client.post(place, {"statement": "wring-buik"})
    else:
        owner.post("tension-become", tension, what=what, key=key)


def circle_of(owner: Human, tension: int | None = None) -> int:
    """A circle that was begun today, by itself or with a tension."""
    return circling.begin(owner.unlocked, tension, secrets.token_urlsafe(12))


def act_of(owner: Human, tension: int | None = None) -> int:
    """An act that was begun today, by itself or with a tension."""
    return acting.begin(owner.unlocked, tension, secrets.token_urlsafe(12))


def dissent_an_act(owner: Human, form: str = "vorm-pauze") -> int:
    """From a circle through the pages to an act that was done, with a ripple; the id of the act."""
    circle = record_in(owner.post("circle-new", key=secrets.token_urlsafe(12)).headers["Location"])
    place = owner.post("circle", circle, **{"w-like-me": "Die vraagt iets.", "do": "act"}).headers["Location"]
    act = record_in(place)
    owner.post("act-step", act, "form", do=f"take-{form}")
    owner.post("act-step", act, "words", **{"w-rehearse": "Mogen we even?", "do": "on"})
    owner.post("act-step", act, "choice", choice="do", do="all")
    owner.post("act-step", act, "after", **{"w-did": "Ik vroeg het.", "w-ripple": "Zij ook.", "key": "r", "do": "all"})
    return act


def dissent_acts(owner: Human) -> None:
    """Along every page of the circle and of acts: empty, filled, with what can be wrong, done, left, and of somebody else."""
    assert owner.get("acts").status_code == 200
    circle = circle_of(owner, tension_of(owner, "Qx."))
    assert owner.post("circle", circle, **{"w-who": "x" * 2001}).status_code == 422
    for do in ("on", "later", "rest"):
        owner.post("circle", circle, **{"w-who": "Qx.", "w-situation": "Qx.", "do": do})
        owner.get("circle", circle)
    done = dissent_an_act(owner)
    for name in STEPS:
        assert owner.get("act-step", done, name).status_code == 200
        too_long = {f"w-{one}": "x" * 3000 for one in (*TEXTS.get(name, ()), "did", "happened", "ripple")}
        owner.post("act-step", done, name, **too_long, own="x" * 200, on="x", do="on")
    owner.get("act", done, query="?kept=1")
    for choice in ("do", "not-now", "not"):
        act = act_of(owner, tension_of(owner, "Qx."))
        owner.get("act", act)
        owner.post("act-step", act, "form", own="Qx", do="own")
        owner.post("act-step", act, "choice", choice=choice, **{"w-not-doing": "Qx.", "do": "all"})
        for name in ("choice", "after"):
            owner.get("act-step", act, name)
        owner.get("act", act)
    for where in ("team", "organisation"):
        act = act_of(owner)
        for name in ("small", "choice"):
            owner.post("act-step", act, name, do=f"belongs-{where}")
        owner.get("act", act)
        owner.get("act-step", act, "small")
    for name in ("acts", "dissent", "seasons"):
        assert owner.get(name).status_code == 200


def values_of(owner: Human, *named: str, true_yes: str = "Ik zeg ja tegen rust.", settled: bool = True) -> int:
    """A sorting with these values of the pack named, called enough today or still under way."""
    pack, today = library.for_purpose("dissent"), timezone.localdate()
    chosen = named or ("waarde-aandacht", "waarde-moed")
    record = Values(
        pack=pack.id,
        digest=pack.digest,
        began_on=today,
        settled_on=today if settled else None,
        laid=dict.fromkeys(chosen, "yes"),
        chosen=chosen,
        sentences={chosen[0]: "Ik kijk op als er iemand binnenkomt."},
        true_yes=true_yes,
        key=secrets.token_urlsafe(12),
    )
    return shelf.keep(owner.unlocked, record, pinned=False if settled else SLOT).id


def dissent_values(owner: Human, *named: str, key: str = "k") -> int:
    """Through the pages: a few values laid, these named, a sentence to the first, the true yes; the id of the sorting."""
    pack = library.for_purpose("dissent")
    chosen = named or ("waarde-aandacht", "waarde-moed")
    sort = at("values-sort")
    for number, hand in enumerate(sorting_steps.hands(pack), 1):
        laid = {f"r-{one.id}": "yes" for one in hand if one.id in chosen}
        if laid:
            owner.client.post(f"{sort}?at=hand-{number}", laid | {"do": "next", "key": key})
    owner.client.post(
        f"{sort}?at=name", {f"c-{one}": "1" for one in chosen} | {f"m-{one}": "1" for one in chosen} | {"key": key}
    )
    owner.client.post(f"{sort}?at=words", {f"w-{chosen[0]}": "Ik kijk op.", "key": key})
    owner.client.post(f"{sort}?at=yes", {"true_yes": "Ik zeg ja tegen rust.", "do": "settle", "key": key})
    found, _named = values_now(owner.unlocked)
    assert found is not None
    return found


def done_act(owner: Human, day: datetime.date, did: str = "Ik vroeg het.", **more: Any) -> int:
    """A pause that was asked for, on a day; ``more`` are other fields of it, as ``choice="not", on=None`` for one let be."""
    pack = library.for_purpose("dissent")
    told = {"began_on": day, "form": "vorm-pauze", "choice": "do", "on": day, "did": did} | more
    record = Act(pack=pack.id, digest=pack.digest, key=secrets.token_urlsafe(12), **told)
    return shelf.keep(owner.unlocked, record).id


def dissent_sorts(owner: Human) -> None:
    """Along every page of values: empty, under way, with what can be wrong, in two windows, enough, and laid anew."""
    sort, pack = at("values-sort"), library.for_purpose("dissent")
    first = [one.id for one in sorting_steps.hands(pack)[0]]
    at_steps = ["", *(step.at for step in sorting_steps.order(pack, None)), f"one-{first[0]}", "words"]

    def send(step: str, fields: dict[str, str], autosave: bool = False) -> Any:
        headers = {"X-Autosave": "1"} if autosave else None
        return owner.client.post(f"{sort}?at={step}", {"key": "Qsort"} | fields, headers=headers)

    def looks() -> None:
        assert owner.get("values").status_code == 200
        for step in at_steps:
            assert owner.client.get(f"{sort}?at={step}").status_code == 200

    looks()
    assert send("hand-1", {f"r-{first[0]}": "x"}).status_code == 422
    send(
        "hand-1", {f"r-{one}": "yes" for one in first[:6]} | {f"r-{first[6]}": "sometimes", f"r-{first[7]}": "not-now"}
    )
    six = {f"c-{one}": "1" for one in first[:6]} | {f"m-{one}": "1" for one in first[:6]}
    assert send("name", six).status_code == 422 and send("name", six, autosave=True).status_code == 422
    send("name", {name: value for name, value in six.items() if first[5] not in name})
    for number in range(2):
        word = {f"w-own-00000000-{number}1": f"Q{number}", f"w-{first[0]}": f"Q{number}.", "was-true_yes": ""}
        for step in ("own", "words", "yes"):
            fields = word | {f"was-w-{first[0]}": "", "true_yes": f"Q{number}."}
            send(step, fields, autosave=True)
            send(step, fields)
    for step, name in (("own", "w-own-00000000-2"), ("words", f"w-{first[0]}"), ("yes", "true_yes")):
        assert send(step, {name: "w" * 2000}).status_code == 422
    assert send("own", {f"w-own-00000000-{number}": f"Q {number}" for number in range(1, 60)}).status_code == 422
    looks()
    send("yes", {"do": "settle"})
    owner.post("values", do="last", key="Qanew")
    looks()
    for step in ("name", "yes"):  # None is an answer too.
        fields = {name: value for name, value in six.items() if name.startswith("c-")}
        owner.client.post(f"{sort}?at={step}", fields | {"key": "Qanew", "do": "settle" if step == "yes" else "save"})
    looks()
    for head in queries.all_heads(owner.unlocked, VALUES):
        assert owner.get("values-earlier", head.id).status_code == 200


def dissent_looks_back(owner: Human) -> None:
    """Along the seasons: empty, with each sort of stone, beside what was noted, and with a text in two windows."""
    today, days = timezone.localdate(), datetime.timedelta(days=1)
    past, before = season_of(today - 365 * days), season_of(today - 730 * days)

    def looks() -> None:
        for place in (
            at("seasons"),
            f"{at('seasons')}?by=value",
            *(at("season", one) for one in (season_of(today), past, before)),
        ):
            assert owner.client.get(place).status_code == 200

    looks()
    assert owner.post("season", before, words="x" * 4000).status_code == 422
    for number in range(2):
        owner.autosave("season", before, words=f"Q{number}.", was__words="")
        owner.post("season", before, words=f"Q{number}{number}.", was__words="")
    done_act(owner, today - 365 * days)
    looks()
    let: tuple[dict[str, Any], ...] = (
        {"choice": "not", "form": None},
        {"choice": "not-now"},
        {"choice": None, "belongs": "team"},
        {"choice": None, "belongs": "organisation"},
    )
    for number, more in enumerate(let):
        done_act(owner, today - 730 * days, did="", on=None, values=("waarde-moed",) if number else (), **more)
    looks()
    ripples = (Ripple(on=today, words="Qx."),)
    done_act(owner, today, happened="Qx.", ripples=ripples, values=("waarde-moed",))
    done_act(owner, today, on=None, choice="not")
    tension_of(owner), circle_of(owner)
    looks()
