"""The language switch: the same page in the other language, and nothing that was written is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.people import PACK, Person
from tests.browser.story import LIST

WORDS = "Ik merk dat ik inhoud."


def _switch(person: Person, language: str) -> None:
    person.press(person.page.locator(f"header button[name=language][value={language}]"))
    expect(person.page.locator("html")).to_have_attribute("lang", language)
    person.language = "en" if language == "en" else "nl"


def test_the_switch_keeps_the_page_and_the_words(someone: Person) -> None:
    """Also what was typed just before: the page keeps it on its way out."""
    one = f"{LIST}one/harder-werken/"
    for path in (LIST, one, LIST):
        person = someone
        person.go(path)
        person.answer("harder-werken", 4, words=f"{WORDS} {path} {person.language}")
        _switch(person, "en" if person.language == "nl" else "nl")
        assert person.page.url == f"{person.house.url}{path}"
        expect(person.main).to_contain_text(person.statement("harder-werken"))
        person.page.reload()
        expect(person.field("w-harder-werken")).to_have_value(f"{WORDS} {path} {_other(person.language)}")
    assert not someone.questions


def test_the_switch_without_javascript(newcomer: Newcomer) -> None:
    """There the button keeps what was written; the switch stays on the page."""
    person = newcomer(script=False)
    person.join()
    person.go(LIST)
    person.answer("harder-werken", 4, words=WORDS)
    person.keep()
    _switch(person, "en")
    person.see("answer-all")
    expect(person.main).to_contain_text(PACK.title["en"])
    expect(person.field("w-harder-werken")).to_have_value(WORDS)


@pytest.mark.parametrize("path", ["/", "/join/", "/sign-in/?next=/routes/", "/help-now/?from=/join/", "/privacy/"])
def test_the_switch_on_pages_for_everybody(newcomer: Newcomer, path: str) -> None:
    person = newcomer()
    person.go(path)
    _switch(person, "en")
    assert person.page.url == f"{person.house.url}{path}"
    _switch(person, "nl")
    assert person.page.url == f"{person.house.url}{path}"


def _other(language: str) -> str:
    return "nl" if language == "en" else "en"
