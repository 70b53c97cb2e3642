"""Small dissent and the six pillars as shipped: enough of everything, said by somebody, and nobody pushed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tegenwind.packs.model import SECTORS, STRETCHES, Activity, Form, Route
from tests.packs.shipping import DISSENT, LANGUAGES, PILLARS, acted, pack, texts
from tests.tools.readability import flesch_douma, sentences, words_of

#: What an exercise is: something one does, alone or with somebody, that a look back follows.
EXERCISES = ("try", "write", "pair")
#: The six pillars, in the order of the pack, each with words that its route has to say in Dutch.
PILLAR_WORDS = {
    "niet-wegduwen": r"wegduw|toelaten|erbij",
    "even-hier": r"\bhier\b",
    "wat-je-hoofd-zegt": r"\bgedachte|\bhoofd",
    "wie-er-kijkt": r"\bkijk",
    "waar-je-voor-opstaat": r"\bvoor staat\b|waar je voor|belangrijk",
    "met-knikkende-knieen": r"\bstap\b",
}
#: What the source asks for, and how it is known in the forms: the id of a form or a stretch, or words in what is told there.
TOLD = {
    "a question instead of keeping silent": "asking",
    "a pause": r"pauze",
    "postponing": r"uitstel|later|slaap",
    "standing beside a colleague": "beside",
    "saying it": "saying",
    "contesting a decision": r"besluit",
    "proposing a change": r"voorstel",
    "doing it differently": r"anders",
}
#: Nobody is called a coward here, and nobody has to.
JUDGING = {
    "nl": r"\blaf\b|\blafaard|\blafheid|\bje moet (?:het|dit|iets|nu|durven)\b|\bgewoon doen\b|\bdurf (?:nu|het|toch)\b|\bgeen excuus",
    "en": r"\bcoward|\byou must\b|\byou have to speak\b|\bjust do it\b|\bno excuse",
}
#: What one asks oneself is about oneself: it never asks what is wrong with a colleague or a client.
ABOUT_ME = {
    "nl": r"\b(?:ik|me|mij|mijn|mezelf|wij|we|ons|onze)\b",
    "en": r"\b(?:i|i'm|i'd|i've|i'll|me|my|mine|myself|we|us|our)\b",
}


def forms() -> list[Form]:
    return list(acted(pack(DISSENT)).forms)


def exercises(route: Route) -> list[Activity]:
    return [one for one in route.activities if one.kind in EXERCISES and 2 <= one.minutes <= 10]


class TestForms:
    def test_at_least_eighteen_on_one_line_and_three_on_each_part_of_it(self) -> None:
        parts = acted(pack(DISSENT)).stretches

        assert [part.stretch for part in parts] == list(STRETCHES)
        assert len(forms()) >= 18
        assert {part.stretch for part in parts if len(part.forms) < 3} == set()

    @pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
    def test_each_has_an_example_from_every_sector_and_asks_about_me(self, form: Form) -> None:
        assert sorted(example.sector for example in form.examples) == sorted(SECTORS)
        for language in LANGUAGES:
            assert form.asks[language].endswith("?")
            assert re.search(ABOUT_ME[language], form.asks[language], re.I)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_an_example_is_short_enough_to_be_said(self, language: str) -> None:
        long = {
            example.id: len(words_of(example.text[language]))
            for form in forms()
            for example in form.examples
            if len(words_of(example.text[language])) > 40 or sentences(example.text[language]) > 4
        }

        assert long == {}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_example_stands_there_twice(self, language: str) -> None:
        said = Counter(example.text[language] for form in forms() for example in form.examples)

        assert [text for text, times in said.items() if times > 1] == []

    @pytest.mark.parametrize(("thing", "where"), TOLD.items(), ids=TOLD.keys())
    def test_what_the_source_names_is_among_them(self, thing: str, where: str) -> None:
        if where in STRETCHES:
            return  # A part of the line of its own, and the line is whole.
        told = [form.id for form in forms() if re.search(where, f"{form.title['nl']} {form.text['nl']}", re.I)]
        assert told, thing

    def test_going_along_is_a_form_too(self) -> None:
        """Not everything needs opposing: the silent end has a form in which one does as asked, and knows it."""
        inside = acted(pack(DISSENT)).stretches[0]

        assert any(re.search(r"\bdoet mee\b", form.text["nl"]) for form in inside.forms)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_nobody_is_judged_or_pushed(self, language: str) -> None:
        said = {item: hit[0] for item, text in texts(pack(DISSENT), language) if (hit := _judged(text, language))}

        assert said == {}

    def test_the_forms_are_easy_to_read(self) -> None:
        told = " ".join(f"{form.text['nl']} {' '.join(one.text['nl'] for one in form.examples)}" for form in forms())

        assert flesch_douma(told) >= 75


def _judged(text: str, language: str) -> re.Match[str] | None:
    return re.search(JUDGING[language], text, re.I)


class TestValues:
    def test_forty_to_choose_from_each_with_a_sentence(self) -> None:
        values = acted(pack(DISSENT)).values

        assert len(values) >= 40
        for value in values:
            for language in LANGUAGES:
                assert 1 <= len(words_of(value.title[language])) <= 6, value.id
                assert 1 <= sentences(value.text[language]) <= 2, value.id
                assert len(words_of(value.text[language])) <= 24, value.id

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_value_has_the_name_of_another(self, language: str) -> None:
        names = Counter(value.title[language].casefold() for value in acted(pack(DISSENT)).values)

        assert [name for name, times in names.items() if times > 1] == []


class TestLeadingSomewhere:
    @pytest.mark.parametrize("name", [DISSENT, PILLARS])
    def test_every_theme_has_statements_that_lead_to_a_route(self, name: str) -> None:
        for theme in pack(name).themes:
            assert {pack(name).route_for(statement.id).id for statement in theme.statements}, theme.id

    def test_the_three_routes_go_from_silence_to_saying_it(self) -> None:
        assert {"van-stilte-naar-vraag", "naast-een-collega", "het-zeggen"} <= {one.id for one in pack(DISSENT).routes}
        reached = {pack(DISSENT).route_for(statement.id).id for statement in pack(DISSENT).statements}
        assert reached == {route.id for route in pack(DISSENT).routes}


class TestSixPillars:
    def test_there_are_six_and_each_theme_leads_to_its_own(self) -> None:
        routes = {
            theme.id: {pack(PILLARS).route_for(statement.id).id for statement in theme.statements}
            for theme in pack(PILLARS).themes
        }

        assert len(routes) == 6 and all(len(one) == 1 for one in routes.values())
        assert {route for one in routes.values() for route in one} == set(PILLAR_WORDS)

    @pytest.mark.parametrize("route", pack(PILLARS).routes, ids=lambda route: route.id)
    def test_each_has_a_text_three_short_exercises_and_a_look_back(self, route: Route) -> None:
        assert len([one for one in route.activities if one.kind == "read"]) == 1
        assert len(exercises(route)) >= 3, [(one.id, one.minutes) for one in route.activities]
        back = [part.id for one in route.activities if one.kind == "try" for part in one.prose["nl"].parts]
        assert "look-back" in back and route.activities[-1].kind == "close"

    @pytest.mark.parametrize("route", pack(PILLARS).routes, ids=lambda route: route.id)
    def test_each_is_about_its_pillar(self, route: Route) -> None:
        read = next(one for one in route.activities if one.kind == "read")
        assert re.search(PILLAR_WORDS[route.id], f"{route.intro['nl']} {read.prose['nl'].markdown}", re.I)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_says_that_it_is_no_treatment(self, language: str) -> None:
        assert {"nl": "geen behandeling", "en": "not treatment"}[language] in pack(PILLARS).summary[language]
