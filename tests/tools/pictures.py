"""The pictures in the README, made from the running program: ``python -m tests.tools.pictures http://localhost:PORT [FOLDER]``.

Noor is made up. She joins, answers a part of a pack, and opens her report; each picture is what a browser shows of it.
"""

from __future__ import annotations

import io
import secrets
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

#: Statement, recognition, charge, words.
ANSWERS = (
    ("harder-werken", "4", "2", "Ik wil dan laten zien dat ik er ben. Maar eigenlijk hoor ik niets meer."),
    ("ja-maar", "2", "", ""),
    ("blijven-zitten", "4", "", ""),
    ("eerst-nieuwsgierig", "3", "0", ""),
    ("afhaken", "5", "3", "Ik knik en denk aan de boodschappen."),
    ("stil-in-overleg", "4", "", ""),
    ("op-de-fiets", "5", "1", ""),
    ("iemand-bellen", "4", "", "Mijn zus. Ze zegt nooit veel."),
)


def join(page: Page, base: str) -> None:
    """A new account with a recovery code that was typed back."""
    page.goto(f"{base}/join/")
    page.fill("[name=username]", f"Noor {secrets.token_hex(3)}")
    page.fill("[name=password1]", secrets.token_hex(12))
    page.locator("main form button").first.click()
    page.wait_for_url("**/join/recovery-code/")
    page.locator("main form button").last.click()
    page.fill("[name=last]", page.locator(".code li").last.inner_text())
    page.locator("main form button").last.click()
    page.wait_for_url("**/join/ready/")


def answer(page: Page, base: str) -> None:
    """The check-in of Noor, not finished yet."""
    page.goto(f"{base}/check-ins/new/weerstand/")
    for statement, recognition, charge, words in ANSWERS:
        page.locator(f"[name=r-{statement}][value='{recognition}']").check(force=True)
        if charge or words:
            more = page.locator(f"details:has([name='w-{statement}'])")
            if more.get_attribute("open") is None:
                more.locator("summary").click()
        if charge:
            page.locator(f"[name=c-{statement}][value='{charge}']").check(force=True)
        if words:
            page.fill(f"[name=w-{statement}]", words)


def keep(page: Page, path: Path) -> None:
    """What the window shows, in at most 256 colours."""
    page.evaluate("document.activeElement && document.activeElement.blur()")
    page.wait_for_function("document.fonts.status === 'loaded'")
    image = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    image.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1024} KB")


def take(browser: Browser, base: str, folder: Path) -> None:
    wide = browser.new_page(viewport={"width": 1200, "height": 940}, color_scheme="light")
    join(wide, base)
    answer(wide, base)
    wide.locator("button[value=finish]").click()
    wide.wait_for_selector("svg.line-picture")
    keep(wide, folder / "report.png")
    phone = browser.new_page(viewport={"width": 390, "height": 900}, device_scale_factor=2, color_scheme="dark")
    join(phone, base)
    answer(phone, base)
    phone.goto(f"{base}/check-ins/new/weerstand/one/afhaken/")
    keep(phone, folder / "check-in-phone.png")


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[2] if len(sys.argv) == 3 else "docs/pictures")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        take(browser, sys.argv[1].rstrip("/"), folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
