"""Bringing in an archive, cut off at every write: nothing of it is to be seen, or all of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.attacks.killed_acts import NAME, OLD, note, noted, opened_by


def packed(folder: Path) -> None:
    """Somebody with an empty vault, and an archive of what stood in it before."""
    from django.conf import settings

    from tegenwind.accounts import actions
    from tegenwind.accounts.models import Person
    from tegenwind.portability import actions_erase, actions_export
    from tegenwind.practice.check_in import Answer, CheckIn
    from tegenwind.practice.route_walk import RouteWalk
    from tegenwind.project import serving
    from tegenwind.web import library, shelf
    from tests.portability.moving import ON, take_along

    assert serving.install_packs(settings.TEGENWIND) == []
    person = Person(username=NAME)
    person.set_password(OLD)
    mine, pack = actions.join(person), library.pack("weerstand")
    named = {"pack": pack.id, "digest": pack.digest}
    for words in ("Eerst.", "Later."):
        given = {"ja-maar": Answer(recognition=4, charge=1, words=words)}
        shelf.keep(mine, CheckIn(**named, pack_version=pack.version, started_on=ON, finished_on=ON, answers=given))
    walk = RouteWalk(**named, route=pack.routes[0].id, statement="ja-maar", began_on=ON)
    shelf.keep(mine, walk, pinned=True)
    (folder / "drawer-archive").write_bytes(take_along(mine, library.store()))
    note(folder, "kept", _brought(mine))
    actions_export.stop(mine)
    for kind in ("check-in", "route"):
        actions_erase.erase_kind(mine, kind)


def _brought(mine: Any) -> str:
    """What was written, in its order; numbers of records are others in another vault."""
    from tegenwind.vault import queries

    found: dict[str, Any] = {}
    for kind in ("check-in", "route"):
        opened, heads = queries.open_many(mine, kind), queries.all_heads(mine, kind)
        assert not opened.unreadable
        listed = {head.id for head in heads}
        found[kind] = [[one.body, one.head, one.pinned] for one in opened.records if one.id in listed]
        assert len(found[kind]) == len(listed)
    return json.dumps(found, sort_keys=True)


def bring_in(folder: Path) -> None:
    from tegenwind.web import library
    from tests.portability import moving

    moving.bring_in(opened_by(OLD), (folder / "drawer-archive").read_bytes(), library.store())


def in_or_not(folder: Path) -> str:
    """Nothing to be seen, or everything; what was under way goes on, and what was not can begin."""
    from tegenwind.portability import actions_import, work
    from tegenwind.vault.models import SealedRecord
    from tegenwind.web import library

    mine, nothing = opened_by(OLD), '{"check-in": [], "route": []}'
    under_way = work.standing(mine, work.BringingIn) is not None
    left = "under way" if under_way else "nothing" if _brought(mine) == nothing else "all"
    if left != "all":
        assert _brought(mine) == nothing
        if not under_way:
            bring_in(folder)
        while under_way and actions_import.step(mine, library.store()) is not None:
            pass
    assert _brought(mine) == noted(folder, "kept")
    assert SealedRecord.objects.count() == 3 + 4  # Two check-ins and a route; a root and a page for each kind.
    return left
