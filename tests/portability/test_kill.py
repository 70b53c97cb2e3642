"""The power goes while an archive comes in, at a real server: it goes on from there, and nobody's words lie anywhere unsealed."""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.searching import Marks, hits
from tests.server import Answer, Server, Visitor

BOUNDARY = "zqboundaryzq"
MOMENTS = 1200


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path / "house")
    yield one
    one.stop()


def upload(visitor: Visitor, data: bytes) -> Answer:
    token = visitor.cookies["csrftoken"]
    fields = {"csrfmiddlewaretoken": token, "do": "begin"}
    body = b"".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="archive"; filename="t.zip"\r\n'.encode()
    body += b"Content-Type: application/zip\r\n\r\n" + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    return visitor.ask("POST", "/me/bring-in/", body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


def many(data: bytes) -> bytes:
    """An archive with so many moments of slowing down, made out of one with a single one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        text = source.read("tegenwind.json").decode()
        found = re.search(r'"slow-down":\{"items":\[(.*?),"ref":1\}\]', text)
        assert found
        items = ",".join(f'{found[1]},"ref":{number}}}' for number in range(1, MOMENTS + 1))
        target.writestr("tegenwind.json", text.replace(found[0], f'"slow-down":{{"items":[{items}]'))
        for name in source.namelist():
            if name.startswith("packs/"):
                target.writestr(name, source.read(name))
    return made.getvalue()


def lists(visitor: Visitor) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", visitor.get("/me/erase/").text))


def test_bringing_in_while_the_power_goes(house: Server) -> None:
    mark = Marks()
    house.start()
    owner, other = Visitor(house), Visitor(house)
    owner.join("Noor")
    other.join("Sam")
    moment = owner.post("/slow-down/", {"way": "thinking", "do": "on"}).location
    owner.post(moment, {"words": mark("a moment"), "do": "on"})
    owner.post("/check-ins/new/weerstand/", {"r-ja-maar": "4", "w-ja-maar": mark("a statement"), "do": "save"})
    owner.post("/me/take-along/", {"do": "begin"})
    while "archive.zip" not in owner.get("/me/take-along/").text:
        owner.post("/me/take-along/", {"do": "step"})
    data = owner.get("/me/take-along/archive.zip").body
    assert mark.made["a moment"] in zipfile.ZipFile(io.BytesIO(data)).read("tegenwind.json").decode()
    data = many(data)

    answer = upload(other, data)
    assert (answer.status, answer.location) == (302, "/me/bring-in/"), answer.text
    done = False
    for round_number in range(6):
        # A step is under way when the power goes; sooner and later in it from round to round.
        step = threading.Thread(target=_step, args=(other,), daemon=True)
        step.start()
        time.sleep(0.03 * (1 + round_number % 6))  # Nothing to wait on: any moment is the right one.
        house.kill()
        step.join(60)
        house.start()
        seen = lists(other)
        done = f"{MOMENTS} stukken" in seen
        assert done or "Er staat niets in je plek" in seen, seen
        if done:
            break
    while not done:
        done = other.post("/me/bring-in/", {"do": "step"}).location == "/me/bring-in/ready/"
    seen = lists(other)
    assert f"Vertragen {MOMENTS} stukken" in seen and "Reflecties 1 stuk" in seen
    assert mark.made["a statement"] in other.get("/check-ins/new/weerstand/").text

    assert house.sql("PRAGMA integrity_check") == [("ok",)]
    assert hits(house.house, mark.made) == []
    house.stop()
    assert hits(house.house, mark.made) == []


def _step(visitor: Visitor) -> None:
    try:
        visitor.post("/me/bring-in/", {"do": "step"})
    except Exception as broken:  # noqa: BLE001 - half an answer can break in any way
        assert "AssertionError" not in repr(broken)
