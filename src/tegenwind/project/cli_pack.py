"""``tegenwind pack check | list | new``"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tegenwind import packs
from tegenwind.packs import skeleton
from tegenwind.packs.schema import is_id
from tegenwind.project import config


def add_to(commands: Any) -> None:
    """Add ``pack`` and what it can do to the command line."""
    parser = commands.add_parser("pack", help="check, list and begin packs of statements, routes and guides")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=type(parser))
    check = actions.add_parser("check", help="tell every mistake in packs, as file:line:column")
    check.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="the folder of a pack, or a folder with packs"
    )
    check.set_defaults(run=_check)
    listing = actions.add_parser("list", help="tell which packs there are")
    listing.add_argument("--json", action="store_true", help="as a JSON list")
    listing.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="folders to look in (default: the packs of this program)"
    )
    listing.set_defaults(run=_list)
    new = actions.add_parser("new", help="begin a pack: a skeleton that passes the check")
    new.add_argument("path", metavar="NAME", type=Path, help="the folder to make; its name becomes the id of the pack")
    new.set_defaults(run=_new)


def folders() -> list[Path]:
    """The packs that the server offers: those that are shipped, and those named by TEGENWIND_PACKS.

    Raises:
        WrongSettings: when TEGENWIND_PACKS names a folder that is not there.
    """
    offered = packs.find(config.shipped("packs"), *config.read().packs)
    # A pack of the host's own with the name of a shipped one stands in its place.
    return list({folder.name: folder for folder in offered}.values())


def _check(options: argparse.Namespace) -> int:
    mistakes: list[packs.Mistake] = []
    checked = 0
    for path in options.paths:
        for folder in list(packs.find(path)) or [path]:
            mistakes += packs.check(folder)
            checked += 1
    for mistake in mistakes:
        print(mistake)
    if mistakes:
        return 2
    print(f"{checked} {'pack' if checked == 1 else 'packs'}: no mistakes")
    return 0


def _list(options: argparse.Namespace) -> int:
    found: list[packs.Pack] = []
    wrong = [f"{path}: there is no such folder, allowed is a folder" for path in options.paths if not path.is_dir()]
    try:
        for folder in packs.find(*options.paths) if options.paths else folders():
            try:
                found.append(packs.load(folder))
            except packs.BrokenPack as broken:
                wrong += [str(mistake) for mistake in broken.mistakes]
    except config.WrongSettings as settings:
        wrong += settings.mistakes
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([summary(pack) for pack in found], indent=2, ensure_ascii=False))
        return 0
    for pack in found:
        kinds = ", ".join(f"{count} {kind}" for kind, count in items(pack).items())
        print(f"{pack.id} {pack.version} · {pack.title['nl']} · {' '.join(pack.languages)}")
        print(
            f"  {len(pack.statements)} statements in {len(pack.themes)} themes, {len(pack.routes)} routes"
            + f", {kinds}" * bool(kinds)
        )
    return 0


def summary(pack: packs.Pack) -> dict[str, Any]:
    """A pack in one JSON object, with global ids (``pack:item``)."""
    return {
        "id": pack.id,
        "version": pack.version,
        "digest": pack.digest,
        "languages": list(pack.languages),
        "themes": [pack.full(theme.id) for theme in pack.themes],
        "statements": [pack.full(statement.id) for statement in pack.statements],
        "routes": [
            {"id": pack.full(route.id), "activities": [activity.kind for activity in route.activities]}
            for route in pack.routes
        ],
        "items": items(pack),
    }


def items(pack: packs.Pack) -> dict[str, int]:
    """How many of whatever else a pack holds, by kind; kinds it has none of are left out."""
    return {"guides": len(pack.guides)} if pack.guides else {}


def _new(options: argparse.Namespace) -> int:
    name = options.path.name
    if not is_id(name):
        print(f"the name {name!r} is not an id, allowed are a-z, 0-9 and - between them", file=sys.stderr)
        return 2
    try:
        skeleton.write(options.path)
    except FileExistsError:
        print(
            f"{options.path}: there is something with this name, allowed is a folder that does not exist yet",
            file=sys.stderr,
        )
        return 2
    except OSError as error:
        print(f"{options.path}: {error.strerror}, allowed is a folder that can be made", file=sys.stderr)
        return 2
    print(f"{options.path}: a new pack. Write over it, then: tegenwind pack check {options.path}")
    return 0
