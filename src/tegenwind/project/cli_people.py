"""``tegenwind signout``"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from tegenwind.project import config


def add_to(commands: Any) -> None:
    """Add ``signout`` to the command line."""
    parser = commands.add_parser("signout", help="end all sessions of one person, or of everybody; nothing is lost")
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("name", nargs="?", help="the name that this person signs in with")
    whom.add_argument("--everybody", action="store_true", help="everybody, at once")
    parser.set_defaults(run=_sign_out)


def _sign_out(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegenwind.project.settings")
    try:
        config.read()
        import django

        django.setup()
    except config.WrongSettings as wrong:
        print("\n".join(wrong.mistakes), file=sys.stderr)
        return 2
    from tegenwind.accounts import ending, queries

    if options.everybody:
        ending.sign_out_everybody()
        print("everybody is signed out; what was kept is kept")
        return 0
    person = queries.person_named(options.name)
    if person is None:
        print("there is no account with that name: allowed is the name that somebody signs in with", file=sys.stderr)
        return 2
    ending.sign_out(person)
    print("signed out everywhere; what was kept is kept")
    return 0
