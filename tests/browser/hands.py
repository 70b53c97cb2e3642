"""Two ways to use a page: with a pointer, and with nothing but the keyboard."""

from __future__ import annotations

import datetime
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

#: Where the focus is: whether it arrived, whether one can see it, and what it is on. A radio is seen by its label.
_FOCUS = """
(target) => {
  const on = document.activeElement;
  const group = target.type === "radio" && on.type === "radio" && on.name === target.name && on.form === target.form;
  if (on === document.body) return {here: false, seen: true, name: "body", behind: false};
  const label = on.matches("input[type=radio], input[type=checkbox]") ? on.closest("label") : null;
  const drawn = [on, ...(label ? [label, ...label.querySelectorAll("*")] : [])];
  const outlined = drawn.flatMap((e) => [null, "::after"].map((part) => getComputedStyle(e, part))).some((style) =>
    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  const box = (label || on).getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const uncovered = [0.1, 0.5, 0.9].some((part) => {
    const found = document.elementFromPoint(x, box.top + box.height * part);
    return found && (label || on).contains(found) || found === on;
  });
  return {
    here: on === target || group,
    seen: outlined && uncovered,
    name: on.outerHTML.slice(0, 160) + (outlined ? "" : " [no outline]") + (uncovered ? "" : " [covered]"),
    behind: Boolean(on.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING),
  };
}
"""


class Hand(Protocol):
    """What a person does to a page."""

    def __init__(self, page: Page) -> None: ...

    def press(self, target: Locator) -> None:
        """A button, a link, or what folds out."""

    def choose(self, target: Locator) -> None:
        """A radio or a tick box."""

    def write(self, target: Locator, text: str) -> None:
        """In place of whatever stands in a field."""

    def put_date(self, target: Locator, day: datetime.date) -> None:
        """In a field for a day."""


class Pointer:
    """A mouse or a finger: what is pressed has to be visible and not covered."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def choose(self, target: Locator) -> None:
        target.locator("xpath=ancestor::label").click()
        expect(target).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def put_date(self, target: Locator, day: datetime.date) -> None:
        target.fill(day.isoformat())


class Keyboard:
    """Tab, Shift+Tab, arrows, Space and Enter. Every stop on the way has to show where one is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        target.wait_for(state="attached")
        for _ in range(400):
            focus = target.evaluate(_FOCUS)
            assert focus["seen"], f"the focus cannot be seen on {self.page.url}: {focus['name']}"
            if focus["here"]:
                return
            self.page.keyboard.press("Shift+Tab" if focus["behind"] else "Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def choose(self, target: Locator) -> None:
        self.reach(target)
        if target.get_attribute("type") == "checkbox":
            self.page.keyboard.press("Space")
        for _ in range(10):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not choose {target}")

    def write(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def put_date(self, target: Locator, day: datetime.date) -> None:
        self.reach(target)
        self.page.keyboard.type(day.strftime("%m%d%Y"))  # the browser is started in American English
        expect(target).to_have_value(day.isoformat())
