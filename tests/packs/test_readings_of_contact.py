"""The two readings of a contact as shipped: enough of everything, said by a person, and never pushing."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tegenwind.packs.model import Group, Item, Scene
from tests.packs.shipping import CASES, LANGUAGES, pack, texts
from tests.tools.readability import flesch_douma, words_of

#: How many of each there are: three moves to connect, five possible reasons, seven ways to move along.
COUNTS: dict[Group, int] = {"moves": 3, "reasons": 5, "ways": 7}
#: Where the contact is with somebody who is helped; with a colleague it is another setting.
WITH_CLIENTS: tuple[Scene, ...] = ("neighbourhood", "youth", "nursing", "therapy")
#: What the program never suggests, in what it gives to say, to ask oneself or to do.
PUSHING = {
    "nl": r"doorbr|doorbreken|breek\w* door|confront|druk opvoer|beëindig|stopzet|uitdagen",
    "en": r"break(?:ing)? (?:through|down)|confront|step up the pressure|terminat|discharg|challeng",
}
#: Words of a course or a file, that nobody says at a kitchen table.
NOT_SPOKEN = {
    "nl": r"weerstand|coping|traject|hulpvraag|casus|cliënt|interventie|regulatie|zenuwstelsel|trauma|hechting|trigger"
    r"|grenzen aangeven|proces|reflect|motivatie",
    "en": r"resistance|coping|intervention|client|regulat|nervous system|trauma|attachment|trigger|boundar|process"
    r"|reflect|motivation",
}


def groups() -> dict[Group, tuple[Item, ...]]:
    readings = pack(CASES).readings
    assert readings is not None
    return dict(readings.groups)


def items() -> list[Item]:
    return [item for group in groups().values() for item in group]


def test_three_moves_five_reasons_seven_ways() -> None:
    assert {group: len(groups()[group]) for group in COUNTS} == COUNTS
    assert len(groups()["protections"]) >= 10


@pytest.mark.parametrize("item", items(), ids=lambda item: item.id)
class TestOneItem:
    def test_there_are_sentences_for_every_setting(self, item: Item) -> None:
        """Six in contact with who is helped, two of them wherever one works; and one for a colleague."""
        settings = Counter(sentence.setting for sentence in item.sentences)

        assert sum(settings[one] for one in WITH_CLIENTS) >= 6
        assert {one for one in WITH_CLIENTS if settings[one] < 2} == set()
        assert settings["team"] >= 1

    def test_it_asks_about_me(self, item: Item) -> None:
        assert len(item.questions) >= 3
        for question in item.questions:
            assert question.text["nl"].endswith("?")
            assert re.search(r"\b(?:ik|me|mij|mijn|mezelf|wij|we|ons)\b", question.text["nl"], re.I), question.id

    def test_it_says_what_rather_not_and_why(self, item: Item) -> None:
        assert item.avoid
        for one in item.avoid:
            for language in LANGUAGES:
                assert one.why[language].strip()
                assert one.text[language] not in [sentence.text[language] for sentence in item.sentences]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_sentence_can_be_said_in_one_breath_or_two(self, item: Item, language: str) -> None:
        for sentence in item.sentences:
            assert len(words_of(sentence.text[language])) <= 26, sentence.id
            assert not re.search(NOT_SPOKEN[language], sentence.text[language], re.I), sentence.id

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_never_pushes(self, item: Item, language: str) -> None:
        said = [item.text[language], *(one.text[language] for one in (*item.questions, *item.sentences))]

        assert [text for text in said if re.search(PUSHING[language], text, re.I)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_there_twice(language: str) -> None:
    said = Counter(sentence.text[language] for item in items() for sentence in item.sentences)

    assert [text for text, times in said.items() if times > 1] == []


def test_the_sentences_are_easy_to_say() -> None:
    score = flesch_douma(" ".join(sentence.text["nl"] for item in items() for sentence in item.sentences))

    assert score >= 90


def test_no_text_says_client_for_somebody_whom_the_reader_calls_otherwise() -> None:
    """Who says *inwoner* or *patiënt* meets no *cliënt*: the person's own word stands on the pages, the pack has none."""
    called = {
        (item, language)
        for language, word in (("nl", r"\bcliënt"), ("en", r"\bclients?\b"))
        for item, text in texts(pack(CASES), language)
        if re.search(word, text, re.I)
    }

    assert called == set()
