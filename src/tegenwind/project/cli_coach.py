"""``tegenwind coach permit``, ``withdraw``, ``list`` and ``fetch``"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from tegenwind.project import config

if TYPE_CHECKING:
    from tegenwind.accounts.models import Person

WRONG = 2
_NOBODY = "there is no account with that name: allowed is the name that somebody signs in with"


def add_to(commands: Any) -> None:
    """Add ``coach`` to the command line."""
    parser = commands.add_parser("coach", help="who may be asked for a first conversation")
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT", parser_class=type(parser))
    permit = what.add_parser("permit", help="let somebody publish a card, after you have spoken with them")
    permit.add_argument("name", help="the name that this person signs in with")
    permit.set_defaults(run=_permit)
    withdraw = what.add_parser("withdraw", help="hide somebody's card at once; conversations stay with both")
    withdraw.add_argument("name", help="the name that this person signs in with")
    withdraw.set_defaults(run=_withdraw)
    listed = what.add_parser("list", help="who may coach here, and whether their card is published")
    listed.set_defaults(run=_list)
    fetch = what.add_parser("fetch", help="fetch every coach's calendar anew, from a timer")
    fetch.set_defaults(run=_fetch)


def set_up() -> bool:
    """Reads the settings and makes the program ready; says what is wrong with them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegenwind.project.settings")
    try:
        config.read()
        import django

        django.setup()
    except config.WrongSettings as wrong:
        print("\n".join(wrong.mistakes), file=sys.stderr)
        return False
    return True


def named(name: str) -> Person | None:
    """Somebody who is here; says so when there is nobody of that name."""
    from tegenwind.accounts import queries

    person = queries.person_named(name)
    if person is None:
        print(_NOBODY, file=sys.stderr)
    return person


def _permit(options: argparse.Namespace) -> int:
    if not set_up():
        return WRONG
    from tegenwind.coaching import actions

    person = named(options.name)
    if person is None:
        return WRONG
    try:
        actions.permit(person)
    except actions.RunsThePlace:
        print(
            "this person helps to run the place, and so sees which rows come and go: allowed is somebody who does not",
            file=sys.stderr,
        )
        return WRONG
    print("permitted; the card is shown once this person has written and published it")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    if not set_up():
        return WRONG
    from tegenwind.coaching import actions

    person = named(options.name)
    if person is None:
        return WRONG
    if not actions.withdraw(person):
        print("this person was not permitted to coach here: see `tegenwind coach list`", file=sys.stderr)
        return WRONG
    print("withdrawn; the card is hidden, conversations stay with both")
    return 0


def _list(_options: argparse.Namespace) -> int:
    if not set_up():
        return WRONG
    from tegenwind.coaching import queries

    found = queries.permitted()
    if not found:
        print("nobody may coach here yet: tegenwind coach permit NAME", file=sys.stderr)
    for card in found:
        print(f"{card.person.username}\t{'published' if card.published else 'not published'}")
    return 0


def _fetch(_options: argparse.Namespace) -> int:
    if not set_up():
        return WRONG
    from tegenwind.coaching import actions

    done, failed = actions.fetch_all()
    print(f"{done} fetched, {len(failed)} not")
    for name, problem in failed:
        status = f" {problem.status}" if problem.status else ""
        print(f"{name}: {problem.why}{status}; the moments from before stay", file=sys.stderr)
    return WRONG if failed else 0
