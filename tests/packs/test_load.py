"""``packs.load``: what a pack holds once it is read, and the digest that names it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tegenwind import packs
from tegenwind.packs import digest
from tegenwind.packs.model import NEEDS, WORLDS, Role
from tegenwind.packs.rules import ROLE_SECTIONS
from tegenwind.packs.team import ROLES
from tests.packs import making


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return making.whole(tmp_path / "heel")


def test_the_head_of_a_pack(folder: Path) -> None:
    pack = packs.load(folder)

    assert (pack.id, pack.version, pack.languages, pack.format) == ("heel", "0.1.0", ("nl", "en"), 1)
    assert pack.title == {"nl": "Titel van dit pakket", "en": "Title of this pack"}
    assert pack.minutes == 5
    assert pack.licence == "CC-BY-SA-4.0"
    assert [source.line for source in pack.sources] == ["Waar de gedachten vandaan komen (Naam, 2026)"]
    assert pack.digest == digest(folder)


def test_themes_and_statements(folder: Path) -> None:
    pack = packs.load(folder)

    assert [theme.id for theme in pack.themes] == ["thema"]
    (statement,) = pack.statements
    assert (statement.id, statement.theme, statement.tone, statement.setting) == (
        "eerste-stelling",
        "thema",
        "chafes",
        "contact",
    )
    assert statement.text["en"] == "One person, one moment, one thing that happens."
    assert pack.statement("eerste-stelling") is statement
    assert pack.statement("tweede-stelling") is None


def test_ids_are_global_outside_the_pack_and_local_inside_it(folder: Path) -> None:
    pack = packs.load(folder)

    assert pack.full("eerste-stelling") == "heel:eerste-stelling"
    assert pack.local("heel:eerste-stelling") == "eerste-stelling"
    assert pack.local("eerste-stelling") == "eerste-stelling"
    assert pack.local("ander:eerste-stelling") == "ander:eerste-stelling"


def test_a_route_with_its_activities(folder: Path) -> None:
    pack = packs.load(folder)
    route = pack.route_for("eerste-stelling")

    assert route.id == "eerste-route"
    assert route.title == {"nl": "Titel van deze route", "en": "Title of this route"}
    assert route.intro["nl"].startswith("Voor wie dit is")
    assert [activity.kind for activity in route.activities] == [
        "re-check",
        "talk",
        "pair",
        "read",
        "watch",
        "write",
        "try",
        "slow-down",
        "close",
    ]
    talk = route.activity("vertellen")
    assert talk is not None
    assert (talk.with_, talk.minutes, talk.prose["nl"].aim) == ("someone", 30, "Hardop horen wat je zelf zegt.")
    questions = talk.prose["nl"].part("questions")
    assert questions is not None
    assert questions.title == "Vijf vragen"
    assert questions.items[3] == "Waar ken je het van?"
    assert len(questions.items) == 5
    assert talk.prose["nl"].part("stop") is None
    assert route.activity("niets") is None


def test_an_exercise_for_two_explains_last_in_each_language(folder: Path) -> None:
    activity = packs.load(folder).routes[0].activity("met-zn-tweeen")

    assert activity is not None
    for language in ("nl", "en"):
        parts = [part.id for part in activity.prose[language].parts]
        assert parts == ["agree", "do", "without-touch", "after", "explanation"]


def test_something_to_watch_names_title_maker_and_where(folder: Path) -> None:
    activity = packs.load(folder).routes[0].activity("kijken")

    assert activity is not None
    assert activity.film is not None
    assert (activity.film.title, activity.film.maker, activity.film.year) == ("Een film", "Iemand", 1999)
    assert activity.film.where == {"nl": "In de bibliotheek.", "en": "In the library."}


def test_a_guide_in_sections(folder: Path) -> None:
    (guide,) = packs.load(folder).guides

    assert (guide.id, guide.role, guide.title["en"], guide.intro["nl"]) == (
        "gids",
        None,
        "A guide",
        "Waar dit voor is.",
    )
    assert guide.section("nl", "eerst").markdown == "Kijk."


def _guide(folder: Path, name: str, role: Role) -> None:
    """One more guide, with all the sections that its role asks for."""
    home = folder / "guides" / name
    home.mkdir(parents=True)
    (home / "guide.yaml").write_text(f"id: {name}\nrole: {role}\nsources: [bron]\n")
    for language in ("nl", "en"):
        sections = "".join(f"\n## {part} {{#{part}}}\n\nOver {part}.\n" for part in ROLE_SECTIONS[role])
        (home / f"{language}.md").write_text(f"# {name}\n\nWaar dit voor is.\n{sections}")


@pytest.mark.parametrize("role", [role for role in ROLE_SECTIONS if role not in ROLES])
def test_a_guide_is_found_by_its_role(folder: Path, role: Role) -> None:
    assert packs.load(folder).guide(role) is None
    _guide(folder, "een-gids", role)
    pack = packs.load(folder)

    guide = pack.guide(role)

    assert guide is not None and guide.id == "een-gids"
    assert [section.id for section in guide.sections["en"]] == list(ROLE_SECTIONS[role])
    assert guide.section("nl", ROLE_SECTIONS[role][-1]).markdown == f"Over {ROLE_SECTIONS[role][-1]}."
    assert [other for other in ROLE_SECTIONS if pack.guide(other) is not None] == [role]


def test_of_two_guides_with_one_role_the_first_is_found(folder: Path) -> None:
    _guide(folder, "tweede", "roles")
    _guide(folder, "derde", "roles")

    guide = packs.load(folder).guide("roles")

    assert guide is not None and guide.id == "derde"


class TestPurpose:
    """What a pack is for, and what only a pack for that holds."""

    def test_without_one_it_is_answered_as_a_check_in(self, folder: Path) -> None:
        pack = packs.load(folder)

        assert (pack.purpose, pack.questions) == ("check-in", None)
        assert [theme.family for theme in pack.themes] == [None]
        assert [statement.touches for statement in pack.statements] == [None]

    def test_a_check_in_may_say_that_it_is_one(self, folder: Path) -> None:
        before = packs.load(folder)
        head = folder / "pack.yaml"
        head.write_text(head.read_text() + "purpose: check-in\n")

        assert packs.load(folder).model_copy(update={"digest": before.digest}).model_dump() == before.model_dump()

    def test_signals_have_a_family_and_those_of_being_touched_say_what_they_touch(self, folder: Path) -> None:
        pack = packs.load(making.signals(folder))

        assert (pack.purpose, pack.questions) == ("signals", None)
        assert [(theme.id, theme.family) for theme in pack.themes] == [("thema", "distance"), ("geraakt", "touched")]
        assert {one.id: one.touches for one in pack.statements} == {
            "eerste-stelling": None,
            "tweede-stelling": "trust",
        }
        assert pack.route_for("tweede-stelling").id == "eerste-route"

    @pytest.mark.parametrize("family", ["distance", "nearness"])
    def test_both_families_of_distance_and_nearness_touch_nothing_by_name(self, folder: Path, family: str) -> None:
        file = making.signals(folder) / "statements.yaml"
        file.write_text(file.read_text().replace("family: distance", f"family: {family}"))

        assert packs.load(folder).themes[0].family == family

    @pytest.mark.parametrize("touches", ["trust", "safety", "intimacy", "control", "autonomy", "meaning"])
    def test_each_of_the_six_can_be_touched(self, folder: Path, touches: str) -> None:
        file = making.signals(folder) / "statements.yaml"
        file.write_text(file.read_text().replace("touches: trust", f"touches: {touches}"))

        assert packs.load(folder).themes[1].statements[0].touches == touches

    def test_a_pack_of_needs_has_no_family_either(self, folder: Path) -> None:
        pack = packs.load(making.needs(folder))

        assert (pack.purpose, pack.themes[0].family) == ("needs", None)


class TestQuestions:
    """The five needs in four worlds, and what lies around asking."""

    @pytest.fixture
    def pack(self, folder: Path) -> packs.Pack:
        return packs.load(making.needs(folder))

    @pytest.fixture
    def questions(self, pack: packs.Pack) -> packs.Questions:
        assert pack.questions is not None
        return pack.questions

    def test_five_needs_of_four_worlds_of_three_questions(self, questions: packs.Questions) -> None:
        assert tuple(part.need for part in questions.needs) == NEEDS
        assert [(cell.need, cell.world) for cell in questions.cells] == [
            (need, world) for need in NEEDS for world in WORLDS
        ]
        ids = [question.id for cell in questions.cells for question in cell.questions]
        assert len(ids) == len(set(ids)) == 60
        assert ids[:4] == ["place-clients-0", "place-clients-1", "place-clients-2", "place-self-0"]

    def test_a_need_with_its_title_route_and_worlds(self, pack: packs.Pack, questions: packs.Questions) -> None:
        limits = questions.need("limits")

        assert limits is not None
        assert limits.title == {"nl": "Over limits", "en": "About limits"}
        assert pack.route(limits.route) is pack.routes[0]
        assert [cell.world for cell in limits.cells] == list(WORLDS)
        assert questions.need("sleep") is None

    def test_a_cell_says_both_its_ends(self, questions: packs.Questions) -> None:
        support = questions.need("support")
        assert support is not None

        cell = support.cell("team")

        assert cell is not None
        assert (cell.need, cell.world) == ("support", "team")
        assert cell.little == {"nl": "Een puntje.", "en": "The tip."}
        assert cell.much == {"nl": "De hele kamer.", "en": "The whole room."}
        assert [question.id for question in cell.questions] == [f"support-team-{number}" for number in range(3)]
        assert cell.questions[1].text == {"nl": "Waar zit je?", "en": "Where do you sit?"}
        assert support.cell("neighbours") is None

    def test_the_place_of_each_question_is_its_own_cell(self, questions: packs.Questions) -> None:
        for cell in questions.cells:
            for question in cell.questions:
                assert questions.place_of(question.id) is cell
        for other in ("", "place", "place-self-3", "overtuiging", "regel", "compliment"):
            assert questions.place_of(other) is None

    def test_beliefs_rules_and_compliments(self, questions: packs.Questions) -> None:
        (belief,), (rule,), (compliment,) = questions.beliefs, questions.rules, questions.compliments

        assert (belief.id, belief.need, belief.text["en"]) == ("overtuiging", "place", "Asking is weak.")
        assert (rule.id, rule.text["nl"]) == ("regel", "Huilen doe je op de wc.")
        assert (compliment.id, compliment.way, compliment.text["en"]) == ("compliment", "given", "Whom did you praise?")

    def test_a_compliment_is_given_or_received(self, folder: Path) -> None:
        file = making.needs(folder) / "questions.yaml"
        file.write_text(file.read_text().replace("way: given", "way: received"))

        questions = packs.load(folder).questions

        assert questions is not None and questions.compliments[0].way == "received"

    def test_a_question_over_several_lines_becomes_one(self, folder: Path) -> None:
        file = making.needs(folder) / "questions.yaml"
        old = "id: place-clients-0, text: {nl: Waar zit je?"
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, "id: place-clients-0, text: {nl: Waar\n              zit jij?"))

        questions = packs.load(folder).questions

        assert questions is not None
        assert questions.cells[0].questions[0].text["nl"] == "Waar zit jij?"

    def test_every_byte_of_the_questions_counts_in_the_digest(self, folder: Path) -> None:
        file = making.needs(folder) / "questions.yaml"
        first = digest(folder)
        file.write_text(file.read_text().replace("Waar zit je?", "Waar zit je toch?", 1))

        assert digest(folder) != first


def test_the_aim_is_the_first_paragraph_and_not_the_list_under_it(folder: Path) -> None:
    text = folder / "routes" / "eerste-route" / "nl.md"
    old = "Stilstaan op het moment dat je weerstand voelt.\n"
    text.write_text(text.read_text().replace(old, "Stilstaan op het\nmoment zelf.\n- Voel.\n- Wacht.\n"))

    activity = packs.load(folder).routes[0].activity("even-vertragen")

    assert activity is not None
    assert activity.prose["nl"].aim == "Stilstaan op het moment zelf."
    assert activity.prose["nl"].markdown == "- Voel.\n- Wacht."


@pytest.mark.parametrize("style", [">-", "|-", "|"])
def test_a_text_over_several_lines_becomes_one(folder: Path, style: str) -> None:
    file = folder / "statements.yaml"
    old = "nl: Eén mens, één moment, één ding dat gebeurt."
    file.write_text(file.read_text().replace(old, f"nl: {style}\n            Eén mens,\n            één ding."))

    assert packs.load(folder).statements[0].text["nl"] == "Eén mens, één ding."


@pytest.mark.parametrize("word", ["no", "yes", "on", "null", "~", "1.0", "0x10", "2026-11-22", "12:30"])
def test_what_other_yaml_readers_take_for_something_else_stays_text(folder: Path, word: str) -> None:
    file = folder / "statements.yaml"
    file.write_text(file.read_text().replace("nl: Een thema", f"nl: {word}"))

    assert packs.load(folder).themes[0].title["nl"] == word


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_a_byte_order_mark_and_other_line_ends_change_nothing_that_is_read(folder: Path, end: bytes) -> None:
    before = packs.load(folder)
    for file in folder.rglob("*.*"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", end))

    after = packs.load(folder)

    assert after.model_copy(update={"digest": ""}) == before.model_copy(update={"digest": ""})
    assert after.digest != before.digest


def test_asking_a_pack_for_a_statement_leaves_it_as_it_was(folder: Path) -> None:
    pack = packs.load(folder)
    before = pack.model_dump_json()

    pack.statement("eerste-stelling")

    assert pack.model_dump_json() == before
    assert pack == packs.load(folder)


def test_every_byte_counts_in_the_digest(folder: Path) -> None:
    first = digest(folder)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        raw = file.read_bytes()
        file.write_bytes(raw + b"\n")
        assert digest(folder) != first, file.name
        file.write_bytes(raw)
    assert digest(folder) == first
    assert len(first) == 64


def test_a_file_name_counts_in_the_digest(folder: Path) -> None:
    first = digest(folder)
    (folder / "guides" / "gids").rename(folder / "guides" / "gidsen")

    assert digest(folder) != first


def test_what_moves_from_one_file_to_the_next_counts_in_the_digest(folder: Path) -> None:
    (folder / "LICENSE").write_bytes(b"a")
    (folder / "README.md").write_bytes(b"b")
    first = digest(folder)
    (folder / "LICENSE").write_bytes(b"")
    (folder / "README.md").write_bytes(b"ab")
    assert digest(folder) != first

    (folder / "README.md").unlink()
    for one in (b"aREADME.mdb", b"aREADME.md\0b", b"aREADME.md\x001\0b"):
        (folder / "LICENSE").write_bytes(one)
        assert digest(folder) != first


def test_times_and_places_do_not_count_in_the_digest(folder: Path, tmp_path: Path) -> None:
    first = digest(folder)
    for file in folder.rglob("*"):
        os.utime(file, (1, 1))
    assert digest(folder) == first
    moved = folder.rename(tmp_path / "elders")

    assert digest(moved) == first


@pytest.mark.parametrize("name", [".DS_Store", ".git/config", "routes/.oud/nl.md", "pack.yaml~", "__pycache__/x.pyc"])
def test_hidden_files_and_copies_of_an_editor_are_no_part_of_a_pack(folder: Path, name: str) -> None:
    first = packs.load(folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"x")

    assert packs.load(folder) == first


def test_finding_packs_in_folders_and_folders_that_are_packs(tmp_path: Path) -> None:
    one, two = making.whole(tmp_path / "een"), making.whole(tmp_path / "twee")
    (tmp_path / "geen").mkdir()
    (tmp_path / "los.txt").write_text("x")

    assert list(packs.find(tmp_path)) == [one, two]
    assert list(packs.find(two, one)) == [two, one]
    assert list(packs.find(tmp_path / "geen", tmp_path / "weg")) == []
