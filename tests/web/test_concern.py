"""A concern about somebody's safety is another matter: its page, and the lines and protocols of the configuration behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from tegenwind.packs.rules import ROLE_SECTIONS
from tegenwind.web import library
from tegenwind.web.help.lines import read_help
from tests.web.helping import own_help, refused
from tests.web.people import Nobody, at, main, text, words

pytestmark = pytest.mark.django_db

HELP = """\
checked_on: 2026-11-01
lines:
  - country: NL BE
    name: {nl: "112", en: "112"}
    about: {nl: Als er nu gevaar is, en: When there is danger now}
    phone: ["112"]
people: []
concern:
  - country: NL
    name: {nl: De Wachtpost, en: The Guard Post}
    about: {nl: Overleg dag en nacht, en: Talk day and night}
    phone: ["0800 1234"]
    checked_on: 2026-10-03
    source: www.wachtpost.example
  - country: BE
    name: {nl: De Vuurtoren, en: The Lighthouse}
    about: {nl: Op werkdagen, en: On working days}
    phone: ["1999"]
    web: www.vuurtoren.example
    checked_on: 2026-10-04
    source: een brief van 4 oktober
protocol:
  - name: {nl: Ons stappenplan, en: Our step plan}
    about: {nl: Op het intranet onder Veilig, en: On the intranet under Safe}
    phone: ["06 0000 0000"]
"""


@pytest.fixture
def help_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of this host's own."""
    return own_help(tmp_path, HELP, monkeypatch)


def test_it_says_that_it_is_another_matter_and_all_of_the_guide_is_there() -> None:
    page = words(Nobody().get("concern"))
    guide = library.guide("concern")
    assert guide.title["nl"] in page
    for name in ROLE_SECTIONS["concern"]:
        assert guide.section("nl", name).title in page


def test_nothing_can_be_written_on_it() -> None:
    page = main(Nobody().get("concern"))
    assert "<textarea" not in page and "<form" not in page
    assert Nobody().post("concern").status_code == 405


def test_the_shipped_lines_are_there_with_their_day_and_source() -> None:
    page = Nobody().get("concern")
    assert 'href="tel:08002000"' in text(page) and 'href="tel:1712"' in text(page) and 'href="tel:112"' in text(page)
    told = read_help()
    assert {line.country for line in told.concern} == {"NL", "BE"}
    for line in told.concern:
        assert line.source in words(page) and library.words().date(line.checked_on) in words(page)
    assert "Voor jouw organisatie is hier nog niets ingevuld" in words(page)


def test_the_lines_and_the_protocol_of_the_host(help_file: Path) -> None:
    page = Nobody().get("concern")
    said = words(page)
    assert "De Wachtpost. Nagekeken op 3 oktober 2026, volgens www.wachtpost.example." in said
    assert "De Vuurtoren: www.vuurtoren.example. Nagekeken op 4 oktober 2026, volgens een brief van 4 oktober." in said
    assert "Ons stappenplan" in said and 'href="tel:0600000000"' in text(page)
    assert "Veilig Thuis" not in said and "niets ingevuld" not in said

    english = Nobody()
    english.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "The Lighthouse" in words(english.get("concern")) and "Our step plan" in words(english.get("concern"))


def test_a_line_for_both_countries_stands_under_both(help_file: Path) -> None:
    help_file.write_text(HELP.replace("country: BE", "country: NL BE"))
    assert main(Nobody().get("concern")).count('href="tel:1999"') == 2


def test_a_file_from_before_this_page_still_works(help_file: Path) -> None:
    help_file.write_text(HELP.partition("concern:")[0])
    page = words(Nobody().get("concern"))
    assert "Er staan hier geen lijnen" in page and "112" in page


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("country: BE", "country: FR", "concern.1.country"),
        ('"0800 1234"', '"bel maar"', "concern.0.phone.0"),
        ('phone: ["1999"]', "phone: []", "concern.1.phone"),
        ("    checked_on: 2026-10-04\n", "", "concern.1.checked_on"),
        ("2026-10-03", "gisteren", "concern.0.checked_on"),
        ("    source: www.wachtpost.example\n", "", "concern.0.source"),
        ("source: www.wachtpost.example", 'source: ""', "concern.0.source"),
        ("en: Talk day and night", "fr: Jour", "concern.0.about.en"),
        ("web: www.v", "site: www.v", "concern.1.site"),
        ("nl: Ons stappenplan", 'nl: ""', "protocol.0.name.nl"),
        ('"06 0000 0000"', '"Samira"', "protocol.0.phone.0"),
        ("protocol:\n", "protocols:\n", "protocols"),
    ],
)
def test_a_wrong_entry_is_named_with_its_place_and_nothing_starts(
    help_file: Path, old: str, new: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in HELP
    refused(help_file, HELP.replace(old, new), place, capsys)


@pytest.mark.parametrize("name", ["concern", "serious"])
@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_the_way_back_is_always_ours(name: str, elsewhere: str) -> None:
    assert f'href="{elsewhere}"' not in main(Nobody().get(name, query=f"?from={elsewhere}"))
    assert f'href="{at("balance")}"' in main(Nobody().get(name, query=f"?from={at('balance')}"))
