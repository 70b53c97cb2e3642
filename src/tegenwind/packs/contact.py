"""Reading ``readings.yaml``: what the two readings of a contact are made of (B2, B3)."""

from __future__ import annotations

from pathlib import Path

from tegenwind.packs.checks import Ids
from tegenwind.packs.files import Yaml, read_yaml, validate
from tegenwind.packs.mistakes import Found
from tegenwind.packs.model import GROUPS, Avoided, Item, Line, Purpose, Readings, Spoken
from tegenwind.packs.schema import ItemEntry, ReadingsFile, text_of

NAME = "readings.yaml"


def read_readings(folder: Path, purpose: Purpose | None, ids: Ids, found: Found) -> Readings | None:
    """The items of both readings of a pack of cases; None for any other pack, and after telling what is wrong."""
    file = folder / NAME
    if purpose != "cases":
        if purpose is not None and file.exists():
            found.add(file, (1, 1), "this file stands here", "allowed are readings in a pack with purpose 'cases' only")
        return None
    yaml = read_yaml(file, found)
    readings = validate(yaml, ReadingsFile, found) if yaml else None
    if yaml is None or readings is None:
        return None
    named = [group.group for group in readings.groups]
    if named != list(GROUPS):
        found.add(
            yaml.file,
            yaml.place("groups"),
            f"the groups are {', '.join(named) or 'none'}",
            f"allowed are, once each and in this order: {', '.join(GROUPS)}",
        )
    for g, group in enumerate(readings.groups):
        for i, item in enumerate(group.items):
            _ids(yaml, ids, item, g, i)
    return Readings(groups={group.group: tuple(_item(item) for item in group.items) for group in readings.groups})


def _ids(yaml: Yaml, ids: Ids, item: ItemEntry, g: int, i: int) -> None:
    here = ("groups", g, "items", i)
    ids.add(item.id, yaml.file, yaml.place(*here, "id"))
    for name in ("questions", "sentences", "avoid"):
        for index, one in enumerate(getattr(item, name)):
            ids.add(one.id, yaml.file, yaml.place(*here, name, index, "id"))


def _item(item: ItemEntry) -> Item:
    return Item(
        id=item.id,
        title=text_of(item.title),
        text=text_of(item.text),
        questions=tuple(Line(id=one.id, text=text_of(one.text)) for one in item.questions),
        sentences=tuple(Spoken(id=one.id, text=text_of(one.text), setting=one.setting) for one in item.sentences),
        avoid=tuple(Avoided(id=one.id, text=text_of(one.text), why=text_of(one.why)) for one in item.avoid),
    )
