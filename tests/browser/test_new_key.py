"""A new key in a real browser: it goes on by itself, with a button where there is no script, and loses no word of another tab."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.people import PACK

LIST = f"/check-ins/new/{PACK.id}/"
FIELD = "w-ja-maar"


@pytest.mark.parametrize("script", [True, False])
def test_a_new_key_and_on(newcomer: Newcomer, script: bool) -> None:
    person = newcomer(script=script)
    person.join()
    person.go(LIST)
    person.answer("ja-maar", 4, words="Blijft van mij.")
    person.keep()
    person.go("/me/")
    person.press(person.link("new-key"))
    person.see("new-key")
    person.write("passphrase", person.passphrase)
    person.press(person.primary)
    while not script and person.page.url.endswith("/me/new-key/"):
        person.press(person.primary)
    expect(person.page).to_have_url(re.compile("/me/new-key/ready/$"))
    person.press(person.primary)
    person.make_code()
    person.go(LIST)
    expect(person.field(FIELD)).to_have_value("Blijft van mij.")


def test_what_stood_in_another_tab_is_kept_afterwards(newcomer: Newcomer) -> None:
    person = newcomer()
    person.join()
    person.go(LIST)
    writing = person.page
    person.on(person.context.new_page())
    person.go("/me/new-key/")
    person.write("passphrase", person.passphrase)
    person.press(person.primary)
    expect(person.page).to_have_url(re.compile("/me/new-key/ready/$"))
    key_page = person.page
    # Still without a recovery code: it says that nothing is kept yet, and keeps trying.
    person.on(writing)
    person.answer("ja-maar", 4, words="Stond nog open.")
    person.page.locator("body").click(position={"x": 1, "y": 1})
    expect(person.page.locator("[data-saved]").first).to_contain_text("Nog niet bewaard")
    person.on(key_page)
    person.press(person.primary)
    person.make_code()
    person.on(writing)
    person.answer("ja-maar", 4, words="Stond nog open, en is er nu.")
    person.keep()
    person.page.reload()
    expect(person.field(FIELD)).to_have_value("Stond nog open, en is er nu.")
