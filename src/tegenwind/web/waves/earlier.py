"""The wave before this one with the same statements, beside which a group's result may stand: as it was published then."""

from __future__ import annotations

from dataclasses import dataclass

from tegenwind.accounts.models import Person
from tegenwind.measure import GroupPublication, groups_of
from tegenwind.packs.model import Pack
from tegenwind.waves.models import Wave
from tegenwind.waves.queries import groups_for, teams_of
from tegenwind.web import library
from tegenwind.web.waves.seeing import Seen


@dataclass(frozen=True)
class Earlier:
    """A group as it was published then. `themes` are those whose statements are the same now."""

    wave: Wave
    published: GroupPublication
    themes: frozenset[str]

    def place(self, theme: str) -> float | None:
        """Where the team was then; None when that was withheld, or cannot stand beside now."""
        found = self.published.themes.get(theme)
        return found.place if found is not None and theme in self.themes else None


def earlier(person: Person, now: Seen) -> Earlier | None:
    """The last one before this one of the same teams, which this person may look at too."""
    before = Wave.objects.filter(
        organisation_id=now.wave.organisation_id,
        pack=now.wave.pack,
        state=Wave.State.PUBLISHED,
        opened_on__lt=now.wave.opened_on,
    )
    mine = now.group
    teams = teams_of(mine)
    for wave in before.select_related("organisation").order_by("-opened_on", "-pk"):
        for group in groups_for(person, wave):
            same = (group.what, group.team_id) == (mine.what, mine.team_id)
            if same and teams and teams_of(group) == teams:
                published = groups_of(wave.publication or {})[str(group.number)]
                return Earlier(wave, published, _alike(now.pack, library.version(wave.digest)))
    return None


def _alike(now: Pack, then: Pack) -> frozenset[str]:
    statements = {theme.id: {one.id for one in theme.statements} for theme in then.themes}
    return frozenset(
        theme.id for theme in now.themes if statements.get(theme.id) == {one.id for one in theme.statements}
    )
