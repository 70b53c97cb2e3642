"""A made-up person who uses the program through its pages, in their own language."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Frame,
    Locator,
    Page,
    Request,
    Response,
    expect,
)
from playwright.sync_api import TimeoutError as Late

from tegenwind.wording import Language
from tests.browser import looks
from tests.browser.hands import Hand, Pointer
from tests.browser.house import House
from tests.packs import shipping

PASSPHRASE = "paars water loopt omhoog"
PACK = shipping.pack("weerstand")

#: What a page says when all is kept: a moment of today.
SAVED_AT = re.compile(r"\d\d:\d\d")

_numbers = itertools.count(1)

#: Whether pressing this asks for another page.
_LEADS_AWAY = """
(one) => one.matches("a[href]:not([href^='#'], [download]), button:not([type=button], dialog *), input[type=submit]")
"""

#: Whether the page would let go without a warning: everything on it is kept.
_ALL_KEPT = """
() => {
  const leaving = new Event("beforeunload", {cancelable: true});
  dispatchEvent(leaving);
  return !leaving.defaultPrevented;
}
"""


#: As someone who taps beside a field and then in it again: who leaves a field does not wait for the pause in writing.
_STEP_OUT = """
() => {
  const field = document.activeElement;
  if (!field || !field.closest("form[data-autosave]")) return;
  field.blur();
  field.focus({preventScroll: true});
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
        self.status = 0  # of the page that came last; none while a page is on its way
        self._answered = 0
        self.waits = True
        """For a page to keep by itself what was written; else one steps out of the field, which keeps it at once."""
        self.options = options
        self.name = f"Noor {os.getpid()}-{next(_numbers)}"
        self.passphrase = PASSPHRASE
        self.code: list[str] = []
        self.complaints: list[str] = []
        self.questions: list[str] = []
        self.looks: list[Callable[[Page], list[str]]] = [looks.style_attributes]
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
        self.context.on("response", self._response)
        self.context.on("dialog", self._dialog)
        self.context.on("page", lambda page: page.on("framenavigated", self._arrived))
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
        # What is blocked on the page to answer a wave on is what the test itself tried: that page has no script.
        ours = (
            "Failed to load resource",
            f"Blocked script execution in '{self.house.url}/waves/",
            f"Blocked script execution in '{self.house.url}/answer/",
        )
        if message.type in ("error", "warning") and not message.text.startswith(ours):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.house.url}/", "data:", *self.house.abroad)):
            self.complaints.append(f"a request left the host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status // 100 != 3:
            self._answered = response.status

    def _arrived(self, frame: Frame) -> None:
        if frame == frame.page.main_frame:
            self.status = self._answered

    def _dialog(self, dialog: Dialog) -> None:
        """The browser's own question before leaving a page: only right when something could not be kept."""
        self.questions.append(dialog.type)
        dialog.accept()

    # What stands on a page

    def statement(self, statement_id: str) -> str:
        """The text of a statement, in the language of this person."""
        found = PACK.statement(statement_id)
        assert found is not None
        return found.text[self.language]

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def primary(self) -> Locator:
        """The one next step of a page."""
        return self.main.locator(".button.primary")

    @property
    def alert(self) -> Locator:
        """What is said when something did not go as meant."""
        return self.main.get_by_role("alert")

    def do(self, value: str) -> Locator:
        """The button of a form that says what to do."""
        return self.main.locator(f"button[name=do][value='{value}']:not(.sr)")

    def link(self, name: str, *args: object) -> Locator:
        """The link in the page to one of the addresses of the program."""
        return self.main.locator(f"a[href='{reverse(f'web:{name}', args=args)}']").first

    def field(self, name: str) -> Locator:
        return self.main.locator(f"[name='{name}']:not([type=hidden])")

    @property
    def lock_button(self) -> Locator:
        return self.page.locator("header form[data-locks] button")

    def see(self, place: str, *, status: int = 200, heading: str = "") -> None:
        """The page has arrived, and it is a page as every page should be.

        Args:
            place: its name among the addresses of the program.
            heading: what it is called, where more than one page could stand at that address.
        """

        def here() -> bool:
            return resolve(urlsplit(self.page.url).path).url_name == place

        # A button may wait for a saving that is under way: until then the page from before stands here, and it may
        # well have the same address and the same status.
        if not (here() and self.status == status):
            with suppress(Late):
                self.page.wait_for_event("framenavigated", lambda _: here() and self.status == status)
        where = f"{self.page.url} ({self.status}), {self.page.title()!r}"
        assert here(), f"{where} is not {place}; said there: {self.main.inner_text()[:600]}"
        self.page.wait_for_load_state()
        title = self.page.get_by_role("heading", level=1)
        expect(title).to_have_text(heading) if heading else expect(title).to_be_visible()
        assert self.status == status, f"{self.page.url} was answered with {self.status}"
        assert self.page.locator("html").get_attribute("lang") == self.language
        wrong = [found for look in self.looks for found in look(self.page)]
        assert not wrong, f"{self.page.url}\n" + "\n".join(wrong)

    # What a person does

    def go(self, path: str) -> None:
        self.page.goto(path)

    def press(self, target: Locator) -> None:
        if target.evaluate(_LEADS_AWAY):
            self.status = 0
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
        saved = self.main.locator("[data-saved]")
        if self.script:
            if not self.waits:
                self.page.evaluate(_STEP_OUT)
            expect(saved).to_have_text(SAVED_AT)
            self.page.wait_for_function(_ALL_KEPT)
        else:
            self.press(self.do("save"))
            expect(saved).not_to_be_empty()

    def sign_in(self, name: str = "", passphrase: str = "") -> None:
        self.go("/sign-in/")
        self.write("login", name or self.name)
        self.write("password", passphrase or self.passphrase)
        self.press(self.primary)
        self.see("home")

    def join(self) -> None:
        """The shortest way to a place of one's own."""
        self.go("/join/")
        self.write("username", self.name)
        self.write("password1", self.passphrase)
        self.press(self.primary)
        self.make_code()

    def make_code(self) -> None:
        """Make a recovery code and note it down."""
        self.see("recovery-code")
        self.press(self.primary)
        self.main.locator(".code li").first.wait_for()
        self.code = self.main.locator(".code li").all_inner_texts()
        self.write("last", self.code[-1])
        self.press(self.primary)
        self.see("recovery-ready")

    @property
    def dialog(self) -> Locator:
        """What lies over the page when the door closed."""
        return self.page.locator("dialog[open]")

    def unlock_in_dialog(self, passphrase: str = "", *, name: str = "") -> None:
        """Give the passphrase in the dialog over the page."""
        if name:
            self.hand.write(self.dialog.locator("[name=unlock-name]"), name)
        self.hand.write(self.dialog.locator("[name=unlock-passphrase]"), passphrase or self.passphrase)
        self.press(self.dialog.locator(".button.primary"))
