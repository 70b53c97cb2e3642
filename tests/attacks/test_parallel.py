"""The same form many times in one moment is one record; fifty windows on one text are fifty texts, none of them lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tegenwind.practice.meeting import parts
from tests.attacks import evenwicht, parallel_praktijk, parallel_verzet
from tests.attacks.windows import FEWER, TIMES, WORDS, Eyes, Person
from tests.server import Server

PACK, ROUTE, NOTE = "weerstand", "blijven-als-het-schuurt", "schuurt-vertellen"
NEW = f"/check-ins/new/{PACK}/"


def _answers(**more: str) -> dict[str, str]:
    return {"r-ja-maar": "4", "c-ja-maar": "2", "w-ja-maar": WORDS, "was-w-ja-maar": "", **more}


def a_first_answer_that_keeps_itself(person: Person) -> None:
    person.same(NEW, _answers(key=person.hidden(NEW, "key")), autosave=True)
    draft = person.one("check-in")
    assert draft["finished_on"] is None and draft["answers"]["ja-maar"]["words"] == WORDS


def a_first_answer_by_its_button(person: Person) -> None:
    one = f"{NEW}one/ja-maar/"
    place = person.same(one, _answers(key=person.hidden(one, "key"), do="next"))
    assert place.startswith(f"{NEW}one/") and person.one("check-in")["answers"]["ja-maar"]["words"] == WORDS


def a_report_right_away(person: Person) -> None:
    place = person.same(NEW, _answers(key=person.hidden(NEW, "key"), do="finish"))
    assert person.get(place).status == 200
    report = person.one("check-in")
    assert report["finished_on"] and report["answers"]["ja-maar"]["words"] == WORDS


def a_report_of_a_draft(person: Person) -> None:
    person.post(NEW, _answers(key=person.hidden(NEW, "key"), do="save"))
    fields = _answers(key=person.hidden(NEW, "key"), do="finish") | {"r-afhaken": "2", "w-afhaken": "Ook."}
    person.same(NEW, fields | {"was-w-ja-maar": person.hidden(NEW, "was-w-ja-maar"), "was-w-afhaken": ""})
    report = person.one("check-in")
    assert report["finished_on"] and set(report["answers"]) == {"ja-maar", "afhaken"}
    assert report["answers"]["ja-maar"]["words"] == WORDS


def a_route_from_its_own_page(person: Person) -> None:
    place = person.same(f"/routes/about/{PACK}/{ROUTE}/", {"statement": "ja-maar"})
    assert person.get(place).status == 200 and person.one("route")["statement"] == "ja-maar"


def a_route_from_a_report(person: Person) -> None:
    report = person.post(NEW, _answers(key=person.hidden(NEW, "key"), do="finish")).location
    place = person.same(report, {"statement": "ja-maar", "reply": "yes"})
    assert person.get(place).status == 200 and person.one("route")["began_with"]["words"] == WORDS


def a_note(person: Person) -> None:
    walk = person.post(f"/routes/about/{PACK}/{ROUTE}/", {"statement": "ja-maar"}).location
    fields = {"note": WORDS, "was-note": person.hidden(f"{walk}{NOTE}/", "was-note"), "on": "2026-01-02", "do": "done"}
    assert person.same(f"{walk}{NOTE}/", fields) == walk
    assert person.one("route")["done"] == {NOTE: {"on": "2026-01-02", "note": WORDS}}


def a_moment_of_slowing_down(person: Person) -> None:
    key = person.hidden("/slow-down/", "key")
    place = person.same("/slow-down/", {"way": "thinking", "key": key, "do": "on"})
    person.same(place, {"words": WORDS, "was-words": person.hidden(place, "was-words"), "do": "on"})
    moment = person.one("slow-down")
    assert moment["ways"] == ["thinking"] and moment["words"] == {"name": WORDS}


def fifty_windows_on_one_note(person: Person) -> None:
    walk = person.post(f"/routes/about/{PACK}/{ROUTE}/", {"statement": "ja-maar"}).location
    texts = [f"Venster {number}." for number in range(TIMES)]
    forms = [{"note": one, "was-note": ""} for one in texts]
    answers = person.at_once(f"{walk}{NOTE}/", forms, autosave=True)
    assert {answer.status for answer in answers} == {200}
    assert sorted(parts(person.one("route")["done"][NOTE]["note"])) == sorted(texts)


def a_look_at_the_balance(person: Person) -> None:
    fields = {"place": "3", "doing": "5", "about": "week", "on": "2026-01-02", "words": WORDS, "was-words": ""}
    place = person.same("/balance/", fields | {"key": person.hidden("/balance/", "key")})
    entry = urlsplit(place).path
    assert person.get(entry).status == 200 and person.one("balance")["words"] == WORDS
    person.same(entry, fields | {"place": "6", "was-words": person.hidden(entry, "was-words")})
    assert person.one("balance")["place"] == 6 and person.one("balance")["words"] == WORDS


def _signals() -> tuple[str, dict[str, str]]:
    theme = evenwicht.pack_for("signals").themes[0]
    days = {"since": "2026-01-02", "until": "2026-01-30"}
    return f"/signals/mark/{theme.id}/", {f"r-{one.id}": "often" for one in theme.statements} | days


def signals_that_keep_themselves(person: Person) -> None:
    address, marks = _signals()
    key = person.hidden(address, "key")
    person.same(address, marks | {"key": key}, autosave=True)
    assert person.one("signals")["finished_on"] is None
    place = person.same(address, marks | {"key": key, "do": "finish"})
    assert person.get(place).status == 200 and person.one("signals")["finished_on"]


def signals_right_away(person: Person) -> None:
    address, marks = _signals()
    look = person.same(address, marks | {"key": person.hidden(address, "key"), "do": "finish"})
    texts = {name: person.hidden(look, f"was-{name}") for name in ("anybody", "mine")}
    person.same(look, {"mine": WORDS, **{f"was-{name}": was for name, was in texts.items()}})
    kept = person.one("signals")
    assert kept["mine"] == WORDS and len(kept["marks"]) == len(marks) - 2


def _needs() -> tuple[str, str]:
    part = evenwicht.questions().needs[0]
    return f"/needs/{part.need}/", part.cells[0].questions[0].id


def a_first_answer_to_a_need(person: Person) -> None:
    page, one = _needs()
    fields = {f"r-{one}": "4", f"w-{one}": WORDS, f"was-w-{one}": ""}
    person.same(page, fields | {"key": person.hidden(page, "key")}, autosave=True)
    assert person.one("needs")["answers"] == {one: {"place": 4, "words": WORDS}}


def a_new_round(person: Person) -> None:
    """A second click on the button closes nothing that was begun after the first one."""
    page, one = _needs()
    person.post(page, {f"w-{one}": WORDS, "key": person.hidden(page, "key")}, autosave=True)
    button = {"round": person.hidden("/needs/", "round")}
    person.same("/needs/", button)
    assert person.one("needs")["closed_on"]
    person.post(page, {f"r-{one}": "2", "key": person.hidden(page, "key")}, autosave=True)
    person.same("/needs/", button)
    first, second = person.kept()["needs"]
    assert first["closed_on"] and first["answers"][one]["words"] == WORDS
    assert second["closed_on"] is None and second["answers"] == {one: {"place": 2, "words": ""}}


def a_guided_writing(person: Person) -> None:
    step = person.same("/omnipotence/", {"key": person.hidden("/omnipotence/", "key")})
    person.same(step, {"words": WORDS, "was-words": person.hidden(step, "was-words"), "do": "next"})
    assert list(person.one("omnipotence")["words"].values()) == [WORDS]


def a_writing_about_ones_own_history(person: Person) -> None:
    fields = {"company": "with-someone", "key": person.hidden("/history/", "key")}
    step = person.same("/history/", fields)
    person.same(step, {"words": WORDS, "was-words": ""}, autosave=True)
    assert list(person.one("history")["words"].values()) == [WORDS]


def a_plan_that_keeps_itself(person: Person) -> None:
    person.same("/self-care/attention/", {"attention-body": WORDS, "was-attention-body": ""}, autosave=True)
    assert person.one("self-care")["levels"]["body"]["attention"] == WORDS


def a_thing_that_weighs(person: Person) -> None:
    items = "/self-care/items/"
    fields = {"words-weighs": WORDS, "weight-weighs": "2", "topic-weighs": "caseload", "do": "add-weighs"}
    person.same(items, fields | {"key": person.hidden(items, "key")})
    (item,) = person.one("self-care")["weighs"]
    assert item["words"] == WORDS
    # Each of these presses says what it took away, also those that came too late to do it themselves.
    away = {"do": f"away-{item['id']}", "item": person.hidden(items, "item"), "words-carries": "Half"}
    answers = person.at_once(items, [away] * person.times)
    assert all(answer.status == 200 and f'value="back-{item["id"]}"' in answer.text for answer in answers)
    assert all('value="Half"' in answer.text for answer in answers)
    assert person.one("self-care")["weighs"] == []
    person.same(items, {"do": f"back-{item['id']}", "gone": away["item"]})
    assert person.one("self-care")["weighs"] == [item]


def a_new_plan(person: Person) -> None:
    person.post("/self-care/connection/", {"connection": WORDS})
    plan = person.hidden("/self-care/", "plan")
    person.same("/self-care/", {"plan": plan})
    assert person.one("self-care")["closed_on"] and person.one("self-care")["connection"] == WORDS


def an_intention(person: Person) -> None:
    new = "/intentions/new/?from=needs&who=team"
    one = person.same(new, {"words": WORDS, "who": "team", "key": person.hidden(new, "key")})
    look = {"look": WORDS, "next": "", "key": person.hidden(one, "key"), "do": "keep"}
    assert person.same(one, look) == one
    (looked,) = person.one("intention")["looks"]
    assert looked["words"] == WORDS
    person.same(one, {"look": "", "key": person.hidden(one, "key"), "do": "let-go"})
    assert person.one("intention")["ended"] == "let-go"


def support_on_the_map(person: Person) -> None:
    new = "/support/new/?form=coffee"
    fields = {"for_what": WORDS, "from_whom": "Specht", "arrived": "yes", "key": person.hidden(new, "key")}
    assert person.same(new, fields) == "/support/" and person.one("support")["for_what"] == WORDS


def fifty_windows_on_one_question(person: Person) -> None:
    page, one = _needs()
    person.post(page, {f"r-{one}": "3", "key": person.hidden(page, "key")}, autosave=True)
    texts = [f"Venster {number}." for number in range(TIMES)]
    key = person.hidden(page, "key")
    forms = [{f"w-{one}": text, f"was-w-{one}": "", "key": key} for text in texts]
    assert {answer.status for answer in person.at_once(page, forms, autosave=True)} == {200}
    answer = person.one("needs")["answers"][one]
    assert sorted(parts(answer["words"])) == sorted(texts) and answer["place"] == 3


def forty_windows_on_one_plan(person: Person) -> None:
    """Things that are put on both sides in one moment, each from a window of its own; and words beside them."""
    items = "/self-care/items/"
    forms = [
        {f"words-{side}": f"{side} {number}.", f"weight-{side}": "1", "do": f"add-{side}", "key": f"venster-{number}"}
        for side in ("weighs", "carries")
        for number in range(20)
    ]
    assert {answer.status for answer in person.at_once(items, forms)} == {302}
    plan = person.one("self-care")
    for side in ("weighs", "carries"):
        assert sorted(one["words"] for one in plan[side]) == sorted(f"{side} {number}." for number in range(20))


def fifty_windows_on_what_recognises_itself(person: Person) -> None:
    """Each window ticks one sentence and knows of no other: none unticks what another one ticked."""
    asking, lines = "/needs/asking/", [*evenwicht.questions().beliefs, *evenwicht.questions().rules]
    key = person.hidden(asking, "key")
    forms = [{f"c-{line.id}": "1", f"m-{line.id}": "1", "key": key} for line in lines]
    assert {answer.status for answer in person.at_once(asking, forms, autosave=True)} == {200}
    kept = person.one("needs")
    assert {*kept["beliefs"], *kept["rules"]} == {line.id for line in lines}


THINGS = (
    a_first_answer_that_keeps_itself,
    a_first_answer_by_its_button,
    a_report_right_away,
    a_report_of_a_draft,
    a_route_from_its_own_page,
    a_route_from_a_report,
    a_note,
    a_moment_of_slowing_down,
    fifty_windows_on_one_note,
)
#: Those of Evenwicht.
BALANCED = (
    a_look_at_the_balance,
    signals_that_keep_themselves,
    signals_right_away,
    a_first_answer_to_a_need,
    a_new_round,
    a_guided_writing,
    a_writing_about_ones_own_history,
    a_plan_that_keeps_itself,
    a_thing_that_weighs,
    a_new_plan,
    an_intention,
    support_on_the_map,
    fifty_windows_on_one_question,
    forty_windows_on_one_plan,
    fifty_windows_on_what_recognises_itself,
)


def run(house: Server, things: tuple[Callable[[Person], None], ...]) -> None:
    """Each thing by a person of their own; all that went wrong is told, not only the first."""
    house.start()
    eyes, wrong = Eyes(house), list[str]()
    for thing in things:
        try:
            times = TIMES if thing in THINGS else FEWER
            thing(Person(house, eyes, thing.__name__.replace("_", " ")[:30], times))
        except (AssertionError, ValueError) as failed:
            wrong.append(f"{thing.__name__}: {failed!r}")
    eyes.close()
    house.stop()
    assert not wrong, "\n".join(wrong)


def test_fifty_times_the_same_is_one_record(server: Callable[..., Server]) -> None:
    run(server(), THINGS)


def test_in_evenwicht_too(server: Callable[..., Server]) -> None:
    run(server(), BALANCED)


def test_in_praktijk_too(server: Callable[..., Server]) -> None:
    run(server(), (*parallel_praktijk.THINGS, *parallel_verzet.THINGS))


@pytest.mark.postgresql
def test_on_postgresql_too(server: Callable[..., Server]) -> None:
    url = os.environ.get("TEGENWIND_TEST_DATABASE_URL", "")
    if not url:
        return  # One run on SQLite, one on PostgreSQL: `TEGENWIND_TEST_DATABASE=postgresql make test`.
    with _database(url) as own:
        house = server(TEGENWIND_DATABASE_URL=own)
        try:
            run(house, (*THINGS, *BALANCED, *parallel_praktijk.THINGS, *parallel_verzet.THINGS))
        finally:
            house.stop()


@contextmanager
def _database(url: str) -> Iterator[str]:
    import psycopg

    name = f"parallel_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
