"""Slow derivations: what a stored verifier looks like, and the gate that lets two run at once on a machine.

One derivation takes 64 MiB. Without the gate thirty people signing in together would take two gigabytes.
"""

import fcntl
import os
import re
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from tegenwind.sealing import DEFAULT_COST, Cost, Derived, derive

AT_ONCE = 2
MAX_PASSPHRASE = 1024
"""Characters; a longer passphrase is refused before any work is done."""

_LOOK_AGAIN = 0.01
"""Seconds; a derivation takes some hundred times as long."""
_STORED = re.compile(
    r"tegenwind-argon2id-1\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})\$([A-Za-z0-9+/]+=*)\$([A-Za-z0-9+/]+=*)"
)


def cost_in_force() -> Cost:
    """What a new derivation costs: `settings.TEGENWIND_ARGON2` (KiB, passes, lanes) when given, else the default."""
    given = getattr(settings, "TEGENWIND_ARGON2", None)
    return Cost(*given) if given else DEFAULT_COST


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """One of the `AT_ONCE` turns of this machine: a lock on a file in `folder`. Waits, asleep, until one is free.

    The locks belong to open files, so they hold between threads and processes alike, and a killed process lets go.
    Nothing can wait for whichever of several locks comes free first, so whoever is next looks at all of them again and
    again, and keeps the door shut meanwhile: the others wait there, and cost nothing.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as held:
        with _opened(folder / ".turn-door") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            handles = [held.enter_context(_opened(folder / f".turn-{n}")) for n in range(AT_ONCE)]
            while not any(map(_taken, handles)):
                time.sleep(_LOOK_AGAIN)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)  # This lets go of its lock as well.


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@sensitive_variables()
def derive_in_turn(passphrase: str, *, pepper: bytes, salt: bytes, cost: Cost) -> Derived:
    """`sealing.derive`, at most `AT_ONCE` at a time on this machine."""
    with turn(Path(settings.TEGENWIND.keys)):
        return derive(passphrase, pepper=pepper, salt=salt, cost=cost)


@dataclass(frozen=True, slots=True)
class Stored:
    """What an account keeps of a passphrase: `tegenwind-argon2id-1$m=65536,t=5,p=1$SALT$VERIFIER` (base64)."""

    cost: Cost
    salt: bytes
    verifier: bytes = field(repr=False)

    def __str__(self) -> str:
        cost = f"m={self.cost.memory_kib},t={self.cost.passes},p={self.cost.lanes}"
        return f"tegenwind-argon2id-1${cost}${b64encode(self.salt).decode()}${b64encode(self.verifier).decode()}"

    @classmethod
    def parse(cls, text: str) -> "Stored | None":
        """What `str` gave; None for anything else, such as an unusable password."""
        match = _STORED.fullmatch(text)
        if match is None:
            return None
        memory, passes, lanes, salt, verifier = match.groups()
        try:
            return cls(Cost(int(memory), int(passes), int(lanes)), b64decode(salt), b64decode(verifier))
        except ValueError:
            return None


@sensitive_variables()
def derive_new(passphrase: str, pepper: bytes) -> tuple[Stored, bytes]:
    """A new salt at today's cost: what the account keeps, and the slot key that is kept nowhere."""
    salt, cost = secrets.token_bytes(16), cost_in_force()
    derived = derive_in_turn(passphrase, pepper=pepper, salt=salt, cost=cost)
    return Stored(cost, salt, derived.verifier), derived.slot_key
