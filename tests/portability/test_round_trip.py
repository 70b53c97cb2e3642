"""Taken along, brought in elsewhere, and taken along again: the same, in every kind."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.portability import schema, work
from tegenwind.practice import versions
from tegenwind.practice.check_in import CheckIn
from tegenwind.practice.route_walk import RouteWalk
from tegenwind.practice.slow_down import SlowDown
from tegenwind.practice.ties import TIES
from tegenwind.vault.models import SealedRecord
from tests.portability import moving
from tests.portability.moving import ON, bring_in, put, take_along
from tests.practice.test_versions import KEPT


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing behind: hypothesis tries many."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def some(pack: Pack) -> tuple[CheckIn, RouteWalk, SlowDown]:
    check_in = CheckIn(
        pack=pack.id,
        pack_version=pack.version,
        digest=pack.digest,
        finished_on=ON,
        answers={"ja-maar": {"recognition": 4, "charge": 2, "words": "Wéér die zin. \N{KITE}"}},
    )
    walk = RouteWalk(
        pack=pack.id, digest=pack.digest, route=pack.routes[0].id, statement=pack.statements[0].id, began_on=ON
    )
    return check_in, walk, SlowDown(on=ON, ways=("emotion",), words={"notice": "Kaken."})


def filled(unlocked: Unlocked, pack: Pack) -> None:
    """A draft, two check-ins, two walks and a moment, naming each other."""
    check_in, walk, moment = some(pack)
    first = put(unlocked, check_in)
    second = put(unlocked, check_in.model_copy(update={"earlier": first, "finished_on": datetime.date(2027, 1, 3)}))
    put(unlocked, check_in.model_copy(update={"earlier": second, "finished_on": None}), pinned=pack.id)
    one = put(unlocked, walk.model_copy(update={"check_in": second}), pinned="een:slot:hier")
    put(unlocked, walk, pinned=True)
    put(unlocked, moment.model_copy(update={"route": one, "activity": "praten"}))


def test_everything_comes_along(mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path) -> None:
    filled(mine, pack)
    taken = take_along(mine, store)

    bring_in(elsewhere, taken, store)

    assert moving.listed(elsewhere) == moving.listed(mine)
    again = take_along(elsewhere, store, on=datetime.date(2027, 5, 5))
    assert moving.canonical(again) == moving.canonical(taken)
    assert moving.member(again, "tegenwind.json") != moving.member(taken, "tegenwind.json")
    told = moving.everything(taken)["records"]
    assert {kind: len(one["items"]) for kind, one in told.items()} == {"check-in": 3, "route": 2, "slow-down": 1}
    assert [one["body"]["earlier"] for one in told["check-in"]["items"]] == [None, 1, 2]
    assert told["route"]["items"][0]["body"]["check_in"] == 2 and told["slow-down"]["items"][0]["body"]["route"] == 1
    assert told["route"]["pinned"] == [{"ref": 1, "slot": "een:slot:hier"}, {"ref": 2, "slot": None}]


def test_no_number_of_the_database_is_in_it(mine: Unlocked, pack: Pack, store: Path) -> None:
    filled(mine, pack)

    for name, content in moving.members(take_along(mine, store)).items():
        for record in SealedRecord.objects.values_list("pk", flat=True):
            assert str(record).encode() not in content, name
        assert str(mine.vault_id).encode() not in content


def test_the_order_in_which_things_were_pinned_stays(
    mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path
) -> None:
    _check_in, walk, _moment = some(pack)
    first, _second = put(mine, walk, pinned="a"), put(mine, walk, pinned="b")
    closed = walk.model_copy(update={"paused": True})
    from tegenwind.vault import actions

    actions.put(mine, kind="route", body=versions.write(closed), head=closed.head(), record_id=first)

    bring_in(elsewhere, take_along(mine, store), store)

    assert moving.listed(elsewhere)["route"][1] == moving.listed(mine)["route"][1]


def test_what_was_kept_by_older_programs_comes_along(
    mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path
) -> None:
    from tegenwind.vault import actions

    files = sorted(KEPT.glob("*.json"))
    for file in files:
        kind = file.stem.rpartition("-")[0]
        body: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if TIES[kind].pack:
            body |= {"pack": pack.id, "digest": pack.digest}
        head: Any = versions.read(versions.KINDS[kind][1], kind, body)
        actions.put(mine, kind=kind, body=body, head=head.head())

    taken = take_along(mine, store)
    bring_in(elsewhere, taken, store)

    assert moving.canonical(take_along(elsewhere, store)) == moving.canonical(taken)
    kinds = {file.stem.rpartition("-")[0] for file in files}
    assert set(moving.everything(taken)["records"]) == kinds
    for kind in kinds:
        today, _model = versions.KINDS[kind]
        assert {one["version"] for one in moving.bodies(elsewhere)[kind]} == {today}


@given(data=st.data())
# Without shrinking: each example is some hundred writes, and the first that fails tells enough.
@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_was_kept(data: st.DataObject, mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path) -> None:
    with undone():
        made: dict[str, list[int]] = {}
        for kind in versions.KINDS:
            for _one in range(data.draw(st.integers(0, 3), label=kind)):
                record = data.draw(moving.records(kind, pack, made))
                pinned = data.draw(st.sampled_from([None, True, f"slot {len(made.get(kind, ()))}"]))
                made.setdefault(kind, []).append(put(mine, record, pinned))

        taken = take_along(mine, store)
        bring_in(elsewhere, taken, store)

        assert moving.listed(elsewhere) == moving.listed(mine)
        assert moving.canonical(take_along(elsewhere, store)) == moving.canonical(taken)


def test_the_json_is_canonical(mine: Unlocked, pack: Pack, store: Path) -> None:
    filled(mine, pack)

    written = moving.member(take_along(mine, store), "tegenwind.json").decode("utf-8")

    again = json.dumps(json.loads(written), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert written == again and "\N{KITE}" in written


def test_an_empty_vault_can_be_taken_along_too(mine: Unlocked, elsewhere: Unlocked, store: Path) -> None:
    taken = take_along(mine, store)
    bring_in(elsewhere, taken, store)

    assert moving.everything(taken)["records"] == {}
    assert moving.canonical(take_along(elsewhere, store)) == moving.canonical(taken)


class TestNewKinds:
    """A kind that is made later comes along by itself; what it needs for that is asked for here."""

    def test_each_kind_says_what_it_names(self) -> None:
        assert set(TIES) == set(versions.KINDS)

    @pytest.mark.parametrize("kind", sorted(versions.KINDS))
    def test_each_number_of_another_record_is_declared(self, kind: str) -> None:
        """A whole number without bounds in a record is the number of another record."""
        _version, model = versions.KINDS[kind]
        loose = {
            name
            for name, field in model.model_fields.items()
            if field.annotation in (int, int | None) and not field.metadata and name != "version"
        }
        assert loose - set(TIES[kind].here) == set(TIES[kind].records)
        assert set(TIES[kind].records.values()) <= set(versions.KINDS)

    @pytest.mark.parametrize("kind", sorted(versions.KINDS))
    def test_each_kind_with_a_pack_says_so(self, kind: str) -> None:
        _version, model = versions.KINDS[kind]
        assert TIES[kind].pack == ("digest" in model.model_fields)

    def test_what_else_is_kept_in_a_vault_is_not_for_taking_along(self) -> None:
        assert not set(work.KINDS.values()) & set(versions.KINDS)

    def test_the_schema_is_that_of_the_models(self) -> None:
        assert schema.shipped().decode("utf-8") == schema.text(), "python -m tegenwind.portability.schema"
