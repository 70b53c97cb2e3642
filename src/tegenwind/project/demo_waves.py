"""The made-up organisation of ``tegenwind demo``: nine teams, three waves that closed and one that is open.

All of it goes the way it goes for everybody: teams are made, waves opened, tickets redeemed and waves closed by the same actions,
with the days of back then. The answers are made up, always the same ones. In it every rule by which something is withheld occurs,
and each of the three levels at which a figure may be seen.
"""

from __future__ import annotations

import datetime
import random
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from tegenwind.project.demo_files import Helper

if TYPE_CHECKING:
    from tegenwind.accounts.models import Person
    from tegenwind.accounts.unlocked import Unlocked
    from tegenwind.packs.model import Pack
    from tegenwind.teams.models import Organisation, Team
    from tegenwind.waves.models import Wave

HERE: Final = ZoneInfo("Europe/Amsterdam")
NAME: Final = "Stichting De Overkant"
LEADER: Final = Helper(
    name="Bas",
    language="nl",
    who="Leidt nacht en crisis bij een verzonnen organisatie, en beheert haar teams. Daar is Lut lid van een team, en Robyn gespreksleider.",
    kept=(),
)
HOST: Final = "Robyn"
MEMBER: Final = "Lut"
PACKS: Final = ("uitspreken", "teambehoeften", "steun")
SEED: Final = "tegenwind"

NIGHT: Final = "Nachtploeg"
#: Name, the team above it, and how many people are in it itself beside those who can be signed in as.
TEAMS: Final = (
    ("Nacht en crisis", "", 0),
    (NIGHT, "Nacht en crisis", 10),
    ("Crisisdienst", "Nacht en crisis", 4),
    ("Wijk", "", 0),
    ("Wijkteam Noord", "Wijk", 13),
    ("Wijkteam Zuid", "Wijk", 7),
    ("Straathoekwerk", "Wijk", 6),
    ("Jeugd", "", 0),
    ("Jeugdcoaches", "Jeugd", 25),
)
#: Who leads beside Bas: the team, the name others see.
LEADERS: Final = (
    ("Wijk", "Marit"),
    ("Wijkteam Noord", "Yusuf"),
    ("Wijkteam Zuid", "Els"),
    ("Jeugd", "Dounia"),
    ("Jeugdcoaches", "Pieter"),
)


@dataclass(frozen=True)
class Plan:
    """A wave: how many days ago it opened and its last day was, who answered, and around which place of the scale by theme.

    ``given`` holds how many answered in each team, ``around`` the place by team (or ``*``) and theme (or ``*``), ``alike`` teams and
    themes where everybody said the same.
    """

    pack: str
    teams: tuple[str, ...]
    opened: int
    closes: int
    given: Mapping[str, int] = field(default_factory=dict)
    around: Mapping[tuple[str, str], float] = field(default_factory=dict)
    alike: tuple[tuple[str, str], ...] = ()

    def middle(self, team: str, theme: str) -> float:
        """Around which place this team answers about this theme."""
        ways = ((team, theme), (team, "*"), ("*", theme))
        return next((self.around[way] for way in ways if way in self.around), 3.0)


EVERY: Final = tuple(name for name, _above, _people in TEAMS)
FIRST: Final = Plan(
    pack="uitspreken",
    teams=EVERY,
    opened=-300,
    closes=-279,
    given={
        NIGHT: 8,
        "Crisisdienst": 3,
        "Wijkteam Noord": 12,
        "Wijkteam Zuid": 6,
        "Straathoekwerk": 3,
        "Jeugdcoaches": 22,
        "leaders": 6,
    },
    around={
        ("*", "iets-zeggen"): 3.2,
        ("*", "wat-er-dan-gebeurt"): 3.4,
        ("*", "vragen-en-twijfel"): 3.4,
        ("*", "wie-beslist"): 4.1,
        (NIGHT, "iets-zeggen"): 2.0,
        (NIGHT, "wat-er-dan-gebeurt"): 4.3,
        (NIGHT, "vragen-en-twijfel"): 2.6,
        ("Wijkteam Noord", "iets-zeggen"): 3.7,
        ("Wijkteam Noord", "wat-er-dan-gebeurt"): 2.4,
        ("Jeugdcoaches", "iets-zeggen"): 2.4,
        ("Jeugdcoaches", "vragen-en-twijfel"): 4.2,
        ("leaders", "iets-zeggen"): 4.2,
        ("leaders", "wat-er-dan-gebeurt"): 2.0,
        ("leaders", "wie-beslist"): 2.6,
        ("leaders", "estimate:iets-zeggen"): 4.2,
        ("leaders", "estimate:wat-er-dan-gebeurt"): 2.2,
        ("leaders", "estimate:vragen-en-twijfel"): 3.4,
        ("leaders", "estimate:wie-beslist"): 3.0,
    },
    alike=(("Wijkteam Zuid", "wie-beslist"),),
)
ONE_TEAM: Final = Plan(
    pack="teambehoeften",
    teams=(NIGHT,),
    opened=-150,
    closes=-129,
    given={NIGHT: 10},
    around={
        (NIGHT, "plaats"): 2.4,
        (NIGHT, "voeding"): 3.6,
        (NIGHT, "steun"): 3.1,
        (NIGHT, "bescherming"): 2.6,
        (NIGHT, "grenzen"): 4.0,
    },
)
LATER: Final = Plan(
    pack="uitspreken",
    teams=EVERY,
    opened=-60,
    closes=-39,
    given={
        NIGHT: 9,
        "Crisisdienst": 4,
        "Wijkteam Noord": 11,
        "Wijkteam Zuid": 6,
        "Straathoekwerk": 4,
        "Jeugdcoaches": 23,
        "leaders": 6,
    },
    around={
        ("*", "iets-zeggen"): 3.4,
        ("*", "wat-er-dan-gebeurt"): 3.0,
        ("*", "vragen-en-twijfel"): 3.4,
        ("*", "wie-beslist"): 4.0,
        (NIGHT, "iets-zeggen"): 3.1,
        (NIGHT, "wat-er-dan-gebeurt"): 3.2,
        (NIGHT, "vragen-en-twijfel"): 2.6,
        ("Wijkteam Noord", "iets-zeggen"): 3.7,
        ("Wijkteam Noord", "wat-er-dan-gebeurt"): 2.4,
        ("Jeugdcoaches", "vragen-en-twijfel"): 4.2,
        ("leaders", "iets-zeggen"): 3.6,
        ("leaders", "wat-er-dan-gebeurt"): 2.6,
        ("leaders", "wie-beslist"): 2.8,
        ("leaders", "estimate:iets-zeggen"): 3.4,
        ("leaders", "estimate:wat-er-dan-gebeurt"): 3.1,
        ("leaders", "estimate:vragen-en-twijfel"): 3.4,
        ("leaders", "estimate:wie-beslist"): 3.0,
    },
)
OPEN: Final = Plan(pack="steun", teams=EVERY, opened=-5, closes=16, given={NIGHT: 3, "Wijkteam Noord": 4})
#: Between the first wave and the later one somebody moved from one team to another.
MOVED: Final = ("Wijkteam Zuid", "Wijkteam Noord")

#: What the night team agreed after the first wave and after the later one, and who acts.
AGREED: Final = (
    ("Bij de overdracht vraagt wie voorzit: is er iets wat we nog niet zeiden? Dan tellen we tot vijf.", "team"),
    ("Wat we bij wie leiding geeft neerleggen, krijgt binnen twee weken een antwoord. Ook als het nee is.", "leader"),
    ("Wie het rooster maakt, komt een nacht kijken hoe het loopt. Gevraagd voor het voorjaar.", "organisation"),
)
CAME: Final = ("done", "partly", "not")
AGREED_LATER: Final = (
    ("Wie het rooster maakt, komt een nacht kijken. Nu met een dag: de tweede dinsdag van de maand.", "organisation"),
    ("Een vraag van wie hier pas werkt, gaat voor op de agenda.", "team"),
)


def settle(people: dict[str, tuple[Person, Unlocked]]) -> None:
    """Make it all. Without one of its packs there is no organisation. ``people`` is name to account and open vault."""
    from tegenwind.web import library

    packs = {pack.id: pack for pack in library.offered()}
    if not packs.keys() >= set(PACKS):
        return
    house = _House(people, packs)
    first = house.held(FIRST)
    house.agreed(first, AGREED)
    house.held(ONE_TEAM)
    house.moved()
    later = house.held(LATER)
    house.looked_back(first, CAME)
    house.agreed(later, AGREED_LATER)
    house.held(OPEN)


class _House:
    """The organisation while it is being made."""

    def __init__(self, people: dict[str, tuple[Person, Unlocked]], packs: Mapping[str, Pack]) -> None:
        from tegenwind.teams import actions
        from tegenwind.teams.models import Role

        self.packs, self.today = packs, datetime.datetime.now(HERE).date()
        (self.leader, self.theirs), (self.host, _) = people[LEADER.name], people[HOST]
        self.keys: dict[int, bytes] = {person.pk: unlocked.uk for person, unlocked in people.values()}
        self.chance = random.Random(SEED)  # noqa: S311 # nosec B311 - always the same made-up answers
        self.organisation: Organisation = actions.found(NAME, self.leader, shown=LEADER.name)
        self.teams: dict[str, Team] = {}
        self.inside: dict[str, list[Person]] = {}
        names = (f"collega {number}" for number in range(1, 1000))
        for name, above, size in TEAMS:
            self.teams[name] = actions.new_team(self.organisation, name, self.teams.get(above))
            self.inside[name] = [_colleague(next(names)) for _ in range(size)]
        self.inside[NIGHT].append(people[MEMBER][0])
        self.inside["Straathoekwerk"].append(self.host)
        for name, inside in self.inside.items():
            for person in inside:
                actions.take_in(self.organisation, person, self.teams[name])
        actions.give_role(self.organisation, self.host, Role.What.HOST, shown=HOST)
        actions.give_role(self.organisation, self.leader, Role.What.LEADER, self.teams["Nacht en crisis"], LEADER.name)
        for team, shown in LEADERS:
            actions.give_role(
                self.organisation, _colleague(next(names)), Role.What.LEADER, self.teams[team], shown=shown
            )

    def moved(self) -> None:
        """What changed between two waves."""
        from tegenwind.teams import actions

        before, after = MOVED
        actions.take_in(self.organisation, self.inside[before][0], self.teams[after])

    def held(self, plan: Plan) -> Wave:
        """A wave that was opened and answered, and closed when its day has been."""
        from tegenwind.waves import closing, opening, redeeming

        pack = self.packs[plan.pack]
        opened, closes = self._day(plan.opened), self._day(plan.closes)
        teams = [self.teams[name].pk for name in plan.teams]
        wave = opening.open_wave(self.host, self.organisation, pack, teams, closes, opened)
        if not wave.leaders_together:
            self._expected(wave, pack)
        for ticket, sheet in self._contributions(plan, wave, pack):
            redeeming.redeem(wave.pk, ticket, sheet)
        if plan.closes >= 0:
            return wave
        return closing.close(wave, self.host, pack, closes + datetime.timedelta(days=1))

    def _contributions(self, plan: Plan, wave: Wave, pack: Pack) -> Iterator[tuple[str, Mapping[str, int]]]:
        from tegenwind.waves import redeeming
        from tegenwind.waves.models import RosterLine, WaveGroup

        lines: dict[int, list[RosterLine]] = {}
        for line in RosterLine.objects.filter(wave=wave).select_related("wave").order_by("member"):
            lines.setdefault(line.number, []).append(line)
        for group in WaveGroup.objects.filter(wave=wave).order_by("number"):
            name = "leaders" if group.what == WaveGroup.What.LEADERS else group.name
            sheets = self._sheets(plan, name, pack, plan.given.get(name, 0))
            for line, sheet in zip(lines.get(group.number, ()), sheets, strict=False):
                key = self.keys.setdefault(line.member, secrets.token_bytes(32))
                yield redeeming.ticket(line, key), sheet

    def _sheets(self, plan: Plan, name: str, pack: Pack, people: int) -> list[dict[str, int]]:
        """Answers of so many people: spread around the place of their team, no two themes in the same order."""
        sheets: list[dict[str, int]] = [{} for _ in range(people)]
        for theme in pack.themes:
            asked = [one.id for one in theme.statements]
            if name == "leaders":
                asked.append(f"estimate:{theme.id}")
            for one in asked:
                about = one if one.startswith("estimate:") else theme.id
                row = _row(plan.middle(name, about), people, self.chance)
                if (name, theme.id) in plan.alike:
                    row = [4] * people
                for sheet, place in zip(sheets, row, strict=True):
                    sheet[one] = place
        return sheets

    def _expected(self, wave: Wave, pack: Pack) -> None:
        """Bas, who leads alone here, agreed to being shown and wrote beforehand; he keeps what he wrote."""
        from tegenwind.practice.expectation import Expectation, canonical
        from tegenwind.waves import leading
        from tegenwind.web import shelf
        from tegenwind.web.ids import RecordIdConverter

        answers = {one.id: self.chance.choice((3, 4, 4)) for one in pack.statements}
        estimates = dict(zip((theme.id for theme in pack.themes), (4, 4, 3, 4, 4), strict=False))
        written = canonical(answers, estimates, secrets.token_bytes(32))
        kept = Expectation(
            wave=RecordIdConverter().to_url(wave.pk),
            title=pack.title[LEADER.language],
            organisation=NAME,
            pack=pack.id,
            digest=pack.digest,
            on=wave.opened_on,
            agreed=True,
            answers=answers,
            estimates=estimates,
            written=written,
        )
        leading.decide(wave, self.leader, agreed=True)
        leading.commit(wave, self.leader, written)
        shelf.keep(self.theirs, kept)

    def agreed(self, wave: Wave, said: Sequence[tuple[str, str]]) -> None:
        """What the night team agreed on after a wave, as the host wrote it down."""
        from tegenwind.waves import agreements

        written = {place: agreements.Agreed(words, who) for place, (words, who) in enumerate(said, start=1)}
        agreements.write(wave, self.host, self._number(wave), written)

    def looked_back(self, wave: Wave, came: Sequence[str]) -> None:
        """What came of it, as they told each other when the next result lay there."""
        from tegenwind.waves import agreements

        agreements.look_back(wave, self.host, self._number(wave), dict(enumerate(came, start=1)))

    def _number(self, wave: Wave) -> int:
        """The group of the night team in a wave."""
        return wave.groups.get(team=self.teams[NIGHT]).number

    def _day(self, days: int) -> datetime.date:
        return self.today + datetime.timedelta(days=days)


def _row(middle: float, people: int, chance: random.Random) -> list[int]:
    """The answers of so many people to one statement, spread around a place."""
    steps = (-1.6, -0.7, 0.0, 0.7, 1.6)
    row = [min(5, max(1, round(middle + steps[place % 5] + chance.uniform(-0.4, 0.4)))) for place in range(people)]
    chance.shuffle(row)
    return row


def _colleague(name: str) -> Person:
    """Somebody with a place in a team who keeps nothing, and has no passphrase to sign in with."""
    from tegenwind.accounts.models import Person

    person = Person(username=name)
    person.set_password(None)
    person.save()
    return person
