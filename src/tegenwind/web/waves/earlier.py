"""The wave before this one with the same statements, beside which a group's result may stand: as it was published then."""

from __future__ import annotations

from dataclasses import dataclass

from tegenwind.accounts.models import Person
from tegenwind.measure import GroupPublication, groups_of
from tegenwind.packs.model import Pack
from tegenwind.waves.models import Wave, WaveGroup
from tegenwind.waves.queries import groups_for
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
    teams = teams_of(now.wave, now.group)
    for wave in before.select_related("organisation").order_by("-opened_on", "-pk"):
        for group in groups_for(person, wave):
            if teams and teams_of(wave, group) == teams and group.what == now.group.what:
                published = groups_of(wave.publication or {})[str(group.number)]
                return Earlier(wave, published, _alike(now.pack, library.version(wave.digest)))
    return None


def teams_of(wave: Wave, group: WaveGroup) -> frozenset[int]:
    """The teams that a group is made of; nothing when one of them is not there any more (1 query)."""
    groups = {one.number: one for one in WaveGroup.objects.filter(wave=wave)}
    found: set[int] = set()
    for one in groups.values():
        if one.what != WaveGroup.What.TEAM or not _is_in(one, group.number, groups):
            continue
        if one.team_id is None:
            return frozenset()
        found.add(one.team_id)
    return frozenset(found)


def _is_in(one: WaveGroup, number: int, groups: dict[int, WaveGroup]) -> bool:
    here: int | None = one.number
    for _step in groups:
        if here == number:
            return True
        here = groups[here].parent if here is not None else None
    return False


def _alike(now: Pack, then: Pack) -> frozenset[str]:
    statements = {theme.id: {one.id for one in theme.statements} for theme in then.themes}
    return frozenset(
        theme.id for theme in now.themes if statements.get(theme.id) == {one.id for one in theme.statements}
    )
