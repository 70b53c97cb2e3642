"""Every address of the program: who may ask it, in which way, and what they are answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from tegenwind.accounts import factors
from tegenwind.practice.needs import KIND as NEEDS
from tegenwind.practice.season import season_of
from tegenwind.practice.spoken import KIND as SPOKEN
from tegenwind.project.config_outside import Mail, Oidc
from tegenwind.project.urls import urlpatterns as project_addresses
from tegenwind.vault import queries as vault
from tegenwind.web import library
from tegenwind.web.urls import urlpatterns as web_addresses
from tests.web import asking_coach, guarded, teaming, waving
from tests.web.dissenting import tension_of, values_of
from tests.web.passkeys import Device
from tests.web.people import PACK, PASSPHRASE, ROUTE_ID, Human, answers, at, main, record_in, text
from tests.web.sharing import WISH, kept_id, link

pytestmark = pytest.mark.django_db

SIGN_IN, UNLOCK, HOME = "/sign-in/", "/unlock/", "/"
#: What is asked of a page in another way than it allows.
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Row:
    """What an address answers. A status, or the beginning of the address that it leads to.

    ``of`` makes what the address is about, for the owner; ``personal`` pages show or take what is the person's alone;
    ``records`` are the owner's: for anybody else they are not there at all.
    """

    get: int | str | None = 200
    post: int | str | None = None
    outsider: int | str = SIGN_IN
    locked: int | str = UNLOCK
    records: bool = False
    personal: bool = False
    of: Callable[[Human], tuple[object, ...]] = lambda owner: ()
    fields: dict[str, str] = field(default_factory=dict)
    query: str = ""
    #: Whether a form needs a token of ours; not where it acts for nobody and asks for a proof of its own.
    token: bool = True


def _walk(owner: Human) -> tuple[object, ...]:
    return (owner.begin_route(),)


def _report(owner: Human) -> tuple[object, ...]:
    return (owner.finish(),)


def _slowed(owner: Human) -> tuple[object, ...]:
    return (owner.slow_down("thinking"), "name")


def _passkey(owner: Human) -> tuple[object, ...]:
    owner.post("confirm", confirm=1, confirm__passphrase=owner.passphrase)
    Device().adds(owner)
    (key,) = factors.passkeys_of(owner.person)
    return (key.id,)


def _noted(owner: Human) -> tuple[object, ...]:
    walk = owner.begin_route()
    owner.post("activity", walk, "schuurt-vertellen", note="x", do="save")
    return (walk, "schuurt-vertellen")


def _share(owner: Human) -> tuple[object, ...]:
    link(owner, at("share-note", *_noted(owner)))
    return (kept_id(owner),)


def _spoken(owner: Human) -> tuple[object, ...]:
    owner.post("spoken", **{"with": "gp", "on": "2026-01-02"})
    return (vault.heads(owner.unlocked, SPOKEN).heads[0].id,)


def _sorting(owner: Human) -> tuple[object, ...]:
    values_of(owner, settled=False)
    return ()


def _season(owner: Human) -> tuple[object, ...]:
    return (season_of(timezone.localdate()),)


def _signals(owner: Human) -> tuple[object, ...]:
    first = library.for_purpose("signals").themes[0]
    answer = owner.client.post(at("signals-mark", first.id), {f"r-{first.statements[0].id}": "often", "do": "finish"})
    return (record_in(answer.headers["Location"]),)


def _theme(owner: Human) -> tuple[object, ...]:
    return (library.for_purpose("signals").themes[0].id,)


def _writing(kind: str) -> Callable[[Human], tuple[object, ...]]:
    return lambda owner: (record_in(owner.post(kind, company="alone").headers["Location"]),)


def _writing_step(kind: str, step: str) -> Callable[[Human], tuple[object, ...]]:
    return lambda owner: (*_writing(kind)(owner), step)


def _balance(owner: Human) -> tuple[object, ...]:
    return (record_in(owner.post("balance", place="3").headers["Location"]),)


def _intention(owner: Human) -> tuple[object, ...]:
    fields = {"words": "Iets kleins.", "who": "team", "look_on": timezone.localdate().isoformat()}
    return (record_in(owner.post("intention-new", **fields).headers["Location"]),)


def _plan(owner: Human) -> tuple[object, ...]:
    owner.autosave("self-care-connection", connection="x")
    return (vault.heads(owner.unlocked, "self-care").heads[0].id,)


def _support(owner: Human) -> tuple[object, ...]:
    owner.client.post(at("support-new") + "?form=coffee", {"from_whom": "Reiger"})
    return (vault.heads(owner.unlocked, "support").heads[0].id,)


def _needs(owner: Human) -> tuple[object, ...]:
    owner.post("needs-asking", giving="x")
    return (vault.heads(owner.unlocked, NEEDS).heads[0].id,)


def _case(owner: Human) -> tuple[object, ...]:
    return (record_in(owner.post("case-new", nickname="de blauwe deur").headers["Location"]),)


def _moment(owner: Human) -> tuple[object, ...]:
    (case,) = _case(owner)
    place = owner.post("moment-new", case, what="met").headers["Location"]
    return (case, record_in(place.removeprefix(at("case", case)[:-1])))


def _tension(owner: Human) -> tuple[object, ...]:
    return (tension_of(owner),)


def _circle(owner: Human) -> tuple[object, ...]:
    return (record_in(owner.post("circle-new", key="x").headers["Location"]),)


def _act(owner: Human) -> tuple[object, ...]:
    return (record_in(owner.post("act-new", key="x").headers["Location"]),)


def _pack(owner: Human) -> tuple[object, ...]:
    return (PACK,)


#: For everybody: nothing personal stands there.
OPEN: dict[str, Any] = {"outsider": 200, "locked": 200}

TABLE: dict[str, Row] = {
    "home": Row(outsider=200, personal=True),
    "nothing": Row(),
    "join": Row(get=HOME, post=HOME, outsider=200, locked=HOME),
    "recovery-code": Row(post=200, fields={"make": "1"}),
    "recovery-ready": Row(),
    "sign-in": Row(get=HOME, post=HOME, outsider=200, locked=HOME),
    "recover": Row(post=422, fields={"name": "x"}, **OPEN),
    "reset": Row(post=422, fields={"address": "x"}, **OPEN),
    "reset-choose": Row(get=410, post=410, outsider=410, locked=410, of=lambda o: (o.person.pk, "x-y")),
    # Nobody answers at the organisation of these tests.
    "organisation": Row(get=None, post=503, outsider=503, locked=503),
    "organisation-back": Row(get=400, outsider=400, locked=400),
    "organisation-join": Row(get=SIGN_IN, post=SIGN_IN, locked=SIGN_IN),
    "diary": Row(get=HOME, post=HOME, locked=HOME),
    "sign-out": Row(get=None, post=HOME, outsider=HOME, locked=HOME),
    "unlock": Row(get=HOME, post=401, locked=200),
    "unlock-other": Row(get=HOME, post=HOME, locked=200),
    "lock": Row(get=None, post="/locked/", outsider="/locked/", locked="/locked/"),
    "locked": Row(**OPEN),
    "closed": Row(get=403, outsider=403, locked=403),
    "me": Row(locked=200),
    "second-step": Row(get=HOME, post=HOME, outsider=SIGN_IN, locked=HOME),
    "passkey-sign-in": Row(get=None, post=HOME, outsider=401, locked=HOME),
    "passkey-options": Row(get=None, post=200, outsider=403, locked=200, fields={"for": "open"}),
    "confirm": Row(post="/me/confirm/", fields={"confirm": "1", "confirm-passphrase": PASSPHRASE}, locked=200),
    "keys": Row(personal=True),
    "passkey-add": Row(post=200, fields={"name": "x"}),
    "passkey": Row(post="/me/keys/", records=True, of=_passkey, fields={"do": "name", "name": "x"}),
    "second-factor": Row(locked=200),
    "app": Row(post=200, fields={"code": "1"}, locked=200),
    "app-off": Row(post=200, locked=200),
    "spare-codes": Row(post=200, locked=200),
    "passphrase": Row(post=422, fields={"old": "x"}),
    "new-key": Row(post=422, fields={"passphrase": "x"}),
    "new-key-ready": Row(),
    "take-along": Row(post="/me/take-along/", personal=True, fields={"do": "begin"}),
    "archive": Row(get="/me/take-along/"),
    "bring-in": Row(post=422, personal=True, fields={"do": "begin"}),
    "brought-in": Row(personal=True),
    "erase": Row(personal=True, locked=200),
    "erase-everything": Row(post=200, locked=200),
    "erase-practice": Row(post="/me/erase/", personal=True, of=lambda o: ("route",)),
    "erase-one": Row(
        post="/check-ins/", records=True, personal=True, of=lambda o: ("check-in", *_report(o)), fields={"do": "erase"}
    ),
    "erased": Row(**OPEN),
    "mail": Row(post=200, fields={"address": "x"}),
    "mail-remove": Row(get=None, post=200),
    "mail-confirm": Row(get=410, post=410, locked=410, of=lambda o: ("x",)),
    "diary-change": Row(get="/me/passphrase/", post="/me/passphrase/"),
    "organisation-link": Row(post=200),
    "organisation-unlink": Row(get=None, post=200),
    "signed-in": Row(personal=True),
    "signed-in-elsewhere": Row(get=None, post="/me/signed-in/"),
    "signed-in-end": Row(get=None, post="/me/signed-in/", of=lambda o: (7654321,)),
    "places": Row(locked=200),
    "begin-empty": Row(post=422, fields={"passphrase": "x"}, locked=200),
    "adopt": Row(post=422, fields={"passphrase": "x"}),
    "place": Row(post="/me/places/", records=True, locked=200, of=lambda o: (o.unlocked.vault_id,)),
    "reflection": Row(personal=True),
    "answer-all": Row(post=200, personal=True, of=_pack, fields=answers({"ja-maar": 3}) | {"do": "save"}),
    "answer-end": Row(post="/check-ins/new/", personal=True, of=_pack),
    "throw-away": Row(get=None, post="/check-ins/", of=_pack),
    "answer-one": Row(post="/check-ins/new/", personal=True, of=lambda o: (PACK, "ja-maar"), fields={"do": "next"}),
    "report": Row(
        post="/check-ins/", records=True, personal=True, of=_report, fields={"statement": "ja-maar", "reply": "team"}
    ),
    "choose": Row(records=True, personal=True, of=_report),
    "report-pdf": Row(records=True, of=_report),
    "routes": Row(personal=True),
    "route-about": Row(post="/routes/", personal=True, of=lambda o: (PACK, ROUTE_ID), fields={"statement": "ja-maar"}),
    "route": Row(post="/routes/", records=True, personal=True, of=_walk, fields={"do": "pause"}),
    "route-drop": Row(get=None, post="/routes/", records=True, of=_walk),
    "activity": Row(
        post="/routes/",
        records=True,
        personal=True,
        of=lambda o: (*_walk(o), "schuurt-vertellen"),
        fields={"note": "x"},
    ),
    "balance": Row(post="/balance/", personal=True, fields={"place": "3"}),
    "pendulum": Row(personal=True),
    "balance-report": Row(personal=True),
    "balance-report-pdf": Row(query="?part=support"),
    "balance-entry": Row(post="/balance/", records=True, personal=True, of=_balance, fields={"words": "x"}),
    "cases": Row(personal=True),
    "cases-across": Row(personal=True),
    "case-intervision": Row(
        post=200, records=True, personal=True, of=_case, fields={"do": "look", "question": "Wat zou jij doen?"}
    ),
    "case-new": Row(post="/cases/", personal=True, fields={"nickname": "kade 9"}),
    "case": Row(records=True, personal=True, of=_case),
    "case-edit": Row(post="/cases/", records=True, personal=True, of=_case, fields={"context": "x"}),
    "case-goodbye": Row(
        post="/cases/", records=True, personal=True, of=_case, fields={"do": "keep", "sentence": "Ik kan wachten."}
    ),
    "moment-new": Row(get=None, post="/cases/", records=True, of=_case, fields={"what": "met"}),
    "moment": Row(post=200, records=True, personal=True, of=_moment, fields={"words": "x"}),
    "moment-attune": Row(post="/cases/", records=True, personal=True, of=_moment, fields={"pace": "x"}),
    "moment-repair": Row(
        post="/cases/", records=True, personal=True, of=_moment, fields={"words": "x"}, query="?at=mine"
    ),
    "dissent": Row(personal=True),
    "tension-new": Row(post="/dissent/tensions/", personal=True, fields={"words": "x"}),
    "tensions": Row(personal=True),
    "tension": Row(post="/dissent/tensions/", records=True, personal=True, of=_tension, fields={"words": "x"}),
    "tension-become": Row(
        post="/dissent/acts/", records=True, of=_tension, fields={"what": "act"}, query="?what=moment"
    ),
    "circle-new": Row(get=None, post="/dissent/circles/", fields={"key": "x"}),
    "circle": Row(post="/dissent/circles/", records=True, personal=True, of=_circle, fields={"w-who": "x"}),
    "acts": Row(personal=True),
    "act-new": Row(get=None, post="/dissent/acts/", fields={"at": "after"}),
    "act": Row(records=True, personal=True, of=_act),
    "act-step": Row(
        post="/dissent/acts/", records=True, personal=True, of=lambda o: (*_act(o), "weigh"), fields={"w-yes": "x"}
    ),
    "concern": Row(**OPEN),
    "values": Row(post="/dissent/values/sort/", personal=True, fields={"do": "last"}),
    "values-sort": Row(post=200, personal=True, of=_sorting, query="?at=words", fields={"w-waarde-moed": "x"}),
    "values-earlier": Row(records=True, personal=True, of=lambda o: (values_of(o),)),
    "seasons": Row(personal=True),
    "season": Row(post=200, personal=True, of=_season, fields={"words": "x"}),
    "serious": Row(**OPEN),
    "moment-fit": Row(post="/cases/", records=True, personal=True, of=_moment, fields={"w-signal": "x", "do": "on"}),
    "moment-protection": Row(
        post="/cases/", records=True, personal=True, of=_moment, fields={"w-protects": "x", "do": "on"}
    ),
    "moment-lenses": Row(post="/cases/", records=True, personal=True, of=_moment, fields={"lens_fit": "x"}),
    "slow-down": Row(post="/slow-down/", personal=True, fields={"way": "thinking"}),
    "slow-down-step": Row(post="/slow-down/", records=True, personal=True, of=_slowed, fields={"words": "x"}),
    "signals": Row(personal=True),
    "signals-mark": Row(post="/", personal=True, of=_theme, fields={"do": "stop"}),
    "signals-look": Row(post=200, records=True, personal=True, of=_signals, fields={"mine": "x"}),
    "signals-roles": Row(post=200, records=True, personal=True, of=_signals, fields={"role": "judge"}),
    "omnipotence": Row(post="/omnipotence/", personal=True),
    "omnipotence-written": Row(records=True, personal=True, of=_writing("omnipotence")),
    "omnipotence-step": Row(
        post="/omnipotence/",
        records=True,
        personal=True,
        of=_writing_step("omnipotence", "whole"),
        fields={"words": "x"},
    ),
    "history": Row(post="/history/", personal=True, fields={"company": "after"}),
    "history-written": Row(records=True, personal=True, of=_writing("history")),
    "history-step": Row(
        post="/history/", records=True, personal=True, of=_writing_step("history", "why"), fields={"words": "x"}
    ),
    "self-care": Row(post="/self-care/", personal=True, fields={"do": "new"}),
    "self-care-attention": Row(post="/self-care/", personal=True, fields={"attention-body": "x"}),
    "self-care-items": Row(post="/self-care/items/", personal=True, fields={"words-weighs": "x", "do": "add-weighs"}),
    "self-care-connection": Row(post="/self-care/", personal=True, fields={"connection": "x"}),
    "self-care-plan": Row(records=True, personal=True, of=_plan),
    "intentions": Row(personal=True),
    "intention-new": Row(post="/intentions/", personal=True, fields={"words": "x", "who": "me"}),
    "intention": Row(post="/intentions/", records=True, personal=True, of=_intention, fields={"do": "keep"}),
    "intention-table": Row(post="/intentions/", records=True, personal=True, of=_intention, fields={"table": "x"}),
    "intention-calendar": Row(records=True, of=_intention),
    "support": Row(personal=True),
    "support-new": Row(post="/support/", personal=True, query="?form=coffee", fields={"from_whom": "x"}),
    "support-entry": Row(post="/support/", records=True, personal=True, of=_support, fields={"from_whom": "x"}),
    "needs": Row(post="/needs/", personal=True, fields={"do": "new"}),
    "needs-asking": Row(post=200, personal=True, fields={"giving": "x"}),
    "needs-round": Row(records=True, personal=True, of=_needs),
    "need": Row(post="/", personal=True, of=lambda o: ("support",), fields={"do": "stop"}),
    "need-world": Row(post="/", personal=True, of=lambda o: ("support", "team"), fields={"do": "stop"}),
    "coaches": Row(personal=True),
    "coach": Row(personal=True, of=asking_coach.a_card),
    "coach-ask": Row(post=200, personal=True, of=asking_coach.a_card, fields={"own": "Zeehond", "adult": "1"}),
    "intakes": Row(personal=True),
    "intake": Row(
        post="/conversations/", records=True, personal=True, of=asking_coach.a_conversation, fields={"do": "end"}
    ),
    "intake-calendar": Row(records=True, of=asking_coach.an_agreed_one),
    "coach-card": Row(post="/coach/", of=asking_coach.being_one, fields={"do": "hide"}),
    "coach-moments": Row(post="/coach/moments/", personal=True, of=asking_coach.being_one, fields={"do": "drop"}),
    "teams": Row(personal=True),
    "teams-new": Row(post="/teams/", fields={"name": "Oost", "shown": "Ada"}),
    "teams-invited": Row(post="/teams/", outsider=200, of=teaming.invited_to, fields={"do": "take"}),
    "teams-one": Row(records=True, of=teaming.organisation_of),
    "teams-leave": Row(post=409, records=True, personal=True, of=teaming.organisation_of, fields={"do": "leave"}),
    "teams-tree": Row(post="/teams/", records=True, of=teaming.organisation_of, fields={"do": "add", "add": "Nacht"}),
    "teams-invite": Row(post=422, records=True, of=teaming.organisation_of, fields={"what": "member"}),
    "wave-new": Row(post=422, records=True, of=teaming.organisation_of, fields={"do": "preview"}),
    "wave-host": Row(post="/waves/", records=True, of=waving.open_of, fields={"do": "remind", "reminded": "0"}),
    "wave-page-pdf": Row(records=True, of=waving.published_of),
    "wave-pdf": Row(records=True, of=waving.result_of),
    "wave-csv": Row(records=True, of=waving.result_of),
    "wave-json": Row(records=True, of=waving.result_of),
    "wave": Row(records=True, of=waving.published_of),
    "wave-answer": Row(records=True, of=waving.ticketed_of),
    "wave-expect": Row(post=422, records=True, of=waving.led_of, fields={"do": "look"}),
    # Taken in from anybody, and nobody is asked who they are: the ticket is all there is.
    "answer": Row(get=None, post=422, outsider=422, locked=422, of=waving.open_of, token=False),
    "wave-listen": Row(records=True, of=waving.published_of),
    "wave-result": Row(records=True, of=waving.result_of),
    "wave-talk": Row(records=True, of=waving.result_of),
    "wave-agreements": Row(
        post="/waves/", records=True, of=waving.result_of, fields={"do": "write", "words-1": "Iets.", "who-1": "team"}
    ),
    "shares": Row(personal=True),
    "lost-answers": Row(post="/share/", personal=True),
    "share": Row(post="/share/", records=True, personal=True, of=_share, fields={"do": "close"}),
    "share-report": Row(post=200, records=True, personal=True, of=_report, fields=WISH),
    "share-route": Row(post=200, records=True, personal=True, of=_walk, fields=WISH),
    "share-note": Row(post=200, records=True, personal=True, of=_noted, fields=WISH),
    # A link is looked at by anybody, signed in or not, and always the same; without its key nothing is there.
    "shared": Row(post=422, of=lambda o: (7654321,), fields={"key": "x"}, token=False, **OPEN),
    "shared-open": Row(get=None, post=404, outsider=404, locked=404, of=lambda o: (7654321,), token=False),
    "shared-answer": Row(
        get=None, post=404, outsider=404, locked=404, of=lambda o: (7654321,), fields={"words": "x"}, token=False
    ),
    "spoken": Row(post="/spoken/", personal=True, fields={"with": "gp", "on": "2026-01-02"}),
    "spoken-remove": Row(get=None, post="/spoken/", records=True, of=_spoken),
    "set-aside": Row(get=None, post=HOME),
    "reading": Row(of=lambda o: ("guides", "vertragen"), **OPEN),
    "help-now": Row(**OPEN),
    "privacy": Row(**OPEN),
    "kept": Row(**OPEN),
    "health": Row(**OPEN),
    "set_language": Row(get=None, post=HOME, outsider=HOME, locked=HOME, fields={"language": "en"}),
}


@pytest.fixture(autouse=True)
def _where_mail_is_sent_and_an_organisation_lets_in(settings: Any) -> None:
    mail = Mail("127.0.0.1", 1, "", "", "", "tegenwind@example.org")
    oidc = Oidc("http://localhost:1", "tegenwind", "x", "Oost")
    settings.TEGENWIND = replace(settings.TEGENWIND, mail=mail, oidc=oidc)


def names(addresses: Iterable[Any]) -> set[str]:
    return {str(one.name) for one in addresses if isinstance(one, URLPattern)}


def test_every_address_has_a_row() -> None:
    assert names(web_addresses) | {"set_language"} == set(TABLE)


def test_no_address_beside_those_of_the_pages() -> None:
    """What Django and allauth ask for by name are our own pages under our own addresses; only the switch is new."""
    ours = {str(one.pattern) for one in web_addresses}
    beside = {str(one.pattern) for one in project_addresses if isinstance(one, URLPattern)} - ours
    assert beside == {"language/"}


def holds(answer: Any, expected: int | str) -> bool:
    if isinstance(expected, int):
        return bool(answer.status_code == expected)
    place = answer.headers.get("Location", "")
    matches = place == expected if expected == HOME else place.startswith(expected)
    return bool(answer.status_code == 302 and matches)


def ways(which: Callable[[Row], bool] = lambda row: True) -> pytest.MarkDecorator:
    """Once for each address of which this holds."""
    rows = [pytest.param(name, row, id=name) for name, row in TABLE.items() if which(row)]
    assert rows
    return pytest.mark.parametrize(("name", "row"), rows)


def ask(client: Client, method: str, name: str, row: Row, args: tuple[object, ...]) -> Any:
    address = at(name, *args) + row.query
    return client.post(address, row.fields) if method == "POST" else client.generic(method, address)


def asked(row: Row) -> list[str]:
    return [method for method, expected in (("GET", row.get), ("POST", row.post)) if expected is not None]


@ways()
def test_the_owner(name: str, row: Row, owner: Human) -> None:
    args = row.of(owner)
    for method in asked(row):
        answer = ask(owner.client, method, name, row, args)
        assert holds(answer, (row.get if method == "GET" else row.post) or 0), (
            method,
            answer.status_code,
            text(answer),
        )
        # Where somebody can write, the guard looks: tests/web/test_guarded_everywhere.py goes there.
        assert name in guarded.ADDRESSES or not guarded.can_write(answer)


@ways(lambda row: row.records)
def test_a_team_mate_finds_nothing_of_the_owner(name: str, row: Row, people: SimpleNamespace) -> None:
    args = row.of(people.owner)
    kept = people.owner.rows()
    for method in asked(row):
        answer = ask(people.mate.client, method, name, row, args)
        assert answer.status_code == 404
        # The same answer as for what never was: it tells nothing, not even that there is something.
        other = ask(people.mate.client, method, name, row, (1234567, *args[1:]))
        assert other.status_code == 404
        assert _without_tokens(answer) == _without_tokens(other)
    assert people.owner.rows() == kept and people.mate.rows() == []


@ways()
def test_an_outsider(name: str, row: Row, people: SimpleNamespace) -> None:
    args = row.of(people.owner)
    kept = people.owner.rows()
    for method in asked(row):
        answer = ask(people.outsider.client, method, name, row, args)
        if method == "POST" and row.outsider == SIGN_IN:
            # What was posted goes along to the form that opens; nothing is kept before.
            assert answer.status_code == 401 or holds(answer, SIGN_IN)
        elif method == "GET" or row.get is None:
            assert holds(answer, row.outsider), (method, answer.status_code)
    assert people.owner.rows() == kept


@ways()
def test_somebody_whose_vault_is_locked(name: str, row: Row, owner: Human) -> None:
    args = row.of(owner)
    owner.lock()
    kept = owner.rows()
    for method in asked(row):
        answer = ask(owner.client, method, name, row, args)
        if method == "POST" and row.locked == UNLOCK:
            assert answer.status_code == 401
            assert 'name="unlock-passphrase"' in text(answer)
        elif method == "GET" or row.get is None:
            assert holds(answer, row.locked), (method, answer.status_code)
    assert owner.rows() == kept


@ways()
def test_asked_in_a_way_it_does_not_allow(name: str, row: Row, owner: Human) -> None:
    args = row.of(owner)
    kept = owner.rows()
    allowed = set(asked(row)) | ({"HEAD"} if row.get is not None else set())
    for method in METHODS:
        if method in allowed:
            continue
        answer = ask(owner.client, method, name, row, args)
        assert answer.status_code == 405, method
        assert set(answer.headers["Allow"].split(", ")) == allowed
    assert owner.rows() == kept


@ways(lambda row: row.get is not None)
def test_head_is_get_without_a_body(name: str, row: Row, owner: Human) -> None:
    answer = ask(owner.client, "HEAD", name, row, row.of(owner))
    assert holds(answer, row.get or 0) and answer.content == b""


@ways(lambda row: row.post is not None and row.token)
def test_a_form_without_our_token_changes_nothing(name: str, row: Row, owner: Human) -> None:
    args = row.of(owner)
    kept = owner.rows()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = owner.client.cookies
    elsewhere = strict.post(at(name, *args), row.fields, headers={"Origin": "https://elsewhere.example"})
    assert elsewhere.status_code == 403
    assert "kwam niet van onze bladzijde" in main(elsewhere)
    # From a page of our own whose token is old, what was typed is offered once more; it is not kept by itself.
    ours = strict.post(at(name, *args), row.fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert ours.status_code == 403 and "Nog één keer" in main(ours)
    assert all(f'name="{field}"' in main(ours) for field in row.fields)
    assert owner.rows() == kept
    assert owner.get("home").status_code == 200


@ways(lambda row: row.personal)
def test_who_can_read_it_stands_where_it_is_personal(name: str, row: Row, owner: Human) -> None:
    page = owner.get(name, *row.of(owner))
    assert re.search(r'<p class="reads">.*?<span>[^<]*(lleen jij|iemand leest)', main(page), re.DOTALL), name


def test_a_number_that_is_no_record(owner: Human) -> None:
    for odd in ("zzzzzzzzzzzzz", "0000000000000", "ABC", "-1", "1" * 14, "%00", "../../me"):
        for place in ("/check-ins/{}/", "/check-ins/{}/report.pdf", "/routes/{}/", "/slow-down/{}/name/"):
            assert owner.client.get(place.format(odd)).status_code in (404, 405), (place, odd)


def test_a_record_of_another_kind_is_not_there(owner: Human) -> None:
    walk, report, slowed = owner.begin_route(), owner.finish(), owner.slow_down("emotion")
    for name, args in (
        ("report", (walk,)),
        ("choose", (slowed,)),
        ("report-pdf", (walk,)),
        ("route", (report,)),
        ("activity", (slowed, "schuurt-vertellen")),
        ("slow-down-step", (report, "name")),
        ("self-care-plan", (walk,)),
        ("intention", (report,)),
        ("intention-table", (slowed,)),
        ("intention-calendar", (walk,)),
        ("support-entry", (report,)),
    ):
        assert owner.get(name, *args).status_code == 404


def test_what_is_in_no_pack_is_not_there(owner: Human) -> None:
    walk, slowed = owner.begin_route(), owner.slow_down("emotion")
    for name, args in (
        ("answer-all", ("niets",)),
        ("answer-one", (PACK, "niets")),
        ("answer-end", ("niets",)),
        ("route-about", (PACK, "niets")),
        ("route-about", ("niets", ROUTE_ID)),
        ("activity", (walk, "niets")),
        ("slow-down-step", (slowed, "notice")),
        ("slow-down-step", (slowed, "niets")),
        ("reading", ("guides", "niets")),
        ("reading", ("niets", "vertragen")),
    ):
        assert owner.get(name, *args).status_code == 404, name
    assert owner.get("reflection", query="?page=7").status_code == 404
    assert owner.get("routes", query="?page=0").status_code == 404


def _without_tokens(answer: Any) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text(answer))
    return re.sub(r'(name="next" value="|from=)[^"]*"', "", page)
