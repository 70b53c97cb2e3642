"""The line that says that all of it is made up: on a page as any other, on a phone and on a wide screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import looks
from tests.project.test_demo import BANNER, Demo


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    one = Demo(tmp_path_factory.mktemp("demo"))
    try:
        yield one.start()
    finally:
        one.stop()


@pytest.mark.parametrize("width", [320, 1280])
def test_it_stands_above_everything_and_is_in_nobodys_way(served: Demo, chromium: Browser, width: int) -> None:
    with chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce") as window:
        page = window.new_page()
        page.goto(f"http://localhost:{served.port}/sign-in/")
        name, passphrase = next(iter(served.passphrases().items()))
        page.locator("[name=login]").fill(name)
        page.locator("[name=password]").fill(passphrase)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/")
        for address in ("/", "/balance/pendulum/", "/needs/", "/nergens/"):
            page.goto(f"http://localhost:{served.port}{address}")
            line = page.get_by_text(BANNER["nl"], exact=True)
            expect(line).to_be_visible()
            box, header = line.bounding_box(), page.locator("header").bounding_box()
            assert box is not None
            assert header is not None
            assert (box["y"], box["x"], box["width"]) == (0, 0, width)
            assert header["y"] >= box["y"] + box["height"]
            assert looks.axe_violations(page) == []
            assert looks.sticking_out(page) == []
            page.keyboard.press("Tab")
            expect(page.locator(".skip")).to_be_focused()
