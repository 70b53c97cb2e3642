"""Every kind of answer of the real server over https: pages, files, data, refusals, faults, and what is no request at all."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from http.client import HTTPMessage, parse_headers
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tegenwind.web.dissent.stepping import STEPS
from tests.attacks import evenwicht, evenwicht_pages, praktijk, praktijk_pages, verzet, verzet_pages
from tests.attacks.searching import Marks
from tests.server import Answer, Server, Visitor

HOST = "tegenwind.example"
PACK = "weerstand"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(tmp_path_factory.mktemp("house"), {"TEGENWIND_URL": f"https://{HOST}"}).start()
    yield one
    one.stop()


def visitor_of(house: Server, **headers: str) -> Visitor:
    return Visitor(house, HOST, {"X-Forwarded-Proto": "https", **headers})


def sent(house: Server, request: bytes, body: Iterator[bytes] | tuple[bytes, ...] = ()) -> Answer:
    """Bytes on the line, as no browser sends them; and what comes back, though the rest was never sent."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=30) as line:
        line.sendall(request)
        try:
            for piece in body:
                line.sendall(piece)
        except OSError:
            pass  # It was refused meanwhile.
        with line.makefile("rb") as told:
            status = int(told.readline().split()[1])
            headers: HTTPMessage = parse_headers(told)
            return Answer(status, headers, told.read(int(headers.get("Content-Length", "0"))))


def head(line: str, *more: str, host: str = HOST) -> bytes:
    return "\r\n".join((line, f"Host: {host}", "X-Forwarded-Proto: https", *more, "", "")).encode()


def sound(what: str, answer: Answer) -> None:
    """What every answer carries, whoever made it."""
    told = answer.headers
    assert "unsafe-inline" not in told["Content-Security-Policy"], what
    policy = dict(part.strip().split(" ", 1) for part in told["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'", what
    assert policy["form-action"] in ("'self'", "'none'"), what
    assert re.search(r"max-age=(\d+)", told["Strict-Transport-Security"])[1] == "31536000", what  # type: ignore[index]
    assert "includeSubDomains" in told["Strict-Transport-Security"], what
    assert "preload" not in told["Strict-Transport-Security"], what
    assert told["X-Content-Type-Options"] == "nosniff", what
    assert told["X-Frame-Options"] == "DENY", what
    assert told["Referrer-Policy"] == "same-origin", what
    assert told["Cross-Origin-Opener-Policy"] == "same-origin", what
    # The page to answer a wave on is a stranger to this place, and has its looks all the same.
    shared = "cross-origin" if what.startswith("/static/") or what == "no file" else "same-origin"
    assert told["Cross-Origin-Resource-Policy"] == shared, what
    assert told.get("Access-Control-Allow-Origin") in (None, "*"), what
    assert told.get("Server", "").lower() in ("", "gunicorn"), what
    if answer.body:
        assert re.fullmatch(
            r"text/(html|plain|css|javascript); charset=\"?utf-8\"?|text/calendar; charset=utf-8|application/(json|pdf)|image/svg\+xml|font/woff2",
            told["Content-Type"],
        ), (what, told["Content-Type"])


def kinds(house: Server) -> Iterator[tuple[str, int, Answer]]:
    """One of each, with the status it should have."""
    visitor = visitor_of(house)
    visitor.join("Noor of each kind")
    page = visitor.get("/")
    yield "page", 200, page
    yield "page of somebody who is not signed in", 200, visitor_of(house).get("/")
    yield "way on", 302, visitor.get("/sign-in/")
    yield "way in", 302, visitor_of(house).get("/check-ins/")
    yield "data", 200, visitor.get("/health/")
    for name in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)):
        yield name, 200, visitor_of(house).get(name)
    yield "no file", 404, visitor.get("/static/tegenwind/nergens.js")
    yield "no page", 404, visitor.get("/nergens/")
    yield "not that way", 405, visitor.get("/lock/")
    yield "TRACE", 405, visitor.ask("TRACE", "/")
    new = f"/check-ins/new/{PACK}/"
    yield "refused form", 422, visitor.post(new, {"w-ja-maar": "te lang " * 1000})
    yield "autosave", 200, visitor.post(new, {"r-ja-maar": "3"}, autosave=True)
    report = visitor.post(new, {"r-ja-maar": "4", "w-ja-maar": "", "do": "finish"})
    assert report.status == 302, report.text
    yield "PDF", 200, visitor.get(f"{urlsplit(report.location).path}report.pdf")
    yield from balanced(visitor)
    yield from practised(visitor)
    yield from dissented(visitor)
    yield "form from elsewhere", 403, visitor_of(house).ask("POST", "/join/", b"x=1")
    shut = visitor_of(house)
    yield "autosave without being signed in", 401, shut.post(new, {"r-ja-maar": "3"}, autosave=True)
    yield "another host", 400, Visitor(house, "elsewhere.example", {"X-Forwarded-Proto": "https"}).get("/")
    yield "too much", 413, visitor.ask("POST", new, b"w-ja-maar=" + b"x" * 1_100_000)
    yield "too much, autosaved", 413, visitor.post(new, {"w-ja-maar": "x" * 1_100_000}, autosave=True)
    yield "length unsaid", 411, sent(house, head(f"POST {new} HTTP/1.1", "Transfer-Encoding: chunked"), (b"0\r\n\r\n",))
    house.sql("ALTER TABLE vault_sealedrecord RENAME TO away")
    yield "fault", 500, visitor.get("/check-ins/")
    yield "fault in an autosave", 500, visitor.post(new, {"r-ja-maar": "3"}, autosave=True)
    house.sql("ALTER TABLE away RENAME TO vault_sealedrecord")
    crowd = visitor_of(house, **{"X-Forwarded-For": "192.0.2.9"})
    answers = [crowd.post("/join/", {"username": ""}) for _again in range(62)]
    yield "too often", 429, answers[-1]
    yield "no request", 400, sent(house, b"niets\r\n\r\n")
    yield "odd header", 400, sent(house, head("GET / HTTP/1.1", "X(odd): 1"))
    yield "long address", 414, sent(house, head(f"GET /{'x' * 5000} HTTP/1.1"))
    yield "many headers", 431, sent(house, head("GET / HTTP/1.1", *(f"X-{n}: 1" for n in range(80))))
    yield "odd coding", 501, sent(house, head("POST / HTTP/1.1", "Transfer-Encoding: niets"))


def balanced(visitor: Visitor) -> Iterator[tuple[str, int, Answer]]:
    """Of Evenwicht: every page, what is refused, what keeps itself, and the day for a calendar."""
    made = evenwicht.live(visitor, Marks())
    for name in ("", "pendulum/", "report/", "report/?part=balance", "report/report.pdf?part=balance"):
        yield f"balance {name}", 200, visitor.get(f"/balance/{name}")
    yield "report of nothing", 302, visitor.get("/balance/report/report.pdf")
    yield "report of no day", 422, visitor.get("/balance/report/?since=gisteren&part=balance")
    for name in ("signals", "needs", "omnipotence", "history", "self-care", "intentions", "support", "support/new"):
        yield f"page of {name}", 200, visitor.get(f"/{name}/")
    for address in made:
        yield f"page {address}", 200, visitor.get(address)
    for address, name in evenwicht_pages.places_to_write(made):
        yield f"refused {address}", 422, visitor.post(address, {name: "te lang " * 1000})
        if not re.match("/(support/new|self-care/items)/", address):
            yield f"refused autosave {address}", 422, visitor.post(address, {name: "te lang " * 1000}, autosave=True)
        shut = visitor_of(visitor.server)
        yield f"not signed in {address}", 401, shut.post(address, {name: "Van niemand."}, autosave=True)
        yield f"way in {address}", 302, shut.get(address)
    new = {"words": "Eén keer nee zeggen.", "who": "me", "look_on": evenwicht.today().isoformat(), "key": "dag"}
    one = evenwicht.path_of(visitor.post("/intentions/new/", new))
    yield "calendar", 200, visitor.get(f"{one}calendar.ics")
    yield "calendar of somebody who is not signed in", 302, visitor_of(visitor.server).get(f"{one}calendar.ics")


def dissented(visitor: Visitor) -> Iterator[tuple[str, int, Answer]]:
    """Of small dissent and of coaches: each kind of page, what is refused, what keeps itself, and what is not there."""
    fields = {"words": "Iedereen knikte.", "strength": "clear", "key": "een-keer"}
    yield "tension by itself", 200, visitor.post(verzet.NOTE, fields | {"key": "vanzelf"}, autosave=True)
    yield "tension, refused", 422, visitor.post(verzet.NOTE, fields | {"words": "te lang " * 1000})
    kept = visitor.post(verzet.NOTE, fields)
    yield "tension", 302, kept
    tension = urlsplit(kept.location).path
    circle = visitor.post("/dissent/circles/new/", {"tension": verzet.ref(tension), "key": "een-keer"})
    act = visitor.post("/dissent/acts/new/", {"key": "een-keer"})
    yield "circle, begun", 302, circle
    yield "act, begun", 302, act
    steps = [urlsplit(act.location).path.replace("/form/", f"/{step}/") for step in STEPS]
    lists = (
        *verzet_pages.LISTS,
        "/dissent/",
        verzet.NOTE,
        verzet.SORT,
        "/dissent/serious/",
        "/coaches/",
        "/conversations/",
    )
    for address in (*lists, tension, urlsplit(circle.location).path, *steps):
        yield f"page of {address}", 200, visitor.get(address)
    yield "step, refused", 422, visitor.post(steps[1], {"w-yes": "te lang " * 1000})
    yield "step by itself, refused", 422, visitor.post(steps[1], {"w-yes": "te lang " * 1000}, autosave=True)
    for place in (
        "/dissent/acts/0123456789abc/",
        "/dissent/seasons/2026-niets/",
        "/coach/",
        "/coaches/0123456789abc/ask/",
    ):
        yield f"nothing at {place}", 404, visitor.get(place)
    yield "dissent of somebody who is not signed in", 302, visitor_of(visitor.server).get(tension)


def practised(visitor: Visitor) -> Iterator[tuple[str, int, Answer]]:
    """Of Praktijk: every page, what is refused, what keeps itself, what is not there, and the file for intervision."""
    made = praktijk.live(visitor, Marks())
    case, one = praktijk.places(made)
    for address in (*made, *praktijk_pages.LISTS, "/cases/?prepare=1", "/cases/new/", f"{one}attune/?card=1"):
        yield f"page {address}", 200, visitor.get(address)
        yield f"way in {address}", 302, visitor_of(visitor.server).get(address)
    yield "concern", 200, visitor_of(visitor.server).get("/cases/concern/")
    for place in (f"{case}0123456789abc/", f"{one}fit/?at=niets", f"{one}repair/?at=niets", "/cases/0123456789abc/"):
        yield f"not there {place}", 404, visitor.get(place)
    for address, name in dict(praktijk_pages.places_to_write(made)).items():
        yield f"refused {address}", 422, visitor.post(address, {name: "te lang " * 1000})
        if address in (one, f"{case}edit/") or "/fit/" in address or "/attune/" in address:
            yield f"refused autosave {address}", 422, visitor.post(address, {name: "te lang " * 1000}, autosave=True)
            yield f"autosave {address}", 200, visitor.post(address, {name: "Ik was stil."}, autosave=True)
        shut = visitor_of(visitor.server)
        yield f"not signed in {address}", 401, shut.post(address, {name: "Van niemand."}, autosave=True)
    fields = {"question": "Wat zou jij doen?", "do": "look"}
    seen = re.search(r'name="seen" value="([^"]+)"', visitor.post(f"{case}intervision/", fields).text)
    assert seen
    yield "file", 200, visitor.post(f"{case}intervision/", fields | {"do": "pdf", "seen": seen[1]})
    yield "not that way", 405, visitor.get(f"{case}moment/")


def test_every_kind_of_answer_carries_every_header(house: Server) -> None:
    seen = 0
    for what, status, answer in kinds(house):
        assert answer.status == status, (what, answer.status, answer.text[:200])
        sound(what, answer)
        if "/static/" not in what:
            assert "no-store" in answer.headers["Cache-Control"], what
            assert answer.headers.get("Access-Control-Allow-Origin") is None, what
        seen += 1
    assert seen > 30


def test_what_is_no_request_is_not_repeated_and_not_logged(house: Server) -> None:
    mark = "zeldzaamwoord"
    for line in (f"{mark}\r\n\r\n", f"GET /{mark} HTTP/9\r\n\r\n", f"GET / HTTP/1.1\r\nX({mark}: {mark}\r\n\r\n"):
        assert mark not in sent(house, line.encode()).text
    assert mark not in house.said.read_text() and "127.0.0.1" not in house.said.read_text()


class TestSize:
    """What is too large is refused on its length, before it is there."""

    def test_it_is_refused_before_it_is_sent(self, house: Server) -> None:
        before = memory(house)
        answer = sent(
            house,
            head("POST /sign-in/ HTTP/1.1", "Content-Length: 9999999999", "Content-Type: text/plain"),
            (b"x" * 1000,),
        )
        assert answer.status == 413
        assert "Dit is te groot" in answer.text and "hooguit 1 MB" in answer.text
        assert memory(house) - before < 20 * 1024

    def test_in_the_language_of_who_sent_it(self, house: Server) -> None:
        line = head("POST /sign-in/ HTTP/1.1", "Content-Length: 2000000", "Cookie: __Host-tegenwind_language=en")
        answer = sent(house, line)
        assert answer.status == 413 and '<html lang="en"' in answer.text

    def test_a_stream_without_end_is_not_listened_to(self, house: Server) -> None:
        before, piece = memory(house), b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        answer = sent(
            house, head("POST /sign-in/ HTTP/1.1", "Transfer-Encoding: chunked"), (piece for _n in range(500))
        )
        assert answer.status == 411
        assert memory(house) - before < 20 * 1024

    def test_a_length_that_is_none_is_refused(self, house: Server) -> None:
        for length in ("-1", "1e3", "0x10", "1, 2", " "):
            assert sent(house, head("POST /sign-in/ HTTP/1.1", f"Content-Length: {length}")).status == 400, length

    def test_two_ways_to_say_how_long_are_refused(self, house: Server) -> None:
        """What one server takes for the body another could take for the next request."""
        for more in (
            ("Content-Length: 5", "Content-Length: 6"),
            ("Content-Length: 5", "Transfer-Encoding: chunked"),
            ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
        ):
            answer = sent(house, head("POST /sign-in/ HTTP/1.1", *more), (b"0\r\n\r\n",))
            assert answer.status in (400, 411, 501), more

    def test_more_fields_or_files_than_any_form_has_are_refused(self, house: Server) -> None:
        visitor = visitor_of(house)
        visitor.get("/join/")
        assert visitor.post("/join/", {f"f{number}": "1" for number in range(2100)}).status == 400
        part = '--g\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n'
        headers = {"Content-Type": "multipart/form-data; boundary=g", "Referer": f"https://{HOST}/"}
        assert visitor.ask("POST", "/join/", f"{part * 20}--g--\r\n".encode(), headers).status == 400


def memory(house: Server) -> int:
    """KiB in use by all its processes."""
    assert house.process is not None
    task = Path(f"/proc/{house.process.pid}/task/{house.process.pid}/children")
    processes = [house.process.pid, *map(int, task.read_text().split())]
    told = [Path(f"/proc/{number}/status").read_text() for number in processes]
    return sum(int(found[1]) for one in told if (found := re.search(r"VmRSS:\s+(\d+)", one)))


class TestHost:
    """Only the name that is configured is answered, however another one is brought in; and no answer ever repeats it."""

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "tegenwind.example.evil.example",
            "tegenwind.example@evil.example",
            "evil.example#tegenwind.example",
            "evil.example:443",
            "tegenwind.example:evil",
            "[::1]",
            "127.0.0.1",
            "localhost",
            "",
        ],
    )
    def test_another_name_is_refused(self, house: Server, host: str) -> None:
        answer = sent(house, head("GET / HTTP/1.1", host=host))
        assert answer.status == 400 and "evil" not in answer.text + str(answer.headers)

    def test_a_name_beside_the_real_one_is_left_aside(self, house: Server) -> None:
        for more in (
            ("X-Forwarded-Host: evil.example",),
            ("X-Host: evil.example",),
            ("Forwarded: host=evil.example",),
            ("X-Forwarded-Server: evil.example", "X-HTTP-Host-Override: evil.example"),
            ("X-Original-URL: /health/", "X-Rewrite-URL: /health/"),
        ):
            answer = sent(house, head("GET / HTTP/1.1", *more))
            assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/html")
            assert "evil" not in answer.text + str(answer.headers)

    def test_two_names_are_refused(self, house: Server) -> None:
        assert sent(house, head("GET / HTTP/1.1", "Host: evil.example")).status == 400

    def test_a_whole_address_in_the_first_line_changes_nothing(self, house: Server) -> None:
        answer = sent(house, head("GET http://evil.example/check-ins/ HTTP/1.1"))
        assert "evil" not in answer.text + str(answer.headers)
        assert answer.status in (302, 400, 404)


def test_nobody_is_led_to_another_site(house: Server) -> None:
    visitor = visitor_of(house)
    visitor.join("Noor who is led")
    for elsewhere in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
    ):
        for address in ("/sign-in/?next=", "/unlock/?next="):
            assert "evil" not in visitor.get(address + elsewhere.replace("\t", "%09")).location
        assert "evil" not in visitor.post("/language/", {"language": "nl", "next": elsewhere}).location


def test_a_fault_tells_nobody_anything(house: Server) -> None:
    """A mark in every place of a request that fails: not on the page, not in the log."""
    visitor, marks = visitor_of(house), Marks()
    visitor.join("Noor and the fault")
    house.sql("ALTER TABLE vault_sealedrecord RENAME TO away")
    new = f"/check-ins/new/{PACK}/"
    visitor.headers |= {
        "User-Agent": marks.plain("agent"),
        "Accept-Language": marks.plain("language"),
        "X-Odd": marks.plain("header"),
    }
    visitor.cookies["odd"] = marks.plain("cookie")
    typed = {"r-ja-maar": "3", "w-ja-maar": marks("words"), marks.plain("field"): "1"}
    answers = [
        visitor.get(f"{new}?x={marks.plain('query')}"),
        visitor.post(new, typed),
        visitor.post(new, typed, autosave=True),
        visitor.get(f"/check-ins/?page=2&{marks.plain('name in query')}=1"),
    ]
    house.sql("ALTER TABLE away RENAME TO vault_sealedrecord")
    assert {answer.status for answer in answers} == {500}
    shown, said = "".join(answer.text for answer in answers), house.said.read_text()
    assert "OperationalError" in said
    assert [name for name, mark in marks.made.items() if mark in said] == []
    # The address of a page stands on that page (the switch of language leads back to it), and nothing else does.
    assert [name for name, mark in marks.made.items() if mark in shown and "query" not in name] == []
    for inside in ("SELECT", "vault_sealedrecord", "site-packages", "Traceback"):
        assert inside not in shown + said
