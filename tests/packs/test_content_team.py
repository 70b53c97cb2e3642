"""The packs for a team as shipped: about what I meet here, about nobody, and a conversation that ends with who acts."""

from __future__ import annotations

import re
from collections import Counter
from statistics import mean

import pytest

from tegenwind.packs import Guide
from tegenwind.packs.model import NEEDS
from tegenwind.packs.team import STATEMENTS_MIN
from tests.packs.shipping import LANGUAGES, NEEDED, SPEAKING, SUPPORT, TEAM, pack, texts
from tests.tools.readability import flesch_douma, plain, sentences, words_of

#: How many statements each has at least and at most, and in how many themes at least.
BETWEEN = {SPEAKING: (12, 15, 4), NEEDED: (15, 18, 5), SUPPORT: (9, 12, 3)}
#: An end of a line stands beside five places on a narrow screen.
END_MAX = 60

#: What an employer may not keep of anybody, and could read out of an answer.
HEALTH = {
    "nl": r"slaa?p|slecht geslapen|wakker|ziek|koorts|pijn|burn|uitgeput|oververmoeid|\bmoe\b|somber|angst|\bbang|paniek|huil|traan|stress"
    r"|overspannen|dokter|huisarts|bedrijfsarts|arbeidsarts|therap|pillen|medicijn|zwanger|klachten",
    "en": r"sleep|slept|awake|\bill\b|illness|\bsick|fever|\bpain|burn|exhaust|\btired|depress|anxi|afraid|panic|\bcry|tears|stress"
    r"|doctor|\bgp\b|therap|pills|medic|pregnan|symptom",
}
#: Who could be meant: a client, or one colleague among others.
ABOUT_SOMEBODY = {
    "nl": r"cliënt|bewoner|patiënt|inwoner|jongere|leerling|die ene|een bepaalde collega|\b(?:hij|zij|hem|haar)\b"
    r"|teamleider|manager|mijn (?:baas|leidinggevende)|de directeur",
    "en": r"client|resident|patient|pupil|that one|a certain colleague|\b(?:he|she|him|her)\b|team leader|manager|my boss|director",
}
#: Items of others may not be shipped: words by which those on psychological safety are known.
OF_OTHERS = {
    "nl": r"fout|risico|tegen (?:je|me|mij) gebruikt|ondermijn|afgewezen|anders (?:is|zijn)|om hulp (?:te )?vragen|unieke|talent",
    "en": r"mistake|risk|held against|undermin|reject|different|ask\w* .{0,20}for help|tough issues|unique|talent",
}
#: Words by which each part of the conversation is known to say what it has to.
SAID = {
    ("before", "leads the conversation, never who leads the team"): (r"gesprek (?:leidt|wordt geleid)", r"guide"),
    ("before", "no guessing"): (r"raa?d(?:t|en)? ", r"guess"),
    ("before", "nobody has to tell"): (r"[Nn]iemand hoeft", r"[Nn]obody has to"),
    ("before", "those who lead listen first"): (r"luistert eerst|oren eerst", r"[Ll]isten\w* first|ears first"),
    ("before", "a clock"): (r"klok", r"clock"),
    ("rounds", "those who lead come later"): (r"Wie leiding geeft \(", r"Those who lead \("),
    ("withheld", "not to be seen is not nothing"): (
        r"\*[Nn]iet te zien\*.*\*niets\*",
        r"\*[Cc]an't be seen\*.*\*nothing\*",
    ),
    ("withheld", "no working it out"): (r"ander team|niet rekenen", r"another team|no sums"),
    ("withheld", "not who"): (r"wie wat vond|vragen wie|wie er niet", r"who thought what|asking who|who didn't"),
    ("agreements", "the team acts"): (r"\*\*Het team\.", r"\*\*The team\."),
    ("agreements", "those who lead act"): (r"\*\*Wie leiding geeft\.", r"\*\*Those who lead\."),
    ("agreements", "the organisation acts"): (r"\*\*De organisatie\.", r"\*\*The organisation\."),
    ("agreements", "three at most"): (r"[Dd]rie", r"[Tt]hree"),
    ("agreements", "none is one as well"): (
        r"Geen mag ook|niets wat nu kan|Kan er nu niets",
        r"None is|nothing can be done",
    ),
    ("next-time", "the agreements first"): (r"eerst|[Bb]egin", r"first|[Bb]egin|[Bb]efore"),
    ("next-time", "a place that moved does not say why"): (
        r"waardoor|waarom|weet je niet",
        r"don't know|doesn't say why",
    ),
}


def conversation(name: str) -> Guide:
    found = pack(name).guide("conversation")
    assert found is not None
    return found


@pytest.mark.parametrize("name", TEAM)
class TestStatements:
    def test_enough_of_them_and_few_enough_for_some_minutes(self, name: str) -> None:
        least, most, themes = BETWEEN[name]

        assert least <= len(pack(name).statements) <= most
        assert len(pack(name).themes) >= themes
        assert pack(name).minutes <= 4

    def test_a_theme_has_one_tone_and_the_pack_has_both(self, name: str) -> None:
        tones = {theme.id: theme.tone for theme in pack(name).themes}

        assert set(tones.values()) == {"chafes", "carries"}
        assert all(len(theme.statements) >= STATEMENTS_MIN for theme in pack(name).themes)

    def test_what_chafes_and_what_carries_weigh_about_the_same(self, name: str) -> None:
        tones = Counter(statement.tone for statement in pack(name).statements)

        assert min(tones.values()) * 2 >= max(tones.values())

    def test_none_happens_with_a_client(self, name: str) -> None:
        assert [one.id for one in pack(name).statements if one.setting == "contact"] == []

    def test_they_read_easily(self, name: str) -> None:
        scores = {one.id: flesch_douma(one.text["nl"]) for one in pack(name).statements}

        assert mean(scores.values()) >= 80
        assert {item: score for item, score in scores.items() if score < 55} == {}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_is_short_enough_to_be_answered_at_once(self, name: str, language: str) -> None:
        assert [one.id for one in pack(name).statements if len(words_of(one.text[language])) > 18] == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_is_about_here(self, name: str, language: str) -> None:
        """Not about how I am everywhere, which is mine, but about what I meet in this team."""
        here = {"nl": r"\bhier\b|in dit team", "en": r"\bhere\b|in this team"}
        told = {one.id: one.text[language] for one in pack(name).statements}

        assert [item for item, text in told.items() if not re.search(here[language], text, re.I)] == []

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("words", [HEALTH, ABOUT_SOMEBODY], ids=["health", "somebody"])
    def test_none_tells_of_anybodys_health_or_of_anybody(self, name: str, words: dict[str, str], language: str) -> None:
        asked = {one.id: one.text[language] for one in pack(name).statements}
        for theme in pack(name).themes:
            assert theme.low and theme.high and theme.question
            asked |= {f"{theme.id} {end[language]}": end[language] for end in (theme.low, theme.high, theme.question)}

        assert {item: hit[0] for item, text in asked.items() if (hit := re.search(words[language], text, re.I))} == {}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_item_of_an_instrument_is_among_them(self, name: str, language: str) -> None:
        found = [one.id for one in pack(name).statements if re.search(OF_OTHERS[language], one.text[language], re.I)]

        assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEAM)
class TestLines:
    def test_both_ends_are_words_and_no_verdict(self, name: str, language: str) -> None:
        for theme in pack(name).themes:
            assert theme.low and theme.high
            for end in (theme.low[language], theme.high[language]):
                assert len(end) <= END_MAX and end[0].islower() and end[-1] not in ".!?", end
                assert not re.search(r"goed|slecht|onvoldoende|hoog|laag|good|bad|poor|\bhigh|\blow", end, re.I), end
            assert theme.low[language] != theme.high[language]

    def test_a_team_can_begin_with_one_question(self, name: str, language: str) -> None:
        for theme in pack(name).themes:
            assert theme.question
            assert theme.question[language].endswith("?") and sentences(theme.question[language]) == 1, theme.id
            assert not re.search(r"^(?:wie|who)\b", theme.question[language], re.I), theme.id


@pytest.mark.parametrize("language", range(len(LANGUAGES)), ids=LANGUAGES)
@pytest.mark.parametrize("name", TEAM)
class TestLookingTogether:
    def test_three_quarters_of_an_hour(self, name: str, language: int) -> None:
        rounds = conversation(name).section(LANGUAGES[language], "rounds")
        minutes = [int(hit) for item in rounds.items for hit in re.findall(r"\((\d+) minut", item)]

        assert len(minutes) == len(rounds.items) >= 5
        assert sum(minutes) == 45

    @pytest.mark.parametrize(("where", "thing"), SAID, ids=[thing for _where, thing in SAID])
    def test_it_says(self, name: str, language: int, where: str, thing: str) -> None:
        told = conversation(name).section(LANGUAGES[language], where).markdown

        assert re.search(SAID[where, thing][language], told.replace("\n", " ")), (name, told)

    def test_those_who_lead_speak_after_the_team(self, name: str, language: int) -> None:
        items = conversation(name).section(LANGUAGES[language], "rounds").items
        first = next(
            n for n, item in enumerate(items) if re.search(SAID["rounds", "those who lead come later"][language], item)
        )

        assert first >= 4

    def test_each_agreement_has_three_to_choose_who_acts_from(self, name: str, language: int) -> None:
        items = conversation(name).section(LANGUAGES[language], "agreements").items

        assert len(items) == 3
        assert all(item.count('"') >= 2 for item in items)


def test_the_five_needs_are_the_five_themes() -> None:
    titles = [theme.title["en"].casefold() for theme in pack(NEEDED).themes]

    assert titles == list(NEEDS)


def test_support_is_known_used_arrives_and_is_not_a_matter_of_being_strong() -> None:
    told = [theme.title["en"] for theme in pack(SUPPORT).themes]

    assert told == ["Knowing where to go", "Whether it arrives", "Unwritten rules", "Being strong"]


def test_listening_is_short_and_stands_in_one_of_them() -> None:
    found = [guide for name in TEAM for guide in pack(name).guides if guide.role == "listening"]

    assert len(found) == 1 and pack(SPEAKING).guide("listening") == found[0]
    for language in LANGUAGES:
        told = [section.markdown for section in found[0].sections[language]]
        assert sum(len(words_of(text)) for text in told) <= 300
        assert all(len(words_of(text)) >= 20 for text in told)


def test_the_guides_read_easily_section_by_section() -> None:
    scores = {
        f"{guide.id}#{section.id}": flesch_douma(plain(section.markdown))
        for name in TEAM
        for guide in pack(name).guides
        for section in guide.sections["nl"]
    }

    assert {item: score for item, score in scores.items() if score < 75} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_in_two_guides(language: str) -> None:
    """Each looks at something else, so each is said anew; only how long and who acts is named alike."""
    said: Counter[str] = Counter()
    for name in TEAM:
        for guide in pack(name).guides:
            whole = " ".join(plain(section.markdown) for section in guide.sections[language])
            said.update({one.strip() for one in re.split(r"(?<=[.?!])\s", whole) if len(words_of(one)) > 7})

    assert [sentence for sentence, times in said.items() if times > 1] == []


@pytest.mark.parametrize("name", TEAM)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_graded_or_hurried(name: str, language: str) -> None:
    words = {
        "nl": r"\bscore|\bscoor|norm\b|gemiddeld|\bbeter dan|verplicht|meteen doen|zo snel mogelijk|\bje moet (?:het|dit|nu)",
        "en": r"\bscore|\bnorm\b|average|better than|compulsory|straight away do|as soon as possible|you must",
    }

    assert {
        item: hit[0] for item, text in texts(pack(name), language) if (hit := re.search(words[language], text, re.I))
    } == {}
