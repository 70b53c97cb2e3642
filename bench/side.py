"""One side of a comparison, in a process of its own: ``python -m bench.side ours FOLDER`` or ``floor FOLDER``.

Reads one JSON request a line and answers with one JSON line, so that sides take turns. Times are CPU nanoseconds.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from bench import pack40
from bench.client import Browser, Wsgi
from bench.journey import PASSPHRASE, floor_check_in, inputs, join, our_check_in
from bench.records import keep_many


class Floor:
    """The bare view."""

    def __init__(self, folder: Path) -> None:
        from bench.floor_serve import prepare

        self.browser = Browser(Wsgi(prepare(folder)))

    def check_in(self, kind: str) -> list[int]:
        """CPU of the three steps of one check-in."""
        return [answer.cpu for answer in floor_check_in(self.browser, kind)]

    def inputs(self, kind: str) -> int:
        return inputs(self.browser.get(f"/{kind}/").text)


class Ours:
    """The program with the pack of forty statements, one person, and a real database file."""

    def __init__(self, folder: Path) -> None:
        self.browser = Browser(Wsgi(set_up(folder)))
        from tegenwind.accounts import actions, queries

        join(self.browser, "Anne")
        person = queries.person_named("Anne")
        assert person is not None
        self.unlocked = actions.unlock_with_passphrase(person, PASSPHRASE)

    def check_in(self, again: bool = False) -> list[int]:
        """CPU of the three steps of a check-in: of who never did one, or (``again``) with the previous one beside it."""
        if not again:
            self.clear()
        return [answer.cpu for answer in our_check_in(self.browser)]

    def clear(self) -> None:
        """Take every check-in away; nothing of this is counted."""
        from tegenwind.practice.check_in import KIND
        from tegenwind.vault import actions, queries

        for head in queries.all_heads(self.unlocked, KIND):
            actions.remove(self.unlocked, KIND, head.id)

    def fill(self, count: int) -> None:
        """So many check-ins and as many routes, three of them under way."""
        keep_many(self.unlocked, count)

    def looks(self, count: int) -> None:
        """So many looks at the balance, within half a year."""
        from bench.evenwicht import keep_looks

        keep_looks(self.unlocked, count)

    def half_a_year(self) -> None:
        """All that the first of the made-up helpers kept in half a year."""
        from tegenwind.project import demo

        demo.keep(self.unlocked, demo.read()[0])

    def open_wave(self) -> None:
        """Two open waves of a large organisation."""
        from bench.waves import Waves

        self.waves = Waves(Browser(self.browser.road))

    def redeem(self, count: int) -> int:
        """CPU of so many contributions."""
        return self.waves.redeem(count)

    def insert(self, count: int) -> int:
        """CPU of so many rows."""
        return self.waves.insert(count)

    def sent(self, count: int) -> int:
        """CPU of so many contributions as whole requests."""
        return self.waves.sent(count)

    def open_all(self) -> list[int]:
        """CPU of opening every check-in as sealed records, and of reading them as records of the practice."""
        from tegenwind.practice import versions
        from tegenwind.practice.check_in import KIND, CheckIn
        from tegenwind.vault import queries

        moments = [time.process_time_ns()]
        opened = queries.open_many(self.unlocked, KIND)
        moments.append(time.process_time_ns())
        for record in opened.records:
            versions.read(CheckIn, KIND, record.body)
        moments.append(time.process_time_ns())
        return [moments[1] - moments[0], moments[2] - moments[1]]

    def open_everything(self) -> int:
        """CPU of opening every record there is."""
        from tegenwind.practice import versions
        from tegenwind.vault import queries

        before = time.process_time_ns()
        for kind in versions.KINDS:
            queries.open_many(self.unlocked, kind)
        return time.process_time_ns() - before

    def rotate(self) -> list[int]:
        """A new key: CPU and wall nanoseconds of the first request (with its derivation) and of all that follow, how many
        those were, and the rows that moved."""
        from tegenwind.accounts import queries
        from tegenwind.portability import rotation

        person = queries.person_named("Anne")
        assert person is not None
        moments = [(time.process_time_ns(), time.monotonic_ns())]
        started = rotation.begin(person, self.unlocked, PASSPHRASE)
        moments.append((time.process_time_ns(), time.monotonic_ns()))
        requests = 1
        while (new := rotation.go_on(self.unlocked)) is None:
            requests += 1
        moments.append((time.process_time_ns(), time.monotonic_ns()))
        self.unlocked = new
        first, last = (
            [after - before for before, after in zip(one, two, strict=True)] for one, two in itertools.pairwise(moments)
        )
        return [*first, *last, requests, started.total]

    def unlocked_session(self) -> int:
        """CPU of what the unlocked session adds to a request: the ticket, its row, the vault's key and its working keys."""
        from tegenwind.accounts import actions, queries
        from tegenwind.accounts.middleware import Ticket

        person = queries.person_named("Anne")
        assert person is not None
        cookie = str(Ticket(actions.start_session(self.unlocked), began=int(time.time()), seen=int(time.time())))
        before = time.process_time_ns()
        for _number in range(50):
            ticket = Ticket.parse(cookie)
            assert ticket is not None and queries.open_session(person, ticket.token) == self.unlocked
        return (time.process_time_ns() - before) // 50

    def sign_in(self) -> int:
        """CPU of signing in, from an empty browser to the answer that sets the cookies."""
        from django.conf import settings

        settings.TEGENWIND_ARGON2 = None  # What it really costs; the first time the account is brought up to it.
        browser = Browser(Wsgi(self.browser.road.application))  # type: ignore[attr-defined]
        form = browser.get("/sign-in/")
        answer = browser.post("/sign-in/", {**form.hidden(), "login": "Anne", "password": PASSPHRASE})
        if answer.status != 302:
            raise RuntimeError(f"signing in: {answer.status}")
        return answer.cpu

    def compressed(self, target: str) -> list[int]:
        """CPU of compressing a page as Django's middleware does, its size before and after in bytes."""
        from django.http import HttpRequest, HttpResponse
        from django.middleware.gzip import GZipMiddleware

        page = HttpResponse(self.browser.get(target).text)
        plain = len(page.content)
        request = HttpRequest()
        request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
        middleware = GZipMiddleware(lambda _request: page)
        before = time.process_time_ns()
        middleware.process_response(request, page)
        return [time.process_time_ns() - before, plain, len(page.content)]

    def inputs(self) -> int:
        return inputs(self.browser.get(f"/check-ins/new/{pack40.ID}/").text)

    def page(self, target: str) -> int:
        """CPU of one page."""
        answer = self.browser.get(target)
        if answer.status != 200:
            raise RuntimeError(f"{target}: {answer.status}")
        return answer.cpu


def set_up(folder: Path) -> Any:
    """Make a data folder with the packs, the forty statements among them; returns the WSGI application."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / pack40.ID).is_dir():
        pack40.write(folder)
    os.environ |= {
        "TEGENWIND_DATA": str(folder / "data"),
        "TEGENWIND_PACKS": str(folder / pack40.ID),
        "DJANGO_SETTINGS_MODULE": "bench.ours_settings",
    }
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from tegenwind.project import config
    from tegenwind.project.serving import install_packs

    get_wsgi_application()
    wrong = install_packs(config.read())
    if wrong:
        raise RuntimeError("\n".join(wrong))
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    # The handler took in the static files when it was made; make it anew now that they are there.
    return get_wsgi_application()


def main() -> None:
    """Answer requests until the input ends."""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    side: Ours | Floor = Ours(folder) if kind == "ours" else Floor(folder)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        name, arguments = json.loads(line)
        print(json.dumps(getattr(side, name)(**arguments)), flush=True)


if __name__ == "__main__":
    main()
