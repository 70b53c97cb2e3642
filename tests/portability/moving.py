"""People who take everything along and bring it in elsewhere, step by step, as the pages do."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from pydantic import AwareDatetime

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.portability import actions_export, actions_import, queries
from tegenwind.practice import intake, versions
from tegenwind.practice.check_in import Whole
from tegenwind.vault import actions
from tegenwind.vault import queries as vault

ON = datetime.date(2026, 11, 22)
EARLIEST, LATEST = datetime.datetime(2000, 1, 1), datetime.datetime(2100, 1, 1)  # noqa: DTZ001 - the strategy adds the zone


def take_along(unlocked: Unlocked, store: Path, *, language: Any = "nl", on: datetime.date = ON) -> bytes:
    """The archive of everything, made to its end."""
    actions_export.begin(unlocked, language, on)
    for _step in range(10_000):
        state = actions_export.step(unlocked, store)
        assert state is not None
        if state.stage == "ready":
            return b"".join(queries.archive_stream(unlocked, state, store))
    raise AssertionError("it does not come to an end")


def bring_in(unlocked: Unlocked, data: bytes, store: Path) -> None:
    """All of an archive, to its end."""
    actions_import.begin(unlocked, data)
    while actions_import.step(unlocked, store) is not None:
        pass


def everything(data: bytes) -> dict[str, Any]:
    """`tegenwind.json` of an archive, without its own time stamp."""
    read: dict[str, Any] = json.loads(member(data, "tegenwind.json"))
    del read["made"]
    return read


def canonical(data: bytes) -> bytes:
    """The bytes of `tegenwind.json`, its own time stamp apart."""
    whole = member(data, "tegenwind.json")
    start = whole.index(b'"made":{')
    end = whole.index(b"}", start)
    return whole[:start] + whole[end:]


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return opened.read(name)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


def changed(data: bytes, change: Any) -> bytes:
    """An archive whose JSON was changed by hand: `change` gets it and may return another."""
    files = members(data)
    read = json.loads(files["tegenwind.json"])
    read = change(read) or read
    files["tegenwind.json"] = json.dumps(read).encode("ascii")
    return zipped(files)


def put(unlocked: Unlocked, record: Whole, pinned: bool | str | None = None) -> int:
    """A record kept as the pages keep it."""
    kind = next(kind for kind, (_version, model) in versions.KINDS.items() if isinstance(record, model))
    return actions.put(unlocked, kind=kind, body=versions.write(record), head=record.head(), pinned=pinned).id


def bodies(unlocked: Unlocked) -> dict[str, list[dict[str, Any]]]:
    return {kind: [one.body for one in vault.open_many(unlocked, kind).records] for kind in versions.KINDS}


def listed(unlocked: Unlocked) -> dict[str, Any]:
    """What lists show, newest first, and what is pinned in which order; numbers of records made places."""
    everywhere = {kind: vault.all_heads(unlocked, kind) for kind in versions.KINDS}
    place = {
        head.id: f"{kind} {len(heads) - at}" for kind, heads in everywhere.items() for at, head in enumerate(heads)
    }

    def told(data: dict[str, Any]) -> dict[str, Any]:
        return {name: place.get(value, value) if type(value) is int else value for name, value in data.items()}

    return {
        kind: (
            [told(head.data) for head in heads],
            [(place[head.id], head.pinned, told(head.data)) for head in vault.pinned(unlocked, kind)],
            vault.heads(unlocked, kind).total,
        )
        for kind, heads in everywhere.items()
    }


def records(kind: str, pack: Pack, others: dict[str, list[int]]) -> st.SearchStrategy[Whole]:
    """Any record of a kind that the program could have written: made from the model, tied to this pack and these others."""
    from tegenwind.practice.ties import TIES

    _version, model = versions.KINDS[kind]
    ties = TIES[kind]
    fixed: dict[str, st.SearchStrategy[Any]] = {
        name: st.none() | st.sampled_from(others[other]) if others.get(other) else st.none()
        for name, other in ties.records.items()
    }
    if ties.pack:
        fixed |= {"pack": st.just(pack.id), "digest": st.just(pack.digest)}
    items = {"route": [route.id for route in pack.routes], "statement": [one.id for one in pack.statements]}
    fixed |= {name: st.sampled_from(items[name]) for name in ties.items}
    fixed |= {name: st.none() | st.sampled_from(["praten", "lezen-2"]) for name in ties.slugs}
    fixed |= {name: st.just(model.model_fields[name].default) for name in ties.here}
    if model is intake.Intake:
        # A conversation begins with somebody who asks; without that there is none.
        asked = {"n": st.just(0), "who": st.just("person"), "what": st.just("asked")}
        first, more = _model(intake.Event, asked), st.lists(_model(intake.Event, {}), max_size=2)
        fixed["events"] = st.builds(lambda one, others: (one, *others), first, more)
    return _model(model, fixed)


def _model(model: Any, fixed: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    fields = {
        name: fixed.get(name, _value(field.annotation, field.metadata)) for name, field in model.model_fields.items()
    }
    return st.builds(model, **fields)


def _value(annotation: Any, metadata: Any) -> st.SearchStrategy[Any]:
    """Any value of a field, by its type. A type that stands nowhere yet is a reason to look at it here."""
    import types
    from typing import Annotated, Literal, Union, get_args, get_origin

    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(inside[0], inside[1:])
    if origin in (Union, types.UnionType):
        return st.one_of([_value(one, metadata) for one in inside])
    if origin is Literal:
        return st.sampled_from(inside)
    if origin is dict:
        return st.dictionaries(_value(inside[0], ()), _value(inside[1], ()), max_size=3)
    if origin in (tuple, list):
        made = st.lists(_value(inside[0], ()), max_size=3)
        return made.map(tuple) if origin is tuple else made
    bounds = _bounds(metadata)
    if "pattern" in bounds:
        return st.from_regex(bounds["pattern"], fullmatch=True).map(str.rstrip)
    if annotation is str:
        most = min(bounds.get("max_length", 30), 30)
        return st.text(st.characters(codec="utf-8"), min_size=bounds.get("min_length", 0), max_size=most)
    if annotation is int:
        return st.integers(bounds.get("ge", -5), bounds.get("le", 5))
    simple: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        datetime.date: st.dates(),
        AwareDatetime: st.datetimes(EARLIEST, LATEST, timezones=st.just(datetime.UTC)),
        type(None): st.none(),
    }
    if annotation in simple:
        return simple[annotation]
    return _model(annotation, {})


def _bounds(metadata: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in metadata:
        for constraint in getattr(one, "metadata", [one]):
            found |= {
                name: getattr(constraint, name)
                for name in ("ge", "le", "min_length", "max_length", "pattern")
                if getattr(constraint, name, None) is not None
            }
    return found
