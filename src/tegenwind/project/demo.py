"""``tegenwind demo``: the program with made-up helpers, a coach and an organisation in it, in a folder that is gone when it stops."""

from __future__ import annotations

import datetime
import os
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from tegenwind.project import config, demo_coach, demo_files, demo_waves
from tegenwind.project.demo_files import Helper

if TYPE_CHECKING:
    from tegenwind.accounts.models import Person
    from tegenwind.accounts.unlocked import Unlocked

SETTINGS = "tegenwind.project.settings_demo"

#: What would have it use something that is there already, be reached from elsewhere, or send mail.
NOT_HERE: Final = (
    "TEGENWIND_DATA",
    "TEGENWIND_KEYS",
    "TEGENWIND_DATABASE_URL",
    "TEGENWIND_SECRET_KEY",
    "TEGENWIND_BIND",
    "TEGENWIND_URL",
    "TEGENWIND_SMALLEST_GROUP",
    "TEGENWIND_MAIL",
    "TEGENWIND_MAIL_FROM",
    "TEGENWIND_OIDC_ISSUER",
    "TEGENWIND_OIDC_CLIENT",
    "TEGENWIND_OIDC_SECRET",
    "TEGENWIND_OIDC_SECRET_FILE",
    "TEGENWIND_OIDC_NAME",
)

_STOPPING: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

#: Five of these, all different, make a passphrase that need not be kept: it opens what is made up, for as long as it runs.
_WORDS: Final[Mapping[str, str]] = {
    "nl": (
        "anker appel bezem blik boter brug deken drempel duif emmer fiets fluit gist haak hooi jas kaars kers klok knoop "
        "koffer kraan lepel linde lint mand mosterd naald noot oever olie pan peer pet plank puzzel raam rabarber riet "
        "schaar schoen sjaal sleutel sluis soep spijker steen stoel tafel touw trap tulp uil varen veer vlieger wagen "
        "water wilg wolk zadel zand zeil zolder"
    ),
    "en": (
        "anchor apple basket bell birch bramble bread bridge bucket button candle canal chair cherry clock cloud copper "
        "cotton drawer elder engine feather fern fiddle garden ginger glove harbour hazel heron kettle kite ladder "
        "lantern lemon linen mallow marble meadow mustard needle oatmeal orchard paddle pebble pepper pigeon pocket "
        "puzzle quilt river saddle shovel spoon stairs sugar thistle thread tulip velvet wagon walnut willow window"
    ),
}


def run(port: str | None) -> int:
    """Serve until it is stopped. Returns 2 when a setting or a file cannot be used; nothing is written then."""
    wrong = [
        f"{name} is set: the demo makes a folder of its own, is for this machine, and sends no mail. "
        "Allowed is leaving it out."
        for name in NOT_HERE
        if os.environ.get(name, "").strip()
    ]
    if port is not None:
        os.environ["PORT"] = port
    try:
        config.read()
        helpers = [] if wrong else read()
    except (config.WrongSettings, demo_files.WrongHelpers) as error:
        wrong += error.mistakes
        helpers = []
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 2
    with _throw_away_folder() as folder:
        os.environ["TEGENWIND_DATA"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
        from tegenwind.project import serving

        return serving.serve(lambda: _fill(helpers, folder))


def read() -> list[Helper]:
    """The helpers that are shipped, with today's days. Raises :class:`demo_files.WrongHelpers`, or ``WrongSettings``."""
    from tegenwind import packs
    from tegenwind.project.cli_pack import folders

    try:
        offered = [packs.load(folder) for folder in folders()]
    except packs.BrokenPack as broken:
        raise demo_files.WrongHelpers([str(mistake) for mistake in broken.mistakes]) from broken
    today = datetime.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    return demo_files.read(config.shipped("examples") / "helpers", offered, today)


@contextmanager
def _throw_away_folder() -> Iterator[Path]:
    """A new folder, taken away at the end: also on Ctrl+C and SIGTERM, at whatever moment they come.

    The processes of the server are made out of this one, and leave through here too when they end; only the one that made
    the folder takes it away.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    maker = os.getpid()
    # They wait while the folder is made, and until the server has handlers of its own they end it by these.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    for number in _STOPPING:
        signal.signal(number, stop)
    folder = Path(tempfile.mkdtemp(prefix="tegenwind-demo-"))
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        yield folder
    finally:
        if os.getpid() == maker:
            signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
            shutil.rmtree(folder, ignore_errors=True)


def _fill(helpers: Sequence[Helper], folder: Path) -> None:
    print(f"Made up: everything in here. It stands in {folder}, and is gone when this stops.\n")
    people: dict[str, tuple[Person, Unlocked]] = {}
    for helper in (*helpers, demo_coach.COACH, demo_waves.LEADER):
        passphrase = " ".join(secrets.SystemRandom().sample(_WORDS[helper.language].split(), 5))
        people[helper.name] = _join(helper, passphrase)
        print(f"  name: {helper.name}\n  passphrase: {passphrase}\n  {helper.who}\n", flush=True)
    demo_coach.settle(people)
    demo_waves.settle(people)


def _join(helper: Helper, passphrase: str) -> tuple[Person, Unlocked]:
    """An account with a recovery code that works, and all that this helper kept in it."""
    from tegenwind import sealing
    from tegenwind.accounts import actions as accounts
    from tegenwind.accounts.models import Person

    person = Person(username=helper.name, language=helper.language)
    person.set_password(passphrase)
    unlocked = accounts.join(person)
    accounts.confirm_recovery_code(unlocked, sealing.last_group(accounts.make_recovery_code(unlocked)))
    keep(unlocked, helper)
    return person, unlocked


def keep(unlocked: Unlocked, helper: Helper) -> None:
    """Seal all that a helper kept, as everything is, in one transaction."""
    from tegenwind.practice import act, case, circle, intention, ties
    from tegenwind.vault import actions as vault
    from tegenwind.web import shelf

    ids: dict[str, list[int]] = {kind: [] for kind in demo_files.KINDS}
    followed = {record.circle for _kind, record in helper.kept if isinstance(record, act.Act)}
    with vault.alone(unlocked):
        for kind, record in helper.kept:
            named = ties.translated(kind, record, lambda other, number: ids[other][number - 1])
            pinned: bool | str | None = demo_files.slot(kind, named)
            # The pages have these at hand.
            if (
                isinstance(named, case.Case)
                or (isinstance(named, intention.Intention) and named.ended is None)
                or (isinstance(named, circle.Circle) and len(ids[kind]) + 1 not in followed)
                or (isinstance(named, act.Act) and named.is_under_way)
            ):
                pinned = True
            ids[kind].append(shelf.keep(unlocked, named, pinned=pinned).id)
