"""The memory in which tries are counted: one for all processes, bounded, and with nobody's name in it."""

from __future__ import annotations

import hashlib
import math
import os
import signal
import time
from collections.abc import Callable

import pytest
from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings
from django.core.cache import cache, caches

from tegenwind.accounts import attempts
from tegenwind.accounts.attempts import MOST_MOMENTS, SLOT, WAYS, AttemptsCache, Table


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> AttemptsCache:
    """A cache over a table of its own."""
    monkeypatch.setattr(attempts, "_table", Table(sets=8))
    return AttemptsCache("", {})


def in_another_process(work: Callable[[], object]) -> None:
    """Do this in a forked process; it ends with 0 unless the work fails."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except Exception:  # noqa: BLE001 - whatever it is, the process that waits is told
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def test_it_is_what_the_program_counts_in() -> None:
    assert isinstance(caches["default"], AttemptsCache)


def test_it_keeps_and_forgets_as_a_cache_does(own: AttemptsCache) -> None:
    assert own.get("a") is None and own.get("a", []) == []
    own.set("a", [3.5, 2.25], 60)
    assert own.get("a") == [3.5, 2.25]
    own.set("a", [], 60)
    assert own.get("a") == []
    assert own.add("a", True, 60) is False and own.add("b", True, 60) is True
    assert own.get("b") is True
    own.set("c", {"used": ["x", 1, None]}, None)
    assert own.get("c") == {"used": ["x", 1, None]} and own.touch("c", 60) and not own.touch("d")
    assert own.delete("a") is True and own.delete("a") is False and own.get("a") is None
    own.clear()
    assert own.get("b") is None and own.add("b", True, 60) is True


def test_what_has_ended_is_gone(own: AttemptsCache) -> None:
    own.set("a", [1.0], 0)
    assert own.get("a") is None and own.add("a", True, -1) is True and own.get("a") is None


def test_too_much_is_refused_and_not_lost_in_silence(own: AttemptsCache) -> None:
    own.set("a", [0.5] * MOST_MOMENTS, 60)
    assert own.get("a") == [0.5] * MOST_MOMENTS
    with pytest.raises(ValueError, match="at most"):
        own.set("a", [0.5] * (MOST_MOMENTS + 1), 60)
    assert own.get("a") == [0.5] * MOST_MOMENTS


def test_every_rate_in_force_fits() -> None:
    from allauth.account import app_settings

    rates = [rate for told in app_settings.RATE_LIMITS.values() for rate in parse_rates(told)]
    assert settings.ACCOUNT_RATE_LIMITS.keys() <= app_settings.RATE_LIMITS.keys()
    assert max(rate.amount for rate in rates) <= MOST_MOMENTS


def test_another_process_counts_in_the_same_memory(own: AttemptsCache) -> None:
    own.set("a", [1.0], 60)

    def count() -> None:
        for moment in range(2, 5):
            own.set("a", [*own.get("a"), float(moment)], 60)

    in_another_process(count)
    assert own.get("a") == [1.0, 2.0, 3.0, 4.0]


def test_of_processes_that_count_at_once_no_count_is_lost(own: AttemptsCache) -> None:
    """Each adds one to what stands there, and lets the others go in between as often as they like."""
    table, now = attempts._table, time.time()

    def count() -> None:
        for _again in range(100):
            with table.alone():
                found = table.read("count", now)
                number = int(found[1]) if found else 0
                os.sched_yield()
                table.write("count", 2, str(number + 1).encode(), now + 60, now)

    children = []
    for _one in range(4):
        child = os.fork()
        if child == 0:
            count()
            os._exit(0)
        children.append(child)
    assert all(os.waitpid(child, 0)[1] == 0 for child in children)
    assert table.read("count", now) == (2, b"400")


def test_a_process_that_is_killed_with_the_lock_lets_go_of_it(own: AttemptsCache) -> None:
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with attempts._table.alone():
            os.write(tell, b"x")
            signal.pause()
    os.read(ready, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    own.set("a", [1.0], 60)
    assert own.get("a") == [1.0]


def test_a_crowd_pushes_out_what_ends_soonest_and_nothing_grows(own: AttemptsCache) -> None:
    table = attempts._table
    before = len(table._memory)
    own.set("kept", [1.0], 3600)
    for number in range(8 * WAYS * 3):
        own.set(f"one of a crowd {number}", [float(number)], 60)
    assert own.get("kept") == [1.0]
    assert len(table._memory) == before == SLOT * (1 + 8 * WAYS)


def test_the_memory_names_nobody_and_no_place() -> None:
    """Not in clear, and not as a digest that somebody with a list of names or all addresses could make again."""
    cache.set("allauth:rl:allauth.account:login_failed:10/60/key:Noor", [time.time()], 60)
    cache.set("ip:192.0.2.17", [time.time()], 60)
    with attempts._table.alone():
        memory = bytes(attempts._table._memory)
    key = cache.make_key("ip:192.0.2.17")
    assert b"Noor" not in memory and b"192.0.2" not in memory and b"allauth" not in memory
    for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.blake2b):
        for plain in ("ip:192.0.2.17", key, "192.0.2.17"):
            assert digest(plain.encode()).digest()[:8] not in memory
    assert attempts._table._key not in memory and repr(attempts._table) == "Table()"


def test_without_an_end_is_without_an_end(own: AttemptsCache) -> None:
    own.set("a", [1.0], None)
    with attempts._table.alone():
        assert attempts._table.read(own.make_key("a"), math.nextafter(math.inf, 0)) is not None
