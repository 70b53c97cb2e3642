"""Changed, swapped and newer bytes: the page says so, and everything else goes on working."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from tegenwind import sealing
from tegenwind.practice.check_in import KIND as CHECK_IN
from tegenwind.practice.route_walk import KIND as ROUTE
from tegenwind.vault import envelope, queries
from tegenwind.vault.models import SealedRecord
from tests.web.people import PACK, Human, answers, at, main, text, typed, words

pytestmark = pytest.mark.django_db

SAID = "Dit ene stuk gaat niet open"


def flip(record: int, column: str, place: int = -1) -> None:
    """Change one bit of what is stored."""
    row = SealedRecord.objects.get(pk=record)
    raw = bytearray(bytes(getattr(row, column)))
    raw[place] ^= 1
    setattr(row, column, bytes(raw))
    row.save()


def index_rows(owner: Human, kind: str) -> dict[str, int]:
    """The rows of an index: ``root`` and the number of each page."""
    unlocked = owner.unlocked
    tags = {envelope.root_tag(unlocked, kind): "root"} | {
        envelope.page_tag(unlocked, kind, n): str(n) for n in range(4)
    }
    rows = SealedRecord.objects.filter(vault_id=unlocked.vault_id, tag__in=list(tags))
    return {tags[bytes(row.tag)]: row.pk for row in rows}


def says_so(answer: Any) -> bool:
    return bool(
        answer.status_code == 409
        and SAID in words(answer)
        and "Al het andere dat je schreef, staat er nog" in words(answer)
    )


@pytest.mark.parametrize(
    ("column", "place"),
    [
        ("body", -1),
        ("body", 0),
        ("body", 5),
        ("body", 40),
        ("wrapped_key", -1),
        ("wrapped_key", 0),
        ("wrapped_key", 20),
    ],
)
def test_one_bit_of_a_report(owner: Human, column: str, place: int) -> None:
    other, damaged = owner.finish({"ja-maar": (2, 1, "Deze blijft.")}), owner.finish({"ja-maar": (4, 2, "Deze niet.")})
    flip(damaged, column, place)
    for name in ("report", "choose", "report-pdf"):
        assert says_so(owner.get(name, damaged)), name
    assert says_so(owner.post("report", damaged, statement="ja-maar", reply="yes"))
    assert "Deze niet." not in text(owner.get("report", damaged))
    assert "Deze blijft." in words(owner.get("report", other))
    for name in ("home", "routes"):
        assert owner.get(name).status_code == 200
    # The list still shows both: what is damaged is not hidden.
    assert at("report", damaged) in text(owner.get("reflection")) and at("report", other) in text(
        owner.get("reflection")
    )
    assert owner.get("answer-all", PACK).status_code == 200
    assert says_so(owner.answer({"ja-maar": 3}, "finish")) is False


def test_bytes_of_one_record_in_the_place_of_another(owner: Human, join: Any) -> None:
    first, second = owner.finish({"ja-maar": (2, 1, "Eén.")}), owner.finish({"ja-maar": (4, 2, "Twee.")})
    mate = join("Sam")
    theirs = mate.finish({"ja-maar": (5, 3, "Van haar.")})
    for source in (second, theirs):
        row, stolen = SealedRecord.objects.get(pk=first), SealedRecord.objects.get(pk=source)
        row.wrapped_key, row.body = stolen.wrapped_key, stolen.body
        row.save()
        page = owner.get("report", first)
        assert says_so(page) and "Van haar." not in text(page) and "Twee." not in text(page)
    assert "Twee." in words(owner.get("report", second)) and "Van haar." in words(mate.get("report", theirs))


def test_an_older_body_in_the_place_of_a_newer_one_opens_as_what_it_was(owner: Human) -> None:
    """A host that puts back an older copy of one record is not noticed (docs/privacy): it is never another record."""
    owner.answer({"ja-maar": (2, 0, "Eerst.")})
    (before,) = owner._all(CHECK_IN)
    old = bytes(SealedRecord.objects.get(pk=before.id).body)
    owner.answer({"ja-maar": (2, 0, "Later.")})
    SealedRecord.objects.filter(pk=before.id).update(body=old)
    assert typed(owner.get("answer-all", PACK), "w-ja-maar") == "Eerst."


def test_a_draft_that_cannot_be_read_can_be_laid_aside(owner: Human) -> None:
    report = owner.finish({"ja-maar": (2, 1, "Deze blijft.")})
    owner.answer({"afhaken": (4, 2, "Beschadigd.")})
    draft = owner._all(CHECK_IN)[1].id
    flip(draft, "body")
    damaged = bytes(SealedRecord.objects.get(pk=draft).body)
    for answer in (
        owner.get("answer-all", PACK),
        owner.get("answer-one", PACK, "ja-maar"),
        owner.answer({"ja-maar": 3}),
        owner.post("throw-away", PACK),
    ):
        assert says_so(answer)
    autosaved = owner.client.post(at("answer-all", PACK), answers({"ja-maar": 3}), headers={"X-Autosave": "1"})
    assert autosaved.status_code == 409 and "Nog niet bewaard" in autosaved.json()["message"]
    assert owner.get("home").status_code == 200 and owner.get("reflection").status_code == 200
    assert f'action="{at("set-aside")}"' in main(owner.get("answer-all", PACK))
    assert owner.post("set-aside").headers["Location"] == at("home")
    assert owner.answer({"ja-maar": (3, 0, "Opnieuw begonnen.")}).status_code == 200
    assert typed(owner.get("answer-all", PACK), "w-ja-maar") == "Opnieuw begonnen."
    assert "Deze blijft." in words(owner.get("report", report))
    # Laid aside, not thrown away: a whole copy may still be put back.
    assert bytes(SealedRecord.objects.get(pk=draft).body) == damaged
    flip(draft, "body")
    assert queries.open_record(owner.unlocked, CHECK_IN, draft).body["answers"]["afhaken"]["words"] == "Beschadigd."


def test_a_route_that_cannot_be_read(owner: Human) -> None:
    other, damaged = owner.begin_route("terugkomen", "afhaken"), owner.begin_route()
    flip(damaged, "wrapped_key")
    for answer in (
        owner.get("route", damaged),
        owner.get("activity", damaged, "schuurt-vertellen"),
        owner.post("route", damaged, do="pause"),
        owner.post("activity", damaged, "schuurt-vertellen", note="Typte ik net."),
        owner.post("route-drop", damaged),
    ):
        assert says_so(answer)
    assert owner.get("routes").status_code == 200 and owner.get("route", other).status_code == 200


@pytest.mark.parametrize("part", ["root", "0"])
@pytest.mark.parametrize("column", ["body", "wrapped_key"])
@pytest.mark.parametrize("first", ["home", "reflection", "routes", "save"])
def test_a_damaged_list_is_made_anew_out_of_what_is_in_it(owner: Human, part: str, column: str, first: str) -> None:
    reports = [owner.finish({"ja-maar": n}) for n in (2, 3)]
    walk = owner.begin_route()
    owner.answer({"ja-maar": (5, 0, "Onderweg.")})
    for kind in (CHECK_IN, ROUTE):
        flip(index_rows(owner, kind)[part], column)
    answer = owner.answer({"afhaken": 2}) if first == "save" else owner.get(first)
    assert answer.status_code == 200
    page = text(owner.get("reflection"))
    assert all(at("report", report) in page for report in reports) and "Verder waar je was" in page
    assert at("route", walk) in text(owner.get("routes"))
    assert owner.drafts()[PACK].answer("ja-maar").words == "Onderweg."
    assert len(owner.check_ins()) == 3 and queries.heads(owner.unlocked, CHECK_IN).total == 3


def test_a_damaged_list_with_a_damaged_record_shows_the_rest(owner: Human) -> None:
    whole, damaged = owner.finish({"ja-maar": 2}), owner.finish({"ja-maar": 3})
    flip(index_rows(owner, CHECK_IN)["root"], "body")
    flip(damaged, "body")
    page = text(owner.get("reflection"))
    assert at("report", whole) in page and at("report", damaged) not in page
    assert says_so(owner.get("report", damaged))


def test_what_a_newer_version_wrote(owner: Human) -> None:
    report = owner.finish({"ja-maar": 2})
    opened = queries.open_record(owner.unlocked, CHECK_IN, report)
    from tegenwind.vault import actions

    actions.put(owner.unlocked, kind=CHECK_IN, body=opened.body | {"version": 99}, head=opened.head, record_id=report)
    page = owner.get("report", report)
    assert page.status_code == 409 and "nieuwere versie" in words(page) and "Er is niets kwijt" in words(page)
    assert at("set-aside") not in main(page)
    assert owner.get("reflection").status_code == 200 and owner.get("home").status_code == 200


def test_a_format_of_later_is_never_written_over(owner: Human) -> None:
    owner.answer({"ja-maar": 2})
    (draft,) = owner._all(CHECK_IN)
    row = SealedRecord.objects.get(pk=draft.id)
    later = b"\x02" + bytes(row.body)[1:]
    SealedRecord.objects.filter(pk=draft.id).update(body=later)
    assert says_so(owner.answer({"ja-maar": 3}))
    assert bytes(SealedRecord.objects.get(pk=draft.id).body) == later


def test_a_body_that_opens_and_makes_no_sense(owner: Human) -> None:
    """Sealed with the right key, in the right place, and not a record: what a fault in the program could leave."""
    report, unlocked = owner.finish({"ja-maar": 2}), owner.unlocked
    place = sealing.Place(unlocked.vault_id, report, envelope.kind_tag(unlocked, CHECK_IN))
    for plain in (b"", b"[]", b"{}", b'"words"', b"\xff\xfe", b'{"v":1}', b"null"):
        sealed = sealing.seal_record(unlocked.keys, place, plain, secrets.token_bytes)
        SealedRecord.objects.filter(pk=report).update(wrapped_key=sealed.wrapped_key, body=sealed.body)
        assert says_so(owner.get("report", report)), plain
