"""A made-up person who uses the program through its pages, in their own language."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tegenwind import packs
from tegenwind.wording import Language, wording
from tests.browser.hands import Hand, Pointer
from tests.browser.house import House

PASSPHRASE = "paars water loopt omhoog"
PACK = packs.load(Path(__file__).resolve().parents[2] / "packs" / "weerstand")

_numbers = itertools.count(1)

#: Whether the page would let go without a warning: everything on it is kept.
_ALL_KEPT = """
() => {
  const leaving = new Event("beforeunload", {cancelable: true});
  dispatchEvent(leaving);
  return !leaving.defaultPrevented;
}
"""


class Person:
    """A person with a browser of their own.

    Whatever a page should never do is noted in ``complaints`` while it happens: an error of a script, something that the
    Content-Security-Policy stopped, a request that leaves the host, a ``style`` attribute.
    """

    def __init__(
        self,
        house: House,
        chromium: Browser,
        *,
        language: Language = "nl",
        hand: type[Hand] = Pointer,
        script: bool = True,
        **options: Any,
    ) -> None:
        self.house, self.chromium = house, chromium
        self.language: Language = language
        self.script = script
        self.options = options
        self.name = f"Noor {os.getpid()}-{next(_numbers)}"
        self.passphrase = PASSPHRASE
        self.code: list[str] = []
        self.complaints: list[str] = []
        self.looks: list[Callable[[Page], None]] = []
        self._hand = hand
        self.context: BrowserContext
        self.page: Page
        self.hand: Hand
        self.open_browser()

    # The browser

    def open_browser(self) -> None:
        """A browser that knows nothing yet."""
        self.context = self.chromium.new_context(
            base_url=self.house.url, java_script_enabled=self.script, accept_downloads=True, **self.options
        )
        self.context.set_default_timeout(15_000)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        self.context.on("request", self._request)
        if self.language != "nl":
            cookie = {"name": "tegenwind_language", "value": self.language, "url": self.house.url}
            self.context.add_cookies([cookie])  # type: ignore[list-item]
        self.on(self.context.new_page())

    def close_browser(self) -> None:
        """As when the window is closed: cookies of the session are gone."""
        self.context.close()

    def on(self, page: Page) -> None:
        """From here on this page (a tab) is the one being used."""
        self.page = page
        self.hand = self._hand(page)

    def _console(self, message: ConsoleMessage) -> None:
        # That a page was answered with a 4xx is told by the page itself.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.house.url}/", "data:")):
            self.complaints.append(f"a request left the host: {request.url}")

    # What stands on a page

    def t(self, dutch: str, **values: object) -> str:
        """What the program says, in the language of this person."""
        return wording(self.language).t(dutch, **values)

    def statement(self, statement_id: str) -> str:
        """The text of a statement, in the language of this person."""
        found = PACK.statement(statement_id)
        assert found is not None
        return found.text[self.language]

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def button(self, dutch: str) -> Locator:
        return self.main.get_by_role("button", name=self.t(dutch), exact=True)

    def link(self, dutch: str) -> Locator:
        return self.main.get_by_role("link", name=self.t(dutch), exact=True)

    def field(self, name: str) -> Locator:
        return self.main.locator(f"[name='{name}']")

    def see(self, heading: str) -> None:
        """The page has arrived (its heading says so), and it is a page as every page should be."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        assert self.page.locator("html").get_attribute("lang") == self.language
        if self.script:
            styled = self.page.evaluate("[...document.querySelectorAll('[style]')].map(e => e.outerHTML.slice(0, 120))")
            self.complaints += [f"style attribute on {self.page.url}: {one}" for one in styled]
        for look in self.looks:
            look(self.page)

    # What a person does

    def go(self, path: str) -> None:
        self.page.goto(path)

    def press(self, target: Locator) -> None:
        self.hand.press(target)

    def write(self, name: str, text: str) -> None:
        self.hand.write(self.field(name), text)

    def write_words(self, prefix: str, text: str) -> None:
        self.hand.write(self.main.locator(f"textarea[name^='{prefix}']"), text)

    def answer(
        self,
        statement_id: str,
        recognition: int,
        *,
        charge: int | None = None,
        words: str = "",
        other_meaning: bool = False,
    ) -> None:
        """Answer one statement, in the list or where it stands alone."""
        self.hand.choose(self.main.locator(f"[name='r-{statement_id}'][value='{recognition}']"))
        if charge is None and not words and not other_meaning:
            return
        more = self.main.locator(f"details:has([name='w-{statement_id}'])")
        if more.count() and more.get_attribute("open") is None:
            self.press(more.locator("summary"))
        if charge is not None:
            self.hand.choose(self.main.locator(f"[name='c-{statement_id}'][value='{charge}']"))
        if words:
            self.write(f"w-{statement_id}", words)
        if other_meaning:
            self.hand.choose(self.field(f"m-{statement_id}"))

    def keep(self) -> None:
        """Everything on this page is kept: the page does it by itself and says when; without a script there is a button."""
        if not self.script:
            self.press(self.button("Bewaar"))
        expect(self.main.locator("[data-saved]")).to_have_text(self.saved_line)
        if self.script:
            self.page.wait_for_function(_ALL_KEPT)

    @property
    def saved_line(self) -> re.Pattern[str]:
        before, after = self.t("Bewaard om {time}.").split("{time}")
        return re.compile(rf"^{re.escape(before)}\d\d:\d\d{re.escape(after)}$")

    def sign_in(self) -> None:
        self.go("/sign-in/")
        self.write("login", self.name)
        self.write("password", self.passphrase)
        self.press(self.button("Kom binnen"))
        expect(self.page).to_have_url(f"{self.house.url}/")

    def join(self) -> None:
        """The shortest way to a place of one's own."""
        self.go("/join/")
        self.write("username", self.name)
        self.write("password1", self.passphrase)
        self.press(self.button("Maak mijn plek"))
        self.make_code()

    def make_code(self) -> None:
        self.press(self.button("Maak mijn herstelcode"))
        expect(self.main.locator(".code li").first).to_be_visible()
        self.code = self.main.locator(".code li").all_inner_texts()
        self.write("last", self.code[-1])
        self.press(self.button("Ik heb hem bewaard"))
        self.see(self.t("Je plek is klaar."))

    def unlock_in_dialog(self, passphrase: str = "", *, name: str = "") -> None:
        """Give the passphrase in the dialog over the page."""
        dialog = self.page.locator("dialog[open]")
        if name:
            self.hand.write(dialog.locator("[name=unlock-name]"), name)
        self.hand.write(dialog.locator("[name=unlock-passphrase]"), passphrase or self.passphrase)
        self.press(dialog.get_by_role("button", name=self.t("Open weer"), exact=True))
