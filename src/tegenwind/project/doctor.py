"""What of this server is not safe yet, in words: each finding with why it matters and what to do.

It looks, and changes nothing. What it cannot see from inside (the proxy, the disks' encryption, who has a shell) is in
docs/privacy/attackers.md.
"""

from __future__ import annotations

import ipaddress
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tegenwind.project import backup
from tegenwind.project import backup_format as form
from tegenwind.project.config import LOCAL_HOSTS, Config

#: docs/how-to/help-lines.md asks for twice a year.
HELP_CHECKED_WITHIN = timedelta(days=184)
#: A backup every day, and a day of grace.
BACKUP_WITHIN = timedelta(days=2)
#: privacy.md: a backup of the key store is kept 7 days at most.
KEYS_KEPT_AT_MOST = timedelta(days=7)
#: What a disk should have free: this share of it; and this many bytes, or on a small disk a fifth of it.
FREE_SHARE, FREE_BYTES = 0.05, 500 * 1024**2


@dataclass(frozen=True)
class Finding:
    """What is not safe, why that matters in one sentence, and what to do."""

    what: str
    why: str
    do: str


def examine(settings: Config) -> list[Finding]:
    """Everything that is found, the gravest kinds first."""
    from django.conf import settings as django_settings

    return [
        *debug(bool(django_settings.DEBUG)),
        *reach(settings),
        *modes(settings),
        *key_store(settings),
        *database(settings),
        *mail(settings),
        *backups(settings),
        *deploy_checks(settings),
        *disks(settings),
        *help_lines(),
    ]


def debug(is_on: bool) -> Iterator[Finding]:
    if is_on:
        yield Finding(
            "Debugging is on.",
            "An error page then shows what was typed, and settings.",
            "Start it with `tegenwind serve`, which never sets DEBUG.",
        )


def reach(settings: Config) -> Iterator[Finding]:
    """Over which addresses words travel unsealed."""
    if not settings.secure and settings.host not in (*LOCAL_HOSTS, "::1"):
        yield Finding(
            f"People reach it over http ({settings.url}).",
            "Everybody on the way can read passphrases and words.",
            "Put a proxy that ends TLS in front, and set TEGENWIND_URL to its https address.",
        )
    if not ipaddress.ip_address(settings.bind).is_loopback:
        yield Finding(
            f"It listens on {settings.bind}:{settings.port} without TLS, and not only for this machine.",
            "Who reaches that port passes the proxy by: it reads what is sent, and can pretend to be any address.",
            "Set TEGENWIND_BIND to 127.0.0.1; where the proxy is another machine or container, let nothing but the proxy "
            "reach the port.",
        )


# --- files ----------------------------------------------------------------------------------------------------------


def modes(settings: Config) -> Iterator[Finding]:
    """Files and folders that others on this machine can read or write, or that belong to somebody else."""
    folders = [("The data folder", settings.data), ("The key store", settings.keys)]
    boxes = settings.data / "waves"
    files = [("The secret key", settings.data / "secret-key")]
    if boxes.is_dir():
        folders.append(("The folder with the tallies of open waves", boxes))
        files += [("The tallies of a wave", path) for path in sorted(boxes.iterdir())]
    if settings.is_sqlite:
        name = Path(str(settings.database["NAME"]))
        files += [
            ("The database", name),
            *(("A file of the database", Path(f"{name}{end}")) for end in ("-wal", "-shm")),
        ]
    for what, folder in folders:
        yield from _mode(what, folder, 0o700)
    for what, file in files:
        yield from _mode(what, file, 0o600)
    open_keys = [path for path in _keys(settings.keys) if _lets_others(path) or _is_of_another(path)]
    if open_keys:
        yield Finding(
            f"{len(open_keys)} of the keys in {settings.keys} can be reached by others, such as {open_keys[0].name}.",
            "Who has a key and the database can try passphrases.",
            f"chmod 600 {settings.keys}/*, and make them belong to the user who runs the server.",
        )


def _keys(folder: Path) -> list[Path]:
    named = re.compile(r"[0-9]+(\.new)?|house|wave-[0-9]+")
    return sorted(path for path in folder.iterdir() if named.fullmatch(path.name)) if folder.is_dir() else []


def _mode(what: str, path: Path, allowed: int) -> Iterator[Finding]:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return
    if _lets_others(path):
        yield Finding(
            f"{what} ({path}) has mode {mode:o}.",
            "Other users of this machine can reach what should be reached by the server alone.",
            f"chmod {allowed:o} {path}",
        )
    if _is_of_another(path):
        yield Finding(
            f"{what} ({path}) belongs to another user than the one who asks.",
            "That user can read or change it; and if the server runs as that user, this command should too.",
            "Run `tegenwind doctor` as the user who runs the server; then, if this is still said, chown it to that user.",
        )


def _lets_others(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & 0o077)
    except OSError:
        return False


def _is_of_another(path: Path) -> bool:
    try:
        return path.stat().st_uid != os.geteuid()
    except OSError:
        return False


def key_store(settings: Config) -> Iterator[Finding]:
    """Whether the pepper stands beside what it protects."""
    data, keys = settings.data.resolve(), settings.keys.resolve()
    beside = "Who copies the data then copies the keys with it, and can try passphrases on every account."
    if keys.is_relative_to(data) or data.is_relative_to(keys):
        yield Finding(
            f"The key store ({keys}) and the data folder ({data}) are inside one another.",
            beside,
            "Stop the server, move the key store to another disk, and name that folder in TEGENWIND_KEYS.",
        )
    elif keys.stat().st_dev == data.stat().st_dev:
        yield Finding(
            f"The key store ({keys}) is on the same file system as the data ({data}).",
            beside,
            "Stop the server, move the key store to another disk, and name that folder in TEGENWIND_KEYS.",
        )


def disks(settings: Config, usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage) -> Iterator[Finding]:
    """Disks that are nearly full. `usage` gives total, used and free bytes of the disk that a folder is on."""
    seen = set()
    for name, folder in (("TEGENWIND_DATA", settings.data), ("TEGENWIND_KEYS", settings.keys)):
        device = folder.stat().st_dev
        total, _used, free = usage(folder)
        if device not in seen and free < max(total * FREE_SHARE, min(FREE_BYTES, total / 5)):
            yield Finding(
                f"The disk of {name} ({folder}) is nearly full: {free // 1024**2} MB free of {total // 1024**2} MB.",
                "On a full disk nothing that people write can be kept.",
                "Make room, or move the folder to a larger disk while the server is stopped.",
            )
        seen.add(device)


# --- database, backups ------------------------------------------------------------------------------------------------


def database(settings: Config) -> Iterator[Finding]:
    """PostgreSQL on another machine without a TLS that is checked (libpq's default, `prefer`, takes what it gets)."""
    host = str(settings.database.get("HOST", ""))
    if settings.is_sqlite or not host or host.startswith("/") or _is_this_machine(host):
        return
    options = settings.database["OPTIONS"]
    mode = str(options.get("sslmode", "prefer")) if isinstance(options, dict) else "prefer"
    if mode in ("disable", "allow", "prefer"):
        yield Finding(
            f"PostgreSQL on {host} is asked without TLS (sslmode={mode}).",
            "Who is between the two machines can read and change every row on its way.",
            "Add ?sslmode=verify-full&sslrootcert=FILE to TEGENWIND_DATABASE_URL.",
        )
    elif mode == "require":
        yield Finding(
            f"PostgreSQL on {host} is asked over TLS, but nobody looks who answers (sslmode=require).",
            "Who puts a machine in between is not noticed.",
            "Put ?sslmode=verify-full&sslrootcert=FILE in TEGENWIND_DATABASE_URL.",
        )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def mail(settings: Config) -> Iterator[Finding]:
    """Mail handed over in the clear to another machine."""
    if settings.mail is not None and not settings.mail.security and not _is_this_machine(settings.mail.host):
        yield Finding(
            f"Mail is handed to {settings.mail.host} without TLS.",
            "Who is on the way reads the address of everybody who asks for a new passphrase, and the link to set it.",
            "Use smtp+starttls:// or smtps:// in TEGENWIND_MAIL.",
        )


def backups(settings: Config, now: datetime | None = None) -> Iterator[Finding]:
    """Whether a backup is made every day, and whether keys go from it after seven days."""
    now = now or datetime.now(UTC)
    last = backup.last(settings)
    make = "Every day, from a timer: tegenwind backup --to FOLDER --keys-to FOLDER (docs/how-to/back-up.md)."
    if last is None:
        yield Finding(
            "No backup was made by `tegenwind backup`.",
            "When this disk breaks, everything that people wrote is gone; nobody can make it again.",
            make,
        )
        return
    if now - last["made_at"] > BACKUP_WITHIN:
        yield Finding(
            f"The last backup was made {(now - last['made_at']).days} days ago.",
            "What was written since is gone when this disk breaks.",
            make,
        )
    keys_to: Path = last["keys_to"]
    try:
        there = [*form.found_in(keys_to, form.KEYS), *form.broken_off_in(keys_to, form.KEYS)]
    except OSError:
        return  # A disk that is only there for the backup: whoever keeps it looks after it.
    old = [path for when, path in sorted(there) if now - when > KEYS_KEPT_AT_MOST]
    if old:
        yield Finding(
            f"{len(old)} key backups in {keys_to} are older than 7 days, such as {old[0].name}.",
            "Whoever was erased since can still be opened with them, while the page says that this ends within 7 days.",
            "Make a backup every day, which removes them; and see that no copy of them is kept elsewhere.",
        )


# --- Django, help lines -----------------------------------------------------------------------------------------------


def deploy_checks(settings: Config) -> Iterator[Finding]:
    """What Django's own deployment checks say. Over http on one's own machine they would ask for what only https has."""
    if not settings.secure:
        return
    from django.core.checks import WARNING, run_checks

    for message in run_checks(include_deployment_checks=True):
        if message.level >= WARNING and not message.is_silenced():
            yield Finding(
                f"Django: {message.msg.splitlines()[0]}",
                f"It is one of Django's checks for a server on the internet ({message.id}).",
                message.hint or "See 'System check framework' in Django's documentation.",
            )


def help_lines(today: date | None = None) -> Iterator[Finding]:
    """Whether somebody held the help lines against their own pages lately."""
    from tegenwind.web.help.lines import WrongHelp, read_help

    try:
        told = read_help()
    except WrongHelp as wrong:
        yield Finding(
            f"The file with help lines cannot be used: {wrong.mistakes[0]}",
            "Whoever looks for help finds none, and the server does not start.",
            "Run `tegenwind check`, which names every mistake.",
        )
        return
    dates = [("The help lines were", told.checked_on)]
    dates += [(f"The line {line.name.en!r} for concerns was", line.checked_on) for line in told.concern]
    dates += [(f"The place {place.name.en!r} was", place.checked_on) for place in told.serious]
    for what, checked_on in dates:
        days = ((today or datetime.now(UTC).date()) - checked_on).days
        if days > HELP_CHECKED_WITHIN.days:
            yield Finding(
                f"{what} last checked {days} days ago ({checked_on}).",
                "A number that no longer answers, in an emergency, is worse than none.",
                "Ring or look up every line, then set checked_on in the file of TEGENWIND_HELP (docs/how-to/help-lines.md).",
            )
