"""``tegenwind organisation list``, ``found`` and ``administer``"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from tegenwind.project.cli_coach import WRONG, named, set_up

if TYPE_CHECKING:
    from tegenwind.teams.models import Organisation


def add_to(commands: Any) -> None:
    """Add ``organisation`` to the command line."""
    parser = commands.add_parser("organisation", help="organisations, and who administers them")
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT", parser_class=type(parser))
    listed = what.add_parser("list", help="every organisation, with the names of who administers it")
    listed.set_defaults(run=_list)
    found = what.add_parser("found", help="begin one, that this person administers")
    found.add_argument("name", help="of the organisation, as its people will see it")
    found.add_argument("person", help="the name that somebody signs in with")
    found.add_argument(
        "--shown", required=True, metavar="NAME", help="the name under which others will know this person"
    )
    found.set_defaults(run=_found)
    administer = what.add_parser(
        "administer", help="let this person administer one too, as when nobody is left who does"
    )
    administer.add_argument("name", help="of the organisation, or its number from the list")
    administer.add_argument("person", help="the name that somebody signs in with")
    administer.add_argument(
        "--shown", required=True, metavar="NAME", help="the name under which others will know this person"
    )
    administer.set_defaults(run=_administer)


def _list(_options: argparse.Namespace) -> int:
    if not set_up():
        return WRONG
    from tegenwind.teams import queries

    every = queries.administered()
    if not every:
        print("there is no organisation yet: tegenwind organisation found NAME PERSON --shown NAME", file=sys.stderr)
    for organisation, names in every:
        print(f"{organisation.pk}\t{organisation.name}\t{', '.join(names) or 'nobody administers it'}")
    return 0


def _found(options: argparse.Namespace) -> int:
    if not set_up():
        return WRONG
    from tegenwind.teams import actions

    person = named(options.person)
    if person is None:
        return WRONG
    try:
        actions.found(options.name, person, options.shown)
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    print("founded; this person finds it at “Je teams”, and makes teams and invitations there")
    return 0


def _administer(options: argparse.Namespace) -> int:
    if not set_up():
        return WRONG
    from tegenwind.teams import actions
    from tegenwind.teams.models import Role

    organisation, person = _organisation(options.name), named(options.person)
    if organisation is None or person is None:
        return WRONG
    try:
        actions.give_role(organisation, person, Role.What.ADMINISTRATOR, shown=options.shown)
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    print("this person administers it from now on; everybody in it sees the name you gave")
    return 0


def _organisation(name: str) -> Organisation | None:
    """The one organisation of this name or number; says so when there is none, or more than one."""
    from tegenwind.teams.models import Organisation

    found = list(Organisation.objects.filter(name=" ".join(name.split()))[:2])
    if not found and name.isdecimal() and len(name) < 20:
        found = list(Organisation.objects.filter(pk=int(name)))
    if len(found) == 1:
        return found[0]
    why = "there is no organisation of that name" if not found else "there are more organisations of that name"
    print(f"{why}: allowed is a name or a number from `tegenwind organisation list`", file=sys.stderr)
    return None
