"""Guessing is slow whichever process is asked and however the name is spelled; an office behind one address comes in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.attacks.searching import hits
from tests.server import PASSPHRASE, Server, Visitor
from tests.web.people import at

TOO_OFTEN, NOT_TOGETHER = "te vaak achter elkaar misgegaan", "horen niet bij elkaar"
PER_MINUTE = 10

#: All of them find Noor.
SPELLINGS = ("Noor", "NOOR", "noor", "\uff2eoor", " Noor ", "n\uff4f\uff4fr")


def test_the_tries_on_a_name_are_counted_over_all_processes(server: Callable[..., Server]) -> None:
    house = server(TEGENWIND_WORKERS="2").start()
    # The first process answers before the second one is there.
    assert any(len(workers(house)) == 2 or not Visitor(house).get("/") for _ in range(1000))
    Visitor(house).join("Noor")
    Visitor(house).join("Sam")

    def guess(number: int) -> str:
        return Visitor(house).sign_in(SPELLINGS[number % len(SPELLINGS)], f"niet de goede wachtzin {number}").text

    with ThreadPoolExecutor(4) as guessers:
        answers = list(guessers.map(guess, range(PER_MINUTE + 8)))
    assert sum(NOT_TOGETHER in answer for answer in answers) == PER_MINUTE
    assert sum(TOO_OFTEN in answer for answer in answers) == 8
    # The right one does not come through either, for a minute; anybody else at the same address does.
    assert TOO_OFTEN in Visitor(house).sign_in("Noor").text
    assert Visitor(house).sign_in("Sam").status == 302

    # What was counted is in memory only, and there it names nobody.
    memory = attempts_memory(house)
    assert len(memory) > 1_000_000 and any(memory)
    for told in (b"Noor", b"noor", b"NOOR", b"127.0.0.1", b"name:", b"login_failed"):
        assert told not in memory
    assert hits(house.house, {"address": "127.0.0.1", "rate limit": "login_failed"}) == []


def workers(house: Server) -> list[int]:
    assert house.process is not None
    told = Path(f"/proc/{house.process.pid}/task/{house.process.pid}/children").read_text()
    return [int(number) for number in told.split()]


def attempts_memory(house: Server) -> bytes:
    """The memory with the counts, as somebody with a shell would read it."""
    for handle in Path(f"/proc/{workers(house)[0]}/fd").iterdir():
        if "tegenwind-attempts" in str(handle.readlink()):
            return handle.read_bytes()
    raise AssertionError("no process holds the memory in which tries are counted")


@pytest.mark.django_db
def test_hundreds_at_one_address_who_know_their_passphrase_come_in(people: Any) -> None:
    for number in range(320):
        name = (people.owner.name, people.mate.name)[number % 2]
        answer = Client().post(at("sign-in"), {"login": name, "password": PASSPHRASE})
        assert answer.status_code == 302, number


@pytest.mark.django_db
def test_one_person_who_keeps_mistyping_does_not_shut_out_the_others(people: Any) -> None:
    for _again in range(PER_MINUTE + 5):
        Client().post(at("sign-in"), {"login": people.mate.name, "password": "niet deze wachtzin"})
    assert TOO_OFTEN in Client().post(at("sign-in"), {"login": people.mate.name, "password": PASSPHRASE}).text
    assert Client().post(at("sign-in"), {"login": people.owner.name, "password": PASSPHRASE}).status_code == 302
