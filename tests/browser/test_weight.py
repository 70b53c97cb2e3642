"""What goes over the wire."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.story import LIST

KB = 1024


def test_a_first_visit_to_the_check_in_is_light(someone: Person) -> None:
    """At most 60 KB over the wire, and 120 KB with fonts; nothing comes from the browser's cache."""
    state = someone.context.storage_state()
    someone.close_browser()
    someone.options = {"storage_state": state}
    someone.open_browser()
    devtools = someone.context.new_cdp_session(someone.page)
    kinds: dict[str, str] = {}
    bytes_of: dict[str, float] = {}
    cached: list[str] = []

    def response(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]
        if event["response"].get("fromDiskCache"):
            cached.append(event["response"]["url"])

    def finished(event: dict[str, Any]) -> None:
        bytes_of[event["requestId"]] = event["encodedDataLength"]

    devtools.on("Network.responseReceived", response)
    devtools.on("Network.loadingFinished", finished)
    devtools.send("Network.enable")
    someone.page.goto(LIST, wait_until="networkidle")
    expect(someone.primary).to_be_visible()
    assert not cached
    fonts = sum(size for request, size in bytes_of.items() if kinds.get(request) == "Font")
    rest = sum(bytes_of.values()) - fonts
    assert fonts and "Document" in kinds.values() and "Stylesheet" in kinds.values()
    assert rest <= 60 * KB, f"{rest / KB:.1f} KB without fonts"
    assert rest + fonts <= 120 * KB, f"{(rest + fonts) / KB:.1f} KB with fonts"
