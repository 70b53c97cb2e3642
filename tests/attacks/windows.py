"""Somebody with many windows, who does the same or something else in all of them in one moment."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

from tests.server import PASSPHRASE, Answer, Server, Visitor

TIMES = 50
#: Where the same rule (`keep_once`, a revision that is expected) is held again at another door.
FEWER = 12
WORDS = "Ik hoor mezelf praten."

#: What is kept, read as its owner reads it: for each name that is asked, kind to bodies, each kind held against its index.
LOOK = """
import django, json, sys; django.setup()
from tegenwind.accounts import actions as accounts, queries as people
from tegenwind.practice import versions
from tegenwind.vault import queries
for name in sys.stdin:
    mine = accounts.unlock_with_passphrase(people.person_named(json.loads(name)), PASSPHRASE)
    kept = {}
    for kind in versions.KINDS:
        opened = queries.open_many(mine, kind)
        assert not opened.unreadable
        assert {head.id: head.data for head in queries.all_heads(mine, kind)} == {one.id: one.head for one in opened.records}
        kept[kind] = [one.body for one in opened.records]
    print(json.dumps(kept), flush=True)
"""


class Eyes:
    """Another process beside the server, that reads what is kept."""

    def __init__(self, house: Server) -> None:
        environment = house.environment | {"DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", LOOK.replace("PASSPHRASE", repr(PASSPHRASE))],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def kept(self, name: str) -> dict[str, list[dict[str, Any]]]:
        assert self._process.stdin and self._process.stdout
        print(json.dumps(name), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        assert line, "what is kept could not be read; why stands above"
        found: dict[str, list[dict[str, Any]]] = json.loads(line)
        return found

    def close(self) -> None:
        self._process.communicate(timeout=60)


class Person(Visitor):
    """Somebody with many windows."""

    def __init__(self, house: Server, eyes: Eyes, name: str, times: int) -> None:
        super().__init__(house)
        self.name, self.times, self._eyes = name, times, eyes
        self.join(name)

    def hidden(self, address: str, name: str) -> str:
        """What a page sends along by itself."""
        found = re.search(rf'<input type="hidden" name="{re.escape(name)}" value="([^"]*)"', self.get(address).text)
        assert found, (address, name)
        return html.unescape(found[1])

    def at_once(self, address: str, forms: list[dict[str, str]], *, autosave: bool = False) -> list[Answer]:
        """Each of these forms from a window of its own, all in one moment."""
        start = threading.Barrier(len(forms), timeout=60)
        answers: dict[int, Answer] = {}

        def post(place: int) -> None:
            window = Visitor(self.server)
            window.cookies = dict(self.cookies)
            start.wait()
            answers[place] = window.post(address, forms[place], autosave=autosave)

        threads = [threading.Thread(target=post, args=(place,)) for place in range(len(forms))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert len(answers) == len(forms)
        return list(answers.values())

    def same(self, address: str, fields: Mapping[str, str], *, autosave: bool = False) -> str:
        """The same form many times over; returns where all of them led."""
        answers = self.at_once(address, [dict(fields)] * self.times, autosave=autosave)
        assert {answer.status for answer in answers} <= ({200} if autosave else {200, 302}), answers[0].text
        (place,) = {answer.location for answer in answers}
        return place

    def kept(self) -> dict[str, list[dict[str, Any]]]:
        return self._eyes.kept(self.name)

    def outside(self, code: str) -> str:
        """What this says, run beside the server with the person's passphrase."""
        environment = self.server.environment | {"DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"}
        code = code.replace("NAME", repr(self.name)).replace("PASSPHRASE", repr(PASSPHRASE))
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def one(self, kind: str) -> dict[str, Any]:
        """The one record there is of this kind."""
        (record,) = self.kept()[kind]
        return record
