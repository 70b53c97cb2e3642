"""The result of a group on its page: the same words whatever came out, and no figure that was not published."""

from __future__ import annotations

import csv
import datetime
import html
import io
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest

from tegenwind.measure import RULES, Figure, GroupPublication, groups_of
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.waves.models import Wave
from tests.waves import making
from tests.web import waving
from tests.web.people import Human, main, text

pytestmark = pytest.mark.django_db

UNSEEN = "Van wie leiding geeft is hier niets te zien."
APART = "Verwachting en ervaring liggen hier uit elkaar."
FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
LATER = making.TODAY + datetime.timedelta(weeks=26)


def words(answer: Any) -> str:
    """What the page says, without markup, and without what its pictures say to who does not see them."""
    return _plain(main(answer).partition(">")[2])


def outcome(answer: Any) -> str:
    """What the page says of its themes."""
    return _plain(" ".join(re.findall(r'<section class="sheet wave-outcome".*?</section>', main(answer), re.DOTALL)))


def _plain(markup: str) -> str:
    seen = re.sub(r"<(title|desc)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", seen)))


def one_team(owner: Human, people: int, leaders: tuple[str, ...] = ("Kees",)) -> making.Made:
    return making.organisation({"Noord": people - 1}, leaders={"Noord": leaders}, also={"Noord": [owner.person]})


def answered(
    made: making.Made, sheets: list[dict[str, int]], today: datetime.date = making.TODAY, **sides: Any
) -> Wave:
    """A closed wave of one team; ``sides`` are (agreed, own place, estimate) of who leads, by name."""
    mine = making.wave(made, today=today)
    making.answered(mine, {"Noord": sheets})
    for name, (agreed, place, estimate) in sides.items():
        making.wrote(mine, made.leaders[name], agreed=agreed, place=place, estimate=estimate)
    return making.closed(mine, made)


def look(owner: Human, mine: Wave, number: int = 0, query: str = "") -> Any:
    answer = owner.get("wave-result", mine.pk, number, query=query)
    assert answer.status_code == 200
    return answer


class TestThoseWhoLead:
    def test_a_leader_who_agreed_stands_beside_the_team(self, owner: Human) -> None:
        page = look(owner, answered(one_team(owner, 12), making.answers(12, around=2), Kees=(True, 4, 5)))
        assert UNSEEN not in words(page) and "Kees, over zichzelf" in words(page)
        assert "Kees staat zelf tussen het midden en “hier kun je het zeggen”." in words(page)
        assert "Kees verwachtte het team dicht bij “hier kun je het zeggen”." in words(page)
        assert words(page).count(APART) == 4 and "Eerst luisteren" in words(page)

    def test_the_same_words_in_both_directions(self, owner: Human) -> None:
        made = one_team(owner, 12)
        hopeful = words(look(owner, answered(made, making.answers(12, around=2), Kees=(True, 3, 4))))
        gloomy = words(look(owner, answered(made, making.answers(12, around=4), Kees=(True, 3, 2))))
        for said in (hopeful, gloomy):
            assert said.count(APART) == 4
        said_of = [re.findall(r"Verwachting en ervaring.*?dat\?", one) for one in (hopeful, gloomy)]
        assert said_of[0] == said_of[1] and len(set(said_of[0])) == 1

    def test_near_each_other_nothing_is_said_of_it(self, owner: Human) -> None:
        page = look(owner, answered(one_team(owner, 12), making.answers(12), Kees=(True, 3, 3)))
        assert APART not in words(page) and "Eerst luisteren" not in words(page)

    def test_why_a_leader_is_not_there_cannot_be_told(self, owner: Human) -> None:
        """Refused, never answered, one of two refused, nobody leads: one page."""
        sheets = making.answers(12, around=2)
        pages = [
            look(owner, answered(one_team(owner, 12), sheets, Kees=(False, 4, 5))),
            look(owner, answered(one_team(owner, 12), sheets)),
            look(owner, answered(one_team(owner, 12, ("Kees", "Ans")), sheets, Kees=(True, 4, 5), Ans=(False, 4, 5))),
            look(owner, answered(one_team(owner, 12, ("Kees", "Ans")), sheets, Kees=(True, 4, 5))),
            look(owner, answered(one_team(owner, 12, ()), sheets)),
        ]
        assert len({re.sub(r"/waves/\w+/", "/waves/x/", main(page)) for page in pages}) == 1
        assert UNSEEN in words(pages[0]) and APART not in words(pages[0])
        assert not any(name in words(pages[0]) for name in ("Kees", "Ans"))

    def test_leaders_together_stand_beside_the_whole_only(self, owner: Human) -> None:
        made = making.organisation(
            {"Noord": 7, "Zuid": 8},
            leaders={"Noord": ["A", "B", "C"], "Zuid": ["D", "E"]},
            also={"Noord": [owner.person]},
        )
        mine = making.wave(made)
        making.answered(
            mine,
            {
                "Noord": making.answers(8, around=2),
                "Zuid": making.answers(8, around=2, seed=2),
                "leaders": making.answers(5, around=4, estimates=True),
            },
        )
        making.closed(mine, made)

        whole, team = words(look(owner, mine)), words(look(owner, mine, making.group(mine, "Noord").number))

        assert "Wie leiding geeft, verwachtte het team" in whole and APART in whole and UNSEEN not in whole
        assert UNSEEN in team and APART not in team and "Die staat bij alle teams samen." in team

    def test_leaders_who_answered_alike_are_withheld(self, owner: Human) -> None:
        made = making.organisation(
            {"Noord": 11}, leaders={"Noord": ["A", "B", "C", "D", "E"]}, also={"Noord": [owner.person]}
        )
        mine = making.wave(made)
        same = [{**making.alike(1, 4)[0], **{f"estimate:{theme.id}": 5 for theme in making.pack().themes}}] * 5
        making.answered(mine, {"Noord": making.answers(12, around=2), "leaders": same})
        making.closed(mine, made)
        page = words(look(owner, mine))
        assert UNSEEN in page and APART not in page


class TestHowFinely:
    @pytest.mark.parametrize(
        ("people", "spread", "mean"), [(7, False, False), (9, False, False), (12, True, False), (25, True, True)]
    )
    def test_levels(self, people: int, spread: bool, mean: bool, owner: Human) -> None:
        mine = answered(one_team(owner, people), making.answers(people))
        plain, asked = look(owner, mine), look(owner, mine, query="?figures=1")
        assert ('class="heights"' in main(plain)) is spread and ("Gemiddelde:" in words(asked)) is mean
        assert "%" not in outcome(plain) and "Gemiddelde" not in words(plain)
        assert ("%" in outcome(asked)) is spread and "op een half afgerond: " in words(asked)

    def test_without_asking_no_figure_is_in_the_outcome(self, owner: Human) -> None:
        mine = answered(one_team(owner, 25), making.answers(25, around=2), Kees=(True, 4, 5))
        assert FIGURE.findall(outcome(look(owner, mine))) == []

    def test_everything_alike_is_withheld_with_its_reason(self, owner: Human) -> None:
        mine = answered(one_team(owner, 8), making.alike(8, 4), Kees=(True, 4, 5))
        page = look(owner, mine)
        said = words(page)
        assert said.count("Dit is niet te zien.") == 4 and said.count(
            "Niet te zien. Hier liggen de antwoorden te dicht"
        ) == len(making.pack().statements)
        assert "Het betekent niet dat iedereen het eens is" in said and APART not in said
        assert "Het team staat" not in said

    def test_a_group_of_which_nothing_is_shown_says_why(self, owner: Human) -> None:
        made = making.organisation({"Klein": 3, "Groot": 8}, also={"Klein": [owner.person]})
        mine = waving.closed(made, people=8)
        number = making.group(mine, "Klein").number
        page = look(owner, mine, number)
        assert "In deze groep zitten minder dan 5 mensen." in words(page) and outcome(page) == ""
        assert (
            "bijdragen" not in words(page).partition("In deze groep")[0].partition("Klein")[2].partition("Van deze")[0]
        )
        for name in ("wave-talk", "wave-agreements"):
            assert owner.get(name, mine.pk, number).status_code == 200


class TestThen:
    def test_the_last_wave_of_the_same_team_stands_beside_it(self, owner: Human) -> None:
        made = one_team(owner, 12)
        answered(made, making.answers(12, around=4), today=waving.BEFORE)
        answered(made, making.answers(12, around=3), today=making.TODAY)
        now = answered(made, making.answers(12, around=2), today=LATER)

        page = look(owner, now)

        assert words(page).count("Toen was het midden tussen") == 4 and 'class="line-then"' in main(page)
        assert "Er kunnen andere mensen geantwoord hebben." in words(page)
        alone = look(owner, now, query="?beside=none")
        assert "Toen" not in outcome(alone) and 'class="line-then"' not in main(alone)

    def test_at_the_same_place(self, owner: Human) -> None:
        made = one_team(owner, 12)
        answered(made, making.answers(12))
        page = look(owner, answered(made, making.answers(12), today=LATER))
        assert words(page).count("Toen was het op dezelfde plek.") == 4

    def test_what_was_withheld_then_or_is_now_is_not_beside_it(self, owner: Human) -> None:
        made = one_team(owner, 12)
        answered(made, making.alike(12, 4), today=waving.BEFORE)
        assert "Toen was" not in words(look(owner, answered(made, making.answers(12))))
        assert "Toen was" not in words(look(owner, answered(made, making.alike(12, 2), today=LATER)))

    def test_not_of_other_teams_nor_of_what_one_may_not_see(self, owner: Human) -> None:
        made = making.organisation({"Noord": 12, "Zuid": 8})
        first = waving.closed(made, waving.BEFORE, people=12)
        teams.take_in(made.organisation, owner.person, made.teams["Noord"])
        made.members["Noord"].append(owner.person)
        for _number in range(4):
            teams.take_in(made.organisation, making.someone(), made.teams["Noord"])
        mine = making.wave(made, ["Noord"])
        making.answered(mine, {"Noord": making.answers(14, around=2)})
        making.closed(mine, made)
        assert owner.get("wave-result", first.pk, making.group(first, "Noord").number).status_code == 404
        assert groups_of(mine.publication or {})["0"].withheld is None
        assert "Toen was" not in words(look(owner, mine))
        teams.give_role(made.organisation, owner.person, Role.What.HOST)
        assert "Toen was" in words(look(owner, mine)), "a host may see both"


class TestOneAddressForEverybody:
    def test_open(self, owner: Human) -> None:
        (wave_id,) = waving.open_of(owner)
        page = owner.get("wave", wave_id)
        said = words(page)
        assert "Geef antwoord" in said and "Heb je al geantwoord, dan hoef je niets te doen." in said
        assert "Hanne leidt het gesprek erover." in said and "geteld en niet bewaard" in said
        for name in ("wave-result", "wave-talk", "wave-agreements"):
            assert owner.get(name, wave_id, 0).status_code == 404

    def test_who_is_in_one_group_goes_straight_to_it(self, owner: Human) -> None:
        mine = answered(one_team(owner, 7), making.answers(7))
        assert owner.get("wave", mine.pk).headers["Location"].endswith("/0/")

    def test_one_group_at_a_time(self, owner: Human) -> None:
        made = making.organisation({"Noord": 7, "Noord/Dag": 7, "Zuid": 8}, also={"Noord/Dag": [owner.person]})
        mine = waving.closed(made, people=8)
        page = words(owner.get("wave", mine.pk))
        assert "Alle teams samen" in page and "Noord" in page and "jouw groep" in page and "Zuid" not in page
        assert FIGURE.findall(page) == []

    @pytest.mark.parametrize(
        ("state", "said"),
        [
            ("few", "minder dan 5 bijdragen"),
            ("stopped", "stopte deze peiling"),
            ("lost", "verloren gegaan"),
            ("closing", "wordt gesloten"),
        ],
    )
    def test_without_a_result_it_says_what_happened(self, state: str, said: str, owner: Human) -> None:
        (wave_id,) = waving.open_of(owner)
        Wave.objects.filter(pk=wave_id).update(state=state)
        page = words(owner.get("wave", wave_id))
        assert said in page and "Geef antwoord" not in page
        assert owner.get("wave-result", wave_id, 0).status_code == 404


class TestTheConversation:
    def test_with_the_themes_of_this_group(self, owner: Human) -> None:
        page = words(owner.get("wave-talk", answered(one_team(owner, 12), making.answers(12)).pk, 0))
        for theme in making.pack().themes:
            assert (theme.question or {})["nl"] in page
        assert "Drie kwartier" in page and "We raden niet wie wat heeft ingevuld." in page

    def test_with_why_a_theme_is_not_there(self, owner: Human) -> None:
        page = words(owner.get("wave-talk", answered(one_team(owner, 8), making.alike(8, 4)).pk, 0))
        assert "Van geen enkel thema is een plek te zien." in page and "minder dan de helft van de stellingen" in page

    def test_listening_first(self, owner: Human) -> None:
        page = words(owner.get("wave-listen", answered(one_team(owner, 8), making.answers(8)).pk))
        assert "Leg nog niets uit" in page and "Iedereen mag het lezen" in page


def test_every_rule_has_its_own_words() -> None:
    from tegenwind.web.waves.wording import not_that, why
    from tegenwind.wording import LANGUAGES, wording

    for language in LANGUAGES:
        w = wording(language)
        assert len({why(rule, 5, w) for rule in RULES}) == len(RULES)
        assert all(not_that(rule, w) and not FIGURE.search(not_that(rule, w)) for rule in RULES)


class TestNothingElseGetsOut:
    """Everything every page shows to every role together is in what was published."""

    @pytest.fixture
    def house(self, people: SimpleNamespace, join: Any) -> SimpleNamespace:
        people.host, people.admin, people.leader = join("Hanne"), join("Ans"), join("Kees")
        people.made = making.organisation(
            {"Noord": 8, "Noord/Dag": 9, "Zuid": 24, "Klein": 3},
            host=people.host.person,
            administrator=people.admin.person,
            also={"Noord/Dag": [people.owner.person], "Zuid": [people.mate.person]},
            led_by={"Noord": {"Kees": people.leader.person}},
        )
        people.wave = making.wave(people.made)
        making.answered(
            people.wave,
            {
                "Noord": making.answers(7, around=2),
                "Noord/Dag": making.answers(10, around=3.4, seed=3),
                "Zuid": making.answers(23, around=2.7, seed=4),
                "Klein": making.answers(2),
            },
        )
        making.closed(people.wave, people.made)
        return people

    def test_each_figure_on_a_page_was_published_for_that_group(self, house: SimpleNamespace) -> None:
        published = groups_of(house.wave.publication or {})
        looked = 0
        for one in (house.owner, house.mate, house.host, house.admin, house.leader):
            for number in range(len(published)):
                answer = one.get("wave-result", house.wave.pk, number, query="?figures=1")
                if answer.status_code == 404:
                    continue
                looked += 1
                found = {float(figure.replace(",", ".")) for figure in FIGURE.findall(outcome(answer))}
                assert found <= _figures(published[str(number)]) | {1.0, 5.0}, (one.name, number)
        assert looked > 8

    def test_files_of_all_roles_together_hold_no_other_figure(self, house: SimpleNamespace) -> None:
        published, got = groups_of(house.wave.publication or {}), 0
        for one in (house.owner, house.mate, house.host, house.admin, house.leader):
            for number in range(len(published)):
                table, data = (one.get(name, house.wave.pk, number) for name in ("wave-csv", "wave-json"))
                if table.status_code == 404:
                    assert data.status_code == 404
                    continue
                group, got = published[str(number)], got + 1
                may = _figures(group) | {float(end) for end in group.contributions or () if end is not None}
                rows = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
                assert {float(row["value"]) for row in rows if row["value"]} <= may
                told = json.loads(data.content)["members"]
                assert _numbers([told.get("questions"), told.get("themes"), told.get("contributions")]) <= may
        assert got > 8

    def test_who_may_see_which_group(self, house: SimpleNamespace) -> None:
        groups = {path: making.group(house.wave, path).number for path in ("", "Noord", "Noord/Dag", "Zuid", "Klein")}
        may = {
            "owner": {"", "Noord", "Noord/Dag"},
            "mate": {"", "Zuid"},
            "leader": {"", "Noord", "Noord/Dag"},
            "host": set(groups),
            "admin": {""},
        }
        for who, paths in may.items():
            for name in ("wave-result", "wave-talk", "wave-agreements"):
                seen = {
                    p for p, n in groups.items() if getattr(house, who).get(name, house.wave.pk, n).status_code == 200
                }
                assert seen == paths, (who, name)

    def test_the_pictures_stand_where_it_was_published(self, house: SimpleNamespace) -> None:
        from tegenwind.report.wave_picture import x

        number = making.group(house.wave, "Zuid").number
        published = groups_of(house.wave.publication or {})[str(number)]
        page = text(house.mate.get("wave-result", house.wave.pk, number))
        drawn = re.findall(r'<svg x="([\d.]+)%" y="[\d.-]+" overflow="visible"><path class="line-kite"', page)
        expected = [theme.place for theme in published.themes.values() if theme.place is not None]
        assert [float(one) for one in drawn] == pytest.approx([100 * x(place) for place in expected])
        heights = re.findall(r'<rect class="much" width="(\d+)%"', page)
        shares = [one.shares for one in published.questions.values() if isinstance(one, Figure) and one.shares]
        assert [int(one) for one in heights] == [share for row in shares for share in row]
        assert expected and shares


def _figures(group: GroupPublication) -> set[float]:
    """Every figure that was published of a group."""
    found: set[float] = set()
    for one in group.questions.values():
        if isinstance(one, Figure):
            found |= {one.place, *(float(share) for share in one.shares or ())} | (
                {one.mean} if one.mean is not None else set()
            )
    return found | {theme.place for theme in group.themes.values() if theme.place is not None}


def _numbers(data: Any) -> set[float]:
    """Every number in plain data."""
    if isinstance(data, dict | list):
        inside = data.values() if isinstance(data, dict) else data
        return {number for one in inside for number in _numbers(one)}
    return {float(data)} if isinstance(data, int | float) else set()
