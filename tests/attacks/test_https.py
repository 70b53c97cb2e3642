"""Behind a proxy that ends TLS, as on a server: names and marks of cookies, HSTS, and which hosts are answered."""

from __future__ import annotations

from collections.abc import Callable

from tests.server import Server, Visitor

HOST = "tegenwind.example"


def test_over_https_every_cookie_is_bound_to_it(server: Callable[..., Server]) -> None:
    house = server(TEGENWIND_URL=f"https://{HOST}").start()
    visitor = Visitor(house, HOST, {"X-Forwarded-Proto": "https"})
    visitor.join("Noor")
    page = visitor.get("/")
    assert page.status == 200 and "Noor" in page.text
    visitor.post("/language/", {"language": "en"})
    marks = {name: line.lower().replace(" ", "").split(";") for name, line in visitor.set_cookies.items()}
    assert {"__Host-tegenwind", "__Host-tegenwind_key"} <= set(marks)
    assert not {"tegenwind", "tegenwind_key"} & set(marks)
    assert all(name.startswith("__Host-") for name in marks)
    for name, told in marks.items():
        assert "secure" in told and "samesite=lax" in told and "path=/" in told, name
        assert not any(part.startswith("domain=") for part in told)
        assert ("httponly" in told) == ("csrf" not in name), name
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]

    # Another name for the host, or a form from another site, is not answered.
    assert Visitor(house, "elsewhere.example", {"X-Forwarded-Proto": "https"}).get("/").status == 400
    stolen = Visitor(house, HOST, {"X-Forwarded-Proto": "https", "Origin": "https://elsewhere.example"})
    stolen.cookies = visitor.cookies
    assert stolen.post("/lock/", {}).status == 403
    assert visitor.get("/check-ins/").status == 200


def test_on_ones_own_machine_only_that_machine_is_answered(server: Callable[..., Server]) -> None:
    house = server().start()
    visitor = Visitor(house)
    visitor.join("Noor")
    assert {"tegenwind", "tegenwind_key"} <= set(visitor.cookies)
    assert "Strict-Transport-Security" not in visitor.get("/").headers
    for host in ("elsewhere.example", "127.0.0.1.elsewhere.example", "localhost.elsewhere.example:80"):
        assert Visitor(house, host).get("/").status == 400
