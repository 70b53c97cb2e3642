"""What a first visit to the check-in page brings over the wire, as a browser sees it, and what compressing costs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bench import pack40
from bench.client import Browser, Http
from bench.journey import join
from bench.measures import Figure, Side, milliseconds
from bench.server import Server

CHROMIUM = Path("/usr/bin/chromium")
TARGETS = {"weerstand": "/check-ins/new/weerstand/", "forty statements": f"/check-ins/new/{pack40.ID}/"}


def visit(folder: Path) -> Iterator[Figure]:
    """One fresh browser for each page."""
    if not CHROMIUM.exists():
        yield Figure("page weight", "not measured: there is no Chromium here")
        return
    with Server("ours", folder / "ours") as server:
        browser = Browser(Http(server.port))
        join(browser, "Anne")
        for name, target in TARGETS.items():
            answered = browser.get(target)
            yield Figure(f"{name}: compression of the page", answered.header("Content-Encoding") or "none")
            loaded = _load(server.port, target, browser.cookies)
            fonts = sum(size for address, size in loaded if address.endswith(".woff2"))
            rest = sum(size for address, size in loaded) - fonts
            elsewhere = {urlsplit(address).hostname for address, _size in loaded} - {"localhost", ""}
            yield Figure(f"{name}: without fonts", f"{rest / 1024:.1f} KB", "", "at most 60 KB")
            yield Figure(f"{name}: fonts", f"{fonts / 1024:.1f} KB", "", "at most 60 KB")
            yield Figure(f"{name}: all", f"{(rest + fonts) / 1024:.1f} KB", "", "at most 120 KB")
            yield Figure(f"{name}: hosts asked besides our own", str(len(elsewhere)), "", "0")
            for address, size in sorted(loaded, key=lambda one: -one[1]):
                path = urlsplit(address).path
                what = path.rsplit("/", 1)[-1].split(".")[0] + "." + path.rsplit(".", 1)[-1]
                yield Figure(f"— {what if '.' in path else 'the page itself'}", f"{size / 1024:.1f} KB")


def _load(port: int, target: str, cookies: dict[str, str]) -> list[tuple[str, int]]:
    """Every address a fresh browser asks for, with the bytes that came over the wire, headers included."""
    from playwright.sync_api import sync_playwright

    base = f"http://localhost:{port}"
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        context = chromium.new_context()
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
        devtools.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}))
        devtools.send("Network.enable")
        page.goto(base + target, wait_until="networkidle")
        chromium.close()
    return [(addresses[key], size) for key, size in sizes.items() if not addresses[key].startswith("data:")]


def compression(folder: Path) -> Iterator[Figure]:
    """Django's GZipMiddleware on the check-in page: it pads at random against guessing by size (BREACH)."""
    with Side("ours", folder / "gzip") as ours:
        for name, target in TARGETS.items():
            rounds = [ours.ask("compressed", target=target) for _number in range(40)][5:]
            yield Figure(f"{name}: compressing the page", *milliseconds([one[0] for one in rounds]))
            yield Figure("— before, after", f"{rounds[0][1] / 1024:.1f} KB, {rounds[0][2] / 1024:.1f} KB")
