"""A team is made on one side, and on a narrow phone somebody who has no place yet comes in by its link."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.gallery_teams import add, begin, link_for
from tests.browser.hands import Keyboard
from tests.browser.looks import axe_violations, small_controls, sticking_out

PHONE = {"width": 320, "height": 640}


def test_invited_by_a_link_joined_on_a_phone_and_left_again(newcomer: Newcomer) -> None:
    ada = newcomer(hand=Keyboard)
    noor = newcomer(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    ada.join()
    begin(ada, "Wijkteams Oost")
    organisation = ada.page.url[ada.page.url.index("/teams/") :].removesuffix("tree/")
    add(ada, "Jeugd")
    link = link_for(ada, organisation, "member", "Jeugd")
    noor.looks += [axe_violations, sticking_out, small_controls]

    noor.go(link)
    noor.see("teams-invited", heading="Wijkteams Oost")
    noor.press(noor.primary)
    noor.see("join")
    noor.write("username", noor.name)
    noor.write("password1", noor.passphrase)
    noor.press(noor.primary)
    noor.make_code()
    noor.see("recovery-ready")
    noor.press(noor.primary)
    noor.see("teams-invited")
    noor.press(noor.do("take"))
    noor.see("teams-one", heading="Wijkteams Oost")
    expect(noor.main).to_contain_text("Je zit in Jeugd")
    noor.go(f"{organisation}leave/")
    noor.see("teams-leave")
    noor.press(noor.do("leave"))
    noor.see("teams")
    expect(noor.main).to_contain_text("Je zit nog in geen team")
