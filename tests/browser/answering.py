"""A wave for people of the house to answer, and somebody in between who writes down what the server gets to see."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence

from tests.browser.house import House

_OPEN = """
import json, sys
import django
django.setup()
from django.utils import timezone
from tegenwind.accounts.queries import person_named
from tests.waves import making
told = json.loads(sys.argv[1])
people = [person_named(name) for name in told["members"]]
leaders = {f"Leider {n}": person_named(name) for n, name in enumerate(told["leaders"])}
for n in range(told["more"]):
    leaders[f"Nog een {n}"] = making.someone()
made = making.organisation({"Noord": 6}, also={"Noord": people}, led_by={"Noord": leaders}, name=told["name"])
from tegenwind.web.ids import RecordIdConverter
print(RecordIdConverter().to_url(making.wave(made, name=told["pack"], today=timezone.localdate()).pk))
"""


def open_wave(
    house: House,
    members: Sequence[str],
    leaders: Sequence[str] = (),
    *,
    more: int = 0,
    pack: str = "uitspreken",
    name: str = "De Oever",
) -> str:
    """A wave that these people are in, open from today; gives back its letters in an address.

    Args:
        members: who is in the team, beside six others, by the name they sign in with.
        leaders: who leads it.
        more: how many others lead it too.
        name: of the organisation, which is a new one each time.
    """
    told = {"members": [*members], "leaders": [*leaders], "more": more, "pack": pack, "name": name}
    done = subprocess.run(
        [sys.executable, "-c", _OPEN, json.dumps(told)],
        env=house.environment | {"DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"},
        cwd=house.house / "here",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


class Between:
    """Stands between a browser and a house, passes everything on, and keeps what the browser sent, byte for byte."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.sent: list[bytearray] = []
        threading.Thread(target=self._take, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def requests(self, method: str, path: str) -> list[bytes]:
        """The heads of what was asked in this way, as they came."""
        start = f"{method} {path}".encode()
        found = []
        for stream in self.sent:
            whole = bytes(stream)
            at = whole.find(start)
            while at >= 0:
                found.append(whole[at : whole.index(b"\r\n\r\n", at)])
                at = whole.find(start, at + 1)
        return found

    def stop(self) -> None:
        self._door.close()

    def _take(self) -> None:
        while True:
            try:
                browser, _address = self._door.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._house.port))
            kept = bytearray()
            self.sent.append(kept)
            threading.Thread(target=_pass_on, args=(browser, server, kept), daemon=True).start()
            threading.Thread(target=_pass_on, args=(server, browser, None), daemon=True).start()


def _pass_on(here: socket.socket, there: socket.socket, kept: bytearray | None) -> None:
    try:
        while piece := here.recv(65536):
            if kept is not None:
                kept += piece
            there.sendall(piece)
        there.shutdown(socket.SHUT_WR)
    except OSError:
        pass
