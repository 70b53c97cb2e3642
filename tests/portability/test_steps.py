"""Long work that stops at any write: it can be gone on with or stopped, and nobody ever sees a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.portability import actions_erase, actions_export, actions_import, queries, rules, work
from tegenwind.portability.work import BringingIn, TakingAlong
from tegenwind.practice import versions
from tegenwind.practice.slow_down import SlowDown
from tegenwind.vault import queries as vault
from tegenwind.vault.errors import Changed
from tegenwind.vault.models import SealedRecord
from tests.portability import moving
from tests.portability.moving import ON, bring_in, put, take_along
from tests.portability.test_round_trip import filled

_WRITES = ("INSERT", "UPDATE", "DELETE")


class PowerCut(BaseException):
    """Nothing catches this."""


@contextmanager
def cut_at(write: int) -> Iterator[list[int]]:
    """The power goes at this write (from 1); how many there were comes back."""
    seen = [0]

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(_WRITES):
            seen[0] += 1
            if seen[0] == write:
                raise PowerCut
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def rows(unlocked: Unlocked) -> list[tuple[Any, ...]]:
    mine = SealedRecord.objects.filter(vault_id=unlocked.vault_id).order_by("pk")
    return [(pk, bytes(body)) for pk, body in mine.values_list("pk", "body")]


def shown(unlocked: Unlocked) -> int:
    return sum(len(vault.all_heads(unlocked, kind)) for kind in versions.KINDS)


def cut_everywhere(unlocked: Unlocked, act: Callable[[], Any], check: Callable[[], None]) -> int:
    """Does an act, after cutting it off at each of its writes; nothing of a try that was cut off may stay."""
    write = 1
    while True:
        before = rows(unlocked)
        try:
            with cut_at(write):
                act()
        except PowerCut:
            assert rows(unlocked) == before
            check()
            write += 1
        else:
            return write


def test_bringing_in_cut_off_at_every_write(mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path) -> None:
    filled(mine, pack)
    taken = take_along(mine, store)

    def nothing_is_seen() -> None:
        assert shown(elsewhere) == 0

    writes = cut_everywhere(elsewhere, lambda: actions_import.begin(elsewhere, taken), nothing_is_seen)
    while queries.bringing_in(elsewhere) is not None:
        writes += cut_everywhere(elsewhere, lambda: actions_import.step(elsewhere, store), nothing_is_seen)

    assert writes > 30
    assert moving.listed(elsewhere) == moving.listed(mine)
    assert moving.canonical(take_along(elsewhere, store)) == moving.canonical(taken)


def test_taking_along_and_erasing_cut_off_at_every_write(mine: Unlocked, pack: Pack, store: Path) -> None:
    filled(mine, pack)
    whole = moving.listed(mine)

    def nothing_changed() -> None:
        assert moving.listed(mine) == whole

    cut_everywhere(mine, lambda: actions_export.begin(mine, "nl", ON), nothing_changed)
    while (state := queries.taking_along(mine)) is not None and state.stage != "ready":
        cut_everywhere(mine, lambda: actions_export.step(mine, store), nothing_changed)
    first = vault.all_heads(mine, "check-in")[-1].id
    cut_everywhere(mine, lambda: actions_erase.erase_record(mine, "check-in", first), nothing_changed)
    whole = moving.listed(mine)
    cut_everywhere(mine, lambda: actions_erase.erase_kind(mine, "route"), nothing_changed)
    assert vault.all_heads(mine, "route") == [] and queries.taking_along(mine) is None


def test_stopping_halfway_leaves_nothing(
    mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    filled(mine, pack)
    taken = take_along(mine, store)
    for steps in range(30):
        actions_import.begin(elsewhere, taken)
        for _step in range(steps):
            if actions_import.step(elsewhere, store) is None:
                assert steps >= 8
                return
            assert shown(elsewhere) == 0
        actions_import.stop(elsewhere)
        assert rows(elsewhere) == []
    raise AssertionError("it does not come to an end")


def test_stopping_when_the_note_of_it_is_damaged_leaves_nothing_either(
    mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path
) -> None:
    filled(mine, pack)
    actions_import.begin(elsewhere, take_along(mine, store))
    while (state := actions_import.step(elsewhere, store)) is not None and not state.done:
        pass
    actions_import.step(elsewhere, store)
    found = work.standing(elsewhere, BringingIn)
    assert found is not None and found.state.stage == "writing" and found.state.done
    SealedRecord.objects.filter(pk=found.id).update(body=b"\1" + bytes(300))

    actions_import.stop(elsewhere)

    assert rows(elsewhere) == []


def test_an_index_made_anew_on_the_way_shows_nothing_for_good(
    mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path
) -> None:
    """Mending after damage finds records that are not to be seen yet. Stopping takes them away all the same."""
    from tegenwind.web import mending

    filled(mine, pack)
    taken = take_along(mine, store)
    actions_import.begin(elsewhere, taken)
    while (state := actions_import.step(elsewhere, store)) is not None and state.stage == "checking":
        pass
    actions_import.step(elsewhere, store)
    mending.rebuild(elsewhere)
    assert shown(elsewhere) > 0

    actions_import.stop(elsewhere)
    assert shown(elsewhere) == 0
    actions_import.begin(elsewhere, taken)
    while actions_import.step(elsewhere, store) is not None:
        pass
    assert moving.listed(elsewhere) == moving.listed(mine)


def test_of_two_steps_in_one_moment_one_is_kept(mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path) -> None:
    filled(mine, pack)
    actions_import.begin(elsewhere, take_along(mine, store))
    before = work.standing(elsewhere, BringingIn)
    assert before is not None
    actions_import.step(elsewhere, store)

    with pytest.raises(Changed):
        work.go_on(elsewhere, before, before.state)

    actions_export.begin(mine, "nl", ON)
    seen = work.standing(mine, TakingAlong)
    assert seen is not None
    actions_export.step(mine, store)
    kept = rows(mine)
    with pytest.raises(Changed):
        actions_export._kept(mine, seen, seen.state, [("volume", b"x")])
    assert rows(mine) == kept


def test_what_is_written_while_an_archive_is_made_is_in_it(mine: Unlocked, pack: Pack, store: Path) -> None:
    filled(mine, pack)
    actions_export.begin(mine, "nl", ON)
    actions_export.step(mine, store)
    put(mine, SlowDown(on=ON, words={"notice": "Intussen."}))
    erased = vault.all_heads(mine, "check-in")[-1].id
    actions_erase.erase_record(mine, "route", vault.all_heads(mine, "route")[0].id)
    assert queries.taking_along(mine) is None, "what was made holds what was erased"

    actions_export.begin(mine, "nl", ON)
    actions_export.step(mine, store)
    put(mine, SlowDown(on=ON, words={"notice": "En nog eens."}))
    while (state := actions_export.step(mine, store)) is not None and state.stage != "ready":
        pass
    assert state is not None and state.again == 1
    made = b"".join(queries.archive_stream(mine, state, store))
    words = [one["body"]["words"] for one in moving.everything(made)["records"]["slow-down"]["items"]]
    assert {"notice": "En nog eens."} in words and erased in state.ids["check-in"]


def test_many_records_go_in_steps(
    mine: Unlocked, elsewhere: Unlocked, pack: Pack, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 10)
    monkeypatch.setattr(rules, "VOLUME", 20)
    for number in range(45):
        put(mine, SlowDown(on=ON, words={"notice": f"Keer {number}."}), pinned=number in (3, 30) or None)
    actions_export.begin(mine, "nl", ON)
    done = []
    while (state := actions_export.step(mine, store)) is not None and state.stage != "ready":
        done.append((state.stage, state.done))
    assert [one for one in done if one[0] == "records"] == [("records", count) for count in (10, 20, 30, 40)]
    assert len([one for one in done if one[0] == "book"]) >= 3
    assert state is not None
    data = b"".join(queries.archive_stream(mine, state, store))
    assert {"boek-01.pdf", "boek-02.pdf", "boek-03.pdf"} <= set(moving.members(data))

    bring_in(elsewhere, data, store)
    assert moving.listed(elsewhere) == moving.listed(mine)
