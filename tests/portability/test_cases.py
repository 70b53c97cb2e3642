"""Cases with their moments and what stayed of others: taken along and brought in, in the book, erased, and gone in time."""

from __future__ import annotations

import datetime
import html
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from tegenwind import sealing
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability import actions_erase, rules, work
from tegenwind.portability.work import TakingAlong
from tegenwind.practice import contact, versions
from tegenwind.practice.balance import place_word
from tegenwind.practice.case import GRACE, USUAL, Case, Farewell
from tegenwind.practice.moment import SCENARIOS_MAX, SHORT_MAX, WORDS_MAX, Attunement, Moment
from tegenwind.vault import envelope, queries
from tegenwind.vault.models import SealedRecord
from tegenwind.web import cases, library
from tegenwind.web.cases import finding
from tegenwind.web.cases.repairing import REACTION, STEPS, words_key
from tests.portability import moving
from tests.portability.moving import ON, bring_in, put, take_along

DAY = datetime.timedelta(days=1)


def moment(case: int | None, **fields: Any) -> Moment:
    pack = library.for_purpose("cases")
    return Moment(case=case, pack=pack.id, digest=pack.digest, on=ON, **{"what": "met", **fields})


@pytest.fixture
def filled(mine: Unlocked) -> SimpleNamespace:
    """A case with two moments, one with one, and a sentence that stayed of a third."""
    until = timezone.localdate() + USUAL
    made = SimpleNamespace(unlocked=mine)
    made.farewell = put(mine, Farewell(on=ON, words="Ik kan wachten."))
    made.case = put(mine, Case(nickname="de blauwe deur", context="Op dinsdag.", began_on=ON, expires_on=until), True)
    made.other = put(mine, Case(nickname="kade 9", client_word="pupil", began_on=ON, expires_on=until), True)
    made.others = put(mine, moment(made.other, words={"case/met": "Bij kade 9."}))
    card = Attunement(where="Bij het raam.", seat="beside")
    made.moments = [
        put(mine, moment(made.case, what="prepared", attunement=card)),
        put(mine, moment(made.case, words={"case/met": "Ik praatte door.", "repair/prepare": "Te snel."}, place=6)),
    ]
    return made


def rows(unlocked: Unlocked) -> dict[int, tuple[bytes, bytes, bytes]]:
    """The sealed rows as they stand, by id."""
    found = SealedRecord.objects.filter(vault=unlocked.vault_id).values_list("pk", "tag", "wrapped_key", "body")
    return {pk: (bytes(tag), bytes(key), bytes(body)) for pk, tag, key, body in found}


def records(unlocked: Unlocked) -> dict[int, tuple[bytes, bytes, bytes]]:
    """The rows of records alone, without those of the index."""
    tags = {sealing.kind_tag(unlocked.keys, kind) for kind in ("case", "moment", "farewell")}
    return {pk: row for pk, row in rows(unlocked).items() if row[0] in tags}


def test_each_moment_is_of_its_own_case_elsewhere(filled: SimpleNamespace, elsewhere: Unlocked, store: Path) -> None:
    taken = take_along(filled.unlocked, store)

    bring_in(elsewhere, taken, store)

    assert moving.listed(elsewhere) == moving.listed(filled.unlocked)
    there = {head.data["nickname"]: head.id for head in finding.cases(elsewhere)}
    assert set(there) == {"de blauwe deur", "kade 9"} and not set(there.values()) & {filled.case, filled.other}
    assert [head.data["what"] for head in finding.moments_of(elsewhere, there["de blauwe deur"])] == ["met", "prepared"]
    assert len(finding.moments_of(elsewhere, there["kade 9"])) == 1
    assert moving.canonical(take_along(elsewhere, store)) == moving.canonical(taken)
    told = moving.everything(taken)["records"]
    assert [one["body"]["case"] for one in told["moment"]["items"]] == [2, 1, 1]
    assert [one["body"]["words"] for one in told["farewell"]["items"]] == ["Ik kan wachten."]


def test_the_book_tells_all_of_it(filled: SimpleNamespace, store: Path) -> None:
    book = moving.member(take_along(filled.unlocked, store), "boek.html").decode()
    said = html.unescape(re.sub(r"<[^>]*>", " ", book))
    for words in (
        *("de blauwe deur", "Op dinsdag.", "kade 9", "leerling", "Ik praatte door.", "Te snel.", "Bij kade 9."),
        *("Bij het raam.", "naast elkaar", place_word(6, library.words()), "Ik kan wachten."),
    ):
        assert words in said, words


def test_the_fullest_moment_comes_along(mine: Unlocked, elsewhere: Unlocked, store: Path) -> None:
    """With everything ticked and every place written full, of signs that take the most room."""
    pack = library.for_purpose("cases")
    assert pack.readings is not None
    ids = {group: tuple(item.id for item in items) for group, items in pack.readings.groups.items()}
    steps = [step for reading in contact.READINGS for step in contact.STEPS[reading]]
    keys = [*(place for step in steps for place in step.places), *(one for some in ids.values() for one in some)]
    keys += ["case/met", "lenses/choose", *map(words_key, (*STEPS, *REACTION))]
    full, short = '"' * WORDS_MAX, "\N{KITE}" * SHORT_MAX
    row = {"hindrance": short, "scenario": short, "who": short}
    record = moment(
        put(mine, Case(nickname="kade 9", began_on=ON, expires_on=ON + USUAL), True),
        words=dict.fromkeys(keys, full),
        guessed=ids["reasons"],
        heard=ids["reasons"],
        tried=(*ids["moves"], *ids["ways"]),
        protects=ids["protections"],
        scenarios=(row,) * SCENARIOS_MAX,
        lens_fit=full,
        lens_guard=full,
        attunement=Attunement(where=short, light=short, pace=short, words=short),
    )
    put(mine, record)
    assert len(json.dumps(versions.write(record), ensure_ascii=False)) < rules.RECORD_MAX

    bring_in(elsewhere, take_along(mine, store), store)

    assert moving.bodies(elsewhere)["moment"][0]["words"] == record.words


def test_erasing_a_case_takes_its_moments_and_nothing_else(filled: SimpleNamespace, store: Path) -> None:
    before = records(filled.unlocked)
    take_along(filled.unlocked, store)

    actions_erase.erase_record(filled.unlocked, "case", filled.case)

    after = records(filled.unlocked)
    assert set(before) - set(after) == {filled.case, *filled.moments}
    # What stays was not even written anew.
    assert after == {pk: before[pk] for pk in (filled.other, filled.others, filled.farewell)}
    assert work.standing(filled.unlocked, TakingAlong) is None
    _nothing_names_what_went(filled)


def test_what_went_in_time_leaves_the_sentence_alone(filled: SimpleNamespace) -> None:
    """Read from the rows: of the case and its moments nothing stays at all, and the sentence as it was."""
    unlocked, today = filled.unlocked, timezone.localdate()
    before = records(unlocked)
    for told, goes in ((None, False), (GRACE.days - 1, False), (GRACE.days, True)):
        _time_goes_by(unlocked, filled.case, None if told is None else today - told * DAY)
        went = cases.let_go_of_what_went(unlocked)
        assert [head.id for head in went] == ([filled.case] if goes else [])
        assert (filled.case in records(unlocked)) is not goes
    after = records(unlocked)
    assert after == {pk: before[pk] for pk in (filled.other, filled.others, filled.farewell)}
    _nothing_names_what_went(filled)
    assert moving.bodies(unlocked)["farewell"] == [
        {"version": 1, "on": ON.isoformat(), "words": "Ik kan wachten.", "key": ""}
    ]


def test_the_last_case_leaves_an_empty_index(filled: SimpleNamespace) -> None:
    """Whoever let go of everything has as many rows as somebody who never had a case, but for the roots of the lists."""
    for case in (filled.case, filled.other):
        _time_goes_by(filled.unlocked, case, timezone.localdate() - GRACE)
    assert len(cases.let_go_of_what_went(filled.unlocked)) == 2
    assert set(records(filled.unlocked)) == {filled.farewell}
    assert queries.all_heads(filled.unlocked, "case") == queries.all_heads(filled.unlocked, "moment") == []
    assert queries.pinned(filled.unlocked, "case") == []


def test_a_case_whose_time_was_over_when_it_was_taken_along(
    filled: SimpleNamespace, elsewhere: Unlocked, store: Path
) -> None:
    """Elsewhere it goes as it would have gone here, if its person was told; else they are told first."""
    _time_goes_by(filled.unlocked, filled.case, timezone.localdate() - GRACE)
    _time_goes_by(filled.unlocked, filled.other, None)
    bring_in(elsewhere, take_along(filled.unlocked, store), store)

    assert [head.data["nickname"] for head in cases.let_go_of_what_went(elsewhere)] == ["de blauwe deur"]

    assert [one["words"] for one in moving.bodies(elsewhere)["moment"]] == [{"case/met": "Bij kade 9."}]
    assert len(moving.bodies(elsewhere)["case"]) == len(moving.bodies(elsewhere)["farewell"]) == 1


def _time_goes_by(unlocked: Unlocked, case: int, told: datetime.date | None) -> None:
    """As if its last day was yesterday, and its person was told on this day."""
    from tegenwind.web import shelf

    mine = shelf.take(unlocked, Case, case)
    over = {"expires_on": timezone.localdate() - DAY, "told_on": told}
    shelf.keep(unlocked, mine.record.model_copy(update=over), over=mine)


def _nothing_names_what_went(filled: SimpleNamespace) -> None:
    """No list and no record that opens holds the nickname or a number of what is gone."""
    unlocked = filled.unlocked
    said = repr(moving.bodies(unlocked)) + repr(
        [queries.all_heads(unlocked, kind) + queries.pinned(unlocked, kind) for kind in ("case", "moment", "farewell")]
    )
    for gone in ("de blauwe deur", "Op dinsdag.", "Ik praatte door.", str(filled.case), *map(str, filled.moments)):
        assert gone not in said, gone
    root = envelope.open_root(unlocked, envelope.find(unlocked, tag := envelope.root_tag(unlocked, "case")), tag)
    assert filled.case not in {record_id for record_id, _head in root.pinned.values()}
