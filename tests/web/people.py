"""Somebody at a browser: what they do on the pages, and what they have kept."""

from __future__ import annotations

import html
import re
from typing import Any, TypeVar

from django.test import Client
from django.urls import reverse

from tegenwind.accounts import actions as accounts
from tegenwind.accounts.models import Person
from tegenwind.accounts.queries import person_named
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import versions
from tegenwind.practice.check_in import KIND as CHECK_IN
from tegenwind.practice.check_in import CheckIn, Whole
from tegenwind.practice.route_walk import KIND as ROUTE
from tegenwind.practice.route_walk import RouteWalk
from tegenwind.practice.slow_down import KIND as SLOW_DOWN
from tegenwind.practice.slow_down import SlowDown
from tegenwind.vault import queries
from tegenwind.vault.models import SealedRecord
from tegenwind.web.ids import RecordIdConverter
from tests.web import joining

Kept = TypeVar("Kept", bound=Whole)

PASSPHRASE = "paars water loopt omhoog"
ANOTHER = "zeven stoelen onder de brug"
PACK = "weerstand"
ROUTE_ID = "blijven-als-het-schuurt"
SLOT = re.compile(r"<li>([0-9A-Z]{4,5})</li>")


class Nobody:
    """A browser in which nobody is signed in."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, page: str, /, *args: object, query: str = "", headers: dict[str, str] | None = None) -> Any:
        return self.client.get(at(page, *args) + query, headers=headers)

    def post(self, page: str, /, *args: object, **fields: object) -> Any:
        return self.client.post(at(page, *args), _fields(fields))

    def autosave(self, page: str, /, *args: object, **fields: object) -> Any:
        return self.client.post(at(page, *args), _fields(fields), headers={"X-Autosave": "1"})


class Human(Nobody):
    """Somebody who joined. Passphrases and codes are kept here as on a note in a drawer."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.passphrase, self.code = name, PASSPHRASE, ""

    @classmethod
    def join(cls, name: str) -> Human:
        one = cls(name)
        joining.join(one, name, one.through_the_pages)
        return one

    def through_the_pages(self) -> None:
        """Join, as a newcomer does it."""
        answer = self.post("join", username=self.name, password1=PASSPHRASE)
        assert answer.headers["Location"] == at("recovery-code")
        self.make_recovery_code()

    def make_recovery_code(self) -> None:
        shown = text(self.post("recovery-code", make=1))
        groups = SLOT.findall(shown)
        assert [len(group) for group in groups] == [4, 4, 4, 4, 5, 5]
        assert self.post("recovery-code", last=groups[-1]).headers["Location"] == at("recovery-ready")
        self.code = "-".join(groups)

    def elsewhere(self) -> Human:
        """The same person at another browser, signed in there too."""
        other = Human(self.name)
        other.passphrase, other.code = self.passphrase, self.code
        assert other.post("sign-in", login=self.name, password=self.passphrase).status_code == 302
        return other

    def lock(self) -> Human:
        assert self.post("lock").status_code == 302
        return self

    @property
    def person(self) -> Person:
        person = person_named(self.name)
        assert person is not None
        return person

    @property
    def unlocked(self) -> Unlocked:
        return accounts.unlock_with_passphrase(self.person, self.passphrase)

    # What was kept.

    def check_ins(self) -> list[CheckIn]:
        """In order of creation."""
        return [versions.read(CheckIn, CHECK_IN, one.body) for one in self._all(CHECK_IN)]

    def walks(self) -> list[RouteWalk]:
        return [versions.read(RouteWalk, ROUTE, one.body) for one in self._all(ROUTE)]

    def slow_downs(self) -> list[SlowDown]:
        return [versions.read(SlowDown, SLOW_DOWN, one.body) for one in self._all(SLOW_DOWN)]

    def kept(self, model: type[Kept]) -> list[Kept]:
        """Everything of a model, in order of creation."""
        kind = next(kind for kind, (_version, one) in versions.KINDS.items() if one is model)
        return [versions.read(model, kind, one.body) for one in self._all(kind)]

    def drafts(self) -> dict[str, CheckIn]:
        """Under way, by pack; as the index knows them."""
        return {
            str(head.pinned): versions.read(
                CheckIn, CHECK_IN, queries.open_record(self.unlocked, CHECK_IN, head.id).body
            )
            for head in queries.pinned(self.unlocked, CHECK_IN)
        }

    def _all(self, kind: str) -> list[queries.Opened]:
        opened = queries.open_many(self.unlocked, kind)
        assert not opened.unreadable
        return opened.records

    def rows(self) -> list[tuple[Any, ...]]:
        """The sealed rows as they stand, to see that nothing was written."""
        mine = SealedRecord.objects.filter(vault__owner=self.person).order_by("pk")
        return [tuple(map(_bytes, row)) for row in mine.values_list("pk", "tag", "wrapped_key", "body")]

    # What people do.

    def answer(self, statements: dict[str, Any], do: str = "save", pack: str = PACK) -> Any:
        """Post the list with these answers: a figure, or (figure, charge, words[, other meaning])."""
        return self.client.post(at("answer-all", pack), answers(statements) | {"do": do})

    def finish(self, statements: dict[str, Any] | None = None, pack: str = PACK) -> int:
        """A finished check-in; returns the record's id."""
        answer = self.answer(
            statements or {"ja-maar": 4, "harder-werken": (5, 2, "Ik wil laten zien dat ik er ben.")}, "finish", pack
        )
        assert answer.status_code == 302, text(answer)
        return record_in(answer.headers["Location"])

    def begin_route(self, route: str = ROUTE_ID, statement: str = "ja-maar", pack: str = PACK) -> int:
        """A walk begun from the page about the route; returns the record's id."""
        answer = self.post("route-about", pack, route, statement=statement)
        assert answer.status_code == 302, text(answer)
        return record_in(answer.headers["Location"])

    def slow_down(self, *ways: str, **fields: str) -> int:
        """A moment of slowing down, just begun; returns the record's id."""
        answer = self.client.post(at("slow-down"), {"way": list(ways), "do": "on", **fields})
        assert answer.status_code == 302
        return record_in(answer.headers["Location"])


def at(name: str, *args: object) -> str:
    """An address by its name."""
    return reverse(name if name == "set_language" else f"web:{name}", args=args)


def answers(statements: dict[str, Any]) -> dict[str, str]:
    """The fields of the list for these answers."""
    fields: dict[str, str] = {}
    for statement, given in statements.items():
        told: tuple[Any, ...] = given if isinstance(given, tuple) else (given,)
        recognition, charge, words, other = told + ("", "", "", False)[len(told) :]
        fields |= {f"r-{statement}": str(recognition), f"c-{statement}": str(charge), f"w-{statement}": str(words)}
        if other:
            fields[f"m-{statement}"] = "1"
    return fields


def text(answer: Any) -> str:
    """What the page says, as HTML."""
    return str(answer.content.decode())


def words(answer: Any) -> str:
    """What the page's main part says, without markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main(answer))))


def main(answer: Any) -> str:
    """The HTML of the page's main part."""
    return text(answer).partition("<main")[2].partition("</main>")[0]


def typed(answer: Any, name: str) -> str:
    """What stands in a field for words."""
    found = re.search(rf'<textarea[^>]* name="{re.escape(name)}"[^>]*>\n?(.*?)</textarea>', text(answer), re.DOTALL)
    assert found, name
    return html.unescape(found[1])


def record_in(address: str) -> int:
    """The id of the record in an address."""
    found = re.search(rf"/({RecordIdConverter.regex})/", address)
    assert found, address
    return RecordIdConverter().to_python(found[1])


def _fields(fields: dict[str, object]) -> dict[str, object]:
    return {name.replace("__", "-"): value for name, value in fields.items()}


def _bytes(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
