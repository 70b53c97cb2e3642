"""Sealed records: kept, listed, found, replaced, removed, and useless to anybody else."""

import pickle
from typing import Any

import pytest

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.sealing import MAX_BODY, TooLarge
from tegenwind.vault import actions, queries
from tegenwind.vault.envelope import PAGE_SIZE, kind_tag, page_tag, root_tag
from tegenwind.vault.errors import Changed, NotFound, PinTaken, Unreadable
from tegenwind.vault.models import SealedRecord
from tests.accounts.people import joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Unlocked:
    return joined("Anne")[1]


@pytest.fixture
def theirs() -> Unlocked:
    return joined("Bo")[1]


def put(unlocked: Unlocked, text: str = "woorden", **more: Any) -> actions.Stored:
    return actions.put(unlocked, **({"kind": "entry", "body": {"text": text}, "head": {"title": text}} | more))


def titles(page: queries.HeadPage) -> list[str]:
    return [head.data["title"] for head in page.heads]


def test_what_was_put_is_there(mine: Unlocked) -> None:
    stored = put(mine, "ik merk dat ik afstand neem \N{SMILING FACE WITH SMILING EYES}")
    opened = queries.open_record(mine, "entry", stored.id)
    assert (opened.id, opened.revision, opened.number) == (stored.id, 1, 0)
    assert opened.body == {"text": "ik merk dat ik afstand neem \N{SMILING FACE WITH SMILING EYES}"}
    assert opened.head == {"title": opened.body["text"]}
    page = queries.heads(mine, "entry")
    assert [head.id for head in page.heads] == [stored.id]
    assert (page.total, page.page, page.pages, page.older, page.newer) == (1, 1, 1, None, None)


def test_an_empty_vault_has_empty_lists(mine: Unlocked) -> None:
    assert queries.heads(mine, "entry") == queries.HeadPage([], 0, 1, 1, None, None)
    assert queries.heads(mine, "entry", page=1).heads == []
    assert queries.pinned(mine, "entry") == [] and queries.all_heads(mine, "entry") == []
    assert queries.open_many(mine, "entry") == queries.OpenedMany([], [])


def test_replacing_keeps_the_place_and_counts_revisions(mine: Unlocked) -> None:
    first, _second = put(mine, "een"), put(mine, "twee")
    again = put(mine, "een, anders", record_id=first.id)
    assert again == actions.Stored(first.id, 2)
    assert queries.open_record(mine, "entry", first.id).body == {"text": "een, anders"}
    assert titles(queries.heads(mine, "entry")) == ["twee", "een, anders"]


def test_the_body_may_change_without_its_head(mine: Unlocked) -> None:
    stored = put(mine, "een")
    put(mine, record_id=stored.id, body={"text": "meer"}, head={"title": "een"})
    assert titles(queries.heads(mine, "entry")) == ["een"]
    assert queries.open_record(mine, "entry", stored.id).body == {"text": "meer"}


def test_kinds_do_not_mix(mine: Unlocked) -> None:
    stored = put(mine)
    assert queries.heads(mine, "case").total == 0
    with pytest.raises(NotFound):
        queries.open_record(mine, "case", stored.id)
    with pytest.raises(NotFound):
        put(mine, kind="case", record_id=stored.id)
    with pytest.raises(NotFound):
        actions.remove(mine, "case", stored.id)


@pytest.mark.parametrize("kind", ["", "index/entry", "Entry", "a b", "x" * 65, "é"])
def test_a_kind_is_a_plain_word(mine: Unlocked, kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        put(mine, kind=kind)


@pytest.mark.parametrize("record_id", [0, -1, 1, 2**63, 2**70])
def test_what_is_not_there_is_said(mine: Unlocked, record_id: int) -> None:
    for look in (
        lambda: queries.open_record(mine, "entry", record_id),
        lambda: put(mine, record_id=record_id),
        lambda: actions.remove(mine, "entry", record_id),
    ):
        with pytest.raises(NotFound):
            look()


def test_another_person_finds_nothing(mine: Unlocked, theirs: Unlocked) -> None:
    stored = put(mine)
    for act in (
        lambda: queries.open_record(theirs, "entry", stored.id),
        lambda: put(theirs, "vreemd", record_id=stored.id),
        lambda: actions.remove(theirs, "entry", stored.id),
    ):
        with pytest.raises(NotFound):
            act()
    assert queries.open_many(theirs, "entry", [stored.id]) == queries.OpenedMany([], [])
    assert queries.open_record(mine, "entry", stored.id).revision == 1


def test_the_number_of_a_vault_without_its_key_opens_nothing(mine: Unlocked) -> None:
    stored = put(mine)
    insider = Unlocked(mine.vault_id, bytes(32))
    with pytest.raises(NotFound):  # Without the key not even the tag is known.
        queries.open_record(insider, "entry", stored.id)
    row = SealedRecord.objects.get(pk=stored.id)
    SealedRecord.objects.filter(pk=stored.id).update(tag=kind_tag(insider, "entry"))
    with pytest.raises(Unreadable):
        queries.open_record(insider, "entry", row.pk)


def test_a_stale_revision_is_refused_with_what_stands_there(mine: Unlocked) -> None:
    stored = put(mine, "een")
    put(mine, "mijn andere scherm", record_id=stored.id, expected_revision=1)
    with pytest.raises(Changed) as caught:
        put(mine, "dit scherm", record_id=stored.id, expected_revision=1)
    assert caught.value.body == {"text": "mijn andere scherm"} and caught.value.revision == 2
    assert "scherm" not in str(caught.value) and "scherm" not in repr(caught.value)
    with pytest.raises(TypeError):
        pickle.dumps(caught.value)
    assert queries.open_record(mine, "entry", stored.id).revision == 2
    assert titles(queries.heads(mine, "entry")) == ["mijn andere scherm"]


def test_a_named_slot_holds_one_record(mine: Unlocked) -> None:
    first = put(mine, "concept", kind="draft", pinned="weerstand")
    again = put(mine, "concept, verder", kind="draft", pinned="weerstand")
    other = put(mine, "ander", kind="draft", pinned="verbinding")
    assert again == actions.Stored(first.id, 2) and other.id != first.id
    assert queries.heads(mine, "draft").total == 2
    assert {head.pinned: head.data["title"] for head in queries.pinned(mine, "draft")} == {
        "weerstand": "concept, verder",
        "verbinding": "ander",
    }
    with pytest.raises(Changed):
        put(mine, "te laat", kind="draft", pinned="weerstand", expected_revision=0)


def test_a_slot_that_is_freed_takes_a_new_record(mine: Unlocked) -> None:
    first = put(mine, "concept", pinned="weerstand")
    put(mine, "af", record_id=first.id, pinned=False)
    assert queries.pinned(mine, "entry") == []
    second = put(mine, "nieuw concept", pinned="weerstand")
    assert second.id != first.id
    with pytest.raises(PinTaken):
        put(mine, "af", record_id=first.id, pinned="weerstand")
    assert queries.open_record(mine, "entry", first.id).body == {"text": "af"}


def test_a_pin_stays_unless_something_is_said_about_it(mine: Unlocked) -> None:
    stored = put(mine, "loopt", pinned=True)
    plain = put(mine, "klaar")
    put(mine, "loopt nog", record_id=stored.id)
    assert [(head.id, head.data, head.pinned) for head in queries.pinned(mine, "entry")] == [
        (stored.id, {"title": "loopt nog"}, True)
    ]
    listed = {head.id: head.pinned for head in queries.heads(mine, "entry").heads}
    assert listed == {stored.id: True, plain.id: False}


def test_overviews_of_several_kinds_cost_one_query(mine: Unlocked, django_assert_num_queries: Any) -> None:
    put(mine, "een", kind="a", pinned=True)
    put(mine, "twee", kind="b")
    with django_assert_num_queries(1):
        found = queries.overviews(mine, ["a", "b", "c"])
    assert {kind: (view.total, len(view.pinned)) for kind, view in found.items()} == {
        "a": (1, 1),
        "b": (1, 0),
        "c": (0, 0),
    }


def test_removing_takes_record_head_and_pin(mine: Unlocked) -> None:
    keep, gone = put(mine, "blijft"), put(mine, "weg", pinned=True)
    actions.remove(mine, "entry", gone.id)
    assert titles(queries.heads(mine, "entry")) == ["blijft"]
    assert queries.pinned(mine, "entry") == []
    with pytest.raises(NotFound):
        queries.open_record(mine, "entry", gone.id)
    with pytest.raises(NotFound):
        actions.remove(mine, "entry", gone.id)
    assert queries.open_record(mine, "entry", keep.id).body == {"text": "blijft"}


def test_hundreds_of_heads_over_pages(mine: Unlocked) -> None:
    made = [put(mine, f"nr {n}") for n in range(230)]
    newest = queries.heads(mine, "entry")
    assert (newest.total, newest.page, newest.pages, newest.older, newest.newer) == (230, 5, 5, 3, None)
    assert titles(newest) == [f"nr {n}" for n in range(229, 149, -1)]
    seen, turn = list(titles(newest)), newest.older
    while turn:
        page = queries.heads(mine, "entry", page=turn)
        seen += titles(page)
        turn = page.older
    assert seen == [f"nr {n}" for n in range(229, -1, -1)]
    assert [head.data["title"] for head in queries.all_heads(mine, "entry")] == seen
    assert queries.heads(mine, "entry", page=3).newer == 4
    for beyond in (0, 6, -1):
        with pytest.raises(NotFound):
            queries.heads(mine, "entry", page=beyond)

    put(mine, "nr 60, anders", record_id=made[60].id)
    assert "nr 60, anders" in titles(queries.heads(mine, "entry", page=2))
    for stored in made[50:100]:
        actions.remove(mine, "entry", stored.id)
    assert not SealedRecord.objects.filter(tag=page_tag(mine, "entry", 1)).exists()
    assert queries.heads(mine, "entry").pages == 4 and queries.heads(mine, "entry").total == 180
    for stored in made[200:]:
        actions.remove(mine, "entry", stored.id)
    put(mine, "na het opruimen")
    newest = queries.heads(mine, "entry")
    assert titles(newest)[:2] == ["na het opruimen", "nr 199"]
    assert newest.total == 151 and len(queries.all_heads(mine, "entry")) == 151
    opened = queries.open_many(mine, "entry")
    assert [record.body["text"] for record in opened.records][-2:] == ["nr 199", "na het opruimen"]


@pytest.mark.parametrize("how_many", [1, 300])
def test_costs_do_not_grow(mine: Unlocked, django_assert_num_queries: Any, how_many: int) -> None:
    made = [put(mine, f"nr {n}") for n in range(how_many)]
    with django_assert_num_queries(2):
        queries.heads(mine, "entry")
    with django_assert_num_queries(1):
        queries.pinned(mine, "entry")
    with django_assert_num_queries(1):
        queries.open_record(mine, "entry", made[0].id)
    with django_assert_num_queries(1):
        queries.open_many(mine, "entry")
    with django_assert_num_queries(8):  # Savepoint, vault, root, page, new record, page, root, release.
        put(mine, "nog een") if how_many % PAGE_SIZE else actions.put(mine, kind="x", body={}, head={})
    with django_assert_num_queries(5):  # Savepoint, vault, record, record, release.
        put(mine, record_id=made[0].id, head={"title": "nr 0"}, body={"text": "alleen de tekst"})
    with django_assert_num_queries(8):  # And the root and the page read, the page written.
        put(mine, "ander hoofd", record_id=made[0].id)


def test_given_records_come_in_the_order_asked(mine: Unlocked) -> None:
    made = [put(mine, str(n)).id for n in range(5)]
    asked = [made[3], made[0], 12345, made[3]]
    assert [record.body["text"] for record in queries.open_many(mine, "entry", asked).records] == ["3", "0"]


def test_a_changed_record_is_named_and_the_others_stay_readable(mine: Unlocked) -> None:
    good, bad = put(mine, "goed"), put(mine, "stuk")
    for column in ("body", "wrapped_key"):
        row = SealedRecord.objects.get(pk=bad.id)
        whole = bytes(getattr(row, column))
        for at in range(0, len(whole), 1 if column == "wrapped_key" else 23):
            broken = whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]
            SealedRecord.objects.filter(pk=bad.id).update(**{column: broken})
            with pytest.raises(Unreadable, match=str(bad.id)):
                queries.open_record(mine, "entry", bad.id)
            with pytest.raises(Unreadable):
                put(mine, "eroverheen", record_id=bad.id)
        opened = queries.open_many(mine, "entry")
        assert [record.id for record in opened.records] == [good.id] and opened.unreadable == [bad.id]
        assert len(queries.heads(mine, "entry").heads) == 2
        SealedRecord.objects.filter(pk=bad.id).update(**{column: whole})
    assert queries.open_record(mine, "entry", bad.id).body == {"text": "stuk"}


def _swap(one: int, other: int, *columns: str) -> None:
    first, second = SealedRecord.objects.get(pk=one), SealedRecord.objects.get(pk=other)
    SealedRecord.objects.filter(pk=one).update(**{name: getattr(second, name) for name in columns})
    SealedRecord.objects.filter(pk=other).update(**{name: getattr(first, name) for name in columns})


@pytest.mark.parametrize("columns", [("body",), ("wrapped_key",), ("body", "wrapped_key")])
def test_swapped_records_do_not_open(mine: Unlocked, columns: tuple[str, ...]) -> None:
    one, other, third = put(mine, "een"), put(mine, "twee"), put(mine, "drie")
    _swap(one.id, other.id, *columns)
    for stored in (one, other):
        with pytest.raises(Unreadable):
            queries.open_record(mine, "entry", stored.id)
    assert queries.open_record(mine, "entry", third.id).body == {"text": "drie"}


def test_a_record_moved_to_another_kind_does_not_open(mine: Unlocked) -> None:
    entry, case = put(mine, "een"), put(mine, "twee", kind="case")
    _swap(entry.id, case.id, "tag")
    with pytest.raises(NotFound):
        queries.open_record(mine, "entry", entry.id)
    with pytest.raises(Unreadable):
        queries.open_record(mine, "case", entry.id)
    _swap(entry.id, case.id, "body", "wrapped_key")
    with pytest.raises(Unreadable):
        queries.open_record(mine, "case", entry.id)


def test_pages_of_the_index_cannot_change_places(mine: Unlocked) -> None:
    for n in range(60):
        put(mine, f"nr {n}")
    pages = [SealedRecord.objects.get(tag=page_tag(mine, "entry", page)).pk for page in (0, 1)]
    _swap(pages[0], pages[1], "tag")
    with pytest.raises(Unreadable, match="index"):
        queries.heads(mine, "entry")


def test_a_record_moved_to_another_vault_does_not_open(mine: Unlocked, theirs: Unlocked) -> None:
    stored, foreign = put(mine, "van mij"), put(theirs, "van hen")
    SealedRecord.objects.filter(pk=foreign.id).update(vault_id=mine.vault_id)
    with pytest.raises(NotFound):
        queries.open_record(mine, "entry", foreign.id)
    SealedRecord.objects.filter(pk=foreign.id).update(tag=kind_tag(mine, "entry"))
    with pytest.raises(Unreadable):
        queries.open_record(mine, "entry", foreign.id)
    assert queries.open_record(mine, "entry", stored.id).body == {"text": "van mij"}


def test_a_damaged_index_is_said_and_made_anew_from_the_records(mine: Unlocked) -> None:
    made = [put(mine, f"nr {n}", pinned="open" if n == 7 else None) for n in range(120)]
    actions.remove(mine, "entry", made[3].id)
    before = (queries.all_heads(mine, "entry"), queries.pinned(mine, "entry"))
    for tag in (root_tag(mine, "entry"), page_tag(mine, "entry", 1)):
        SealedRecord.objects.filter(tag=tag).update(body=b"\x01" + bytes(60))
    with pytest.raises(Unreadable, match="index"):
        queries.heads(mine, "entry")
    assert queries.open_record(mine, "entry", made[0].id).body == {"text": "nr 0"}
    SealedRecord.objects.filter(pk=made[119].id).update(body=b"\x01" + bytes(60))
    assert actions.rebuild_index(mine, "entry") == [made[119].id]
    assert queries.all_heads(mine, "entry") == [head for head in before[0] if head.id != made[119].id]
    assert queries.pinned(mine, "entry") == before[1]
    assert put(mine, "erna").revision == 1
    assert titles(queries.heads(mine, "entry"))[:2] == ["erna", "nr 118"]


def test_what_is_no_json_or_too_large_is_refused_and_nothing_is_kept(mine: Unlocked) -> None:
    for body, error in (
        ({"x": object()}, TypeError),
        ({"x": float("nan")}, ValueError),
        ({"x": "a" * MAX_BODY}, TooLarge),
    ):
        with pytest.raises(error):
            put(mine, body=body)
    assert not SealedRecord.objects.exists()


def test_rows_say_nothing_of_kind_or_length(mine: Unlocked, theirs: Unlocked) -> None:
    one, other, foreign = put(mine, "kort"), put(mine, "iets langer dan kort", kind="case"), put(theirs, "kort")
    rows = {row.pk: row for row in SealedRecord.objects.all()}
    assert len({len(bytes(rows[stored.id].body)) for stored in (one, other, foreign)}) == 1
    assert len({bytes(rows[stored.id].tag) for stored in (one, other, foreign)}) == 3
    for row in rows.values():
        for column in (bytes(row.tag), bytes(row.wrapped_key), bytes(row.body)):
            assert b"kort" not in column and b"entry" not in column and b"case" not in column


def test_what_is_opened_is_not_shown_by_accident(mine: Unlocked) -> None:
    stored = put(mine, "geheim woord")
    shown = repr((queries.open_record(mine, "entry", stored.id), queries.heads(mine, "entry")))
    assert "geheim" not in shown
