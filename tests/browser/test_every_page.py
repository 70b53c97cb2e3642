"""What holds for every page: nothing for axe to say, nothing that sticks out, large targets, no style attribute, no CSP
violation, and one language."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tegenwind.project import serving
from tegenwind.web.urls import urlpatterns
from tegenwind.wording import Language
from tests.browser import looks
from tests.browser.conftest import Newcomer
from tests.browser.gallery import NO_PAGES, every_page
from tests.languages import Heard, Phrase, strange_to


@pytest.mark.parametrize(("width", "language"), [(1280, "nl"), (320, "en")])
def test_every_page_is_good(newcomer: Newcomer, width: int, language: Language) -> None:
    """Light and dark. All that is wrong is told at once."""
    assert serving.install_packs(settings.TEGENWIND) == []
    strange = strange_to(language)
    # Colours are looked at when they are at rest.
    person = newcomer(viewport={"width": width, "height": 800}, reduced_motion="reduce", language=language)
    person.waits = False  # How a page keeps what is written is looked at elsewhere (test_autosave.py).
    sam = newcomer(language=language)
    sam.join()
    sam.close_browser()
    wrong: list[str] = []
    seen: set[str] = set()
    for name in every_page(person, sam):
        wrong += _looked_at(person.page, name, width, strange)
        seen |= _address(person.page)
    assert not wrong, "\n".join(wrong)
    assert {one.name for one in urlpatterns} - NO_PAGES - seen == set()


def _address(page: Page) -> set[str]:
    try:
        return {str(resolve(urlsplit(page.url).path).url_name)}
    except Resolver404:
        return set()


def _looked_at(page: Page, name: str, width: int, strange: dict[str, Phrase]) -> list[str]:
    """What is wrong with one page."""
    wrong: list[str] = []
    try:
        wrong += [f"{name}: {found}" for found in looks.axe_violations(page)]
        wrong += [f"{name}: {found}" for found in looks.sticking_out(page)]
        heard = Heard({" ".join(line.split()) for line in page.locator("body").inner_text().splitlines()})
        wrong += [f"{name}: in the other language: {text}" for text, one in strange.items() if heard.says(one)]
        # Somebody else's words, on a page with hardly any script.
        if page.locator("#shared-answer").count() == 0:
            wrong += [f"{name}: no guard at {found}" for found in looks.unguarded(page)]
        wrong += [f"{name}: style attribute: {found}" for found in looks.style_attributes(page)]
        if width == 320:
            wrong += [f"{name}: small: {found}" for found in looks.small_controls(page)]
    except Error as gone:
        gone.add_note(f"at: {name} ({page.url})")
        raise
    return wrong
