"""Houses with people in them, for backups: made without a server, and looked at from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.server import PASSPHRASE, Server

#: Cheap derivations: what they cost is measured in bench/.
_BEGIN = f"""
import django; django.setup()
from django.conf import settings
settings.TEGENWIND_ARGON2 = (64, 1, 1)
from tegenwind.accounts import actions as accounts, queries as people
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import Person
from tegenwind.vault import actions as vault, queries
PASSPHRASE = {PASSPHRASE!r}
"""

_MAKE = """
from datetime import date
from allauth.mfa.models import Authenticator
from tegenwind.accounts.models import InboxLetter
from tegenwind.sharing.models import Share
from django.core.management import call_command
from tegenwind.project import serving
serving.install_packs(settings.TEGENWIND)
call_command("migrate", verbosity=0)
key_store().house_key()
for name in NAMES:
    person = Person(username=name)
    person.set_password(PASSPHRASE)
    mine = accounts.join(person)
    accounts.start_session(mine)
    # JSON, a moment, a number that the database counts, and what no backup holds.
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": [name, None, 1.5]})
    Share.objects.create(vault_id=mine.vault_id, sealed=b"shared", proof=bytes(32), expires_on=date(2030, 1, 1))
    InboxLetter.objects.create(vault_id=mine.vault_id, sealed=bytes(range(256)))
    for n in range(12):
        vault.put(mine, kind="note", body={"words": f"{name} {n} é\\u2028"}, head={"n": n}, pinned=n % 5 == 0)
"""

_OPEN = """
mine = accounts.unlock_with_passphrase(people.person_named(NAME), PASSPHRASE)
opened = queries.open_many(mine, "note")
assert not opened.unreadable and len(queries.all_heads(mine, "note")) == len(opened.records)
print(len(opened.records))
"""


class House(Server):
    """A server's house that need not serve. The key store stands apart from the data."""

    def __init__(self, house: Path, **settings: str) -> None:
        super().__init__(house, {"TEGENWIND_KEYS": str(house / "keys"), **settings})
        self.keys = house / "keys"
        self.to, self.keys_to = house / "backups", house / "key-backups"
        for folder in (self.to, self.keys_to):
            folder.mkdir()

    def start(self) -> House:
        super().start()
        return self

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run code in this house with Django set up."""
        return subprocess.run(
            [sys.executable, "-c", _BEGIN + code],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"},
            cwd=self.house / "here",
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def fill(self, *names: str) -> House:
        """People with records, a session, a server's own key, and the packs of the program."""
        done = self.python(f"NAMES = {names!r}\n{_MAKE}")
        assert done.returncode == 0, done.stderr
        return self

    def opens(self, name: str) -> int:
        """How many notes the passphrase opens, with the index over them whole; -1 when there is no such person."""
        done = self.python(
            f"NAME = {name!r}\nif people.person_named(NAME) is None: print(-1); raise SystemExit\n{_OPEN}"
        )
        assert done.returncode == 0, done.stderr
        return int(done.stdout)

    def erase(self, name: str) -> None:
        done = self.python(f"accounts.erase_person(people.person_named({name!r}))")
        assert done.returncode == 0, done.stderr

    def told(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit status, output and errors of ``tegenwind`` with these arguments."""
        done = self.command(*map(str, arguments))
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def backup(self, *more: str) -> tuple[Path, Path]:
        """The data backup and the key backup of a run that went well."""
        status, told, wrong = self.told("backup", "--to", self.to, "--keys-to", self.keys_to, *more)
        assert (status, wrong) == (0, ""), wrong
        data, keys = (Path(line.split(": ")[0]) for line in told.splitlines()[:2])
        return data, keys

    def restore(self, data: Path, keys: Path, *more: str) -> tuple[int, str, str]:
        return self.told("restore", "--from", data, "--keys-from", keys, *more)

    def kept(self) -> dict[str, str]:
        """Every file of a backup of this house but the manifest, with its digest: what is kept, to the last row."""
        data, _keys = self.backup()
        return digests(data)

    def is_bare(self) -> bool:
        """Neither a database nor a key was made here."""
        keys = [path for path in self.keys.iterdir() if not path.name.startswith(".")] if self.keys.is_dir() else []
        return not (self.data / "db.sqlite3").exists() and not keys


def manifest_of(backup: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((backup / "manifest.json").read_text())
    return told


def digests(data: Path) -> dict[str, str]:
    files = manifest_of(data)["files"]
    assert isinstance(files, dict)
    return {name: told["sha256"] for name, told in files.items()}


def everything(folder: Path) -> dict[str, bytes]:
    """The content of every file in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
