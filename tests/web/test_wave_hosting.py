"""Hosting a wave on the pages: choosing, looking at all of it, opening."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest

from tegenwind.teams import actions as teams
from tegenwind.teams.models import Membership, Role
from tegenwind.waves import house
from tegenwind.waves.models import RosterLine, Wave, WaveGroup
from tegenwind.web import library
from tests.waves import making
from tests.waves.making import Made
from tests.web.hosting import chosen, hidden, opened, post, ref, today
from tests.web.people import Human, main, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_boxes_of_before")]


class TestChoosing:
    def test_teams_stand_in_their_tree_with_bands_and_no_numbers(self, hanne: Human, made: Made) -> None:
        said = words(hanne.get("wave-new", made.organisation.pk))

        assert "Noord 10 tot en met 14 Dag 5 tot en met 9 Zuid minder dan 5: verschijnt alleen in het geheel" in said
        assert "Uitspreken" in said and "Weerstand" not in said

    def test_the_preview_is_all_that_members_see_and_nothing_is_kept(self, hanne: Human, made: Made) -> None:
        page = post(hanne, made, **chosen(made, *made.teams), do="preview")
        said = words(page)

        for statement in library.pack("uitspreken").statements:
            assert statement.text["nl"] in said
        assert "Kees" in said and "minder dan 5 mensen: alleen in het geheel" in said
        assert "Alle teams samen" in said
        for rule in ("Uit deze groep kwamen minder dan 5", "Naast een eerdere peiling", "te dicht bij elkaar"):
            assert rule in said
        assert not Wave.objects.exists() and not house.every()

    def test_what_was_promised_on_the_preview_is_what_the_wave_promises(self, hanne: Human, made: Made) -> None:
        def promised(answer: Any) -> str:
            return re.sub(r"\s+", " ", text(answer).partition('<dl class="promise">')[2].partition("</dl>")[0])

        before = promised(post(hanne, made, **chosen(made, *made.teams), do="preview"))
        wave = opened(hanne, made)

        assert before and promised(hanne.get("wave-host", wave.pk)) == before

    def test_opening_freezes_who_is_in_it(self, hanne: Human, made: Made) -> None:
        wave = opened(hanne, made, "Noord", "Noord/Dag")
        inside = set(RosterLine.objects.values_list("member", flat=True))

        assert inside == {one.pk for path in ("Noord", "Noord/Dag") for one in made.members[path]}
        assert wave.closes_on == today() + datetime.timedelta(days=21) and wave.host_name == "Hanne"
        assert house.is_there(wave.pk)

    def test_two_clicks_open_one_wave(self, hanne: Human, made: Made) -> None:
        seen = hidden(post(hanne, made, **chosen(made, "Noord"), do="preview"))
        first, second = (post(hanne, made, **seen, do="open") for _ in range(2))

        assert first.status_code == second.status_code == 302
        assert first.headers["Location"] == second.headers["Location"]
        assert Wave.objects.count() == 1 and len(house.every()) == 1

    def test_back_from_the_preview_everything_stands_there(self, hanne: Human, made: Made) -> None:
        seen = hidden(post(hanne, made, **chosen(made, "Zuid", "Noord", days=30), do="preview"))
        page = main(post(hanne, made, **seen, do="change"))

        assert [mark in page for mark in ('value="uitspreken" checked', 'value="steun" checked')] == [True, False]
        ticked = {path: f'value="{ref(team.pk)}" checked' in page for path, team in made.teams.items()}
        assert ticked == {"Noord": True, "Noord/Dag": False, "Zuid": True}
        assert (today() + datetime.timedelta(days=30)).isoformat() in page

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"pack": ""}, "Kies waar de peiling over gaat."),
            ({"pack": "weerstand"}, "Kies waar de peiling over gaat."),
            ({"team": []}, "Kies minstens één team."),
            ({"team": ["0000000000000"]}, "Kies minstens één team van deze organisatie."),
            ({"team": ["wat", "zzzzzzzzzzzzz"]}, "Kies minstens één team."),
            ({"day": ""}, "Kies een dag van"),
            ({"day": "2999-01-01"}, "Kies een dag van"),
            ({"day": "2026-02-30"}, "Kies een dag van"),
        ],
    )
    @pytest.mark.parametrize("what", ["preview", "open"])
    def test_what_cannot_be_is_said_and_the_rest_stands_there(
        self, what: str, change: dict[str, Any], said: str, hanne: Human, made: Made
    ) -> None:
        page = post(hanne, made, **(chosen(made, "Noord") | change), do=what)

        assert page.status_code == 422 and said in words(page)
        assert ("team" in change) or f'value="{ref(made.teams["Noord"].pk)}" checked' in main(page)
        assert not Wave.objects.exists() and not house.every()

    def test_too_few_people_in_all_and_a_wave_that_runs(self, hanne: Human, made: Made) -> None:
        page = post(hanne, made, **chosen(made, "Zuid"), do="preview")
        assert page.status_code == 422 and "zitten samen minder dan 5 mensen" in words(page)

        opened(hanne, made, "Noord")
        page = post(hanne, made, **chosen(made, "Noord", "Zuid"), do="preview")
        assert page.status_code == 422 and "Er loopt al een peiling met deze stellingen in: Noord." in words(page)
        assert opened(hanne, made, "Noord", pack="steun").pack == "steun"

    def test_a_team_that_changed_since_the_preview_is_shown_again_first(self, hanne: Human, made: Made) -> None:
        seen = hidden(post(hanne, made, **chosen(made, "Noord", "Zuid"), do="preview"))
        for _ in range(2):
            teams.take_in(made.organisation, making.someone(), made.teams["Zuid"])
        again = post(hanne, made, **seen, do="open")

        assert again.status_code == 409 and "Intussen veranderde er iets" in words(again)
        assert not Wave.objects.exists() and not house.every()
        assert post(hanne, made, **hidden(again), do="open").status_code == 302

    def test_who_leads_a_team_of_it_is_told_who_can_host_it(self, hanne: Human, made: Made) -> None:
        seen = hidden(post(hanne, made, **chosen(made, "Noord", "Noord/Dag"), do="preview"))
        teams.give_role(made.organisation, hanne.person, Role.What.LEADER, made.teams["Noord"], "Hanne")
        teams.give_role(made.organisation, making.someone(), Role.What.HOST, shown="Berend")
        teams.give_role(made.organisation, made.leaders["Kees"], Role.What.HOST, shown="Kees")

        for fields in (seen | {"do": ["open"]}, chosen(made, "Noord/Dag") | {"do": "preview"}):
            page = post(hanne, made, **fields)
            assert page.status_code == 403 and "Wel kunnen: Berend." in words(page)
        assert not Wave.objects.exists()
        more = [making.someone() for _ in range(2)]
        for one in more:
            teams.take_in(made.organisation, one, made.teams["Zuid"])
        assert opened(hanne, made, "Zuid").host == hanne.person


def test_no_membership_or_group_is_told_from_a_host_of_elsewhere(made: Made, join: Callable[[str], Human]) -> None:
    """A team of another organisation cannot be chosen, and says nothing of being there."""
    other = join("Sam")
    elsewhere = making.organisation({"Elders": 6}, host=other.person, name="De Overkant")
    mine = chosen(made, "Noord")
    unknown = mine | {"team": ["0000000000001"]}
    found = [post(other, elsewhere, **fields, do="preview") for fields in (mine, unknown)]
    assert {one.status_code for one in found} == {422} and words(found[0]) == words(found[1])
    assert not WaveGroup.objects.exists() and Membership.objects.filter(organisation=made.organisation).count() == 16
