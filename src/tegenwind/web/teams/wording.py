"""How organisations are told of on pages: roles and bands in words. Of members nothing else is ever told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tegenwind.measure.rules import band
from tegenwind.teams import rules
from tegenwind.teams.models import Role
from tegenwind.teams.queries import Branch
from tegenwind.waves.models import Wave
from tegenwind.web import library
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.waves.wording import band_words


def people_words(people: int) -> str:
    """How many people, as a band: *5 tot en met 9 mensen*."""
    low, high = band(people)
    if low == 0 and high is not None:
        return _("minder dan {number} mensen").format(number=high + 1)
    return _("{band} mensen").format(band=band_words((low, high), library.words()))


def what_words(what: str) -> str:
    """A role, or being a member, in words."""
    return {
        rules.HOST: _("gespreksleider"),
        rules.LEADER: _("leidinggevende"),
        rules.ADMINISTRATOR: _("beheerder"),
        rules.MEMBER: _("teamlid"),
    }[what]


def does_words(what: str) -> str:
    """What somebody with this role does here, in a sentence about you."""
    return {
        rules.HOST: _(
            "Je opent peilingen en leidt het gesprek erna. Een peiling van een team waaraan je leiding geeft, open je niet."
        ),
        rules.LEADER: _(
            "Je vult bij een peiling in wat je ervaart en wat je van je team verwacht, voor er een uitkomst is. Daarna luister je eerst."
        ),
        rules.ADMINISTRATOR: _("Je houdt de teams bij en nodigt uit. Wie er in een team zit, zie je niet."),
        rules.MEMBER: _(
            "Je kunt meedoen aan peilingen van dit team en van wat erboven staat, en zien wat daarvan gepubliceerd is."
        ),
    }[what]


def role_told(role: Role) -> dict[str, Any]:
    """A role as everybody in the organisation sees it."""
    return {
        "id": role.pk,
        "letters": letters(role.pk),
        "name": role.name,
        "what": what_words(role.what),
        "team": role.team.name if role.team else "",
    }


def branch_told(branch: Branch) -> dict[str, Any]:
    """A team as everybody in it sees it, and who administers sees all of them."""
    return {
        "id": branch.team.pk,
        "letters": letters(branch.team.pk),
        "name": branch.team.name,
        "depth": min(branch.depth, 4),
        "people": people_words(branch.people),
        "leaders": branch.leaders,
    }


def wave_told(wave: Wave) -> dict[str, Any]:
    """A wave in a list: which statements, and how it stands."""
    day = library.words().date(wave.closes_on)
    state = {
        Wave.State.OPEN: _("open, tot en met {day}").format(day=day),
        Wave.State.CLOSING: _("wordt gesloten"),
        Wave.State.PUBLISHED: _("gesloten, er is een uitkomst"),
    }.get(Wave.State(wave.state), _("gesloten, zonder uitkomst"))
    return {"id": wave.pk, "title": library.version(wave.digest).title[library.language()], "state": state}


def letters(number: int | None) -> str:
    """A number as it stands in addresses and forms; nothing for none."""
    return "" if number is None else RecordIdConverter().to_url(number)


def team_options(branches: list[Branch]) -> list[tuple[str, str]]:
    """Every team, to choose one of: pairs of its letters and its name, the names above it first (*Oost › Jeugd*)."""
    above: list[str] = []
    found = []
    for branch in branches:
        above = [*above[: branch.depth], branch.team.name]
        found.append((letters(branch.team.pk), " › ".join(above)))
    return found
