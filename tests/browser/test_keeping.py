"""Taking everything along in a browser, and bringing it in at another place: it goes on by itself."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.story import LIST

WORDS = "Ik praat sneller als het stil wordt."


def test_from_one_place_to_another(newcomer: Newcomer) -> None:
    here, there = newcomer(), newcomer()
    here.join()
    there.join()
    here.go(LIST)
    here.answer("harder-werken", 4, charge=2, words=WORDS)
    here.keep()

    here.go("/me/take-along/")
    here.press(here.do("begin"))
    ready = here.main.locator("a[download]")
    expect(ready).to_be_visible()
    with here.page.expect_download() as fetched:
        here.press(ready)
    data = Path(fetched.value.path()).read_bytes()
    assert fetched.value.suggested_filename.startswith("tegenwind-")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert WORDS in archive.read("boek.html").decode()
        book = archive.read("boek.html")

    there.go("/me/bring-in/")
    there.page.locator("[name=archive]").set_input_files(
        {"name": "tegenwind.zip", "mimeType": "application/zip", "buffer": data}
    )
    there.press(there.do("begin"))
    there.see("brought-in")
    there.go(LIST)
    expect(there.field("w-harder-werken")).to_have_value(WORDS)

    # The book is read from a disk, by itself: it asks nothing of anybody.
    asked: list[str] = []
    page = here.context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(book.decode())
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert [url for url in asked if not url.startswith(("data:", "about:"))] == []
