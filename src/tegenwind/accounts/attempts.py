"""Where rate limits are counted: a table in memory that all processes of the server share, and no file anywhere.

A cache in each process would count for each process apart, so that two workers give twice the tries; a cache in files or
in the database would put on disk who tried when. This one is anonymous memory, made before the server forks and gone
with it. A name or an address is in it only as an HMAC under a key that is drawn at start and never leaves memory: who
reads the memory of a stopped process, or its swap, finds moments that belong to nobody.

It is Django's default cache because that is where django-allauth counts. Nothing else belongs in it; what an
identity provider's token was used for, and which one-time code, are such counts too.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import math
import mmap
import os
import secrets
import struct
import tempfile
import threading
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

#: One count in one page of memory; four places for each hash, so that a crowd of others does not push one out.
SLOT: Final = 4096
WAYS: Final = 4
SETS: Final = 512

_MARK_BYTES = 16
_HEAD = struct.Struct(f"<{_MARK_BYTES}sdHB")
_ROUND = struct.Struct("<Q")
_MOMENTS, _OTHER = 1, 2

#: How many moments one count can hold: no rate in the settings may allow more.
MOST_MOMENTS: Final = (SLOT - _HEAD.size) // 8


class Table:
    """The memory itself: ``sets`` times four slots, each ``mark, until, length, shape, content``.

    Shared by every process forked after it was made. The lock is the kernel's and belongs to a process, so that one that
    is killed in the middle lets go of it; threads of one process wait for each other beside it.
    """

    def __init__(self, sets: int = SETS) -> None:
        self._sets = sets
        self._key = secrets.token_bytes(32)
        self._handle = _anonymous()
        size = SLOT * (1 + sets * WAYS)  # The first page holds the round.
        os.ftruncate(self._handle, size)
        self._memory = mmap.mmap(self._handle, size)
        self._threads = threading.Lock()
        os.register_at_fork(after_in_child=self._forked)

    def __repr__(self) -> str:
        return "Table()"

    def _forked(self) -> None:
        self._threads = threading.Lock()  # A thread that held it does not exist here.

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else reads or writes meanwhile, in this process or another. Held for microseconds."""
        with self._threads:
            fcntl.lockf(self._handle, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._handle, fcntl.LOCK_UN)

    def read(self, name: str, now: float) -> tuple[int, bytes] | None:
        """Shape and content under this name, or None. Only inside ``alone``."""
        mark, places = self._places(name)
        for place in places:
            held, until, length, shape = _HEAD.unpack_from(self._memory, place)
            if held == mark and until > now:
                start = place + _HEAD.size
                return shape, self._memory[start : start + length]
        return None

    def write(self, name: str, shape: int, content: bytes, until: float, now: float) -> None:
        """Keep this under the name. In a full set the one that ends soonest gives way. Only inside ``alone``."""
        if len(content) > SLOT - _HEAD.size:
            raise ValueError(f"a count holds at most {SLOT - _HEAD.size} bytes")
        mark, places = self._places(name)
        heads = [(*_HEAD.unpack_from(self._memory, place)[:2], place) for place in places]
        place = next(
            (place for held, _until, place in heads if held == mark),
            min(heads, key=lambda head: head[1] if head[1] > now else -math.inf)[2],
        )
        _HEAD.pack_into(self._memory, place, mark, until, len(content), shape)
        self._memory[place + _HEAD.size : place + _HEAD.size + len(content)] = content

    def remove(self, name: str) -> None:
        """Forget what is under the name. Only inside ``alone``."""
        mark, places = self._places(name)
        for place in places:
            if _HEAD.unpack_from(self._memory, place)[0] == mark:
                self._memory[place : place + SLOT] = bytes(SLOT)

    def forget_all(self) -> None:
        """Begin anew: what was counted before is found no more. Only inside ``alone``."""
        (number,) = _ROUND.unpack_from(self._memory, 0)
        _ROUND.pack_into(self._memory, 0, number + 1)

    def _places(self, name: str) -> tuple[bytes, list[int]]:
        told = self._memory[: _ROUND.size] + name.encode("utf-8", "surrogatepass")
        digest = hmac.digest(self._key, told, hashlib.sha256)
        first = 1 + int.from_bytes(digest[_MARK_BYTES : _MARK_BYTES + 4], "little") % self._sets * WAYS
        return digest[:_MARK_BYTES], [SLOT * (first + way) for way in range(WAYS)]


def _anonymous() -> int:
    """An open file that has no name and never reaches a disk; where the system has none, one without a name on the disk."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("tegenwind-attempts")
    with tempfile.TemporaryFile() as nameless:
        return os.dup(nameless.fileno())


#: Made when this module is first imported. `accounts.apps` does that while the server prepares, before it forks.
_table = Table()


class AttemptsCache(BaseCache):
    """Django's cache over the table: small values only (lists of moments, and what JSON can say in a few words)."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it only when nothing is there; of processes that ask at once, one is told True."""
        shape, content = _packed(value)
        name, until, now = self.make_key(key, version), self._until(timeout), time.time()
        with _table.alone():
            if _table.read(name, now) is not None:
                return False
            _table.write(name, shape, content, until, now)
        return True

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with _table.alone():
            found = _table.read(self.make_key(key, version), time.time())
        return default if found is None else _unpacked(*found)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Raises `ValueError` for what does not fit: a count that is silently lost would be no limit at all."""
        shape, content = _packed(value)
        name, until, now = self.make_key(key, version), self._until(timeout), time.time()
        with _table.alone():
            _table.write(name, shape, content, until, now)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        name, until, now = self.make_key(key, version), self._until(timeout), time.time()
        with _table.alone():
            found = _table.read(name, now)
            if found is not None:
                _table.write(name, *found, until, now)
        return found is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        name = self.make_key(key, version)
        with _table.alone():
            there = _table.read(name, time.time()) is not None
            _table.remove(name)
        return there

    def clear(self) -> None:
        with _table.alone():
            _table.forget_all()

    def _until(self, timeout: Any) -> float:
        until = self.get_backend_timeout(timeout)
        return math.inf if until is None else float(until)


def _packed(value: Any) -> tuple[int, bytes]:
    if isinstance(value, list) and all(isinstance(moment, float) for moment in value):
        return _MOMENTS, array("d", value).tobytes()
    return _OTHER, json.dumps(value).encode()


def _unpacked(shape: int, content: bytes) -> Any:
    if shape == _MOMENTS:
        moments = array("d")
        moments.frombytes(content)
        return moments.tolist()
    return json.loads(content)
