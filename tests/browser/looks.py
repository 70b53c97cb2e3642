"""What holds for every page, looked at in the page itself. Each gives what is wrong; empty when nothing is."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

TARGET = 44  # CSS pixels, both ways (look.md; WCAG 2.5.5)

_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
#: Of what axe can fetch first only films and sound: it would read every style sheet for one rule, which is not among these tags.
_RUN_AXE = """
async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"], preload: {assets: ["media"]}});
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${one.help}: ${node.html.slice(0, 160)}`));
}
"""

#: Links in running text are words, not controls; what the eye does not get to see is not aimed at. A radio is as large as
#: its label; a link whose edges were stretched (``::after``) as large as the row it lies over.
_SMALL = """
(least) => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), textarea, select")]
  .map((e) => [e, e.matches("[type=radio], [type=checkbox]") ? e.closest("label")
    : getComputedStyle(e, "::after").position === "absolute" ? e.offsetParent : e])
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


def sticking_out(page: Page) -> list[str]:
    """No page scrolls sideways."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{page.url} is {wide} wide in a window of {room}"] if wide > room else []


def small_controls(page: Page) -> list[str]:
    """Every button, field, fold and link that stands alone is large enough for a thumb."""
    found: list[str] = page.evaluate(_SMALL, TARGET)
    return found


def style_attributes(page: Page) -> list[str]:
    """The look is in the style sheet; the Content-Security-Policy allows nothing else."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('[style]')].map((one) => one.outerHTML.slice(0, 120))"
    )
    return found


def axe_violations(page: Page) -> list[str]:
    """What axe has against this page, light and dark; in the dark only its colours are another matter."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    page.emulate_media(color_scheme="light")
    light: list[str] = page.evaluate(_RUN_AXE, {"type": "tag", "values": _TAGS})
    page.emulate_media(color_scheme="dark")
    dark: list[str] = page.evaluate(_RUN_AXE, {"type": "rule", "values": ["color-contrast"]})
    return light + [f"in the dark, {found}" for found in dark]


def unguarded(page: Page) -> list[str]:
    """Places to write on a page that the guard does not reach: a text of one line or more, without the guard's words beside it.

    A name to sign in with and a code are no such texts; their fields say how capitals are typed, or that it holds once.
    """
    found: list[str] = page.evaluate(
        """() => document.getElementById("guard") ? [] :
          [...document.querySelectorAll("main :is(textarea, input[type=text])")]
            .filter((field) => !field.matches("[autocapitalize], [autocomplete=one-time-code]"))
            .map((field) => field.name)"""
    )
    return found


def left_behind(page: Page, *words: str) -> list[str]:
    """What a page left in the browser: which of these words lie in its storage, and every database and cache there is."""
    stored: str = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    bases: list[str] = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    caches: list[str] = page.evaluate("caches.keys()")
    return [word for word in words if word in stored] + bases + caches
