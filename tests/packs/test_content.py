"""What is shipped, held against what it promises: enough to choose from, in the voice, readable, and complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import mean

import pytest

from tegenwind import packs
from tegenwind.packs.rules import ROLE_SECTIONS
from tests.packs.shipping import (
    CASES,
    DISSENT,
    LANGUAGES,
    NEEDED,
    NEEDS,
    PACKS,
    PERSONAL,
    PILLARS,
    SHIPPED,
    SIGNALS,
    SPEAKING,
    SUPPORT,
    TEAM,
    activities,
    pack,
    texts,
    whole,
)
from tests.tools.readability import flesch_douma, plain, sentences, syllables, words_of

#: At least so many statements, themes and routes.
ENOUGH = {
    "weerstand": (16, 4, 4),
    "verbinding": (14, 4, 3),
    SIGNALS: (40, 3, 3),
    NEEDS: (15, 5, 5),
    CASES: (12, 2, 2),
    PILLARS: (12, 6, 6),
    DISSENT: (14, 4, 3),
    SPEAKING: (12, 4, 0),
    NEEDED: (15, 5, 0),
    SUPPORT: (8, 3, 0),
}

#: Words worn out by leaflets and courses. Each is looked for in the texts of every pack.
WORN_OUT = {
    "nl": (
        r"in (?:je|jouw|hun|haar|zijn) kracht",
        r"mag er (?:ook |gewoon )?zijn",
        r"(?:een|het) stukje",
        r"omarm(?:en|t|d)?",
        r"hele(?:nd|nde)",
        r"reis",
        r"comfortzone",
        r"ruimte (?:te )?geven aan|geef\w* ruimte aan",
        r"verbinding (?:te )?maken|maak\w* verbinding",
        r"zelfliefde",
        r"mindset",
        r"groei(?:en|t|proces|kans|kansen)?",
        r"tips?",
        r"we moeten",
    ),
    "en": (
        r"empower\w*",
        r"embrac(?:e|es|ed|ing)",
        r"healing",
        r"journey",
        r"comfort zone",
        r"(?:hold|holding|make|making|give|giving) space",
        r"self-love",
        r"mindset",
        r"grow(?:th|ing)? as a (?:person|professional)|personal growth|growth",
        r"tips?(?! of (?:my|your))",
        r"reach out",
        r"we must",
    ),
}

#: The words by which a deepening text names its source, in Dutch and in English.
NAMED = {
    "ontwikkelroute": ("ontwikkelroute", "development route|ontwikkelroute"),
    "weerstand-als-bescherming": ("weerstand als bescherming", "resistance as protection|weerstand als bescherming"),
    "klein-verzet": ("Sunita Sah|klein verzet", "Sunita Sah|small (?:dissent|defiance)"),
    "omgaan-met-weerstand": ("Koster", "Koster"),
    "afstand-en-nabijheid": ("Maes", "Maes"),
    "act": ("Hayes|ACT", "Hayes|ACT"),
    "waarde-van-weerbaarheid": ("Sunita Sah", "Sunita Sah"),
}

#: What the second route has to tell (feeling connected), where it is told, and words by which it is known there in Dutch
#: and in English.
FEELING_CONNECTED = (
    ("empathy is being there without having to do something", "erbij-linnenhok", "empathie.*hoeft", "empathy"),
    ("being there, felt", "erbij-hand", "doet niets", "nothing"),
    ("mutual care, both ways", "dichter-over-en-weer", "[Vv]an jou en van de ander", "both"),
    ("at some cost of one's own", "dichter-over-en-weer", r"\bkost\b", "cost"),
    ("emotional safety: what makes it so, here", "dichter-over-en-weer", "veilig", "safe"),
    ("contact with colleagues starts with yourself", "hhb-bank", "contact", "contact"),
    ("head, heart and belly", "hhb-bank", "[Hh]oofd, hart en buik", "[Hh]ead, heart and gut"),
    ("two patterns: clinging", "dichter-twee-manieren", "vastklampen", "clinging"),
    ("two patterns: turning away", "dichter-twee-manieren", "afwenden", "turning away"),
    ("four questions: thoughts", "vier-vragen#thoughts", "hoofd", "head"),
    ("four questions: feelings", "vier-vragen#feelings", "woord", "word"),
    ("four questions: inclination", "vier-vragen#inclination", "Wilde je", "Did you want"),
    ("four questions: known from before?", "vier-vragen#known-before", "ken je dit van", "know"),
    ("four questions, written", "hhb-vier-vragen", "Denken.*Voelen.*Willen.*Kennen", "Think.*Feel.*Want.*Know"),
    ("willingness", "dichter-wat-eronder-zit", "Wil ik dit", "Do I want this"),
    ("emotion", "dichter-wat-eronder-zit", "Wat voelde ik", "What did I feel"),
    ("origin", "dichter-wat-eronder-zit", "Waar ken ik het van", "Where do I know it from"),
    ("longing", "dichter-wat-eronder-zit", "graag gewild", "would I have liked"),
    ("sharing it", "dichter-wat-eronder-zit", "tegen wie", "to whom"),
    ("also at work, where that feels odd", "dichter-wat-eronder-zit", "Op het werk.*raar", "At work.*odd"),
    ("small moments of real attention: six to choose from", "een-klein-moment#coffee-machine", "wacht", "wait"),
    ("small moments of real attention: one, tried", "erbij-collega", "[Éé]én", "one"),
    ("a film: Molly Carroll on human connection", "hhb-film", "Molly Carroll", "Molly Carroll"),
    ("a film: Brené Brown on empathy", "erbij-film", "Brené Brown on Empathy", "Brené Brown on Empathy"),
)


def test_the_shipped_packs_are_these() -> None:
    assert sorted(folder.name for folder in packs.find(PACKS)) == sorted(SHIPPED)


def test_every_text_is_looked_at() -> None:
    """Whatever has a Dutch and an English text stands in what the tests below read."""

    def words(node: object) -> Iterator[str]:
        if isinstance(node, dict) and set(node) == set(LANGUAGES) and all(isinstance(v, str) for v in node.values()):
            yield node["nl"]
        elif isinstance(node, dict):
            for value in node.values():
                yield from words(value)
        elif isinstance(node, list):
            for value in node:
                yield from words(value)

    for name in SHIPPED:
        looked_at = "\n".join(text for _item, text in texts(pack(name), "nl"))
        there = list(words(pack(name).model_dump(mode="json")))
        assert len(there) > 30, name
        assert [text for text in there if text not in looked_at] == [], name


@pytest.mark.parametrize("name", SHIPPED)
class TestEnoughToChooseFrom:
    def test_statements_themes_and_routes(self, name: str) -> None:
        statements, themes, routes = ENOUGH[name]

        assert len(pack(name).statements) >= statements
        assert len(pack(name).themes) >= themes
        assert len(pack(name).routes) >= routes

    def test_a_route_has_seven_activities_of_five_kinds(self, name: str) -> None:
        for route in pack(name).routes:
            kinds = [activity.kind for activity in route.activities]
            assert len(kinds) >= 7, route.id
            assert len(set(kinds)) >= 5, route.id
            assert "talk" in kinds, f"{route.id}: not on your shoulders alone"
            assert "slow-down" in kinds, f"{route.id}: slowing down is part of every route"

    def test_a_theme_holds_what_chafes_and_what_carries(self, name: str) -> None:
        for theme in pack(name).themes:
            # A signal names what chafes; what the same side also gives is told beside it, in a guide.
            # In a pack for a team a theme is of one tone, and the pack has both.
            both = {"chafes", "carries"} if name != SIGNALS else {"chafes"}
            if name not in TEAM:
                assert {statement.tone for statement in theme.statements} == both, theme.id

    def test_one_statement_in_five_happens_outside_the_contact_room(self, name: str) -> None:
        outside = [statement for statement in pack(name).statements if statement.setting != "contact"]

        assert len(outside) * 5 >= len(pack(name).statements)


@pytest.mark.parametrize("name", SHIPPED)
class TestTheVoice:
    def test_a_statement_is_one_thing_without_often_or_never(self, name: str) -> None:
        for statement in pack(name).statements:
            assert not re.search(r"\b(?:vaak|nooit|altijd|soms)\b| en ", statement.text["nl"]), statement.id
            assert not re.search(r"\b(?:often|never|always|sometimes)\b| and ", statement.text["en"]), statement.id

    def test_a_statement_is_one_sentence_in_the_first_person(self, name: str) -> None:
        for statement in pack(name).statements:
            assert sentences(statement.text["nl"]) == 1, statement.id
            assert re.search(r"\b(?:ik|me|mij|mijn|mezelf)\b", statement.text["nl"], re.IGNORECASE), statement.id
            assert re.search(r"\b(?:i|me|my|myself)\b", statement.text["en"], re.IGNORECASE), statement.id

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_worn_out_word_stands_anywhere(self, name: str, language: str) -> None:
        worn = re.compile(rf"\b(?:{'|'.join(WORN_OUT[language])})\b", re.IGNORECASE)
        found = {item: hit[0] for item, text in texts(pack(name), language) if (hit := worn.search(text))}

        assert found == {}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_deepening_text_ends_with_a_question(self, name: str, language: str) -> None:
        for activity in activities(pack(name)):
            if activity.kind == "read":
                assert whole(activity.prose[language]).strip().endswith("?"), activity.id

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_question_to_talk_about_is_a_question(self, name: str, language: str) -> None:
        for activity in activities(pack(name)):
            for part in activity.prose[language].parts:
                if part.id in ("questions", "both") and activity.kind == "talk":
                    assert [item for item in part.items if "?" not in item] == [], activity.id

    def test_what_one_does_is_said_in_a_sentence_or_two(self, name: str) -> None:
        for activity in activities(pack(name)):
            for language in LANGUAGES:
                aim = activity.prose[language].aim
                assert len(words_of(aim)) <= 40, (activity.id, language)


@pytest.mark.parametrize("name", PERSONAL)
class TestReadability:
    def test_activities_read_easily(self, name: str) -> None:
        scores = [
            flesch_douma(plain(whole(activity.prose["nl"])))
            for activity in activities(pack(name))
            if activity.kind != "read"
        ]

        assert mean(scores) >= 75

    def test_each_deepening_text_reads_well(self, name: str) -> None:
        scores = {
            activity.id: flesch_douma(plain(whole(activity.prose["nl"])))
            for activity in activities(pack(name))
            if activity.kind == "read"
        }

        assert scores
        assert {item: score for item, score in scores.items() if score < 65} == {}


class TestTheMeasureItself:
    """The readability that the texts are held against can itself be wrong."""

    @pytest.mark.parametrize(
        ("word", "count"),
        [
            ("ja", 1),
            ("zij", 1),
            ("één", 1),
            ("nieuw", 1),
            ("draaien", 2),
            ("ideeën", 3),
            ("beïnvloed", 3),
            ("zenuwachtig", 4),
            ("verpleegkundige", 5),
            ("e-mail", 2),
            ("teamcoach", 2),
            ("zo'n", 1),
            ("koeien", 2),
            ("pst", 1),
        ],
    )
    def test_syllables(self, word: str, count: int) -> None:
        assert syllables(word) == count

    def test_a_sentence_ends_at_a_full_stop_a_question_mark_or_an_exclamation_mark_only(self) -> None:
        assert sentences("Zij zegt: nee; ik wacht,\nen dan\n\nkomt er iets") == 1
        assert sentences('"Nee." Ik wacht... Hoe lang? Lang!') == 4
        assert sentences("Om 10.30 uur") == 1

    def test_the_score_follows_the_formula(self) -> None:
        # 4 words, 5 syllables, 2 sentences.
        assert flesch_douma("Ik wacht. Zij antwoordt.") == pytest.approx(206.84 - 0.77 * 125 - 0.93 * 2)

    def test_long_words_in_long_sentences_score_low(self) -> None:
        heavy = "De organisatieverantwoordelijke inventariseert ondersteuningsmogelijkheden ten behoeve van medewerkers"
        assert flesch_douma(heavy) < 30 < 90 < flesch_douma("Zij zit er nog. Ik wacht.")

    def test_marks_of_markdown_are_not_read(self) -> None:
        assert (
            plain("### Kop {#kop}\n\n1. **Eén** [gids](guides/gids)\n- *twee*\n> drie")
            == "Kop \n\nEén gids\ntwee\ndrie"
        )


@pytest.mark.parametrize(
    ("thing", "where", "dutch", "english"), FEELING_CONNECTED, ids=[row[0] for row in FEELING_CONNECTED]
)
def test_the_second_route_tells_all_of_feeling_connected(thing: str, where: str, dutch: str, english: str) -> None:
    for language, words in (("nl", dutch), ("en", english)):
        told = dict(texts(pack("verbinding"), language))
        assert re.search(words, told[where], re.DOTALL), f"{thing}: {words!r} is not told in {where} ({language})"


def test_both_films_say_where_to_look_and_leave_no_address() -> None:
    films = {activity.film.maker: activity.film for activity in activities(pack("verbinding")) if activity.film}

    assert {"Molly Carroll", "RSA, Brené Brown"} <= set(films)
    for film in films.values():
        for language in LANGUAGES:
            assert "YouTube" in film.where[language]
            assert not re.search(r"https?:|www\.|\.com|\.org", film.where[language])


def test_a_film_leaves_no_address() -> None:
    for name in SHIPPED:
        for activity in activities(pack(name)):
            for language in LANGUAGES if activity.film else ():
                assert activity.film is not None and activity.film.maker
                told = f"{whole(activity.prose[language])} {activity.film.where[language]}"
                assert not re.search(r"https?:|www\.|\.(?:com|org|net|be|nl)\b", told), activity.id


def test_each_guide_that_the_program_opens_is_shipped_once() -> None:
    guides = {guide.role: guide.id for name in PERSONAL for guide in pack(name).guides if guide.role}

    for_a_person = [role for name in PERSONAL for guide in pack(name).guides if (role := guide.role)]
    assert sorted(for_a_person) == sorted(set(ROLE_SECTIONS) - {"conversation", "listening"})
    assert guides["slow-down"] == "vertragen"
    assert {guide.id for guide in pack(SIGNALS).guides if guide.role} == {
        guides[role] for role in ("two-legs", "roles", "omnipotence", "history", "self-care")
    }
    assert {guide.id for guide in pack(NEEDS).guides if guide.role} == {guides["needs"], guides["support"]}
    assert {guide.id for guide in pack(CASES).guides if guide.role} == {
        guides[role] for role in ("case", "solution", "protection", "lenses", "attunement", "repair", "concern")
    }
    assert {guide.id for guide in pack(DISSENT).guides if guide.role} == {
        guides[role] for role in ("circle", "choose", "sorting", "serious")
    }


def test_a_guide_reads_easily() -> None:
    scores = {
        guide.id: flesch_douma(plain("\n\n".join(section.markdown for section in guide.sections["nl"])))
        for name in SHIPPED
        for guide in pack(name).guides
    }

    assert {item: score for item, score in scores.items() if score < 70} == {}


def test_a_deepening_text_names_its_source() -> None:
    for name in SHIPPED:
        for activity in activities(pack(name)):
            if activity.kind == "read" and activity.source:
                for language, words in zip(LANGUAGES, NAMED[activity.source], strict=True):
                    assert re.search(words, whole(activity.prose[language]), re.IGNORECASE), (activity.id, language)
