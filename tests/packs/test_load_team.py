"""A pack for a team once it is read: both ends of each theme in words, one tone, a conversation, and no route."""

from __future__ import annotations

from pathlib import Path

import pytest

from tegenwind import packs
from tegenwind.packs.rules import ROLE_SECTIONS
from tests.packs import making


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return making.team(making.whole(tmp_path / "heel"))


def test_a_theme_says_both_ends_of_its_line_and_a_question(folder: Path) -> None:
    pack = packs.load(folder)

    assert pack.purpose == "team"
    (theme,) = pack.themes
    assert (theme.low, theme.high) == ({"nl": "hier niet", "en": "not here"}, {"nl": "hier wel", "en": "here"})
    assert theme.question == {"nl": "Wat helpt?", "en": "What helps?"}
    assert theme.tone == "carries"


def test_a_theme_for_a_person_has_none_of_it(tmp_path: Path) -> None:
    (theme,) = packs.load(making.whole(tmp_path / "heel")).themes

    assert (theme.low, theme.high, theme.question) == (None, None, None)


def test_a_theme_of_both_tones_has_no_tone(tmp_path: Path) -> None:
    folder = making.whole(tmp_path / "heel")
    (folder / "statements.yaml").write_text(
        (folder / "statements.yaml").read_text()
        + "      - {id: tweede-stelling, tone: carries, setting: desk, text: {nl: Ik zie., en: I see.}}\n"
    )
    route = folder / "routes/eerste-route/route.yaml"
    route.write_text(route.read_text().replace("[eerste-stelling]", "[eerste-stelling, tweede-stelling]"))

    assert [theme.tone for theme in packs.load(folder).themes] == [None]


def test_its_statements_lead_to_a_conversation_and_to_no_route(folder: Path) -> None:
    pack = packs.load(folder)

    guide = pack.guide("conversation")
    assert guide is not None
    assert [section.id for section in guide.sections["en"]] == list(ROLE_SECTIONS["conversation"])
    assert pack.guide("listening") is None
    assert pack.routes == ()
    with pytest.raises(LookupError):
        pack.route_for("eerste-stelling")


def test_those_who_lead_may_have_a_guide_in_it_too(folder: Path) -> None:
    home = folder / "guides" / "luisteren"
    home.mkdir()
    (home / "guide.yaml").write_text("id: luisteren\nrole: listening\nsources: [bron]\n")
    for language in ("nl", "en"):
        sections = "".join(f"\n## {part} {{#{part}}}\n\nVraag.\n" for part in ROLE_SECTIONS["listening"])
        (home / f"{language}.md").write_text(f"# Luisteren\n\nWaar dit voor is.\n{sections}")

    found = packs.load(folder).guide("listening")

    assert found is not None and found.id == "luisteren"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_statements_are_no_theme(folder: Path, count: int) -> None:
    """At two, one answered statement could be the place of the whole theme."""
    lines = (folder / "statements.yaml").read_text().splitlines(keepends=True)
    head = next(n for n, line in enumerate(lines) if "statements:" in line) + 1
    (folder / "statements.yaml").write_text("".join(lines[: head + 4 * count]) if count else "themes: []\n")

    assert packs.check(folder)
