"""What holds for every page, looked at in the page itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

TARGET = 44  # CSS pixels, both ways (look.md; WCAG 2.5.5)

_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

#: Links in running text are words, not controls; what the eye does not get to see is not aimed at.
_SMALL = """
(least) => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), textarea, select")]
  .map((e) => [e, e.matches("[type=radio], [type=checkbox]") ? e.closest("label") : e])
  .filter(([e, target]) => target.checkVisibility({visibilityProperty: true}) && !e.closest(".sr") && !e.matches(".skip"))
  .filter(([e]) => {
    if (e.tagName !== "A" || getComputedStyle(e).display !== "inline") return true;
    const around = e.closest("p, li, dd");
    return !around || around.textContent.trim() === e.textContent.trim();
  })
  .map(([e, target]) => [e, target.getBoundingClientRect()])
  .filter(([, box]) => Math.round(box.width * 10) < least * 10 || Math.round(box.height * 10) < least * 10)
  .map(([e, box]) => `${box.width.toFixed(1)}x${box.height.toFixed(1)} ${e.outerHTML.slice(0, 120)}`)
"""


def nothing_sticks_out(page: Page) -> None:
    """No page scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    room = page.evaluate("document.documentElement.clientWidth")
    assert wide <= room, f"{page.url} is {wide} wide in a window of {room}"


def controls_are_large(page: Page) -> None:
    """Every button, field, fold and link that stands alone is large enough for a thumb."""
    small = page.evaluate(_SMALL, TARGET)
    assert not small, f"{page.url}:\n" + "\n".join(small)


def axe_finds_nothing(page: Page) -> list[str]:
    """What axe has against this page as it stands; empty when nothing."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "async (tags) => (await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})).violations", _RULES
    )
    return [f"{one['id']}: {one['help']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
