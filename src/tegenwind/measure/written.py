"""What of a wave may be seen, as plain data (JSON) and back. What the program keeps, and what its exports are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tegenwind.measure.publication import Figure, GroupPublication, Publication, Theme

VERSION = 1


def as_data(publication: Publication) -> dict[str, Any]:
    """Plain data. `Publication.lowest` is left out: it is worked out anew from who belonged to which group."""
    return {"version": VERSION, "groups": [_group(group) for group in publication.groups.values()]}


def groups_of(data: Mapping[str, Any]) -> dict[str, GroupPublication]:
    """The groups of what `as_data` made. Raises `ValueError` for a version that is not known."""
    if data.get("version") != VERSION:
        raise ValueError("a publication of a version that is not known here")
    found = (_read(group) for group in data["groups"])
    return {group.id: group for group in found}


def _group(group: GroupPublication) -> dict[str, Any]:
    if group.withheld is not None:
        return {"id": group.id, "withheld": group.withheld}
    return {
        "id": group.id,
        "contributions": list(group.contributions or ()),
        "questions": {name: _figure(one) for name, one in group.questions.items()},
        "themes": {name: _theme(one) for name, one in group.themes.items()},
    }


def _figure(one: Figure | str) -> dict[str, Any]:
    if not isinstance(one, Figure):
        return {"withheld": one}
    found: dict[str, Any] = {"place": one.place}
    if one.shares is not None:
        found["shares"] = list(one.shares)
    if one.mean is not None:
        found["mean"] = one.mean
    return found


def _theme(one: Theme) -> dict[str, Any]:
    return {"place": one.place} if one.withheld is None else {"withheld": one.withheld}


def _read(group: Mapping[str, Any]) -> GroupPublication:
    if "withheld" in group:
        return GroupPublication(group["id"], withheld=group["withheld"])
    low, high = group["contributions"]
    return GroupPublication(
        group["id"],
        contributions=(low, high),
        questions={name: _read_figure(one) for name, one in group["questions"].items()},
        themes={name: Theme(one.get("place"), one.get("withheld")) for name, one in group["themes"].items()},
    )


def _read_figure(one: Mapping[str, Any]) -> Any:
    if "withheld" in one:
        return one["withheld"]
    shares = one.get("shares")
    return Figure(one["place"], tuple(shares) if shares is not None else None, one.get("mean"))
