"""What may be seen of a wave on paper: all of it, nothing more, and the same for everybody."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pypdf
import pytest

from tegenwind.report.wave_document import WaveDocument
from tegenwind.report.wave_pdf import organisation_pdf, wave_pdf
from tegenwind.wording import LANGUAGES, Language
from tests.report import published
from tests.report.published import NIGHT, NORTH, SMALL, WHOLE, YOUTH, document
from tests.report.test_balance_report import NASTY, squeezed, tags, text

ASKS = ["Wie het rooster maakt, komt een nacht kijken.", "Een plek om te bellen."]


def told(made: WaveDocument) -> list[str]:
    """Every sentence that the document has to say."""
    lines = [made.period, made.band, made.leaders, *made.asked, *made.sources, made.version]
    for theme in made.themes:
        lines += [theme.title, theme.low, theme.high, theme.withheld, theme.question, *theme.sentences]
        for one in theme.statements:
            lines += [one.text, one.withheld, "" if one.shares else one.words]
    for rule in (*made.withheld, *([made.closed] if made.closed else [])):
        lines += [rule.why, rule.not_that]
    return lines + [part for one in made.rounds for part in (one.title, one.text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", [NORTH, YOUTH, NIGHT, SMALL, WHOLE])
def test_every_line_is_on_the_sheet_of_a_team(group: str, language: Language) -> None:
    made = document(group, language)
    shown = text(wave_pdf(made))
    assert [line for line in told(made) if squeezed(line) not in shown] == []


def test_three_levels_and_what_is_withheld_are_told_in_words() -> None:
    whole, some, few = document(NORTH), document(YOUTH), document(NIGHT)
    assert [made.themes[0].statements[0].shares is not None for made in (whole, some, few)] == [True, True, False]
    assert few.themes[0].statements[0].words and few.themes[0].statements[1].withheld
    assert few.themes[2].withheld and "team" not in {mark.sort for mark in few.themes[2].marks}
    assert document(SMALL).closed is not None and document(SMALL).themes == ()


def test_who_leads_stands_beside_their_team_and_nowhere_else() -> None:
    assert squeezed("Ruud verwachtte het team") in text(wave_pdf(document(NIGHT)))
    for group in (NORTH, YOUTH, SMALL, WHOLE):
        assert "Ruud" not in text(wave_pdf(document(group)))
    assert "Ruud" not in text(wave_pdf(document(NIGHT, shown=False)))
    assert squeezed("Van wie leiding geeft is hier niets te zien.") in text(wave_pdf(document(NIGHT, shown=False)))


def test_those_who_lead_together_stand_beside_the_whole_only() -> None:
    said = squeezed("Wie leiding geeft, verwachtte")
    assert said in text(wave_pdf(document(WHOLE, together=True)))
    assert said in text(organisation_pdf(document(WHOLE, together=True)))
    assert said not in text(wave_pdf(document(NORTH, together=True)))


def test_where_expectation_and_experience_lie_apart_the_leader_listens_first() -> None:
    apart = document(NIGHT)
    assert [theme.apart for theme in apart.themes] == [True, False, False]
    assert squeezed("luistert dan eerst") in text(wave_pdf(apart))
    level = document(NIGHT, shown=False)
    assert squeezed("luistert dan eerst") not in text(wave_pdf(level))


def test_the_same_bytes_whoever_asks_and_whenever() -> None:
    one = wave_pdf(document(NIGHT))
    assert one == wave_pdf(document(NIGHT))
    made = pypdf.PdfReader(io.BytesIO(one)).metadata
    assert made is not None and made.author is None
    assert made.creation_date is not None and made.creation_date.date() == published.CLOSED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("together", [False, True])
def test_is_archived_and_accessible(together: bool, language: Language) -> None:
    made = document(WHOLE, language, together=together)
    for data in (wave_pdf(made), organisation_pdf(made, ASKS)):
        root: Any = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
        metadata = root["/Metadata"].get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata and root["/Lang"] == language
        found = tags(data)
        assert [tag for tag, _alt in found].count("/H1") == 1
        alts = [squeezed(alt) for tag, alt in found if tag == "/Figure"]
        assert all(alts), "every picture says what it shows"
        assert all(squeezed(theme.picture) in alts for theme in made.themes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_for_the_organisation(language: Language) -> None:
    made = document(WHOLE, language, together=True)
    data = organisation_pdf(made, ASKS)
    shown = text(data)
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    assert all(squeezed(line) in shown for line in (*ASKS, made.band, *made.themes[0].sentences))
    assert squeezed(made.themes[0].statements[0].text) not in shown
    assert all(name not in shown for name in map(squeezed, (published.NAMES[NORTH], published.NAMES[NIGHT])))


def test_however_much_is_asked_it_stays_one_page_and_says_how_much_more_there_is() -> None:
    asks = [f"{number}. {'Een lange vraag aan de organisatie. ' * 11}".strip() for number in range(10, 40)]
    data = organisation_pdf(document(WHOLE), asks)
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    assert squeezed(asks[5]) in text(data) and squeezed(asks[6]) not in text(data)
    assert squeezed("En nog 24.") in text(data)


def test_in_whatever_order_teams_ask_the_page_is_the_same() -> None:
    made = document(WHOLE)
    assert organisation_pdf(made, ASKS) == organisation_pdf(made, ASKS[::-1])


def test_nothing_that_people_wrote_is_markup() -> None:
    made = document(NORTH)
    made = dataclasses.replace(made, facts=dataclasses.replace(made.facts, name=NASTY, organisation=NASTY))
    assert squeezed(NASTY) in text(wave_pdf(made))
    assert squeezed(NASTY) in text(organisation_pdf(made, [NASTY]))
