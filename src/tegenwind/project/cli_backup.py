"""``tegenwind backup`` and ``tegenwind restore``"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tegenwind.project import config
from tegenwind.project.backup_format import Refused


def add_to(commands: Any) -> None:
    """Add ``backup`` and ``restore`` to the command line."""
    backup = commands.add_parser("backup", help="write what is kept and, apart from it, the keys; also while serving")
    backup.add_argument("--to", required=True, type=Path, metavar="FOLDER", help="where the data backups are")
    backup.add_argument(
        "--keys-to", required=True, type=Path, metavar="FOLDER", help="where the key backups are; they go after 7 days"
    )
    backup.add_argument("--keep", type=_count, metavar="N", help="keep the newest N data backups (default: all)")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="put a backup back into an empty place")
    restore.add_argument("--from", required=True, dest="data", type=Path, metavar="BACKUP", help="a data backup")
    restore.add_argument(
        "--keys-from", required=True, type=Path, metavar="BACKUP", help="a key backup, or a key store that survived"
    )
    restore.add_argument(
        "--leave-out", action="store_true", help="with an older key backup: without the accounts it has no key for"
    )
    restore.set_defaults(run=_restore)


def _count(given: str) -> int:
    if given.isascii() and given.isdigit() and len(given) < 10 and int(given) > 0:
        return int(given)
    raise argparse.ArgumentTypeError(f"{given!r}, allowed is a whole number from 1")


def _backup(options: argparse.Namespace) -> int:
    def run(settings: config.Config) -> list[str]:
        import django

        django.setup()
        from tegenwind.project import backup

        made = backup.make(settings, options.to, options.keys_to, options.keep)
        told = [
            f"{made.data}: {_many(made.accounts, 'account')}, {_many(made.rows, 'row')} in all",
            f"{made.keys}: {_many(made.accounts - made.without_key, 'key')}. Keep it apart from the data; it goes in 7 days",
        ]
        if made.without_key:
            told.append(
                f"{_many(made.without_key, 'account')} without a key (erased): what is kept of it opens nowhere, and is not "
                "restored"
            )
        return told + [f"{path}: removed" for path in made.removed]

    return _run(run)


def _restore(options: argparse.Namespace) -> int:
    def run(settings: config.Config) -> list[str]:
        from tegenwind.project import restore

        done = restore.restore(settings, options.data, options.keys_from, options.leave_out)
        told = [
            f"restored: {_many(done.accounts, 'account')}, {_many(done.rows, 'row')} in all, as of {done.made_at:%Y-%m-%d %H:%M} UTC"
        ]
        if done.without_key:
            told.append(
                f"left out: {_many(done.without_key, 'account')} without a key. Whoever was erased stays erased"
            )
        return [
            *told,
            "what was written, changed or erased after that moment is not in it: who was erased since has to be erased again",
            "everybody signs in again, with the passphrase of that moment. Now: tegenwind serve, and tegenwind doctor",
        ]

    return _run(run)


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _run(command: Callable[[config.Config], list[str]]) -> int:
    """Run a command as the owner of the data: files that root makes, the server could not write."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegenwind.project.settings")
    os.umask(0o077)
    try:
        settings = config.read()
        for name, folder in (("TEGENWIND_DATA", settings.data), ("TEGENWIND_KEYS", settings.keys)):
            if folder.exists() and folder.stat().st_uid != os.geteuid():
                raise Refused(f"{name} {folder}: it belongs to another user, allowed is to run this as that user")
        print("\n".join(command(settings)))
    except (Refused, config.WrongSettings) as wrong:
        print("\n".join(wrong.mistakes), file=sys.stderr)
        return 2
    except _database_errors() as error:
        # Its own message could hold a value of a row.
        print(
            f"TEGENWIND_DATABASE_URL: the database gave {type(error).__name__}, allowed is one that can be reached and "
            "written. Nothing is left that looks whole",
            file=sys.stderr,
        )
        return 2
    except OSError as error:
        print(f"{error.filename or 'writing'}: {error.strerror}. Nothing is left that looks whole", file=sys.stderr)
        return 2
    return 0


def _database_errors() -> type[Exception]:
    from django.db import Error

    return Error
