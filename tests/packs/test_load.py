"""``packs.load``: what a pack holds once it is read, and the digest that names it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tegenwind import packs
from tegenwind.packs import digest
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


def test_the_aim_is_the_first_paragraph_and_not_the_list_under_it(folder: Path) -> None:
    text = folder / "routes" / "eerste-route" / "nl.md"
    old = "Stilstaan op het moment dat je weerstand voelt.\n"
    text.write_text(text.read_text().replace(old, "Stilstaan op het\nmoment zelf.\n- Voel.\n- Wacht.\n"))

    activity = packs.load(folder).routes[0].activity("even-vertragen")

    assert activity is not None
    assert activity.prose["nl"].aim == "Stilstaan op het moment zelf."
    assert activity.prose["nl"].markdown == "- Voel.\n- Wacht."


def test_a_text_over_several_lines_becomes_one(folder: Path) -> None:
    file = folder / "statements.yaml"
    old = "nl: Eén mens, één moment, één ding dat gebeurt."
    file.write_text(file.read_text().replace(old, "nl: >-\n            Eén mens,\n            één ding."))

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
