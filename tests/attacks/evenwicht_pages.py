"""Where Evenwicht is read and written, for attacks that go over all of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.attacks import evenwicht
from tests.attacks.searching import Marks
from tests.server import Visitor

#: Pages with what was kept that have no number of a record in their address.
LISTS = (
    *("/", "/balance/pendulum/?period=all", "/signals/", "/needs/place/", "/needs/asking/", "/self-care/"),
    *("/self-care/items/", "/intentions/", "/support/"),
)


def told_on(visitor: Visitor, marks: Marks, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Which marks stand on which pages."""
    shown = {address: visitor.get(address).text for address in addresses}
    return {address: [name for name, mark in marks.made.items() if mark in text] for address, text in shown.items()}


def places_to_write(made: list[str]) -> list[tuple[str, str]]:
    """An address and a field for words of each practice; ``made`` is what :func:`tests.attacks.evenwicht.live` returned."""
    record = {address.split("/")[1]: address for address in made if re.search(r"/[0-9a-z]{13}/$", address)}
    one = evenwicht.questions().needs[0].cells[0].questions[0].id
    return [
        ("/balance/", "words"),
        (record["balance"], "words"),
        (record["signals"], "anybody"),
        (f"{record['signals']}roles/", "roles_words"),
        ("/needs/place/", f"w-{one}"),
        ("/needs/asking/", "giving"),
        (f"{record['omnipotence']}whole/", "words"),
        (f"{record['history']}why/", "words"),
        ("/self-care/attention/", "attention-body"),
        ("/self-care/items/", "words-weighs"),
        ("/self-care/connection/", "connection"),
        ("/intentions/new/", "words"),
        (record["intentions"], "words"),
        (f"{record['intentions']}table/", "table"),
        ("/support/new/?form=coffee", "for_what"),
        (record["support"], "for_what"),
    ]
