"""Two who write to each other in one moment, and one who presses twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from tegenwind.accounts.models import InboxLetter
from tegenwind.coaching import conversations
from tests.accounts.people import joined
from tests.coaching.making import asked, coach, key, record, records

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*does: Callable[[], object]) -> list[object]:
    """What each gave, in the order in which they were done; or the mistake it ended with."""
    start, ended = threading.Barrier(len(does), timeout=60), list[object]()

    def run(do: Callable[[], object]) -> None:
        try:
            start.wait()
            ended.append(do())
        except BaseException as error:  # noqa: BLE001 - handed to the test
            ended.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(do,)) for do in does]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return ended


def test_both_write_while_both_read_and_nobody_waits_for_ever() -> None:
    noor, hers = joined("Noor")
    mira, coachs = coach("Mira")
    here = asked(noor, hers, mira)
    conversations.collect(coachs)
    ((there, _theirs),) = records(coachs)

    def noor_writes() -> None:
        for _ in range(8):
            conversations.send(noor, hers, here, what="said", words="Dag", key=key())

    def mira_writes() -> None:
        for _ in range(8):
            conversations.send(mira, coachs, there, what="said", words="Dag", key=key())

    def mira_looks() -> None:
        for _ in range(8):
            conversations.collect(coachs)
            conversations.looked_at(coachs, there)

    assert at_once(noor_writes, mira_writes, mira_looks) == [None] * 3
    conversations.collect(hers)
    conversations.collect(coachs)
    mine, theirs = record(hers, here), record(coachs, there)
    assert len(mine.events) == 17 and mine.story == theirs.story
    assert not InboxLetter.objects.exists()


def test_four_clicks_are_one_request() -> None:
    noor, hers = joined("Noor")
    mira, coachs = coach("Mira")
    same = key()
    found = at_once(*[lambda: asked(noor, hers, mira, key=same)] * 4)
    assert len(set(found)) == 1 and isinstance(found[0], int)
    assert len(records(hers)) == 1 and conversations.collect(coachs) == 1
