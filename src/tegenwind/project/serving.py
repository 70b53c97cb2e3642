"""``tegenwind serve`` and ``tegenwind check``: set up what the server needs, then serve; or hold everything against its rules."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tegenwind.project import config


def serve(fill: Callable[[], None] | None = None) -> int:
    """Prepare the data folder and serve. Returns 2 when a setting or a pack cannot be used; does not return otherwise.

    Args:
        fill: puts something into the folder that was prepared, before anybody can come.
    """
    settings = _ready()
    if settings is None or not _prepare(settings):
        return 2
    if fill is not None:
        fill()
        close_connections()
    where, stopping = settings.url, "nothing is lost" if fill is None else "all of it is gone then"
    print(f"Tegenwind: {where}  (Ctrl+C stops it; {stopping})", flush=True)
    _gunicorn(settings)
    return 0


def check() -> int:
    """Settings, help lines, the policy of what is kept, packs, migrations and Django's own checks."""
    settings = _ready()
    if settings is None:
        return 2
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.management.base import CommandError, SystemCheckError

    problems = _help_problems() + _policy_problems() + _pack_problems()
    try:
        call_command("check", verbosity=0)
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
    except (SystemCheckError, CommandError) as error:
        problems.append(str(error))
    except SystemExit:
        problems.append("a model has changed without a migration, allowed are models with their migrations")
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("settings, help lines, what is kept, packs and models: no mistakes")
    return 2 if problems else 0


def _ready() -> config.Config | None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegenwind.project.settings")
    try:
        settings = config.read()
        config.prepare(settings)
    except config.WrongSettings as wrong:
        print("\n".join(wrong.mistakes), file=sys.stderr)
        return None
    return settings


def _help_problems() -> list[str]:
    from tegenwind.web.help.lines import WrongHelp, read_help

    try:
        read_help()
    except WrongHelp as wrong:
        return wrong.mistakes
    return []


def _policy_problems() -> list[str]:
    from tegenwind.web.help import policy

    return policy.mistakes()


def _pack_problems() -> list[str]:
    from tegenwind import packs
    from tegenwind.project.cli_pack import folders

    return [str(mistake) for folder in folders() for mistake in packs.check(folder)]


def _prepare(settings: config.Config) -> bool:
    import django

    django.setup()
    from django.core.management import call_command

    from tegenwind.project import restore

    if restore.is_unfinished():
        print(f"A restore into this database was broken off. {restore.FINISH_IT}", file=sys.stderr)
        return False
    problems = _help_problems() or install_packs(settings)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return False
    call_command("migrate", verbosity=0, interactive=False)
    if settings.is_sqlite:
        Path(str(settings.database["NAME"])).chmod(0o600)
    if not _has_its_keys(settings):
        return False
    _sweep()
    _static(settings)
    close_connections()
    return True


def close_connections() -> None:
    """Let go of the database before the server forks.

    A pool of PostgreSQL connections that lives on would be shared by the processes, and answers would end up with the
    wrong one.
    """
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _has_its_keys(settings: config.Config) -> bool:
    """Whether the key store belongs to this database. With the wrong one nobody could sign in; better not to start at all."""
    from tegenwind.accounts import queries

    everyone, missing = queries.without_key()
    if not missing:
        return True
    print(
        f"TEGENWIND_KEYS is {str(settings.keys)!r}: it holds no key for {missing} of {everyone} accounts in this database. "
        "Allowed is the key store that belongs to it; without those keys these accounts stay shut for ever.",
        file=sys.stderr,
    )
    return missing < everyone


def _sweep() -> None:
    """Take away what has ended: sessions and invitations past their last day, keys of accounts that never came to be, and boxes
    and keys of waves that ended or never opened. Before there are workers: nobody opens a wave meanwhile."""
    from django.utils import timezone

    from tegenwind.accounts import actions
    from tegenwind.accounts.sessions import SessionStore
    from tegenwind.sharing import actions as sharing
    from tegenwind.teams import invitations
    from tegenwind.waves import closing as waves

    actions.clear_expired_sessions()
    SessionStore.clear_expired()
    actions.sweep_key_store()
    sharing.sweep()
    waves.sweep()
    invitations.sweep(timezone.localdate())


def install_packs(settings: config.Config) -> list[str]:
    """Keep every offered pack in the store and note which versions are offered. Returns what is wrong, if anything."""
    from tegenwind import packs
    from tegenwind.packs.store import install
    from tegenwind.project.cli_pack import folders
    from tegenwind.web.library import OFFER

    store = settings.data / "packs"
    found: dict[str, str] = {}
    for folder in folders():
        try:
            pack = install(folder, store)
        except packs.BrokenPack as broken:
            return [str(mistake) for mistake in broken.mistakes]
        found[pack.id] = pack.digest
    # Own resistance first: it is where the program begins. The others follow by name.
    order = sorted(found, key=lambda name: (name != "weerstand", name))
    offer, draft = store / OFFER, store / f".{OFFER}"
    content = json.dumps([found[name] for name in order])
    if not offer.is_file() or offer.read_text() != content:
        draft.write_text(content)
        draft.replace(offer)
    return []


def _static(settings: config.Config) -> None:
    """Gather and compress the static files, when they have changed since last time."""
    from django.conf import settings as django_settings
    from django.core.management import call_command

    sources = [Path(folder) for folder in django_settings.STATICFILES_DIRS]
    mark = hashlib.sha256()
    for file in sorted(path for folder in sources for path in folder.rglob("*") if path.is_file()):
        mark.update(f"{file.name}{file.stat().st_size}{file.stat().st_mtime_ns}".encode())
    stamp = settings.data / "static" / ".gathered"
    if not stamp.is_file() or stamp.read_text() != mark.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(mark.hexdigest())


def _gunicorn(settings: config.Config) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in gunicorn_options(settings).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from tegenwind.project.wsgi import application

            _read_in()
            return application

    sys.argv = sys.argv[:1]
    Server().run()


def _read_in() -> None:
    """Have the pages and the packs in memory before the server forks: once for all its processes, and before the first visitor.

    What is there then stays as long as the program does. It is no longer gone through in search of what can be thrown away: that
    would copy the memory that the processes share, and take most of the time that stopping takes.
    """
    from django.urls import get_resolver

    from tegenwind.web import library

    list(get_resolver().url_patterns)
    library.offered()
    close_connections()
    gc.collect()
    gc.freeze()


def gunicorn_options(settings: config.Config) -> dict[str, Any]:
    """How gunicorn runs: a few processes with threads, no access log (it would hold addresses and moments)."""
    host = f"[{settings.bind}]" if ":" in settings.bind else settings.bind
    return {
        "bind": [f"{host}:{settings.port}"],
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_class": "tegenwind.project.worker.Worker",
        "preload_app": True,
        "accesslog": None,
        "control_socket_disable": True,
        "loglevel": "warning",
        "logconfig_dict": _logging(),
        "timeout": 60,
        "graceful_timeout": 20,
        "keepalive": 5,
        "proc_name": "tegenwind",
        "forwarded_allow_ips": "*" if settings.secure else "127.0.0.1",
        "limit_request_line": 4094,
        "limit_request_fields": 60,
    }


def _logging() -> dict[str, Any]:
    handler = {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}}
    logger = {"level": "WARNING", "handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "discreet": {"()": "tegenwind.project.logs.Discreet", "format": "%(levelname)s %(name)s %(message)s"}
        },
        "handlers": handler,
        "root": {"level": "WARNING", "handlers": ["console"]},
        "loggers": {"gunicorn.error": logger, "gunicorn.access": {**logger, "handlers": []}},
    }
