"""When what is wrong is serious: its page, and the places of the configuration behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from tegenwind.packs.rules import ROLE_SECTIONS
from tegenwind.vault.models import SealedRecord
from tegenwind.web import library
from tegenwind.web.help.lines import read_help
from tests.web.helping import own_help, refused
from tests.web.people import Human, Nobody, main, text, words

pytestmark = pytest.mark.django_db

LINES = """\
checked_on: 2026-11-01
lines:
  - country: NL BE
    name: {nl: "112", en: "112"}
    about: {nl: Als er nu gevaar is, en: When there is danger now}
    phone: ["112"]
people: []
"""
HELP = (
    LINES
    + """\
serious:
  - country: BE
    kind: police
    name: {nl: De agent, en: The constable}
    about: {nl: Bij haast, en: In a hurry}
    phone: ["1999"]
    checked_on: 2026-10-05
    source: www.agent.example
  - country: BE
    kind: advice
    name: {nl: De Vuurtoren, en: The Lighthouse}
    about: {nl: Alleen schriftelijk, en: In writing only}
    web: www.vuurtoren.example
    checked_on: 2026-10-04
    source: een brief van 4 oktober
  - country: NL
    kind: house
    name: {nl: Onze meldregeling, en: Our reporting scheme}
    about: {nl: Op het intranet onder Veilig, en: On the intranet under Safe}
    checked_on: 2026-10-03
    source: het intranet
"""
)


@pytest.fixture
def help_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of this host's own."""
    return own_help(tmp_path, HELP, monkeypatch)


def test_all_of_the_guide_is_there_and_danger_comes_first() -> None:
    page = words(Nobody().get("serious"))
    guide = library.guide("serious")
    assert guide.title["nl"] in page
    titles = [guide.section("nl", name).title for name in ROLE_SECTIONS["serious"]]
    places = [page.index(title) for title in ["Als er nu gevaar is", *titles]]
    assert places == sorted(places)


def test_nothing_can_be_written_on_it_and_nothing_is_kept_of_looking(owner: Human) -> None:
    page = main(Nobody().get("serious"))
    assert "<textarea" not in page and "<form" not in page
    assert Nobody().post("serious").status_code == 405
    before = SealedRecord.objects.count()
    assert owner.get("serious").status_code == 200
    assert SealedRecord.objects.count() == before


def test_every_shipped_place_is_there_with_its_day_and_source() -> None:
    page = Nobody().get("serious")
    said = words(page)
    told = read_help().serious
    assert {(place.country, place.kind) for place in told} == {
        (country, kind) for country in ("NL", "BE") for kind in ("advice", "inspection", "police")
    }
    for place in told:
        day = library.words().date(place.checked_on)
        assert place.name.nl in said and place.about.nl in said
        assert f"Nagekeken op {day}, volgens {place.source}." in said
        for number in place.phone:
            assert f'href="tel:{number.replace(" ", "")}"' in text(page)
    assert "Voor jouw organisatie is hier nog niets ingevuld" in said


def test_the_places_of_the_host_stand_by_kind_and_the_house_first(help_file: Path) -> None:
    page = Nobody().get("serious")
    said = words(page)
    headings = re.findall(r"<h[34][^>]*>(.*?)</h[34]>", main(page))
    assert headings == ["In huis", "In België", "Raad van buiten", "Politie"]
    order = [said.index(one) for one in ("Onze meldregeling", "De Vuurtoren", "De agent")]
    assert order == sorted(order)
    assert "www.vuurtoren.example. Nagekeken op 4 oktober 2026, volgens een brief van 4 oktober." in said
    assert "Huis voor Klokkenluiders, afdeling" not in said and "niets ingevuld" not in said

    english = Nobody()
    english.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = english.get("serious")
    assert "Our reporting scheme" in words(page) and "In writing only" in words(page)


def test_a_place_for_both_countries_stands_under_both(help_file: Path) -> None:
    help_file.write_text(HELP.replace("country: BE\n    kind: police", "country: NL BE\n    kind: police"))
    assert main(Nobody().get("serious")).count('href="tel:1999"') == 2


def test_a_file_from_before_this_page_still_works(help_file: Path) -> None:
    help_file.write_text(LINES)
    page = words(Nobody().get("serious"))
    assert "niets ingevuld" in page and "112" in page


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("kind: advice", "kind: friend", "serious.1.kind"),
        ("country: BE\n    kind: advice", "country: FR\n    kind: advice", "serious.1.country"),
        ('"1999"', '"bel maar"', "serious.0.phone.0"),
        ('    phone: ["1999"]\n', "", "serious.0"),
        ("    web: www.vuurtoren.example\n", "", "serious.1"),
        ("    checked_on: 2026-10-03\n", "", "serious.2.checked_on"),
        ("    source: het intranet\n", "", "serious.2.source"),
        ("en: In a hurry", "fr: Vite", "serious.0.about.en"),
        ("web: www.v", "site: www.v", "serious.1.site"),
    ],
)
def test_a_wrong_entry_is_named_with_its_place_and_nothing_starts(
    help_file: Path, old: str, new: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in HELP
    refused(help_file, HELP.replace(old, new), place, capsys)
